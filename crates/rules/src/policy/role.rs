//! Roles, how far they reach, and for how long.

use crate::ids::{BankId, BranchId, CampaignId, ContestId};
use crate::moment::Moment;

/// What somebody is there for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// Keeps the roll of members.
    MembershipOfficer,
    /// Runs contests.
    ReturningOfficer,
    /// The data protection officer.
    Dpo,
    /// The second person who agrees, where two must; keeps no roll and sees no member.
    Approver,
    /// Plans a campaign's calls; sees counts, never people.
    Organiser,
    /// Rings members for a campaign, one at a time.
    Caller,
    /// A member of the body that watches the contest for the members; holds the log to what it was and sees no member.
    Committee,
    /// An auditor or trustee from outside the offices; the same, and no office chooses who it is.
    Auditor,
}

impl Role {
    /// Every role.
    pub const ALL: [Self; 8] = [
        Self::MembershipOfficer,
        Self::ReturningOfficer,
        Self::Dpo,
        Self::Approver,
        Self::Organiser,
        Self::Caller,
        Self::Committee,
        Self::Auditor,
    ];

    /// What the role's acts are for, as the ledger writes it and members read it.
    pub const fn purpose(self) -> &'static str {
        match self {
            Self::MembershipOfficer => "keep the roll of members right",
            Self::ReturningOfficer => "run the contest on the same terms for all",
            Self::Dpo => "check how members' data is used",
            Self::Approver => "be the second person who agrees",
            Self::Organiser => "plan the campaign's calls",
            Self::Caller => "dial members for the campaign",
            Self::Committee => "watch the contest for the members",
            Self::Auditor => "check the log from outside the offices",
        }
    }

    /// The role's name in tables, the API and exports.
    pub const fn text(self) -> &'static str {
        match self {
            Self::MembershipOfficer => "membership-officer",
            Self::ReturningOfficer => "returning-officer",
            Self::Dpo => "dpo",
            Self::Approver => "approver",
            Self::Organiser => "organiser",
            Self::Caller => "caller",
            Self::Committee => "committee",
            Self::Auditor => "auditor",
        }
    }

    /// The role of this name, if there is one.
    pub fn from_text(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.text() == text)
    }

    /// The key of the role's name in the message files.
    pub const fn label(self) -> &'static str {
        match self {
            Self::MembershipOfficer => "role-membership-officer",
            Self::ReturningOfficer => "role-returning-officer",
            Self::Dpo => "role-dpo",
            Self::Approver => "role-approver",
            Self::Organiser => "role-organiser",
            Self::Caller => "role-caller",
            Self::Committee => "role-committee",
            Self::Auditor => "role-auditor",
        }
    }

    /// The key of what it is for, in the message files.
    pub const fn purpose_label(self) -> &'static str {
        match self {
            Self::MembershipOfficer => "purpose-membership-officer",
            Self::ReturningOfficer => "purpose-returning-officer",
            Self::Dpo => "purpose-dpo",
            Self::Approver => "purpose-approver",
            Self::Organiser => "purpose-organiser",
            Self::Caller => "purpose-caller",
            Self::Committee => "purpose-committee",
            Self::Auditor => "purpose-auditor",
        }
    }

    /// Whether it is an office of the organisation: its holder signs in with a password and a number from an app, and
    /// hears of what touches accounts.
    pub const fn is_office(self) -> bool {
        match self {
            Self::MembershipOfficer | Self::ReturningOfficer | Self::Dpo | Self::Approver => true,
            // Who checks the offices is none of them: they hear of no account and decide nothing.
            Self::Organiser | Self::Caller | Self::Committee | Self::Auditor => false,
        }
    }

    /// Whether nobody gives it alone: an office, and the role that plans what a campaign does with members.
    pub const fn takes_two(self) -> bool {
        match self {
            Self::MembershipOfficer
            | Self::ReturningOfficer
            | Self::Dpo
            | Self::Approver
            | Self::Organiser => true,
            // Who checks the offices is chosen by none of them: see `policy::decide`.
            Self::Caller | Self::Committee | Self::Auditor => false,
        }
    }

    /// Whether its holder keeps copies of the log outside this machine: gets the nightly letter with the checkpoint.
    ///
    /// Everybody with a side of their own does; callers come and go, and their campaign's organisers keep them for them.
    pub const fn keeps_checkpoints(self) -> bool {
        match self {
            Self::MembershipOfficer
            | Self::ReturningOfficer
            | Self::Dpo
            | Self::Approver
            | Self::Organiser
            | Self::Committee
            | Self::Auditor => true,
            Self::Caller => false,
        }
    }

    /// Whether it is there for that alone: to hold the log to what it was.
    pub const fn only_keeps(self) -> bool {
        match self {
            Self::Committee | Self::Auditor => true,
            Self::MembershipOfficer
            | Self::ReturningOfficer
            | Self::Dpo
            | Self::Approver
            | Self::Organiser
            | Self::Caller => false,
        }
    }

    /// Whether the role can be held this far.
    ///
    /// A campaign's role never reaches over two campaigns: a term that says so gives nothing.
    pub const fn fits(self, scope: Scope) -> bool {
        match self {
            // Keeping the roll can be divided; checking it, agreeing to it and running a contest can't: who checks one branch
            // sees no whole, and a second person of one branch would be the first one's neighbour.
            Self::MembershipOfficer => matches!(scope, Scope::Organisation | Scope::Branch(_)),
            Self::Dpo | Self::Approver | Self::Auditor => matches!(scope, Scope::Organisation),
            Self::ReturningOfficer | Self::Committee => {
                matches!(scope, Scope::Organisation | Scope::Contest(_))
            }
            // Who organises one bank sees that bank and no other.
            Self::Organiser | Self::Caller => matches!(scope, Scope::Campaign(_) | Scope::Bank(_)),
        }
    }
}

/// How far a term reaches.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Scope {
    /// The whole organisation.
    Organisation,
    /// The members of one branch and of all under it, wherever the tree puts them.
    Branch(BranchId),
    /// One contest with its campaigns.
    Contest(ContestId),
    /// One campaign with its banks.
    Campaign(CampaignId),
    /// One bank.
    Bank(BankId),
}

/// A role held by an account for a time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Term {
    /// The role.
    pub role: Role,
    /// How far it reaches.
    pub scope: Scope,
    /// When it begins.
    pub from: Moment,
    /// When it ends by itself; this moment is already outside.
    pub until: Option<Moment>,
    /// Whether somebody ended it before its time.
    pub ended: bool,
}

impl Term {
    /// Whether the role can be used at `now`.
    pub fn runs(&self, now: Moment) -> bool {
        !self.ended && self.from <= now && !self.is_past(now)
    }

    /// Whether the role was held once and is no more.
    pub fn is_over(&self, now: Moment) -> bool {
        self.ended || self.is_past(now)
    }

    fn is_past(&self, now: Moment) -> bool {
        self.until.is_some_and(|until| until <= now)
    }
}
