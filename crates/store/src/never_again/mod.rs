//! What must never be undone by restoring a backup: objections, marks, leavers, erasures; written beside the signing guard.
//!
//! A fact is a row of `never_again`, in the act's own transaction, and a line of `DIR/keys/never-again.log`. The line is on
//! the disk before the act is answered; where that fails (a full disk, a kill between the two) the row is there, and a
//! job writes what is missing, at the start and then each second. So an acknowledged fact is lost only with the database
//! *and* with the file. Where several nodes serve one PostgreSQL, each writes every fact into the file beside its own
//! keys: its own before it answers, the others' as soon as the job finds them.
//!
//! A line names people by hashes under the never-again key alone. The id of each line tells whether a database that came
//! out of a backup knows the fact already.

mod fact;
mod file;
mod follow;

use std::collections::HashSet;
use std::sync::Arc;

use switchboard_rules::ids::{MemberId, bucket_of};

pub(crate) use fact::{Fact, Mark, never_account, never_campaign, never_term};
pub(crate) use file::{File, Line, Read};
pub use follow::{Follower, follow};

use crate::duplicates::alias;
use crate::engine::{Arg, Value};
use crate::fault::Fault;
use crate::tx::Tx;
use crate::world::{Inner, World};

const PUT: &str = "insert into never_again (bucket, id, at, fact) values ($1, $2, $3, $4)";
const KNOWN: &str = "select count(*) from never_again where bucket = $1 and id = $2";

/// Ids that are remembered at most.
const WRITTEN_MAX: usize = 100_000;

/// What `doctor` wants to know of the file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Health {
    /// Whole lines.
    pub lines: u64,
    /// Lines that were changed or damaged, by number.
    pub damaged: Vec<u64>,
}

impl Tx<'_, '_> {
    /// Queues a fact that no restored backup may undo; it commits with the act, and is in the file before the act is
    /// answered.
    pub(crate) fn never_again(&mut self, fact: &Fact) {
        let line = Line {
            id: self.world.ordered.next(self.now().millis()),
            at: self.now().millis(),
            fact: fact.text(),
        };
        self.later(PUT, row(&line));
        self.facts.push(line);
    }

    /// The same of a person: of every record of theirs, because the backup that is restored may be from before they were
    /// merged.
    pub(crate) fn never_again_of(
        &mut self,
        member: MemberId,
        fact: impl Fn(&Inner, MemberId) -> Fact,
    ) -> Result<(), Fault> {
        let world = Arc::clone(self.world);
        for record in alias::of_one_person(self.raw(), member)? {
            self.never_again(&fact(&world, record));
        }
        Ok(())
    }
}

/// A line as the row of `never_again` that it has.
pub(crate) fn row(line: &Line) -> Vec<Value> {
    vec![
        Value::Int(bucket_of(&line.id)),
        Value::Bytes(line.id.to_vec()),
        Value::Int(line.at),
        Value::Text(line.fact.clone()),
    ]
}

pub(crate) const PUT_AGAIN: &str = "insert into never_again (bucket, id, at, fact) values ($1, $2, $3, $4) on conflict (bucket, id) do nothing";

/// Writes the lines of an act that has committed. Where the disk doesn't take them the job will, from their rows.
pub(crate) fn written(world: &Inner, lines: &[Line]) {
    if lines.is_empty() {
        return;
    }
    match world.never_again.append(&world.keys.never, lines) {
        Ok(()) => {
            let mut fresh = lock(&world.never_again_written);
            // Where no job comes to them; a line written twice harms nothing.
            if fresh.len() >= WRITTEN_MAX {
                fresh.clear();
            }
            fresh.extend(lines.iter().map(|line| line.id));
        }
        Err(fault) => {
            tracing::error!(%fault, "never-again.log could not be written; it is tried again each second");
        }
    }
}

/// Ids that this process wrote and its job hasn't come to yet.
pub(crate) type Written = std::sync::Mutex<HashSet<[u8; 16]>>;

fn lock(written: &Written) -> std::sync::MutexGuard<'_, HashSet<[u8; 16]>> {
    written
        .lock()
        .unwrap_or_else(std::sync::PoisonError::into_inner)
}

impl World {
    /// How whole the file is. Reads all of it.
    pub fn never_again_health(&self) -> Result<Health, Fault> {
        let mut health = Health::default();
        self.0
            .never_again
            .each(&self.0.keys.never, |number, read| {
                match read {
                    Read::Whole(_) => health.lines += 1,
                    Read::Damaged => health.damaged.push(number),
                }
                Ok(())
            })?;
        Ok(health)
    }

    /// Whether the database lacks a fact that the file has: then it is older than the file. Looks at the last lines only.
    pub(crate) fn is_older_than_never_again(&self) -> Result<bool, Fault> {
        for line in self.0.never_again.last(&self.0.keys.never)? {
            if !self.knows(&line)? {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Whether the database has this fact.
    pub(crate) fn knows(&self, line: &Line) -> Result<bool, Fault> {
        let args = [Arg::Int(bucket_of(&line.id)), Arg::Bytes(&line.id)];
        let found = self
            .0
            .db
            .read("never-again", |raw| raw.one(KNOWN, &args, |row| row.int(0)))?;
        Ok(found != Some(0))
    }
}
