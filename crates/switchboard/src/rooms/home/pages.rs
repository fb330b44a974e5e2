//! The first page after signing in: a way to each room the account may enter.

use askama::Template;

use crate::web::page::{Page, unprinted};
use crate::web::shell::{Link, Shell};

/// The roles one holds, as links: `GET /`.
///
/// A role that isn't held leaves its list empty or its switch off, so nobody
/// learns that a room exists by a link they may not follow.
#[derive(Template)]
#[template(path = "home/home.html")]
pub struct Home {
    /// What stands around it.
    pub shell: Shell,
    /// Banks to ring in; each leads to `GET /desk/{bank}`.
    pub ringing: Vec<BankLink>,
    /// Banks to watch; each leads to `GET /banks/{bank}`.
    pub watching: Vec<BankLink>,
    /// Contests to run; each leads to `GET /contests/{contest}`.
    pub contests: Vec<ContestLink>,
    /// What the whole organisation's roles open.
    pub offices: Vec<Office>,
}

/// A bank with its campaign.
#[derive(Clone, Debug)]
pub struct BankLink {
    /// The bank's id.
    pub bank: String,
    /// The bank's name.
    pub name: String,
    /// The campaign's name.
    pub campaign: String,
    /// Whether one can ring there now.
    pub state: BankState,
}

/// Whether a bank deals cards now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BankState {
    /// It does.
    Open,
    /// The organiser paused it.
    Paused,
    /// The contest has not reached, or has passed, its calling time.
    Closed,
}

impl BankState {
    /// The key of what it says.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Open => "bank-state-open",
            Self::Paused => "bank-state-paused",
            Self::Closed => "bank-state-closed",
        }
    }
}

/// A contest.
#[derive(Clone, Debug)]
pub struct ContestLink {
    /// The contest's id.
    pub contest: String,
    /// The contest's name.
    pub name: String,
}

/// A role for the whole organisation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Office {
    /// Imports the roll, looks members up, settles what callers reported.
    MembershipOfficer,
    /// Reads the ledger.
    DataProtectionOfficer,
}

impl Office {
    /// The key of its heading.
    pub const fn key(self) -> &'static str {
        match self {
            Self::MembershipOfficer => "role-membership-officer",
            Self::DataProtectionOfficer => "role-dpo",
        }
    }

    /// The rooms it opens.
    pub const fn links(self) -> &'static [Link] {
        match self {
            Self::MembershipOfficer => &[Link::Import, Link::Search, Link::Reports, Link::Requests],
            Self::DataProtectionOfficer => &[Link::Requests, Link::Ledger, Link::Exposure],
        }
    }
}

impl Home {
    fn is_empty(&self) -> bool {
        self.ringing.is_empty()
            && self.watching.is_empty()
            && self.contests.is_empty()
            && self.offices.is_empty()
    }
}

unprinted!(Home);

impl Page for Home {
    fn title_key(&self) -> &'static str {
        "home-title"
    }

    fn samples() -> Vec<(&'static str, Self)> {
        let bank = |name: &str, state| BankLink {
            bank: "0bank0sample0".to_owned(),
            name: name.to_owned(),
            campaign: "Harbour campaign".to_owned(),
            state,
        };
        let page = |shell| Self {
            shell,
            ringing: Vec::new(),
            watching: Vec::new(),
            contests: Vec::new(),
            offices: Vec::new(),
        };
        let caller = Self {
            ringing: vec![
                bank("Evening bank", BankState::Open),
                bank("Weekend bank", BankState::Paused),
            ],
            ..page(Shell::sample("Caller 1", &[Link::Home]))
        };
        let organiser = Self {
            ringing: vec![bank("Evening bank", BankState::Open)],
            watching: vec![
                bank("Evening bank", BankState::Open),
                bank("Weekend bank", BankState::Closed),
            ],
            ..page(Shell::sample("Organiser 1", &[Link::Home]))
        };
        let offices = Self {
            offices: vec![Office::MembershipOfficer, Office::DataProtectionOfficer],
            contests: vec![ContestLink {
                contest: "0contest0sample0".to_owned(),
                name: "Leadership 2026".to_owned(),
            }],
            ..page(Shell::sample(
                "Officer 1",
                &[
                    Link::Home,
                    Link::Import,
                    Link::Search,
                    Link::Reports,
                    Link::Requests,
                    Link::Ledger,
                    Link::Exposure,
                ],
            ))
        };
        vec![
            ("home-caller", caller),
            ("home-organiser", organiser),
            ("home-offices", offices),
            (
                "home-nothing",
                page(Shell::sample("Account 9", &[Link::Home])),
            ),
        ]
    }
}
