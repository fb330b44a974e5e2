//! The levels of the fields that are the same for every organisation, and how choices are written.

use std::fmt::Write as _;

use crate::person::AgeBand;

/// Why an audience can't be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ChoiceError {
    /// It has no such field.
    #[error(
        "an audience is chosen by branch, kind, age, joined, area, tag and spoken; write `age=65+`"
    )]
    Field,
    /// The field has no such level.
    #[error("this field has no such level; choose one that is listed")]
    Level,
    /// A field is chosen twice.
    #[error("one field is chosen twice; choose one level of each")]
    Twice,
    /// More is chosen than one question may have.
    #[error("too much is chosen at once; choose at most four")]
    Many,
    /// More than one group is chosen beside what came of own calls.
    #[error("beside what came of your own calls choose at most one group")]
    Beside,
}

/// A band of ages, or a published group of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum AgeGroup {
    /// 18 to 34.
    Younger,
    /// 35 to 64.
    Middle,
    /// 65 and older.
    Older,
    /// One band; never [`AgeBand::Under18`], whom nobody rings.
    Band(AgeBand),
}

impl AgeGroup {
    /// Every level, each group before its bands, and last of all the age that isn't known.
    pub const ALL: [Self; 11] = [
        Self::Younger,
        Self::Band(AgeBand::From18),
        Self::Band(AgeBand::From25),
        Self::Middle,
        Self::Band(AgeBand::From35),
        Self::Band(AgeBand::From45),
        Self::Band(AgeBand::From55),
        Self::Older,
        Self::Band(AgeBand::From65),
        Self::Band(AgeBand::From75),
        Self::Band(AgeBand::Unknown),
    ];

    /// As it is written, and shown: `18-24`, `65+`, `unknown`.
    pub fn text(self) -> &'static str {
        match self {
            Self::Younger => "18-34",
            Self::Middle => "35-64",
            Self::Older => "65+",
            Self::Band(AgeBand::Unknown) => "unknown",
            Self::Band(band) => band.as_str(),
        }
    }

    pub(super) fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|group| group.text() == text)
    }

    /// The codes of its bands: the first, and how many.
    pub(super) fn codes(self) -> (u16, u16) {
        let code = |band: AgeBand| u16::from(band.code());
        match self {
            Self::Younger => (code(AgeBand::From18), 2),
            Self::Middle => (code(AgeBand::From35), 3),
            Self::Older => (code(AgeBand::From65), 2),
            Self::Band(band) => (code(band), 1),
        }
    }

    pub(super) const fn is_group(self) -> bool {
        !matches!(self, Self::Band(_))
    }
}

/// How long somebody has been a member, counted from the year in which the members were fixed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Joined {
    /// In that year.
    ThisYear,
    /// In the year before.
    LastYear,
    /// Two to five years before.
    To5,
    /// Six to ten years before.
    To10,
    /// Longer ago.
    Earlier,
    /// The roll doesn't say.
    Unknown,
}

impl Joined {
    /// Every level.
    pub const ALL: [Self; 6] = [
        Self::ThisYear,
        Self::LastYear,
        Self::To5,
        Self::To10,
        Self::Earlier,
        Self::Unknown,
    ];

    /// The level of whoever joined in `year`, for members fixed in `fixed`; a later year counts as that one.
    pub const fn on(year: Option<i64>, fixed: i64) -> Self {
        let Some(year) = year else {
            return Self::Unknown;
        };
        match fixed.saturating_sub(year) {
            i64::MIN..1 => Self::ThisYear,
            1 => Self::LastYear,
            2..6 => Self::To5,
            6..11 => Self::To10,
            11.. => Self::Earlier,
        }
    }

    /// As it is written; pages have their own words.
    pub const fn text(self) -> &'static str {
        match self {
            Self::ThisYear => "this-year",
            Self::LastYear => "last-year",
            Self::To5 => "2-5-years",
            Self::To10 => "6-10-years",
            Self::Earlier => "earlier",
            Self::Unknown => "unknown",
        }
    }

    /// The key of its words in the message files.
    pub const fn label(self) -> &'static str {
        match self {
            Self::ThisYear => "audience-joined-this-year",
            Self::LastYear => "audience-joined-last-year",
            Self::To5 => "audience-joined-to-5",
            Self::To10 => "audience-joined-to-10",
            Self::Earlier => "audience-joined-earlier",
            Self::Unknown => "audience-unknown",
        }
    }

    pub(super) fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.text() == text)
    }

    /// Its code in a column.
    pub(super) const fn code(self) -> u8 {
        match self {
            Self::ThisYear => 0,
            Self::LastYear => 1,
            Self::To5 => 2,
            Self::To10 => 3,
            Self::Earlier => 4,
            Self::Unknown => 5,
        }
    }
}

/// A name without what has a meaning of its own in a written audience: bytes other than letters, digits, `-` and `.` as `%2C`.
pub(super) fn escaped(name: &str) -> String {
    let mut text = String::with_capacity(name.len());
    for byte in name.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.') {
            text.push(char::from(byte));
        } else {
            // Writing to a string doesn't fail.
            let _ = write!(text, "%{byte:02X}");
        }
    }
    text
}

/// The name again; none where it isn't written as [`escaped`] does.
pub(super) fn unescaped(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        if byte == b'%' {
            let digit = |byte: u8| {
                char::from(byte)
                    .to_digit(16)
                    .and_then(|n| u8::try_from(n).ok())
            };
            let (high, low) = (digit(rest.next()?)?, digit(rest.next()?)?);
            bytes.push(high << 4 | low);
        } else {
            bytes.push(byte);
        }
    }
    let name = String::from_utf8(bytes).ok()?;
    (escaped(&name) == text).then_some(name)
}
