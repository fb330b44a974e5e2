//! Sweeping away what an import left that never switched: nothing of it was ever visible.

use switchboard_rules::events::EventKind;
use switchboard_rules::ids::ImportId;
use switchboard_rules::moment::Moment;

use crate::engine::{Arg, Value};
use crate::entry::{self, Draft};
use crate::fault::Fault;
use crate::session::{Auth, id16};
use crate::tx::Verdict;
use crate::world::World;

const BUCKETS: i64 = 1024;
/// How many buckets one slice sweeps.
const STEP: usize = 16;

/// Sweeps every dark import away, in slices; the last removes the dark row.
pub(crate) fn sweep(world: &World, now: Moment) -> Result<(), Fault> {
    let dark = world.0.db.read("import-dark", |raw| {
        raw.all("select import from import_dark where held_until < $1 order by import limit 100", &[Arg::Int(now.millis())], |row| {
            Ok(ImportId::from_bytes(id16(row.bytes(0)?).unwrap_or_default()))
        })
    })?;
    for import in dark {
        for from in (0..BUCKETS).step_by(STEP) {
            world.write("import-sweep", Auth::Job("sweep"), now, move |tx| {
                let id = import.as_bytes();
                for bucket in from..from + i64::try_from(STEP).unwrap_or(16) {
                    let args = [Arg::Int(bucket), Arg::Bytes(id)];
                    tx.run("delete from member_row where bucket = $1 and import = $2", &args)?;
                    tx.run("delete from lookup where bucket = $1 and import = $2", &args)?;
                    tx.run("delete from member where bucket = $1 and born_import = $2", &args)?;
                }
                Ok(Verdict::Given(()))
            })
            .wait()?;
        }
        end(world, import, now)?;
    }
    Ok(())
}

fn end(world: &World, import: ImportId, now: Moment) -> Result<(), Fault> {
    world
        .write("import-swept", Auth::Job("sweep"), now, move |tx| {
            let of_import = || vec![Value::Int(import.bucket()), Value::Bytes(import.as_bytes().to_vec())];
            tx.later("delete from import_reject where bucket = $1 and import = $2", of_import());
            tx.later("update import set state = 'abandoned' where bucket = $1 and id = $2", of_import());
            tx.later("delete from import_dark where bucket = $1 and import = $2", of_import());
            let draft = Draft::system(EventKind::ImportAbandoned, "sweep").detail(format!("import={import}"));
            entry::write(tx, &draft, &[])?;
            Ok(Verdict::Given(()))
        })
        .wait()?;
    Ok(())
}
