//! The columns in memory: one set for each contest that was asked for, until it is over.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError, RwLock, TryLockError};

use switchboard_rules::audience::{Columns, NewColumns};
use switchboard_rules::counts::Noise;
use switchboard_rules::ids::ContestId;
use switchboard_rules::moment::Moment;
use switchboard_rules::person::Tag;

use super::read::{self, Source};
use super::spoken;
use crate::fault::Fault;
use crate::world::World;

type Held = (Source, Arc<Columns>);

/// What of contests lies in memory.
#[derive(Default)]
pub(crate) struct Shelf {
    held: RwLock<BTreeMap<ContestId, Held>>,
    /// Whoever holds it counts a bank's groups: one at a time, so that no crowd of organisers takes every reader.
    looking: Mutex<()>,
    /// What came of campaigns' own calls, of a few of them.
    pub(super) own: spoken::Held,
    /// The tags by which campaigns may choose, in this installation.
    offered: OnceLock<Vec<Tag>>,
}

impl Shelf {
    /// The tags by which campaigns may choose; none until the program says so.
    pub(super) fn offered(&self) -> &[Tag] {
        self.offered.get().map_or(&[], Vec::as_slice)
    }

    /// Leave to count a bank's groups; none while somebody does.
    pub(crate) fn looks_alone(&self) -> Option<MutexGuard<'_, ()>> {
        match self.looking.try_lock() {
            Ok(looking) => Some(looking),
            Err(TryLockError::Poisoned(looking)) => Some(looking.into_inner()),
            Err(TryLockError::WouldBlock) => None,
        }
    }

    /// The columns of a contest's members as they are to be counted now, if they were built.
    pub(super) fn of_source(&self, contest: ContestId, source: &Source) -> Option<Arc<Columns>> {
        let held = self.held.read().unwrap_or_else(PoisonError::into_inner);
        let (of, columns) = held.get(&contest)?;
        (of == source).then(|| Arc::clone(columns))
    }

    fn put(&self, contest: ContestId, held: Held) {
        let mut all = self.held.write().unwrap_or_else(PoisonError::into_inner);
        all.insert(contest, held);
    }

    fn drop(&self, contest: ContestId) {
        let mut all = self.held.write().unwrap_or_else(PoisonError::into_inner);
        all.remove(&contest);
    }

    fn contests(&self) -> Vec<ContestId> {
        let held = self.held.read().unwrap_or_else(PoisonError::into_inner);
        held.keys().copied().collect()
    }
}

/// Says by which tags of the roll campaigns may choose, once: whatever else a roll says stays with the offices. It is to be said before
/// anybody counts, and alike on every node. Nothing changes where it was said before.
pub fn offer_tags(world: &World, tags: Vec<Tag>) {
    // Whoever says it twice says it too late.
    let _ = world.0.shelf.offered.set(tags);
}

/// Builds what is counted of a contest, if it isn't there yet; answers whether there is anything to count. Before access, and
/// when the contest is over, there is nothing.
pub fn prepare(world: &World, contest: ContestId, now: Moment) -> Result<bool, Fault> {
    Ok(held(world, contest, now)?.is_some())
}

/// What is counted of a contest, built if it isn't there; none where there is nothing to count.
pub(super) fn held(world: &World, contest: ContestId, now: Moment) -> Result<Option<Held>, Fault> {
    let Some(source) = read::source_at(world, contest, now)? else {
        world.0.shelf.drop(contest);
        return Ok(None);
    };
    let columns = if let Some(columns) = world.0.shelf.of_source(contest, &source) {
        columns
    } else {
        let columns = Arc::new(built(world, contest, &source)?);
        let held = (source.clone(), Arc::clone(&columns));
        world.0.shelf.put(contest, held);
        columns
    };
    Ok(Some((source, columns)))
}

/// The columns of a source, which need not be what is counted now.
pub(super) fn columns_of(
    world: &World,
    contest: ContestId,
    source: &Source,
) -> Result<Arc<Columns>, Fault> {
    if let Some(columns) = world.0.shelf.of_source(contest, source) {
        return Ok(columns);
    }
    built(world, contest, source).map(Arc::new)
}

fn built(world: &World, contest: ContestId, source: &Source) -> Result<Columns, Fault> {
    let name = [contest.as_bytes().as_slice(), &source.name()].concat();
    let noise = Noise::new(world.0.keys.door.full("counts", &name));
    let offered = world.0.shelf.offered().to_vec();
    let mut new = NewColumns::new(noise, &read::tree(world)?).offering(offered);
    read::each(world, source, |member, kind, codes| {
        new.add(&member, kind, codes);
    })?;
    Ok(new.finish())
}

/// Takes out of memory what is counted of contests that are over, and of a month that is. A job.
pub fn drop_those_over(world: &World, now: Moment) -> Result<(), Fault> {
    for contest in world.0.shelf.contests() {
        let source = read::source_at(world, contest, now)?;
        let is_now =
            source.is_some_and(|source| world.0.shelf.of_source(contest, &source).is_some());
        if !is_now {
            world.0.shelf.drop(contest);
        }
    }
    Ok(())
}
