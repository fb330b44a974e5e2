//! The words people read, from `messages/en/*.ftl`: a file for each room.
//!
//! No sentence stands in Rust or in a template: both name a key, and the file
//! says it. So a translator needs no programmer, and a reviewer reads every
//! promise we make in one place. The files are part of the binary.
//!
//! A key that is missing shows as `⟦key⟧`. A test renders every page and finds
//! none, and a second one looks for every key named in the source.

use std::borrow::Cow;
use std::fmt;
use std::sync::Arc;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use unic_langid::LanguageIdentifier;

/// The English message files, as they are in the binary. A test finds a file that isn't named here.
pub const ENGLISH: &str = concat!(
    include_str!("../../messages/en/web.ftl"),
    include_str!("../../messages/en/refusals.ftl"),
    include_str!("../../messages/en/door.ftl"),
    include_str!("../../messages/en/accounts.ftl"),
    include_str!("../../messages/en/joining.ftl"),
    include_str!("../../messages/en/terms.ftl"),
    include_str!("../../messages/en/testing.ftl"),
    include_str!("../../messages/en/licences.ftl"),
    include_str!("../../messages/en/home.ftl"),
    include_str!("../../messages/en/desk.ftl"),
    include_str!("../../messages/en/banks.ftl"),
    include_str!("../../messages/en/audiences.ftl"),
    include_str!("../../messages/en/scripts.ftl"),
    include_str!("../../messages/en/roll.ftl"),
    include_str!("../../messages/en/requests.ftl"),
    include_str!("../../messages/en/answers.ftl"),
    include_str!("../../messages/en/fairness.ftl"),
    include_str!("../../messages/en/freezes.ftl"),
    include_str!("../../messages/en/forget.ftl"),
    include_str!("../../messages/en/own_page.ftl"),
    include_str!("../../messages/en/branches.ftl"),
    include_str!("../../messages/en/duplicates.ftl"),
    include_str!("../../messages/en/import.ftl"),
    include_str!("../../messages/en/log.ftl"),
    include_str!("../../messages/en/exhibit.ftl"),
    include_str!("../../messages/en/contests.ftl"),
    include_str!("../../messages/en/leaving.ftl"),
    include_str!("../../messages/en/service.ftl"),
    include_str!("../../messages/en/member.ftl"),
    include_str!("../../messages/en/demo.ftl"),
    include_str!("../../messages/en/backup.ftl"),
    include_str!("../../messages/en/resumed.ftl"),
    include_str!("../../messages/en/shifts.ftl"),
    include_str!("../../messages/en/evening.ftl"),
    include_str!("../../messages/en/dealing.ftl"),
);

/// A handle to one language's sentences; cloning it is cheap.
#[derive(Clone)]
pub struct Words(Arc<FluentBundle<FluentResource>>);

impl fmt::Debug for Words {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Words").field(&self.0.locales).finish()
    }
}

impl Words {
    /// Read the English sentences.
    ///
    /// Lines that don't parse are left out, so a slip costs one sentence and
    /// not the service; a test proves that there is none.
    pub fn english() -> Self {
        Self::from_text("en", ENGLISH)
    }

    fn from_text(tag: &str, text: &str) -> Self {
        let language: LanguageIdentifier = tag.parse().unwrap_or_default();
        let mut bundle = FluentBundle::new_concurrent(vec![language]);
        // The isolating marks are for mixing scripts of two directions. In a
        // tel: link or a copied number they would be invisible rubbish.
        bundle.set_use_isolating(false);
        bundle.set_formatter(Some(grouped));
        let resource = match FluentResource::try_new(text.to_owned()) {
            Ok(resource) | Err((resource, _)) => resource,
        };
        bundle.add_resource_overriding(resource);
        Self(Arc::new(bundle))
    }

    /// The language's tag, for `<html lang>`.
    pub fn tag(&self) -> String {
        self.0
            .locales
            .first()
            .map_or_else(String::new, ToString::to_string)
    }

    /// Whether the file has the key.
    pub fn has(&self, key: &str) -> bool {
        self.0.has_message(key)
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
        let Some(pattern) = self.0.get_message(key).and_then(|message| message.value()) else {
            tracing::error!(key, "a sentence is missing from the message file");
            return format!("⟦{key}⟧");
        };
        let mut errors = Vec::new();
        let text = self
            .0
            .format_pattern(pattern, args, &mut errors)
            .into_owned();
        if errors.is_empty() {
            text
        } else {
            tracing::error!(key, "a gap in a sentence was not filled");
            format!("⟦{key}⟧")
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

#[cfg(test)]
mod tests {
    use super::*;

    fn words() -> Words {
        Words::from_text(
            "en",
            "plain = Hello.\nnamed = You have { $name }.\n\
             counted = { $count ->\n    [one] one\n   *[other] { $count } in all\n}\n",
        )
    }

    #[test]
    fn a_sentence_is_said_with_its_gaps_filled_and_no_invisible_marks() {
        assert_eq!(words().t("plain"), "Hello.");
        assert_eq!(
            words().say("named").text("name", "Mrs Evans").to_string(),
            "You have Mrs Evans."
        );
        assert_eq!(
            words().t_args("named", &[("name", "Anwen".into())]),
            "You have Anwen."
        );
    }

    #[test]
    fn numbers_choose_the_plural_and_get_their_commas() {
        assert_eq!(
            words().say("counted").number("count", 1_u64).to_string(),
            "one"
        );
        assert_eq!(
            words()
                .say("counted")
                .number("count", 600_000_u64)
                .to_string(),
            "600,000 in all"
        );
        assert_eq!(words().number(1_000_000_u64), "1,000,000");
        assert_eq!(words().number(999_u64), "999");
    }

    #[test]
    fn a_missing_sentence_or_an_unfilled_gap_shows_its_key() {
        assert_eq!(words().t("absent"), "⟦absent⟧");
        assert_eq!(words().t("named"), "⟦named⟧");
    }

    #[test]
    fn a_sentence_does_not_print_what_fills_it() {
        let words = words();
        let printed = format!("{:?}", words.say("named").text("name", "Mrs Evans"));
        assert!(!printed.contains("Evans"), "{printed}");
    }
}
