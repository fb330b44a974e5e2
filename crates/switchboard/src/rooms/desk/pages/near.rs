//! Where a caller would like to ring.

use askama::Template;

use super::caller;
use crate::web::page::{Page, unprinted};
use crate::web::shell::Shell;

/// The branches that a caller named: `GET` and `POST /desk/branches` with `csrf` and `branches`, one a line.
#[derive(Template)]
#[template(path = "desk/near.html")]
pub struct Near {
    /// What stands around it.
    pub shell: Shell,
    /// As they were named, one a line.
    pub branches: String,
    /// The languages that can be chosen beside the usual one.
    pub tongues: Vec<TongueLine>,
    /// The key of the usual one's name.
    pub usual: &'static str,
    /// What came of keeping them.
    pub said: NearSaid,
}

/// A language that can be chosen.
#[derive(Clone, Copy, Debug)]
pub struct TongueLine {
    /// Its code.
    pub code: &'static str,
    /// The key of its name.
    pub label: &'static str,
    /// Whether the caller rings in it.
    pub is_chosen: bool,
}

/// What came of keeping them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NearSaid {
    /// Nothing was sent.
    Nothing,
    /// They are kept.
    Kept,
    /// They were named this evening already.
    Tomorrow,
    /// There are too many, or one is no name.
    Many,
    /// The languages are kept.
    Tongues,
    /// One more language was named this evening already.
    TonguesTomorrow,
    /// There are too many languages.
    ManyTongues,
}

unprinted!(Near);

impl Page for Near {
    fn title_key(&self) -> &'static str {
        "near-title"
    }

    fn status(&self) -> axum::http::StatusCode {
        match self.said {
            NearSaid::Many | NearSaid::ManyTongues => axum::http::StatusCode::UNPROCESSABLE_ENTITY,
            NearSaid::Nothing
            | NearSaid::Kept
            | NearSaid::Tomorrow
            | NearSaid::Tongues
            | NearSaid::TonguesTomorrow => axum::http::StatusCode::OK,
        }
    }

    fn samples() -> Vec<(&'static str, Self)> {
        let page = |said, branches: &str| Self {
            shell: caller(),
            branches: branches.to_owned(),
            tongues: vec![
                TongueLine {
                    code: "cy",
                    label: "tongue-cy",
                    is_chosen: true,
                },
                TongueLine {
                    code: "pl",
                    label: "tongue-pl",
                    is_chosen: false,
                },
            ],
            usual: "tongue-en",
            said,
        };
        vec![
            ("desk-near", page(NearSaid::Nothing, "")),
            ("desk-near-kept", page(NearSaid::Kept, "Abercwm\nPorth Du")),
            ("desk-near-tongues", page(NearSaid::Tongues, "")),
            (
                "desk-near-tongues-tomorrow",
                page(NearSaid::TonguesTomorrow, ""),
            ),
            ("desk-near-many-tongues", page(NearSaid::ManyTongues, "")),
            ("desk-near-many", page(NearSaid::Many, "A\nB\nC\nD\nE\nF")),
        ]
    }
}
