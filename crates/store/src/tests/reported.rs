//! What callers say of a member stops their own campaign, whichever bank asks next and whatever closes in between.

use std::sync::Barrier;
use std::thread;

use switchboard_rules::card::{Outcome, Size};
use switchboard_rules::moment::Span;

use super::calls::{card, has_somebody, numbers, say};
use super::house::{EVENING, on_both};
use crate::desk::{self, Taken};
use crate::fault::Fault;

const REPORTS: [Outcome; 3] = [Outcome::Deceased, Outcome::Moved, Outcome::WrongNumber];

#[test]
fn a_reported_member_is_not_rung_by_another_bank_of_the_same_campaign_and_is_by_the_rival() {
    for outcome in REPORTS {
        on_both(1, |house| {
            let before = house.another_bank(0);
            let caller = house.caller(0);
            let (card, _) = card(house, &caller, house.banks[0], EVENING);
            say(house, caller.auth(), card.card, outcome, EVENING);
            let after = house.another_bank(0);
            for bank in [house.banks[0], before, after] {
                assert!(!has_somebody(house, &caller, bank, EVENING), "{outcome:?}");
            }
            let rival = house.caller(1);
            assert!(
                has_somebody(house, &rival, house.banks[1], EVENING),
                "{outcome:?}"
            );
        });
    }
}

#[test]
fn a_card_whose_time_is_up_does_not_bring_a_reported_member_back() {
    on_both(1, |house| {
        let second = house.another_bank(0);
        let (first_caller, second_caller) = (house.caller(0), house.caller(0));
        let (old, _) = card(house, &first_caller, house.banks[0], EVENING);
        let later = EVENING.plus(Span::minutes(4));
        card(house, &second_caller, second, later);
        assert_eq!(
            say(
                house,
                first_caller.auth(),
                old.card,
                Outcome::Deceased,
                later
            ),
            Taken::Late
        );
        let much_later = later.plus(Span::minutes(4));
        assert_eq!(desk::sweep(&house.world, much_later).unwrap(), 1);
        assert!(!has_somebody(house, &second_caller, second, much_later));
    });
}

#[test]
fn a_member_whose_call_nobody_reported_rests_for_the_rival_too_before_any_sweep() {
    on_both(1, |house| {
        let (red, blue) = (house.caller(0), house.caller(1));
        let (card, _) = card(house, &red, house.banks[0], EVENING);
        numbers(house, &red, card.card, EVENING);
        let later = EVENING.plus(Span::minutes(21));
        assert!(
            !has_somebody(house, &blue, house.banks[1], later),
            "rung twenty minutes ago"
        );
        assert_eq!(
            house.count("select count(*) from card where state = 'unreported'"),
            1
        );
        assert_eq!(house.count("select count(*) from open_card"), 0);
        assert_eq!(
            house.count("select count(*) from entry where kind = 420"),
            1
        );
        let tomorrow = later.plus(Span::hours(25));
        let blue = house.again(&blue, tomorrow);
        assert!(has_somebody(house, &blue, house.banks[1], tomorrow));
    });
}

#[test]
fn a_card_whose_time_is_up_on_two_nodes_while_its_caller_reports_ends_once_and_keeps_what_was_said()
{
    on_both(8, |house| {
        let nodes = [house.node(), house.node()];
        for round in 0..8 {
            let now = EVENING.plus(Span::minutes(40 * round));
            let caller = house.again(&house.caller(0), now);
            let (dealt, _) = card(house, &caller, house.banks[0], now);
            numbers(house, &caller, dealt.card, now);
            let up = now.plus(Span::minutes(20));
            let start = Barrier::new(3);
            thread::scope(|scope| {
                for node in &nodes {
                    let start = &start;
                    scope.spawn(move || {
                        start.wait();
                        match desk::sweep(node, up) {
                            Ok(_) | Err(Fault::Conflict) => {}
                            Err(other) => panic!("{other}"),
                        }
                    });
                }
                start.wait();
                say(
                    house,
                    caller.auth(),
                    dealt.card,
                    Outcome::DontCall(Size::Anyone),
                    up.minus(Span::millis(1)),
                );
            });
        }
        assert_eq!(
            house.count(
                "select count(*) from card where outcome = 'dont-call-anyone' and state = 'done'"
            ),
            8
        );
        assert_eq!(
            house.count("select count(*) from entry where kind = 412"),
            8
        );
        let unreported = house.count("select count(*) from entry where kind = 420");
        let counted =
            "select coalesce(cast(sum(n) as bigint), 0) from tally where what = 'unreported'";
        assert_eq!(
            house.count(counted),
            unreported,
            "tallied as often as it is told"
        );
        assert_eq!(house.count(DOUBLED), 0, "told twice");
        assert_eq!(house.count("select count(*) from open_card"), 0);
    });
}

const DOUBLED: &str = "select count(*) from (select s.member from entry e join entry_subject s on s.entry = e.id where e.kind in (420, 421) group by s.member having count(*) > 1) x";
