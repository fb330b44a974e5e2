//! The hashes of a tree, read out of tiles.

use core::cell::RefCell;

use super::id::{TILE_HEIGHT, TileId};
use super::table::{Tile, TileError};
use crate::hash::Hash;
use crate::tree::HashReader;

/// Gives the bytes of tiles, from wherever they lie.
pub trait TileReader {
    /// Why a tile can't be had.
    type Error;

    /// The bytes of exactly this tile.
    ///
    /// A partial tile may be gone once its full one is there; then give the first `width` hashes of that.
    fn tile(&self, id: TileId) -> Result<Vec<u8>, Self::Error>;
}

impl<R: TileReader + ?Sized> TileReader for &R {
    type Error = R::Error;

    fn tile(&self, id: TileId) -> Result<Vec<u8>, R::Error> {
        (**self).tile(id)
    }
}

/// How many tiles [`RecentTiles`] keeps: more than a proof in any log needs, 128 KiB at most.
const RECENT_MAX: usize = 16;

/// The tiles of another reader, the last few of them kept: a proof asks for the same ones again and again, and
/// over a network each is a request.
#[derive(Debug)]
pub struct RecentTiles<R> {
    tiles: R,
    kept: RefCell<Vec<(TileId, Vec<u8>)>>,
}

impl<R: TileReader> RecentTiles<R> {
    /// Keeps the last tiles that it reads from `tiles`.
    #[must_use]
    pub const fn new(tiles: R) -> Self {
        Self {
            tiles,
            kept: RefCell::new(Vec::new()),
        }
    }
}

impl<R: TileReader> TileReader for RecentTiles<R> {
    type Error = R::Error;

    fn tile(&self, id: TileId) -> Result<Vec<u8>, R::Error> {
        let is_this = |(kept, _): &&(TileId, Vec<u8>)| *kept == id;
        if let Some((_, bytes)) = self.kept.borrow().iter().find(is_this) {
            return Ok(bytes.clone());
        }
        let bytes = self.tiles.tile(id)?;
        let mut kept = self.kept.borrow_mut();
        if kept.len() == RECENT_MAX {
            kept.remove(0);
        }
        kept.push((id, bytes.clone()));
        Ok(bytes)
    }
}

/// The hashes of a log of a known size, out of its tiles.
///
/// The tiles are believed; a proof made from them is worth what checking it against a signed root says.
#[derive(Debug, Clone)]
pub struct TiledHashes<R> {
    tiles: R,
    size: u64,
}

/// Why a hash can't be read out of tiles.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum TiledError<E> {
    /// The tile can't be had.
    #[error("a tile can't be read")]
    Read(E),
    /// The bytes are not the tile.
    #[error(transparent)]
    Tile(TileError),
    /// The subtree isn't complete in a log of this size.
    #[error(
        "node {index} of level {level} is not complete in a log of {size} entries; ask for a smaller proof"
    )]
    Incomplete {
        /// The node's level above the leaves.
        level: u8,
        /// The node's index in its level.
        index: u64,
        /// How many entries the log has.
        size: u64,
    },
}

impl<R: TileReader> TiledHashes<R> {
    /// Reads the tiles of a log with `size` entries.
    #[must_use]
    pub const fn new(tiles: R, size: u64) -> Self {
        Self { tiles, size }
    }
}

impl<R: TileReader> HashReader for TiledHashes<R> {
    type Error = TiledError<R::Error>;

    fn node(&self, level: u8, index: u64) -> Result<Hash, Self::Error> {
        let incomplete = TiledError::Incomplete {
            level,
            index,
            size: self.size,
        };
        let height = level % TILE_HEIGHT;
        // How many nodes of this level lie over one tile.
        let per_tile = 1_u64 << (TILE_HEIGHT - height);
        let Some(id) = TileId::at(level / TILE_HEIGHT, index / per_tile, self.size) else {
            return Err(incomplete);
        };
        let bytes = self.tiles.tile(id).map_err(TiledError::Read)?;
        let tile = Tile::parse(id, &bytes).map_err(TiledError::Tile)?;
        tile.node(height, index % per_tile).ok_or(incomplete)
    }
}
