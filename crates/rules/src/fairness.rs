//! The same for every campaign of a contest: who has first call on whom, how often, and how long a member rests between.
//!
//! Three rules, each the same for all. A campaign has [`Terms::slots`] calls for each member. Until
//! [`Terms::first_call_until`] each campaign has first call on an equal random share of the members, drawn by a seed that
//! was committed to beforehand ([`draw`]). After any campaign's call the member rests, and that rest delays a rival but
//! takes no call from them ([`slots`]). What that means for a campaign of 20 callers beside one of 400 is shown by
//! [`simulate`].
//!
//! Absent on purpose: how many callers a campaign has. No rule here asks for it.

pub mod draw;
pub mod simulate;
pub mod slots;
pub mod took;

use crate::moment::{Moment, Span};
use crate::skips::SkipCaps;

/// The most calls of one campaign to one member in a contest.
pub const SLOTS_MAX: u8 = 10;
/// The longest rest between two calls.
pub const COOLDOWN_MAX: Span = Span::days(14);

/// What every campaign of a contest gets alike.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Terms {
    slots: u8,
    cooldown: Span,
    first_call_until: Moment,
    closes_at: Moment,
    skips: SkipCaps,
}

/// Why terms can't be those of a contest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum TermsError {
    /// No calls at all, or more than anybody wants to get.
    #[error("`{0}` calls to a member are not between 1 and {SLOTS_MAX}")]
    Slots(u8),
    /// A rest that is negative, or longer than a fortnight.
    #[error("a member rests from nothing to fourteen days between two calls")]
    Cooldown,
    /// The shares would be kept until after the last call.
    #[error("shares are kept until a moment before calling ends")]
    FirstCall,
}

impl Terms {
    /// Terms whose calling ends at `closes_at`: the end of the last hour in which calls may be made.
    ///
    /// # Errors
    /// See [`TermsError`].
    pub const fn new(
        slots: u8,
        cooldown: Span,
        first_call_until: Moment,
        closes_at: Moment,
    ) -> Result<Self, TermsError> {
        if slots == 0 || slots > SLOTS_MAX {
            return Err(TermsError::Slots(slots));
        }
        if cooldown.as_millis() < 0 || cooldown.as_millis() > COOLDOWN_MAX.as_millis() {
            return Err(TermsError::Cooldown);
        }
        if first_call_until.millis() >= closes_at.millis() {
            return Err(TermsError::FirstCall);
        }
        Ok(Self {
            slots,
            cooldown,
            first_call_until,
            closes_at,
            skips: SkipCaps::NOVEMBER_2026,
        })
    }

    /// The same with other limits to handing cards back.
    #[must_use]
    pub const fn with_skips(self, skips: SkipCaps) -> Self {
        Self { skips, ..self }
    }

    /// How many cards an account hands back in an evening.
    pub const fn skips(&self) -> SkipCaps {
        self.skips
    }

    /// How many calls a campaign has for each member.
    pub const fn slots(&self) -> u8 {
        self.slots
    }

    /// How long a member rests after a call, where there is time enough.
    pub const fn cooldown(&self) -> Span {
        self.cooldown
    }

    /// Until when each campaign has first call on its share.
    pub const fn first_call_until(&self) -> Moment {
        self.first_call_until
    }

    /// When the last hour for calls ends.
    pub const fn closes_at(&self) -> Moment {
        self.closes_at
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn terms_that_cannot_be_kept_are_refused() {
        let at = Moment::from_millis;
        let terms = |slots, hours, until| Terms::new(slots, Span::hours(hours), at(until), at(100));
        assert!(terms(3, 20, 99).is_ok());
        assert_eq!(terms(0, 20, 99), Err(TermsError::Slots(0)));
        assert_eq!(terms(11, 20, 99), Err(TermsError::Slots(11)));
        assert_eq!(terms(3, -1, 99), Err(TermsError::Cooldown));
        assert_eq!(terms(3, 14 * 24 + 1, 99), Err(TermsError::Cooldown));
        assert_eq!(terms(3, 20, 100), Err(TermsError::FirstCall));
    }
}
