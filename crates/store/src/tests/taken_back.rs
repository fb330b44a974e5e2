//! A card that is taken back because its member is not to be rung any more.

use switchboard_rules::card::{CardError, Outcome, State};
use switchboard_rules::ids::CardId;
use switchboard_rules::moment::{Moment, Span};

use super::calls::{card, numbers, say};
use super::house::{EVENING, House, Person, given, on_both};
use super::looks::{officer, open};
use crate::desk::{self, Taken};
use crate::members;

fn at(minutes: i64) -> Moment {
    EVENING.plus(Span::minutes(minutes))
}

/// The office writes down that the n-th member wants no calls.
fn objects(house: &House, n: u32) {
    let who = officer(house);
    let look = open(house, &who, n, EVENING);
    given(house.act(&who, EVENING, move |tx| members::object(tx, look, None)));
}

fn beats(house: &House, who: &Person, card: CardId, now: Moment) -> Result<State, CardError> {
    given(house.act(who, now, move |tx| desk::beat(tx, card)))
}

fn is_taken_back(house: &House, who: &Person, card: CardId, now: Moment) -> bool {
    let account = who.account;
    given(house.act(who, now, move |tx| desk::is_taken_back(tx, card, account)))
}

#[test]
fn whoever_talks_hears_that_their_card_was_taken_back_and_asking_extends_and_writes_nothing() {
    on_both(1, |house| {
        let (caller, other) = (house.caller(0), house.caller(0));
        let held = card(house, &caller, house.banks[0], EVENING).0.card;
        let (_, state) = numbers(house, &caller, held, EVENING);
        let entries = || house.count("select count(*) from entry");
        let before = entries();
        assert_eq!(beats(house, &caller, held, at(5)), Ok(state));
        assert_eq!(entries(), before);
        assert!(!is_taken_back(house, &caller, held, at(5)));
        objects(house, 0);
        let closed = Err(CardError::Closed);
        assert_eq!(beats(house, &caller, held, at(6)), closed);
        assert!(is_taken_back(house, &caller, held, at(6)));
        assert!(
            !is_taken_back(house, &other, held, at(6)),
            "nobody else is told"
        );
        assert!(
            !is_taken_back(house, &caller, held, at(20)),
            "the time that the card had is over"
        );
        let said = say(house, caller.auth(), held, Outcome::Answered, at(7));
        assert_eq!(said, Taken::Late, "what came of the call is still taken");
    });
}

#[test]
fn a_caller_is_not_told_what_a_member_said_after_their_card_had_ended() {
    on_both(1, |house| {
        let caller = house.caller(0);
        let held = card(house, &caller, house.banks[0], EVENING).0.card;
        numbers(house, &caller, held, EVENING);
        assert_eq!(desk::sweep(&house.world, at(21)).unwrap(), 1);
        objects(house, 0);
        for minutes in [1, 22] {
            assert!(!is_taken_back(house, &caller, held, at(minutes)));
        }
    });
}
