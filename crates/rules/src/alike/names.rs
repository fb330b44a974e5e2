//! How alike two names are.

use strsim::jaro_winkler;

/// How two names stand to each other, and how alike they are, from 0 to 1,000.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Names {
    /// Not one person's names, as far as names go.
    Differ,
    /// Alike.
    Alike(u16),
    /// First name and surname the other way round.
    Swapped(u16),
    /// One first name, two surnames: as after a wedding.
    OtherSurname(u16),
}

/// Surnames below this are two surnames.
const FAMILY_MIN: f64 = 0.88;
/// First names below this are two first names.
const GIVEN_MIN: f64 = 0.84;
/// An initial, or one half of a double name, stands for the whole so far.
const SHORTENED: f64 = 0.9;
const SAME: f64 = 0.999;

/// Compares first name and surname, both folded.
pub(super) fn compare(one: (&str, &str), other: (&str, &str)) -> Names {
    let straight = both(given(one.0, other.0), family(one.1, other.1));
    if let Some(alike) = straight {
        return Names::Alike(alike);
    }
    if let Some(alike) = both(given(one.0, other.1), family(one.1, other.0)) {
        // Two short names are soon alike crosswise.
        if alike >= 950 {
            return Names::Swapped(alike);
        }
    }
    let given = given(one.0, other.0);
    if given >= SAME && one.0.chars().count() > 1 && !one.1.is_empty() && !other.1.is_empty() {
        return Names::OtherSurname(thousandths(
            given.mul_add(0.4, family(one.1, other.1) * 0.6),
        ));
    }
    Names::Differ
}

fn both(given: f64, family: f64) -> Option<u16> {
    (given >= GIVEN_MIN && family >= FAMILY_MIN)
        .then(|| thousandths(given.mul_add(0.4, family * 0.6)))
}

fn family(one: &str, other: &str) -> f64 {
    if one.is_empty() || other.is_empty() {
        return if one == other { 1.0 } else { 0.0 };
    }
    let whole = jaro_winkler(one, other);
    // "Evans-Khan" and "Evans".
    if whole < SAME && halves(one, other) {
        return whole.max(SHORTENED);
    }
    whole
}

fn given(one: &str, other: &str) -> f64 {
    if one.is_empty() || other.is_empty() {
        return if one == other { 1.0 } else { 0.0 };
    }
    let whole = jaro_winkler(one, other);
    if whole < SAME && (is_initial(one, other) || is_initial(other, one) || halves(one, other)) {
        return whole.max(SHORTENED);
    }
    whole
}

/// "g" or "g." for "gwen".
fn is_initial(short: &str, whole: &str) -> bool {
    let letter = short.trim_end_matches('.');
    letter.chars().count() == 1 && whole.starts_with(letter)
}

/// Whether one is a whole half of the other.
fn halves(one: &str, other: &str) -> bool {
    let of = |double: &str, single: &str| {
        single.chars().count() > 2
            && double.contains(['-', ' '])
            && double.split(['-', ' ']).any(|half| half == single)
    };
    of(one, other) || of(other, one)
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a share between 0 and 1 makes at most 1,000"
)]
fn thousandths(share: f64) -> u16 {
    (share.clamp(0.0, 1.0) * 1_000.0).round() as u16
}
