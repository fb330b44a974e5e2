//! What an act is done to, with the way up to its campaign and contest.

use super::role::{Role, Scope};
use crate::ids::{AccountId, BankId, CampaignId, CardId, ContestId};

/// What an act is done to.
///
/// The store fills in bank, campaign and contest from the rows it has read; a room never states
/// whose a thing is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Resource {
    /// The organisation as a whole: the import page, the search page, the list of accounts.
    Organisation,
    /// A contest.
    Contest {
        /// The contest.
        contest: ContestId,
    },
    /// A campaign.
    Campaign {
        /// The campaign.
        campaign: CampaignId,
        /// Its contest.
        contest: ContestId,
    },
    /// A phone bank.
    Bank {
        /// The bank.
        bank: BankId,
        /// Its campaign.
        campaign: CampaignId,
        /// Its contest.
        contest: ContestId,
    },
    /// A card on somebody's desk, open or closed.
    Card {
        /// The card.
        card: CardId,
        /// Its bank.
        bank: BankId,
        /// Its campaign.
        campaign: CampaignId,
        /// Its contest.
        contest: ContestId,
        /// Whose desk it was dealt to.
        holder: AccountId,
    },
    /// The ledger.
    Ledger,
    /// An import.
    Import {
        /// Who uploaded the file.
        uploader: AccountId,
    },
    /// One member of the roll.
    Member,
    /// An account: its own desk, its own record, its own exposure.
    Account {
        /// The account.
        account: AccountId,
    },
    /// A role to be given to or taken from an account.
    Term {
        /// Who holds or shall hold it.
        account: AccountId,
        /// The role.
        role: Role,
        /// How far it reaches.
        scope: Scope,
        /// The campaign it lies in, if any.
        campaign: Option<CampaignId>,
        /// The contest it lies in, if any.
        contest: Option<ContestId>,
    },
}

impl Resource {
    /// The bank it lies in, if any.
    pub const fn bank(&self) -> Option<BankId> {
        match *self {
            Self::Bank { bank, .. } | Self::Card { bank, .. } => Some(bank),
            Self::Term {
                scope: Scope::Bank(bank),
                ..
            } => Some(bank),
            _ => None,
        }
    }

    /// The campaign it lies in, if any.
    pub const fn campaign(&self) -> Option<CampaignId> {
        match *self {
            Self::Campaign { campaign, .. }
            | Self::Bank { campaign, .. }
            | Self::Card { campaign, .. } => Some(campaign),
            Self::Term { campaign, .. } => campaign,
            _ => None,
        }
    }

    /// The contest it lies in, if any.
    pub const fn contest(&self) -> Option<ContestId> {
        match *self {
            Self::Contest { contest }
            | Self::Campaign { contest, .. }
            | Self::Bank { contest, .. }
            | Self::Card { contest, .. } => Some(contest),
            Self::Term { contest, .. } => contest,
            _ => None,
        }
    }

    /// Whether a term of this scope reaches it.
    pub(super) fn lies_in(&self, scope: Scope) -> bool {
        match scope {
            Scope::Organisation => true,
            Scope::Contest(contest) => self.contest() == Some(contest),
            Scope::Campaign(campaign) => self.campaign() == Some(campaign),
            Scope::Bank(bank) => self.bank() == Some(bank),
        }
    }
}
