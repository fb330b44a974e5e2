//! Tiles as rows: whole ones never change, the last of each level grows.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use switchboard_ledger::Hash;
use switchboard_ledger::tile::{TILE_WIDTH, TileId, TileReader, TiledHashes};
use switchboard_ledger::tree::{self, Node};
use switchboard_rules::ids::bucket_of;

use crate::engine::{Arg, Raw, Value};
use crate::fault::Fault;
use crate::world::World;

/// The bucket of a tile's own key.
pub(super) fn bucket(level: i64, index: i64) -> i64 {
    bucket_of(&[level.to_be_bytes(), index.to_be_bytes()].concat())
}

pub(super) const READ: &str =
    "select hashes from log_tile where bucket = $1 and level = $2 and idx = $3";
pub(super) const PUT: &str = "insert into log_tile (bucket, level, idx, hashes) values ($1, $2, $3, $4) on conflict (bucket, level, idx) do update set hashes = excluded.hashes";

/// Tiles that grow while entries are sequenced.
#[derive(Default)]
pub(super) struct Growing(BTreeMap<(u8, u64), Vec<u8>>);

impl Growing {
    /// Adds a node if it stands in a tile: of the tree's levels only 0, 8, 16, … do.
    pub(super) fn add(&mut self, raw: &mut Raw<'_>, node: &Node) -> Result<(), Fault> {
        if !node.level.is_multiple_of(8) {
            return Ok(());
        }
        let width = u64::from(TILE_WIDTH);
        let key = (node.level / 8, node.index / width);
        let within = usize::try_from(node.index % width).unwrap_or(usize::MAX);
        let hashes = match self.0.entry(key) {
            Entry::Occupied(growing) => growing.into_mut(),
            Entry::Vacant(first) if within == 0 => first.insert(Vec::new()),
            Entry::Vacant(first) => first.insert(read(raw, key.0, key.1)?),
        };
        hashes.truncate(within.saturating_mul(Hash::BYTES));
        if hashes.len() != within.saturating_mul(Hash::BYTES) {
            return Err(Fault::World(
                "a tile of the log is too short; restore it from the published tiles".to_owned(),
            ));
        }
        hashes.extend_from_slice(node.hash.as_bytes());
        Ok(())
    }

    /// The same for a tree that is made from its beginning: nothing is read.
    pub(super) fn add_whole(&mut self, node: &Node) {
        if node.level.is_multiple_of(8) {
            let width = u64::from(TILE_WIDTH);
            let hashes = self
                .0
                .entry((node.level / 8, node.index / width))
                .or_default();
            let within = usize::try_from(node.index % width).unwrap_or(usize::MAX);
            hashes.truncate(within.saturating_mul(Hash::BYTES));
            hashes.extend_from_slice(node.hash.as_bytes());
        }
    }

    /// A copy of the tiles that go on growing, for what comes after.
    pub(super) fn growing(&self) -> Self {
        let full = usize::from(TILE_WIDTH) * Hash::BYTES;
        let growing = self.0.iter().filter(|(_, hashes)| hashes.len() < full);
        Self(
            growing
                .map(|(key, hashes)| (*key, hashes.clone()))
                .collect(),
        )
    }

    /// Hands over the tiles that are full and grow no more: level, index, hashes.
    pub(super) fn take_full(&mut self) -> Vec<(u8, u64, Vec<u8>)> {
        let full = usize::from(TILE_WIDTH) * Hash::BYTES;
        let taken = self.0.extract_if(.., |_, hashes| hashes.len() == full);
        taken
            .map(|((level, index), hashes)| (level, index, hashes))
            .collect()
    }

    /// Hands over every tile.
    pub(super) fn take_all(&mut self) -> Vec<(u8, u64, Vec<u8>)> {
        std::mem::take(&mut self.0)
            .into_iter()
            .map(|((level, index), hashes)| (level, index, hashes))
            .collect()
    }

    /// The rows to write.
    pub(super) fn rows(&self) -> impl Iterator<Item = Vec<Value>> {
        self.0.iter().map(|((level, index), hashes)| {
            let (level, index) = (i64::from(*level), i64::try_from(*index).unwrap_or(i64::MAX));
            vec![
                Value::Int(bucket(level, index)),
                Value::Int(level),
                Value::Int(index),
                Value::Bytes(hashes.clone()),
            ]
        })
    }
}

/// One tile's hashes; empty when there is none.
pub(super) fn read(raw: &mut Raw<'_>, level: u8, index: u64) -> Result<Vec<u8>, Fault> {
    let (level, index) = (i64::from(level), i64::try_from(index).unwrap_or(i64::MAX));
    let args = [
        Arg::Int(bucket(level, index)),
        Arg::Int(level),
        Arg::Int(index),
    ];
    Ok(raw
        .one(READ, &args, |row| Ok(row.bytes(0)?.to_vec()))?
        .unwrap_or_default())
}

/// The tiles of a world's log, each read when it is asked for.
pub(super) struct Kept<'w>(pub(super) &'w World);

impl TileReader for Kept<'_> {
    type Error = Fault;

    fn tile(&self, id: TileId) -> Result<Vec<u8>, Fault> {
        let mut hashes = self
            .0
            .0
            .db
            .read("log-tile", |raw| read(raw, id.level(), id.index()))?;
        hashes.truncate(usize::from(id.width()).saturating_mul(Hash::BYTES));
        Ok(hashes)
    }
}

/// The root that the tree had at `then`, out of the tiles of the tree as it is at `size`.
pub(super) fn root_at(world: &World, then: u64, size: u64) -> Result<Hash, Fault> {
    tree::root_at(then, &TiledHashes::new(Kept(world), size))
        .map_err(|error| Fault::World(error.to_string()))
}
