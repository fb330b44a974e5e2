//! The organiser's page of a bank: counts, never people.

use askama::Template;

use switchboard_store::rules::deal::Order;

use crate::web::held::Held;
use crate::web::messages::Words;
use crate::web::page::{Page, Stamp, Tally, unprinted};
use crate::web::shell::{Link, Shell, sample_stamp};

use super::chart;
pub use super::chart::Bar;
pub use super::groups::Groups;

/// A bank as it runs: `GET /banks/{bank}`.
///
/// Script listens to `GET /banks/{bank}/live` (server-sent events; each
/// event's data is [`Live`] rendered) and swaps what stands in `#live`;
/// without script the page loads itself anew every 15 s.
/// `POST /banks/{bank}/open` and `POST /banks/{bank}/pause` take `csrf`, `POST /banks/{bank}/order` also `order` (an [`Order`]'s
/// code), which is offered while the bank is paused.
/// Closing and copying have pages of their own.
#[derive(Template)]
#[template(path = "banks/watch.html")]
pub struct Watch {
    /// What stands around it.
    pub shell: Shell,
    /// The bank's id.
    pub bank: String,
    /// The bank's name.
    pub bank_name: String,
    /// The campaign's name.
    pub campaign: String,
    /// The campaign's id.
    pub campaign_id: String,
    /// Each reason that holds members back now, with how many.
    pub reasons: Vec<Held>,
    /// Whether no reasons are told of it at all.
    pub is_untold: bool,
    /// When there is somebody to ring again, where nobody can be rung now.
    pub fills_at: Option<Stamp>,
    /// How far it is with each group.
    pub groups: Groups,
    /// Whom it rings; nothing for everybody.
    pub whom: Vec<String>,
    /// How many of them are drawn, where not all are rung.
    pub sample: Option<u32>,
    /// Whether the reader may make a copy of it.
    pub may_copy: bool,
    /// In which order those in turn are dealt.
    pub order: Order,
    /// The key of what choosing an order came to.
    pub said_key: Option<&'static str>,
    /// What changes while one looks.
    pub live: Live,
}

/// The part of [`Watch`] that changes: a page holds it and the stream sends it.
///
/// One line breaks into several `data:` lines in an event, as the format asks.
#[derive(Template)]
#[template(path = "banks/live.html")]
pub struct Live {
    /// The sentences.
    pub words: Words,
    /// Whether cards are dealt.
    pub state: Running,
    /// When this was counted.
    pub at: Stamp,
    /// Whether nobody gets into its queue: the state of own calls by which they were to be chosen had gone.
    pub is_missed: bool,
    /// How far the bank is.
    pub progress: Progress,
    /// What happened on the calls.
    pub outcomes: Vec<Bar>,
    /// Who is on.
    pub callers: Vec<CallerOn>,
    /// Who is on a break.
    pub resting: Vec<Resting>,
    /// What can be learnt at most.
    pub bound: Bound,
}

/// Whether a bank deals cards.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Running {
    /// It does.
    Open,
    /// The organiser paused it.
    Paused,
    /// It is closed for good.
    Closed,
}

impl Running {
    /// What a bank's state in the store is.
    pub(super) fn of(state: &str) -> Self {
        match state {
            "open" => Self::Open,
            "paused" => Self::Paused,
            _ => Self::Closed,
        }
    }

    /// The name by which script knows which buttons fit.
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Paused => "paused",
            Self::Closed => "closed",
        }
    }

    /// The key of its sentence.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Open => "watch-state-open",
            Self::Paused => "watch-state-paused",
            Self::Closed => "watch-state-closed",
        }
    }
}

/// How far a bank is, in rounded counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// Members in the bank's audience.
    pub audience: Tally,
    /// Of them, rung at least once.
    pub rung: Tally,
    /// Of them, spoken to.
    pub reached: Tally,
    /// Still to ring.
    pub left: Tally,
}

/// An account that is on now.
#[derive(Clone, Debug)]
pub struct CallerOn {
    /// The account's name.
    pub account_name: String,
    /// Since when.
    pub since: Stamp,
    /// Cards dealt to it this evening: its own work, so not rounded.
    pub cards: u64,
}

/// An account on a break.
#[derive(Clone, Debug)]
pub struct Resting {
    /// The account's name.
    pub account_name: String,
    /// Since when.
    pub since: Stamp,
}

/// The most that can be learnt by ringing: callers, cards, evenings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bound {
    /// By one account in one evening.
    pub account_evening: u64,
    /// By the whole campaign until the contest ends.
    pub campaign: u64,
}

unprinted!(Watch, Live);

impl Page for Watch {
    fn title_key(&self) -> &'static str {
        "watch-title"
    }

    fn samples() -> Vec<(&'static str, Self)> {
        let page = |live: Live, reasons: Vec<Held>| Self {
            shell: Shell::sample("Organiser 1", &[Link::Home]),
            bank: "0bank0sample0".to_owned(),
            bank_name: "Evening bank".to_owned(),
            campaign: "Harbour campaign".to_owned(),
            campaign_id: "0campaign0sample0".to_owned(),
            fills_at: (!reasons.is_empty()).then(|| sample_stamp(45)),
            groups: if reasons.is_empty() {
                Groups::default()
            } else {
                Groups::sample()
            },
            whom: if reasons.is_empty() {
                Vec::new()
            } else {
                vec!["Your own calls: Said “Undecided” to “Whom will you vote for?”".to_owned()]
            },
            sample: (!reasons.is_empty()).then_some(200),
            may_copy: true,
            reasons,
            is_untold: false,
            order: Order::Newer,
            said_key: None,
            live,
        };
        let reason = |key: &str, count, from| Held {
            key: key.to_owned(),
            count: Some(count),
            from,
        };
        let held = vec![
            reason("why-done", Tally::About(2_100), None),
            reason("not-now-resting", Tally::About(120), Some(sample_stamp(45))),
            reason("not-now-screened", Tally::FewerThanTen, None),
        ];
        vec![
            ("banks-watch", page(Live::sample(), held)),
            ("banks-watch-new", page(Live::sample_new(), Vec::new())),
            (
                "banks-watch-untold",
                Self {
                    is_untold: true,
                    fills_at: Some(sample_stamp(45)),
                    sample: Some(50),
                    ..page(Live::sample(), Vec::new())
                },
            ),
            (
                "banks-watch-missed",
                page(Live::sample_missed(), Vec::new()),
            ),
            (
                "banks-watch-closed",
                page(Live::sample_closed(), Vec::new()),
            ),
            (
                "banks-watch-ordered",
                Self {
                    said_key: Some("order-said-done"),
                    ..page(Live::sample_new(), Vec::new())
                },
            ),
            (
                "banks-watch-last",
                Self {
                    groups: Groups {
                        is_last: true,
                        ..Groups::sample()
                    },
                    ..page(Live::sample(), Vec::new())
                },
            ),
            (
                "banks-watch-deals",
                Self {
                    order: Order::Random,
                    said_key: Some("order-said-open"),
                    ..page(Live::sample(), Vec::new())
                },
            ),
        ]
    }
}

impl Live {
    fn is_open(&self) -> bool {
        self.state == Running::Open
    }

    fn is_paused(&self) -> bool {
        self.state == Running::Paused
    }

    fn is_closed(&self) -> bool {
        self.state == Running::Closed
    }

    /// Invented: a bank in the middle of an evening.
    pub fn sample() -> Self {
        let about = |key: &str, number| Bar {
            key: key.to_owned(),
            count: Tally::About(number),
        };
        let caller = |name: &str, minutes, cards| CallerOn {
            account_name: name.to_owned(),
            since: sample_stamp(minutes),
            cards,
        };
        Self {
            words: Words::of_samples(),
            state: Running::Open,
            at: sample_stamp(0),
            is_missed: false,
            progress: Progress {
                audience: Tally::About(9_870),
                rung: Tally::About(1_425),
                reached: Tally::About(310),
                left: Tally::About(8_445),
            },
            outcomes: vec![
                about("outcome-answered", 310),
                about("outcome-no-answer", 645),
                about("outcome-busy", 40),
                about("outcome-machine", 395),
                about("outcome-wrong-number", 25),
                Bar {
                    key: "outcome-deceased".to_owned(),
                    count: Tally::FewerThanTen,
                },
                Bar {
                    key: "outcome-dont-call-anyone".to_owned(),
                    count: Tally::FewerThanTen,
                },
            ],
            callers: vec![
                caller("Caller 1", -37, 31),
                caller("Caller 2", -20, 18),
                caller("Caller 3", -2, 1),
            ],
            resting: vec![Resting {
                account_name: "Caller 4".to_owned(),
                since: sample_stamp(-5),
            }],
            bound: Bound {
                account_evening: 180,
                campaign: 5_040,
            },
        }
    }

    /// Invented: a bank that was closed in the middle of an evening.
    fn sample_closed() -> Self {
        Self {
            state: Running::Closed,
            callers: Vec::new(),
            resting: Vec::new(),
            ..Self::sample()
        }
    }

    /// Invented: a bank that was to be filled by a state that had gone.
    fn sample_missed() -> Self {
        Self {
            state: Running::Open,
            is_missed: true,
            ..Self::sample_new()
        }
    }

    /// Invented: a bank that nobody has rung in.
    fn sample_new() -> Self {
        Self {
            state: Running::Paused,
            progress: Progress {
                audience: Tally::About(9_870),
                rung: Tally::FewerThanTen,
                reached: Tally::FewerThanTen,
                left: Tally::About(9_870),
            },
            outcomes: Vec::new(),
            callers: Vec::new(),
            resting: Vec::new(),
            ..Self::sample()
        }
    }
}
