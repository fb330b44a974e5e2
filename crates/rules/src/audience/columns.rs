//! The members of a contest as they were when they were fixed: a few codes each, in memory, and counted by one pass.
//!
//! Nine bytes a member, without an id. A count looks at no more columns than fields were chosen, in blocks that a processor
//! adds up many at a time.

use std::collections::BTreeMap;
use std::ops::Range;

use super::levels::{Levels, Line, UnknownLevel};
use super::{AgeGroup, Audience, Choice, Field, Joined, Level};
use crate::branches::{Placed, Tree};
use crate::counts::{Cell, Noise, Safe};
use crate::ids::{BranchId, MemberId};
use crate::person::AgeBand;

/// How many members are looked at in one block.
const BLOCK: usize = 4_096;
/// The code of a branch that the tree doesn't hold.
const NOWHERE: u16 = 0;
/// The most kinds of membership that are told apart.
const KINDS_MAX: u8 = 200;

/// What a member is in the columns.
#[derive(Debug, Clone, Copy)]
pub struct MemberCodes {
    /// The branch in which they stand.
    pub branch: Option<BranchId>,
    /// Their age then.
    pub age: AgeBand,
    /// When they joined.
    pub joined: Joined,
}

/// What counting an audience gives.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Count {
    /// About so many.
    About(Safe),
    /// Too few to be an audience; or so few stand beside them that these could be told from the published tables.
    TooFew,
}

/// Columns that are being filled.
pub struct NewColumns {
    noise: Noise,
    nodes: Vec<(BranchId, String, usize)>,
    codes: BTreeMap<BranchId, u16>,
    kinds: BTreeMap<String, u8>,
    branch: Vec<u16>,
    kind: Vec<u8>,
    age: Vec<u8>,
    joined: Vec<u8>,
    keys: Vec<u32>,
}

impl NewColumns {
    /// Empty columns over this tree.
    pub fn new(noise: Noise, tree: &Tree) -> Self {
        let nodes: Vec<(BranchId, String, usize)> = tree
            .in_order()
            .into_iter()
            .map(|Placed { branch, depth }| (branch.id, branch.name.clone(), depth))
            .collect();
        let codes = nodes.iter().zip(1..).map(|((id, ..), code)| (*id, code));
        let codes = codes.collect();
        Self {
            noise,
            nodes,
            codes,
            kinds: BTreeMap::new(),
            branch: Vec::new(),
            kind: Vec::new(),
            age: Vec::new(),
            joined: Vec::new(),
            keys: Vec::new(),
        }
    }

    /// Adds a member. Whoever is under age is left out: nobody rings them.
    pub fn add(&mut self, member: &MemberId, kind: &str, codes: MemberCodes) {
        if codes.age == AgeBand::Under18 {
            return;
        }
        let branch = codes.branch.and_then(|id| self.codes.get(&id)).copied();
        let kind = self.code_of(kind);
        self.branch.push(branch.unwrap_or(NOWHERE));
        self.kind.push(kind);
        self.age.push(codes.age.code());
        self.joined.push(codes.joined.code());
        self.keys.push(self.noise.record_key(member));
    }

    fn code_of(&mut self, kind: &str) -> u8 {
        if let Some(code) = self.kinds.get(kind) {
            return *code;
        }
        let code = u8::try_from(self.kinds.len()).unwrap_or(KINDS_MAX);
        if code >= KINDS_MAX {
            return KINDS_MAX;
        }
        self.kinds.insert(kind.to_owned(), code);
        code
    }

    /// How many were added.
    pub fn len(&self) -> usize {
        self.keys.len()
    }

    /// Whether nobody was added.
    pub fn is_empty(&self) -> bool {
        self.keys.is_empty()
    }

    /// Works out the levels and the published tables: from now on nothing changes.
    pub fn finish(mut self) -> Columns {
        self.branch.shrink_to_fit();
        self.kind.shrink_to_fit();
        self.age.shrink_to_fit();
        self.joined.shrink_to_fit();
        self.keys.shrink_to_fit();
        let mut columns = Columns {
            noise: self.noise,
            codes: self.codes,
            kinds: self.kinds,
            branch: self.branch,
            kind: self.kind,
            age: self.age,
            joined: self.joined,
            keys: self.keys,
            levels: Levels::default(),
        };
        columns.levels = Levels::of(&columns, &self.nodes);
        columns
    }
}

/// The fixed members of a contest, and every number about them that a campaign may see.
pub struct Columns {
    noise: Noise,
    codes: BTreeMap<BranchId, u16>,
    kinds: BTreeMap<String, u8>,
    branch: Vec<u16>,
    kind: Vec<u8>,
    age: Vec<u8>,
    joined: Vec<u8>,
    keys: Vec<u32>,
    levels: Levels,
}

impl Columns {
    /// The levels of a field, the same for every campaign; a branch stands before those under it.
    pub fn levels(&self, field: Field) -> &[Level] {
        self.levels.of_field(field)
    }

    /// The published tables, line by line: every level by itself, and every two levels of two fields.
    pub fn published(&self) -> impl Iterator<Item = Line<'_>> {
        self.levels.published()
    }

    /// How many an audience has, about.
    ///
    /// # Errors
    /// [`UnknownLevel`] where a choice is none of the levels of this contest.
    pub fn count(&self, audience: &Audience) -> Result<Count, UnknownLevel> {
        let ranges = self.ranges(audience)?;
        if let Some(published) = self.levels.lookup(audience) {
            return Ok(published);
        }
        let told = self.noise.audience(self.cell(&ranges));
        Ok(told.map_or(Count::TooFew, Count::About))
    }

    /// Whether a member is in an audience; whoever is under age is in none.
    pub fn is_in(&self, audience: &Audience, kind: &str, codes: MemberCodes) -> bool {
        let branch = codes.branch.and_then(|id| self.codes.get(&id)).copied();
        let kind = self.kinds.get(kind).copied().unwrap_or(KINDS_MAX);
        let Ok(ranges) = self.ranges(audience) else {
            return false;
        };
        codes.age != AgeBand::Under18
            && ranges.iter().all(|(field, range)| {
                range.contains(&match field {
                    Field::Branch => branch.unwrap_or(NOWHERE),
                    Field::Kind => u16::from(kind),
                    Field::Age => u16::from(codes.age.code()),
                    Field::Joined => u16::from(codes.joined.code()),
                })
            })
    }

    /// How much memory the columns take, in bytes, without the tables.
    pub fn bytes(&self) -> usize {
        self.keys.capacity() * 4
            + self.branch.capacity() * 2
            + self.kind.capacity()
            + self.age.capacity()
            + self.joined.capacity()
    }

    /// How many members there are, exactly: for the store's own figures, never for a campaign.
    pub fn len(&self) -> usize {
        self.keys.len()
    }

    /// Whether there is nobody.
    pub fn is_empty(&self) -> bool {
        self.keys.is_empty()
    }

    pub(super) fn noise(&self) -> &Noise {
        &self.noise
    }

    pub(super) fn kinds(&self) -> &BTreeMap<String, u8> {
        &self.kinds
    }

    fn ranges(&self, audience: &Audience) -> Result<Vec<(Field, Range<u16>)>, UnknownLevel> {
        let range = |choice: &Choice| {
            let level = self.levels.find(choice).ok_or(UnknownLevel)?;
            Ok((choice.field(), level.codes.clone()))
        };
        audience.choices().iter().map(range).collect()
    }

    /// Everybody whose codes are within these ranges.
    fn cell(&self, ranges: &[(Field, Range<u16>)]) -> Cell {
        let (mut members, mut sum) = (0_u64, 0_u32);
        let mut mask = [0_u8; BLOCK];
        for (keys, at) in self.keys.chunks(BLOCK).zip((0_usize..).step_by(BLOCK)) {
            let Some(mask) = mask.get_mut(..keys.len()) else {
                continue;
            };
            mask.fill(1);
            for (field, range) in ranges {
                self.keep(mask, at, *field, range);
            }
            let (mut in_block, mut keys_in) = (0_u32, 0_u32);
            for (key, is_in) in keys.iter().zip(mask.iter()) {
                in_block += u32::from(*is_in);
                keys_in = keys_in.wrapping_add(key & 0_u32.wrapping_sub(u32::from(*is_in)));
            }
            members += u64::from(in_block);
            sum = sum.wrapping_add(keys_in);
        }
        Cell::of(members, sum)
    }

    /// Takes out of a block whoever is not within a range of one column.
    fn keep(&self, mask: &mut [u8], at: usize, field: Field, range: &Range<u16>) {
        let (first, len) = (range.start, range.end.saturating_sub(range.start));
        let narrow = match field {
            Field::Branch => {
                let codes = self.branch.get(at..).unwrap_or_default();
                for (is_in, code) in mask.iter_mut().zip(codes) {
                    *is_in &= u8::from(code.wrapping_sub(first) < len);
                }
                return;
            }
            Field::Kind => &self.kind,
            Field::Age => &self.age,
            Field::Joined => &self.joined,
        };
        let first = u8::try_from(first).unwrap_or(u8::MAX);
        let len = u8::try_from(len).unwrap_or(u8::MAX);
        for (is_in, code) in mask.iter_mut().zip(narrow.get(at..).unwrap_or_default()) {
            *is_in &= u8::from(code.wrapping_sub(first) < len);
        }
    }

    /// Whoever has each pair of codes of two fields, `width` codes of the second for each of the first.
    pub(super) fn pairs(&self, one: Field, two: Field, width: usize, cells: &mut [Cell]) {
        for (at, key) in self.keys.iter().enumerate() {
            let place = self.code(one, at) * width + self.code(two, at);
            if let Some(cell) = cells.get_mut(place) {
                *cell = cell.and(Cell::of(1, *key));
            }
        }
    }

    fn code(&self, field: Field, at: usize) -> usize {
        match field {
            Field::Branch => self.branch.get(at).map_or(0, |code| usize::from(*code)),
            Field::Kind => self.kind.get(at).map_or(0, |code| usize::from(*code)),
            Field::Age => self.age.get(at).map_or(0, |code| usize::from(*code)),
            Field::Joined => self.joined.get(at).map_or(0, |code| usize::from(*code)),
        }
    }

    /// How many codes a field has.
    pub(super) fn width(&self, field: Field) -> usize {
        match field {
            Field::Branch => self.codes.len() + 1,
            Field::Kind => usize::from(KINDS_MAX).min(self.kinds.len()) + 1,
            Field::Age => AgeBand::ALL.len(),
            Field::Joined => Joined::ALL.len(),
        }
    }
}

/// The codes of a group of ages.
pub(super) fn ages(group: AgeGroup) -> Range<u16> {
    let (first, len) = group.codes();
    first..first + len
}
