//! Who waits to be served, and whose turn it is: no address takes all the workers, or all the places to wait.

use std::collections::{BTreeMap, VecDeque};
use std::net::{IpAddr, Ipv6Addr};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

/// How many are served beside each other.
pub(super) const WORKERS: usize = 16;
/// How many of those may come from one address; a web server in front has no more either.
const SERVED_SHARE: usize = 12;
/// How many more wait; any beyond are told to come again.
const WAITING_MAX: usize = 64;
/// How many of those may come from one address.
const WAITING_SHARE: usize = 48;

/// Where somebody comes from: an address, of IPv6 the first 64 bits, which one household or machine has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Peer(IpAddr);

impl Peer {
    pub(super) fn of(address: IpAddr) -> Self {
        Self(match address.to_canonical() {
            IpAddr::V6(address) => {
                let rest = u128::from(u64::MAX);
                IpAddr::V6(Ipv6Addr::from_bits(address.to_bits() & !rest))
            }
            address @ IpAddr::V4(_) => address,
        })
    }
}

/// A line before the workers.
pub(super) struct Queue<T> {
    line: Mutex<Line<T>>,
    more: Condvar,
}

struct Line<T> {
    waiting: VecDeque<(Peer, T)>,
    serving: BTreeMap<Peer, usize>,
}

impl<T> Line<T> {
    /// The first whose address has not its share yet.
    fn next(&mut self) -> Option<(Peer, T)> {
        let is_free = |peer| self.serving.get(peer).copied().unwrap_or(0) < SERVED_SHARE;
        let at = self.waiting.iter().position(|(peer, _)| is_free(peer))?;
        let (peer, one) = self.waiting.remove(at)?;
        let count = self.serving.entry(peer).or_default();
        *count = count.saturating_add(1);
        Some((peer, one))
    }
}

impl<T> Queue<T> {
    pub(super) const fn new() -> Self {
        Self {
            line: Mutex::new(Line {
                waiting: VecDeque::new(),
                serving: BTreeMap::new(),
            }),
            more: Condvar::new(),
        }
    }

    fn line(&self) -> MutexGuard<'_, Line<T>> {
        self.line.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Waits at the end of the line; given back when there is no place.
    pub(super) fn join(&self, peer: Peer, one: T) -> Result<(), T> {
        let mut line = self.line();
        let of_peer = line.waiting.iter().filter(|(other, _)| *other == peer);
        if of_peer.count() >= WAITING_SHARE || line.waiting.len() >= WAITING_MAX {
            return Err(one);
        }
        line.waiting.push_back((peer, one));
        self.more.notify_one();
        Ok(())
    }

    /// Whoever is next, as soon as there is somebody; served until the turn is dropped.
    pub(super) fn next(&self) -> (T, Turn<'_, T>) {
        let mut line = self.line();
        loop {
            if let Some((peer, one)) = line.next() {
                return (one, Turn { queue: self, peer });
            }
            line = self.more.wait(line).unwrap_or_else(PoisonError::into_inner);
        }
    }

    /// Whether somebody waits who could be served instead.
    pub(super) fn is_waited_for(&self) -> bool {
        !self.line().waiting.is_empty()
    }
}

/// Somebody is being served.
pub(super) struct Turn<'q, T> {
    queue: &'q Queue<T>,
    peer: Peer,
}

impl<T> Drop for Turn<'_, T> {
    fn drop(&mut self) {
        let mut line = self.queue.line();
        if let Some(count) = line.serving.get_mut(&self.peer) {
            *count = count.saturating_sub(1);
            if *count == 0 {
                line.serving.remove(&self.peer);
            }
        }
        // Somebody of this address may wait whom nobody could take so far.
        self.queue.more.notify_one();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn peer(address: &str) -> Peer {
        Peer::of(address.parse().unwrap())
    }

    #[test]
    fn one_address_takes_neither_all_workers_nor_all_places_to_wait() {
        let queue = Queue::new();
        let (many, few) = (peer("192.0.2.1"), peer("192.0.2.2"));
        let joined = (0..100).filter(|one| queue.join(many, *one).is_ok());
        assert_eq!(joined.count(), WAITING_SHARE);
        assert_eq!(queue.join(few, 1_000), Ok(()));
        let mut served: Vec<_> = (0..SERVED_SHARE).map(|_| queue.next()).collect();
        assert!(served.iter().map(|(one, _)| *one).eq(0..12));
        // Thirty-six more of that address wait, and the other one is next.
        let (one, turn) = queue.next();
        assert_eq!(one, 1_000);
        assert!(queue.is_waited_for());
        assert!(queue.line().next().is_none());
        drop(turn);
        assert!(queue.line().next().is_none());
        served.pop();
        assert_eq!(queue.next().0, 12);
        served.clear();
        assert!(queue.line().serving.is_empty());
    }

    #[test]
    fn an_address_is_a_household_of_ipv6_and_one_machine_of_ipv4() {
        assert_eq!(peer("2001:db8:1:2::3"), peer("2001:db8:1:2:ffff::1"));
        assert_ne!(peer("2001:db8:1:2::3"), peer("2001:db8:1:3::3"));
        assert_eq!(peer("::ffff:192.0.2.1"), peer("192.0.2.1"));
        assert_ne!(peer("192.0.2.1"), peer("192.0.2.2"));
    }
}
