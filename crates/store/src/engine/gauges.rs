//! What the engine counts about itself: names of transactions and numbers, nothing else.

use std::{
    sync::{
        Mutex, PoisonError,
        atomic::{AtomicU64, Ordering::Relaxed},
    },
    time::Duration,
};

/// How long a closure may hold SQLite's writer.
pub(super) const HOLD_MAX: Duration = Duration::from_millis(5);

/// The engine's counters, written without a lock.
#[derive(Debug, Default)]
pub(super) struct Gauges {
    pub(super) jobs: AtomicU64,
    pub(super) groups: AtomicU64,
    pub(super) commits: AtomicU64,
    pub(super) retries: AtomicU64,
    pub(super) panics: AtomicU64,
    pub(super) refused: AtomicU64,
    pub(super) reads: AtomicU64,
    pub(super) round_trips: AtomicU64,
    pub(super) checkpoints: AtomicU64,
    pub(super) waiting: AtomicU64,
    slow: AtomicU64,
    hold_max_us: AtomicU64,
    slow_last: Mutex<Option<&'static str>>,
}

/// The counters at one moment, since the store was opened.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Readings {
    /// Writes taken from the queue.
    pub jobs: u64,
    /// Groups of writes tried; on PostgreSQL most writes are their own.
    pub groups: u64,
    /// Commits made durable.
    pub commits: u64,
    /// Closures run again.
    pub retries: u64,
    /// Closures that panicked and were undone.
    pub panics: u64,
    /// Writes and reads answered `Busy` for want of room.
    pub refused: u64,
    /// Reads begun.
    pub reads: u64,
    /// Round trips to PostgreSQL.
    pub round_trips: u64,
    /// WAL checkpoints of SQLite.
    pub checkpoints: u64,
    /// Writes that wait or run now.
    pub waiting: u64,
    /// Closures that held SQLite's writer longer than 5 ms.
    pub slow: u64,
    /// The last of them by name.
    pub slow_last: Option<&'static str>,
    /// The longest time a closure held SQLite's writer, in microseconds.
    pub hold_max_us: u64,
}

impl Gauges {
    /// Adds one.
    pub(super) fn count(counter: &AtomicU64) {
        counter.fetch_add(1, Relaxed);
    }

    /// Notes how long `name` held the writer, and warns by its name when that was too long.
    pub(super) fn held(&self, name: &'static str, took: Duration) {
        let us = u64::try_from(took.as_micros()).unwrap_or(u64::MAX);
        self.hold_max_us.fetch_max(us, Relaxed);
        if took > HOLD_MAX {
            let before = self.slow.fetch_add(1, Relaxed);
            *self
                .slow_last
                .lock()
                .unwrap_or_else(PoisonError::into_inner) = Some(name);
            // The counter says how often; the log speaks at the 1st, 2nd, 4th, 8th, … time.
            if before.saturating_add(1).is_power_of_two() {
                tracing::warn!(
                    name,
                    us,
                    times = before + 1,
                    "a closure held the writer too long; slice it"
                );
            }
        }
    }

    pub(super) fn read(&self) -> Readings {
        Readings {
            jobs: self.jobs.load(Relaxed),
            groups: self.groups.load(Relaxed),
            commits: self.commits.load(Relaxed),
            retries: self.retries.load(Relaxed),
            panics: self.panics.load(Relaxed),
            refused: self.refused.load(Relaxed),
            reads: self.reads.load(Relaxed),
            round_trips: self.round_trips.load(Relaxed),
            checkpoints: self.checkpoints.load(Relaxed),
            waiting: self.waiting.load(Relaxed),
            slow: self.slow.load(Relaxed),
            slow_last: *self
                .slow_last
                .lock()
                .unwrap_or_else(PoisonError::into_inner),
            hold_max_us: self.hold_max_us.load(Relaxed),
        }
    }
}
