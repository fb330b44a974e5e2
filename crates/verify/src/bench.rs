//! Measures what issues promise: hashing and appending, checking a whole log from files, one proof.

use std::hint::black_box;
use std::io::{self, Write};
use std::path::Path;
use std::time::Instant;

use switchboard_ledger::Hash;
use switchboard_ledger::checkpoint::Checkpoint;
use switchboard_ledger::hash::{leaf_hash, sha256};
use switchboard_ledger::note::{Ed25519Signer, KeyName, Note};
use switchboard_ledger::policy::{Log, Policy};
use switchboard_ledger::publish::{Folder, LogSource, publish};
use switchboard_ledger::tile::{
    BundleId, RecentTiles, TILE_HEIGHT, TILE_WIDTH, Tile, TileId, TileReader, TiledHashes,
    encode_bundle,
};
use switchboard_ledger::tree::{Frontier, prove_inclusion, verify_inclusion};

use crate::args::{LogAsked, Whom};
use crate::check::check;

const ORIGIN: &str = "log.example.org/bench";
const PROOFS: u32 = 1_000;

/// A log of numbered entries: levels of tiles in memory, entries made when asked for.
struct Made {
    levels: Vec<Vec<Hash>>,
    root: Hash,
}

fn record(index: u64) -> [u8; 33] {
    let mut record = [1; 33];
    for (to, from) in record
        .iter_mut()
        .skip(1)
        .zip(sha256(&index.to_be_bytes()).as_bytes())
    {
        *to = *from;
    }
    record
}

impl Made {
    fn new(entries: u64) -> Self {
        let mut levels: Vec<Vec<Hash>> = Vec::new();
        let mut tree = Frontier::new();
        for index in 0..entries {
            tree.append_visiting(leaf_hash(&record(index)), |node| {
                if node.level % TILE_HEIGHT == 0 {
                    let level = usize::from(node.level / TILE_HEIGHT);
                    if levels.len() <= level {
                        levels.push(Vec::new());
                    }
                    if let Some(list) = levels.get_mut(level) {
                        list.push(node.hash);
                    }
                }
            });
        }
        Self {
            levels,
            root: tree.root(),
        }
    }
}

impl TileReader for Made {
    type Error = io::Error;

    fn tile(&self, id: TileId) -> io::Result<Vec<u8>> {
        let start = usize::try_from(id.index())
            .map_err(io::Error::other)?
            .saturating_mul(usize::from(TILE_WIDTH));
        let hashes = self
            .levels
            .get(usize::from(id.level()))
            .and_then(|level| level.get(start..start.saturating_add(usize::from(id.width()))))
            .ok_or(io::ErrorKind::NotFound)?;
        let tile = Tile::new(id, hashes.to_vec()).map_err(io::Error::other)?;
        Ok(tile.encode())
    }
}

impl LogSource for Made {
    fn bundle(&self, id: BundleId) -> io::Result<Vec<u8>> {
        let start = id.index() * u64::from(TILE_WIDTH);
        let records: Vec<_> = (start..start + u64::from(id.width())).map(record).collect();
        encode_bundle(records.iter().map(<[u8; 33]>::as_slice)).map_err(io::Error::other)
    }
}

/// Measures on one core and writes a table; files lie in the system's folder for such, and are removed.
pub(crate) fn run(entries: u64, out: &mut impl Write) -> io::Result<()> {
    writeln!(
        out,
        "| what | how many | seconds | each |\n|---|---:|---:|---:|"
    )?;
    let mut row = |what: &str, count: u64, started: Instant| {
        let took = started.elapsed();
        let each = took / u32::try_from(count.max(1)).unwrap_or(u32::MAX);
        let seconds = took.as_secs_f64();
        writeln!(out, "| {what} | {count} | {seconds:.3} | {each:?} |")
    };
    let started = Instant::now();
    let mut tree = Frontier::new();
    let mut leaf = [1; 33];
    for index in 0..entries {
        for (to, from) in leaf.iter_mut().skip(1).zip(index.to_be_bytes()) {
            *to = from;
        }
        tree.append(leaf_hash(&leaf));
    }
    black_box(tree.root());
    row("hash and append a leaf", entries, started)?;

    let made = Made::new(entries);
    let folder = std::env::temp_dir().join(format!("switchboard-bench.{}", std::process::id()));
    let measured = files(&made, entries, &folder, &mut row);
    let removed = std::fs::remove_dir_all(&folder);
    measured.and(removed)
}

fn files(
    made: &Made,
    entries: u64,
    folder: &Path,
    row: &mut impl FnMut(&str, u64, Instant) -> io::Result<()>,
) -> io::Result<()> {
    let name = KeyName::parse(ORIGIN).map_err(io::Error::other)?;
    let key = Ed25519Signer::from_seed(name, &[1; 32]);
    let checkpoint = Checkpoint::new(ORIGIN, entries, made.root).map_err(io::Error::other)?;
    let mut note = Note::new(checkpoint.body()).map_err(io::Error::other)?;
    note.sign(&key).map_err(io::Error::other)?;

    let started = Instant::now();
    let mut published = Folder::new(folder);
    publish(made, &note, &mut published).map_err(|error| io::Error::other(error.to_string()))?;
    row("publish an entry as files, synced", entries, started)?;

    let log = Log {
        key: key.verifier_key().clone(),
        url: None,
    };
    let policy = Policy::of(&[log], 0, &[]).map_err(io::Error::other)?;
    let asked = LogAsked {
        folder: folder.to_owned(),
        whom: Whom {
            policy,
            max_age_s: None,
        },
        old: None,
    };
    let started = Instant::now();
    check(&asked, 0).map_err(|refused| io::Error::other(refused.to_string()))?;
    row("check an entry from files", entries, started)?;

    let started = Instant::now();
    for n in 0..PROOFS {
        // Each proof begins with nothing read but what the system keeps of the files.
        let hashes = TiledHashes::new(RecentTiles::new(&published), entries);
        let index = u64::from(n).wrapping_mul(0x9e37_79b9_7f4a_7c15) % entries.max(1);
        let proof = prove_inclusion(entries, index, &hashes)
            .map_err(|error| io::Error::other(error.to_string()))?;
        verify_inclusion(
            &leaf_hash(&record(index)),
            index,
            entries,
            &made.root,
            &proof,
        )
        .map_err(io::Error::other)?;
    }
    row(
        "prove one entry out of the files, and check it",
        u64::from(PROOFS),
        started,
    )
}
