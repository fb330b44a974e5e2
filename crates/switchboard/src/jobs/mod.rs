//! What runs beside the requests: sequencing and signing, closing overdue cards, following the change feed.
//!
//! Each job is a thread with a bounded wait, so that a slow store never blocks the edge.

use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread::JoinHandle;
use std::time::Duration;

use switchboard_store::rules::moment::Moment;
use switchboard_store::{Fault, World, banks, desk, log, machine};

use crate::clock::Clock;

/// How often committed entries get their place and the head its signature.
const SEQUENCE_EACH: Duration = Duration::from_millis(200);
/// How often overdue cards are closed.
const SWEEP_EACH: Duration = Duration::from_secs(2);
/// How often the change feed is read: well under the 250 ms that caches may be old.
const FEED_EACH: Duration = Duration::from_millis(200);

/// Jobs that run until this is dropped.
pub struct Jobs {
    stop: Vec<Sender<()>>,
    threads: Vec<JoinHandle<()>>,
}

impl std::fmt::Debug for Jobs {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Jobs({})", self.threads.len())
    }
}

impl Jobs {
    /// Starts every job of a world.
    pub fn start(world: &World, clock: Clock) -> std::io::Result<Self> {
        let mut jobs = Self { stop: Vec::new(), threads: Vec::new() };
        let node = format!("{}-{}", std::process::id(), clock.now().millis());
        jobs.every("sequencer", SEQUENCE_EACH, world, clock, move |world, now| sequence(world, &node, now))?;
        jobs.every("sweeper", SWEEP_EACH, world, clock, |world, now| {
            while desk::sweep(world, now)? > 0 {}
            Ok(())
        })?;
        let mut follower = Follower::default();
        jobs.every("follower", FEED_EACH, world, clock, move |world, now| follower.follow(world, now))?;
        Ok(jobs)
    }

    fn every(
        &mut self,
        name: &'static str,
        each: Duration,
        world: &World,
        clock: Clock,
        mut work: impl FnMut(&World, Moment) -> Result<(), Fault> + Send + 'static,
    ) -> std::io::Result<()> {
        let (stop, stopped): (_, Receiver<()>) = channel();
        let world = world.clone();
        let run = move || {
            loop {
                if let Err(fault) = work(&world, clock.now()) {
                    tracing::warn!(job = name, %fault, "a job failed and will try again");
                }
                match stopped.recv_timeout(each) {
                    Err(RecvTimeoutError::Timeout) => {}
                    Ok(()) | Err(RecvTimeoutError::Disconnected) => return,
                }
            }
        };
        self.threads.push(std::thread::Builder::new().name(format!("job-{name}")).spawn(run)?);
        self.stop.push(stop);
        Ok(())
    }
}

impl Drop for Jobs {
    fn drop(&mut self) {
        self.stop.clear();
        for thread in self.threads.drain(..) {
            let _ended = thread.join();
        }
    }
}

/// Gives every committed entry its place, then signs.
fn sequence(world: &World, node: &str, now: Moment) -> Result<(), Fault> {
    loop {
        match log::sequence(world, node, now) {
            Ok(step) if step.elsewhere => return Ok(()),
            Ok(step) if step.taken == 0 => break,
            Ok(_) | Err(Fault::Stale(_)) => {}
            Err(fault) => return Err(fault),
        }
    }
    log::sign(world, now).map(|_| ())
}

/// Follows the change feed and brings what lives on it up to date.
#[derive(Default)]
struct Follower {
    cursor: Option<switchboard_store::Cursor>,
}

impl Follower {
    fn follow(&mut self, world: &World, now: Moment) -> Result<(), Fault> {
        let Some(cursor) = &mut self.cursor else {
            self.cursor = Some(world.feed_now()?);
            return roll_changed(world, now);
        };
        let changes = world.feed(cursor)?;
        if changes.iter().any(|change| change.kind == "roll") {
            roll_changed(world, now)?;
        }
        Ok(())
    }
}

/// After an import: new members go into every bank's queue, and names into the search.
fn roll_changed(world: &World, now: Moment) -> Result<(), Fault> {
    machine::index_names(world, now)?;
    for bank in banks::all_banks(world)? {
        banks::fill(world, bank, now)?;
    }
    Ok(())
}
