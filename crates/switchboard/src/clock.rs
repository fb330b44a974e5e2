//! The one place that reads the clock and asks the system for chance at the edge.

use switchboard_store::rules::moment::Moment;

/// Reads the time. A test gives one that stands still.
#[derive(Debug, Clone, Copy)]
pub enum Clock {
    /// The machine's.
    System,
    /// Always this moment.
    Fixed(Moment),
}

impl Clock {
    /// Now.
    pub fn now(self) -> Moment {
        match self {
            Self::System => system(),
            Self::Fixed(moment) => moment,
        }
    }
}

#[expect(clippy::disallowed_methods, reason = "the clock at the edge; everything else takes `now`")]
fn system() -> Moment {
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap_or_default();
    Moment::from_millis(i64::try_from(since.as_millis()).unwrap_or(i64::MAX))
}
