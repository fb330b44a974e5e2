//! The public page about tests.

use askama::Template;

use crate::web::page::{Cache, Page, unprinted};
use crate::web::shell::Outside;

/// Whom to tell and to ask, and what is never allowed: `GET /testing`.
#[derive(Template)]
#[template(path = "testing/testing.html")]
pub struct Testing {
    /// What stands around it.
    pub shell: Outside,
    /// Whom to tell and to ask; nobody where none is configured.
    pub contacts: Vec<String>,
}

/// A contact as people read it. It is no link: our pages lead to nobody else's.
pub fn plain(contact: &str) -> String {
    contact
        .strip_prefix("mailto:")
        .unwrap_or(contact)
        .to_owned()
}

unprinted!(Testing);

impl Page for Testing {
    const CACHE: Cache = Cache::PublicMinute;

    fn title_key(&self) -> &'static str {
        "testing-title"
    }

    fn samples() -> Vec<(&'static str, Self)> {
        let page = |contacts: &[&str]| Self {
            shell: Outside::sample(),
            contacts: contacts.iter().map(|text| plain(text)).collect(),
        };
        vec![
            (
                "testing",
                page(&[
                    "mailto:security@example.org",
                    "https://example.org/security",
                ]),
            ),
            ("testing-nobody", page(&[])),
        ]
    }
}
