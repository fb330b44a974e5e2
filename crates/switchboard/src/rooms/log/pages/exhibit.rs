//! An exhibit to be read and printed, and the way to its files.

use askama::Template;

use super::row::RecordRow;
use crate::web::page::{Page, Stamp, unprinted};
use crate::web::shell::{Link, Shell, sample_stamp};

/// An exhibit: the answer to `POST /record/exhibit` and `POST /ledger/exhibit` without `as`.
///
/// Its files are of the same entries: `as` is `csv`, `columns`, `checker` or `json`, with the fields that stand in `again`.
#[derive(Template)]
#[template(path = "log/exhibit.html")]
pub struct ExhibitPage {
    /// What stands around it.
    pub shell: Shell,
    /// What it is of.
    pub of: Subject,
    /// The way to its files and to the next one.
    pub again: Again,
    /// The span of time; no beginning where it is everything since the log began.
    pub from: Option<Stamp>,
    /// Until when.
    pub until: Stamp,
    /// That this is a part, and what follows.
    pub part: Option<String>,
    /// Whether all of an account's entries are here.
    pub all: All,
    /// The entries, in the order of the log.
    pub rows: Vec<RecordRow>,
    /// What they are proved under.
    pub proof: Proof,
    /// Which version ran, as the log says.
    pub version: Option<String>,
}

/// What an exhibit is of.
#[derive(Clone, Debug)]
pub struct Subject {
    /// The key of what it says.
    pub key: &'static str,
    /// The name of the account or the campaign; empty for a member and a span.
    pub name: String,
    /// How many records were merged into a member's.
    pub records: u64,
}

/// Whether all of an account's entries are here.
#[derive(Clone, Copy, Debug)]
pub enum All {
    /// The exhibit is of something else.
    Unasked,
    /// An entry pins the account's last one, and what leads there is here.
    Shown {
        /// The first place of the log of which it holds.
        first: u64,
        /// The first of which it doesn't.
        next: u64,
        /// The entry that pins it.
        entry: u64,
        /// When it did.
        at: Stamp,
        /// How many entries here are newer.
        beyond: u64,
        /// How many more stand in the files only to show that none is missing.
        filled: u64,
        /// When the next entry will have pinned more.
        again: Stamp,
    },
    /// That isn't pinned; when it may be.
    NotShown(Stamp),
}

/// What is sent to get the same entries again, or the next ones.
#[derive(Clone)]
pub struct Again {
    /// Where to.
    pub action: &'static str,
    /// Hidden fields, without `first` and `record`.
    pub fields: Vec<(&'static str, String)>,
    /// From which place on.
    pub first: u64,
    /// Before which place the files' entries stand: what came into the log after this page belongs to none of them.
    pub end: u64,
    /// Which of a person's merged records.
    pub record: usize,
    /// From which place the next exhibit goes on.
    pub next: Option<u64>,
}

/// What the entries are proved under.
#[derive(Clone, Debug)]
pub struct Proof {
    /// The log's name.
    pub origin: String,
    /// The log's key.
    pub key: String,
    /// How many entries the log has.
    pub size: u64,
    /// The checkpoint's root.
    pub root: String,
    /// Who cosigned it, and when.
    pub seen: Vec<(String, Stamp)>,
    /// An older checkpoint: how many entries, and who saw it when.
    pub before: Option<(u64, Vec<(String, Stamp)>)>,
    /// Lost entries that could belong here: how many, from which index on, up to which.
    pub lost: Vec<(u64, u64, u64)>,
}

/// The columns of the CSV file, with the key of what each means.
pub(in crate::rooms::log) const COLUMNS: [(&str, &str); 18] = [
    ("log_index", "exhibit-col-index"),
    ("time_ms", "exhibit-col-ms"),
    ("time_utc", "exhibit-col-utc"),
    ("time_local", "exhibit-col-local"),
    ("account_id", "exhibit-col-account"),
    ("account_name", "exhibit-col-account-name"),
    ("account_entry", "exhibit-col-number"),
    ("signed_in_by", "exhibit-col-opened"),
    ("kind", "exhibit-col-kind"),
    ("kind_in_words", "exhibit-col-kind-words"),
    ("purpose", "exhibit-col-purpose"),
    ("campaign", "exhibit-col-campaign"),
    ("bank", "exhibit-col-bank"),
    ("fields_shown", "exhibit-col-fields"),
    ("members", "exhibit-col-members"),
    ("members_forgotten", "exhibit-col-forgotten"),
    ("detail", "exhibit-col-detail"),
    ("beside", "exhibit-col-beside"),
];

/// The files beside the page: what `as` says, and the key of the button.
const FILES: [(&str, &str); 4] = [
    ("csv", "exhibit-file-csv"),
    ("columns", "exhibit-file-columns"),
    ("checker", "exhibit-file-checker"),
    ("json", "exhibit-file-json"),
];

unprinted!(ExhibitPage, Again);

impl ExhibitPage {
    fn columns() -> [(&'static str, &'static str); 18] {
        COLUMNS
    }

    fn files() -> [(&'static str, &'static str); 4] {
        FILES
    }

    /// The last moment at which a witness says that the entries weren't there, and the first at which one says they were.
    fn bounds(&self) -> (Option<Stamp>, Option<Stamp>) {
        let before = self.proof.before.as_ref();
        let after =
            before.and_then(|(_, seen)| seen.iter().map(|(_, at)| *at).max_by_key(Stamp::ms));
        let seen = self.proof.seen.iter().map(|(_, at)| *at);
        (after, seen.min_by_key(Stamp::ms))
    }

    /// What an exhibit leaves open of being all.
    fn left_open(&self) -> &'static str {
        match self.all {
            All::Shown { .. } => "exhibit-not-proved-newer",
            All::Unasked | All::NotShown(_) => "exhibit-not-proved-all",
        }
    }

    /// The member's other records, from 0 on, without this one.
    fn others(&self) -> Vec<usize> {
        let all = usize::try_from(self.of.records).unwrap_or(1);
        (0..all).filter(|one| *one != self.again.record).collect()
    }
}

impl Proof {
    fn sample() -> Self {
        Self {
            origin: "demo.example.org/switchboard".to_owned(),
            key:
                "demo.example.org/switchboard+c3e2f0a1+AcF2bGJhc2U2NHNhbXBsZWtleXNhbXBsZWtleXNhbXA="
                    .to_owned(),
            size: 4_230,
            root: "b3V0c2lkZXJzY2FuY2hlY2t0aGlzcm9vdGhhc2hzYW0=".to_owned(),
            seen: Vec::new(),
            before: None,
            lost: Vec::new(),
        }
    }
}

impl Page for ExhibitPage {
    fn title_key(&self) -> &'static str {
        "exhibit-title"
    }

    fn samples() -> Vec<(&'static str, Self)> {
        let mut rows = RecordRow::samples();
        rows.retain(|row| row.index.is_some());
        rows.reverse();
        let seen = |minutes| {
            ["harbour", "meadow"]
                .map(|name| (format!("witness.example.org/{name}"), sample_stamp(minutes)))
                .to_vec()
        };
        let proof = Proof::sample();
        let own = || Self {
            shell: Shell::sample("Carys Caller", &[Link::Home, Link::Record]),
            of: Subject {
                key: "exhibit-of-account",
                name: "Carys Caller".to_owned(),
                records: 1,
            },
            again: Again {
                action: "/record/exhibit",
                fields: vec![("until", "1795545420000".to_owned())],
                first: 0,
                end: 4_230,
                record: 0,
                next: None,
            },
            from: None,
            until: sample_stamp(0),
            part: None,
            all: All::Shown {
                first: 0,
                next: 4_226,
                entry: 4_227,
                at: sample_stamp(-37),
                beyond: 1,
                filled: 0,
                again: sample_stamp(25),
            },
            rows: rows.clone(),
            proof: proof.clone(),
            version: Some("0.1.0".to_owned()),
        };
        let covered = rows.iter().map(|row| RecordRow {
            account: None,
            number: None,
            detail: None,
            ..row.clone()
        });
        let of_member = Self {
            shell: Shell::sample("Della Dpo", &[Link::Home, Link::Ledger, Link::Record]),
            of: Subject {
                key: "exhibit-of-member",
                name: String::new(),
                records: 2,
            },
            again: Again {
                action: "/ledger/exhibit",
                fields: vec![
                    ("what", "member".to_owned()),
                    ("number", "M-99".to_owned()),
                    ("until", "1795545420000".to_owned()),
                ],
                first: 0,
                end: 4_230,
                record: 0,
                next: Some(4_222),
            },
            from: Some(sample_stamp(-60)),
            part: Some(
                "This is a part: it begins at place 0 of the log; more may follow from place 4,222."
                    .to_owned(),
            ),
            all: All::Unasked,
            rows: covered.collect(),
            proof: Proof {
                seen: seen(1),
                before: Some((4_190, seen(-65))),
                lost: vec![(17, 4_198, 4_215)],
                ..proof.clone()
            },
            ..own()
        };
        let empty = Self {
            rows: Vec::new(),
            all: All::NotShown(sample_stamp(25)),
            version: None,
            ..own()
        };
        vec![
            ("exhibit-own", own()),
            ("exhibit-member", of_member),
            ("exhibit-empty", empty),
        ]
    }
}
