//! Everybody by the codes of a field: of each two fields from the beginning on, and beside several levels once it was asked for.
//!
//! A question hangs on others, and few levels of kinds, ages and joining make up many questions. What few were asked for beside is soon
//! counted again; what many were, is kept.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::{Arc, Mutex, PoisonError};

use super::Field;
use super::columns::Columns;
use super::marks::LevelCodes;
use crate::counts::Cell;

/// A table of two fields with more pairs of codes than this isn't kept: its lines are counted when they are asked for.
const CELLS_MAX: usize = 1 << 20;
/// So many cells of what was asked for are kept, eight megabytes of them; then they are counted again.
const KEPT_MAX: usize = 1 << 19;
/// What one of so many members was met for isn't kept.
const FEW_OF: u64 = 64;

/// Everybody by each pair of codes of two fields.
pub(super) struct Raw {
    pub(super) fields: [Field; 2],
    width: usize,
    cells: Vec<Cell>,
}

impl Raw {
    pub(super) fn all(columns: &Columns) -> Vec<Self> {
        let mut all = Vec::new();
        for (one, at) in Field::ALL.into_iter().zip(1..) {
            for two in Field::ALL.into_iter().skip(at) {
                let width = columns.width(two);
                if columns.width(one).saturating_mul(width) > CELLS_MAX {
                    continue;
                }
                let mut cells = vec![Cell::EMPTY; columns.width(one) * width];
                columns.pairs(one, two, width, &mut cells);
                all.push(Self {
                    fields: [one, two],
                    width,
                    cells,
                });
            }
        }
        all
    }

    /// By each code of one of its fields, whoever is of this level of the other.
    pub(super) fn by_code(
        &self,
        columns: &Columns,
        field: Field,
        others: &Range<u16>,
    ) -> Vec<Cell> {
        let rows = self.cells.chunks(self.width.max(1));
        let [one, two] = self.fields;
        if one == field {
            return rows.map(|row| columns.sum(two, row, others)).collect();
        }
        let mut all = vec![Cell::EMPTY; self.width];
        for (at, row) in rows.enumerate() {
            let is_in = match one {
                Field::Tag => columns.names.sets.has(at, others.start),
                _ => u16::try_from(at).is_ok_and(|at| others.contains(&at)),
            };
            if is_in {
                for (sum, cell) in all.iter_mut().zip(row) {
                    *sum = sum.and(*cell);
                }
            }
        }
        all
    }
}

/// Those beside some levels, by their code of another field.
type Beside = (Vec<LevelCodes>, Field);

/// What was counted already beside several levels. It doesn't change while the columns stand.
#[derive(Default)]
pub(super) struct Tables(Mutex<Asked>);

#[derive(Default)]
struct Asked {
    tables: HashMap<Beside, Arc<[Cell]>>,
    cells: usize,
}

impl Tables {
    /// Whoever is in all these levels, by their code of a field.
    pub(super) fn of(
        &self,
        columns: &Columns,
        levels: Vec<LevelCodes>,
        field: Field,
    ) -> Arc<[Cell]> {
        let beside = (levels, field);
        if let Some(kept) = self.asked(|asked| asked.tables.get(&beside).map(Arc::clone)) {
            return kept;
        }
        let table: Arc<[Cell]> = columns.by_code(&beside.0, field).into();
        // By the number that may be told: how soon the next answer comes says no more than it.
        let met = table.iter().fold(Cell::EMPTY, |all, cell| all.and(*cell));
        let met = columns.noise().moved(met);
        if met.saturating_mul(FEW_OF) >= u64::try_from(columns.len()).unwrap_or(u64::MAX) {
            self.asked(|asked| asked.keep(beside, &table));
        }
        table
    }

    fn asked<T>(&self, what: impl FnOnce(&mut Asked) -> T) -> T {
        what(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Asked {
    fn keep(&mut self, beside: Beside, table: &Arc<[Cell]>) {
        if self.cells + table.len() > KEPT_MAX {
            *self = Self::default();
        }
        // Two may have counted the same at once.
        if self.tables.insert(beside, Arc::clone(table)).is_none() {
            self.cells += table.len();
        }
    }
}
