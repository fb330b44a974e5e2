//! The offices' pages: opening lines and complaints.

use askama::Template;
use axum::http::StatusCode;

use crate::spoken::Line;
use crate::web::page::{Page, Stamp, unprinted};
use crate::web::shell::{Link, Shell, sample_stamp};

/// The organisation's opening lines: `GET /opening-lines`; `POST` there with `csrf`, `language`, `words`.
#[derive(Template)]
#[template(path = "scripts/opening.html")]
pub struct OpeningLines {
    /// What stands around it.
    pub shell: Shell,
    /// The program's own lines in every language, which stand until others are set.
    pub own: Vec<Line>,
    /// What is set, a language each.
    pub set: Vec<Set>,
    /// Whether some were just set.
    pub is_set: bool,
}

/// The lines of one language.
#[derive(Clone)]
pub struct Set {
    /// The language: `en` or `cy`.
    pub code: &'static str,
    /// The lines; empty where none are set.
    pub text: String,
    /// The key of what is wrong with what was typed.
    pub wrong: Option<&'static str>,
}

impl Set {
    const fn name_key(&self) -> &'static str {
        match self.code.as_bytes() {
            b"cy" => "language-cy",
            _ => "language-en",
        }
    }
}

unprinted!(OpeningLines, Set);

impl Page for OpeningLines {
    fn title_key(&self) -> &'static str {
        "nav-opening-lines"
    }

    fn status(&self) -> StatusCode {
        if self.set.iter().any(|set| set.wrong.is_some()) {
            StatusCode::UNPROCESSABLE_ENTITY
        } else {
            StatusCode::OK
        }
    }

    fn samples() -> Vec<(&'static str, Self)> {
        let page = |wrong, is_set| Self {
            shell: Shell::sample("Officer 1", &[Link::Home, Link::OpeningLines]),
            own: vec![Line::plain("Hello, my name is {caller}.")],
            set: vec![
                Set {
                    code: "en",
                    text: "Hello, {caller} here, for {campaign}.".to_owned(),
                    wrong,
                },
                Set {
                    code: "cy",
                    text: String::new(),
                    wrong: None,
                },
            ],
            is_set,
        };
        vec![
            ("scripts-opening", page(None, true)),
            (
                "scripts-opening-wrong",
                page(Some("opening-wrong-lacks"), false),
            ),
        ]
    }
}

/// Complaints that wait: `GET /complaints`; `POST /complaints/{card}` with `csrf` settles one.
#[derive(Template)]
#[template(path = "scripts/complaints.html")]
pub struct Complaints {
    /// What stands around it.
    pub shell: Shell,
    /// Those that wait, the oldest first, at most twenty.
    pub waiting: Vec<Complained>,
    /// Where the next are; none where these are the last.
    pub more: Option<String>,
}

/// A complaint that waits.
#[derive(Clone)]
pub struct Complained {
    /// The card of the call.
    pub card: String,
    /// The campaign's name.
    pub campaign: String,
    /// When it was passed on.
    pub at: Stamp,
}

unprinted!(Complaints, Complained);

impl Page for Complaints {
    fn title_key(&self) -> &'static str {
        "nav-complaints"
    }

    fn samples() -> Vec<(&'static str, Self)> {
        let page = |waiting: Vec<Complained>| Self {
            shell: Shell::sample("Officer 4", &[Link::Home, Link::Complaints]),
            more: waiting
                .first()
                .map(|_: &Complained| "/complaints?at=1".to_owned()),
            waiting,
        };
        let one = Complained {
            card: "01k7000000000000000000000d".to_owned(),
            campaign: "Harbour campaign".to_owned(),
            at: sample_stamp(0),
        };
        vec![
            ("scripts-complaints-none", page(Vec::new())),
            ("scripts-complaints", page(vec![one])),
        ]
    }
}
