//! What is asked before a record is shown: the purpose in words, and for some looks a fuller reason.

use askama::Template;
use switchboard_store::rules::look::{Purpose, Why, WordsError};

use crate::web::page::{Page, unprinted};
use crate::web::shell::{Link, Shell};

/// The purpose once more, because its words were none: an answer to `POST /members/open`.
#[derive(Template)]
#[template(path = "members/open.html")]
pub struct Open {
    /// What stands around it.
    pub shell: Shell,
    /// The hit's handle.
    pub member: String,
    /// What for.
    pub purpose: Purpose,
    /// What was typed.
    pub words: String,
    /// Why it is not enough.
    pub error: WordsError,
}

/// A fuller reason, before anything of the member is shown: `GET /members/{look}`.
///
/// `POST /members/{look}/reason` with `csrf` and `words`.
#[derive(Template)]
#[template(path = "members/reason.html")]
pub struct AskReason {
    /// What stands around it.
    pub shell: Shell,
    /// The look.
    pub look: String,
    /// Why it is asked for.
    pub why: Why,
    /// What the record is opened for.
    pub purpose: Purpose,
    /// Why what was typed is not enough.
    pub error: Option<&'static str>,
}

unprinted!(Open, AskReason);

fn shell() -> Shell {
    Shell::sample(
        "Officer 1",
        &[
            Link::Home,
            Link::Import,
            Link::Search,
            Link::Reports,
            Link::Reasons,
        ],
    )
}

impl Page for Open {
    fn title_key(&self) -> &'static str {
        "member-open-title"
    }

    fn samples() -> Vec<(&'static str, Self)> {
        let page = Self {
            shell: shell(),
            member: "0handle0".to_owned(),
            purpose: Purpose::Other,
            words: "see".to_owned(),
            error: WordsError::Short,
        };
        vec![("member-open", page)]
    }
}

impl Page for AskReason {
    fn title_key(&self) -> &'static str {
        "member-reason-title"
    }

    fn samples() -> Vec<(&'static str, Self)> {
        let page = |why, error| Self {
            shell: shell(),
            look: "0look0sample0".to_owned(),
            why,
            purpose: Purpose::RingsUs,
            error,
        };
        vec![
            ("member-reason", page(Why::Drawn, None)),
            ("member-reason-own", page(Why::Own, None)),
            ("member-reason-colleague", page(Why::Colleague, None)),
            (
                "member-reason-short",
                page(Why::Drawn, Some(WordsError::Short.key())),
            ),
        ]
    }
}
