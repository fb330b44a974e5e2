//! The members of a contest as they were when they were fixed: in memory, by their codes, and counted by one pass.
//!
//! Members with the same codes are one row of thirteen bytes: how many they are and the sum of their record keys. So there is
//! nobody's id in memory, and how long a count takes hangs on how many combinations there are, not on how many members. A count
//! looks at no more columns than fields were chosen, in blocks that a processor adds up many at a time.

use std::collections::{BTreeMap, HashMap};
use std::ops::Range;

use super::judged::{Kept, Raw};
use super::levels::{Level, Levels, Siblings, UnknownLevel};
use super::{AgeGroup, Audience, Choice, Field, Joined};
use crate::branches::{Placed, Tree};
use crate::counts::{Cell, Noise, Safe, safe};
use crate::ids::{BranchId, MemberId};
use crate::person::AgeBand;

/// How many rows are looked at in one block.
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
    /// Too few to be an audience; or nearly the same people as a larger group, so that the few between would be told.
    Withheld,
}

/// Columns that are being filled.
pub struct NewColumns {
    noise: Noise,
    nodes: Vec<(BranchId, String, usize)>,
    codes: BTreeMap<BranchId, u16>,
    kinds: BTreeMap<String, u8>,
    rows: HashMap<(u16, u8, u8, u8), (u32, u32)>,
    len: usize,
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
            rows: HashMap::new(),
            len: 0,
        }
    }

    /// Adds a member. Whoever is under age is left out: nobody rings them.
    pub fn add(&mut self, member: &MemberId, kind: &str, codes: MemberCodes) {
        if codes.age == AgeBand::Under18 {
            return;
        }
        let branch = codes.branch.and_then(|id| self.codes.get(&id)).copied();
        let kind = self.code_of(kind);
        let branch = branch.unwrap_or(NOWHERE);
        let codes = (branch, kind, codes.age.code(), codes.joined.code());
        let (members, keys) = self.rows.entry(codes).or_default();
        *members = members.saturating_add(1);
        *keys = keys.wrapping_add(self.noise.record_key(member));
        self.len += 1;
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
        self.len
    }

    /// Whether nobody was added.
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// Works out the levels and the published tables: from now on nothing changes.
    pub fn finish(self) -> Columns {
        let mut rows: Vec<_> = self.rows.into_iter().collect();
        rows.sort_unstable_by_key(|(codes, _)| *codes);
        let mut columns = Columns {
            noise: self.noise,
            codes: self.codes,
            kinds: self.kinds,
            len: self.len,
            branch: rows.iter().map(|((branch, ..), _)| *branch).collect(),
            kind: rows.iter().map(|((_, kind, ..), _)| *kind).collect(),
            age: rows.iter().map(|((_, _, age, _), _)| *age).collect(),
            joined: rows.iter().map(|((.., joined), _)| *joined).collect(),
            members: rows.iter().map(|(_, (members, _))| *members).collect(),
            keys: rows.iter().map(|(_, (_, keys))| *keys).collect(),
            levels: Levels::default(),
            raw: Vec::new(),
            kept: Kept::default(),
        };
        columns.levels = Levels::of(&columns, &self.nodes);
        columns.leave_out();
        columns.raw = Raw::all(&columns);
        columns.tell_levels();
        columns
    }
}

/// The fixed members of a contest, and every number about them that a campaign may see.
pub struct Columns {
    noise: Noise,
    codes: BTreeMap<BranchId, u16>,
    kinds: BTreeMap<String, u8>,
    len: usize,
    branch: Vec<u16>,
    kind: Vec<u8>,
    age: Vec<u8>,
    joined: Vec<u8>,
    members: Vec<u32>,
    keys: Vec<u32>,
    levels: Levels,
    pub(super) raw: Vec<Raw>,
    pub(super) kept: Kept,
}

impl Columns {
    /// The levels of a field, the same for every campaign; a branch stands before those under it.
    pub fn levels(&self, field: Field) -> &[Level] {
        self.levels.of_field(field)
    }

    /// Everybody within these ranges, by their code of another field.
    pub(super) fn by_code(&self, ranges: &[(Field, Range<u16>)], field: Field) -> Vec<Cell> {
        let mut cells = vec![Cell::EMPTY; self.width(field)];
        let mut mask = [0_u8; BLOCK];
        for at in (0..self.keys.len()).step_by(BLOCK) {
            let mask = self.masked(&mut mask, at, ranges);
            for (row, is_in) in (at..).zip(mask) {
                if *is_in == 1
                    && let Some(cell) = cells.get_mut(self.code(field, row))
                {
                    *cell = cell.and(self.row(row));
                }
            }
        }
        cells
    }

    pub(super) fn level_siblings(&self, choice: &Choice) -> Option<Siblings<'_>> {
        self.levels.siblings(choice)
    }

    /// Takes out the few who are beside all levels of what they stand in.
    fn leave_out(&mut self) {
        let is_out = |at: usize| {
            let mut fields = Field::ALL.into_iter();
            fields.any(|field| self.is_left_out(field, self.code(field, at)))
        };
        let rows = 0..self.keys.len();
        let stays: Vec<bool> = rows.map(|at| !is_out(at)).collect();
        retain(&mut self.branch, &stays);
        retain(&mut self.kind, &stays);
        retain(&mut self.age, &stays);
        retain(&mut self.joined, &stays);
        retain(&mut self.members, &stays);
        retain(&mut self.keys, &stays);
    }

    fn is_left_out(&self, field: Field, code: usize) -> bool {
        let levels = self.levels.0.get(field.place());
        let code = u16::try_from(code).unwrap_or(u16::MAX);
        levels.is_some_and(|levels| levels.left_out.binary_search(&code).is_ok())
    }

    fn tell_levels(&mut self) {
        for field in Field::ALL {
            let one = |level: &Level| {
                let audience = Audience::of([level.choice.clone()]).ok()?;
                self.judged(&audience)
            };
            let told: Vec<Option<Safe>> = self.levels(field).iter().map(one).collect();
            let levels = self.levels.0.get_mut(field.place());
            let levels = levels.into_iter().flat_map(|field| &mut field.levels);
            for (level, told) in levels.zip(told) {
                level.count = told.unwrap_or(safe(0));
            }
        }
    }

    /// Whether a member is in an audience; whoever is under age is in none, and nobody of the few who are left out.
    pub fn is_in(&self, audience: &Audience, kind: &str, codes: MemberCodes) -> bool {
        let own = self.codes_of(kind, codes);
        let Ok(ranges) = self.ranges(audience) else {
            return false;
        };
        let is_within = |field: Field, range: &Range<u16>| {
            let code = own.get(field.place()).copied();
            code.is_some_and(|code| u16::try_from(code).is_ok_and(|code| range.contains(&code)))
        };
        let mut by_field = Field::ALL.into_iter().zip(own);
        codes.age != AgeBand::Under18
            && !by_field.any(|(field, code)| self.is_left_out(field, code))
            && ranges.iter().all(|(field, range)| is_within(*field, range))
    }

    /// A member's codes, in the order of [`Field::ALL`].
    pub(super) fn codes_of(&self, kind: &str, codes: MemberCodes) -> [usize; 4] {
        let branch = codes.branch.and_then(|id| self.codes.get(&id)).copied();
        let kind = self.kinds.get(kind).copied().unwrap_or(KINDS_MAX);
        [
            usize::from(branch.unwrap_or(NOWHERE)),
            usize::from(kind),
            usize::from(codes.age.code()),
            usize::from(codes.joined.code()),
        ]
    }

    pub(super) fn levels_under(
        &self,
        field: Field,
        whole: Option<&Choice>,
    ) -> Option<(Vec<&Level>, bool)> {
        self.levels.under(field, whole)
    }

    /// How much memory the columns take, in bytes, without the tables.
    pub fn bytes(&self) -> usize {
        self.keys.capacity() * 4
            + self.members.capacity() * 4
            + self.branch.capacity() * 2
            + self.kind.capacity()
            + self.age.capacity()
            + self.joined.capacity()
    }

    /// How many members there are, exactly: for the store's own figures, never for a campaign.
    pub fn len(&self) -> usize {
        self.len
    }

    /// Whether there is nobody.
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    pub(super) fn noise(&self) -> &Noise {
        &self.noise
    }

    pub(super) fn kinds(&self) -> &BTreeMap<String, u8> {
        &self.kinds
    }

    pub(super) fn ranges(
        &self,
        audience: &Audience,
    ) -> Result<Vec<(Field, Range<u16>)>, UnknownLevel> {
        let range = |choice: &Choice| {
            let level = self.levels.find(choice).ok_or(UnknownLevel)?;
            Ok((choice.field(), level.codes.clone()))
        };
        audience.choices().iter().map(range).collect()
    }

    /// Marks with 1 who of the block that begins at `at` is within all ranges.
    fn masked<'m>(
        &self,
        mask: &'m mut [u8; BLOCK],
        at: usize,
        ranges: &[(Field, Range<u16>)],
    ) -> &'m [u8] {
        let len = self.keys.len().saturating_sub(at).min(BLOCK);
        let Some(mask) = mask.get_mut(..len) else {
            return &[];
        };
        mask.fill(1);
        for (field, range) in ranges {
            self.keep(mask, at, *field, range);
        }
        mask
    }

    fn row(&self, at: usize) -> Cell {
        let many = self.members.get(at).copied().unwrap_or(0);
        Cell::of(u64::from(many), self.keys.get(at).copied().unwrap_or(0))
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
        for at in 0..self.keys.len() {
            let place = self.code(one, at) * width + self.code(two, at);
            if let Some(cell) = cells.get_mut(place) {
                *cell = cell.and(self.row(at));
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

fn retain<T>(column: &mut Vec<T>, stays: &[bool]) {
    let mut stays = stays.iter();
    column.retain(|_| stays.next() == Some(&true));
    column.shrink_to_fit();
}
