//! Objections: three sizes, who may still ring, and that none is lost or made smaller.

use switchboard_rules::budget::Caps;
use switchboard_rules::card::{Outcome, Size};
use switchboard_rules::moment::Span;
use switchboard_rules::policy::{Reason, Refusal};
use switchboard_rules::roll::RollRow;

use super::calls::{card, has_somebody, numbers, say, ticket};
use super::house::{EVENING, House, given, member, on_both, on_both_of};
use crate::desk::{self, Report, Taken, Ticket};
use crate::door;
use crate::members;
use crate::session::Auth;
use crate::tx::Verdict;

const SIZES: [Size; 3] = Size::ALL;

/// Who may still ring after an objection of a size that was made to campaign 0.
fn may_ring(size: Size) -> [bool; 2] {
    [false, size == Size::ThisCampaign]
}

fn check_who_may_ring(house: &House, size: Size) {
    let soon = EVENING.plus(Span::minutes(1));
    let second_bank = house.another_bank(0);
    for (bank, campaign) in [(house.banks[0], 0), (second_bank, 0), (house.banks[1], 1)] {
        let caller = house.caller(campaign);
        let may = has_somebody(house, &caller, bank, soon);
        assert_eq!(
            may,
            may_ring(size)[campaign],
            "{size:?}, campaign {campaign}"
        );
    }
}

#[test]
fn an_objection_stops_who_it_is_meant_for_and_nobody_else() {
    for size in SIZES {
        on_both(1, |house| {
            let caller = house.caller(0);
            let (card, _) = card(house, &caller, house.banks[0], EVENING);
            assert_eq!(
                say(
                    house,
                    caller.auth(),
                    card.card,
                    Outcome::DontCall(size),
                    EVENING
                ),
                Taken::InTime
            );
            check_who_may_ring(house, size);
        });
    }
}

/// Two members of one household with one telephone.
fn household() -> Vec<RollRow> {
    let mut second = member(1);
    second.phones = member(0).phones;
    vec![member(0), second]
}

#[test]
fn an_objection_of_one_member_stops_their_number_for_whoever_shares_it() {
    for size in SIZES {
        on_both_of(&household(), Caps::NOVEMBER_2026, |house| {
            let caller = house.caller(0);
            let (card, _) = card(house, &caller, house.banks[0], EVENING);
            say(
                house,
                caller.auth(),
                card.card,
                Outcome::DontCall(size),
                EVENING,
            );
            check_who_may_ring(house, size);
        });
    }
}

#[test]
fn an_objection_made_while_the_number_is_not_shown_yet_keeps_it_hidden() {
    on_both_of(&household(), Caps::NOVEMBER_2026, |house| {
        let (red, blue) = (house.caller(0), house.caller(1));
        let (old, _) = card(house, &red, house.banks[0], EVENING);
        let later = EVENING.plus(Span::minutes(4));
        let (dealt, _) = card(house, &blue, house.banks[1], later);
        say(
            house,
            red.auth(),
            old.card,
            Outcome::DontCall(Size::Anyone),
            later,
        );
        let (id, account) = (dealt.card, blue.account);
        let shown = house
            .act(&blue, later, move |tx| desk::show_number(tx, id, account))
            .unwrap();
        assert!(matches!(
            shown.verdict,
            Verdict::Given(desk::Shown::NotNow(_))
        ));
    });
}

#[test]
fn of_two_objections_the_larger_stands_whichever_came_first() {
    for (first, second) in [
        (Size::Anyone, Size::AnyCampaign),
        (Size::AnyCampaign, Size::Anyone),
    ] {
        on_both(1, |house| {
            let (red, blue) = (house.caller(0), house.caller(1));
            let (one, _) = card(house, &red, house.banks[0], EVENING);
            let later = EVENING.plus(Span::minutes(4));
            let (two, _) = card(house, &blue, house.banks[1], later);
            say(house, red.auth(), one.card, Outcome::DontCall(first), later);
            say(
                house,
                blue.auth(),
                two.card,
                Outcome::DontCall(second),
                later,
            );
            assert!(house.count("select count(*) from objection") > 0);
            assert_eq!(
                house.count("select count(*) from objection where size <> 'anyone'"),
                0,
                "{first:?}, {second:?}"
            );
        });
    }
}

#[test]
fn after_cut_off_an_objection_is_taken_by_the_cards_ticket_and_shows_nothing() {
    for size in SIZES {
        on_both(1, |house| {
            let caller = house.caller(0);
            let (card, _) = card(house, &caller, house.banks[0], EVENING);
            let account = caller.account;
            let end = house.world.write("end", Auth::Console, EVENING, move |tx| {
                door::end_access(tx, account)
            });
            assert!(matches!(end.wait().unwrap().verdict, Verdict::Given(())));
            let later = EVENING.plus(Span::days(2));
            desk::sweep(&house.world, later).unwrap();
            assert_eq!(
                say(
                    house,
                    ticket(&card),
                    card.card,
                    Outcome::DontCall(size),
                    later
                ),
                Taken::Late
            );
            check_who_may_ring(house, size);
            house.settle(later);
        });
    }
}

fn speak(house: &House, ticket: &str, card: switchboard_rules::ids::CardId) -> Option<Refusal> {
    let Some(ticket) = Ticket::parse(ticket) else {
        return Some(Refusal::new(Reason::NotYourCard));
    };
    let report = Report {
        card,
        outcome: Outcome::DontCall(Size::Anyone),
        note: None,
    };
    let done = house
        .world
        .write("report", Auth::Ticket(ticket), EVENING, move |tx| {
            desk::report(tx, &report)
        })
        .wait();
    match done.unwrap().verdict {
        Verdict::Refused(refusal) => Some(refusal),
        Verdict::Given(_) => None,
    }
}

#[test]
fn a_ticket_with_any_character_changed_is_refused() {
    on_both(1, |house| {
        let caller = house.caller(0);
        let (card, _) = card(house, &caller, house.banks[0], EVENING);
        let tries = if house.place.is_some() { 7 } else { 1 };
        for at in (0..card.ticket.len()).step_by(tries) {
            for other in ["0", "7", "g", "z", ".", "Z"] {
                let mut forged = card.ticket.clone();
                forged.replace_range(at..=at, other);
                if forged != card.ticket {
                    assert!(
                        speak(house, &forged, card.card).is_some(),
                        "{other} at {at}"
                    );
                }
            }
        }
        for forged in [
            "",
            ".",
            "..",
            &card.ticket[1..],
            &format!("{}.", card.ticket),
            &format!("{} ", card.ticket),
        ] {
            assert!(speak(house, forged, card.card).is_some(), "{forged}");
        }
        assert_eq!(house.count("select count(*) from objection"), 0);
        assert_eq!(
            speak(house, &card.ticket, card.card),
            None,
            "the ticket itself is good"
        );
        assert_eq!(
            house.count("select count(*) from objection"),
            2,
            "the member's and the number's"
        );
    });
}

#[test]
fn a_ticket_speaks_of_its_own_card_only_and_can_do_nothing_else() {
    on_both(4, |house| {
        let (mine, other) = (house.caller(0), house.caller(0));
        let (own, _) = card(house, &mine, house.banks[0], EVENING);
        let (foreign, _) = card(house, &other, house.banks[0], EVENING);
        assert!(speak(house, &own.ticket, foreign.card).is_some());
        let own_id = own.card;
        let auth = ticket(&own);
        let (bank, account) = (house.banks[0], mine.account);
        let lease = house
            .world
            .write("next", auth.clone(), EVENING, move |tx| {
                desk::next(tx, bank, account)
            })
            .wait();
        assert!(matches!(lease.unwrap().verdict, Verdict::Refused(_)));
        let show = house.world.write("show", auth.clone(), EVENING, move |tx| {
            desk::show_number(tx, own_id, account)
        });
        assert!(matches!(show.wait().unwrap().verdict, Verdict::Refused(_)));
        let desk = house
            .world
            .write("desk", auth, EVENING, move |tx| desk::own_desk(tx, account))
            .wait();
        assert!(matches!(desk.unwrap().verdict, Verdict::Refused(_)));
        assert_eq!(speak(house, &own.ticket, own.card), None);
        assert_eq!(
            numbers(house, &other, foreign.card, EVENING).0.len(),
            1,
            "the other card goes on"
        );
    });
}

#[test]
fn what_somebody_objected_to_under_another_record_of_theirs_is_lifted_by_their_own_word_once_both_are_one()
 {
    for is_merged in [true, false] {
        on_both_of(
            &[member(0), super::duplicates::twin(0)],
            Caps::NOVEMBER_2026,
            |house| {
                let who = super::looks::officer(house);
                let [keep, other] = super::merges::pair(house, &who);
                given(house.act(&who, EVENING, move |tx| members::object(tx, other, None)));
                given(house.act(&who, EVENING, move |tx| members::object(tx, keep, None)));
                let numbers = "select count(*) from objection";
                let before = house.count(numbers);
                if is_merged {
                    let choice = switchboard_rules::alike::Choice::default();
                    super::merges::merged(house, &who, [keep, other], choice);
                }
                given(house.act(&who, EVENING, move |tx| {
                    members::allow_calls(tx, keep, &super::looks::words("She says it is fine"))
                }));
                // Hers alone are her record's and, where nobody else objects, her number's.
                let lifted = if is_merged { 2 } else { 1 };
                assert_eq!(before - house.count(numbers), lifted, "{is_merged}");
                house.settle(EVENING);
            },
        );
    }
}
