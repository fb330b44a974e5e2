//! A moment on a page: the reader's local time, and the exact one for machines.

use jiff::Timestamp;
use jiff::civil::{Date, DateTime, Weekday};
use jiff::tz::TimeZone;

use crate::web::messages::Words;

/// A moment, with the wall clock of the contest's place beside it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stamp {
    at: Timestamp,
    local: DateTime,
}

impl Stamp {
    /// The moment `at_ms` milliseconds after 1970 began in UTC, in a time zone.
    ///
    /// What lies outside the calendar is shown as its nearest end.
    pub fn new(at_ms: i64, zone: &TimeZone) -> Self {
        let end = if at_ms < 0 {
            Timestamp::MIN
        } else {
            Timestamp::MAX
        };
        let at = Timestamp::from_millisecond(at_ms).unwrap_or(end);
        Self {
            at,
            local: zone.to_datetime(at),
        }
    }

    /// Milliseconds since 1970 began in UTC.
    pub fn ms(&self) -> i64 {
        self.at.as_millisecond()
    }

    /// For `<time datetime>`: RFC 3339, to the second, in UTC.
    pub fn iso(&self) -> String {
        self.at.strftime("%Y-%m-%dT%H:%M:%SZ").to_string()
    }

    /// The local time of day: 18:57.
    pub fn clock(&self) -> String {
        format!("{:02}:{:02}", self.local.hour(), self.local.minute())
    }

    /// For `<input type=datetime-local>`: 2026-11-24T18:57, local.
    pub fn input(&self) -> String {
        self.local.strftime("%Y-%m-%dT%H:%M").to_string()
    }

    /// The day in words: 24 November 2026.
    pub fn day(&self, words: &Words) -> String {
        day_in_words(self.date(), words)
    }

    /// The day in words with its day of the week: Tuesday 24 November 2026.
    pub fn weekday(&self, words: &Words) -> String {
        words
            .say("stamp-weekday")
            .text("weekday", words.t(weekday_key(self.date().weekday())))
            .text("day", self.day(words))
            .to_string()
    }

    /// The local day.
    pub fn date(&self) -> Date {
        self.local.date()
    }

    /// Day and time in words: 24 November 2026, 18:57.
    pub fn full(&self, words: &Words) -> String {
        words
            .say("stamp-full")
            .text("day", self.day(words))
            .text("time", self.clock())
            .to_string()
    }
}

/// A day in words: 24 November 2026.
pub fn day_in_words(date: Date, words: &Words) -> String {
    let month = words.t(month_key(date.month()));
    words
        .say("stamp-day")
        .text("day", date.day().to_string())
        .text("month", month)
        .text("year", date.year().to_string())
        .to_string()
}

const fn weekday_key(day: Weekday) -> &'static str {
    match day {
        Weekday::Monday => "stamp-weekday-1",
        Weekday::Tuesday => "stamp-weekday-2",
        Weekday::Wednesday => "stamp-weekday-3",
        Weekday::Thursday => "stamp-weekday-4",
        Weekday::Friday => "stamp-weekday-5",
        Weekday::Saturday => "stamp-weekday-6",
        Weekday::Sunday => "stamp-weekday-7",
    }
}

const fn month_key(month: i8) -> &'static str {
    match month {
        1 => "stamp-month-1",
        2 => "stamp-month-2",
        3 => "stamp-month-3",
        4 => "stamp-month-4",
        5 => "stamp-month-5",
        6 => "stamp-month-6",
        7 => "stamp-month-7",
        8 => "stamp-month-8",
        9 => "stamp-month-9",
        10 => "stamp-month-10",
        11 => "stamp-month-11",
        _ => "stamp-month-12",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_shows_the_wall_clock_and_keeps_the_exact_time() {
        let summer = Stamp::new(1_782_842_220_000, &TimeZone::get("Europe/London").unwrap());
        assert_eq!(summer.iso(), "2026-06-30T17:57:00Z");
        assert_eq!(summer.clock(), "18:57");
        assert_eq!(summer.full(&Words::english()), "30 June 2026, 18:57");
        assert_eq!(summer.weekday(&Words::english()), "Tuesday 30 June 2026");
        assert_eq!(summer.input(), "2026-06-30T18:57");
    }

    #[test]
    fn a_moment_outside_the_calendar_is_shown_as_its_end() {
        assert!(
            Stamp::new(i64::MAX, &TimeZone::UTC)
                .iso()
                .starts_with("9999-12-")
        );
        assert!(
            Stamp::new(i64::MIN, &TimeZone::UTC)
                .iso()
                .contains("9999-01-")
        );
    }
}
