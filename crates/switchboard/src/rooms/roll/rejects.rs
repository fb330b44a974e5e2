//! Giving rejected rows back to their uploader, to be corrected and imported again.
//!
//! The file has the original columns, then `line` and `reason` in the reader's language; cells beyond
//! the header come last.
//! Imported again, those two columns are unknown to the roll and dropped. It begins with a byte
//! order mark, without which spreadsheets show "SiÃ¢n".
//!
//! A spreadsheet takes a cell that begins with `=`, `+`, `-`, `@`, tab or return for a formula, and
//! a stranger may have typed it into a join form. Such a cell gets a leading apostrophe (OWASP, CSV
//! injection), unless it is plainly a number: `+44 7700 900123` and `-3` must come back as they
//! are. The apostrophe stays in the cell when the file is imported again, and the officer sees it.

use std::borrow::Cow;
use std::io::{self, Write};

use super::file::Reject;
use super::why::said;
use crate::web::csv_cell::disarmed;
use crate::web::messages::Words;

#[cfg(test)]
mod tests;

/// Writes rejected rows as CSV.
pub struct RejectWriter<W: Write> {
    writer: csv::Writer<W>,
    words: Words,
    columns: usize,
}

impl<W: Write> std::fmt::Debug for RejectWriter<W> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "RejectWriter({} columns)", self.columns)
    }
}

impl<W: Write> RejectWriter<W> {
    /// Begins with the header of the file that the rows were in; the reasons are said in these words.
    ///
    /// # Errors
    /// What the target answers.
    pub fn new(mut target: W, words: &Words, header: &[String]) -> io::Result<Self> {
        target.write_all("\u{feff}".as_bytes())?;
        let mut writer = csv::WriterBuilder::new().flexible(true).from_writer(target);
        let header = header
            .iter()
            .map(|cell| disarmed(cell.trim_start_matches('\u{feff}')));
        let own = ["rejects-line", "rejects-reason"].map(|key| Cow::<str>::Owned(words.t(key)));
        write(&mut writer, header.clone().chain(own))?;
        Ok(Self {
            words: words.clone(),
            columns: header.count(),
            writer,
        })
    }

    /// Writes one row.
    ///
    /// # Errors
    /// What the target answers.
    pub fn write(&mut self, reject: &Reject) -> io::Result<()> {
        let cell = |column: usize| {
            reject
                .record
                .get(column)
                .map_or(Cow::Borrowed(""), |cell| disarmed(cell))
        };
        let line: [Cow<'_, str>; 2] = [
            Cow::Owned(reject.line.to_string()),
            Cow::Owned(said(&self.words, &reject.reason)),
        ];
        let surplus = reject
            .record
            .iter()
            .skip(self.columns)
            .map(|cell| disarmed(cell));
        write(
            &mut self.writer,
            (0..self.columns).map(cell).chain(line).chain(surplus),
        )
    }

    /// Writes what is left and gives the target back.
    ///
    /// # Errors
    /// What the target answers.
    pub fn finish(self) -> io::Result<W> {
        self.writer
            .into_inner()
            .map_err(csv::IntoInnerError::into_error)
    }
}

fn write<'a, W: Write>(
    writer: &mut csv::Writer<W>,
    cells: impl Iterator<Item = Cow<'a, str>>,
) -> io::Result<()> {
    for cell in cells {
        writer.write_field(cell.as_bytes())?;
    }
    writer.write_record(None::<&[u8]>)?;
    Ok(())
}
