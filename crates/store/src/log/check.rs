//! `ledger verify`: makes every leaf again from what is kept, and compares.

use switchboard_ledger::checkpoint::Checkpoint;
use switchboard_ledger::hash::Hash;
use switchboard_ledger::note::Note;

use super::sequence::{Head, head};
use super::shown::Hours;
use super::walk::{Chains, Walk, wrong};
use crate::engine::Arg;
use crate::fault::Fault;
use crate::session::id16;
use crate::world::World;

/// What checking found in order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checked {
    /// Entries in the tree; the leaf of each that is kept was made again and is the same.
    pub entries: u64,
    /// Those of them of which only the published record is left, since a restore: their content can't be checked.
    pub lost: u64,
    /// Entries committed that the sequencer has not placed yet.
    pub waiting: u64,
    /// The size that is signed.
    pub signed_size: u64,
    /// Accounts whose chain of entries has no gap.
    pub accounts: usize,
    /// The root.
    pub root: Hash,
    /// Parts about members that opened by their keys and are what their entries commit to.
    pub parts: u64,
    /// Parts that are not there any more: that many were destroyed by forgetting, as entries say.
    pub parts_destroyed: u64,
    /// Parts that nobody can open, about members who were forgotten within the last day; a job takes them away.
    pub parts_late: u64,
}

const WAITING: &str = "select count(*) from entry where idx is null";

/// Checks the whole ledger of a world: leaves, places, chains, tree, signature, and the parts about members.
pub fn verify(world: &World) -> Result<Checked, Fault> {
    let published = head(world)?;
    // The log may grow meanwhile; what is checked is the tree as it is published now.
    let mut walk = Walk::begin(world, &published)?;
    while walk.step()? {
        check_tiles(world, &walk.tiles.take_full())?;
    }
    let size = walk.frontier.size();
    if size < published.size {
        return Err(wrong(size, "is missing"));
    }
    if published.signed_size > 0 {
        let signed = (published.signed_size, walk.signed_root);
        check_note(world, &published.note, signed.0, signed.1)?;
    }
    let root = walk.frontier.root();
    if root != published.root {
        return Err(Fault::World(
            "the head of the log is another than the entries make; the ledger was changed"
                .to_owned(),
        ));
    }
    check_tiles(world, &walk.tiles.take_all())?;
    check_chains(world, &walk.chains, &walk.shown, &published)?;
    let waiting = world.0.db.read("log-waiting-count", |raw| {
        raw.one(WAITING, &[], |row| row.int(0))
    })?;
    let waiting = waiting.and_then(|n| u64::try_from(n).ok()).unwrap_or(0);
    walk.is_told()?;
    let (lost, accounts, end) = (walk.lost, walk.chains.len(), walk.end);
    let parts = walk.owed.check(world, end)?;
    Ok(Checked {
        entries: size,
        lost,
        waiting,
        signed_size: published.signed_size,
        accounts,
        root,
        parts: parts.whole,
        parts_destroyed: parts.destroyed,
        parts_late: parts.late,
    })
}

/// What is published as tiles must be what the entries make; the last of a level may have grown since.
fn check_tiles(world: &World, made: &[(u8, u64, Vec<u8>)]) -> Result<(), Fault> {
    for (level, index, hashes) in made {
        let kept = world.0.db.read("log-check-tile", |raw| {
            super::tiles::read(raw, *level, *index)
        })?;
        if !kept.starts_with(hashes) {
            return Err(Fault::World(format!(
                "tile {index} of level {level} was changed; the ledger does not verify"
            )));
        }
    }
    Ok(())
}

/// Where the next entry of each account will be chained to, what the chart shows, and that nothing stands behind the
/// published tree; all only while the log did not grow during the check.
fn check_chains(
    world: &World,
    made: &Chains,
    shown: &Hours,
    published: &Head,
) -> Result<(), Fault> {
    let broken = || {
        Fault::World(
            "the last entry of an account is another than its chain makes; the ledger was changed"
                .to_owned(),
        )
    };
    let end = i64::try_from(published.size).unwrap_or(i64::MAX);
    let behind = world.0.db.read("log-check-end", |raw| {
        raw.one(
            "select count(*) from entry where idx >= $1",
            &[Arg::Int(end)],
            |row| row.int(0),
        )
    })?;
    let mut from: Option<[u8; 16]> = None;
    let (mut seen, mut is_broken) = (0, false);
    loop {
        let after = from.map(|account| account.to_vec()).unwrap_or_default();
        let rows = world.0.db.read("log-check-heads", |raw| {
            raw.all(
                "select account, number, head from account_head where account > $1 order by account limit 1000",
                &[Arg::Bytes(&after)],
                |row| Ok((id16(row.bytes(0)?).unwrap_or_default(), row.int(1)?, row.bytes(2)?.to_vec())),
            )
        })?;
        let Some((last, ..)) = rows.last() else { break };
        from = Some(*last);
        for (account, number, head) in &rows {
            let chain = made
                .get(account)
                .filter(|chain| chain.0 == *number && chain.1.as_bytes() == head.as_slice());
            is_broken |= chain.is_none();
        }
        seen += rows.len();
    }
    let is_counted = shown.is_kept(world)?;
    if head(world)?.size != published.size {
        return Ok(());
    }
    if behind != Some(0) {
        return Err(wrong(published.size, "stands behind the head of the log"));
    }
    if seen != made.len() || is_broken {
        return Err(broken());
    }
    if !is_counted {
        return Err(Fault::World(
            "the numbers of the chart of looks, or of what headquarters took, are others than the entries make; they were changed"
                .to_owned(),
        ));
    }
    Ok(())
}

fn check_note(world: &World, text: &str, size: u64, root: Hash) -> Result<(), Fault> {
    let fault = |e: &dyn std::fmt::Display| {
        Fault::World(format!("the signed checkpoint does not hold: {e}"))
    };
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
