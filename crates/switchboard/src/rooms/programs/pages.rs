//! Programs that act for the reader, and a token that is shown once.

use askama::Template;

use crate::web::page::{Page, Stamp, unprinted};
use crate::web::said::said;
use crate::web::shell::{Link, Shell, sample_stamp};

said! {
    /// The token is over.
    Ended = "ended", "programs-said-ended";
    /// It was over before.
    Before = "before", "programs-said-before";
    /// Signing in was too long ago.
    Again = "again", "programs-said-again";
    /// As many run as may.
    Full = "full", "programs-said-full";
    /// Whoever rings and does nothing else has tokens for a day.
    TooLong = "too-long", "programs-said-too-long";
}

/// One's own API tokens: `GET /programs`. Nothing that opens anything stands on it.
///
/// `POST /programs` takes `csrf`, `name` and `days`, and answers [`NewToken`]; `POST /programs/{program}/end` takes `csrf`.
#[derive(Template)]
#[template(path = "programs/programs.html")]
pub struct Programs {
    /// What stands around it.
    pub shell: Shell,
    /// What was just done.
    pub said: Option<Said>,
    /// The newest first.
    pub rows: Vec<ProgramRow>,
    /// For how many days one more may run.
    pub choices: Vec<u64>,
    /// The name that was typed.
    pub typed: String,
    /// Why the name isn't taken.
    pub wrong: Option<&'static str>,
}

/// One API token.
#[derive(Clone)]
pub struct ProgramRow {
    /// What it is named by; it opens nothing.
    pub program: String,
    /// What it is for.
    pub name: String,
    /// When it was made.
    pub made_at: Stamp,
    /// When it ends by itself at the latest.
    pub until: Stamp,
    /// Midday of the day on which it was used last.
    pub used_on: Option<Stamp>,
}

/// A new token: what `POST /programs` answers, this once.
#[derive(Template)]
#[template(path = "programs/token.html")]
pub struct NewToken {
    /// What stands around it.
    pub shell: Shell,
    /// What it is for.
    pub name: String,
    /// The secret.
    pub token: String,
    /// When it ends by itself.
    pub until: Stamp,
}

unprinted!(Programs, ProgramRow, NewToken);

fn sample_shell() -> Shell {
    Shell::sample("Organiser 1", &[Link::Home, Link::Record, Link::Sessions])
}

impl Page for Programs {
    fn title_key(&self) -> &'static str {
        "programs-title"
    }

    fn samples() -> Vec<(&'static str, Self)> {
        let row = |last: char, name: &str, used: Option<i64>| ProgramRow {
            program: format!("0123456789abcdefghjkmnpqr{last}"),
            name: name.to_owned(),
            made_at: sample_stamp(-4000),
            until: sample_stamp(40_000),
            used_on: used.map(sample_stamp),
        };
        let page = |said, rows| Self {
            shell: sample_shell(),
            said,
            rows,
            choices: vec![1, 7, 30, 90],
            typed: String::new(),
            wrong: None,
        };
        let two = vec![
            row('a', "Our shift planner", Some(-1440)),
            row('b', "A test", None),
        ];
        let callers = Self {
            shell: Shell::sample("Caller 1", &[Link::Home, Link::Sessions]),
            choices: vec![1],
            ..page(Some(Said::Again), Vec::new())
        };
        let wrong = Self {
            wrong: Some("programs-name-empty"),
            ..page(None, two.clone())
        };
        vec![
            ("programs", page(None, two.clone())),
            ("programs-ended", page(Some(Said::Ended), two)),
            ("programs-callers", callers),
            ("programs-wrong", wrong),
        ]
    }
}

impl Page for NewToken {
    fn title_key(&self) -> &'static str {
        "programs-new-title"
    }

    fn samples() -> Vec<(&'static str, Self)> {
        let page = Self {
            shell: sample_shell(),
            name: "Our shift planner".to_owned(),
            token: "0123456789abcdef".repeat(6),
            until: sample_stamp(40_000),
        };
        vec![("programs-new", page)]
    }
}
