//! Why a row was given back, as it is kept and as it is said.
//!
//! No sentence is kept: a code, what fills its gaps, and the heading of the column. So whoever reads it later reads it in
//! their own language. [`Reason::key`] names the sentence in the message files, [`Reason::gaps`] says what goes into it.
//!
//! Kept is `code:gap:gap`, and behind a line's end the heading: `phone-too-short:GB\nMobile`. A heading may hold anything, so
//! the store seals it with the row's cells.

use std::fmt;

use super::cell::Damage;
use super::reason::{Reason, RowError};
use crate::moment::Date;
use crate::person::{
    AddressError, BirthDateError, DayError, EmailError, LabelError, NameError, PHONES_MAX,
    PhoneError, Region, TAGS_MAX, Tag, TagsError,
};

/// Why a row was given back: which column is wrong, and what is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rejection {
    /// The header cell of the column; none when the row as a whole is wrong.
    pub column: Option<String>,
    /// What is wrong with it.
    pub reason: Reason,
}

/// What fills a gap of a reason's sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Gap {
    /// A number.
    Number(u64),
    /// A day in the organisation's zone.
    Day(Date),
    /// A telephone number as people of this country write it.
    Like(Region),
}

impl fmt::Display for Gap {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Number(number) => number.fmt(f),
            Self::Day(day) => day.fmt(f),
            Self::Like(region) => region.fmt(f),
        }
    }
}

impl From<Reason> for Rejection {
    /// What is wrong with a row as a whole.
    fn from(reason: Reason) -> Self {
        Self {
            column: None,
            reason,
        }
    }
}

impl From<&RowError> for Rejection {
    fn from(error: &RowError) -> Self {
        Self {
            column: error.column.clone(),
            reason: error.reason,
        }
    }
}

impl fmt::Display for Rejection {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write(f, self.column.as_deref(), self.reason)
    }
}

/// Writes a reason behind its column, for the console's errors and a developer.
pub(super) fn write(
    f: &mut fmt::Formatter<'_>,
    column: Option<&str>,
    reason: Reason,
) -> fmt::Result {
    match column {
        Some(column) => write!(f, "column `{column}`: {reason}"),
        None => fmt::Display::fmt(&reason, f),
    }
}

impl Rejection {
    /// As it is kept; [`parse`](Self::parse) reads it.
    pub fn kept(&self) -> String {
        let mut kept = self.reason.code().to_owned();
        for (_, gap) in self.reason.gaps() {
            kept.push(':');
            kept.push_str(&gap.to_string());
        }
        if let Some(column) = &self.column {
            kept.push('\n');
            kept.push_str(column);
        }
        kept
    }

    /// Reads what was kept. A code that this program doesn't know is [`Reason::Unknown`], of the row as a whole.
    pub fn parse(kept: &str) -> Self {
        let (said, column) = match kept.split_once('\n') {
            Some((said, column)) => (said, Some(column.to_owned())),
            None => (kept, None),
        };
        match Reason::parse(said) {
            Some(reason) => Self { column, reason },
            None => Reason::Unknown.into(),
        }
    }
}

/// What every key begins with; the code is the rest.
const PREFIX: &str = "reject-";

impl Reason {
    /// Each reason once, with an example of what fills its gaps.
    pub const EACH: &'static [Self] = &[
        Self::Cells {
            found: 3,
            expected: 5,
        },
        Self::Label(LabelError::Empty),
        Self::Label(LabelError::Control),
        Self::Label(LabelError::Long(128)),
        Self::Tags(TagsError::Control),
        Self::Tags(TagsError::Long),
        Self::Tags(TagsError::Many),
        Self::Name(NameError::Empty),
        Self::Name(NameError::Control),
        Self::Name(NameError::Long),
        Self::Phone(PhoneError::Empty, Region::GB),
        Self::Phone(PhoneError::Words, Region::GB),
        Self::Phone(PhoneError::Spreadsheet, Region::GB),
        Self::Phone(PhoneError::Several, Region::GB),
        Self::Phone(PhoneError::NotANumber, Region::GB),
        Self::Phone(PhoneError::NoSuchCountry, Region::GB),
        Self::Phone(PhoneError::NoAreaCode, Region::GB),
        Self::Phone(PhoneError::TooShort, Region::GB),
        Self::Phone(PhoneError::TooLong, Region::GB),
        Self::Phone(PhoneError::WrongLength, Region::GB),
        Self::TooManyPhones,
        Self::Damage(Damage::Formula),
        Self::Damage(Damage::Error),
        Self::Damage(Damage::Shortened),
        Self::Damage(Damage::Date),
        Self::Email(EmailError::Empty),
        Self::Email(EmailError::Several),
        Self::Email(EmailError::Web),
        Self::Email(EmailError::Form),
        Self::Email(EmailError::Long),
        Self::Address(AddressError::Control),
        Self::Address(AddressError::Long),
        Self::BirthDate(BirthDateError::TooEarly),
        Self::Day(DayError::Form),
        Self::Day(DayError::NoSuchDay),
        Self::Day(DayError::ShortYear),
        Self::Day(DayError::Serial),
        Self::Lines { lines: 200 },
        Self::Encoding,
        Self::Repeated,
        Self::Nameless,
        Self::Numberless,
        Self::NothingToMatch,
        Self::NewNumber,
        Self::NumberTaken,
        Self::SeveralFit,
        Self::SharedByMany,
        Self::AnotherNumber,
        Self::Provisional,
        Self::ForgottenToo,
        Self::Forgotten(EXAMPLE),
        Self::ForgottenByTwo(EXAMPLE),
        Self::Unknown,
    ];

    /// The key of its sentence in the message files.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Cells { .. } => "reject-cells",
            Self::Label(why) => label(why),
            Self::Tags(why) => tags(why),
            Self::Name(why) => name(why),
            Self::Phone(why, _) => phone(why),
            Self::TooManyPhones => "reject-phones-many",
            Self::Damage(why) => damage(why),
            Self::Email(why) => email(why),
            Self::Address(AddressError::Control) => "reject-address-control",
            Self::Address(AddressError::Long) => "reject-address-long",
            Self::BirthDate(BirthDateError::TooEarly) => "reject-birth-date-early",
            Self::BirthDate(BirthDateError::Day(why)) | Self::Day(why) => day(why),
            Self::Lines { .. } => "reject-lines",
            Self::Encoding => "reject-encoding",
            Self::Repeated => "reject-repeated",
            Self::Nameless => "reject-nameless",
            Self::Numberless => "reject-numberless",
            Self::NothingToMatch => "reject-nothing-to-match",
            Self::NewNumber => "reject-new-number",
            Self::NumberTaken => "reject-number-taken",
            Self::SeveralFit => "reject-several-fit",
            Self::SharedByMany => "reject-shared-by-many",
            Self::AnotherNumber => "reject-another-number",
            Self::Provisional => "reject-provisional",
            Self::ForgottenToo => "reject-forgotten-too",
            Self::Forgotten(_) => "reject-forgotten",
            Self::ForgottenByTwo(_) => "reject-forgotten-by-two",
            Self::Unknown => "reject-unknown",
        }
    }

    /// Its word, for programs and for what is kept: it stays as it is.
    pub fn code(self) -> &'static str {
        self.key().trim_start_matches(PREFIX)
    }

    /// What fills the gaps of its sentence, by name and in the order in which it is kept.
    pub fn gaps(self) -> Vec<(&'static str, Gap)> {
        let number = |n: usize| Gap::Number(u64::try_from(n).unwrap_or(u64::MAX));
        match self {
            Self::Cells { found, expected } => {
                vec![("found", number(found)), ("expected", number(expected))]
            }
            Self::Label(LabelError::Long(most)) => vec![("most", number(most))],
            Self::Tags(TagsError::Long) => vec![("most", number(Tag::CHARS_MAX))],
            Self::Tags(TagsError::Many) => vec![("most", number(TAGS_MAX))],
            Self::TooManyPhones => vec![("most", number(PHONES_MAX))],
            Self::Phone(_, region) => vec![("example", Gap::Like(region))],
            Self::Lines { lines } => vec![("lines", Gap::Number(lines))],
            Self::Forgotten(day) | Self::ForgottenByTwo(day) => vec![("day", Gap::Day(day))],
            _ => Vec::new(),
        }
    }

    /// Reads a code and what fills its gaps; none where this program doesn't know them.
    fn parse(said: &str) -> Option<Self> {
        let mut parts = said.split(':');
        let code = parts.next()?;
        let found = Self::EACH.iter().find(|reason| reason.code() == code)?;
        found.filled(parts)
    }

    /// The same reason with what was kept in its gaps.
    fn filled<'a>(self, mut gaps: impl Iterator<Item = &'a str>) -> Option<Self> {
        Some(match self {
            Self::Cells { .. } => Self::Cells {
                found: gaps.next()?.parse().ok()?,
                expected: gaps.next()?.parse().ok()?,
            },
            Self::Label(LabelError::Long(_)) => {
                Self::Label(LabelError::Long(gaps.next()?.parse().ok()?))
            }
            Self::Phone(why, _) => Self::Phone(why, Region::parse(gaps.next()?).ok()?),
            Self::Lines { .. } => Self::Lines {
                lines: gaps.next()?.parse().ok()?,
            },
            Self::Forgotten(_) => Self::Forgotten(Date::parse(gaps.next()?)?),
            Self::ForgottenByTwo(_) => Self::ForgottenByTwo(Date::parse(gaps.next()?)?),
            other => other,
        })
    }
}

/// A day for [`Reason::EACH`].
const EXAMPLE: Date = Date {
    year: 2026,
    month: 11,
    day: 24,
};

const fn label(why: LabelError) -> &'static str {
    match why {
        LabelError::Empty => "reject-label-empty",
        LabelError::Control => "reject-label-control",
        LabelError::Long(_) => "reject-label-long",
    }
}

const fn tags(why: TagsError) -> &'static str {
    match why {
        TagsError::Control => "reject-tag-control",
        TagsError::Long => "reject-tag-long",
        TagsError::Many => "reject-tags-many",
    }
}

const fn name(why: NameError) -> &'static str {
    match why {
        NameError::Empty => "reject-name-empty",
        NameError::Control => "reject-name-control",
        NameError::Long => "reject-name-long",
    }
}

const fn phone(why: PhoneError) -> &'static str {
    match why {
        PhoneError::Empty => "reject-phone-empty",
        PhoneError::Words => "reject-phone-words",
        PhoneError::Spreadsheet => "reject-phone-shortened",
        PhoneError::Several => "reject-phone-several",
        PhoneError::NotANumber => "reject-phone-form",
        PhoneError::NoSuchCountry => "reject-phone-no-such-country",
        PhoneError::NoAreaCode => "reject-phone-no-area-code",
        PhoneError::TooShort => "reject-phone-too-short",
        PhoneError::TooLong => "reject-phone-too-long",
        PhoneError::WrongLength => "reject-phone-wrong-length",
    }
}

const fn damage(why: Damage) -> &'static str {
    match why {
        Damage::Formula => "reject-cell-formula",
        Damage::Error => "reject-cell-error",
        Damage::Shortened => "reject-cell-shortened",
        Damage::Date => "reject-cell-date",
    }
}

const fn email(why: EmailError) -> &'static str {
    match why {
        EmailError::Empty => "reject-email-empty",
        EmailError::Several => "reject-email-several",
        EmailError::Web => "reject-email-web",
        EmailError::Form => "reject-email-form",
        EmailError::Long => "reject-email-long",
    }
}

const fn day(why: DayError) -> &'static str {
    match why {
        DayError::Form => "reject-day-form",
        DayError::NoSuchDay => "reject-day-no-such-day",
        DayError::ShortYear => "reject-day-short-year",
        DayError::Serial => "reject-day-serial",
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    fn in_column(column: &str, reason: Reason) -> Rejection {
        Rejection {
            column: Some(column.to_owned()),
            reason,
        }
    }

    #[test]
    fn each_reason_that_has_a_key_stands_in_the_list_once() {
        let source = include_str!("rejection.rs");
        let (code, _) = source.split_once("#[cfg(test)]").unwrap();
        let named = code
            .split('"')
            .filter(|text| text.starts_with(PREFIX) && *text != PREFIX);
        let named: Vec<&str> = named.collect();
        let each: BTreeSet<&str> = Reason::EACH.iter().map(|reason| reason.key()).collect();
        assert_eq!(each.len(), Reason::EACH.len(), "a key stands for two");
        assert_eq!(named.iter().copied().collect::<BTreeSet<_>>(), each);
        assert_eq!(named.len(), each.len(), "two arms give the same key");
    }

    #[test]
    fn what_is_kept_is_read_as_it_was_whatever_the_heading_holds() {
        let headings = ["Mobile", "", "E-mail: home", "two\nlines\n", "phone:GB"];
        for reason in Reason::EACH.iter().copied() {
            let whole = Rejection::from(reason);
            assert_eq!(Rejection::parse(&whole.kept()), whole);
            for heading in headings {
                let of_column = in_column(heading, reason);
                assert_eq!(Rejection::parse(&of_column.kept()), of_column);
            }
        }
    }

    #[test]
    fn what_fills_the_gaps_is_kept_with_the_code() {
        fn check(why: &Rejection, kept: &str) {
            assert_eq!(why.kept(), kept);
            assert_eq!(&Rejection::parse(kept), why);
        }
        let (found, expected) = (999_992, 2);
        check(&Reason::Cells { found, expected }.into(), "cells:999992:2");
        check(&Reason::Lines { lines: 101 }.into(), "lines:101");
        let long = Reason::Label(LabelError::Long(120));
        check(&in_column("Branch", long), "label-long:120\nBranch");
        let short = Reason::Phone(PhoneError::TooShort, Region::US);
        check(&in_column("Mobile", short), "phone-too-short:US\nMobile");
        let day = Date::parse("2025-01-31").unwrap();
        check(&Reason::Forgotten(day).into(), "forgotten:2025-01-31");
        let by_two = Rejection::from(Reason::ForgottenByTwo(day));
        check(&by_two, "forgotten-by-two:2025-01-31");
    }

    #[test]
    fn a_day_of_birth_that_is_no_day_is_said_as_any_other_day() {
        for why in [DayError::Form, DayError::Serial] {
            let born = in_column("dob", Reason::BirthDate(BirthDateError::Day(why)));
            let read = Rejection::parse(&born.kept());
            assert_eq!(read, in_column("dob", Reason::Day(why)));
            assert_eq!(read.to_string(), born.to_string());
        }
    }

    #[test]
    fn a_code_that_is_not_known_is_a_row_that_was_not_taken() {
        for kept in [
            "",
            "shoe-size:44\nShoes",
            "column `Mobile`: this is not a telephone number we can read",
            "cells",
            "cells:3",
            "cells:three:5",
            "label-long:-1\nBranch",
            "phone-words\nMobile",
            "phone-words:ZZ\nMobile",
            "forgotten:yesterday",
            "reject-repeated",
        ] {
            let unknown = Rejection::from(Reason::Unknown);
            assert_eq!(Rejection::parse(kept), unknown, "{kept}");
        }
    }

    #[test]
    fn the_column_is_named_and_a_row_as_a_whole_has_none() {
        let why = in_column("Mobile", Reason::Damage(Damage::Error));
        assert_eq!(
            why.to_string(),
            "column `Mobile`: a spreadsheet's error stands here; mend the cell, or leave it empty"
        );
        assert_eq!(
            Rejection::from(Reason::Numberless).to_string(),
            "the row holds no membership number"
        );
    }
}
