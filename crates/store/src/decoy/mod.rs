//! Test copies: a world of invented members in which the testers of one licence work, and nobody else.
//!
//! It has its own directory, database, keys and log. Its first entry names the licence's entry in the live log; every entry
//! after it carries the licence; and its last checkpoint is entered in the live log. So each log says of the other where it
//! stands, and no row goes from one to the other.
//!
//! | in the live log | in the copy's own |
//! |---|---|
//! | | `DecoyBegun`: the licence's index, leaf and checkpoint in the live log |
//! | `DecoyMade`: the copy's name and key | |
//! | `DecoyEntered`: a tester asks for a way in | `DecoyAccount`, the first time in a role |
//! | | whatever they do, under the licence |
//! | `DecoyEnded`: size and root of the copy's last checkpoint | |

mod acts;
mod made;
mod testers;

use std::path::{Path, PathBuf};

use sha2::{Digest as _, Sha256};
use switchboard_rules::ids::{AccountId, LicenceId};
use switchboard_rules::moment::Moment;

pub use acts::{ACTS_MAX, ActLine, Acts, Single, acts};
pub use made::{Made, ended, made, note_made, open_ones};
pub use testers::{Entering, ROLES, enter, entered};

use crate::engine::Options;
use crate::fault::Fault;
use crate::log;
use crate::meta::{Licensed, Meta, WorldKind};
use crate::seal::hex;
use crate::world::World;

/// What a decoy is made from: a licence that may be used now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DecoyOf {
    /// The licence.
    pub licence: LicenceId,
    /// The index of its entry in the live log.
    pub index: u64,
    /// The hash of that entry's leaf.
    pub leaf: [u8; 32],
    /// The live checkpoint that holds it, a signed note with its cosignatures; signed alone where nobody cosigns.
    pub checkpoint: String,
    /// From when on it may be used.
    pub from: Moment,
    /// Until when: this moment is already outside.
    pub until: Moment,
    /// Who may test: accounts of the live world.
    pub testers: Vec<AccountId>,
}

/// A checkpoint's note that is longer than this stands beside the copy, and only its hash in the first entry.
const NOTE_BYTES_MAX: usize = 2_048;
/// The file beside the copy in which such a note stands.
pub const NOTE_FILE: &str = "live-checkpoint";

impl DecoyOf {
    /// What the copy's first entry says, as `name=value` words.
    fn told(&self, live: &str) -> String {
        let note = if self.checkpoint.len() <= NOTE_BYTES_MAX {
            format!("checkpoint={}", log::escaped(&self.checkpoint))
        } else {
            format!(
                "checkpoint-sha256={}",
                hex(&Sha256::digest(self.checkpoint.as_bytes()))
            )
        };
        format!(
            "licence={} live={live} index={} leaf={} from={} until={} version={} {note}",
            self.licence,
            self.index,
            hex(&self.leaf),
            self.from.millis(),
            self.until.millis(),
            env!("CARGO_PKG_VERSION"),
        )
    }
}

/// Where the test copy of a licence lies: in the live world's directory, and in no backup of it.
pub fn dir_of(live: &Path, licence: LicenceId) -> PathBuf {
    live.join("decoys").join(licence.to_string())
}

/// The folder of the test copies of a live world, made if it is wanted; none where there is none.
///
/// # Errors
/// What the disk says.
pub fn folder(live: &Path, is_wanted: bool) -> Result<Option<PathBuf>, Fault> {
    let dir = live.join("decoys");
    if is_wanted {
        make_private(&dir)?;
    }
    Ok(dir.is_dir().then_some(dir))
}

/// Where it lies while it is made. What is left there after a crash is thrown away.
pub fn dir_of_new(live: &Path, licence: LicenceId) -> PathBuf {
    live.join("decoys").join(format!("{licence}.new"))
}

impl Meta {
    /// The facts of the test copy of a licence: the live world's name, zone, region and limits, and nothing else of it.
    ///
    /// Its log is named after the live log and the licence, so that no two logs ever share a name.
    #[must_use]
    pub fn of_decoy(live: &Self, of: &DecoyOf) -> Self {
        Self {
            kind: WorldKind::Decoy,
            origin: format!("{}/decoy-{}", live.origin, of.licence),
            pack_name: "demo-2026-11".to_owned(),
            before: None,
            licensed: Some(Licensed {
                licence: of.licence,
                until: of.until,
                live: live.origin.clone(),
            }),
            ..live.clone()
        }
    }
}

impl World {
    /// Makes the test copy of a licence in `dir`, with nobody in it yet. Its first entry has its place.
    ///
    /// # Errors
    /// Where there is something already, or the store says so.
    pub fn create_decoy(
        dir: &Path,
        live: &Meta,
        of: &DecoyOf,
        now: Moment,
        options: Options,
    ) -> Result<Self, Fault> {
        make_private(dir)?;
        if of.checkpoint.len() > NOTE_BYTES_MAX {
            keep_note(dir, &of.checkpoint)?;
        }
        let world = Self::lay(dir, None, &Meta::of_decoy(live, of), now, options)?;
        log::begin(&world, Some(of.told(&live.origin)), now)?;
        log::sequence(&world, "begin", now)?;
        log::let_go(&world, "begin", now)?;
        Ok(world)
    }
}

fn make_private(dir: &Path) -> Result<(), Fault> {
    let mut builder = std::fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    Ok(builder.create(dir)?)
}

fn keep_note(dir: &Path, note: &str) -> Result<(), Fault> {
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(dir.join(NOTE_FILE))?;
    std::io::Write::write_all(&mut file, note.as_bytes())?;
    Ok(file.sync_all()?)
}
