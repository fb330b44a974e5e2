//! Copying the keys, to a place where no data lies.

use std::fs;
use std::path::Path;

use switchboard_rules::events::EventKind;
use switchboard_rules::moment::Moment;

use super::disk::{self, Half};
use crate::fault::Fault;
use crate::log::note_system;
use crate::world::World;

/// What is copied beside the keys themselves. `log.guard` is not: a copy of it would be old the next second, and an old
/// guard lets a log be signed twice.
const NEVER_AGAIN: &str = "never-again.log";

/// Copies the keys of a world into `target`, which must not exist yet; answers how many files. `data` is where the backup
/// of the data goes, if one is made at the same time.
///
/// # Errors
/// Where keys and data would lie in one another.
pub fn copy_keys(
    world: &World,
    target: &Path,
    data: Option<&Path>,
    now: Moment,
) -> Result<usize, Fault> {
    refuse(world, target, data)?;
    let half = Half::begin(target)?;
    let from = world.0.dir.join("keys");
    let mut copied = 0;
    for file in fs::read_dir(&from).map_err(|e| disk::told(&from, &e))? {
        let path = file.map_err(|e| disk::told(&from, &e))?.path();
        let name = path.file_name().unwrap_or_default();
        let is_key = path.extension().is_some_and(|end| end == "key");
        if is_key || name == NEVER_AGAIN {
            let bytes =
                zeroize::Zeroizing::new(fs::read(&path).map_err(|e| disk::told(&path, &e))?);
            disk::put(&half.dir().join(name), &bytes)?;
            copied += 1;
        }
    }
    half.finish(target)?;
    note_system(world, EventKind::KeysCopied, format!("files={copied}"), now)?;
    Ok(copied)
}

/// Whether keys may go there; asked before any data is written, too.
pub(crate) fn refuse(world: &World, target: &Path, data: Option<&Path>) -> Result<(), Fault> {
    disk::refuse_beside_data(target)?;
    disk::refuse_inside(target, &world.0.dir)?;
    data.map_or(Ok(()), |data| disk::refuse_inside(target, data))
}
