//! A postal address as lines.

use super::text::{Untidy, tidy};
use super::{DecodeError, Reader, Writer};

const VERSION: u8 = 1;
const LINES_MAX: usize = 10;
const LINE_CHARS_MAX: usize = 300;
const POSTCODE_CHARS_MAX: usize = 16;

/// Where a member lives, as lines to print on an envelope, and the postcode apart.
///
/// The lines are not taken to pieces: files differ in what they call a town, and the post reads
/// lines. The postcode is apart because branches are drawn by it.
#[derive(Clone, PartialEq, Eq, Hash, Default)]
pub struct Address {
    lines: Vec<String>,
    postcode: Option<String>,
}
super::says_only_its_name!(Address);

/// Why lines are no address.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum AddressError {
    /// A control character.
    #[error("the address holds a character that can't be shown; type it again")]
    Control,
    /// A line or the postcode is too long, or there are too many lines.
    #[error("the address is too long; keep to 10 lines of 300 characters, and 16 for the postcode")]
    Long,
}

impl Address {
    /// Tidies lines and postcode; empty lines are left out, a line break begins a new line.
    ///
    /// # Errors
    /// [`AddressError`] when there is too much of it, or what can't be shown.
    pub fn parse<'a>(
        lines: impl IntoIterator<Item = &'a str>,
        postcode: &str,
    ) -> Result<Self, AddressError> {
        let mut kept = Vec::new();
        for line in lines.into_iter().flat_map(str::lines) {
            let line = tidy(line, LINE_CHARS_MAX).map_err(AddressError::from)?;
            if !line.is_empty() {
                kept.push(line);
            }
        }
        if kept.len() > LINES_MAX {
            return Err(AddressError::Long);
        }
        let postcode = tidy(postcode, POSTCODE_CHARS_MAX).map_err(AddressError::from)?;
        Ok(Self {
            lines: kept,
            postcode: (!postcode.is_empty()).then(|| postcode.to_uppercase()),
        })
    }

    /// The lines, without the postcode.
    pub fn lines(&self) -> &[String] {
        &self.lines
    }

    /// The postcode in capitals.
    pub fn postcode(&self) -> Option<&str> {
        self.postcode.as_deref()
    }

    /// By what a household is known: the postcode and the first line, without what people write differently (case, spaces, signs);
    /// none where either is missing, for a line alone stands in many places.
    pub fn home_key(&self) -> Option<String> {
        let bare = |text: &str| -> String {
            let letters = text.chars().filter(|c| c.is_alphanumeric());
            letters.flat_map(char::to_lowercase).collect()
        };
        let postcode = bare(self.postcode()?);
        let line = bare(self.lines.first()?);
        (!postcode.is_empty() && !line.is_empty()).then(|| format!("{postcode} {line}"))
    }

    /// True when nothing is known.
    pub fn is_empty(&self) -> bool {
        self.lines.is_empty() && self.postcode.is_none()
    }

    /// The bytes to seal.
    pub fn encode(&self) -> Vec<u8> {
        let mut writer = Writer::new(VERSION);
        writer.maybe(self.postcode());
        writer.count(self.lines.len());
        for line in &self.lines {
            writer.text(line);
        }
        writer.finish()
    }

    /// Reads what [`Address::encode`] wrote.
    ///
    /// # Errors
    /// [`DecodeError`] when the bytes are anything else.
    pub fn decode(bytes: &[u8]) -> Result<Self, DecodeError> {
        let mut reader = Reader::new(bytes, VERSION)?;
        let postcode = reader.maybe()?;
        let count = reader.count()?;
        if count > LINES_MAX {
            return Err(DecodeError::Damaged);
        }
        let lines = (0..count)
            .map(|_| reader.text().map(str::to_owned))
            .collect::<Result<_, _>>()?;
        reader.finish()?;
        Ok(Self { lines, postcode })
    }
}

impl From<Untidy> for AddressError {
    fn from(why: Untidy) -> Self {
        match why {
            Untidy::Control => Self::Control,
            Untidy::Long => Self::Long,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Address, AddressError};
    use proptest::prelude::*;

    #[test]
    fn empty_lines_are_left_out_and_breaks_begin_new_ones() {
        let address = Address::parse(["1 Mill Lane\nAbercwm", " ", "Powys"], "sy99 9zz").unwrap();
        assert_eq!(address.lines(), ["1 Mill Lane", "Abercwm", "Powys"]);
        assert_eq!(address.postcode(), Some("SY99 9ZZ"));
        assert!(Address::parse(["", " "], " ").unwrap().is_empty());
    }

    #[test]
    fn an_address_has_an_end() {
        assert_eq!(
            Address::parse(["x"; 11], "").err(),
            Some(AddressError::Long)
        );
        assert_eq!(
            Address::parse(["x".repeat(301).as_str()], "").err(),
            Some(AddressError::Long)
        );
        assert_eq!(
            Address::parse(["a\u{1}"], "").err(),
            Some(AddressError::Control)
        );
    }

    proptest! {
        #[test]
        fn an_address_encoded_and_decoded_is_the_same(
            lines in prop::collection::vec("[^\\p{C}]{0,60}", 0..6), postcode in "[A-Z0-9 ]{0,8}",
        ) {
            if let Ok(address) = Address::parse(lines.iter().map(String::as_str), &postcode) {
                prop_assert_eq!(Address::decode(&address.encode()), Ok(address));
            }
        }

        #[test]
        fn no_bytes_make_the_decoder_panic(bytes in prop::collection::vec(any::<u8>(), 0..40)) {
            let _ = Address::decode(&bytes);
        }
    }

    #[test]
    fn a_household_is_known_by_postcode_and_first_line_however_they_are_written() {
        let key = |lines: &[&str], postcode: &str| {
            Address::parse(lines.iter().copied(), postcode)
                .unwrap()
                .home_key()
        };
        let home = key(&["1, Mill Lane", "Abercwm"], "SY99 9ZZ");
        assert_eq!(home, key(&["1 mill  lane"], "sy999zz"));
        assert!(home.is_some());
        assert_ne!(home, key(&["11 Mill Lane"], "SY99 9ZZ"));
        assert_ne!(home, key(&["1 Mill Lane"], "SY99 9ZY"));
        assert_eq!(key(&["1 Mill Lane"], ""), None);
        assert_eq!(key(&[], "SY99 9ZZ"), None);
        assert_eq!(key(&["-"], "SY99 9ZZ"), None);
    }
}
