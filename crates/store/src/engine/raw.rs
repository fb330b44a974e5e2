//! One attempt inside one transaction: the only hands that touch SQL.

use std::{
    fmt,
    sync::atomic::{AtomicU64, Ordering::Relaxed},
};

use super::{Arg, Engine, Fault, Row, Rows, Stmt, Value, fault::Doom, postgres, sqlite};

/// Attempts are numbered over the whole process, so that a value smuggled from one world's attempt
/// into another's can be told apart as well.
static ATTEMPTS: AtomicU64 = AtomicU64::new(1);

/// One attempt at a transaction, lent to its closure.
///
/// A statement that fails dooms the attempt: whatever the closure answers then, it is undone. All
/// SQL is `&'static str`, so no value can be written into a text.
pub struct Raw<'a> {
    pub(super) name: &'static str,
    attempt: u64,
    pub(super) link: Link<'a>,
    doom: Option<Doom>,
}

pub(super) enum Link<'a> {
    Sqlite(&'a mut sqlite::Link<dyn sqlite::Statements + 'a>),
    Postgres(&'a mut postgres::Tx),
}

impl fmt::Debug for Raw<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Raw({}, attempt {})", self.name, self.attempt)
    }
}

impl<'a> Raw<'a> {
    pub(super) fn new(name: &'static str, link: Link<'a>) -> Self {
        Self {
            name,
            attempt: ATTEMPTS.fetch_add(1, Relaxed),
            link,
            doom: None,
        }
    }

    pub(super) fn doom(&self) -> Option<&Doom> {
        self.doom.as_ref()
    }

    /// This attempt's number: no other attempt of this process, also of the same write, has it.
    pub fn attempt(&self) -> u64 {
        self.attempt
    }

    /// Which engine answers.
    pub fn engine(&self) -> Engine {
        match self.link {
            Link::Sqlite(_) => Engine::Sqlite,
            Link::Postgres(_) => Engine::Postgres,
        }
    }

    /// Round trips to PostgreSQL this attempt has made so far; 0 on SQLite.
    ///
    /// A text's first use on a connection costs one more, and the commit one.
    #[cfg(test)]
    pub fn round_trips(&self) -> u64 {
        match &self.link {
            Link::Sqlite(_) => 0,
            Link::Postgres(tx) => tx.round_trips(),
        }
    }

    /// Runs one statement that answers no rows; says how many rows it changed.
    pub fn run(&mut self, sql: &'static str, args: &[Arg<'_>]) -> Result<u64, Fault> {
        self.try_link(|link, _| match link {
            Link::Sqlite(link) => link.run(sql, args),
            Link::Postgres(tx) => tx.run(sql, args),
        })
    }

    /// The first row a statement answers, read by `f`, or none.
    ///
    /// Let the SQL answer one row at most (`returning`, a key, `limit 1`): PostgreSQL sends all.
    pub fn one<T>(
        &mut self,
        sql: &'static str,
        args: &[Arg<'_>],
        f: impl FnOnce(&Row<'_>) -> Result<T, Fault>,
    ) -> Result<Option<T>, Fault> {
        let read = self.try_link(|link, name| match link {
            Link::Sqlite(link) => link.one(name, sql, args, f),
            Link::Postgres(tx) => tx.one(name, sql, args, f),
        })?;
        read.transpose()
    }

    /// Every row a statement answers, read by `f`; the SQL carries its limit.
    pub fn all<T>(
        &mut self,
        sql: &'static str,
        args: &[Arg<'_>],
        f: impl FnMut(&Row<'_>) -> Result<T, Fault>,
    ) -> Result<Vec<T>, Fault> {
        let read = self.try_link(|link, name| match link {
            Link::Sqlite(link) => link.all(name, sql, args, f),
            Link::Postgres(tx) => tx.all(name, sql, args, f),
        })?;
        read.into_iter().collect()
    }

    /// Several writes in their order, in one round trip on PostgreSQL; rows changed by each.
    pub fn many(&mut self, batch: &[Stmt<'_>]) -> Result<Vec<u64>, Fault> {
        self.try_link(|link, _| match link {
            Link::Sqlite(link) => link.many(batch),
            Link::Postgres(tx) => tx.many(batch),
        })
    }

    /// Several reads in their order, in one round trip on PostgreSQL; each SQL carries its limit.
    pub fn gather(&mut self, batch: &[Stmt<'_>]) -> Result<Vec<Rows>, Fault> {
        self.try_link(|link, name| match link {
            Link::Sqlite(link) => link.gather(name, batch),
            Link::Postgres(tx) => tx.gather(name, batch),
        })
    }

    /// Writes many rows into `table`, by COPY on PostgreSQL; says how many.
    ///
    /// Slice what is long: the closure holds SQLite's writer meanwhile.
    pub fn bulk(
        &mut self,
        table: &'static str,
        columns: &'static [&'static str],
        rows: &mut dyn Iterator<Item = Vec<Value>>,
    ) -> Result<u64, Fault> {
        self.try_link(|link, _| match link {
            Link::Sqlite(link) => link.bulk(table, columns, rows),
            Link::Postgres(tx) => tx.bulk(table, columns, rows),
        })
    }

    /// Runs several statements without arguments, separated by `;`: schema steps.
    pub fn script(&mut self, sql: &'static str) -> Result<(), Fault> {
        self.try_link(|link, _| match link {
            Link::Sqlite(link) => link.script(sql),
            Link::Postgres(tx) => tx.script(sql),
        })
    }

    /// Prepares `sql` without running it, so that a test can show that both engines accept it.
    #[cfg(test)]
    pub fn check(&mut self, sql: &'static str) -> Result<(), Fault> {
        self.try_link(|link, _| match link {
            Link::Sqlite(link) => link.check(sql),
            Link::Postgres(tx) => tx.check(sql),
        })
    }

    /// Runs `act`, unless an earlier statement failed; notes a failure.
    fn try_link<T>(
        &mut self,
        act: impl FnOnce(&mut Link<'a>, &'static str) -> Result<T, Doom>,
    ) -> Result<T, Fault> {
        if let Some(doom) = &self.doom {
            return Err(doom.fault.clone());
        }
        act(&mut self.link, self.name).map_err(|doom| {
            let fault = doom.fault.clone();
            self.doom = Some(doom);
            fault
        })
    }
}
