//! The score of a pair, and why.

use super::names::{Names, compare};
use super::sign::{Sign, Signs};
use super::sketch::{Sketches, View};

/// What is thought of a pair.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Likeness {
    /// From [`CANDIDATE`] to 100.
    pub score: u8,
    /// How alike the names are, from 0 to 1,000.
    pub name: u16,
    /// What speaks for and against.
    pub signs: Signs,
}

/// Pairs below this are no candidates: what they share, a household shares too.
pub const CANDIDATE: u8 = 60;

/// Judges two records by their places; none where they are no candidates.
pub fn judge(sketches: &Sketches, one: usize, other: usize) -> Option<Likeness> {
    of(sketches.view(one)?, sketches.view(other)?)
}

const SAME_NAME: i32 = 40;

pub(super) fn of(one: View<'_>, other: View<'_>) -> Option<Likeness> {
    let names = compare((one.given, one.family), (other.given, other.family));
    let (name, for_name, sign) = match names {
        Names::Differ => return None,
        Names::Alike(1_000) => (1_000, SAME_NAME, Sign::SameName),
        Names::Alike(alike) => (alike, points(alike), Sign::AlikeName),
        Names::Swapped(alike) => (alike, 34, Sign::SwappedName),
        Names::OtherSurname(alike) => (alike, 14, Sign::OtherSurname),
    };
    let (shared, for_shared) = shared(one, other);
    let (against, for_against) = against(one, other);
    // A first name alone is half the town's; with the birth date and a number or an address it is somebody who married.
    let is_married = shared.has(Sign::SameBirth)
        && [
            Sign::SameNumber,
            Sign::SameEmail,
            Sign::SameAddress,
            Sign::SamePostcode,
        ]
        .into_iter()
        .any(|sign| shared.has(sign));
    if sign == Sign::OtherSurname && !is_married {
        return None;
    }
    let score = for_name + for_shared - for_against;
    let score = u8::try_from(score.clamp(0, 100)).unwrap_or(0);
    let signs = Signs::from_bits(shared.bits() | against.bits()).with(sign);
    (score >= CANDIDATE).then_some(Likeness { score, name, signs })
}

/// 24 for names that are just alike, 38 for those that differ in a letter.
fn points(alike: u16) -> i32 {
    24 + (i32::from(alike).saturating_sub(850) * 14 / 150).clamp(0, 14)
}

fn shared(one: View<'_>, other: View<'_>) -> (Signs, i32) {
    let (a, b) = (one.sketch, other.sketch);
    let same = |left: u64, right: u64| left != 0 && left == right;
    let number = one.numbers.iter().any(|n| other.numbers.contains(n));
    let birth = a.birth != 0 && a.birth == b.birth;
    let address = same(a.address, b.address);
    let bare = is_bare(one) || is_bare(other);
    let found = [
        (number, Sign::SameNumber, 25),
        (same(a.email, b.email), Sign::SameEmail, 30),
        (birth, Sign::SameBirth, 30),
        (!birth && are_alike(a.birth, b.birth), Sign::AlikeBirth, 10),
        (address, Sign::SameAddress, 22),
        (
            !address && same(a.postcode, b.postcode),
            Sign::SamePostcode,
            15,
        ),
        (same(a.membership, b.membership), Sign::AlikeMembership, 25),
        (same(a.branch, b.branch), Sign::SameBranch, 5),
        (bare && same(a.branch, b.branch), Sign::Bare, 15),
    ];
    sum(&found)
}

fn against(one: View<'_>, other: View<'_>) -> (Signs, i32) {
    let (a, b) = (one.sketch.birth, other.sketch.birth);
    let found = [
        (
            a != 0 && b != 0 && a != b && !are_alike(a, b),
            Sign::OtherBirth,
            45,
        ),
        (differ(one.middle, other.middle), Sign::OtherMiddle, 15),
        (differ(one.suffix, other.suffix), Sign::OtherSuffix, 40),
    ];
    sum(&found)
}

fn sum(found: &[(bool, Sign, i32)]) -> (Signs, i32) {
    found
        .iter()
        .filter(|(is_so, ..)| *is_so)
        .fold((Signs::NONE, 0), |(signs, sum), (_, sign, points)| {
            (signs.with(*sign), sum + points)
        })
}

/// Nothing is known by which this member could be told from another of the name.
fn is_bare(view: View<'_>) -> bool {
    let sketch = view.sketch;
    view.numbers.is_empty() && sketch.email == 0 && sketch.birth == 0 && sketch.postcode == 0
}

/// Both are there and neither stands for the other: "j" may be short for "jane".
fn differ(one: &str, other: &str) -> bool {
    let stands_for = |short: &str, whole: &str| {
        let letters = short.trim_end_matches('.');
        letters.chars().count() == 1 && whole.starts_with(letters)
    };
    !one.is_empty()
        && !other.is_empty()
        && one != other
        && !stands_for(one, other)
        && !stands_for(other, one)
}

/// Day and month the other way round, or one digit of eight different.
fn are_alike(one: u32, other: u32) -> bool {
    if one == 0 || other == 0 {
        return false;
    }
    let parts = |day: u32| (day / 10_000, day / 100 % 100, day % 100);
    let ((year, month, day), (year2, month2, day2)) = (parts(one), parts(other));
    if year == year2 && month == day2 && day == month2 {
        return true;
    }
    let (mut one, mut other, mut differ) = (one, other, 0);
    while one > 0 || other > 0 {
        differ += u32::from(one % 10 != other % 10);
        one /= 10;
        other /= 10;
    }
    differ == 1
}
