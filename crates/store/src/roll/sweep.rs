//! Sweeping away what an import left that never switched: nothing of it was ever visible.
//!
//! First the import is taken from whoever held it ([`claim`]): from then on its slices and its switch are refused, so a
//! program that slept and wakes can't write behind the sweep what the end of the sweep would make visible.

use switchboard_rules::events::EventKind;
use switchboard_rules::ids::ImportId;
use switchboard_rules::moment::Moment;

use crate::engine::{Arg, Value};
use crate::entry::{self, Draft};
use crate::fault::Fault;
use crate::log;
use crate::session::{Auth, id16};
use crate::stretch;
use crate::tx::Verdict;
use crate::world::World;

/// How many buckets one slice sweeps.
const STEP: i64 = 16;
const CLEAR: [&str; 4] = [
    "delete from member_row where bucket >= $1 and bucket < $2 and import = $3",
    "delete from member_end where bucket >= $1 and bucket < $2 and import = $3",
    "delete from lookup where bucket >= $1 and bucket < $2 and import = $3",
    "delete from member where bucket >= $1 and bucket < $2 and born_import = $3",
];
/// Later than every moment up to which an import is held.
const EVER: Moment = Moment::from_millis(i64::MAX);

/// Sweeps every import away that nobody holds any more.
pub fn sweep(world: &World, now: Moment) -> Result<(), Fault> {
    let left = world.0.db.read("import-dark", |raw| {
        let held = [Arg::Int(now.millis())];
        raw.all(
            "select import from import_dark where held_until < $1 order by import limit 100",
            &held,
            |row| {
                Ok(ImportId::from_bytes(
                    id16(row.bytes(0)?).unwrap_or_default(),
                ))
            },
        )
    })?;
    for import in left {
        if claim(world, import, now)? {
            clear(world, import, now)?;
        }
    }
    Ok(())
}

const DARK: &str = "select import from import_dark order by import limit 100";

/// Sweeps every import away at once: in a world that came out of a backup nobody holds one.
pub(crate) fn give_up_all(world: &World, now: Moment) -> Result<(), Fault> {
    let left = world.0.db.read("import-dark", |raw| {
        raw.all(DARK, &[], |row| {
            Ok(ImportId::from_bytes(
                id16(row.bytes(0)?).unwrap_or_default(),
            ))
        })
    })?;
    left.into_iter()
        .try_for_each(|import| give_up(world, import, now))
}

/// Sweeps one import away at once, whoever holds it.
pub(crate) fn give_up(world: &World, import: ImportId, now: Moment) -> Result<(), Fault> {
    if take(world, import, EVER, now)? {
        clear(world, import, now)
    } else {
        Ok(())
    }
}

/// Takes an import from its holder, unless it was renewed meanwhile; answers whether it is to be swept.
pub(crate) fn claim(world: &World, import: ImportId, now: Moment) -> Result<bool, Fault> {
    take(world, import, now, now)
}

fn take(world: &World, import: ImportId, held_before: Moment, now: Moment) -> Result<bool, Fault> {
    let done = world
        .write("import-claim", Auth::Job("sweep"), now, move |tx| {
            let taken = tx.run(
                "update import_dark set held_until = -1 where bucket = $1 and import = $2 and held_until < $3",
                &[Arg::Int(import.bucket()), Arg::Bytes(import.as_bytes()), Arg::Int(held_before.millis())],
            )?;
            Ok(Verdict::Given(taken == 1))
        })
        .wait()?;
    Ok(matches!(done.verdict, Verdict::Given(true)))
}

/// Deletes an import's rows in slices; the last removes the dark row.
fn clear(world: &World, import: ImportId, now: Moment) -> Result<(), Fault> {
    let mut from = 0;
    while from < stretch::ALL.end {
        world
            .write("import-sweep", Auth::Job("sweep"), now, move |tx| {
                let buckets = from..from + STEP;
                // An objection in the file may have become an entry about somebody whom the file brought.
                let parts = log::destroy_imports(tx, &buckets, import)?;
                let its = [
                    Arg::Int(buckets.start),
                    Arg::Int(buckets.end),
                    Arg::Bytes(import.as_bytes()),
                ];
                for delete in CLEAR {
                    tx.run(delete, &its)?;
                }
                log::note_destroyed(tx, "sweep", parts)?;
                Ok(Verdict::Given(()))
            })
            .wait()?;
        from += STEP;
    }
    end(world, import, now)
}

fn end(world: &World, import: ImportId, now: Moment) -> Result<(), Fault> {
    world
        .write("import-swept", Auth::Job("sweep"), now, move |tx| {
            let gone = [Arg::Int(import.bucket()), Arg::Bytes(import.as_bytes())];
            if tx.run(
                "delete from import_dark where bucket = $1 and import = $2",
                &gone,
            )? == 0
            {
                // Another node swept it as well, and has written the entry.
                return Ok(Verdict::Given(()));
            }
            let of_import = || {
                vec![
                    Value::Int(import.bucket()),
                    Value::Bytes(import.as_bytes().to_vec()),
                ]
            };
            tx.later(
                "delete from import_reject where bucket = $1 and import = $2",
                of_import(),
            );
            tx.later(
                "delete from import_note where bucket = $1 and import = $2",
                of_import(),
            );
            tx.later(
                "update import set state = 'abandoned' where bucket = $1 and id = $2",
                of_import(),
            );
            let draft = Draft::system(EventKind::ImportAbandoned, "sweep")
                .detail(format!("import={import}"));
            entry::write(tx, &draft, &[])?;
            Ok(Verdict::Given(()))
        })
        .wait()?;
    Ok(())
}
