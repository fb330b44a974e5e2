//! Where in a log's folder a tile or bundle lies.

use core::fmt;
use core::str::FromStr;

use super::id::{BundleId, TILE_WIDTH, TileId};

/// A path inside a log's folder, as it also stands in URLs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum LogPath {
    /// The signed checkpoint: `checkpoint`.
    Checkpoint,
    /// A tile of hashes: `tile/0/x001/234`, partial ones with `.p/` and their width.
    Tile(TileId),
    /// A bundle of entries: `tile/entries/x001/234`, partial ones with `.p/` and their width.
    Bundle(BundleId),
}

/// The text is no path inside a log.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("this is no path inside a log; one reads `tile/0/x001/234` or `tile/entries/000.p/17`")]
pub struct PathError;

impl fmt::Display for LogPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Checkpoint => f.write_str("checkpoint"),
            Self::Tile(tile) => tile.fmt(f),
            Self::Bundle(bundle) => bundle.fmt(f),
        }
    }
}

impl fmt::Display for TileId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "tile/{}/", self.level())?;
        write_slot(f, self.index(), self.width())
    }
}

impl fmt::Display for BundleId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("tile/entries/")?;
        write_slot(f, self.index(), self.width())
    }
}

/// Accepts exactly what `Display` writes, so that every file has one path.
impl FromStr for LogPath {
    type Err = PathError;

    fn from_str(text: &str) -> Result<Self, PathError> {
        let path = read(text).ok_or(PathError)?;
        if path.to_string() == text {
            Ok(path)
        } else {
            Err(PathError)
        }
    }
}

fn read(text: &str) -> Option<LogPath> {
    if text == "checkpoint" {
        return Some(LogPath::Checkpoint);
    }
    let (level, slot) = text.strip_prefix("tile/")?.split_once('/')?;
    let (index, width) = match slot.split_once(".p/") {
        Some((index, width)) => (
            index,
            width.parse().ok().filter(|width| *width < TILE_WIDTH)?,
        ),
        None => (slot, TILE_WIDTH),
    };
    let index = index.split('/').try_fold(0_u64, |sum, element| {
        let digits: u64 = element.strip_prefix('x').unwrap_or(element).parse().ok()?;
        sum.checked_mul(1000)?.checked_add(digits)
    })?;
    if level == "entries" {
        BundleId::new(index, width).ok().map(LogPath::Bundle)
    } else {
        TileId::new(level.parse().ok()?, index, width)
            .ok()
            .map(LogPath::Tile)
    }
}

/// The index in elements of three digits, all but the last after an `x`; a partial width behind `.p/`.
fn write_slot(f: &mut fmt::Formatter<'_>, index: u64, width: u16) -> fmt::Result {
    let mut started = false;
    // A u64 has at most 20 digits: seven elements.
    for place in (1..7).rev() {
        let element = index / 1000_u64.pow(place) % 1000;
        if started || element > 0 {
            write!(f, "x{element:03}/")?;
            started = true;
        }
    }
    write!(f, "{:03}", index % 1000)?;
    if width < TILE_WIDTH {
        write!(f, ".p/{width}")
    } else {
        Ok(())
    }
}
