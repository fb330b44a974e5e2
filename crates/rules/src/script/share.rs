//! How large a share of those who answered said this, and how far that can be trusted.

use crate::counts::Safe;

/// A share in per cent, with its 95 % interval.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Share {
    /// The share.
    pub percent: u64,
    /// The lower end.
    pub low: u64,
    /// The upper end.
    pub high: u64,
}

/// The variance that noise and rounding give a number of a campaign's own work ([`crate::counts::Noise::own`]).
const MOVED: u128 = 5;
/// z for 95 %, and its square, both times 10,000.
const Z: u128 = 19_600;
const Z_SQUARE: u128 = 38_416;
const ONE: u128 = 10_000;

/// The Wilson score interval (E. B. Wilson, 1927), widened by how far both counts are moved. It is computed from the counts as they
/// are shown, so that it tells no more than they do. None where either is withheld.
pub fn share(count: Safe, of: Safe) -> Option<Share> {
    let (count, of) = (u128::from(count.rounded()?), u128::from(of.rounded()?));
    let count = count.min(of);
    let whole = of * ONE + Z_SQUARE;
    let centre = count * ONE + Z_SQUARE / 2;
    let spread = count * (of - count) * ONE * ONE / of + Z_SQUARE * ONE / 4;
    let half = Z * spread.isqrt() / ONE;
    let moved = MOVED * (of * of + count * count) / (of * of);
    let half = (half * half + Z_SQUARE * ONE * moved).isqrt();
    let percent = |part: u128, whole: u128| {
        let rounded = (200 * part + whole) / (2 * whole);
        u64::try_from(rounded).unwrap_or(100).min(100)
    };
    Some(Share {
        percent: percent(count, of),
        low: percent(centre.saturating_sub(half), whole),
        high: percent(centre + half, whole),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::counts::safe;

    #[test]
    fn a_share_has_the_interval_of_the_textbook_widened_by_the_noise_and_none_below_ten() {
        let of = |count, all| share(safe(count), safe(all)).map(|s| (s.low, s.percent, s.high));
        assert_eq!(of(50, 100), Some((39, 50, 61)));
        assert_eq!(of(10, 100), Some((4, 10, 19)));
        assert_eq!(of(100, 100), Some((92, 100, 100)));
        assert_eq!(of(10, 10), Some((39, 100, 100)));
        assert_eq!(of(500_000, 1_000_000), Some((50, 50, 50)));
        assert_eq!(of(9, 100), None);
        assert_eq!(of(0, 0), None);
        // Each rounded for itself, a part may seem larger than the whole.
        assert_eq!(of(13, 12), Some((39, 100, 100)));
    }
}
