//! Merges that were made, and what can be undone.

use askama::Template;

use super::list::{Masked, masked, shell};
use crate::web::page::{Page, Stamp, unprinted};
use crate::web::shell::{Shell, sample_stamp};

/// Merges that stand, the newest first: `GET /duplicates/merges`.
///
/// Query fields, none of them typed by hand: `after`, `said`, and after an undo `left` (the fields that stay) and `stopped`.
/// Each has a form to `POST /duplicates/merges/{merge}/undo`.
#[derive(Template)]
#[template(path = "duplicates/merges.html")]
pub struct Merges {
    /// What stands around it.
    pub shell: Shell,
    /// What was just done.
    pub said: Option<MergesSaid>,
    /// The keys of the fields that an undo left as they are.
    pub left: Vec<&'static str>,
    /// Whether an undo left calls to both stopped.
    pub is_stopped: bool,
    /// At most ten.
    pub merges: Vec<MergeRow>,
    /// Where the next page begins.
    pub after: Option<String>,
}

/// One merge.
#[derive(Clone)]
pub struct MergeRow {
    /// Its id.
    pub merge: String,
    /// When.
    pub at: Stamp,
    /// Who did it.
    pub by: String,
    /// Whether it was one of many done together.
    pub is_of_many: bool,
    /// Who stayed.
    pub keeper: Masked,
    /// Who goes on under them.
    pub gone: Masked,
}

/// What was just done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MergesSaid {
    /// It is undone.
    Undone,
    /// It was undone before.
    Before,
    /// The record was merged on since.
    Later,
    /// An import is running.
    Busy,
}

impl MergesSaid {
    const ALL: [Self; 4] = [Self::Undone, Self::Before, Self::Later, Self::Busy];

    /// Its name in the address.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Undone => "undone",
            Self::Before => "before",
            Self::Later => "later",
            Self::Busy => "busy",
        }
    }

    /// Reads what the address says.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|said| said.code() == code)
    }

    /// The key of what it says.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Undone => "merges-said-undone",
            Self::Before => "merges-said-before",
            Self::Later => "merges-said-later",
            Self::Busy => "compare-busy",
        }
    }
}

unprinted!(Merges, MergeRow);

impl Page for Merges {
    fn title_key(&self) -> &'static str {
        "merges-title"
    }

    fn samples() -> Vec<(&'static str, Self)> {
        let row = |n: u8, is_of_many| MergeRow {
            merge: format!("0merge{n}sample0"),
            at: sample_stamp(-i64::from(n)),
            by: "Officer 2".to_owned(),
            is_of_many,
            keeper: masked(n, "A••• Ev•••", "07••• •••123"),
            gone: masked(n, "A••• Ev•••", ""),
        };
        let page = |said| Self {
            shell: shell(),
            said,
            left: Vec::new(),
            is_stopped: false,
            merges: vec![row(1, false), row(2, true)],
            after: None,
        };
        vec![
            (
                "duplicates-merges",
                Self {
                    after: Some("0after0".to_owned()),
                    ..page(None)
                },
            ),
            (
                "duplicates-merges-undone",
                Self {
                    left: vec!["field-email", "field-do-not-call"],
                    is_stopped: true,
                    ..page(Some(MergesSaid::Undone))
                },
            ),
            (
                "duplicates-merges-before",
                Self {
                    merges: Vec::new(),
                    ..page(Some(MergesSaid::Before))
                },
            ),
            ("duplicates-merges-later", page(Some(MergesSaid::Later))),
            ("duplicates-merges-busy", page(Some(MergesSaid::Busy))),
        ]
    }
}
