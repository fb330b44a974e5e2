//! The form that takes the roll, and how an import goes.

use askama::Template;
use axum::http::StatusCode;

use crate::rooms::roll::file::{Matter, Notice};
use crate::web::messages::Words;
use crate::web::page::{Page, Stamp, unprinted};
use crate::web::shell::{Link, Shell, sample_stamp};
use switchboard_store::rules::roll::{Sign, TRIES_MAX};

/// Importing a roll: the form at `GET /roll/import`, a run at
/// `GET /roll/import/{import}`.
///
/// | act | form fields |
/// |---|---|
/// | `POST /roll/import` (multipart) | `csrf` (first), `region` (`GB`, `US`, …), `extent` (`partial`, `full-roll`), `ends-max`, `match`, `new-numbers`, `clears` (`none`, `all`), `sheet` (may be empty), `file` |
/// | `POST /roll/tries` (multipart) | the same; nothing changes |
/// | `POST /roll/import/{import}/undo` | `csrf` |
/// | `GET /roll/import/{import}/rejects` | the uploader's rejected rows as CSV |
#[derive(Template)]
#[template(path = "roll/import.html")]
pub struct Import {
    /// What stands around it.
    pub shell: Shell,
    /// The form, or a run.
    pub state: ImportState,
}

/// What the page shows.
#[derive(Clone, Debug)]
pub enum ImportState {
    /// The form.
    Form(ImportList),
    /// A file is being read; callers are served meanwhile. What it finds is not shown before it is in.
    Running {
        /// The import's id.
        import: String,
        /// How far it is.
        progress: Progress,
    },
    /// The file is in.
    Finished {
        /// The import's id.
        import: String,
        /// When it was switched on.
        at: Stamp,
        /// What it found.
        tallies: Tallies,
        /// Headings of columns that were dropped: the file's own, not a row's.
        dropped: Vec<String>,
        /// What the file's keeper should hear of, and that is no fault.
        notices: Vec<Notice>,
    },
    /// A full roll that would end too many memberships, or can't tell whose; nothing was changed.
    Stopped {
        /// The import's id.
        import: String,
        /// Members who don't stand in the file.
        leaving: u64,
        /// Rows that don't say whose they are, if that is why.
        unclear: u64,
    },
    /// The import stopped and left nothing half done.
    Abandoned {
        /// The import's id.
        import: String,
        /// What is wrong with the file, where that stopped it.
        why: Option<ImportError>,
    },
}

/// What stands on the form.
#[derive(Clone, Debug)]
pub struct ImportList {
    /// Two-letter regions to choose from.
    pub regions: Vec<String>,
    /// The one a number without a country code belongs to.
    pub region: String,
    /// Each field with the headings it is known by.
    pub headings: Vec<Heading>,
    /// Why the last file was refused.
    pub error: Option<ImportError>,
}

/// A field and the headings that mean it.
#[derive(Clone, Debug)]
pub struct Heading {
    /// The message key of the field: `field-…`.
    pub key: String,
    /// The headings, as in files.
    pub aliases: Vec<String>,
}

/// How far an import is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// Bytes read.
    pub read: u64,
    /// Bytes in all.
    pub total: u64,
}

/// What an import found; the officer sees exact numbers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tallies {
    /// Whether it was a file or an undo.
    pub kind: Kind,
    /// New members.
    pub created: u64,
    /// Members with something new.
    pub changed: u64,
    /// Members as they were.
    pub unchanged: u64,
    /// Memberships that ended.
    pub ended: u64,
    /// Memberships that go on again.
    pub resumed: u64,
    /// Members where the file took the place of a correction, or an undo left what changed since.
    pub by_hand: u64,
    /// Rows given back.
    pub rejected: u64,
    /// Rows about a member whom an earlier row of the file was about.
    pub duplicates: u64,
    /// The key of each part that changed, with how many changed in it.
    pub fields: Vec<(&'static str, u64)>,
}

/// What took effect.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Kind {
    /// A file.
    #[default]
    Import,
    /// A file that was undone since.
    Undone,
    /// The undoing of one.
    Undo,
}

impl Kind {
    /// The key of what the page says.
    pub const fn finished_key(self) -> &'static str {
        match self {
            Self::Import => "import-finished",
            Self::Undone => "import-was-undone",
            Self::Undo => "import-is-undo",
        }
    }

    /// The key of what the members to look at are.
    pub const fn by_hand_key(self) -> &'static str {
        match self {
            Self::Import | Self::Undone => "import-by-hand",
            Self::Undo => "import-left",
        }
    }
}

/// Why a file was refused as a whole, or not read to its end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ImportError {
    /// No file, or nothing in it.
    Empty,
    /// The first row names no column we know.
    NoKnownColumn,
    /// No column tells one member from another.
    NoMembershipNumber,
    /// No column holds a name.
    NoName,
    /// Two columns for something of which a member has one.
    Twice {
        /// The heading of the first.
        first: String,
        /// The heading of the second.
        second: String,
    },
    /// It can't be read at all, or its connection broke.
    NotReadable,
    /// It is of another kind: the word for it.
    Kind(&'static str),
    /// A workbook locked with a password.
    Locked,
    /// A workbook that is broken or cut off.
    Damaged,
    /// A workbook too large to hold.
    WorkbookTooLarge,
    /// A workbook that unpacks to far more than it should.
    Bomb,
    /// A workbook without the sheet that was asked for: those it has.
    NoSuchSheet(String),
    /// A sheet was asked for, of a CSV file.
    NoSheets,
    /// A line that is no text.
    Encoding(u64),
    /// A line with a NUL byte.
    Nul(u64),
    /// A row that doesn't end, by the line on which it begins.
    RowTooLong(u64),
    /// More columns than any roll has.
    TooManyColumns(u64),
    /// It is larger than we take.
    TooLarge,
    /// Another import is running.
    Busy,
    /// The file doesn't hold what members are to be known by.
    NoMatch,
    /// The account has tried as many files as it may in a day.
    TriedOut,
    /// The account has tried as many rows as it may in a day.
    RowsOut,
    /// Too many of its rows would come back because of who is on the roll.
    ToldOut,
}

impl ImportError {
    /// The key of its sentence.
    fn key(&self) -> &'static str {
        match self {
            Self::Empty => "import-error-empty",
            Self::NoKnownColumn => "import-error-no-known-column",
            Self::NoMembershipNumber => "import-error-no-membership-number",
            Self::NoName => "import-error-no-name",
            Self::Twice { .. } => "import-error-twice",
            Self::NotReadable => "import-error-not-readable",
            Self::Kind(_) => "import-error-kind",
            Self::Locked => "import-error-locked",
            Self::Damaged => "import-error-damaged",
            Self::WorkbookTooLarge => "import-error-workbook-too-large",
            Self::Bomb => "import-error-bomb",
            Self::NoSuchSheet(_) => "import-error-no-such-sheet",
            Self::NoSheets => "import-error-no-sheets",
            Self::Encoding(_) => "import-error-encoding",
            Self::Nul(_) => "import-error-nul",
            Self::RowTooLong(_) => "import-error-row-too-long",
            Self::TooManyColumns(_) => "import-error-too-many-columns",
            Self::TooLarge => "import-error-too-large",
            Self::Busy => "import-error-busy",
            Self::NoMatch => "import-error-no-match",
            Self::TriedOut => "import-error-tried-out",
            Self::RowsOut => "import-error-rows-out",
            Self::ToldOut => "import-error-told-out",
        }
    }

    /// The sentence.
    pub fn say(&self, words: &Words) -> String {
        let sentence = words.say(self.key());
        match self {
            Self::Twice { first, second } => sentence.text("first", first).text("second", second),
            Self::TriedOut => sentence.number("number", u64::from(TRIES_MAX)),
            Self::Kind(kind) => sentence.text("kind", kind),
            Self::NoSuchSheet(names) => sentence.text("names", names),
            Self::Encoding(n) | Self::Nul(n) | Self::RowTooLong(n) | Self::TooManyColumns(n) => {
                sentence.number("number", *n)
            }
            _ => sentence,
        }
        .to_string()
    }
}

impl Import {
    fn is_running(&self) -> bool {
        matches!(self.state, ImportState::Running { .. })
    }
}

unprinted!(Import);

impl Page for Import {
    fn title_key(&self) -> &'static str {
        "import-title"
    }

    fn status(&self) -> StatusCode {
        match &self.state {
            ImportState::Form(ImportList { error: Some(_), .. }) => {
                StatusCode::UNPROCESSABLE_ENTITY
            }
            _ => StatusCode::OK,
        }
    }

    #[expect(clippy::too_many_lines, reason = "one sample after the other")]
    fn samples() -> Vec<(&'static str, Self)> {
        let page = |state| Self {
            shell: Shell::sample(
                "Officer 1",
                &[Link::Home, Link::Import, Link::Search, Link::Reports],
            ),
            state,
        };
        let import = || "0import0sample0".to_owned();
        let form = |error| {
            ImportState::Form(ImportList {
                error,
                ..ImportList::sample()
            })
        };
        let tallies = || Tallies {
            kind: Kind::Import,
            created: 8_512,
            changed: 41,
            unchanged: 230,
            ended: 0,
            resumed: 0,
            by_hand: 0,
            rejected: 18,
            duplicates: 3,
            fields: vec![("part-mobile", 38), ("part-email", 5)],
        };
        let progress = Progress {
            read: 1_234_567,
            total: 2_999_999,
        };
        let finished = |tallies, dropped: &[&str], notices| ImportState::Finished {
            import: import(),
            at: sample_stamp(0),
            tallies,
            dropped: dropped.iter().map(|&heading| heading.to_owned()).collect(),
            notices,
        };
        let notices = vec![
            Notice::Sheet("Members".to_owned()),
            Notice::OtherSheets(vec!["Lapsed".to_owned(), "Read me".to_owned()]),
            Notice::Count(Matter::HiddenRows, 17),
            Notice::Count(Matter::Sign(Sign::ZeroRestored), 8_204),
            Notice::Count(Matter::Sign(Sign::SeveralNumbers), 61),
            Notice::Count(Matter::Sign(Sign::ExDirectory), 1),
        ];
        vec![
            ("roll-import", page(form(None))),
            (
                "roll-import-refused",
                page(form(Some(ImportError::NoKnownColumn))),
            ),
            (
                "roll-import-tried-out",
                page(form(Some(ImportError::TriedOut))),
            ),
            (
                "roll-import-running",
                page(ImportState::Running {
                    import: import(),
                    progress,
                }),
            ),
            (
                "roll-import-finished",
                page(finished(tallies(), &["shoe_size", "fax"], notices)),
            ),
            (
                "roll-import-clean",
                page(finished(
                    Tallies {
                        rejected: 0,
                        ..tallies()
                    },
                    &[],
                    vec![Notice::Encoding("windows-1252")],
                )),
            ),
            (
                "roll-import-full",
                page(finished(
                    Tallies {
                        ended: 412,
                        resumed: 3,
                        by_hand: 7,
                        ..tallies()
                    },
                    &[],
                    Vec::new(),
                )),
            ),
            (
                "roll-import-undo",
                page(finished(
                    Tallies {
                        kind: Kind::Undo,
                        created: 0,
                        unchanged: 0,
                        rejected: 0,
                        by_hand: 1,
                        ..tallies()
                    },
                    &[],
                    Vec::new(),
                )),
            ),
            (
                "roll-import-undone",
                page(finished(
                    Tallies {
                        kind: Kind::Undone,
                        ..tallies()
                    },
                    &[],
                    Vec::new(),
                )),
            ),
            (
                "roll-import-stopped",
                page(ImportState::Stopped {
                    import: import(),
                    leaving: 134_000,
                    unclear: 0,
                }),
            ),
            (
                "roll-import-unclear",
                page(ImportState::Stopped {
                    import: import(),
                    leaving: 4,
                    unclear: 2,
                }),
            ),
            (
                "roll-import-abandoned",
                page(ImportState::Abandoned {
                    import: import(),
                    why: Some(ImportError::RowTooLong(1_204)),
                }),
            ),
        ]
    }
}

impl ImportList {
    /// The ways in which members are known: the form's word for each, and its sentence.
    pub const WAYS: [(&'static str, &'static str); 4] = [
        ("external", "import-match-external"),
        ("email+name", "import-match-email-name"),
        ("number+name", "import-match-number-name"),
        ("email+number", "import-match-email-number"),
    ];

    fn sample() -> Self {
        let heading = |key: &str, aliases: &[&str]| Heading {
            key: key.to_owned(),
            aliases: aliases.iter().map(|&alias| alias.to_owned()).collect(),
        };
        Self {
            regions: vec!["GB".to_owned(), "IE".to_owned(), "US".to_owned()],
            region: "GB".to_owned(),
            headings: vec![
                heading("field-external-id", &["external_id", "VanID", "Contact ID"]),
                heading("field-given-name", &["first_name", "given_name", "f_name"]),
                heading(
                    "field-family-name",
                    &["last_name", "family_name", "surname"],
                ),
                heading("field-phone", &["mobile", "phone", "cell", "HomePhone"]),
            ],
            error: None,
        }
    }
}
