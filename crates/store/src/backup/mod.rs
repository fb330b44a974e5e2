//! Backups: every row of one snapshot as files, taken while callers work; the keys apart; nothing half made.
//!
//! A backup is a directory: `manifest.json` and a file of rows for each table, in PostgreSQL's binary COPY format whichever
//! engine it was taken from, so that a world on one engine is restored into the other. All that is personal in it is
//! sealed as in the database; **the keys are never in it** ([`copy_keys`] puts them elsewhere). It is made beside its
//! target and renamed when every byte is on the disk: a directory without a manifest is no backup.

pub(crate) mod disk;
mod files;
mod keys;
mod manifest;
mod verify;

use std::path::Path;

use switchboard_rules::events::EventKind;
use switchboard_rules::moment::Moment;

use crate::engine::{Arg, Engine, Value};
use crate::entry::{self, Draft};
use crate::fault::Fault;
use crate::seal::{fresh, hex};
use crate::session::Auth;
use crate::tx::{Tx, Verdict};
use crate::world::World;

pub(crate) use files::open_table;
pub use keys::copy_keys;
pub use manifest::{LogPoint, Manifest, TableFile};
pub use verify::{Verified, verify};

const LAST: &str = "backup_last_at";

/// Makes a backup of a world in `target`, which must not exist yet; the world may be served meanwhile.
///
/// # Errors
/// What the disk or the store says; nothing of the backup is left then.
pub fn make(world: &World, target: &Path, clock: impl Fn() -> Moment) -> Result<Manifest, Fault> {
    disk::refuse_beside_keys(target)?;
    disk::refuse_inside(target, &world.0.dir.join("keys"))?;
    let half = disk::Half::begin(target)?;
    let id: [u8; 16] = fresh()?;
    let mut filer = files::Filer::new(half.dir());
    world.0.db.carry_out(&mut filer)?;
    let tables = filer.done();
    let log = files::log_point(half.dir(), &tables)?;
    let manifest = Manifest {
        format: manifest::FORMAT,
        id: hex(&id),
        version: env!("CARGO_PKG_VERSION").to_owned(),
        schema: crate::engine::version(&world.0.db)?,
        engine: match world.engine() {
            Engine::Sqlite => "sqlite",
            Engine::Postgres => "postgres",
        }
        .to_owned(),
        world: world.meta().kind.text().to_owned(),
        made_at_ms: clock().millis(),
        log,
        tables,
    };
    manifest.write(half.dir())?;
    half.finish(target)?;
    note(world, &manifest, clock())?;
    Ok(manifest)
}

/// Writes down that a backup was made, and when the last one was.
fn note(world: &World, made: &Manifest, now: Moment) -> Result<(), Fault> {
    let detail = format!(
        "backup={} rows={} bytes={} log={}",
        made.id,
        made.rows(),
        made.bytes(),
        made.log.size
    );
    let at = made.made_at_ms;
    world
        .write("backup-made", Auth::Job("backup"), now, move |tx| {
            set_meta(tx, LAST, at.to_string());
            let draft = Draft::system(EventKind::BackupMade, "console").detail(detail.clone());
            entry::write(tx, &draft, &[])?;
            Ok(Verdict::Given(()))
        })
        .wait()
        .map(|_| ())
}

pub(crate) fn set_meta(tx: &mut Tx<'_, '_>, key: &'static str, value: String) {
    tx.later(
        "insert into meta (key, value) values ($1, $2) on conflict (key) do update set value = excluded.value",
        vec![Value::Text(key.to_owned()), Value::Text(value)],
    );
}

impl World {
    /// When the last backup of this world was made; none if there never was one.
    pub fn backup_last_at(&self) -> Result<Option<Moment>, Fault> {
        let found = self.0.db.read("backup-last", |raw| {
            raw.one(
                "select value from meta where key = $1",
                &[Arg::Text(LAST)],
                |row| Ok(row.text(0)?.parse::<i64>().ok()),
            )
        })?;
        Ok(found.flatten().map(Moment::from_millis))
    }
}
