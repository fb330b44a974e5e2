//! One card from the deal to the outcome, and what must never happen on the way.

use switchboard_rules::card::{Outcome, Size, State};
use switchboard_rules::moment::Span;

use super::calls::{card, next, numbers, say};
use super::house::{EVENING, Person, given, on_both};
use crate::desk::{self, Dealt, Report, Taken, Ticket};
use crate::session::Auth;
use crate::tx::Verdict;

#[test]
fn a_card_is_dealt_shown_and_reported_and_the_ledger_tells_it() {
    on_both(20, |house| {
        let caller = house.caller(0);
        let (card, proof) = card(house, &caller, house.banks[0], EVENING);
        let (called, branch, _) = card.name.disclose(&proof).unwrap();
        assert!(called.starts_with("Mrs "), "title and surname only");
        assert_eq!(branch, "Abercwm");
        let id = card.card;
        let (numbers, state) = numbers(house, &caller, id, EVENING);
        assert!(numbers[0].starts_with("tel:+447700900"));
        assert!(
            matches!(state, State::Shown { until, .. } if until == EVENING.plus(Span::minutes(20)))
        );
        let report = Report {
            card: id,
            outcome: Outcome::Answered,
            note: Some("kind".to_owned()),
        };
        let taken = given(
            house.act(&caller, EVENING.plus(Span::minutes(3)), move |tx| {
                desk::report(tx, &report)
            }),
        );
        assert_eq!(taken, Taken::InTime);
        let checked = house.settle(EVENING.plus(Span::minutes(4)));
        assert_eq!(checked.waiting, 0);
        assert_eq!(checked.signed_size, checked.entries);
    });
}

#[test]
fn reload_gives_the_same_card_and_nobody_else_gets_that_member() {
    on_both(30, |house| {
        let caller = house.caller(0);
        let (first, _) = card(house, &caller, house.banks[0], EVENING);
        let (again, _) = card(
            house,
            &caller,
            house.banks[0],
            EVENING.plus(Span::minutes(1)),
        );
        assert_eq!(first.card, again.card);
        let others: Vec<Person> = (0..29).map(|n| house.caller(n % 2)).collect();
        let mut dealt = 0;
        for (n, other) in others.iter().enumerate() {
            if let (Dealt::Card(_), _) = next(house, other, house.banks[n % 2], EVENING) {
                dealt += 1;
            }
        }
        assert_eq!(
            dealt, 29,
            "thirty members, thirty desks, over both campaigns"
        );
        let late = house.caller(1);
        assert!(matches!(
            next(house, &late, house.banks[1], EVENING).0,
            Dealt::Empty(_)
        ));
    });
}

#[test]
fn an_objection_to_anyone_stops_both_campaigns_at_once_even_after_sign_out() {
    on_both(1, |house| {
        let caller = house.caller(0);
        let (card, _) = card(house, &caller, house.banks[0], EVENING);
        let key = caller.key;
        given(house.act(&caller, EVENING, move |tx| crate::door::sign_out(tx, key)));
        let ticket = Ticket::parse(&card.ticket).unwrap();
        let taken = say(
            house,
            Auth::Ticket(ticket),
            card.card,
            Outcome::DontCall(Size::Anyone),
            EVENING,
        );
        assert_eq!(taken, Taken::InTime);
        let rival = house.caller(1);
        assert!(matches!(
            next(house, &rival, house.banks[1], EVENING).0,
            Dealt::Empty(_)
        ));
    });
}

#[test]
fn an_unreported_card_rests_its_member_and_a_late_outcome_is_taken() {
    on_both(1, |house| {
        let caller = house.caller(0);
        let (card, _) = card(house, &caller, house.banks[0], EVENING);
        let (id, account) = (card.card, caller.account);
        house
            .act(&caller, EVENING, move |tx| {
                desk::show_number(tx, id, account)
            })
            .unwrap();
        let later = EVENING.plus(Span::minutes(21));
        assert_eq!(desk::sweep(&house.world, later).unwrap(), 1);
        assert!(matches!(
            next(house, &caller, house.banks[0], later).0,
            Dealt::Empty(_)
        ));
        assert_eq!(
            say(house, caller.auth(), card.card, Outcome::NoAnswer, later),
            Taken::Late
        );
        assert_eq!(
            say(house, caller.auth(), card.card, Outcome::NoAnswer, later),
            Taken::Before
        );
    });
}

#[test]
fn a_rival_gets_neither_the_bank_nor_the_card() {
    on_both(5, |house| {
        let (red, blue) = (house.caller(0), house.caller(1));
        let (card, _) = card(house, &red, house.banks[0], EVENING);
        let (bank, account, id) = (house.banks[0], blue.account, card.card);
        let done = house
            .act(&blue, EVENING, move |tx| desk::next(tx, bank, account))
            .unwrap();
        assert!(matches!(done.verdict, Verdict::Refused(refusal) if refusal.hidden()));
        let done = house
            .act(&blue, EVENING, move |tx| desk::show_number(tx, id, account))
            .unwrap();
        assert!(matches!(done.verdict, Verdict::Refused(refusal) if refusal.hidden()));
        let report = Report {
            card: id,
            outcome: Outcome::Answered,
            note: None,
        };
        let done = house
            .act(&blue, EVENING, move |tx| desk::report(tx, &report))
            .unwrap();
        assert!(matches!(done.verdict, Verdict::Refused(refusal) if refusal.hidden()));
    });
}
