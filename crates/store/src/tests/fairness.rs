//! The same terms for all: a draw that was committed to before, and what headquarters took, counted from the log.

use switchboard_rules::card::Outcome;
use switchboard_rules::fairness::draw::Stage;
use switchboard_rules::fairness::took::Took;
use switchboard_rules::moment::{Moment, Span};
use switchboard_rules::policy::{Reason, Role, Scope};

use super::answers::{refused, ring};
use super::house::{EVENING, House, Person, given, on_both};
use super::looks::{officer, open, shown};
use crate::fairness::{self, Board, Measured};
use crate::log;

const OVER: Moment = EVENING.plus(Span::days(31));

fn board(house: &House, now: Moment) -> Board {
    let board = fairness::board(&house.world, house.contest, now);
    board.unwrap().unwrap()
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
        let stage = Some(Stage::Words);
        assert_eq!((own.cards, own.banks.len(), own.stage), (1, 1, stage));
        assert!(own.may_add);
        assert_eq!(refused(see(&organiser, blue)), Reason::NotYourCampaign);
        let dpo = house.person("Dana", Role::Dpo, Scope::Organisation);
        // Whoever may not add anything reads the same stage.
        let seen = given(see(&dpo, red));
        assert_eq!((seen.stage, seen.may_add), (stage, false));
        let caller = house.caller(0);
        assert_eq!(refused(see(&caller, red)), Reason::NotYourRole);
    });
}
