//! The pages of agreed tests.

mod check;
mod new;

use askama::Template;

use crate::web::page::{Page, Stamp, unprinted};
use crate::web::said::said;
use crate::web::shell::{Link, Shell, sample_stamp};

pub use check::{Act, Answer, CheckForm, CheckWrong, Covering, InCopy, Sum};
pub use new::{NewForm, Typed, Wrong};

/// Somebody whose account it is.
#[derive(Clone)]
pub struct Person {
    /// The account.
    pub account: String,
    /// Their name.
    pub name: String,
}

/// One agreed test as a line.
#[derive(Clone)]
pub struct Line {
    /// Its id, in addresses.
    pub licence: String,
    /// What it is for.
    pub purpose: String,
    /// The key of where it is done.
    pub at: &'static str,
    /// Who tests.
    pub testers: Vec<Person>,
    /// From when.
    pub from: Stamp,
    /// Until when.
    pub until: Stamp,
    /// The key of how it stands.
    pub stands: &'static str,
    /// Until when its report is due.
    pub due: Option<Stamp>,
}

/// The agreed tests: `GET /licences`.
#[derive(Template)]
#[template(path = "licences/list.html")]
pub struct Licences {
    /// What stands around it.
    pub shell: Shell,
    /// Whether the reader may write one down.
    pub writes: bool,
    /// Whether the reader may ask whether something was a test.
    pub checks: bool,
    /// The newest first.
    pub lines: Vec<Line>,
}

said! {
    /// It waits for the second signature.
    Written = "written", "licence-said-written";
    /// It is over.
    Ended = "ended", "licence-said-ended";
    /// It was over before.
    WasOver = "was-over", "licence-said-was-over";
    /// The report is kept.
    Reported = "reported", "licence-said-reported";
    /// The test isn't over.
    NotOver = "not-over", "licence-said-not-over";
    /// There is a report already.
    Already = "already", "licence-said-already";
    /// The report says nothing, or too much.
    NoReport = "no-report", "licence-said-no-report";
}

/// One agreed test: `GET /licences/{licence}`.
///
/// `POST /licences/{licence}/end` ends it and `POST /licences/{licence}/report` with `report` hands in its report.
#[derive(Template)]
#[template(path = "licences/one.html")]
pub struct One {
    /// What stands around it.
    pub shell: Shell,
    /// What was just done.
    pub said: Option<Said>,
    /// What it is and how it stands.
    pub line: Line,
    /// The keys of the parts of the program.
    pub rooms: Vec<&'static str>,
    /// The beginnings of their addresses.
    pub addresses: Vec<&'static str>,
    /// The keys of what may be tried.
    pub techniques: Vec<&'static str>,
    /// How the testers are reached.
    pub contact: String,
    /// Whose the first signature is, and when.
    pub asked: (String, Stamp),
    /// Whose the second is, and when.
    pub signed: Option<(String, Stamp)>,
    /// Where its entry stands in the log.
    pub index: Option<u64>,
    /// From when on a cosigned checkpoint holds it.
    pub agreed: Option<Stamp>,
    /// The key of on whose word that rests.
    pub word: Option<&'static str>,
    /// That checkpoint.
    pub note: String,
    /// Who ended it before its time; empty for the operator.
    pub ended_by: Option<String>,
    /// Its report.
    pub report: String,
    /// Whether the reader may end it now.
    pub may_end: bool,
    /// Whether the reader may hand in its report now.
    pub may_report: bool,
    /// Whether the reader is one of the testers.
    pub tests: bool,
    /// How the copy with invented members stands, where the test is done in one.
    pub copy: Option<Copy>,
}

/// How a copy with invented members stands.
#[derive(Clone)]
pub enum Copy {
    /// None can run on this machine.
    NotConfigured,
    /// It doesn't run.
    NotYet,
    /// It runs at this address.
    Runs(String),
    /// The reader may enter it, in one of these roles: the text and the key of each.
    Enter(Vec<(&'static str, &'static str)>),
}

/// A way into the copy: `POST /licences/{licence}/enter` with `role`.
#[derive(Template)]
#[template(path = "licences/entered.html")]
pub struct Entered {
    /// What stands around it.
    pub shell: Shell,
    /// The licence, in addresses.
    pub licence: String,
    /// Where the copy is.
    pub url: String,
    /// The code to type there.
    pub code: String,
    /// The key of the role.
    pub role: &'static str,
}

unprinted!(Licences, One, Line, Person, Copy, Entered);

impl One {
    fn report_lines(&self) -> impl Iterator<Item = &str> {
        self.report.lines().filter(|line| !line.trim().is_empty())
    }
}

pub(super) fn person(name: &str) -> Person {
    Person {
        account: "0account0sample0".to_owned(),
        name: name.to_owned(),
    }
}

fn line(stands: &'static str, due: Option<i64>) -> Line {
    Line {
        licence: "0licence0sample0".to_owned(),
        purpose: "Whether search can be used to take the list home".to_owned(),
        at: "licence-where-decoy",
        testers: vec![person("Tess Tester"), person("Tom Tester")],
        from: sample_stamp(-60),
        until: sample_stamp(180),
        stands,
        due: due.map(sample_stamp),
    }
}

impl Page for Licences {
    fn title_key(&self) -> &'static str {
        "licences-title"
    }

    fn samples() -> Vec<(&'static str, Self)> {
        let page = |writes, lines| Self {
            shell: Shell::sample("Della Dpo", &[Link::Home, Link::Licences]),
            writes,
            checks: writes,
            lines,
        };
        vec![
            (
                "licences",
                page(
                    true,
                    vec![
                        line("licence-stands-waiting", None),
                        line("licence-stands-running", None),
                        line("licence-stands-over", Some(4_500)),
                        line("licence-stands-overdue", None),
                    ],
                ),
            ),
            ("licences-none", page(false, vec![])),
        ]
    }
}

impl Page for Entered {
    fn title_key(&self) -> &'static str {
        "licence-entered-title"
    }

    fn samples() -> Vec<(&'static str, Self)> {
        vec![(
            "licence-entered",
            Self {
                shell: Shell::sample("Tess Tester", &[Link::Home]),
                licence: "0licence0sample0".to_owned(),
                url: "https://test.example.org".to_owned(),
                code: "ABCD-EFGH-JKLM".to_owned(),
                role: "role-caller",
            },
        )]
    }
}

impl Page for One {
    fn title_key(&self) -> &'static str {
        "licence-title"
    }

    fn samples() -> Vec<(&'static str, Self)> {
        let page = |said, line| Self {
            shell: Shell::sample("Della Dpo", &[Link::Home, Link::Licences]),
            said,
            line,
            rooms: vec!["licence-room-desk", "licence-room-members"],
            addresses: vec!["/desk", "/members", "/roll/search"],
            techniques: vec!["licence-technique-look", "licence-technique-probe"],
            contact: "07700 900123, day and night".to_owned(),
            asked: ("Ruth Returning".to_owned(), sample_stamp(-300)),
            signed: None,
            index: None,
            agreed: None,
            word: None,
            note: String::new(),
            ended_by: None,
            report: String::new(),
            may_end: true,
            may_report: false,
            tests: false,
            copy: Some(Copy::NotConfigured),
        };
        let signed = Some(("Della Dpo".to_owned(), sample_stamp(-200)));
        vec![
            (
                "licence-waiting",
                page(Some(Said::Written), line("licence-stands-waiting", None)),
            ),
            (
                "licence-running",
                Self {
                    signed: signed.clone(),
                    index: Some(4_711),
                    agreed: Some(sample_stamp(-199)),
                    word: Some("licence-word-witnesses"),
                    note: "demo.example.org\n4800\nx5w=\n\n— demo.example.org AAAA\n".to_owned(),
                    tests: true,
                    copy: Some(Copy::Enter(vec![
                        ("caller", "role-caller"),
                        ("organiser", "role-organiser"),
                    ])),
                    ..page(None, line("licence-stands-running", None))
                },
            ),
            (
                "licence-over",
                Self {
                    signed: signed.clone(),
                    index: Some(4_711),
                    agreed: Some(sample_stamp(-199)),
                    word: Some("licence-word-operator"),
                    note: "demo.example.org\n4800\nx5w=\n\n— demo.example.org AAAA\n".to_owned(),
                    ended_by: Some("Owain Officer".to_owned()),
                    may_end: false,
                    may_report: true,
                    copy: Some(Copy::Runs("https://test.example.org".to_owned())),
                    ..page(Some(Said::Ended), line("licence-stands-over", Some(4_500)))
                },
            ),
            (
                "licence-reported",
                Self {
                    signed,
                    index: Some(4_711),
                    agreed: Some(sample_stamp(-199)),
                    word: Some("licence-word-witnesses"),
                    report: "Search is slowed down after twenty looks.\nNothing was taken."
                        .to_owned(),
                    may_end: false,
                    copy: Some(Copy::NotYet),
                    ..page(None, line("licence-stands-reported", None))
                },
            ),
        ]
    }
}
