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

/// Thirty-two bytes from the operating system, for a key.
pub(crate) fn fresh_seed() -> io::Result<[u8; 32]> {
    let mut seed = [0; 32];
    getrandom::fill(&mut seed).map_err(io::Error::other)?;
    Ok(seed)
}
