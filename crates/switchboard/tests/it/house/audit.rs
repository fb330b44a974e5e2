//! Ledger ⇄ disclosures, compared when a house is dropped: no look without a trace, and no trace without its members.
//!
//! The house knows whose name and number it put into the roll. What an answer showed is led back to that member, and the
//! entry has to be about the same one: the store opens the entry's part with the member's key, and says yes or no.

use std::collections::{BTreeMap, BTreeSet};

use switchboard_store::log::{self, EntryLine, Filter};
use switchboard_store::machine::{self, CLAIMS_MAX, Claim, Traced};
use switchboard_store::rules::events::EventKind;
use switchboard_store::rules::ids::AccountId;
use switchboard_store::rules::person::ExternalId;

use super::cast::Text;
use super::{House, Member, given};

/// What one answer showed, to whom, when.
#[derive(Debug)]
pub(crate) struct Seen {
    account: Option<AccountId>,
    at_ms: i64,
    /// The numbers of the members who were shown, by the field that their entry must name.
    shown: [(&'static str, Vec<usize>); 3],
    card: Option<String>,
}

impl Seen {
    /// Looks through a text for every member. What the asker typed themselves is no disclosure.
    pub(crate) fn of<'t>(
        house: &House,
        account: Option<AccountId>,
        text: &'t str,
        typed: &'t str,
        card: Option<String>,
    ) -> Self {
        let (told, typed) = (Text::of(text), Text::of(typed));
        let members = |is_in: fn(&Text<'t>, &Member) -> bool| {
            let all = house.members.iter().enumerate();
            all.filter(|(_, m)| is_in(&told, m) && !is_in(&typed, m))
                .map(|(n, _)| n)
                .collect()
        };
        Self {
            account,
            at_ms: house.now().millis(),
            shown: [
                ("family_name", members(Text::names)),
                ("phone", members(Text::numbers)),
                ("masked_phone", members(Text::masks)),
            ],
            card,
        }
    }

    /// The entries that may say so: of this account, at this moment, with this field.
    fn entries<'l>(
        &self,
        field: &'static str,
        lines: &'l [EntryLine],
    ) -> impl Iterator<Item = &'l EntryLine> {
        let (account, at_ms) = (self.account, self.at_ms);
        lines
            .iter()
            .filter(move |line| Some(line.account) == account && line.at.millis() == at_ms)
            .filter(move |line| line.fields.split(',').any(|f| f == field))
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
    every_look_is_about_whom_it_showed(house, &lines);
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
    for (field, members) in &seen.shown {
        let count = members.len();
        // Most answers show nobody, for which no entry is looked for among thousands.
        if count == 0 {
            continue;
        }
        let said = seen.entries(field, lines).map(|line| line.members).max();
        let said = said.unwrap_or(0);
        assert!(
            said >= count,
            "{count} members' {field} were shown and the ledger says {said}: {seen:?}"
        );
    }
}

/// One member in one answer, with the entries one of which must be about that very member.
struct Look<'a> {
    member: &'a Member,
    field: &'static str,
    entries: Vec<i64>,
}

fn every_look_is_about_whom_it_showed(house: &House, lines: &[EntryLine]) {
    let all = house.seen.borrow();
    let looks: Vec<Look<'_>> = all
        .iter()
        .flat_map(|seen| seen.shown.iter().map(move |shown| (seen, shown)))
        .flat_map(|(seen, (field, members))| {
            members.iter().map(move |n| Look {
                member: &house.members[*n],
                field,
                entries: seen.entries(field, lines).map(|line| line.index).collect(),
            })
        })
        .collect();
    let claims: Vec<Claim> = looks.iter().flat_map(Look::claims).collect();
    let mut holds = claims
        .chunks(CLAIMS_MAX)
        .flat_map(|some| machine::trace(house.world(), some, house.now()).unwrap());
    for look in &looks {
        let answers: Vec<Traced> = holds.by_ref().take(look.entries.len()).collect();
        assert!(
            answers.contains(&Traced::Holds),
            "the {} of {} was shown, and entries {:?} are about somebody else",
            look.field,
            look.member.external,
            look.entries
        );
    }
}

impl Look<'_> {
    fn claims(&self) -> impl Iterator<Item = Claim> {
        let member = ExternalId::parse(&self.member.external).unwrap();
        self.entries.iter().map(move |entry| Claim {
            entry: *entry,
            member: member.clone(),
        })
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
#[should_panic(expected = "1 members' family_name were shown and the ledger says 0")]
fn a_look_without_a_trace_fails_the_story_in_which_it_happens() {
    let house = House::build(&super::grounds()[0], super::Plan::default());
    let account = house.officer().account();
    let name = house.members[0].family.clone();
    let seen = Seen::of(&house, Some(account), &name, "", None);
    house.seen.borrow_mut().push(seen);
}

/// Tells a look as it was, and then gives whoever was seen another one's place in the roll: to the audit it is as if the
/// entry had been written about the wrong member.
fn a_look_at_somebody_else(look: impl Fn(&House), field: &str) {
    let mut house = House::build(&super::grounds()[0], super::Plan::default());
    look(&house);
    check(&house);
    let seen = {
        let all = house.seen.borrow();
        let mut shown = all.iter().flat_map(|seen| &seen.shown);
        shown
            .find(|(f, members)| *f == field && !members.is_empty())
            .unwrap()
            .1[0]
    };
    let other = (seen + 1) % house.members.len();
    let place = house.members[other].external.clone();
    house.members[other].external = std::mem::replace(&mut house.members[seen].external, place);
}

#[test]
#[should_panic(expected = "are about somebody else")]
fn a_name_whose_entry_is_about_another_member_fails_the_story() {
    let look = |house: &House| {
        let caller = house.caller(0);
        let path = format!("/desk/{}/next", house.banks[0]);
        let card = caller.post(&path, &[]).expect(303).location().to_owned();
        caller.get(&card).expect(200);
    };
    a_look_at_somebody_else(look, "family_name");
}

#[test]
#[should_panic(expected = "are about somebody else")]
fn a_masked_hit_whose_entry_is_about_another_member_fails_the_story() {
    let look = |house: &House| {
        let number = house.members[7].mobile.clone();
        let officer = house.officer();
        officer
            .post("/roll/search", &[("by", "number"), ("text", &number)])
            .expect(200);
    };
    a_look_at_somebody_else(look, "masked_phone");
}
