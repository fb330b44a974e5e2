//! "It was only a test": the question and the answer.

use askama::Template;

use super::{Person, person};
use crate::web::page::{Page, Stamp, unprinted};
use crate::web::shell::{Link, Shell, sample_stamp};

/// The question: `GET /licences/check`; `POST` with `accounts`, `from` and `until` answers it.
#[derive(Template)]
#[template(path = "licences/check.html")]
pub struct CheckForm {
    /// What stands around it.
    pub shell: Shell,
    /// Ids of accounts, as they were typed.
    pub accounts: String,
    /// From when.
    pub from: String,
    /// Until when.
    pub until: String,
    /// Why it wasn't answered.
    pub wrong: Option<CheckWrong>,
}

/// Why a question wasn't answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CheckWrong {
    /// There is no such account.
    Account,
    /// Too many accounts.
    TooMany,
    /// A time can't be read, or the end comes before the beginning.
    Time,
    /// The log isn't signed yet.
    NotSigned,
}

impl CheckWrong {
    /// The key of what it says.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Account => "licence-wrong-account",
            Self::TooMany => "licence-check-too-many",
            Self::Time => "licence-check-time",
            Self::NotSigned => "licence-check-not-signed",
        }
    }
}

/// How often one kind of thing was done.
#[derive(Clone)]
pub struct Sum {
    /// What.
    pub what: String,
    /// How often.
    pub count: usize,
    /// How often under a licence.
    pub covered: usize,
}

/// A licence that covers something of it.
#[derive(Clone)]
pub struct Covering {
    /// Its id.
    pub licence: String,
    /// Where its entry stands in the log.
    pub index: Option<u64>,
    /// From when on it could be used.
    pub begins: Option<Stamp>,
    /// When it ended.
    pub ends: Stamp,
    /// The key of on whose word it rests.
    pub word: Option<&'static str>,
}

/// What somebody did in a copy with invented members.
#[derive(Clone)]
pub struct InCopy {
    /// The licence.
    pub licence: String,
    /// Who.
    pub name: String,
    /// The name of the copy's log.
    pub log: String,
    /// How many acts.
    pub acts: usize,
    /// How many of them the licence covers.
    pub covered: usize,
    /// The key of the answer, of this copy alone.
    pub said: &'static str,
    /// The key of how its log and this one fit.
    pub fits: &'static str,
}

/// One thing that was done.
#[derive(Clone)]
pub struct Act {
    /// Its place in the log.
    pub index: u64,
    /// When.
    pub at: Stamp,
    /// By whom.
    pub name: String,
    /// What.
    pub what: String,
    /// What was asked for and refused.
    pub purpose: Option<String>,
    /// What else its entry says.
    pub detail: String,
    /// How many members it showed or touched.
    pub members: usize,
    /// Whether a licence covers it.
    pub covered: bool,
    /// The key of why none does.
    pub why_not: Option<&'static str>,
}

/// The answer.
#[derive(Template)]
#[template(path = "licences/answer.html")]
pub struct Answer {
    /// What stands around it.
    pub shell: Shell,
    /// What was asked, for the file.
    pub accounts: String,
    /// From when.
    pub from: String,
    /// Until when.
    pub until: String,
    /// The key of the answer in a sentence.
    pub said: &'static str,
    /// Who was asked about.
    pub asked: Vec<Person>,
    /// Whose accounts they made meanwhile.
    pub made: Vec<Person>,
    /// How many different members were shown or touched.
    pub members: usize,
    /// How often personal data left in a file.
    pub taken_out: usize,
    /// What was done how often.
    pub sums: Vec<Sum>,
    /// The licences.
    pub licences: Vec<Covering>,
    /// What was done in copies.
    pub copies: Vec<InCopy>,
    /// What was done, in the order of the log.
    pub acts: Vec<Act>,
    /// How many more stand in the file alone.
    pub more: usize,
    /// Whether it is all.
    pub is_whole: bool,
    /// Whether the time is over, and all that was done in it signed.
    pub is_over: bool,
}

unprinted!(CheckForm, Answer, Sum, Covering, InCopy, Act);

impl Page for CheckForm {
    fn title_key(&self) -> &'static str {
        "licence-check-title"
    }

    fn samples() -> Vec<(&'static str, Self)> {
        let page = |accounts: &str, wrong| Self {
            shell: Shell::sample("Della Dpo", &[Link::Home, Link::Licences]),
            accounts: accounts.to_owned(),
            from: String::new(),
            until: String::new(),
            wrong,
        };
        vec![
            ("licence-check", page("", None)),
            (
                "licence-check-wrong",
                page("0account0sample0", Some(CheckWrong::Time)),
            ),
        ]
    }
}

impl Page for Answer {
    fn title_key(&self) -> &'static str {
        "licence-check-title"
    }

    fn samples() -> Vec<(&'static str, Self)> {
        let act = |index, covered, why_not, purpose: Option<&str>| Act {
            index,
            at: sample_stamp(-40),
            name: "Tess Tester".to_owned(),
            what: "A search".to_owned(),
            purpose: purpose.map(str::to_owned),
            detail: "by=name".to_owned(),
            members: 20,
            covered,
            why_not,
        };
        let page = |said, acts: Vec<Act>, licences| Self {
            shell: Shell::sample("Della Dpo", &[Link::Home, Link::Licences]),
            accounts: "0account0sample0".to_owned(),
            from: "2026-11-27T18:00".to_owned(),
            until: "2026-11-27T19:00".to_owned(),
            said,
            asked: vec![person("Tess Tester")],
            made: vec![person("Tom Tester")],
            members: 140,
            taken_out: 0,
            sums: vec![Sum {
                what: "A search".to_owned(),
                count: 25,
                covered: acts.iter().filter(|act| act.covered).count(),
            }],
            copies: vec![],
            licences,
            more: 3,
            acts,
            is_whole: true,
            is_over: true,
        };
        let licence = Covering {
            licence: "0licence0sample0".to_owned(),
            index: Some(4_711),
            begins: Some(sample_stamp(-60)),
            ends: sample_stamp(60),
            word: Some("licence-word-witnesses"),
        };
        let none = Some("licence-uncovered-none");
        vec![
            (
                "licence-answer-not-covered",
                page(
                    "licence-answer-not-covered",
                    vec![
                        act(17, false, none, None),
                        act(18, false, none, Some("search members")),
                    ],
                    vec![],
                ),
            ),
            (
                "licence-answer-partly",
                Self {
                    is_whole: false,
                    is_over: false,
                    taken_out: 1,
                    copies: vec![InCopy {
                        licence: "0licence0sample0".to_owned(),
                        name: "Tess Tester".to_owned(),
                        log: "demo.example.org/decoy-0licence0sample0".to_owned(),
                        acts: 40,
                        covered: 40,
                        said: "licence-answer-covered",
                        fits: "licence-copy-sealed",
                    }],
                    ..page(
                        "licence-answer-partly",
                        vec![
                            act(17, true, None, None),
                            act(18, false, Some("licence-uncovered-scope"), None),
                        ],
                        vec![licence],
                    )
                },
            ),
        ]
    }
}
