//! Reading a roll from a CSV file, slice by slice, into rows and rejects.
//!
//! Pure over [`std::io::Read`]: no store, no path, no clock. The importer takes slices and writes
//! each in one transaction; memory is bounded by the slice and by [`RECORD_BYTES_MAX`], whatever
//! the file holds.
//!
//! Taken as it comes: comma, semicolon or tab between cells; a byte order mark; CRLF; blank lines
//! and rows of empty cells, which spreadsheets leave behind. Refused with a reason: anything but
//! UTF-8, spreadsheets themselves, NUL bytes, a quotation mark that swallows the rest of the file.

use std::io::{self, Chain, Cursor, Read};

use csv::ByteRecord;
use switchboard_store::rules::roll::{
    Defaults, Field, MapError, Mapping, RollRow, Stop, map_header, parse_row,
};

mod lines;
use lines::{Fault, Lines};

#[cfg(test)]
mod tests;

/// The most bytes that one record may have: a quotation mark without its twin ends here.
pub const RECORD_BYTES_MAX: u64 = 1 << 20;
/// The most columns that a file may have.
pub const COLUMNS_MAX: usize = 500;
/// The most lines that one record may run over, before a missing quotation mark is supposed.
const RECORD_LINES_MAX: u64 = 100;
const FIRST_BYTES: usize = 64 * 1024;

/// Why a file can't be read, or not any further.
#[derive(Debug, thiserror::Error)]
pub enum FileError {
    /// Nothing in it.
    #[error("the file is empty; save it again with a first line of column names")]
    Empty,
    /// An XLSX, XLS or ODS file.
    #[error("this is a spreadsheet; open it and save it as `CSV UTF-8`")]
    Spreadsheet,
    /// Bytes that are not UTF-8.
    #[error(
        "line {line} is not UTF-8; open the file in your spreadsheet and save it as `CSV UTF-8`"
    )]
    Encoding {
        /// The line on which the record begins.
        line: u64,
    },
    /// A NUL byte: no text has one.
    #[error("line {line} holds a NUL byte; save the file again as `CSV UTF-8`")]
    Nul {
        /// The line of the byte.
        line: u64,
    },
    /// A record that doesn't end.
    #[error(
        "the row that begins on line {line} is longer than 1 MiB; look there for a missing quotation mark"
    )]
    RecordTooLong {
        /// The line on which the record begins.
        line: u64,
    },
    /// More columns than any roll has.
    #[error(
        "the file has {found} columns; {COLUMNS_MAX} is the most, so leave out those that aren't needed"
    )]
    TooManyColumns {
        /// How many it has.
        found: usize,
    },
    /// The header.
    #[error(transparent)]
    Header(#[from] MapError),
    /// The disk, or the connection that the file comes over.
    #[error("the file can't be read: {0}")]
    Read(#[from] io::Error),
}

/// A row that didn't become a member, as its uploader gets it back.
#[derive(Clone, PartialEq, Eq)]
pub struct Reject {
    /// The line of the file on which the row begins, the first being 1.
    pub line: u64,
    /// The cells as they were.
    pub record: Vec<String>,
    /// Which column is wrong, and what to write there.
    pub reason: String,
    /// A mark that stops calls, which must not be lost with the row.
    pub stop: Option<Stop>,
}

/// Consecutive rows of the file.
#[derive(Default)]
pub struct Slice {
    /// Good rows, each with the line on which it begins.
    pub rows: Vec<(u64, RollRow)>,
    /// The others.
    pub rejects: Vec<Reject>,
}

impl std::fmt::Debug for Reject {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Reject(line {}, {})", self.line, self.reason)
    }
}

impl std::fmt::Debug for Slice {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(
            f,
            "Slice({} rows, {} rejects)",
            self.rows.len(),
            self.rejects.len()
        )
    }
}

/// A roll being read.
pub struct RollFile<R: Read> {
    reader: csv::Reader<Lines<Chain<Cursor<Vec<u8>>, R>>>,
    record: ByteRecord,
    header: Vec<String>,
    mapping: Mapping,
    defaults: Defaults,
}

impl<R: Read> std::fmt::Debug for RollFile<R> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "RollFile({} columns)", self.header.len())
    }
}

impl<R: Read> RollFile<R> {
    /// Reads the header and decides what the columns mean.
    ///
    /// # Errors
    /// [`FileError`]; of the header itself [`FileError::Header`], saying which `--map` would help.
    pub fn open(
        mut source: R,
        overrides: &[(String, Field)],
        defaults: Defaults,
    ) -> Result<Self, FileError> {
        let mut first = Vec::with_capacity(FIRST_BYTES);
        source
            .by_ref()
            .take(FIRST_BYTES as u64)
            .read_to_end(&mut first)?;
        check_first_bytes(&first)?;
        let reader = csv::ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .delimiter(delimiter_of(&first))
            .buffer_capacity(FIRST_BYTES)
            .from_reader(Lines::new(
                Cursor::new(first).chain(source),
                RECORD_BYTES_MAX,
            ));
        let mut file = Self {
            reader,
            record: ByteRecord::new(),
            header: Vec::new(),
            mapping: Mapping::default(),
            defaults,
        };
        let line = file.next_record()?.ok_or(FileError::Empty)?;
        let header = cells(&file.record).ok_or(FileError::Encoding { line })?;
        if header.len() > COLUMNS_MAX {
            return Err(FileError::TooManyColumns {
                found: header.len(),
            });
        }
        let mapping = map_header(&header, overrides)?;
        let header = header.into_iter().map(str::to_owned).collect();
        (file.header, file.mapping) = (header, mapping);
        Ok(file)
    }

    /// The header's cells, as they are.
    pub fn header(&self) -> &[String] {
        &self.header
    }

    /// What the columns mean, and which are dropped.
    pub fn mapping(&self) -> &Mapping {
        &self.mapping
    }

    /// The bytes read so far, for a progress bar; up to 64 KiB ahead of the rows.
    pub fn bytes_read(&self) -> u64 {
        self.reader.get_ref().delivered()
    }

    /// The next `rows_max` rows, good and bad together; none at the end of the file.
    ///
    /// # Errors
    /// [`FileError`] when the file can't be read any further. What earlier slices held stays good,
    /// but the file as a whole isn't: an import must be abandoned.
    pub fn next_slice(&mut self, rows_max: usize) -> Result<Option<Slice>, FileError> {
        let mut slice = Slice::default();
        while slice.rows.len() + slice.rejects.len() < rows_max {
            let Some(line) = self.next_record()? else {
                break;
            };
            let record = cells(&self.record).ok_or(FileError::Encoding { line })?;
            if record.iter().all(|cell| cell.trim().is_empty()) {
                continue;
            }
            let lines = lines::line_ends(self.record.as_slice()) + 1;
            if lines > RECORD_LINES_MAX {
                let reason =
                    format!("the row runs over {lines} lines; look for a missing quotation mark");
                slice.rejects.push(Reject {
                    line,
                    record: owned(&record),
                    reason,
                    stop: None,
                });
                continue;
            }
            match parse_row(&self.mapping, &record, &self.defaults) {
                Ok(row) => slice.rows.push((line, row)),
                Err(error) => {
                    let reason = error.to_string();
                    slice.rejects.push(Reject {
                        line,
                        record: owned(&record),
                        reason,
                        stop: error.stop,
                    });
                }
            }
        }
        let is_end = slice.rows.is_empty() && slice.rejects.is_empty();
        Ok((!is_end).then_some(slice))
    }

    /// Reads a record into `self.record`; answers the line on which it begins, none at the end.
    fn next_record(&mut self) -> Result<Option<u64>, FileError> {
        let start = self.reader.position().byte();
        self.reader.get_mut().begin(start);
        let more = self.reader.read_byte_record(&mut self.record);
        if let Some(fault) = self.reader.get_ref().fault() {
            return Err(match fault {
                Fault::Nul { line } => FileError::Nul { line },
                Fault::TooLong { line } => FileError::RecordTooLong { line },
            });
        }
        let more = more.map_err(|error| FileError::Read(error.into()))?;
        let end = self.reader.position().byte();
        let line = self
            .reader
            .get_mut()
            .end(end, lines::line_ends(self.record.as_slice()));
        Ok(more.then_some(line))
    }
}

/// The record's cells; none when one is not UTF-8.
fn cells(record: &ByteRecord) -> Option<Vec<&str>> {
    record
        .iter()
        .map(|cell| std::str::from_utf8(cell).ok())
        .collect()
}

fn owned(record: &[&str]) -> Vec<String> {
    record.iter().map(|cell| (*cell).to_owned()).collect()
}

/// Tells by the first bytes what is no CSV at all.
fn check_first_bytes(first: &[u8]) -> Result<(), FileError> {
    const ZIP: &[u8] = b"PK\x03\x04"; // XLSX, ODS
    const OLE: &[u8] = b"\xd0\xcf\x11\xe0"; // XLS
    const UTF_16: [&[u8]; 2] = [b"\xff\xfe", b"\xfe\xff"];
    let text = first.strip_prefix(b"\xef\xbb\xbf").unwrap_or(first);
    if text.iter().all(u8::is_ascii_whitespace) && first.len() < FIRST_BYTES {
        return Err(FileError::Empty);
    }
    if first.starts_with(ZIP) || first.starts_with(OLE) {
        return Err(FileError::Spreadsheet);
    }
    if UTF_16.iter().any(|mark| first.starts_with(mark)) {
        return Err(FileError::Encoding { line: 1 });
    }
    Ok(())
}

/// The delimiter that stands most often in the first line, outside quotation marks.
///
/// Where a comma is the decimal sign, spreadsheets save "CSV" with semicolons.
fn delimiter_of(first: &[u8]) -> u8 {
    let (mut commas, mut semicolons, mut tabs) = (0, 0, 0);
    let mut quoted = false;
    let is_blank = |byte: &u8| matches!(byte, b'\r' | b'\n');
    for byte in first.iter().skip_while(|byte| is_blank(byte)) {
        match byte {
            b'"' => quoted = !quoted,
            b'\r' | b'\n' if !quoted => break,
            b',' if !quoted => commas += 1,
            b';' if !quoted => semicolons += 1,
            b'\t' if !quoted => tabs += 1,
            _ => {}
        }
    }
    match (semicolons > commas && semicolons > tabs, tabs > commas) {
        (true, _) => b';',
        (false, true) => b'\t',
        (false, false) => b',',
    }
}
