//! Two hundred members of a queue, who stand for all: drawn from all its places by a keyed hash.
//!
//! Who is drawn hangs on the name of the draw and on who is in the queue, and on nothing else: not on the order in which a bank deals, nor on
//! when or on which node is asked. As nobody has the secret, nobody knows who it is. Two audiences have two draws, also where they
//! differ in one member alone.
//!
//! A queue of 600,000 takes about a second, so it is read in pages, each a read of its own that holds no connection for long, and what was
//! drawn is kept. Nobody is missed between two pages who is there all the while, for a rank never changes. Whoever is put into the queue, then
//! or later, is counted in the bank's `filled`, by which a kept draw is known: the next look draws anew. Nobody leaves a queue but whoever
//! is forgotten, and with a bank that is closed; of those the one who looks finds the place gone.

use std::collections::{BTreeSet, HashMap};
use std::sync::{Arc, Mutex, PoisonError};

use switchboard_rules::audience::lot;
use switchboard_rules::ids::{BankId, MemberId};

use crate::desk::shape;
use crate::engine::{Arg, Raw};
use crate::fault::Fault;
use crate::session::id16;
use crate::world::Inner;

/// How many members of a queue are looked at.
pub(super) const SAMPLE: usize = 200;
/// How many places are read at once.
const PAGE: i64 = 5_000;
/// How many banks' draws are kept at most: ids alone, three megabytes of them.
const KEPT_MAX: usize = 1_000;

/// The queue of a bank, as it is.
#[derive(Clone, Copy)]
pub(super) struct Queue<'a> {
    /// The bank.
    pub(super) bank: BankId,
    /// The name of the draw: the same for every bank of the same members.
    pub(super) name: &'a [u8],
    /// How many were ever put into it.
    pub(super) filled: i64,
}

/// The draws that stand.
#[derive(Default)]
pub(super) struct Draws(Mutex<HashMap<BankId, Kept>>);

/// A draw, and of which queue it was.
struct Kept {
    name: Vec<u8>,
    filled: i64,
    members: Arc<[MemberId]>,
}

impl Draws {
    /// Those that were drawn before from this queue; none where it got somebody since.
    pub(super) fn kept(&self, queue: Queue<'_>) -> Option<Arc<[MemberId]>> {
        let all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let kept = all.get(&queue.bank)?;
        let stands = kept.name == queue.name && kept.filled == queue.filled;
        stands.then(|| Arc::clone(&kept.members))
    }

    /// Draws from all places of a queue, and keeps what was drawn.
    ///
    /// # Errors
    /// The store's.
    pub(super) fn anew(&self, world: &Inner, queue: Queue<'_>) -> Result<Arc<[MemberId]>, Fault> {
        let members: Arc<[MemberId]> = drawn(world, queue, PAGE)?.into();
        self.keep(queue, Arc::clone(&members));
        Ok(members)
    }

    fn keep(&self, queue: Queue<'_>, members: Arc<[MemberId]>) {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if all.len() >= KEPT_MAX && !all.contains_key(&queue.bank) {
            let other = all.keys().next().copied();
            if let Some(other) = other {
                all.remove(&other);
            }
        }
        let kept = Kept {
            name: queue.name.to_vec(),
            filled: queue.filled,
            members,
        };
        all.insert(queue.bank, kept);
    }
}

/// Draws from a queue, read in pages of so many places.
pub(super) fn drawn(world: &Inner, queue: Queue<'_>, page: i64) -> Result<Vec<MemberId>, Fault> {
    let seed = world.keys.door.full("why-sample", queue.name);
    draw(&seed, page, |from, limit| {
        let read = |raw: &mut Raw<'_>| ranked(raw, (queue.bank, from), limit);
        world.db.read("desk-why-page", read)
    })
}

/// A member with their rank in a queue.
pub(super) type Ranked = (i64, MemberId);

/// Those whose lots are the smallest, of all that `read` gives: so many at most as are asked for, in the order of ranks, from a rank on.
pub(super) fn draw(
    seed: &[u8; 32],
    page: i64,
    mut read: impl FnMut(i64, i64) -> Result<Vec<Ranked>, Fault>,
) -> Result<Vec<MemberId>, Fault> {
    let mut least: BTreeSet<(u64, MemberId)> = BTreeSet::new();
    let (mut from, mut limit) = (0, page);
    loop {
        let places = read(from, limit)?;
        for (_, member) in &places {
            least.insert((lot(seed, member), *member));
            if least.len() > SAMPLE {
                least.pop_last();
            }
        }
        let is_full = i64::try_from(places.len()).is_ok_and(|many| many >= limit);
        let Some((last, _)) = places.last().filter(|_| is_full) else {
            return Ok(least.into_iter().map(|(_, member)| member).collect());
        };
        // Of those who share the last rank some may be left: they are read with the next page, and whoever is read twice is in a set
        // once. A page of one rank alone goes no further, and a longer one is read.
        if *last > from {
            (from, limit) = (*last, page);
        } else {
            limit = limit.saturating_mul(2);
        }
    }
}

const RANKED: &str =
    "select rank, member from queue where bank = $1 and rank >= $2 order by rank limit $3";

fn ranked(
    raw: &mut Raw<'_>,
    (bank, from): (BankId, i64),
    limit: i64,
) -> Result<Vec<Ranked>, Fault> {
    let args = [Arg::Bytes(bank.as_bytes()), Arg::Int(from), Arg::Int(limit)];
    raw.all(RANKED, &args, |row| {
        let member = id16(row.bytes(1)?).ok_or_else(|| shape("queue"))?;
        Ok((row.int(0)?, MemberId::from_bytes(member)))
    })
}
