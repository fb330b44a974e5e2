//! `backup verify`: every byte, every row, and the ledger's tree made again. It needs no key and no database.

use std::io::Read as _;
use std::path::Path;

use switchboard_ledger::hash::{Hash, leaf_hash};
use switchboard_ledger::tree::Frontier;

use super::files::{self, Hashed};
use super::manifest::{Manifest, TableFile};
use crate::engine::Arg;
use crate::fault::Fault;
use crate::log::RECORD;

/// What was found to be whole.
#[derive(Debug, Clone)]
pub struct Verified {
    /// The manifest.
    pub manifest: Manifest,
    /// Entries that have their place; the tree of them has the root that was signed.
    pub entries: u64,
}

/// Reads a backup through: sizes, hashes, counts, every cell, and the tree of the ledger up to its signed root.
///
/// # Errors
/// What is wrong, with the file.
pub fn verify(dir: &Path) -> Result<Verified, Fault> {
    let manifest = Manifest::read(dir)?;
    let mut leaves: Vec<(i64, Hash)> = Vec::new();
    for table in &manifest.tables {
        match table.name.as_str() {
            "entry" => through(dir, table, &["idx", "leaf"], |row| {
                if let [Arg::Int(index), Arg::Bytes(record)] = row {
                    leaves.push((*index, leaf_hash(record)));
                }
                Ok(())
            })?,
            // Entries that an earlier restore lost: the tree goes on over their records.
            "log_lost" => through(dir, table, &["idx", "records"], |row| {
                if let [Arg::Int(first), Arg::Bytes(records)] = row {
                    let records = (*first..).zip(records.chunks(RECORD));
                    leaves.extend(records.map(|(index, record)| (index, leaf_hash(record))));
                }
                Ok(())
            })?,
            _ => through(dir, table, &[], |_| Ok(()))?,
        }
    }
    check_tree(&mut leaves, &manifest)?;
    Ok(Verified {
        entries: u64::try_from(leaves.len()).unwrap_or(u64::MAX),
        manifest,
    })
}

fn through(
    dir: &Path,
    table: &TableFile,
    wanted: &[&str],
    each: impl FnMut(&[Arg<'_>]) -> Result<(), Fault>,
) -> Result<(), Fault> {
    let mut hashed = Hashed::new(files::open(dir, table)?);
    let rows = files::each_row(&mut hashed, table, wanted, each)?;
    // Whatever stands behind the last row belongs to the file's hash too.
    let mut rest = [0; 4096];
    while hashed.read(&mut rest)? > 0 {}
    let (bytes, sha256) = hashed.seen();
    if rows == table.rows && bytes == table.bytes && sha256 == table.sha256 {
        Ok(())
    } else {
        Err(Fault::World(format!(
            "`{}` is not the file that was written: {rows} rows of {}, {bytes} bytes of {}, or other bytes; take another backup",
            table.file(),
            table.rows,
            table.bytes
        )))
    }
}

fn check_tree(leaves: &mut [(i64, Hash)], manifest: &Manifest) -> Result<(), Fault> {
    leaves.sort_unstable_by_key(|(index, _)| *index);
    let mut frontier = Frontier::new();
    let signed = &manifest.log;
    let mut root = Hash::ZERO;
    for (index, hash) in leaves.iter() {
        if u64::try_from(*index) != Ok(frontier.size()) {
            return Err(Fault::World(format!(
                "entry {} of the ledger is missing in the backup",
                frontier.size()
            )));
        }
        frontier.append_visiting(*hash, |_| ());
        if frontier.size() == signed.size {
            root = frontier.root();
        }
    }
    if signed.size > frontier.size() || (signed.size > 0 && root.to_hex() != signed.root) {
        return Err(Fault::World(
            "the ledger in the backup is not the one its checkpoint signs".to_owned(),
        ));
    }
    Ok(())
}
