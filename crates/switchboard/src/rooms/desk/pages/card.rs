//! The card: one person, one desk.

use askama::Template;
use axum::http::StatusCode;

use super::{CARD, Choice, caller};
use crate::spoken::{self, Line, Spoken};
use crate::web::page::{Page, Stamp, unprinted};
use crate::web::shell::{Shell, sample_stamp};

/// One member to ring: `GET /desk/cards/{card}`.
///
/// | act | form fields |
/// |---|---|
/// | `POST /desk/cards/{card}/number` | `csrf` |
/// | `POST /desk/cards/{card}/extend` | `csrf` |
/// | `POST /desk/cards/{card}/outcome` | `csrf`, `outcome` (a [`Choice`]'s code), `call_back_at` (with `call-back`: local `2026-11-24T18:57`), `note` (if allowed) |
/// | | and `a.PART` for each answer of the script, `language` |
/// | `POST /desk/cards/{card}/complaint` | `csrf` |
/// | `POST /desk/cards/{card}/hand-back` | `csrf`, `why`: `skip`, `known`, `stop`, or `break` before the number is shown |
/// | `POST /desk/cards/{card}/heartbeat` | `csrf`; by script, in sight, every 60 s while dealt and every 20 s once the number is shown, when it keeps nothing and only asks; answers JSON `{"until_ms", "until"}`, or 4xx when the card is gone |
///
/// Each but the heartbeat answers 303. After an outcome, to `…/saved`.
#[derive(Template)]
#[template(path = "desk/card.html")]
pub struct Card {
    /// What stands around it.
    pub shell: Shell,
    /// The card's id; no id of the member is on the page.
    pub card: String,
    /// The bank's name.
    pub bank_name: String,
    /// The campaign's name.
    pub campaign: String,
    /// Whom it is about.
    pub called: Called,
    /// The first words, one a line: the organisation's, then the bank's own.
    pub opening: Vec<Line>,
    /// The rest of the script, in the language that was chosen.
    pub spoken: Spoken,
    /// The organisation's name.
    pub organisation: String,
    /// The contest's name.
    pub contest: String,
    /// Whether a complaint was just passed on.
    pub has_complained: bool,
    /// Until when it is this caller's.
    pub until: Stamp,
    /// How far it has come.
    pub stage: Stage,
    /// How many people may be put aside in an evening, and said to be known.
    pub skips: (u64, u64),
    /// Whether the bank allows a free note.
    pub notes: NoteRule,
    /// The message key of what was wrong with the last form: `card-…`, as
    /// `rules::card` names it, or [`NOTE_TOO_LONG`].
    pub error_key: Option<String>,
}

/// What a caller learns about a member before the number is shown.
#[derive(Clone)]
pub struct Called {
    /// "Mrs Evans", or the first name, as the contest sets it.
    pub name: String,
    /// The branch.
    pub branch: String,
    /// The key of the language in which they would like to be rung.
    pub language: Option<&'static str>,
}

/// How far a card has come.
#[derive(Clone)]
pub enum Stage {
    /// Dealt; the number is not on the page.
    Dealt,
    /// The number was shown.
    Shown {
        /// Each number of the member that may be rung.
        numbers: Vec<Number>,
        /// From when the time may be extended; none when it no longer may.
        extend_from: Option<Stamp>,
    },
}

/// A number to ring.
#[derive(Clone)]
pub struct Number {
    /// As people write it.
    pub text: String,
    /// As RFC 3966 writes it: `tel:+44…`.
    pub tel: String,
}

/// The message key for a note that is too long; the form takes 500 characters.
pub const NOTE_TOO_LONG: &str = "card-note-too-long";

/// Whether a bank allows free notes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoteRule {
    /// No notes: the rule.
    Off,
    /// A note, which the member can ask to read.
    Allowed,
}

impl Card {
    fn outcome_action(&self) -> String {
        format!("/desk/cards/{}/outcome", self.card)
    }

    fn hand_back_key(&self) -> &'static str {
        match self.stage {
            Stage::Dealt => "hand-back-hint",
            Stage::Shown { .. } => "hand-back-hint-shown",
        }
    }

    fn stage_name(&self) -> &'static str {
        match self.stage {
            Stage::Dealt => "dealt",
            Stage::Shown { .. } => "shown",
        }
    }
}

unprinted!(Card, Called, Stage, Number);

impl Page for Card {
    fn title_key(&self) -> &'static str {
        "card-title"
    }

    fn status(&self) -> StatusCode {
        if self.error_key.is_some() {
            StatusCode::UNPROCESSABLE_ENTITY
        } else {
            StatusCode::OK
        }
    }

    fn samples() -> Vec<(&'static str, Self)> {
        let dealt = || Self {
            shell: caller(),
            card: CARD.to_owned(),
            bank_name: "Evening bank".to_owned(),
            campaign: "Harbour campaign".to_owned(),
            called: Called {
                name: "Mrs Evans".to_owned(),
                branch: "Abercwm".to_owned(),
                language: None,
            },
            opening: vec![Line::plain(
                "Hello, is that Mrs Evans? I'm a volunteer for the Harbour campaign.",
            )],
            spoken: spoken::sample(),
            organisation: "Example Party".to_owned(),
            contest: "Harbour contest".to_owned(),
            has_complained: false,
            until: sample_stamp(3),
            stage: Stage::Dealt,
            skips: (10, 5),
            notes: NoteRule::Off,
            error_key: None,
        };
        let number = |text: &str, tel: &str| Number {
            text: text.to_owned(),
            tel: tel.to_owned(),
        };
        let mobile = || number("07700 900123", "tel:+447700900123");
        let shown = || Self {
            until: sample_stamp(20),
            stage: Stage::Shown {
                numbers: vec![mobile()],
                extend_from: Some(sample_stamp(18)),
            },
            ..dealt()
        };
        let two = Self {
            called: Called {
                name: "Anwen".to_owned(),
                branch: "Porth Du".to_owned(),
                language: Some("tongue-cy"),
            },
            stage: Stage::Shown {
                numbers: vec![
                    mobile(),
                    number("020 7946 0018 ext. 12", "tel:+442079460018;ext=12"),
                ],
                extend_from: None,
            },
            opening: vec![Line::plain(
                "Hello, is that Anwen? I'm a volunteer for the Harbour campaign.",
            )],
            notes: NoteRule::Allowed,
            spoken: Spoken::plain("Ask whether it is a good moment.\nThank them."),
            has_complained: true,
            ..shown()
        };
        vec![
            ("desk-card-dealt", dealt()),
            ("desk-card-shown", shown()),
            ("desk-card-two-numbers", two),
            (
                "desk-card-error",
                Self {
                    error_key: Some("card-call-back".to_owned()),
                    ..shown()
                },
            ),
        ]
    }
}
