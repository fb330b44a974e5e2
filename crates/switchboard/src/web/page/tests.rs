//! Every page from its samples, and every sentence from the message file.

mod foreign;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use axum::http::{StatusCode, header};
use axum::response::IntoResponse;
use fluent_bundle::FluentResource;

use super::gallery::{Rendered, gallery};
use super::refused::NotFound;
use super::{Cache, Html, Page, wellformed};
use crate::web::assets::{Assets, PREFIX};
use crate::web::messages::{ENGLISH, WELSH, Words};

/// Keys of the roll's fields, which the import's action names.
const FROM_ROLL: &str = "field-";

fn pages() -> Vec<Rendered> {
    gallery().expect("every sample renders")
}

fn here(part: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(part)
}

fn files(folder: &Path, ending: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).expect("the folder is there") {
        let path = entry.expect("it can be read").path();
        if path.is_dir() {
            found.extend(files(&path, ending));
        } else if path
            .extension()
            .is_some_and(|extension| extension == ending)
        {
            let text = fs::read_to_string(&path).expect("it is text");
            found.push((path.display().to_string(), text));
        }
    }
    found
}

#[test]
fn every_page_looks_as_it_did() {
    let assets = Assets::load();
    insta::with_settings!({
        snapshot_path => "../snapshots",
        prepend_module_to_snapshot => false,
        omit_expression => true,
    }, {
        for page in pages() {
            // Without hashes: a change of colour is not a change of each page.
            let html = assets.iter().fold(page.html, |html, asset| html.replace(&asset.name, asset.file));
            let tidy: Vec<&str> = html.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
            insta::assert_snapshot!(page.name, tidy.join("\n"));
        }
    });
}

#[test]
fn every_page_is_well_formed_labelled_and_free_of_inline_code() {
    for page in pages() {
        println!("{}", page.name);
        wellformed::check(&page.html);
    }
}

#[test]
fn every_drawing_is_as_wide_as_its_page_lets_it_and_coloured_in_the_dark_too() {
    for page in pages() {
        for drawing in page.html.split("<svg ").skip(1) {
            let is_styled = ["class=\"chart\"", "class=\"qr\""]
                .iter()
                .any(|class| drawing.starts_with(class));
            assert!(is_styled, "a drawing of {} is of no class", page.name);
        }
    }
}

#[test]
fn every_page_type_is_in_the_gallery() {
    let listed = fs::read_to_string(here("src/web/page/gallery.rs")).unwrap();
    for (path, text) in files(&here("src"), "rs") {
        for line in text
            .lines()
            .filter_map(|line| line.strip_prefix("impl Page for "))
        {
            let page = line.trim_end_matches([' ', '{']);
            let named =
                listed.contains(&format!("::{page}>(")) || listed.contains(&format!("<{page}>("));
            assert!(named, "`{page}` of {path} is not in the gallery");
        }
    }
}

#[test]
fn sample_names_are_given_once() {
    let mut names = BTreeSet::new();
    for page in pages() {
        assert!(names.insert(page.name), "`{}` stands twice", page.name);
    }
}

#[test]
fn every_page_says_how_long_it_may_be_kept() {
    for page in pages() {
        let expected = if ["log-public", "testing", "fairness"]
            .iter()
            .any(|name| page.name.starts_with(name))
        {
            Cache::PublicMinute
        } else {
            Cache::NoStore
        };
        assert_eq!(page.cache, expected, "{}", page.name);
    }
}

#[test]
fn a_page_that_may_be_kept_by_a_proxy_names_no_account_and_has_no_form() {
    for page in pages().iter().filter(|page| page.cache != Cache::NoStore) {
        assert!(
            !page.html.contains("csrf") && !page.html.contains("<form"),
            "{}",
            page.name
        );
    }
}

#[test]
fn a_page_leaves_with_its_headers_and_status() {
    let shell = crate::web::shell::Shell::sample_stranger();
    let answer = Html(NotFound { shell }).into_response();
    assert_eq!(answer.status(), StatusCode::NOT_FOUND);
    let headers = answer.headers();
    assert_eq!(headers[header::CACHE_CONTROL], "no-store");
    assert_eq!(headers[header::CONTENT_TYPE], "text/html; charset=utf-8");
    assert_eq!(headers.get_all(header::CONTENT_TYPE).iter().count(), 1);
    let policy = headers[header::CONTENT_SECURITY_POLICY].to_str().unwrap();
    assert!(
        policy.starts_with("default-src 'none'; script-src 'self';"),
        "{policy}"
    );
    assert!(!policy.contains("unsafe"), "{policy}");
}

#[test]
fn every_demo_page_says_that_it_is_a_demo_and_a_test_copys_and_practices_that_they_are() {
    let banner = Words::english().t("shell-demo-banner");
    for page in pages() {
        let is_copy = page.name == "door-sign-in-test";
        let is_practice = page.name.starts_with("practice-");
        let is_demo = !is_copy && !is_practice;
        assert_eq!(page.html.contains(&banner), is_demo, "{}", page.name);
        let says = page.html.contains("Practice. Nobody here is real.")
            && page.html.contains("<title>Practice – ");
        assert_eq!(says, is_practice, "{}", page.name);
        let says =
            page.html.contains("This is a test copy.") && page.html.contains("<title>Test copy");
        assert_eq!(says, is_copy, "{}", page.name);
    }
}

#[test]
fn the_late_page_shows_nothing_about_the_person() {
    let card = crate::rooms::desk::pages::Card::samples().remove(0).1;
    for page in pages()
        .iter()
        .filter(|page| page.name.starts_with("desk-late"))
    {
        for shown in [&card.called.name, &card.called.branch] {
            assert!(
                !page.html.contains(shown.as_str()),
                "{} shows `{shown}`",
                page.name
            );
        }
        assert!(!page.html.contains("tel:"), "{}", page.name);
    }
}

#[test]
fn a_dealt_card_holds_no_byte_of_the_number() {
    let dealt = pages()
        .into_iter()
        .find(|page| page.name == "desk-card-dealt")
        .unwrap();
    let shown = pages()
        .into_iter()
        .find(|page| page.name == "desk-card-shown")
        .unwrap();
    for trace in ["900123", "900 123", "tel:+"] {
        assert!(
            !dealt.html.contains(trace),
            "`{trace}` is on the page before it is shown"
        );
    }
    assert!(shown.html.contains("tel:+447700900123"));
}

#[test]
fn a_page_prints_nothing_of_what_it_holds() {
    for (name, card) in crate::rooms::desk::pages::Card::samples() {
        let printed = format!("{card:?} {:?} {:?}", card.called, card.stage);
        assert_eq!(printed, "Card { .. } Called { .. } Stage { .. }", "{name}");
    }
}

#[test]
fn every_file_a_page_asks_for_is_served() {
    let assets = Assets::load();
    for page in pages() {
        for tag in wellformed::tags(&page.html) {
            for address in [tag.get("src"), tag.get("href")].into_iter().flatten() {
                if let Some(name) = address.strip_prefix(PREFIX) {
                    assert!(
                        assets.get(name).is_some(),
                        "{} asks for {address}",
                        page.name
                    );
                }
            }
        }
    }
}

#[test]
fn no_sentence_is_missing_on_any_page() {
    for page in pages() {
        assert!(
            !page.html.contains('⟦'),
            "{}: {}",
            page.name,
            line_of(&page.html, '⟦')
        );
    }
}

fn line_of(html: &str, mark: char) -> &str {
    html.lines()
        .find(|line| line.contains(mark))
        .unwrap_or_default()
}

#[test]
fn the_message_file_has_no_slip_and_no_key_twice() {
    for text in [ENGLISH, WELSH] {
        assert!(
            FluentResource::try_new(text.to_owned()).is_ok(),
            "a message file does not parse"
        );
    }
    let mut seen = BTreeSet::new();
    for key in keys() {
        assert!(seen.insert(key), "`{key}` stands twice");
    }
}

#[test]
fn every_message_file_is_in_the_binary() {
    for (folder, whole) in [("messages/en", ENGLISH), ("messages/cy", WELSH)] {
        let found = files(&here(folder), "ftl");
        assert!(found.len() > 5);
        for (path, text) in found {
            assert!(
                whole.contains(&text),
                "{path} is not in the binary; name it in web/messages.rs"
            );
        }
    }
}

fn keys() -> impl Iterator<Item = &'static str> {
    let starts = |line: &&str| line.starts_with(|c: char| c.is_ascii_lowercase());
    ENGLISH
        .lines()
        .filter(starts)
        .filter_map(|line| line.split_once(" ="))
        .map(|(key, _)| key)
}

/// Every quoted text in the source that looks like a key.
fn quoted() -> BTreeSet<String> {
    let source = files(&here("src"), "rs")
        .into_iter()
        .chain(files(&here("templates"), "html"));
    let mut found = BTreeSet::new();
    for (_, text) in source {
        found.extend(
            text.split('"')
                .filter(|part| part.contains('-'))
                .map(str::to_owned),
        );
    }
    found
}

/// Keys that are put together: of what is wrong with an installation, and of letters.
fn put_together() -> BTreeSet<String> {
    let findings = crate::watch::FINDINGS
        .iter()
        .flat_map(|(code, _)| ["", "-mend"].map(|part| format!("finding-{code}{part}")));
    let letters = switchboard_store::outbox::Message::ALL
        .iter()
        .map(|message| message.text())
        .chain(["test"])
        .flat_map(|kind| ["subject", "body"].map(|part| format!("letter-{kind}-{part}")));
    findings.chain(letters).collect()
}

#[test]
fn every_key_in_the_message_file_is_used() {
    let mut quoted = quoted();
    quoted.extend(put_together());
    let rules = switchboard_store::rules::text::keys();
    for key in keys() {
        let named = quoted.contains(key) || rules.contains(key) || key.starts_with(FROM_ROLL);
        assert!(named, "nobody says `{key}`");
    }
}

#[test]
fn every_key_named_in_a_template_is_in_the_message_file() {
    let words = Words::english();
    for (path, text) in files(&here("templates"), "html") {
        for call in [".t(\"", ".say(\"", "let label = \"", "let key = \""] {
            for key in text
                .split(call)
                .skip(1)
                .filter_map(|rest| rest.split('"').next())
            {
                assert!(words.has(key), "{path} names `{key}`, which is missing");
            }
        }
    }
}

#[test]
fn every_key_said_in_the_source_is_in_the_message_file() {
    let words = Words::english();
    let mut said = 0;
    for (path, text) in files(&here("src"), "rs") {
        if path.contains("tests") {
            continue;
        }
        let text = text.split("#[cfg(test)]").next().unwrap_or_default();
        for call in [".t(", ".say(", ".t_args("] {
            let quoted = text.split(call).skip(1).filter_map(|rest| {
                let rest = rest.trim_start().strip_prefix('"')?;
                rest.split('"').next()
            });
            for key in quoted {
                said += 1;
                assert!(words.has(key), "{path} says `{key}`, which is missing");
            }
        }
    }
    assert!(said > 50, "the scan found only {said} keys");
}

#[test]
fn every_key_the_rules_can_say_is_in_the_message_file() {
    let words = Words::english();
    let missing: Vec<String> = switchboard_store::rules::text::keys()
        .into_iter()
        .filter(|key| !words.has(key))
        .collect();
    assert!(missing.is_empty(), "messages/en lacks {missing:?}");
}

#[test]
fn every_outcome_of_the_rules_has_one_button_and_no_button_sends_another_code() {
    use crate::rooms::desk::pages::Choice;
    let offered = Choice::CALL
        .iter()
        .chain(&Choice::PERSON)
        .chain(&Choice::OBJECTION)
        .chain([&Choice::CALL_BACK]);
    let offered: Vec<&str> = offered.map(|choice| choice.code).collect();
    let set: BTreeSet<&str> = offered.iter().copied().collect();
    assert_eq!(set.len(), offered.len(), "a code stands on two buttons");
    assert_eq!(
        set,
        switchboard_store::rules::card::Outcome::CODES
            .into_iter()
            .collect()
    );
}

#[test]
fn no_template_holds_a_sentence_of_its_own() {
    for (path, text) in files(&here("templates"), "html") {
        if let Some(found) = literal(&text) {
            panic!("{path} says `{found}` by itself; give it a key in messages/en");
        }
    }
}

#[test]
fn a_sentence_hidden_in_a_template_is_found() {
    assert_eq!(literal("<p class=\"a\">{{ shell.t(\"x\") }}</p>"), None);
    assert_eq!(
        literal("<p>{% if a %}Hello{% endif %}</p>").as_deref(),
        Some("Hello")
    );
    assert_eq!(
        literal("<p title=\"Hello\">{{ a }}</p>").as_deref(),
        Some("title=\"Hello\"")
    );
    assert_eq!(literal("<p title=\"{{ a }}\">–</p>"), None);
}

/// The first words of a template that are neither code, tag nor plain attribute.
fn literal(template: &str) -> Option<String> {
    // The block `state` stands inside the tag <main>.
    let mut text = template.to_owned();
    while let Some((before, after)) = text.split_once("{% block state %}") {
        let (inside, rest) = after.split_once("{% endblock %}").expect("a block ends");
        text = format!("{before}<main {inside}>{rest}");
    }
    for (from, to) in [("{#", "#}"), ("{{", "}}"), ("{%", "%}")] {
        text = without(&text, from, to);
    }
    for spoken in [
        "title=\"",
        "alt=\"",
        "placeholder=\"",
        "aria-label=\"",
        "content-title=\"",
    ] {
        for value in text
            .split(&format!(" {spoken}"))
            .skip(1)
            .filter_map(|rest| rest.split('"').next())
        {
            if value.contains(char::is_alphabetic) {
                return Some(format!("{spoken}{value}\""));
            }
        }
    }
    let plain = without(&text, "<", ">");
    plain
        .split_whitespace()
        .find(|word| word.contains(char::is_alphabetic))
        .map(str::to_owned)
}

fn without(text: &str, from: &str, to: &str) -> String {
    let mut pieces = text.split(from);
    let mut out = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        out.push_str(piece.split_once(to).map_or("", |(_, after)| after));
    }
    out
}
