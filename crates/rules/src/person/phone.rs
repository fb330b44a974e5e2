//! A telephone number, by Google's libphonenumber in its Rust port.

use std::fmt;

use rlibphonenumber::{
    NumberLengthType, PHONE_NUMBER_UTIL, ParseError, PhoneNumber, PhoneNumberFormat,
    ValidationError,
};

use super::{DecodeError, Reader, Region, Writer};

mod cell;

pub use cell::PhoneCell;

const VERSION: u8 = 1;
const BYTES_MAX: usize = 80;
/// The most numbers that a member is kept with.
pub const PHONES_MAX: usize = 16;

/// What a file calls the number; said by its column, never guessed from the digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum PhoneKind {
    /// Carried by one person.
    Mobile,
    /// In a home, perhaps shared.
    Landline,
    /// At an office.
    Work,
    /// The file doesn't say.
    Other,
}

impl PhoneKind {
    /// A stable number for the sealed form.
    pub fn code(self) -> u8 {
        match self {
            Self::Mobile => 1,
            Self::Landline => 2,
            Self::Work => 3,
            Self::Other => 4,
        }
    }

    /// The kind of a stable number; none for numbers never given out.
    pub fn from_code(code: u8) -> Option<Self> {
        [Self::Mobile, Self::Landline, Self::Work, Self::Other]
            .into_iter()
            .find(|kind| kind.code() == code)
    }
}

/// A number that can be dialled: country code, national number, perhaps an extension.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Phone {
    e164: String,
    extension: Option<String>,
    kind: PhoneKind,
}
super::says_only_its_name!(Phone);

/// Why a text is no telephone number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PhoneError {
    /// Nothing but white space.
    #[error("this is empty; fill it in")]
    Empty,
    /// Words beside the number ("ask for Ann"), or letters in place of digits.
    #[error("this holds words; leave only the number")]
    Words,
    /// A number that a spreadsheet shows in powers of ten, its last digits lost.
    #[error(
        "a spreadsheet has shortened this number; format the column as text, and type the number again"
    )]
    Spreadsheet,
    /// Several numbers in one cell, of which one can't be read: half of a cell is never taken.
    #[error(
        "this holds several telephone numbers, and not all can be read; give each a column of its own"
    )]
    Several,
    /// Nothing that reads as a number.
    #[error("this is not a telephone number we can read")]
    NotANumber,
    /// The country code behind `+` is not in use.
    #[error("there is no such country code")]
    NoSuchCountry,
    /// Long enough only within its town.
    #[error("the area code is missing")]
    NoAreaCode,
    /// Too few digits.
    #[error("this telephone number is too short; a digit may be missing")]
    TooShort,
    /// Too many digits.
    #[error("this telephone number is too long; a digit may be doubled")]
    TooLong,
    /// A number of digits that the country doesn't use.
    #[error("this telephone number has a digit too many or too few")]
    WrongLength,
}

impl Phone {
    /// Reads a number; without a country code it is one of `region`.
    ///
    /// The check is *possible*, not *valid*: length and country code must be right, the range need
    /// not be one that was in use when the library's tables were made. Those tables age, and call
    /// invalid both new ranges and those set aside for fiction (Ofcom's drama numbers, 555-01xx),
    /// with which the demo and every test work. To dial a number that nobody has costs nothing; to
    /// refuse one that somebody has loses a member.
    ///
    /// Letters are refused unless they mark an extension: in a roll they are notes ("ask for Ann"),
    /// and the library would read them as digits. Cost: 1.3 µs for a British number.
    ///
    /// # Errors
    /// [`PhoneError`], saying what is wrong.
    pub fn parse(text: &str, region: Region) -> Result<Self, PhoneError> {
        let text = text.trim();
        if text.is_empty() {
            return Err(PhoneError::Empty);
        }
        if text.len() > BYTES_MAX {
            return Err(PhoneError::TooLong);
        }
        if has_words(text) {
            let is_float = text.contains(['e', 'E']) && text.parse::<f64>().is_ok();
            return Err(if is_float {
                PhoneError::Spreadsheet
            } else {
                PhoneError::Words
            });
        }
        if has_several(text) {
            return Err(PhoneError::Several);
        }
        let number = PHONE_NUMBER_UTIL.parse(text, Some(region.inner()))?;
        match number.is_possible_with_reason() {
            Ok(NumberLengthType::IsPossible) if keeps_trunk_digit(&number) => {
                Err(PhoneError::WrongLength)
            }
            Ok(NumberLengthType::IsPossible) => Ok(Self::from_number(&number)),
            Ok(NumberLengthType::IsPossibleLocalOnly) => Err(PhoneError::NoAreaCode),
            Err(ValidationError::InvalidCountryCode) => Err(PhoneError::NoSuchCountry),
            Err(ValidationError::TooShort) => Err(PhoneError::TooShort),
            Err(ValidationError::InvalidLength) => Err(PhoneError::WrongLength),
            Err(ValidationError::TooLong) => Err(PhoneError::TooLong),
        }
    }

    /// The same number, of this kind.
    #[must_use]
    pub fn of_kind(self, kind: PhoneKind) -> Self {
        Self { kind, ..self }
    }

    /// `+447700900123`, without the extension (ITU-T E.164).
    pub fn e164(&self) -> &str {
        &self.e164
    }

    /// The digits to press after the call is answered.
    pub fn extension(&self) -> Option<&str> {
        self.extension.as_deref()
    }

    /// What the file called it.
    pub fn kind(&self) -> PhoneKind {
        self.kind
    }

    /// For people of the same country: `07700 900123`, with `x12` or what is usual there.
    pub fn national(&self) -> String {
        self.format(PhoneNumberFormat::National)
    }

    /// For people of `home`: as [`Phone::national`] there, else `+1 212-555-0123`.
    pub fn display(&self, home: Region) -> String {
        let abroad = self.number().is_some_and(|n| {
            PHONE_NUMBER_UTIL.get_country_code_for_region(home.inner()) != Some(n.country_code)
        });
        self.format(if abroad {
            PhoneNumberFormat::International
        } else {
            PhoneNumberFormat::National
        })
    }

    /// A link that dials: `tel:+447700900123;ext=12` (RFC 3966).
    pub fn tel_uri(&self) -> String {
        match &self.extension {
            Some(extension) => format!("tel:{};ext={extension}", self.e164),
            None => format!("tel:{}", self.e164),
        }
    }

    /// The digits of the E.164 number: what a blind index, and "one number, one desk", are made of.
    ///
    /// The extension is apart: behind one switchboard stand many people, and it is one line.
    pub fn index_key(&self) -> &str {
        self.e164.trim_start_matches('+')
    }

    /// True when both ring the same telephone: same number, same extension; the kind may differ.
    pub fn is_same_line(&self, other: &Self) -> bool {
        self.e164 == other.e164 && self.extension == other.extension
    }

    fn from_number(number: &PhoneNumber) -> Self {
        let zeros = if number.italian_leading_zero() {
            number.number_of_leading_zeros().clamp(1, 10)
        } else {
            0
        };
        let mut e164 = String::with_capacity(18);
        e164.push('+');
        let _ = fmt::Write::write_fmt(&mut e164, format_args!("{}", number.country_code));
        (0..zeros).for_each(|_| e164.push('0'));
        let _ = fmt::Write::write_fmt(&mut e164, format_args!("{}", number.national_number));
        let extension = number.extension.clone().filter(|digits| !digits.is_empty());
        Self {
            e164,
            extension,
            kind: PhoneKind::Other,
        }
    }

    fn number(&self) -> Option<PhoneNumber> {
        let mut number = PHONE_NUMBER_UTIL.parse(&self.e164, None).ok()?;
        number.extension.clone_from(&self.extension);
        Some(number)
    }

    fn format(&self, format: PhoneNumberFormat) -> String {
        self.number().map_or_else(
            || self.e164.clone(),
            |number| number.format_as(format).into_owned(),
        )
    }
}

impl From<ParseError> for PhoneError {
    fn from(why: ParseError) -> Self {
        match why {
            ParseError::InvalidCountryCode => Self::NoSuchCountry,
            ParseError::NotANumber(_) => Self::NotANumber,
            ParseError::TooShortAfterIdd | ParseError::TooShortNsn => Self::TooShort,
            ParseError::TooLongNsn => Self::TooLong,
        }
    }
}

/// True when the trunk digit (0, in North America 1) still leads the number.
///
/// The library leaves it there when the number would be too short without it, and then finds the
/// length possible: `07700 9001` becomes +44 077009001. Countries whose numbers do begin with 0 are
/// asked for validity as well.
fn keeps_trunk_digit(number: &PhoneNumber) -> bool {
    let is_kept = match number.country_code {
        1 => number
            .get_national_significant_number()
            .starts_with(['0', '1']),
        _ => number.italian_leading_zero(),
    };
    is_kept && !number.is_valid()
}

/// True when letters stand in the text that are not a mark for an extension or `tel:`.
fn has_words(text: &str) -> bool {
    const MARKS: [&str; 7] = ["x", "ext", "extn", "extension", "tel", "int", "anexo"];
    text.split(|c: char| !c.is_alphabetic())
        .filter(|word| !word.is_empty())
        .any(|word| !MARKS.iter().any(|mark| word.eq_ignore_ascii_case(mark)))
}

/// True when two parts of the text are each long enough to be a number.
fn has_several(text: &str) -> bool {
    text.split([',', ';', '/', '|', '&', '\n'])
        .filter(|part| part.bytes().filter(u8::is_ascii_digit).count() >= 6)
        .nth(1)
        .is_some()
}

/// The bytes to seal for all numbers of one member, in their order.
pub fn encode_phones(phones: &[Phone]) -> Vec<u8> {
    let mut writer = Writer::new(VERSION);
    writer.count(phones.len());
    for phone in phones {
        writer.byte(phone.kind.code());
        writer.text(phone.index_key());
        writer.maybe(phone.extension());
    }
    writer.finish()
}

/// Reads what [`encode_phones`] wrote.
///
/// # Errors
/// [`DecodeError`] when the bytes are anything else.
pub fn decode_phones(bytes: &[u8]) -> Result<Vec<Phone>, DecodeError> {
    let mut reader = Reader::new(bytes, VERSION)?;
    let count = reader.count()?;
    if count > PHONES_MAX {
        return Err(DecodeError::Damaged);
    }
    let phones = (0..count)
        .map(|_| decode_phone(&mut reader))
        .collect::<Result<_, _>>()?;
    reader.finish()?;
    Ok(phones)
}

fn decode_phone(reader: &mut Reader<'_>) -> Result<Phone, DecodeError> {
    let kind = PhoneKind::from_code(reader.byte()?).ok_or(DecodeError::Damaged)?;
    let digits = reader.text()?;
    let extension = reader.maybe()?;
    let all_digits = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
    if digits.is_empty() || !all_digits(digits) || !extension.as_deref().is_none_or(all_digits) {
        return Err(DecodeError::Damaged);
    }
    Ok(Phone {
        e164: format!("+{digits}"),
        extension,
        kind,
    })
}

#[cfg(test)]
mod tests;
