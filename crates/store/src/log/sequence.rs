//! The sequencer: gives committed entries their place and grows the tree.
//!
//! One at a time by the lease on `log_head`, fenced by its epoch. It reads on a snapshot, computes outside any
//! transaction, and moves the head by compare-and-set on (size, epoch): a paused sequencer that wakes finds the head
//! moved and writes nothing. All salts come from the log key and the entry's id, so doing it again gives the same leaf.
//! Signing comes afterwards.

use std::collections::{BTreeMap, VecDeque};

use switchboard_ledger::checkpoint::Checkpoint;
use switchboard_ledger::entry::{Act, ActSecret, Place, Salt, leaf_record};
use switchboard_ledger::hash::{Hash, leaf_hash};
use switchboard_ledger::note::Note;
use switchboard_ledger::tree::Frontier;
use switchboard_rules::ids::{AccountId, bucket_of};
use switchboard_rules::moment::{Moment, Span};

use super::shown::Hours;
use super::tiles::{self, Growing};
use super::{lost, places};
use crate::engine::{Arg, Engine, Raw, Row};
use crate::entry::act_spot;
use crate::fault::Fault;
use crate::session::{Auth, SEQUENCER, id16};
use crate::tx::Verdict;
use crate::world::{Inner, Outcome, World};

/// How many entries one step sequences: few enough to hold the writer for less than 5 ms.
const STEP: usize = 200;
/// How many steps are computed on one snapshot, each on the one before.
const STEPS: usize = 8;
/// How many of them may be under way at a time. SQLite commits those together: if each waited for its own group of writes, a busy
/// evening's entries would come faster than their places; and all at once would hold up whoever is in that group. Where so many
/// wait that a snapshot can't hold them, all go at once.
const STEPS_AT_ONCE: usize = 3;
/// How long a sequencer's lease lasts without being renewed.
const LEASE: Span = Span::seconds(10);
/// A lease that ends later than this was taken by a clock that was wrong, and holds nobody up: else one process whose clock
/// stood in another year would keep every other from the log until then. The epoch fences whoever still lives.
const LEASE_MAX: Span = Span::minutes(1);

/// Whether a lease with this end keeps others away.
pub(crate) fn is_held(held_until: i64, now: Moment) -> bool {
    held_until > now.millis() && held_until <= now.plus(LEASE_MAX).millis()
}

/// What one step did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sequenced {
    /// How many entries got their place.
    pub taken: usize,
    /// Whether that was all that one step may take, so that more may wait.
    pub full: bool,
    /// When the act of the first of them was asked for.
    pub oldest: Option<Moment>,
    /// The tree's size now.
    pub size: u64,
    /// Whether another node holds the lease.
    pub elsewhere: bool,
}

/// The head of the log as it is published.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Head {
    /// The tree's size.
    pub size: u64,
    /// The tree's root.
    pub root: Hash,
    /// The size that is signed.
    pub signed_size: u64,
    /// The signed checkpoint, a C2SP note; empty before the first.
    pub note: String,
    /// The root that the signed checkpoint names; none before the first.
    pub signed_root: Option<Hash>,
    /// When it was signed.
    pub signed_at: Moment,
    /// How often the lease on the log went from one node to another: whoever signs on an older one writes nothing.
    pub(crate) epoch: i64,
}

pub(super) struct HeadRow {
    pub(super) frontier: Frontier,
    size: i64,
    pub(super) epoch: i64,
    holder: String,
    held_until: i64,
    head: Head,
}

const HEAD: &str = "select size, frontier, epoch, holder, held_until, signed_size, note, signed_at from log_head where bucket = $1 and origin = $2";

impl HeadRow {
    /// The size that is signed.
    pub(super) const fn signed_size(&self) -> u64 {
        self.head.signed_size
    }
}

/// The root that a checkpoint's note names.
fn root_in(note: &str) -> Option<Hash> {
    let note = Note::parse(note.as_bytes()).ok()?;
    Some(*Checkpoint::parse(note.text()).ok()?.root())
}

pub(super) fn read_head(raw: &mut Raw<'_>, origin: &str) -> Result<HeadRow, Fault> {
    let args = [Arg::Int(bucket_of(origin.as_bytes())), Arg::Text(origin)];
    raw.one(HEAD, &args, |row| {
        let frontier = Frontier::decode(row.bytes(1)?).map_err(|e| Fault::World(e.to_string()))?;
        let natural = |n: i64| u64::try_from(n).unwrap_or(0);
        Ok(HeadRow {
            head: Head {
                size: frontier.size(),
                root: frontier.root(),
                signed_size: natural(row.int(5)?),
                signed_root: root_in(row.text(6)?),
                note: row.text(6)?.to_owned(),
                signed_at: Moment::from_millis(row.int(7)?),
                epoch: row.int(2)?,
            },
            size: row.int(0)?,
            epoch: row.int(2)?,
            holder: row.text(3)?.to_owned(),
            held_until: row.int(4)?,
            frontier,
        })
    })?
    .ok_or_else(|| Fault::World("the log has no head; was this world made by `init`?".to_owned()))
}

/// The head of the log.
pub fn head(world: &World) -> Result<Head, Fault> {
    let origin = world.meta().origin.clone();
    world
        .0
        .db
        .read("log-head", |raw| Ok(read_head(raw, &origin)?.head))
}

/// How many entries the tree has in this snapshot.
pub(super) fn size_of_head(raw: &mut Raw<'_>, origin: &str) -> Result<u64, Fault> {
    Ok(read_head(raw, origin)?.head.size)
}

/// Whether another node than `node` is at the log now: what is done for the log beside sequencing is left to it.
pub(super) fn is_left_to_another(world: &World, node: &str, now: Moment) -> Result<bool, Fault> {
    let origin = world.meta().origin.clone();
    let head = world
        .0
        .db
        .read("log-holder", |raw| read_head(raw, &origin))?;
    Ok(head.holder != node && is_held(head.held_until, now))
}

/// One entry with its place.
pub(super) struct Placed {
    pub(super) bucket: i64,
    pub(super) id: Vec<u8>,
    pub(super) at: Moment,
    pub(super) index: i64,
    pub(super) number: i64,
    pub(super) previous: Hash,
    pub(super) record: [u8; 33],
}

/// The running number and head of an account, by its id.
pub(super) type AccountHeads = BTreeMap<[u8; 16], (i64, Hash)>;

/// What one step would write, and the head it grows from.
pub(crate) struct Step {
    size: i64,
    epoch: i64,
    frontier: Frontier,
    placed: Vec<Placed>,
    heads: AccountHeads,
    tiles: Growing,
    shown: Hours,
}

impl Step {
    /// An empty step on the head as it stands, or on the step before.
    fn after(before: &HeadRow, last: Option<&Self>) -> Self {
        Self {
            size: last.map_or(before.size, |last| {
                i64::try_from(last.frontier.size()).unwrap_or(i64::MAX)
            }),
            epoch: before.epoch,
            frontier: last.map_or_else(|| before.frontier.clone(), |last| last.frontier.clone()),
            placed: Vec::new(),
            heads: BTreeMap::new(),
            tiles: last.map_or_else(Growing::default, |last| last.tiles.growing()),
            shown: Hours::default(),
        }
    }
}

/// Sequences the next entries that wait, as `node`. Call it again while it answers that it took some.
pub fn sequence(world: &World, node: &str, now: Moment) -> Result<Sequenced, Fault> {
    // PostgreSQL has no writer that a long step could hold; there each waits behind all the acts that were asked before.
    let (before, mut steps) = match world.engine() {
        Engine::Sqlite => compute_steps(world, STEP, STEPS)?,
        Engine::Postgres => compute_steps(world, STEP * STEPS, 1)?,
    };
    let others = before.holder != node && is_held(before.held_until, now);
    if others {
        steps.clear();
    }
    let mut done = Sequenced {
        taken: 0,
        full: false,
        oldest: None,
        size: before.head.size,
        elsewhere: others,
    };
    done.full = steps.iter().map(|step| step.placed.len()).sum::<usize>() >= STEP * STEPS;
    let at_once = if done.full { STEPS } else { STEPS_AT_ONCE };
    let is_written = |step: Outcome<()>| step.wait().map(|_| ());
    let mut under_way = VecDeque::with_capacity(at_once);
    for (at, mut step) in steps.into_iter().enumerate() {
        if at > 0 && before.holder != node {
            // The first one takes the lease over.
            step.epoch = step.epoch.saturating_add(1);
        }
        done.taken += step.placed.len();
        done.oldest = done.oldest.or(step.placed.first().map(|placed| placed.at));
        done.size = step.frontier.size();
        if under_way.len() == at_once {
            under_way.pop_front().map_or(Ok(()), is_written)?;
        }
        under_way.push_back(submit(world, step, node, now));
    }
    under_way.into_iter().try_for_each(is_written)?;
    Ok(done)
}

/// Computes at most so many next steps of at most that length on a snapshot, each on the one before; nothing is written.
fn compute_steps(world: &World, length: usize, most: usize) -> Result<(HeadRow, Vec<Step>), Fault> {
    let origin = world.meta().origin.clone();
    let inner = std::sync::Arc::clone(&world.0);
    world.0.db.read("log-waiting", |raw| {
        compute(&inner, raw, &origin, length, most)
    })
}

/// Computes the next step on a snapshot, if an entry waits; nothing is written.
#[cfg(test)]
pub(crate) fn compute_step(world: &World) -> Result<Option<Step>, Fault> {
    Ok(compute_steps(world, STEP, 1)?.1.pop())
}

/// Writes a computed step, unless the head has moved since.
pub(crate) fn submit(world: &World, step: Step, node: &str, now: Moment) -> Outcome<()> {
    let origin = world.meta().origin.clone();
    let node = node.to_owned();
    world.write("log-sequence", Auth::Job(SEQUENCER), now, move |tx| {
        move_head(tx.raw(), &origin, &step, &node, now)?;
        places::put(tx, &step.placed, &step.heads);
        for row in step.tiles.rows() {
            tx.later(tiles::PUT, row);
        }
        step.shown.put(tx);
        Ok(Verdict::Given(()))
    })
}

const WAITING: &str = "select bucket, id, account, act_sealed, subjects, at from entry where idx is null order by id limit $1";

/// An entry that has no place yet.
pub(super) struct Waiting {
    pub(super) bucket: i64,
    pub(super) id: Vec<u8>,
    pub(super) account: [u8; 16],
    pub(super) act: Vec<u8>,
    pub(super) subjects: Vec<u8>,
    pub(super) at: Moment,
}

/// The next entries that wait for their place.
pub(super) fn waiting(raw: &mut Raw<'_>, limit: i64) -> Result<Vec<Waiting>, Fault> {
    raw.all(WAITING, &[Arg::Int(limit)], read_waiting)
}

fn read_waiting(row: &Row<'_>) -> Result<Waiting, Fault> {
    Ok(Waiting {
        bucket: row.int(0)?,
        id: row.bytes(1)?.to_vec(),
        account: id16(row.bytes(2)?).ok_or_else(bad_entry)?,
        act: row.bytes(3)?.to_vec(),
        subjects: row.bytes(4)?.to_vec(),
        at: Moment::from_millis(row.int(5)?),
    })
}

fn compute(
    world: &Inner,
    raw: &mut Raw<'_>,
    origin: &str,
    length: usize,
    most: usize,
) -> Result<(HeadRow, Vec<Step>), Fault> {
    let before = read_head(raw, origin)?;
    let limit = i64::try_from(length.saturating_mul(most)).unwrap_or(i64::MAX);
    let waiting = waiting(raw, limit)?;
    let mut steps: Vec<Step> = Vec::with_capacity(most);
    let mut waiting = waiting.into_iter().peekable();
    while waiting.peek().is_some() {
        let mut step = Step::after(&before, steps.last());
        for entry in waiting.by_ref().take(length) {
            place(world, raw, &steps, &mut step, entry)?;
        }
        steps.push(step);
    }
    Ok((before, steps))
}

/// Gives one entry the next place of `step`, which stands on `steps`.
fn place(
    world: &Inner,
    raw: &mut Raw<'_>,
    steps: &[Step],
    step: &mut Step,
    entry: Waiting,
) -> Result<(), Fault> {
    let known = step.heads.get(&entry.account).or_else(|| {
        let mut before = steps.iter().rev();
        before.find_map(|step| step.heads.get(&entry.account))
    });
    let (number, previous) = match known {
        Some((number, head)) => (number.saturating_add(1), *head),
        None => account_head(raw, &entry.account)?,
    };
    let act = open_act(world, &entry.id, &entry.act)?;
    step.shown.add(&act.0, &entry.subjects);
    let record = leaf(world, &entry.id, &act, &entry.subjects, (number, previous))?;
    let hash = leaf_hash(&record);
    let index = i64::try_from(step.frontier.size()).unwrap_or(i64::MAX);
    let mut nodes = Vec::new();
    step.frontier.append_visiting(hash, |node| nodes.push(node));
    for node in &nodes {
        step.tiles.add(raw, node)?;
    }
    step.heads.insert(entry.account, (number, hash));
    step.placed.push(Placed {
        bucket: entry.bucket,
        id: entry.id,
        at: entry.at,
        index,
        number,
        previous,
        record,
    });
    Ok(())
}

/// The running number and previous head for an account's next entry.
pub(super) fn account_head(raw: &mut Raw<'_>, account: &[u8; 16]) -> Result<(i64, Hash), Fault> {
    let id = AccountId::from_bytes(*account);
    let args = [Arg::Int(id.bucket()), Arg::Bytes(account)];
    let found = raw.one(
        "select number, head from account_head where bucket = $1 and account = $2",
        &args,
        |row| {
            Ok((
                row.int(0)?,
                <[u8; 32]>::try_from(row.bytes(1)?).map_err(|_| bad_entry())?,
            ))
        },
    )?;
    let (number, head) = match found {
        Some((number, head)) => (number, Hash::from_bytes(head)),
        None => lost::beginning(raw)?,
    };
    Ok((number.saturating_add(1), head))
}

/// The published record of an entry: the same whenever it is made again.
pub(super) fn leaf(
    world: &Inner,
    id: &[u8],
    (act, secret): &(Act, ActSecret),
    subjects: &[u8],
    (number, previous): (i64, Hash),
) -> Result<[u8; 33], Fault> {
    let place = Place {
        number: u64::try_from(number).unwrap_or(0),
        previous,
    };
    let salt = Salt::from_bytes(world.keys.log_salt.full("place", id));
    let subjects = subjects
        .chunks_exact(Hash::BYTES)
        .map(|c| {
            <[u8; 32]>::try_from(c)
                .map(Hash::from_bytes)
                .map_err(|_| bad_entry())
        })
        .collect::<Result<Vec<_>, _>>()?;
    leaf_record(&place.commitment(&salt), &act.root(secret), &subjects)
        .map_err(|e| Fault::World(e.to_string()))
}

/// Opens an entry's act with the log key.
pub(crate) fn open_act(world: &Inner, id: &[u8], sealed: &[u8]) -> Result<(Act, ActSecret), Fault> {
    let plain = world.keys.log_seal.open(act_spot(id), sealed)?;
    let (secret, act) = plain.split_at_checked(32).ok_or_else(bad_entry)?;
    let secret = <[u8; 32]>::try_from(secret).map_err(|_| bad_entry())?;
    let act = Act::decode(act).map_err(|e| Fault::World(e.to_string()))?;
    Ok((act, ActSecret::from_bytes(secret)))
}

fn move_head(
    raw: &mut Raw<'_>,
    origin: &str,
    step: &Step,
    node: &str,
    now: Moment,
) -> Result<(), Fault> {
    let frontier = step.frontier.encode();
    let size = i64::try_from(step.frontier.size()).unwrap_or(i64::MAX);
    let moved = raw.run(
        "update log_head set size = $1, frontier = $2, epoch = epoch + case when holder = $3 then 0 else 1 end, holder = $3, held_until = $4 where bucket = $5 and origin = $6 and size = $7 and epoch = $8 and (holder = $3 or held_until <= $9 or held_until > $10)",
        &[
            Arg::Int(size),
            Arg::Bytes(&frontier),
            Arg::Text(node),
            Arg::Int(now.plus(LEASE).millis()),
            Arg::Int(bucket_of(origin.as_bytes())),
            Arg::Text(origin),
            Arg::Int(step.size),
            Arg::Int(step.epoch),
            Arg::Int(now.millis()),
            Arg::Int(now.plus(LEASE_MAX).millis()),
        ],
    )?;
    // Fenced: somebody moved the head since the snapshot. Nothing is written, and the next step reads anew.
    if moved == 1 {
        Ok(())
    } else {
        Err(Fault::Stale("log-sequence"))
    }
}

pub(super) fn bad_entry() -> Fault {
    Fault::World("an entry of the ledger is damaged; restore it from a backup".to_owned())
}
