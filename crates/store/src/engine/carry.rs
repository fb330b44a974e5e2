//! Carrying every row out of a store and into another, whichever engine either is.
//!
//! The form is PostgreSQL's binary COPY (its manual, "COPY", "Binary Format"): a head of 19 bytes, for each row the number
//! of its columns and for each column its length and its bytes, and -1 at the end. PostgreSQL reads and writes it itself;
//! for SQLite these few lines do. Integers are 8 bytes, the largest first; text is UTF-8; -1 as a length is null.
//!
//! Which tables and columns there are is asked of the store's own catalogue, so none can be forgotten. A column called
//! `xact` holds a number of one PostgreSQL's transactions, which means nothing elsewhere: it is carried as 0.

use std::io::Read;

use super::{Arg, Engine, Fault, Options, Place, postgres, sqlite};

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Int,
    Text,
    Bytes,
}

impl Kind {
    /// The kind of a type's name in either engine's catalogue.
    pub(super) fn of(declared: &str) -> Result<Self, Fault> {
        match declared.to_ascii_lowercase().as_str() {
            "bigint" | "integer" => Ok(Self::Int),
            "text" => Ok(Self::Text),
            "blob" | "bytea" => Ok(Self::Bytes),
            other => Err(Fault::Schema(format!(
                "a column of type `{other}` can't be carried; the schema has bigint, text and bytes"
            ))),
        }
    }
}

/// One column of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    pub name: String,
    pub kind: Kind,
}

/// One table as the catalogue tells of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    pub name: String,
    pub columns: Vec<Column>,
}

impl Table {
    /// Adds a column of the catalogue's list, which is in the order of tables.
    pub(super) fn add(all: &mut Vec<Self>, table: &str, column: Column) {
        match all.last_mut() {
            Some(last) if last.name == table => last.columns.push(column),
            _ => all.push(Self {
                name: table.to_owned(),
                columns: vec![column],
            }),
        }
    }

    /// The names of the columns as a list in SQL.
    pub(super) fn columns(&self) -> String {
        let names: Vec<_> = self
            .columns
            .iter()
            .map(|c| format!("\"{}\"", c.name))
            .collect();
        names.join(", ")
    }

    /// The statement that takes away what the steps of the schema put there: it stands among what is carried in.
    pub(super) fn empty(&self) -> String {
        format!("delete from \"{}\"", self.name)
    }

    /// The statement that reads what is carried.
    pub(super) fn select(&self) -> String {
        let columns: Vec<_> = self
            .columns
            .iter()
            .map(|c| match c.name.as_str() {
                "xact" => "cast(0 as bigint)".to_owned(),
                name => format!("\"{name}\""),
            })
            .collect();
        format!("select {} from \"{}\"", columns.join(", "), self.name)
    }
}

/// Takes what is carried out, table by table.
pub trait Carrier {
    /// Rows of `table` come next.
    fn begin(&mut self, table: &Table) -> Result<(), Fault>;
    /// The next bytes, cut anywhere.
    fn bytes(&mut self, bytes: &[u8]) -> Result<(), Fault>;
    /// That was the table.
    fn end(&mut self) -> Result<(), Fault>;
}

/// The first bytes of every file.
pub(super) const HEAD: &[u8; 19] = b"PGCOPY\n\xff\r\n\0\0\0\0\0\0\0\0\0";
/// The last ones.
pub(super) const END: [u8; 2] = (-1_i16).to_be_bytes();
/// A cell longer than this isn't ours.
const CELL_MAX: usize = 64 * 1024 * 1024;

/// Writes one cell.
pub(super) fn put(out: &mut Vec<u8>, cell: Arg<'_>) -> Result<(), Fault> {
    let bytes: &[u8] = match cell {
        Arg::Null => {
            out.extend_from_slice(&(-1_i32).to_be_bytes());
            return Ok(());
        }
        Arg::Int(n) => {
            out.extend_from_slice(&8_i32.to_be_bytes());
            out.extend_from_slice(&n.to_be_bytes());
            return Ok(());
        }
        Arg::Text(text) => text.as_bytes(),
        Arg::Bytes(bytes) => bytes,
    };
    let len = i32::try_from(bytes.len())
        .map_err(|_| Fault::Row("a cell is longer than 2 GB and can't be carried".to_owned()))?;
    out.extend_from_slice(&len.to_be_bytes());
    out.extend_from_slice(bytes);
    Ok(())
}

/// Counts the rows in bytes that come cut anywhere.
#[derive(Debug)]
pub struct Counted {
    /// Rows begun so far.
    pub rows: u64,
    /// Whether the end was seen.
    pub is_whole: bool,
    skip: usize,
    part: Vec<u8>,
    wanted: usize,
    columns: i16,
}

impl Default for Counted {
    fn default() -> Self {
        Self {
            rows: 0,
            is_whole: false,
            skip: HEAD.len(),
            part: Vec::with_capacity(4),
            wanted: 2,
            columns: 0,
        }
    }
}

impl Counted {
    /// Goes on through the next bytes.
    pub fn feed(&mut self, mut bytes: &[u8]) {
        while !bytes.is_empty() {
            let skipped = self.skip.min(bytes.len());
            self.skip -= skipped;
            bytes = bytes.get(skipped..).unwrap_or_default();
            let taken = (self.wanted - self.part.len()).min(bytes.len());
            let (head, rest) = bytes.split_at(taken);
            self.part.extend_from_slice(head);
            bytes = rest;
            if self.part.len() == self.wanted && self.skip == 0 {
                self.step();
            }
        }
    }

    fn step(&mut self) {
        if let Ok(columns) = <[u8; 2]>::try_from(self.part.as_slice()) {
            self.columns = i16::from_be_bytes(columns);
            if self.columns > 0 {
                self.rows += 1;
                self.wanted = 4;
            } else {
                self.is_whole = self.columns == -1;
            }
        } else if let Ok(len) = <[u8; 4]>::try_from(self.part.as_slice()) {
            self.skip = usize::try_from(i32::from_be_bytes(len)).unwrap_or(0);
            self.columns -= 1;
            if self.columns == 0 {
                self.wanted = 2;
            }
        }
        self.part.clear();
    }
}

/// Reads rows one by one.
pub struct RowsIn<R> {
    from: R,
    table: Table,
    cells: Vec<Option<Vec<u8>>>,
}

impl<R: Read> RowsIn<R> {
    /// Begins with the head of the file.
    pub fn new(mut from: R, table: Table) -> Result<Self, Fault> {
        let mut head = [0; HEAD.len()];
        from.read_exact(&mut head)
            .map_err(|_| damaged(&table.name))?;
        if head != *HEAD {
            return Err(damaged(&table.name));
        }
        let cells = vec![None; table.columns.len()];
        Ok(Self { from, table, cells })
    }

    /// The next row's cells, each as its column's kind; none after the last.
    pub fn next_row(&mut self) -> Result<Option<Vec<Arg<'_>>>, Fault> {
        let broken = || damaged(&self.table.name);
        let mut columns = [0; 2];
        self.from.read_exact(&mut columns).map_err(|_| broken())?;
        let columns = i16::from_be_bytes(columns);
        if columns == -1 {
            return Ok(None);
        }
        if usize::try_from(columns) != Ok(self.cells.len()) {
            return Err(broken());
        }
        for cell in &mut self.cells {
            let mut len = [0; 4];
            self.from.read_exact(&mut len).map_err(|_| broken())?;
            *cell = match i32::from_be_bytes(len) {
                -1 => None,
                len => {
                    let len = usize::try_from(len).map_err(|_| broken())?;
                    if len > CELL_MAX {
                        return Err(broken());
                    }
                    let mut bytes = cell.take().unwrap_or_default();
                    bytes.resize(len, 0);
                    self.from.read_exact(&mut bytes).map_err(|_| broken())?;
                    Some(bytes)
                }
            };
        }
        let args = self.cells.iter().zip(&self.table.columns);
        args.map(|(cell, column)| {
            let Some(bytes) = cell else {
                return Ok(Arg::Null);
            };
            match column.kind {
                Kind::Int => <[u8; 8]>::try_from(bytes.as_slice())
                    .map(|n| Arg::Int(i64::from_be_bytes(n)))
                    .map_err(|_| broken()),
                Kind::Text => std::str::from_utf8(bytes)
                    .map(Arg::Text)
                    .map_err(|_| broken()),
                Kind::Bytes => Ok(Arg::Bytes(bytes)),
            }
        })
        .collect::<Result<Vec<_>, _>>()
        .map(Some)
    }
}

pub(super) fn damaged(table: &str) -> Fault {
    Fault::World(format!(
        "the file of `{table}` is cut short or damaged; take another backup"
    ))
}

/// Where the rows of a table are read from.
pub type Opened = Box<dyn Read + Send>;

/// Carries `tables` into the store at `place`, whose schema is laid and which holds nothing but what the schema's steps
/// put there, together with facts for `meta`: all of it or nothing. Nobody else may have the store open.
///
/// # Errors
/// `Fault::Schema` where the tables are not those of the store.
pub fn carry_in(
    place: &Place,
    options: &Options,
    tables: &[Table],
    open: &mut dyn FnMut(&Table) -> Result<Opened, Fault>,
    also: &[(&'static str, String)],
) -> Result<(), Fault> {
    match place {
        Place::Sqlite(path) => sqlite::carry_in(path, tables, open, also),
        Place::Postgres(url) => postgres::carry_in(url, options, tables, open, also),
    }
}

/// Whether what is carried is what the store has; columns may stand in another order.
pub(super) fn check_tables(
    carried: &[Table],
    there: &[Table],
    engine: Engine,
) -> Result<(), Fault> {
    let sorted = |tables: &[Table]| {
        let mut lines: Vec<String> = tables
            .iter()
            .flat_map(|t| {
                t.columns
                    .iter()
                    .map(move |c| format!("{}.{} {:?}", t.name, c.name, c.kind))
            })
            .collect();
        lines.sort();
        lines
    };
    let (carried, there) = (sorted(carried), sorted(there));
    let other = |a: &[String], b: &[String]| a.iter().find(|line| !b.contains(line)).cloned();
    match other(&carried, &there).or_else(|| other(&there, &carried)) {
        None => Ok(()),
        Some(line) => Err(Fault::Schema(format!(
            "backup and schema on {engine:?} differ at `{line}`; use the program that made the backup"
        ))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table() -> Table {
        let column = |name: &str, kind| Column {
            name: name.to_owned(),
            kind,
        };
        Table {
            name: "t".to_owned(),
            columns: vec![
                column("a", Kind::Int),
                column("b", Kind::Text),
                column("c", Kind::Bytes),
            ],
        }
    }

    fn file() -> Vec<u8> {
        let mut file = HEAD.to_vec();
        for row in [
            [Arg::Int(-5), Arg::Text("Cwm"), Arg::Bytes(&[0, 255])],
            [Arg::Null, Arg::Text(""), Arg::Null],
        ] {
            file.extend_from_slice(&3_i16.to_be_bytes());
            for cell in row {
                put(&mut file, cell).unwrap();
            }
        }
        file.extend_from_slice(&END);
        file
    }

    #[test]
    fn what_is_written_is_read_again_and_counted_however_it_is_cut() {
        let file = file();
        let mut rows = RowsIn::new(file.as_slice(), table()).unwrap();
        assert_eq!(
            rows.next_row().unwrap().unwrap(),
            [Arg::Int(-5), Arg::Text("Cwm"), Arg::Bytes(&[0, 255])]
        );
        assert_eq!(
            rows.next_row().unwrap().unwrap(),
            [Arg::Null, Arg::Text(""), Arg::Null]
        );
        assert!(rows.next_row().unwrap().is_none());
        for cut in 1..file.len() {
            let mut counted = Counted::default();
            for part in file.chunks(cut) {
                counted.feed(part);
            }
            assert_eq!((counted.rows, counted.is_whole), (2, true), "cut at {cut}");
        }
    }

    #[test]
    fn a_file_cut_short_anywhere_is_refused() {
        let file = file();
        for len in 0..file.len() {
            let read = || -> Result<(), Fault> {
                let mut rows = RowsIn::new(&file[..len], table())?;
                while rows.next_row()?.is_some() {}
                Ok(())
            };
            assert!(read().is_err(), "{len} bytes of {}", file.len());
        }
    }
}
