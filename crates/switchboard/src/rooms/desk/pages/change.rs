//! Another outcome instead of one that was written down a moment ago.

use askama::Template;

use super::{CARD, Choice, NoteRule, caller};
use crate::spoken::{self, Spoken};
use crate::web::page::{Page, Stamp, unprinted};
use crate::web::shell::{Shell, sample_stamp};

/// "Something else happened": `GET /desk/cards/{card}/change`, for a minute after an outcome.
///
/// `POST /desk/cards/{card}/change` with `csrf`, `outcome`, `call_back_at`, `note` (if allowed), and `a.PART` for each
/// answer of the script, `language`. It shows nothing of the member: neither who it is nor what was answered before.
#[derive(Template)]
#[template(path = "desk/change.html")]
pub struct Change {
    /// What stands around it.
    pub shell: Shell,
    /// The card's id.
    pub card: String,
    /// What was saved, as its outcome's code.
    pub saved: String,
    /// Until when; none where it can't be changed any more.
    pub until: Option<Stamp>,
    /// Whether the bank allows a free note: the one before goes with its outcome.
    pub notes: NoteRule,
    /// The script that the card was dealt with, with nothing filled in; empty where it asks nothing.
    pub spoken: Spoken,
    /// Why what was sent wasn't taken.
    pub error_key: Option<String>,
}

impl Change {
    fn outcome_action(&self) -> String {
        format!("/desk/cards/{}/change", self.card)
    }

    fn saved_key(&self) -> String {
        format!("outcome-{}", self.saved)
    }
}

unprinted!(Change);

impl Page for Change {
    fn title_key(&self) -> &'static str {
        "change-title"
    }

    fn samples() -> Vec<(&'static str, Self)> {
        let page = |until, error_key: Option<&str>| Self {
            shell: caller(),
            card: CARD.to_owned(),
            saved: "no-answer".to_owned(),
            until,
            notes: NoteRule::Off,
            spoken: Spoken::default(),
            error_key: error_key.map(str::to_owned),
        };
        let notes = Self {
            notes: NoteRule::Allowed,
            ..page(Some(sample_stamp(1)), None)
        };
        let asks = Self {
            spoken: spoken::sample(),
            ..page(Some(sample_stamp(1)), None)
        };
        vec![
            ("desk-change-asks", asks),
            ("desk-change", page(Some(sample_stamp(1)), None)),
            ("desk-change-note", notes),
            ("desk-change-over", page(None, Some("card-too-late"))),
        ]
    }
}
