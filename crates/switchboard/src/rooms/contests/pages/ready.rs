//! "Ready to open", for the returning officer and the data protection officer.

use askama::Template;

use crate::web::assessment;
use crate::web::page::{Page, Stamp, unprinted};
use crate::web::said::said;
use crate::web::shell::{Link, Shell, sample_stamp};

/// What must be ready before access opens: `GET /contests/{contest}/ready`.
#[derive(Template)]
#[template(path = "contests/ready.html")]
pub struct Ready {
    /// What stands around it.
    pub shell: Shell,
    /// The contest's id.
    pub contest: String,
    /// Its name.
    pub name: String,
    /// When access begins by the calendar.
    pub access: Stamp,
    /// Since when it is late.
    pub late_since: Option<Stamp>,
    /// Whether access has begun.
    pub has_opened: bool,
    /// The items.
    pub items: Vec<ReadyItem>,
    /// The draft of the impact assessment, in parts.
    pub draft: Vec<DraftPart>,
    /// Who may be on duty.
    pub people: Vec<Person>,
    /// Whether the reader may sign.
    pub may_sign: bool,
    /// What was just done.
    pub said: Option<Said>,
}

/// One thing that must be ready.
#[derive(Clone)]
pub struct ReadyItem {
    /// Its name in addresses.
    pub code: &'static str,
    /// The key of what it is.
    pub key: &'static str,
    /// The key of what is signed.
    pub text_key: &'static str,
    /// Of what a signature would be; empty where there is nothing to sign yet.
    pub digest: String,
    /// Whether it is signed and stands.
    pub is_signed: bool,
    /// Who signed it.
    pub by: Option<String>,
    /// When.
    pub at: Option<Stamp>,
    /// Why it isn't in use.
    pub reason: Option<String>,
    /// The day of the restore.
    pub as_of: Option<Stamp>,
    /// Whether signing it takes a reason.
    pub wants_reason: bool,
    /// Whether signing it takes a day.
    pub wants_day: bool,
}

impl ReadyItem {
    /// The key of how it stands; once access has begun nothing waits any more.
    pub const fn stands(&self, has_opened: bool) -> &'static str {
        match (self.is_signed, self.by.is_some(), self.digest.is_empty()) {
            (true, ..) => "ready-signed",
            _ if has_opened => "ready-never",
            (false, _, true) => "ready-nothing",
            (false, true, false) => "ready-fell",
            (false, false, false) => "ready-waits",
        }
    }
}

/// A part of the draft.
#[derive(Clone)]
pub struct DraftPart {
    /// The key of its heading.
    pub heading: &'static str,
    /// The keys of what no setting changes.
    pub sentences: Vec<&'static str>,
    /// What the settings say.
    pub lines: Vec<DraftLine>,
}

/// One fact of the draft.
#[derive(Clone)]
pub struct DraftLine {
    /// The key of what it is.
    pub key: &'static str,
    /// What it says.
    pub value: String,
}

/// Somebody who may be on duty.
#[derive(Clone)]
pub struct Person {
    /// The account.
    pub account: String,
    /// Their name.
    pub name: String,
    /// Whether they are on duty.
    pub is_duty: bool,
    /// Whether they are the deputy.
    pub is_deputy: bool,
}

said! {
    /// It is signed.
    Signed = "signed", "ready-said-signed";
    /// What was read has changed.
    Changed = "changed", "ready-said-changed";
    /// It takes a reason.
    NoReason = "no-reason", "ready-said-no-reason";
    /// It takes a day.
    NoDay = "no-day", "ready-said-no-day";
    /// Access has begun.
    Open = "open", "ready-said-open";
    /// It is said who is on duty.
    DutySet = "duty-set", "ready-said-duty-set";
    /// It takes two people.
    DutySame = "duty-same", "ready-said-duty-same";
    /// One of them holds no office.
    DutyNotThere = "duty-not-there", "ready-said-duty-not-there";
}

unprinted!(Ready);

impl Page for Ready {
    fn title_key(&self) -> &'static str {
        "ready-title"
    }

    fn samples() -> Vec<(&'static str, Self)> {
        let item = |code, key, text_key| ReadyItem {
            code,
            key,
            text_key,
            digest: "5a".repeat(32),
            is_signed: false,
            by: None,
            at: None,
            reason: None,
            as_of: None,
            wants_reason: false,
            wants_day: false,
        };
        let signed = |item: ReadyItem| ReadyItem {
            is_signed: true,
            by: Some("Protection 1".to_owned()),
            at: Some(sample_stamp(-60)),
            ..item
        };
        let notice = item("notice", "ready-notice", "ready-notice-text");
        let roster = item("roster", "ready-roster", "ready-roster-text");
        let items = vec![
            ReadyItem {
                by: Some("Protection 1".to_owned()),
                at: Some(sample_stamp(-1_440)),
                ..item("dpia", "ready-dpia", "ready-dpia-text")
            },
            signed(notice),
            signed(item(
                "opening-lines",
                "ready-opening-lines",
                "ready-opening-lines-text",
            )),
            ReadyItem {
                wants_reason: true,
                ..item("tps", "ready-tps", "ready-tps-text")
            },
            ReadyItem {
                wants_day: true,
                as_of: Some(sample_stamp(-2_880)),
                ..signed(item("restore", "ready-restore", "ready-restore-text"))
            },
            ReadyItem {
                digest: String::new(),
                ..roster
            },
        ];
        let person = |name: &str, is_duty, is_deputy| Person {
            account: format!("0account0{}0", name.len()),
            name: name.to_owned(),
            is_duty,
            is_deputy,
        };
        let page = |account, may_sign, late_since| Self {
            shell: Shell::sample(account, &[Link::Home]),
            contest: "0contest0sample0".to_owned(),
            name: "Leadership 2026".to_owned(),
            access: sample_stamp(-30),
            late_since,
            has_opened: false,
            items: items.clone(),
            draft: sample_draft(),
            people: vec![
                person("Returning 1", true, false),
                person("Protection 1", false, true),
            ],
            may_sign,
            said: may_sign.then_some(Said::Signed),
        };
        let opened = Self {
            has_opened: true,
            items: items.iter().cloned().map(signed).collect(),
            draft: Vec::new(),
            ..page("Returning 1", false, None)
        };
        vec![
            (
                "contests-ready",
                page("Protection 1", true, Some(sample_stamp(-30))),
            ),
            ("contests-ready-returning", page("Returning 1", false, None)),
            ("contests-ready-opened", opened),
        ]
    }
}

fn sample_draft() -> Vec<DraftPart> {
    let part = |heading, sentences: &[&'static str], lines: &[(&'static str, &str)]| DraftPart {
        heading,
        sentences: sentences.to_vec(),
        lines: lines
            .iter()
            .map(|(key, value)| DraftLine {
                key,
                value: (*value).to_owned(),
            })
            .collect(),
    };
    let opening = "Evening bank: Good evening. I ring for Harbour.";
    vec![
        part(
            "dpia-part-what",
            &assessment::WHAT,
            &[
                ("dpia-organisation", "Example Party"),
                ("dpia-campaign", "Harbour"),
                ("dpia-access", "2026-12-01 09:00"),
                ("dpia-closed", "2026-12-20 21:00"),
            ],
        ),
        part(
            "dpia-part-shown",
            &assessment::SHOWN,
            &[
                (
                    "dpia-fields",
                    "Title, Family name, Branch, Language for calls, Telephone",
                ),
                ("dpia-cards-evening", "180"),
                ("dpia-bank", opening),
            ],
        ),
        part(
            "dpia-part-basis",
            &assessment::BASIS,
            &[("ready-tps", "Not signed yet.")],
        ),
        part(
            "dpia-part-kept",
            &assessment::KEPT,
            &[
                ("dpia-deleted", "2027-01-19 21:00"),
                ("dpia-kept", "Callers' notes: for 12 months"),
            ],
        ),
        part("dpia-part-asked", &assessment::ASKED, &[]),
        part("dpia-part-risks", &assessment::RISKS, &[]),
        part("dpia-part-duty", &[], &[("ready-duty", "Returning 1")]),
    ]
}
