//! Whose reports stand apart, for the officer.

use askama::Template;

use crate::web::page::{Page, Stamp, unprinted};
use crate::web::shell::{Link, Shell, sample_stamp};

/// Callers who say something far more often than chance explains: `GET /roll/reports/callers`.
///
/// Each with waiting reports has a form that sends `csrf`, `account` and `since` (local, as `2026-11-24T18:57`) to
/// `POST /roll/reports/callers/undo`.
#[derive(Template)]
#[template(path = "roll/callers.html")]
pub struct Callers {
    /// What stands around it.
    pub shell: Shell,
    /// What was just done, if something was.
    pub said: Option<UndoSaid>,
    /// Who stands apart.
    pub apart: Vec<ApartRow>,
    /// Who handed back the most cards.
    pub handed_back: Vec<HandedBackRow>,
    /// What was undone lately.
    pub undone: Vec<UndoneRow>,
}

/// What one account handed back without saying what happened.
#[derive(Clone)]
pub struct HandedBackRow {
    /// Its name.
    pub name: String,
    /// Cards dealt to it.
    pub cards: u64,
    /// People they put aside.
    pub skips: u64,
    /// People they said they know.
    pub known: u64,
    /// Cards left behind by stopping or for a break.
    pub pauses: u64,
}

/// One account that stands apart, in one campaign, for one word.
#[derive(Clone)]
pub struct ApartRow {
    /// The account's id.
    pub account: String,
    /// Its name.
    pub name: String,
    /// The campaign.
    pub campaign: String,
    /// The key of what was said.
    pub word: &'static str,
    /// How often.
    pub with: u64,
    /// Of how many calls.
    pub calls: u64,
    /// As often as chance explains.
    pub most: u64,
    /// How often everybody else there.
    pub others_with: u64,
    /// Of how many calls.
    pub others_calls: u64,
    /// Reports of theirs that wait.
    pub waiting: u64,
    /// Since when.
    pub since: Option<Stamp>,
    /// People they put aside.
    pub skips: u64,
    /// People they said they know.
    pub known: u64,
    /// Cards left behind by stopping or for a break.
    pub pauses: u64,
}

/// One act that undid reports.
#[derive(Clone)]
pub struct UndoneRow {
    /// Whose.
    pub name: String,
    /// When it began.
    pub at: Stamp,
    /// The key of how it stands.
    pub state: &'static str,
    /// How many were settled.
    pub done: u64,
    /// How many were left.
    pub left_out: u64,
}

/// What came of beginning to undo.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UndoSaid {
    /// It goes on by itself.
    Begun,
    /// None waits.
    Nothing,
    /// Another is under way.
    Busy,
}

impl UndoSaid {
    const ALL: [Self; 3] = [Self::Begun, Self::Nothing, Self::Busy];

    /// Its name in the address.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Begun => "begun",
            Self::Nothing => "nothing",
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
            Self::Begun => "apart-said-begun",
            Self::Nothing => "apart-said-nothing",
            Self::Busy => "apart-said-busy",
        }
    }
}

unprinted!(Callers, ApartRow, HandedBackRow, UndoneRow);

impl Page for Callers {
    fn title_key(&self) -> &'static str {
        "apart-title"
    }

    fn samples() -> Vec<(&'static str, Self)> {
        let page = |said, apart, undone| Self {
            shell: Shell::sample(
                "Officer 1",
                &[Link::Home, Link::Import, Link::Search, Link::Reports],
            ),
            said,
            handed_back: vec![HandedBackRow {
                name: "Caller 2".to_owned(),
                cards: 120,
                skips: 9,
                known: 1,
                pauses: 4,
            }],
            apart,
            undone,
        };
        let row = |name: &str, word, waiting| ApartRow {
            account: format!("0account0{word}0"),
            name: name.to_owned(),
            campaign: "Harbour campaign".to_owned(),
            word,
            with: 31,
            calls: 60,
            most: 5,
            others_with: 12,
            others_calls: 1_200,
            waiting,
            since: (waiting > 0).then(|| sample_stamp(-90)),
            skips: 9,
            known: 1,
            pauses: 4,
        };
        let rows = vec![
            row("Caller 1", "outcome-deceased", 31),
            row("Caller 2", "apart-dont-call", 0),
        ];
        let undone = vec![UndoneRow {
            name: "Caller 1".to_owned(),
            at: sample_stamp(-10),
            state: "apart-state-undone",
            done: 31,
            left_out: 1,
        }];
        vec![
            ("roll-callers-none", page(None, Vec::new(), Vec::new())),
            ("roll-callers", page(Some(UndoSaid::Begun), rows, undone)),
            (
                "roll-callers-busy",
                page(Some(UndoSaid::Busy), Vec::new(), Vec::new()),
            ),
            (
                "roll-callers-nothing",
                page(Some(UndoSaid::Nothing), Vec::new(), Vec::new()),
            ),
        ]
    }
}
