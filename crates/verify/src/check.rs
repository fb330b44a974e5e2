//! The check itself: the tree made again from the entries, held against tiles, root and signature.

use std::collections::BTreeMap;

use switchboard_ledger::Hash;
use switchboard_ledger::checkpoint::Checkpoint;
use switchboard_ledger::entry::{ENTRY_VERSION, LEAF_RECORD_BYTES};
use switchboard_ledger::hash::leaf_hash;
use switchboard_ledger::note::{Note, VerifierKey};
use switchboard_ledger::policy::{Agreed, Policy, Witness};
use switchboard_ledger::tile::{
    BundleId, TILE_HEIGHT, TILE_WIDTH, Tile, TileId, bundles_between, parse_bundle,
};
use switchboard_ledger::tree::{Frontier, TREE_SIZE_MAX};

use crate::args::{LogAsked, Whom};
use crate::clock::is_fresh;
use crate::folder::{Folder, read_note};
use crate::refused::{Refused, Which};

/// The names of witnesses, and when each saw the checkpoint.
pub(crate) type Cosigned = Vec<(String, u64)>;

/// What was proved.
pub(crate) struct Checked {
    pub(crate) key: VerifierKey,
    pub(crate) checkpoint: Checkpoint,
    /// Witnesses of the policy that cosigned, by name, with their time in seconds since 1970.
    pub(crate) cosigned: Cosigned,
    pub(crate) old: Option<Checkpoint>,
    pub(crate) tiles: u64,
    /// How many entries there are of each version other than 1, of which only the bytes are proved.
    pub(crate) unknown_versions: BTreeMap<u8, u64>,
}

/// Checks a whole log at a time, in seconds since 1970; one pass over the entries, memory for a few tiles.
pub(crate) fn check(asked: &LogAsked, now: u64) -> Result<Checked, Refused> {
    let folder = Folder(&asked.folder);
    let (checkpoint, cosigned) = believed(&folder.checkpoint()?, &asked.whom, now)?;
    let old = match &asked.old {
        Some(path) => Some(signed_once(
            &read_note(path)?,
            &asked.whom.policy,
            checkpoint.origin(),
        )?),
        None => None,
    };
    if checkpoint.size() > TREE_SIZE_MAX {
        return Err(Refused::Size(checkpoint.size()));
    }
    if let Some(old) = old.as_ref().filter(|old| old.size() > checkpoint.size()) {
        return Err(Refused::Shrunk {
            old: old.size(),
            new: checkpoint.size(),
        });
    }
    let mut rebuilt = Rebuilt::new(&folder, old.as_ref());
    for id in bundles_between(0, checkpoint.size()) {
        rebuilt.add_bundle(id)?;
    }
    rebuilt.finish(&checkpoint)?;
    let Rebuilt {
        tiles,
        unknown_versions,
        ..
    } = rebuilt;
    Ok(Checked {
        key: key_of(&asked.whom.policy, checkpoint.origin())?,
        checkpoint,
        cosigned,
        old,
        tiles,
        unknown_versions,
    })
}

/// A checkpoint that the policy believes, and which of its witnesses cosigned it when; enough of them lately, where
/// that is asked for.
pub(crate) fn believed(
    bytes: &[u8],
    whom: &Whom,
    now: u64,
) -> Result<(Checkpoint, Cosigned), Refused> {
    let agreed = agreed(Which::New, bytes, &whom.policy)?;
    if let Some(max_age_s) = whom.max_age_s {
        let is_lately = |witness: &Witness| {
            let mut times = agreed.cosigned.iter();
            times.any(|(one, time)| one.key == witness.key && is_fresh(*time, now, max_age_s))
        };
        if !whom.policy.is_met(is_lately) {
            let newest = agreed.cosigned.iter().map(|(_, time)| *time).max();
            return Err(Refused::TooOld { newest, now });
        }
    }
    let cosigned = agreed
        .cosigned
        .iter()
        .map(|(witness, time)| (witness.key.name().to_string(), *time));
    let cosigned = cosigned.collect();
    Ok((agreed.checkpoint, cosigned))
}

fn agreed<'p>(which: Which, bytes: &[u8], policy: &'p Policy) -> Result<Agreed<'p>, Refused> {
    let note = Note::parse(bytes).map_err(|error| Refused::Note(which, error))?;
    let agreed = policy.check(&note);
    agreed.map_err(|refused| Refused::by_policy(which, refused))
}

/// An older checkpoint: the log's signature is enough, for whoever kept it is the witness.
fn signed_once(bytes: &[u8], policy: &Policy, origin: &str) -> Result<Checkpoint, Refused> {
    let signed = Policy::of(policy.logs(), 0, &[]).map_err(|_| Refused::Origin(Which::Old))?;
    let old = agreed(Which::Old, bytes, &signed)?.checkpoint;
    if old.origin() == origin {
        Ok(old)
    } else {
        Err(Refused::Origin(Which::Old))
    }
}

/// The key with which the log of this origin signs.
fn key_of(policy: &Policy, origin: &str) -> Result<VerifierKey, Refused> {
    let own = policy
        .logs()
        .iter()
        .find(|log| log.key.name().as_str() == origin);
    own.map(|log| log.key.clone())
        .ok_or(Refused::Origin(Which::New))
}

/// The tree, made again entry by entry.
struct Rebuilt<'a> {
    folder: &'a Folder<'a>,
    old: Option<&'a Checkpoint>,
    tree: Frontier,
    /// The hashes of each level's current tile.
    open_tiles: Vec<Vec<Hash>>,
    tiles: u64,
    unknown_versions: BTreeMap<u8, u64>,
}

impl<'a> Rebuilt<'a> {
    fn new(folder: &'a Folder<'a>, old: Option<&'a Checkpoint>) -> Self {
        Self {
            folder,
            old,
            tree: Frontier::new(),
            open_tiles: Vec::new(),
            tiles: 0,
            unknown_versions: BTreeMap::new(),
        }
    }

    fn add_bundle(&mut self, id: BundleId) -> Result<(), Refused> {
        let (bytes, width) = self.folder.bundle(id)?;
        let records = parse_bundle(&bytes, width).map_err(|error| Refused::Bundle(id, error))?;
        for record in records.into_iter().take(usize::from(id.width())) {
            self.compare_with_old()?;
            self.read_version(record)?;
            self.append(leaf_hash(record))?;
        }
        Ok(())
    }

    fn read_version(&mut self, record: &[u8]) -> Result<(), Refused> {
        match record.first() {
            Some(&ENTRY_VERSION) if record.len() == LEAF_RECORD_BYTES => Ok(()),
            None | Some(&ENTRY_VERSION) => Err(Refused::Entry(self.tree.size(), record.len())),
            Some(&version) => {
                let count = self.unknown_versions.entry(version).or_default();
                *count = count.saturating_add(1);
                Ok(())
            }
        }
    }

    fn append(&mut self, leaf: Hash) -> Result<(), Refused> {
        let open_tiles = &mut self.open_tiles;
        let mut filled = Vec::new();
        self.tree.append_visiting(leaf, |node| {
            if node.level % TILE_HEIGHT != 0 {
                return;
            }
            let level = node.level / TILE_HEIGHT;
            if open_tiles.len() <= usize::from(level) {
                open_tiles.push(Vec::new());
            }
            if let Some(open) = open_tiles.get_mut(usize::from(level)) {
                open.push(node.hash);
                if open.len() == usize::from(TILE_WIDTH) {
                    let index = node.index / u64::from(TILE_WIDTH);
                    filled.push((level, index, std::mem::take(open)));
                }
            }
        });
        filled
            .into_iter()
            .try_for_each(|(level, index, hashes)| self.compare_tile(level, index, hashes))
    }

    /// Holds the published tile against the hashes made from the entries.
    fn compare_tile(&mut self, level: u8, index: u64, hashes: Vec<Hash>) -> Result<(), Refused> {
        let Some(id) = u16::try_from(hashes.len())
            .ok()
            .and_then(|width| TileId::new(level, index, width).ok())
        else {
            // Nothing is open at this level: every tile of it is full.
            return Ok(());
        };
        let made = Tile::new(id, hashes).map_err(Refused::TileShape)?;
        let published = Tile::parse(id, &self.folder.tile(id)?).map_err(Refused::TileShape)?;
        self.tiles = self.tiles.saturating_add(1);
        if made == published {
            Ok(())
        } else {
            Err(Refused::Tile(id))
        }
    }

    fn compare_with_old(&self) -> Result<(), Refused> {
        match self.old {
            Some(old) if old.size() == self.tree.size() && *old.root() != self.tree.root() => {
                Err(Refused::Rewritten { old: old.size() })
            }
            _ => Ok(()),
        }
    }

    fn finish(&mut self, checkpoint: &Checkpoint) -> Result<(), Refused> {
        for (level, hashes) in (0_u8..).zip(std::mem::take(&mut self.open_tiles)) {
            // One level up, each hash stands for a full tile of this one.
            let full = (self.tree.size() >> (u32::from(level) * u32::from(TILE_HEIGHT)))
                / u64::from(TILE_WIDTH);
            self.compare_tile(level, full, hashes)?;
        }
        if self.tree.root() != *checkpoint.root() {
            return Err(Refused::Root {
                size: checkpoint.size(),
            });
        }
        self.compare_with_old()
    }
}
