//! PostgreSQL: a pool of writers, a few readers, each transaction on its own connection.
//!
//! The driver is the asynchronous one, for it can send several statements before the first answer
//! has come; closures stay synchronous and run on the blocking threads of a small runtime, each of
//! which drives its own connection while it waits.

mod answers;
mod carry;
mod cells;
mod fault;
mod gathered;
mod group;
mod joined;
mod pool;
mod together;
mod tx;

use std::{
    collections::VecDeque,
    sync::{
        Arc, Condvar, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicU64, Ordering::Relaxed},
    },
    thread,
    time::Duration,
};

use tokio::runtime::{self, Runtime};

use super::{
    Fault, Lane, Options, Raw,
    gauges::Gauges,
    job::{Act, Job, run_once},
    raw,
    wait::{Inside, is_inside},
};
use answers::Shared;
pub(super) use carry::carry_in;
pub(super) use cells::cell;
use pool::Pool;
use tx::Mode;
pub(super) use tx::Tx;

/// Threads that talk with the server for whoever reads; a write does it itself.
const TALKERS: usize = 2;
/// The first pause before a retry lasts up to this, then twice as long each time.
const PAUSE: Duration = Duration::from_millis(2);
const PAUSE_MAX: Duration = Duration::from_millis(200);

/// An open PostgreSQL store; dropping it finishes what is queued.
pub(super) struct Postgres {
    core: Arc<Core>,
    runtime: Option<Runtime>,
}

/// What the blocking threads share.
struct Core {
    writers: Pool,
    readers: Pool,
    shared: Arc<Shared>,
    gauges: Gauges,
    queue: u64,
    seed: u64,
    pauses: AtomicU64,
    idle: (Mutex<()>, Condvar),
    queued: Mutex<Queued>,
}

/// Writes that wait for a thread, by lane.
#[derive(Default)]
struct Queued {
    first: VecDeque<Box<dyn Job>>,
    /// Each with whether it is short.
    usual: VecDeque<(bool, Box<dyn Job>)>,
}

impl Queued {
    fn put(&mut self, lane: Lane, job: Box<dyn Job>) {
        match lane {
            Lane::First => self.first.push_back(job),
            Lane::Usual => self.usual.push_back((false, job)),
            Lane::Short => self.usual.push_back((true, job)),
        }
    }

    /// The next write, and whether it is short.
    fn take(&mut self) -> Option<(bool, Box<dyn Job>)> {
        let first = self.first.pop_front().map(|job| (false, job));
        first.or_else(|| self.usual.pop_front())
    }

    /// The next write, if it is a short one.
    fn take_short(&mut self) -> Option<Box<dyn Job>> {
        let is_short = self.first.is_empty() && self.usual.front().is_some_and(|next| next.0);
        is_short
            .then(|| self.usual.pop_front())
            .flatten()
            .map(|next| next.1)
    }
}

impl Postgres {
    pub(super) fn create(url: &str, options: &Options) -> Result<Self, Fault> {
        let store = Self::start(url, options)?;
        if store.exists()? {
            return Err(Fault::Unavailable(
                "a store is there already; open it, or choose another database".to_owned(),
            ));
        }
        Ok(store)
    }

    pub(super) fn open(url: &str, options: &Options) -> Result<Self, Fault> {
        let store = Self::start(url, options)?;
        if !store.exists()? {
            return Err(Fault::Unavailable(
                "there is no store in that database; make one first".to_owned(),
            ));
        }
        Ok(store)
    }

    fn start(url: &str, options: &Options) -> Result<Self, Fault> {
        let config = pool::config(url)?;
        let runtime = runtime::Builder::new_multi_thread()
            .worker_threads(TALKERS)
            .max_blocking_threads(options.writers.max(1))
            .thread_name("store-postgres")
            .enable_io()
            .enable_time()
            .build()
            .map_err(|_| Fault::Unavailable("no threads for the store; free some".to_owned()))?;
        let pool = |others, size| Pool::new(config.clone(), others, size, options.wait);
        let core = Core {
            // Writes run on threads that may wait; who reads may be any thread, a runtime's worker too.
            writers: pool(None, options.writers),
            readers: pool(Some(runtime.handle().clone()), options.readers),
            shared: Arc::default(),
            gauges: Gauges::default(),
            queue: u64::try_from(options.queue.max(1)).unwrap_or(u64::MAX),
            seed: options.seed,
            pauses: AtomicU64::new(0),
            idle: (Mutex::new(()), Condvar::new()),
            queued: Mutex::default(),
        };
        Ok(Self {
            core: Arc::new(core),
            runtime: Some(runtime),
        })
    }

    fn exists(&self) -> Result<bool, Fault> {
        let mut is_there = false;
        self.read("store-exists", &mut |raw| {
            let found = raw.one(
                "select count(*) from pg_tables where schemaname = current_schema() and tablename = 'meta'",
                &[],
                |row| row.int(0),
            )?;
            is_there = found != Some(0);
            Ok(())
        })?;
        Ok(is_there)
    }

    pub(super) fn gauges(&self) -> &Gauges {
        &self.core.gauges
    }

    pub(super) fn submit(&self, lane: Lane, job: Box<dyn Job>) -> Result<(), Fault> {
        let runtime = self.runtime.as_ref().ok_or(Fault::Gone)?;
        let gauges = &self.core.gauges;
        let waiting = gauges.waiting.fetch_add(1, Relaxed);
        if lane == Lane::Usual && waiting >= self.core.queue {
            gauges.waiting.fetch_sub(1, Relaxed);
            Gauges::count(&gauges.refused);
            return Err(Fault::Busy);
        }
        let core = Arc::clone(&self.core);
        core.queued().put(lane, job);
        runtime.spawn_blocking(move || {
            // Also while the closure is dropped, which may hold the last handle.
            let _inside = Inside::enter();
            let next = core.queued().take();
            if let Some((is_short, job)) = next {
                core.drive(job, is_short);
            }
        });
        Ok(())
    }

    pub(super) fn read(&self, name: &'static str, act: Act<'_>) -> Result<(), Fault> {
        let gauges = &self.core.gauges;
        Gauges::count(&gauges.reads);
        let mut tx = Tx::new(
            self.core.readers.take().inspect_err(|fault| {
                if *fault == Fault::Busy {
                    Gauges::count(&gauges.refused);
                }
            })?,
            Mode::Snapshot,
            &self.core.shared,
        );
        let mut raw = Raw::new(name, raw::Link::Postgres(&mut tx));
        let (read, _) = run_once(name, &mut raw, act);
        if matches!(read, Err(Fault::Panic { .. })) {
            Gauges::count(&gauges.panics);
        }
        let lost = raw.doom().is_some_and(|doom| doom.lost);
        gauges.round_trips.fetch_add(tx.round_trips(), Relaxed);
        self.core.readers.give(tx.end(lost));
        read.map_err(|fault| match fault {
            Fault::ReadOnly { .. } => Fault::ReadOnly { name },
            other => other,
        })
    }
}

impl Core {
    fn queued(&self) -> MutexGuard<'_, Queued> {
        self.queued.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// A pause drawn from the seed, up to twice as long after each try.
    fn pause(&self, tries: u32) -> Duration {
        let draw = scatter(self.seed ^ self.pauses.fetch_add(1, Relaxed).rotate_left(32));
        let longest = PAUSE.saturating_mul(1 << tries.min(8)).min(PAUSE_MAX);
        longest.mul_f64(f64::from(u32::try_from(draw >> 32).unwrap_or(0)) / f64::from(u32::MAX))
    }

    /// One write fewer waits.
    fn leave(&self) {
        if self.gauges.waiting.fetch_sub(1, Relaxed) == 1 {
            let _guard = self.idle.0.lock().unwrap_or_else(PoisonError::into_inner);
            self.idle.1.notify_all();
        }
    }

    fn wait_until_idle(&self) {
        let mut guard = self.idle.0.lock().unwrap_or_else(PoisonError::into_inner);
        while self.gauges.waiting.load(Relaxed) > 0 {
            guard = self
                .idle
                .1
                .wait(guard)
                .unwrap_or_else(PoisonError::into_inner);
        }
    }
}

/// Scatters the bits of `n` (splitmix64): neighbours come out far apart.
fn scatter(n: u64) -> u64 {
    let n = n.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let n = (n ^ (n >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let n = (n ^ (n >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    n ^ (n >> 31)
}

impl Drop for Postgres {
    fn drop(&mut self) {
        let Some(runtime) = self.runtime.take() else {
            return;
        };
        let core = Arc::clone(&self.core);
        let close = move || {
            core.wait_until_idle();
            core.writers.close();
            core.readers.close();
            // Never blocks: the handle may be dropped on another runtime's worker.
            runtime.shutdown_background();
        };
        if is_inside() {
            // A closure that held the last handle is one of those that are waited for.
            let _ = thread::Builder::new()
                .name("store-closing".to_owned())
                .spawn(close);
        } else {
            close();
        }
    }
}
