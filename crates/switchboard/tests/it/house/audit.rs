//! Ledger ⇄ disclosures, compared when a house is dropped: no look without a trace, and no trace without its members.

use std::collections::{BTreeMap, BTreeSet};

use switchboard_store::log::{self, EntryLine, Filter};
use switchboard_store::rules::events::EventKind;
use switchboard_store::rules::ids::AccountId;

use super::{House, given};

/// What one answer showed, to whom, when.
#[derive(Debug)]
pub(crate) struct Seen {
    account: Option<AccountId>,
    at_ms: i64,
    named: usize,
    numbered: usize,
    card: Option<String>,
}

impl Seen {
    /// Looks through a text for every member. What the asker typed themselves is no disclosure.
    pub(crate) fn of(
        house: &House,
        account: Option<AccountId>,
        text: &str,
        typed: &str,
        card: Option<String>,
    ) -> Self {
        let members = || house.members.iter();
        Self {
            account,
            at_ms: house.now().millis(),
            named: members()
                .filter(|m| m.is_named_in(text) && !m.is_named_in(typed))
                .count(),
            numbered: members()
                .filter(|m| m.is_numbered_in(text) && !m.is_numbered_in(typed))
                .count(),
            card,
        }
    }
}

/// Sequences, signs and verifies the ledger, then compares it with what was seen.
pub(crate) fn check(house: &House) {
    house.settle();
    let checked = log::verify(house.world()).unwrap();
    assert_eq!(checked.waiting, 0, "every entry has its place");
    assert_eq!(
        checked.signed_size, checked.entries,
        "every entry stands under the signature"
    );
    let lines = entries(house);
    for line in &lines {
        has_its_members(line);
    }
    for seen in house.seen.borrow().iter() {
        has_its_entry(seen, &lines);
    }
    every_card_has_its_entry(house, &lines);
}

/// The whole ledger, newest first, as a data protection officer reads it.
pub(crate) fn entries(house: &House) -> Vec<EntryLine> {
    let auth = house.dpo().auth();
    house.settle();
    let mut lines = Vec::new();
    let mut before = None;
    loop {
        let filter = Filter {
            before,
            ..Filter::default()
        };
        let page = given(house.act(auth.clone(), move |tx| log::page(tx, &filter)));
        lines.extend(page.lines);
        before = page.older;
        if before.is_none() {
            return lines;
        }
    }
}

fn kind(line: &EntryLine) -> Option<EventKind> {
    EventKind::from_code(line.kind)
}

fn has_its_members(line: &EntryLine) {
    match kind(line) {
        Some(EventKind::CardDealt | EventKind::CardRedisclosed | EventKind::NumberShown) => {
            assert_eq!(line.members, 1, "one card, one member: {line:?}");
            assert!(!line.fields.is_empty(), "what was shown is named: {line:?}");
            assert!(
                line.bank.is_some() && line.campaign.is_some(),
                "for whom it was shown is named: {line:?}"
            );
        }
        Some(EventKind::Search) => assert!(line.members <= switchboard_store::HITS_MAX, "{line:?}"),
        _ => {}
    }
}

fn has_its_entry(seen: &Seen, lines: &[EntryLine]) {
    for (count, field) in [(seen.named, "name"), (seen.numbered, "phone")] {
        if count == 0 {
            continue;
        }
        let said: usize = lines
            .iter()
            .filter(|line| Some(line.account) == seen.account && line.at.millis() == seen.at_ms)
            .filter(|line| line.fields.split(',').any(|f| f.contains(field)))
            .map(|line| line.members)
            .max()
            .unwrap_or(0);
        assert!(
            said >= count,
            "{count} members' {field} were shown and the ledger says {said}: {seen:?}"
        );
    }
}

fn every_card_has_its_entry(house: &House, lines: &[EntryLine]) {
    let mut cards: BTreeMap<[u8; 16], BTreeSet<String>> = BTreeMap::new();
    for seen in house.seen.borrow().iter() {
        if let (Some(account), Some(card)) = (seen.account, &seen.card) {
            cards
                .entry(*account.as_bytes())
                .or_default()
                .insert(card.clone());
        }
    }
    for (account, cards) in cards {
        let dealt = lines
            .iter()
            .filter(|line| {
                *line.account.as_bytes() == account && kind(line) == Some(EventKind::CardDealt)
            })
            .count();
        assert!(
            dealt >= cards.len(),
            "{} cards were seen and {dealt} are in the ledger",
            cards.len()
        );
    }
}

#[test]
#[should_panic(expected = "1 members' name were shown and the ledger says 0")]
fn a_look_without_a_trace_fails_the_story_in_which_it_happens() {
    let house = House::build(&super::grounds()[0], super::Plan::default());
    let account = house.officer().account();
    let name = house.members[0].family.clone();
    let seen = Seen::of(&house, Some(account), &name, "", None);
    house.seen.borrow_mut().push(seen);
}
