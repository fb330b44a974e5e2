//! The readers: a few connections that can't write, each read one snapshot.

use std::{
    path::Path,
    sync::{Condvar, Mutex, PoisonError},
    time::Duration,
};

use super::Link;
use crate::engine::{
    Fault, Options, Raw,
    job::{Act, run_once},
    raw,
};

/// The memory of a reader is this part of the writer's.
const CACHE_PART: usize = 8;

pub(super) struct Readers {
    free: Mutex<Vec<Link>>,
    returned: Condvar,
    wait: Duration,
}

impl Readers {
    pub(super) fn open(path: &Path, options: &Options) -> Result<Self, Fault> {
        let links = (0..options.readers.max(1))
            .map(|_| Link::reader(path, options.cache_bytes / CACHE_PART))
            .collect::<Result<_, _>>()?;
        Ok(Self {
            free: Mutex::new(links),
            returned: Condvar::new(),
            wait: options.wait,
        })
    }

    pub(super) fn read(&self, name: &'static str, act: Act<'_>) -> Result<(), Fault> {
        let mut link = self.take()?;
        let read = snapshot(&mut link, name, act);
        self.give(link);
        read
    }

    fn take(&self) -> Result<Link, Fault> {
        let free = self.free.lock().unwrap_or_else(PoisonError::into_inner);
        let (mut free, _) = self
            .returned
            .wait_timeout_while(free, self.wait, |free| free.is_empty())
            .unwrap_or_else(PoisonError::into_inner);
        free.pop().ok_or(Fault::Busy)
    }

    fn give(&self, link: Link) {
        self.free
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .push(link);
        self.returned.notify_one();
    }
}

/// Reads inside one transaction, which is always given up at the end: there is nothing to keep.
fn snapshot(link: &mut Link, name: &'static str, act: Act<'_>) -> Result<(), Fault> {
    link.control("begin deferred")?;
    let mut raw = Raw::new(name, raw::Link::Sqlite(link));
    let (read, _) = run_once(name, &mut raw, act);
    if link.is_open() {
        link.control("rollback")?;
    }
    read.map_err(|fault| match fault {
        Fault::ReadOnly { .. } => Fault::ReadOnly { name },
        other => other,
    })
}
