//! The answers that the writer's transactions share.

use crate::engine::{Rows, Stmt, asked_once::Answers};

/// They stand until a statement writes to what they were read of, a transaction ends otherwise than by its commit, or another
/// connection commits anything (`pragma data_version`, asked as each transaction begins).
#[derive(Default)]
pub(super) struct Shared {
    is_on: bool,
    answers: Answers,
    /// The file's version that the answers are of: none while a transaction is open whose end is not known yet.
    of: Option<i64>,
    /// The version that the open transaction began with.
    began: Option<i64>,
}

impl Shared {
    /// For a connection whose transactions nobody else writes in.
    pub(super) fn on() -> Self {
        Self {
            is_on: true,
            ..Self::default()
        }
    }

    /// Whether anything is kept at all.
    pub(super) fn is_on(&self) -> bool {
        self.is_on
    }

    /// A transaction begins at this version of the file, or at one that can't be told: answers of another, or of a transaction
    /// that never committed, are over.
    pub(super) fn begin(&mut self, version: Option<i64>) {
        let before = self.of.take();
        if before.is_none() || before != version {
            self.forget();
        }
        self.began = version;
    }

    /// The transaction was committed: what was read in it stands. (One's own commit doesn't change the version.)
    pub(super) fn committed(&mut self) {
        self.of = self.began.take();
    }

    /// Forgets all: something was undone, or a statement wrote to one of the tables.
    pub(super) fn forget(&mut self) {
        self.answers.clear();
    }

    /// What the statement answered before.
    pub(super) fn get(&self, stmt: &Stmt<'_>) -> Option<&Rows> {
        self.answers.get(stmt)
    }

    /// Keeps an answer.
    pub(super) fn put(&mut self, stmt: &Stmt<'_>, rows: Rows) {
        self.answers.put(stmt, rows);
    }
}
