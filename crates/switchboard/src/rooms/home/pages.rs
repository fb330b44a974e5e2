//! The first page after signing in: a way to each room the account may enter.

use askama::Template;

use super::queued::Queued;
use crate::web::page::{Page, Stamp, unprinted};
use crate::web::recovery::{self, Recovery};
use crate::web::shell::{Link, Shell, sample_stamp};

/// The key of what an address says was just done.
pub fn said_key(code: &str) -> Option<&'static str> {
    match code {
        "stopped" => Some("accounts-said-stopped"),
        "nothing-waits" => Some("accounts-said-nothing-waits"),
        "appealed" => Some("freezes-said-appealed"),
        "no-words" => Some("freezes-said-no-words"),
        "already" => Some("freezes-said-already"),
        "was-over" => Some("freezes-said-was-over"),
        _ => None,
    }
}

/// The key of what whoever has practised or not, and read the notice in its words of now or not, is offered.
pub const fn training_key(has_practised: bool, has_read: bool) -> &'static str {
    match (has_practised, has_read) {
        (false, _) => "training-home",
        (true, false) => "training-home-read",
        (true, true) => "training-home-again",
    }
}

/// The roles one holds, as links: `GET /`.
///
/// A role that isn't held leaves its list empty or its switch off, so nobody
/// learns that a room exists by a link they may not follow.
#[derive(Template)]
#[template(path = "home/home.html")]
pub struct Home {
    /// What stands around it.
    pub shell: Shell,
    /// The key of what was just done here.
    pub said: Option<&'static str>,
    /// Who waits for a way back in, for those who may stop it.
    pub recoveries: Vec<Recovery>,
    /// What somebody would do alone, for those who may refuse it.
    pub alone: Vec<Alone>,
    /// Banks to ring in; each leads to `GET /desk/{bank}`.
    pub ringing: Vec<BankLink>,
    /// The key of what there is for the reader to practise or to read; none where they have nothing to practise for. It leads
    /// to `GET /training`.
    pub training_key: Option<&'static str>,
    /// Banks to watch; each leads to `GET /banks/{bank}`.
    pub watching: Vec<BankLink>,
    /// Campaigns to bring people into; each leads to `GET /campaigns/{campaign}/people`.
    pub inviting: Vec<CampaignLink>,
    /// Campaigns in which the reader rings or leads; each leads to `GET /campaigns/{campaign}/shifts`.
    pub shifts: Vec<CampaignLink>,
    /// Whether the reader came with a code and may choose a password at `GET /joined`.
    pub may_choose: bool,
    /// Contests to run; each leads to `GET /contests/{contest}`.
    pub contests: Vec<ContestLink>,
    /// What the whole organisation's roles open.
    pub offices: Vec<Office>,
    /// The branches whose roll the reader keeps, where they don't keep the whole.
    pub kept: Vec<KeptBranch>,
    /// What those are told who are there to hold the log to what it was.
    pub keeping: Option<Keeping>,
    /// What waits there.
    pub waits: Waits,
}

/// A branch whose roll the reader keeps.
#[derive(Clone, Debug)]
pub struct KeptBranch {
    /// Its name.
    pub name: String,
    /// How many branches it is with all under it.
    pub branches: u64,
}

/// What whoever keeps the roll of a branch may enter.
const KEEPS: [Link; 4] = [Link::Search, Link::Branches, Link::Forget, Link::Requests];

/// What somebody would do alone, after a day in which the reader may refuse it.
#[derive(Clone)]
pub struct Alone {
    /// The key of what it is.
    pub what: &'static str,
    /// Who.
    pub name: String,
    /// From when on.
    pub from: Stamp,
}

/// What waits for whoever keeps the roll; none where they don't do it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct Waits {
    /// Reports from calls.
    pub reports: Option<u64>,
    /// Reasons for looks.
    pub reasons: Option<u64>,
    /// Reasons of one's own that somebody asks about.
    pub questioned: u64,
    /// Members who were not answered in time.
    pub late: u64,
    /// What members ask for.
    pub rights: Option<Queued>,
    /// Complaints of calls.
    pub complaints: Option<Queued>,
}

/// What a committee's member or an auditor is there for: no room opens to them but their own record.
#[derive(Clone, Debug)]
pub struct Keeping {
    /// As which of them; one can be both.
    pub roles: Vec<Keeper>,
    /// The address that is this log's alone.
    pub address: String,
    /// The log's key.
    pub key: String,
}

/// A role that is there to hold the log to what it was.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Keeper {
    /// Watches the contest for the members.
    Committee,
    /// Checks from outside the offices.
    Auditor,
}

impl Keeping {
    /// Invented, for samples.
    fn sample(role: Keeper) -> Self {
        Self {
            roles: vec![role],
            address: "/log/contest-2026".to_owned(),
            key:
                "log.example.org/contest-2026+0123abcd+AbCdEfGhIjKlMnOpQrStUvWxYz0123456789+/AbCdEf"
                    .to_owned(),
        }
    }
}

impl Keeper {
    /// The key of its heading.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Committee => "role-committee",
            Self::Auditor => "role-auditor",
        }
    }

    /// The key of what it is there for.
    pub const fn text_key(self) -> &'static str {
        match self {
            Self::Committee => "home-committee-text",
            Self::Auditor => "home-auditor-text",
        }
    }
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

/// A campaign.
#[derive(Clone, Debug)]
pub struct CampaignLink {
    /// The campaign's id.
    pub campaign: String,
    /// The campaign's name; empty where it has no bank yet.
    pub name: String,
    /// Whether the reader organises the whole of it, and so sees that its answers were read: `GET /answers/campaigns/{campaign}`.
    pub is_whole: bool,
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
    /// Runs contests; hands colleagues new codes.
    ReturningOfficer,
    /// Agrees where two must.
    Approver,
}

impl Office {
    /// The key of its heading.
    pub const fn key(self) -> &'static str {
        match self {
            Self::MembershipOfficer => "role-membership-officer",
            Self::DataProtectionOfficer => "role-dpo",
            Self::ReturningOfficer => "role-returning-officer",
            Self::Approver => "role-approver",
        }
    }

    /// The rooms it opens.
    pub const fn links(self) -> &'static [Link] {
        match self {
            Self::MembershipOfficer => &[
                Link::Import,
                Link::Search,
                Link::Branches,
                Link::Reports,
                Link::Reasons,
                Link::Requests,
                Link::Forget,
                Link::Forgetting,
                Link::Retention,
                Link::Freezes,
                Link::Calendar,
                Link::OpeningLines,
                Link::Hooks,
                Link::Accounts,
                Link::Installation,
            ],
            Self::DataProtectionOfficer => &[
                Link::Complaints,
                Link::OpeningLines,
                Link::Hooks,
                Link::Freezes,
                Link::Calendar,
                Link::Requests,
                Link::Reasons,
                Link::Branches,
                Link::Rights,
                Link::Forgetting,
                Link::Retention,
                Link::Ledger,
                Link::Exposure,
                Link::Accounts,
                Link::Installation,
            ],
            Self::ReturningOfficer => &[Link::Calendar, Link::Freezes, Link::Accounts],
            Self::Approver => &[Link::Requests],
        }
    }
}

impl Home {
    /// How many wait behind a link.
    fn waiting(&self, key: &str) -> Option<u64> {
        match key {
            "nav-reports" => self.waits.reports,
            "nav-reasons" => self.waits.reasons,
            _ => self.queued(key).map(|queued| queued.count),
        }
    }

    /// What waits behind a link with a day by which it is due.
    fn queued(&self, key: &str) -> Option<Queued> {
        match key {
            "nav-rights" => self.waits.rights,
            "nav-complaints" => self.waits.complaints,
            _ => None,
        }
    }

    /// By when the first is due behind a link, and the key of what it says.
    fn first_due(&self, key: &str) -> Option<(&'static str, Stamp)> {
        let queued = self.queued(key)?;
        Some((queued.key(), queued.first?))
    }

    /// Contests that stand in no office's section.
    fn has_contests_alone(&self) -> bool {
        !self.contests.is_empty() && !self.offices.contains(&Office::ReturningOfficer)
    }

    fn is_empty(&self) -> bool {
        self.ringing.is_empty()
            && self.watching.is_empty()
            && self.inviting.is_empty()
            && self.contests.is_empty()
            && self.offices.is_empty()
            && self.kept.is_empty()
            && self.keeping.is_none()
            && self.recoveries.is_empty()
            && self.alone.is_empty()
    }
}

unprinted!(Home, Alone);

impl Page for Home {
    fn title_key(&self) -> &'static str {
        "home-title"
    }

    #[expect(clippy::too_many_lines, reason = "one sample after the other")]
    fn samples() -> Vec<(&'static str, Self)> {
        let bank = |name: &str, state| BankLink {
            bank: "0bank0sample0".to_owned(),
            name: name.to_owned(),
            campaign: "Harbour campaign".to_owned(),
            state,
        };
        let page = |shell| Self {
            shell,
            said: None,
            recoveries: Vec::new(),
            alone: Vec::new(),
            ringing: Vec::new(),
            training_key: None,
            watching: Vec::new(),
            inviting: Vec::new(),
            shifts: Vec::new(),
            may_choose: false,
            contests: Vec::new(),
            offices: Vec::new(),
            kept: Vec::new(),
            keeping: None,
            waits: Waits::default(),
        };
        let caller = Self {
            ringing: vec![
                bank("Evening bank", BankState::Open),
                bank("Weekend bank", BankState::Paused),
            ],
            training_key: Some(training_key(false, false)),
            shifts: vec![CampaignLink {
                campaign: "0campaign0sample0".to_owned(),
                name: "Harbour campaign".to_owned(),
                is_whole: false,
            }],
            may_choose: true,
            ..page(Shell::sample("Caller 1", &[Link::Home]))
        };
        let organiser = Self {
            ringing: vec![bank("Evening bank", BankState::Open)],
            training_key: Some(training_key(true, true)),
            watching: vec![
                bank("Evening bank", BankState::Open),
                bank("Weekend bank", BankState::Closed),
            ],
            inviting: vec![CampaignLink {
                campaign: "0campaign0sample0".to_owned(),
                name: "Harbour campaign".to_owned(),
                is_whole: true,
            }],
            ..page(Shell::sample("Organiser 1", &[Link::Home]))
        };
        let offices = Self {
            offices: vec![Office::MembershipOfficer, Office::DataProtectionOfficer],
            waits: Waits {
                reports: Some(3),
                reasons: Some(0),
                questioned: 1,
                late: 2,
                rights: Some(Queued {
                    count: 2,
                    first: Some(sample_stamp(-60)),
                    is_late: true,
                }),
                complaints: Some(Queued {
                    count: 1,
                    first: Some(sample_stamp(20_000)),
                    is_late: false,
                }),
            },
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
                    Link::Installation,
                ],
            ))
        };
        let of_branches = Self {
            kept: vec![
                KeptBranch {
                    name: "Gwynedd".to_owned(),
                    branches: 3,
                },
                KeptBranch {
                    name: "Porth Du".to_owned(),
                    branches: 1,
                },
            ],
            ..page(Shell::sample(
                "Officer 2",
                &[Link::Home, Link::Search, Link::Branches],
            ))
        };
        let told = Self {
            offices: vec![Office::Approver],
            recoveries: vec![
                recovery::sample(),
                Recovery {
                    account: "0own0sample0".to_owned(),
                    is_own: true,
                    ..recovery::sample()
                },
            ],
            ..page(Shell::sample("Approver 1", &[Link::Home, Link::Own]))
        };
        let alone = Self {
            offices: vec![Office::Approver],
            alone: vec![Alone {
                what: "request-kind-grant-term",
                name: "Della Dpo".to_owned(),
                from: sample_stamp(20 * 60),
            }],
            ..page(Shell::sample("Approver 1", &[Link::Home, Link::Own]))
        };
        let keeping = |name, role| Self {
            keeping: Some(Keeping::sample(role)),
            ..page(Shell::sample(name, &[Link::Home, Link::Record]))
        };
        let stopped = Self {
            said: Some("accounts-said-stopped"),
            ..page(Shell::sample("Approver 1", &[Link::Home, Link::Own]))
        };
        let mut frozen = page(Shell::sample("Olwen Organiser", &[Link::Home, Link::Own]));
        frozen.shell.freezes = vec![crate::web::stopped::Stopped::sample()];
        frozen.shell.back = vec![crate::web::stopped::HoursBack::sample()];
        vec![
            ("home-frozen", frozen),
            ("home-recovery", told),
            ("home-alone", alone),
            ("home-recovery-stopped", stopped),
            ("home-caller", caller),
            ("home-organiser", organiser),
            ("home-offices", offices),
            ("home-branches", of_branches),
            (
                "home-committee",
                keeping("Committee member", Keeper::Committee),
            ),
            ("home-auditor", keeping("Auditor 1", Keeper::Auditor)),
            (
                "home-nothing",
                page(Shell::sample("Account 9", &[Link::Home])),
            ),
        ]
    }
}
