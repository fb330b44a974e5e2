//! `ledger verify`: makes every leaf again from what is kept, and compares.

use std::collections::HashMap;

use switchboard_ledger::checkpoint::Checkpoint;
use switchboard_ledger::hash::{Hash, leaf_hash};
use switchboard_ledger::note::Note;
use switchboard_ledger::tree::Frontier;

use super::sequence::{head, leaf};
use crate::engine::Arg;
use crate::fault::Fault;
use crate::session::id16;
use crate::world::World;

/// What checking found in order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checked {
    /// Entries whose leaf was made again and is the same.
    pub entries: u64,
    /// Entries committed that the sequencer has not placed yet.
    pub waiting: u64,
    /// The size that is signed.
    pub signed_size: u64,
    /// Accounts whose chain of entries has no gap.
    pub accounts: usize,
    /// The root.
    pub root: Hash,
}

const SLICE: i64 = 2_000;

/// Checks the whole ledger of a world: leaves, places, chains, tree, signature.
pub fn verify(world: &World) -> Result<Checked, Fault> {
    let mut frontier = Frontier::new();
    let mut chains: HashMap<[u8; 16], (i64, Hash)> = HashMap::new();
    let mut signed_root = Hash::ZERO;
    let published = head(world)?;
    loop {
        let from = i64::try_from(frontier.size()).unwrap_or(i64::MAX);
        let rows = world.0.db.read("log-check", |raw| {
            raw.all(
                "select idx, id, account, act_sealed, subjects, number, previous, leaf from entry where idx >= $1 and idx < $2 order by idx limit 2000",
                &[Arg::Int(from), Arg::Int(from.saturating_add(SLICE))],
                |row| {
                    Ok((
                        row.int(0)?,
                        row.bytes(1)?.to_vec(),
                        id16(row.bytes(2)?).unwrap_or_default(),
                        (row.bytes(3)?.to_vec(), row.bytes(4)?.to_vec()),
                        (row.int(5)?, row.bytes(6)?.to_vec(), row.bytes(7)?.to_vec()),
                    ))
                },
            )
        })?;
        if rows.is_empty() {
            break;
        }
        for (index, id, account, (act, subjects), (number, previous, record)) in rows {
            if Ok(index) != i64::try_from(frontier.size()) {
                return Err(wrong(frontier.size(), "is missing"));
            }
            let chain = chains.get(&account).copied().unwrap_or((0, Hash::ZERO));
            if number != chain.0.saturating_add(1) || previous != chain.1.as_bytes() {
                return Err(wrong(frontier.size(), "does not follow its account's entry before"));
            }
            let made = leaf(&world.0, &id, &act, &subjects, number, chain.1)?;
            if made.as_slice() != record {
                return Err(wrong(frontier.size(), "was changed"));
            }
            let hash = leaf_hash(&made);
            chains.insert(account, (number, hash));
            frontier.append(hash);
            if frontier.size() == published.signed_size {
                signed_root = frontier.root();
            }
        }
    }
    if published.signed_size > 0 {
        check_note(world, &published.note, published.signed_size, signed_root)?;
    }
    if frontier.size() < published.size {
        return Err(wrong(frontier.size(), "is missing"));
    }
    let waiting = world
        .0
        .db
        .read("log-waiting-count", |raw| raw.one("select count(*) from entry where idx is null", &[], |row| row.int(0)))?;
    Ok(Checked {
        entries: frontier.size(),
        waiting: waiting.and_then(|n| u64::try_from(n).ok()).unwrap_or(0),
        signed_size: published.signed_size,
        accounts: chains.len(),
        root: frontier.root(),
    })
}

fn check_note(world: &World, text: &str, size: u64, root: Hash) -> Result<(), Fault> {
    let fault = |e: &dyn std::fmt::Display| Fault::World(format!("the signed checkpoint does not hold: {e}"));
    let note = Note::parse(text.as_bytes()).map_err(|e| fault(&e))?;
    let own = world.0.keys.verifier(&world.meta().origin)?;
    note.verify(&[&own]).map_err(|e| fault(&e))?;
    let checkpoint = Checkpoint::parse(note.text()).map_err(|e| fault(&e))?;
    if checkpoint.size() != size || *checkpoint.root() != root {
        return Err(Fault::World(
            "the signed checkpoint names another tree than the entries make; the ledger was changed".to_owned(),
        ));
    }
    Ok(())
}

fn wrong(index: u64, what: &str) -> Fault {
    Fault::World(format!("entry {index} {what}; the ledger does not verify"))
}
