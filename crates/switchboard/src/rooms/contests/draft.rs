//! The draft of the impact assessment in words that people understand, in parts.

use switchboard_store::contests::{DraftLine as Fact, Item, Ready as Found, ShownField};
use switchboard_store::rules::retention::Rule;

use super::pages::ready::{DraftLine, DraftPart};
use crate::web::assessment::{ASKED, BASIS, KEPT, RISKS, SHOWN, WHAT};
use crate::web::messages::Words;

/// A part of the draft: its heading, what no setting changes, and which facts stand there.
type Part = (
    &'static str,
    &'static [&'static str],
    &'static [&'static str],
);

const PARTS: [Part; 7] = [
    (
        "dpia-part-what",
        &WHAT,
        &[
            "dpia-organisation",
            "dpia-contest",
            "dpia-kind",
            "dpia-campaign",
            "dpia-access",
            "dpia-ballot",
            "dpia-closed",
            "dpia-zone",
        ],
    ),
    (
        "dpia-part-shown",
        &SHOWN,
        &[
            "dpia-fields",
            "dpia-cards-hour",
            "dpia-cards-evening",
            "dpia-cards-contest",
            "dpia-opening",
            "dpia-bank",
            "dpia-bank-notes",
        ],
    ),
    ("dpia-part-basis", &BASIS, &["dpia-rules"]),
    (
        "dpia-part-kept",
        &KEPT,
        &["dpia-deleted", "dpia-backups", "dpia-kept"],
    ),
    ("dpia-part-asked", &ASKED, &[]),
    ("dpia-part-risks", &RISKS, &[]),
    ("dpia-part-duty", &[], &[]),
];

/// The parts of the draft; none once access has begun, for the settings of today are not what was signed.
pub(super) fn parts(words: &Words, found: &Found) -> Vec<DraftPart> {
    if found.draft.is_empty() {
        return Vec::new();
    }
    let part = |(heading, sentences, keys): Part| DraftPart {
        heading,
        sentences: sentences.to_vec(),
        lines: found
            .draft
            .iter()
            .filter(|fact| keys.contains(&fact.key))
            .map(|fact| line(words, found, fact))
            .chain(beside(words, found, heading))
            .collect(),
    };
    PARTS.into_iter().map(part).collect()
}

/// What stands in another item of the page, and belongs here for whoever reads the draft alone.
fn beside(words: &Words, found: &Found, heading: &str) -> Vec<DraftLine> {
    let said = |key, value| DraftLine { key, value };
    let name = |at: usize| {
        let who = found.duty.get(at).copied().flatten();
        let mut holders = found.holders.iter();
        let label = holders.find(|holder| Some(holder.account) == who);
        label.map_or_else(|| words.t("dpia-nobody"), |holder| holder.label.clone())
    };
    let unused = |item: Item| {
        let mut lines = found.lines.iter();
        let reason = lines
            .find(|line| line.item == item && line.is_signed)
            .and_then(|line| line.reason.clone());
        match reason {
            Some(reason) => words
                .say("ready-reason-is")
                .text("reason", reason)
                .to_string(),
            None => words.t("dpia-not-signed"),
        }
    };
    match heading {
        "dpia-part-basis" => vec![said("ready-tps", unused(Item::Tps))],
        "dpia-part-duty" => vec![said("ready-duty", name(0)), said("ready-deputy", name(1))],
        _ => Vec::new(),
    }
}

fn line(words: &Words, found: &Found, fact: &Fact) -> DraftLine {
    let value = match fact.key {
        "dpia-fields" => {
            let fields = found.fields.iter().map(|field| words.t(field_key(*field)));
            fields.collect::<Vec<_>>().join(", ")
        }
        "dpia-kind" if fact.value == "contest" => words.t("calendar-kind-contest"),
        "dpia-kind" => words.t("calendar-kind-standing"),
        "dpia-kept" => kept(words, &fact.value),
        _ => fact.value.clone(),
    };
    DraftLine {
        key: fact.key,
        value,
    }
}

const fn field_key(field: ShownField) -> &'static str {
    match field {
        ShownField::Title => "field-title",
        ShownField::GivenName => "field-given-name",
        ShownField::FamilyName => "field-family-name",
        ShownField::Branch => "field-branch",
        ShownField::Language => "field-language",
        ShownField::Phone => "field-phone",
    }
}

/// A rule by its name and its months.
fn kept(words: &Words, value: &str) -> String {
    let (code, months) = value.split_once(' ').unwrap_or((value, ""));
    let rule = Rule::ALL.into_iter().find(|rule| rule.code() == code);
    match (rule, months.parse::<u64>()) {
        (Some(rule), Ok(months)) => words
            .say("dpia-kept-for")
            .text("what", words.t(rule.label()))
            .number("months", months)
            .to_string(),
        _ => value.to_owned(),
    }
}
