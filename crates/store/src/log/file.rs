//! The log over HTTP, one file at a time, under the names of C2SP tlog-tiles.

use switchboard_ledger::publish::LogSource as _;
use switchboard_ledger::tile::{BundleId, LogPath, TILE_WIDTH, TileId, TileReader as _};

use super::tiles::Kept;
use crate::fault::Fault;
use crate::world::World;

/// A tile or a bundle of entries.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LogFile {
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// Whether it is full and never changes again; a partial one goes away when it is full.
    pub is_full: bool,
}

/// The name of a tile or a bundle, such as `tile/0/x001/234` or `tile/entries/000.p/17`: read, and not looked for yet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LogFileName(LogPath);

impl LogFileName {
    /// Reads a name, without the store; nothing where no log has such a file.
    #[must_use]
    pub fn parse(path: &str) -> Option<Self> {
        let path = path.parse::<LogPath>().ok()?;
        (path != LogPath::Checkpoint).then_some(Self(path))
    }

    /// Whether a log of which so many entries are signed has it. A partial one is gone when it has become full.
    #[must_use]
    pub fn is_there(self, signed: u64) -> bool {
        let (wanted, there) = match self.0 {
            LogPath::Checkpoint => return false,
            LogPath::Tile(id) => {
                let now = TileId::at(id.level(), id.index(), signed);
                (id.width(), now.map(TileId::width))
            }
            LogPath::Bundle(id) => (
                id.width(),
                BundleId::at(id.index(), signed).map(BundleId::width),
            ),
        };
        there.is_some_and(|there| is_served(wanted, there))
    }
}

/// The tile or bundle of that name; nothing where a log of which so many entries are signed hasn't got it.
pub fn file(world: &World, name: LogFileName, signed: u64) -> Result<Option<LogFile>, Fault> {
    if !name.is_there(signed) {
        return Ok(None);
    }
    let kept = Kept(world);
    let (bytes, width) = match name.0 {
        LogPath::Tile(id) => (kept.tile(id)?, id.width()),
        LogPath::Bundle(id) => (kept.bundle(id)?, id.width()),
        LogPath::Checkpoint => return Ok(None),
    };
    Ok(Some(LogFile {
        bytes,
        is_full: width == TILE_WIDTH,
    }))
}

/// Whether so many of the hashes or entries that are there are a file: all widths that a checkpoint had while it grows,
/// and only the full one when it is full.
const fn is_served(wanted: u16, there: u16) -> bool {
    wanted <= there && (there < TILE_WIDTH || wanted == TILE_WIDTH)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_partial_file_is_there_while_it_grows_and_gone_when_it_is_full() {
        for (wanted, there, served) in [
            (1, 1, true),
            (1, 255, true),
            (255, 255, true),
            (255, 254, false),
            (256, 255, false),
            (255, 256, false),
            (1, 256, false),
            (256, 256, true),
        ] {
            assert_eq!(is_served(wanted, there), served, "{wanted} of {there}");
        }
    }
}
