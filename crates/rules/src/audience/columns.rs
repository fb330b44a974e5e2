//! The members of a contest as they were when they were fixed: in memory, by their codes, and counted by one pass.
//!
//! Members with the same codes are one row of nineteen bytes: how many they are and the sum of their record keys. So there is
//! nobody's id in memory, and how long a count takes hangs on how many combinations there are, not on how many members. A count
//! looks at no more columns than fields were chosen, in blocks that a processor adds up many at a time; the rows lie in the
//! order of branches, so that a count within a branch looks at no others.

use std::collections::BTreeMap;
use std::ops::Range;

use super::judged::{Kept, Raw};
use super::levels::{Level, Levels, Siblings, UnknownLevel};
use super::tags::Sets;
use super::{AgeGroup, Audience, Choice, Field, Joined};
use crate::counts::{Cell, Noise, Safe, safe};
use crate::ids::BranchId;
use crate::person::AgeBand;

/// How many rows are looked at in one block.
const BLOCK: usize = 4_096;
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
    tags: Vec<u16>,
    /// The place of each row's set of tags.
    sets: Vec<u16>,
    members: Vec<u32>,
    keys: Vec<u32>,
    pub(super) levels: Levels,
    pub(super) raw: Vec<Raw>,
    pub(super) kept: Kept,
}

/// One row: its codes, how many they are, and the sum of their record keys.
pub(super) type CodedRow = (Codes, (u32, u32));

impl Columns {
    /// Rows in the order of their codes, without levels and tables.
    pub(super) fn bare(names: Names, rows: &[CodedRow]) -> Self {
        let each = rows.iter();
        let sets = each.clone().map(|(codes, _)| names.sets.place(codes.tags));
        Self {
            sets: sets.map(narrow).collect(),
            names,
            branch: each.clone().map(|(codes, _)| codes.branch).collect(),
            kind: each.clone().map(|(codes, _)| codes.kind).collect(),
            age: each.clone().map(|(codes, _)| codes.age).collect(),
            joined: each.clone().map(|(codes, _)| codes.joined).collect(),
            area: each.clone().map(|(codes, _)| codes.area).collect(),
            tags: each.clone().map(|(codes, _)| codes.tags).collect(),
            members: each.clone().map(|(_, (members, _))| *members).collect(),
            keys: each.map(|(_, (_, keys))| *keys).collect(),
            levels: Levels::default(),
            raw: Vec::new(),
            kept: Kept::default(),
        }
    }

    /// The levels of a field, the same for every campaign; a branch stands before those under it.
    pub fn levels(&self, field: Field) -> &[Level] {
        self.levels.of_field(field)
    }

    /// Everybody within these ranges, by their code of another field.
    pub(super) fn by_code(&self, ranges: &[(Field, Range<u16>)], field: Field) -> Vec<Cell> {
        let mut sums = vec![(0, 0); self.width(field)];
        let mut mask = [0_u8; BLOCK];
        let rows = self.rows_within(ranges);
        for at in rows.clone().step_by(BLOCK) {
            let len = rows.end.saturating_sub(at).min(BLOCK);
            self.mark(&mut mask, at..at + len, ranges);
            let mask = mask.as_slice();
            match field {
                Field::Branch => self.tally((mask, &self.branch), at, &mut sums),
                Field::Area => self.tally((mask, &self.area), at, &mut sums),
                Field::Tag => self.tally((mask, &self.sets), at, &mut sums),
                Field::Kind => self.tally((mask, &self.kind), at, &mut sums),
                Field::Age => self.tally((mask, &self.age), at, &mut sums),
                Field::Joined => self.tally((mask, &self.joined), at, &mut sums),
                Field::Spoken => {}
            }
        }
        let cell = |(many, keys): (u32, u32)| Cell::of(u64::from(many), keys);
        sums.into_iter().map(cell).collect()
    }

    /// Adds each row of a block that is marked, the first of which is `at`, to the sums of its code in this column: how many they are, and
    /// their keys. There may be thousands of codes, so that what is summed up has to lie close together.
    fn tally<C: Copy + Into<usize>>(
        &self,
        (mask, codes): (&[u8], &[C]),
        at: usize,
        sums: &mut [(u32, u32)],
    ) {
        let codes = codes.get(at..).unwrap_or_default();
        let members = self.members.get(at..).unwrap_or_default();
        let keys = self.keys.get(at..).unwrap_or_default();
        each_marked(mask, |row| {
            if let (Some(code), Some(many), Some(key)) =
                (codes.get(row), members.get(row), keys.get(row))
                && let Some((all, sum)) = sums.get_mut((*code).into())
            {
                *all = all.saturating_add(*many);
                *sum = sum.wrapping_add(*key);
            }
        });
    }

    /// The rows that a range of branches leaves: they lie in its order.
    fn rows_within(&self, ranges: &[(Field, Range<u16>)]) -> Range<usize> {
        let branch = ranges.iter().find(|(field, _)| *field == Field::Branch);
        let Some((_, codes)) = branch else {
            return 0..self.keys.len();
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
        let rows = 0..self.keys.len();
        let stays: Vec<bool> = rows.map(|at| !is_out(at)).collect();
        retain(&mut self.branch, &stays);
        retain(&mut self.kind, &stays);
        retain(&mut self.age, &stays);
        retain(&mut self.joined, &stays);
        retain(&mut self.area, &stays);
        retain(&mut self.tags, &stays);
        retain(&mut self.sets, &stays);
        retain(&mut self.members, &stays);
        retain(&mut self.keys, &stays);
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
        self.keys.capacity() * 4
            + self.members.capacity() * 4
            + self.branch.capacity() * 2
            + self.area.capacity() * 2
            + (self.tags.capacity() + self.sets.capacity()) * 2
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

    /// Marks with 1 who of these rows, at most a block of them, is within all ranges; what is left of the block is 0.
    fn mark(&self, mask: &mut [u8; BLOCK], rows: Range<usize>, ranges: &[(Field, Range<u16>)]) {
        let (there, beyond) = mask.split_at_mut(rows.len().min(BLOCK));
        there.fill(1);
        beyond.fill(0);
        for (field, range) in ranges {
            self.keep(there, rows.start, *field, range);
        }
    }

    fn row(&self, at: usize) -> Cell {
        let many = self.members.get(at).copied().unwrap_or(0);
        Cell::of(u64::from(many), self.keys.get(at).copied().unwrap_or(0))
    }

    /// Takes out of a block whoever is not within a range of one column.
    fn keep(&self, mask: &mut [u8], at: usize, field: Field, range: &Range<u16>) {
        match field {
            Field::Branch => keep_wide(mask, self.branch.get(at..), range),
            Field::Area => keep_wide(mask, self.area.get(at..), range),
            Field::Kind => keep_narrow(mask, self.kind.get(at..), range),
            Field::Age => keep_narrow(mask, self.age.get(at..), range),
            Field::Joined => keep_narrow(mask, self.joined.get(at..), range),
            // What came of calls is in no column: nobody is found by it here.
            Field::Spoken => mask.fill(0),
            Field::Tag => {
                let bit = 1_u16.checked_shl(u32::from(range.start)).unwrap_or(0);
                let sets = self.tags.get(at..).unwrap_or_default();
                for (is_in, tags) in mask.iter_mut().zip(sets) {
                    *is_in &= u8::from(tags & bit != 0);
                }
            }
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

fn keep_wide(mask: &mut [u8], codes: Option<&[u16]>, range: &Range<u16>) {
    let (first, len) = (range.start, range.end.saturating_sub(range.start));
    for (is_in, code) in mask.iter_mut().zip(codes.unwrap_or_default()) {
        *is_in &= u8::from(code.wrapping_sub(first) < len);
    }
}

fn keep_narrow(mask: &mut [u8], codes: Option<&[u8]>, range: &Range<u16>) {
    let first = u8::try_from(range.start).unwrap_or(u8::MAX);
    let len = u8::try_from(range.end.saturating_sub(range.start)).unwrap_or(u8::MAX);
    for (is_in, code) in mask.iter_mut().zip(codes.unwrap_or_default()) {
        *is_in &= u8::from(code.wrapping_sub(first) < len);
    }
}

/// A code as a column holds it. None is larger: there are at most 2¹⁶ sets of tags.
fn narrow(code: usize) -> u16 {
    u16::try_from(code).unwrap_or(u16::MAX)
}

/// Puts the lowest bit of eight bytes into the highest byte, that of the first byte lowest: each is moved to a place of its own.
const PACKS: u64 = 0x0102_0408_1020_4080;

/// Calls for the place of every 1 among bytes that are 0 or 1, a whole number of sixty-fours of them. Those are made bits of one word, for a
/// branch at each byte would be guessed wrong as often as not.
fn each_marked(mask: &[u8], mut each: impl FnMut(usize)) {
    for (first, some) in (0..).step_by(64).zip(mask.as_chunks::<64>().0) {
        let mut marked = 0_u64;
        for (at, eight) in (0..).step_by(8).zip(some.as_chunks().0) {
            marked |= u64::from_le_bytes(*eight).wrapping_mul(PACKS) >> 56 << at;
        }
        while marked != 0 {
            let next = usize::try_from(marked.trailing_zeros()).unwrap_or(0);
            each(first + next);
            marked &= marked - 1;
        }
    }
}

fn retain<T>(column: &mut Vec<T>, stays: &[bool]) {
    let mut stays = stays.iter();
    column.retain(|_| stays.next() == Some(&true));
    column.shrink_to_fit();
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whoever_is_marked_is_met_once_and_in_order_whatever_the_blocks_length() {
        for len in [0, 64, 128, 192, BLOCK] {
            for step in [1, 2, 3, 8, 13, 64, 65] {
                let mask: Vec<u8> = (0..len).map(|at| u8::from(at % step == 0)).collect();
                let mut met = Vec::new();
                each_marked(&mask, |at| met.push(at));
                let all: Vec<usize> = (0..len).step_by(step).collect();
                assert_eq!(met, all, "{len} {step}");
            }
        }
    }
}
