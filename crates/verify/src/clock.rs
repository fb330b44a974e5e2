//! The one place that asks the system for the time and for chance.

use std::io;
use std::time::UNIX_EPOCH;

/// Seconds since 1970; a clock that stands before that is refused, for a cosignature carries the time.
#[expect(
    clippy::disallowed_methods,
    reason = "the clock at the edge: a cosignature says when it was made"
)]
pub(crate) fn now_s() -> io::Result<u64> {
    std::time::SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .map(|since| since.as_secs())
        .map_err(|_| io::Error::other("the clock stands before 1970; set it"))
}

/// How far ahead of this clock a cosignature's time may be, in seconds: clocks differ, and by more than this one is wrong.
pub(crate) const AHEAD_MAX_S: u64 = 5 * 60;

/// Whether a time is at most so old, and not ahead by more than [`AHEAD_MAX_S`].
pub(crate) const fn is_fresh(time: u64, now: u64, max_age_s: u64) -> bool {
    time <= now.saturating_add(AHEAD_MAX_S) && now.saturating_sub(time) <= max_age_s
}

/// Thirty-two bytes from the operating system, for a key.
pub(crate) fn fresh_seed() -> io::Result<[u8; 32]> {
    let mut seed = [0; 32];
    getrandom::fill(&mut seed).map_err(io::Error::other)?;
    Ok(seed)
}

#[cfg(test)]
mod tests {
    use super::is_fresh;

    #[test]
    fn what_is_too_old_or_in_the_future_is_not_fresh() {
        for (time, is) in [
            (999, false),
            (1_000, true),
            (1_060, true),
            (1_360, true),
            (1_361, false),
            (u64::MAX >> 1, false),
        ] {
            assert_eq!(is_fresh(time, 1_060, 60), is, "{time}");
        }
    }
}
