//! The organiser's page for a new phone bank.

use askama::Template;
use serde::Deserialize;
use switchboard_store::audiences::Counted;
use switchboard_store::rules::audience::Field;
use switchboard_store::rules::deal::Order;

use crate::web::bars::Chart;
use crate::web::messages::Words;
use crate::web::page::{Page, Tally, unprinted};
use crate::web::shell::{Link, Shell};

/// A new phone bank: `GET` and `POST /campaigns/{campaign}/banks/new`.
///
/// The form sends `csrf`, what is chosen of each field, and `act`: `count` or `add`. The one under it sends `question` and `answers`.
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
    /// What was typed.
    pub typed: Typed,
    /// What was answered.
    pub said: Option<Said>,
    /// The published counts, drawn.
    pub charts: Vec<Chart>,
    /// How it stands with what came of the campaign's own calls.
    pub own_calls: String,
    /// Of which question its answers are counted.
    pub answers: Answers,
    /// How many questions were asked.
    pub asked: usize,
    /// What was asked and can be told again, with its answers.
    pub book: Vec<(String, String)>,
}

/// The questions of which the campaign may count the answers.
#[derive(Clone, Debug)]
pub struct Answers {
    /// Which it counts from the next time on; none where none.
    pub now: Option<String>,
    /// Those that can be chosen.
    pub options: Vec<Level>,
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
}

impl Typed {
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
    /// The campaign has withdrawn.
    Withdrawn,
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
            Self::Withdrawn => "audience-withdrawn",
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
            ("audiences-new", None),
        ];
        said.map(|(name, said)| (name, Self::sample(said))).into()
    }
}

impl NewBank {
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
        let bars = [
            ("Harbour", Tally::About(6_120)),
            ("Hill", Tally::About(3_750)),
        ];
        let shell = Shell::sample("Organiser 1", &[Link::Home]);
        let own_calls = match said {
            Some(_) => {
                let as_of = shell.words.say("audience-spoken-there");
                as_of.text("at", "17 November 2026, 19:02").to_string()
            }
            None => shell.t("audience-spoken-not-yet"),
        };
        let answers = Answers {
            now: said.map(|_| {
                let now = shell.words.say("audience-answers-now");
                now.text("question", "Whom will you vote for?").to_string()
            }),
            options: said
                .map(|_| level("0script0sample0.whom", "Whom will you vote for?"))
                .into_iter()
                .collect(),
        };
        Self {
            shell,
            own_calls,
            answers,
            campaign_id: "0campaign0sample0".to_owned(),
            campaign: "Harbour campaign".to_owned(),
            lists,
            typed: Typed {
                name: if said.is_some() { "New members" } else { "" }.to_owned(),
                ..Typed::default()
            },
            said,
            charts: vec![Chart {
                title_key: "audience-by-branch",
                bars: bars
                    .map(|(label, count)| (label.to_owned(), count))
                    .to_vec(),
            }],
            asked: usize::from(said.is_some()),
            book: match said {
                Some(_) => vec![("Harbour · 18-34 · This year".to_owned(), "240".to_owned())],
                None => Vec::new(),
            },
        }
    }
}
