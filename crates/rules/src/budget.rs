//! How many cards one account is dealt: the bound on what it can learn.
//!
//! A card is spent in the lease's own transaction, before the name is shown, and never given back:
//! a card that was shown was learned. Three windows count at once: the clock hour, the evening
//! (from 04:00 local time) and the contest.

use crate::moment::{Moment, Span, Zone};

/// The most cards an account is dealt.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Caps {
    /// In one clock hour.
    pub hour: u32,
    /// In one evening.
    pub evening: u32,
    /// In the whole contest.
    pub contest: u32,
    /// Lower caps while the account is new.
    pub new: NewCaps,
}

/// Lower caps for a new account: most scrapers come with a fresh one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NewCaps {
    /// How long an account is new, from its making.
    pub lasts: Span,
    /// In one clock hour.
    pub hour: u32,
    /// In one evening.
    pub evening: u32,
}

/// What an account has been dealt, with the windows the figures belong to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Spent {
    /// The start of the hour `hour` counts for.
    pub hour_from: Moment,
    /// Cards in that hour.
    pub hour: u32,
    /// The start of the evening `evening` counts for.
    pub evening_from: Moment,
    /// Cards in that evening.
    pub evening: u32,
    /// Cards in the contest.
    pub contest: u32,
}

/// A window a cap counts over.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Window {
    /// The clock hour.
    Hour,
    /// The evening.
    Evening,
    /// The contest.
    Contest,
}

/// A cap is reached.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("all cards of this account are dealt for now; go on when the next ones are due")]
pub struct Exhausted {
    /// Which cap.
    pub which: Window,
    /// When cards are dealt again; never, within the contest, where that cap is reached.
    pub again_at: Option<Moment>,
}

impl Spent {
    /// Nothing dealt yet.
    pub const NONE: Self = Self {
        hour_from: Moment::from_millis(i64::MIN),
        hour: 0,
        evening_from: Moment::from_millis(i64::MIN),
        evening: 0,
        contest: 0,
    };
}

/// Spends one card, or says which cap is reached and when cards are dealt again.
pub fn spend(
    _caps: &Caps,
    _spent: &Spent,
    _now: Moment,
    _account_age: Span,
    _zone: &Zone,
) -> Result<Spent, Exhausted> {
    Err(Exhausted {
        which: Window::Contest,
        again_at: None,
    })
}

/// The most cards, so the most members, `callers` accounts can be shown in `evenings` evenings.
pub fn exposure(_caps: &Caps, _callers: u32, _evenings: u32) -> u64 {
    0
}
