//! The form in which a test is written down.

use std::collections::BTreeSet;

use askama::Template;
use switchboard_store::rules::licence::{Room, Technique, TermsError, Where};

use crate::web::page::{Page, unprinted};
use crate::web::shell::{Link, Shell};

/// Writing a test down: `GET` and `POST /licences/new`.
#[derive(Template)]
#[template(path = "licences/new.html")]
pub struct NewForm {
    /// What stands around it.
    pub shell: Shell,
    /// What was typed.
    pub typed: Typed,
    /// Why it wasn't taken.
    pub wrong: Option<Wrong>,
}

/// What was typed.
#[derive(Clone, Default)]
pub struct Typed {
    /// Ids of accounts.
    pub testers: String,
    /// The code of where.
    pub at: String,
    /// Codes of rooms.
    pub rooms: BTreeSet<String>,
    /// Codes of techniques.
    pub techniques: BTreeSet<String>,
    /// From when.
    pub from: String,
    /// Until when.
    pub until: String,
    /// What for.
    pub purpose: String,
    /// How the testers are reached.
    pub contact: String,
    /// Why the second person should sign.
    pub reason: String,
}

/// Why a licence wasn't taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wrong {
    /// What it says can't be.
    Terms(TermsError),
    /// An account isn't there.
    Account,
    /// No place was chosen.
    Place,
    /// A time can't be read.
    Time,
    /// Purpose or contact is missing.
    Words,
    /// The reason is missing.
    Reason,
}

impl Wrong {
    /// The key of what it says.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Terms(error) => error.key(),
            Self::Account => "licence-wrong-account",
            Self::Place => "licence-wrong-place",
            Self::Time => "licence-wrong-time",
            Self::Words => "licence-wrong-words",
            Self::Reason => "licence-wrong-reason",
        }
    }
}

unprinted!(NewForm, Typed);

impl Typed {
    /// A form that nobody has filled in: a copy with invented members, and looking.
    pub fn fresh() -> Self {
        Self {
            at: Where::Decoy.code().to_owned(),
            techniques: BTreeSet::from(
                [Technique::Look, Technique::Probe].map(|one| one.code().to_owned()),
            ),
            ..Self::default()
        }
    }
}

impl NewForm {
    fn places() -> &'static [Where] {
        Where::ALL
    }

    fn rooms() -> &'static [Room] {
        Room::ALL
    }

    fn techniques() -> &'static [Technique] {
        Technique::ALL
    }

    fn has(all: &BTreeSet<String>, code: &str) -> bool {
        all.contains(code)
    }
}

impl Page for NewForm {
    fn title_key(&self) -> &'static str {
        "licence-new-title"
    }

    fn samples() -> Vec<(&'static str, Self)> {
        let page = |typed, wrong| Self {
            shell: Shell::sample("Ruth Returning", &[Link::Home, Link::Licences]),
            typed,
            wrong,
        };
        let filled = Typed {
            testers: "0account0sample0".to_owned(),
            rooms: BTreeSet::from(["members".to_owned()]),
            from: "2026-11-27T18:00".to_owned(),
            until: "2026-11-27T17:00".to_owned(),
            purpose: "The yearly test".to_owned(),
            contact: "07700 900123".to_owned(),
            reason: "The board wants it".to_owned(),
            ..Typed::fresh()
        };
        vec![
            ("licence-new", page(Typed::fresh(), None)),
            (
                "licence-new-wrong",
                page(filled, Some(Wrong::Terms(TermsError::Over))),
            ),
        ]
    }
}
