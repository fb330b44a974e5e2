//! A connection's transactions and its WAL.

use super::{Link, link, statements::Statements};
use crate::engine::Fault;

impl<S: Statements + ?Sized> Link<S> {
    /// Begins to write. What shared statements answered before holds if the last transaction was committed and no other
    /// connection has committed since.
    pub(super) fn begin(&mut self) -> Result<(), Fault> {
        self.execute("begin immediate")?;
        let version = self
            .statements
            .db()
            .prepare_cached("pragma data_version")
            .and_then(|mut statement| statement.query_row([], |row| row.get(0)));
        self.shared.begin(version.ok());
        Ok(())
    }

    /// Commits what was written, synced.
    pub(super) fn commit(&mut self) -> Result<(), Fault> {
        self.execute("commit")?;
        self.shared.committed();
        Ok(())
    }

    /// Runs another text of the engine's own, `rollback` and the like.
    pub(super) fn control(&mut self, sql: &'static str) -> Result<(), Fault> {
        self.shared.forget();
        self.execute(sql)
    }

    fn execute(&self, sql: &'static str) -> Result<(), Fault> {
        self.statements
            .db()
            .prepare_cached(sql)
            .and_then(|mut statement| statement.raw_execute())
            .map(|_| ())
            .map_err(|error| link::fault(&error))
    }

    /// Whether a transaction is open.
    pub(super) fn is_open(&self) -> bool {
        !self.statements.db().is_autocommit()
    }

    /// Pages in the WAL, and how many of them are in the file already.
    pub(super) fn wal_pages(&self) -> (i64, i64) {
        self.checkpoint_pragma("pragma wal_checkpoint(noop)")
            .unwrap_or((0, 0))
    }

    /// Moves the WAL's pages into the file as far as no reader needs them; waits for nobody.
    pub(super) fn checkpoint(&self) -> Result<(), Fault> {
        self.checkpoint_pragma("pragma wal_checkpoint(passive)")
            .map(|_| ())
            .map_err(|error| link::fault(&error))
    }

    fn checkpoint_pragma(&self, sql: &'static str) -> rusqlite::Result<(i64, i64)> {
        self.statements
            .db()
            .prepare_cached(sql)?
            .query_row([], |row| Ok((row.get(1)?, row.get(2)?)))
    }
}
