//! What stands before a password is looked at: a bucket of tries for each address somebody types, one for all strangers
//! together, and a turn at the hashing, of which a machine can do only so much.
//!
//! No try locks anybody out. A browser that its holder has signed in with before has a bucket of its own, so that strangers
//! who try an officer's address all day don't hold the officer up.

use std::collections::HashMap;
use std::hash::{BuildHasher, RandomState};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use switchboard_store::rules::moment::{Moment, Span};
use tokio::sync::{Semaphore, SemaphorePermit};

use crate::limits::take;

/// Tries of one address: this many at once …
const BURST: i64 = 10;
/// … and one more after each of these.
const EACH: Span = Span::seconds(6);
/// Tries of all strangers together: this many at once …
const ALL_BURST: i64 = 300;
/// … and one more after each of these: a thousand a minute, for an evening on which everybody comes from a new browser.
const ALL_EACH: Span = Span::millis(60);
/// Passwords that are hashed at once.
const TURNS: usize = 2;
/// Tries that may wait for a turn.
const WAITING_MAX: usize = 64;
/// When to come back if too many wait.
const LATER: Span = Span::seconds(5);

/// Where a try comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum From {
    /// A browser that the address's holder has signed in with before.
    Known,
    /// Any other.
    Stranger,
}

/// The buckets and the turns. In memory, bounded; addresses stand in it as hashes with a key of this process.
#[derive(Debug)]
pub struct Guard {
    key: RandomState,
    tries: Mutex<HashMap<(u64, From), Moment>>,
    all: Mutex<HashMap<(), Moment>>,
    turns: Semaphore,
    waiting: AtomicUsize,
}

impl Default for Guard {
    fn default() -> Self {
        Self {
            key: RandomState::new(),
            tries: Mutex::default(),
            all: Mutex::default(),
            turns: Semaphore::new(TURNS),
            waiting: AtomicUsize::new(0),
        }
    }
}

impl Guard {
    /// Lets a try through, or says when to come back. Whether anybody has the address makes no difference.
    pub fn knock(&self, address: &str, from: From, now: Moment) -> Result<(), Moment> {
        let address = self.key.hash_one(address.trim().to_lowercase());
        take(&self.tries, (address, from), now, BURST, EACH)?;
        match from {
            From::Known => Ok(()),
            From::Stranger => take(&self.all, (), now, ALL_BURST, ALL_EACH),
        }
    }

    /// Waits for a turn at hashing, or says when to come back.
    pub async fn turn(&self, now: Moment) -> Result<SemaphorePermit<'_>, Moment> {
        let waiting = Waiting::of(&self.waiting);
        if waiting.before >= WAITING_MAX {
            return Err(now.plus(LATER));
        }
        self.turns.acquire().await.map_err(|_| now.plus(LATER))
    }
}

/// One that waits; counted until it is dropped, also when its browser goes away.
struct Waiting<'a> {
    count: &'a AtomicUsize,
    before: usize,
}

impl<'a> Waiting<'a> {
    fn of(count: &'a AtomicUsize) -> Self {
        Self {
            count,
            before: count.fetch_add(1, Ordering::Relaxed),
        }
    }
}

impl Drop for Waiting<'_> {
    fn drop(&mut self) {
        self.count.fetch_sub(1, Ordering::Relaxed);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const START: Moment = Moment::from_millis(1_000_000);
    const ADDRESS: &str = "orla@office.example.org";

    #[test]
    fn strangers_who_try_all_day_do_not_hold_the_officers_own_browser_up() {
        let guard = Guard::default();
        let mut let_in = 0;
        for second in 0..600 {
            let now = START.plus(Span::seconds(second));
            for _ in 0..20 {
                let_in += i64::from(guard.knock(ADDRESS, From::Stranger, now).is_ok());
            }
            if second % 60 == 0 {
                assert!(
                    guard.knock(ADDRESS, From::Known, now).is_ok(),
                    "after {second} s"
                );
            }
        }
        assert!(let_in <= BURST + 100, "{let_in} tries in ten minutes");
        assert!(
            guard
                .knock(
                    "another@office.example.org",
                    From::Stranger,
                    START.plus(Span::minutes(10))
                )
                .is_ok()
        );
    }

    #[test]
    fn a_try_that_came_too_early_is_told_a_time_that_is_near_however_many_came() {
        let guard = Guard::default();
        for _ in 0..1000 {
            let _early = guard.knock(ADDRESS, From::Stranger, START);
        }
        let again_at = guard
            .knock(" ORLA@office.example.org", From::Stranger, START)
            .unwrap_err();
        assert!(
            again_at > START && again_at <= START.plus(EACH),
            "nobody is locked out"
        );
        assert!(guard.knock(ADDRESS, From::Stranger, again_at).is_ok());
    }

    #[test]
    fn strangers_together_are_held_to_a_rate_over_all_addresses() {
        let guard = Guard::default();
        let tried = (0..1000).filter(|n| {
            guard
                .knock(&format!("{n}@office.example.org"), From::Stranger, START)
                .is_ok()
        });
        assert_eq!(i64::try_from(tried.count()).unwrap(), ALL_BURST);
    }

    #[test]
    fn only_so_many_passwords_are_hashed_at_once_and_only_so_many_wait() {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .build()
            .unwrap();
        runtime.block_on(async {
            let guard = Guard::default();
            let first = guard.turn(START).await.unwrap();
            let second = guard.turn(START).await.unwrap();
            assert_eq!(guard.turns.available_permits(), 0);
            let waiting: Vec<_> = (0..WAITING_MAX)
                .map(|_| Waiting::of(&guard.waiting))
                .collect();
            assert_eq!(guard.turn(START).await.unwrap_err(), START.plus(LATER));
            drop((first, second, waiting));
            assert!(guard.turn(START).await.is_ok());
        });
    }
}
