//! One SQLite connection and its statements.

use std::{
    collections::{HashMap, hash_map::Entry},
    path::Path,
    slice,
    sync::Arc,
    thread,
    time::Duration,
};

use rusqlite::{
    CachedStatement, Connection, ErrorCode, OpenFlags, config::DbConfig, ffi, types::ValueRef,
};

use super::asked_once::{self, Shared};
use crate::engine::{
    Arg, Constraint, Engine, Fault, Options, Row, Rows, Stmt, Value,
    fault::Doom,
    sql::{Key, rewrite},
    value::Cells,
};

/// How long a connection waits for another process's lock.
const LOCK_WAIT: Duration = Duration::from_secs(5);
/// How long it sleeps between two tries. SQLite's own sleeps grow to 100 ms, and whoever writes one slice after the other,
/// an import on the console, would come first every time.
const LOCK_PAUSE: Duration = Duration::from_micros(500);
/// Prepared statements a connection keeps.
const STATEMENTS: usize = 256;

/// A connection with its prepared statements.
pub(in crate::engine) struct Link {
    pub(super) db: Connection,
    texts: HashMap<Key, Text>,
    pub(super) shared: Shared,
}

/// A statement as SQLite reads it.
struct Text {
    sql: Arc<str>,
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
        if link.db.is_readonly("main").map_err(|error| fault(&error))? {
            return Err(Fault::Unavailable(
                "the store's file can't be written; check whose it is, and the disk".to_owned(),
            ));
        }
        let mode: String = link
            .db
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
        db.set_prepared_statement_cache_capacity(STATEMENTS);
        // Else every value bound where a range or a partial index is planned by makes SQLite compile
        // the statement anew: with STAT4 built in, its planner looks at the values.
        db.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)
            .map_err(|error| fault(&error))?;
        let link = Self {
            db,
            texts: HashMap::new(),
            shared: Shared::default(),
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
        self.db
            .pragma_update(None, pragma, value)
            .map_err(|error| fault(&error))
    }

    pub(in crate::engine) fn run(
        &mut self,
        sql: &'static str,
        args: &[Arg<'_>],
    ) -> Result<u64, Doom> {
        let changed = self.bound(sql, args)?.raw_execute().map_err(|e| doom(&e))?;
        Ok(u64::try_from(changed).unwrap_or(u64::MAX))
    }

    pub(in crate::engine) fn one<T>(
        &mut self,
        name: &'static str,
        sql: &'static str,
        args: &[Arg<'_>],
        f: impl FnOnce(&Row<'_>) -> Result<T, Fault>,
    ) -> Result<Option<Result<T, Fault>>, Doom> {
        let mut statement = self.bound(sql, args)?;
        let mut rows = statement.raw_query();
        let row = rows.next().map_err(|error| doom(&error))?;
        Ok(row.map(|row| f(&view(row, name, sql))))
    }

    pub(in crate::engine) fn all<T>(
        &mut self,
        name: &'static str,
        sql: &'static str,
        args: &[Arg<'_>],
        mut f: impl FnMut(&Row<'_>) -> Result<T, Fault>,
    ) -> Result<Vec<Result<T, Fault>>, Doom> {
        let mut statement = self.bound(sql, args)?;
        let mut rows = statement.raw_query();
        let mut read = Vec::new();
        while let Some(row) = rows.next().map_err(|error| doom(&error))? {
            read.push(f(&view(row, name, sql)));
        }
        Ok(read)
    }

    /// Runs several writes in their order; rows changed by each.
    pub(in crate::engine) fn many(&mut self, batch: &[Stmt<'_>]) -> Result<Vec<u64>, Doom> {
        let mut changed = Vec::with_capacity(batch.len());
        for same in batch.chunk_by(Stmt::is_same_text) {
            self.each(same, |statement| {
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
                [one] if self.can_have_none(name, one)? => {
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
        self.each(same, |statement| {
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
    fn can_have_none(&mut self, name: &'static str, one: &Stmt<'_>) -> Result<bool, Doom> {
        match &one.guard {
            Some(guard) if self.shared.is_on() => Ok(self.shared_rows(name, guard)?.is_empty()),
            _ => Ok(false),
        }
    }

    /// What a shared statement answered before, or what it answers now.
    fn shared_rows(&mut self, name: &'static str, one: &Stmt<'_>) -> Result<Rows, Doom> {
        let text = Key::of(one.sql);
        if let Some(rows) = self.shared.get(text, one.args()) {
            return Ok(rows.clone().named(name));
        }
        self.known(one.sql)?.shares.clone().map_err(Doom::of)?;
        let mut answered = Vec::with_capacity(1);
        self.rows(name, slice::from_ref(one), &mut answered)?;
        let rows = answered.pop().ok_or_else(|| Doom::of(Fault::Gone))?;
        self.shared.put(text, one.args(), rows.clone());
        Ok(rows)
    }

    /// Runs one text with the arguments of each of `same`: it is looked for among the prepared ones once.
    fn each(
        &mut self,
        same: &[Stmt<'_>],
        mut act: impl FnMut(&mut CachedStatement<'_>) -> Result<(), Doom>,
    ) -> Result<(), Doom> {
        let Some(first) = same.first() else {
            return Ok(());
        };
        let text = self.text(first.sql)?;
        let mut statement = self.db.prepare_cached(&text).map_err(|e| doom(&e))?;
        for stmt in same {
            bind(&mut statement, stmt.args().iter().copied())?;
            act(&mut statement)?;
        }
        Ok(())
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
        let mut statement = self.db.prepare_cached(&sql).map_err(|e| doom(&e))?;
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
        self.db.execute_batch(&text).map_err(|error| doom(&error))
    }

    #[cfg(test)]
    pub(in crate::engine) fn check(&mut self, sql: &'static str) -> Result<(), Doom> {
        let text = self.text(sql)?;
        self.db
            .prepare_cached(&text)
            .map(|_| ())
            .map_err(|e| doom(&e))
    }

    fn bound(&mut self, sql: &'static str, args: &[Arg<'_>]) -> Result<CachedStatement<'_>, Doom> {
        let text = self.text(sql)?;
        let mut statement = self.db.prepare_cached(&text).map_err(|e| doom(&e))?;
        bind(&mut statement, args.iter().copied())?;
        Ok(statement)
    }

    /// A statement as SQLite reads it; one that is about to write to what shared statements read ends what they answered.
    fn text(&mut self, sql: &'static str) -> Result<Arc<str>, Doom> {
        let known = self.known(sql)?;
        let (text, unshares) = (Arc::clone(&known.sql), known.unshares);
        if unshares {
            self.shared.forget();
        }
        Ok(text)
    }

    /// What is known of a statement's text: it is looked through once.
    fn known(&mut self, sql: &'static str) -> Result<&Text, Doom> {
        let known = match self.texts.entry(Key::of(sql)) {
            Entry::Occupied(known) => known.into_mut(),
            Entry::Vacant(place) => place.insert(Text {
                sql: rewrite(sql, Engine::Sqlite).map_err(Doom::of)?.into(),
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

fn bind<'a>(
    statement: &mut CachedStatement<'_>,
    args: impl ExactSizeIterator<Item = Arg<'a>>,
) -> Result<(), Doom> {
    if statement.parameter_count() != args.len() {
        return Err(Doom::of(Fault::Schema(format!(
            "a statement has {} parameters and got {}",
            statement.parameter_count(),
            args.len()
        ))));
    }
    for (i, arg) in args.enumerate() {
        let bound = match arg {
            Arg::Null => statement.raw_bind_parameter(i + 1, rusqlite::types::Null),
            Arg::Int(n) => statement.raw_bind_parameter(i + 1, n),
            Arg::Text(s) => statement.raw_bind_parameter(i + 1, s),
            Arg::Bytes(b) => statement.raw_bind_parameter(i + 1, b),
        };
        bound.map_err(|error| doom(&error))?;
    }
    Ok(())
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

fn doom(error: &rusqlite::Error) -> Doom {
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
