//! A file that only adds to members who are known, such as a list of their offices: several rows may be about one.
//!
//! Without a column of names a file can make no member, so rows about the same one are no slip: they are joined, and their
//! numbers collected. They are held until the file ends, or until there are [`HELD_MAX`] of them, so that the rows of a
//! member needn't stand together.

use std::collections::{HashMap, HashSet};

use switchboard_store::rules::person::{ExternalId, PHONES_MAX};
use switchboard_store::rules::roll::SaidRow;

use super::{Reject, Slice};

/// How many members are held at once.
const HELD_MAX: usize = 100_000;

/// Rows that are held until no further one can be about the same member.
#[derive(Default)]
pub(super) struct Gather {
    rows: Vec<(u64, SaidRow)>,
    places: HashMap<ExternalId, usize>,
    /// The places of members whose rows name several addresses.
    several: HashSet<usize>,
    rejects: Vec<Reject>,
    /// What is ready to be handed on, the next one last.
    ready: Vec<(u64, SaidRow)>,
    /// Rows that were joined to an earlier one.
    pub(super) joined: u64,
    /// Members whose rows name several addresses; none of them is taken.
    pub(super) addresses: u64,
}

impl Gather {
    /// True when nothing is held and nothing waits.
    pub(super) fn is_empty(&self) -> bool {
        self.rows.is_empty() && self.ready.is_empty() && self.rejects.is_empty()
    }

    pub(super) fn is_full(&self) -> bool {
        self.rows.len() >= HELD_MAX
    }

    /// Takes the rows of a slice.
    pub(super) fn take(&mut self, slice: Slice) {
        self.rejects.extend(slice.rejects);
        for (line, row) in slice.rows {
            let place = row.external_id.as_ref().and_then(|id| self.places.get(id));
            let is_joined = place.copied().is_some_and(|place| self.join(place, &row));
            if is_joined {
                continue;
            }
            // A second row that can't be joined goes on by itself, and is given back as a repeated one.
            if let Some(id) = row.external_id.clone() {
                self.places.entry(id).or_insert(self.rows.len());
            }
            self.rows.push((line, row));
        }
    }

    /// Joins a row to the one held there; false, and nothing is changed, where they contradict each other.
    fn join(&mut self, place: usize, row: &SaidRow) -> bool {
        let Some((_, held)) = self.rows.get_mut(place) else {
            return false;
        };
        let is_new = |phone: &&_| !held.phones.iter().any(|known| known.is_same_line(phone));
        let all = held.phones.len() + row.phones.iter().filter(is_new).count();
        if all > PHONES_MAX || !held.join(row) {
            return false;
        }
        self.joined += 1;
        match (&held.address, &row.address) {
            (None, Some(address)) if !self.several.contains(&place) => {
                held.address = Some(address.clone());
            }
            (Some(one), Some(other)) if one != other => {
                held.address = None;
                self.several.insert(place);
                self.addresses += 1;
            }
            _ => {}
        }
        true
    }

    /// Nothing more comes to the rows that are held.
    pub(super) fn close(&mut self) {
        self.places.clear();
        self.several.clear();
        self.ready = std::mem::take(&mut self.rows);
        self.ready.reverse();
    }

    /// The next rows that are ready, and what was given back.
    pub(super) fn next(&mut self, rows_max: usize) -> Slice {
        let from = self.ready.len().saturating_sub(rows_max);
        let mut rows = self.ready.split_off(from);
        rows.reverse();
        let rejects = self.rejects.len().min(rows_max);
        Slice {
            rows,
            rejects: self.rejects.drain(..rejects).collect(),
        }
    }
}
