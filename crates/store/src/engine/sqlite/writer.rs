//! The writer: one thread, one connection, all waiting writes in one commit.
//!
//! A commit costs a sync of the disk (0.2 to 5 ms) however much it holds, so whatever waits goes
//! along: one transaction, one commit, then all are answered. A write that comes alone waits for
//! nothing but its own commit.
//!
//! A savepoint for each write would have SQLite copy every page that the write touches, a quarter
//! of the writer's time, and hardly a write is ever undone. So a group runs without them first;
//! where one write is to be undone the transaction is, and the group runs again, each write in its
//! savepoint. (A closure may run again at any time.)

use std::{
    sync::{Arc, atomic::Ordering::Relaxed, mpsc::Receiver},
    time::{Duration, Instant},
};

use super::{
    Link,
    checkpointer::{Checkpointer, checkpoint},
    statements::Kept,
};
use crate::engine::{
    Fault, Raw,
    gauges::Gauges,
    job::{Job, TRIES_MAX, Verdict, answer},
    raw,
};

/// Writes in one group at most.
const GROUP_MAX: usize = 512;
/// Work in one group at most, the commit not counted. Long, so that a group is cut by how many wait and hardly ever by the
/// clock: where 256 callers wait, those who didn't come along would wait for two groups instead of one. What writes have in
/// common, such as the sync and the pages where they meet, is paid once a group.
const GROUP_TIME: Duration = Duration::from_millis(100);
/// From so many writes in a group on, it waits for those who were in the one before and are not there yet, each time at most so
/// long (what PostgreSQL calls `commit_siblings` and `commit_delay`): they are about to come, and else they wait for a whole group
/// more, which is what the slowest one in a hundred waited for.
const COMMIT_SIBLINGS: usize = 32;
const COMMIT_DELAY: Duration = Duration::from_micros(300);
/// Pages that are only in the WAL from which they are moved into the file, beside the writer (32 MiB
/// of 4 KiB pages): a page that changes at every write is moved once in hundreds of writes.
const WAL_PAGES: i64 = 8000;
/// Bytes of a page of the file.
const PAGE: usize = 4096;

pub(super) struct Writer<'db> {
    link: Link<Kept<'db>>,
    jobs: Receiver<Box<dyn Job>>,
    gauges: Arc<Gauges>,
    checkpointer: Checkpointer,
    /// How many writes the group before had.
    siblings: usize,
    /// Pages in the WAL from which the writer moves the rest itself, so that the WAL begins anew.
    wal_pages_max: i64,
    /// The last commit found no room; emptying the WAL may make some.
    is_full: bool,
}

impl<'db> Writer<'db> {
    pub(super) fn new(
        link: Link<Kept<'db>>,
        jobs: Receiver<Box<dyn Job>>,
        gauges: Arc<Gauges>,
        checkpointer: Checkpointer,
        wal_bytes: usize,
    ) -> Self {
        Self {
            link,
            jobs,
            gauges,
            checkpointer,
            siblings: 0,
            wal_pages_max: i64::try_from(wal_bytes / PAGE).unwrap_or(i64::MAX),
            is_full: false,
        }
    }

    /// Takes writes until every sender is gone and the queue is empty.
    pub(super) fn serve(mut self) {
        while let Ok(first) = self.jobs.recv() {
            self.group(first);
            self.checkpoint();
        }
    }

    fn group(&mut self, first: Box<dyn Job>) {
        Gauges::count(&self.gauges.groups);
        if let Err(fault) = self.link.begin() {
            return self.refuse(first, &fault);
        }
        let mut group = Vec::new();
        let ran = self.run_bare(first, &mut group);
        self.siblings = group.len();
        match ran {
            Ok(Verdict::Keep) => self.keep(group),
            Ok(Verdict::Undo) if group.len() == 1 => {
                self.clear();
                self.answer(group, &Ok(()));
            }
            Ok(Verdict::Undo | Verdict::Again) => self.run_guarded(group),
            Err(_) => self.one_by_one(group),
        }
    }

    /// Runs what waits, without savepoints, as far as all of it is to be kept.
    fn run_bare(
        &mut self,
        first: Box<dyn Job>,
        group: &mut Vec<Box<dyn Job>>,
    ) -> Result<Verdict, Fault> {
        let started = Instant::now();
        let mut next = Some(first);
        while let Some(mut job) = next.take() {
            Gauges::count(&self.gauges.jobs);
            let verdict = self.run(job.as_mut());
            group.push(job);
            if verdict != Ok(Verdict::Keep) {
                return verdict;
            }
            if group.len() < GROUP_MAX && started.elapsed() < GROUP_TIME {
                next = self.jobs.try_recv().ok();
                if next.is_none() && (COMMIT_SIBLINGS..self.siblings).contains(&group.len()) {
                    next = self.jobs.recv_timeout(COMMIT_DELAY).ok();
                }
            }
        }
        Ok(Verdict::Keep)
    }

    /// Runs a group once more, each write in its savepoint: one of them is not to be kept.
    fn run_guarded(&mut self, mut group: Vec<Box<dyn Job>>) {
        self.clear();
        if let Err(fault) = self.link.begin() {
            return self.answer(group, &Err(fault));
        }
        let last = group.len().saturating_sub(1);
        for (at, job) in group.iter_mut().enumerate() {
            Gauges::count(&self.gauges.retries);
            // The last one has had a try already; the others' were good.
            let first_try = if at == last { 2 } else { 1 };
            if self.attempt(job.as_mut(), first_try).is_err() {
                return self.one_by_one(group);
            }
        }
        self.keep(group);
    }

    /// Commits a group that has run whole, and answers it.
    fn keep(&mut self, group: Vec<Box<dyn Job>>) {
        match self.commit() {
            Ok(()) => self.answer(group, &Ok(())),
            Err(Fault::Constraint { .. }) => self.one_by_one(group),
            Err(fault) => self.answer(group, &Err(fault)),
        }
    }

    /// Runs a write in its savepoint, again if it asks; fails where the whole transaction is lost.
    fn attempt(&mut self, job: &mut dyn Job, first_try: u32) -> Result<(), Fault> {
        for tries in first_try..=TRIES_MAX {
            let verdict = self.savepoint(job)?;
            if verdict != Verdict::Again || tries == TRIES_MAX {
                break;
            }
            Gauges::count(&self.gauges.retries);
        }
        Ok(())
    }

    fn savepoint(&mut self, job: &mut dyn Job) -> Result<Verdict, Fault> {
        self.link.control("savepoint one")?;
        let verdict = self.run(job)?;
        if verdict != Verdict::Keep {
            self.link.control("rollback to one")?;
        }
        self.link.control("release one")?;
        Ok(verdict)
    }

    /// Runs a closure; fails where SQLite has given up the whole transaction.
    fn run(&mut self, job: &mut dyn Job) -> Result<Verdict, Fault> {
        let started = Instant::now();
        let mut raw = Raw::new(job.name(), raw::Link::Sqlite(&mut self.link));
        let verdict = job.run(&mut raw);
        self.gauges.held(job.name(), started.elapsed());
        // A full disk makes SQLite give up everything, not only the savepoint.
        if self.link.is_open() {
            Ok(verdict)
        } else {
            Err(Fault::DiskFull)
        }
    }

    /// Runs each write of a group that couldn't be kept in a transaction of its own, so that only
    /// the one that broke the group hears of it.
    fn one_by_one(&mut self, group: Vec<Box<dyn Job>>) {
        self.clear();
        for mut job in group {
            let kept = if job.fault().is_some() {
                Ok(())
            } else {
                Gauges::count(&self.gauges.retries);
                self.alone(job.as_mut())
            };
            self.answer(vec![job], &kept);
        }
    }

    fn alone(&mut self, job: &mut dyn Job) -> Result<(), Fault> {
        let kept = self
            .link
            .begin()
            .and_then(|()| self.attempt(job, 1))
            .and_then(|()| self.commit());
        if kept.is_err() {
            self.clear();
        }
        kept
    }

    fn commit(&mut self) -> Result<(), Fault> {
        let committed = self.link.commit();
        match committed {
            Ok(()) => {
                Gauges::count(&self.gauges.commits);
                Ok(())
            }
            Err(fault) => {
                self.clear();
                Err(match fault {
                    // The commit may lie in the WAL though the sync of it failed.
                    Fault::Unavailable(_) => Fault::Unknown,
                    other => other,
                })
            }
        }
    }

    /// Gives up the open transaction, if there is one.
    fn clear(&mut self) {
        if self.link.is_open()
            && let Err(fault) = self.link.control("rollback")
        {
            tracing::error!(%fault, "the writer can't roll back");
        }
    }

    /// Answers a group with what became of its commit.
    fn answer(&mut self, group: Vec<Box<dyn Job>>, kept: &Result<(), Fault>) {
        self.is_full = *kept == Err(Fault::DiskFull);
        if let Err(fault) = kept {
            tracing::warn!(%fault, writes = group.len(), "a group of writes was not kept");
        }
        for job in group {
            self.gauges.waiting.fetch_sub(1, Relaxed);
            if matches!(job.fault(), Some(Fault::Panic { .. })) {
                Gauges::count(&self.gauges.panics);
            }
            answer(job, kept.clone());
        }
    }

    /// Answers everyone who waits: the transaction could not even begin.
    fn refuse(&mut self, first: Box<dyn Job>, fault: &Fault) {
        let mut group = vec![first];
        group.extend(self.jobs.try_iter().take(GROUP_MAX));
        self.answer(group, &Err(fault.clone()));
    }

    fn checkpoint(&self) {
        let (pages, moved) = self.link.wal_pages();
        // The nearer the end the less is left, so that the writer itself has little to move when it begins anew.
        let is_near = pages >= self.wal_pages_max - self.wal_pages_max / 8;
        let most = if is_near { WAL_PAGES / 8 } else { WAL_PAGES };
        if pages >= self.wal_pages_max || self.is_full {
            checkpoint(&self.link, &self.gauges);
        } else if pages - moved >= most {
            self.checkpointer.wake();
        }
    }
}
