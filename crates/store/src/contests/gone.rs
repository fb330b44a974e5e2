//! Erasing snapshots that nobody needs: given up before they were switched on, or of contests whose data is deleted; and the
//! queues of a contest that closed without ever having been open.

use switchboard_rules::events::EventKind;
use switchboard_rules::ids::{ContestId, SnapshotId};
use switchboard_rules::moment::Moment;

use super::prepare::every_bank_of;
use crate::banks;
use crate::desk::shape;
use crate::engine::{Arg, Value};
use crate::entry::{self, Draft};
use crate::fault::Fault;
use crate::session::{Auth, id16};
use crate::stretch;
use crate::tx::Verdict;
use crate::world::World;

/// How many buckets one write clears.
const STEP: i64 = 4;
const LEFT: &str = "select s.id, s.contest, case when c.opened_at is null and c.phase = 'closed' then 1 else 0 end from snapshot s join contest c on c.id = s.contest where s.state = 'left' and s.id > $1 order by s.id limit 20";
const CLEAR: &str =
    "delete from snapshot_member where bucket >= $1 and bucket < $2 and snapshot = $3";
const CLEAR_DARK: &str = "delete from snapshot_dark where bucket = $1 and snapshot = $2";
const GONE: &str =
    "update snapshot set state = 'gone' where bucket = $1 and id = $2 and state = 'left'";

/// A snapshot that is left, its contest, and whether that closed without ever having been open.
type Left = (SnapshotId, ContestId, bool);

/// Erases what is left, in slices; answers how many snapshots went. One that can't be erased holds no other.
pub fn sweep(world: &World, now: Moment) -> Result<usize, Fault> {
    let (mut gone, mut first) = (0, None);
    let mut page = left(world, &[])?;
    while let Some((last, ..)) = page.last() {
        let last = *last.as_bytes();
        for of in page {
            match erase(world, of, now) {
                Ok(()) => gone += 1,
                Err(fault) => {
                    first.get_or_insert(fault);
                }
            }
        }
        page = left(world, &last)?;
    }
    first.map_or(Ok(gone), Err)
}

fn left(world: &World, after: &[u8]) -> Result<Vec<Left>, Fault> {
    world.0.db.read("snapshot-left", |raw| {
        raw.all(LEFT, &[Arg::Bytes(after)], |row| {
            let id = |at| id16(row.bytes(at)?).ok_or_else(|| shape("snapshot"));
            let (snapshot, contest) = (id(0)?, id(1)?);
            let was_never_open = row.int(2)? != 0;
            Ok((
                SnapshotId::from_bytes(snapshot),
                ContestId::from_bytes(contest),
                was_never_open,
            ))
        })
    })
}

fn erase(
    world: &World,
    (snapshot, contest, was_never_open): Left,
    now: Moment,
) -> Result<(), Fault> {
    if was_never_open {
        let its = every_bank_of(world, contest)?;
        banks::erase_left_over(world, contest, &its, now)?;
    }
    one(world, snapshot, now)
}

fn one(world: &World, snapshot: SnapshotId, now: Moment) -> Result<(), Fault> {
    let mut from = stretch::ALL.start;
    while from < stretch::ALL.end {
        let until = from + STEP;
        world.0.db.write("snapshot-clear", move |raw| {
            let its = [
                Arg::Int(from),
                Arg::Int(until),
                Arg::Bytes(snapshot.as_bytes()),
            ];
            raw.run(CLEAR, &its)
        })?;
        from = until;
    }
    world
        .write("snapshot-gone", Auth::Job("contests"), now, move |tx| {
            let id = [Arg::Int(snapshot.bucket()), Arg::Bytes(snapshot.as_bytes())];
            if tx.run(GONE, &id)? == 0 {
                // Another node swept it as well, and has written the entry.
                return Ok(Verdict::Given(()));
            }
            let bytes = Value::Bytes(snapshot.as_bytes().to_vec());
            tx.later(CLEAR_DARK, vec![Value::Int(snapshot.bucket()), bytes]);
            let draft = Draft::system(EventKind::SnapshotGone, "contests")
                .detail(format!("snapshot={snapshot}"));
            entry::write(tx, &draft, &[])?;
            Ok(Verdict::Given(()))
        })
        .wait()?;
    Ok(())
}
