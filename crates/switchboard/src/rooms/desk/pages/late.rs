//! Saying late what happened: write-only, it shows nothing about the person.

use askama::Template;

use super::{CARD, Choice, caller};
use crate::web::page::{Page, unprinted};
use crate::web::shell::Shell;

/// A card whose time is up: `GET /desk/cards/{card}/late`, also after signing
/// out or losing access.
///
/// `POST /desk/cards/{card}/late` with `csrf`, `outcome`, `call_back_at`. The
/// same page answers in its state [`LateStage::Saved`] to whoever isn't signed
/// in or has no access to the bank any more; others are led to the page with the
/// way on, [`super::Saved`]. Nothing on it tells who the card was about, or
/// whether it ever was.
#[derive(Template)]
#[template(path = "desk/late.html")]
pub struct Late {
    /// What stands around it.
    pub shell: Shell,
    /// The card's id.
    pub card: String,
    /// How far it has come.
    pub stage: LateStage,
}

/// How far a late outcome has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LateStage {
    /// Waiting to be told.
    Asked,
    /// The same, and the call is to end: the member is not to be rung any more.
    TakenBack,
    /// What was sent can't be read: no outcome, or no time to call back.
    Unclear,
    /// "Thank you. Saved."
    Saved,
}

impl Late {
    fn outcome_action(&self) -> String {
        format!("/desk/cards/{}/late", self.card)
    }
}

unprinted!(Late);

impl Page for Late {
    fn title_key(&self) -> &'static str {
        "late-title"
    }

    fn samples() -> Vec<(&'static str, Self)> {
        let page = |shell, stage| Self {
            shell,
            card: CARD.to_owned(),
            stage,
        };
        vec![
            ("desk-late", page(caller(), LateStage::Asked)),
            ("desk-late-taken", page(caller(), LateStage::TakenBack)),
            ("desk-late-unclear", page(caller(), LateStage::Unclear)),
            (
                "desk-late-saved",
                page(Shell::sample_stranger(), LateStage::Saved),
            ),
        ]
    }
}
