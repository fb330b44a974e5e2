//! Moments, spans and the local day.
//!
//! A moment is whole milliseconds since 1970-01-01T00:00Z: one integer in every table and every
//! entry. Arithmetic stops at the ends of the scale instead of overflowing. Local time enters in
//! one place, [`Zone`], with the zone data built into the binary, so that an old machine and a
//! new one agree about the hour.

use jiff::{Timestamp, ToSpan, civil, tz::TimeZone};

/// A point in time: milliseconds since 1970-01-01T00:00Z.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Moment(i64);

/// A length of time in milliseconds; may be negative.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span(i64);

impl Moment {
    /// The moment this many milliseconds after 1970-01-01T00:00Z.
    pub const fn from_millis(millis: i64) -> Self {
        Self(millis)
    }

    /// Milliseconds since 1970-01-01T00:00Z.
    pub const fn millis(self) -> i64 {
        self.0
    }

    /// The moment `span` later; stops at the end of the scale.
    #[must_use]
    pub const fn plus(self, span: Span) -> Self {
        Self(self.0.saturating_add(span.0))
    }

    /// The moment `span` earlier; stops at the end of the scale.
    #[must_use]
    pub const fn minus(self, span: Span) -> Self {
        Self(self.0.saturating_sub(span.0))
    }

    /// How long after `earlier` this is; negative when it is before.
    pub const fn since(self, earlier: Self) -> Span {
        Span(self.0.saturating_sub(earlier.0))
    }
}

impl Span {
    /// No time at all.
    pub const ZERO: Self = Self(0);

    /// A span of milliseconds.
    pub const fn millis(millis: i64) -> Self {
        Self(millis)
    }

    /// A span of seconds.
    pub const fn seconds(seconds: i64) -> Self {
        Self(seconds.saturating_mul(1_000))
    }

    /// A span of minutes.
    pub const fn minutes(minutes: i64) -> Self {
        Self(minutes.saturating_mul(60_000))
    }

    /// A span of hours.
    pub const fn hours(hours: i64) -> Self {
        Self(hours.saturating_mul(3_600_000))
    }

    /// A span of days of 24 hours.
    pub const fn days(days: i64) -> Self {
        Self(days.saturating_mul(86_400_000))
    }

    /// The span in milliseconds.
    pub const fn as_millis(self) -> i64 {
        self.0
    }
}

/// A day of the week.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Weekday {
    /// Monday.
    Monday,
    /// Tuesday.
    Tuesday,
    /// Wednesday.
    Wednesday,
    /// Thursday.
    Thursday,
    /// Friday.
    Friday,
    /// Saturday.
    Saturday,
    /// Sunday.
    Sunday,
}

/// A date of the civil calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date {
    /// The year, 1 to 9999.
    pub year: i16,
    /// The month, 1 to 12.
    pub month: i8,
    /// The day of the month, from 1.
    pub day: i8,
}

impl Date {
    /// Reads `2026-11-24`, and only that form.
    pub fn parse(text: &str) -> Option<Self> {
        let mut parts = text.splitn(3, '-');
        let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
        if (year.len(), month.len(), day.len()) != (4, 2, 2) {
            return None;
        }
        let digits = |part: &str| part.bytes().all(|letter| letter.is_ascii_digit());
        if !(digits(year) && digits(month) && digits(day)) {
            return None;
        }
        let date =
            civil::Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()?;
        Some(Self::from_civil(date))
    }

    /// The day of the week; none where the fields are no date.
    pub fn weekday(self) -> Option<Weekday> {
        self.civil().map(|date| weekday(date.weekday()))
    }

    /// The day after; none at the end of the calendar.
    pub fn tomorrow(self) -> Option<Self> {
        self.civil()?.tomorrow().ok().map(Self::from_civil)
    }

    fn civil(self) -> Option<civil::Date> {
        civil::Date::new(self.year, self.month, self.day).ok()
    }

    fn from_civil(date: civil::Date) -> Self {
        Self {
            year: date.year(),
            month: date.month(),
            day: date.day(),
        }
    }
}

impl std::fmt::Display for Date {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

impl Weekday {
    /// Every day, Monday first.
    pub const ALL: [Self; 7] = [
        Self::Monday,
        Self::Tuesday,
        Self::Wednesday,
        Self::Thursday,
        Self::Friday,
        Self::Saturday,
        Self::Sunday,
    ];
}

/// What a clock and a calendar on the wall show.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Local {
    /// The date.
    pub date: Date,
    /// Its day of the week.
    pub weekday: Weekday,
    /// Minutes since midnight as the clock shows them, 0 to 1439.
    pub minute: u16,
}

/// A time zone of the IANA list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Zone(TimeZone);

/// The zone's name isn't in the IANA list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("no such time zone; write it as in `Europe/London`")]
pub struct ZoneError;

/// The local hour at which a new evening begins: late callers still belong to the night before.
pub const EVENING_STARTS_HOUR: i8 = 4;

impl Zone {
    /// Reads an IANA name such as `Europe/London`.
    pub fn parse(name: &str) -> Result<Self, ZoneError> {
        TimeZone::get(name).map(Self).map_err(|_| ZoneError)
    }

    /// Universal time, for machines and tests.
    pub const fn utc() -> Self {
        Self(TimeZone::UTC)
    }

    /// The IANA name.
    pub fn name(&self) -> &str {
        self.0.iana_name().unwrap_or("UTC")
    }

    /// What the wall shows at `at`.
    pub fn local(&self, at: Moment) -> Local {
        let wall = self.wall(at);
        Local {
            date: Date {
                year: wall.year(),
                month: wall.month(),
                day: wall.day(),
            },
            weekday: weekday(wall.weekday()),
            minute: u16::try_from(i32::from(wall.hour()) * 60 + i32::from(wall.minute()))
                .unwrap_or(0),
        }
    }

    /// The first moment of the local clock hour that holds `at`.
    ///
    /// In the hour a clock is set back the two passes of that hour are two windows.
    pub fn hour_start(&self, at: Moment) -> Moment {
        let wall = self.wall(at);
        let into = i64::from(wall.minute()) * 60_000
            + i64::from(wall.second()) * 1_000
            + i64::from(wall.millisecond());
        at.minus(Span(into))
    }

    /// The first moment of the evening that holds `at`: the last 04:00 local time.
    pub fn evening_start(&self, at: Moment) -> Moment {
        let wall = self.wall(at);
        let day = if wall.hour() < EVENING_STARTS_HOUR {
            wall.date().checked_sub(1.day()).unwrap_or(wall.date())
        } else {
            wall.date()
        };
        self.at_hour(day, EVENING_STARTS_HOUR)
    }

    /// The moment the evening that holds `at` ends, and the next begins.
    pub fn evening_end(&self, at: Moment) -> Moment {
        let start = self.wall(self.evening_start(at)).date();
        let day = start.checked_add(1.day()).unwrap_or(start);
        self.at_hour(day, EVENING_STARTS_HOUR)
    }

    /// The moment the wall shows this date and minute of the day.
    ///
    /// A minute a clock skips is taken as it would have been before the change, and of one it
    /// shows twice the first is taken (RFC 5545, section 3.3.5).
    pub fn moment(&self, date: Date, minute: u16) -> Option<Moment> {
        let hour = i8::try_from(minute / 60).ok()?;
        let past = i8::try_from(minute % 60).ok()?;
        let wall = civil::DateTime::new(date.year, date.month, date.day, hour, past, 0, 0).ok()?;
        let at = self.0.to_timestamp(wall).ok()?;
        Some(Moment(at.as_millisecond()))
    }

    fn at_hour(&self, day: civil::Date, hour: i8) -> Moment {
        let at = self
            .0
            .to_timestamp(day.at(hour, 0, 0, 0))
            .unwrap_or(Timestamp::MAX);
        Moment(at.as_millisecond())
    }

    fn wall(&self, at: Moment) -> civil::DateTime {
        let edge = if at.0 < 0 {
            Timestamp::MIN
        } else {
            Timestamp::MAX
        };
        self.0
            .to_datetime(Timestamp::from_millisecond(at.0).unwrap_or(edge))
    }
}

const fn weekday(day: civil::Weekday) -> Weekday {
    match day {
        civil::Weekday::Monday => Weekday::Monday,
        civil::Weekday::Tuesday => Weekday::Tuesday,
        civil::Weekday::Wednesday => Weekday::Wednesday,
        civil::Weekday::Thursday => Weekday::Thursday,
        civil::Weekday::Friday => Weekday::Friday,
        civil::Weekday::Saturday => Weekday::Saturday,
        civil::Weekday::Sunday => Weekday::Sunday,
    }
}

#[cfg(test)]
#[path = "moment/tests.rs"]
mod tests;
