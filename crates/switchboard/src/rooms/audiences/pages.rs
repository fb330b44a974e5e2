//! The organiser's page for a new phone bank.

use askama::Template;
use serde::Deserialize;
use switchboard_store::audiences::Counted;
use switchboard_store::rules::audience::{Field, SPOKEN_QUESTIONS_MAX, Spoken};
use switchboard_store::rules::deal::Order;

use crate::web::bars::Chart;
use crate::web::messages::Words;
use crate::web::page::{Page, Tally, unprinted};
use crate::web::shell::{Link, Shell};

/// A new phone bank: `GET` and `POST /campaigns/{campaign}/banks/new`.
///
/// The form sends `csrf`, what is chosen of each field, `state` (of which state of own calls), and `act`: `count`, `add`, or `answers` for
/// what is chosen as `question`.
#[derive(Template)]
#[template(path = "audiences/new.html")]
pub struct NewBank {
    /// What stands around it.
    pub shell: Shell,
    /// The campaign's id.
    pub campaign_id: String,
    /// Its name.
    pub campaign: String,
    /// What to choose from.
    pub lists: Vec<List>,
    /// Whether there were branches when the members were counted; where there were none the page says so, and whom to ask.
    pub has_branches: bool,
    /// What was typed.
    pub typed: Typed,
    /// What was answered.
    pub said: Option<Said>,
    /// The published counts, drawn.
    pub charts: Vec<Chart>,
    /// How it stands with what came of the campaign's own calls.
    pub own_calls: String,
    /// The number of the state of own calls by which an answer is chosen; empty where there is none.
    pub state: String,
    /// Of which question its answers are counted; none where nothing can be counted yet.
    pub answers: Option<Answers>,
    /// How many questions were asked.
    pub asked: usize,
    /// How many of them were about the campaign's own calls.
    pub asked_of_own: usize,
    /// What was asked and can be told again, with its answers.
    pub book: Vec<(String, String)>,
}

/// The questions of which the campaign may count the answers.
#[derive(Clone, Debug)]
pub struct Answers {
    /// How it is chosen, or why none can be.
    pub text: String,
    /// Which it counts, now or from the next time on; none where none.
    pub now: Option<String>,
    /// What else there is to know.
    pub notes: Vec<String>,
    /// Those that can be chosen, the one that is counted among them.
    pub options: Vec<Level>,
}

impl Answers {
    /// Whether one can be chosen, or none.
    pub fn is_open(&self) -> bool {
        !self.options.is_empty()
    }
}

/// The levels of one field.
#[derive(Clone, Debug)]
pub struct List {
    /// Its name in the form.
    pub name: &'static str,
    /// The key of its label.
    pub label_key: &'static str,
    /// Its levels.
    pub options: Vec<Level>,
}

/// One level in a list.
#[derive(Clone, Debug)]
pub struct Level {
    /// As it is sent.
    pub value: String,
    /// As it is read, with its count.
    pub text: String,
    /// Whether it was chosen.
    pub is_chosen: bool,
}

/// What was typed, to be shown again.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub struct Typed {
    /// The bank's name.
    pub name: String,
    /// The level of each field.
    pub branch: String,
    /// The kind of membership.
    pub kind: String,
    /// The age.
    pub age: String,
    /// When they joined.
    pub joined: String,
    /// The area.
    pub area: String,
    /// The tag.
    pub tag: String,
    /// What came of the campaign's own calls.
    pub spoken: String,
    /// How many are drawn.
    pub sample: String,
    /// What to talk about.
    pub script: String,
    /// Whether notes may be written.
    pub notes: Option<String>,
    /// In which order it deals, by its code.
    pub order: String,
    /// Of which question the answers are to be counted: `SCRIPT.PART`.
    pub question: String,
    /// The number of the state of own calls that the page showed; empty where it showed none.
    pub state: String,
}

impl Typed {
    /// Of which state of own calls the page was.
    pub fn state(&self) -> Option<i64> {
        self.state.parse().ok()
    }

    /// Whether an answer was chosen that another may stand for now.
    pub fn is_stale(&self, now: Option<i64>) -> bool {
        let chosen = Spoken::parse(&self.spoken);
        let is_answer = matches!(chosen, Some(Spoken::Answered(_)));
        is_answer && (now.is_none() || self.state() != now)
    }

    /// What was chosen of a field.
    pub fn of(&self, field: Field) -> &str {
        match field {
            Field::Branch => &self.branch,
            Field::Kind => &self.kind,
            Field::Age => &self.age,
            Field::Joined => &self.joined,
            Field::Area => &self.area,
            Field::Tag => &self.tag,
            Field::Spoken => &self.spoken,
        }
    }
}

/// What the page answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Said {
    /// About so many.
    About(u64),
    /// No number can be told.
    Withheld,
    /// No such group.
    Unknown,
    /// Too many questions.
    BookFull,
    /// Not counted yet.
    NotReady,
    /// The name.
    Name,
    /// The sample's size.
    Sample,
    /// What was chosen.
    Choice,
    /// An answer was chosen, and it may be another one by now.
    Moved,
    /// The campaign has withdrawn.
    Withdrawn,
    /// No other question can be chosen any more.
    Last,
    /// The answers to another question are counted from the next time on.
    Answers,
    /// There is no such question.
    NoQuestion,
    /// It has as many phone banks as it may.
    TooMany,
    /// It has had as many as it may, closed ones too.
    EverTooMany,
}

impl Said {
    /// What an answer of the store is.
    pub fn of(counted: Counted) -> Self {
        match counted {
            Counted::About(count) => count.rounded().map_or(Self::Withheld, Self::About),
            Counted::Withheld => Self::Withheld,
            Counted::Unknown => Self::Unknown,
            Counted::BookFull => Self::BookFull,
            Counted::NotReady => Self::NotReady,
            Counted::Moved => Self::Moved,
        }
    }

    /// Whether it is an answer, and no refusal.
    pub const fn is_good(self) -> bool {
        matches!(self, Self::About(_) | Self::Answers)
    }

    const fn key(self) -> &'static str {
        match self {
            Self::About(_) => "audience-about",
            Self::Withheld => "audience-withheld",
            Self::Unknown => "audience-no-such",
            Self::BookFull => "audience-book-full",
            Self::NotReady => "audience-not-ready",
            Self::Name => "audience-wrong-name",
            Self::Sample => "audience-wrong-sample",
            Self::Choice => "audience-wrong-choice",
            Self::Moved => "audience-spoken-moved",
            Self::Withdrawn => "audience-withdrawn",
            Self::Last => "audience-answers-last",
            Self::Answers => "audience-answers-chosen",
            Self::NoQuestion => "audience-answers-no-such",
            Self::TooMany => "audience-too-many",
            Self::EverTooMany => "audience-ever-too-many",
        }
    }

    /// In words.
    pub fn text(self, words: &Words) -> String {
        match self {
            Self::About(count) => words.say(self.key()).number("count", count).to_string(),
            _ => words.t(self.key()),
        }
    }
}

unprinted!(NewBank, Typed);

impl Page for NewBank {
    fn title_key(&self) -> &'static str {
        "audience-title"
    }

    fn samples() -> Vec<(&'static str, Self)> {
        let said = [
            ("audiences-count", Some(Said::About(1_240))),
            ("audiences-withheld", Some(Said::Withheld)),
            ("audiences-unknown", Some(Said::Unknown)),
            ("audiences-book-full", Some(Said::BookFull)),
            ("audiences-not-ready", Some(Said::NotReady)),
            ("audiences-name", Some(Said::Name)),
            ("audiences-sample", Some(Said::Sample)),
            ("audiences-choice", Some(Said::Choice)),
            ("audiences-withdrawn", Some(Said::Withdrawn)),
            ("audiences-too-many", Some(Said::TooMany)),
            ("audiences-answers", Some(Said::Answers)),
            ("audiences-no-question", Some(Said::NoQuestion)),
            ("audiences-moved", Some(Said::Moved)),
            ("audiences-answers-last", Some(Said::Last)),
            ("audiences-new", None),
        ];
        let samples = said.map(|(name, said)| (name, Self::sample(said)));
        let mut samples = Vec::from(samples);
        samples.push(("audiences-no-branches", Self::sample_without_branches()));
        samples
    }
}

impl NewBank {
    /// How many questions may be about own calls.
    const fn own_most() -> u64 {
        SPOKEN_QUESTIONS_MAX
    }

    /// Invented: an organisation that has no branches, or had none then.
    fn sample_without_branches() -> Self {
        let mut page = Self::sample(None);
        page.has_branches = false;
        page.lists.retain(|list| list.name != Field::Branch.text());
        page.charts.clear();
        page
    }

    /// Invented: a campaign that chooses among members of one branch.
    fn sample(said: Option<Said>) -> Self {
        let level = |value: &str, text: &str| Level {
            value: value.to_owned(),
            text: text.to_owned(),
            is_chosen: said.is_some(),
        };
        let list = |field: Field, options| List {
            name: field.text(),
            label_key: field.label(),
            options,
        };
        let mut lists = vec![
            list(
                Field::Branch,
                vec![level("0branch0sample0", "Harbour – 6,120")],
            ),
            list(Field::Age, vec![level("18-34", "18-34 – 2,435")]),
            list(Field::Joined, vec![level("this-year", "This year – 1,305")]),
            list(
                Field::Area,
                vec![level("Harbour%20Ward", "Harbour Ward – 980")],
            ),
            list(Field::Tag, vec![level("volunteer", "volunteer – 410")]),
        ];
        // Before a first state there is no such list.
        if said.is_some() {
            let own = vec![
                level("not-rung", "Not rung yet – 9,240"),
                Level {
                    value: "answer-1".to_owned(),
                    text: "Said “Undecided” to “Whom will you vote for?” – 640".to_owned(),
                    is_chosen: false,
                },
            ];
            lists.push(list(Field::Spoken, own));
        }
        let shell = Shell::sample("Organiser 1", &[Link::Home]);
        let own_calls = match said {
            Some(_) => {
                let as_of = shell.words.say("audience-spoken-there");
                as_of.text("at", "17 November 2026, 19:02").to_string()
            }
            None => shell.t("audience-spoken-not-yet"),
        };
        let answers = Some(Answers::sample(&shell.words, said));
        Self {
            shell,
            own_calls,
            answers,
            campaign_id: "0campaign0sample0".to_owned(),
            campaign: "Harbour campaign".to_owned(),
            lists,
            has_branches: true,
            typed: Typed {
                name: if said.is_some() { "New members" } else { "" }.to_owned(),
                ..Typed::default()
            },
            said,
            charts: sample_charts(said),
            state: said.map_or_else(String::new, |_| "3".to_owned()),
            asked: said.map_or(0, |_| 3),
            // Of an earlier state: they aren't told again.
            asked_of_own: said.map_or(0, |_| 2),
            book: match said {
                Some(_) => vec![("Harbour · 18-34 · This year".to_owned(), "240".to_owned())],
                None => Vec::new(),
            },
        }
    }
}

impl Answers {
    /// Invented: one that is counted from the next time on, now, or for good; none before a script is published.
    fn sample(words: &Words, said: Option<Said>) -> Self {
        const ASKED: &str = "Whom will you vote for?";
        let now = |key: &'static str| words.say(key).text("question", ASKED).to_string();
        let titled = |title: &str| {
            let option = words.say("audience-answers-titled");
            option
                .text("question", ASKED)
                .text("title", title)
                .to_string()
        };
        let option = |value: &str, title: &str, is_chosen| Level {
            value: value.to_owned(),
            text: titled(title),
            is_chosen,
        };
        let options = vec![
            option("0script0sample0.whom", "Doorstep", true),
            option("0script0sample1.whom", "Last week", false),
        ];
        let (text, now, notes, options) = match said {
            None => ("audience-answers-none", None, Vec::new(), Vec::new()),
            Some(Said::Last) => {
                let now = Some(now("audience-answers-counted"));
                ("audience-answers-last", now, Vec::new(), Vec::new())
            }
            Some(Said::Answers) => {
                let now = Some(now("audience-answers-now"));
                ("audience-answers-text", now, Vec::new(), options)
            }
            Some(_) => {
                let now = Some(now("audience-answers-counted"));
                let notes = ["audience-answers-newer", "audience-answers-more"];
                let notes = notes.map(|key| words.t(key)).to_vec();
                ("audience-answers-text", now, notes, options)
            }
        };
        Self {
            text: words.t(text),
            now,
            notes,
            options,
        }
    }
}

/// Invented: the branches, and what came of own calls where there is a state.
fn sample_charts(said: Option<Said>) -> Vec<Chart> {
    let chart = |title_key, bars: &[(&str, u64)]| Chart {
        title_key,
        bars: bars
            .iter()
            .map(|(label, count)| ((*label).to_owned(), Tally::About(*count)))
            .collect(),
    };
    let branches = chart("audience-by-branch", &[("Harbour", 6_120), ("Hill", 3_750)]);
    let own = [
        ("Not rung yet", 9_240),
        ("Undecided", 640),
        ("The one with the harbour in t…", 410),
    ];
    let own = said.map(|_| chart("audience-by-spoken", &own));
    std::iter::once(branches).chain(own).collect()
}
