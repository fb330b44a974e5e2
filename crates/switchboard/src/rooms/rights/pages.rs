//! Forgetting a member, the certificate, the countdown, and how long things are kept.

use askama::Template;
use switchboard_store::forget::Goes;

use crate::web::page::{Page, Stamp, unprinted};
use crate::web::shell::{Link, Shell, sample_stamp};

/// Who is to be forgotten, and what that does: `GET` and `POST /rights/forget`.
///
/// The first form sends `number`; the second sends `number`, `member` and `reason` to `POST /rights/forget/request`.
#[derive(Template)]
#[template(path = "rights/forget.html")]
pub struct Forget {
    /// What stands around it.
    pub shell: Shell,
    /// How far it is.
    pub state: State,
}

/// How far the form is.
#[derive(Clone)]
pub enum State {
    /// A number is asked for.
    Asked,
    /// Nobody on the roll has it.
    NobodyFound,
    /// This is whom it would be, and what would go.
    Previewed(Box<Previewed>),
}

/// What forgetting somebody would do.
#[derive(Clone)]
pub struct Previewed {
    /// The member's id, for the form.
    pub member: String,
    /// The number in the books, as it was typed.
    pub number: String,
    /// `E••• Ev•••`
    pub name: String,
    /// The branch.
    pub branch: String,
    /// What would be destroyed.
    pub goes: Goes,
    /// What was wrong with the form.
    pub slip: Option<Slip>,
}

/// What is wrong with a form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Slip {
    /// The reason is missing or too long.
    Why,
    /// The months are no number from 1 to 240.
    Months,
}

impl Slip {
    /// The key of what it says.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Why => "rights-slip-why",
            Self::Months => "rights-slip-months",
        }
    }
}

/// Who is being forgotten: `GET /rights/forgetting`. It names nobody.
#[derive(Template)]
#[template(path = "rights/forgetting.html")]
pub struct Forgetting {
    /// What stands around it.
    pub shell: Shell,
    /// At most twenty, newest first.
    pub all: Vec<Forgotten>,
    /// The most days it takes.
    pub bound_days: u64,
    /// Where this page begins; none at the head.
    pub here: Option<String>,
    /// Where the next page begins.
    pub after: Option<String>,
}

/// Somebody who is forgotten.
#[derive(Clone)]
pub struct Forgotten {
    /// The request, for the certificate; none where a rule did it.
    pub request: Option<String>,
    /// When.
    pub at: Stamp,
    /// The day at whose end nothing is left anywhere.
    pub everywhere: String,
    /// How many days are left until then.
    pub days_left: u64,
}

/// What was done, for the letter to the member: `GET /rights/forgetting/{forgotten}`.
#[derive(Template)]
#[template(path = "rights/certificate.html")]
pub struct Certificate {
    /// What stands around it.
    pub shell: Shell,
    /// Whose it is.
    pub organisation: String,
    /// The request.
    pub request: String,
    /// Who asked.
    pub asked: Who,
    /// Who approved.
    pub approved: Who,
    /// When it was done.
    pub forgotten_at: Stamp,
    /// The day at whose end nothing is left anywhere.
    pub everywhere: String,
    /// Whether rows given back are still being looked through.
    pub is_going_on: bool,
    /// The entry's index.
    pub entry: Option<u64>,
    /// The log's name.
    pub origin: String,
    /// How many entries the newest signed checkpoint covers.
    pub signed: u64,
}

/// Somebody at a moment; without a name, the operator at the console.
#[derive(Clone)]
pub struct Who {
    /// The account's label.
    pub name: Option<String>,
    /// When.
    pub at: Stamp,
}

/// How long things are kept: `GET` and `POST /rights/retention`, and `POST /rights/retention/count`.
#[derive(Template)]
#[template(path = "rights/retention.html")]
pub struct Retention {
    /// What stands around it.
    pub shell: Shell,
    /// What was wrong with the form.
    pub slip: Option<Slip>,
    /// Whether it was counted.
    pub is_counted: bool,
    /// Every rule.
    pub rules: Vec<Kept>,
    /// The newest runs.
    pub runs: Vec<Run>,
}

/// One rule.
#[derive(Clone)]
pub struct Kept {
    /// Its name in the form.
    pub code: &'static str,
    /// The key of what it is about.
    pub what: &'static str,
    /// For how long; none while it is off.
    pub months: Option<u32>,
    /// What we would set.
    pub suggested: u32,
    /// Since when it is set so.
    pub since: Option<Stamp>,
    /// How much would be erased now, if it was counted.
    pub would: Option<u64>,
}

/// One run.
#[derive(Clone)]
pub struct Run {
    /// When.
    pub at: Stamp,
    /// Whether it came to its end.
    pub is_done: bool,
    /// What it erased.
    pub erased: Vec<Erasure>,
}

/// How much of one thing was erased.
#[derive(Clone, Copy)]
pub struct Erasure {
    /// The key of what.
    pub what: &'static str,
    /// How much.
    pub n: u64,
}

unprinted!(
    Forget,
    State,
    Previewed,
    Forgetting,
    Forgotten,
    Certificate,
    Who,
    Retention,
    Kept,
    Run,
    Erasure
);

const LINKS: [Link; 4] = [Link::Home, Link::Requests, Link::Forget, Link::Retention];

impl Page for Forget {
    fn title_key(&self) -> &'static str {
        "forget-title"
    }

    fn samples() -> Vec<(&'static str, Self)> {
        let page = |state| Self {
            shell: Shell::sample("Officer 1", &LINKS),
            state,
        };
        let previewed = |slip, is_on_a_desk| {
            State::Previewed(Box::new(Previewed {
                member: "0member0sample0".to_owned(),
                number: "M-40017".to_owned(),
                name: "E••• Ev•••".to_owned(),
                branch: "Abercwm".to_owned(),
                goes: Goes {
                    versions: 3,
                    calls: 2,
                    reports: 1,
                    messages: 1,
                    entries: 14,
                    is_on_a_desk,
                },
                slip,
            }))
        };
        vec![
            ("rights-forget", page(State::Asked)),
            ("rights-forget-nobody", page(State::NobodyFound)),
            ("rights-forget-preview", page(previewed(None, false))),
            ("rights-forget-why", page(previewed(Some(Slip::Why), true))),
        ]
    }
}

impl Page for Forgetting {
    fn title_key(&self) -> &'static str {
        "forgetting-title"
    }

    fn samples() -> Vec<(&'static str, Self)> {
        let page = |all, here: Option<&str>, after: Option<&str>| Self {
            shell: Shell::sample("Officer 1", &LINKS),
            all,
            bound_days: 66,
            here: here.map(str::to_owned),
            after: after.map(str::to_owned),
        };
        let one = |request: Option<&str>, days_left| Forgotten {
            request: request.map(str::to_owned),
            at: sample_stamp(-60),
            everywhere: "2027-01-05".to_owned(),
            days_left,
        };
        let all = vec![
            one(Some("0request1sample0"), 42),
            one(None, 1),
            one(Some("0request2sample0"), 0),
        ];
        vec![
            ("rights-forgetting-none", page(Vec::new(), None, None)),
            (
                "rights-forgetting",
                page(all, Some("0here0"), Some("0after0")),
            ),
        ]
    }
}

impl Page for Certificate {
    fn title_key(&self) -> &'static str {
        "certificate-title"
    }

    fn samples() -> Vec<(&'static str, Self)> {
        let page = |entry, is_going_on, asker: Option<&str>| Self {
            shell: Shell::sample("Officer 1", &LINKS),
            organisation: "Invented Party".to_owned(),
            request: "0request1sample0".to_owned(),
            asked: Who {
                name: asker.map(str::to_owned),
                at: sample_stamp(-90),
            },
            approved: Who {
                name: Some("Officer 2".to_owned()),
                at: sample_stamp(-60),
            },
            forgotten_at: sample_stamp(-60),
            everywhere: "2027-01-05".to_owned(),
            is_going_on,
            entry,
            origin: "log.example.org/live-0a1b2c3d".to_owned(),
            signed: 20_000,
        };
        vec![
            (
                "rights-certificate",
                page(Some(19_480), false, Some("Officer 1")),
            ),
            ("rights-certificate-early", page(None, true, None)),
        ]
    }
}

impl Page for Retention {
    fn title_key(&self) -> &'static str {
        "retention-title"
    }

    fn samples() -> Vec<(&'static str, Self)> {
        let rule = |code, what, months, suggested, would| Kept {
            code,
            what,
            months,
            suggested,
            since: months.map(|_| sample_stamp(-4_000)),
            would,
        };
        let page = |is_counted, slip| Self {
            shell: Shell::sample("Officer 1", &LINKS),
            slip,
            is_counted,
            rules: vec![
                rule(
                    "outcomes",
                    "retention-outcomes",
                    None,
                    24,
                    is_counted.then_some(31_000),
                ),
                rule(
                    "notes",
                    "retention-notes",
                    Some(12),
                    12,
                    is_counted.then_some(12),
                ),
                rule(
                    "sessions",
                    "retention-sessions",
                    Some(1),
                    12,
                    is_counted.then_some(1),
                ),
            ],
            runs: vec![
                Run {
                    at: sample_stamp(-800),
                    is_done: true,
                    erased: vec![Erasure {
                        what: "retention-notes",
                        n: 3,
                    }],
                },
                Run {
                    at: sample_stamp(-2_240),
                    is_done: false,
                    erased: Vec::new(),
                },
            ],
        };
        vec![
            ("rights-retention", page(false, None)),
            ("rights-retention-counted", page(true, None)),
            ("rights-retention-months", page(false, Some(Slip::Months))),
        ]
    }
}
