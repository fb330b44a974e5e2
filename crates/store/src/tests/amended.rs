//! A thumb slips: an outcome is changed within a minute, and everything follows the last word.

use switchboard_rules::card::{CardError, Outcome, Size};
use switchboard_rules::ids::CardId;
use switchboard_rules::moment::{Moment, Span};

use super::answers::{NEXT, case, read};
use super::calls::{card, has_somebody, numbers, say};
use super::house::{EVENING, House, Person, given, on_both};
use crate::desk::{self, Report, Taken};
use crate::fault::Fault;
use crate::tx::Verdict;

fn amend(
    house: &House,
    who: &Person,
    card: CardId,
    outcome: Outcome,
    now: Moment,
) -> Result<Verdict<Taken>, Fault> {
    let report = Report {
        card,
        outcome,
        note: None,
    };
    house
        .act(who, now, move |tx| desk::amend(tx, &report))
        .map(|done| done.verdict)
}

fn taken(answer: Result<Verdict<Taken>, Fault>) -> Taken {
    match answer.unwrap() {
        Verdict::Given(taken) => taken,
        Verdict::Refused(refusal) => panic!("refused: {}", refusal.reason.code()),
    }
}

/// A card that was rung, with this outcome.
fn rung(house: &House, who: &Person, outcome: Outcome) -> CardId {
    let (card, _) = card(house, who, house.banks[0], EVENING);
    numbers(house, who, card.card, EVENING);
    let said = say(house, who.auth(), card.card, outcome, EVENING);
    assert_eq!(said, Taken::InTime);
    card.card
}

fn soon(seconds: i64) -> Moment {
    EVENING.plus(Span::seconds(seconds))
}

#[test]
fn an_outcome_is_changed_within_a_minute_and_the_queue_follows_the_last_word() {
    on_both(1, |house| {
        let caller = house.caller(0);
        let card = rung(house, &caller, Outcome::Answered);
        let back = EVENING.plus(Span::minutes(30));
        let again = taken(amend(
            house,
            &caller,
            card,
            Outcome::CallBack(back),
            soon(40),
        ));
        assert_eq!(again, Taken::InTime);
        assert_eq!(
            house.count("select n from tally where what = 'answered'"),
            0
        );
        assert_eq!(
            house.count("select n from tally where what = 'call-back'"),
            1
        );
        assert_eq!(
            taken(amend(house, &caller, card, Outcome::Answered, soon(61))),
            Taken::Not(CardError::TooLate),
            "the minute doesn't begin again"
        );
        assert!(has_somebody(house, &caller, house.banks[0], back));
    });
}

#[test]
fn what_was_said_of_a_person_is_unsaid_and_their_campaign_rings_on() {
    on_both(1, |house| {
        let caller = house.caller(0);
        let card = rung(house, &caller, Outcome::Deceased);
        assert_eq!(house.count("select count(*) from report"), 1);
        let back = EVENING.plus(Span::minutes(30));
        let again = taken(amend(
            house,
            &caller,
            card,
            Outcome::CallBack(back),
            soon(5),
        ));
        assert_eq!(again, Taken::InTime);
        assert_eq!(house.count("select count(*) from report"), 0);
        assert!(has_somebody(house, &caller, house.banks[0], back));
    });
}

#[test]
fn an_objection_stands_and_nobody_changes_what_somebody_else_wrote() {
    on_both(2, |house| {
        let (caller, colleague, rival) = (house.caller(0), house.caller(0), house.caller(1));
        let card = rung(house, &caller, Outcome::DontCall(Size::ThisCampaign));
        let slip = taken(amend(house, &caller, card, Outcome::Answered, soon(5)));
        assert_eq!(slip, Taken::Not(CardError::AlreadyDone));
        let other = rung(house, &caller, Outcome::Busy);
        for who in [&colleague, &rival] {
            let answer = amend(house, who, other, Outcome::Answered, soon(5)).unwrap();
            assert!(matches!(answer, Verdict::Refused(_)));
        }
        let key = caller.key;
        given(house.act(&caller, soon(6), move |tx| crate::door::sign_out(tx, key)));
        let answer = amend(house, &caller, other, Outcome::Answered, soon(7)).unwrap();
        assert!(matches!(answer, Verdict::Refused(_)), "signed out");
    });
}

const NOTES: &str = "select count(*) from card where note_sealed is not null";

#[test]
fn a_note_goes_with_its_outcome_and_the_one_that_came_with_the_last_word_stands() {
    on_both(1, |house| {
        let caller = house.caller(0);
        let (card, _) = card(house, &caller, house.banks[0], EVENING);
        let with = |outcome, note: Option<&str>| Report {
            card: card.card,
            outcome,
            note: note.map(str::to_owned),
        };
        let first = with(Outcome::Answered, Some("Said of another call"));
        given(house.act(&caller, EVENING, move |tx| desk::report(tx, &first)));
        assert_eq!(house.count(NOTES), 1);
        let change = |outcome, note: Option<&str>| {
            let report = with(outcome, note);
            given(house.act(&caller, EVENING, move |tx| desk::amend(tx, &report)))
        };
        assert_eq!(change(Outcome::Busy, None), Taken::InTime);
        assert_eq!(house.count(NOTES), 0);
        // Each takes the place of the one before, whether somebody was spoken to or not.
        for (outcome, note) in [
            (Outcome::Refused, "Ask for her brother"),
            (Outcome::NoAnswer, "It rang for long"),
            (Outcome::Answered, " Would like a poster\n"),
        ] {
            assert_eq!(change(outcome, Some(note)), Taken::InTime);
            assert_eq!(house.count(NOTES), 1);
        }
        let same = change(Outcome::Answered, Some("Of an outcome that stood"));
        assert_eq!(same, Taken::Before);
        let (asks, id) = case(house, 0);
        let notes = read(house, &asks, id, NEXT).into_iter();
        let notes: Vec<String> = notes.map(|answer| answer.note.clone()).collect();
        assert_eq!(notes, ["Would like a poster"]);
        house.settle(NEXT);
    });
}

#[test]
fn a_bank_without_notes_keeps_none_of_another_outcome_either() {
    on_both(2, |house| {
        let caller = house.caller(0);
        let (card, _) = card(house, &caller, house.another_bank(0), EVENING);
        say(house, caller.auth(), card.card, Outcome::NoAnswer, EVENING);
        let report = Report {
            card: card.card,
            outcome: Outcome::Answered,
            note: Some("Never kept".to_owned()),
        };
        let taken = given(house.act(&caller, EVENING, move |tx| desk::amend(tx, &report)));
        assert_eq!(taken, Taken::InTime);
        assert_eq!(house.count(NOTES), 0);
    });
}
