//! A reader of our own pages' HTML, strict enough to catch a slip.
//!
//! It knows tags, attributes and text, no more; a page it can't read is a page
//! we should write more simply.

use std::collections::BTreeSet;

const VOID: [&str; 6] = ["input", "link", "meta", "br", "img", "hr"];

/// A start tag with its attributes in order.
#[derive(Clone, Debug)]
pub(super) struct Tag {
    pub(super) name: String,
    pub(super) attributes: Vec<(String, String)>,
}

impl Tag {
    pub(super) fn get(&self, name: &str) -> Option<&str> {
        self.attributes
            .iter()
            .find(|(found, _)| found == name)
            .map(|(_, value)| value.as_str())
    }

    pub(super) fn parse(inside: &str) -> Self {
        let inside = inside.trim_end_matches('/');
        let (name, mut rest) = inside
            .split_once(char::is_whitespace)
            .unwrap_or((inside, ""));
        let mut attributes = Vec::new();
        loop {
            rest = rest.trim_start();
            if rest.is_empty() {
                break;
            }
            let end = rest
                .find(|c: char| c == '=' || c.is_whitespace())
                .unwrap_or(rest.len());
            let (key, after) = rest.split_at(end);
            if let Some(quoted) = after.strip_prefix("=\"") {
                let (value, left) = quoted
                    .split_once('"')
                    .expect("an attribute ends with a quote");
                attributes.push((key.to_owned(), value.to_owned()));
                rest = left;
            } else {
                assert!(!after.starts_with('='), "attribute `{key}` has no quotes");
                attributes.push((key.to_owned(), String::new()));
                rest = after;
            }
        }
        Self {
            name: name.to_owned(),
            attributes,
        }
    }
}

/// The start tags of a page, after checking that they nest and close.
pub(super) fn tags(html: &str) -> Vec<Tag> {
    let mut all = Vec::new();
    let mut open: Vec<String> = Vec::new();
    for piece in html.split('<').skip(1) {
        let (inside, _) = piece.split_once('>').expect("a tag ends");
        if inside.starts_with('!') {
            continue;
        }
        if let Some(closing) = inside.strip_prefix('/') {
            assert_eq!(open.pop().as_deref(), Some(closing), "tags nest");
            continue;
        }
        let tag = Tag::parse(inside);
        // A browser takes both for one, and sends the fields of each.
        let is_nested = tag.name == "form" && open.iter().any(|name| name == "form");
        assert!(!is_nested, "a form stands in another");
        if !VOID.contains(&tag.name.as_str()) {
            open.push(tag.name.clone());
        }
        all.push(tag);
    }
    assert!(open.is_empty(), "these stay open: {open:?}");
    all
}

/// Check what every page promises to browsers and to those who can't see it.
pub(super) fn check(html: &str) {
    let tags = tags(html);
    let ids = unique_ids(&tags);
    for tag in &tags {
        no_inline_code(tag);
        for pointer in ["for", "aria-labelledby", "aria-describedby"] {
            for id in tag.get(pointer).unwrap_or_default().split_whitespace() {
                assert!(
                    ids.contains(id),
                    "`{pointer}` points to `{id}`, which isn't there"
                );
            }
        }
    }
    fields_have_labels(&tags);
    forms_carry_the_token(&tags);
    let headings: Vec<&str> = tags
        .iter()
        .map(|tag| tag.name.as_str())
        .filter(|name| matches!(*name, "h1" | "h2"))
        .collect();
    assert_eq!(
        headings.first(),
        Some(&"h1"),
        "the first heading is the page's"
    );
    assert_eq!(
        headings.iter().filter(|&&name| name == "h1").count(),
        1,
        "one h1 a page"
    );
}

fn unique_ids(tags: &[Tag]) -> BTreeSet<&str> {
    let mut ids = BTreeSet::new();
    for id in tags.iter().filter_map(|tag| tag.get("id")) {
        assert!(ids.insert(id), "the id `{id}` stands twice");
    }
    ids
}

fn no_inline_code(tag: &Tag) {
    assert!(tag.name != "style", "styles stand in app.css");
    assert!(
        tag.name != "script" || tag.get("src").is_some(),
        "scripts stand in files"
    );
    for (name, value) in &tag.attributes {
        assert!(name != "style", "no style attribute on <{}>", tag.name);
        assert!(
            !name.starts_with("on"),
            "no script attribute on <{}>",
            tag.name
        );
        assert!(
            !value.starts_with("javascript:"),
            "no script address on <{}>",
            tag.name
        );
        let points = matches!(name.as_str(), "href" | "src" | "action");
        let ours = ["/", "#", "tel:", "data:,"]
            .iter()
            .any(|start| value.starts_with(start));
        // One page leads elsewhere: to the organisation's own sign-in.
        let ours = ours || value.starts_with("https://id.example.org/auth?");
        assert!(
            !points || (ours && !value.starts_with("//")),
            "`{value}` is somebody else's"
        );
    }
}

fn fields_have_labels(tags: &[Tag]) {
    let labelled: BTreeSet<&str> = tags
        .iter()
        .filter(|tag| tag.name == "label")
        .filter_map(|tag| tag.get("for"))
        .collect();
    for tag in tags {
        let field = matches!(
            tag.name.as_str(),
            "input" | "select" | "textarea" | "progress"
        );
        if field && tag.get("type") != Some("hidden") {
            let id = tag.get("id").expect("a field has an id");
            assert!(labelled.contains(id), "the field `{id}` has no label");
        }
    }
}

fn forms_carry_the_token(tags: &[Tag]) {
    for (place, form) in tags
        .iter()
        .enumerate()
        .filter(|(_, tag)| tag.name == "form")
    {
        if form.get("method") == Some("post") {
            let first = tags.get(place + 1).and_then(|tag| tag.get("name"));
            // What goes from one world to the other is its own proof.
            let proof = match form.get("action") {
                Some("/practice/enter") => "ticket",
                Some("/training/receipt") => "receipt",
                _ => "csrf",
            };
            assert_eq!(
                first,
                Some(proof),
                "{:?} begins with the token",
                form.get("action")
            );
        } else {
            assert_eq!(form.get("method"), Some("get"), "a form says its method");
        }
    }
}

#[test]
#[should_panic(expected = "stands twice")]
fn a_page_with_an_id_twice_is_caught() {
    check("<h1 id=\"a\"></h1><p id=\"a\"></p>");
}

#[test]
#[should_panic(expected = "no label")]
fn a_field_without_a_label_is_caught() {
    check("<h1></h1><input id=\"a\" type=\"text\">");
}

#[test]
#[should_panic(expected = "begins with the token")]
fn a_form_without_the_token_is_caught() {
    check("<h1></h1><form method=\"post\" action=\"/x\"><button></button></form>");
}

#[test]
#[should_panic(expected = "tags nest")]
fn tags_that_do_not_nest_are_caught() {
    check("<h1><em></h1></em>");
}

#[test]
#[should_panic(expected = "a form stands in another")]
fn a_form_in_a_form_is_caught() {
    check("<h1></h1><form><p><form></form></p></form>");
}

#[test]
#[should_panic(expected = "no style attribute")]
fn a_style_attribute_is_caught() {
    check("<h1 style=\"color:red\"></h1>");
}

#[test]
#[should_panic(expected = "somebody else's")]
fn an_address_of_somebody_else_is_caught() {
    check("<h1></h1><a href=\"https://example.org/\"></a>");
}
