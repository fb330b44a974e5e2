//! Whom a bank has reached it doesn't ring again, under whichever of two records that are one.

use switchboard_rules::card::{Finding, Outcome};
use switchboard_rules::ids::BankId;
use switchboard_rules::look::Mark;
use switchboard_rules::moment::Span;

use super::calls::{card, has_somebody, numbers, say};
use super::duplicates::{id_of, twin};
use super::house::{EVENING, House, Person, given, import, member};
use super::looks::{officer, words};
use super::meanwhile::{LATER, card_of, twice};
use super::merges::{merge, story, undo};
use crate::duplicates::Unmerged;
use crate::engine::Arg;
use crate::{banks, desk, members, roll};

/// Ways in which calls are stopped and go on again.
#[derive(Debug, Clone, Copy)]
enum Lifting {
    Mark(Mark),
    Objection,
    End,
    Death,
    Report,
}

const LIFTINGS: [Lifting; 6] = [
    Lifting::Mark(Mark::Protected),
    Lifting::Mark(Mark::Restricted),
    Lifting::Objection,
    Lifting::End,
    Lifting::Death,
    Lifting::Report,
];

fn stop_and_lift(house: &House, who: &Person, keep: crate::rules::ids::LookId, lifting: Lifting) {
    let why = || words("she says so");
    match lifting {
        Lifting::Mark(mark) => {
            given(house.act(who, EVENING, move |tx| {
                members::mark(tx, keep, mark, &why())
            }));
            given(house.act(who, EVENING, move |tx| {
                members::lift(tx, keep, mark, &why())
            }));
        }
        Lifting::Objection => {
            given(house.act(who, EVENING, move |tx| members::object(tx, keep, None)));
            given(house.act(who, EVENING, move |tx| {
                members::allow_calls(tx, keep, &why())
            }));
        }
        Lifting::End => {
            given(house.act(who, EVENING, move |tx| members::end(tx, keep, &why())));
            given(house.act(who, EVENING, move |tx| members::resume(tx, keep, &why())));
        }
        Lifting::Death => {
            for deceased in [true, false] {
                let typed = switchboard_rules::roll::Typed {
                    deceased: Some(deceased),
                    ..Default::default()
                };
                given(house.act(who, EVENING, move |tx| members::correct(tx, keep, &typed)));
            }
        }
        Lifting::Report => {
            let sister = house.another_bank(0);
            let caller = house.caller(0);
            let (dealt, _) = card(house, &caller, sister, LATER);
            say(house, caller.auth(), dealt.card, Outcome::Moved, LATER);
            let id = dealt.card;
            given(house.act(who, LATER, move |tx| {
                roll::settle(tx, id, Finding::Mistaken)
            }));
        }
    }
}

#[test]
fn whom_a_bank_reached_under_the_one_record_it_never_rings_under_the_other_whatever_is_lifted() {
    for lifting in LIFTINGS {
        story(&twice(), |house| {
            let (card, caller) = card_of(house, "T-000000");
            say(house, caller.auth(), card, Outcome::Answered, LATER);
            let who = officer(house);
            let (keep, id) = merge(house, &who);
            stop_and_lift(house, &who, keep, lifting);
            let (red, blue) = (house.caller(0), house.caller(1));
            assert!(
                !has_somebody(house, &red, house.banks[0], LATER),
                "{lifting:?}"
            );
            banks::fill(&house.world, house.banks[0], LATER).unwrap();
            assert!(
                !has_somebody(house, &red, house.banks[0], LATER),
                "filled again"
            );
            assert!(
                has_somebody(house, &blue, house.banks[1], LATER),
                "{lifting:?}: the rival has reached nobody"
            );
            assert!(matches!(undo(house, &who, id, EVENING), Unmerged::Done(_)));
            assert!(
                !has_somebody(house, &red, house.banks[0], LATER),
                "nobody can tell which of the two was reached"
            );
        });
    }
}

#[test]
fn a_bank_that_is_filled_rings_nobody_whom_it_has_reached_under_a_record_that_was_merged() {
    let mut second = twin(0);
    second.phones = twice()[1].phones.clone();
    story(&[second], |house| {
        let caller = house.caller(0);
        let (dealt, _) = card(house, &caller, house.banks[0], EVENING);
        numbers(house, &caller, dealt.card, EVENING);
        say(house, caller.auth(), dealt.card, Outcome::Answered, EVENING);
        // The other record comes with a later file, and no bank has it yet.
        import(&house.world, vec![member(0)]);
        let who = officer(house);
        let (keep, _) = merge(house, &who);
        for bank in house.banks {
            banks::fill(&house.world, bank, EVENING).unwrap();
        }
        let blue = house.caller(1);
        for lifts in [false, true] {
            if lifts {
                stop_and_lift(house, &who, keep, Lifting::Mark(Mark::Protected));
            }
            assert!(
                !has_somebody(house, &caller, house.banks[0], EVENING),
                "lifted: {lifts}"
            );
        }
        // The number rests first.
        let later = EVENING.plus(Span::minutes(30));
        assert!(has_somebody(house, &blue, house.banks[1], later));
    });
}

#[test]
fn what_was_reported_of_a_record_that_was_merged_stops_a_bank_that_is_filled_later() {
    let mut second = twin(0);
    second.phones = twice()[1].phones.clone();
    story(&[second], |house| {
        let caller = house.caller(0);
        let (dealt, _) = card(house, &caller, house.banks[0], EVENING);
        say(house, caller.auth(), dealt.card, Outcome::Moved, EVENING);
        import(&house.world, vec![member(0)]);
        let who = officer(house);
        merge(house, &who);
        for bank in house.banks {
            banks::fill(&house.world, bank, EVENING).unwrap();
        }
        let sister = house.another_bank(0);
        for bank in [house.banks[0], sister] {
            assert!(!has_somebody(house, &caller, bank, EVENING));
        }
        assert!(has_somebody(
            house,
            &house.caller(1),
            house.banks[1],
            EVENING
        ));
        let id = dealt.card;
        while desk::sweep(&house.world, LATER).unwrap() > 0 {}
        given(house.act(&who, LATER, move |tx| {
            roll::settle(tx, id, Finding::Mistaken)
        }));
        assert!(
            has_somebody(house, &caller, sister, LATER),
            "it was a mistake"
        );
    });
}

#[test]
fn a_card_that_is_open_when_its_bank_has_reached_the_other_record_is_the_last() {
    story(&twice(), |house| {
        let callers = [house.caller(0), house.caller(0)];
        let cards: Vec<_> = callers
            .iter()
            .map(|caller| card(house, caller, house.banks[0], EVENING).0.card)
            .collect();
        let gone = id_of(house, "T-000000");
        let is_gone = |card: &crate::rules::ids::CardId| {
            let args = [Arg::Bytes(card.as_bytes()), Arg::Bytes(gone.as_bytes())];
            let sql = "select count(*) from card where id = $1 and member = $2";
            house.read(|raw| raw.one(sql, &args, |row| row.int(0))) == Some(1)
        };
        let at = cards.iter().position(is_gone).unwrap();
        let (of_gone, of_kept) = (at, 1 - at);
        let said = Outcome::Answered;
        say(
            house,
            callers[of_gone].auth(),
            cards[of_gone],
            said,
            EVENING,
        );
        let who = officer(house);
        merge(house, &who);
        let said = Outcome::NoAnswer;
        say(
            house,
            callers[of_kept].auth(),
            cards[of_kept],
            said,
            EVENING,
        );
        let in_a_week = EVENING.plus(Span::days(7));
        let red = house.again(&callers[0], in_a_week);
        assert!(!has_somebody(house, &red, house.banks[0], in_a_week));
        let blue = house.caller(1);
        let blue = house.again(&blue, in_a_week);
        assert!(has_somebody(house, &blue, house.banks[1], in_a_week));
    });
}

/// A card of the record that stayed, dealt by a bank of the first campaign while the two are one, and answered.
fn reach_the_one(house: &House, bank: BankId) {
    let caller = house.caller(0);
    let (dealt, _) = card(house, &caller, bank, LATER);
    say(house, caller.auth(), dealt.card, Outcome::Answered, LATER);
    let who = house.caller(0);
    assert!(!has_somebody(house, &who, bank, LATER), "they are one");
}

#[test]
fn whom_a_bank_reached_while_two_were_one_it_rings_under_neither_record_after_the_undo() {
    story(&twice(), |house| {
        let who = officer(house);
        let (_, id) = merge(house, &who);
        reach_the_one(house, house.banks[0]);
        assert!(matches!(undo(house, &who, id, LATER), Unmerged::Done(_)));
        let (red, blue) = (house.caller(0), house.caller(1));
        assert!(!has_somebody(house, &red, house.banks[0], LATER));
        banks::fill(&house.world, house.banks[0], LATER).unwrap();
        assert!(!has_somebody(house, &red, house.banks[0], LATER), "filled");
        assert!(
            has_somebody(house, &blue, house.banks[1], LATER),
            "the rival has reached nobody"
        );
    });
}

#[test]
fn a_bank_that_was_opened_while_two_were_one_rings_neither_after_the_undo_when_it_has_reached_them()
{
    story(&twice(), |house| {
        let who = officer(house);
        let (_, id) = merge(house, &who);
        reach_the_one(house, house.another_bank(0));
        assert!(matches!(undo(house, &who, id, LATER), Unmerged::Done(_)));
        house.read(|raw| {
            let sql = "select b.filled, (select count(*) from queue q where q.bank = b.id) from bank b order by b.id limit 10";
            for (filled, rows) in raw.all(sql, &[], |row| Ok((row.int(0)?, row.int(1)?)))? {
                assert_eq!(filled, rows, "a bank counts whom it has");
            }
            Ok(())
        });
        let banks = house.read(|raw| {
            raw.all("select id from bank order by id limit 10", &[], |row| {
                Ok(crate::session::id16(row.bytes(0)?).unwrap())
            })
        });
        for bank in banks.into_iter().map(BankId::from_bytes) {
            banks::fill(&house.world, bank, LATER).unwrap();
        }
        assert_eq!(
            house.count("select count(*) from queue where class in (0, 1) and bank not in (select bank from card where outcome = 'answered') and member not in (select member from card)"),
            2,
            "the banks that reached nobody have the other record in their turn"
        );
        assert_eq!(
            house.count("select count(*) from queue where class in (0, 1) and bank in (select bank from card where outcome = 'answered')"),
            0
        );
    });
}
