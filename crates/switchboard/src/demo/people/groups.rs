//! What a demo's members have besides: an area, tags, and for some a language in which they would like to be rung.
//!
//! They are drawn from a stream of their own, so that the members are the same people with and without them. Those of practice,
//! of test copies and of measurements go without: practice has nobody who rings in another language.

use fake::rand::rngs::StdRng;
use fake::rand::seq::IndexedRandom;
use fake::rand::{RngExt, SeedableRng};
use switchboard_store::rules::person::BranchName;
use switchboard_store::rules::roll::RollRow;

use super::{BRANCHES, one_in};

/// Their columns, behind those of [`super::HEADER`].
pub const COLUMNS: [&str; 3] = ["area", "tags", "language"];

/// The tags that a demo offers its campaigns. The roll has one more, which stays with the offices.
pub const OFFERED: [&str; 2] = ["volunteer", "delegate"];

/// The tags, each with one in how many members has it.
const TAGS: [(&str, u32); 3] = [("volunteer", 6), ("delegate", 14), ("bulletin", 2)];

/// Areas that no map shows.
const AREAS: [&str; 5] = [
    "Upper Vale",
    "Lower Vale",
    "Moorside",
    "Coast and Isles",
    "Five Bridges",
];

/// The cells of members in their order.
#[derive(Debug)]
pub struct Groups(StdRng);

impl Groups {
    /// The same for the same seed.
    pub fn new(seed: u64) -> Self {
        Self(StdRng::seed_from_u64(seed.wrapping_add(1)))
    }

    /// The cells of the next member under [`COLUMNS`].
    pub fn of(&mut self, row: &RollRow) -> [String; 3] {
        let chance = &mut self.0;
        [
            area(row, chance).to_owned(),
            tags(chance),
            language(chance).to_owned(),
        ]
    }
}

/// Nearly all of a branch live in one area, some elsewhere, and of some nobody knows where.
fn area(row: &RollRow, chance: &mut StdRng) -> &'static str {
    if one_in(12, chance) {
        return "";
    }
    let moved = one_in(12, chance);
    let branch = row.branch.as_ref().map(BranchName::as_str);
    let home = BRANCHES.iter().position(|(name, _)| Some(*name) == branch);
    let home = home.filter(|_| !moved);
    home.and_then(|at| AREAS.get(at % AREAS.len()).copied())
        .unwrap_or_else(|| AREAS.choose(chance).copied().unwrap_or_default())
}

fn tags(chance: &mut StdRng) -> String {
    let has = TAGS.into_iter().filter(|(_, n)| one_in(*n, chance));
    let has: Vec<&str> = has.map(|(tag, _)| tag).collect();
    has.join("; ")
}

fn language(chance: &mut StdRng) -> &'static str {
    match chance.random_range(0..100_u32) {
        0..5 => "Welsh",
        5 => "Polish",
        6 => "Urdu",
        7..20 => "English",
        _ => "",
    }
}
