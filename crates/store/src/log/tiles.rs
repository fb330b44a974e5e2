//! Tiles as rows: whole ones never change, the last of each level grows.

use std::collections::BTreeMap;

use switchboard_ledger::Hash;
use switchboard_ledger::tile::TILE_WIDTH;
use switchboard_ledger::tree::Node;
use switchboard_rules::ids::bucket_of;

use crate::engine::{Arg, Raw, Value};
use crate::fault::Fault;

/// The bucket of a tile's own key.
pub(super) fn bucket(level: i64, index: i64) -> i64 {
    bucket_of(&[level.to_be_bytes(), index.to_be_bytes()].concat())
}

pub(super) const READ: &str = "select hashes from log_tile where bucket = $1 and level = $2 and idx = $3";
pub(super) const PUT: &str = "insert into log_tile (bucket, level, idx, hashes) values ($1, $2, $3, $4) on conflict (bucket, level, idx) do update set hashes = excluded.hashes";

/// Tiles that grow while entries are sequenced.
#[derive(Default)]
pub(super) struct Growing(BTreeMap<(u8, u64), Vec<u8>>);

impl Growing {
    /// Adds a node if it stands in a tile: of the tree's levels only 0, 8, 16, … do.
    pub(super) fn add(&mut self, raw: &mut Raw<'_>, node: &Node) -> Result<(), Fault> {
        if node.level % 8 != 0 {
            return Ok(());
        }
        let width = u64::try_from(TILE_WIDTH).unwrap_or(256);
        let key = (node.level / 8, node.index / width);
        let within = usize::try_from(node.index % width).unwrap_or(usize::MAX);
        if !self.0.contains_key(&key) {
            let before = if within == 0 { Vec::new() } else { read(raw, key.0, key.1)? };
            self.0.insert(key, before);
        }
        let hashes = self.0.entry(key).or_default();
        hashes.truncate(within.saturating_mul(Hash::BYTES));
        if hashes.len() != within.saturating_mul(Hash::BYTES) {
            return Err(Fault::World("a tile of the log is too short; restore it from the published tiles".to_owned()));
        }
        hashes.extend_from_slice(node.hash.as_bytes());
        Ok(())
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
    let args = [Arg::Int(bucket(level, index)), Arg::Int(level), Arg::Int(index)];
    Ok(raw.one(READ, &args, |row| Ok(row.bytes(0)?.to_vec()))?.unwrap_or_default())
}
