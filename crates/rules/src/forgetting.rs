//! The life of a month key, and by which day a forgotten member is unreadable everywhere.
//!
//! ```text
//! in use ──first quiet hour of the next month──▶ retired ──backups kept that long──▶ destroyed
//!          (everything wrapped and indexed anew)
//! ```
//! A member who is forgotten loses their wrapping at once. Copies of it lie in backups, under the key that was in use then,
//! or an older one. So they are unreadable when that key is destroyed: at most 31 days until it is retired, and
//! [`Keep`] (35 days) until it is destroyed. Counted in days of the organisation's calendar: forgotten on one day, destroyed
//! on the 66th after it at the latest, as long as the job runs on the first of the month.

use crate::moment::{Date, Moment, Zone};

/// Where the quiet hours of a night begin: nobody is rung, and few work.
pub const QUIET_HOUR: u16 = 2;
/// The longest that a month key is in use, where the job runs on time.
pub const DAYS_IN_USE_MAX: i64 = 31;

/// The month that a key is of. A second key made in the same month, by hand, is its second turn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct KeyMonth {
    year: i16,
    month: i8,
    turn: u8,
}

/// How many keys one month can have at most.
const TURNS_MAX: u8 = 99;
/// Codes of later turns: year, month and turn in eight digits.
const WITH_TURN: i64 = 1_000_000;

impl KeyMonth {
    /// The month in which `at` lies.
    pub fn of(at: Moment, zone: &Zone) -> Self {
        let date = zone.local(at).date;
        Self {
            year: date.year,
            month: date.month,
            turn: 1,
        }
    }

    /// The number in the database: `YYYYMM`, and `YYYYMMTT` from the second turn on.
    pub fn code(self) -> i64 {
        let month = i64::from(self.year) * 100 + i64::from(self.month);
        if self.turn == 1 {
            month
        } else {
            month * 100 + i64::from(self.turn)
        }
    }

    /// The month with this number in the database; none where it is no month.
    pub fn from_code(code: i64) -> Option<Self> {
        let (month, turn) = if code < WITH_TURN {
            (code, 1)
        } else {
            (code / 100, u8::try_from(code % 100).ok()?)
        };
        let is_turn = turn == 1 || (code >= WITH_TURN && (2..=TURNS_MAX).contains(&turn));
        let key = Self {
            year: i16::try_from(month / 100).ok()?,
            month: i8::try_from(month % 100).ok()?,
            turn,
        };
        (is_turn
            && (1..=12).contains(&key.month)
            && (1..=9999).contains(&key.year)
            && key.code() == code)
            .then_some(key)
    }

    /// The key after this one, made at `at`: the first of its month, or one more of the same month.
    pub fn after(self, at: Moment, zone: &Zone) -> Option<Self> {
        let first = Self::of(at, zone);
        if (first.year, first.month) != (self.year, self.month) {
            return Some(first);
        }
        (self.turn < TURNS_MAX).then(|| Self {
            turn: self.turn + 1,
            ..self
        })
    }

    /// The first day of the month that follows.
    fn next_first(self) -> Date {
        let (year, month) = if self.month == 12 {
            (self.year.saturating_add(1), 1)
        } else {
            (self.year, self.month + 1)
        };
        Date {
            year,
            month,
            day: 1,
        }
    }
}

/// `202611`, and `202611-2` from the second turn on: so the key's file is called.
impl std::fmt::Display for KeyMonth {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:04}{:02}", self.year, self.month)?;
        if self.turn == 1 {
            Ok(())
        } else {
            write!(f, "-{}", self.turn)
        }
    }
}

/// How many days a backup is kept. A retired key lives on that long.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Keep(u16);

/// With a day more, somebody who is forgotten could be read for longer than 66 days.
const KEEP_DAYS_MAX: u16 = 35;

/// That is no number of days for which backups are kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error(
    "backups are kept for 1 to 35 days: with more, somebody who is forgotten could be read in them for longer than 66 days"
)]
pub struct KeepError;

impl Keep {
    /// 35 days: forgotten everywhere within 66.
    pub const USUAL: Self = Self(35);

    /// So many days.
    ///
    /// # Errors
    /// [`KeepError`] for none, or more than 35.
    pub fn days(days: u16) -> Result<Self, KeepError> {
        (1..=KEEP_DAYS_MAX)
            .contains(&days)
            .then_some(Self(days))
            .ok_or(KeepError)
    }

    /// The days.
    pub fn as_days(self) -> u16 {
        self.0
    }

    /// `days=20`, as a request says it.
    pub fn word(self) -> String {
        format!("days={}", self.0)
    }

    /// Reads what `word` wrote.
    ///
    /// # Errors
    /// [`KeepError`] for anything else, or for days that are out of range.
    pub fn from_word(word: &str) -> Result<Self, KeepError> {
        let days = word
            .strip_prefix("days=")
            .and_then(|days| days.parse().ok());
        let keep = days.map_or(Err(KeepError), Self::days)?;
        (keep.word() == word).then_some(keep).ok_or(KeepError)
    }

    /// The most days from forgetting until nothing of it is readable anywhere.
    pub fn bound_days(self) -> i64 {
        DAYS_IN_USE_MAX + i64::from(self.0)
    }
}

/// What became of the month key under which a member was wrapped when they were forgotten.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeyStanding {
    /// It is the key that is in use.
    InUse(KeyMonth),
    /// Nothing has been wrapped by it since.
    Retired {
        /// When it was used for the last time.
        last_used: Moment,
    },
    /// It is gone.
    Destroyed {
        /// When.
        at: Moment,
    },
}

/// When the key in use is due to be changed: in the first quiet hour of the month after its own.
pub fn rotate_due(in_use: KeyMonth, zone: &Zone) -> Moment {
    let first = in_use.next_first();
    zone.moment(first, QUIET_HOUR * 60)
        .unwrap_or(Moment::from_millis(i64::MAX))
}

/// When a retired key is due to be destroyed: no backup from before its retirement is kept any more.
pub fn destroy_due(last_used: Moment, keep: Keep, zone: &Zone) -> Moment {
    let wall = zone.local(last_used);
    wall.date
        .plus_days(i64::from(keep.0))
        .and_then(|day| zone.moment(day, wall.minute))
        // The wall shows whole minutes: never a moment sooner.
        .map_or(Moment::from_millis(i64::MAX), |due| {
            due.plus(crate::moment::Span::minutes(1))
        })
}

/// The day at whose end nothing of a member who was forgotten at `at` is readable anywhere: neither in files nor in
/// backups. `key` is what has become of the key that wrapped them then.
pub fn forgotten_by(at: Moment, key: KeyStanding, keep: Keep, zone: &Zone) -> Date {
    let retired = match key {
        KeyStanding::Destroyed { at: gone } => return zone.local(gone.max(at)).date,
        KeyStanding::Retired { last_used } => last_used,
        // A change that is overdue is made as soon as the job runs.
        KeyStanding::InUse(month) => rotate_due(month, zone).max(at),
    };
    let day = zone.local(retired).date;
    day.plus_days(i64::from(keep.0)).unwrap_or(day)
}

/// How many days of the calendar are left until the end of `day`; 0 on the day itself and after it.
pub fn days_left(day: Date, now: Moment, zone: &Zone) -> i64 {
    zone.local(now).date.days_until(day).unwrap_or(0).max(0)
}

#[cfg(test)]
mod tests;
