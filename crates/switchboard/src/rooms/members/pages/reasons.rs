//! The second reader's queue.

use askama::Template;
use switchboard_store::rules::look::Reading;

use crate::web::page::{Page, Stamp, unprinted};
use crate::web::shell::{Link, Shell, sample_stamp};

/// Reasons that colleagues gave for looks, oldest first: `GET /members/reasons`.
///
/// Each has a form that sends `reading` (`fine`, `ask-about`) to `POST /members/reasons/{reason}`.
#[derive(Template)]
#[template(path = "members/reasons.html")]
pub struct Reasons {
    /// What stands around it.
    pub shell: Shell,
    /// What was just done, if something was.
    pub said: Option<ReadSaid>,
    /// At most twenty.
    pub reasons: Vec<OneReason>,
    /// Where the next page begins.
    pub after: Option<String>,
}

/// One reason, with its member masked.
#[derive(Clone)]
pub struct OneReason {
    /// The look.
    pub reason: String,
    /// Who looked.
    pub by: String,
    /// When.
    pub at: Stamp,
    /// The key of the purpose.
    pub purpose: &'static str,
    /// The key of why it was asked for.
    pub why: &'static str,
    /// Somebody asks about it.
    pub is_questioned: bool,
    /// It was asked for and never came.
    pub is_unanswered: bool,
    /// `E••• Ev•••`
    pub name: String,
    /// The branch.
    pub branch: String,
    /// `07••• •••123`; empty when there is none.
    pub number: String,
    /// What was said of the purpose; often nothing.
    pub words: String,
    /// The reason.
    pub text: String,
}

/// What became of the reason that was just read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReadSaid {
    /// It is fine.
    Fine,
    /// It is asked about.
    AskAbout,
    /// Somebody had read it before.
    Before,
}

impl ReadSaid {
    const ALL: [Self; 3] = [Self::Fine, Self::AskAbout, Self::Before];

    /// Its name in the address.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Fine => "fine",
            Self::AskAbout => "ask-about",
            Self::Before => "before",
        }
    }

    /// Reads what the address says.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|said| said.code() == code)
    }

    /// The key of what it says.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Fine => "reasons-said-fine",
            Self::AskAbout => "reasons-said-ask-about",
            Self::Before => "reasons-said-before",
        }
    }
}

unprinted!(Reasons, OneReason);

impl Page for Reasons {
    fn title_key(&self) -> &'static str {
        "reasons-title"
    }

    fn samples() -> Vec<(&'static str, Self)> {
        let page = |said, reasons| Self {
            shell: Shell::sample("Data Protection 1", &[Link::Home, Link::Reasons]),
            said,
            reasons,
            after: None,
        };
        let one = |n: i64, why, is_questioned| OneReason {
            reason: format!("0reason{n}sample0"),
            by: "Officer 2".to_owned(),
            at: sample_stamp(-n),
            purpose: "purpose-rings-us",
            why,
            is_questioned,
            is_unanswered: false,
            name: "E••• Ev•••".to_owned(),
            branch: "Abercwm".to_owned(),
            number: "07••• •••123".to_owned(),
            words: String::new(),
            text: "She rang with a new address and I looked for the old one.".to_owned(),
        };
        let mut with_words = one(1, "why-own", true);
        "My subscription was taken twice.".clone_into(&mut with_words.words);
        let never = |n, is_questioned| OneReason {
            is_unanswered: true,
            text: String::new(),
            ..one(n, "why-drawn", is_questioned)
        };
        let all = vec![
            one(3, "why-drawn", false),
            one(2, "why-colleague", false),
            with_words,
        ];
        vec![
            ("member-reasons-none", page(None, Vec::new())),
            (
                "member-reasons-never",
                page(None, vec![never(90, false), never(80, true)]),
            ),
            (
                "member-reasons",
                Self {
                    after: Some("0after0".to_owned()),
                    ..page(None, all.clone())
                },
            ),
            (
                "member-reasons-fine",
                page(Some(ReadSaid::Fine), all.clone()),
            ),
            ("member-reasons-ask", page(Some(ReadSaid::AskAbout), all)),
            (
                "member-reasons-before",
                page(Some(ReadSaid::Before), Vec::new()),
            ),
        ]
    }
}
