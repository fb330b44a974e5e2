//! A write on its way: the closure, what it answered, and who waits for it.

use std::{
    fmt,
    future::Future,
    panic::{AssertUnwindSafe, catch_unwind},
    pin::Pin,
    task::{Context, Poll},
};

use tokio::sync::oneshot;

use super::{
    Fault, Raw,
    wait::{Inside, is_inside, wait_for},
};

/// How often a closure is run at most before its fault is final.
pub(super) const TRIES_MAX: u32 = 8;

/// A value whose transaction is durable, with the attempt that made it so.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Committed<T> {
    pub value: T,
    /// The number of the attempt that committed, as `Raw::attempt` said it there.
    pub attempt: u64,
}

/// A write that was queued: await it, or `wait` for it on a thread.
///
/// Dropping it does not undo the write.
#[must_use = "the answer says whether the write was committed"]
pub struct Pending<T> {
    name: &'static str,
    state: State<T>,
}

enum State<T> {
    Queued(oneshot::Receiver<Result<Committed<T>, Fault>>),
    /// Refused before it was queued.
    Refused(Option<Fault>),
}

// Nothing in it is ever pinned: the receiver is `Unpin` by itself.
impl<T> Unpin for Pending<T> {}

impl<T> fmt::Debug for Pending<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Pending({})", self.name)
    }
}

impl<T> Pending<T> {
    pub(super) fn refused(name: &'static str, fault: Fault) -> Self {
        Self {
            name,
            state: State::Refused(Some(fault)),
        }
    }

    /// Blocks this thread until the write is durable or failed.
    ///
    /// Inside a closure of the store this is `Fault::Nested` (the write stays queued): on SQLite
    /// the writer would wait for itself.
    pub fn wait(self) -> Result<Committed<T>, Fault> {
        if is_inside() {
            return Err(Fault::Nested { name: self.name });
        }
        wait_for(self, None).unwrap_or(Err(Fault::Gone))
    }
}

impl<T> Future for Pending<T> {
    type Output = Result<Committed<T>, Fault>;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        match &mut self.state {
            State::Queued(reply) => Pin::new(reply)
                .poll(cx)
                .map(|answer| answer.unwrap_or(Err(Fault::Gone))),
            State::Refused(fault) => Poll::Ready(Err(fault.take().unwrap_or(Fault::Gone))),
        }
    }
}

/// What the engine does with an attempt that has run.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Verdict {
    Keep,
    Undo,
    /// Undo, and run it afresh if it has tries left.
    Again,
}

/// A write without its types, as the engines carry it.
pub(super) trait Job: Send {
    fn name(&self) -> &'static str;
    /// Runs the closure once; a panic is caught and becomes `Fault::Panic`.
    fn run(&mut self, raw: &mut Raw<'_>) -> Verdict;
    /// The last run's own fault, if it ran and had one.
    fn fault(&self) -> Option<&Fault>;
    /// Tells the one who waits: the last run's own fault, else what became of its commit.
    fn answer(self: Box<Self>, kept: Result<(), Fault>);
}

/// A closure's type and its value's are known here alone: what is done with both is said once for all of them, else each of some hundred
/// acts would bring code of its own for it.
struct Work<T, F> {
    name: &'static str,
    closure: F,
    reply: oneshot::Sender<Result<Committed<T>, Fault>>,
    /// What the last run answered, if it answered.
    value: Option<T>,
    ran: Option<Ran>,
}

/// What became of the last run.
struct Ran {
    attempt: u64,
    fault: Option<Fault>,
}

/// A closure without its types: what it answers it keeps.
pub(super) type Act<'a> = &'a mut dyn FnMut(&mut Raw<'_>) -> Result<(), Fault>;

/// Answers `job`; a panic while its closure and its value are dropped stays in here.
pub(super) fn answer(job: Box<dyn Job>, kept: Result<(), Fault>) {
    let name = job.name();
    if catch_unwind(AssertUnwindSafe(|| job.answer(kept))).is_err() {
        tracing::error!(name, "what a closure holds panicked while it was dropped");
    }
}

/// A job for `closure`, and where its answer will come.
pub(super) fn job<T, F>(name: &'static str, closure: F) -> (Box<dyn Job>, Pending<T>)
where
    F: FnMut(&mut Raw<'_>) -> Result<T, Fault> + Send + 'static,
    T: Send + 'static,
{
    let (reply, receiver) = oneshot::channel();
    let pending = Pending {
        name,
        state: State::Queued(receiver),
    };
    let work = Work {
        name,
        closure,
        reply,
        value: None,
        ran: None,
    };
    (Box::new(work), pending)
}

impl<T, F> Job for Work<T, F>
where
    F: FnMut(&mut Raw<'_>) -> Result<T, Fault> + Send,
    T: Send,
{
    fn name(&self) -> &'static str {
        self.name
    }

    fn run(&mut self, raw: &mut Raw<'_>) -> Verdict {
        let Self { closure, value, .. } = self;
        let (ran, verdict) = run_once(self.name, raw, &mut |raw| {
            *value = None;
            *value = Some(closure(raw)?);
            Ok(())
        });
        self.ran = Some(Ran {
            attempt: raw.attempt(),
            fault: ran.err(),
        });
        verdict
    }

    fn fault(&self) -> Option<&Fault> {
        self.ran.as_ref().and_then(|ran| ran.fault.as_ref())
    }

    fn answer(self: Box<Self>, kept: Result<(), Fault>) {
        let Self {
            ran, value, reply, ..
        } = *self;
        let outcome = became(ran, kept).and_then(|attempt| {
            let value = value.ok_or(Fault::Gone)?;
            Ok(Committed { value, attempt })
        });
        // Whoever waited may have left: the write stands all the same.
        let _ = reply.send(outcome);
    }
}

/// The attempt that was kept: the last run's own fault comes first, then that of its commit.
fn became(ran: Option<Ran>, kept: Result<(), Fault>) -> Result<u64, Fault> {
    let Some(ran) = ran else {
        kept?;
        return Err(Fault::Gone);
    };
    match ran.fault {
        Some(fault) => Err(fault),
        None => kept.map(|()| ran.attempt),
    }
}

/// Runs `act` once inside `raw`'s transaction, catching a panic.
///
/// A statement that failed dooms the attempt whatever the closure makes of it: PostgreSQL would
/// turn its COMMIT into a rollback without a word, and both engines shall do the same.
pub(super) fn run_once(
    name: &'static str,
    raw: &mut Raw<'_>,
    act: Act<'_>,
) -> (Result<(), Fault>, Verdict) {
    let inside = Inside::enter();
    let ran = catch_unwind(AssertUnwindSafe(|| act(raw)));
    drop(inside);
    let answered = ran.unwrap_or(Err(Fault::Panic { name }));
    match (answered, raw.doom()) {
        (Err(fault @ Fault::Panic { .. }), _) => (Err(fault), Verdict::Undo),
        (_, Some(doom)) if doom.again => (Err(doom.fault.clone()), Verdict::Again),
        (Err(Fault::Conflict), _) => (Err(Fault::Conflict), Verdict::Again),
        (Ok(()), Some(doom)) => (Err(doom.fault.clone()), Verdict::Undo),
        (Err(fault), _) => (Err(fault), Verdict::Undo),
        (Ok(()), None) => (Ok(()), Verdict::Keep),
    }
}
