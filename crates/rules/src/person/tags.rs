//! Tags: short words that an organisation sticks on its members, such as `volunteer` or `delegate`.
//!
//! They stand in clear in the store, like the branch: counts are made of them. What campaigns may choose by is not what stands here,
//! but the few that an installation offers ([`crate::audience`]).

use std::collections::BTreeSet;

use super::text::{Untidy, tidy};

/// The most tags that one member is kept with.
pub const TAGS_MAX: usize = 16;

/// Why tags can't be kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum TagsError {
    /// A control character.
    #[error("a tag holds a character that can't be shown; type it again")]
    Control,
    /// Too many letters.
    #[error("a tag is too long; shorten it to {} characters", Tag::CHARS_MAX)]
    Long,
    /// More than a member is kept with.
    #[error("there are more than {TAGS_MAX} tags; leave some out")]
    Many,
}

/// One tag, in small letters: `Volunteer` and `volunteer` are the same.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Tag(String);

impl Tag {
    /// The most characters it may have.
    pub const CHARS_MAX: usize = 40;

    /// Trims, collapses white space and makes the letters small; none where nothing is left.
    ///
    /// # Errors
    /// [`TagsError`] where it is too long, or can't be shown. A comma or semicolon parts two tags, and is none of one.
    pub fn parse(text: &str) -> Result<Option<Self>, TagsError> {
        let line = match tidy(text, Self::CHARS_MAX) {
            Ok(line) => line.to_lowercase(),
            Err(Untidy::Control) => return Err(TagsError::Control),
            Err(Untidy::Long) => return Err(TagsError::Long),
        };
        if line.contains([',', ';']) {
            return Err(TagsError::Control);
        }
        // Some letters become two when they are made small.
        if line.chars().count() > Self::CHARS_MAX {
            return Err(TagsError::Long);
        }
        Ok((!line.is_empty()).then_some(Self(line)))
    }

    /// The text as it is kept.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// All tags of a member: each once, in the order of the alphabet.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct Tags(Vec<Tag>);
super::says_only_its_name!(Tag, Tags);

impl Tags {
    /// Reads a cell, in which commas or semicolons part them.
    ///
    /// # Errors
    /// [`TagsError`] when one of them can't be kept, or there are too many.
    pub fn parse(text: &str) -> Result<Self, TagsError> {
        let mut all = BTreeSet::new();
        for part in text.split([',', ';']) {
            all.extend(Tag::parse(part)?);
            if all.len() > TAGS_MAX {
                return Err(TagsError::Many);
            }
        }
        Ok(Self(all.into_iter().collect()))
    }

    /// As they are kept, and shown: `delegate; volunteer`. [`Tags::parse`] reads it again.
    pub fn text(&self) -> String {
        let all: Vec<&str> = self.0.iter().map(Tag::as_str).collect();
        all.join("; ")
    }

    /// Each of them.
    pub fn iter(&self) -> impl Iterator<Item = &Tag> {
        self.0.iter()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::{TAGS_MAX, Tag, Tags, TagsError};

    #[test]
    fn a_cell_of_tags_is_read_in_any_order_and_case_and_each_tag_once() {
        let text = |cell: &str| Tags::parse(cell).map(|tags| tags.text());
        assert_eq!(
            text(" Volunteer,  Street   team ;volunteer,;"),
            Ok("street team; volunteer".to_owned())
        );
        assert_eq!(text(" , ; "), Ok(String::new()));
        assert_eq!(text("a; b").and_then(|kept| text(&kept)), text("b,a"));
    }

    #[test]
    fn too_many_or_too_long_tags_are_refused_with_the_limit() {
        let many = |n: usize| {
            (0..n)
                .map(|n| format!("t{n}"))
                .collect::<Vec<_>>()
                .join(",")
        };
        assert!(Tags::parse(&many(TAGS_MAX)).is_ok());
        assert_eq!(
            Tags::parse(&many(TAGS_MAX + 1)).err(),
            Some(TagsError::Many)
        );
        assert!(Tag::parse(&"é".repeat(40)).is_ok());
        assert_eq!(Tags::parse(&"a".repeat(41)).err(), Some(TagsError::Long));
        assert_eq!(Tags::parse("a\u{7}").err(), Some(TagsError::Control));
        assert!(TagsError::Many.to_string().contains("16"));
    }
}
