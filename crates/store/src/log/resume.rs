//! A restored log that goes on under its own name, over the entries that the backup lacks (docs/decisions/0016).
//!
//! What was signed since the backup is gone, but its records were published. The guard says how far this machine signed;
//! where the published records lead from the restored tree to exactly that, the log can go on from there: nobody is shown two
//! histories, for there is one. What those entries said is lost, and whose they were. So no chain of an account may lead
//! across as if nothing had happened: each leads through a link that names the resumption, and an entry tells of it.
//!
//! An entry that was committed and waited for its place when the backup was made may stand among the published ones. Its
//! record is the same whenever it is made again, so it is found and gets the place it had.

use std::collections::{BTreeSet, HashMap};

use switchboard_ledger::checkpoint::Checkpoint;
use switchboard_ledger::hash::leaf_hash;
use switchboard_ledger::note::Note;
use switchboard_ledger::resumed::Resumption;
use switchboard_ledger::tree::Frontier;
use switchboard_rules::events::EventKind;
use switchboard_rules::ids::bucket_of;

use super::lost::{self, RECORD, Resumed};
use super::places;
use super::published::{self, Published};
use super::sequence::{
    AccountHeads, Placed, account_head, head, leaf, open_act, read_head, waiting,
};
use super::shown::Hours;
use super::sign::{Guard, check_guard, read_guard};
use super::tiles::{self, Growing};
use crate::engine::{Arg, Raw};
use crate::entry::{self, Draft};
use crate::fault::Fault;
use crate::tx::Tx;
use crate::world::{Inner, World};

/// How many entries may be lost: some days of a busy contest. Beyond that a log goes on under a new name.
const LOST_MAX: u64 = 2_000_000;
/// Entries without a place that are looked for among the published ones.
const WAITING_MAX: i64 = 10_000;

/// A log that is about to go on over lost entries.
pub(crate) struct Resuming {
    from: u64,
    frontier: Frontier,
    epoch: i64,
    runs: Vec<(i64, Vec<u8>)>,
    lost: u64,
    placed: Vec<Placed>,
    heads: AccountHeads,
    shown: Hours,
    tiles: Growing,
}

impl Resuming {
    fn resumption(&self) -> Resumption {
        Resumption {
            from: self.from,
            size: self.frontier.size(),
            root: self.frontier.root(),
        }
    }

    /// How many entries are lost, and how many of the published ones the backup holds, without their places.
    pub(crate) fn counts(&self) -> (u64, usize) {
        (self.lost, self.placed.len())
    }
}

/// Reads and checks what was published since the backup. Nothing where nothing was signed since: the log goes on as it is.
pub(super) fn plan(world: &World, published: &dyn Published) -> Result<Option<Resuming>, Fault> {
    let head = head(world)?;
    let guard = read_guard(world)?.ok_or_else(|| {
        Fault::World(
            "the log can't go on under its name: no guard file says what was signed last; leave `--tiles` away, and it goes on under a new one".to_owned(),
        )
    })?;
    let seen = checkpoint(world, published)?;
    agree(&seen, &guard)?;
    if guard.size <= head.size {
        check_guard(world, &head)?;
        if tiles::root_at(world, seen.size(), head.size)? != *seen.root() {
            return Err(another_history());
        }
        return Ok(None);
    }
    if seen.size() <= head.size && tiles::root_at(world, seen.size(), head.size)? != *seen.root() {
        return Err(another_history());
    }
    if guard.size - head.size > LOST_MAX {
        return Err(Fault::World(format!(
            "{} entries were signed since the backup; over more than {LOST_MAX} no log goes on: leave `--tiles` away",
            guard.size - head.size
        )));
    }
    let records = published::records(published, head.size, guard.size)?;
    let origin = &world.meta().origin;
    world
        .0
        .db
        .read("log-resume", |raw| {
            let before = read_head(raw, origin)?;
            let mut grown = Grown {
                frontier: before.frontier,
                tiles: Growing::default(),
            };
            grown.over(raw, &records, &seen)?;
            if grown.frontier.size() != guard.size || grown.frontier.root().to_hex() != guard.root {
                return Err(another_history());
            }
            finish(&world.0, raw, (head.size, before.epoch), grown, &records)
        })
        .map(Some)
}

/// The published checkpoint, if this log signed it.
fn checkpoint(world: &World, published: &dyn Published) -> Result<Checkpoint, Fault> {
    let unusable = |why: &dyn std::fmt::Display| {
        Fault::World(format!(
            "the published `checkpoint` is not this log's: {why}; give the files of {}",
            world.meta().origin
        ))
    };
    let bytes = published::checkpoint(published)?;
    let note = Note::parse(&bytes).map_err(|e| unusable(&e))?;
    let checkpoint = Checkpoint::parse(note.text()).map_err(|e| unusable(&e))?;
    if checkpoint.origin() != world.meta().origin {
        return Err(unusable(&format!("it is of {}", checkpoint.origin())));
    }
    let own = world.0.keys.verifier(&world.meta().origin)?;
    note.verify(&[&own]).map_err(|e| unusable(&e))?;
    Ok(checkpoint)
}

/// The guard is written before anything is signed, so it knows of every checkpoint: one that lies beyond it shows that it is
/// an old copy, and then nobody knows how far was signed.
fn agree(seen: &Checkpoint, guard: &Guard) -> Result<(), Fault> {
    if seen.size() > guard.size {
        return Err(Fault::World(format!(
            "the published checkpoint has {} entries, and `keys/log.guard` knows of {}: it is an old copy, and more may have been signed than either says; bring the guard of the machine that signed last, or leave `--tiles` away",
            seen.size(),
            guard.size
        )));
    }
    if seen.size() == guard.size && seen.root().to_hex() != guard.root {
        return Err(another_history());
    }
    Ok(())
}

fn another_history() -> Fault {
    Fault::World(
        "the published entries don't lead from what the backup holds to what was signed last: they tell another history, and nothing was changed; give the right files, or leave `--tiles` away".to_owned(),
    )
}

/// The tree as it grows over the published records.
struct Grown {
    frontier: Frontier,
    tiles: Growing,
}

impl Grown {
    fn over(
        &mut self,
        raw: &mut Raw<'_>,
        records: &[[u8; RECORD]],
        seen: &Checkpoint,
    ) -> Result<(), Fault> {
        let mut nodes = Vec::new();
        for record in records {
            nodes.clear();
            self.frontier
                .append_visiting(leaf_hash(record), |node| nodes.push(node));
            for node in &nodes {
                self.tiles.add(raw, node)?;
            }
            if self.frontier.size() == seen.size() && self.frontier.root() != *seen.root() {
                return Err(another_history());
            }
        }
        Ok(())
    }
}

fn finish(
    world: &Inner,
    raw: &mut Raw<'_>,
    (from, epoch): (u64, i64),
    grown: Grown,
    records: &[[u8; RECORD]],
) -> Result<Resuming, Fault> {
    let first = i64::try_from(from).unwrap_or(i64::MAX);
    let mut found = recognise(world, raw, first, records)?;
    let Grown { frontier, tiles } = grown;
    let places: BTreeSet<i64> = found.placed.iter().map(|placed| placed.index).collect();
    let left = (first..)
        .zip(records)
        .map(|(index, record)| (!places.contains(&index)).then_some(record));
    let lost = records.len().saturating_sub(found.placed.len());
    let mut resuming = Resuming {
        from,
        frontier,
        epoch,
        runs: lost::runs(first, left),
        lost: u64::try_from(lost).unwrap_or(u64::MAX),
        placed: found.placed,
        heads: AccountHeads::new(),
        shown: found.shown,
        tiles,
    };
    // Their chains are led through the link like everybody's.
    let link = resuming.resumption().link();
    for (number, head) in found.heads.values_mut() {
        (*number, *head) = (number.saturating_add(1), link);
    }
    resuming.heads = found.heads;
    Ok(resuming)
}

/// What the backup holds of the published entries, without their places.
#[derive(Default)]
struct Found {
    placed: Vec<Placed>,
    heads: AccountHeads,
    shown: Hours,
}

/// Finds entries that waited for their place when the backup was made among the published ones, account by account in their
/// order. One that isn't found gets a place after all of them: it may stand in the log twice, once without its content.
fn recognise(
    world: &Inner,
    raw: &mut Raw<'_>,
    first: i64,
    records: &[[u8; RECORD]],
) -> Result<Found, Fault> {
    let mut places: HashMap<&[u8; RECORD], i64> = records.iter().zip(first..).collect();
    let mut found = Found::default();
    for entry in waiting(raw, WAITING_MAX)? {
        let (number, previous) = match found.heads.get(&entry.account) {
            Some((number, head)) => (number + 1, *head),
            None => account_head(raw, &entry.account)?,
        };
        let act = open_act(world, &entry.id, &entry.act)?;
        let record = leaf(world, &entry.id, &act, &entry.subjects, (number, previous))?;
        let Some(index) = places.remove(&record) else {
            continue;
        };
        found.shown.add(&act.0, &entry.subjects);
        found
            .heads
            .insert(entry.account, (number, leaf_hash(&record)));
        found.placed.push(Placed {
            bucket: entry.bucket,
            id: entry.id,
            at: entry.at,
            index,
            number,
            previous,
            record,
        });
    }
    Ok(found)
}

const MOVE: &str = "update log_head set size = $1, frontier = $2, epoch = epoch + 1, holder = '', held_until = 0 where bucket = $3 and origin = $4 and size = $5 and epoch = $6";

/// Moves the head over what is lost, in the restore's last commit, with the entry that tells of it.
pub(super) fn go_on_over(tx: &mut Tx<'_, '_>, resuming: &Resuming) -> Result<(), Fault> {
    let origin = tx.world.meta.origin.clone();
    let whole = |n: u64| i64::try_from(n).unwrap_or(i64::MAX);
    let frontier = resuming.frontier.encode();
    let moved = tx.run(
        MOVE,
        &[
            Arg::Int(whole(resuming.frontier.size())),
            Arg::Bytes(&frontier),
            Arg::Int(bucket_of(origin.as_bytes())),
            Arg::Text(&origin),
            Arg::Int(whole(resuming.from)),
            Arg::Int(resuming.epoch),
        ],
    )?;
    if moved != 1 {
        return Err(Fault::World(
            "the log moved while it was to go on: a server runs on this world; end all of them and begin again".to_owned(),
        ));
    }
    let resumed = Resumed {
        resumption: resuming.resumption(),
        lost: resuming.lost,
        at: tx.now(),
    };
    // All chains first: those of entries that were found are written whole after that.
    lost::put_resumed(tx, &resumed)?;
    lost::put(tx, &resuming.runs);
    for row in resuming.tiles.rows() {
        tx.later(tiles::PUT, row);
    }
    places::put(tx, &resuming.placed, &resuming.heads);
    resuming.shown.put(tx);
    let detail = format!(
        "{} lost={} found={}",
        resumed.resumption,
        resuming.lost,
        resuming.placed.len()
    );
    entry::write(
        tx,
        &Draft::system(EventKind::LogResumed, "console").detail(detail),
        &[],
    )
}
