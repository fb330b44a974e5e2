//! The same terms for all: a draw that was committed to before, and what headquarters took, counted from the log.

use switchboard_rules::card::Outcome;
use switchboard_rules::fairness::draw::{Draw, Lot, Secret};
use switchboard_rules::fairness::took::Took;
use switchboard_rules::ids::CampaignId;
use switchboard_rules::moment::{Moment, Span};
use switchboard_rules::policy::{Reason, Role, Scope};

use super::answers::{refused, ring};
use super::house::{EVENING, House, Person, given, on_both};
use super::looks::{officer, open, shown};
use crate::fairness::{self, Board, Lotted, Measured};
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
        fairness::add_lot(tx, campaign, words)
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

#[test]
fn a_draw_is_committed_to_before_and_anybody_can_make_it_again() {
    on_both(1, |house| {
        let [red, blue] = house.campaigns;
        let organiser = house.person("Olive", Role::Organiser, Scope::Campaign(red));
        // It opens in a day.
        house.tamper("update contest set opens_at = opens_at + 172800000, opened_at = null");
        house.settle(EVENING);
        let before = board(house, EVENING).terms.unwrap();
        assert_eq!(fairness::show_due(&house.world, EVENING).unwrap(), 0);
        assert!(before.drawn.is_none() && before.committed.is_some());
        // The last words count, also with space around them.
        given(add(house, &organiser, red, "green pan"));
        let lot = Lot::of_words("red kettle");
        let added = given(add(house, &organiser, red, " red kettle "));
        assert_eq!(added, Lotted::Added(*lot.as_bytes()));
        assert_eq!(
            refused(add(house, &organiser, blue, "x")),
            Reason::NotYourCampaign
        );
        let opens = EVENING.plus(Span::days(1));
        let late = house.again(&organiser, opens);
        let said = house.act(&late, opens, move |tx| fairness::add_lot(tx, red, "y"));
        assert_eq!(given(said), Lotted::TooLate);
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
        assert_eq!((own.cards, own.banks.len(), own.may_add), (1, 1, false));
        assert_eq!(refused(see(&organiser, blue)), Reason::NotYourCampaign);
        let dpo = house.person("Dana", Role::Dpo, Scope::Organisation);
        assert!(!given(see(&dpo, red)).may_add);
        let caller = house.caller(0);
        assert_eq!(refused(see(&caller, red)), Reason::NotYourRole);
    });
}
