//! Another outcome instead of one that was written down a moment ago.

use askama::Template;

use super::{CARD, Choice, caller};
use crate::web::page::{Page, Stamp, unprinted};
use crate::web::shell::{Shell, sample_stamp};

/// "Something else happened": `GET /desk/cards/{card}/change`, for a minute after an outcome.
///
/// `POST /desk/cards/{card}/change` with `csrf`, `outcome`, `call_back_at`. It shows nothing of the member.
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
            error_key: error_key.map(str::to_owned),
        };
        vec![
            ("desk-change", page(Some(sample_stamp(1)), None)),
            ("desk-change-over", page(None, Some("card-too-late"))),
        ]
    }
}
