//! Short texts that name something: the member's number, a branch, a kind of membership, an area.

use super::text::{Untidy, tidy};

/// Why a label can't be kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum LabelError {
    /// Nothing but white space.
    #[error("this is empty; fill it in")]
    Empty,
    /// A control character.
    #[error("this holds a character that can't be shown; type it again")]
    Control,
    /// Too many characters.
    #[error("this is too long; shorten it to {0} characters")]
    Long(usize),
}

macro_rules! label {
    ($(#[$doc:meta])* $name:ident, $chars_max:literal) => {
        $(#[$doc])*
        #[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub struct $name(String);

        impl $name {
            /// The most characters it may have.
            pub const CHARS_MAX: usize = $chars_max;

            /// Trims and collapses white space.
            ///
            /// # Errors
            /// [`LabelError`] when nothing is left, or too much, or what can't be shown.
            pub fn parse(text: &str) -> Result<Self, LabelError> {
                match tidy(text, Self::CHARS_MAX) {
                    Ok(line) if line.is_empty() => Err(LabelError::Empty),
                    Ok(line) => Ok(Self(line)),
                    Err(Untidy::Control) => Err(LabelError::Control),
                    Err(Untidy::Long) => Err(LabelError::Long(Self::CHARS_MAX)),
                }
            }

            /// The text as it is kept.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }
    };
}

label!(
    /// What the organisation calls this member in its own system; case matters.
    ///
    /// Two rows with the same one are the same member.
    ExternalId,
    128
);
label!(
    /// The branch, ward or local that a member belongs to; stands in clear in the store.
    BranchName,
    120
);
label!(
    /// The kind of membership, as the file calls it ("full", "student"); stands in clear.
    MemberKind,
    60
);
label!(
    /// The area in which a member lives or votes, as the file calls it: a ward, a constituency, a region; stands in clear.
    AreaName,
    80
);
super::says_only_its_name!(ExternalId, BranchName, MemberKind, AreaName);

#[cfg(test)]
mod tests {
    use super::{BranchName, ExternalId, LabelError};

    #[test]
    fn a_label_is_one_tidy_line() {
        assert_eq!(
            BranchName::parse("  Aber  cwm ").map(|b| b.as_str().to_owned()),
            Ok("Aber cwm".to_owned())
        );
        assert_eq!(BranchName::parse(" \n").err(), Some(LabelError::Empty));
        assert_eq!(ExternalId::parse("a\0").err(), Some(LabelError::Control));
        assert_eq!(
            ExternalId::parse(&"9".repeat(129)).err(),
            Some(LabelError::Long(128))
        );
        assert!(
            ExternalId::parse("a1") != ExternalId::parse("A1"),
            "case is part of an external id"
        );
    }

    #[test]
    fn printing_for_a_developer_shows_no_value() {
        assert_eq!(
            format!("{:?}", ExternalId::parse("M-1904").unwrap()),
            "ExternalId(…)"
        );
    }
}
