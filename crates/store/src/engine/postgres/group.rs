//! Writes until they are kept or failed for good: short ones several to a transaction.
//!
//! A transaction costs a message at its beginning and one at its end, the locks of its tables and a sync. So what callers do at
//! their desks shares them: whoever has run one such write takes the next that waits into the same transaction. They run one after
//! the other and see each other, as on SQLite; where one of them can't be kept, all are undone and each runs in a
//! transaction of its own.

use std::{
    sync::atomic::Ordering::Relaxed,
    time::{Duration, Instant},
};

use super::{
    Core,
    tx::{Ended, Mode, Tx},
};
use crate::engine::{
    Fault, Raw,
    gauges::Gauges,
    job::{Job, TRIES_MAX, Verdict, answer},
    raw,
    wait::rest,
};

/// So many writes share a transaction at most.
const GROUP_MAX: usize = 8;
/// After this time no further write is taken into it: the first ones wait for its end, and others for its locks.
const GROUP_TIME: Duration = Duration::from_millis(20);

type Group = Vec<Box<dyn Job>>;

impl Core {
    /// Runs a write, and where it is a short one those that wait behind it; then answers them.
    pub(super) fn drive(&self, job: Box<dyn Job>, is_short: bool) {
        Gauges::count(&self.gauges.jobs);
        let mut group = vec![job];
        let ended = self.run(&mut group, is_short);
        match (ended, group.len()) {
            (Ended::Kept, _) => group.into_iter().for_each(|job| self.done(job, Ok(()))),
            // Never run again.
            (Ended::Unknown, _) => {
                let unknown = |job| self.done(job, Err(Fault::Unknown));
                group.into_iter().for_each(unknown);
            }
            (ended, 1) => self.go_on(group, ended),
            _ => {
                for job in group {
                    Gauges::count(&self.gauges.retries);
                    let mut alone = vec![job];
                    let ended = self.run(&mut alone, false);
                    self.go_on(alone, ended);
                }
            }
        }
    }

    /// Runs a write until it is kept, failed for good, or out of tries, of which it had one.
    fn go_on(&self, mut alone: Group, mut ended: Ended) {
        let mut tries = 1;
        let kept = loop {
            match ended {
                Ended::Kept => break Ok(()),
                Ended::Unknown => break Err(Fault::Unknown),
                Ended::Failed(fault) => break Err(fault),
                Ended::Again(fault) if tries == TRIES_MAX => break Err(fault),
                Ended::Again(_) => {
                    Gauges::count(&self.gauges.retries);
                    rest(self.pause(tries));
                    tries += 1;
                    ended = self.run(&mut alone, false);
                }
            }
        };
        for job in alone {
            self.done(job, kept.clone());
        }
    }

    /// Runs a transaction once: the write that is given and, where it is short, such as wait behind it, which join the group.
    fn run(&self, group: &mut Group, is_short: bool) -> Ended {
        Gauges::count(&self.gauges.groups);
        let conn = match self.writers.take() {
            Ok(conn) => conn,
            Err(fault) => return Ended::Failed(fault),
        };
        let mut tx = Tx::new(conn, Mode::Write, &self.shared);
        let (started, mut at) = (Instant::now(), 0);
        let (ended, lost) = loop {
            let Some(job) = group.get_mut(at) else {
                break (tx.commit(), false);
            };
            let mut raw = Raw::new(job.name(), raw::Link::Postgres(&mut tx));
            let verdict = job.run(&mut raw);
            let lost = raw.doom().is_some_and(|doom| doom.lost);
            if matches!(job.fault(), Some(Fault::Panic { .. })) {
                Gauges::count(&self.gauges.panics);
            }
            let fault = |job: &dyn Job, else_what| job.fault().cloned().unwrap_or(else_what);
            match verdict {
                Verdict::Keep => at += 1,
                Verdict::Undo => break (Ended::Failed(fault(job.as_ref(), Fault::Gone)), lost),
                Verdict::Again => break (Ended::Again(fault(job.as_ref(), Fault::Conflict)), lost),
            }
            if is_short
                && at < GROUP_MAX
                && started.elapsed() < GROUP_TIME
                && let Some(next) = self.queued().take_short()
            {
                Gauges::count(&self.gauges.jobs);
                group.push(next);
            }
        };
        self.gauges.round_trips.fetch_add(tx.round_trips(), Relaxed);
        if matches!(ended, Ended::Kept) {
            Gauges::count(&self.gauges.commits);
        }
        self.writers.give(tx.end(lost));
        ended
    }

    fn done(&self, job: Box<dyn Job>, kept: Result<(), Fault>) {
        self.leave();
        answer(job, kept);
    }
}
