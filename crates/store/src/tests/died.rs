//! Whoever has died, as the roll says: their account ends, also where it lets the membership go on.

use switchboard_rules::card::{Finding, Outcome};
use switchboard_rules::roll::{RollRow, Typed};

use super::calls::{card, say};
use super::house::{EVENING, House, import, importing, member, on_both, switched};
use super::imports::reject;
use super::left::{own, runs};
use super::looks::{officer, open};
use crate::roll::{self, Plan};
use crate::{Verdict, members};

const LEFT: &str = "select count(*) from entry where kind = 850";
const CALLED: &str = "select count(*) from entry where kind = 852";

/// The n-th member, marked as having died.
fn dead(n: u32) -> RollRow {
    RollRow {
        deceased: true,
        ..member(n)
    }
}

fn take(house: &House, rows: Vec<RollRow>) {
    import(&house.world, rows);
    roll::follow(&house.world, EVENING).unwrap();
}

#[test]
fn a_file_that_says_somebody_has_died_ends_their_account_though_their_membership_goes_on() {
    on_both(4, |house| {
        let (died, stays, nobodys) = (house.caller(0), house.caller(0), house.caller(0));
        own(house, died.account, 0);
        own(house, stays.account, 1);
        take(house, vec![dead(0), member(1), dead(3)]);
        assert!(!runs(house, &died));
        assert!(runs(house, &stays) && runs(house, &nobodys));
        assert_eq!(house.count(LEFT), 1);
        let ended = "select count(*) from member_end where ended_at is not null";
        assert_eq!(house.count(ended), 0, "no membership ended");
        // The same file, and one that says more of them, end nothing anew.
        take(house, vec![dead(0)]);
        let mut moved = dead(0);
        moved.email = None;
        take(house, vec![moved]);
        assert_eq!(house.count(LEFT), 1);
        house.settle(EVENING);
    });
}

#[test]
fn a_row_that_cant_be_taken_ends_the_account_of_whom_it_says_to_have_died() {
    on_both(2, |house| {
        let died = house.caller(0);
        own(house, died.account, 0);
        let mut running = importing(&house.world, &Plan::default(), Vec::new(), EVENING);
        let rejects = [reject(2, 0, false, true)];
        running.slice(&[], &rejects, EVENING).unwrap();
        switched(running, EVENING);
        roll::follow(&house.world, EVENING).unwrap();
        assert!(!runs(house, &died));
        assert_eq!(house.count(LEFT), 1);
        house.settle(EVENING);
    });
}

#[test]
fn a_file_that_says_an_officer_has_died_calls_a_person() {
    on_both(2, |house| {
        let orla = officer(house);
        own(house, orla.account, 0);
        take(house, vec![dead(0)]);
        assert!(runs(house, &orla));
        assert_eq!((house.count(LEFT), house.count(CALLED)), (0, 1));
        house.settle(EVENING);
    });
}

#[test]
fn an_import_that_is_not_switched_on_ends_nobody() {
    on_both(2, |house| {
        let caller = house.caller(0);
        own(house, caller.account, 0);
        let running = importing(
            &house.world,
            &Plan::default(),
            vec![dead(0).into()],
            EVENING,
        );
        roll::follow(&house.world, EVENING).unwrap();
        drop(running);
        roll::follow(&house.world, EVENING).unwrap();
        assert!(runs(house, &caller));
        house.settle(EVENING);
    });
}

#[test]
fn whom_somebody_corrects_to_have_died_has_left() {
    on_both(3, |house| {
        let (orla, died, stays) = (officer(house), house.caller(0), house.caller(0));
        own(house, died.account, 0);
        own(house, stays.account, 1);
        let look = open(house, &orla, 0, EVENING);
        for (deceased, left) in [(false, 0), (true, 1), (true, 1)] {
            let typed = Typed {
                deceased: Some(deceased),
                ..Typed::default()
            };
            let done = house.act(&orla, EVENING, move |tx| members::correct(tx, look, &typed));
            assert!(matches!(done.unwrap().verdict, Verdict::Given(_)));
            assert_eq!(house.count(LEFT), left);
        }
        assert!(!runs(house, &died) && runs(house, &stays));
        house.settle(EVENING);
    });
}

#[test]
fn a_report_of_a_death_ends_an_account_once_it_was_found_right() {
    for (finding, left) in [(Finding::Right, 1), (Finding::Mistaken, 0)] {
        on_both(1, |house| {
            let (orla, rings, died) = (officer(house), house.caller(0), house.caller(1));
            own(house, died.account, 0);
            let (dealt, _) = card(house, &rings, house.banks[0], EVENING);
            say(house, rings.auth(), dealt.card, Outcome::Deceased, EVENING);
            assert!(runs(house, &died), "a call alone ends nobody");
            let done = house.act(&orla, EVENING, move |tx| {
                roll::settle(tx, dealt.card, finding)
            });
            assert!(matches!(done.unwrap().verdict, Verdict::Given(_)));
            assert_eq!(house.count(LEFT), left, "{finding:?}");
            assert_eq!(runs(house, &died), left == 0, "{finding:?}");
            house.settle(EVENING);
        });
    }
}
