//! What those read who stand still: since when, by which office, why, until when, what it cost them; and their appeal.

use crate::web::page::{Stamp, unprinted};
use crate::web::shell::sample_stamp;

/// One freeze, to somebody whom it stops.
#[derive(Clone)]
pub struct Stopped {
    /// Its id.
    pub freeze: String,
    /// The key of what stands still.
    pub what: &'static str,
    /// Since when.
    pub at: Stamp,
    /// The office that pressed, in its word.
    pub office: String,
    /// Why.
    pub reason: String,
    /// Until when.
    pub until: Stamp,
    /// Whether a second person confirmed it.
    pub is_confirmed: bool,
    /// How much time of calls it took, as h:mm.
    pub lost: String,
    /// Whether the reader may appeal.
    pub may_appeal: bool,
    /// Whether they did.
    pub has_appealed: bool,
    /// The answer, if there is one.
    pub answer: Option<String>,
}
unprinted!(Stopped);

/// Hours that are given back to somebody who stood still.
#[derive(Clone)]
pub struct HoursBack {
    /// What stood still, in its word.
    pub what: &'static str,
    /// In which contest.
    pub contest: String,
    /// From when.
    pub from: Stamp,
    /// Until when.
    pub until: Stamp,
}
unprinted!(HoursBack);

impl HoursBack {
    /// Invented, for samples.
    pub fn sample() -> Self {
        Self {
            what: "campaign",
            contest: "Leadership 2026".to_owned(),
            from: sample_stamp(60),
            until: sample_stamp(101),
        }
    }
}

/// Milliseconds as hours and minutes.
pub fn hours(ms: i64) -> String {
    let minutes = ms / 60_000;
    format!("{}:{:02}", minutes / 60, minutes % 60)
}

impl Stopped {
    /// Invented, for samples.
    pub fn sample() -> Self {
        Self {
            freeze: "0freeze0sample0".to_owned(),
            what: "freeze-campaign",
            at: sample_stamp(-35),
            office: "returning-officer".to_owned(),
            reason: "Somebody asks for cards by a program".to_owned(),
            until: sample_stamp(205),
            is_confirmed: false,
            lost: "0:35".to_owned(),
            may_appeal: true,
            has_appealed: false,
            answer: None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hours_lost_are_said_in_hours_and_minutes() {
        assert_eq!(hours(0), "0:00");
        assert_eq!(hours(41 * 60_000), "0:41");
        assert_eq!(hours(240 * 60_000), "4:00");
        assert_eq!(hours(59_999), "0:00");
    }
}
