//! The sequencer beside a bench: what it costs belongs to the figures.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::JoinHandle;
use std::time::Duration;

use switchboard_store::{World, log};

use super::stage::{Clock, Stage};

const NODE: &str = "bench";

/// Gives every waiting entry its place.
pub(super) fn drain(world: &World, clock: &Clock) -> anyhow::Result<()> {
    while log::sequence(world, NODE, clock.now())?.taken > 0 {}
    log::sign(world, clock.now())?;
    Ok(())
}

/// How long it rests when no entry waits: as long as a server's does.
const EACH: Duration = Duration::from_millis(200);

/// The sequencer on a thread of its own, as a server runs it, until it is dropped.
pub(super) struct Sequencer {
    stop: Arc<AtomicBool>,
    thread: Option<JoinHandle<()>>,
}

impl Sequencer {
    pub(super) fn start(stage: &Stage) -> anyhow::Result<Self> {
        let stop = Arc::new(AtomicBool::new(false));
        let (world, clock, ended) = (stage.world.clone(), stage.clock, Arc::clone(&stop));
        let thread = std::thread::Builder::new()
            .name("bench-sequencer".to_owned())
            .spawn(move || {
                while !ended.load(Ordering::Relaxed) {
                    if let Err(error) = drain(&world, &clock) {
                        tracing::warn!(%error, "the bench's log was not sequenced");
                    }
                    std::thread::park_timeout(EACH);
                }
            })?;
        Ok(Self {
            stop,
            thread: Some(thread),
        })
    }
}

impl Drop for Sequencer {
    fn drop(&mut self) {
        self.stop.store(true, Ordering::Relaxed);
        if let Some(thread) = self.thread.take() {
            thread.thread().unpark();
            let _panicked = thread.join();
        }
    }
}
