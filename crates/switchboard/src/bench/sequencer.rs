//! The sequencer beside a bench: what it costs belongs to the figures.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::JoinHandle;
use std::time::Duration;

use switchboard_store::{World, log};

use super::stage::{Clock, Stage};
use super::statistics::Samples;
use crate::jobs::SEQUENCE_EACH;

const NODE: &str = "bench";

/// Gives every waiting entry its place and signs; answers how long the oldest of each signature had waited.
pub(super) fn drain(world: &World, clock: &Clock) -> anyhow::Result<Samples> {
    let mut waits = Samples::default();
    let now = || clock.now();
    while log::keep_up(world, NODE, now, |wait| {
        waits.add(Duration::from_millis(wait.as_millis().unsigned_abs()));
    })? {}
    Ok(waits)
}

/// The sequencer on a thread of its own, as a server runs it, until it is dropped.
pub(super) struct Sequencer {
    stop: Arc<AtomicBool>,
    thread: Option<JoinHandle<Samples>>,
}

impl Sequencer {
    pub(super) fn start(stage: &Stage) -> anyhow::Result<Self> {
        let stop = Arc::new(AtomicBool::new(false));
        let (world, clock, ended) = (stage.world.clone(), stage.clock, Arc::clone(&stop));
        let thread = std::thread::Builder::new()
            .name("bench-sequencer".to_owned())
            .spawn(move || {
                let mut all = Samples::default();
                while !ended.load(Ordering::Relaxed) {
                    match drain(&world, &clock) {
                        Ok(waits) => all.extend(&waits),
                        Err(error) => tracing::warn!(%error, "the bench's log was not sequenced"),
                    }
                    std::thread::park_timeout(SEQUENCE_EACH);
                }
                all
            })?;
        Ok(Self {
            stop,
            thread: Some(thread),
        })
    }
}

impl Sequencer {
    /// Ends it; answers how long the oldest entry of each signature had waited for it.
    pub(super) fn end(mut self) -> Samples {
        self.join()
    }

    fn join(&mut self) -> Samples {
        self.stop.store(true, Ordering::Relaxed);
        let Some(thread) = self.thread.take() else {
            return Samples::default();
        };
        thread.thread().unpark();
        thread.join().unwrap_or_default()
    }
}

impl Drop for Sequencer {
    fn drop(&mut self) {
        self.join();
    }
}
