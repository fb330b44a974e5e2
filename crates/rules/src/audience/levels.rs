//! Which levels a contest has, and what stands above and beside each.
//!
//! A level is published where it holds about fifty members, and where whoever is left of what stands above it is about fifty
//! too: else the few left would be told by a difference. Where about ten or more are left and fewer than fifty, the smallest
//! level goes and its members count with what stands above. Where fewer than ten are left, or nobody, those few are left out
//! of every count and every audience: so the levels make up what stands above them, whoever is counted, and no refusal hangs
//! on whether there is somebody. All this is decided on counts with their noise.

use std::ops::Range;

use super::columns::{Columns, ages};
use super::tags::is_nearly_another;
use super::{AgeGroup, Choice, Field, Joined};
use crate::counts::{AUDIENCE_MIN, Cell, FEW, Noise, Part, Safe, uncovering};
use crate::ids::BranchId;
use crate::person::{AreaName, MemberKind};

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
#[derive(Clone)]
struct Parts {
    whole: Option<usize>,
    under: Vec<usize>,
    /// Whether nobody can be in the whole and in none of the parts.
    is_exact: bool,
}

/// The levels of one field.
#[derive(Clone, Default)]
pub(super) struct FieldLevels {
    pub(super) levels: Vec<Level>,
    families: Vec<Parts>,
    /// The codes of the few that are left out of everything.
    pub(super) left_out: Vec<u16>,
}

/// A level among those beside it.
pub(super) struct Siblings<'l> {
    own: usize,
    /// What they are parts of; none where that is everybody.
    pub(super) whole: Option<&'l Level>,
    parts: Vec<&'l Level>,
    is_exact: bool,
    /// Levels that overlap with it: other tags.
    overlapping: Vec<Range<u16>>,
}

impl Siblings<'_> {
    /// Whether this level's number has to be withheld for the sake of those beside it, among people counted by code.
    pub(super) fn uncovers(&self, columns: &Columns, field: Field, by_code: &[Cell]) -> bool {
        let noise = columns.noise();
        let is_shown = |cell: Cell| noise.audience(cell).is_some();
        self.uncovers_as(columns, (noise, &is_shown), (field, by_code))
    }

    /// The same under another noise, of which it is said what it shows.
    pub(super) fn uncovers_as(
        &self,
        columns: &Columns,
        (noise, is_shown): (&Noise, &dyn Fn(Cell) -> bool),
        (field, by_code): (Field, &[Cell]),
    ) -> bool {
        let everybody = || by_code.iter().fold(Cell::EMPTY, |all, cell| all.and(*cell));
        let whole = self.whole.map(|whole| &whole.codes);
        let whole = whole.map_or_else(everybody, |codes| columns.sum(field, by_code, codes));
        let parts = self.parts.iter();
        let own = parts.clone().nth(self.own).map(|level| &level.codes);
        if let Some(own) = own
            && is_nearly_another((columns, noise), (own, &self.overlapping), by_code)
        {
            return true;
        }
        let cells = parts.map(|level| columns.sum(field, by_code, &level.codes));
        let parts: Vec<Part> = cells
            .map(|cell| Part {
                cell,
                is_shown: is_shown(cell),
            })
            .collect();
        let rest = parts
            .iter()
            .fold(whole, |rest, part| rest.without(part.cell));
        uncovering(noise, &parts, (!self.is_exact).then_some(rest)) == Some(self.own)
    }
}

/// Every level of a contest.
#[derive(Clone, Default)]
pub(super) struct Levels(pub(super) [FieldLevels; 6]);

impl Levels {
    pub(super) fn of(columns: &Columns, nodes: &[(BranchId, String, usize)]) -> Self {
        let noise = columns.noise();
        let mut all = Self(Field::ALL.map(|field| {
            // Tags are held against the levels of all the others.
            if field == Field::Tag {
                return FieldLevels::default();
            }
            let found = candidates(columns, field, nodes);
            FieldLevels::of(noise, found, &columns.by_code(&[], field))
        }));
        let tags = FieldLevels::of_tags(columns, &all);
        if let Some(field) = all.0.get_mut(Field::Tag.place()) {
            *field = tags;
        }
        all
    }

    pub(super) fn of_field(&self, field: Field) -> &[Level] {
        self.0.get(field.place()).map_or(&[], |found| &found.levels)
    }

    pub(super) fn find(&self, choice: &Choice) -> Option<&Level> {
        let mut levels = self.of_field(choice.field()).iter();
        levels.find(|level| level.choice == *choice)
    }

    /// The levels directly under a choice, or under everybody, and whether nobody can be in none of them.
    pub(super) fn under(
        &self,
        field: Field,
        whole: Option<&Choice>,
    ) -> Option<(Vec<&Level>, bool)> {
        let of_field = self.0.get(field.place())?;
        let is_whole = |family: &&Parts| {
            let level = family.whole.and_then(|at| of_field.levels.get(at));
            level.map(|level| &level.choice) == whole
        };
        let family = of_field.families.iter().find(is_whole)?;
        let level = |at: &usize| of_field.levels.get(*at);
        Some((
            family.under.iter().filter_map(level).collect(),
            family.is_exact,
        ))
    }

    /// The levels beside a choice, and what they are parts of.
    pub(super) fn siblings(&self, choice: &Choice) -> Option<Siblings<'_>> {
        let field = self.0.get(choice.field().place())?;
        let own = field
            .levels
            .iter()
            .position(|level| level.choice == *choice)?;
        let family = field
            .families
            .iter()
            .find(|family| family.under.contains(&own))?;
        let level = |at: usize| field.levels.get(at);
        Some(Siblings {
            own: family.under.iter().position(|part| *part == own)?,
            whole: family.whole.and_then(level),
            parts: family.under.iter().copied().filter_map(level).collect(),
            is_exact: family.is_exact,
            overlapping: match choice {
                Choice::Tag(_) => {
                    let others = field.levels.iter().filter(|level| level.choice != *choice);
                    others.map(|level| level.codes.clone()).collect()
                }
                _ => Vec::new(),
            },
        })
    }
}

/// A level that may be published.
pub(super) struct Candidate {
    pub(super) choice: Choice,
    pub(super) name: String,
    pub(super) depth: usize,
    pub(super) codes: Range<u16>,
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
            let kinds = columns.names.kinds.iter().filter_map(|(kind, code)| {
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
        Field::Area => {
            let areas = columns.names.areas.iter().filter_map(|(area, code)| {
                let area = AreaName::parse(area).ok()?;
                Some(Candidate {
                    name: area.as_str().to_owned(),
                    ..flat(Choice::Area(area), *code..*code + 1, 0)
                })
            });
            areas.collect()
        }
        Field::Tag => columns.names.sets.candidates(),
        // A campaign's alone: see `State`.
        Field::Spoken => Vec::new(),
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
    fn of(noise: &Noise, found: Vec<Candidate>, single: &[Cell]) -> Self {
        let everybody = 0..u16::try_from(single.len()).unwrap_or(u16::MAX);
        let cells: Vec<Cell> = found.iter().map(|one| sum(single, &one.codes)).collect();
        let mut families = families(&found);
        let mut kept = vec![false; found.len()];
        let mut left_out = Vec::new();
        for family in &mut families {
            let codes = match family.whole {
                None => Some(&everybody),
                Some(at) if kept.get(at) == Some(&true) => found.get(at).map(|one| &one.codes),
                Some(_) => None,
            };
            let Some(codes) = codes else {
                family.under.clear();
                continue;
            };
            keep_large(noise, family, sum(single, codes), &cells);
            for part in &family.under {
                if let Some(kept) = kept.get_mut(*part) {
                    *kept = true;
                }
            }
            if family.is_exact {
                let parts: Vec<_> = family
                    .under
                    .iter()
                    .filter_map(|at| found.get(*at))
                    .collect();
                let is_out = |code: &u16| !parts.iter().any(|part| part.codes.contains(code));
                left_out.extend(codes.clone().filter(is_out));
            }
        }
        left_out.sort_unstable();
        let place = |at: usize| kept.iter().take(at).filter(|kept| **kept).count();
        families.retain(|family| !family.under.is_empty());
        for family in &mut families {
            family.whole = family.whole.map(place);
            family.under = family.under.iter().copied().map(place).collect();
        }
        let levels = found.into_iter().zip(&kept).filter(|(_, kept)| **kept);
        let levels = levels.map(|(one, _)| Level::uncounted(one));
        Self {
            levels: levels.collect(),
            families,
            left_out,
        }
    }

    /// Levels that may overlap: each is a part of everybody by itself, and nobody is left out.
    pub(super) fn apart(found: Vec<Candidate>) -> Self {
        let families = (0..found.len()).map(|at| Parts {
            whole: None,
            under: vec![at],
            is_exact: false,
        });
        let families = families.collect();
        let levels = found.into_iter().map(Level::uncounted);
        Self {
            levels: levels.collect(),
            families,
            left_out: Vec::new(),
        }
    }
}

impl Level {
    fn uncounted(one: Candidate) -> Self {
        Self {
            choice: one.choice,
            name: one.name,
            depth: one.depth,
            count: crate::counts::safe(0),
            codes: one.codes,
        }
    }
}

/// What stands directly under each candidate, and under everybody; a whole before its parts.
fn families(found: &[Candidate]) -> Vec<Parts> {
    let mut all = vec![Parts {
        whole: None,
        under: Vec::new(),
        is_exact: false,
    }];
    let mut above: Vec<usize> = Vec::new();
    for (at, one) in found.iter().enumerate() {
        above.truncate(one.depth);
        // The family of a candidate stands one place behind its own.
        let family = above.last().map_or(0, |whole| whole + 1);
        if let Some(family) = all.get_mut(family) {
            family.under.push(at);
        }
        all.push(Parts {
            whole: Some(at),
            under: Vec::new(),
            is_exact: false,
        });
        above.push(at);
    }
    all
}

/// Keeps of a family the parts that hold enough, so that what is left of the whole is enough too, or so few that they are left out.
fn keep_large(noise: &Noise, family: &mut Parts, whole: Cell, cells: &[Cell]) {
    let cell = |at: usize| cells.get(at).copied().unwrap_or(Cell::EMPTY);
    family
        .under
        .retain(|part| noise.moved(cell(*part)) >= AUDIENCE_MIN);
    while !family.under.is_empty() {
        let parts = family.under.iter();
        let rest = parts.fold(whole, |rest, part| rest.without(cell(*part)));
        let left = noise.moved(rest);
        family.is_exact = left < FEW;
        if family.is_exact || left >= AUDIENCE_MIN {
            return;
        }
        let smallest = family
            .under
            .iter()
            .copied()
            .min_by_key(|part| noise.moved(cell(*part)));
        family.under.retain(|part| Some(*part) != smallest);
    }
}

pub(super) fn sum(cells: &[Cell], codes: &Range<u16>) -> Cell {
    let (first, len) = (usize::from(codes.start), codes.len());
    let some = cells.iter().skip(first).take(len);
    some.fold(Cell::EMPTY, |all, cell| all.and(*cell))
}
