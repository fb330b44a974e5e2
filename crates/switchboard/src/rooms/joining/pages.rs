//! What whoever was invited sees: the page behind the link, and choosing how to come back.

mod people;

pub use people::{
    BankChoice, Line, LineSaid, NewCode, NewLine, People, Row, State, ToldPage, Typed, Wrong,
    WrongLine,
};

use askama::Template;
use axum::http::StatusCode;

use crate::language::Language;
use crate::web::messages::Words;
use crate::web::notice;
use crate::web::page::{Page, unprinted};
use crate::web::shell::{Link, Shell, World};

/// The page behind an invitation's link: `GET /join/{invitation}`.
///
/// `POST /join/{invitation}` with `csrf`, `code` and `read`; or with `number` and `year` instead of `code`. The page is the same for every id, whether somebody is invited
/// by it or not; it says what is written down about callers before anybody joins.
#[derive(Template)]
#[template(path = "joining/join.html")]
pub struct Join {
    /// What stands around it.
    pub shell: Shell,
    /// The id that stands in the link.
    pub invitation: String,
    /// Whether number and birth year may stand in for a code.
    pub takes_birth: bool,
    /// Why the last try came to nothing.
    pub error: Option<JoinError>,
}

/// Why a try came to nothing; never whether somebody is invited by the link.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum JoinError {
    /// The code is another one, or nobody joins by this link any more, or nobody ever could.
    Wrong,
    /// Nothing was typed.
    Empty,
    /// The box was not ticked.
    Unread,
}

impl Join {
    /// The notice as it was signed, for whoever reads it in another language.
    fn english(&self) -> Vec<String> {
        match self.shell.words.language() {
            Language::English => Vec::new(),
            Language::Welsh => notice::sentences(&Words::english()),
        }
    }

    /// The key of what was wrong: where there are two ways it names neither.
    const fn error_key(&self) -> Option<&'static str> {
        match (self.error, self.takes_birth) {
            (Some(JoinError::Wrong), true) => Some("join-wrong-birth"),
            (Some(JoinError::Empty), true) => Some("join-empty-birth"),
            (Some(error), _) => Some(error.key()),
            (None, _) => None,
        }
    }
}

impl JoinError {
    /// The key of its sentence.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Wrong => "join-wrong",
            Self::Empty => "join-empty",
            Self::Unread => "join-unread",
        }
    }
}

/// How a caller will come back: `GET /joined`.
///
/// `POST /joined` with `email`, `password` and `again`; whoever wants neither goes on.
#[derive(Template)]
#[template(path = "joining/way.html")]
pub struct Way {
    /// What stands around it.
    pub shell: Shell,
    /// The address they were invited with, or typed.
    pub email: String,
    /// Where their work is.
    pub onward: String,
    /// Whether a key of the telephone and a PIN can be had instead.
    pub has_device: bool,
    /// The key of what was wrong.
    pub error: Option<&'static str>,
}

unprinted!(Join, Way);

const fn status_of(is_wrong: bool) -> StatusCode {
    if is_wrong {
        StatusCode::UNPROCESSABLE_ENTITY
    } else {
        StatusCode::OK
    }
}

impl Page for Join {
    fn title_key(&self) -> &'static str {
        "join-title"
    }

    fn status(&self) -> StatusCode {
        status_of(self.error.is_some())
    }

    fn samples() -> Vec<(&'static str, Self)> {
        let page = |error| Self {
            shell: Shell::sample_stranger(),
            invitation: "0invitation0sample0".to_owned(),
            takes_birth: false,
            error,
        };
        let birth = |error| Self {
            takes_birth: true,
            ..page(error)
        };
        vec![
            ("joining-join-birth", birth(None)),
            ("joining-join-birth-wrong", birth(Some(JoinError::Wrong))),
            ("joining-join", page(None)),
            ("joining-join-wrong", page(Some(JoinError::Wrong))),
            ("joining-join-empty", page(Some(JoinError::Empty))),
            ("joining-join-unread", page(Some(JoinError::Unread))),
        ]
    }
}

impl Page for Way {
    fn title_key(&self) -> &'static str {
        "joined-title"
    }

    fn status(&self) -> StatusCode {
        status_of(self.error.is_some())
    }

    fn samples() -> Vec<(&'static str, Self)> {
        let page = |error| Self {
            shell: Shell::sample("Cai Caller", &[Link::Home, Link::Record]),
            email: "cai@example.org".to_owned(),
            onward: "/desk/0bank0sample0".to_owned(),
            has_device: true,
            error,
        };
        vec![
            ("joining-way", page(None)),
            ("joining-way-short", page(Some("joined-short"))),
            ("joining-way-taken", page(Some("joined-taken"))),
        ]
    }
}
