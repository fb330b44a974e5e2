//! One card: one member on one desk, from the deal to the outcome.
//!
//! ```text
//! Dealt ──show──▶ Shown ──finish──▶ Done
//!   │ heartbeat     │ extend          ▲ late (outcome), object
//!   ├──────────finish─────────────────┤
//!   └─expire─▶ TakenOver  └─expire─▶ Unreported
//! ```
//!
//! Before the number is shown the card is held by the page's heartbeat, for each beat a little and
//! in all not long; from then by the clock alone, because the dialler covers the page. A closed
//! card never opens again. A late outcome and an objection are always taken; an outcome can be changed
//! for a minute.

mod consequence;
mod outcome;
mod timings;

pub use consequence::{Consequence, Finding, Report, Rests, Settling};
pub use outcome::{Outcome, OutcomeError, Size};
pub use timings::Timings;

use crate::moment::Moment;

/// The state of a card, with the moments the row keeps.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// On a desk, the number not yet shown.
    Dealt {
        /// When it was dealt.
        at: Moment,
        /// Until when it is held; this moment is already outside.
        until: Moment,
    },
    /// On a desk, the number shown.
    Shown {
        /// When the number was shown first.
        at: Moment,
        /// Until when it is held; this moment is already outside.
        until: Moment,
        /// How often its time was extended.
        extensions: u8,
    },
    /// An outcome was written down.
    Done {
        /// The outcome.
        outcome: Outcome,
        /// When it came.
        at: Moment,
        /// Whether it came after the card had closed.
        late: bool,
    },
    /// The number was shown and no outcome came; the member rests.
    Unreported {
        /// When the time was up.
        at: Moment,
    },
    /// The time was up before the number was shown; the member went back to the queue.
    TakenOver {
        /// When the time was up.
        at: Moment,
    },
}

/// Why a card doesn't change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum CardError {
    /// The card's time is up.
    #[error("the time of this card is up; the outcome can still be written down")]
    TimeUp,
    /// The card has closed.
    #[error("this card has closed; the outcome can still be written down")]
    Closed,
    /// An outcome was already written down.
    #[error("an outcome was already written down; take the next card")]
    AlreadyDone,
    /// The number hasn't been shown, so there is no call to go on with.
    #[error("the number hasn't been shown; show it first")]
    NotShown,
    /// The card was extended as often as it can be.
    #[error("this card can't be kept longer; write down how the call stands")]
    NoMoreTime,
    /// The card is still open: an outcome isn't late.
    #[error("the card is still open; write the outcome down in time")]
    StillOpen,
    /// The minute in which an outcome can be changed is over.
    #[error(
        "an outcome can be changed for a minute; tell your organiser, or the membership officer where it is about a person"
    )]
    TooLate,
    /// The moment to call back has passed or lies too far away.
    #[error("choose a time to call back that lies ahead, within the time allowed")]
    CallBack,
}

impl State {
    /// A card just dealt.
    pub const fn deal(now: Moment, timings: &Timings) -> Self {
        Self::Dealt {
            at: now,
            until: now.plus(timings.beat),
        }
    }

    /// Whether the card lies on a desk.
    pub const fn is_open(&self) -> bool {
        matches!(self, Self::Dealt { .. } | Self::Shown { .. })
    }

    /// Until when an open card is held.
    pub const fn until(&self) -> Option<Moment> {
        match *self {
            Self::Dealt { until, .. } | Self::Shown { until, .. } => Some(until),
            Self::Done { .. } | Self::Unreported { .. } | Self::TakenOver { .. } => None,
        }
    }

    /// The page is still there.
    ///
    /// It counts only while the number isn't shown; later it changes nothing.
    pub fn heartbeat(self, now: Moment, timings: &Timings) -> Result<Self, CardError> {
        match self.held(now)? {
            Self::Dealt { at, until } => {
                let given = now.plus(timings.beat).min(at.plus(timings.unshown_max));
                Ok(Self::Dealt {
                    at,
                    until: until.max(given),
                })
            }
            other => Ok(other),
        }
    }

    /// The number is shown; a second time changes nothing.
    pub fn show(self, now: Moment, timings: &Timings) -> Result<Self, CardError> {
        match self.held(now)? {
            Self::Dealt { until, .. } => Ok(Self::Shown {
                at: now,
                until: until.max(now.plus(timings.shown)),
                extensions: 0,
            }),
            other => Ok(other),
        }
    }

    /// "I'm still talking."
    ///
    /// In the time the tap is offered it gives the whole extension. Before, as on a page without
    /// script, it gives as much as a tap at the offer would, counted from now, so that taps can't
    /// be saved up; one that would gain almost nothing changes nothing and isn't counted.
    pub fn extend(self, now: Moment, timings: &Timings) -> Result<Self, CardError> {
        match self.held(now)? {
            Self::Shown {
                at,
                until,
                extensions,
            } => {
                let most = now.plus(timings.offer).plus(timings.extension);
                let longer = until.plus(timings.extension).min(most);
                if longer.since(until) < timings.double_tap {
                    return Ok(self);
                }
                if extensions >= timings.extensions_max {
                    return Err(CardError::NoMoreTime);
                }
                Ok(Self::Shown {
                    at,
                    until: longer,
                    extensions: extensions.saturating_add(1),
                })
            }
            _ => Err(CardError::NotShown),
        }
    }

    /// From when the page offers "I'm still talking"; none where a tap gives nothing more.
    pub const fn offered_from(&self, timings: &Timings) -> Option<Moment> {
        match *self {
            Self::Shown {
                until, extensions, ..
            } if extensions < timings.extensions_max => Some(until.minus(timings.offer)),
            _ => None,
        }
    }

    /// The outcome, in time.
    pub fn finish(
        self,
        now: Moment,
        outcome: Outcome,
        timings: &Timings,
    ) -> Result<Self, CardError> {
        self.held(now)?;
        callable_back(outcome, now, timings)?;
        Ok(Self::Done {
            outcome,
            at: now,
            late: false,
        })
    }

    /// The outcome, after the card has closed or its time is up.
    ///
    /// A moment to call back is taken as it stands even when it has passed meanwhile: the member
    /// is then due now.
    pub fn finish_late(self, now: Moment, outcome: Outcome) -> Result<Self, CardError> {
        match self.held(now) {
            Ok(_) => Err(CardError::StillOpen),
            Err(CardError::AlreadyDone) => Err(CardError::AlreadyDone),
            Err(_) => Ok(Self::Done {
                outcome,
                at: now,
                late: true,
            }),
        }
    }

    /// Another outcome, within a minute of the one that its holder wrote down; the minute doesn't begin again.
    ///
    /// An objection stands, whoever may have meant something else: only the office lifts one.
    pub fn amend(
        self,
        now: Moment,
        outcome: Outcome,
        timings: &Timings,
    ) -> Result<Self, CardError> {
        match self {
            Self::Done {
                outcome: Outcome::DontCall(_),
                ..
            } => Err(CardError::AlreadyDone),
            Self::Done { at, .. } if now >= at.plus(timings.amend) => Err(CardError::TooLate),
            Self::Done { at, late, .. } => {
                callable_back(outcome, now, timings)?;
                Ok(Self::Done { outcome, at, late })
            }
            _ => Err(CardError::Closed),
        }
    }

    /// The member doesn't want calls: taken in every state.
    ///
    /// An objection replaces any other outcome, and the larger of two stands, so that none is lost
    /// to a tap that came before.
    #[must_use]
    pub fn object(self, now: Moment, size: Size) -> Self {
        match self {
            Self::Done {
                outcome: Outcome::DontCall(before),
                ..
            } if before >= size => self,
            Self::Done { late, .. } => Self::Done {
                outcome: Outcome::DontCall(size),
                at: now,
                late,
            },
            _ => Self::Done {
                outcome: Outcome::DontCall(size),
                at: now,
                late: self.held(now).is_err(),
            },
        }
    }

    /// Closes the card if its time is up; else it stays as it is.
    #[must_use]
    pub fn expire(self, now: Moment) -> Self {
        match self {
            Self::Dealt { until, .. } | Self::Shown { until, .. } if until <= now => {
                self.cut(until)
            }
            _ => self,
        }
    }

    /// Closes the card at once, as when its caller leaves or the campaign is frozen.
    #[must_use]
    pub const fn cut(self, now: Moment) -> Self {
        match self {
            Self::Dealt { .. } => Self::TakenOver { at: now },
            Self::Shown { .. } => Self::Unreported { at: now },
            closed => closed,
        }
    }

    fn held(self, now: Moment) -> Result<Self, CardError> {
        match self {
            Self::Dealt { until, .. } | Self::Shown { until, .. } if now < until => Ok(self),
            Self::Dealt { .. } | Self::Shown { .. } => Err(CardError::TimeUp),
            Self::Unreported { .. } | Self::TakenOver { .. } => Err(CardError::Closed),
            Self::Done { .. } => Err(CardError::AlreadyDone),
        }
    }
}

fn callable_back(outcome: Outcome, now: Moment, timings: &Timings) -> Result<(), CardError> {
    match outcome {
        Outcome::CallBack(at) if at <= now || at > now.plus(timings.call_back_max) => {
            Err(CardError::CallBack)
        }
        _ => Ok(()),
    }
}

impl CardError {
    /// The key in the message files.
    pub const fn key(self) -> &'static str {
        match self {
            Self::TimeUp => "card-time-up",
            Self::Closed => "card-closed",
            Self::AlreadyDone => "card-already-done",
            Self::NotShown => "card-not-shown",
            Self::NoMoreTime => "card-no-more-time",
            Self::StillOpen => "card-still-open",
            Self::TooLate => "card-too-late",
            Self::CallBack => "card-call-back",
        }
    }

    /// Every error.
    pub const ALL: [Self; 8] = [
        Self::TimeUp,
        Self::Closed,
        Self::AlreadyDone,
        Self::NotShown,
        Self::NoMoreTime,
        Self::StillOpen,
        Self::TooLate,
        Self::CallBack,
    ];
}

#[cfg(test)]
mod tests;
