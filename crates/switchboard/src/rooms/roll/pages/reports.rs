//! What callers reported of members, for the officer to settle.

use askama::Template;

use crate::web::page::{Page, Stamp, unprinted};
use crate::web::shell::{Link, Shell, sample_stamp};

/// The queue of reports from calls, oldest first: `GET /roll/reports`.
///
/// Query fields, none of them typed by hand: `after` (from the link to the next ones) and `said` (what was just done).
/// Each report has a form that sends `finding` to `POST /roll/reports/{report}`.
#[derive(Template)]
#[template(path = "roll/reports.html")]
pub struct Reports {
    /// What stands around it.
    pub shell: Shell,
    /// What was just done, if something was.
    pub said: Option<Said>,
    /// At most twenty.
    pub reports: Vec<Reported>,
    /// Where this page begins; none at the head of the queue.
    pub here: Option<String>,
    /// Where the next page begins.
    pub after: Option<String>,
}

/// One report, with its member masked. It doesn't say who rang.
#[derive(Clone)]
pub struct Reported {
    /// The report's own name in addresses.
    pub report: String,
    /// The key of what was reported.
    pub what: &'static str,
    /// When.
    pub at: Stamp,
    /// `E••• Ev•••`
    pub name: String,
    /// The branch.
    pub branch: String,
    /// `07••• •••123`; empty when there is none.
    pub number: String,
}

/// What became of the report that was just settled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Said {
    /// It was right.
    Right,
    /// It was a mistake.
    Mistaken,
    /// Somebody had settled it before.
    Before,
}

impl Said {
    const ALL: [Self; 3] = [Self::Right, Self::Mistaken, Self::Before];

    /// Its name in the address.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Right => "right",
            Self::Mistaken => "mistaken",
            Self::Before => "before",
        }
    }

    /// Reads what the address says.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|said| said.code() == code)
    }

    /// The key of what it says.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Right => "reports-said-right",
            Self::Mistaken => "reports-said-mistaken",
            Self::Before => "reports-said-before",
        }
    }
}

impl Reported {
    /// Whether the record can be corrected after it.
    fn is_correctable(&self) -> bool {
        self.what == "report-moved" || self.what == "report-wrong-number"
    }
}

impl Reports {
    const fn nothing_key(&self) -> &'static str {
        if self.here.is_some() {
            "reports-none-here"
        } else {
            "reports-none"
        }
    }
}

unprinted!(Reports, Reported);

impl Page for Reports {
    fn title_key(&self) -> &'static str {
        "reports-title"
    }

    fn samples() -> Vec<(&'static str, Self)> {
        let page = |said, reports| Self {
            shell: Shell::sample(
                "Officer 1",
                &[Link::Home, Link::Import, Link::Search, Link::Reports],
            ),
            said,
            reports,
            here: None,
            after: None,
        };
        let report = |n: i64, what, number: &str| Reported {
            report: format!("0report{n}sample0"),
            what,
            at: sample_stamp(-n),
            name: "E••• Ev•••".to_owned(),
            branch: "Abercwm".to_owned(),
            number: number.to_owned(),
        };
        let all = vec![
            report(3, "report-moved", "07••• •••123"),
            report(2, "report-deceased", ""),
            report(1, "report-wrong-number", "020 •••• •018"),
        ];
        vec![
            ("roll-reports-none", page(None, Vec::new())),
            (
                "roll-reports",
                Self {
                    here: Some("0here0".to_owned()),
                    after: Some("0after0".to_owned()),
                    ..page(None, all.clone())
                },
            ),
            (
                "roll-reports-end",
                Self {
                    here: Some("0here0".to_owned()),
                    ..page(Some(Said::Right), Vec::new())
                },
            ),
            ("roll-reports-right", page(Some(Said::Right), all.clone())),
            ("roll-reports-mistaken", page(Some(Said::Mistaken), all)),
            ("roll-reports-before", page(Some(Said::Before), Vec::new())),
        ]
    }
}
