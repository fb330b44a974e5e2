//! Local time: the one place where a zone enters.

use jiff::tz::{AmbiguousOffset, TimeZone};
use jiff::{Timestamp, ToSpan, civil};

use super::date::weekday;
use super::{Date, Moment, Span, Weekday};

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

/// Why a typed local time is no moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum TypedError {
    /// It isn't written as a time.
    #[error("write it as 2026-12-01T09:00")]
    Shape,
    /// The clocks are set forward over it.
    #[error(
        "that time doesn't exist: the clocks are set forward over it; choose one an hour later"
    )]
    Skipped,
    /// The clocks are set back over it, so it comes twice.
    #[error(
        "that time comes twice: the clocks are set back over it; choose one before or after that hour"
    )]
    Twice,
}

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

    /// The moment of a local time that somebody typed, `2026-12-01T09:00`. What a change of the clocks makes doubtful is
    /// asked again instead of guessed.
    pub fn typed(&self, text: &str) -> Result<Moment, TypedError> {
        // Just this shape: what else stands in a time, an offset above all, would be passed over.
        let text = text.trim();
        let shape = "0000-00-00T00:00";
        let fits = |(typed, wanted): (u8, u8)| match wanted {
            b'0' => typed.is_ascii_digit(),
            other => typed == other,
        };
        if text.len() != shape.len() || !text.bytes().zip(shape.bytes()).all(fits) {
            return Err(TypedError::Shape);
        }
        let wall: civil::DateTime = text.parse().map_err(|_| TypedError::Shape)?;
        let found = self.0.to_ambiguous_timestamp(wall);
        match found.offset() {
            AmbiguousOffset::Unambiguous { .. } => {}
            AmbiguousOffset::Gap { .. } => return Err(TypedError::Skipped),
            AmbiguousOffset::Fold { .. } => return Err(TypedError::Twice),
        }
        let at = found.unambiguous().map_err(|_| TypedError::Shape)?;
        Ok(Moment(at.as_millisecond()))
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
