//! Dates of the civil calendar and the days of the week.

use jiff::civil;

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

    /// The day so many days later, or earlier for a negative number; none beyond the calendar.
    pub fn plus_days(self, days: i64) -> Option<Self> {
        let days = jiff::Span::new().try_days(days).ok()?;
        self.civil()?.checked_add(days).ok().map(Self::from_civil)
    }

    /// How many days later `other` is; negative where it is earlier, none where a field is no date.
    pub fn days_until(self, other: Self) -> Option<i64> {
        let between = self.civil()?.until(other.civil()?).ok()?;
        Some(i64::from(between.get_days()))
    }

    fn civil(self) -> Option<civil::Date> {
        civil::Date::new(self.year, self.month, self.day).ok()
    }

    pub(super) fn from_civil(date: civil::Date) -> Self {
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

pub(super) const fn weekday(day: civil::Weekday) -> Weekday {
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
