//! Publishing a log as files (C2SP tlog-tiles), so that any web server can serve it and anybody can check it.
//!
//! The order is what makes it safe: first whatever the new checkpoint needs, settled on the disk; then the
//! partial files that full ones have taken over go away; the checkpoint last. So at every moment, a lost
//! machine included, the checkpoint that is there finds all its files. Full files are never touched again.
//!
//! Nothing here reads or writes a disk: [`LogFiles`] does. [`Folder`] is the one that does it for a folder,
//! and comes with the feature `folder`.

#[cfg(feature = "folder")]
mod folder;

#[cfg(feature = "folder")]
pub use folder::{Folder, FolderError};

use crate::checkpoint::{Checkpoint, CheckpointError};
use crate::hash::{Hash, leaf_hash};
use crate::note::{NOTE_BYTES_MAX, Note, NoteError};
use crate::tile::{
    BundleError, BundleId, LogPath, RecentTiles, TILE_WIDTH, Tile, TileError, TileId, TileReader,
    TiledError, TiledHashes, bundles_between, parse_bundle, tiles_between,
};
use crate::tree::root_at;

/// Where the files of a log are kept.
pub trait LogFiles {
    /// Why a file can't be read or written.
    type Error;

    /// The bytes of a file, `None` when it isn't there; of a longer one only the first `bytes_max` and one
    /// more, so that its form refuses it.
    fn read(&self, path: LogPath, bytes_max: usize) -> Result<Option<Vec<u8>>, Self::Error>;

    /// Writes a file whole or not at all.
    fn write(&mut self, path: LogPath, bytes: &[u8]) -> Result<(), Self::Error>;

    /// Returns when everything written so far survives a loss of power.
    fn settle(&mut self) -> Result<(), Self::Error>;

    /// Removes the partial files of a tile or bundle that is there in full; none is no error.
    fn remove_partials(&mut self, full: LogPath) -> Result<(), Self::Error>;
}

/// Where the log that is to be published comes from.
pub trait LogSource: TileReader {
    /// The bytes of exactly this bundle of entries.
    fn bundle(&self, id: BundleId) -> Result<Vec<u8>, Self::Error>;
}

/// Why a log is not published.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PublishError<S, F> {
    /// The note to be published is no checkpoint.
    #[error("what should be published is no checkpoint: {0}")]
    Checkpoint(#[from] CheckpointError),
    /// What stands there as a checkpoint is none.
    #[error("the checkpoint that is published there is none ({0}); publish into an empty place")]
    Published(NoteError),
    /// What stands there as a checkpoint is a note and no checkpoint.
    #[error("the checkpoint that is published there is none ({0}); publish into an empty place")]
    PublishedText(CheckpointError),
    /// What is published there is of another log.
    #[error("what is published there is the log `{0}`; publish into a place of its own")]
    OtherLog(String),
    /// More entries are published there than are to be published.
    #[error(
        "{published} entries are published there and the log has {size}; don't go on before you know why"
    )]
    Shrunk {
        /// How many are published.
        published: u64,
        /// How many the log has.
        size: u64,
    },
    /// The entries published there are not the first of these.
    #[error(
        "the {0} entries published there are not the first of this log; don't go on before you know why"
    )]
    Rewritten(u64),
    /// The tiles don't make the root of the checkpoint.
    #[error(
        "the log's tiles do not make the root of its checkpoint of {0} entries; check the log's store"
    )]
    Root(u64),
    /// A bundle's entries are not those of the tile above them.
    #[error("the entries of `{0}` are not those of the tile above them; check the log's store")]
    Bundle(BundleId),
    /// A bundle can't be read as one.
    #[error("`{0}` is no bundle: {1}")]
    BundleShape(BundleId, BundleError),
    /// A tile has not its length.
    #[error(transparent)]
    TileShape(#[from] TileError),
    /// The log can't be read.
    #[error("the log can't be read")]
    Source(S),
    /// The files can't be read or written.
    #[error("the files can't be read or written")]
    Files(F),
}

/// What was published.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Published {
    /// How many entries stood there before.
    pub before: u64,
    /// How many stand there now.
    pub size: u64,
}

/// Publishes the log as far as the checkpoint goes, over whatever of it is published already.
///
/// Costs the files that are new; two proofs' worth of reading shows that the published entries are the first
/// of these and that the tiles make the signed root. Signatures are the caller's to check. May be begun
/// again at any point.
pub fn publish<S: LogSource, F: LogFiles>(
    source: &S,
    note: &Note,
    files: &mut F,
) -> Result<Published, PublishError<S::Error, F::Error>> {
    let of_files = PublishError::<S::Error, F::Error>::Files;
    let checkpoint = Checkpoint::parse(note.text())?;
    let size = checkpoint.size();
    let before = published_before(source, &checkpoint, files)?;
    for id in tiles_between(before, size) {
        let tile = tile::<S, F::Error>(source, id)?;
        files
            .write(LogPath::Tile(id), &tile.encode())
            .map_err(of_files)?;
    }
    for id in bundles_between(before, size) {
        let bundle = bundle::<S, F::Error>(source, id)?;
        files
            .write(LogPath::Bundle(id), &bundle)
            .map_err(of_files)?;
    }
    files.settle().map_err(of_files)?;
    for full in taken_over(before, size) {
        files.remove_partials(full).map_err(of_files)?;
    }
    files
        .write(LogPath::Checkpoint, note.to_string().as_bytes())
        .and_then(|()| files.settle())
        .map_err(of_files)?;
    Ok(Published { before, size })
}

/// How many entries are published already, shown to be the first of those that shall be.
fn published_before<S: LogSource, F: LogFiles>(
    source: &S,
    new: &Checkpoint,
    files: &F,
) -> Result<u64, PublishError<S::Error, F::Error>> {
    let hashes = TiledHashes::new(RecentTiles::new(source), new.size());
    let root = |size| -> Result<Hash, PublishError<S::Error, F::Error>> {
        root_at(size, &hashes).map_err(|error| match error {
            TiledError::Read(error) => PublishError::Source(error),
            TiledError::Tile(error) => PublishError::TileShape(error),
            TiledError::Incomplete { .. } => PublishError::Root(size),
        })
    };
    if root(new.size())? != *new.root() {
        return Err(PublishError::Root(new.size()));
    }
    let Some(bytes) = files
        .read(LogPath::Checkpoint, NOTE_BYTES_MAX)
        .map_err(PublishError::<S::Error, F::Error>::Files)?
    else {
        return Ok(0);
    };
    let old = Note::parse(&bytes).map_err(PublishError::<S::Error, F::Error>::Published)?;
    let old =
        Checkpoint::parse(old.text()).map_err(PublishError::<S::Error, F::Error>::PublishedText)?;
    if old.origin() != new.origin() {
        return Err(PublishError::OtherLog(old.origin().to_owned()));
    }
    if old.size() > new.size() {
        return Err(PublishError::Shrunk {
            published: old.size(),
            size: new.size(),
        });
    }
    if root(old.size())? != *old.root() {
        return Err(PublishError::Rewritten(old.size()));
    }
    Ok(old.size())
}

fn tile<S: LogSource, F>(source: &S, id: TileId) -> Result<Tile, PublishError<S::Error, F>> {
    let bytes = source
        .tile(id)
        .map_err(PublishError::<S::Error, F>::Source)?;
    Ok(Tile::parse(id, &bytes)?)
}

/// A bundle, its entries held against the tile above them.
fn bundle<S: LogSource, F>(source: &S, id: BundleId) -> Result<Vec<u8>, PublishError<S::Error, F>> {
    let other = || PublishError::<S::Error, F>::Bundle(id);
    let bytes = source
        .bundle(id)
        .map_err(PublishError::<S::Error, F>::Source)?;
    let above = TileId::new(0, id.index(), id.width()).map_err(|_| other())?;
    let above = tile::<S, F>(source, above)?;
    let records = parse_bundle(&bytes, id.width())
        .map_err(|error| PublishError::<S::Error, F>::BundleShape(id, error))?;
    if records
        .iter()
        .map(|record| leaf_hash(record))
        .eq(above.hashes().iter().copied())
    {
        Ok(bytes)
    } else {
        Err(other())
    }
}

/// The full tiles and bundles that take over from what was partial when the log had `before` entries.
fn taken_over(before: u64, size: u64) -> impl Iterator<Item = LogPath> {
    let full_now =
        move |level: u8, index: u64| TileId::at(level, index, size).filter(|now| !now.is_partial());
    let tiles = tiles_between(0, before)
        .filter(|old| old.is_partial())
        .filter_map(move |old| full_now(old.level(), old.index()).map(LogPath::Tile));
    let last = before / u64::from(TILE_WIDTH);
    let bundle = BundleId::at(last, before)
        .and(BundleId::at(last, size))
        .filter(|now| now.width() == TILE_WIDTH);
    tiles.chain(bundle.map(LogPath::Bundle))
}
