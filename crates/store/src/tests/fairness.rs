//! The same terms for all: a draw that was committed to before, and what headquarters took, counted from the log.

use switchboard_rules::card::Outcome;
use switchboard_rules::events::EventKind;
use switchboard_rules::fairness::draw::{Draw, Fingerprint, Lot, Secret, Stage};
use switchboard_rules::fairness::took::Took;
use switchboard_rules::ids::CampaignId;
use switchboard_rules::moment::{Moment, Span};
use switchboard_rules::policy::{Reason, Role, Scope};

use super::answers::{refused, ring};
use super::house::{EVENING, House, Person, given, on_both};
use super::looks::{officer, open, shown};
use crate::fairness::{self, Board, LotShown, Lotted, Measured};
use crate::log;
use crate::world::Done;

const OVER: Moment = EVENING.plus(Span::days(31));

fn board(house: &House, now: Moment) -> Board {
    let board = fairness::board(&house.world, house.contest, now);
    board.unwrap().unwrap()
}

fn add(
    house: &House,
    who: &Person,
    campaign: CampaignId,
    words: &'static str,
) -> Result<Done<Lotted>, crate::Fault> {
    house.act(who, EVENING, move |tx| {
        fairness::add_lot(tx, campaign, Fingerprint::of_words(words))
    })
}

fn measured(house: &House, now: Moment) -> Measured {
    let is_over = board(house, now).is_over;
    fairness::measured(&house.world, house.contest, is_over, now).unwrap()
}

fn took(measured: &Measured, what: Took) -> u64 {
    let found = measured.took.iter().find(|(took, _)| *took == what);
    found.unwrap().1
}

/// A contest that opens in two days, so that a draw can still be added to.
fn opens_later(house: &House) -> Moment {
    house.tamper("update contest set opens_at = opens_at + 259200000, opened_at = null");
    EVENING.plus(Span::days(2))
}

fn show(
    house: &House,
    who: &Person,
    campaign: CampaignId,
    (words, now): (&'static str, Moment),
) -> LotShown {
    let who = house.again(who, now);
    given(house.act(&who, now, move |tx| fairness::show_lot(tx, campaign, words)))
}

#[test]
fn a_draw_is_committed_to_before_and_anybody_can_make_it_again() {
    on_both(1, |house| {
        let [red, blue] = house.campaigns;
        let organiser = house.person("Olive", Role::Organiser, Scope::Campaign(red));
        let opens = opens_later(house);
        house.settle(EVENING);
        let before = board(house, EVENING).terms.unwrap();
        assert_eq!(fairness::show_due(&house.world, EVENING).unwrap(), 0);
        assert!(before.drawn.is_none() && before.committed.is_some());
        // The last fingerprint counts, also with space around the words.
        given(add(house, &organiser, red, "green pan"));
        let print = Fingerprint::of_words("red kettle");
        let added = given(add(house, &organiser, red, " red kettle "));
        assert_eq!(added, Lotted::Added(*print.as_bytes()));
        assert_eq!(
            refused(add(house, &organiser, blue, "x")),
            Reason::NotYourCampaign
        );
        let words_from = opens.minus(Span::days(1));
        let lot = Lot::of_words("red kettle");
        let shown = show(house, &organiser, red, (" red kettle", words_from));
        assert_eq!(shown, LotShown::Shown(*lot.as_bytes()));
        let late = show(house, &organiser, red, ("red kettle", opens));
        assert_eq!(late, LotShown::TooLate);
        house.tamper("update contest set opened_at = opens_at");
        assert_eq!(fairness::show_due(&house.world, opens).unwrap(), 1);
        assert_eq!(fairness::show_due(&house.node(), opens).unwrap(), 0);
        house.settle(EVENING);
        let after = board(house, EVENING);
        let fair = after.terms.unwrap();
        let drawn = fair.drawn.unwrap();
        assert!(fair.committed < drawn.entry);
        let secret = Secret::from_bytes(drawn.secret.try_into().unwrap());
        assert_eq!(secret.commitment().to_vec(), fair.commitment);
        assert_eq!(fair.commitment, before.commitment);
        let again = Draw::new(&secret, &[(blue, None), (red, Some(lot))]);
        assert_eq!(again.seed().to_vec(), drawn.seed);
        let shown = after.campaigns.iter().find(|used| used.id == red).unwrap();
        assert_eq!(shown.lot.as_deref(), Some(lot.as_bytes().as_slice()));
    });
}

#[test]
fn no_words_are_shown_before_every_fingerprint_is_in_and_none_is_taken_once_they_are() {
    on_both(1, |house| {
        let [red, blue] = house.campaigns;
        let person = |campaign| house.person("Olive", Role::Organiser, Scope::Campaign(campaign));
        let (of_red, of_blue) = (person(red), person(blue));
        let opens = opens_later(house);
        given(add(house, &of_red, red, "red kettle"));
        let waits = LotShown::NotYet(opens.minus(Span::days(1)));
        assert_eq!(show(house, &of_red, red, ("red kettle", EVENING)), waits);
        given(add(house, &of_blue, blue, "blue kettle"));
        // All are in: nobody chooses other words any more.
        let late = given(add(house, &of_blue, blue, "better words"));
        assert_eq!(late, Lotted::TooLate);
        let other = show(house, &of_blue, blue, ("better words", EVENING));
        assert_eq!(other, LotShown::Others);
        let shown = show(house, &of_red, red, ("red kettle", EVENING));
        assert!(matches!(shown, LotShown::Shown(_)));
        // A date that is moved takes no other fingerprint.
        house.tamper("update contest set opens_at = opens_at + 864000000");
        let late = given(add(house, &of_blue, blue, "better words"));
        assert_eq!(late, Lotted::TooLate);
        house.settle(EVENING);
    });
}

#[test]
fn whoever_shows_no_words_is_named_in_the_entry_and_adds_nothing_to_the_seed() {
    on_both(1, |house| {
        let [red, blue] = house.campaigns;
        let person = |campaign| house.person("Olive", Role::Organiser, Scope::Campaign(campaign));
        let opens = opens_later(house);
        given(add(house, &person(red), red, "red kettle"));
        given(add(house, &person(blue), blue, "blue kettle"));
        show(house, &person(red), red, ("red kettle", EVENING));
        house.tamper("update contest set opened_at = opens_at");
        assert_eq!(fairness::show_due(&house.world, opens).unwrap(), 1);
        let told = super::looks::told(house, EventKind::DrawShown.code());
        assert!(told[0].2.contains(":withheld"), "{}", told[0].2);
        let drawn = board(house, opens).terms.unwrap().drawn.unwrap();
        let secret = Secret::from_bytes(drawn.secret.try_into().unwrap());
        let lots = [(blue, None), (red, Some(Lot::of_words("red kettle")))];
        assert_eq!(Draw::new(&secret, &lots).seed().to_vec(), drawn.seed);
        house.settle(opens);
    });
}

#[test]
fn before_it_is_shown_the_secret_stands_nowhere_in_the_database_in_clear() {
    on_both(1, |house| {
        let shown =
            "select count(*) from contest_terms where secret is not null or seed is not null";
        assert_eq!(house.count(shown), 0);
        fairness::show_due(&house.world, EVENING).unwrap();
        assert_eq!(house.count(shown), 1);
    });
}

#[test]
fn what_headquarters_took_is_counted_from_the_log_and_the_check_counts_it_again() {
    on_both(2, |house| {
        house.settle(EVENING);
        let before = measured(house, EVENING);
        let who = officer(house);
        for n in 0..2 {
            let look = open(house, &who, n, EVENING);
            shown(house, &who, look, EVENING);
        }
        house.settle(EVENING);
        let after = measured(house, EVENING);
        let more = |what| took(&after, what) - took(&before, what);
        assert_eq!((more(Took::Openings), more(Took::Files)), (2, 0));
        // The account was added at the console.
        assert!(more(Took::Console) > 0);
        // A count that somebody made smaller is found.
        let hid = house.tamper("update taken_hour set n = n - 1 where what = 'openings'");
        assert_eq!(hid, 1);
        let checked = log::verify(&house.world).unwrap_err();
        assert!(
            checked.to_string().contains("headquarters took"),
            "{checked}"
        );
    });
}

#[test]
fn a_campaigns_usage_is_rounded_while_it_rings_and_exact_after() {
    on_both(3, |house| {
        ring(house, 0, Outcome::NoAnswer, "", EVENING);
        let used = |now| {
            let measured = measured(house, now);
            let one = |id| {
                let one = measured.cards.iter().find(|(one, _)| *one == id);
                one.unwrap().1
            };
            (board(house, now).is_over, house.campaigns.map(one))
        };
        assert_eq!(used(EVENING), (false, [0, 0]));
        assert_eq!(used(OVER), (true, [1, 0]));
    });
}

#[test]
fn a_campaigns_own_page_is_its_own() {
    on_both(3, |house| {
        ring(house, 0, Outcome::NoAnswer, "", EVENING);
        let [red, blue] = house.campaigns;
        let organiser = house.person("Olive", Role::Organiser, Scope::Campaign(red));
        let see =
            |who: &Person, campaign| house.act(who, EVENING, move |tx| fairness::own(tx, campaign));
        let own = given(see(&organiser, red));
        let over = (1, 1, Stage::Over);
        assert_eq!((own.cards, own.banks.len(), own.draw), over);
        assert_eq!(refused(see(&organiser, blue)), Reason::NotYourCampaign);
        let dpo = house.person("Dana", Role::Dpo, Scope::Organisation);
        assert_eq!(given(see(&dpo, red)).draw, Stage::Over);
        let caller = house.caller(0);
        assert_eq!(refused(see(&caller, red)), Reason::NotYourRole);
    });
}
