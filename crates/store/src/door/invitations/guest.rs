//! Whom an organiser invites, as typed or read from a file.

use switchboard_rules::person::{Email, ExternalId};

use crate::hush::says_only_its_name;

/// The most letters of a name.
pub const NAME_MAX: usize = 80;

/// Somebody to be invited: the name that colleagues will know, and perhaps an address for the link.
#[derive(Clone, PartialEq, Eq)]
pub struct Guest {
    pub(super) label: String,
    pub(super) email: Option<Email>,
    pub(super) number: Option<ExternalId>,
}
says_only_its_name!(Guest);

/// Why somebody can't be invited so.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BadGuest {
    /// There is no name.
    NoName,
    /// The name is longer than [`NAME_MAX`].
    LongName,
    /// The address is none.
    Email,
    /// The membership number can't be one.
    Number,
}

impl Guest {
    /// Reads a name and an address, which may be empty.
    pub fn parse(name: &str, email: &str) -> Result<Self, BadGuest> {
        let words = name.split(|c: char| c.is_whitespace() || c.is_control());
        let words: Vec<&str> = words.filter(|word| !word.is_empty()).collect();
        let label = words.join(" ");
        if label.is_empty() {
            return Err(BadGuest::NoName);
        }
        if label.chars().count() > NAME_MAX {
            return Err(BadGuest::LongName);
        }
        let email = match email.trim() {
            "" => None,
            typed => Some(Email::parse(typed).map_err(|_| BadGuest::Email)?),
        };
        Ok(Self {
            label,
            email,
            number: None,
        })
    }

    /// The same, who may join by their membership number and the year they were born in, instead of by the code. Whether
    /// anybody has that number isn't looked at: whoever invites learns nothing of the roll.
    pub fn with_number(self, number: &str) -> Result<Self, BadGuest> {
        let number = match number.trim() {
            "" => None,
            typed => Some(ExternalId::parse(typed).map_err(|_| BadGuest::Number)?),
        };
        Ok(Self { number, ..self })
    }

    /// The name, for whoever typed it.
    pub fn name(&self) -> &str {
        &self.label
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_guest_has_a_name_and_perhaps_an_address() {
        let guest = Guest::parse(" Cai \t Caller\r\n", " cai@example.org ").unwrap();
        assert_eq!(guest.name(), "Cai Caller");
        assert_eq!(guest.email.unwrap().as_str(), "cai@example.org");
        assert_eq!(Guest::parse("Cai", " ").unwrap().email, None);
        for (name, email, why) in [
            (" \n", "cai@example.org", BadGuest::NoName),
            ("Cai", "cai at example.org", BadGuest::Email),
            (&"long".repeat(21), "", BadGuest::LongName),
        ] {
            assert_eq!(Guest::parse(name, email).err(), Some(why), "{name} {email}");
        }
    }
}
