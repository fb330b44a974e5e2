//! A folder of the file system as the place of a log's files.

use std::fs::{self, File};
use std::io::{self, Read as _, Write as _};
use std::path::{Path, PathBuf};

use super::{LogFiles, LogSource};
use crate::tile::{BundleId, LogPath, RECORD_BYTES_MAX, TILE_WIDTH, TileId, TileReader};

/// After how many files the disk is waited for, so that the list of them stays short.
const UNSETTLED_MAX: usize = 1024;
const TILE_BYTES_MAX: usize = 256 * 32;
const BUNDLE_BYTES_MAX: usize = 256 * (2 + RECORD_BYTES_MAX);

/// A folder in which a log is published, or from which it is read.
#[derive(Debug)]
pub struct Folder {
    root: PathBuf,
    unsettled: Vec<PathBuf>,
}

/// A file that can't be read or written, and why.
#[derive(Debug, thiserror::Error)]
#[error("`{}` can't be read or written: {error}", path.display())]
pub struct FolderError {
    /// Which one.
    pub path: PathBuf,
    /// What the system says.
    pub error: io::Error,
}

impl Folder {
    /// A log's folder; it is made when something is written.
    #[must_use]
    pub fn new(root: impl Into<PathBuf>) -> Self {
        Self {
            root: root.into(),
            unsettled: Vec::new(),
        }
    }

    /// Where a file of the log lies.
    #[must_use]
    pub fn path(&self, path: LogPath) -> PathBuf {
        self.root.join(path.to_string())
    }

    /// A file, or for a partial one that is gone the full one that took over; and whether it was that.
    fn read_or_full(
        &self,
        path: LogPath,
        full: Option<LogPath>,
        bytes_max: usize,
    ) -> Result<(Vec<u8>, bool), FolderError> {
        if let Some(bytes) = self.read(path, bytes_max)? {
            return Ok((bytes, false));
        }
        let full = full.filter(|full| *full != path);
        match full
            .map(|full| self.read(full, bytes_max))
            .transpose()?
            .flatten()
        {
            Some(bytes) => Ok((bytes, true)),
            None => Err(FolderError {
                path: self.path(path),
                error: io::ErrorKind::NotFound.into(),
            }),
        }
    }
}

impl LogFiles for Folder {
    type Error = FolderError;

    fn read(&self, path: LogPath, bytes_max: usize) -> Result<Option<Vec<u8>>, FolderError> {
        let path = self.path(path);
        let limit = u64::try_from(bytes_max)
            .unwrap_or(u64::MAX)
            .saturating_add(1);
        let mut bytes = Vec::new();
        match File::open(&path).and_then(|file| file.take(limit).read_to_end(&mut bytes)) {
            Ok(_) => Ok(Some(bytes)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(FolderError { path, error }),
        }
    }

    fn write(&mut self, path: LogPath, bytes: &[u8]) -> Result<(), FolderError> {
        let is_checkpoint = path == LogPath::Checkpoint;
        let path = self.path(path);
        write_whole(&path, bytes, is_checkpoint).map_err(|error| FolderError {
            path: path.clone(),
            error,
        })?;
        self.unsettled.push(path);
        if self.unsettled.len() >= UNSETTLED_MAX {
            self.settle()?;
        }
        Ok(())
    }

    fn settle(&mut self) -> Result<(), FolderError> {
        let mut folders: Vec<PathBuf> = Vec::new();
        for path in std::mem::take(&mut self.unsettled) {
            let synced = File::options()
                .write(true)
                .open(&path)
                .and_then(|file| file.sync_all());
            synced.map_err(|error| FolderError {
                path: path.clone(),
                error,
            })?;
            let above = path.ancestors().skip(1);
            folders.extend(
                above
                    .take_while(|folder| folder.starts_with(&self.root))
                    .map(Path::to_path_buf),
            );
        }
        folders.sort();
        folders.dedup();
        for folder in folders {
            sync_folder(&folder).map_err(|error| FolderError {
                path: folder,
                error,
            })?;
        }
        Ok(())
    }

    fn remove_partials(&mut self, full: LogPath) -> Result<(), FolderError> {
        let mut path = self.path(full).into_os_string();
        path.push(".p");
        match fs::remove_dir_all(&path) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(FolderError {
                path: path.into(),
                error,
            }),
            _ => Ok(()),
        }
    }
}

impl TileReader for Folder {
    type Error = FolderError;

    fn tile(&self, id: TileId) -> Result<Vec<u8>, FolderError> {
        let full = TileId::new(id.level(), id.index(), TILE_WIDTH).ok();
        let (mut bytes, is_full) =
            self.read_or_full(LogPath::Tile(id), full.map(LogPath::Tile), TILE_BYTES_MAX)?;
        if is_full {
            bytes.truncate(usize::from(id.width()) * 32);
        }
        Ok(bytes)
    }
}

impl LogSource for Folder {
    fn bundle(&self, id: BundleId) -> Result<Vec<u8>, FolderError> {
        let full = BundleId::new(id.index(), TILE_WIDTH).ok();
        let (bytes, is_full) = self.read_or_full(
            LogPath::Bundle(id),
            full.map(LogPath::Bundle),
            BUNDLE_BYTES_MAX,
        )?;
        Ok(if is_full {
            first_records(bytes, id.width())
        } else {
            bytes
        })
    }
}

/// The first entries of a full bundle; all its bytes when it isn't one.
fn first_records(mut bytes: Vec<u8>, count: u16) -> Vec<u8> {
    let mut end = 0_usize;
    for _ in 0..count {
        let Some([high, low]) = bytes.get(end..end.saturating_add(2)) else {
            return bytes;
        };
        end = end
            .saturating_add(2)
            .saturating_add(usize::from(u16::from_be_bytes([*high, *low])));
    }
    bytes.truncate(end);
    bytes
}

/// Writes beside the file and puts it in its place; the one file that is replaced is on the disk before.
fn write_whole(path: &Path, bytes: &[u8], is_replaced: bool) -> io::Result<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    let mut beside = path.as_os_str().to_owned();
    beside.push(".next");
    let mut file = File::create(&beside)?;
    file.write_all(bytes)?;
    if is_replaced {
        file.sync_all()?;
    }
    drop(file);
    fs::rename(&beside, path)
}

/// Waits until the names in a folder are on the disk. Windows keeps them itself and can't be asked.
fn sync_folder(folder: &Path) -> io::Result<()> {
    if cfg!(windows) {
        return Ok(());
    }
    File::open(folder)?.sync_all()
}
