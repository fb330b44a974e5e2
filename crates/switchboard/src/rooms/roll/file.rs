//! Reading a roll from a file, slice by slice, into rows and rejects.
//!
//! Pure over [`std::io::Read`]: no store, no path, no clock. The importer takes slices and writes
//! each in one transaction. A CSV file passes through, and memory is bounded by the slice and by
//! [`RECORD_BYTES_MAX`], whatever it holds; a workbook is held whole, up to
//! [`SHEET_FILE_BYTES_MAX`].
//!
//! Which of the two it is, its bytes say, never its name. Taken as it comes: comma, semicolon, tab
//! or stroke between cells, or what a first line `sep=;` names; a byte order mark; UTF-8, UTF-16
//! and the older encodings; CRLF; blank lines and rows of empty cells, which spreadsheets leave
//! behind. Refused with a reason: other kinds of files, NUL bytes, a quotation mark that swallows
//! the rest of the file. What was put right on the way is told by [`RollFile::notices`].

use std::collections::HashSet;
use std::io::Read;

use csv::ByteRecord;
use switchboard_store::rules::person::ExternalId;
use switchboard_store::rules::roll::{
    By, Defaults, Field, Mapping, Noticed, Part, Rejection, SaidRow, Stop, map_header,
};

mod decode;
mod error;
mod first;
mod gather;
mod grid;
mod lines;
mod notice;
mod sheet;
mod survey;
mod taking;

use decode::Decoded;
pub use error::{FileError, Kind};
use first::{Delimiter, Door};
use gather::Gather;
use grid::Grid;
use lines::{Fault, Lines};
pub use notice::{Matter, Notice};
use taking::Taking;

#[cfg(test)]
mod tests;

/// The most bytes that one record may have: a quotation mark without its twin ends here.
pub const RECORD_BYTES_MAX: u64 = 1 << 20;
/// The most columns that a file may have.
pub const COLUMNS_MAX: usize = 500;
/// The most bytes of a workbook, which is held in memory.
pub const SHEET_FILE_BYTES_MAX: u64 = 64 << 20;
/// A slice ends early when what it gives back is larger than this.
const REJECT_BYTES_MAX: usize = 8 << 20;
const FIRST_BYTES: usize = 64 * 1024;

/// How a file is to be read.
#[derive(Debug, Clone, Copy)]
pub struct Asked<'a> {
    /// What columns mean whose names don't say it.
    pub overrides: &'a [(String, Field)],
    /// What the file doesn't say.
    pub defaults: Defaults,
    /// By what its members are known: a header without that is none.
    pub by: By,
    /// The sheet of a workbook; none for the first whose header is understood.
    pub sheet: Option<&'a str>,
}

/// A row that didn't become a member, as its uploader gets it back.
#[derive(Clone, PartialEq, Eq)]
pub struct Reject {
    /// The line of the file on which the row begins, the first being 1.
    pub line: u64,
    /// The cells as they were.
    pub record: Vec<String>,
    /// Which column is wrong, and what to write there.
    pub reason: Rejection,
    /// The member, where the row says who.
    pub external_id: Option<ExternalId>,
    /// A mark that stops calls, which must not be lost with the row.
    pub stop: Option<Stop>,
}

/// Consecutive rows of the file.
#[derive(Default)]
pub struct Slice {
    /// Good rows, each with the line on which it begins.
    pub rows: Vec<(u64, SaidRow)>,
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
    body: Body<R>,
    header: Vec<String>,
    mapping: Mapping,
    defaults: Defaults,
    noticed: Noticed,
    /// Rows of members who may have several; none where the file names people.
    gather: Option<Gather>,
}

/// Where the rows come from.
enum Body<R: Read> {
    Csv(Box<Csv<R>>),
    Sheet {
        grid: Grid,
        dated: HashSet<u64>,
        notices: Vec<Notice>,
        /// The next row.
        at: usize,
        /// The size of the file.
        bytes: u64,
    },
}

struct Csv<R: Read> {
    reader: csv::Reader<Lines<Decoded<R>>>,
    record: ByteRecord,
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
    pub fn open(mut source: R, asked: &Asked<'_>) -> Result<Self, FileError> {
        let mut first = Vec::with_capacity(FIRST_BYTES);
        source
            .by_ref()
            .take(FIRST_BYTES as u64)
            .read_to_end(&mut first)?;
        match first::door(&first)? {
            Door::Csv => Self::open_csv(first, source, asked),
            Door::Zip => Self::open_sheet(&gathered(first, source)?, asked),
            Door::Ole => Err(ole(&gathered(first, source)?)),
        }
    }

    fn open_csv(first: Vec<u8>, source: R, asked: &Asked<'_>) -> Result<Self, FileError> {
        let region = asked.defaults.region.to_string();
        let mut decoded = Decoded::new(first, source, &region);
        let text = decoded.peek()?;
        let is_whole = text.len() < FIRST_BYTES;
        let plain = text.strip_prefix(first::MARK).unwrap_or(text);
        if is_whole && plain.iter().all(u8::is_ascii_whitespace) {
            return Err(FileError::Empty);
        }
        if asked.sheet.is_some() {
            return Err(FileError::NoSheets);
        }
        let delimiter = Delimiter::of(text);
        let reader = csv::ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .delimiter(delimiter.byte)
            .buffer_capacity(FIRST_BYTES)
            .from_reader(Lines::new(decoded, RECORD_BYTES_MAX));
        let mut csv = Csv {
            reader,
            record: ByteRecord::new(),
        };
        if delimiter.is_said {
            csv.next()?;
        }
        let line = csv.next()?.ok_or(FileError::Empty)?;
        if csv.record.len() > COLUMNS_MAX {
            return Err(FileError::TooManyColumns {
                found: csv.record.len(),
            });
        }
        let header = cells(&csv.record).ok_or(FileError::Encoding { line })?;
        let mapping = map_header(&header, asked.overrides)?;
        mapping.serves(asked.by)?;
        let gather = gather_of(&mapping);
        Ok(Self {
            header: header.into_iter().map(str::to_owned).collect(),
            mapping,
            defaults: asked.defaults,
            noticed: Noticed::default(),
            gather,
            body: Body::Csv(Box::new(csv)),
        })
    }

    fn open_sheet(bytes: &[u8], asked: &Asked<'_>) -> Result<Self, FileError> {
        let sheet = sheet::open(bytes, asked)?;
        let gather = gather_of(&sheet.mapping);
        Ok(Self {
            header: sheet.header,
            mapping: sheet.mapping,
            defaults: asked.defaults,
            noticed: Noticed::default(),
            gather,
            body: Body::Sheet {
                grid: sheet.grid,
                dated: sheet.dated,
                notices: sheet.notices,
                at: 0,
                bytes: u64::try_from(bytes.len()).unwrap_or(u64::MAX),
            },
        })
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
        match &self.body {
            Body::Csv(csv) => csv.reader.get_ref().inner().bytes_read(),
            Body::Sheet {
                grid, at, bytes, ..
            } => {
                let part = |n: usize| u64::try_from(n).unwrap_or(0);
                bytes.saturating_mul(part(*at)) / part(grid.len()).max(1)
            }
        }
    }

    /// What the file's keeper should hear of the rows so far, and that is no fault.
    pub fn notices(&self) -> Vec<Notice> {
        let mut notices = match &self.body {
            Body::Csv(csv) => vec![Notice::Encoding(csv.reader.get_ref().inner().encoding())],
            Body::Sheet { notices, .. } => notices.clone(),
        };
        if let Some(gather) = &self.gather {
            let counts = [
                (Matter::RowsJoined, gather.joined),
                (Matter::AddressesDiffer, gather.addresses),
            ];
            let counts = counts.into_iter().filter(|(_, count)| *count > 0);
            notices.extend(counts.map(|(matter, count)| Notice::Count(matter, count)));
        }
        let signs = self.noticed.seen();
        notices.extend(signs.map(|(sign, count)| Notice::Count(Matter::Sign(sign), count)));
        notices
    }

    /// The next `rows_max` rows, good and bad together; none at the end of the file.
    ///
    /// # Errors
    /// [`FileError`] when the file can't be read any further. What earlier slices held stays good,
    /// but the file as a whole isn't: an import must be abandoned.
    pub fn next_slice(&mut self, rows_max: usize) -> Result<Option<Slice>, FileError> {
        let Some(mut gather) = self.gather.take() else {
            return self.read_slice(rows_max);
        };
        if gather.is_empty() {
            while let Some(slice) = self.read_slice(rows_max)? {
                gather.take(slice);
                if gather.is_full() {
                    break;
                }
            }
            gather.close();
        }
        let slice = gather.next(rows_max);
        self.gather = Some(gather);
        Ok((!slice.is_empty()).then_some(slice))
    }

    fn read_slice(&mut self, rows_max: usize) -> Result<Option<Slice>, FileError> {
        let mut slice = Slice::default();
        let mut given_back = 0;
        while slice.rows.len() + slice.rejects.len() < rows_max && given_back < REJECT_BYTES_MAX {
            let before = slice.rejects.len();
            let mut taking = Taking {
                mapping: &self.mapping,
                defaults: &self.defaults,
                noticed: &mut self.noticed,
                slice: &mut slice,
            };
            let more = match &mut self.body {
                Body::Csv(csv) => taking.next_of_csv(csv)?,
                Body::Sheet {
                    grid, dated, at, ..
                } => taking.next_of_sheet(grid, dated, at),
            };
            if !more {
                break;
            }
            given_back += slice.rejects.get(before).map_or(0, Reject::bytes);
        }
        Ok((!slice.is_empty()).then_some(slice))
    }
}

impl<R: Read> Csv<R> {
    /// Reads the next record; answers the line on which it begins, none at the end.
    fn next(&mut self) -> Result<Option<u64>, FileError> {
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

impl Slice {
    fn is_empty(&self) -> bool {
        self.rows.is_empty() && self.rejects.is_empty()
    }
}

/// A file without names only adds to known members: all its rows about one are taken.
fn gather_of(mapping: &Mapping) -> Option<Gather> {
    let names_people = mapping.parts().has(Part::Name);
    (!names_people).then(Gather::default)
}

impl Reject {
    fn bytes(&self) -> usize {
        let cell = |cell: &String| cell.len() + size_of::<String>();
        self.record.iter().map(cell).sum()
    }
}

/// The record's cells; none when one is not UTF-8.
fn cells(record: &ByteRecord) -> Option<Vec<&str>> {
    record
        .iter()
        .map(|cell| std::str::from_utf8(cell).ok())
        .collect()
}

/// The whole file, where it can't be read from front to back.
fn gathered(mut first: Vec<u8>, source: impl Read) -> Result<Vec<u8>, FileError> {
    let read = u64::try_from(first.len()).unwrap_or(u64::MAX);
    source
        .take((SHEET_FILE_BYTES_MAX + 1).saturating_sub(read))
        .read_to_end(&mut first)?;
    if u64::try_from(first.len()).unwrap_or(u64::MAX) > SHEET_FILE_BYTES_MAX {
        return Err(FileError::TooLarge);
    }
    Ok(first)
}

/// What an Office file of the old form is: a workbook of today is packed into one to be locked.
fn ole(bytes: &[u8]) -> FileError {
    let has = |name: &str| {
        let name: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        bytes.windows(name.len()).any(|window| window == name)
    };
    if has("EncryptedPackage") {
        FileError::Locked
    } else if has("WordDocument") {
        FileError::Kind(Kind::Document)
    } else {
        FileError::Kind(Kind::OldWorkbook)
    }
}
