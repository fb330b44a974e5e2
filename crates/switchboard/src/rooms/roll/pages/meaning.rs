//! What a file would do, and whom an import or its undo left to be looked at.

use askama::Template;
use switchboard_store::rules::roll::{Damage, Part, Reason, Rejection};

use crate::rooms::roll::file::{Matter, Notice};
use crate::rooms::roll::why;
use crate::web::page::{Page, unprinted};
use crate::web::shell::{Link, Shell};

/// What a file would do, at `GET /roll/tries/{import}`: safe counts of what is on the roll, exact ones of the file.
#[derive(Template)]
#[template(path = "roll/tried.html")]
pub struct TrialPage {
    /// What stands around it.
    pub shell: Shell,
    /// Members that would be new.
    pub created: TrialCount,
    /// Members with something new.
    pub changed: TrialCount,
    /// Members as they are.
    pub unchanged: TrialCount,
    /// Members where the file would take the place of a correction.
    pub by_hand: TrialCount,
    /// Rows that can't be taken, whoever is on the roll.
    pub rejected: u64,
    /// Rows with the membership number of an earlier row.
    pub duplicates: u64,
    /// People whose rows would come back because of who is on the roll.
    pub refused: TrialCount,
    /// People whom the file names a second time, as far as that depends on who is on the roll.
    pub repeated: TrialCount,
    /// The parts that the file has columns for.
    pub parts: Vec<TrialPart>,
    /// Who would leave, of a full roll.
    pub leaving: Option<TrialCount>,
    /// Whether so many would stop the import.
    pub too_many: bool,
    /// Rows that don't say whose they are.
    pub unclear: u64,
    /// How the file was read.
    pub notices: Vec<Notice>,
    /// Headings of columns that would be dropped.
    pub dropped: Vec<String>,
    /// The file's first rows, as they were read.
    pub first: Vec<FileRow>,
    /// The first rows that can't be taken.
    pub turned_back: Vec<TurnedBack>,
}

/// A row of the file that was tried: its own words, nothing of the roll.
#[derive(Clone)]
pub struct FileRow {
    /// The line on which it begins.
    pub line: u64,
    /// The keys of parts, each with what the row says.
    pub said: Vec<(&'static str, String)>,
}

/// A row that can't be taken.
#[derive(Clone)]
pub struct TurnedBack {
    /// The line on which it begins.
    pub line: u64,
    /// Which column is wrong, and what to write there.
    pub reason: String,
    /// Its cells, as they stand in the file.
    pub cells: String,
}

/// A count that depends on who is on the roll: rounded, and not said below ten.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TrialCount {
    /// Fewer than ten, perhaps nobody.
    Few,
    /// About so many.
    About(u64),
}

/// A part of a member that the file has columns for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TrialPart {
    /// The key of its name.
    pub key: &'static str,
    /// How many rows of the file fill it.
    pub filled: u64,
    /// How many members would change in it, if any.
    pub changed: Option<TrialCount>,
}

impl TrialPage {
    fn say(&self, count: &TrialCount) -> String {
        match count {
            TrialCount::Few => self.shell.t("count-fewer-than-10"),
            TrialCount::About(n) => self.shell.words.number(*n),
        }
    }
}

/// The key of a part's name in the message files.
pub const fn part_key(part: Part) -> &'static str {
    match part {
        Part::Name => "part-name",
        Part::Mobile => "part-mobile",
        Part::Landline => "part-landline",
        Part::WorkPhone => "part-work-phone",
        Part::Phone => "part-phone",
        Part::Email => "part-email",
        Part::Address => "part-address",
        Part::Branch => "part-branch",
        Part::Kind => "part-kind",
        Part::BirthDate => "part-birth-date",
        Part::JoinedYear => "part-joined-on",
        Part::EndsOn => "part-ends-on",
        Part::DoNotCall => "part-do-not-call",
        Part::Deceased => "part-deceased",
        Part::Language => "part-language",
        Part::Area => "part-area",
        Part::Tags => "part-tags",
    }
}

/// Whom an import or its undo left to be looked at, at `GET /roll/import/{import}/notes`: at most 20 a page.
#[derive(Template)]
#[template(path = "roll/notes.html")]
pub struct Notes {
    /// What stands around it.
    pub shell: Shell,
    /// The import.
    pub import: String,
    /// Who.
    pub noted: Vec<Noted>,
    /// Where the next page begins.
    pub after: Option<i64>,
}

/// One of them.
#[derive(Clone)]
pub struct Noted {
    /// The membership number.
    pub number: String,
    /// The keys of the parts to look at, or of why nothing was done.
    pub keys: Vec<&'static str>,
}

unprinted!(TrialPage, FileRow, TurnedBack, Notes, Noted);

fn shell() -> Shell {
    Shell::sample(
        "Officer 1",
        &[Link::Home, Link::Import, Link::Search, Link::Reports],
    )
}

fn sample_reason() -> Rejection {
    Rejection {
        column: Some("mobile_number".to_owned()),
        reason: Reason::Damage(Damage::Shortened),
    }
}

impl Page for TrialPage {
    fn title_key(&self) -> &'static str {
        "tried-title"
    }

    fn samples() -> Vec<(&'static str, Self)> {
        let part = |key, filled, changed| TrialPart {
            key,
            filled,
            changed,
        };
        let partial = || Self {
            shell: shell(),
            created: TrialCount::Few,
            changed: TrialCount::About(6_010),
            unchanged: TrialCount::About(594_000),
            by_hand: TrialCount::Few,
            rejected: 18,
            duplicates: 3,
            refused: TrialCount::About(25),
            repeated: TrialCount::Few,
            parts: vec![
                part("part-name", 600_028, None),
                part("part-mobile", 512_004, Some(TrialCount::About(5_870))),
                part("part-email", 480_133, Some(TrialCount::Few)),
            ],
            leaving: None,
            too_many: false,
            unclear: 0,
            notices: vec![
                Notice::Sheet("Members".to_owned()),
                Notice::Count(Matter::HiddenRows, 17),
            ],
            dropped: vec!["shoe_size".to_owned()],
            first: vec![FileRow {
                line: 2,
                said: vec![
                    ("part-number", "M-000017".to_owned()),
                    ("part-name", "Ms Gwen Evans".to_owned()),
                    ("part-mobile", "07700 900017".to_owned()),
                    ("part-email", "gwen@example.org".to_owned()),
                ],
            }],
            turned_back: vec![TurnedBack {
                line: 41,
                reason: why::said(&shell().words, &sample_reason()),
                cells: "M-000056 \u{b7} Evan Sullivan \u{b7} 4.47701E+11".to_owned(),
            }],
        };
        vec![
            ("roll-tried", partial()),
            (
                "roll-tried-full",
                Self {
                    leaving: Some(TrialCount::About(412)),
                    notices: Vec::new(),
                    dropped: Vec::new(),
                    first: Vec::new(),
                    turned_back: Vec::new(),
                    ..partial()
                },
            ),
            (
                "roll-tried-too-many",
                Self {
                    leaving: Some(TrialCount::About(134_000)),
                    too_many: true,
                    unclear: 2,
                    ..partial()
                },
            ),
        ]
    }
}

impl Page for Notes {
    fn title_key(&self) -> &'static str {
        "notes-title"
    }

    fn samples() -> Vec<(&'static str, Self)> {
        let page = |noted, after| Self {
            shell: shell(),
            import: "0import0sample0".to_owned(),
            noted,
            after,
        };
        let noted = vec![
            Noted {
                number: "M-000417".to_owned(),
                keys: vec!["part-mobile", "part-email"],
            },
            Noted {
                number: "M-000901".to_owned(),
                keys: vec!["part-name"],
            },
            Noted {
                number: "M-001204".to_owned(),
                keys: vec!["notes-merged"],
            },
        ];
        vec![
            ("roll-notes", page(noted, Some(20))),
            ("roll-notes-none", page(Vec::new(), None)),
        ]
    }
}
