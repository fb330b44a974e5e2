//! The members of a contest as they were when they were fixed: in memory, by their codes, and counted by one pass.
//!
//! Members with the same codes are one row of nineteen bytes: how many they are and the sum of their record keys. So there is
//! nobody's id in memory, and how long a count takes hangs on how many combinations there are, not on how many members. A count
//! looks at no more columns than fields were chosen, sixty-four rows at a time ([`super::marks`]); the rows lie in the order of branches,
//! so that a count within a branch looks at no others.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use super::judged::Kept;
use super::levels::{Level, Levels, Siblings, UnknownLevel};
use super::marks::{Bits, LevelCodes, Marked, bits_of, tags_of};
use super::tables::{Raw, Tables};
use super::tags::Sets;
use super::{AgeGroup, Audience, Choice, Field, Joined};
use crate::counts::{Cell, Noise, Safe, safe};
use crate::ids::BranchId;
use crate::person::AgeBand;

/// The code of a branch that the tree doesn't hold, and of an area that isn't said.
pub(super) const NOWHERE: u16 = 0;
/// The most kinds of membership that are told apart.
pub(super) const KINDS_MAX: u8 = 200;

/// What a member is in the columns.
#[derive(Debug, Clone, Copy)]
pub struct MemberCodes<'m> {
    /// The branch in which they stand.
    pub branch: Option<BranchId>,
    /// Their age then.
    pub age: AgeBand,
    /// When they joined.
    pub joined: Joined,
    /// Their area as it lies in the roll; empty where none is said.
    pub area: &'m str,
    /// Their tags as they lie in the roll, parted by `; `. Those that nobody offers are passed over.
    pub tags: &'m str,
}

impl MemberCodes<'_> {
    /// Nothing is known of them.
    pub const UNKNOWN: Self = Self {
        branch: None,
        age: AgeBand::Unknown,
        joined: Joined::Unknown,
        area: "",
        tags: "",
    };
}

/// What counting an audience gives.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Count {
    /// About so many.
    About(Safe),
    /// Too few to be an audience; or nearly the same people as a larger group, so that the few between would be told.
    Withheld,
}

/// A row's codes, in the order by which rows lie.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Codes {
    pub(super) branch: u16,
    pub(super) kind: u8,
    pub(super) age: u8,
    pub(super) joined: u8,
    pub(super) area: u16,
    /// A bit for each tag offered.
    pub(super) tags: u16,
}

/// What all columns of a contest have in common.
pub(super) struct Names {
    pub(super) noise: Noise,
    pub(super) branches: BTreeMap<BranchId, u16>,
    pub(super) kinds: BTreeMap<String, u8>,
    pub(super) areas: BTreeMap<String, u16>,
    pub(super) sets: Sets,
    pub(super) len: usize,
}

/// The fixed members of a contest, and every number about them that a campaign may see.
pub struct Columns {
    pub(super) names: Names,
    branch: Vec<u16>,
    kind: Vec<u8>,
    age: Vec<u8>,
    joined: Vec<u8>,
    area: Vec<u16>,
    /// The place of each row's set of tags.
    sets: Vec<u16>,
    /// For each tag offered a bit for each row.
    tags: Vec<Arc<[u64]>>,
    /// How many each row is, and the sum of their record keys.
    counted: Vec<Packed>,
    bits: Bits,
    pub(super) levels: Levels,
    pub(super) raw: Vec<Raw>,
    pub(super) tables: Tables,
    pub(super) kept: Kept,
}

/// Members of a row or of several: below how many they are, above the sum of their record keys, whose overflow is dropped. So one addition
/// adds both: there are fewer than 2³² members, and nothing is carried from them into the keys.
#[derive(Clone, Copy, Default)]
struct Packed(u64);

impl Packed {
    fn of((members, keys): (u32, u32)) -> Self {
        Self(u64::from(keys) << 32 | u64::from(members))
    }

    const fn and(self, other: Self) -> Self {
        Self(self.0.wrapping_add(other.0))
    }

    fn cell(self) -> Cell {
        let keys = u32::try_from(self.0 >> 32).unwrap_or(0);
        Cell::of(self.0 & u64::from(u32::MAX), keys)
    }
}

/// One row: its codes, how many they are, and the sum of their record keys.
pub(super) type CodedRow = (Codes, (u32, u32));

impl Columns {
    /// Rows in the order of their codes, without levels and tables.
    pub(super) fn bare(names: Names, rows: &[CodedRow]) -> Self {
        let each = rows.iter();
        let tags = each.clone().map(|(codes, _)| codes.tags);
        let sets = tags.clone().map(|bits| narrow(names.sets.place(bits)));
        Self {
            sets: sets.collect(),
            tags: tags_of(tags, names.sets.offered()),
            names,
            branch: each.clone().map(|(codes, _)| codes.branch).collect(),
            kind: each.clone().map(|(codes, _)| codes.kind).collect(),
            age: each.clone().map(|(codes, _)| codes.age).collect(),
            joined: each.clone().map(|(codes, _)| codes.joined).collect(),
            area: each.clone().map(|(codes, _)| codes.area).collect(),
            counted: each.map(|(_, counted)| Packed::of(*counted)).collect(),
            bits: Bits::default(),
            levels: Levels::default(),
            raw: Vec::new(),
            tables: Tables::default(),
            kept: Kept::default(),
        }
    }

    /// The levels of a field, the same for every campaign; a branch stands before those under it.
    pub fn levels(&self, field: Field) -> &[Level] {
        self.levels.of_field(field)
    }

    /// Whether there were branches when these members were counted. It is known of the tree, not of anybody.
    pub fn has_branches(&self) -> bool {
        !self.names.branches.is_empty()
    }

    /// Everybody within these ranges, by their code of another field.
    pub(super) fn by_code(&self, ranges: &[LevelCodes], field: Field) -> Vec<Cell> {
        let rows = self.rows(ranges);
        let mut sums = vec![Packed::default(); self.width(field)];
        match field {
            Field::Branch => self.tally(&rows, &self.branch, &mut sums),
            Field::Area => self.tally(&rows, &self.area, &mut sums),
            Field::Tag => self.tally(&rows, &self.sets, &mut sums),
            Field::Kind => self.tally(&rows, &self.kind, &mut sums),
            Field::Age => self.tally(&rows, &self.age, &mut sums),
            Field::Joined => self.tally(&rows, &self.joined, &mut sums),
            Field::Spoken => {}
        }
        sums.into_iter().map(Packed::cell).collect()
    }

    /// Whoever is within these ranges.
    fn rows(&self, ranges: &[LevelCodes]) -> Marked {
        let levels = ranges.iter().filter(|(field, _)| *field != Field::Branch);
        let bits = levels.map(|level| self.bits.of(self, level));
        Marked::new(self.rows_within(ranges), bits.collect())
    }

    /// Adds each of these rows to the sums of its code in this column: how many they are, and their keys. There may be thousands of codes,
    /// so that what is summed up has to lie close together.
    fn tally<C: Copy + Into<usize>>(&self, rows: &Marked, codes: &[C], sums: &mut [Packed]) {
        rows.each(|row| {
            if let (Some(code), Some(counted)) = (codes.get(row), self.counted.get(row))
                && let Some(sum) = sums.get_mut((*code).into())
            {
                *sum = sum.and(*counted);
            }
        });
    }

    /// A bit for each row: whether it is in a level of a field but a tag.
    pub(super) fn bits(&self, (field, codes): &LevelCodes) -> Vec<u64> {
        let (first, len) = (codes.start, codes.end.saturating_sub(codes.start));
        let is_in = |code: u16| code.wrapping_sub(first) < len;
        let first = u8::try_from(first).unwrap_or(u8::MAX);
        let len = u8::try_from(len).unwrap_or(u8::MAX);
        let is_in_narrow = |code: u8| code.wrapping_sub(first) < len;
        match field {
            Field::Branch => bits_of(&self.branch, is_in),
            Field::Area => bits_of(&self.area, is_in),
            Field::Kind => bits_of(&self.kind, is_in_narrow),
            Field::Age => bits_of(&self.age, is_in_narrow),
            Field::Joined => bits_of(&self.joined, is_in_narrow),
            // What came of calls is in no column: nobody is found by it here.
            Field::Tag | Field::Spoken => Vec::new(),
        }
    }

    /// A bit for each row: whether it has a tag.
    pub(super) fn with_tag(&self, tag: u16) -> Arc<[u64]> {
        self.tags
            .get(usize::from(tag))
            .map_or_else(Arc::default, Arc::clone)
    }

    /// The rows that a range of branches leaves: they lie in its order.
    fn rows_within(&self, ranges: &[LevelCodes]) -> Range<usize> {
        let branch = ranges.iter().find(|(field, _)| *field == Field::Branch);
        let Some((_, codes)) = branch else {
            return 0..self.counted.len();
        };
        let first = self.branch.partition_point(|code| *code < codes.start);
        first..self.branch.partition_point(|code| *code < codes.end)
    }

    pub(super) fn level_siblings(&self, choice: &Choice) -> Option<Siblings<'_>> {
        self.levels.siblings(choice)
    }

    /// Those of a level, out of everybody by their code of its field. A level of tags is whoever has it, whatever else they have.
    pub(super) fn sum(&self, field: Field, cells: &[Cell], codes: &Range<u16>) -> Cell {
        match field {
            Field::Tag => self.names.sets.with(cells, codes.start),
            _ => super::levels::sum(cells, codes),
        }
    }

    /// Takes out the few who are beside all levels of what they stand in.
    pub(super) fn leave_out(&mut self) {
        let is_out = |at: usize| {
            let mut fields = Field::ALL.into_iter();
            fields.any(|field| self.is_left_out(field, self.code(field, at)))
        };
        let rows = 0..self.counted.len();
        let stays: Vec<bool> = rows.map(|at| !is_out(at)).collect();
        retain(&mut self.branch, &stays);
        retain(&mut self.kind, &stays);
        retain(&mut self.age, &stays);
        retain(&mut self.joined, &stays);
        retain(&mut self.area, &stays);
        retain(&mut self.sets, &stays);
        retain(&mut self.counted, &stays);
        let sets = &self.names.sets;
        let tags = self.sets.iter().map(|place| sets.at(usize::from(*place)));
        self.tags = tags_of(tags, sets.offered());
        self.bits = Bits::default();
    }

    pub(super) fn is_left_out(&self, field: Field, code: usize) -> bool {
        let levels = self.levels.0.get(field.place());
        let code = u16::try_from(code).unwrap_or(u16::MAX);
        levels.is_some_and(|levels| levels.left_out.binary_search(&code).is_ok())
    }

    pub(super) fn tell_levels(&mut self) {
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

    /// Whether a member is in an audience; whoever is under age is in none, and nobody of the few who are left out. What came of calls
    /// isn't known here: an audience that asks for it has nobody.
    pub fn is_in(&self, audience: &Audience, kind: &str, codes: MemberCodes<'_>) -> bool {
        let own = self.codes_of(kind, codes);
        let Ok(ranges) = self.ranges(audience) else {
            return false;
        };
        let is_within = |field: Field, range: &Range<u16>| {
            let code = own.get(field.place()).copied().unwrap_or(usize::MAX);
            match field {
                Field::Tag => self.names.sets.has(code, range.start),
                _ => u16::try_from(code).is_ok_and(|code| range.contains(&code)),
            }
        };
        let mut by_field = Field::ALL.into_iter().zip(own);
        codes.age != AgeBand::Under18
            && !by_field.any(|(field, code)| self.is_left_out(field, code))
            && ranges.iter().all(|(field, range)| is_within(*field, range))
    }

    /// A member's codes, in the order of [`Field::ALL`].
    pub(super) fn codes_of(&self, kind: &str, codes: MemberCodes<'_>) -> [usize; 6] {
        let codes = self.names.codes(kind, codes);
        [
            usize::from(codes.branch),
            usize::from(codes.kind),
            usize::from(codes.age),
            usize::from(codes.joined),
            usize::from(codes.area),
            self.names.sets.place(codes.tags),
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
        self.counted.capacity() * 8
            + (self.branch.capacity() + self.area.capacity() + self.sets.capacity()) * 2
            + self.tags.iter().map(|tag| tag.len()).sum::<usize>() * 8
            + self.kind.capacity()
            + self.age.capacity()
            + self.joined.capacity()
    }

    /// How many members there are, exactly: for the store's own figures, never for a campaign.
    pub fn len(&self) -> usize {
        self.names.len
    }

    /// Whether there is nobody.
    pub fn is_empty(&self) -> bool {
        self.names.len == 0
    }

    pub(super) fn noise(&self) -> &Noise {
        &self.names.noise
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

    fn row(&self, at: usize) -> Cell {
        self.counted.get(at).copied().unwrap_or_default().cell()
    }

    /// Whoever has each pair of codes of two fields, `width` codes of the second for each of the first.
    pub(super) fn pairs(&self, one: Field, two: Field, width: usize, cells: &mut [Cell]) {
        for at in 0..self.counted.len() {
            let place = self.code(one, at) * width + self.code(two, at);
            if let Some(cell) = cells.get_mut(place) {
                *cell = cell.and(self.row(at));
            }
        }
    }

    fn code(&self, field: Field, at: usize) -> usize {
        let wide = |column: &[u16]| column.get(at).map_or(0, |code| usize::from(*code));
        let narrow = |column: &[u8]| column.get(at).map_or(0, |code| usize::from(*code));
        match field {
            Field::Branch => wide(&self.branch),
            Field::Area => wide(&self.area),
            Field::Tag => wide(&self.sets),
            Field::Kind => narrow(&self.kind),
            Field::Age => narrow(&self.age),
            Field::Joined => narrow(&self.joined),
            Field::Spoken => 0,
        }
    }

    /// How many codes a field has.
    pub(super) fn width(&self, field: Field) -> usize {
        match field {
            Field::Branch => self.names.branches.len() + 1,
            Field::Kind => usize::from(KINDS_MAX).min(self.names.kinds.len()) + 1,
            Field::Age => AgeBand::ALL.len(),
            Field::Joined => Joined::ALL.len(),
            Field::Area => self.names.areas.len() + 1,
            Field::Tag => self.names.sets.len(),
            Field::Spoken => 0,
        }
    }
}

/// The codes of a group of ages.
pub(super) fn ages(group: AgeGroup) -> Range<u16> {
    let (first, len) = group.codes();
    first..first + len
}

/// A code as a column holds it. None is larger: there are at most 2¹⁶ sets of tags.
fn narrow(code: usize) -> u16 {
    u16::try_from(code).unwrap_or(u16::MAX)
}

fn retain<T>(column: &mut Vec<T>, stays: &[bool]) {
    let mut stays = stays.iter();
    column.retain(|_| stays.next() == Some(&true));
    column.shrink_to_fit();
}
