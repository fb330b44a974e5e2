//! Which numbers are told, and which are withheld for what stands above and beside them.
//!
//! A number is told where its group is an audience, where it uncovers nobody beside it in any of its fields, and where every
//! group that one step up one of its fields leads to is told itself. So what is withheld withholds all its parts.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use super::columns::Columns;
use super::levels::{Level, Line, UnknownLevel};
use super::marks::LevelCodes;
use super::tables::Raw;
use super::{Audience, Choice, Count, Field};
use crate::counts::{Cell, Safe};

/// So many answers are kept; then they are worked out again.
const KEPT: usize = 50_000;

/// What was worked out already. It doesn't change while the columns stand.
#[derive(Default)]
pub(super) struct Kept(Mutex<BTreeMap<Audience, Count>>);

impl Kept {
    fn get(&self, audience: &Audience) -> Option<Count> {
        let kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        kept.get(audience).copied()
    }

    fn put(&self, audience: &Audience, told: Count) {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.len() >= KEPT {
            kept.clear();
        }
        kept.insert(audience.clone(), told);
    }
}

impl Columns {
    /// How many an audience has, about.
    ///
    /// # Errors
    /// [`UnknownLevel`] where a choice is none of the levels of this contest.
    pub fn count(&self, audience: &Audience) -> Result<Count, UnknownLevel> {
        self.ranges(audience)?;
        let told = self.judged(audience);
        Ok(told.map_or(Count::Withheld, Count::About))
    }

    /// The published tables, line by line: every level by itself, and every two levels of two fields.
    pub fn published(&self) -> impl Iterator<Item = Line<'_>> {
        let fields = Field::ALL.into_iter();
        let single = fields
            .flat_map(|field| self.levels(field))
            .map(|level| Line {
                levels: vec![level],
                count: level.count,
            });
        let fields = Field::ALL.into_iter().zip(1..);
        let pairs = fields.flat_map(|(one, at)| {
            let others = Field::ALL.into_iter().skip(at);
            others.map(move |two| [one, two])
        });
        let pairs = pairs.flat_map(|fields| {
            let [one, two] = fields.map(|field| self.levels(field));
            one.iter()
                .flat_map(move |one| two.iter().map(move |two| vec![one, two]))
        });
        single.chain(pairs.map(|levels| {
            let choices = levels.iter().map(|level| level.choice.clone());
            let told = Audience::of(choices).ok();
            let told = told.and_then(|audience| self.judged(&audience));
            Line {
                levels,
                count: told.unwrap_or(crate::counts::safe(0)),
            }
        }))
    }

    /// The published table of two fields: for each level of the first, the number with each level of the second; withheld where
    /// it is so everywhere. Of each field, levels beyond so many are left out.
    pub fn crossed(
        &self,
        [one, two]: [Field; 2],
        [rows_max, columns_max]: [usize; 2],
    ) -> Vec<Vec<Safe>> {
        let told = |one: &Level, two: &Level| {
            let both = Audience::of([one.choice.clone(), two.choice.clone()]).ok();
            both.and_then(|both| self.judged(&both))
                .unwrap_or(Safe::FEW)
        };
        let rows = self.levels(one).iter().take(rows_max);
        rows.map(|row| {
            self.levels(two)
                .iter()
                .take(columns_max)
                .map(|column| told(row, column))
                .collect()
        })
        .collect()
    }

    /// The number of an audience, of which every choice is a level; none where it is withheld.
    pub(super) fn judged(&self, audience: &Audience) -> Option<Safe> {
        let kept = self.kept.get(audience).unwrap_or_else(|| {
            let told = self.judge(audience);
            let told = told.map_or(Count::Withheld, Count::About);
            self.kept.put(audience, told);
            told
        });
        match kept {
            Count::About(count) => Some(count),
            Count::Withheld => None,
        }
    }

    fn judge(&self, audience: &Audience) -> Option<Safe> {
        let ranges = self.ranges(audience).ok()?;
        let Some((field, own)) = ranges.first() else {
            return self.noise().audience(
                self.by_code(&[], Field::Age)
                    .into_iter()
                    .fold(Cell::EMPTY, Cell::and),
            );
        };
        let first = self.beside(&ranges, *field);
        let told = self.noise().audience(self.sum(*field, &first, own))?;
        let mut first = Some(first);
        for choice in audience.choices() {
            let field = choice.field();
            let by_code = first.take();
            let by_code = by_code.unwrap_or_else(|| self.beside(&ranges, field));
            let siblings = self.level_siblings(choice)?;
            if siblings.uncovers(self, field, &by_code) {
                return None;
            }
            let whole = siblings.whole.map(|level| &level.choice);
            self.judged(&above(audience, choice, whole)?)?;
        }
        Some(told)
    }

    /// Whoever the choices of the other fields leave, by their code of this one.
    fn beside(&self, ranges: &[LevelCodes], field: Field) -> Arc<[Cell]> {
        let others = ranges.iter().filter(|(other, _)| *other != field);
        let others: Vec<LevelCodes> = others.cloned().collect();
        if let [(other, codes)] = others.as_slice() {
            let has = |raw: &&Raw| raw.fields.contains(&field) && raw.fields.contains(other);
            if let Some(raw) = self.raw.iter().find(has) {
                return raw.by_code(self, field, codes).into();
            }
        }
        self.tables.of(self, others, field)
    }
}

/// The audience with the level above in place of a choice; without it, where that is everybody.
fn above(audience: &Audience, choice: &Choice, whole: Option<&Choice>) -> Option<Audience> {
    let choices = audience.choices().iter();
    let choices = choices.filter(|one| *one != choice).chain(whole);
    Audience::of(choices.cloned()).ok()
}
