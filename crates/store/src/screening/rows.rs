//! Rows of a screening list: those of the list before, and those that are written.

use std::collections::VecDeque;

use switchboard_rules::screening::{DAY_ROW, Mark, TAIL};

use super::{bucket, damaged};
use crate::engine::{Arg, Value};
use crate::fault::Fault;
use crate::world::World;

/// For how long the day of a new listing is kept: longer than any pack's days of grace.
const DAYS_KEPT: u16 = 60;

/// A row of the list before.
pub(super) struct OldRow {
    pub(super) prefix: u32,
    tails: Vec<u8>,
    since: Vec<u8>,
}

impl OldRow {
    pub(super) fn numbers(&self) -> u64 {
        (self.tails.len() / TAIL) as u64
    }

    pub(super) fn holds(&self, tail: [u8; TAIL]) -> bool {
        let (tails, _) = self.tails.as_chunks::<TAIL>();
        tails.binary_search(&tail).is_ok()
    }

    pub(super) fn since(&self, tail: [u8; TAIL]) -> Option<u16> {
        let (days, _) = self.since.as_chunks::<DAY_ROW>();
        days.iter().find_map(|row| {
            let (of, day) = row.split_last_chunk::<2>()?;
            (*of == tail).then(|| u16::from_be_bytes(*day))
        })
    }
}

const OLD_ROWS: &str = "select prefix, tails, since from screening_row where filling = $1 and prefix >= $2 and prefix < $3 order by prefix";

pub(super) fn old_rows(
    world: &World,
    filling: [u8; 16],
    prefixes: std::ops::Range<u32>,
) -> Result<VecDeque<OldRow>, Fault> {
    let args = [
        Arg::Bytes(&filling),
        Arg::Int(prefixes.start.into()),
        Arg::Int(prefixes.end.into()),
    ];
    let rows = world.0.db.read("screening-old", |raw| {
        raw.all(OLD_ROWS, &args, |row| {
            Ok(OldRow {
                prefix: u32::try_from(row.int(0)?).map_err(|_| damaged())?,
                tails: row.bytes(1)?.to_vec(),
                since: row.bytes(2)?.to_vec(),
            })
        })
    })?;
    Ok(rows.into())
}

/// A row as it is written.
pub(super) struct Row {
    prefix: u32,
    tails: Vec<u8>,
    since: Vec<u8>,
    /// How many of them stood in no list before.
    pub(super) new: u64,
}

impl Row {
    /// Of these numbers, beside what the list before had. A number that wasn't in it may have been listed on the day behind it.
    pub(super) fn of(
        prefix: u32,
        marks: &[Mark],
        was: Option<&OldRow>,
        before: Option<u16>,
        dated: u16,
    ) -> Self {
        let mut row = Self {
            prefix,
            tails: Vec::with_capacity(marks.len() * TAIL),
            since: Vec::new(),
            new: 0,
        };
        for mark in marks {
            let tail = mark.tail();
            row.tails.extend(tail);
            let since = if was.is_some_and(|was| was.holds(tail)) {
                was.and_then(|was| was.since(tail))
                    .filter(|day| dated.saturating_sub(*day) <= DAYS_KEPT)
            } else {
                row.new += 1;
                before.map(|before| before.saturating_add(1))
            };
            if let Some(day) = since {
                row.since.extend(tail);
                row.since.extend(day.to_be_bytes());
            }
        }
        row
    }

    pub(super) fn values(&self, filling: [u8; 16]) -> Vec<Value> {
        vec![
            Value::Int(bucket(self.prefix)),
            Value::Bytes(filling.to_vec()),
            Value::Int(self.prefix.into()),
            Value::Bytes(self.tails.clone()),
            Value::Bytes(self.since.clone()),
        ]
    }
}
