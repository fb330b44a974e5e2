//! One sheet of an XLSX workbook, read as text.
//!
//! The workbook is held in memory, since an archive can't be read from front to back; it has passed
//! the [`survey`](super::survey) before. `calamine` reads the cells; the sheet becomes a [`Grid`],
//! and the rest is let go of.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::io::Cursor;
use std::panic::{AssertUnwindSafe, catch_unwind};

use calamine::{
    Cell, DataRef, ExcelDateTime, ExcelDateTimeType, Reader, SheetType, SheetVisible, Style, Xlsx,
    XlsxError,
};
use switchboard_store::rules::roll::{Field, MapError, Mapping, Use, map_header};

use super::error::FileError;
use super::grid::Grid;
use super::notice::{Matter, Notice};
use super::survey::{Merged, Part, survey};
use super::{Asked, COLUMNS_MAX};

/// How far down the header is looked for, in rows that hold something.
const HEADER_ROWS_MAX: usize = 20;

type Workbook<'b> = Xlsx<Cursor<&'b [u8]>>;

/// A sheet whose header is understood.
pub(super) struct Sheet {
    pub(super) header: Vec<String>,
    pub(super) mapping: Mapping,
    pub(super) grid: Grid,
    /// The lines whose membership number has become a date.
    pub(super) dated: HashSet<u64>,
    pub(super) notices: Vec<Notice>,
}

/// Reads the sheet that was asked for, or the first visible one with a header that is understood.
///
/// # Errors
/// [`FileError`].
pub(super) fn open(bytes: &[u8], asked: &Asked<'_>) -> Result<Sheet, FileError> {
    let mut survey = survey(bytes)?;
    // A workbook made to break its reader may make it panic; it holds nothing that outlives it.
    let read = catch_unwind(AssertUnwindSafe(|| {
        let mut book: Workbook<'_> = Xlsx::new(Cursor::new(bytes))?;
        let (head, mut notices) = choose(&mut book, asked)?;
        let part = survey.take(&head.name);
        let mut sheet = Table::new(&head, &part, book.has_1904_epoch()).read(&mut book)?;
        notices.append(&mut sheet.notices);
        sheet.notices = notices;
        Ok(sheet)
    }));
    read.unwrap_or(Err(FileError::Damaged))
}

impl From<XlsxError> for FileError {
    fn from(why: XlsxError) -> Self {
        match why {
            XlsxError::Password => Self::Locked,
            _ => Self::Damaged,
        }
    }
}

/// The sheet to read, and where its table begins.
struct Head {
    name: String,
    header: Vec<String>,
    mapping: Mapping,
    /// The header's row, from 0.
    row: u32,
    /// Rows with something in them above the header.
    above: u64,
}

/// Chooses the sheet, and says which others hold something.
fn choose(book: &mut Workbook<'_>, asked: &Asked<'_>) -> Result<(Head, Vec<Notice>), FileError> {
    let is_table = |sheet: &&calamine::Sheet| sheet.typ == SheetType::WorkSheet;
    let sheets: Vec<(String, bool)> = book
        .sheets_metadata()
        .iter()
        .filter(is_table)
        .map(|sheet| (sheet.name.clone(), sheet.visible == SheetVisible::Visible))
        .collect();
    let (mut chosen, mut refused) = (None, None);
    let (mut others, mut hidden) = (Vec::new(), Vec::new());
    if let Some(name) = asked.sheet {
        let same = |sheet: &&(String, bool)| sheet.0.trim().eq_ignore_ascii_case(name.trim());
        let Some((name, _)) = sheets.iter().find(same) else {
            return Err(FileError::NoSuchSheet {
                asked: name.to_owned(),
                sheets: sheets.into_iter().map(|sheet| sheet.0).collect(),
            });
        };
        chosen = Some(head(book, name, asked)?.ok_or(FileError::Empty)??);
    }
    for (name, is_visible) in &sheets {
        if chosen.as_ref().is_some_and(|head| head.name == *name) {
            continue;
        }
        match head(book, name, asked)? {
            None => continue,
            Some(Ok(head)) if *is_visible && chosen.is_none() => {
                chosen = Some(head);
                continue;
            }
            Some(Err(why)) if *is_visible => {
                refused.get_or_insert(why);
            }
            Some(_) => {}
        }
        if *is_visible {
            &mut others
        } else {
            &mut hidden
        }
        .push(name.clone());
    }
    let head = chosen.ok_or(refused.unwrap_or(FileError::Empty))?;
    let mut notices = vec![Notice::Sheet(head.name.clone())];
    notices.extend((!others.is_empty()).then_some(Notice::OtherSheets(others)));
    notices.extend((!hidden.is_empty()).then_some(Notice::HiddenSheets(hidden)));
    Ok((head, notices))
}

/// Looks for a sheet's header; none when nothing stands in the sheet.
fn head(
    book: &mut Workbook<'_>,
    name: &str,
    asked: &Asked<'_>,
) -> Result<Option<Result<Head, FileError>>, FileError> {
    let mut why: Option<FileError> = None;
    for (above, (row, cells)) in (0..).zip(first_rows(book, name)?) {
        let cells: Vec<String> = cells;
        if cells.len() > COLUMNS_MAX {
            why.get_or_insert(FileError::TooManyColumns { found: cells.len() });
            continue;
        }
        let texts: Vec<&str> = cells.iter().map(String::as_str).collect();
        let mapped = map_header(&texts, asked.overrides)
            .and_then(|mapping| mapping.serves(asked.by).map(|()| mapping));
        match mapped {
            Ok(mapping) => {
                return Ok(Some(Ok(Head {
                    name: name.to_owned(),
                    mapping,
                    row,
                    above,
                    header: cells,
                })));
            }
            // What lacks one column is more of a header than what has none.
            Err(error) if error != MapError::NothingKnown => {
                if !matches!(why, Some(FileError::Header(ref other)) if *other != MapError::NothingKnown)
                {
                    why = Some(error.into());
                }
            }
            Err(error) => {
                why.get_or_insert(error.into());
            }
        }
    }
    Ok(why.map(Err))
}

/// The first rows that hold something, each up to its last cell.
fn first_rows(book: &mut Workbook<'_>, name: &str) -> Result<Vec<(u32, Vec<String>)>, FileError> {
    let mut rows: Vec<(u32, Vec<String>)> = Vec::new();
    let mut cells = book.worksheet_cells_reader(name)?;
    while let Some(cell) = cells.next_cell()? {
        let (row, column) = cell.get_position();
        let text = text_of(cell.get_value(), Shape::default()).0;
        if text.trim().is_empty() {
            continue;
        }
        if rows.last().is_none_or(|(last, _)| *last != row) {
            if rows.len() == HEADER_ROWS_MAX {
                break;
            }
            rows.push((row, Vec::new()));
        }
        let column = usize::try_from(column).unwrap_or(usize::MAX);
        if let Some((_, cells)) = rows.last_mut() {
            // Columns end at XFD; further ones don't exist.
            if column < 16_384 {
                cells.resize(cells.len().max(column + 1), String::new());
                if let Some(cell) = cells.get_mut(column) {
                    *cell = text.into_owned();
                }
            }
        }
    }
    Ok(rows)
}

/// What a column's cells are read as.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Column {
    /// Days: a bare number of five digits is one.
    Day,
    /// What members are matched by.
    Number,
    /// Kept, and no day.
    Kept,
    #[default]
    Other,
}

impl Column {
    fn of(column: &switchboard_store::rules::roll::Column) -> Self {
        match column.used {
            Use::Kept(Field::BirthDate | Field::JoinedOn | Field::EndsOn) => Self::Day,
            Use::Kept(Field::ExternalId) => Self::Number,
            Use::Kept(_) => Self::Kept,
            Use::NotKept(_) | Use::Unknown => Self::Other,
        }
    }
}

/// How a cell's value is written as text.
#[derive(Debug, Clone, Copy, Default)]
struct Shape {
    column: Column,
    /// To how many digits the cell's format fills a number up with zeros.
    zeros: usize,
    is_1904: bool,
}

/// What was done to a value on the way to its text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Turn {
    Plain,
    DayFromNumber,
    Day,
}

/// The text of a value as somebody would type it; numbers with all their digits.
fn text_of<'v>(value: &'v DataRef<'_>, shape: Shape) -> (Cow<'v, str>, Turn) {
    let plain = |text: String| (Cow::Owned(text), Turn::Plain);
    match value {
        DataRef::Empty => (Cow::Borrowed(""), Turn::Plain),
        DataRef::String(text) | DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => {
            (Cow::Borrowed(text), Turn::Plain)
        }
        DataRef::SharedString(text) => (Cow::Borrowed(text), Turn::Plain),
        DataRef::Bool(is) => plain(if *is { "TRUE" } else { "FALSE" }.to_owned()),
        DataRef::Error(error) => plain(error.to_string()),
        DataRef::Int(n) => plain(format!("{n:0width$}", width = shape.zeros)),
        DataRef::DateTime(moment) if moment.is_datetime() => (day_of(moment).into(), Turn::Day),
        DataRef::DateTime(span) => plain(number(span.as_f64(), 0)),
        DataRef::Float(n) if shape.column == Column::Day && is_serial(*n) => {
            let moment = ExcelDateTime::new(*n, ExcelDateTimeType::DateTime, shape.is_1904);
            (day_of(&moment).into(), Turn::DayFromNumber)
        }
        DataRef::Float(n) => plain(number(*n, shape.zeros)),
    }
}

/// True for the days from 1927 to 2119: four digits may be a year.
fn is_serial(n: f64) -> bool {
    (10_000.0..=80_000.0).contains(&n)
}

fn day_of(moment: &ExcelDateTime) -> String {
    let (year, month, day, hour, minute, second, _) = moment.to_ymd_hms_milli();
    if (hour, minute, second) == (0, 0, 0) {
        format!("{year:04}-{month:02}-{day:02}")
    } else {
        format!("{year:04}-{month:02}-{day:02} {hour:02}:{minute:02}:{second:02}")
    }
}

/// A number with all its digits; one that a spreadsheet can't hold exactly is written so that it shows.
fn number(n: f64, zeros: usize) -> String {
    const EXACT: f64 = 1e15;
    if n.fract() == 0.0 && n.abs() < EXACT {
        return format!("{n:0zeros$.0}");
    }
    if n.abs() < EXACT {
        return n.to_string();
    }
    format!("{n:E}").replacen('E', "E+", 1)
}

/// The zeros of a format such as `00000000000`.
fn zeros_of(style: &Style) -> usize {
    let code = style
        .number_format
        .as_ref()
        .map(|format| format.format_code.as_str());
    code.filter(|code| code.bytes().all(|byte| byte == b'0') && code.len() <= 32)
        .map_or(0, str::len)
}

/// Reading a sheet below its header.
struct Table<'a> {
    head: &'a Head,
    part: &'a Part,
    columns: Vec<Column>,
    is_1904: bool,
    grid: Grid,
    dated: HashSet<u64>,
    counts: Counts,
    /// The row that is being gathered.
    row: Option<u32>,
    cells: Vec<String>,
    is_date: bool,
    /// Texts of merged cells, by column, with the last row they reach to.
    falling: HashMap<usize, (u32, String)>,
    merged: HashMap<(u32, u32), u32>,
    hidden: HashSet<u32>,
}

#[derive(Default)]
struct Counts {
    hidden: u64,
    days_from_numbers: u64,
    days_elsewhere: u64,
    beside: u64,
    merged: u64,
}

impl<'a> Table<'a> {
    fn new(head: &'a Head, part: &'a Part, is_1904: bool) -> Self {
        let columns: Vec<Column> = head.mapping.columns().iter().map(Column::of).collect();
        let below = |merged: &&Merged| merged.row > head.row;
        let merged = part.merged.iter().filter(below);
        Self {
            head,
            part,
            is_1904,
            grid: Grid::new(columns.len()),
            dated: HashSet::new(),
            counts: Counts::default(),
            row: None,
            cells: vec![String::new(); columns.len()],
            is_date: false,
            falling: HashMap::new(),
            merged: merged
                .map(|merged| ((merged.row, merged.column), merged.last_row))
                .collect(),
            hidden: part.hidden_rows.iter().copied().collect(),
            columns,
        }
    }

    fn read(mut self, book: &mut Workbook<'_>) -> Result<Sheet, FileError> {
        let mut cells = book.worksheet_cells_reader(&self.head.name)?;
        let zeros: Vec<usize> = cells.styles().iter().map(zeros_of).collect();
        while let Some((cell, style)) = cells.next_cell_with_style_id()? {
            self.take(&cell, zeros.get(style).copied().unwrap_or(0))?;
        }
        drop(cells);
        self.end_row()?;
        let notices = self.notices();
        Ok(Sheet {
            header: self.head.header.clone(),
            mapping: self.head.mapping.clone(),
            grid: self.grid,
            dated: self.dated,
            notices,
        })
    }

    fn take(&mut self, cell: &Cell<DataRef<'_>>, zeros: usize) -> Result<(), FileError> {
        let (row, column) = cell.get_position();
        if row <= self.head.row {
            return Ok(());
        }
        if self.row != Some(row) {
            self.end_row()?;
            self.row = Some(row);
        }
        let place = usize::try_from(column).unwrap_or(usize::MAX);
        let kind = self.columns.get(place).copied();
        let shape = Shape {
            column: kind.unwrap_or_default(),
            zeros,
            is_1904: self.is_1904,
        };
        let (text, turn) = text_of(cell.get_value(), shape);
        if text.trim().is_empty() {
            return Ok(());
        }
        match (turn, kind) {
            (_, None) => {
                self.counts.beside += 1;
                return Ok(());
            }
            (Turn::DayFromNumber, _) => self.counts.days_from_numbers += 1,
            (Turn::Day, Some(Column::Number)) => self.is_date = true,
            (Turn::Day, Some(Column::Kept)) => self.counts.days_elsewhere += 1,
            _ => {}
        }
        if let Some(last) = self.merged.get(&(row, column)) {
            self.counts.merged += 1;
            self.falling
                .insert(place, (*last, text.clone().into_owned()));
        }
        if let Some(cell) = self.cells.get_mut(place) {
            *cell = text.into_owned();
        }
        Ok(())
    }

    /// Puts the gathered row away, unless it is empty.
    fn end_row(&mut self) -> Result<(), FileError> {
        let Some(row) = self.row.take() else {
            return Ok(());
        };
        self.falling.retain(|_, (last, _)| *last >= row);
        let is_empty = self.cells.iter().all(String::is_empty);
        if !is_empty {
            for (place, (_, text)) in &self.falling {
                if let Some(cell) = self.cells.get_mut(*place).filter(|cell| cell.is_empty()) {
                    cell.clone_from(text);
                }
            }
            let line = row.saturating_add(1);
            self.counts.hidden += u64::from(self.hidden.contains(&row));
            if self.is_date {
                self.dated.insert(u64::from(line));
            }
            self.grid
                .push(line, &self.cells)
                .map_err(|_| FileError::TooLarge)?;
        }
        self.is_date = false;
        self.cells.iter_mut().for_each(String::clear);
        Ok(())
    }

    fn notices(&self) -> Vec<Notice> {
        let hidden_columns = (0_u32..).zip(&self.columns).filter(|(place, column)| {
            let ranges = &self.part.hidden_columns;
            **column != Column::Other
                && ranges
                    .iter()
                    .any(|(first, last)| (first..=last).contains(&place))
        });
        let hidden = if self.part.is_filtered {
            Matter::FilteredRows
        } else {
            Matter::HiddenRows
        };
        let counts = [
            (Matter::RowsAbove, self.head.above),
            (hidden, self.counts.hidden),
            (
                Matter::HiddenColumns,
                u64::try_from(hidden_columns.count()).unwrap_or(u64::MAX),
            ),
            (Matter::Merged, self.counts.merged),
            (
                Matter::FormulasWithoutResult,
                self.part.formulas_without_result,
            ),
            (Matter::DatesFromNumbers, self.counts.days_from_numbers),
            (Matter::DatesElsewhere, self.counts.days_elsewhere),
            (Matter::CellsBeside, self.counts.beside),
        ];
        counts
            .into_iter()
            .filter(|(_, count)| *count > 0)
            .map(|(matter, count)| Notice::Count(matter, count))
            .collect()
    }
}
