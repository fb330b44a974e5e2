//! Members who would like another language than the usual one, dealt only to whoever rings in it.

use std::collections::BTreeSet;

use switchboard_rules::budget::Caps;
use switchboard_rules::card::Outcome;
use switchboard_rules::ids::BankId;
use switchboard_rules::moment::Span;
use switchboard_rules::person::Tongue;
use switchboard_rules::roll::{Part, RollRow};

use super::calls::{card, has_somebody, next, numbers, say};
use super::house::{EVENING, House, Person, given, import, member, on_both_of};
use crate::banks;
use crate::desk::{self, Dealt, Empty};

fn tongue(code: &str) -> Tongue {
    Tongue::from_code(code).unwrap()
}

/// The first so many would like Welsh, the next English, the rest said nothing.
fn welsh_first(welsh: u32, all: u32) -> Vec<RollRow> {
    let row = |n| RollRow {
        language: match n {
            n if n < welsh => Some(tongue("cy")),
            n if n == welsh => Some(tongue("en")),
            _ => None,
        },
        ..member(n)
    };
    (0..all).map(row).collect()
}

fn rings_in(house: &House, who: &Person, codes: &'static [&'static str]) {
    let account = who.account;
    given(house.act(who, EVENING, move |tx| {
        let spoken: Vec<Tongue> = codes.iter().map(|code| tongue(code)).collect();
        desk::set_tongues(tx, account, &spoken)
    }));
}

/// Rings until nobody is dealt any more; answers in which languages those were who were dealt, and why there are no more.
fn ring_all(house: &House, who: &Person, bank: BankId) -> (Vec<Option<&'static str>>, Empty) {
    let mut dealt = Vec::new();
    loop {
        match next(house, who, bank, EVENING) {
            (Dealt::Card(card), proof) => {
                let id = card.card;
                let (.., language) = card.name.disclose(&proof).unwrap();
                dealt.push(language.map(Tongue::code));
                numbers(house, who, id, EVENING);
                say(house, who.auth(), id, Outcome::Answered, EVENING);
            }
            (Dealt::Empty(empty), _) => return (dealt, empty),
            (Dealt::Spent(_), _) => panic!("budget spent"),
        }
    }
}

const APART: &str = "select count(*) from queue where class >= 16";

#[test]
fn a_member_who_wants_another_language_is_dealt_only_to_whoever_rings_in_it() {
    on_both_of(&welsh_first(3, 8), Caps::NOVEMBER_2026, |house| {
        let bank = house.banks[0];
        assert_eq!(house.count(APART), 6, "three in each of two banks");
        let caller = house.caller(0);
        let (dealt, empty) = ring_all(house, &caller, bank);
        let languages: BTreeSet<_> = dealt.iter().copied().collect();
        assert_eq!((dealt.len(), languages.contains(&Some("cy"))), (5, false));
        assert!(languages.contains(&Some("en")) && languages.contains(&None));
        assert!(empty.others_wait && empty.why.is_none());
        let why = desk::why(&house.world, &empty.may_ask, EVENING).unwrap();
        assert!(why.reasons.iter().any(|held| held.key == "why-language"));
        let polish = house.caller(0);
        rings_in(house, &polish, &["pl"]);
        assert!(!has_somebody(house, &polish, bank, EVENING));
        let welsh = house.caller(0);
        rings_in(house, &welsh, &["pl", "cy", "en"]);
        let (dealt, empty) = ring_all(house, &welsh, bank);
        assert_eq!(dealt, [Some("cy"); 3]);
        assert!(!empty.others_wait);
        house.settle(EVENING);
    });
}

#[test]
fn whoever_rings_in_a_rarer_language_is_dealt_those_who_want_it_first_and_then_everybody() {
    on_both_of(&welsh_first(3, 8), Caps::NOVEMBER_2026, |house| {
        let welsh = house.caller(0);
        rings_in(house, &welsh, &["cy"]);
        let (dealt, _) = ring_all(house, &welsh, house.banks[0]);
        assert_eq!(dealt.len(), 8);
        assert_eq!(dealt[..3], [Some("cy"); 3]);
    });
}

#[test]
fn whoever_asked_to_be_rung_again_in_their_language_waits_for_it() {
    on_both_of(&welsh_first(1, 2), Caps::NOVEMBER_2026, |house| {
        let bank = house.banks[0];
        let (caller, welsh) = (house.caller(0), house.caller(0));
        rings_in(house, &welsh, &["cy"]);
        let (first, _) = card(house, &welsh, bank, EVENING);
        numbers(house, &welsh, first.card, EVENING);
        let back = EVENING.plus(Span::minutes(10));
        let again = Outcome::CallBack(back);
        say(house, welsh.auth(), first.card, again, EVENING);
        let (other, _) = card(house, &caller, bank, EVENING);
        numbers(house, &caller, other.card, EVENING);
        say(house, caller.auth(), other.card, Outcome::Answered, EVENING);
        assert!(!has_somebody(house, &caller, bank, back));
        let (again, proof) = card(house, &welsh, bank, back);
        let (.., language) = again.name.disclose(&proof).unwrap();
        assert_eq!(language.map(Tongue::code), Some("cy"));
    });
}

#[test]
fn a_language_that_changes_takes_the_member_along_in_every_queue() {
    on_both_of(&welsh_first(0, 1), Caps::NOVEMBER_2026, |house| {
        let bank = house.banks[0];
        let caller = house.caller(0);
        let said = |code: &str| RollRow {
            language: Some(tongue(code)),
            ..member(0)
        };
        let counts = import(&house.world, vec![said("ur")]);
        assert_eq!(counts.fields.of(Part::Language), 1);
        // Whoever comes upon them puts them where they belong.
        assert!(!has_somebody(house, &caller, bank, EVENING));
        assert_eq!(house.count(APART), 1);
        // The job that fills queues does so too, and brings back whoever wants the usual one.
        for bank in house.banks {
            banks::fill(&house.world, bank, EVENING).unwrap();
        }
        assert_eq!(
            house.count(APART),
            1,
            "the other bank's is sorted by whoever deals"
        );
        import(&house.world, vec![said("en")]);
        for bank in house.banks {
            banks::fill(&house.world, bank, EVENING).unwrap();
        }
        assert_eq!(house.count(APART), 0);
        assert!(has_somebody(house, &caller, bank, EVENING));
    });
}

#[test]
fn who_a_campaign_never_rings_any_more_is_taken_out_of_the_turn_of_every_language() {
    on_both_of(&welsh_first(1, 1), Caps::NOVEMBER_2026, |house| {
        let welsh = house.caller(0);
        rings_in(house, &welsh, &["cy"]);
        let bank = house.another_bank(0);
        banks::fill(&house.world, bank, EVENING).unwrap();
        let (first, _) = card(house, &welsh, house.banks[0], EVENING);
        numbers(house, &welsh, first.card, EVENING);
        say(
            house,
            welsh.auth(),
            first.card,
            Outcome::WrongNumber,
            EVENING,
        );
        assert!(!has_somebody(house, &welsh, bank, EVENING));
    });
}
