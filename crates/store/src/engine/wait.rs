//! Waiting on a thread for a future: a parked thread, and never a runtime's own `block_on`.
//!
//! `Handle::block_on` panics when it is called on a runtime's worker; this only blocks that worker.

use std::{
    cell::Cell,
    future::Future,
    pin::pin,
    sync::Arc,
    task::{Context, Poll, Wake, Waker},
    thread::{self, Thread},
    time::{Duration, Instant},
};

thread_local! {
    /// Whether this thread is inside a closure of the store.
    static INSIDE: Cell<bool> = const { Cell::new(false) };
}

/// Marks this thread as inside a closure until it is dropped; holds what was marked before.
pub(super) struct Inside(bool);

impl Inside {
    pub(super) fn enter() -> Self {
        Self(INSIDE.replace(true))
    }
}

impl Drop for Inside {
    fn drop(&mut self) {
        INSIDE.set(self.0);
    }
}

/// Whether this thread is inside a closure, where waiting for another transaction would never end.
pub(super) fn is_inside() -> bool {
    INSIDE.get()
}

struct Unpark(Thread);

impl Wake for Unpark {
    fn wake(self: Arc<Self>) {
        self.0.unpark();
    }
}

thread_local! {
    static WAKER: Waker = Waker::from(Arc::new(Unpark(thread::current())));
}

/// Drives `future` on this thread until it is ready, or until `limit` is over.
pub(super) fn wait_for<F: Future>(future: F, limit: Option<Duration>) -> Option<F::Output> {
    let deadline = limit.map(|limit| Instant::now() + limit);
    // Without `unconstrained` a runtime's worker whose budget is spent would spin here for ever.
    let mut future = pin!(tokio::task::unconstrained(future));
    WAKER.with(|waker| {
        let mut cx = Context::from_waker(waker);
        loop {
            if let Poll::Ready(output) = future.as_mut().poll(&mut cx) {
                return Some(output);
            }
            match deadline {
                None => thread::park(),
                Some(deadline) => {
                    let left = deadline.checked_duration_since(Instant::now())?;
                    thread::park_timeout(left);
                }
            }
        }
    })
}

/// Polls `future` once, which sends what it sends, and drops it.
pub(super) fn send_only<F: Future>(future: F) {
    let mut future = pin!(tokio::task::unconstrained(future));
    let _ = future
        .as_mut()
        .poll(&mut Context::from_waker(Waker::noop()));
}

/// Lets the thread rest for about `time`; a late wake-up may end it early, which harms nothing.
pub(super) fn rest(time: Duration) {
    thread::park_timeout(time);
}
