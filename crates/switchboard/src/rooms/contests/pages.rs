//! The returning officer's page of a contest.

pub mod calendar;
pub mod ready;

use askama::Template;

use crate::web::page::{Page, Stamp, unprinted};
use crate::web::shell::{Link, Shell, sample_stamp};

/// A contest with its campaigns side by side: `GET /contests/{contest}`.
///
/// Query field `after` for the next page of accounts.
#[derive(Template)]
#[template(path = "contests/contest.html")]
pub struct Contest {
    /// What stands around it.
    pub shell: Shell,
    /// The contest's id.
    pub contest: String,
    /// The contest's name.
    pub name: String,
    /// Where the contest stands.
    pub phase: Phase,
    /// When calling begins.
    pub calling_from: Stamp,
    /// When calling ends.
    pub calling_until: Stamp,
    /// The terms, the same for each campaign.
    pub terms: Terms,
    /// The campaigns.
    pub campaigns: Vec<Campaign>,
    /// The accounts, a page of them.
    pub accounts: Vec<Account>,
    /// Where the next page of accounts begins.
    pub after: Option<String>,
}

/// Where a contest stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Phase {
    /// Calling has not begun.
    Before,
    /// Campaigns may ring.
    Calling,
    /// Calling is over.
    Over,
}

impl Phase {
    /// The key of its sentence.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Before => "contest-phase-before",
            Self::Calling => "contest-phase-calling",
            Self::Over => "contest-phase-over",
        }
    }
}

/// What every campaign gets.
#[derive(Clone, Debug)]
pub struct Terms {
    /// When the members were fixed.
    pub snapshot_at: Stamp,
    /// The message keys of the fields a caller sees: `field-…`.
    pub field_keys: Vec<String>,
    /// Cards for one account in an hour.
    pub cards_hour: u64,
    /// Cards for one account in an evening.
    pub cards_evening: u64,
    /// Cards for one account in the contest.
    pub cards_contest: u64,
}

/// A campaign.
#[derive(Clone, Debug)]
pub struct Campaign {
    /// Its name.
    pub name: String,
    /// The names of its banks.
    pub banks: Vec<String>,
    /// Accounts that may ring.
    pub callers: u64,
    /// Accounts that are on now.
    pub on_now: u64,
    /// Cards dealt so far.
    pub cards: u64,
}

/// An account with what it may do.
#[derive(Clone, Debug)]
pub struct Account {
    /// Its id, in addresses.
    pub account: String,
    /// Its name.
    pub name: String,
    /// The message key of its role: `role-…`.
    pub role_key: String,
    /// The campaign, if the role is a campaign's; the bank, if it is a bank's.
    pub campaign: Option<String>,
    /// Whether it is on.
    pub state: AccountState,
}

/// Whether an account has access, and uses it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AccountState {
    /// Signed in now.
    On,
    /// May sign in.
    Off,
    /// Its access ended.
    Ended,
}

impl AccountState {
    /// The key of what it says.
    pub const fn key(self) -> &'static str {
        match self {
            Self::On => "account-state-on",
            Self::Off => "account-state-off",
            Self::Ended => "account-state-ended",
        }
    }
}

unprinted!(Contest);

impl Page for Contest {
    fn title_key(&self) -> &'static str {
        "contest-title"
    }

    fn samples() -> Vec<(&'static str, Self)> {
        let campaign = |name: &str, on_now, cards| Campaign {
            name: name.to_owned(),
            banks: vec!["Evening bank".to_owned()],
            callers: 3,
            on_now,
            cards,
        };
        let account = |name: &str, role_key: &str, campaign: Option<&str>, state| Account {
            account: format!("0account{}0", name.len()),
            name: name.to_owned(),
            role_key: role_key.to_owned(),
            campaign: campaign.map(str::to_owned),
            state,
        };
        let page = |phase, campaigns, accounts, after| Self {
            shell: Shell::sample("Returning 1", &[Link::Home]),
            contest: "0contest0sample0".to_owned(),
            name: "Leadership 2026".to_owned(),
            phase,
            calling_from: sample_stamp(-1_440),
            calling_until: sample_stamp(8_640),
            terms: Terms {
                snapshot_at: sample_stamp(-2_880),
                field_keys: [
                    "field-name",
                    "field-branch",
                    "field-language",
                    "field-phone",
                ]
                .map(str::to_owned)
                .to_vec(),
                cards_hour: 40,
                cards_evening: 180,
                cards_contest: 1_260,
            },
            campaigns,
            accounts,
            after,
        };
        let accounts = vec![
            account(
                "Organiser 1",
                "role-organiser",
                Some("Harbour campaign"),
                AccountState::Off,
            ),
            account(
                "Caller 1",
                "role-caller",
                Some("Harbour campaign"),
                AccountState::On,
            ),
            account(
                "Caller 5",
                "role-caller",
                Some("Orchard campaign"),
                AccountState::Ended,
            ),
            account("Protection 1", "role-dpo", None, AccountState::On),
        ];
        let campaigns = vec![
            campaign("Harbour campaign", 2, 1_425),
            campaign("Orchard campaign", 1, 1_390),
        ];
        vec![
            (
                "contests-contest",
                page(
                    Phase::Calling,
                    campaigns,
                    accounts,
                    Some("0after0".to_owned()),
                ),
            ),
            (
                "contests-contest-before",
                page(Phase::Before, Vec::new(), Vec::new(), None),
            ),
        ]
    }
}
