//! The one place that reads the clock and asks the system for chance at the edge.

use std::sync::atomic::{AtomicI64, Ordering};

use switchboard_store::rules::moment::Moment;

/// Reads the time. A test gives one that stands still, or one that it moves.
#[derive(Debug, Clone, Copy)]
pub enum Clock {
    /// The machine's.
    System,
    /// Always this moment.
    Fixed(Moment),
    /// Whatever moment stands here now, in milliseconds since 1970 UTC: a story moves it on.
    Moved(&'static AtomicI64),
}

impl Clock {
    /// Now.
    pub fn now(self) -> Moment {
        match self {
            Self::System => system(),
            Self::Fixed(moment) => moment,
            Self::Moved(millis) => Moment::from_millis(millis.load(Ordering::SeqCst)),
        }
    }
}

#[expect(
    clippy::disallowed_methods,
    reason = "the clock at the edge; everything else takes `now`"
)]
fn system() -> Moment {
    let since = std::time::SystemTime::now()
        .duration_since(std::time::UNIX_EPOCH)
        .unwrap_or_default();
    Moment::from_millis(i64::try_from(since.as_millis()).unwrap_or(i64::MAX))
}
