//! The published files, read with a limit on each.

use std::fmt;
use std::fs::File;
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};

use switchboard_ledger::note::NOTE_BYTES_MAX;
use switchboard_ledger::policy::POLICY_BYTES_MAX;
use switchboard_ledger::tile::{BundleId, RECORD_BYTES_MAX, TILE_WIDTH, TileId};

const TILE_BYTES_MAX: usize = 256 * 32;
const BUNDLE_BYTES_MAX: usize = 256 * (2 + RECORD_BYTES_MAX);

/// A file that can't be read, and why.
#[derive(Debug)]
pub(crate) struct Unreadable {
    pub(crate) path: PathBuf,
    pub(crate) error: io::Error,
}

impl fmt::Display for Unreadable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}` can't be read: {}", self.path.display(), self.error)
    }
}

/// A folder with a log in it, laid out as C2SP tlog-tiles says.
pub(crate) struct Folder<'a>(pub(crate) &'a Path);

impl Folder<'_> {
    /// The signed checkpoint.
    pub(crate) fn checkpoint(&self) -> Result<Vec<u8>, Unreadable> {
        read_note(&self.0.join("checkpoint"))
    }

    /// The bytes of a tile; for a partial one whose file is gone, the beginning of the full one.
    pub(crate) fn tile(&self, id: TileId) -> Result<Vec<u8>, Unreadable> {
        self.read(
            &id,
            TileId::new(id.level(), id.index(), TILE_WIDTH).ok(),
            TILE_BYTES_MAX,
        )
        .map(|(mut bytes, is_full)| {
            if is_full {
                bytes.truncate(usize::from(id.width()) * 32);
            }
            bytes
        })
    }

    /// The bytes of a bundle, and how many entries they hold: more than asked for when only the full bundle
    /// is there.
    pub(crate) fn bundle(&self, id: BundleId) -> Result<(Vec<u8>, u16), Unreadable> {
        self.read(
            &id,
            BundleId::new(id.index(), TILE_WIDTH).ok(),
            BUNDLE_BYTES_MAX,
        )
        .map(|(bytes, is_full)| (bytes, if is_full { TILE_WIDTH } else { id.width() }))
    }

    fn read<I: ToString + PartialEq>(
        &self,
        id: &I,
        full: Option<I>,
        bytes_max: usize,
    ) -> Result<(Vec<u8>, bool), Unreadable> {
        let missing = match read(&self.0.join(id.to_string()), bytes_max) {
            Ok(bytes) => return Ok((bytes, false)),
            Err(missing) => missing,
        };
        // A log may delete a partial file once the full one is there.
        match full {
            Some(full) if full != *id && missing.error.kind() == io::ErrorKind::NotFound => {
                read(&self.0.join(full.to_string()), bytes_max)
                    .map(|bytes| (bytes, true))
                    .map_err(|_| missing)
            }
            _ => Err(missing),
        }
    }
}

/// Reads a signed note from a file.
pub(crate) fn read_note(path: &Path) -> Result<Vec<u8>, Unreadable> {
    read(path, NOTE_BYTES_MAX)
}

/// Reads a policy's file.
pub(crate) fn read_policy(path: &Path) -> Result<String, Unreadable> {
    let bytes = read(path, POLICY_BYTES_MAX)?;
    String::from_utf8(bytes).map_err(|_| Unreadable {
        path: path.to_owned(),
        error: io::Error::new(io::ErrorKind::InvalidData, "it is not UTF-8"),
    })
}

/// Reads a file, but no further than one byte past the limit: then its form refuses it.
pub(crate) fn read(path: &Path, bytes_max: usize) -> Result<Vec<u8>, Unreadable> {
    let limit = u64::try_from(bytes_max)
        .unwrap_or(u64::MAX)
        .saturating_add(1);
    let mut bytes = Vec::new();
    match File::open(path).and_then(|file| file.take(limit).read_to_end(&mut bytes)) {
        Ok(_) => Ok(bytes),
        Err(error) => Err(Unreadable {
            path: path.to_owned(),
            error,
        }),
    }
}
