//! Looking through queues one at a time, so that no crowd at the end of the calling hours takes every reader.

use std::sync::{Condvar, Mutex, PoisonError};
use std::time::Duration;

/// How many wait for their turn at most; whoever comes then goes without.
const WAITING_MAX: usize = 16;

/// Whose turn it is to look.
#[derive(Default)]
pub(super) struct Looking {
    busy: Mutex<Busy>,
    free: Condvar,
}

#[derive(Default)]
struct Busy {
    is_taken: bool,
    waiting: usize,
}

impl Looking {
    /// A turn, once it is free; none where that takes longer than `wait`, or as many wait as may.
    pub(super) fn turn(&self, wait: Duration) -> Option<Turn<'_>> {
        let mut busy = self.busy.lock().unwrap_or_else(PoisonError::into_inner);
        if busy.is_taken && busy.waiting >= WAITING_MAX {
            return None;
        }
        busy.waiting += 1;
        let (mut busy, _) = self
            .free
            .wait_timeout_while(busy, wait, |busy| busy.is_taken)
            .unwrap_or_else(PoisonError::into_inner);
        busy.waiting -= 1;
        if busy.is_taken {
            return None;
        }
        busy.is_taken = true;
        Some(Turn(self))
    }
}

/// Whoever holds it looks; dropped, it is the next one's.
pub(super) struct Turn<'a>(&'a Looking);

impl Drop for Turn<'_> {
    fn drop(&mut self) {
        let looking = self.0;
        let mut busy = looking.busy.lock().unwrap_or_else(PoisonError::into_inner);
        busy.is_taken = false;
        drop(busy);
        looking.free.notify_one();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_looks_at_a_time_and_whoever_waits_is_next() {
        let looking = Looking::default();
        let first = looking.turn(Duration::ZERO).unwrap();
        assert!(looking.turn(Duration::ZERO).is_none());
        std::thread::scope(|scope| {
            let next = scope.spawn(|| looking.turn(Duration::from_mins(1)).is_some());
            drop(first);
            assert!(next.join().unwrap());
        });
        assert!(looking.turn(Duration::ZERO).is_some(), "it is given back");
    }

    #[test]
    fn where_as_many_wait_as_may_nobody_else_does() {
        let looking = Looking::default();
        let _first = looking.turn(Duration::ZERO).unwrap();
        looking.busy.lock().unwrap().waiting = WAITING_MAX;
        // It would wait for an hour.
        assert!(looking.turn(Duration::from_hours(1)).is_none());
        assert_eq!(looking.busy.lock().unwrap().waiting, WAITING_MAX);
    }
}
