//! Several statements on their way at once.

use std::{
    future::Future,
    pin::Pin,
    task::{Context, Poll, Waker},
    time::Duration,
};

use tokio_postgres::Error;

use super::pool::Conn;

/// How long an answer may take before the connection counts as lost; the server gives up a
/// statement after 30 s, so this is the network's or the machine's end.
pub(super) const ANSWER_WAIT: Duration = Duration::from_mins(1);

/// A statement that is under way.
pub(super) type Sent<'a, T> = Pin<Box<dyn Future<Output = Result<T, Error>> + 'a>>;

/// No statement goes ahead.
pub(super) const NOTHING: Option<std::future::Ready<Result<(), Error>>> = None;

/// Sends `first` and then `rest` over a connection in their order before any answer, and waits for all answers.
///
/// None where the answers didn't come in time. A driver's future sends its statement when it is
/// polled first, so the first round of polls decides the order on the wire. The answers come in
/// that order too: after it only the one that comes next is asked, and only it wakes this thread.
pub(super) fn together<T>(
    conn: &Conn,
    first: Option<impl Future<Output = Result<(), Error>>>,
    rest: Vec<Sent<'_, T>>,
) -> Option<Vec<Result<T, Error>>> {
    let mut first = first.map(|future| Slot::of(Box::pin(future)));
    let mut rest: Vec<_> = rest.into_iter().map(Slot::of).collect();
    let mut next = 0;
    let mut is_sent = false;
    let all = std::future::poll_fn(|cx| {
        if !is_sent {
            let mut quietly = Context::from_waker(Waker::noop());
            if let Some(first) = &mut first {
                first.poll(&mut quietly);
            }
            for slot in &mut rest {
                slot.poll(&mut quietly);
            }
            is_sent = true;
        }
        if let Some(first) = &mut first
            && !first.poll(cx)
        {
            return Poll::Pending;
        }
        while let Some(slot) = rest.get_mut(next) {
            if !slot.poll(cx) {
                return Poll::Pending;
            }
            next += 1;
        }
        Poll::Ready(())
    });
    conn.wait(all, Some(ANSWER_WAIT))?;
    match first.map(Slot::answer) {
        Some(Some(Err(error))) => Some(vec![Err(error)]),
        _ => Some(rest.into_iter().filter_map(Slot::answer).collect()),
    }
}

/// A statement that is under way, then its answer.
enum Slot<F: Future> {
    Open(F),
    Done(F::Output),
}

impl<F: Future + Unpin> Slot<F> {
    fn of(future: F) -> Self {
        Self::Open(future)
    }

    /// Whether the answer is there.
    fn poll(&mut self, cx: &mut Context<'_>) -> bool {
        if let Self::Open(future) = self
            && let Poll::Ready(answer) = Pin::new(future).poll(cx)
        {
            *self = Self::Done(answer);
        }
        matches!(self, Self::Done(_))
    }

    fn answer(self) -> Option<F::Output> {
        match self {
            Self::Done(answer) => Some(answer),
            Self::Open(_) => None,
        }
    }
}
