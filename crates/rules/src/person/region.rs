//! The country whose habits an unmarked number or date follows.

use std::fmt;

/// A country by its ISO 3166-1 code, for which telephone numbers can be read.
///
/// It decides how a number without a country code is read, and whether 3/4/1960 is a day in April
/// or in March.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Region(rlibphonenumber::Region);

/// The text names no country that we know.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("this is not a country code; write two letters, such as GB or US")]
pub struct RegionError;

impl Region {
    /// The United Kingdom: day before month, numbers begin with 0.
    pub const GB: Self = Self(rlibphonenumber::Region::GB);
    /// The United States: month before day, ten digits.
    pub const US: Self = Self(rlibphonenumber::Region::US);

    /// Reads a two-letter code, in either case.
    ///
    /// # Errors
    /// [`RegionError`] when no telephone numbers are known for it.
    pub fn parse(text: &str) -> Result<Self, RegionError> {
        let code = text.trim().to_ascii_uppercase();
        let region = rlibphonenumber::Region::try_from(code.as_str()).map_err(|_| RegionError)?;
        rlibphonenumber::PHONE_NUMBER_UTIL
            .get_country_code_for_region(region)
            .map(|_| Self(region))
            .ok_or(RegionError)
    }

    /// How somebody there would write a telephone number (invented ones).
    pub fn example(self) -> &'static str {
        self.own_example()
            .unwrap_or("+44 7700 900123, with the country code")
    }

    /// The same where we know how they write their own; elsewhere it is written with the country code.
    pub fn own_example(self) -> Option<&'static str> {
        match self {
            Self::GB => Some("07700 900123"),
            Self::US => Some("212-555-0123"),
            _ => None,
        }
    }

    /// True where the month is written before the day: the United States and its territories.
    pub(super) fn month_first(self) -> bool {
        use rlibphonenumber::Region as R;
        matches!(self.0, R::US | R::PR | R::GU | R::VI | R::AS | R::MP)
    }

    pub(super) fn inner(self) -> rlibphonenumber::Region {
        self.0
    }
}

impl fmt::Display for Region {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}", self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::{Region, RegionError};

    #[test]
    fn a_region_is_two_letters_of_a_country_with_telephones() {
        fn check(text: &str, expected: Result<&str, RegionError>) {
            assert_eq!(
                Region::parse(text).map(|r| r.to_string()),
                expected.map(str::to_owned),
                "{text}"
            );
        }
        check("GB", Ok("GB"));
        check(" us ", Ok("US"));
        check("IE", Ok("IE"));
        check("UK", Err(RegionError));
        check("QQ", Err(RegionError));
        check("GBR", Err(RegionError));
        check("", Err(RegionError));
    }
}
