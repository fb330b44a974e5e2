//! The offices' pages: opening lines and complaints.

use askama::Template;
use axum::http::StatusCode;
use switchboard_store::rules::rights::Settled;

use crate::spoken::Line;
use crate::web::page::{Page, Stamp, unprinted};
use crate::web::shell::{Link, Shell, sample_stamp};

/// The organisation's opening lines: `GET /opening-lines`; `POST` there with `csrf`, `language`, `words`.
#[derive(Template)]
#[template(path = "scripts/opening.html")]
pub struct OpeningLines {
    /// What stands around it.
    pub shell: Shell,
    /// The program's own lines in every language, which stand until others are set.
    pub own: Vec<Line>,
    /// What is set, a language each.
    pub set: Vec<Set>,
    /// Whether some were just set.
    pub is_set: bool,
}

/// The lines of one language.
#[derive(Clone)]
pub struct Set {
    /// The language: `en` or `cy`.
    pub code: &'static str,
    /// The lines; empty where none are set.
    pub text: String,
    /// The key of what is wrong with what was typed.
    pub wrong: Option<&'static str>,
}

impl Set {
    const fn name_key(&self) -> &'static str {
        match self.code.as_bytes() {
            b"cy" => "language-cy",
            _ => "language-en",
        }
    }
}

unprinted!(OpeningLines, Set);

impl Page for OpeningLines {
    fn title_key(&self) -> &'static str {
        "nav-opening-lines"
    }

    fn status(&self) -> StatusCode {
        if self.set.iter().any(|set| set.wrong.is_some()) {
            StatusCode::UNPROCESSABLE_ENTITY
        } else {
            StatusCode::OK
        }
    }

    fn samples() -> Vec<(&'static str, Self)> {
        let page = |wrong, is_set| Self {
            shell: Shell::sample("Officer 1", &[Link::Home, Link::OpeningLines]),
            own: vec![Line::plain("Hello, my name is {caller}.")],
            set: vec![
                Set {
                    code: "en",
                    text: "Hello, {caller} here, for {campaign}.".to_owned(),
                    wrong,
                },
                Set {
                    code: "cy",
                    text: String::new(),
                    wrong: None,
                },
            ],
            is_set,
        };
        vec![
            ("scripts-opening", page(None, true)),
            (
                "scripts-opening-wrong",
                page(Some("opening-wrong-lacks"), false),
            ),
        ]
    }
}

/// Complaints: `GET /complaints`; `POST /complaints/{card}` with `csrf` and `as` settles one.
#[derive(Template)]
#[template(path = "scripts/complaints.html")]
pub struct Complaints {
    /// What stands around it.
    pub shell: Shell,
    /// Those that wait, what is due first on top, at most twenty.
    pub waiting: Vec<Complained>,
    /// Where the next are; none where these are the last.
    pub more: Option<String>,
    /// How many are late, on all pages.
    pub late: u64,
    /// Those that were settled in the last year, the newest on top, at most twenty.
    pub settled: Vec<DealtWith>,
    /// Where older ones of those are.
    pub older: Option<String>,
    /// Whether what was settled just now had been settled before.
    pub is_before: bool,
}

/// A complaint that waits.
#[derive(Clone)]
pub struct Complained {
    /// The card of the call.
    pub card: String,
    /// The campaign's name.
    pub campaign: String,
    /// When it was passed on.
    pub at: Stamp,
    /// By when its arrival is acknowledged.
    pub due_at: Stamp,
    /// Whether that is over.
    pub is_late: bool,
}

/// A complaint that was settled.
#[derive(Clone)]
pub struct DealtWith {
    /// The card of the call.
    pub card: String,
    /// The campaign's name.
    pub campaign: String,
    /// When it was passed on.
    pub at: Stamp,
    /// When it was settled.
    pub settled_at: Stamp,
    /// The key of what was done.
    pub how: &'static str,
}

/// The key of what was done about a complaint.
pub const fn settled_key(how: Settled) -> &'static str {
    match how {
        Settled::Told => "complaints-as-told",
        Settled::CampaignTold => "complaints-as-campaign-told",
        Settled::NothingWrong => "complaints-as-nothing-wrong",
        Settled::Elsewhere => "complaints-as-elsewhere",
        Settled::NotReached => "complaints-as-not-reached",
    }
}

unprinted!(Complaints, Complained, DealtWith);

impl Complaints {
    /// What can have been done, and the key of what it says.
    fn hows() -> [(&'static str, &'static str); 5] {
        Settled::ALL.map(|how| (how.code(), settled_key(how)))
    }
}

impl Page for Complaints {
    fn title_key(&self) -> &'static str {
        "nav-complaints"
    }

    fn samples() -> Vec<(&'static str, Self)> {
        let page = |waiting: Vec<Complained>, settled: Vec<DealtWith>, late| Self {
            shell: Shell::sample("Officer 4", &[Link::Home, Link::Complaints]),
            more: waiting
                .first()
                .map(|_: &Complained| "/complaints?at=1".to_owned()),
            waiting,
            late,
            older: settled
                .first()
                .map(|_: &DealtWith| "/complaints?settled_at=1".to_owned()),
            settled,
            is_before: false,
        };
        let one = |card: &str, minutes: i64| Complained {
            card: card.to_owned(),
            campaign: "Harbour campaign".to_owned(),
            at: sample_stamp(minutes),
            due_at: sample_stamp(minutes + 41_760),
            is_late: minutes < -41_760,
        };
        let settled = DealtWith {
            card: "01k7000000000000000000000e".to_owned(),
            campaign: "Harbour campaign".to_owned(),
            at: sample_stamp(-5_000),
            settled_at: sample_stamp(-900),
            how: "complaints-as-campaign-told",
        };
        let waiting = vec![
            one("01k7000000000000000000000c", -50_000),
            one("01k7000000000000000000000d", 0),
        ];
        vec![
            ("scripts-complaints-none", page(Vec::new(), Vec::new(), 0)),
            (
                "scripts-complaints-before",
                Self {
                    is_before: true,
                    ..page(Vec::new(), vec![settled.clone()], 0)
                },
            ),
            ("scripts-complaints", page(waiting, vec![settled], 1)),
        ]
    }
}
