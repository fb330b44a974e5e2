//! Records that say the same: nothing in which they differ, and enough in which they agree.

use crate::person::{Email, Name, NameText, PHONES_MAX, Phone};
use crate::roll::{Part, RollRow};

/// Parts that must be the same, or missing in one.
const PARTS: [Part; 7] = [
    Part::Address,
    Part::Kind,
    Part::BirthDate,
    Part::JoinedYear,
    Part::Language,
    Part::Area,
    Part::Tags,
];

/// Whether two records are one for certain: the same first name and surname letter for letter, no part in which they differ
/// (what only one of them says is no difference, but the branch and the day on which a membership ends), and the same birth
/// date, or the same e-mail address and a number.
///
/// A father and a son of one name share house, telephone and perhaps the address for letters; so neither a number nor an
/// e-mail address is enough by itself. A branch that only one of them says is a difference: it decides whose roll somebody
/// stands on, and whoever keeps that one would be given a member of none. Membership numbers always differ: else it would be
/// one record.
pub fn is_identical(one: &RollRow, other: &RollRow) -> bool {
    let same_or_missing = |part: &Part| {
        let (a, b) = (one.part(*part), other.part(*part));
        a.is_empty() || b.is_empty() || a == b
    };
    let email = |row: &RollRow| row.email.as_ref().map(Email::index_key);
    let (email_one, email_other) = (email(one), email(other));
    let emails_differ = email_one.is_some() && email_other.is_some() && email_one != email_other;
    let same_email = email_one.is_some() && email_one == email_other;
    let same_birth = one.birth_date.is_some() && one.birth_date == other.birth_date;
    let shares_number = one.phones.iter().any(|phone| has(&other.phones, phone));
    is_one_name(&one.name, &other.name)
        && !emails_differ
        && are_within(&one.phones, &other.phones)
        && PARTS.iter().all(same_or_missing)
        && one.part(Part::Branch) == other.part(Part::Branch)
        && one.ends_on == other.ends_on
        && (same_birth || (same_email && shares_number))
}

fn is_one_name(one: &Name, other: &Name) -> bool {
    let same_or_missing = |a: &str, b: &str| a.is_empty() || b.is_empty() || a == b;
    let some = |text: Option<&'_ str>| text.unwrap_or_default().to_owned();
    one.given() == other.given()
        && one.family() == other.family()
        && same_or_missing(one.middle(), other.middle())
        && same_or_missing(&some(one.title()), &some(other.title()))
        && same_or_missing(&some(one.suffix()), &some(other.suffix()))
}

fn has(phones: &[Phone], phone: &Phone) -> bool {
    phones.iter().any(|known| known.is_same_line(phone))
}

/// Whether all the numbers of one are among the other's.
fn are_within(one: &[Phone], other: &[Phone]) -> bool {
    one.iter().all(|phone| has(other, phone)) || other.iter().all(|phone| has(one, phone))
}

/// What is kept of two records that are one: the first, and where it says nothing the second, but for the branch. Marks against
/// calls of either stay.
pub fn united(kept: &RollRow, gone: &RollRow) -> RollRow {
    let mut row = kept.clone();
    let missing = Part::ALL
        .iter()
        .copied()
        .filter(|part| part.phone_kind().is_none() && *part != Part::Branch)
        .filter(|part| kept.part(*part).is_empty());
    row.take(missing.collect(), gone);
    row.name = fuller(&kept.name, &gone.name);
    add_numbers(&mut row, gone);
    keep_marks(&mut row, gone);
    row
}

/// Adds the numbers of another record, behind its own.
pub(crate) fn add_numbers(row: &mut RollRow, gone: &RollRow) {
    for phone in &gone.phones {
        if row.phones.len() < PHONES_MAX && !has(&row.phones, phone) {
            row.phones.push(phone.clone());
        }
    }
}

/// Marks against calls of either stand.
pub(crate) const fn keep_marks(row: &mut RollRow, gone: &RollRow) {
    row.do_not_call = row.do_not_call || gone.do_not_call;
    row.deceased = row.deceased || gone.deceased;
}

fn or<'a>(own: &'a str, others: &'a str) -> &'a str {
    if own.is_empty() { others } else { own }
}

fn fuller(kept: &Name, gone: &Name) -> Name {
    if kept.given() != gone.given() || kept.family() != gone.family() {
        return kept.clone();
    }
    let some = |text: Option<&'_ str>| text.unwrap_or_default().to_owned();
    let (title, suffix) = (some(kept.title()), some(kept.suffix()));
    let (other_title, other_suffix) = (some(gone.title()), some(gone.suffix()));
    let text = NameText {
        title: or(&title, &other_title),
        given: kept.given(),
        middle: or(kept.middle(), gone.middle()),
        family: kept.family(),
        suffix: or(&suffix, &other_suffix),
    };
    Name::parse(text).unwrap_or_else(|_| kept.clone())
}
