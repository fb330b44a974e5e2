//! Shifts: when callers come, how many of them, what is said to them, and when they are reminded.
//!
//! A shift plans an evening and gives no access: whoever has a place in one rings by their role, and by nothing else.

mod calendar;
#[cfg(test)]
mod tests;

pub use calendar::{Event, calendar};

use crate::moment::{Moment, Span, Zone};

/// The shortest shift there is.
pub const SHORTEST: Span = Span::minutes(15);
/// The longest.
pub const LONGEST: Span = Span::hours(12);
/// How far ahead one may be planned.
pub const AHEAD: Span = Span::days(366);
/// How far ahead callers see what is planned: eight weeks.
pub const SEEN_AHEAD: Span = Span::days(56);
/// How long a shift is kept after its end, with who had a place in it.
pub const KEPT_FOR: Span = Span::days(30);
/// The most places of one shift.
pub const PLACES_MAX: u32 = 500;
/// The most characters of what is said of one.
pub const WORDS_MAX: usize = 200;

/// The local minute of the day before at which a reminder goes out.
const REMINDED_AT: u16 = 10 * 60;
/// The local minutes between which reminders go out at all.
const LETTERS_FROM: u16 = 9 * 60;
const LETTERS_UNTIL: u16 = 20 * 60;

/// Why something is no shift.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BadShift {
    /// It would begin in the past.
    #[error("it begins in the past; choose a later time")]
    Past,
    /// It would begin too far ahead.
    #[error("it begins more than a year ahead; choose an earlier time")]
    Far,
    /// It would end before it begins, or too soon after.
    #[error("a shift lasts at least 15 minutes; choose a later end")]
    Short,
    /// It would last too long.
    #[error("a shift lasts at most 12 hours; choose an earlier end")]
    Long,
    /// No such number of places.
    #[error("write how many people may come, from 1 to 500")]
    Places,
    /// Too many words, or characters that nobody can read.
    #[error("write at most 200 characters")]
    Words,
}

/// From when to when a shift lasts. What is counted is real time: on the night in which clocks are set forward, from half past
/// midnight to half past two is one hour.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Hours {
    starts: Moment,
    ends: Moment,
}

impl Hours {
    /// Hours that may be planned at `now`.
    pub fn of(starts: Moment, ends: Moment, now: Moment) -> Result<Self, BadShift> {
        let hours = Self::kept(starts, ends)?;
        if starts <= now {
            return Err(BadShift::Past);
        }
        if starts > now.plus(AHEAD) {
            return Err(BadShift::Far);
        }
        Ok(hours)
    }

    /// Hours that were planned before.
    pub fn kept(starts: Moment, ends: Moment) -> Result<Self, BadShift> {
        let lasts = ends.since(starts);
        if lasts < SHORTEST {
            return Err(BadShift::Short);
        }
        if lasts > LONGEST {
            return Err(BadShift::Long);
        }
        Ok(Self { starts, ends })
    }

    /// When it begins.
    pub const fn starts(self) -> Moment {
        self.starts
    }

    /// When it ends: this moment is outside.
    pub const fn ends(self) -> Moment {
        self.ends
    }

    /// Whether nobody can be at both: one that begins when the other ends doesn't hinder it.
    pub fn overlap(self, other: Self) -> bool {
        self.starts < other.ends && other.starts < self.ends
    }

    /// When whoever takes a place at `now` is reminded: at ten the day before. None where that is over, for the letter that says
    /// that the place is taken has just gone out.
    pub fn remind_at(self, zone: &Zone, now: Moment) -> Option<Moment> {
        let day = zone.local(self.starts).date.plus_days(-1)?;
        let at = zone.moment(day, REMINDED_AT)?;
        (now < at).then_some(at)
    }
}

/// Whether reminders go out at this hour: not at night, also where the program was off when they were due.
pub fn may_remind(zone: &Zone, now: Moment) -> bool {
    (LETTERS_FROM..LETTERS_UNTIL).contains(&zone.local(now).minute)
}

/// How many people may come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Places(u32);

impl Places {
    /// Reads a number of places.
    pub fn parse(text: &str) -> Result<Self, BadShift> {
        let n = text.trim().parse().map_err(|_| BadShift::Places)?;
        Self::of(n)
    }

    /// So many places, if a shift may have so many.
    pub fn of(n: u32) -> Result<Self, BadShift> {
        match n {
            1..=PLACES_MAX => Ok(Self(n)),
            _ => Err(BadShift::Places),
        }
    }

    /// How many.
    pub const fn count(self) -> u32 {
        self.0
    }
}

/// What is said of a shift to whoever may come: one line, which may be empty.
#[derive(Clone, PartialEq, Eq)]
pub struct Words(String);

impl std::fmt::Debug for Words {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Words")
    }
}

impl Words {
    /// Reads what somebody wrote; breaks of a line and more than one space become one space.
    pub fn parse(text: &str) -> Result<Self, BadShift> {
        let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
        if words.chars().count() > WORDS_MAX || words.chars().any(char::is_control) {
            return Err(BadShift::Words);
        }
        Ok(Self(words))
    }

    /// The words.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}
