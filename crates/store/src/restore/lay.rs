//! Laying keys and rows where there is nothing yet.

use std::fs;
use std::io::Read as _;
use std::path::{Path, PathBuf};

use switchboard_ledger::note::Note;
use switchboard_rules::moment::Moment;

use super::Wanted;
use crate::backup::{Manifest, disk, open_table};
use crate::engine::{Db, Options, Place, Step, Table, carry_in, migrate};
use crate::fault::Fault;
use crate::frozen::{HALF, KEY};
use crate::keys::Keys;
use crate::world::remember_place;

const FILE: &str = "switchboard.db";
const HALF_FILE: &str = "switchboard.db.half";
const KEY_BYTES_MAX: u64 = 1024 * 1024 * 1024;

/// Where the rows go, after a look whether nothing is in the way.
pub(super) fn free_place(wanted: &Wanted<'_>) -> Result<Place, Fault> {
    let own = wanted.dir.join("keys");
    let keys_lie_there = disk::real(wanted.keys) == disk::real(&own);
    let in_the_way = |path: &Path| !(keys_lie_there && path == own);
    let files = match fs::read_dir(wanted.dir) {
        Ok(files) => files.filter_map(Result::ok).map(|f| f.path()).collect(),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Vec::new(),
        Err(error) => return Err(disk::told(wanted.dir, &error)),
    };
    if let Some(path) = files.iter().find(|path| in_the_way(path)) {
        return Err(Fault::World(format!(
            "`{}` is in the way: a backup is restored into an empty directory, in which at most the world's own `keys` lie; move the rest away first",
            path.display()
        )));
    }
    Ok(wanted
        .place
        .cloned()
        .unwrap_or_else(|| Place::Sqlite(wanted.dir.join(FILE))))
}

/// Whether these keys are this world's: they must have signed its checkpoint.
pub(super) fn check_keys(keys: &Path, manifest: &Manifest) -> Result<(), Fault> {
    let keys = Keys::open(keys)?;
    if manifest.log.size == 0 {
        return Ok(());
    }
    let wrong = |_| {
        Fault::World(
            "these keys did not sign the ledger in the backup: give the keys of that world"
                .to_owned(),
        )
    };
    let note =
        Note::parse(manifest.log.checkpoint.as_bytes()).map_err(|e| Fault::World(e.to_string()))?;
    let own = keys.verifier(&manifest.log.origin)?;
    note.verify(&[&own]).map_err(wrong)?;
    Ok(())
}

/// Copies the keys, with the guard and never-again.log, unless they lie there already.
pub(super) fn keys(wanted: &Wanted<'_>) -> Result<(), Fault> {
    let to = wanted.dir.join("keys");
    if disk::real(wanted.keys) == disk::real(&to) {
        return Ok(());
    }
    disk::private_dir(&to)?;
    let told = |error: std::io::Error| disk::told(wanted.keys, &error);
    for file in fs::read_dir(wanted.keys).map_err(told)? {
        let path = file.map_err(told)?.path();
        if !path.is_file() {
            continue;
        }
        let mut bytes = zeroize::Zeroizing::new(Vec::new());
        fs::File::open(&path)
            .and_then(|file| file.take(KEY_BYTES_MAX).read_to_end(&mut bytes))
            .map_err(told)?;
        disk::put(&to.join(path.file_name().unwrap_or_default()), &bytes)?;
    }
    disk::sync_dir(&to)
}

/// Where which rows go, and by which steps their schema is laid.
pub(crate) struct Laying<'a> {
    pub(crate) wanted: &'a Wanted<'a>,
    pub(crate) manifest: &'a Manifest,
    pub(crate) place: &'a Place,
    /// The steps that the program knows: those up to the backup's are laid before the rows, the others done after them.
    pub(crate) steps: &'static [Step],
}

impl Laying<'_> {
    /// Lays the schema as it was when the backup was made, fills it, and brings it to this program's.
    pub(crate) fn rows(&self, now: Moment, options: &Options) -> Result<(), Fault> {
        let filling = match self.place {
            Place::Sqlite(_) => Place::Sqlite(self.wanted.dir.join(HALF_FILE)),
            Place::Postgres(_) => self.place.clone(),
        };
        let db = Db::create(&filling, options.clone())?;
        crate::schema::lay(&db, self.steps, self.manifest.schema, now)?;
        drop(db);
        let tables = self
            .manifest
            .tables
            .iter()
            .map(crate::backup::TableFile::table)
            .collect::<Result<Vec<_>, _>>()?;
        let mut open = |table: &Table| open_table(self.wanted.backup, &table.name);
        let also = [(KEY, HALF.to_owned())];
        carry_in(&filling, options, &tables, &mut open, &also)?;
        let db = Db::open(&filling, options.clone())?;
        migrate(&db, self.steps, now.millis())?;
        drop(db);
        if let (Place::Sqlite(half), Place::Sqlite(whole)) = (&filling, self.place) {
            rename(half, whole)?;
            disk::sync_dir(self.wanted.dir)?;
        }
        Ok(())
    }
}

fn rename(half: &PathBuf, whole: &PathBuf) -> Result<(), Fault> {
    fs::rename(half, whole).map_err(|e| disk::told(whole, &e))
}

/// A store elsewhere is remembered beside the keys.
pub(super) fn remember(dir: &Path, place: &Place) -> Result<(), Fault> {
    remember_place(dir, place)
}
