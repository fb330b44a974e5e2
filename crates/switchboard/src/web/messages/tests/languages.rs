//! The languages, held against each other: the same sentences, with the same gaps, and none left untranslated.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::PathBuf;

use fluent_syntax::ast::{
    CallArguments, Entry, Expression, InlineExpression, Pattern, PatternElement, VariantKey,
};
use fluent_syntax::parser;

use super::super::{FILES, UNREVIEWED};
use super::Language;

/// Sentences that are the same in Welsh, each with the reason.
const SAME: &[(&str, &str)] = &[
    ("product-name", "a name"),
    ("language-en", "what the language calls itself"),
    ("language-cy", "what the language calls itself"),
    ("first-command", "a command line"),
    ("home-keeper-command", "a command line"),
    ("tongue-hi", "what Welsh calls it too"),
    ("tongue-sw", "what Welsh calls it too"),
    ("tongue-ta", "what Welsh calls it too"),
];

/// The first line of a file that no fluent speaker has checked.
const MARK: &str = "# Welsh (cy). Unreviewed: no fluent speaker has checked these sentences yet.\n";

/// The forms of a number that Welsh has (CLDR).
const FORMS: [&str; 6] = ["zero", "one", "two", "few", "many", "other"];

fn file(language: &str, name: &str) -> String {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("messages");
    let path = folder.join(language).join(format!("{name}.ftl"));
    fs::read_to_string(&path).unwrap_or_else(|_| panic!("{} is missing", path.display()))
}

/// What a sentence is made of.
#[derive(Debug, Default, PartialEq, Eq)]
struct Made {
    /// Its gaps.
    gaps: BTreeSet<String>,
    /// What its choices hang on, and between what they choose.
    choices: BTreeMap<String, BTreeSet<String>>,
    /// Its text, without the gaps.
    text: String,
}

impl Made {
    fn of(pattern: &Pattern<&str>) -> Self {
        let mut made = Self::default();
        made.add(pattern);
        made
    }

    fn add(&mut self, pattern: &Pattern<&str>) {
        for element in &pattern.elements {
            match element {
                PatternElement::TextElement { value } => self.text.push_str(value),
                PatternElement::Placeable { expression } => self.placed(expression),
            }
        }
    }

    fn placed(&mut self, expression: &Expression<&str>) {
        match expression {
            Expression::Inline(inline) => self.inline(inline),
            Expression::Select { selector, variants } => {
                self.inline(selector);
                let on = match selector {
                    InlineExpression::VariableReference { id } => id.name.to_owned(),
                    other => format!("{other:?}"),
                };
                for variant in variants {
                    let (VariantKey::Identifier { name: key }
                    | VariantKey::NumberLiteral { value: key }) = &variant.key;
                    let between = self.choices.entry(on.clone()).or_default();
                    between.insert((*key).to_owned());
                    self.add(&variant.value);
                }
            }
        }
    }

    fn inline(&mut self, inline: &InlineExpression<&str>) {
        match inline {
            InlineExpression::VariableReference { id } => {
                self.gaps.insert(id.name.to_owned());
            }
            InlineExpression::Placeable { expression } => self.placed(expression),
            InlineExpression::FunctionReference { arguments, .. } => self.arguments(arguments),
            InlineExpression::StringLiteral { value } => self.text.push_str(value),
            _ => {}
        }
    }

    fn arguments(&mut self, arguments: &CallArguments<&str>) {
        for one in &arguments.positional {
            self.inline(one);
        }
    }
}

/// The sentences of a file, in their order.
fn sentences(language: &str, name: &str) -> Vec<(String, Made)> {
    let text = file(language, name);
    let read = parser::parse(text.as_str());
    let read = read.unwrap_or_else(|(_, errors)| panic!("{language}/{name}: {errors:?}"));
    let mut all = Vec::new();
    for entry in &read.body {
        if let Entry::Message(message) = entry {
            let value = message.value.as_ref();
            let value = value.unwrap_or_else(|| panic!("{} says nothing", message.id.name));
            all.push((message.id.name.to_owned(), Made::of(value)));
        }
    }
    all
}

/// Every sentence in both languages, by its key.
fn pairs() -> Vec<(String, Made, Made)> {
    let both = FILES.iter().flat_map(|name| {
        let english = sentences("en", name).into_iter();
        let mut welsh: BTreeMap<String, Made> = sentences("cy", name).into_iter().collect();
        english.filter_map(move |(key, made)| {
            let other = welsh.remove(&key)?;
            Some((key, made, other))
        })
    });
    both.collect()
}

#[test]
fn each_file_has_the_same_sentences_in_the_same_order() {
    for name in FILES {
        let keys = |language| -> Vec<String> {
            let all = sentences(language, name).into_iter();
            all.map(|(key, _)| key).collect()
        };
        assert_eq!(keys("cy"), keys("en"), "{name}.ftl");
    }
}

#[test]
fn each_sentence_has_the_same_gaps() {
    for (key, english, welsh) in pairs() {
        assert_eq!(welsh.gaps, english.gaps, "{key}");
    }
}

/// Where English chooses by number, Welsh does too, among the forms that it has; where it chooses by a word, among the same words.
#[test]
fn each_choice_has_all_that_it_needs() {
    let is_form = |key: &String| FORMS.contains(&key.as_str());
    let is_number = |key: &&String| key.parse::<f64>().is_ok();
    for (key, english, welsh) in pairs() {
        for (on, between) in &english.choices {
            let chosen = welsh.choices.get(on);
            let is_counted = between.iter().all(|one| is_form(one) || is_number(&one));
            if !is_counted {
                assert_eq!(chosen, Some(between), "{key}: ${on}");
                continue;
            }
            let chosen = chosen.unwrap_or_else(|| panic!("{key} doesn't choose by ${on}"));
            assert!(chosen.contains("other"), "{key}: ${on}");
            let odd = chosen.iter().find(|one| !is_form(one) && !is_number(one));
            assert_eq!(odd, None, "{key}: ${on}");
            for number in between.iter().filter(is_number) {
                assert!(chosen.contains(number), "{key}: ${on} [{number}]");
            }
        }
        for on in welsh.choices.keys() {
            assert!(english.gaps.contains(on), "{key} chooses by ${on}");
        }
    }
}

#[test]
fn nothing_is_left_untranslated() {
    let has_words = |text: &str| text.contains(char::is_alphabetic);
    let mut left: Vec<String> = Vec::new();
    let mut same: BTreeSet<&str> = BTreeSet::new();
    for (key, english, welsh) in pairs() {
        assert_eq!(has_words(&welsh.text), has_words(&english.text), "{key}");
        if !has_words(&english.text) || english.text != welsh.text {
            continue;
        }
        match SAME.iter().find(|(one, _)| *one == key) {
            Some((one, _)) => assert!(same.insert(one), "{key}"),
            None => left.push(format!("{key} = {}", english.text)),
        }
    }
    assert!(left.is_empty(), "these are English still: {left:#?}");
    let idle = SAME.iter().find(|(key, _)| !same.contains(key));
    assert_eq!(idle, None, "it is translated: take it from the list");
}

#[test]
fn every_file_of_a_language_says_whether_it_was_reviewed() {
    let is_unreviewed = UNREVIEWED.contains(&Language::Welsh);
    for name in FILES {
        assert_eq!(file("cy", name).starts_with(MARK), is_unreviewed, "{name}");
    }
}
