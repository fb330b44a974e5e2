//! Writing into the file what is only in the database: at the start, and then what other processes and nodes wrote.

use std::collections::HashSet;

use super::{Line, Read, lock};
use crate::engine::Arg;
use crate::fault::Fault;
use crate::session::id16;
use crate::world::World;

/// As for the change feed: no commit is ever skipped.
const NEXT: &str = "select {order}, id, at, fact from never_again where {settled} and {order} >= $1 and ({order} > $1 or id > $2) order by {order}, id limit 500";

/// Where a process stands.
#[derive(Debug, Default)]
pub struct Follower {
    order: i64,
    id: Vec<u8>,
    /// What the file held at the start; forgotten when the end was reached once.
    found: Option<HashSet<[u8; 16]>>,
    is_begun: bool,
}

/// Writes what the file lacks, at most 500 lines; answers whether more may wait.
pub fn follow(world: &World, follower: &mut Follower) -> Result<bool, Fault> {
    if !follower.is_begun {
        let mut found = HashSet::new();
        world.0.never_again.each(&world.0.keys.never, |_, read| {
            if let Read::Whole(line) = read {
                found.insert(line.id);
            }
            Ok(())
        })?;
        follower.found = Some(found);
        follower.is_begun = true;
    }
    let args = [Arg::Int(follower.order), Arg::Bytes(&follower.id)];
    let rows = world.0.db.read("never-again-follow", |raw| {
        raw.all(NEXT, &args, |row| {
            let line = Line {
                id: id16(row.bytes(1)?).unwrap_or_default(),
                at: row.int(2)?,
                fact: row.text(3)?.to_owned(),
            };
            Ok((row.int(0)?, line))
        })
    })?;
    let Some((order, last)) = rows.last().cloned() else {
        follower.found = None;
        return Ok(false);
    };
    let is_full = rows.len() >= 500;
    let missing: Vec<Line> = {
        let mut fresh = lock(&world.0.never_again_written);
        let mut is_there = |id: &[u8; 16]| {
            let own = fresh.remove(id);
            own || follower
                .found
                .as_ref()
                .is_some_and(|found| found.contains(id))
        };
        let lines = rows.into_iter().map(|(_, line)| line);
        lines.filter(|line| !is_there(&line.id)).collect()
    };
    if !missing.is_empty() {
        world.0.never_again.append(&world.0.keys.never, &missing)?;
    }
    (follower.order, follower.id) = (order, last.id.to_vec());
    Ok(is_full)
}
