//! Giving back the hours that a freeze took: never more than were lost, only where calls may be made, and never one member more of
//! the whole contest.
//!
//! In a window that somebody names, those who stood still are dealt more cards an hour and an evening: as many more as the window's
//! minutes would have been worth at the hour's cap, so doubled at most. What one account learns of the whole contest has the same
//! bound as before.

use super::{Stretch, lost, union};
use crate::budget::{Caps, Exhausted, NewCaps, Spent, Window, spend};
use crate::moment::{Moment, Span, Zone};
use crate::pack::RulePack;

/// No window is shorter: a letter and an entry stand behind each.
pub const WINDOW_MIN: Span = Span::minutes(15);
/// The most windows of one freeze in one contest.
pub const WINDOWS_MAX: usize = 3;

/// Why hours aren't given back so.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NotBack {
    /// It stands still still.
    #[error("it stands still on; hours are given back once it goes on")]
    StandsStill,
    /// A second person confirmed it, and nobody lifted it: two people said that it was right.
    #[error("a second person confirmed it and nobody lifted it, so nothing is given back")]
    Confirmed,
    /// The window has begun already.
    #[error("the window has begun already; choose a later one")]
    Past,
    /// The window is too short.
    #[error("the window is shorter than fifteen minutes")]
    TooShort,
    /// There are three already.
    #[error("three windows of this freeze are given back already")]
    TooMany,
    /// Nobody of that contest may be rung then.
    #[error("the contest's time of calls doesn't hold that window")]
    OutsideCalls,
    /// The rule pack lets nobody be rung then.
    #[error("calls may not be made in the whole of that window")]
    OutsideHours,
    /// A part of it is given back already.
    #[error("a part of that window is given back already")]
    Given,
    /// More than was lost, with what was given back already.
    #[error("that is more than was lost and not yet given back")]
    TooMuch,
}

impl NotBack {
    /// Every one.
    pub const ALL: [Self; 9] = [
        Self::StandsStill,
        Self::Confirmed,
        Self::Past,
        Self::TooShort,
        Self::TooMany,
        Self::OutsideCalls,
        Self::OutsideHours,
        Self::Given,
        Self::TooMuch,
    ];

    /// The word in addresses; never changed.
    pub const fn code(self) -> &'static str {
        match self {
            Self::StandsStill => "back-stands-still",
            Self::Confirmed => "back-confirmed",
            Self::Past => "back-past",
            Self::TooShort => "back-too-short",
            Self::TooMany => "back-too-many",
            Self::OutsideCalls => "back-outside-calls",
            Self::OutsideHours => "back-outside-hours",
            Self::Given => "back-given",
            Self::TooMuch => "back-too-much",
        }
    }
}

/// How much of a freeze lay where calls may be made: in times of calls and in the rule pack's hours. What lies in two times of calls
/// counts once.
pub fn hours_lost(freeze: Stretch, calls: &[Stretch], pack: &RulePack) -> Span {
    let pieces = pack.open_in(freeze);
    let lost = pieces.iter().map(|piece| lost(*piece, calls).as_millis());
    Span::millis(lost.sum())
}

/// What of one freeze may be given back in a contest: the hours of calls that nothing wider took as well. A bank that stood still
/// while its campaign did lost nothing by itself; whoever gives that back gives it for the campaign.
pub fn may_give(freeze: Stretch, calls: Stretch, wider: &[Stretch], pack: &RulePack) -> Span {
    let both = Stretch {
        from: freeze.from.max(calls.from),
        until: freeze.until.min(calls.until),
    };
    let pieces = pack.open_in(both);
    let own = pieces
        .iter()
        .map(|piece| piece.length().as_millis() - lost(*piece, wider).as_millis());
    Span::millis(own.sum())
}

/// What is known of a freeze whose hours somebody gives back.
#[derive(Debug, Clone, Copy)]
pub struct Owed<'a> {
    /// How much may be given back of it ([`may_give`]).
    pub lost: Span,
    /// The windows in which it is given back already.
    pub given: &'a [Stretch],
    /// The contest's time of calls.
    pub calls: Stretch,
}

impl Owed<'_> {
    /// What is left to be given back.
    pub fn left(&self) -> Span {
        let given = union(self.given).as_millis();
        Span::millis(self.lost.as_millis().saturating_sub(given).max(0))
    }

    /// What may be asked for next: nothing where it is too little for a window, or where there are enough of them.
    pub fn next(&self) -> Option<Span> {
        let left = self.left();
        (left >= WINDOW_MIN && self.given.len() < WINDOWS_MAX).then_some(left)
    }

    /// Whether a window may be given back as well.
    pub fn check(&self, window: Stretch, now: Moment, pack: &RulePack) -> Result<(), NotBack> {
        if window.from < now {
            return Err(NotBack::Past);
        }
        if window.length() < WINDOW_MIN {
            return Err(NotBack::TooShort);
        }
        if self.given.len() >= WINDOWS_MAX {
            return Err(NotBack::TooMany);
        }
        if window.shared(self.calls) != window.length() {
            return Err(NotBack::OutsideCalls);
        }
        if lost(window, &pack.open_in(window)) != window.length() {
            return Err(NotBack::OutsideHours);
        }
        if lost(window, self.given) != Span::ZERO {
            return Err(NotBack::Given);
        }
        if window.length() > self.left() {
            return Err(NotBack::TooMuch);
        }
        Ok(())
    }
}

/// The part of some windows in which an account gets hours back: in the order of their beginning, until they are as long as the time
/// in which it stood still. What lies in two windows counts once, and so does what two freezes took at once; so however many freezes
/// and windows reach an account, it never gets more back than it lost.
#[must_use]
pub fn counted(windows: &[Stretch], stood: &[Stretch]) -> Vec<Stretch> {
    let mut left = union(stood);
    let mut windows = windows.to_vec();
    windows.sort_unstable_by_key(|one| (one.from, one.until));
    let mut counted: Vec<Stretch> = Vec::with_capacity(windows.len());
    for one in windows {
        let from = counted
            .last()
            .map_or(one.from, |last| last.until.max(one.from));
        let rest = Stretch { from, ..one };
        let length = Span::millis(rest.length().as_millis().min(left.as_millis()));
        if length > Span::ZERO {
            let until = from.plus(length);
            counted.push(Stretch { from, until });
            left = Span::millis(left.as_millis().saturating_sub(length.as_millis()));
        }
    }
    counted
}

/// Hours that may reach an account, as a lease in one campaign finds them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Back {
    /// The window in which they are given back.
    pub window: Stretch,
    /// When this account stood still by the freeze behind it.
    pub stood: Stretch,
    /// Whether they are given back in that campaign; elsewhere in the contest they count as got all the same.
    pub is_here: bool,
}

/// When an account is dealt more cards in a campaign: in the windows that count ([`counted`]) for all that it lost in the contest and
/// for what it lost there.
#[must_use]
pub fn back(all: &[Back]) -> Vec<Stretch> {
    let count = |back: Vec<&Back>| {
        let windows: Vec<Stretch> = back.iter().map(|one| one.window).collect();
        let stood: Vec<Stretch> = back.iter().map(|one| one.stood).collect();
        counted(&windows, &stood)
    };
    let everywhere = count(all.iter().collect());
    let here = count(all.iter().filter(|one| one.is_here).collect());
    let both = here.iter().flat_map(|one| {
        everywhere.iter().map(|other| Stretch {
            from: one.from.max(other.from),
            until: one.until.min(other.until),
        })
    });
    both.filter(|one| one.length() > Span::ZERO).collect()
}

/// The caps of an account whose lost hours are given back in these windows. Outside of them nothing changes, and the contest's cap
/// never does.
///
/// Of an hour and of an evening the windows that have begun count, each minute once: a minute is worth a sixtieth of the hour's cap.
/// So many short windows give no more than one long one.
#[must_use]
pub fn raised(caps: &Caps, windows: &[Stretch], now: Moment, zone: &Zone) -> Caps {
    if !windows.iter().any(|window| window.holds(now)) {
        return *caps;
    }
    let begun = |from: Moment, until: Moment| {
        let within = Stretch { from, until };
        let begun: Vec<Stretch> = windows
            .iter()
            .filter(|window| window.from <= now)
            .copied()
            .collect();
        lost(within, &begun)
    };
    let hour = zone.hour_start(now);
    let hour = begun(hour, hour.plus(Span::hours(1)));
    let evening = begun(zone.evening_start(now), zone.evening_end(now));
    Caps {
        hour: more(caps.hour, caps.hour, hour),
        evening: more(caps.evening, caps.hour, evening),
        contest: caps.contest,
        new: NewCaps {
            lasts: caps.new.lasts,
            hour: more(caps.new.hour, caps.new.hour, hour),
            evening: more(caps.new.evening, caps.new.hour, evening),
        },
    }
}

/// A cap with the cards of some minutes at an hour's cap on top; doubled at most.
fn more(cap: u32, by_hour: u32, minutes: Span) -> u32 {
    let hour = Span::hours(1).as_millis();
    let cards = i64::from(by_hour).saturating_mul(minutes.as_millis()) / hour;
    let cards = u32::try_from(cards.max(0)).unwrap_or(u32::MAX);
    cap.saturating_add(cards.min(cap))
}

/// What is left of an hour, of an evening and of the contest, in this order, in these windows.
pub fn left_in(
    windows: &[Stretch],
    caps: &Caps,
    spent: &Spent,
    (now, age): (Moment, Span),
    zone: &Zone,
) -> (u32, u32, u32) {
    let caps = raised(caps, windows, now, zone);
    let spent = spent.rolled(now, zone);
    let (hour, evening) = if age < caps.new.lasts {
        (
            caps.hour.min(caps.new.hour),
            caps.evening.min(caps.new.evening),
        )
    } else {
        (caps.hour, caps.evening)
    };
    let contest = caps.contest.saturating_sub(spent.contest);
    let evening = evening.saturating_sub(spent.evening).min(contest);
    (
        hour.saturating_sub(spent.hour).min(evening),
        evening,
        contest,
    )
}

/// Spends one card of an account whose lost hours are given back in these windows. Where a cap is reached and a window begins before
/// it ends, cards are dealt again from then on.
pub fn spend_in(
    windows: &[Stretch],
    caps: &Caps,
    spent: &Spent,
    (now, age): (Moment, Span),
    zone: &Zone,
) -> Result<Spent, Exhausted> {
    let is_given = |exhausted: Exhausted| {
        let begins = windows.iter().map(|window| window.from);
        let next = begins.filter(|from| *from > now).min();
        let again_at = match (exhausted.which, exhausted.again_at, next) {
            (Window::Contest, again, _) | (_, again, None) => again,
            (_, None, Some(next)) => Some(next),
            (_, Some(again), Some(next)) => Some(again.min(next)),
        };
        Exhausted {
            again_at,
            ..exhausted
        }
    };
    spend(&raised(caps, windows, now, zone), spent, now, age, zone).map_err(is_given)
}

/// The most cards of one account in so many evenings, where so much is given back in all. See [`crate::budget::exposure`].
pub fn exposure_with(caps: &Caps, callers: u32, evenings: u32, given: Span) -> u64 {
    let usual = crate::budget::exposure(caps, 1, evenings);
    let hour = Span::hours(1).as_millis();
    let minutes = i64::from(caps.hour).saturating_mul(given.as_millis().max(0));
    let more = u64::try_from(minutes / hour).unwrap_or(0);
    let account = u64::from(caps.contest).min(usual.saturating_add(more));
    account.saturating_mul(u64::from(callers))
}

#[cfg(test)]
mod tests;
