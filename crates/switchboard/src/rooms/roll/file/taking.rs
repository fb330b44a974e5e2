//! One record of a file into a slice: a row, or a reject with its reason.

use std::collections::HashSet;
use std::io::Read;

use csv::ByteRecord;
use switchboard_store::rules::person::ExternalId;
use switchboard_store::rules::roll::{
    Damage, Defaults, Field, Mapping, Noticed, Reason, Rejection, Stop, Use, parse_row,
};

use super::decode::as_western;
use super::grid::Grid;
use super::{COLUMNS_MAX, Csv, FileError, Reject, Slice, cells, lines};

/// The most lines that one record may run over, before a missing quotation mark is supposed.
const RECORD_LINES_MAX: u64 = 100;

/// Records on their way into a slice.
pub(super) struct Taking<'a> {
    pub(super) mapping: &'a Mapping,
    pub(super) defaults: &'a Defaults,
    pub(super) noticed: &'a mut Noticed,
    pub(super) slice: &'a mut Slice,
}

impl Taking<'_> {
    /// Takes the next record; false at the end.
    pub(super) fn next_of_csv<R: Read>(&mut self, csv: &mut Csv<R>) -> Result<bool, FileError> {
        let Some(line) = csv.next()? else {
            return Ok(false);
        };
        let lines = lines::line_ends(csv.record.as_slice()) + 1;
        match cells(&csv.record) {
            None => self.reject_encoding(line, &csv.record),
            Some(record) if lines > RECORD_LINES_MAX => {
                let reason = Reason::Lines { lines };
                self.reject(line, &record, reason.into(), (None, None));
            }
            Some(record) => self.take(line, &record),
        }
        Ok(true)
    }

    pub(super) fn next_of_sheet(
        &mut self,
        grid: &Grid,
        dated: &HashSet<u64>,
        at: &mut usize,
    ) -> bool {
        let Some((line, record)) = grid.row(*at) else {
            return false;
        };
        *at += 1;
        if dated.contains(&line) {
            let columns = self.mapping.columns().iter();
            let mut numbers = columns.filter(|column| column.used == Use::Kept(Field::ExternalId));
            let why = Rejection {
                column: numbers.next().map(|column| column.name.clone()),
                reason: Reason::Damage(Damage::Date),
            };
            self.reject(line, &record, why, (None, None));
        } else {
            self.take(line, &record);
        }
        true
    }

    fn take(&mut self, line: u64, record: &[&str]) {
        if record.iter().all(|cell| cell.trim().is_empty()) {
            return;
        }
        let mut noticed = Noticed::default();
        match parse_row(self.mapping, record, self.defaults, &mut noticed) {
            Ok(row) => {
                self.noticed.add(&noticed);
                self.slice.rows.push((line, row));
            }
            Err(error) => {
                let why = Rejection::from(&error);
                self.reject(line, record, why, (error.external_id, error.stop));
            }
        }
    }

    /// Gives a row back whose bytes are not of the file's encoding. A mark that stops calls still counts.
    fn reject_encoding(&mut self, line: u64, record: &ByteRecord) {
        let record: Vec<String> = record
            .iter()
            .map(|cell| match std::str::from_utf8(cell) {
                Ok(text) => text.to_owned(),
                Err(_) => as_western(cell),
            })
            .collect();
        let record: Vec<&str> = record.iter().map(String::as_str).collect();
        let read = parse_row(
            self.mapping,
            &record,
            self.defaults,
            &mut Noticed::default(),
        );
        let whose = match read {
            Err(error) => (error.external_id, error.stop),
            Ok(row) => {
                let is_stop = row.do_not_call || row.deceased;
                let stop = row.external_id.clone().filter(|_| is_stop).map(|id| Stop {
                    external_id: id,
                    do_not_call: row.do_not_call,
                    deceased: row.deceased,
                });
                (row.external_id, stop)
            }
        };
        self.reject(line, &record, Reason::Encoding.into(), whose);
    }

    /// Gives a row back, with the member it is about and the mark it holds, as far as they can be told.
    fn reject(
        &mut self,
        line: u64,
        record: &[&str],
        reason: Rejection,
        (external_id, stop): (Option<ExternalId>, Option<Stop>),
    ) {
        self.slice.rejects.push(Reject {
            line,
            record: owned(record),
            reason,
            external_id,
            stop,
        });
    }
}

/// The cells as they go back. What lies beyond the most columns goes into one cell: a line of a
/// million commas is no million cells.
fn owned(record: &[&str]) -> Vec<String> {
    let (cells, rest) = record.split_at(record.len().min(COLUMNS_MAX));
    let cells = cells.iter().map(|cell| (*cell).to_owned());
    let rest = (!rest.is_empty()).then(|| rest.join(","));
    cells.chain(rest).collect()
}
