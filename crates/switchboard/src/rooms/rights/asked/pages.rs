//! What members ask for by law: the member's list and form, the queue, one request.

use askama::Template;
use switchboard_store::rules::rights::Kind;

use crate::web::page::{Page, Stamp, unprinted};
use crate::web::shell::{Link, Shell, sample_stamp};

/// What the member asked for: `GET /rang/requests`. `POST /rang/requests` with `csrf`, `kind` and `words`.
#[derive(Template)]
#[template(path = "rights/asked/own.html")]
pub struct OwnAsked {
    /// What stands around it.
    pub shell: Shell,
    /// The newest first.
    pub rows: Vec<Asked>,
    /// Whether the office gave the code, so that only what was asked with such a code stands here, without words.
    pub is_covered: bool,
    /// What was wrong with the form.
    pub slip: Option<OwnSlip>,
}

/// What is wrong with the member's form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OwnSlip {
    /// The words are missing or too long.
    Words,
    /// Too many wait.
    TooMany,
}

impl OwnSlip {
    /// The key of what it says.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Words => "right-slip-words",
            Self::TooMany => "right-slip-many",
        }
    }
}

/// One request with its words.
#[derive(Clone)]
pub struct Asked {
    /// How it stands.
    pub head: Head,
    /// What the member wrote.
    pub said: String,
    /// Why it takes longer.
    pub why: String,
    /// The answer.
    pub answer: String,
}

/// How a request stands.
#[derive(Clone)]
pub struct Head {
    /// The key of its kind.
    pub kind: &'static str,
    /// When it was asked for.
    pub asked_at: Stamp,
    /// Until when it must be answered.
    pub due_at: Stamp,
    /// Whether that is over, and it was or is not answered.
    pub is_late: bool,
    /// When the member was told that it has arrived.
    pub acknowledged_at: Option<Stamp>,
    /// Whether the time was extended.
    pub is_extended: bool,
    /// Whether it was asked with a code from the office.
    pub is_coded: bool,
    /// When it was answered.
    pub answered_at: Option<Stamp>,
}

/// What waits for an answer: `GET /rights/requests`.
#[derive(Template)]
#[template(path = "rights/asked/waiting.html")]
pub struct Waiting {
    /// What stands around it.
    pub shell: Shell,
    /// What is due first on top.
    pub rows: Vec<WaitingRow>,
    /// How many are late.
    pub late: u64,
    /// Whether it is a later page.
    pub is_later: bool,
    /// Where the next page begins.
    pub after: Option<String>,
}

/// One that waits.
#[derive(Clone)]
pub struct WaitingRow {
    /// The request's id.
    pub id: String,
    /// How it stands.
    pub head: Head,
    /// The member, masked: name and branch; none where nothing may be shown.
    pub member: Option<(String, String)>,
}

/// One request: `GET /rights/requests/{right}`.
///
/// `POST …/acknowledge` with `csrf`; `POST …/extend` and `POST …/answer` with `csrf` and `words`.
#[derive(Template)]
#[template(path = "rights/asked/one.html")]
pub struct One {
    /// What stands around it.
    pub shell: Shell,
    /// The request's id.
    pub id: String,
    /// The request.
    pub asked: Asked,
    /// The member, masked: name and branch.
    pub member: Option<(String, String)>,
    /// Whether there is an e-mail address to which the letters about it go.
    pub has_email: bool,
    /// Whether it can be given more time.
    pub can_extend: bool,
    /// Why nothing was done.
    pub slip: Option<Slip>,
}

/// Why nothing was done about a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Slip {
    /// The words are missing or too long.
    Words,
    /// It was done before.
    Before,
    /// It is due already.
    TooLate,
}

impl Slip {
    /// The key of what it says.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Words => "right-slip-words",
            Self::Before => "right-slip-before",
            Self::TooLate => "right-slip-late",
        }
    }
}

unprinted!(OwnAsked, Asked, Head, Waiting, WaitingRow, One);

impl OwnAsked {
    /// What can be asked for.
    pub const fn kinds() -> [Kind; 6] {
        Kind::ALL
    }
}

fn head(minutes: i64, is_late: bool) -> Head {
    Head {
        kind: Kind::Access.label(),
        asked_at: sample_stamp(minutes),
        due_at: sample_stamp(minutes + 43_200),
        is_late,
        acknowledged_at: is_late.then(|| sample_stamp(minutes + 60)),
        is_extended: is_late,
        is_coded: false,
        answered_at: None,
    }
}

fn asked(is_late: bool) -> Asked {
    Asked {
        head: head(-50_000, is_late),
        said: "Please tell me who opened my record on Tuesday.".to_owned(),
        why: if is_late {
            "Two people are asked first.".to_owned()
        } else {
            String::new()
        },
        answer: String::new(),
    }
}

fn answered() -> Asked {
    Asked {
        head: Head {
            answered_at: Some(sample_stamp(-10)),
            ..head(-500, false)
        },
        answer: "It was the branch's officer, to correct your address.".to_owned(),
        ..asked(false)
    }
}

/// Asked with a code from the office.
fn coded() -> Asked {
    Asked {
        head: Head {
            is_coded: true,
            ..head(-500, false)
        },
        ..asked(false)
    }
}

fn somebody() -> (String, String) {
    ("G••• E••••".to_owned(), "Abercwm".to_owned())
}

impl Page for OwnAsked {
    fn title_key(&self) -> &'static str {
        "right-own-title"
    }

    fn samples() -> Vec<(&'static str, Self)> {
        let page = |rows, slip| Self {
            shell: Shell::sample_stranger(),
            rows,
            is_covered: false,
            slip,
        };
        let bare = Asked {
            said: String::new(),
            ..coded()
        };
        let covered = Self {
            is_covered: true,
            ..page(vec![bare], None)
        };
        vec![
            ("right-own-none", page(Vec::new(), None)),
            ("right-own-covered", covered),
            ("right-own", page(vec![asked(true), answered()], None)),
            ("right-own-words", page(Vec::new(), Some(OwnSlip::Words))),
            (
                "right-own-many",
                page(vec![asked(false)], Some(OwnSlip::TooMany)),
            ),
        ]
    }
}

impl Page for Waiting {
    fn title_key(&self) -> &'static str {
        "right-title"
    }

    fn samples() -> Vec<(&'static str, Self)> {
        let row = |is_late, member: Option<(String, String)>| WaitingRow {
            id: "5ha0m3s7v5q1x9e2d8k4r6t0w3".to_owned(),
            head: Head {
                is_coded: member.is_none(),
                ..head(-50_000, is_late)
            },
            member,
        };
        let page = |rows: Vec<WaitingRow>, late, is_later, after: Option<&str>| Self {
            shell: Shell::sample("Dai Dpo", &[Link::Home, Link::Rights]),
            rows,
            late,
            is_later,
            after: after.map(str::to_owned),
        };
        let rows = vec![row(true, Some(somebody())), row(false, None)];
        vec![
            ("right-waiting-none", page(Vec::new(), 0, false, None)),
            (
                "right-waiting",
                page(rows.clone(), 1, false, Some("1-5ha0m3s7v5q1x9e2d8k4r6t0w3")),
            ),
            ("right-waiting-later", page(rows, 0, true, None)),
        ]
    }
}

impl Page for One {
    fn title_key(&self) -> &'static str {
        "right-one-title"
    }

    fn samples() -> Vec<(&'static str, Self)> {
        let page = |asked: Asked, member, slip| Self {
            shell: Shell::sample("Dai Dpo", &[Link::Home, Link::Rights]),
            id: "5ha0m3s7v5q1x9e2d8k4r6t0w3".to_owned(),
            can_extend: !asked.head.is_extended && asked.head.answered_at.is_none(),
            has_email: !asked.head.is_coded,
            asked,
            member,
            slip,
        };
        vec![
            ("right-one-coded", page(coded(), Some(somebody()), None)),
            ("right-one", page(asked(false), Some(somebody()), None)),
            (
                "right-one-late",
                page(asked(true), None, Some(Slip::TooLate)),
            ),
            (
                "right-one-answered",
                page(answered(), Some(somebody()), Some(Slip::Before)),
            ),
            (
                "right-one-words",
                page(asked(false), Some(somebody()), Some(Slip::Words)),
            ),
        ]
    }
}
