//! Members who would like another language than the usual one, dealt only to whoever rings in it.

use std::collections::BTreeSet;

use switchboard_rules::budget::Caps;
use switchboard_rules::card::Outcome;
use switchboard_rules::ids::{BankId, MemberId};
use switchboard_rules::moment::Span;
use switchboard_rules::person::Tongue;
use switchboard_rules::roll::{Part, RollRow};

use super::calls::{card, has_somebody, next, numbers, say};
use super::house::{EVENING, House, Person, given, import, member, on_both_of, on_each};
use crate::banks;
use crate::desk::{self, Dealt, Empty, NearSet, stop};
use crate::engine::Options;
use crate::fault::Fault;
use crate::session::Auth;
use crate::tx::{Tx, Verdict};

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

fn says(house: &House, who: &Person, codes: &'static [&'static str]) -> NearSet {
    let account = who.account;
    given(house.act(who, EVENING, move |tx| {
        let spoken: Vec<Tongue> = codes.iter().map(|code| tongue(code)).collect();
        desk::set_tongues(tx, account, &spoken)
    }))
}

fn rings_in(house: &House, who: &Person, codes: &'static [&'static str]) {
    assert_eq!(says(house, who, codes), NearSet::Kept);
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
        assert!(empty.why.is_none());
        let why = desk::why(&house.world, &empty.may_ask, EVENING).unwrap();
        let told = why.reasons.iter().any(|held| held.key == "why-language");
        assert!(!told, "so few are not told of");
        let polish = house.caller(0);
        rings_in(house, &polish, &["pl"]);
        assert!(!has_somebody(house, &polish, bank, EVENING));
        let welsh = house.caller(0);
        rings_in(house, &welsh, &["pl", "cy", "en"]);
        let (dealt, _) = ring_all(house, &welsh, bank);
        assert_eq!(dealt, [Some("cy"); 3], "nobody else is in turn any more");
        house.settle(EVENING);
    });
}

#[test]
fn whoever_rings_in_a_rarer_language_is_dealt_those_who_want_it_with_every_third_card() {
    on_both_of(&welsh_first(3, 8), Caps::NOVEMBER_2026, |house| {
        let welsh = house.caller(0);
        rings_in(house, &welsh, &["cy"]);
        let (dealt, _) = ring_all(house, &welsh, house.banks[0]);
        assert_eq!(dealt.len(), 8);
        let welsh_at: Vec<usize> = (0..8).filter(|n| dealt[*n] == Some("cy")).collect();
        assert_eq!(welsh_at, [0, 3, 6], "nobody looks through a bank for Welsh");
    });
}

#[test]
fn whose_language_changes_while_they_are_on_a_desk_goes_back_among_those_of_the_new_one() {
    on_both_of(&welsh_first(1, 1), Caps::NOVEMBER_2026, |house| {
        let welsh = house.caller(0);
        rings_in(house, &welsh, &["cy"]);
        let (dealt, _) = card(house, &welsh, house.banks[0], EVENING);
        numbers(house, &welsh, dealt.card, EVENING);
        let row = RollRow {
            language: Some(tongue("en")),
            ..member(0)
        };
        import(&house.world, vec![row]);
        for bank in house.banks {
            banks::fill(&house.world, bank, EVENING).unwrap();
        }
        assert_eq!(house.count("select count(*) from queue where class = 9"), 1);
        say(house, welsh.auth(), dealt.card, Outcome::Busy, EVENING);
        assert_eq!(house.count(APART), 0);
        assert_eq!(house.count("select count(*) from queue where class = 1"), 2);
    });
}

#[test]
fn where_welsh_is_usual_it_is_everybodys_and_english_is_named() {
    let usually_welsh = |place| {
        let options = Options {
            usual: tongue("cy"),
            ..Options::default()
        };
        let caps = Caps::NOVEMBER_2026;
        House::build_under((options, None), place, &welsh_first(3, 5), caps)
    };
    on_each(usually_welsh, |house| {
        let bank = house.banks[0];
        assert_eq!(house.count(APART), 2, "who wants English, in two banks");
        let before = house.reopened();
        for (world, apart) in [(&before, 6), (&house.world, 2)] {
            for bank in house.banks {
                banks::fill(world, bank, EVENING).unwrap();
            }
            assert_eq!(house.count(APART), apart, "a changed usual language");
        }
        let caller = house.caller(0);
        let (dealt, _) = ring_all(house, &caller, bank);
        let welsh = dealt.iter().filter(|said| **said == Some("cy")).count();
        assert_eq!((dealt.len(), welsh), (4, 3));
        let english = house.caller(0);
        rings_in(house, &english, &["cy", "en"]);
        let account = english.account;
        let kept = given(house.act(&english, EVENING, move |tx| desk::tongues(tx, account)));
        assert_eq!(kept, [tongue("en")], "the usual one isn't named");
        assert_eq!(ring_all(house, &english, bank).0, [Some("en")]);
    });
}

#[test]
fn one_more_language_is_named_once_an_evening_and_taken_back_at_any_time() {
    on_both_of(&welsh_first(1, 1), Caps::NOVEMBER_2026, |house| {
        let caller = house.caller(0);
        assert_eq!(says(house, &caller, &["cy", "pl"]), NearSet::Kept);
        assert_eq!(says(house, &caller, &["cy", "ur"]), NearSet::Tomorrow);
        assert_eq!(says(house, &caller, &["cy"]), NearSet::Kept, "taken back");
        assert_eq!(says(house, &caller, &[]), NearSet::Kept, "taken back");
        assert!(!has_somebody(house, &caller, house.banks[0], EVENING));
        assert_eq!(says(house, &caller, &["cy"]), NearSet::Tomorrow);
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
            2,
            "in the other bank before anybody deals"
        );
        import(&house.world, vec![said("en")]);
        for bank in house.banks {
            banks::fill(&house.world, bank, EVENING).unwrap();
        }
        assert_eq!(house.count(APART), 0);
        assert!(has_somebody(house, &caller, bank, EVENING));
    });
}

/// A row that a stop took out of the turn remembers where it goes back to.
const REMEMBERED: &str = "select count(*) from queue where class = 8 and due_at = 5";

#[test]
fn who_a_campaign_never_rings_any_more_is_taken_out_of_the_turn_of_every_language() {
    on_both_of(&welsh_first(1, 1), Caps::NOVEMBER_2026, |house| {
        let welsh = house.caller(0);
        rings_in(house, &welsh, &["cy"]);
        let bank = house.another_bank(0);
        banks::fill(&house.world, bank, EVENING).unwrap();
        assert_eq!(
            house.tamper("update queue set due_at = 5 where class = 33"),
            3
        );
        let (first, _) = card(house, &welsh, house.banks[0], EVENING);
        numbers(house, &welsh, first.card, EVENING);
        say(
            house,
            welsh.auth(),
            first.card,
            Outcome::WrongNumber,
            EVENING,
        );
        assert_eq!(house.count("select count(*) from queue where class = 8"), 2);
        assert_eq!(house.count(REMEMBERED), 1, "in the bank that didn't ring");
        assert_eq!(house.count(APART), 1, "the rival's stands");
        // It was a slip of the finger: whoever rings in Welsh has them again.
        let report = desk::Report {
            card: first.card,
            outcome: Outcome::Busy,
            note: None,
        };
        given(house.act(&welsh, EVENING, move |tx| desk::amend(tx, &report)));
        let later = EVENING.plus(Span::minutes(90));
        assert!(has_somebody(house, &welsh, bank, later));
    });
}

#[test]
fn what_stops_everybody_and_what_a_bank_is_done_with_hold_in_every_language() {
    on_both_of(&welsh_first(1, 1), Caps::NOVEMBER_2026, |house| {
        let member = super::duplicates::id_of(house, "M-000000");
        let welsh = house.caller(0);
        rings_in(house, &welsh, &["cy"]);
        house.tamper("update queue set due_at = 5 where class = 33");
        let act = |act: fn(&mut Tx<'_, '_>, MemberId) -> Result<(), Fault>| {
            let done = house
                .world
                .write("stop", Auth::Job("test"), EVENING, move |tx| {
                    act(tx, member)?;
                    Ok(Verdict::Given(()))
                });
            given(done.wait());
        };
        act(stop::hold_all);
        assert_eq!((house.count(REMEMBERED), house.count(APART)), (2, 0));
        act(stop::lift_all);
        assert_eq!(house.count("select count(*) from queue where class = 8"), 0);
        for bank in house.banks {
            banks::fill(&house.world, bank, EVENING).unwrap();
        }
        assert_eq!(house.count(APART), 2, "back among those of their language");
        let bank = house.banks[0];
        let done = house
            .world
            .write("done", Auth::Job("test"), EVENING, move |tx| {
                stop::done_with(tx, member, bank);
                Ok(Verdict::Given(()))
            });
        given(done.wait());
        let out = "select count(*) from queue where class = 9 and due_at = -1";
        assert_eq!((house.count(out), house.count(APART)), (1, 1));
        assert!(!has_somebody(house, &welsh, bank, EVENING));
    });
}
