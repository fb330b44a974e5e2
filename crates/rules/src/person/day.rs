//! A day of the calendar, read from the ways in which files write one.

use super::Region;

/// One day, Gregorian, without time or zone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Day(jiff::civil::Date);

/// Why a text is no day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum DayError {
    /// Not written in a way we know.
    #[error("this is not a date we can read; write it like 1960-04-03")]
    Form,
    /// Written well, but the calendar has no such day.
    #[error("there is no such day in the calendar; check day and month")]
    NoSuchDay,
    /// Two digits for the year: 04/03/60 may be 1960 or 2060.
    #[error("the year has two digits; write all four")]
    ShortYear,
    /// The number by which a spreadsheet counts days: which day it is depends on the spreadsheet.
    #[error(
        "this is a spreadsheet's own number for a date; format the column as a date and save again"
    )]
    Serial,
}

impl Day {
    /// The day of this year, month and day.
    ///
    /// # Errors
    /// [`DayError::NoSuchDay`] when the calendar has none.
    pub fn new(year: i16, month: i8, day: i8) -> Result<Self, DayError> {
        jiff::civil::Date::new(year, month, day)
            .map(Self)
            .map_err(|_| DayError::NoSuchDay)
    }

    /// Reads 1960-04-03 (also with a time behind it, which is left out), or 3/4/1960 with day and
    /// month in the order of `region`; `.` and `-` may stand for `/`.
    ///
    /// # Errors
    /// [`DayError`], saying what to write.
    pub fn parse(text: &str, region: Region) -> Result<Self, DayError> {
        let text = text.trim();
        if text.len() == 5 && text.bytes().all(|b| b.is_ascii_digit()) {
            return Err(DayError::Serial);
        }
        let date = text.split(['T', ' ']).next().unwrap_or(text);
        let mut parts = date.split(['-', '/', '.']);
        let (Some(a), Some(b), Some(c), None) =
            (parts.next(), parts.next(), parts.next(), parts.next())
        else {
            return Err(DayError::Form);
        };
        let (a_digits, c_digits) = (a.len(), c.len());
        let (a, b, c) = (number(a)?, number(b)?, number(c)?);
        let (year, month, day) = match (a_digits, c_digits) {
            (4, 1 | 2) => (a, b, c),
            (1 | 2, 4) if region.month_first() => (c, a, b),
            (1 | 2, 4) => (c, b, a),
            (1 | 2, 1 | 2) => return Err(DayError::ShortYear),
            _ => return Err(DayError::Form),
        };
        let small = |n: i16| i8::try_from(n).map_err(|_| DayError::NoSuchDay);
        Self::new(year, small(month)?, small(day)?)
    }

    /// The year, such as 1960.
    pub fn year(self) -> i16 {
        self.0.year()
    }

    /// Whole years from this day to a later one; below zero when the other is earlier.
    pub fn years_until(self, later: Self) -> i16 {
        let had_birthday = (later.0.month(), later.0.day()) >= (self.0.month(), self.0.day());
        let years = later.0.year().saturating_sub(self.0.year());
        if had_birthday {
            years
        } else {
            years.saturating_sub(1)
        }
    }
}

impl From<jiff::civil::Date> for Day {
    fn from(date: jiff::civil::Date) -> Self {
        Self(date)
    }
}

impl TryFrom<crate::moment::Date> for Day {
    type Error = DayError;

    /// What the calendar on the wall shows; refused when its fields are no date.
    fn try_from(date: crate::moment::Date) -> Result<Self, DayError> {
        Self::new(date.year, date.month, date.day)
    }
}

impl std::fmt::Display for Day {
    /// ISO 8601: `1960-04-03`.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(
            f,
            "{:04}-{:02}-{:02}",
            self.0.year(),
            self.0.month(),
            self.0.day()
        )
    }
}

fn number(digits: &str) -> Result<i16, DayError> {
    if digits.is_empty() || digits.len() > 4 || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return Err(DayError::Form);
    }
    digits.parse().map_err(|_| DayError::Form)
}

#[cfg(test)]
mod tests {
    use super::{Day, DayError};
    use crate::person::Region;
    use proptest::prelude::*;

    #[test]
    fn a_day_is_read_by_the_habits_of_its_region() {
        fn check(text: &str, region: Region, expected: Result<&str, DayError>) {
            assert_eq!(
                Day::parse(text, region).map(|d| d.to_string()),
                expected.map(str::to_owned),
                "{text}"
            );
        }
        check("1960-04-03", Region::GB, Ok("1960-04-03"));
        check("1960-4-3", Region::US, Ok("1960-04-03"));
        check("1960-04-03T00:00:00Z", Region::GB, Ok("1960-04-03"));
        check("1960-04-03 00:00:00", Region::GB, Ok("1960-04-03"));
        check("1960/04/03", Region::GB, Ok("1960-04-03"));
        check("03/04/1960", Region::GB, Ok("1960-04-03"));
        check("03/04/1960", Region::US, Ok("1960-03-04"));
        check("3.4.1960", Region::GB, Ok("1960-04-03"));
        check("12/31/1960", Region::US, Ok("1960-12-31"));
        check("12/31/1960", Region::GB, Err(DayError::NoSuchDay));
        check("2023-02-29", Region::GB, Err(DayError::NoSuchDay));
        check("03/04/60", Region::GB, Err(DayError::ShortYear));
        check("1960", Region::GB, Err(DayError::Form));
        check("22009", Region::GB, Err(DayError::Serial));
        check("220091", Region::GB, Err(DayError::Form));
        check("3 April 1960", Region::GB, Err(DayError::Form));
        check("1960-04-03-01", Region::GB, Err(DayError::Form));
        check("1960--3", Region::GB, Err(DayError::Form));
        check("+960-04-03", Region::GB, Err(DayError::Form));
        check("", Region::GB, Err(DayError::Form));
    }

    #[test]
    fn a_year_is_whole_only_on_the_birthday() {
        let born = Day::new(1960, 4, 3).unwrap();
        assert_eq!(born.years_until(Day::new(2026, 4, 2).unwrap()), 65);
        assert_eq!(born.years_until(Day::new(2026, 4, 3).unwrap()), 66);
        assert_eq!(born.years_until(Day::new(1959, 4, 3).unwrap()), -1);
    }

    proptest! {
        #[test]
        fn a_day_printed_and_read_is_the_same_day(y in 1000_i16..=9999, m in 1_i8..=12, d in 1_i8..=28) {
            let day = Day::new(y, m, d).unwrap();
            prop_assert_eq!(Day::parse(&day.to_string(), Region::GB), Ok(day));
            prop_assert_eq!(Day::parse(&format!("{d}/{m}/{y}"), Region::GB), Ok(day));
            prop_assert_eq!(Day::parse(&format!("{m}/{d}/{y}"), Region::US), Ok(day));
        }

        #[test]
        fn no_text_makes_the_reader_panic(text in ".{0,20}") {
            let _ = Day::parse(&text, Region::GB);
        }
    }
}
