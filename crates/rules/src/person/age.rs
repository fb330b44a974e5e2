//! The birth date and the band of ages that stands in clear for it.

use super::{Day, DayError, Region};

/// The day a member was born; sealed in the store.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct BirthDate(Day);
super::says_only_its_name!(BirthDate);

/// Why a text is no birth date.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BirthDateError {
    /// It is no day at all.
    #[error(transparent)]
    Day(#[from] DayError),
    /// Before 1900: nobody alive was born then, so it is a mark for "not known".
    #[error("this is before 1900; correct it, or leave it empty when it is not known")]
    TooEarly,
}

impl BirthDate {
    /// Reads a date as [`Day::parse`] does; nobody was born before 1900.
    ///
    /// A date in the future passes here, since no clock is read; it gives [`AgeBand::Unknown`].
    ///
    /// # Errors
    /// [`BirthDateError`], saying what to write.
    pub fn parse(text: &str, region: Region) -> Result<Self, BirthDateError> {
        Self::from_day(Day::parse(text, region)?)
    }

    /// Takes a day for a birth date.
    ///
    /// # Errors
    /// [`BirthDateError::TooEarly`] before 1900.
    pub fn from_day(day: Day) -> Result<Self, BirthDateError> {
        if day.year() < 1900 {
            Err(BirthDateError::TooEarly)
        } else {
            Ok(Self(day))
        }
    }

    /// The day.
    pub fn day(self) -> Day {
        self.0
    }
}

/// A band of ages, coarse enough to stand in clear, fine enough to choose an audience.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum AgeBand {
    /// No birth date, or one in the future.
    Unknown,
    /// Under 18: nobody rings them.
    Under18,
    /// 18 to 24.
    From18,
    /// 25 to 34.
    From25,
    /// 35 to 44.
    From35,
    /// 45 to 54.
    From45,
    /// 55 to 64.
    From55,
    /// 65 to 74.
    From65,
    /// 75 and older.
    From75,
}

impl AgeBand {
    /// Every band, youngest first, after the unknown one.
    pub const ALL: [Self; 9] = [
        Self::Unknown,
        Self::Under18,
        Self::From18,
        Self::From25,
        Self::From35,
        Self::From45,
        Self::From55,
        Self::From65,
        Self::From75,
    ];

    /// The band of somebody born then, as of `today`.
    pub fn on(birth: Option<BirthDate>, today: Day) -> Self {
        let Some(birth) = birth else {
            return Self::Unknown;
        };
        match birth.day().years_until(today) {
            i16::MIN..0 => Self::Unknown,
            0..18 => Self::Under18,
            18..25 => Self::From18,
            25..35 => Self::From25,
            35..45 => Self::From35,
            45..55 => Self::From45,
            55..65 => Self::From55,
            65..75 => Self::From65,
            75.. => Self::From75,
        }
    }

    /// A stable number for a column of the store.
    pub fn code(self) -> u8 {
        match self {
            Self::Unknown => 0,
            Self::Under18 => 1,
            Self::From18 => 2,
            Self::From25 => 3,
            Self::From35 => 4,
            Self::From45 => 5,
            Self::From55 => 6,
            Self::From65 => 7,
            Self::From75 => 8,
        }
    }

    /// The band of a stable number; none for numbers never given out.
    pub fn from_code(code: u8) -> Option<Self> {
        Self::ALL.into_iter().find(|band| band.code() == code)
    }

    /// The band of its figures, as [`AgeBand::as_str`] writes them.
    pub fn from_text(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|band| band.as_str() == text)
    }

    /// The band as figures: `18-24`, `75+`; empty when unknown (pages have their own word).
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Unknown => "",
            Self::Under18 => "0-17",
            Self::From18 => "18-24",
            Self::From25 => "25-34",
            Self::From35 => "35-44",
            Self::From45 => "45-54",
            Self::From55 => "55-64",
            Self::From65 => "65-74",
            Self::From75 => "75+",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{AgeBand, BirthDate, BirthDateError};
    use crate::person::{Day, DayError, Region};

    #[test]
    fn nobody_was_born_before_1900() {
        assert_eq!(
            BirthDate::parse("1899-12-31", Region::GB).err(),
            Some(BirthDateError::TooEarly)
        );
        assert_eq!(
            BirthDate::parse("soon", Region::GB).err(),
            Some(BirthDateError::Day(DayError::Form))
        );
        assert!(BirthDate::parse("1900-01-01", Region::GB).is_ok());
    }

    #[test]
    fn a_band_changes_on_the_birthday() {
        fn check(born: &str, expected: AgeBand) {
            let today = Day::new(2026, 11, 24).unwrap();
            assert_eq!(
                AgeBand::on(BirthDate::parse(born, Region::GB).ok(), today),
                expected,
                "{born}"
            );
        }
        check("2008-11-25", AgeBand::Under18);
        check("2008-11-24", AgeBand::From18);
        check("2001-11-24", AgeBand::From25);
        check("1951-11-25", AgeBand::From65);
        check("1951-11-24", AgeBand::From75);
        check("2027-01-01", AgeBand::Unknown);
        check("", AgeBand::Unknown);
    }

    #[test]
    fn every_band_has_a_number_of_its_own() {
        for band in AgeBand::ALL {
            assert_eq!(AgeBand::from_code(band.code()), Some(band));
        }
        assert_eq!(AgeBand::from_code(9), None);
    }
}
