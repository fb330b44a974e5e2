//! A person's name in the parts that a file gives.

use super::text::{Untidy, tidy};
use super::{DecodeError, Reader, Writer};

const VERSION: u8 = 1;

/// The most characters that one part of a name may have.
const CHARS_MAX: usize = 200;

/// A name: title, given, middle and family names, suffix; at least one of given and family.
///
/// People without a family name, or known by one name only, exist and are kept as they are.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Name {
    title: Option<String>,
    given: String,
    middle: String,
    family: String,
    suffix: Option<String>,
}
super::says_only_its_name!(Name);

/// The parts of a name as they stand in a file, empty where it has none.
#[derive(Clone, Copy, Default)]
pub struct NameText<'a> {
    /// "Mrs", "Dr"; never guessed.
    pub title: &'a str,
    /// The name that friends use.
    pub given: &'a str,
    /// Further given names or initials.
    pub middle: &'a str,
    /// The surname.
    pub family: &'a str,
    /// "Jr", "III", "OBE".
    pub suffix: &'a str,
}

impl std::fmt::Debug for NameText<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("NameText(…)")
    }
}

/// Why a text is no name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NameError {
    /// Neither given nor family name.
    #[error("there is no name; fill in a first name or a surname")]
    Empty,
    /// A control character.
    #[error("the name holds a character that can't be shown; type it again")]
    Control,
    /// A part of more than 200 characters.
    #[error("the name is too long; shorten each part to 200 characters")]
    Long,
}

impl Name {
    /// Trims each part, collapses white space, and asks for at least one of given and family name.
    ///
    /// # Errors
    /// [`NameError`], saying what to do.
    pub fn parse(text: NameText<'_>) -> Result<Self, NameError> {
        let part = |text: &str| tidy(text, CHARS_MAX).map_err(NameError::from);
        let some = |text: String| (!text.is_empty()).then_some(text);
        let (given, family) = (part(text.given)?, part(text.family)?);
        if given.is_empty() && family.is_empty() {
            return Err(NameError::Empty);
        }
        Ok(Self {
            title: some(part(text.title)?),
            given,
            middle: part(text.middle)?,
            family,
            suffix: some(part(text.suffix)?),
        })
    }

    /// Reads a whole name from one cell: "Siân Evans", or "Evans, Siân".
    ///
    /// Without a comma the last word is taken for the family name. That is wrong for some (two
    /// surnames, family name first), and harmless: nothing but a title would show it, and
    /// [`Name::full`] gives the words back in their order. A file with columns of their own for
    /// given and family name is always better.
    ///
    /// # Errors
    /// [`NameError`], saying what to do.
    pub fn parse_whole(whole: &str, title: &str) -> Result<Self, NameError> {
        let whole = whole.trim();
        let (given, family) = match whole.split_once(',') {
            Some((family, given)) => (given, family),
            None => whole
                .rsplit_once(char::is_whitespace)
                .unwrap_or((whole, "")),
        };
        Self::parse(NameText {
            title,
            given,
            family,
            ..NameText::default()
        })
    }

    /// The title, if the file gave one.
    pub fn title(&self) -> Option<&str> {
        self.title.as_deref()
    }

    /// The given name; may be empty.
    pub fn given(&self) -> &str {
        &self.given
    }

    /// Further given names; may be empty.
    pub fn middle(&self) -> &str {
        &self.middle
    }

    /// The family name; may be empty.
    pub fn family(&self) -> &str {
        &self.family
    }

    /// What comes behind the name, if the file gave it.
    pub fn suffix(&self) -> Option<&str> {
        self.suffix.as_deref()
    }

    /// All of it in order: "Mrs Siân Mair Evans OBE".
    pub fn full(&self) -> String {
        let parts = [
            self.title().unwrap_or(""),
            &self.given,
            &self.middle,
            &self.family,
            self.suffix().unwrap_or(""),
        ];
        join(&parts)
    }

    /// What a stranger says: "Mrs Evans"; without a title "Siân Evans", since none is guessed.
    ///
    /// With a title and no family name it is the title with the given name.
    pub fn titled(&self) -> String {
        match &self.title {
            Some(title) if !self.family.is_empty() => join(&[title, &self.family]),
            Some(title) => join(&[title, &self.given]),
            None => join(&[&self.given, &self.family]),
        }
    }

    /// What a friend says: the given name, or the family name where there is no other.
    pub fn first(&self) -> &str {
        if self.given.is_empty() {
            &self.family
        } else {
            &self.given
        }
    }

    /// The bytes to seal.
    pub fn encode(&self) -> Vec<u8> {
        let mut writer = Writer::new(VERSION);
        writer.maybe(self.title());
        writer.text(&self.given);
        writer.text(&self.middle);
        writer.text(&self.family);
        writer.maybe(self.suffix());
        writer.finish()
    }

    /// Reads what [`Name::encode`] wrote.
    ///
    /// # Errors
    /// [`DecodeError`] when the bytes are anything else.
    pub fn decode(bytes: &[u8]) -> Result<Self, DecodeError> {
        let mut reader = Reader::new(bytes, VERSION)?;
        let name = Self {
            title: reader.maybe()?,
            given: reader.text()?.to_owned(),
            middle: reader.text()?.to_owned(),
            family: reader.text()?.to_owned(),
            suffix: reader.maybe()?,
        };
        reader.finish()?;
        if name.given.is_empty() && name.family.is_empty() {
            return Err(DecodeError::Damaged);
        }
        Ok(name)
    }
}

impl From<Untidy> for NameError {
    fn from(why: Untidy) -> Self {
        match why {
            Untidy::Control => Self::Control,
            Untidy::Long => Self::Long,
        }
    }
}

fn join(parts: &[&str]) -> String {
    let mut line = String::with_capacity(parts.iter().map(|p| p.len() + 1).sum());
    for part in parts.iter().filter(|part| !part.is_empty()) {
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(part);
    }
    line
}

#[cfg(test)]
mod tests {
    use super::{Name, NameError, NameText};
    use crate::person::DecodeError;
    use proptest::prelude::*;

    fn name(title: &str, given: &str, family: &str) -> Name {
        Name::parse(NameText {
            title,
            given,
            family,
            ..NameText::default()
        })
        .unwrap()
    }

    #[test]
    fn a_stranger_says_the_title_only_when_the_file_gave_one() {
        fn check(title: &str, given: &str, family: &str, expected: [&str; 3]) {
            let name = name(title, given, family);
            assert_eq!(
                [name.titled().as_str(), name.first(), name.full().as_str()],
                expected
            );
        }
        check(
            "Mrs",
            "Siân",
            "Evans",
            ["Mrs Evans", "Siân", "Mrs Siân Evans"],
        );
        check("", "Siân", "Evans", ["Siân Evans", "Siân", "Siân Evans"]);
        check("Dr", "Suharto", "", ["Dr Suharto", "Suharto", "Dr Suharto"]);
        check("", "", "Okafor", ["Okafor", "Okafor", "Okafor"]);
        check(
            " Mr ",
            " Jean  Luc ",
            " de  la Cour ",
            ["Mr de la Cour", "Jean Luc", "Mr Jean Luc de la Cour"],
        );
    }

    #[test]
    fn middle_names_and_suffix_stand_in_the_full_name_only() {
        let name = Name::parse(NameText {
            title: "Mr",
            given: "John",
            middle: "Q.",
            family: "Public",
            suffix: "Jr.",
        })
        .unwrap();
        assert_eq!(name.full(), "Mr John Q. Public Jr.");
        assert_eq!(name.titled(), "Mr Public");
    }

    #[test]
    fn a_name_needs_at_least_one_part_that_can_be_shown() {
        fn check(given: &str, family: &str, expected: NameError) {
            assert_eq!(
                Name::parse(NameText {
                    given,
                    family,
                    ..NameText::default()
                })
                .err(),
                Some(expected)
            );
        }
        check(" ", "\t", NameError::Empty);
        check("a\0", "b", NameError::Control);
        check("a", &"b".repeat(201), NameError::Long);
    }

    #[test]
    fn a_whole_name_is_split_at_the_comma_or_the_last_word() {
        fn check(whole: &str, given: &str, family: &str) {
            let name = Name::parse_whole(whole, "").unwrap();
            assert_eq!((name.given(), name.family()), (given, family), "{whole}");
        }
        check("Siân Evans", "Siân", "Evans");
        check("Evans, Siân Mair", "Siân Mair", "Evans");
        check("Mary Ann Jones", "Mary Ann", "Jones");
        check("Suharto", "Suharto", "");
        check("Jones,", "", "Jones");
    }

    #[test]
    fn printing_for_a_developer_shows_no_name() {
        assert_eq!(format!("{:?}", name("Mrs", "Siân", "Evans")), "Name(…)");
        assert_eq!(
            format!(
                "{:?}",
                NameText {
                    given: "Siân",
                    ..NameText::default()
                }
            ),
            "NameText(…)"
        );
    }

    #[test]
    fn the_sealed_form_of_a_name_never_changes() {
        assert_eq!(
            name("Mrs", "Si", "Ev").encode(),
            b"\x01\x03Mrs\x02Si\x00\x02Ev\x00"
        );
        assert_eq!(
            Name::decode(b"\x01\x00\x00\x00\x00\x00").err(),
            Some(DecodeError::Damaged)
        );
        assert_eq!(Name::decode(b"\x02").err(), Some(DecodeError::Version));
    }

    proptest! {
        #[test]
        fn a_name_encoded_and_decoded_is_the_same(title in ".{0,9}", given in ".{0,60}", middle in ".{0,9}", family in ".{0,60}", suffix in ".{0,9}") {
            let text = NameText { title: &title, given: &given, middle: &middle, family: &family, suffix: &suffix };
            if let Ok(name) = Name::parse(text) {
                prop_assert_eq!(Name::decode(&name.encode()), Ok(name));
            }
        }

        #[test]
        fn a_name_read_twice_is_the_same(given in ".{0,60}", family in ".{0,60}") {
            if let Ok(once) = Name::parse(NameText { given: &given, family: &family, ..NameText::default() }) {
                let again = NameText { given: once.given(), family: once.family(), ..NameText::default() };
                prop_assert_eq!(Name::parse(again), Ok(once.clone()));
            }
        }

        #[test]
        fn no_bytes_make_the_decoder_panic(bytes in prop::collection::vec(any::<u8>(), 0..40)) {
            let _ = Name::decode(&bytes);
        }
    }
}
