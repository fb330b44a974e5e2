//! A tile's hashes, and the hashes between its level and the next.

use super::id::{TILE_HEIGHT, TileId};
use crate::hash::Hash;
use crate::tree::Frontier;
use crate::wire::Wire;

/// A tile with its hashes, left to right.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tile {
    id: TileId,
    hashes: Vec<Hash>,
}

/// Why hashes or bytes are not this tile.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum TileError {
    /// The tile should hold more or fewer hashes.
    #[error("the tile `{id}` holds {} hashes of 32 bytes and this has {bytes} bytes; fetch it again", id.width())]
    Length {
        /// Which tile.
        id: TileId,
        /// How many bytes there are.
        bytes: usize,
    },
}

impl Tile {
    /// The tile with these hashes, as many as its width says.
    pub fn new(id: TileId, hashes: Vec<Hash>) -> Result<Self, TileError> {
        if hashes.len() != usize::from(id.width()) {
            return Err(TileError::Length {
                id,
                bytes: hashes.len().saturating_mul(Hash::BYTES),
            });
        }
        Ok(Self { id, hashes })
    }

    /// Reads the bytes of the file: the hashes end to end.
    pub fn parse(id: TileId, bytes: &[u8]) -> Result<Self, TileError> {
        if bytes.len() != usize::from(id.width()) * Hash::BYTES {
            return Err(TileError::Length {
                id,
                bytes: bytes.len(),
            });
        }
        let mut wire = Wire::new(bytes);
        let hashes = core::iter::from_fn(|| wire.array().ok().map(Hash::from_bytes)).collect();
        Self::new(id, hashes)
    }

    /// Writes the bytes of the file.
    #[must_use]
    pub fn encode(&self) -> Vec<u8> {
        self.hashes
            .iter()
            .flat_map(|hash| *hash.as_bytes())
            .collect()
    }

    /// Which tile this is.
    #[must_use]
    pub const fn id(&self) -> TileId {
        self.id
    }

    /// The hashes, left to right.
    #[must_use]
    pub fn hashes(&self) -> &[Hash] {
        &self.hashes
    }

    /// The hash over the `position`-th group of `2^height` hashes, when the tile has all of them.
    ///
    /// Height 0 is a hash of the tile itself, height 8 its root.
    #[must_use]
    pub fn node(&self, height: u8, position: u64) -> Option<Hash> {
        if height > TILE_HEIGHT {
            return None;
        }
        let count = 1_usize << height;
        let start = usize::try_from(position).ok()?.checked_mul(count)?;
        let group = self.hashes.get(start..start.checked_add(count)?)?;
        let mut subtree = Frontier::new();
        for hash in group {
            subtree.append(*hash);
        }
        Some(subtree.root())
    }
}
