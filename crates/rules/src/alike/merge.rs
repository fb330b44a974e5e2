//! One record of two, as an officer chose: which parts come from the one that goes.

use super::identical::{add_numbers, keep_marks};
use crate::roll::{Part, Parts, RollRow};

/// Which telephone numbers stay.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Numbers {
    /// Those of the record that stays.
    Kept,
    /// Those of the record that goes.
    Gone,
    /// Those of both.
    #[default]
    Both,
}

/// What is chosen of two records.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Choice {
    /// Parts that are taken from the record that goes. Numbers and marks against calls don't stand here.
    pub takes: Parts,
    /// Which numbers.
    pub numbers: Numbers,
}

/// Parts that can be chosen one by one; numbers are chosen together, and marks of either always stay.
pub const CHOSEN: [Part; 11] = [
    Part::Name,
    Part::Email,
    Part::Address,
    Part::BirthDate,
    Part::Branch,
    Part::Kind,
    Part::JoinedYear,
    Part::EndsOn,
    Part::Language,
    Part::Area,
    Part::Tags,
];

/// Makes one record of two. The membership number of the one that stays, and marks against calls of either, stay.
pub fn merged(kept: &RollRow, gone: &RollRow, choice: Choice) -> RollRow {
    let mut row = kept.clone();
    let chosen: Parts = CHOSEN
        .into_iter()
        .filter(|part| choice.takes.has(*part))
        .collect();
    row.take(chosen, gone);
    match choice.numbers {
        Numbers::Kept => {}
        Numbers::Gone => row.phones.clone_from(&gone.phones),
        Numbers::Both => add_numbers(&mut row, gone),
    }
    keep_marks(&mut row, gone);
    row
}
