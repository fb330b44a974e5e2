//! Reading a script's file: TOML, taken apart by hand, so that each error names its line and what to do.

mod part;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::field::pieces;
use super::{FILE_BYTES_MAX, LANGUAGES_MAX, PARTS_MAX, SHORT_MAX, Script, WORDS_MAX, Words};

/// What is wrong with a file, and where.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {wrong}")]
pub struct ScriptError {
    /// The line, from 1 on.
    pub line: usize,
    /// What is wrong there.
    pub wrong: Wrong,
}

macro_rules! wrongs {
    ($($(#[$doc:meta])* $name:ident = $text:literal, $said:literal;)+) => {
        /// What may be wrong with a file, with the word of it that is meant.
        #[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
        pub enum Wrong { $($(#[$doc])* #[error($said)] $name(String),)+ }

        impl Wrong {
            /// The key of the sentence that says what to do; it takes `word`.
            pub const fn key(&self) -> &'static str {
                match self { $(Self::$name(_) => concat!("script-wrong-", $text),)+ }
            }

            /// Every key, for the test of the message files.
            pub const KEYS: &'static [&'static str] = &[$(concat!("script-wrong-", $text),)+];

            /// The word that is meant.
            pub fn word(&self) -> &str {
                match self { $(Self::$name(word) => word,)+ }
            }
        }
    };
}

wrongs! {
    /// It is no TOML.
    Form = "form", "the file can't be read: {0}; compare it with the example in docs/scripts.md";
    /// It is too large.
    Large = "large", "the file is larger than {0} bytes; split it into several scripts";
    /// A key that means nothing.
    Key = "key", "`{0}` means nothing here; take it out, or look for a slip of the pen";
    /// A key that must be there.
    Missing = "missing", "`{0}` is missing; add it";
    /// Something of another kind was expected.
    Shape = "shape", "`{0}` is not written as it should be; compare it with the example in docs/scripts.md";
    /// Too many characters, or none.
    Length = "length", "`{0}` is empty or too long; write something shorter";
    /// Too many of something.
    Many = "many", "there are too many of `{0}`, or none; leave some out";
    /// A name that is no name.
    Id = "id", "`{0}` can't be a name; take small letters, digits and hyphens, such as `help-us`";
    /// A name that is taken.
    Twice = "twice", "`{0}` is the name of two; rename one";
    /// A language that is none, or that the list of languages doesn't hold.
    Language = "language", "`{0}` is not among the languages of the script; add it to `languages`, or take it out";
    /// Words that lack in the first language.
    First = "first", "words are missing in `{0}`, the first language; everything is written in that one";
    /// Something can't be filled in.
    Field = "field", "`{0}` can't be filled in; only {{name}}, {{branch}}, {{caller}}, {{campaign}}, {{contest}} can";
    /// A kind of question that isn't there.
    Ask = "ask", "`{0}` is no kind of question; take single, multi, scale, text, number or date";
    /// Bounds that leave nothing, or too much.
    Bounds = "bounds", "`{0}` doesn't fit its other end, or lies too far out; put the lower one first";
    /// A place to go on that isn't there, or isn't behind.
    Then = "then", "`{0}` is no part that comes later; name one that does, or `end`";
    /// A part that no answer leads to.
    Unreached = "unreached", "no answer leads to `{0}`; lead one there, or take it out";
}

/// The text and where in it one is.
struct Reader<'t> {
    text: &'t str,
    languages: Vec<String>,
}

type Node<'t> = Spanned<DeValue<'t>>;

pub(super) fn read(text: &str) -> Result<Script, ScriptError> {
    if text.len() > FILE_BYTES_MAX {
        return Err(large());
    }
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut reader = Reader {
        text,
        languages: Vec::new(),
    };
    let whole = DeTable::parse(text).map_err(|error| ScriptError {
        line: reader.line(error.span().map_or(0, |span| span.start)),
        wrong: Wrong::Form(error.message().to_owned()),
    })?;
    let table = whole.get_ref();
    reader.only(table, &["title", "languages", "part"])?;
    let title = reader.need(table, "title", 0)?;
    let title = reader.short(title, "title")?;
    reader.languages = reader.languages(table)?;
    let parts = reader.need(table, "part", 0)?;
    let parts = reader.list(parts, "part", PARTS_MAX)?;
    let parts = part::parts(&reader, parts)?;
    let script = Script {
        title,
        languages: reader.languages,
        parts,
    };
    // It is kept in its normal form, which may be longer than what was typed, and is read again from there.
    if script.text().len() > FILE_BYTES_MAX {
        return Err(large());
    }
    Ok(script)
}

fn large() -> ScriptError {
    let wrong = Wrong::Large(FILE_BYTES_MAX.to_string());
    ScriptError { line: 1, wrong }
}

impl<'t> Reader<'t> {
    fn line(&self, at: usize) -> usize {
        let before = self.text.as_bytes().iter().take(at);
        before.filter(|byte| **byte == b'\n').count() + 1
    }

    fn error(&self, at: usize, wrong: Wrong) -> ScriptError {
        let line = self.line(at);
        ScriptError { line, wrong }
    }

    fn at(&self, node: &Node<'_>, wrong: Wrong) -> ScriptError {
        self.error(node.span().start, wrong)
    }

    /// Refuses a key that means nothing.
    fn only(&self, table: &DeTable<'_>, known: &[&str]) -> Result<(), ScriptError> {
        let strange = |key: &&Spanned<_>| {
            let key: &std::borrow::Cow<'_, str> = key.get_ref();
            !known.contains(&key.as_ref())
        };
        match table.keys().find(strange) {
            None => Ok(()),
            Some(key) => {
                let word = cut(key.get_ref());
                Err(self.error(key.span().start, Wrong::Key(word)))
            }
        }
    }

    fn need<'n>(
        &self,
        table: &'n DeTable<'t>,
        key: &str,
        at: usize,
    ) -> Result<&'n Node<'t>, ScriptError> {
        let missing = || self.error(at, Wrong::Missing(key.to_owned()));
        table.get(key).ok_or_else(missing)
    }

    fn list<'n>(
        &self,
        node: &'n Node<'t>,
        key: &str,
        most: usize,
    ) -> Result<&'n [Node<'t>], ScriptError> {
        let list = node.get_ref().as_array();
        let list = list.ok_or_else(|| self.at(node, Wrong::Shape(key.to_owned())))?;
        if list.is_empty() || list.len() > most {
            return Err(self.at(node, Wrong::Many(key.to_owned())));
        }
        Ok(list)
    }

    fn table<'n>(&self, node: &'n Node<'t>, key: &str) -> Result<&'n DeTable<'t>, ScriptError> {
        let table = node.get_ref().as_table();
        table.ok_or_else(|| self.at(node, Wrong::Shape(key.to_owned())))
    }

    fn str<'n>(&self, node: &'n Node<'t>, key: &str) -> Result<&'n str, ScriptError> {
        let text = node.get_ref().as_str();
        text.ok_or_else(|| self.at(node, Wrong::Shape(key.to_owned())))
    }

    fn whole(&self, node: &Node<'t>, key: &str) -> Result<i64, ScriptError> {
        let shape = || self.at(node, Wrong::Shape(key.to_owned()));
        let number = node.get_ref().as_integer().ok_or_else(shape)?;
        i64::from_str_radix(number.as_str(), number.radix()).map_err(|_| shape())
    }

    /// One line of words that nothing is filled into.
    fn short(&self, node: &Node<'t>, key: &str) -> Result<String, ScriptError> {
        let text = tidied(self.str(node, key)?);
        if text.is_empty() || text.chars().count() > SHORT_MAX || text.contains('\n') {
            return Err(self.at(node, Wrong::Length(key.to_owned())));
        }
        Ok(text)
    }

    fn id(&self, node: &Node<'t>, key: &str) -> Result<String, ScriptError> {
        let text = self.str(node, key)?;
        let begins = text.starts_with(|first: char| first.is_ascii_lowercase());
        let holds = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
        if !begins || text.len() > 24 || !text.chars().all(holds) || text == "end" {
            return Err(self.at(node, Wrong::Id(cut(text))));
        }
        Ok(text.to_owned())
    }

    fn languages(&self, table: &DeTable<'t>) -> Result<Vec<String>, ScriptError> {
        let node = self.need(table, "languages", 0)?;
        let mut languages: Vec<String> = Vec::new();
        for code in self.list(node, "languages", LANGUAGES_MAX)? {
            let text = self.str(code, "languages")?;
            let known = |c: char| c.is_ascii_alphanumeric() || c == '-';
            let fits = (2..=12).contains(&text.len()) && text.chars().all(known);
            if !fits || !text.starts_with(|first: char| first.is_ascii_lowercase()) {
                return Err(self.at(code, Wrong::Language(cut(text))));
            }
            if languages.iter().any(|known| known == text) {
                return Err(self.at(code, Wrong::Twice(cut(text))));
            }
            languages.push(text.to_owned());
        }
        Ok(languages)
    }

    /// Words as one text, which is of the first language, or as a table of languages.
    fn words(&self, node: &Node<'t>, key: &str, long: bool) -> Result<Words, ScriptError> {
        let mut words = vec![None; self.languages.len()];
        if node.get_ref().is_str() {
            if let Some(first) = words.first_mut() {
                *first = Some(self.said(node, key, long)?);
            }
            return Ok(Words(words));
        }
        for (code, said) in self.table(node, key)? {
            let known = |known: &String| known == code.get_ref();
            let at = self.languages.iter().position(known);
            let slot = at.and_then(|at| words.get_mut(at));
            let unknown = || Wrong::Language(cut(code.get_ref()));
            let slot = slot.ok_or_else(|| self.error(code.span().start, unknown()))?;
            *slot = Some(self.said(said, key, long)?);
        }
        if words.first().is_none_or(Option::is_none) {
            let first = self.languages.first().cloned().unwrap_or_default();
            return Err(self.at(node, Wrong::First(first)));
        }
        Ok(Words(words))
    }

    fn said(&self, node: &Node<'t>, key: &str, long: bool) -> Result<String, ScriptError> {
        let text = tidied(self.str(node, key)?);
        let most = if long { WORDS_MAX } else { SHORT_MAX };
        if text.is_empty() || text.chars().count() > most || (!long && text.contains('\n')) {
            return Err(self.at(node, Wrong::Length(key.to_owned())));
        }
        pieces(&text).map_err(|word| self.at(node, Wrong::Field(word)))?;
        Ok(text)
    }
}

/// A word of the file, as an error repeats it.
fn cut(text: &str) -> String {
    text.chars().filter(|c| !c.is_control()).take(40).collect()
}

/// Words without what nobody sees: ends of lines are one sign, nothing stands behind a line, and no sign turns the order of
/// letters round.
fn tidied(text: &str) -> String {
    let seen = |c: &char| {
        !c.is_control()
            && !matches!(*c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{2028}' | '\u{2029}' | '\u{feff}')
    };
    let line = |line: &str| {
        let spaced = line.replace('\t', " ");
        let kept: String = spaced.chars().filter(seen).collect();
        kept.trim_end().to_owned()
    };
    let lines: Vec<String> = text.split('\n').map(line).collect();
    lines.join("\n").trim().to_owned()
}
