//! Which levels a contest has, and its published tables.
//!
//! A level is published where it holds enough members, and where whoever is left of what stands above it is enough too, or
//! nobody: else the few left would be told by a difference. Both are decided on counts with their noise. Members of a level that
//! isn't published count with what stands above it.

use std::ops::Range;

use super::columns::{Columns, Count, ages};
use super::{AgeGroup, Audience, Choice, Field, Joined};
use crate::counts::{AUDIENCE_MIN, Cell, Family, Noise, Part, Safe, table, uncovering};
use crate::ids::BranchId;
use crate::person::MemberKind;

/// A choice that none of the contest's levels is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("this contest has no such group; choose one that is listed")]
pub struct UnknownLevel;

/// One level of a field.
#[derive(Debug, Clone)]
pub struct Level {
    /// Who it is.
    pub choice: Choice,
    /// The branch's name, or the choice as it is written.
    pub name: String,
    /// How many levels stand above it.
    pub depth: usize,
    /// How many it has, about.
    pub count: Safe,
    pub(super) codes: Range<u16>,
}

/// One line of the published tables.
#[derive(Debug, Clone)]
pub struct Line<'c> {
    /// One level, or two of different fields.
    pub levels: Vec<&'c Level>,
    /// How many are both, about.
    pub count: Safe,
}

/// Parts of a level, or of everybody.
struct Parts {
    whole: Option<usize>,
    parts: Vec<usize>,
}

#[derive(Default)]
struct FieldLevels {
    levels: Vec<Level>,
    families: Vec<Parts>,
}

/// The levels of two fields crossed; in front of each field's levels stands everybody.
struct Crossed {
    fields: [Field; 2],
    width: usize,
    shown: Vec<Safe>,
}

/// A level among those beside it, by their codes.
pub(super) struct Siblings {
    own: usize,
    /// What they are parts of; none where that is everybody.
    whole: Option<Range<u16>>,
    parts: Vec<Range<u16>>,
}

impl Siblings {
    /// Whether this level's number has to be withheld for the sake of those beside it, among people counted by code.
    pub(super) fn uncovers(&self, noise: &Noise, by_code: &[Cell]) -> bool {
        let all = 0..u16::try_from(by_code.len()).unwrap_or(u16::MAX);
        let whole = sum(by_code, self.whole.as_ref().unwrap_or(&all));
        let cells = self.parts.iter().map(|codes| sum(by_code, codes));
        let parts: Vec<Part> = cells
            .map(|cell| Part {
                cell,
                is_shown: noise.audience(cell).is_some(),
            })
            .collect();
        let rest = parts
            .iter()
            .fold(whole, |rest, part| rest.without(part.cell));
        uncovering(noise, &parts, rest) == Some(self.own)
    }
}

/// Every level and table of a contest.
#[derive(Default)]
pub(super) struct Levels {
    fields: [FieldLevels; 4],
    crossed: Vec<Crossed>,
    everybody: Option<Safe>,
}

impl Levels {
    pub(super) fn of(columns: &Columns, nodes: &[(BranchId, String, usize)]) -> Self {
        let mut raw = Vec::new();
        for (one, at) in Field::ALL.into_iter().zip(1..) {
            for two in Field::ALL.into_iter().skip(at) {
                raw.push(Raw::of(columns, one, two));
            }
        }
        let noise = columns.noise();
        let everybody = raw.first().map_or(Cell::EMPTY, Raw::everybody);
        let fields = Field::ALL.map(|field| {
            let Some(raw) = raw.iter().find(|raw| raw.fields.contains(&field)) else {
                return FieldLevels::default();
            };
            let found = candidates(columns, field, nodes);
            FieldLevels::of(noise, found, &raw.single(field), everybody)
        });
        let mut levels = Self {
            fields,
            crossed: Vec::new(),
            everybody: Some(noise.shown(everybody)),
        };
        levels.crossed = raw.iter().map(|raw| levels.cross(noise, raw)).collect();
        levels
    }

    pub(super) fn of_field(&self, field: Field) -> &[Level] {
        self.place(field).map_or(&[], |found| &found.levels)
    }

    fn place(&self, field: Field) -> Option<&FieldLevels> {
        self.fields.get(field.place())
    }

    pub(super) fn find(&self, choice: &Choice) -> Option<&Level> {
        let mut levels = self.of_field(choice.field()).iter();
        levels.find(|level| level.choice == *choice)
    }

    /// The levels beside a choice, and what they are parts of.
    pub(super) fn siblings(&self, choice: &Choice) -> Option<Siblings> {
        let field = self.place(choice.field())?;
        let own = field
            .levels
            .iter()
            .position(|level| level.choice == *choice)?;
        let family = field
            .families
            .iter()
            .find(|family| family.parts.contains(&own))?;
        let codes = |at: &usize| field.levels.get(*at).map(|level| level.codes.clone());
        Some(Siblings {
            own: family.parts.iter().position(|part| *part == own)?,
            whole: family.whole.as_ref().and_then(codes),
            parts: family.parts.iter().filter_map(codes).collect(),
        })
    }

    /// What the published tables say of an audience; none where they don't go so deep.
    pub(super) fn lookup(&self, audience: &Audience) -> Option<Count> {
        let shown = match audience.choices() {
            [] => self.everybody,
            [one] => self.find(one).map(|level| level.count),
            [one, two] => self.both(one, two),
            _ => return None,
        };
        let told = shown.filter(|shown| shown.rounded() >= Some(AUDIENCE_MIN));
        Some(told.map_or(Count::Withheld, Count::About))
    }

    fn both(&self, one: &Choice, two: &Choice) -> Option<Safe> {
        let fields = [one.field(), two.field()];
        let crossed = self
            .crossed
            .iter()
            .find(|crossed| crossed.fields == fields)?;
        let at = |choice: &Choice| {
            let mut levels = self.of_field(choice.field()).iter();
            levels.position(|level| level.choice == *choice)
        };
        crossed.at(at(one)? + 1, at(two)? + 1)
    }

    pub(super) fn published(&self) -> impl Iterator<Item = Line<'_>> {
        let single = self.fields.iter().flat_map(|field| &field.levels);
        let single = single.map(|level| Line {
            levels: vec![level],
            count: level.count,
        });
        single.chain(self.crossed.iter().flat_map(|crossed| self.lines(crossed)))
    }

    fn lines<'c>(&'c self, crossed: &'c Crossed) -> impl Iterator<Item = Line<'c>> {
        let [one, two] = crossed.fields.map(|field| self.of_field(field));
        (1..).zip(one).flat_map(move |(x, one)| {
            (1..).zip(two).filter_map(move |(y, two)| {
                Some(Line {
                    levels: vec![one, two],
                    count: crossed.at(x, y)?,
                })
            })
        })
    }

    fn cross(&self, noise: &Noise, raw: &Raw) -> Crossed {
        let [one, two] = raw.fields;
        let ranges = |field: Field| {
            let all = 0..u16::try_from(raw.codes(field)).unwrap_or(u16::MAX);
            let levels = self.of_field(field).iter().map(|level| level.codes.clone());
            std::iter::once(all).chain(levels).collect::<Vec<_>>()
        };
        let (rows, columns) = (ranges(one), ranges(two));
        let width = columns.len();
        let mut cells = Vec::with_capacity(rows.len() * width);
        for row in &rows {
            let row = raw.row(row);
            cells.extend(columns.iter().map(|codes| sum(&row, codes)));
        }
        let mut families = Vec::new();
        for parts in self.place(one).iter().flat_map(|field| &field.families) {
            families.extend((0..width).map(|y| parts.family(&cells, |x| x * width + y)));
        }
        for parts in self.place(two).iter().flat_map(|field| &field.families) {
            families.extend((0..rows.len()).map(|x| parts.family(&cells, |y| x * width + y)));
        }
        Crossed {
            fields: raw.fields,
            width,
            shown: table(noise, &cells, &families),
        }
    }
}

impl Crossed {
    fn at(&self, x: usize, y: usize) -> Option<Safe> {
        self.shown.get(x * self.width + y).copied()
    }
}

impl Parts {
    fn family(&self, cells: &[Cell], place: impl Fn(usize) -> usize) -> Family {
        let cell = |at: usize| cells.get(at).copied().unwrap_or(Cell::EMPTY);
        let parts: Vec<usize> = self.parts.iter().map(|part| place(part + 1)).collect();
        let whole = cell(place(self.whole.map_or(0, |whole| whole + 1)));
        let rest = parts
            .iter()
            .fold(whole, |rest, part| rest.without(cell(*part)));
        Family { parts, rest }
    }
}

/// A level that may be published.
struct Candidate {
    choice: Choice,
    name: String,
    depth: usize,
    codes: Range<u16>,
}

fn candidates(
    columns: &Columns,
    field: Field,
    nodes: &[(BranchId, String, usize)],
) -> Vec<Candidate> {
    let flat = |choice: Choice, codes, depth| Candidate {
        name: match &choice {
            Choice::Kind(kind) => kind.as_str().to_owned(),
            _ => choice.value(),
        },
        choice,
        depth,
        codes,
    };
    match field {
        Field::Branch => branches(nodes),
        Field::Kind => {
            let kinds = columns.kinds().iter().filter_map(|(kind, code)| {
                let kind = MemberKind::parse(kind).ok()?;
                let code = u16::from(*code);
                Some(flat(Choice::Kind(kind), code..code + 1, 0))
            });
            kinds.collect()
        }
        Field::Age => {
            let mut is_under = false;
            let groups = AgeGroup::ALL.into_iter().map(|group| {
                let is_known = group != AgeGroup::Band(crate::person::AgeBand::Unknown);
                is_under |= group.is_group();
                let depth = usize::from(is_under && !group.is_group() && is_known);
                flat(Choice::Age(group), ages(group), depth)
            });
            groups.collect()
        }
        Field::Joined => {
            let levels = Joined::ALL.into_iter().map(|joined| {
                let code = u16::from(joined.code());
                flat(Choice::Joined(joined), code..code + 1, 0)
            });
            levels.collect()
        }
    }
}

/// Branches have their codes in the order of the tree, so that one with all under it is a stretch of codes.
fn branches(nodes: &[(BranchId, String, usize)]) -> Vec<Candidate> {
    let all = nodes.iter().enumerate().map(|(at, (id, name, depth))| {
        let rest = nodes.get(at + 1..).unwrap_or_default();
        let under = rest.iter().take_while(|(.., other)| other > depth).count();
        let first = u16::try_from(at + 1).unwrap_or(u16::MAX);
        let end = u16::try_from(at + 2 + under).unwrap_or(u16::MAX);
        Candidate {
            choice: Choice::Branch(*id),
            name: name.clone(),
            depth: *depth,
            codes: first..end,
        }
    });
    all.collect()
}

impl FieldLevels {
    fn of(noise: &Noise, found: Vec<Candidate>, single: &[Cell], everybody: Cell) -> Self {
        let cells: Vec<Cell> = found.iter().map(|one| sum(single, &one.codes)).collect();
        let families = families(&found);
        let mut kept = vec![false; found.len()];
        for family in &families {
            let whole = match family.whole {
                None => Some(everybody),
                Some(at) if kept.get(at) == Some(&true) => cells.get(at).copied(),
                Some(_) => None,
            };
            for part in whole.map_or_else(Vec::new, |whole| large(noise, family, whole, &cells)) {
                if let Some(kept) = kept.get_mut(part) {
                    *kept = true;
                }
            }
        }
        let place = |at: usize| kept.iter().take(at).filter(|kept| **kept).count();
        let is_kept = |at: &usize| kept.get(*at) == Some(&true);
        let families = families
            .iter()
            .filter(|one| one.whole.is_none_or(|at| is_kept(&at)));
        let families = families.map(|family| Parts {
            whole: family.whole.map(place),
            parts: family
                .parts
                .iter()
                .copied()
                .filter(is_kept)
                .map(place)
                .collect(),
        });
        let families = families.filter(|family| !family.parts.is_empty()).collect();
        let levels = found.into_iter().zip(&cells).enumerate();
        let levels = levels
            .filter(|(at, _)| is_kept(at))
            .map(|(_, (one, cell))| Level {
                choice: one.choice,
                name: one.name,
                depth: one.depth,
                count: noise.shown(*cell),
                codes: one.codes,
            });
        Self {
            levels: levels.collect(),
            families,
        }
    }
}

/// What stands directly under each candidate, and under everybody; a whole before its parts.
fn families(found: &[Candidate]) -> Vec<Parts> {
    let mut all = vec![Parts {
        whole: None,
        parts: Vec::new(),
    }];
    let mut above: Vec<usize> = Vec::new();
    for (at, one) in found.iter().enumerate() {
        above.truncate(one.depth);
        // The family of a candidate stands one place behind its own.
        let family = above.last().map_or(0, |whole| whole + 1);
        if let Some(family) = all.get_mut(family) {
            family.parts.push(at);
        }
        all.push(Parts {
            whole: Some(at),
            parts: Vec::new(),
        });
        above.push(at);
    }
    all
}

/// The parts that hold enough, so that what is left of the whole is enough too, or nobody.
fn large(noise: &Noise, family: &Parts, whole: Cell, cells: &[Cell]) -> Vec<usize> {
    let cell = |at: usize| cells.get(at).copied().unwrap_or(Cell::EMPTY);
    let enough = |cell: Cell| noise.audience(cell).is_some();
    let parts = family.parts.iter().copied();
    let mut kept: Vec<usize> = parts.filter(|part| enough(cell(*part))).collect();
    // The largest stand first, so that the smallest goes first.
    kept.sort_by_key(|part| std::cmp::Reverse(noise.moved(cell(*part))));
    loop {
        let rest = kept
            .iter()
            .fold(whole, |rest, part| rest.without(cell(*part)));
        if rest.is_empty() || enough(rest) || kept.pop().is_none() {
            return kept;
        }
    }
}

/// Everybody by each pair of codes of two fields.
struct Raw {
    fields: [Field; 2],
    width: usize,
    cells: Vec<Cell>,
}

impl Raw {
    fn of(columns: &Columns, one: Field, two: Field) -> Self {
        let width = columns.width(two);
        let mut cells = vec![Cell::EMPTY; columns.width(one) * width];
        columns.pairs(one, two, width, &mut cells);
        Self {
            fields: [one, two],
            width,
            cells,
        }
    }

    fn everybody(&self) -> Cell {
        self.cells
            .iter()
            .fold(Cell::EMPTY, |all, cell| all.and(*cell))
    }

    fn codes(&self, field: Field) -> usize {
        if self.fields.first() == Some(&field) {
            self.cells.len() / self.width.max(1)
        } else {
            self.width
        }
    }

    /// Everybody by each code of one of the two fields.
    fn single(&self, field: Field) -> Vec<Cell> {
        let rows = self.cells.chunks(self.width.max(1));
        if self.fields.first() == Some(&field) {
            return rows
                .map(|row| row.iter().fold(Cell::EMPTY, |all, cell| all.and(*cell)))
                .collect();
        }
        self.row(&(0..u16::try_from(rows.len()).unwrap_or(u16::MAX)))
    }

    /// By each code of the second field, whoever has one of these codes of the first.
    fn row(&self, codes: &Range<u16>) -> Vec<Cell> {
        let mut row = vec![Cell::EMPTY; self.width];
        let (first, len) = (usize::from(codes.start), codes.len());
        for cells in self.cells.chunks(self.width.max(1)).skip(first).take(len) {
            for (sum, cell) in row.iter_mut().zip(cells) {
                *sum = sum.and(*cell);
            }
        }
        row
    }
}

fn sum(cells: &[Cell], codes: &Range<u16>) -> Cell {
    let (first, len) = (usize::from(codes.start), codes.len());
    let some = cells.iter().skip(first).take(len);
    some.fold(Cell::EMPTY, |all, cell| all.and(*cell))
}
