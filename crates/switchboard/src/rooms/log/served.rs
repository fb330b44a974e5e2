//! What anybody may fetch of the log, bounded: nobody says who they are, so nobody's requests can be counted.
//!
//! Names are read before the store is asked; the head and all that stands beside it is read four times a second at most; and
//! of all that waits for the store two may read at a time, so that callers' cards find readers however many ask here.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use switchboard_store::log::{Agreed, Head, Resumed, Witnessed};
use switchboard_store::rules::moment::{Moment, Span};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// How old may be what is shown.
const KEPT: Span = Span::millis(250);
/// How many read the store at a time.
const READS_MAX: usize = 2;
/// How long somebody waits for a place among them.
const PATIENCE: Duration = Duration::from_secs(2);

/// The public log at one moment.
#[derive(Debug)]
pub struct Seen {
    /// Its head.
    pub head: Head,
    /// The key that checks it.
    pub key: String,
    /// The newest checkpoint, with whatever witnesses said of that very one; empty before the first.
    pub checkpoint: String,
    /// How its witnesses stand.
    pub witnesses: Vec<Witnessed>,
    /// The last checkpoint on which enough of them agreed.
    pub agreed: Option<Agreed>,
    /// How often it went on over lost entries.
    pub resumed: Vec<Resumed>,
}

/// What this process has of the public log.
#[derive(Debug)]
pub struct Served {
    reads: Arc<Semaphore>,
    /// What was seen last, by whoever came at that moment.
    seen: Mutex<Option<(Moment, Arc<Seen>)>>,
}

impl Default for Served {
    fn default() -> Self {
        Self {
            reads: Arc::new(Semaphore::new(READS_MAX)),
            seen: Mutex::default(),
        }
    }
}

impl Served {
    /// What was seen within the quarter of a second before `now`, or by somebody who came later.
    pub(super) fn lately(&self, now: Moment) -> Option<Arc<Seen>> {
        self.since(now.minus(KEPT), now)
    }

    /// What was seen by somebody who came at `from` or later; a clock that was set back makes it none.
    pub(super) fn since(&self, from: Moment, now: Moment) -> Option<Arc<Seen>> {
        let seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        let (at, seen) = seen.as_ref()?;
        (*at >= from && *at <= now.plus(KEPT)).then(|| Arc::clone(seen))
    }

    /// Keeps what was seen for those who come next.
    pub(super) fn keep(&self, at: Moment, seen: &Arc<Seen>) {
        let mut kept = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        *kept = Some((at, Arc::clone(seen)));
    }

    /// A place among those who read the store, for as long as it is held; none when nobody makes room.
    pub(super) async fn place(&self) -> Option<OwnedSemaphorePermit> {
        let place = Arc::clone(&self.reads).acquire_owned();
        tokio::time::timeout(PATIENCE, place).await.ok()?.ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn two_read_at_a_time_and_the_third_waits_for_one_of_them() {
        let served = Served::default();
        let (one, two) = (served.place().await, served.place().await);
        assert!(one.is_some() && two.is_some());
        let soon = Duration::from_millis(20);
        assert!(tokio::time::timeout(soon, served.place()).await.is_err());
        drop(one);
        assert!(served.place().await.is_some());
    }
}
