//! The one way in which numbers about people come to a campaign: a [`Safe`], which nothing else makes.
//!
//! Below ten a count is withheld, from ten on it is rounded to the nearest five: the "10-5" rule of
//! published breakdowns, taken over in November 2026. Rounding alone doesn't stop many clever
//! questions about overlapping groups. So there are two doors:
//!
//! - **Who is on the roll**, by whatever they have in common: [`Noise::shown`] and [`Noise::audience`], which move
//!   each count by a noise that hangs on who is counted, and then round it. How many such questions a campaign may ask, and of
//!   what groups, is [`crate::audience`]'s.
//!   A group that a campaign chose itself, as those whom it reached or a bank talked to, has a wider noise: [`Noise::own_choice`].
//! - **What a campaign did itself**, as calls made and what came of them: [`Noise::own`], whose noise hangs on what is
//!   counted and how many that is. Its own callers saw each of these one by one
//!   (`docs/decisions/0044-every-number-of-a-bank-has-noise.md`).
//!
//! [`safe`] alone rounds: for offices, who may know the number, and see it rounded where it goes onto a page that others read.

mod cell;
mod own;
mod table;

use std::fmt;

pub(crate) use cell::first_eight;
pub use cell::{AUDIENCE_MIN, Cell, MOVED, Noise, OWN_CHOICE_MIN};
pub use table::{FEW, Part, uncovering};

const SHOWN_FROM: u64 = 10;
const STEP: u64 = 5;

/// A count a campaign may see; made only by [`safe`] and, with noise, by [`Noise`].
///
/// ```compile_fail,E0603
/// let exact = switchboard_rules::counts::Safe(7);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Safe(Shape);

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Shape {
    Few,
    About(u64),
}

/// Rounds a count: below 10 it is withheld, else rounded to the nearest 5.
///
/// ```
/// use switchboard_rules::counts::safe;
/// assert_eq!(safe(9).to_string(), "fewer than 10");
/// assert_eq!(safe(0), safe(9));
/// assert_eq!(safe(13).to_string(), "15");
/// ```
pub const fn safe(count: u64) -> Safe {
    if count < SHOWN_FROM {
        return Safe(Shape::Few);
    }
    let over = count % STEP;
    let down = count - over;
    if over * 2 < STEP {
        Safe(Shape::About(down))
    } else {
        Safe(Shape::About(down.saturating_add(STEP)))
    }
}

impl Safe {
    /// So few that no more is said.
    pub const FEW: Self = Self(Shape::Few);

    /// What was told before, as it was kept: rounding a rounded number changes nothing.
    pub const fn again(told: Option<u64>) -> Self {
        match told {
            Some(told) => safe(told),
            None => Self::FEW,
        }
    }

    /// What is left of these without those, from both as they are shown, so that it tells nothing more.
    #[must_use]
    pub const fn less(self, gone: Self) -> Self {
        match (self.0, gone.0) {
            (Shape::About(all), Shape::About(gone)) => safe(all.saturating_sub(gone)),
            _ => self,
        }
    }

    /// The rounded count; none where it is withheld.
    pub const fn rounded(self) -> Option<u64> {
        match self.0 {
            Shape::Few => None,
            Shape::About(count) => Some(count),
        }
    }

    /// The key in the message files; `count-about` takes the rounded count.
    pub const fn key(self) -> &'static str {
        match self.0 {
            Shape::Few => "count-fewer-than-10",
            Shape::About(_) => "count-about",
        }
    }
}

impl fmt::Display for Safe {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Shape::Few => f.pad("fewer than 10"),
            Shape::About(count) => fmt::Display::fmt(&count, f),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_count_is_withheld_below_ten_and_rounded_to_five_above() {
        for (count, text) in [
            (0, "fewer than 10"),
            (1, "fewer than 10"),
            (9, "fewer than 10"),
            (10, "10"),
            (12, "10"),
            (13, "15"),
            (17, "15"),
            (18, "20"),
            (600_000, "600000"),
            (u64::MAX, "18446744073709551615"),
        ] {
            assert_eq!(safe(count).to_string(), text, "{count}");
        }
    }

    #[test]
    fn what_is_left_is_worked_out_from_what_is_shown() {
        for (all, gone, left) in [
            (100, 30, Some(70)),
            (100, 9, Some(100)),
            (100, 93, None),
            (30, 100, None),
            (9, 30, None),
        ] {
            assert_eq!(safe(all).less(safe(gone)).rounded(), left, "{all} {gone}");
        }
        assert_eq!(Safe::again(Some(70)), safe(70));
        assert_eq!(Safe::again(None), safe(3));
    }

    proptest! {
        #[test]
        fn a_shown_count_is_a_five_at_most_two_away(count: u64) {
            if let Some(shown) = safe(count).rounded() {
                prop_assert!(shown >= 10);
                prop_assert_eq!(shown % 5, 0);
                prop_assert!(shown.abs_diff(count) <= 2);
            } else {
                prop_assert!(count < 10);
            }
        }

        #[test]
        fn more_people_never_show_as_fewer(a: u64, b: u64) {
            let (low, high) = (a.min(b), a.max(b));
            prop_assert!(safe(low).rounded() <= safe(high).rounded());
        }
    }
}
