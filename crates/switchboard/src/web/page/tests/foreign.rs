//! Pages in other words: in Welsh, and in words whose letters are all changed, so that whatever is still English comes from no
//! message.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use crate::language::Language;

use super::super::gallery::{Rendered, gallery_in};
use super::{files, here, line_of, wellformed};
use crate::web::assets::Assets;
use crate::web::messages::Words;

/// The letter that stands for every letter of a message.
const CHANGED: char = 'ø';

/// What is neither a message nor of a sample, each with the reason.
const NEITHER: &[(&str, &str)] = &[
    ("Cymraeg", "what a language calls itself"),
    ("English", "what a language calls itself"),
    ("detail", "a column of a file for programs"),
    ("bank", "a column of a file for programs"),
    ("beside", "a column of a file for programs"),
    ("join", "a part of an address"),
    ("purpose", "a column of a file for programs"),
    ("Young members", "a sample's name"),
    ("Organiser 2", "a sample's name"),
    ("Quayside campaign", "a sample's name"),
    (
        "Harbour campaign asks for your vote. May I ask whether you will give it to us",
        "a sample's script, with its gaps filled",
    ),
    ("Wants to hear about the harbour", "a sample's note"),
    (
        "Please tell me who opened my record on Tuesday",
        "a sample's words",
    ),
    ("Two people are asked first", "a sample's words"),
    ("It was the branch's officer", "a sample's words"),
    ("to correct your address", "a sample's words"),
    (
        "Whether search can be used to take the list home",
        "a sample's words",
    ),
];

/// Attributes that people see or hear.
const SPOKEN: [&str; 9] = [
    "title",
    "alt",
    "placeholder",
    "aria-label",
    "aria-description",
    "aria-valuetext",
    "aria-roledescription",
    "label",
    "data-label",
];

fn changed(text: &str) -> Cow<'_, str> {
    let letter = |c: char| if c.is_ascii_alphabetic() { CHANGED } else { c };
    Cow::Owned(text.chars().map(letter).collect())
}

fn in_welsh() -> Vec<Rendered> {
    gallery_in(&Words::welsh_alone()).expect("every sample renders")
}

#[test]
fn every_page_is_said_in_welsh_too_and_says_that_nobody_reviewed_it() {
    let unreviewed = Words::of(Language::Welsh).t("language-unreviewed");
    for page in in_welsh() {
        let missing = line_of(&page.html, '⟦');
        assert_eq!(missing, "", "{}", page.name);
        assert!(page.html.contains("<html lang=\"cy\">"), "{}", page.name);
        assert!(page.html.contains(&escaped(&unreviewed)), "{}", page.name);
        let english = "<a href=\"/language/en\" hreflang=\"en\" lang=\"en\">English</a>";
        // The foot of practice has no links.
        let has_links = page.html.contains(" · <a href=\"/fairness\">");
        assert_eq!(page.html.contains(english), has_links, "{}", page.name);
    }
}

#[test]
fn the_pages_of_a_caller_look_as_they_did_in_welsh() {
    let assets = Assets::load();
    let shown = [
        "door-sign-in",
        "desk-bank-first",
        "desk-card-dealt",
        "desk-card-shown",
        "language-own",
    ];
    let pages = in_welsh();
    insta::with_settings!({
        snapshot_path => "../../snapshots",
        prepend_module_to_snapshot => false,
        omit_expression => true,
    }, {
        for name in shown {
            let page = pages.iter().find(|page| page.name == name).expect(name);
            let html = assets.iter().fold(page.html.clone(), |html, asset| html.replace(&asset.name, asset.file));
            let tidy: Vec<&str> = html.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
            insta::assert_snapshot!(format!("cy-{name}"), tidy.join("\n"));
        }
    });
}

#[test]
fn whatever_a_page_says_is_a_message_or_was_told_to_it() {
    let pages = gallery_in(&Words::changed(changed)).expect("every sample renders");
    let told = told();
    // Each once, with a page that says it.
    let mut left: BTreeMap<String, String> = BTreeMap::new();
    for page in &pages {
        for said in spoken(&page.html) {
            let strange = pieces(&said)
                .into_iter()
                .filter(|piece| !is_told(&told, piece));
            left.extend(strange.map(|piece| (piece, format!("{}: {said}", page.name))));
        }
    }
    assert!(
        left.is_empty(),
        "these come from no message; what a sample says belongs into a function with `sample` in its name: {left:#?}"
    );
}

#[test]
fn a_word_that_no_message_says_is_found() {
    let told = BTreeSet::from(["Mrs Evans".to_owned(), "Members say yes or no".to_owned()]);
    let html = "<html><title>øø</title><p title=\"Hello there\">øø, Mrs Evans: øø 7 cards</p><b>Members</b></html>";
    let said = spoken(html);
    assert_eq!(
        said,
        ["øø", "Hello there", "øø, Mrs Evans: øø 7 cards", "Members"]
    );
    let all: Vec<String> = said.iter().flat_map(|said| pieces(said)).collect();
    let left: Vec<&String> = all.iter().filter(|piece| !is_told(&told, piece)).collect();
    assert_eq!(left, ["Hello there", "7 cards", "Members"]);
}

/// Whether a piece is of a sample.
fn is_told(told: &BTreeSet<String>, piece: &str) -> bool {
    // A word or two may stand in a longer text by chance.
    let is_short = piece.split_whitespace().count() <= 2;
    let is_known = |text: &String| {
        if is_short {
            is_whole(text, piece)
        } else {
            text.contains(piece)
        }
    };
    // Ids, fingerprints, columns of files, the gaps of a script.
    let is_code = |piece: &str| {
        let is_odd = |c: char| c.is_ascii_digit() || "_{".contains(c);
        let is_hash = piece.len() == 64 && piece.chars().all(|c| c.is_ascii_hexdigit());
        !piece.contains(' ') && (piece.contains(is_odd) || is_hash)
    };
    is_code(piece) || told.iter().any(is_known) || NEITHER.iter().any(|(known, _)| *known == piece)
}

/// Whether a short piece is all that stands between two marks of a text.
fn is_whole(text: &str, piece: &str) -> bool {
    text == piece || pieces(text).iter().any(|one| one == piece)
}

/// What people read or hear of a page.
fn spoken(html: &str) -> Vec<String> {
    let mut all = Vec::new();
    let mut is_code = false;
    for piece in html.split('<').skip(1) {
        let (inside, text) = piece.split_once('>').expect("a tag ends");
        if inside.starts_with('!') {
            continue;
        }
        // What stands in <code> is typed as it stands, in every language.
        is_code = match inside.split_whitespace().next() {
            Some("code" | "script" | "style") => true,
            Some("/code" | "/script" | "/style") => false,
            _ => is_code,
        };
        if !inside.starts_with('/') {
            for (key, value) in &wellformed::Tag::parse(inside).attributes {
                let is_button =
                    name(inside) == "input" && key == "value" && inside.contains("type=\"submit\"");
                // What a script says stands in an attribute of its own.
                let is_for_script = key.starts_with("data-") && value.contains(' ');
                if is_button || is_for_script || SPOKEN.contains(&key.as_str()) {
                    all.push(plain(value));
                }
            }
        }
        if !is_code && !text.trim().is_empty() {
            all.push(plain(text.trim()));
        }
    }
    all
}

fn name(inside: &str) -> &str {
    inside.split_whitespace().next().unwrap_or(inside)
}

/// What is left of a text without what messages say: pieces with letters.
fn pieces(said: &str) -> Vec<String> {
    let is_between = |c: char| c == CHANGED || ",;:/()·–—“”\"…\n".contains(c);
    let split = said
        .split(is_between)
        .map(|piece| piece.trim_matches(|c: char| c.is_whitespace() || ".!?'’-".contains(c)));
    let has_words = |piece: &&str| {
        piece
            .split(|c: char| !c.is_ascii_alphabetic())
            .any(|word| word.len() > 1)
    };
    split.filter(has_words).map(str::to_owned).collect()
}

fn plain(html: &str) -> String {
    let mut text = html.to_owned();
    for (from, to) in [
        ("&#39;", "'"),
        ("&#34;", "\""),
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&#38;", "&"),
    ] {
        text = text.replace(from, to);
    }
    text
}

fn escaped(text: &str) -> String {
    text.replace('&', "&#38;")
        .replace('\'', "&#39;")
        .replace('"', "&#34;")
}

/// What samples tell their pages: every quoted text in a function that makes samples, and the demo's own words.
fn told() -> BTreeSet<String> {
    let mut all = BTreeSet::new();
    for (path, text) in files(&here("src"), "rs") {
        if path.contains("/tests") {
            continue;
        }
        for body in samples(&text) {
            let texts = quoted(body);
            all.extend(texts.iter().map(|text| text.replace('\n', " ")));
            all.extend(texts);
        }
    }
    for (_, text) in files(&here("src/demo"), "toml") {
        all.extend(text.split('"').map(str::to_owned));
    }
    all
}

/// The bodies of functions whose name says that they make samples.
fn samples(source: &str) -> Vec<&str> {
    let mut all = Vec::new();
    for (at, _) in source.match_indices("fn ") {
        let rest = &source[at + 3..];
        let name: String = rest
            .chars()
            .take_while(|c| c.is_alphanumeric() || *c == '_')
            .collect();
        if !["sample", "invented"]
            .iter()
            .any(|part| name.contains(part))
        {
            continue;
        }
        // A function ends with a brace as far in as it began.
        let line = source[..at].rfind('\n').map_or(0, |end| end + 1);
        let indent = source[line..].len() - source[line..].trim_start().len();
        let end = format!("\n{}}}", " ".repeat(indent));
        all.push(rest.split_once(&end).map_or(rest, |(body, _)| body));
    }
    all
}

/// Every quoted text of a piece of source, as it is when it runs.
fn quoted(source: &str) -> Vec<String> {
    let source = source.replace("\\\"", "\u{1}");
    let texts = source.split('"').skip(1).step_by(2);
    let lines = texts.map(|text| {
        let mut text = text.replace('\u{1}', "\"").replace("\\n", "\n");
        while let Some((before, after)) = text.split_once("\\\n") {
            text = format!("{before}{}", after.trim_start());
        }
        text
    });
    lines.collect()
}
