//! What an act is done to, with the way up to its campaign and contest.

use super::role::{Role, Scope};
use crate::branches::Lineage;
use crate::freeze::Target;
use crate::ids::{AccountId, BankId, BranchId, CampaignId, CardId, ContestId, LicenceId, MemberId};
use crate::request::Kind;

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
    /// An import that was made at the console, which holds no office and sees no page.
    ConsoleImport,
    /// A branch as a place: the part of the roll that stands in it and under it.
    Branch {
        /// The branch, and all above it.
        stands: Lineage,
    },
    /// One member of the roll.
    Member {
        /// In which branch, and all above it.
        stands: Lineage,
    },
    /// The member's record of whoever asks.
    OwnMember {
        /// In which branch, and all above it.
        stands: Lineage,
    },
    /// What is kept about a member, as the member sees it; of one campaign, where what a campaign wrote is to be opened.
    OwnPage {
        /// The member.
        member: MemberId,
        /// The campaign with its contest; none where nothing of a campaign's own is opened.
        of: Option<(CampaignId, ContestId)>,
    },
    /// An account: its own desk, its own record, its own exposure.
    Account {
        /// The account.
        account: AccountId,
    },
    /// An account whose holder has left, or only keeps the log's checkpoints: a code for it opens their own record to
    /// whoever has the code, and nobody would notice by a password that no longer works.
    Left {
        /// The account.
        account: AccountId,
    },
    /// A role to be given to or taken from an account.
    Term {
        /// Who holds or shall hold it.
        account: AccountId,
        /// The role.
        role: Role,
        /// Where it is held.
        at: Place,
    },
    /// What takes two people.
    Request {
        /// What is asked for.
        kind: Kind,
        /// Who asks, or asked.
        asker: AccountId,
    },
    /// That a member be forgotten, as somebody asks for it: who may hangs on where the member stands.
    ForgetRequest {
        /// Who asks, or asked.
        asker: AccountId,
        /// In which branch the member stands, and all above it.
        stands: Lineage,
    },
    /// A role that takes two people, as one asks for it and another decides.
    TermRequest {
        /// Who asks, or asked.
        asker: AccountId,
        /// Who shall hold it.
        account: AccountId,
        /// The role.
        role: Role,
        /// Where it is to be held.
        at: Place,
    },
    /// An agreed test, as one writes it down and another signs it.
    LicenceRequest {
        /// Which.
        licence: LicenceId,
        /// Who wrote it down.
        asker: AccountId,
        /// Whether they did so as the data protection officer, one of the two who sign.
        guarded: bool,
        /// Whether whoever is asked about is to test under it.
        tests: bool,
    },
    /// An agreed test.
    Licence {
        /// Whether whoever is asked about tests under it.
        tests: bool,
    },
    /// What a campaign wrote about one member, as one asks to read it and another agrees, and as it is read then.
    Answers {
        /// Who asks, or asked.
        asker: AccountId,
        /// Whether they did so as the data protection officer, one of the two.
        guarded: bool,
        /// Whose answers.
        campaign: CampaignId,
        /// Its contest.
        contest: ContestId,
    },
    /// That a campaign be taken out of its contest, as one asks for it and another decides.
    Withdrawal {
        /// Who asks, or asked.
        asker: AccountId,
        /// The campaign.
        campaign: CampaignId,
        /// Its contest.
        contest: ContestId,
    },
    /// Something that stands still, or did.
    Freeze {
        /// Who pressed.
        presser: AccountId,
        /// What stands still.
        target: Target,
        /// Where it stands in the tree, of a branch.
        stands: Lineage,
    },
    /// A way back in that takes two people, as one asks for it and another decides.
    AccountRequest {
        /// Who asks, or asked.
        asker: AccountId,
        /// Whose account it is.
        account: AccountId,
    },
}

/// A place a role can be held in, with its way up; so scope and campaign can't disagree.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// The organisation.
    Organisation,
    /// A branch with all under it. What it belongs to is no part of it: the tree says that, and changes.
    Branch {
        /// The branch.
        branch: BranchId,
    },
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
    /// A bank.
    Bank {
        /// The bank.
        bank: BankId,
        /// Its campaign.
        campaign: CampaignId,
        /// Its contest.
        contest: ContestId,
    },
}

impl Place {
    /// The scope of a term held here.
    pub const fn scope(self) -> Scope {
        match self {
            Self::Organisation => Scope::Organisation,
            Self::Branch { branch } => Scope::Branch(branch),
            Self::Contest { contest } => Scope::Contest(contest),
            Self::Campaign { campaign, .. } => Scope::Campaign(campaign),
            Self::Bank { bank, .. } => Scope::Bank(bank),
        }
    }
}

impl Resource {
    /// The bank it lies in, if any.
    pub const fn bank(&self) -> Option<BankId> {
        match *self {
            Self::Bank { bank, .. }
            | Self::Card { bank, .. }
            | Self::Term {
                at: Place::Bank { bank, .. },
                ..
            }
            | Self::TermRequest {
                at: Place::Bank { bank, .. },
                ..
            } => Some(bank),
            Self::Freeze { target, .. } => target.bank(),
            _ => None,
        }
    }

    /// The campaign it lies in, if any.
    pub const fn campaign(&self) -> Option<CampaignId> {
        match *self {
            Self::Campaign { campaign, .. }
            | Self::Bank { campaign, .. }
            | Self::Card { campaign, .. }
            | Self::Answers { campaign, .. }
            | Self::Withdrawal { campaign, .. }
            | Self::Term {
                at: Place::Campaign { campaign, .. } | Place::Bank { campaign, .. },
                ..
            }
            | Self::TermRequest {
                at: Place::Campaign { campaign, .. } | Place::Bank { campaign, .. },
                ..
            }
            | Self::OwnPage {
                of: Some((campaign, _)),
                ..
            } => Some(campaign),
            Self::Freeze { target, .. } => target.campaign(),
            _ => None,
        }
    }

    /// The contest it lies in, if any.
    pub const fn contest(&self) -> Option<ContestId> {
        match *self {
            Self::Contest { contest }
            | Self::Campaign { contest, .. }
            | Self::Bank { contest, .. }
            | Self::Card { contest, .. }
            | Self::Answers { contest, .. }
            | Self::Withdrawal { contest, .. }
            | Self::Term {
                at:
                    Place::Contest { contest }
                    | Place::Campaign { contest, .. }
                    | Place::Bank { contest, .. },
                ..
            }
            | Self::TermRequest {
                at:
                    Place::Contest { contest }
                    | Place::Campaign { contest, .. }
                    | Place::Bank { contest, .. },
                ..
            }
            | Self::OwnPage {
                of: Some((_, contest)),
                ..
            } => Some(contest),
            Self::Freeze { target, .. } => target.contest(),
            _ => None,
        }
    }

    /// Where in the tree of branches it stands; nowhere for what stands in none.
    pub(crate) const fn stands(&self) -> Lineage {
        match *self {
            Self::Branch { stands }
            | Self::Member { stands }
            | Self::OwnMember { stands }
            | Self::Freeze { stands, .. }
            | Self::ForgetRequest { stands, .. } => stands,
            _ => Lineage::NOWHERE,
        }
    }

    /// Whether a term of this scope reaches it. A branch's reaches members, and no role, no request and no account in it.
    pub(super) fn lies_in(&self, scope: Scope) -> bool {
        match scope {
            Scope::Organisation => true,
            Scope::Branch(branch) => self.stands().is_in(branch),
            Scope::Contest(contest) => self.contest() == Some(contest),
            Scope::Campaign(campaign) => self.campaign() == Some(campaign),
            Scope::Bank(bank) => self.bank() == Some(bank),
        }
    }
}
