//! What those read who stand still: since when, by which office, why, until when, what it cost them; and their appeal.

use switchboard_store::freezes::Notice;
use switchboard_store::rules::freeze::What;
use switchboard_store::rules::moment::Span;

use crate::ctx::Ctx;
use crate::web::page::{Stamp, unprinted};
use crate::web::shell::sample_stamp;

/// One freeze, to somebody whom it stops.
#[derive(Clone)]
pub struct Stopped {
    /// Its id.
    pub freeze: String,
    /// What stands still.
    pub what: What,
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

/// A span of time as hours and minutes.
pub fn hours(span: Span) -> String {
    let minutes = span.as_millis() / 60_000;
    format!("{}:{:02}", minutes / 60, minutes % 60)
}

/// The key of what stands still.
pub const fn what_key(what: What) -> &'static str {
    match what {
        What::Account => "freeze-account",
        What::Bank => "freeze-bank",
        What::Campaign => "freeze-campaign",
        What::Branch => "freeze-branch",
        What::Contest => "freeze-contest",
        What::Reading => "freeze-reading",
    }
}

impl Stopped {
    /// As pages show it.
    pub fn of(ctx: &Ctx, notice: &Notice) -> Self {
        Self {
            freeze: notice.id.to_string(),
            what: notice.what,
            at: ctx.stamp(notice.pressed_at),
            office: notice.pressed_as.clone(),
            reason: notice.reason.clone(),
            until: ctx.stamp(notice.stops_at),
            is_confirmed: notice.is_confirmed,
            lost: hours(notice.lost),
            may_appeal: notice.may_appeal,
            has_appealed: notice.appealed.is_some(),
            answer: notice.appealed.clone().flatten(),
        }
    }

    /// The key of what stands still.
    pub fn what_key(&self) -> &'static str {
        what_key(self.what)
    }

    /// Invented, for samples.
    pub fn sample() -> Self {
        Self {
            freeze: "0freeze0sample0".to_owned(),
            what: What::Campaign,
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
        assert_eq!(hours(Span::ZERO), "0:00");
        assert_eq!(hours(Span::minutes(41)), "0:41");
        assert_eq!(hours(Span::minutes(240)), "4:00");
        assert_eq!(hours(Span::millis(59_999)), "0:00");
    }
}
