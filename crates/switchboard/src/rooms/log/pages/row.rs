//! One entry as "My record" and an exhibit show it.

use switchboard_store::rules::policy::Opened;

use crate::web::messages::Words;
use crate::web::page::Stamp;
use crate::web::shell::sample_stamp;

use super::explorer::Act;

/// How a session was opened, without the id of who vouched for its holder: their name stands beside it.
pub fn way(opened: &str) -> String {
    let way = opened.split_once(" vouched=");
    way.map_or(opened, |(way, _)| way).to_owned()
}

/// The key of how that is said: an entry of the program's own says a word on how it came about, and nobody signed in.
pub(super) fn way_key(opened: &str) -> &'static str {
    if Opened::from_text(opened).is_some() {
        "explorer-opened"
    } else {
        "explorer-how"
    }
}

/// One entry.
#[derive(Clone, Debug)]
pub struct RecordRow {
    /// Its place in the log; none until it is sequenced.
    pub index: Option<u64>,
    /// When, by the server's clock.
    pub at: Stamp,
    /// The account's name; none where it is covered.
    pub account: Option<String>,
    /// Which of the account's entries it is; none where that is covered.
    pub number: Option<u64>,
    /// How the session was opened, as the entry says it; empty where it is covered.
    pub opened: String,
    /// Who vouched for its holder.
    pub vouched: Option<String>,
    /// What was done.
    pub act: Act,
    /// What it was for, as the entry says it; may be empty.
    pub purpose: String,
    /// The campaign's name.
    pub campaign: Option<String>,
    /// The bank's name.
    pub bank: Option<String>,
    /// The fields shown, as the entry names them.
    pub fields: Vec<String>,
    /// Whom it touched, as M1 and so on.
    pub members: Vec<String>,
    /// How many members it touched of whom nothing can be told any more.
    pub forgotten: u64,
    /// What else the kind says; none where it is covered.
    pub detail: Option<String>,
    /// Whether it only stands beside the others.
    pub is_beside: bool,
}

impl RecordRow {
    /// What was done, in words.
    pub fn act(&self, words: &Words) -> String {
        match &self.act {
            Act::Known(key) => words.t(key),
            Act::Unknown(kind) => words
                .say("explorer-unknown-kind")
                .text("kind", kind.to_string())
                .to_string(),
        }
    }

    /// Whether it is about any member.
    pub fn is_about_somebody(&self) -> bool {
        !self.members.is_empty() || self.forgotten > 0
    }

    /// The key of how its session was opened.
    pub fn way_key(&self) -> &'static str {
        way_key(&self.opened)
    }

    /// How it is said that some can no longer be told: beside others, or alone.
    pub fn forgotten_key(&self) -> &'static str {
        if self.members.is_empty() {
            "record-forgotten-alone"
        } else {
            "record-forgotten"
        }
    }

    /// Invented, for samples: an evening of a caller, newest first.
    pub(super) fn samples() -> Vec<Self> {
        let row = |index, minutes, key: &str, members: &[&str]| Self {
            index,
            at: sample_stamp(minutes),
            account: Some("Carys Caller".to_owned()),
            number: index.map(|index: u64| index - 4_200),
            opened: "code".to_owned(),
            vouched: Some("Olwen Organiser".to_owned()),
            act: Act::Known(key.to_owned()),
            purpose: "dial members for the campaign".to_owned(),
            campaign: Some("Red".to_owned()),
            bank: Some("Red evening".to_owned()),
            fields: Vec::new(),
            members: members.iter().map(|one| (*one).to_owned()).collect(),
            forgotten: 0,
            detail: Some(String::new()),
            is_beside: false,
        };
        vec![
            row(None, 0, "event-outcome", &["M1"]),
            Self {
                fields: vec!["phone".to_owned()],
                ..row(Some(4_221), -2, "event-number-shown", &["M1"])
            },
            Self {
                fields: vec!["title".to_owned(), "family_name".to_owned()],
                ..row(Some(4_218), -3, "event-card-dealt", &["M1"])
            },
            Self {
                forgotten: 1,
                detail: None,
                ..row(Some(4_215), -9, "event-outcome", &[])
            },
            Self {
                act: Act::Unknown(999),
                campaign: None,
                bank: None,
                purpose: "come and go".to_owned(),
                ..row(Some(4_211), -20, "event-sign-in", &[])
            },
        ]
    }
}
