//! Filling the columns, member by member; then nothing changes in them any more.

use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap};

use super::columns::{CodedRow, Codes, Columns, KINDS_MAX, MemberCodes, NOWHERE, Names};
use super::levels::Levels;
use super::tables::Raw;
use super::tags::Sets;
use crate::branches::{Placed, Tree};
use crate::counts::Noise;
use crate::ids::{BranchId, MemberId};
use crate::person::{AgeBand, Tag};

/// The most areas that are told apart: those with most members. Whoever lives in another counts as of no area.
pub const AREAS_MAX: usize = 1_000;

/// Columns that are being filled.
pub struct NewColumns {
    names: Names,
    nodes: Vec<(BranchId, String, usize)>,
    rows: HashMap<Codes, (u32, u32)>,
}

impl NewColumns {
    /// Empty columns over this tree, with no tag.
    pub fn new(noise: Noise, tree: &Tree) -> Self {
        let nodes: Vec<(BranchId, String, usize)> = tree
            .in_order()
            .into_iter()
            .map(|Placed { branch, depth }| (branch.id, branch.name.clone(), depth))
            .collect();
        let codes = nodes.iter().zip(1..).map(|((id, ..), code)| (*id, code));
        let branches = codes.collect();
        Self {
            names: Names {
                noise,
                branches,
                kinds: BTreeMap::new(),
                areas: BTreeMap::new(),
                sets: Sets::new(Vec::new()),
                len: 0,
            },
            nodes,
            rows: HashMap::new(),
        }
    }

    /// The same with these tags to choose by: at most [`super::OFFERED_MAX`], the rest are left out. To be said before anybody is
    /// added.
    #[must_use]
    pub fn offering(mut self, tags: Vec<Tag>) -> Self {
        self.names.sets = Sets::new(tags);
        self
    }

    /// Adds a member. Whoever is under age is left out: nobody rings them.
    pub fn add(&mut self, member: &MemberId, kind: &str, codes: MemberCodes<'_>) {
        if codes.age == AgeBand::Under18 {
            return;
        }
        let names = &mut self.names;
        let kinds = names.kinds.len();
        if !names.kinds.contains_key(kind)
            && let Some(code) = u8::try_from(kinds).ok().filter(|code| *code < KINDS_MAX)
        {
            names.kinds.insert(kind.to_owned(), code);
        }
        if !codes.area.is_empty()
            && !names.areas.contains_key(codes.area)
            && let Ok(code) = u16::try_from(names.areas.len() + 1)
        {
            names.areas.insert(codes.area.to_owned(), code);
        }
        let codes = names.codes(kind, codes);
        names.sets.know(codes.tags);
        let (members, keys) = self.rows.entry(codes).or_default();
        *members = members.saturating_add(1);
        *keys = keys.wrapping_add(names.noise.record_key(member));
        names.len += 1;
    }

    /// How many were added.
    pub fn len(&self) -> usize {
        self.names.len
    }

    /// Whether nobody was added.
    pub fn is_empty(&self) -> bool {
        self.names.len == 0
    }

    /// Keeps the areas with most members apart, those of one size in the order of the alphabet: in whatever order members came.
    fn keep_largest_areas(&mut self) {
        if self.names.areas.len() <= AREAS_MAX {
            return;
        }
        let mut sizes: HashMap<u16, u64> = HashMap::new();
        for (codes, (members, _)) in &self.rows {
            *sizes.entry(codes.area).or_default() += u64::from(*members);
        }
        let areas = std::mem::take(&mut self.names.areas).into_iter();
        let size = |code: u16| sizes.get(&code).copied().unwrap_or(0);
        let mut sorted: Vec<(String, u16)> = areas.collect();
        sorted.sort_by_key(|(_, code)| Reverse(size(*code)));
        sorted.truncate(AREAS_MAX);
        let new = (1_u16..).zip(&sorted);
        let codes: HashMap<u16, u16> = new.map(|(new, (_, code))| (*code, new)).collect();
        for (row, (members, keys)) in std::mem::take(&mut self.rows) {
            let row = Codes {
                area: codes.get(&row.area).copied().unwrap_or(NOWHERE),
                ..row
            };
            let (all, sum) = self.rows.entry(row).or_default();
            *all = all.saturating_add(members);
            *sum = sum.wrapping_add(keys);
        }
        let named = sorted.into_iter().zip(1..);
        self.names.areas = named.map(|((area, _), code)| (area, code)).collect();
    }

    /// Works out the levels and the published tables: from now on nothing changes.
    pub fn finish(mut self) -> Columns {
        self.keep_largest_areas();
        let mut rows: Vec<CodedRow> = self.rows.into_iter().collect();
        rows.sort_unstable_by_key(|(codes, _)| *codes);
        let mut columns = Columns::bare(self.names, &rows);
        drop(rows);
        columns.levels = Levels::of(&columns, &self.nodes);
        columns.leave_out();
        columns.raw = Raw::all(&columns);
        columns.tell_levels();
        columns
    }
}

impl Names {
    /// A member's codes. A kind or an area that wasn't known when the columns were filled has that of all others.
    pub(super) fn codes(&self, kind: &str, codes: MemberCodes<'_>) -> Codes {
        let branch = codes.branch.and_then(|id| self.branches.get(&id)).copied();
        Codes {
            branch: branch.unwrap_or(NOWHERE),
            kind: self.kinds.get(kind).copied().unwrap_or(KINDS_MAX),
            age: codes.age.code(),
            joined: codes.joined.code(),
            area: self.areas.get(codes.area).copied().unwrap_or(NOWHERE),
            tags: self.sets.bits(codes.tags),
        }
    }
}
