//! The pages of scripts: the campaign's list, writing one, what was answered; the offices' lines and complaints.

mod office;
mod written;

pub use office::{Complained, Complaints, DealtWith, OpeningLines, Set, settled_key};
pub use written::{BankLine, Editor, Missing, Preview, VersionLine, Wrong};

use askama::Template;

use crate::web::page::{Page, Stamp, Tally, unprinted};
use crate::web::shell::{Link, Shell, sample_stamp};

/// A campaign's id in samples.
const CAMPAIGN: &str = "01k7000000000000000000000c";

fn organiser() -> Shell {
    Shell::sample("Organiser 2", &[Link::Home])
}

/// The scripts of a campaign: `GET /campaigns/{campaign}/scripts`.
///
/// `POST /campaigns/{campaign}/scripts` with `csrf`, `text` and `do` (`preview` or `keep`); `POST …/scripts/file` with `csrf`
/// and `file`, in that order.
#[derive(Template)]
#[template(path = "scripts/list.html")]
pub struct Scripts {
    /// What stands around it.
    pub shell: Shell,
    /// The campaign's id.
    pub campaign: String,
    /// The campaign's name.
    pub campaign_name: String,
    /// The key of what was just done.
    pub said: Option<&'static str>,
    /// The scripts.
    pub lines: Vec<Line>,
    /// A file to begin with.
    pub example: &'static str,
}

/// A script in the list.
pub struct Line {
    /// Its id.
    pub script: String,
    /// What it is called.
    pub title: String,
    /// The newest version; 0 before the first.
    pub version: i64,
    /// When it was last written on.
    pub changed_at: Stamp,
    /// The banks that use it, by their names.
    pub used: String,
}

unprinted!(Scripts, Line);

impl Page for Scripts {
    fn title_key(&self) -> &'static str {
        "nav-scripts"
    }

    fn samples() -> Vec<(&'static str, Self)> {
        let page = |lines| Self {
            shell: organiser(),
            campaign: CAMPAIGN.to_owned(),
            campaign_name: "Harbour campaign".to_owned(),
            said: None,
            lines,
            example: include_str!("../../demo/script.toml"),
        };
        let line = |title: &str, version, used: &str| Line {
            script: "01k7000000000000000000000s".to_owned(),
            title: title.to_owned(),
            version,
            changed_at: sample_stamp(0),
            used: used.to_owned(),
        };
        vec![
            ("scripts-none", page(Vec::new())),
            (
                "scripts-some",
                page(vec![
                    line("Will you vote?", 3, "Evening bank"),
                    line("Get out the vote", 0, ""),
                ]),
            ),
        ]
    }
}

/// What was answered in a bank: `GET /banks/{bank}/answers`.
#[derive(Template)]
#[template(path = "scripts/answered.html")]
pub struct Answered {
    /// What stands around it.
    pub shell: Shell,
    /// The bank's id.
    pub bank: String,
    /// The bank's name.
    pub bank_name: String,
    /// The campaign's name.
    pub campaign: String,
    /// The questions.
    pub questions: Vec<Question>,
}

/// A question with what was answered.
pub struct Question {
    /// What was asked.
    pub words: String,
    /// How many answered.
    pub total: Tally,
    /// The answers.
    pub given: Vec<Given>,
}

/// One answer.
pub struct Given {
    /// What it says.
    pub words: String,
    /// How many gave it.
    pub count: Tally,
    /// Its share of those who answered; none where a count is not said.
    pub share: Option<Whisker>,
}

/// A share in per cent, and between which it lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Whisker {
    /// The share.
    pub percent: u64,
    /// The lower end.
    pub low: u64,
    /// The upper end.
    pub high: u64,
}

impl Whisker {
    /// How wide the line between both ends is.
    const fn span(self) -> u64 {
        self.high.saturating_sub(self.low)
    }
}

unprinted!(Answered, Question, Given);

impl Page for Answered {
    fn title_key(&self) -> &'static str {
        "answered-title"
    }

    fn samples() -> Vec<(&'static str, Self)> {
        let page = |questions| Self {
            shell: organiser(),
            bank: "01k7000000000000000000000b".to_owned(),
            bank_name: "Evening bank".to_owned(),
            campaign: "Harbour campaign".to_owned(),
            questions,
        };
        let given = |words: &str, count, share: Option<[u64; 3]>| Given {
            words: words.to_owned(),
            count,
            share: share.map(|[low, percent, high]| Whisker { percent, low, high }),
        };
        let question = Question {
            words: "Will you vote for us?".to_owned(),
            total: Tally::About(100),
            given: vec![
                given("Yes", Tally::About(50), Some([40, 50, 60])),
                given("No", Tally::About(45), Some([36, 45, 55])),
                given("Perhaps", Tally::FewerThanTen, None),
            ],
        };
        vec![
            ("scripts-answered-none", page(Vec::new())),
            ("scripts-answered", page(vec![question])),
        ]
    }
}
