//! Ids: random ones that tell nothing, those of cards, and ordered ones for what must be read back in order.

use std::sync::{Mutex, PoisonError};

use switchboard_rules::ids::{CardId, DECK};
use switchboard_rules::moment::Moment;

use crate::seal::{SealError, fresh};

/// A random id of 16 bytes.
pub(crate) fn random_id() -> Result<[u8; 16], SealError> {
    fresh()
}

/// How long cards come from one deck, in milliseconds.
const DECK_MS: i64 = 100;

/// Makes the ids of cards: random but for a few first bytes that all have which this process deals in the same tenth of a second,
/// and that are drawn anew for the next. So a busy evening's cards are written side by side, and an id still tells no time, no number
/// and no order (decision 0056).
#[derive(Debug, Default)]
pub(crate) struct Decks(Mutex<Option<(i64, [u8; DECK])>>);

impl Decks {
    /// The id of a card that is dealt at `now`.
    pub(crate) fn card(&self, now: Moment) -> Result<CardId, SealError> {
        let tenth = now.millis().div_euclid(DECK_MS);
        let mut card: [u8; 16] = fresh()?;
        let mut deck = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let (_, first) = match *deck {
            Some(running) if running.0 == tenth => running,
            _ => *deck.insert((tenth, fresh()?)),
        };
        drop(deck);
        if let Some(place) = card.first_chunk_mut() {
            *place = first;
        }
        Ok(CardId::from_bytes(card))
    }
}

/// Makes ids whose byte order is the order of their making in this process: 48 bits of milliseconds, 56 of a counter
/// within, 24 that are this process's own (so two nodes never make the same one).
#[derive(Debug)]
pub(crate) struct OrderedIds {
    last: Mutex<(u64, u64)>,
    node: [u8; 3],
}

impl OrderedIds {
    pub(crate) fn new() -> Result<Self, SealError> {
        Ok(Self {
            last: Mutex::new((0, 0)),
            node: fresh()?,
        })
    }

    /// Makes every later id come after `id`, which another process made, perhaps by another clock.
    pub(crate) fn go_on_after(&self, id: &[u8; 16]) {
        let id = u128::from_be_bytes(*id);
        let ms = u64::try_from(id >> 80).unwrap_or(0);
        let counter = u64::try_from((id >> 24) & 0x00FF_FFFF_FFFF_FFFF).unwrap_or(0);
        let mut last = self.last.lock().unwrap_or_else(PoisonError::into_inner);
        *last = (*last).max((ms, counter));
    }

    /// Not after any id that is made from `at_ms` on, by whatever process; after all that were made before.
    pub(crate) fn first_from(at_ms: i64) -> [u8; 16] {
        let ms = u64::try_from(at_ms).unwrap_or(0).min(0xFFFF_FFFF_FFFF);
        (u128::from(ms) << 80).to_be_bytes()
    }

    /// The next id at `now_ms`. A clock that steps back does not turn the order round.
    pub(crate) fn next(&self, now_ms: i64) -> [u8; 16] {
        let now = u64::try_from(now_ms).unwrap_or(0);
        let (ms, counter) = {
            let mut last = self.last.lock().unwrap_or_else(PoisonError::into_inner);
            *last = if now > last.0 {
                (now, 0)
            } else {
                (last.0, last.1 + 1)
            };
            *last
        };
        let high = (u128::from(ms) & 0xFFFF_FFFF_FFFF) << 80;
        let low = (u128::from(counter) & 0x00FF_FFFF_FFFF_FFFF) << 24;
        let [a, b, c] = self.node;
        let node = (u128::from(a) << 16) | (u128::from(b) << 8) | u128::from(c);
        (high | low | node).to_be_bytes()
    }
}

/// When an ordered id was made, in milliseconds: never before the clock that made it.
pub(crate) fn made_ms(id: &[u8; 16]) -> i64 {
    i64::try_from(u128::from_be_bytes(*id) >> 80).unwrap_or(i64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_ordered_id_says_when_it_was_made() {
        let ids = OrderedIds::new().unwrap();
        let first = ids.next(1_795_545_420_000);
        assert_eq!(made_ms(&first), 1_795_545_420_000);
        assert_eq!(made_ms(&ids.next(5)), 1_795_545_420_000, "a clock set back");
    }

    #[test]
    fn cards_of_a_tenth_of_a_second_are_of_one_deck_and_the_next_one_tells_nothing_of_it() {
        let (decks, other) = (Decks::default(), Decks::default());
        let at = |decks: &Decks, ms| decks.card(Moment::from_millis(ms)).unwrap();
        let deck = |card: CardId| card.as_bytes()[..DECK].to_vec();
        let (one, two) = (at(&decks, 1_000), at(&decks, 1_099));
        assert_eq!((deck(one), one.bucket()), (deck(two), two.bucket()));
        assert_ne!(one.as_bytes()[DECK..], two.as_bytes()[DECK..]);
        let of_another = at(&other, 1_050);
        assert_ne!(deck(one), deck(of_another), "another process");
        let later: Vec<_> = (11..31).map(|tenth| at(&decks, tenth * 100)).collect();
        assert!(later.iter().all(|card| deck(*card) != deck(one)));
        let set_back = at(&decks, -50);
        assert_ne!(deck(one), deck(set_back));
        assert!(!later.is_sorted(), "no order");
    }

    #[test]
    fn ordered_ids_go_on_after_those_of_another_process() {
        let (first, second) = (OrderedIds::new().unwrap(), OrderedIds::new().unwrap());
        let made: Vec<_> = (0..3).map(|_| first.next(1_000)).collect();
        second.go_on_after(&made[2]);
        assert!(second.next(5) > made[2]);
        second.go_on_after(&made[0]);
        assert!(second.next(5) > made[2]);
    }

    #[test]
    fn ordered_ids_keep_their_order_when_the_clock_steps_back() {
        let ids = OrderedIds::new().unwrap();
        let made: Vec<_> = [5, 5, 9, 3, 9, 10].iter().map(|ms| ids.next(*ms)).collect();
        assert!(made.is_sorted());
        assert_eq!(
            made.iter().collect::<std::collections::BTreeSet<_>>().len(),
            made.len()
        );
    }
}
