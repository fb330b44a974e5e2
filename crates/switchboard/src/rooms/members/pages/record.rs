//! One member's record.

use askama::Template;
use switchboard_store::rules::look::{Mark, WordsError};

use crate::web::page::{Page, Stamp, unprinted};
use crate::web::shell::{Link, Shell, sample_stamp};

/// A record as the officer who opened it sees it: `GET /members/{look}`.
///
/// Its forms go to `/members/{look}/…`: `note`, `object` (`campaign`), `allow`, `mark` and `lift` (`mark`), each with
/// `words`, and `uncover`.
#[derive(Template)]
#[template(path = "members/record.html")]
pub struct Record {
    /// What stands around it.
    pub shell: Shell,
    /// The look.
    pub look: String,
    /// What was just done.
    pub said: Option<Said>,
    /// The key of what it was opened for.
    pub purpose: &'static str,
    /// Until when it stays open.
    pub until: Stamp,
    /// The key of whose record it is, where that is to be said.
    pub whose: Option<&'static str>,
    /// It is one's own, so it can't be changed.
    pub is_own: bool,
    /// The record itself.
    pub file: File,
    /// Branch.
    pub branch: String,
    /// Kind of membership.
    pub kind: String,
    /// The key of the language in which they would like to be rung.
    pub language: Option<&'static str>,
    /// Year of joining.
    pub joined_year: Option<String>,
    /// The last day of the membership, where one is said.
    pub ends_on: String,
    /// Area, where one is said.
    pub area: String,
    /// Tags, parted by `; `.
    pub tags: String,
    /// When the membership ended, and the key of why.
    pub ended: Option<(Stamp, &'static str)>,
    /// What stands against calls.
    pub marks: Marks,
    /// Notes, the newest first.
    pub notes: Vec<Note>,
    /// What callers reported, the newest first.
    pub told: Vec<Told>,
    /// The versions of the record, the newest first.
    pub changes: Vec<Change>,
    /// How often officers opened it, this time included.
    pub opened: u64,
    /// When it was opened before.
    pub opened_before: Option<Stamp>,
    /// How many entries of the ledger are about this member.
    pub entries: u64,
    /// How many other records were merged into this one.
    pub merged: u64,
    /// Whoever looks may read the ledger.
    pub is_dpo: bool,
    /// Whoever looks may give the member a code for their own page.
    pub may_give_code: bool,
    /// The campaigns, for an objection.
    pub campaigns: Vec<(String, String)>,
}

/// How much of the record is shown.
#[derive(Clone)]
pub enum File {
    /// All.
    Whole(Whole),
    /// Masked.
    Covered(Covered),
}

/// The whole record.
#[derive(Clone)]
pub struct Whole {
    /// The name.
    pub name: String,
    /// Membership number.
    pub membership: String,
    /// Telephone numbers.
    pub numbers: Vec<Number>,
    /// E-mail address.
    pub email: String,
    /// The lines of the address.
    pub address: Vec<String>,
    /// Birth date.
    pub birth_date: String,
}

/// A masked record.
#[derive(Clone)]
pub struct Covered {
    /// `E••• Ev•••`
    pub name: String,
    /// `07••• •••123`
    pub numbers: Vec<String>,
    /// Membership number.
    pub membership: String,
}

/// A telephone number.
#[derive(Clone)]
pub struct Number {
    /// The key of its kind.
    pub kind: &'static str,
    /// As it is read.
    pub shown: String,
}

/// What stands against calls.
#[derive(Clone, Debug, Default)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a sentence of its own on the page, and all of them can stand at once"
)]
pub struct Marks {
    /// Never on any desk.
    pub is_protected: bool,
    /// Kept and not used.
    pub is_restricted: bool,
    /// The member has died.
    pub is_deceased: bool,
    /// The file said not to call.
    pub is_do_not_call: bool,
    /// The key of the widest objection against every campaign.
    pub objects_to_every: Option<&'static str>,
    /// How many single campaigns an objection stands against.
    pub objects_to: u64,
    /// Not rung before this.
    pub resting_until: Option<Stamp>,
}

impl Marks {
    const fn objects(&self) -> bool {
        self.objects_to_every.is_some() || self.objects_to > 0
    }

    const fn is_none(&self) -> bool {
        !(self.objects()
            || self.is_protected
            || self.is_restricted
            || self.is_deceased
            || self.is_do_not_call
            || self.resting_until.is_some())
    }
}

/// A note.
#[derive(Clone)]
pub struct Note {
    /// The key of what it is, or of what it is the reason of.
    pub what: &'static str,
    /// When.
    pub at: Stamp,
    /// Who wrote it.
    pub by: String,
    /// The words.
    pub words: String,
}

/// A report from a call.
#[derive(Clone, Debug)]
pub struct Told {
    /// The key of what was reported.
    pub what: &'static str,
    /// When.
    pub at: Stamp,
    /// The key of what was found.
    pub found: &'static str,
}

/// One version.
#[derive(Clone, Debug)]
pub struct Change {
    /// When.
    pub at: Stamp,
    /// Whose act it was; empty for the console.
    pub by: String,
    /// The key of how it came.
    pub how: &'static str,
    /// The keys of the fields that it changed; none for the first.
    pub fields: Vec<&'static str>,
}

/// What was just done to the record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Said {
    /// A note was written.
    Noted,
    /// It is protected.
    Protected,
    /// It is restricted.
    Restricted,
    /// A mark was lifted.
    Lifted,
    /// An objection stands.
    Objected,
    /// Objections were lifted.
    Allowed,
    /// Fields were corrected.
    Corrected,
    /// What was sent was known.
    Unchanged,
    /// The member was added.
    Added,
    /// The membership ended.
    Ended,
    /// It goes on.
    Resumed,
    /// Another record was merged into it.
    Merged,
    /// The words say too little.
    Short,
    /// The words are too long.
    Long,
}

impl Said {
    const ALL: [Self; 14] = [
        Self::Corrected,
        Self::Unchanged,
        Self::Added,
        Self::Ended,
        Self::Resumed,
        Self::Merged,
        Self::Noted,
        Self::Protected,
        Self::Restricted,
        Self::Lifted,
        Self::Objected,
        Self::Allowed,
        Self::Short,
        Self::Long,
    ];

    /// Its name in the address.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Corrected => "corrected",
            Self::Unchanged => "unchanged",
            Self::Added => "added",
            Self::Ended => "ended",
            Self::Resumed => "resumed",
            Self::Merged => "merged",
            Self::Noted => "noted",
            Self::Protected => "protected",
            Self::Restricted => "restricted",
            Self::Lifted => "lifted",
            Self::Objected => "objected",
            Self::Allowed => "allowed",
            Self::Short => "short",
            Self::Long => "long",
        }
    }

    /// Reads what the address says.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|said| said.code() == code)
    }

    /// The key of what it says.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Corrected => "member-said-corrected",
            Self::Unchanged => "member-said-unchanged",
            Self::Added => "member-said-added",
            Self::Ended => "member-said-ended",
            Self::Resumed => "member-said-resumed",
            Self::Merged => "member-said-merged",
            Self::Noted => "member-said-noted",
            Self::Protected => "member-said-protected",
            Self::Restricted => "member-said-restricted",
            Self::Lifted => "member-said-lifted",
            Self::Objected => "member-said-objected",
            Self::Allowed => "member-said-allowed",
            Self::Short => WordsError::Short.key(),
            Self::Long => WordsError::Long.key(),
        }
    }

    /// Its key, where it is an error.
    pub const fn error(self) -> Option<&'static str> {
        match self {
            Self::Short | Self::Long => Some(self.key()),
            _ => None,
        }
    }

    /// That words are none.
    pub const fn of(error: WordsError) -> Self {
        match error {
            WordsError::Short => Self::Short,
            WordsError::Long => Self::Long,
        }
    }

    /// That a mark was set.
    pub const fn marked(mark: Mark) -> Self {
        match mark {
            Mark::Protected => Self::Protected,
            Mark::Restricted => Self::Restricted,
        }
    }
}

unprinted!(Record, File, Whole, Covered, Number, Note);

impl Page for Record {
    fn title_key(&self) -> &'static str {
        "member-title"
    }

    fn samples() -> Vec<(&'static str, Self)> {
        let plain = sample();
        let said = |said| Self {
            said: Some(said),
            ..sample()
        };
        let marked = Self {
            said: Some(Said::Protected),
            whose: Some("whose-colleague"),
            file: File::Covered(Covered {
                name: "E••• Ev•••".to_owned(),
                numbers: vec!["07••• •••123".to_owned()],
                membership: "M-000417".to_owned(),
            }),
            marks: Marks {
                is_protected: true,
                is_restricted: true,
                is_deceased: true,
                is_do_not_call: true,
                objects_to_every: Some("member-objects-any"),
                objects_to: 2,
                resting_until: Some(sample_stamp(600)),
            },
            notes: Vec::new(),
            ends_on: "2026-11-30".to_owned(),
            ended: Some((sample_stamp(-50), "member-ended-by-hand")),
            ..sample()
        };
        let ended = |why| Self {
            ended: Some((sample_stamp(-50), why)),
            ..sample()
        };
        let own = Self {
            whose: Some("whose-own"),
            is_own: true,
            is_dpo: true,
            may_give_code: false,
            marks: Marks {
                objects_to_every: Some("member-objects-anyone"),
                objects_to: 1,
                ..Marks::default()
            },
            ..sample()
        };
        vec![
            ("member-record", plain),
            ("member-record-marked", marked),
            ("member-record-own", own),
            ("member-record-noted", said(Said::Noted)),
            ("member-record-restricted", said(Said::Restricted)),
            ("member-record-lifted", said(Said::Lifted)),
            ("member-record-objected", said(Said::Objected)),
            ("member-record-allowed", said(Said::Allowed)),
            ("member-record-short", said(Said::Short)),
            ("member-record-long", said(Said::Long)),
            ("member-record-corrected", said(Said::Corrected)),
            ("member-record-unchanged", said(Said::Unchanged)),
            ("member-record-added", said(Said::Added)),
            ("member-record-ended", said(Said::Ended)),
            ("member-record-resumed", said(Said::Resumed)),
            ("member-record-left", ended("member-ended-not-in-roll")),
            ("member-record-undone", ended("member-ended-undo")),
            ("member-record-gone", ended("member-ended-merged")),
            (
                "member-record-merged",
                Self {
                    merged: 2,
                    ..said(Said::Merged)
                },
            ),
        ]
    }
}

fn sample_file() -> Whole {
    let number = |kind, shown: &str| Number {
        kind,
        shown: shown.to_owned(),
    };
    let address = ["1 Quay Lane", "Abercwm", "ZZ99 9ZZ"];
    Whole {
        name: "Mrs Anwen Evans".to_owned(),
        membership: "M-000417".to_owned(),
        numbers: vec![
            number("member-mobile", "07700 900123"),
            number("member-landline", "020 7946 0018"),
            number("member-work-phone", "020 7946 0019"),
            number("member-phone", "020 7946 0020"),
        ],
        email: "anwen@example.org".to_owned(),
        address: address.map(str::to_owned).to_vec(),
        birth_date: "1961-03-24".to_owned(),
    }
}

fn sample() -> Record {
    let note = |what, n: i64, words: &str| Note {
        what,
        at: sample_stamp(-n),
        by: "Officer 2".to_owned(),
        words: words.to_owned(),
    };
    let change = |n: i64, by: &str, fields: &[&'static str]| Change {
        at: sample_stamp(-n),
        by: by.to_owned(),
        how: match by {
            "" => "member-changes-by-file",
            _ => "member-changes-by-hand",
        },
        fields: fields.to_vec(),
    };
    let told = |n: i64, what, found| Told {
        what,
        at: sample_stamp(-n),
        found,
    };
    let page = |changes, notes, told| Record {
        shell: Shell::sample(
            "Officer 1",
            &[
                Link::Home,
                Link::Import,
                Link::Search,
                Link::Reports,
                Link::Reasons,
            ],
        ),
        look: "0look0sample0".to_owned(),
        said: None,
        purpose: "purpose-rings-us",
        until: sample_stamp(60),
        whose: None,
        is_own: false,
        file: File::Whole(sample_file()),
        branch: "Abercwm".to_owned(),
        kind: "Full".to_owned(),
        language: Some("tongue-cy"),
        joined_year: Some("1998".to_owned()),
        ends_on: String::new(),
        area: "Harbour Ward".to_owned(),
        tags: "delegate; volunteer".to_owned(),
        ended: None,
        marks: Marks::default(),
        notes,
        told,
        changes,
        opened: 3,
        opened_before: Some(sample_stamp(-3_000)),
        entries: 17,
        merged: 0,
        is_dpo: false,
        may_give_code: true,
        campaigns: vec![
            ("0harbour0".to_owned(), "Harbour campaign".to_owned()),
            ("0meadow0".to_owned(), "Meadow campaign".to_owned()),
        ],
    };
    page(
        vec![
            change(90, "Officer 2", &["member-mobile", "field-email"]),
            change(9_000, "", &[]),
        ],
        vec![
            note("note-note", 30, "Writes to us in large print."),
            note("note-protected", 40, "The police asked us to."),
            note("note-protected-lifted", 39, "She says it is over."),
            note("note-restricted", 38, "Our address is wrong."),
            note("note-restricted-lifted", 37, "We corrected it."),
            note("note-calls-allowed", 36, "Rang: your calls are fine."),
            note("note-ended", 35, "Left by letter."),
            note("note-resumed", 34, "It was a mistake of ours."),
            note("note-merged", 33, "She joined twice."),
        ],
        vec![
            told(100, "report-moved", "told-waits"),
            told(200, "report-wrong-number", "told-right"),
            told(300, "report-deceased", "told-mistaken"),
        ],
    )
}
