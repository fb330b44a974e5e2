//! Scripts: what a caller says, in which order, and what may be answered.
//!
//! A script is an ordered list of parts. Each says something, and may ask something. From a part one goes on to the next, or to
//! a later one that it or the chosen answer names; never back, so that no script goes in circles. Names are filled in from a
//! closed list of fields ([`Field`]) that the card discloses anyway: no script widens what a caller learns.
//!
//! A script is kept as the text of its file ([`Script::text`]), in one normal form: reading that text and writing it again gives
//! the same bytes.

mod answers;
mod closed;
mod field;
mod opening;
mod read;
mod share;
mod walk;
mod write;

pub use answers::{Answer, Kept, Sent, Value, counted_keys, kept_text, tally_keys};
pub use closed::Closed;
pub use field::{Field, Fills, Piece, pieces};
pub use opening::{OPENING_MAX, Opening, OpeningError};
pub use read::{ScriptError, Wrong};
pub use share::{Share, share};
pub use walk::Lead;

use jiff::civil::Date;

/// How many parts a script has at most.
pub const PARTS_MAX: usize = 40;
/// How many choices a question offers at most.
pub const CHOICES_MAX: usize = 12;
/// How many languages a script is written in at most.
pub const LANGUAGES_MAX: usize = 6;
/// How many characters the words of a part have at most.
pub const WORDS_MAX: usize = 2_000;
/// How many characters a choice, a title or the end of a scale has at most.
pub const SHORT_MAX: usize = 120;
/// How many characters a typed answer has at most.
pub const TEXT_MAX: i64 = 500;
/// How many bytes a file has at most.
pub const FILE_BYTES_MAX: usize = 64 * 1_024;
/// The steps of a scale lie between 0 and this.
pub const SCALE_MAX: i64 = 10;

/// A script that can be followed. Made only by [`Script::read`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Script {
    title: String,
    languages: Vec<String>,
    parts: Vec<Part>,
}

/// One thing said, and perhaps asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    id: String,
    words: Words,
    ask: Ask,
    then: Option<Next>,
}

/// What a part asks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Ask {
    /// Nothing: it is said.
    Nothing,
    /// One of several.
    Single(Vec<Choice>),
    /// As many of several as apply.
    Multi(Vec<Choice>),
    /// A step between two, with words for both ends.
    Scale {
        /// The lowest step.
        from: i64,
        /// The highest step.
        to: i64,
        /// What the lowest means.
        low: Words,
        /// What the highest means.
        high: Words,
    },
    /// Free words.
    Text {
        /// So many characters at most.
        max: usize,
    },
    /// A whole number.
    Number {
        /// The least that is taken.
        min: i64,
        /// The most that is taken.
        max: i64,
    },
    /// A day.
    Date {
        /// The first that is taken.
        from: Date,
        /// The last that is taken.
        to: Date,
    },
}

/// One answer that is offered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    id: String,
    words: Words,
    then: Option<Next>,
}

/// Where it goes on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Next {
    /// At the part with this place in the list.
    Part(usize),
    /// Nowhere: the script is over.
    End,
}

/// The same words in each of the script's languages, in their order; the first is always there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Words(Vec<Option<String>>);

impl Words {
    /// The words in a language, or in the first where they are not translated.
    pub fn in_language(&self, at: usize) -> &str {
        let own = self.0.get(at).and_then(Option::as_deref);
        own.or_else(|| self.0.first().and_then(Option::as_deref))
            .unwrap_or_default()
    }

    fn has(&self, at: usize) -> bool {
        self.0.get(at).is_some_and(Option::is_some)
    }
}

impl Choice {
    /// Its name in answers.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// What is said of it.
    pub const fn words(&self) -> &Words {
        &self.words
    }
}

impl Part {
    /// Its name in answers.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// What is said.
    pub const fn words(&self) -> &Words {
        &self.words
    }

    /// What is asked.
    pub const fn ask(&self) -> &Ask {
        &self.ask
    }

    /// The choices it offers; none for what is typed.
    pub fn choices(&self) -> &[Choice] {
        match &self.ask {
            Ask::Single(choices) | Ask::Multi(choices) => choices,
            _ => &[],
        }
    }
}

impl Script {
    /// Reads a file.
    pub fn read(text: &str) -> Result<Self, ScriptError> {
        read::read(text)
    }

    /// The file in its normal form.
    pub fn text(&self) -> String {
        write::write(self)
    }

    /// What it is called in lists.
    pub fn title(&self) -> &str {
        &self.title
    }

    /// Its languages by their codes, the first in which everything is written.
    pub fn languages(&self) -> &[String] {
        &self.languages
    }

    /// The place of a language in [`Script::languages`]; of the first where the script isn't written in it.
    pub fn language(&self, code: &str) -> usize {
        let found = self.languages.iter().position(|known| known == code);
        found.unwrap_or(0)
    }

    /// The code of the language that is read out where this one was asked for.
    pub fn code(&self, asked: &str) -> &str {
        let at = self.language(asked);
        self.languages.get(at).map_or("", String::as_str)
    }

    /// Its parts in their order.
    pub fn parts(&self) -> &[Part] {
        &self.parts
    }

    /// What is not translated: language and name of the part, with the choice's behind a dot.
    pub fn untranslated(&self) -> Vec<(&str, String)> {
        let mut missing = Vec::new();
        for (at, language) in self.languages.iter().enumerate() {
            for part in &self.parts {
                let mut miss = |words: &Words, name: String| {
                    if !words.has(at) {
                        missing.push((language.as_str(), name));
                    }
                };
                miss(&part.words, part.id.clone());
                if let Ask::Scale { low, high, .. } = &part.ask {
                    miss(low, format!("{}.low", part.id));
                    miss(high, format!("{}.high", part.id));
                }
                for choice in part.choices() {
                    miss(&choice.words, format!("{}.{}", part.id, choice.id));
                }
            }
        }
        missing
    }
}

#[cfg(test)]
mod tests;
