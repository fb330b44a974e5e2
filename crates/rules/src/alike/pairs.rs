//! Which records are compared: those that share a number, an address, a birth date, a place with the beginning of a name.
//!
//! Comparing everybody with everybody would be 180 thousand million pairs of 600,000. Whoever shares none of these keys is
//! no candidate by the points of `judge` either, so nothing is missed but where so many share one key (an office's
//! telephone, a made-up birth date) that only neighbours in the order of names are compared.

use std::collections::HashMap;

use super::judge::{self, Likeness};
use super::sketch::{Sketches, View, hash};

/// Two records that may be one person, by their places; the smaller first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pair {
    /// The place of the one.
    pub one: usize,
    /// The place of the other.
    pub other: usize,
    /// What is thought of them.
    pub likeness: Likeness,
}

/// More records than this that share a key are compared with their neighbours alone.
const ALL_OF: usize = 48;
/// How many neighbours, in each order.
const NEIGHBOURS: usize = 8;
/// Letters of a name that stand in a key with the place.
const BEGINNING: usize = 2;

/// A key of one record, or nothing.
type Key = fn(View<'_>) -> u64;

/// Every key but the numbers, of which a record may have several.
const KEYS: [Key; 7] = [
    |view| view.sketch.email,
    |view| u64::from(view.sketch.birth),
    |view| view.sketch.membership,
    |view| view.sketch.address,
    |view| placed(view.sketch.postcode, beginning(view.family)),
    |view| placed(view.sketch.postcode, beginning(view.given)),
    |view| {
        placed(
            view.sketch.branch,
            &format!("{} {}", view.given, view.family),
        )
    },
];

/// The candidates of a roll, the likeliest first.
pub fn pairs(sketches: &Sketches) -> Vec<Pair> {
    let mut found = Found {
        sketches,
        pairs: HashMap::new(),
    };
    let mut keyed: Vec<(u64, u32)> = Vec::new();
    for at in 0..sketches.len() {
        if let (Some(view), Ok(place)) = (sketches.view(at), u32::try_from(at)) {
            keyed.extend(view.numbers.iter().map(|number| (*number, place)));
        }
    }
    found.blocks(&mut keyed);
    for key in KEYS {
        for at in 0..sketches.len() {
            if let (Some(view), Ok(place)) = (sketches.view(at), u32::try_from(at)) {
                let key = key(view);
                if key != 0 {
                    keyed.push((key, place));
                }
            }
        }
        found.blocks(&mut keyed);
    }
    found.sorted()
}

fn placed(place: u64, name: &str) -> u64 {
    if place == 0 || name.trim().is_empty() {
        return 0;
    }
    hash("placed", name) ^ place
}

fn beginning(name: &str) -> &str {
    let end = name
        .char_indices()
        .nth(BEGINNING)
        .map_or(name.len(), |(at, _)| at);
    name.get(..end).unwrap_or(name)
}

struct Found<'a> {
    sketches: &'a Sketches,
    pairs: HashMap<(u32, u32), Likeness>,
}

impl Found<'_> {
    /// Compares within each key, and leaves the list empty.
    fn blocks(&mut self, keyed: &mut Vec<(u64, u32)>) {
        keyed.sort_unstable();
        for block in keyed.chunk_by(|one, other| one.0 == other.0) {
            let mut places: Vec<u32> = block.iter().map(|(_, place)| *place).collect();
            if places.len() <= ALL_OF {
                self.window(&places, ALL_OF);
            } else {
                places.sort_by_cached_key(|place| self.name(*place, false));
                self.window(&places, NEIGHBOURS);
                places.sort_by_cached_key(|place| self.name(*place, true));
                self.window(&places, NEIGHBOURS);
            }
        }
        keyed.clear();
    }

    fn name(&self, place: u32, by_family: bool) -> String {
        let view = usize::try_from(place)
            .ok()
            .and_then(|at| self.sketches.view(at));
        view.map_or_else(String::new, |view| {
            if by_family {
                format!("{} {}", view.family, view.given)
            } else {
                format!("{} {}", view.given, view.family)
            }
        })
    }

    /// Compares each with the next ones in the list.
    fn window(&mut self, places: &[u32], width: usize) {
        for (at, one) in places.iter().enumerate() {
            for other in places.iter().skip(at + 1).take(width) {
                self.compare(*one, *other);
            }
        }
    }

    fn compare(&mut self, one: u32, other: u32) {
        let pair = if one < other {
            (one, other)
        } else {
            (other, one)
        };
        if one == other || self.pairs.contains_key(&pair) {
            return;
        }
        let view = |place: u32| {
            usize::try_from(place)
                .ok()
                .and_then(|at| self.sketches.view(at))
        };
        if let (Some(a), Some(b)) = (view(pair.0), view(pair.1))
            && let Some(likeness) = judge::of(a, b)
        {
            self.pairs.insert(pair, likeness);
        }
    }

    fn sorted(self) -> Vec<Pair> {
        let mut all: Vec<Pair> = self
            .pairs
            .into_iter()
            .filter_map(|((one, other), likeness)| {
                Some(Pair {
                    one: usize::try_from(one).ok()?,
                    other: usize::try_from(other).ok()?,
                    likeness,
                })
            })
            .collect();
        all.sort_unstable_by_key(|pair| {
            (
                std::cmp::Reverse((pair.likeness.score, pair.likeness.name)),
                pair.one,
                pair.other,
            )
        });
        all
    }
}
