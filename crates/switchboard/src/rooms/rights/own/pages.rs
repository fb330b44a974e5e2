//! The pages of a member's own: asking, the code, what is kept, the copy.

use askama::Template;
use axum::http::StatusCode;

use crate::web::page::{Page, Stamp, unprinted};
use crate::web::shell::{Shell, sample_stamp};

/// "Was that call from you?": `GET /rang`. `POST /rang` with `who`.
#[derive(Template)]
#[template(path = "rights/own/ask.html")]
pub struct Ask {
    /// What stands around it.
    pub shell: Shell,
    /// Where to write to, for whoever has no address on the roll.
    pub write_to: Option<String>,
}

/// Where the code is typed: what `POST /rang` answers, the same to everybody, and `GET /rang/code`. `POST /rang/code` with `who`
/// and `code`.
#[derive(Template)]
#[template(path = "rights/own/code.html")]
pub struct TypeCode {
    /// What stands around it.
    pub shell: Shell,
    /// What was typed, to be sent once more with the code.
    pub who: String,
    /// Whether it comes right after asking.
    pub is_asked: bool,
    /// The last code opened nothing.
    pub is_wrong: bool,
    /// The code, in a demo alone.
    pub shown: Option<String>,
    /// Where to write to.
    pub write_to: Option<String>,
}

/// Who looked and who rang: `GET /rang/mine`.
#[derive(Template)]
#[template(path = "rights/own/mine.html")]
pub struct Mine {
    /// What stands around it.
    pub shell: Shell,
    /// The calls and what else was done, newest first.
    pub items: Vec<Item>,
    /// What stands against calls.
    pub objections: Vec<Objection>,
    /// The campaigns that an objection can be against: id and name.
    pub campaigns: Vec<(String, String)>,
    /// Where the record came from.
    pub sources: Vec<Source>,
    /// Whether an office alone gave the code, so that what campaigns wrote is not shown.
    pub is_covered: bool,
    /// Whether it is a later page.
    pub is_later: bool,
    /// Where the next page begins.
    pub after: Option<String>,
}

/// What stands in the list: a call in one, or what belongs to none.
#[derive(Clone)]
pub enum Item {
    /// All that one card tells of.
    Call(Rang),
    /// One thing that was done.
    Row(Row),
}

/// A card that a campaign had of the member: a call, or what didn't become one.
#[derive(Clone)]
pub struct Rang {
    /// When it was done with, or last touched.
    pub at: Stamp,
    /// The campaign.
    pub by: By,
    /// Its contest's name; empty where it isn't known.
    pub contest: String,
    /// The key of what it was for.
    pub purpose: Option<&'static str>,
    /// The keys of the fields that were shown, each once.
    pub fields: Vec<&'static str>,
    /// The key of what was done last.
    pub last: &'static str,
    /// What the campaign wrote about it.
    pub heard: Option<Heard>,
    /// That a caller passed on a complaint of it.
    pub complained: Option<Complained>,
    /// For when the member asked to be rung again, while it stands.
    pub again: Option<Stamp>,
    /// How many of its entries showed something.
    pub looks: usize,
    /// Each of its entries, newest first.
    pub rows: Vec<Row>,
    /// Whether others of its entries stand on another page.
    pub is_cut: bool,
}

/// One thing that was done.
#[derive(Clone)]
pub struct Row {
    /// When.
    pub at: Stamp,
    /// The key of what was done.
    pub what: &'static str,
    /// By whom, covered.
    pub by: By,
    /// The key of what it was for; none for what the program does by itself.
    pub purpose: Option<&'static str>,
    /// The keys of the fields that it showed.
    pub fields: Vec<&'static str>,
    /// What a campaign wrote about it.
    pub heard: Option<Heard>,
    /// What became of it, where it says that a complaint was passed on.
    pub complained: Option<Complained>,
    /// For which contest, by its name; empty where it isn't known, or was for none.
    pub contest: String,
    /// For when the member asked to be rung again on that call, while it stands.
    pub again: Option<Stamp>,
}

/// A complaint that a caller passed on.
#[derive(Clone, Copy)]
pub struct Complained {
    /// When.
    pub at: Stamp,
    /// When it was dealt with; none while it waits.
    pub settled_at: Option<Stamp>,
}

/// Who it was, without their name.
#[derive(Clone)]
pub enum By {
    /// Somebody of this campaign.
    Campaign(String),
    /// An office, by the key of its name.
    Office(&'static str),
    /// Somebody or something that a sentence names.
    Key(&'static str),
}

/// What a campaign wrote about a call.
#[derive(Clone)]
pub struct Heard {
    /// The key of what came of it.
    pub outcome: &'static str,
    /// The caller's note.
    pub note: String,
    /// What was asked and answered.
    pub answers: Vec<(String, String)>,
    /// The phone bank.
    pub bank: String,
}

/// One objection.
#[derive(Clone)]
pub struct Objection {
    /// Against which campaign; none where it is wider.
    pub campaign: Option<String>,
    /// The key of how far it reaches.
    pub size: &'static str,
    /// Since when.
    pub at: Stamp,
}

/// Where something of the record came from.
#[derive(Clone)]
pub struct Source {
    /// When.
    pub at: Stamp,
    /// By the office's hand, not by a file.
    pub is_by_hand: bool,
    /// The keys of the parts that came or changed.
    pub parts: Vec<&'static str>,
}

/// All that is kept, to read and to print: `GET /rang/copy`.
#[derive(Template)]
#[template(path = "rights/own/copy.html")]
pub struct Copy {
    /// What stands around it.
    pub shell: Shell,
    /// The record: the keys of its parts, and what they say.
    pub record: Vec<(&'static str, String)>,
    /// What was done.
    pub rows: Vec<Row>,
    /// What stands against calls.
    pub objections: Vec<Objection>,
    /// Where the record came from.
    pub sources: Vec<Source>,
    /// Whether older entries are left out.
    pub is_cut: bool,
}

/// The session is over: `GET /rang/done`.
#[derive(Template)]
#[template(path = "rights/own/done.html")]
pub struct Done {
    /// What stands around it.
    pub shell: Shell,
}

unprinted!(
    Ask, TypeCode, Mine, Item, Rang, Row, Complained, By, Heard, Objection, Source, Copy, Done
);

fn rows() -> Vec<Row> {
    let row = |minutes, what, by, fields: &[&'static str]| Row {
        at: sample_stamp(minutes),
        what,
        purpose: match &by {
            By::Campaign(_) => Some("purpose-caller"),
            By::Office(_) => Some("purpose-membership-officer"),
            By::Key(_) => None,
        },
        by,
        fields: fields.to_vec(),
        heard: None,
        complained: None,
        contest: String::new(),
        again: None,
    };
    let red = || By::Campaign("Red".to_owned());
    vec![
        row(0, "event-own-page-opened", By::Key("own-by-oneself"), &[]),
        Row {
            heard: Some(Heard {
                outcome: "outcome-answered",
                note: "Wants to hear about the harbour".to_owned(),
                answers: vec![("Will you vote?".to_owned(), "Yes".to_owned())],
                bank: "Red evening".to_owned(),
            }),
            ..row(-40, "event-outcome", red(), &[])
        },
        row(-44, "event-number-shown", red(), &["field-phone"]),
        row(
            -45,
            "event-card-dealt",
            red(),
            &["field-title", "field-family-name"],
        ),
        row(
            -3000,
            "event-member-opened",
            By::Office("role-membership-officer"),
            &["field-email"],
        ),
        row(
            -9000,
            "event-letters-opened",
            By::Key("own-by-system"),
            &["field-email"],
        ),
    ]
}

fn sample_items() -> Vec<Item> {
    let is_of_it = |row: &Row| matches!(row.by, By::Campaign(_));
    let (single, rows): (Vec<Row>, Vec<Row>) = rows().into_iter().partition(is_of_it);
    let call = Rang {
        at: sample_stamp(-40),
        by: By::Campaign("Red".to_owned()),
        contest: "Leadership".to_owned(),
        purpose: Some("purpose-caller"),
        fields: vec!["field-phone", "field-title", "field-family-name"],
        last: "event-outcome",
        heard: single.first().and_then(|row| row.heard.clone()),
        complained: Some(Complained {
            at: sample_stamp(-39),
            settled_at: Some(sample_stamp(-5)),
        }),
        again: None,
        looks: 2,
        rows: single
            .into_iter()
            .map(|row| Row { heard: None, ..row })
            .collect(),
        is_cut: false,
    };
    let open = Rang {
        at: sample_stamp(-20),
        last: "event-card-redisclosed",
        heard: None,
        complained: Some(Complained {
            at: sample_stamp(-19),
            settled_at: None,
        }),
        again: Some(sample_stamp(60)),
        looks: 1,
        is_cut: true,
        ..call.clone()
    };
    let calls = [Item::Call(open), Item::Call(call)].into_iter();
    calls.chain(rows.into_iter().map(Item::Row)).collect()
}

fn objections() -> Vec<Objection> {
    vec![Objection {
        campaign: Some("Red".to_owned()),
        size: "own-size-this-campaign",
        at: sample_stamp(-10),
    }]
}

fn sources() -> Vec<Source> {
    let source = |minutes, is_by_hand, parts: &[&'static str]| Source {
        at: sample_stamp(minutes),
        is_by_hand,
        parts: parts.to_vec(),
    };
    vec![
        source(-2000, true, &["field-email"]),
        source(
            -90_000,
            false,
            &["field-name", "member-mobile", "field-email"],
        ),
    ]
}

impl Page for Ask {
    fn title_key(&self) -> &'static str {
        "own-ask-title"
    }

    fn samples() -> Vec<(&'static str, Self)> {
        let page = |write_to| Self {
            shell: Shell::sample_stranger(),
            write_to,
        };
        vec![
            ("own-ask", page(None)),
            ("own-ask-write", page(Some("office@example.org".to_owned()))),
        ]
    }
}

impl Page for TypeCode {
    fn title_key(&self) -> &'static str {
        "own-code-title"
    }

    fn status(&self) -> StatusCode {
        if self.is_wrong {
            StatusCode::UNPROCESSABLE_ENTITY
        } else {
            StatusCode::OK
        }
    }

    fn samples() -> Vec<(&'static str, Self)> {
        let page = || Self {
            shell: Shell::sample_stranger(),
            who: "gwen@members.example.org".to_owned(),
            is_asked: true,
            is_wrong: false,
            shown: None,
            write_to: Some("office@example.org".to_owned()),
        };
        let demo = Self {
            shown: Some("7K2M-9QXA-4TRE".to_owned()),
            ..page()
        };
        let wrong = Self {
            is_asked: false,
            is_wrong: true,
            ..page()
        };
        let bare = Self {
            who: String::new(),
            is_asked: false,
            write_to: None,
            ..page()
        };
        vec![
            ("own-code-asked", page()),
            ("own-code-demo", demo),
            ("own-code-wrong", wrong),
            ("own-code", bare),
        ]
    }
}

impl Page for Mine {
    fn title_key(&self) -> &'static str {
        "own-page-title"
    }

    fn samples() -> Vec<(&'static str, Self)> {
        let page = |items, objections, is_later, after: Option<&str>| Self {
            shell: Shell::sample_stranger(),
            items,
            objections,
            campaigns: vec![("red".to_owned(), "Red".to_owned())],
            sources: sources(),
            is_covered: false,
            is_later,
            after: after.map(str::to_owned),
        };
        let next = Some("0193a4f0c4d07e0f8a1b2c3d4e5f6071");
        vec![
            ("own-none", page(Vec::new(), Vec::new(), false, None)),
            ("own-some", page(sample_items(), objections(), false, next)),
            ("own-later", page(sample_items(), Vec::new(), true, None)),
            (
                "own-covered",
                Self {
                    is_covered: true,
                    ..page(Vec::new(), objections(), false, None)
                },
            ),
        ]
    }
}

impl Page for Copy {
    fn title_key(&self) -> &'static str {
        "own-copy-title"
    }

    fn samples() -> Vec<(&'static str, Self)> {
        let page = |is_cut| Self {
            shell: Shell::sample_stranger(),
            record: vec![
                ("field-name", "Mrs Gwen Evans".to_owned()),
                ("field-phone", "07700 900123".to_owned()),
            ],
            rows: rows(),
            objections: objections(),
            sources: sources(),
            is_cut,
        };
        vec![("own-copy", page(false)), ("own-copy-cut", page(true))]
    }
}

impl Page for Done {
    fn title_key(&self) -> &'static str {
        "own-done-title"
    }

    fn samples() -> Vec<(&'static str, Self)> {
        let shell = Shell::sample_stranger();
        vec![("own-done", Self { shell })]
    }
}
