//! The noise of what a campaign did itself: calls, what came of them, answers, the pace.
//!
//! Such a number only grows, and while it is looked at it would grow through one noise after another: it would go up and down
//! before the organiser's eyes, and whoever looked often enough would average the noise away. So it never goes down: it is the most
//! that it was moved to on its way here. The same number of the same thing is shown alike, whenever and by whomever it is asked
//! for; nothing is remembered for that, because a noise reaches back ten calls at most.

use super::cell::{Cell, Noise};
use super::{SHOWN_FROM, Safe, safe};

/// How far back a noise reaches: from the most that it moves up to the most that it moves down.
const BACK: u64 = 10;

impl Noise {
    /// How many of something a campaign did, as it may see it: moved by at most 5 and rounded to five, withheld below ten. `name`
    /// says of what: of which bank, and of which outcome or answer.
    ///
    /// It is about 1 more than the truth on average; its variance is 2.6 before it is rounded.
    pub fn own(&self, name: &[u8], count: u64) -> Safe {
        if count < SHOWN_FROM {
            return Safe::FEW;
        }
        let key = self.key_of(name);
        let on_its_way = (0..=BACK).map(|less| Cell::of(count.saturating_sub(less), key));
        let most = on_its_way.map(|cell| self.moved(cell)).max();
        safe(most.unwrap_or(0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn noise() -> Noise {
        Noise::new([6; 32])
    }

    #[test]
    fn a_noise_reaches_back_as_far_as_the_table_moves_both_ways() {
        let farthest = crate::counts::MOVED.len() - 1;
        assert_eq!(u64::try_from(2 * farthest), Ok(BACK));
    }

    #[test]
    fn it_moves_and_differs_from_name_to_name() {
        let shown = |name: &[u8]| {
            let each = (10..400).map(|count| noise().own(name, count).rounded());
            each.collect::<Vec<_>>()
        };
        let rounded: Vec<_> = (10..400).map(|count| safe(count).rounded()).collect();
        assert_eq!(shown(b"one"), shown(b"one"));
        assert_ne!(shown(b"one"), shown(b"two"));
        let same = shown(b"one")
            .iter()
            .zip(&rounded)
            .filter(|(a, b)| a == b)
            .count();
        assert!(same < 300, "{same} of 390 are only rounded");
    }

    #[test]
    fn it_comes_near_the_truth_on_average() {
        let (mut over, mut many) = (0_i64, 0_i64);
        for count in 20..20_000_u64 {
            let shown = noise().own(b"rung", count).rounded().unwrap();
            over += i64::try_from(shown).unwrap() - i64::try_from(count).unwrap();
            many += 1;
        }
        assert!((0..3).contains(&(over / many)), "{over} {many}");
    }

    proptest! {
        #[test]
        fn it_never_goes_down_and_stays_within_seven(name: [u8; 4], count in 0..2_000_u64) {
            let (before, now) = (noise().own(&name, count), noise().own(&name, count + 1));
            prop_assert!(before.rounded() <= now.rounded());
            if let Some(shown) = before.rounded() {
                prop_assert!(count >= 10 && shown.abs_diff(count) <= 7 && shown.is_multiple_of(5));
            } else {
                prop_assert!(count < 15);
            }
        }
    }
}
