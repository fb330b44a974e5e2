//! All identical records merged as one act: counted, asked once more, shown while it is done.

use askama::Template;

use super::list::shell;
use crate::web::page::{Page, Stamp, unprinted};
use crate::web::shell::{Shell, sample_stamp};

/// All pairs that say the same: `GET /duplicates/identical`.
///
/// `POST /duplicates/identical` with `counted` begins; `POST /duplicates/identical/{bulk}/undo` takes it back.
#[derive(Template)]
#[template(path = "duplicates/identical.html")]
pub struct Identical {
    /// What stands around it.
    pub shell: Shell,
    /// What was just done.
    pub said: Option<IdenticalSaid>,
    /// How many pairs there are.
    pub counted: u64,
    /// Whether one is under way.
    pub is_running: bool,
    /// The newest merges of many.
    pub bulks: Vec<BulkRow>,
}

/// One merge of many.
#[derive(Clone, Debug)]
pub struct BulkRow {
    /// Its id.
    pub bulk: String,
    /// Since when.
    pub at: Stamp,
    /// The key of how it stands.
    pub state: &'static str,
    /// How many pairs there were.
    pub total: u64,
    /// How many are merged.
    pub done: u64,
    /// How many were left out.
    pub left_out: u64,
    /// Whether it can be undone.
    pub can_undo: bool,
}

/// What was just done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IdenticalSaid {
    /// A job does it.
    Begun,
    /// There are other ones than were counted.
    Changed,
    /// Another is under way.
    Busy,
    /// There is nothing to undo.
    Not,
}

impl IdenticalSaid {
    const ALL: [Self; 4] = [Self::Begun, Self::Changed, Self::Busy, Self::Not];

    /// Its name in the address.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Begun => "begun",
            Self::Changed => "changed",
            Self::Busy => "busy",
            Self::Not => "not",
        }
    }

    /// Reads what the address says.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|said| said.code() == code)
    }

    /// The key of what it says.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Begun => "identical-said-begun",
            Self::Changed => "identical-said-changed",
            Self::Busy => "identical-said-busy",
            Self::Not => "identical-said-not",
        }
    }
}

unprinted!(Identical);

impl Page for Identical {
    fn title_key(&self) -> &'static str {
        "identical-title"
    }

    fn samples() -> Vec<(&'static str, Self)> {
        let row = |n: u8, state, can_undo| BulkRow {
            bulk: format!("0bulk{n}sample0"),
            at: sample_stamp(-i64::from(n)),
            state,
            total: 412,
            done: 400,
            left_out: u64::from(n),
            can_undo,
        };
        let page = |said, counted, bulks: Vec<BulkRow>| Self {
            shell: shell(),
            said,
            counted,
            is_running: false,
            bulks,
        };
        vec![
            ("duplicates-identical", page(None, 412, Vec::new())),
            (
                "duplicates-identical-running",
                Self {
                    is_running: true,
                    ..page(
                        Some(IdenticalSaid::Begun),
                        120,
                        vec![row(0, "bulk-merging", false)],
                    )
                },
            ),
            (
                "duplicates-identical-done",
                page(
                    Some(IdenticalSaid::Busy),
                    0,
                    vec![
                        row(1, "bulk-merged", true),
                        row(2, "bulk-undoing", false),
                        row(3, "bulk-undone", false),
                        row(4, "bulk-stopped", true),
                    ],
                ),
            ),
            (
                "duplicates-identical-changed",
                page(Some(IdenticalSaid::Changed), 1, Vec::new()),
            ),
            (
                "duplicates-identical-not",
                page(Some(IdenticalSaid::Not), 1, Vec::new()),
            ),
        ]
    }
}
