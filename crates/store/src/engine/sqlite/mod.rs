//! SQLite: one writer thread with group commit, one that checkpoints beside it, and a few
//! connections that only read.

mod answers;
mod carry;
mod checkpointer;
mod control;
mod link;
mod reader;
mod statements;
mod writer;

use std::{
    fs::OpenOptions,
    io::ErrorKind,
    path::{Path, PathBuf},
    sync::{
        Arc,
        atomic::Ordering::Relaxed,
        mpsc::{SendError, SyncSender, TrySendError, sync_channel},
    },
    thread::{self, JoinHandle},
};

use super::{
    Fault, Lane, Options,
    gauges::Gauges,
    job::{Act, Job},
    wait::is_inside,
};

use writer::Writer;

pub(super) use carry::carry_in;
pub(super) use link::{Link, cell};
pub(super) use statements::Statements;

/// An open SQLite store; dropping it finishes what is queued.
pub(super) struct Sqlite {
    queue: Option<SyncSender<Box<dyn Job>>>,
    writer: Option<JoinHandle<()>>,
    readers: reader::Readers,
    gauges: Arc<Gauges>,
    path: PathBuf,
}

impl Sqlite {
    /// Makes the file, readable by its owner only, and opens it.
    pub(super) fn create(path: &Path, options: &Options) -> Result<Self, Fault> {
        let mut file = OpenOptions::new();
        file.write(true).create_new(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut file, 0o600);
        match file.open(path) {
            Ok(_) => Self::start(path, options),
            Err(error) if error.kind() == ErrorKind::AlreadyExists => Err(Fault::Unavailable(
                "a store is there already; open it, or choose another place".to_owned(),
            )),
            Err(error) => Err(Fault::Unavailable(format!(
                "the store's file can't be made ({}); check that its folder exists and is ours",
                error.kind()
            ))),
        }
    }

    pub(super) fn open(path: &Path, options: &Options) -> Result<Self, Fault> {
        if !path.is_file() {
            return Err(Fault::Unavailable(
                "there is no store; make one first, or give its place".to_owned(),
            ));
        }
        Self::start(path, options)
    }

    fn start(path: &Path, options: &Options) -> Result<Self, Fault> {
        let mut link = Link::writer(path, options)?;
        let readers = reader::Readers::open(path, options)?;
        let gauges = Arc::new(Gauges::default());
        let (queue, jobs) = sync_channel(options.queue.max(1));
        let checkpointer = checkpointer::Checkpointer::start(path, Arc::clone(&gauges))?;
        let (counted, wal_bytes) = (Arc::clone(&gauges), options.wal_bytes);
        let thread = thread::Builder::new()
            .name("store-writer".to_owned())
            .spawn(move || Writer::new(link.lent(), jobs, counted, checkpointer, wal_bytes).serve())
            .map_err(|_| Fault::Unavailable("no thread for the writer; free some".to_owned()))?;
        Ok(Self {
            queue: Some(queue),
            writer: Some(thread),
            readers,
            gauges,
            path: path.to_owned(),
        })
    }

    /// On a connection of its own, so that no reader goes short.
    pub(super) fn carry_out(&self, out: &mut dyn super::Carrier) -> Result<(), Fault> {
        carry::carry_out(&self.path, out)
    }

    pub(super) fn gauges(&self) -> &Gauges {
        &self.gauges
    }

    /// A group takes along whatever waits, so a lane decides only what happens where there is no room.
    pub(super) fn submit(&self, lane: Lane, job: Box<dyn Job>) -> Result<(), Fault> {
        let queue = self.queue.as_ref().ok_or(Fault::Gone)?;
        self.gauges.waiting.fetch_add(1, Relaxed);
        // The writer itself can't wait for room that only it can make.
        let sent = if lane == Lane::First && !is_inside() {
            let sent = queue.send(job);
            sent.map_err(|SendError(job)| TrySendError::Disconnected(job))
        } else {
            queue.try_send(job)
        };
        sent.map_err(|error| {
            self.gauges.waiting.fetch_sub(1, Relaxed);
            match error {
                TrySendError::Full(_) => {
                    Gauges::count(&self.gauges.refused);
                    Fault::Busy
                }
                TrySendError::Disconnected(_) => Fault::Gone,
            }
        })
    }

    pub(super) fn read(&self, name: &'static str, act: Act<'_>) -> Result<(), Fault> {
        Gauges::count(&self.gauges.reads);
        let read = self.readers.read(name, act);
        match &read {
            Err(Fault::Busy) => Gauges::count(&self.gauges.refused),
            Err(Fault::Panic { .. }) => Gauges::count(&self.gauges.panics),
            _ => {}
        }
        read
    }
}

impl Drop for Sqlite {
    fn drop(&mut self) {
        self.queue = None;
        if let Some(writer) = self.writer.take()
            && writer.thread().id() != thread::current().id()
        {
            // A closure that held the last handle runs on the writer, which can't wait for itself.
            let _ = writer.join();
        }
    }
}
