//! Who is calling me back: the card of whom this caller rang, and one answer for everybody else.

use switchboard_rules::card::{Outcome, Size};
use switchboard_rules::moment::{Moment, Span};

use super::calls::{card, numbers, say};
use super::house::{EVENING, House, Person, given, on_both};
use crate::desk::{self, Back, CardOnDesk, Taken};
use crate::disclose::Proof;
use crate::tx::Verdict;

fn asked(house: &House, who: &Person, number: &str, now: Moment) -> (Back, Proof) {
    let (place, number) = ((house.banks[0], who.account), number.to_owned());
    let done = house
        .act(who, now, move |tx| desk::rings_back(tx, place, &number))
        .unwrap();
    match done.verdict {
        Verdict::Given(back) => (back, done.proof),
        Verdict::Refused(refusal) => panic!("refused: {}", refusal.reason.code()),
    }
}

/// Rings somebody who doesn't answer; answers the card, its name and the number.
fn rung(house: &House, who: &Person) -> (Box<CardOnDesk>, String) {
    let (card, _) = card(house, who, house.banks[0], EVENING);
    let (numbers, _) = numbers(house, who, card.card, EVENING);
    let number = numbers[0].trim_start_matches("tel:").to_owned();
    say(house, who.auth(), card.card, Outcome::NoAnswer, EVENING);
    (card, number)
}

fn spent(house: &House) -> i64 {
    house.count("select cast(sum(evening_spent) as bigint) from budget")
}

#[test]
fn whoever_rings_back_comes_onto_the_desk_of_the_caller_who_rang_them_and_may_say_no() {
    on_both(3, |house| {
        let caller = house.caller(0);
        let (first, number) = rung(house, &caller);
        let soon = EVENING.plus(Span::minutes(10));
        let (Back::Card(again), proof) = asked(house, &caller, &number, soon) else {
            panic!("nobody");
        };
        assert_ne!(first.card, again.card, "a card of its own");
        let (called, ..) = again.name.disclose(&proof).unwrap();
        assert!(called.starts_with("Mrs "));
        assert_eq!(spent(house), 2);
        let no = Outcome::DontCall(Size::Anyone);
        assert_eq!(
            say(house, caller.auth(), again.card, no, soon),
            Taken::InTime
        );
        let (back, _) = asked(house, &caller, &number, soon.plus(Span::minutes(5)));
        assert!(matches!(back, Back::Nobody), "who wants no calls is nobody");
        assert_eq!(spent(house), 3);
        let checked = house.settle(soon.plus(Span::minutes(6)));
        assert_eq!(checked.signed_size, checked.entries);
    });
}

#[test]
fn a_number_that_this_caller_never_saw_is_nobodys_whoevers_it_is_and_costs_a_card() {
    on_both(3, |house| {
        let (caller, colleague) = (house.caller(0), house.caller(0));
        let (_, number) = rung(house, &caller);
        let soon = EVENING.plus(Span::minutes(10));
        for (n, strange) in [number.as_str(), "07700 900999", "not a number"]
            .into_iter()
            .enumerate()
        {
            let (back, _) = asked(house, &colleague, strange, soon);
            assert!(matches!(back, Back::Nobody), "{strange}");
            assert_eq!(spent(house), 2 + i64::try_from(n).unwrap(), "{strange}");
        }
        let fortnight = EVENING.plus(Span::days(15));
        let caller = house.again(&caller, fortnight);
        let account = caller.account;
        let (bank, typed) = (house.banks[0], number);
        let late = house
            .act(&caller, fortnight, move |tx| {
                desk::rings_back(tx, (bank, account), &typed)
            })
            .unwrap();
        assert!(!matches!(late.verdict, Verdict::Given(Back::Card(_))));
    });
}

#[test]
fn a_card_on_the_desk_comes_first_and_asking_costs_nothing() {
    on_both(3, |house| {
        let caller = house.caller(0);
        let (_, number) = rung(house, &caller);
        card(house, &caller, house.banks[0], EVENING);
        let (back, _) = asked(house, &caller, &number, EVENING);
        assert!(matches!(back, Back::Held));
        assert_eq!(spent(house), 2);
        let (bank, account) = (house.banks[0], caller.account);
        let seen = given(house.act(&caller, EVENING, move |tx| desk::evening(tx, bank, account)));
        assert_eq!((seen.cards, seen.numbers), (2, 1));
        assert_eq!(seen.outcomes, [("no-answer".to_owned(), 1)]);
    });
}
