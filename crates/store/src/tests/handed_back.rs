//! Cards that are handed back: counted, limited, and never the same member to somebody who knows them.

use switchboard_rules::card::{CardError, Outcome};
use switchboard_rules::eligible::NotNow;
use switchboard_rules::ids::CardId;
use switchboard_rules::moment::{Moment, Span};
use switchboard_rules::policy::{Role, Scope};
use switchboard_rules::skips::{SkipCaps, Skips, SkipsSpent, Why};

use super::calls::{card, has_somebody, next, numbers, say};
use super::house::{EVENING, House, Person, given, on_both};
use crate::desk::{self, Dealt, HandedBack, Taken};
use crate::fairness;
use crate::roll;
use crate::tx::Verdict;

fn hand_back(house: &House, who: &Person, card: CardId, why: Why, now: Moment) -> HandedBack {
    given(house.act(who, now, move |tx| desk::hand_back(tx, card, why)))
}

fn why_empty(house: &House, who: &Person, now: Moment) -> Option<NotNow> {
    match next(house, who, house.banks[0], now).0 {
        Dealt::Empty(empty) => empty.why,
        Dealt::Card(_) | Dealt::Spent(_) => panic!("somebody"),
    }
}

const HANDED_BACK: &str = "select count(*) from entry where kind = 990";

/// So many put aside.
fn aside(skips: u32) -> Skips {
    Skips {
        skips,
        ..Skips::default()
    }
}

#[test]
fn ten_people_are_put_aside_in_an_evening_and_on_the_next_it_begins_afresh() {
    on_both(12, |house| {
        let caller = house.caller(0);
        for n in 1..=10 {
            let (card, _) = card(house, &caller, house.banks[0], EVENING);
            let answer = hand_back(house, &caller, card.card, Why::Skip, EVENING);
            assert_eq!(answer, HandedBack::Done(aside(n), SkipCaps::NOVEMBER_2026));
        }
        let (eleventh, _) = card(house, &caller, house.banks[0], EVENING);
        let answer = hand_back(house, &caller, eleventh.card, Why::Skip, EVENING);
        assert_eq!(answer, HandedBack::Spent(SkipsSpent(Why::Skip)));
        assert_eq!(house.count(HANDED_BACK), 10);
        assert_eq!(house.count("select evening_spent from budget"), 11);
        numbers(house, &caller, eleventh.card, EVENING);
        let said = say(house, caller.auth(), eleventh.card, Outcome::Busy, EVENING);
        assert_eq!(said, Taken::InTime, "it can still be rung");
        assert_eq!(house.count("select skips from budget"), 10);
        let morrow = EVENING.plus(Span::days(1));
        let caller = house.again(&caller, morrow);
        let (card, _) = card(house, &caller, house.banks[0], morrow);
        let answer = hand_back(house, &caller, card.card, Why::Skip, morrow);
        assert_eq!(answer, HandedBack::Done(aside(1), SkipCaps::NOVEMBER_2026));
        house.settle(morrow);
    });
}

/// No card is dealt any more.
fn is_over(house: &House, who: &Person, now: Moment) -> bool {
    matches!(next(house, who, house.banks[0], now).0, Dealt::Spent(_))
}

#[test]
fn stopping_is_never_refused_and_beyond_ten_it_ends_the_evening() {
    on_both(14, |house| {
        let caller = house.caller(0);
        for _ in 0..10 {
            let (card, _) = card(house, &caller, house.banks[0], EVENING);
            hand_back(house, &caller, card.card, Why::Skip, EVENING);
        }
        let (last, _) = card(house, &caller, house.banks[0], EVENING);
        let answer = hand_back(house, &caller, last.card, Why::Stop, EVENING);
        let skips = Skips {
            pauses: 1,
            ..aside(10)
        };
        assert_eq!(answer, HandedBack::Done(skips, SkipCaps::NOVEMBER_2026));
        assert!(is_over(house, &caller, EVENING));
        let morrow = EVENING.plus(Span::days(1));
        let caller = house.again(&caller, morrow);
        assert!(!is_over(house, &caller, morrow));
    });
}

#[test]
fn whoever_says_busy_without_a_look_at_the_number_has_put_them_aside() {
    on_both(14, |house| {
        let caller = house.caller(0);
        for n in 1..=11 {
            let (card, _) = card(house, &caller, house.banks[0], EVENING);
            say(house, caller.auth(), card.card, Outcome::Busy, EVENING);
            assert_eq!(house.count("select skips from budget"), n);
        }
        assert!(is_over(house, &caller, EVENING));
        assert_eq!(house.count("select n from tally where what = 'unseen'"), 11);
        let colleague = house.caller(0);
        let (card, _) = card(house, &colleague, house.banks[0], EVENING);
        numbers(house, &colleague, card.card, EVENING);
        say(house, colleague.auth(), card.card, Outcome::Busy, EVENING);
        assert_eq!(
            house.count("select cast(sum(skips) as bigint) from budget"),
            11
        );
        house.settle(EVENING);
    });
}

#[test]
fn whom_a_caller_knows_they_are_never_dealt_again_and_a_colleague_is() {
    on_both(1, |house| {
        let (caller, colleague) = (house.caller(0), house.caller(0));
        let (card, _) = card(house, &caller, house.banks[0], EVENING);
        let answer = hand_back(house, &caller, card.card, Why::Known, EVENING);
        let known = Skips {
            known: 1,
            ..aside(0)
        };
        assert_eq!(answer, HandedBack::Done(known, SkipCaps::NOVEMBER_2026));
        let later = EVENING.plus(Span::minutes(6));
        assert_eq!(why_empty(house, &caller, later), Some(NotNow::Known));
        let later = later.plus(Span::minutes(6));
        assert!(has_somebody(house, &colleague, house.banks[0], later));
    });
}

#[test]
fn somebody_whose_number_was_seen_rests_and_whoever_asked_to_be_rung_again_keeps_that() {
    on_both(1, |house| {
        let caller = house.caller(0);
        let (first, _) = card(house, &caller, house.banks[0], EVENING);
        let back = EVENING.plus(Span::minutes(10));
        say(
            house,
            caller.auth(),
            first.card,
            Outcome::CallBack(back),
            EVENING,
        );
        let (again, _) = card(house, &caller, house.banks[0], back);
        hand_back(house, &caller, again.card, Why::Skip, back);
        assert_eq!(house.count("select class from queue where bank in (select id from bank where name = 'Red evening')"), 0);
        let later = back.plus(Span::minutes(6));
        let (shown, _) = card(house, &caller, house.banks[0], later);
        numbers(house, &caller, shown.card, later);
        hand_back(house, &caller, shown.card, Why::Skip, later);
        assert_eq!(
            house.count("select count(*) from card where state = 'unreported'"),
            1
        );
        let rests = later.plus(Span::hours(24)).millis();
        let until = house.count("select rest_until from member_mark");
        assert_eq!(until, rests, "in every bank");
        let due = house.count("select max(due_at) from queue where class = 1");
        assert_eq!(due, rests);
    });
}

#[test]
fn nobody_hands_back_somebody_elses_card_or_one_that_has_closed() {
    on_both(2, |house| {
        let (caller, colleague) = (house.caller(0), house.caller(0));
        let (held, _) = card(house, &caller, house.banks[0], EVENING);
        let card = held.card;
        let asked = house.act(&colleague, EVENING, move |tx| {
            desk::hand_back(tx, card, Why::Skip)
        });
        assert!(matches!(asked.unwrap().verdict, Verdict::Refused(refusal) if refusal.hidden()));
        let late = EVENING.plus(Span::minutes(4));
        let answer = hand_back(house, &caller, card, Why::Skip, late);
        assert_eq!(answer, HandedBack::Closed(CardError::TimeUp));
        say(house, caller.auth(), card, Outcome::Busy, EVENING);
        let answer = hand_back(house, &caller, card, Why::Skip, EVENING);
        assert_eq!(answer, HandedBack::Closed(CardError::Closed));
        assert_eq!(house.count(HANDED_BACK), 0);
    });
}

#[test]
fn a_contests_own_terms_say_how_many_are_put_aside_and_the_page_for_everybody_too() {
    on_both(4, |house| {
        house.tamper("update contest_terms set skips = 1, known = 0");
        let caller = house.caller(0);
        let (first, _) = card(house, &caller, house.banks[0], EVENING);
        let answer = hand_back(house, &caller, first.card, Why::Known, EVENING);
        assert_eq!(answer, HandedBack::Spent(SkipsSpent(Why::Known)));
        let answer = hand_back(house, &caller, first.card, Why::Skip, EVENING);
        let caps = SkipCaps::of(1, 0).unwrap();
        assert_eq!(answer, HandedBack::Done(aside(1), caps));
        let (second, _) = card(house, &caller, house.banks[0], EVENING);
        let answer = hand_back(house, &caller, second.card, Why::Skip, EVENING);
        assert_eq!(answer, HandedBack::Spent(SkipsSpent(Why::Skip)));
        let board = fairness::board(&house.world, house.contest, EVENING).unwrap();
        assert_eq!(board.unwrap().terms.unwrap().skips, caps);
    });
}

#[test]
fn the_officer_sees_who_handed_back_the_most_cards_in_one_evening_and_how_many_in_all() {
    on_both(6, |house| {
        let [one, other, third] = [0; 3].map(|campaign| house.caller(campaign));
        for (who, why) in [
            (&one, Why::Skip),
            (&one, Why::Known),
            (&other, Why::Skip),
            (&third, Why::Stop),
        ] {
            let (held, _) = card(house, who, house.banks[0], EVENING);
            hand_back(house, who, held.card, why, EVENING);
        }
        card(house, &house.caller(0), house.banks[0], EVENING);
        // The other did so on three evenings before.
        house.tamper("insert into budget (bucket, account, contest, evening_at, hour_at, hour_spent, evening_spent, contest_spent, numbers_shown, skips, known, pauses) select b.bucket, b.account, b.contest, b.evening_at - d.days * 86400000, b.hour_at, b.hour_spent, b.evening_spent, b.contest_spent, b.numbers_shown, b.skips, b.known, b.pauses from budget b cross join (select 1 as days union all select 2 union all select 3) d where b.skips = 1 and b.known = 0");
        let office = Scope::Organisation;
        let officer = house.person("Orla Officer", Role::MembershipOfficer, office);
        let may = given(house.act(&officer, EVENING, roll::may_compare));
        let found = roll::handed_back(&house.world, &may).unwrap();
        let counts: Vec<_> = (found.iter())
            .map(|one| (one.cards, one.skips, one.known, one.pauses))
            .collect();
        // Whoever stopped has refused nobody, and is told so.
        assert_eq!(counts, [(2, 1, 1, 0), (4, 4, 0, 0), (1, 0, 0, 1)]);
        assert_eq!(found[0].account, one.account);
    });
}
