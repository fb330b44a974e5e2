//! One SQLite connection and its statements.

use std::{
    collections::{HashMap, hash_map::Entry},
    path::Path,
    slice, thread,
    time::Duration,
};

use rusqlite::{Connection, ErrorCode, OpenFlags, config::DbConfig, ffi, types::ValueRef};

use super::{
    answers::Shared,
    statements::{self, Act, Kept, Statements, bind},
};
use crate::engine::{
    Arg, Constraint, Engine, Fault, Options, Row, Rows, Stmt, Value, asked_once,
    fault::Doom,
    sql::{Key, rewrite},
    value::Cells,
};

/// How long a connection waits for another process's lock.
const LOCK_WAIT: Duration = Duration::from_secs(5);
/// How long it sleeps between two tries. SQLite's own sleeps grow to 100 ms, and whoever writes one slice after the other,
/// an import on the console, would come first every time.
const LOCK_PAUSE: Duration = Duration::from_micros(500);
/// A connection with its prepared statements.
pub(in crate::engine) struct Link<S: ?Sized = Connection> {
    texts: Texts,
    pub(super) shared: Shared,
    pub(super) statements: S,
}

/// The texts that were used on a connection.
#[derive(Default)]
struct Texts(HashMap<Key, Text>);

/// A statement as SQLite reads it.
struct Text {
    /// How many were known before it.
    at: usize,
    sql: Box<str>,
    /// Whether it writes to what shared statements read.
    unshares: bool,
    /// Whether it may be shared: it reads nothing else.
    shares: Result<(), Fault>,
}

impl Link {
    /// The connection that writes: WAL, every commit synced, foreign keys on.
    pub(super) fn writer(path: &Path, options: &Options) -> Result<Self, Fault> {
        let mut link = Self::connect(path, OpenFlags::SQLITE_OPEN_READ_WRITE, options.cache_bytes)?;
        link.shared = Shared::on();
        if link
            .statements
            .is_readonly("main")
            .map_err(|error| fault(&error))?
        {
            return Err(Fault::Unavailable(
                "the store's file can't be written; check whose it is, and the disk".to_owned(),
            ));
        }
        let mode: String = link
            .statements
            .pragma_update_and_check(None, "journal_mode", "wal", |row| row.get(0))
            .map_err(|error| fault(&error))?;
        if mode != "wal" {
            return Err(Fault::Unavailable(
                "the file system under the store has no shared memory; use a local disk".to_owned(),
            ));
        }
        link.set("synchronous", "full")?;
        link.set("wal_autocheckpoint", 0)?;
        // One group beyond its length, so that it is cut only when it has grown too long: cutting holds up the writer.
        let kept = options.wal_bytes + options.wal_bytes / 4;
        link.set(
            "journal_size_limit",
            i64::try_from(kept).unwrap_or(i64::MAX),
        )?;
        Ok(link)
    }

    /// A connection that only reads.
    pub(super) fn reader(path: &Path, cache_bytes: usize) -> Result<Self, Fault> {
        // Opened for writing all the same: a reader may have to make the WAL's index.
        let link = Self::connect(path, OpenFlags::SQLITE_OPEN_READ_WRITE, cache_bytes)?;
        link.set("query_only", true)?;
        Ok(link)
    }

    /// The connection that moves the WAL's pages into the file, and nothing else.
    pub(super) fn checkpointer(path: &Path) -> Result<Self, Fault> {
        let link = Self::connect(path, OpenFlags::SQLITE_OPEN_READ_WRITE, 0)?;
        link.set("synchronous", "full")?;
        Ok(link)
    }

    pub(super) fn connect(
        path: &Path,
        flags: OpenFlags,
        cache_bytes: usize,
    ) -> Result<Self, Fault> {
        let flags = flags | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let mut db = Connection::open_with_flags(path, flags).map_err(|error| fault(&error))?;
        db.busy_handler(Some(is_worth_waiting))
            .map_err(|error| fault(&error))?;
        db.set_prepared_statement_cache_capacity(statements::KEPT_MAX);
        // Else every value bound where a range or a partial index is planned by makes SQLite compile
        // the statement anew: with STAT4 built in, its planner looks at the values.
        db.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)
            .map_err(|error| fault(&error))?;
        let link = Self {
            texts: Texts::default(),
            shared: Shared::default(),
            statements: db,
        };
        let kib = i64::try_from(cache_bytes / 1024).unwrap_or(i64::MAX);
        link.set("cache_size", -kib)?;
        link.set("mmap_size", 0)?;
        link.set("foreign_keys", true)?;
        link.set("trusted_schema", false)?;
        // Sorts and temporary tables would otherwise leave personal data in temporary files.
        link.set("temp_store", "memory")?;
        Ok(link)
    }

    pub(super) fn set(&self, pragma: &str, value: impl rusqlite::ToSql) -> Result<(), Fault> {
        // Some pragmas answer their value as a row, some don't.
        self.statements
            .pragma_update(None, pragma, value)
            .map_err(|error| fault(&error))
    }

    /// The same connection, lent to the thread that writes, which keeps its statements by it.
    pub(super) fn lent(&mut self) -> Link<Kept<'_>> {
        Link {
            texts: Texts::default(),
            shared: std::mem::take(&mut self.shared),
            statements: Kept::of(&self.statements),
        }
    }
}

impl<S: Statements + ?Sized> Link<S> {
    pub(in crate::engine) fn run(
        &mut self,
        sql: &'static str,
        args: &[Arg<'_>],
    ) -> Result<u64, Doom> {
        let mut changed = 0;
        self.bound(sql, args, &mut |statement| {
            changed = statement.raw_execute().map_err(|e| doom(&e))?;
            Ok(())
        })?;
        Ok(u64::try_from(changed).unwrap_or(u64::MAX))
    }

    pub(in crate::engine) fn one<T>(
        &mut self,
        name: &'static str,
        sql: &'static str,
        args: &[Arg<'_>],
        f: impl FnOnce(&Row<'_>) -> Result<T, Fault>,
    ) -> Result<Option<Result<T, Fault>>, Doom> {
        let (mut f, mut read) = (Some(f), None);
        self.bound(sql, args, &mut |statement| {
            let mut rows = statement.raw_query();
            let row = rows.next().map_err(|error| doom(&error))?;
            read = row.zip(f.take()).map(|(row, f)| f(&view(row, name, sql)));
            Ok(())
        })?;
        Ok(read)
    }

    pub(in crate::engine) fn all<T>(
        &mut self,
        name: &'static str,
        sql: &'static str,
        args: &[Arg<'_>],
        mut f: impl FnMut(&Row<'_>) -> Result<T, Fault>,
    ) -> Result<Vec<Result<T, Fault>>, Doom> {
        let mut read = Vec::new();
        self.bound(sql, args, &mut |statement| {
            let mut rows = statement.raw_query();
            while let Some(row) = rows.next().map_err(|error| doom(&error))? {
                read.push(f(&view(row, name, sql)));
            }
            Ok(())
        })?;
        Ok(read)
    }

    /// Runs several writes in their order; rows changed by each.
    pub(in crate::engine) fn many(&mut self, batch: &[Stmt<'_>]) -> Result<Vec<u64>, Doom> {
        let mut changed = Vec::with_capacity(batch.len());
        for same in batch.chunk_by(Stmt::is_same_text) {
            self.each(same, &mut |statement| {
                let rows = statement.raw_execute().map_err(|e| doom(&e))?;
                changed.push(u64::try_from(rows).unwrap_or(u64::MAX));
                Ok(())
            })?;
        }
        Ok(changed)
    }

    /// Runs several reads in their order.
    pub(in crate::engine) fn gather(
        &mut self,
        name: &'static str,
        batch: &[Stmt<'_>],
    ) -> Result<Vec<Rows>, Doom> {
        let mut all = Vec::with_capacity(batch.len());
        for same in batch.chunk_by(Stmt::is_same_text) {
            match same {
                [one] if one.is_shared && self.shared.is_on() => {
                    all.push(self.shared_rows(name, one)?);
                }
                [one] if self.is_ruled_out(name, one)? => {
                    all.push(Rows::new(Vec::new(), 0, (name, one.sql)));
                }
                same => self.rows(name, same, &mut all)?,
            }
        }
        Ok(all)
    }

    /// Runs one text with the arguments of each of `same`, and keeps the rows of each.
    fn rows(
        &mut self,
        name: &'static str,
        same: &[Stmt<'_>],
        all: &mut Vec<Rows>,
    ) -> Result<(), Doom> {
        let Some(sql) = same.first().map(|first| first.sql) else {
            return Ok(());
        };
        self.each(same, &mut |statement| {
            let columns = statement.column_count();
            let mut rows = statement.raw_query();
            let mut cells = Vec::new();
            while let Some(row) = rows.next().map_err(|error| doom(&error))? {
                cells.extend((0..columns).map(|i| owned(row, i)));
            }
            all.push(Rows::new(cells, columns, (name, sql)));
            Ok(())
        })
    }

    /// Whether a statement's guard has no rows, so that itself it has none.
    fn is_ruled_out(&mut self, name: &'static str, one: &Stmt<'_>) -> Result<bool, Doom> {
        match &one.guard {
            Some(guard) if self.shared.is_on() => Ok(self.shared_rows(name, guard)?.is_empty()),
            _ => Ok(false),
        }
    }

    /// What a shared statement answered before, or what it answers now.
    fn shared_rows(&mut self, name: &'static str, one: &Stmt<'_>) -> Result<Rows, Doom> {
        if let Some(rows) = self.shared.get(one) {
            return Ok(rows.clone().named(name));
        }
        self.texts.of(one.sql)?.shares.clone().map_err(Doom::of)?;
        let mut answered = Vec::with_capacity(1);
        self.rows(name, slice::from_ref(one), &mut answered)?;
        let rows = answered.pop().ok_or_else(|| Doom::of(Fault::Gone))?;
        self.shared.put(one, rows.clone());
        Ok(rows)
    }

    /// Runs one text with the arguments of each of `same`: it is looked for among the prepared ones once.
    fn each(&mut self, same: &[Stmt<'_>], act: Act<'_>) -> Result<(), Doom> {
        let Some(first) = same.first() else {
            return Ok(());
        };
        self.lend(first.sql, &mut |statement| {
            same.iter().try_for_each(|stmt| {
                bind(statement, stmt.args().iter().copied())?;
                act(statement)
            })
        })
    }

    pub(in crate::engine) fn bulk(
        &mut self,
        table: &'static str,
        columns: &'static [&'static str],
        rows: &mut dyn Iterator<Item = Vec<Value>>,
    ) -> Result<u64, Doom> {
        let places: Vec<_> = (1..=columns.len()).map(|n| format!("?{n}")).collect();
        self.shared.forget();
        let sql = format!(
            "insert into {table} ({}) values ({})",
            columns.join(", "),
            places.join(", ")
        );
        let db = self.statements.db();
        let mut statement = db.prepare_cached(&sql).map_err(|e| doom(&e))?;
        let mut written = 0;
        for row in rows {
            bind(&mut statement, row.iter().map(Value::as_arg))?;
            statement.raw_execute().map_err(|error| doom(&error))?;
            written += 1;
        }
        Ok(written)
    }

    pub(in crate::engine) fn script(&mut self, sql: &'static str) -> Result<(), Doom> {
        self.shared.forget();
        let text = rewrite(sql, Engine::Sqlite).map_err(Doom::of)?;
        let db = self.statements.db();
        db.execute_batch(&text).map_err(|error| doom(&error))
    }

    #[cfg(test)]
    pub(in crate::engine) fn check(&mut self, sql: &'static str) -> Result<(), Doom> {
        self.lend(sql, &mut |_| Ok(()))
    }

    fn bound(&mut self, sql: &'static str, args: &[Arg<'_>], act: Act<'_>) -> Result<(), Doom> {
        self.lend(sql, &mut |statement| {
            bind(statement, args.iter().copied())?;
            act(statement)
        })
    }

    /// Lends a statement; one that is about to write to what shared statements read ends what they answered.
    fn lend(&mut self, sql: &'static str, act: Act<'_>) -> Result<(), Doom> {
        let text = self.texts.of(sql)?;
        if text.unshares {
            self.shared.forget();
        }
        self.statements.lend(text.at, &text.sql, act)
    }
}

impl Texts {
    /// What is known of a statement's text: it is looked through once.
    fn of(&mut self, sql: &'static str) -> Result<&Text, Doom> {
        let at = self.0.len();
        let known = match self.0.entry(Key::of(sql)) {
            Entry::Occupied(known) => known.into_mut(),
            Entry::Vacant(place) => place.insert(Text {
                at,
                sql: rewrite(sql, Engine::Sqlite)
                    .map(statements::undone_with_its_act)
                    .map_err(Doom::of)?
                    .into(),
                unshares: asked_once::writes(sql),
                shares: asked_once::check(sql),
            }),
        };
        Ok(known)
    }
}

/// Sleeps until the next try for a lock; false when it has been tried long enough.
fn is_worth_waiting(tries: i32) -> bool {
    let waited = LOCK_PAUSE.saturating_mul(u32::try_from(tries).unwrap_or(0));
    if waited >= LOCK_WAIT {
        return false;
    }
    thread::park_timeout(LOCK_PAUSE);
    true
}

fn view<'a>(row: &'a rusqlite::Row<'a>, name: &'static str, sql: &'static str) -> Row<'a> {
    Row {
        cells: Cells::Sqlite(row),
        name,
        sql,
    }
}

/// A cell as an argument, or none where it is absent or of a type we don't have.
pub(in crate::engine) fn cell<'a>(row: &'a rusqlite::Row<'_>, i: usize) -> Option<Arg<'a>> {
    match row.get_ref(i).ok()? {
        ValueRef::Null => Some(Arg::Null),
        ValueRef::Integer(n) => Some(Arg::Int(n)),
        ValueRef::Text(s) => std::str::from_utf8(s).ok().map(Arg::Text),
        ValueRef::Blob(b) => Some(Arg::Bytes(b)),
        ValueRef::Real(_) => None,
    }
}

fn owned(row: &rusqlite::Row<'_>, i: usize) -> Value {
    match cell(row, i) {
        Some(Arg::Int(n)) => Value::Int(n),
        Some(Arg::Text(s)) => Value::Text(s.to_owned()),
        Some(Arg::Bytes(b)) => Value::Bytes(b.to_vec()),
        Some(Arg::Null) | None => Value::Null,
    }
}

pub(super) fn doom(error: &rusqlite::Error) -> Doom {
    Doom::of(fault(error))
}

/// What SQLite's error means to us; its text goes through only where it is about the schema.
pub(super) fn fault(error: &rusqlite::Error) -> Fault {
    match error {
        rusqlite::Error::SqlInputError { msg, .. } => Fault::Schema(msg.clone()),
        rusqlite::Error::SqliteFailure(code, text) => match code.code {
            ErrorCode::ConstraintViolation => constraint(*code, text.as_deref()),
            ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked => Fault::Busy,
            ErrorCode::DiskFull => Fault::DiskFull,
            ErrorCode::ReadOnly => Fault::ReadOnly { name: "a read" },
            ErrorCode::NotADatabase | ErrorCode::DatabaseCorrupt => Fault::Unavailable(
                "the store's file is damaged or none of ours; restore a backup".to_owned(),
            ),
            ErrorCode::SystemIoFailure => Fault::Unavailable(format!(
                "the disk of the store failed (code {}); check the disk",
                code.extended_code
            )),
            ErrorCode::CannotOpen | ErrorCode::PermissionDenied => Fault::Unavailable(
                "the store's file can't be opened; check whose it is and its folder".to_owned(),
            ),
            _ => Fault::Schema(format!("code {} of sqlite", code.extended_code)),
        },
        rusqlite::Error::ExecuteReturnedResults => {
            Fault::Schema("a statement that was only run answered rows; read it".to_owned())
        }
        rusqlite::Error::MultipleStatement => {
            Fault::Schema("several statements in one text; run them apart".to_owned())
        }
        _ => Fault::Schema("the driver refuses the statement".to_owned()),
    }
}

fn constraint(code: ffi::Error, text: Option<&str>) -> Fault {
    let kind = match code.extended_code {
        ffi::SQLITE_CONSTRAINT_UNIQUE
        | ffi::SQLITE_CONSTRAINT_PRIMARYKEY
        | ffi::SQLITE_CONSTRAINT_ROWID => Constraint::Unique,
        ffi::SQLITE_CONSTRAINT_FOREIGNKEY => Constraint::Foreign,
        ffi::SQLITE_CONSTRAINT_NOTNULL => Constraint::NotNull,
        ffi::SQLITE_CONSTRAINT_CHECK => Constraint::Check,
        _ => Constraint::Other,
    };
    // "UNIQUE constraint failed: table.column, …": names only. Other texts may hold more.
    let name = text
        .filter(|_| kind != Constraint::Other)
        .and_then(|text| text.split_once("constraint failed: "))
        .map_or("unnamed", |(_, name)| name);
    Fault::Constraint {
        kind,
        name: name.to_owned(),
    }
}
