//! `[language]`: the languages of pages and letters.

use serde::{Deserialize, Serialize};
use switchboard_store::rules::language::Language as Spoken;
use switchboard_store::rules::person::Tongue;

use super::section::section;

/// The language of whoever says nothing of theirs.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Usual {
    /// English.
    #[default]
    #[serde(rename = "en")]
    English,
    /// Welsh.
    #[serde(rename = "cy")]
    Welsh,
}

impl Usual {
    /// The language.
    pub const fn language(self) -> Spoken {
        match self {
            Self::English => Spoken::English,
            Self::Welsh => Spoken::Welsh,
        }
    }

    /// The same as a language of calls.
    pub fn tongue(self) -> Tongue {
        Tongue::from_code(self.language().code()).unwrap_or(Tongue::ENGLISH)
    }
}

section! {
    /// The languages of pages and letters. Everybody may choose their own; this is for those who haven't.
    Language {
        /// The language of pages where the browser asks for none that there is, of letters to members, to whoever runs the
        /// machine, and to whoever has chosen none: `en` or `cy`. Welsh is not reviewed by a fluent speaker yet.
        usual: Usual = Usual::English, "\"en\"", "\"cy\"";
        /// Whether letters to members are in both languages, the usual one first: nobody has asked them for theirs.
        both_to_members: bool = false, "false", "true";
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Config;

    #[test]
    fn whoever_fills_queues_opens_the_world_with_the_usual_language_of_the_file() {
        let welsh = Config {
            language: Language {
                usual: Usual::Welsh,
                ..Language::default()
            },
            ..Config::default()
        };
        assert_eq!(welsh.opening().usual.code(), "cy");
        assert_eq!(Config::default().opening().usual.code(), "en");
    }
}
