//! Erasing snapshots that nobody needs: given up before they were switched on, or of contests whose data is deleted.

use switchboard_rules::events::EventKind;
use switchboard_rules::ids::SnapshotId;
use switchboard_rules::moment::Moment;

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
const LEFT: &str = "select id from snapshot where state = 'left' order by id limit 20";
const CLEAR: &str =
    "delete from snapshot_member where bucket >= $1 and bucket < $2 and snapshot = $3";
const CLEAR_DARK: &str = "delete from snapshot_dark where bucket = $1 and snapshot = $2";
const GONE: &str =
    "update snapshot set state = 'gone' where bucket = $1 and id = $2 and state = 'left'";

/// Erases what is left, in slices; answers how many snapshots went.
pub fn sweep(world: &World, now: Moment) -> Result<usize, Fault> {
    let left = world.0.db.read("snapshot-left", |raw| {
        raw.all(LEFT, &[], |row| {
            let id = id16(row.bytes(0)?).ok_or_else(|| shape("snapshot"))?;
            Ok(SnapshotId::from_bytes(id))
        })
    })?;
    for snapshot in &left {
        one(world, *snapshot, now)?;
    }
    Ok(left.len())
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
