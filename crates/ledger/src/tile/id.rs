//! Which tiles and bundles a log of some size has.

/// How many levels of the tree a tile spans.
pub const TILE_HEIGHT: u8 = 8;
/// How many hashes a full tile holds.
pub const TILE_WIDTH: u16 = 256;
/// The highest level that a path may name.
const LEVEL_MAX: u8 = 63;
/// The highest level at which a tree of 2^62 leaves has a hash: 256^7 = 2^56.
const LEVEL_USED_MAX: u8 = 7;

/// One tile: its level, its index in the level from the left, and how many hashes it holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TileId {
    level: u8,
    index: u64,
    width: u16,
}

/// One bundle of entries: its index from the left, and how many entries it holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct BundleId {
    index: u64,
    width: u16,
}

/// Why numbers name no tile or bundle.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum IdError {
    /// The level is beyond 63.
    #[error("tiles have the levels 0 to 63; there is none at level {0}")]
    Level(u8),
    /// The width is 0 or beyond 256.
    #[error("a tile or bundle holds 1 to 256 items; there is none with {0}")]
    Width(u16),
}

impl TileId {
    /// The tile with these numbers: level 0-63, width 1-256.
    pub fn new(level: u8, index: u64, width: u16) -> Result<Self, IdError> {
        if level > LEVEL_MAX {
            return Err(IdError::Level(level));
        }
        check_width(width)?;
        Ok(Self {
            level,
            index,
            width,
        })
    }

    /// The level: 0 holds leaves, each further one the roots of full tiles below.
    #[must_use]
    pub const fn level(self) -> u8 {
        self.level
    }

    /// The index in the level, from the left.
    #[must_use]
    pub const fn index(self) -> u64 {
        self.index
    }

    /// How many hashes the tile holds, 1-256.
    #[must_use]
    pub const fn width(self) -> u16 {
        self.width
    }

    /// Whether the tile holds fewer than 256 hashes.
    #[must_use]
    pub const fn is_partial(self) -> bool {
        self.width < TILE_WIDTH
    }

    /// The tile at this level and index in a log of `size` entries, when it has one.
    #[must_use]
    pub fn at(level: u8, index: u64, size: u64) -> Option<Self> {
        let width = width_at(index, hashes_at(level, size))?;
        Some(Self {
            level,
            index,
            width,
        })
    }
}

impl BundleId {
    /// The bundle with these numbers: width 1-256.
    pub fn new(index: u64, width: u16) -> Result<Self, IdError> {
        check_width(width)?;
        Ok(Self { index, width })
    }

    /// The index, from the left.
    #[must_use]
    pub const fn index(self) -> u64 {
        self.index
    }

    /// How many entries the bundle holds, 1-256.
    #[must_use]
    pub const fn width(self) -> u16 {
        self.width
    }

    /// The bundle at this index in a log of `size` entries, when it has one.
    #[must_use]
    pub fn at(index: u64, size: u64) -> Option<Self> {
        Some(Self {
            index,
            width: width_at(index, size)?,
        })
    }
}

/// The tiles to be written when a log grows from `old` to `new` entries, level by level, left to right.
///
/// From 0 these are all tiles of a log with `new` entries.
pub fn tiles_between(old: u64, new: u64) -> impl Iterator<Item = TileId> {
    (0..=LEVEL_USED_MAX).flat_map(move |level| {
        slots_between(hashes_at(level, old), hashes_at(level, new)).map(move |(index, width)| {
            TileId {
                level,
                index,
                width,
            }
        })
    })
}

/// The bundles to be written when a log grows from `old` to `new` entries, left to right.
pub fn bundles_between(old: u64, new: u64) -> impl Iterator<Item = BundleId> {
    slots_between(old, new).map(|(index, width)| BundleId { index, width })
}

fn slots_between(old: u64, new: u64) -> impl Iterator<Item = (u64, u16)> {
    let first = old / u64::from(TILE_WIDTH);
    let grown = if new > old { new } else { 0 };
    (first..grown.div_ceil(u64::from(TILE_WIDTH)))
        .map_while(move |index| width_at(index, grown).map(|width| (index, width)))
}

/// How many hashes a level of tiles holds in a log of `size` entries: those over complete subtrees.
fn hashes_at(level: u8, size: u64) -> u64 {
    size.checked_shr(u32::from(TILE_HEIGHT) * u32::from(level))
        .unwrap_or(0)
}

/// How many of `count` items fall into the slot at `index`, if any.
fn width_at(index: u64, count: u64) -> Option<u16> {
    let start = index.checked_mul(u64::from(TILE_WIDTH))?;
    let width = count.checked_sub(start)?.min(u64::from(TILE_WIDTH));
    u16::try_from(width).ok().filter(|width| *width > 0)
}

fn check_width(width: u16) -> Result<(), IdError> {
    if (1..=TILE_WIDTH).contains(&width) {
        Ok(())
    } else {
        Err(IdError::Width(width))
    }
}
