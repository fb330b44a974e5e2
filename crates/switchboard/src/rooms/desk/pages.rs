//! The caller's pages: before the first card, the card, and what comes after.
//!
//! | page | answers |
//! |---|---|
//! | [`BankFirst`] | `GET /desk/{bank}` with no open card |
//! | [`Card`] | `GET /desk/cards/{card}` |
//! | [`Saved`] | `GET /desk/cards/{card}/saved` |
//! | [`Change`] | `GET /desk/cards/{card}/change` |
//! | [`Late`] | `GET /desk/cards/{card}/late` |
//! | [`HandedBack`] | `GET /desk/cards/{card}/hand-back` |
//! | [`Offline`] | `GET /desk/offline`, at a card's address without a line |
//! | [`Near`] | `GET /desk/branches` |
//! | [`Back`] | `GET /desk/{bank}/back` |
//! | [`OnBreak`] | `GET /desk/{bank}` on a break |
//! | [`Evening`] | `GET /desk/{bank}/evening` |
//! | [`Empty`], [`BudgetSpent`] | `POST /desk/{bank}/next` when no card is dealt |

mod back;
mod card;
mod change;
mod handed_back;
mod late;
mod near;
mod offline;
mod outcome;
mod rest;
mod so_far;

use askama::Template;
use switchboard_store::rules::training::Practised;

pub use back::{Back, BackStage, Evening};
pub use card::{Called, Card, NOTE_TOO_LONG, NoteRule, Number, Stage};
pub use change::Change;
pub use handed_back::HandedBack;
pub use late::{Late, LateStage};
pub use near::{Near, NearSaid, TongueLine};
pub use offline::Offline;
pub use outcome::Choice;
pub use rest::OnBreak;
pub use so_far::SoFar;

use crate::web::held::Held;
use crate::web::page::{Page, Stamp, Tally, unprinted};
use crate::web::shell::{Link, Shell, sample_stamp};

/// What a caller reads before the first card: `GET /desk/{bank}`.
///
/// Members will see the caller's own number; the phone keeps what it rang;
/// what is recorded; how many cards are left. Start is
/// `POST /desk/{bank}/next` with `csrf`.
#[derive(Template)]
#[template(path = "desk/bank_first.html")]
pub struct BankFirst {
    /// What stands around it.
    pub shell: Shell,
    /// The bank's id.
    pub bank: String,
    /// The bank's name.
    pub bank_name: String,
    /// The campaign's name.
    pub campaign: String,
    /// What is left of the account's cards.
    pub left: Left,
    /// What everybody in this bank has in common.
    pub whom: Vec<WhomLine>,
    /// The key of what the bank's order means, where it isn't the usual one.
    pub order_key: Option<&'static str>,
}

/// One thing that everybody in a bank has in common.
#[derive(Clone, Debug)]
pub struct WhomLine {
    /// The message key of the field: `audience-field-…`.
    pub field_key: &'static str,
    /// What it is of all of them, as a name; a message's key where it has words of its own.
    pub value: WhomValue,
}

/// What a field is of everybody in a bank.
#[derive(Clone, Debug)]
pub enum WhomValue {
    /// A name, or figures.
    Name(String),
    /// The key of its words.
    Words(&'static str),
    /// What they answered in the campaign's calls.
    Answer {
        /// The answer.
        answer: String,
        /// What was asked.
        question: String,
    },
}

impl WhomLine {
    /// Its value as it is read.
    pub fn text(&self, words: &crate::web::messages::Words) -> String {
        match &self.value {
            WhomValue::Name(name) => name.clone(),
            WhomValue::Words(key) => words.t(key),
            WhomValue::Answer { answer, question } => {
                crate::named::answer(words, (answer.as_str(), question.as_str()))
            }
        }
    }
}

/// What is left of an account's budget of cards.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Left {
    /// Cards until the hour is over.
    pub hour: u64,
    /// Cards until the evening is over.
    pub evening: u64,
    /// Cards until the contest is over.
    pub contest: u64,
    /// People put aside this evening, out of as many as may be.
    pub skips: (u64, u64),
    /// People said to be known this evening, likewise.
    pub known: (u64, u64),
    /// Cards left behind this evening by stopping or for a break, which count among those put aside.
    pub pauses: u64,
}

/// What happened was saved: `GET /desk/cards/{card}/saved`.
///
/// The next card is `POST /desk/{bank}/next` with `csrf`; stopping is the link
/// home. The page carries the card's id, so that `unsent.js` knows that this
/// outcome arrived.
#[derive(Template)]
#[template(path = "desk/saved.html")]
pub struct Saved {
    /// What stands around it.
    pub shell: Shell,
    /// The bank's id.
    pub bank: String,
    /// The card whose outcome was saved.
    pub card: String,
    /// Whether it was an objection, which has its own sentence.
    pub what: SavedWhat,
    /// What was saved, as its outcome's code: a slip is noticed.
    pub outcome: String,
    /// When the member is to be rung again, where that was just said.
    pub call_back_at: Option<Stamp>,
    /// Until when something else can be said.
    pub changes_until: Option<Stamp>,
    /// What is left of the account's cards.
    pub left: Left,
    /// How far the reader is, in practice.
    pub so_far: Option<SoFar>,
}

/// What was saved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SavedWhat {
    /// An outcome of a call.
    Outcome,
    /// A wish not to be called, which acts at once.
    Objection,
    /// Something the membership officer looks at: moved, died, wrong number.
    Report,
}

impl SavedWhat {
    /// The key of its sentence.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Outcome => "saved-outcome",
            Self::Objection => "saved-objection",
            Self::Report => "saved-report",
        }
    }
}

/// Nobody to ring now, and why: answers `POST /desk/{bank}/next`.
///
/// Counts are rounded. "Try again" is `POST /desk/{bank}/next` with `csrf`.
#[derive(Template)]
#[template(path = "desk/empty.html")]
pub struct Empty {
    /// What stands around it.
    pub shell: Shell,
    /// The bank's id.
    pub bank: String,
    /// Why there is no card.
    pub why: EmptyWhy,
    /// Each reason that holds members back now, with how many.
    pub reasons: Vec<Held>,
    /// When it may be worth another try.
    pub again_at: Option<Stamp>,
}

impl Empty {
    /// Whether it is told of some that they wait for their language: then there is a way to say in which ones one rings.
    fn tells_languages(&self) -> bool {
        self.reasons.iter().any(|held| held.key == LANGUAGE_KEY)
    }
}

const LANGUAGE_KEY: &str = "why-language";

/// Why no card was dealt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EmptyWhy {
    /// Everybody was rung, or must not be.
    NobodyLeft,
    /// Those left can't be rung now.
    NobodyNow,
    /// Nobody is in the queue: what they were to be chosen by had gone when it was to be filled.
    NobodyChosen,
    /// The organiser paused the bank.
    Paused,
    /// The organiser closed the bank for good.
    BankClosed,
    /// The contest's calling time is not now.
    Closed,
    /// The list of numbers that aren't rung is missing or too old.
    ListTooOld,
}

/// The key of the sentence about a queue that gets nobody: programs read it too.
pub(super) const NOBODY_CHOSEN_KEY: &str = "empty-nobody-chosen";

impl EmptyWhy {
    /// The key of its sentence.
    pub const fn key(self) -> &'static str {
        match self {
            Self::NobodyLeft => "empty-nobody-left",
            Self::NobodyNow => "empty-nobody-now",
            Self::NobodyChosen => NOBODY_CHOSEN_KEY,
            Self::Paused => "empty-paused",
            Self::BankClosed => "empty-bank-closed",
            Self::Closed => "empty-closed",
            Self::ListTooOld => "empty-list-too-old",
        }
    }
}

/// The account has had its cards: answers `POST /desk/{bank}/next`.
#[derive(Template)]
#[template(path = "desk/budget_spent.html")]
pub struct BudgetSpent {
    /// What stands around it.
    pub shell: Shell,
    /// The bank's id.
    pub bank: String,
    /// Which of the three is spent.
    pub which: Window,
    /// When there are cards again; never for a contest.
    pub again_at: Option<Stamp>,
}

/// What a budget runs for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Window {
    /// An hour.
    Hour,
    /// An evening.
    Evening,
    /// A contest.
    Contest,
}

impl Window {
    /// The key of its sentence.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Hour => "budget-hour-spent",
            Self::Evening => "budget-evening-spent",
            Self::Contest => "budget-contest-spent",
        }
    }
}

impl Saved {
    fn outcome_key(&self) -> String {
        format!("outcome-{}", self.outcome)
    }
}

unprinted!(BankFirst, Saved, Empty, BudgetSpent);

fn caller() -> Shell {
    Shell::sample("Caller 1", &[Link::Home])
}

const BANK: &str = "0bank0sample0";
const CARD: &str = "0card0sample0";
const LEFT: Left = Left {
    hour: 17,
    evening: 162,
    contest: 1_180,
    skips: (3, 10),
    known: (0, 5),
    pauses: 1,
};

impl Page for BankFirst {
    fn title_key(&self) -> &'static str {
        "bank-first-title"
    }

    fn samples() -> Vec<(&'static str, Self)> {
        let page = Self {
            shell: caller(),
            bank: BANK.to_owned(),
            bank_name: "Evening bank".to_owned(),
            campaign: "Harbour campaign".to_owned(),
            left: LEFT,
            whom: Vec::new(),
            order_key: None,
        };
        let some = Self {
            whom: vec![
                WhomLine {
                    field_key: "audience-field-branch",
                    value: WhomValue::Name("Harbour".to_owned()),
                },
                WhomLine {
                    field_key: "audience-field-joined",
                    value: WhomValue::Words("audience-joined-this-year"),
                },
                WhomLine {
                    field_key: "audience-field-spoken",
                    value: WhomValue::Answer {
                        answer: "Undecided".to_owned(),
                        question: "Whom will you vote for?".to_owned(),
                    },
                },
            ],
            shell: caller(),
            bank: BANK.to_owned(),
            bank_name: "New members".to_owned(),
            campaign: "Harbour campaign".to_owned(),
            left: LEFT,
            order_key: Some("order-means-newer"),
        };
        vec![("desk-bank-first", page), ("desk-bank-first-some", some)]
    }
}

impl Page for Saved {
    fn title_key(&self) -> &'static str {
        "saved-title"
    }

    fn samples() -> Vec<(&'static str, Self)> {
        let page = |what, outcome: &str, left| Self {
            shell: caller(),
            bank: BANK.to_owned(),
            card: CARD.to_owned(),
            what,
            outcome: outcome.to_owned(),
            call_back_at: (outcome == "call-back").then(|| sample_stamp(1_500)),
            changes_until: (what == SavedWhat::Outcome).then(|| sample_stamp(1)),
            left,
            so_far: None,
        };
        let practised = |cards, has_read| Self {
            shell: Shell::sample_practice(),
            so_far: Some(SoFar(Practised {
                cards,
                no_calls: 1,
                call_backs: 1,
                has_read,
            })),
            ..page(SavedWhat::Outcome, "busy", LEFT)
        };
        vec![
            ("desk-saved", page(SavedWhat::Outcome, "busy", LEFT)),
            (
                "desk-saved-call-back",
                page(SavedWhat::Outcome, "call-back", LEFT),
            ),
            (
                "desk-saved-objection",
                page(SavedWhat::Objection, "dont-call-any-campaign", LEFT),
            ),
            (
                "desk-saved-report",
                page(SavedWhat::Report, "moved", Left { hour: 1, ..LEFT }),
            ),
            ("practice-saved", practised(3, false)),
            ("practice-saved-read", practised(5, false)),
            ("practice-saved-finished", practised(5, true)),
        ]
    }
}

impl Page for Empty {
    fn title_key(&self) -> &'static str {
        "empty-title"
    }

    fn samples() -> Vec<(&'static str, Self)> {
        let page = |why, reasons, again_at| Self {
            shell: caller(),
            bank: BANK.to_owned(),
            why,
            reasons,
            again_at,
        };
        let held = vec![
            Held {
                key: "not-now-resting".to_owned(),
                count: Some(Tally::About(1_240)),
                from: Some(sample_stamp(45)),
            },
            Held {
                key: "why-waits".to_owned(),
                count: None,
                from: None,
            },
            Held {
                key: "why-stopped".to_owned(),
                count: Some(Tally::FewerThanTen),
                from: None,
            },
        ];
        let waiting = vec![Held {
            key: LANGUAGE_KEY.to_owned(),
            count: Some(Tally::About(120)),
            from: None,
        }];
        vec![
            (
                "desk-empty-left",
                page(EmptyWhy::NobodyLeft, Vec::new(), None),
            ),
            (
                "desk-empty-others",
                page(EmptyWhy::NobodyLeft, waiting, None),
            ),
            (
                "desk-empty-now",
                page(EmptyWhy::NobodyNow, held, Some(sample_stamp(45))),
            ),
            (
                "desk-empty-chosen",
                page(EmptyWhy::NobodyChosen, Vec::new(), None),
            ),
            (
                "desk-empty-paused",
                page(EmptyWhy::Paused, Vec::new(), None),
            ),
            (
                "desk-empty-closed",
                page(EmptyWhy::Closed, Vec::new(), Some(sample_stamp(900))),
            ),
            (
                "desk-empty-list",
                page(EmptyWhy::ListTooOld, Vec::new(), None),
            ),
        ]
    }
}

impl Page for BudgetSpent {
    fn title_key(&self) -> &'static str {
        "budget-spent-title"
    }

    fn samples() -> Vec<(&'static str, Self)> {
        let page = |which, again_at| Self {
            shell: caller(),
            bank: BANK.to_owned(),
            which,
            again_at,
        };
        vec![
            (
                "desk-budget-hour",
                page(Window::Hour, Some(sample_stamp(23))),
            ),
            (
                "desk-budget-evening",
                page(Window::Evening, Some(sample_stamp(563))),
            ),
            ("desk-budget-contest", page(Window::Contest, None)),
        ]
    }
}
