//! How long a card is held.

use crate::moment::Span;

/// How long a card is held: one dated set of durations.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Timings {
    /// The day this set was agreed.
    pub dated: &'static str,
    /// Where it comes from.
    pub source: &'static str,
    /// What the deal and each heartbeat give while the number isn't shown.
    pub beat: Span,
    /// The longest a card is held without the number shown.
    pub unshown_max: Span,
    /// What showing the number gives.
    pub shown: Span,
    /// What one tap on "I'm still talking" gives.
    pub extension: Span,
    /// How long before the end the tap is offered.
    pub offer: Span,
    /// A tap that would gain less than this is a second tap of the same finger; longer than
    /// `offer`, because that much a second tap can gain.
    pub double_tap: Span,
    /// How many taps count.
    pub extensions_max: u8,
    /// For how long an outcome can be changed.
    pub amend: Span,
    /// How far ahead a member can be called back.
    pub call_back_max: Span,
}

impl Timings {
    /// The durations of 24 November 2026: our choice; no source. None of the laws and guides of the trade that we read
    /// says how long a caller may hold a member.
    ///
    /// For comparison: a call lasts 32.6 seconds on average in systems like this one, and a telephone's own dialler may
    /// cover the page for ten minutes.
    pub const NOVEMBER_2026: Self = Self {
        dated: "2026-11-24",
        source: "our choice (Switchboard issue 2, step 3); no source outside",
        beat: Span::minutes(3),
        unshown_max: Span::minutes(15),
        shown: Span::minutes(20),
        extension: Span::minutes(20),
        offer: Span::minutes(2),
        double_tap: Span::minutes(3),
        extensions_max: 3,
        amend: Span::minutes(1),
        call_back_max: Span::days(28),
    };
}
