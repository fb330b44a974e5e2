//! What an import remembers from slice to slice: whom its file has named, who comes back by no file, and the next new ids.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use switchboard_rules::ids::bucket_of;
use switchboard_rules::roll::By;

use super::forgotten::Gone;
use super::sharers::Shared;
use super::stops::Whose;
use crate::duplicates::alias::Aliases;
use crate::fault::Fault;
use crate::mint::random_id;
use crate::world::World;

/// Whom a row was about that the file has named by two things.
#[derive(Clone, Copy)]
pub(super) struct Meant {
    pub(super) whose: Whose,
    /// The blind index of their membership number, and the keyed hash of their name.
    pub(super) number: [u8; 16],
    pub(super) name: Option<[u8; 16]>,
}

/// What is remembered from slice to slice.
#[derive(Default)]
pub(crate) struct Memory {
    /// Who was forgotten, and comes back by no file.
    pub(crate) gone: Gone,
    /// Who goes on under whose record.
    pub(crate) aliases: Arc<Aliases>,
    /// The members that the file has named already, by blind index.
    pub(super) seen: HashSet<[u8; 16]>,
    /// Of a file that is matched by two things: who was meant by which two, by blind index. A later row with the same two is
    /// about the same person, also where this file has just made them a member.
    meant: HashMap<[u8; 16], Meant>,
    /// Who shares an address or a number with many.
    pub(crate) shared: Shared,
    /// Of a file that is tried: what leads to those whose rows were turned back because of who is on the roll.
    turned: HashSet<[u8; 16]>,
    /// The members of the roll who stand in the file, kept only where that decides who leaves.
    pub(crate) present: HashSet<[u8; 16]>,
    /// Ids for new members, the next one last.
    ids: Vec<[u8; 16]>,
    /// How many ids were drawn at once the last time.
    drawn: usize,
}

const IDS_MIN: usize = 128;
const IDS_MAX: usize = 131_072;

impl Memory {
    /// With those whom no file brings back, and those who go on under another record. While an import runs nobody is
    /// forgotten or merged, so it is read once.
    pub(crate) fn read(world: &World, by: By) -> Result<Self, Fault> {
        Ok(Self {
            gone: Gone::read(world, by)?,
            aliases: Arc::new(Aliases::read(world)?),
            ..Self::default()
        })
    }

    /// Whom an earlier row with two of the same things was about.
    pub(super) fn meant(&self, keys: &[[u8; 16]]) -> Option<Meant> {
        keys.iter().find_map(|key| self.meant.get(key)).copied()
    }

    /// Keeps whom a row with these two things is about; the first one stays.
    pub(super) fn keep(&mut self, keys: &[[u8; 16]], meant: Meant) {
        for key in keys {
            self.meant.entry(*key).or_insert(meant);
        }
    }

    /// Whether no row of whomever this leads to was turned back before.
    pub(super) fn is_first_turned(&mut self, whom: &[[u8; 16]]) -> bool {
        let is_first = !whom.iter().any(|key| self.turned.contains(key));
        self.turned.extend(whom);
        is_first
    }

    /// A random id for a new member. Ids are drawn many at once and given out in the order of the tables' keys, so that
    /// members who stand together in a file are written together: else each of them costs a page of its own.
    pub(super) fn new_id(&mut self) -> Result<[u8; 16], Fault> {
        if self.ids.is_empty() {
            self.drawn = (self.drawn * 2).clamp(IDS_MIN, IDS_MAX);
            self.ids = (0..self.drawn)
                .map(|_| random_id())
                .collect::<Result<_, _>>()?;
            self.ids
                .sort_by_cached_key(|id| std::cmp::Reverse((bucket_of(id), *id)));
        }
        self.ids.pop().ok_or(Fault::Conflict)
    }
}
