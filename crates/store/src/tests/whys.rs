//! Why a bank has nobody to ring: rounded numbers of its queue, without whose call a rest is from.

use switchboard_rules::budget::Caps;
use switchboard_rules::card::{Outcome, Size};
use switchboard_rules::counts::safe;
use switchboard_rules::moment::Span;
use switchboard_rules::screening::List;

use super::calls::{next, say};
use super::house::{EVENING, member, on_both_of};
use super::screened::take_in;
use crate::desk::{self, Dealt};

#[test]
fn an_empty_queue_says_why_in_rounded_numbers_and_when_it_fills() {
    let rows: Vec<_> = (0..30).map(member).collect();
    on_both_of(&rows, Caps::NOVEMBER_2026, |house| {
        let listed: Vec<String> = (0..12).map(|n| format!("07700 900{n:03}")).collect();
        let listed: Vec<&str> = listed.iter().map(String::as_str).collect();
        take_in(house, (List::Tps, "2026-11-20"), &listed, EVENING).unwrap();
        let (caller, bank) = (house.caller(0), house.banks[0]);
        let mut outcomes = vec![Outcome::DontCall(Size::ThisCampaign), Outcome::Answered];
        let empty = loop {
            match next(house, &caller, bank, EVENING).0 {
                Dealt::Card(dealt) => {
                    let outcome = outcomes.pop().unwrap_or(Outcome::NoAnswer);
                    say(house, caller.auth(), dealt.card, outcome, EVENING);
                }
                Dealt::Empty(empty) => break empty,
                Dealt::Spent(_) => panic!("budget spent"),
            }
        };
        let why = desk::why(&house.world, &empty.may_ask, EVENING).unwrap();
        let found: Vec<_> = why
            .reasons
            .iter()
            .map(|held| (held.key, held.count))
            .collect();
        for (key, count) in [
            ("not-now-screened", 12),
            ("not-now-resting", 16),
            ("why-stopped", 1),
            ("why-done", 1),
        ] {
            assert!(found.contains(&(key, safe(count))), "{key}: {found:?}");
        }
        assert_eq!(found.len(), 4);
        let fills_at = why.fills_at.unwrap();
        assert!(fills_at >= empty.next_at.unwrap() && fills_at.millis() % 300_000 == 0);
        let again = house.again(&caller, fills_at);
        let dealt = next(house, &again, bank, fills_at).0;
        assert!(matches!(dealt, Dealt::Card(_)));
        // Asked again at once, it says the same, whatever happened since.
        house.tamper("update queue set due_at = 0 where class = 1");
        let soon = EVENING.plus(Span::seconds(29));
        assert_eq!(desk::why(&house.world, &empty.may_ask, soon).unwrap(), why);
        let later = EVENING.plus(Span::seconds(31));
        let later = desk::why(&house.world, &empty.may_ask, later).unwrap();
        assert_eq!(later.fills_at, Some(EVENING.plus(Span::seconds(31))));
    });
}
