//! The answers that writes share, of all connections.
//!
//! They are of one version of what they were read of: a row's number, which whoever writes to one of those tables, in whichever
//! process, raises as the last thing before the commit (so nobody waits for that row with a lock that others want). Each act reads
//! the number before it uses an answer, in the same look as what else it asks and behind the locks it takes: an answer of another
//! number is not used. So it costs an act one small read to know all of them.

use std::sync::{Mutex, MutexGuard, PoisonError};

use super::gathered::is_plain;
use crate::engine::{Fault, Rows, Stmt, asked_once::Answers, asked_once::check};

/// The number; none is the first.
pub(super) const VERSION: &str = "select version from shared_version where bucket = 0 and id = 0";
/// Raises it, in the message that also commits.
pub(super) const RAISE: &str = "insert into shared_version (bucket, id, version) values (0, 0, 1) \
    on conflict (bucket, id) do update set version = shared_version.version + 1; ";

/// What the writes of a store share.
#[derive(Default)]
pub(super) struct Shared(Mutex<State>);

#[derive(Default)]
struct State {
    of: Option<i64>,
    answers: Answers,
}

/// How a batch is answered.
pub(super) struct Plan<'a> {
    /// What is known already of each statement.
    pub(super) known: Vec<Option<Rows>>,
    /// The version that this is of.
    pub(super) of: Option<i64>,
    /// Guards that are asked as well, so that they are known the next time.
    pub(super) guards: Vec<&'a Stmt<'a>>,
}

impl Shared {
    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Forgets all: it may be of another database than what answers now.
    pub(super) fn forget(&self) {
        *self.state() = State::default();
    }

    /// What of a batch is known; none where nothing of it is shared.
    pub(super) fn plan<'a>(&self, name: &'static str, batch: &'a [Stmt<'a>]) -> Option<Plan<'a>> {
        let may_share = |stmt: &Stmt<'_>| is_kept(stmt) || stmt.guard.is_some();
        if !batch.iter().any(may_share) {
            return None;
        }
        let state = self.state();
        let get = |stmt: &Stmt<'_>| state.answers.get(stmt);
        let known = batch.iter().map(|stmt| {
            let ruled_out = || {
                let guard = get(stmt.guard.as_deref()?)?;
                guard
                    .is_empty()
                    .then(|| Rows::new(Vec::new(), 0, (name, stmt.sql)))
            };
            let kept = is_kept(stmt).then(|| get(stmt).cloned()).flatten();
            kept.map(|rows| rows.named(name)).or_else(ruled_out)
        });
        let known: Vec<_> = known.collect();
        let guards = batch.iter().filter_map(|stmt| stmt.guard.as_deref());
        let guards = guards.filter(|guard| get(guard).is_none());
        let guards = guards.collect();
        Some(Plan {
            known,
            of: state.of,
            guards,
        })
    }

    /// Keeps what was answered in one look with `version`, unless something newer is known.
    ///
    /// # Errors
    /// `Fault::Schema` for a statement that reads something else than what may be shared.
    pub(super) fn keep<'a>(
        &self,
        version: i64,
        answered: impl Iterator<Item = (&'a Stmt<'a>, &'a Rows)>,
    ) -> Result<(), Fault> {
        let mut state = self.state();
        if state.of.is_none_or(|of| of < version) {
            *state = State {
                of: Some(version),
                answers: Answers::default(),
            };
        }
        if state.of != Some(version) {
            return Ok(());
        }
        for (stmt, rows) in answered {
            check(stmt.sql)?;
            if state.answers.get(stmt).is_none() {
                state.answers.put(stmt, rows.clone());
            }
        }
        Ok(())
    }
}

/// Whether a statement's answer is kept; what locks is asked each time.
pub(super) fn is_kept(stmt: &Stmt<'_>) -> bool {
    stmt.is_shared && is_plain(stmt.sql)
}
