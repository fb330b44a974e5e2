//! Invented members for a demo, the same ones for the same seed.
//!
//! Nobody here exists. Names come from the `fake` library and a list of our own for what it lacks
//! ([`names`]); towns are made up; e-mail is at example.org (RFC 2606); every telephone number lies
//! in a range set aside for fiction ([`numbers`]).
//!
//! Chance is an argument: one seeded generator, drawn from in a fixed order, so that the first
//! thousand of a demo with 600,000 members are the members of a demo with a thousand. Another
//! version of the program may invent others.

use fake::Fake;
use fake::faker::name::raw::{FirstName, LastName};
use fake::locales::{CY_GB, EN};
use fake::rand::rngs::StdRng;
use fake::rand::seq::IndexedRandom;
use fake::rand::{RngExt, SeedableRng};
use switchboard_store::rules::person::{
    BirthDate, BranchName, Day, Email, ExternalId, MemberKind, Name, NameText, PhoneKind,
};
use switchboard_store::rules::roll::RollRow;

pub mod groups;
mod names;
mod numbers;
#[cfg(test)]
mod tests;

/// The columns of [`record`], in names that an import understands by themselves.
pub const HEADER: [&str; 13] = [
    "member_id",
    "title",
    "first_name",
    "last_name",
    "mobile",
    "home_phone",
    "phone",
    "email",
    "branch",
    "kind",
    "date_of_birth",
    "joined",
    "do_not_call",
];

/// The year in which the demo plays: ages and years of joining are counted back from it.
const YEAR: i16 = 2026;

/// Towns that no map shows, larger ones first, each with its share of the members.
const BRANCHES: [(&str, u32); 24] = [
    ("Abercwm", 110),
    ("Ravensholt", 95),
    ("Port Hallow", 84),
    ("Castle Orrin", 75),
    ("Thornmere", 68),
    ("Marlbridge", 61),
    ("Llanfelin", 56),
    ("Eastmarsh", 51),
    ("Kilmorrow", 47),
    ("Harrowdale", 43),
    ("Stonebeck", 40),
    ("Dunavarra", 37),
    ("Netherford", 34),
    ("Inverlorne", 31),
    ("Saltmere", 29),
    ("Brackenshaw", 27),
    ("Pentreglas", 25),
    ("Upper Wexley", 22),
    ("Ballinreagh", 19),
    ("Fenholme", 16),
    ("Strathmoyle", 13),
    ("Glenarrick", 10),
    ("Cwm Hywel", 5),
    ("Lower Tolland", 2),
];
const BRANCH_SHARES: u32 = 1000;
/// Districts of these branches, on no map either.
const DISTRICTS: [&str; 4] = [
    "Northern Reach",
    "Eastern Coast",
    "Southern Hills",
    "Western Valleys",
];

/// The district of an invented branch; none of any other name.
pub fn district_of(branch: &str) -> Option<&'static str> {
    let at = BRANCHES.iter().position(|(name, _)| *name == branch)?;
    DISTRICTS.get(at % DISTRICTS.len()).copied()
}

/// `n` invented members, made as they are asked for; 3 µs each.
pub fn people(seed: u64, n: usize) -> impl Iterator<Item = RollRow> + Send + use<> {
    let mut chance = StdRng::seed_from_u64(seed);
    (0..n).filter_map(move |index| member(index, &mut chance))
}

/// A member as the cells of a CSV file under [`HEADER`].
///
/// Read by the import, they give the same member again.
pub fn record(row: &RollRow) -> [String; 13] {
    let number = |kinds: &[PhoneKind]| {
        let phone = row
            .phones
            .iter()
            .find(|phone| kinds.contains(&phone.kind()));
        phone
            .map(|phone| phone.e164().to_owned())
            .unwrap_or_default()
    };
    [
        row.external_id.as_str().to_owned(),
        row.name.title().unwrap_or_default().to_owned(),
        row.name.given().to_owned(),
        row.name.family().to_owned(),
        number(&[PhoneKind::Mobile]),
        number(&[PhoneKind::Landline]),
        number(&[PhoneKind::Work, PhoneKind::Other]),
        row.email
            .as_ref()
            .map(|email| email.as_str().to_owned())
            .unwrap_or_default(),
        row.branch
            .as_ref()
            .map(|branch| branch.as_str().to_owned())
            .unwrap_or_default(),
        row.kind
            .as_ref()
            .map(|kind| kind.as_str().to_owned())
            .unwrap_or_default(),
        row.birth_date
            .map(|birth| birth.day().to_string())
            .unwrap_or_default(),
        row.joined_year
            .map(|year| year.to_string())
            .unwrap_or_default(),
        if row.do_not_call {
            "yes".to_owned()
        } else {
            String::new()
        },
    ]
}

/// The member of this place in the list. None would mean that something invented here is not what
/// the rules take; a test asks for all.
fn member(index: usize, chance: &mut StdRng) -> Option<RollRow> {
    let (title, given, family) = name(chance);
    let mut row = RollRow::new(
        ExternalId::parse(&format!("SW-{:06}", index + 1)).ok()?,
        Name::parse(NameText {
            title,
            given: &given,
            family: &family,
            ..NameText::default()
        })
        .ok()?,
    );
    let birth_year = YEAR - chance.random_range(16..=94_i16);
    row.birth_date = birth_date(birth_year, chance);
    row.joined_year = Some(chance.random_range((birth_year + 14).max(1975)..=YEAR));
    row.branch = BranchName::parse(branch(chance)).ok();
    row.kind = MemberKind::parse(kind(birth_year, chance)).ok();
    if !one_in(50, chance) {
        row.phones.push(numbers::of(index)?);
    }
    if !one_in(7, chance) {
        row.email = Email::parse(&email(&given, &family, index)).ok();
    }
    row.do_not_call = one_in(60, chance);
    Some(row)
}

/// Two of three by our own list, whose titles fit the names; the others by the library, which
/// doesn't say whose a first name is, so that they go without a title or by one that fits all.
fn name(chance: &mut StdRng) -> (&'static str, String, String) {
    if chance.random_range(0..3) > 0 {
        let drawn = names::draw(chance);
        return (drawn.title, drawn.given.to_owned(), drawn.family.to_owned());
    }
    let title = if one_in(2, chance) {
        ["Mx", "Dr", "Cllr", "Prof"].choose(chance).copied()
    } else {
        None
    };
    let (given, family): (&str, &str) = if one_in(4, chance) {
        (
            FirstName(CY_GB).fake_with_rng(chance),
            LastName(CY_GB).fake_with_rng(chance),
        )
    } else {
        (
            FirstName(EN).fake_with_rng(chance),
            LastName(EN).fake_with_rng(chance),
        )
    };
    (
        title.unwrap_or_default(),
        given.to_owned(),
        family.to_owned(),
    )
}

fn birth_date(year: i16, chance: &mut StdRng) -> Option<BirthDate> {
    let (month, day) = (chance.random_range(1..=12), chance.random_range(1..=28));
    let is_known = !one_in(10, chance);
    let date = Day::new(year, month, day)
        .ok()
        .and_then(|day| BirthDate::from_day(day).ok());
    date.filter(|_| is_known)
}

fn branch(chance: &mut StdRng) -> &'static str {
    let mut left = chance.random_range(0..BRANCH_SHARES);
    for (name, share) in BRANCHES {
        match left.checked_sub(share) {
            Some(rest) => left = rest,
            None => return name,
        }
    }
    "Abercwm"
}

fn kind(birth_year: i16, chance: &mut StdRng) -> &'static str {
    match YEAR - birth_year {
        ..=26 if !one_in(4, chance) => "youth",
        68.. if one_in(3, chance) => "life",
        _ if one_in(5, chance) => "reduced",
        _ => "full",
    }
}

/// Unlike any other's, by the member's place; in letters that mail has always carried.
fn email(given: &str, family: &str, index: usize) -> String {
    let plain = |name: &str| {
        name.chars()
            .filter(char::is_ascii_alphabetic)
            .collect::<String>()
            .to_ascii_lowercase()
    };
    format!(
        "{}.{}{}@example.org",
        plain(given),
        plain(family),
        index + 1
    )
}

fn one_in(n: u32, chance: &mut StdRng) -> bool {
    chance.random_range(0..n) == 0
}
