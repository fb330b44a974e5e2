//! What goes into a statement and what comes out: integers, text, bytes, nothing else.
//!
//! `Debug` on all of them shows kinds and lengths, never what they hold.

use std::{fmt, sync::Arc};

use super::{Fault, sql::Key};

/// A bound argument, borrowed for one statement.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Arg<'a> {
    Null,
    Int(i64),
    Text(&'a str),
    Bytes(&'a [u8]),
}

/// A value that owns itself: a cell of a gathered row, or one to be written in bulk.
#[derive(Clone, PartialEq, Eq)]
pub enum Value {
    Null,
    Int(i64),
    Text(String),
    Bytes(Vec<u8>),
}

impl Value {
    /// A copy of an argument that owns itself.
    pub(super) fn of(arg: &Arg<'_>) -> Self {
        match *arg {
            Arg::Null => Self::Null,
            Arg::Int(n) => Self::Int(n),
            Arg::Text(s) => Self::Text(s.to_owned()),
            Arg::Bytes(b) => Self::Bytes(b.to_vec()),
        }
    }

    /// Borrows the value as an argument.
    pub fn as_arg(&self) -> Arg<'_> {
        match self {
            Self::Null => Arg::Null,
            Self::Int(n) => Arg::Int(*n),
            Self::Text(s) => Arg::Text(s),
            Self::Bytes(b) => Arg::Bytes(b),
        }
    }
}

impl fmt::Debug for Arg<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Null => f.write_str("null"),
            Self::Int(_) => f.write_str("integer"),
            Self::Text(s) => write!(f, "text of {} bytes", s.len()),
            Self::Bytes(b) => write!(f, "{} bytes", b.len()),
        }
    }
}

impl fmt::Debug for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.as_arg().fmt(f)
    }
}

impl From<i64> for Arg<'_> {
    fn from(n: i64) -> Self {
        Self::Int(n)
    }
}

impl<'a> From<&'a str> for Arg<'a> {
    fn from(s: &'a str) -> Self {
        Self::Text(s)
    }
}

impl<'a> From<&'a [u8]> for Arg<'a> {
    fn from(b: &'a [u8]) -> Self {
        Self::Bytes(b)
    }
}

impl<'a, T: Into<Arg<'a>>> From<Option<T>> for Arg<'a> {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Null, Into::into)
    }
}

/// One statement of a batch with its arguments.
#[derive(Clone, Debug)]
pub struct Stmt<'a> {
    pub(super) sql: &'static str,
    args: Args<'a>,
    /// Whether writes may share its answer.
    pub(super) is_shared: bool,
    /// A shared statement without whose answer this one has none either.
    pub(super) guard: Option<Box<Stmt<'a>>>,
}

/// (`Cow` would make `Stmt` invariant: batches of different lifetimes would not mix.)
#[derive(Clone, Debug)]
enum Args<'a> {
    Lent(&'a [Arg<'a>]),
    Owned(Vec<Arg<'a>>),
}

/// A statement for `many` or `gather`, its arguments borrowed from where they are written.
pub fn stmt<'a>(sql: &'static str, args: &'a [Arg<'a>]) -> Stmt<'a> {
    Stmt {
        sql,
        args: Args::Lent(args),
        is_shared: false,
        guard: None,
    }
}

impl<'a> Stmt<'a> {
    /// A statement that owns its list of arguments, for batches built in a loop.
    pub fn owning(sql: &'static str, args: Vec<Arg<'a>>) -> Self {
        Self {
            sql,
            args: Args::Owned(args),
            is_shared: false,
            guard: None,
        }
    }

    /// A read that many writes have in common, of tables that they don't change: it is asked once, and anew when one of those tables
    /// was written to, in whichever process. Which tables those are, the engine knows; it refuses a statement that reads others.
    pub fn shared(sql: &'static str, args: Vec<Arg<'a>>) -> Self {
        Self {
            is_shared: true,
            ..Self::owning(sql, args)
        }
    }

    /// The same statement, which can have no rows where `guard`, a shared one, is known to have none: then it isn't asked.
    #[must_use]
    pub fn where_any(self, guard: Self) -> Self {
        Self {
            guard: Some(Box::new(guard)),
            ..self
        }
    }

    /// Whether two statements are the same text: not an equal one, the very same.
    pub(super) fn is_same_text(&self, other: &Self) -> bool {
        Key::of(self.sql) == Key::of(other.sql)
    }

    pub(super) fn args(&self) -> &[Arg<'a>] {
        match &self.args {
            Args::Lent(args) => args,
            Args::Owned(args) => args,
        }
    }
}

/// One row, lent to a closure while the statement stands on it.
pub struct Row<'a> {
    pub(super) cells: Cells<'a>,
    /// The transaction's name, for faults.
    pub(super) name: &'static str,
    /// The statement's text, for faults: it is `'static`, so it holds no value.
    pub(super) sql: &'static str,
}

pub(super) enum Cells<'a> {
    Sqlite(&'a rusqlite::Row<'a>),
    Postgres(&'a tokio_postgres::Row),
    Owned(&'a [Value]),
}

impl fmt::Debug for Row<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Row of {}", self.name)
    }
}

impl Row<'_> {
    /// The integer in column `i`, counted from 0.
    pub fn int(&self, i: usize) -> Result<i64, Fault> {
        self.opt_int(i)?.ok_or_else(|| self.null(i))
    }

    /// The text in column `i`.
    pub fn text(&self, i: usize) -> Result<&str, Fault> {
        self.opt_text(i)?.ok_or_else(|| self.null(i))
    }

    /// The bytes in column `i`.
    pub fn bytes(&self, i: usize) -> Result<&[u8], Fault> {
        self.opt_bytes(i)?.ok_or_else(|| self.null(i))
    }

    /// The integer in column `i`, or none where it is null.
    pub fn opt_int(&self, i: usize) -> Result<Option<i64>, Fault> {
        match self.cell(i)? {
            Arg::Null => Ok(None),
            Arg::Int(n) => Ok(Some(n)),
            Arg::Text(_) | Arg::Bytes(_) => Err(self.wrong(i, "an integer")),
        }
    }

    /// The text in column `i`, or none where it is null.
    pub fn opt_text(&self, i: usize) -> Result<Option<&str>, Fault> {
        match self.cell(i)? {
            Arg::Null => Ok(None),
            Arg::Text(s) => Ok(Some(s)),
            Arg::Int(_) | Arg::Bytes(_) => Err(self.wrong(i, "text")),
        }
    }

    /// The bytes in column `i`, or none where it is null.
    pub fn opt_bytes(&self, i: usize) -> Result<Option<&[u8]>, Fault> {
        match self.cell(i)? {
            Arg::Null => Ok(None),
            Arg::Bytes(b) => Ok(Some(b)),
            Arg::Int(_) | Arg::Text(_) => Err(self.wrong(i, "bytes")),
        }
    }

    fn cell(&self, i: usize) -> Result<Arg<'_>, Fault> {
        let found = match &self.cells {
            Cells::Sqlite(row) => super::sqlite::cell(row, i),
            Cells::Postgres(row) => super::postgres::cell(row, i),
            Cells::Owned(cells) => cells.get(i).map(Value::as_arg),
        };
        found.ok_or_else(|| self.wrong(i, "an integer, text or bytes (absent, or of another type)"))
    }

    fn null(&self, i: usize) -> Fault {
        self.wrong(i, "a value (it is null)")
    }

    fn wrong(&self, i: usize, wanted: &str) -> Fault {
        Fault::Row(format!(
            "`{}` wants {wanted} in column {i} of `{}`",
            self.name, self.sql
        ))
    }
}

/// The rows one gathered statement answered, which own their values; a clone shares them.
#[derive(Clone)]
pub struct Rows {
    /// Row after row, each as long as there are columns.
    cells: Arc<Vec<Value>>,
    columns: usize,
    name: &'static str,
    sql: &'static str,
}

impl fmt::Debug for Rows {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} rows of {}", self.len(), self.name)
    }
}

impl Rows {
    /// Rows of so many columns, cell after cell.
    pub(super) fn new(
        cells: Vec<Value>,
        columns: usize,
        (name, sql): (&'static str, &'static str),
    ) -> Self {
        Self {
            cells: Arc::new(cells),
            columns,
            name,
            sql,
        }
    }

    /// The same for an act of this name.
    pub(super) fn named(self, name: &'static str) -> Self {
        Self { name, ..self }
    }

    /// How many rows there are.
    pub fn len(&self) -> usize {
        self.cells.len().checked_div(self.columns).unwrap_or(0)
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.cells.is_empty()
    }

    /// Row `i`, counted from 0.
    ///
    /// A row that isn't there is a row without columns: reading it is `Fault::Row`.
    pub fn row(&self, i: usize) -> Row<'_> {
        let from = i.saturating_mul(self.columns);
        let cells = self.cells.get(from..from.saturating_add(self.columns));
        Row {
            cells: Cells::Owned(cells.unwrap_or_default()),
            name: self.name,
            sql: self.sql,
        }
    }

    /// The first row, or none.
    pub fn first(&self) -> Option<Row<'_>> {
        (!self.is_empty()).then(|| self.row(0))
    }

    /// All rows in their order.
    pub fn iter(&self) -> impl Iterator<Item = Row<'_>> {
        (0..self.len()).map(|i| self.row(i))
    }
}
