//! Moving the WAL's pages into the file, beside the writer.
//!
//! A checkpoint writes every page that changed and syncs the file, tens of milliseconds that nobody
//! who waits for a commit should wait for. A passive one needs no lock that the writer holds, so it
//! runs on a thread and a connection of its own. The WAL can begin anew only when all of it is in
//! the file; the writer sees to that when it is long, with what is left to move then.

use std::{
    path::Path,
    sync::{
        Arc,
        mpsc::{SyncSender, sync_channel},
    },
    thread::{self, JoinHandle},
};

use super::{Link, Statements};
use crate::engine::{Fault, gauges::Gauges};

/// The thread that checkpoints; dropping it waits for its end.
pub(super) struct Checkpointer {
    wake: Option<SyncSender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl Checkpointer {
    pub(super) fn start(path: &Path, gauges: Arc<Gauges>) -> Result<Self, Fault> {
        let link = Link::checkpointer(path)?;
        let (wake, woken) = sync_channel(1);
        let thread = thread::Builder::new()
            .name("store-wal".to_owned())
            .spawn(move || {
                while woken.recv().is_ok() {
                    checkpoint(&link, &gauges);
                }
            })
            .map_err(|_| Fault::Unavailable("no thread for checkpoints; free some".to_owned()))?;
        Ok(Self {
            wake: Some(wake),
            thread: Some(thread),
        })
    }

    /// Asks for a checkpoint; one that waits already is enough.
    pub(super) fn wake(&self) {
        if let Some(wake) = &self.wake {
            let _waits_already = wake.try_send(());
        }
    }
}

impl Drop for Checkpointer {
    fn drop(&mut self) {
        self.wake = None;
        if let Some(thread) = self.thread.take() {
            let _panicked = thread.join();
        }
    }
}

/// Checkpoints on `link`, counts it, and warns where it can't.
pub(super) fn checkpoint(link: &Link<impl Statements>, gauges: &Gauges) {
    Gauges::count(&gauges.checkpoints);
    if let Err(fault) = link.checkpoint() {
        tracing::warn!(%fault, "the WAL could not be moved into the file");
    }
}
