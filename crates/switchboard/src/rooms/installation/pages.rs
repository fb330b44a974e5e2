//! How the installation stands.

use askama::Template;

use crate::watch::Severity;
use crate::web::page::{Page, Stamp, unprinted};
use crate::web::shell::{Link, Shell, sample_stamp};

/// What is wrong, the worst first, and how to mend it: `GET /installation`.
#[derive(Template)]
#[template(path = "installation/installation.html")]
pub struct Installation {
    /// What stands around it.
    pub shell: Shell,
    /// What was found.
    pub findings: Vec<Line>,
}

/// One thing that was found, in words.
#[derive(Clone, Debug)]
pub struct Line {
    /// How much it matters.
    pub severity: Severity,
    /// What is so.
    pub sentence: String,
    /// How to mend it.
    pub mend: String,
}

impl Installation {
    fn is_sound(&self) -> bool {
        self.findings
            .iter()
            .all(|line| line.severity == Severity::Information)
    }
}

/// The lists of numbers that aren't rung: `GET /installation/screening`.
#[derive(Template)]
#[template(path = "installation/screening.html")]
pub struct Lists {
    /// What stands around it.
    pub shell: Shell,
    /// Each list that is there, or that the rules demand.
    pub lists: Vec<ListLine>,
}

/// One list.
#[derive(Clone, Debug)]
pub struct ListLine {
    /// Its word on the command line.
    pub code: &'static str,
    /// What is there of it.
    pub kept: Option<KeptList>,
    /// How it stands by the rules; none where they don't demand it.
    pub demand: Option<Demand>,
}

impl ListLine {
    /// How such a list is taken in, at the console.
    pub fn command(&self) -> String {
        let code = self.code;
        format!("switchboard screen import FILE --list {code} --dated DAY --data DIR")
    }

    fn name_key(&self) -> &'static str {
        match self.code {
            "ctps" => "screening-ctps",
            _ => "screening-tps",
        }
    }
}

/// A list that is there.
#[derive(Clone, Debug)]
pub struct KeptList {
    /// The day its publisher made it, as 2026-11-20.
    pub dated: String,
    /// When it was taken in.
    pub at: Stamp,
    /// How many numbers stand on it.
    pub numbers: u64,
}

/// What the rules say of it.
#[derive(Clone, Copy, Debug)]
pub struct Demand {
    /// How it stands.
    pub stands: ListStands,
    /// How many days old it is.
    pub days: u64,
    /// From how many days on somebody is told, and how many are left until then.
    pub warn: (u64, u64),
    /// From how many days on nobody is rung, and how many are left until then.
    pub refuse: (u64, u64),
    /// How many days a new number on it takes to count.
    pub grace: u64,
}

/// How a list stands that the rules demand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ListStands {
    /// Fresh.
    Fine,
    /// A new one must be fetched.
    Old,
    /// Too old: nobody is rung.
    TooOld,
    /// There is none: nobody is rung.
    Missing,
}

impl ListStands {
    /// The key of what is so.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Fine => "screening-fine",
            Self::Old => "screening-old",
            Self::TooOld => "screening-too-old",
            Self::Missing => "screening-missing",
        }
    }

    /// How much it matters, as the page of the installation says it.
    pub const fn severity(self) -> Severity {
        match self {
            Self::Fine => Severity::Information,
            Self::Old => Severity::Warning,
            Self::TooOld | Self::Missing => Severity::Severe,
        }
    }
}

unprinted!(Installation, Lists);

impl Page for Lists {
    fn title_key(&self) -> &'static str {
        "screening-title"
    }

    fn samples() -> Vec<(&'static str, Self)> {
        let demand = |stands, days: u64| Demand {
            stands,
            days,
            warn: (21, 21_u64.saturating_sub(days)),
            refuse: (28, 28_u64.saturating_sub(days)),
            grace: 28,
        };
        let line = |code, kept: bool, demand| ListLine {
            code,
            kept: kept.then(|| KeptList {
                dated: "2026-11-20".to_owned(),
                at: sample_stamp(-600),
                numbers: 18_204_117,
            }),
            demand,
        };
        let page = |lists| Self {
            shell: Shell::sample("Officer 1", &[Link::Home]),
            lists,
        };
        let fine = Some(demand(ListStands::Fine, 4));
        let old = Some(demand(ListStands::Old, 23));
        let over = Some(demand(ListStands::TooOld, 30));
        let missing = Some(demand(ListStands::Missing, 0));
        vec![
            (
                "screening-fine",
                page(vec![line("tps", true, fine), line("ctps", true, None)]),
            ),
            ("screening-old", page(vec![line("tps", true, old)])),
            ("screening-too-old", page(vec![line("tps", true, over)])),
            ("screening-missing", page(vec![line("tps", false, missing)])),
            ("screening-none", page(Vec::new())),
        ]
    }
}

impl Page for Installation {
    fn title_key(&self) -> &'static str {
        "installation-title"
    }

    fn samples() -> Vec<(&'static str, Self)> {
        let line = |severity, sentence: &str, mend: &str| Line {
            severity,
            sentence: sentence.to_owned(),
            mend: mend.to_owned(),
        };
        let page = |findings| Self {
            shell: Shell::sample("Officer 1", &[Link::Home]),
            findings,
        };
        let witness = line(
            Severity::Information,
            "No witness countersigns the log.",
            "Nothing is to be done yet.",
        );
        let backup = line(
            Severity::Severe,
            "The newest backup is 50 hours old.",
            "Look why it was not made.",
        );
        let key = line(
            Severity::Warning,
            "The month key is of 2026-10.",
            "Run `switchboard keys rotate`.",
        );
        vec![
            ("installation-sound", page(vec![witness.clone()])),
            ("installation-wrong", page(vec![backup, key, witness])),
        ]
    }
}
