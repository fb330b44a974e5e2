//! After an import was switched on: the queues follow it. Who left is out of every turn, who came back is in it again.
//!
//! A desk never gets a member whose membership has ended, whatever the queue says: that is asked at every card. This is
//! only so that what waits in a queue is what can be rung. An account whose own record it was ends here too, within seconds of
//! the switch, with an entry of its own.

use switchboard_rules::ids::{ImportId, MemberId};
use switchboard_rules::moment::Moment;

use super::hand;
use super::undo::NOBODY_DIED;
use crate::desk::stop;
use crate::engine::{Arg, Value};
use crate::fault::Fault;
use crate::leaving;
use crate::members;
use crate::session::{Auth, id16};
use crate::stretch;
use crate::tx::{Tx, Verdict};
use crate::world::World;

/// How many members one write follows: few enough that callers are served between two.
const SLICE: i64 = 50;
const WAITING: &str =
    "select id from import where state = 'done' and followed = 0 order by id limit 20";
const ENDS: &str = "select e.member, e.ended_at from member_end e where (e.bucket, e.member) > ($1, $2) and e.bucket < $3 and e.import = $4 and e.import = (select x.import from member_end x where x.bucket = e.bucket and x.member = e.member and not exists (select 1 from import_dark d where d.import = x.import) order by x.import desc limit 1) order by e.bucket, e.member limit $5";
/// Whom a file says to have died, and nothing since says otherwise.
const DIED: &str = "select r.member from member_row r where r.import = $1 and r.deceased = 1 and (r.bucket, r.member) > ($2, $3) and 1 = (select n.deceased from member_row n where n.bucket = r.bucket and n.member = r.member and not exists (select 1 from import_dark d where d.import = n.import) order by n.import desc limit 1) order by r.bucket, r.member limit $4";
/// Of whom a row says so that was not taken.
const NOTED: &str = "select n, member from import_note where bucket = $1 and import = $2 and what = 'died' and n > $3 order by n limit $4";
const STANDS: &str = "select 1 from import where bucket = $1 and id = $2 and state = 'done'";
/// How many of them one look takes.
const LOOKED: i64 = 200;
const FOLLOWED: &str = "update import set followed = 1 where bucket = $1 and id = $2";

/// Brings the queues up to every import that was switched on since; answers how many members that moved.
pub fn follow(world: &World, now: Moment) -> Result<u64, Fault> {
    let waiting = world.0.db.read("import-waiting", |raw| {
        raw.all(WAITING, &[], |row| Ok(id16(row.bytes(0)?)))
    })?;
    let mut moved = 0;
    for import in waiting.into_iter().flatten().map(ImportId::from_bytes) {
        moved += follow_one(world, import, now)?;
        follow_deaths(world, import, now)?;
        follow_notes(world, import, now)?;
        world
            .write("import-followed", Auth::Job("follow"), now, move |tx| {
                let of_import = || {
                    vec![
                        Value::Int(import.bucket()),
                        Value::Bytes(import.as_bytes().to_vec()),
                    ]
                };
                tx.later(FOLLOWED, of_import());
                tx.later(NOBODY_DIED, of_import());
                Ok(Verdict::Given(()))
            })
            .wait()?;
    }
    Ok(moved)
}

fn follow_one(world: &World, import: ImportId, now: Moment) -> Result<u64, Fault> {
    let mut moved = 0;
    stretch::along(stretch::ALL, |stretch| {
        let [bucket, after, until] = stretch.args();
        let import = Arg::Bytes(import.as_bytes());
        let args = [bucket, after, until, import, Arg::Int(SLICE)];
        let (found, owned) = world.0.db.read("import-ends", |raw| {
            let found = raw.all(ENDS, &args, |row| {
                let id = id16(row.bytes(0)?).ok_or_else(|| crate::desk::shape("member_end"))?;
                Ok((MemberId::from_bytes(id), row.opt_int(1)?.is_some()))
            })?;
            let ended = found.iter().filter(|(_, has_ended)| *has_ended);
            let ended = ended.map(|(member, _)| *member).collect();
            let owned = members::owned(&world.0, raw, ended)?;
            Ok((found, owned))
        })?;
        let Some(last) = found.last().map(|(last, _)| *last.as_bytes()) else {
            return Ok(None);
        };
        moved += u64::try_from(found.len()).unwrap_or(0);
        world
            .write("import-follow", Auth::Job("follow"), now, move |tx| {
                for (member, has_ended) in &found {
                    if *has_ended {
                        stop::ended(tx, *member);
                    } else {
                        hand::lift(tx, *member)?;
                    }
                }
                Ok(Verdict::Given(()))
            })
            .wait()?;
        each(world, now, owned, leaving::end_if_ended)?;
        Ok(Some(last))
    })?;
    Ok(moved)
}

/// One write for each: the end of an account takes some fifteen statements.
fn each(
    world: &World,
    now: Moment,
    owned: Vec<MemberId>,
    end: fn(&mut Tx<'_, '_>, MemberId) -> Result<(), Fault>,
) -> Result<(), Fault> {
    for member in owned {
        world
            .write("import-left", Auth::Job("follow"), now, move |tx| {
                end(tx, member).map(Verdict::Given)
            })
            .wait()?;
    }
    Ok(())
}

/// Ends the accounts of those whom a file says to have died, also where it lets their membership go on.
fn follow_deaths(world: &World, import: ImportId, now: Moment) -> Result<(), Fault> {
    let (mut bucket, mut after) = (-1, Vec::new());
    loop {
        let args = [
            Arg::Bytes(import.as_bytes()),
            Arg::Int(bucket),
            Arg::Bytes(&after),
            Arg::Int(LOOKED),
        ];
        let (last, owned) = world.0.db.read("import-died", |raw| {
            let found = raw.all(DIED, &args, |row| {
                let id = id16(row.bytes(0)?).ok_or_else(|| crate::desk::shape("member_row"))?;
                Ok(MemberId::from_bytes(id))
            })?;
            let last = found.last().copied();
            Ok((last, members::owned(&world.0, raw, found)?))
        })?;
        let Some(last) = last else {
            return Ok(());
        };
        (bucket, after) = (last.bucket(), last.as_bytes().to_vec());
        each(world, now, owned, leaving::end_if_died)?;
    }
}

/// The same of those of whom a row says so that was not taken.
fn follow_notes(world: &World, import: ImportId, now: Moment) -> Result<(), Fault> {
    let mut after = 0;
    loop {
        let args = [
            Arg::Int(import.bucket()),
            Arg::Bytes(import.as_bytes()),
            Arg::Int(after),
            Arg::Int(LOOKED),
        ];
        let (last, owned) = world.0.db.read("import-died", |raw| {
            let found = raw.all(NOTED, &args, |row| {
                let id = id16(row.bytes(1)?).ok_or_else(|| crate::desk::shape("import_note"))?;
                Ok((row.int(0)?, MemberId::from_bytes(id)))
            })?;
            let last = found.last().map(|(n, _)| *n);
            let found = found.into_iter().map(|(_, member)| member).collect();
            Ok((last, members::owned(&world.0, raw, found)?))
        })?;
        let Some(last) = last else {
            return Ok(());
        };
        after = last;
        for member in owned {
            world
                .write("import-left", Auth::Job("follow"), now, move |tx| {
                    // Undone meanwhile: what it said of anybody counts no more.
                    let args = [Arg::Int(import.bucket()), Arg::Bytes(import.as_bytes())];
                    if tx.one(STANDS, &args, |row| row.int(0))?.is_some() {
                        leaving::end_if_died(tx, member)?;
                    }
                    Ok(Verdict::Given(()))
                })
                .wait()?;
        }
    }
}
