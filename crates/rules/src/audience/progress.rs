//! How far a bank is with each group of its audience: of how many it was done with, about.
//!
//! These are counts of members, so they have the noise of the members counted, and what few are done with in one group is
//! covered by those beside it, as in every other table. Two things are new. They are looked at while the bank goes on: whoever knows that
//! Mrs Evans was the only one between two looks would read off which of the groups moved. So a table is brought up to date only
//! when a whole [`batch`] was done since the last, and stands still in between. And campaigns choose whom they ring: of two banks that are
//! done with the same members but for Mrs Evans, or of one before and after a batch of known members and her, each group without her would
//! have the same number, if the same members were moved alike. So each table of each bank has a noise of its own. That noise can be averaged
//! over banks and batches: so it is the wide one of groups that a campaign chose ([`Noise::own_choice`]), and a campaign has
//! [`TABLES_MAX`] tables, of all its banks together. What that leaves is measured by
//! `banks_done_with_the_same_members_but_for_one_tell_little_of_anybody`.

use super::columns::{Columns, MemberCodes};
use super::levels::Level;
use super::tags::is_nearly_another;
use super::{Audience, Choice, Field};
use crate::counts::{Cell, Noise, OWN_CHOICE_MIN, Part, Safe, uncovering};
use crate::ids::{BankId, MemberId};

/// So many tables of progress a campaign is told in a contest, of all its banks together.
pub const TABLES_MAX: u32 = 4;
/// Of so many draws of samples a campaign is told in a contest why some can't be rung, of all its banks together: each draw has other
/// members and a noise of its own, so a hundred banks of halves of one audience would tell the whole of it nearly to one.
pub const DRAWS_MAX: usize = 4;

/// How many more have to be done with before a table of a bank that was done with `done` is brought up to date: as many as a group has
/// that is told at all, and half of those done with. So the tables that a campaign has last for a bank of some six
/// hundred, or for the beginnings of four.
pub const fn batch(done: u64) -> u64 {
    let part = done / 2;
    if part < OWN_CHOICE_MIN {
        OWN_CHOICE_MIN
    } else {
        part
    }
}

/// Whoever a bank was done with, by their code of each field.
#[derive(Clone)]
pub struct Done([Vec<Cell>; 6]);

/// One group of a bank's audience.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// Who they are, among those of the audience.
    pub choice: Choice,
    /// How many of them the bank was done with, about.
    pub done: Safe,
}

impl Columns {
    /// Nobody yet.
    pub fn nobody_done(&self) -> Done {
        Done(Field::ALL.map(|field| vec![Cell::EMPTY; self.width(field)]))
    }

    /// Adds a member whom the bank was done with, as they were when the members were fixed.
    pub fn add_done(&self, done: &mut Done, member: &MemberId, kind: &str, codes: MemberCodes<'_>) {
        let one = Cell::of(1, self.noise().record_key(member));
        let fields = done.0.iter_mut().zip(self.codes_of(kind, codes));
        for (cells, code) in fields {
            if let Some(cell) = cells.get_mut(code) {
                *cell = cell.and(one);
            }
        }
    }

    /// How many this bank was done with in each group that is one level below its audience, field by field; of the same members it is
    /// the same table.
    pub fn progress(&self, (bank, audience): (BankId, &Audience), done: &Done) -> Vec<Group> {
        let all = done.0.first().into_iter().flatten();
        let all = all.fold(Cell::EMPTY, |all, cell| all.and(*cell));
        let name = [bank.as_bytes().as_slice(), &all.members().to_be_bytes()];
        let noise = self.noise().of_table(&name.concat());
        let fields = Field::ALL.into_iter().zip(&done.0);
        fields
            .flat_map(|(field, by_code)| match field {
                Field::Tag => self.tagged((audience, &noise), by_code),
                _ => self.family((audience, &noise), field, by_code),
            })
            .collect()
    }

    /// Tags overlap, so each stands beside whoever lacks it.
    fn tagged(&self, (audience, noise): (&Audience, &Noise), by_set: &[Cell]) -> Vec<Group> {
        if audience.of_field(Field::Tag).is_some() {
            return Vec::new();
        }
        let all = by_set.iter().fold(Cell::EMPTY, |all, cell| all.and(*cell));
        let levels = self.levels(Field::Tag);
        let one = |level: &Level| {
            let cell = self.sum(Field::Tag, by_set, &level.codes);
            let told = noise.own_choice(cell);
            let part = Part {
                cell,
                is_shown: told.is_some(),
            };
            let others = levels.iter().filter(|other| other.choice != level.choice);
            let others: Vec<_> = others.map(|other| other.codes.clone()).collect();
            let is_told = uncovering(noise, &[part], Some(all.without(cell))).is_none()
                && !is_nearly_another((self, noise), (&level.codes, &others), by_set);
            Group {
                choice: level.choice.clone(),
                done: told.filter(|_| is_told).unwrap_or(Safe::FEW),
            }
        };
        levels.iter().map(one).collect()
    }

    fn family(
        &self,
        (audience, noise): (&Audience, &Noise),
        field: Field,
        by_code: &[Cell],
    ) -> Vec<Group> {
        let mut choices = audience.choices().iter();
        let chosen = choices.find(|choice| choice.field() == field);
        let Some((levels, is_exact)) = self.levels_under(field, chosen) else {
            return Vec::new();
        };
        let told = |cell: Cell| noise.own_choice(cell);
        let parts: Vec<Part> = levels
            .iter()
            .map(|level| self.sum(field, by_code, &level.codes))
            .map(|cell| Part {
                cell,
                is_shown: told(cell).is_some(),
            })
            .collect();
        let all = by_code.iter().fold(Cell::EMPTY, |all, cell| all.and(*cell));
        let rest = parts.iter().fold(all, |rest, part| rest.without(part.cell));
        let withheld = uncovering(noise, &parts, (!is_exact).then_some(rest));
        let groups = levels.iter().zip(&parts).enumerate();
        let groups = groups.map(|(at, (level, part))| Group {
            choice: level.choice.clone(),
            done: told(part.cell)
                .filter(|_| withheld != Some(at))
                .unwrap_or(Safe::FEW),
        });
        groups.collect()
    }
}
