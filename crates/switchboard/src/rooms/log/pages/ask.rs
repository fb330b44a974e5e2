//! The form with which an office takes an exhibit.

use askama::Template;
use switchboard_store::log::exhibit::{Opens, Why};

use super::wrong::Wrong;
use crate::web::page::{Page, unprinted};
use crate::web::shell::{Link, Shell};

/// Taking an exhibit: the form at `GET /ledger/exhibit`; `account` fills in an account's id, from the ledger's page of it; `right` a
/// request and `complaint` a card, behind which a member stands.
///
/// `POST /ledger/exhibit` with `csrf`, `what` (`member`, `account`, `campaign`, `span`, `behind`), `number`, `account`, `campaign` or
/// `behind`, `from` and `until` (days, or nothing), `opens`, `why`, and then `record`, `first` and `as` from the exhibit's own page.
#[derive(Template)]
#[template(path = "log/ask.html")]
pub struct ExhibitForm {
    /// What stands around it.
    pub shell: Shell,
    /// What whoever asks may take.
    pub offer: Offer,
    /// What was typed.
    pub typed: Typed,
    /// Why no exhibit was made.
    pub wrong: Option<Wrong>,
}

/// What whoever asks may take.
#[derive(Clone, Debug)]
pub enum Offer {
    /// Of one member, accounts covered.
    OfMembers,
    /// Of everything; these campaigns are to choose from, by id and name.
    OfAll(Vec<(String, String)>),
}

/// What was typed, shown again where it was wrong.
#[derive(Clone, Default)]
pub struct Typed {
    /// What it is of.
    pub what: String,
    /// A member's number.
    pub number: String,
    /// Behind what the member stands; empty where they are named by their number, or it is of something else.
    pub behind: String,
    /// An account's id.
    pub account: String,
    /// A campaign's id.
    pub campaign: String,
    /// The first day.
    pub from: String,
    /// The last day.
    pub until: String,
    /// What is opened.
    pub opens: String,
    /// What for.
    pub why: String,
}

unprinted!(ExhibitForm, Typed);

/// What an exhibit can be of, and the key of what it says.
const WHATS: [(&str, &str); 4] = [
    ("member", "exhibit-what-member"),
    ("account", "exhibit-what-account"),
    ("campaign", "exhibit-what-campaign"),
    ("span", "exhibit-what-span"),
];

impl ExhibitForm {
    fn is_chosen(typed: &str, code: &str) -> bool {
        typed == code
    }

    fn is_whole(&self) -> bool {
        matches!(self.offer, Offer::OfAll(_))
    }

    fn whats() -> [(&'static str, &'static str); 4] {
        WHATS
    }

    fn opens() -> [(&'static str, &'static str); 3] {
        Opens::ALL.map(|one| {
            let key = match one {
                Opens::Acts => "exhibit-opens-acts",
                Opens::Accounts => "exhibit-opens-accounts",
                Opens::Members => "exhibit-opens-members",
            };
            (one.code(), key)
        })
    }

    fn whys() -> [(&'static str, &'static str); 4] {
        Why::ALL.map(|one| {
            let key = match one {
                Why::Person => "exhibit-why-person",
                Why::Dispute => "exhibit-why-dispute",
                Why::Incident => "exhibit-why-incident",
                Why::Authority => "exhibit-why-authority",
            };
            (one.code(), key)
        })
    }
}

impl Page for ExhibitForm {
    fn title_key(&self) -> &'static str {
        "exhibit-ask-title"
    }

    fn samples() -> Vec<(&'static str, Self)> {
        let campaigns = ["Red", "Blue"].map(|name| (format!("0campaign{name}"), name.to_owned()));
        let all = Self {
            shell: Shell::sample("Della Dpo", &[Link::Home, Link::Ledger, Link::Record]),
            offer: Offer::OfAll(campaigns.to_vec()),
            typed: Typed::default(),
            wrong: None,
        };
        let members = Self {
            shell: Shell::sample("Orla Officer", &[Link::Home, Link::Search, Link::Record]),
            offer: Offer::OfMembers,
            typed: Typed {
                number: "M-99".to_owned(),
                from: "2026-11-01".to_owned(),
                why: "person".to_owned(),
                ..Typed::default()
            },
            wrong: Some(Wrong::Number),
        };
        let behind = Self {
            shell: Shell::sample("Della Dpo", &[Link::Home, Link::Ledger, Link::Record]),
            offer: Offer::OfAll(Vec::new()),
            typed: Typed {
                behind: "right-01k7000000000000000000000d".to_owned(),
                why: "person".to_owned(),
                ..Typed::default()
            },
            wrong: None,
        };
        vec![
            ("exhibit-ask", all),
            ("exhibit-ask-behind", behind),
            ("exhibit-ask-officer", members),
        ]
    }
}
