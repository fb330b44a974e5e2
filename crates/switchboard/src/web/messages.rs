//! The words people read, from `messages/en/*.ftl` and `messages/cy/*.ftl`: a file for each room.
//!
//! No sentence stands in Rust or in a template: both name a key, and the file
//! says it. So a translator needs no programmer, and a reviewer reads every
//! promise we make in one place. The files are part of the binary.
//!
//! A key that English lacks shows as `⟦key⟧`; one that another language lacks is said in English. Tests render every page and find
//! neither, look for every key named in the source, and hold the languages against each other (`messages/tests.rs`).

#[cfg(test)]
mod tests;

use std::borrow::Cow;
use std::cell::RefCell;
use std::fmt;
use std::sync::{Arc, LazyLock};

use crate::language::Language;
use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use unic_langid::LanguageIdentifier;

macro_rules! files {
    ($($file:literal),+ $(,)?) => {
        /// The English message files, as they are in the binary. A test finds a file that isn't named here.
        pub const ENGLISH: &str =
            concat!($(include_str!(concat!("../../messages/en/", $file, ".ftl")), "\n"),+);
        /// The same sentences in Welsh.
        pub const WELSH: &str =
            concat!($(include_str!(concat!("../../messages/cy/", $file, ".ftl")), "\n"),+);
        /// The names of the files.
        #[cfg(test)]
        pub(crate) const FILES: &[&str] = &[$($file),+];
    };
}

files![
    "web",
    "refusals",
    "door",
    "accounts",
    "joining",
    "terms",
    "testing",
    "licences",
    "home",
    "desk",
    "banks",
    "audiences",
    "scripts",
    "roll",
    "requests",
    "answers",
    "fairness",
    "freezes",
    "forget",
    "own_page",
    "branches",
    "duplicates",
    "import",
    "log",
    "exhibit",
    "contests",
    "leaving",
    "service",
    "member",
    "demo",
    "backup",
    "resumed",
    "shifts",
    "hooks",
    "programs",
    "evening",
    "training",
    "language",
    "dealing",
    "tongues",
    "screening",
];

/// Languages whose sentences no fluent speaker has checked yet: their pages say so. Once one has, its line goes from here and the
/// first line from its files.
const UNREVIEWED: &[Language] = &[Language::Welsh];

/// A handle to one language's sentences; cloning it is cheap.
#[derive(Clone)]
pub struct Words(Arc<Said>);

struct Said {
    bundle: FluentBundle<FluentResource>,
    language: Language,
    /// Where a sentence is taken from that this language lacks.
    beneath: Option<Words>,
}

/// Read when somebody first asks for them; what is in the binary doesn't change.
static READ: LazyLock<[Words; Language::ALL.len()]> = LazyLock::new(|| {
    let english = Words::from_text(Language::English, ENGLISH, None);
    let welsh = Words::from_text(Language::Welsh, WELSH, Some(english.clone()));
    [english, welsh]
});

thread_local! {
    /// In which words samples of pages are made, on this thread.
    static OF_SAMPLES: RefCell<Option<Words>> = const { RefCell::new(None) };
}

impl fmt::Debug for Words {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Words").field(&self.0.language).finish()
    }
}

impl Words {
    /// The sentences of a language. What it lacks is said in English; a test proves that it lacks none.
    ///
    /// Lines that don't parse are left out, so a slip costs one sentence and
    /// not the service; a test proves that there is none.
    pub fn of(language: Language) -> Self {
        let [english, welsh] = &*READ;
        match language {
            Language::English => english.clone(),
            Language::Welsh => welsh.clone(),
        }
    }

    /// The English sentences.
    pub fn english() -> Self {
        Self::of(Language::English)
    }

    /// The Welsh sentences with no English beneath: what Welsh lacks, or leaves a gap in, shows.
    #[cfg(test)]
    pub(crate) fn welsh_alone() -> Self {
        Self::from_text(Language::Welsh, WELSH, None)
    }

    /// The words of the samples of pages: English, unless somebody is just making them in others.
    pub fn of_samples() -> Self {
        let others = OF_SAMPLES.with_borrow(Clone::clone);
        others.unwrap_or_else(Self::english)
    }

    /// Does some work while samples are made in these words, on this thread.
    pub fn speaking<T>(&self, work: impl FnOnce() -> T) -> T {
        let before = OF_SAMPLES.replace(Some(self.clone()));
        let done = work();
        OF_SAMPLES.set(before);
        done
    }

    pub(crate) fn from_text(language: Language, text: &str, beneath: Option<Self>) -> Self {
        Self::made(language, text, beneath, None)
    }

    /// The English sentences, with their letters changed: what isn't, on a page made of these, comes from no message.
    #[cfg(test)]
    pub(crate) fn changed(change: fn(&str) -> Cow<'_, str>) -> Self {
        Self::made(Language::English, ENGLISH, None, Some(change))
    }

    fn made(
        language: Language,
        text: &str,
        beneath: Option<Self>,
        change: Option<fn(&str) -> Cow<'_, str>>,
    ) -> Self {
        let tag: LanguageIdentifier = language.code().parse().unwrap_or_default();
        let mut bundle = FluentBundle::new_concurrent(vec![tag]);
        // The isolating marks are for mixing scripts of two directions. In a
        // tel: link or a copied number they would be invisible rubbish.
        bundle.set_use_isolating(false);
        bundle.set_formatter(Some(grouped));
        bundle.set_transform(change);
        let resource = match FluentResource::try_new(text.to_owned()) {
            Ok(resource) | Err((resource, _)) => resource,
        };
        bundle.add_resource_overriding(resource);
        Self(Arc::new(Said {
            bundle,
            language,
            beneath,
        }))
    }

    /// The language.
    pub fn language(&self) -> Language {
        self.0.language
    }

    /// Whether no fluent speaker has checked them yet.
    pub fn is_unreviewed(&self) -> bool {
        UNREVIEWED.contains(&self.0.language)
    }

    /// The language's tag, for `<html lang>`.
    pub fn tag(&self) -> &'static str {
        self.0.language.code()
    }

    /// Whether the file has the key.
    pub fn has(&self, key: &str) -> bool {
        self.0.bundle.has_message(key)
    }

    /// The sentence of a key that needs nothing filled in.
    pub fn t(&self, key: &str) -> String {
        self.format(key, None)
    }

    /// The sentence of a key, with its gaps filled.
    pub fn t_args(&self, key: &str, args: &[(&str, FluentValue<'_>)]) -> String {
        let mut filled = FluentArgs::with_capacity(args.len());
        for (name, value) in args {
            filled.set((*name).to_owned(), value.clone());
        }
        self.format(key, Some(&filled))
    }

    /// A sentence whose gaps are filled one by one, as templates like to.
    pub fn say<'a>(&'a self, key: impl Into<Cow<'a, str>>) -> Sentence<'a> {
        Sentence {
            words: self,
            key: key.into(),
            args: FluentArgs::new(),
        }
    }

    /// A number as people write it: 20,000.
    pub fn number(&self, number: impl Countable) -> String {
        group(&number.count().to_string())
    }

    fn format(&self, key: &str, args: Option<&FluentArgs<'_>>) -> String {
        let language = self.0.language.code();
        match self.formatted(key, args) {
            Ok(text) => return text,
            Err(why) => tracing::error!(key, language, "{why}"),
        }
        match &self.0.beneath {
            Some(beneath) => beneath.format(key, args),
            None => format!("⟦{key}⟧"),
        }
    }

    fn formatted(&self, key: &str, args: Option<&FluentArgs<'_>>) -> Result<String, &'static str> {
        let said = self.0.bundle.get_message(key);
        let pattern = said
            .and_then(|message| message.value())
            .ok_or("a sentence is missing from the message file")?;
        let mut errors = Vec::new();
        let text = self.0.bundle.format_pattern(pattern, args, &mut errors);
        if errors.is_empty() {
            Ok(text.into_owned())
        } else {
            Err("a gap in a sentence was not filled")
        }
    }
}

/// A sentence on its way to the page: name the gaps, then print it.
pub struct Sentence<'a> {
    words: &'a Words,
    key: Cow<'a, str>,
    args: FluentArgs<'a>,
}

impl fmt::Debug for Sentence<'_> {
    /// The key only: what fills the gaps may be somebody's name.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Sentence")
            .field("key", &self.key)
            .finish_non_exhaustive()
    }
}

impl Sentence<'_> {
    /// Fill a gap with text.
    #[must_use]
    pub fn text(mut self, gap: &'static str, text: impl AsRef<str>) -> Self {
        self.args.set(gap, text.as_ref().to_owned());
        self
    }

    /// Fill a gap with a number, which also picks singular or plural.
    #[must_use]
    pub fn number(mut self, gap: &'static str, number: impl Countable) -> Self {
        self.args.set(gap, number.count());
        self
    }
}

impl fmt::Display for Sentence<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.words.format(&self.key, Some(&self.args)))
    }
}

/// What can be counted in a sentence; references too, as templates pass them.
pub trait Countable {
    /// The number.
    fn count(&self) -> u64;
}

impl Countable for u64 {
    fn count(&self) -> u64 {
        *self
    }
}

impl Countable for u32 {
    fn count(&self) -> u64 {
        u64::from(*self)
    }
}

impl Countable for usize {
    fn count(&self) -> u64 {
        u64::try_from(*self).unwrap_or(u64::MAX)
    }
}

impl<T: Countable> Countable for &T {
    fn count(&self) -> u64 {
        (*self).count()
    }
}

fn grouped<M>(value: &FluentValue<'_>, _: &M) -> Option<String> {
    match value {
        FluentValue::Number(number) => Some(group(&number.as_string())),
        _ => None,
    }
}

/// Put a comma between thousands; leaves anything but plain digits alone.
fn group(digits: &str) -> String {
    if !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return digits.to_owned();
    }
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}
