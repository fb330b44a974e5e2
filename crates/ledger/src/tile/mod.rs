//! The tree and the entries as files that any web server can serve (C2SP tlog-tiles).
//!
//! The source is <https://c2sp.org/tlog-tiles>. A tile holds up to 256 hashes of one level; only the levels
//! 0, 8, 16, … are stored, which tiles call 0, 1, 2, …; what lies between is made again from them. Tiles of
//! 256 never change; the last of each level is partial and grows under new names. Entry bundles hold the
//! entries themselves, 256 to a file.

mod bundle;
mod id;
mod path;
mod reader;
mod table;

pub use bundle::{BundleError, RECORD_BYTES_MAX, encode_bundle, parse_bundle};
pub use id::{BundleId, IdError, TILE_HEIGHT, TILE_WIDTH, TileId, bundles_between, tiles_between};
pub use path::{LogPath, PathError};
pub use reader::{RecentTiles, TileReader, TiledError, TiledHashes};
pub use table::{Tile, TileError};
