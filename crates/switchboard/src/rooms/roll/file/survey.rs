//! Looking through a packed workbook before anything else reads it.
//!
//! A workbook is a ZIP archive of XML files, and may unpack to a thousand times its size. So every
//! part is unpacked once to nowhere, in blocks, and measured: parts, bytes as declared and as they
//! come, how many times the archive's own size they are, and how long a single tag or text is,
//! since a reader of XML holds it whole. Only then does `calamine` read the workbook.
//!
//! On the way this finds what that reader doesn't tell: hidden rows and columns, filters, merged
//! cells, and formulas without a result.

use std::collections::HashMap;
use std::io::{self, BufReader, Cursor, Read};

use quick_xml::escape::unescape;
use quick_xml::events::{BytesStart, Event};
use zip::ZipArchive;

use super::error::{FileError, Kind};

/// The most parts that a workbook may have.
const PARTS_MAX: usize = 10_000;
/// The most bytes that all parts may have when unpacked.
const UNPACKED_BYTES_MAX: u64 = 1 << 30;
/// A part up to this size is harmless, whatever is in it.
const SMALL_PART_BYTES: u64 = 32 << 20;
/// The most bytes that one tag or text of a larger part may have.
const TOKEN_BYTES_MAX: u64 = 1 << 20;
/// The most bytes of the part that holds the texts of all cells: they stay in memory.
const TEXTS_BYTES_MAX: u64 = 128 << 20;
/// The most texts that such a part may announce.
const TEXTS_MAX: u64 = 8_000_000;
/// How many times its own size an archive may unpack to, once that is more than a small part.
const RATIO_MAX: u64 = 200;
/// The most styles, sheets, names and links of a workbook: each costs a reader much more than its bytes.
const PIECES_MAX: u32 = 400_000;
/// The most merged cells of a sheet that are remembered.
const MERGED_MAX: usize = 100_000;

/// What stands in a workbook.
#[derive(Debug, Default)]
pub(super) struct Survey {
    /// The sheets' names with the ids of their parts.
    sheets: Vec<(String, String)>,
    /// Part ids with the paths of the parts, as the workbook says them.
    targets: HashMap<String, String>,
    parts: HashMap<String, Part>,
    pieces: u32,
}

/// What was seen in one sheet's part.
#[derive(Debug, Default)]
pub(super) struct Part {
    /// The hidden rows, by their numbers from 0.
    pub(super) hidden_rows: Vec<u32>,
    /// The hidden columns, as first and last.
    pub(super) hidden_columns: Vec<(u32, u32)>,
    /// True when a filter is set.
    pub(super) is_filtered: bool,
    /// Cells that are one over several rows.
    pub(super) merged: Vec<Merged>,
    /// Formulas that the file holds no result of.
    pub(super) formulas_without_result: u64,
}

/// A cell that reaches down over several rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Merged {
    pub(super) row: u32,
    pub(super) column: u32,
    pub(super) last_row: u32,
}

impl Survey {
    /// What was seen in the sheet of this name.
    pub(super) fn take(&mut self, sheet: &str) -> Part {
        let id = self.sheets.iter().find(|(name, _)| name == sheet);
        let target = id.and_then(|(_, id)| self.targets.get(id));
        let path = target.map(|target| target.trim_start_matches('/').to_lowercase());
        path.and_then(|path| {
            let key = self
                .parts
                .keys()
                .find(|key| {
                    **key == path
                        || key
                            .strip_suffix(&path)
                            .is_some_and(|rest| rest.ends_with('/'))
                })?
                .clone();
            self.parts.remove(&key)
        })
        .unwrap_or_default()
    }
}

/// Measures every part and remembers what was seen.
///
/// # Errors
/// [`FileError`]: a bomb, a damaged or locked archive, or one that is no workbook.
pub(super) fn survey(bytes: &[u8]) -> Result<Survey, FileError> {
    // Before the archive's own list is read: a reader of it makes room for each entry.
    let entries = bytes
        .windows(4)
        .filter(|four| four == b"PK\x01\x02")
        .count();
    if entries > PARTS_MAX {
        return Err(FileError::Bomb);
    }
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(damaged)?;
    known(&archive)?;
    let declared = archive.decompressed_size().unwrap_or(0);
    let length = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
    let most = length
        .saturating_mul(RATIO_MAX)
        .clamp(SMALL_PART_BYTES, UNPACKED_BYTES_MAX);
    if declared > u128::from(most) || archive.has_overlapping_entries().map_err(damaged)? {
        return Err(FileError::Bomb);
    }
    let mut survey = Survey::default();
    let mut left = most;
    for place in 0..archive.len() {
        let entry = archive.by_index(place).map_err(damaged)?;
        let name = entry
            .name()
            .map_err(damaged)?
            .replace('\\', "/")
            .to_lowercase();
        let mut guard = Guard::new(entry, left);
        let seen = read_part(&mut guard, &name, &mut survey);
        // What the XML reader left: an archive that is cut off or altered shows here.
        let rest = io::copy(&mut guard, &mut io::sink());
        left = guard.left;
        if guard.is_too_much {
            return Err(FileError::Bomb);
        }
        rest.map_err(damaged)?;
        if let Some(part) = seen? {
            survey.parts.insert(name, part);
        }
    }
    Ok(survey)
}

fn damaged<E>(_: E) -> FileError {
    FileError::Damaged
}

/// Tells workbooks from what else is packed with ZIP.
fn known(archive: &ZipArchive<Cursor<&[u8]>>) -> Result<(), FileError> {
    let has = |part: &str| {
        archive
            .file_names_raw()
            .any(|name| name.eq_ignore_ascii_case(part.as_bytes()))
    };
    let kind = if has("xl/workbook.bin") {
        Kind::BinaryWorkbook
    } else if has("word/document.xml") {
        Kind::Document
    } else if has("content.xml") && has("mimetype") {
        Kind::OpenDocument
    } else if has("_rels/.rels") {
        return Ok(());
    } else {
        Kind::Archive
    };
    Err(FileError::Kind(kind))
}

/// Reads a part as XML as far as it is XML; answers what was seen where it is a sheet.
fn read_part(
    guard: &mut Guard<impl Read>,
    name: &str,
    survey: &mut Survey,
) -> Result<Option<Part>, FileError> {
    let mut reader = quick_xml::Reader::from_reader(BufReader::new(guard));
    let config = reader.config_mut();
    config.check_end_names = false;
    config.expand_empty_elements = true;
    let mut buffer = Vec::new();
    let mut sheet = SheetWalk::default();
    let mut root = None;
    loop {
        buffer.clear();
        // What is no XML is no part that is read later.
        let Ok(event) = reader.read_event_into(&mut buffer) else {
            break;
        };
        match event {
            Event::Start(tag) => {
                root.get_or_insert_with(|| Root::of(&tag));
                survey.start(&tag, name)?;
                sheet.start(&tag);
            }
            Event::End(tag) => sheet.end(tag.local_name().as_ref()),
            Event::Text(text) => sheet.text(&text),
            Event::Eof => break,
            _ => {}
        }
        let most = match root {
            Some(Root::Sheet) => u64::MAX,
            Some(Root::Texts) => TEXTS_BYTES_MAX,
            Some(Root::Other) | None => SMALL_PART_BYTES,
        };
        if reader.buffer_position() > most {
            return Err(FileError::Bomb);
        }
    }
    Ok((root == Some(Root::Sheet)).then_some(sheet.part))
}

/// What a part is, by its outermost tag.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Root {
    Sheet,
    /// The texts of all cells.
    Texts,
    Other,
}

impl Root {
    fn of(tag: &BytesStart<'_>) -> Self {
        match tag.local_name().as_ref() {
            "worksheet" => Self::Sheet,
            "sst" => Self::Texts,
            _ => Self::Other,
        }
    }
}

impl Survey {
    /// Counts and remembers what belongs to the workbook as a whole.
    fn start(&mut self, tag: &BytesStart<'_>, part: &str) -> Result<(), FileError> {
        match tag.local_name().as_ref() {
            // A reader makes room for as many as are announced.
            "sst" if number(tag, "uniqueCount").is_some_and(|count| count > TEXTS_MAX) => {
                return Err(FileError::Bomb);
            }
            "sheet" => {
                self.pieces += 1;
                self.sheets.extend(pair(tag, "name", "id"));
            }
            "Relationship" => {
                self.pieces += 1;
                if part.ends_with("workbook.xml.rels") {
                    self.targets.extend(pair(tag, "Id", "Target"));
                }
            }
            "xf" | "font" | "fill" | "border" | "numFmt" | "dxf" | "cellStyle" | "definedName"
            | "stop" => self.pieces += 1,
            _ => {}
        }
        if self.pieces > PIECES_MAX {
            return Err(FileError::Bomb);
        }
        Ok(())
    }
}

/// Walking through a sheet's part, tag by tag.
#[derive(Default)]
struct SheetWalk {
    part: Part,
    row: u32,
    has_formula: bool,
    in_value: bool,
    has_value: bool,
}

impl SheetWalk {
    fn start(&mut self, tag: &BytesStart<'_>) {
        match tag.local_name().as_ref() {
            "row" => {
                if let Some(row) = number(tag, "r").and_then(|row| u32::try_from(row).ok()) {
                    self.row = row.saturating_sub(1);
                }
                if is_set(tag, "hidden") {
                    self.part.hidden_rows.push(self.row);
                }
            }
            "c" => (self.has_formula, self.has_value) = (false, false),
            "f" => self.has_formula = true,
            "v" | "is" => self.in_value = true,
            "col" if is_set(tag, "hidden") => {
                let edge =
                    |key| number(tag, key).and_then(|n| u32::try_from(n).ok()?.checked_sub(1));
                if let (Some(first), Some(last)) = (edge("min"), edge("max")) {
                    self.part.hidden_columns.push((first, last));
                }
            }
            "filterColumn" => self.part.is_filtered = true,
            "mergeCell" if self.part.merged.len() < MERGED_MAX => {
                let merged = attribute(tag, "ref").and_then(|range| merged(&range));
                self.part.merged.extend(merged);
            }
            _ => {}
        }
    }

    fn text(&mut self, text: &str) {
        self.has_value |= self.in_value && !text.is_empty();
    }

    fn end(&mut self, name: &str) {
        match name {
            "row" => self.row = self.row.saturating_add(1),
            "v" | "is" => self.in_value = false,
            "c" if self.has_formula && !self.has_value => {
                self.part.formulas_without_result += 1;
            }
            _ => {}
        }
    }
}

/// A range such as `B3:B7` that reaches over several rows.
fn merged(range: &str) -> Option<Merged> {
    let (first, last) = range.split_once(':')?;
    let ((row, column), (last_row, _)) = (place(first)?, place(last)?);
    (last_row > row).then_some(Merged {
        row,
        column,
        last_row,
    })
}

/// `B3` as row 2 and column 1.
fn place(cell: &str) -> Option<(u32, u32)> {
    let at = cell.find(|c: char| c.is_ascii_digit())?;
    let (letters, digits) = cell.split_at_checked(at)?;
    let mut column = 0_u32;
    for letter in letters.bytes() {
        let n = letter
            .to_ascii_uppercase()
            .checked_sub(b'A')
            .filter(|n| *n < 26)?;
        column = column.checked_mul(26)?.checked_add(u32::from(n) + 1)?;
    }
    let row = digits.parse::<u32>().ok()?;
    Some((row.checked_sub(1)?, column.checked_sub(1)?))
}

fn attribute(tag: &BytesStart<'_>, key: &str) -> Option<String> {
    tag.attributes()
        .with_checks(false)
        .filter_map(Result::ok)
        .find(|attribute| attribute.key.local_name().as_ref() == key)
        .and_then(|attribute| Some(unescape(&attribute.value).ok()?.into_owned()))
}

fn number(tag: &BytesStart<'_>, key: &str) -> Option<u64> {
    attribute(tag, key)?.trim().parse().ok()
}

fn is_set(tag: &BytesStart<'_>, key: &str) -> bool {
    attribute(tag, key).is_some_and(|value| matches!(value.as_str(), "1" | "true"))
}

fn pair(tag: &BytesStart<'_>, one: &str, other: &str) -> Option<(String, String)> {
    Some((attribute(tag, one)?, attribute(tag, other)?))
}

/// Counts what is unpacked, and stops at too much.
struct Guard<R> {
    inner: R,
    left: u64,
    taken: u64,
    token: u64,
    is_too_much: bool,
    /// True once a tag or text was longer than any should be.
    has_long_token: bool,
}

impl<R> Guard<R> {
    fn new(inner: R, left: u64) -> Self {
        Self {
            inner,
            left,
            taken: 0,
            token: 0,
            is_too_much: false,
            has_long_token: false,
        }
    }
}

impl<R: Read> Read for Guard<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let length = self.inner.read(buffer)?;
        let bytes = buffer.get(..length).unwrap_or_default();
        for byte in bytes {
            self.token = if matches!(byte, b'<' | b'>') {
                0
            } else {
                self.token + 1
            };
            self.has_long_token |= self.token > TOKEN_BYTES_MAX;
        }
        let length = u64::try_from(length).unwrap_or(u64::MAX);
        self.taken = self.taken.saturating_add(length);
        self.is_too_much |=
            length > self.left || (self.has_long_token && self.taken > SMALL_PART_BYTES);
        self.left = self.left.saturating_sub(length);
        if self.is_too_much {
            return Err(io::Error::from(io::ErrorKind::FileTooLarge));
        }
        Ok(bytes.len())
    }
}
