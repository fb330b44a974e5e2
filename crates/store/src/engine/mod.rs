//! The seam over SQLite and PostgreSQL: named transactions, one SQL text, group commit.
//!
//! A write is a closure that may run again; it sees one attempt (`Raw`) inside one transaction, and
//! its caller hears of it only after the commit is durable. On SQLite one thread takes all waiting
//! writes into one transaction, each in its savepoint; on PostgreSQL each is a transaction of its
//! own, READ COMMITTED, whose statements can be sent together, and short ones that wait behind each
//! other share one. What the engines do alike:
//!
//! - a statement that fails dooms its attempt, also when the closure swallows the fault;
//! - a panic in a closure is undone and becomes `Fault::Panic`; the store lives;
//! - `Fault::Conflict` from a closure, and what the engine itself calls a conflict, runs it again;
//! - a commit nobody can tell the end of is `Fault::Unknown` and is never run again;
//! - no `Fault` holds a bound value.
//!
//! On PostgreSQL a statement gives up after 30 s and a lock after 5 s (both `Fault::Busy`).
//!
//! Absent on purpose: a query builder, mapped structs, nested transactions, a way to put a value
//! into the text of a statement.

mod asked_once;
mod carry;
mod fault;
mod gauges;
mod job;
mod migrate;
mod place;
mod postgres;
mod raw;
mod sql;
mod sqlite;
#[cfg(test)]
mod tests;
mod value;
mod wait;

use std::{fmt, sync::Arc};

pub use carry::{Carrier, Column, Counted, Kind as CellKind, Opened, RowsIn, Table, carry_in};
pub use fault::{Constraint, Fault};
pub use gauges::Readings;
use job::Act;
pub use job::{Committed, Pending};
#[cfg(test)]
pub(crate) use migrate::dump_schema;
pub use migrate::{Step, migrate, version};
pub use place::{Engine, Options, Place};
pub use raw::Raw;
pub(crate) use sql::rows;
pub use value::{Arg, Row, Rows, Stmt, Value, stmt};

/// One store, open; clones share it, and the last one dropped closes it.
///
/// Closing finishes what is queued first.
#[derive(Clone)]
pub struct Db(Arc<Kind>);

enum Kind {
    Sqlite(sqlite::Sqlite),
    Postgres(postgres::Postgres),
}

impl fmt::Debug for Db {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Db({:?})", self.engine())
    }
}

/// Where a write waits for its turn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lane {
    /// Few and short, and others wait for them: the log's. Never refused because too many wait.
    First,
    /// Behind whatever was asked for before, and refused where that is too much.
    Usual,
    /// The same, and so short that others of its kind can wait for its end: on PostgreSQL they share a transaction. On SQLite all
    /// that wait do.
    Short,
}

impl Db {
    /// Makes a new, empty store.
    ///
    /// # Errors
    /// `Fault::Unavailable` where one exists: the file on SQLite, a table `meta` on PostgreSQL.
    #[expect(
        clippy::needless_pass_by_value,
        reason = "options belong to the store they open"
    )]
    pub fn create(place: &Place, options: Options) -> Result<Self, Fault> {
        Ok(Self(Arc::new(match place {
            Place::Sqlite(path) => Kind::Sqlite(sqlite::Sqlite::create(path, &options)?),
            Place::Postgres(url) => Kind::Postgres(postgres::Postgres::create(url, &options)?),
        })))
    }

    /// Opens a store that exists.
    ///
    /// # Errors
    /// `Fault::Unavailable` where there is none: it never makes one.
    #[expect(
        clippy::needless_pass_by_value,
        reason = "options belong to the store they open"
    )]
    pub fn open(place: &Place, options: Options) -> Result<Self, Fault> {
        Ok(Self(Arc::new(match place {
            Place::Sqlite(path) => Kind::Sqlite(sqlite::Sqlite::open(path, &options)?),
            Place::Postgres(url) => Kind::Postgres(postgres::Postgres::open(url, &options)?),
        })))
    }

    /// Which engine answers.
    pub fn engine(&self) -> Engine {
        match &*self.0 {
            Kind::Sqlite(_) => Engine::Sqlite,
            Kind::Postgres(_) => Engine::Postgres,
        }
    }

    /// Queues a named write; its answer comes after the commit is durable.
    ///
    /// The closure may run again, so it does nothing outside the transaction. A full queue answers
    /// `Fault::Busy` at once.
    pub fn submit<T, F>(&self, name: &'static str, f: F) -> Pending<T>
    where
        F: FnMut(&mut Raw<'_>) -> Result<T, Fault> + Send + 'static,
        T: Send + 'static,
    {
        self.submit_in(Lane::Usual, name, f)
    }

    /// The same in a lane: what is in the first one doesn't wait behind all that is in the other.
    pub fn submit_in<T, F>(&self, lane: Lane, name: &'static str, f: F) -> Pending<T>
    where
        F: FnMut(&mut Raw<'_>) -> Result<T, Fault> + Send + 'static,
        T: Send + 'static,
    {
        let (job, pending) = job::job(name, f);
        let queued = match &*self.0 {
            Kind::Sqlite(sqlite) => sqlite.submit(lane, job),
            Kind::Postgres(postgres) => postgres.submit(lane, job),
        };
        match queued {
            Ok(()) => pending,
            Err(fault) => Pending::refused(name, fault),
        }
    }

    /// Queues a named write and blocks this thread until it is durable or failed.
    ///
    /// Inside a closure of the store this is `Fault::Nested`, and nothing is queued.
    pub fn write<T, F>(&self, name: &'static str, f: F) -> Result<Committed<T>, Fault>
    where
        F: FnMut(&mut Raw<'_>) -> Result<T, Fault> + Send + 'static,
        T: Send + 'static,
    {
        if wait::is_inside() {
            return Err(Fault::Nested { name });
        }
        self.submit(name, f).wait()
    }

    /// Reads one snapshot on this thread; the engine refuses any write in it.
    ///
    /// Runs once, also where the connection is lost. It waits for a reader's connection as long as
    /// the options say, then `Busy`; on PostgreSQL one statement may last 30 s.
    pub fn read<T>(
        &self,
        name: &'static str,
        f: impl FnOnce(&mut Raw<'_>) -> Result<T, Fault>,
    ) -> Result<T, Fault> {
        if wait::is_inside() {
            return Err(Fault::Nested { name });
        }
        let (mut f, mut value) = (Some(f), None);
        let act: Act<'_> = &mut |raw| {
            let f = f.take().ok_or(Fault::Gone)?;
            value = Some(f(raw)?);
            Ok(())
        };
        match &*self.0 {
            Kind::Sqlite(sqlite) => sqlite.read(name, act),
            Kind::Postgres(postgres) => postgres.read(name, act),
        }?;
        value.ok_or(Fault::Gone)
    }

    /// Has PostgreSQL count tables anew (`analyze …`), so that the statements that join them are planned for what they hold
    /// now; plans that were made while they were empty are given up. SQLite plans by the keys alone.
    pub fn count_anew(&self, analyze: &'static str) {
        let counted = match self.engine() {
            Engine::Sqlite => return,
            Engine::Postgres => self.write("count-anew", move |raw| raw.script(analyze)),
        };
        if let Err(fault) = counted {
            tracing::warn!(%fault, "tables were not counted anew; imports and fillings may be slow for a minute");
        }
    }

    /// Carries every row of every table out, in one snapshot, beside whoever reads and writes.
    ///
    /// # Errors
    /// What the engine says, or the carrier.
    pub fn carry_out(&self, out: &mut dyn Carrier) -> Result<(), Fault> {
        match &*self.0 {
            Kind::Sqlite(sqlite) => sqlite.carry_out(out),
            Kind::Postgres(postgres) => postgres.carry_out(out),
        }
    }

    /// What the engine has counted since it was opened.
    pub fn readings(&self) -> Readings {
        match &*self.0 {
            Kind::Sqlite(sqlite) => sqlite.gauges().read(),
            Kind::Postgres(postgres) => postgres.gauges().read(),
        }
    }
}
