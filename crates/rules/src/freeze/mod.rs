//! Freezes: what one press stops, for how long, and what it cost those whom it stopped.
//!
//! ```text
//! pressed ─▶ in force ─┬─▶ lapsed      4 hours after the press
//!                      ├─▶ confirmed ─▶ over 7 days after, or lifted
//!                      └─▶ lifted
//! ```
//! Pressing never waits for anybody, so nothing that one person pressed lasts: what the same person froze within a day counts
//! from the first press, and what holds it or lies in it counts together ([`until`]).

mod back;
mod bound;
mod nature;

pub use back::{
    Back, NotBack, Owed, WINDOW_MIN, WINDOWS_MAX, back, counted, exposure_with, hours_lost,
    left_in, may_give, raised, spend_in,
};
pub use bound::{Pressed, Reach, TOGETHER, until};
pub use nature::Nature;

use crate::ids::{AccountId, BankId, BranchId, CampaignId, ContestId};
use crate::moment::{Moment, Span};
use crate::policy::{Action, Resource, Term};

/// How long one person's word lasts: an evening of calls, and no longer.
pub const LAPSES_AFTER: Span = Span::hours(4);
/// How long what two people agreed on lasts: long enough to look into it. What shall last longer is an end, which has acts of its
/// own, or is pressed and confirmed again.
pub const CONFIRMED_FOR: Span = Span::days(7);
/// Within this the same person's presses count from the first.
pub const SAME_PERSON_WITHIN: Span = Span::hours(24);

/// What kind of thing stands still.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum What {
    /// Whatever one account does.
    Account,
    /// One phone bank.
    Bank,
    /// One campaign.
    Campaign,
    /// Those who stand in a branch and under it.
    Branch,
    /// One contest.
    Contest,
    /// Every look at a member, whoever looks.
    Reading,
}

impl What {
    /// Every kind.
    pub const ALL: [Self; 6] = [
        Self::Account,
        Self::Bank,
        Self::Campaign,
        Self::Branch,
        Self::Contest,
        Self::Reading,
    ];

    /// The word in tables, entries and the API.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Account => "account",
            Self::Bank => "bank",
            Self::Campaign => "campaign",
            Self::Branch => "branch",
            Self::Contest => "contest",
            Self::Reading => "reading",
        }
    }

    /// The kind of this word, if there is one.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|what| what.code() == code)
    }

    /// How much stands still by it, as a rank: of two that overlap the wider one stops more people.
    pub const fn width(self) -> u8 {
        match self {
            Self::Account => 0,
            Self::Bank => 1,
            Self::Campaign => 2,
            Self::Contest | Self::Branch => 3,
            Self::Reading => 4,
        }
    }

    /// Whether an act on a thing that such a freeze covers is stopped by it.
    pub const fn stops(self, action: Action, resource: &Resource) -> bool {
        match (self, Nature::on(action, resource)) {
            (_, Nature::Free) => false,
            (Self::Account, _) | (_, Nature::Shows) => true,
            (what, Nature::Does) => !matches!(what, Self::Reading),
            (_, Nature::Runs | Nature::Guards) => false,
        }
    }
}

/// What stands still, with the way up to its contest.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Target {
    /// An account.
    Account(AccountId),
    /// A phone bank.
    Bank {
        /// The bank.
        bank: BankId,
        /// Its campaign.
        campaign: CampaignId,
        /// Its contest.
        contest: ContestId,
    },
    /// A campaign.
    Campaign {
        /// The campaign.
        campaign: CampaignId,
        /// Its contest.
        contest: ContestId,
    },
    /// A branch with all under it, in the tree as it is when somebody acts.
    Branch(BranchId),
    /// A contest.
    Contest(ContestId),
    /// Every look at a member.
    Reading,
}

impl Target {
    /// Its kind.
    pub const fn what(self) -> What {
        match self {
            Self::Account(_) => What::Account,
            Self::Bank { .. } => What::Bank,
            Self::Campaign { .. } => What::Campaign,
            Self::Branch(_) => What::Branch,
            Self::Contest(_) => What::Contest,
            Self::Reading => What::Reading,
        }
    }

    /// Its own id; nothing but zeros for all reading.
    pub const fn id(&self) -> [u8; 16] {
        match self {
            Self::Account(id) => *id.as_bytes(),
            Self::Bank { bank, .. } => *bank.as_bytes(),
            Self::Campaign { campaign, .. } => *campaign.as_bytes(),
            Self::Branch(id) => *id.as_bytes(),
            Self::Contest(id) => *id.as_bytes(),
            Self::Reading => [0; 16],
        }
    }

    /// As a form and an address name it: `campaign-…`; the way up is looked up where it is pressed.
    pub fn word(self) -> String {
        format!(
            "{}-{}",
            self.what().code(),
            AccountId::from_bytes(self.id())
        )
    }

    /// Reads [`Target::word`]; banks and campaigns come without their way up.
    pub fn parse(word: &str) -> Option<Self> {
        let (what, id) = word.split_once('-')?;
        let id = *AccountId::parse(id).ok()?.as_bytes();
        let (campaign, contest) = (
            CampaignId::from_bytes([0; 16]),
            ContestId::from_bytes([0; 16]),
        );
        Some(match What::from_code(what)? {
            What::Account => Self::Account(AccountId::from_bytes(id)),
            What::Branch => Self::Branch(BranchId::from_bytes(id)),
            What::Contest => Self::Contest(ContestId::from_bytes(id)),
            What::Reading => Self::Reading,
            What::Campaign => Self::Campaign {
                campaign: CampaignId::from_bytes(id),
                contest,
            },
            What::Bank => Self::Bank {
                bank: BankId::from_bytes(id),
                campaign,
                contest,
            },
        })
    }

    /// The bank it is, if it is one.
    pub const fn bank(self) -> Option<BankId> {
        match self {
            Self::Bank { bank, .. } => Some(bank),
            _ => None,
        }
    }

    /// The campaign that it is or lies in.
    pub const fn campaign(self) -> Option<CampaignId> {
        match self {
            Self::Bank { campaign, .. } | Self::Campaign { campaign, .. } => Some(campaign),
            _ => None,
        }
    }

    /// The contest that it is or lies in.
    pub const fn contest(self) -> Option<ContestId> {
        match self {
            Self::Bank { contest, .. }
            | Self::Campaign { contest, .. }
            | Self::Contest(contest) => Some(contest),
            _ => None,
        }
    }

    /// Whether an act of `actor` on `resource` lies in what stands still.
    pub fn covers(self, actor: AccountId, resource: &Resource) -> bool {
        match self {
            Self::Account(account) => account == actor,
            Self::Bank { bank, .. } => resource.bank() == Some(bank),
            Self::Campaign { campaign, .. } => resource.campaign() == Some(campaign),
            Self::Branch(branch) => resource.stands().is_in(branch),
            Self::Contest(contest) => resource.contest() == Some(contest),
            Self::Reading => true,
        }
    }

    /// Whether one of two holds the other, or they are the same: freezing one after the other would freeze the same for longer.
    /// A branch's members are rung by every campaign. Where an account rings or plans, [`Reach`] knows.
    pub fn overlaps(self, other: Self) -> bool {
        match (self, other) {
            (Self::Reading, _) | (_, Self::Reading) => true,
            (Self::Account(_), _) | (_, Self::Account(_)) | (Self::Branch(_), Self::Branch(_)) => {
                self == other
            }
            (Self::Branch(_), _) | (_, Self::Branch(_)) => true,
            (Self::Contest(_), _) | (_, Self::Contest(_)) => self.contest() == other.contest(),
            (Self::Campaign { .. }, _) | (_, Self::Campaign { .. }) => {
                self.campaign() == other.campaign()
            }
            (Self::Bank { bank, .. }, Self::Bank { bank: same, .. }) => bank == same,
        }
    }
}

/// Something that stands still now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Standing {
    /// What.
    pub target: Target,
    /// Whether a second person confirmed it.
    pub confirmed: bool,
}

/// Whoever acts, as a freeze sees them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Who {
    /// Their account.
    pub account: AccountId,
    /// Whether they hold an office now ([`holds_office`]).
    pub in_office: bool,
}

/// Whether one of these roles is, now, an office.
pub fn holds_office(terms: &[Term], now: Moment) -> bool {
    let mut running = terms.iter().filter(|term| term.runs(now));
    running.any(|term| term.role.is_office())
}

/// The freeze that stops this act, of those in force.
///
/// One official must not lock the others out by freezing their accounts: what they end, lift and decide goes on until a
/// second person confirms.
pub fn stopping(
    in_force: &[Standing],
    who: Who,
    action: Action,
    resource: &Resource,
) -> Option<What> {
    let nature = Nature::on(action, resource);
    if nature == Nature::Free {
        return None;
    }
    let spares = |one: &Standing| {
        nature == Nature::Guards
            && who.in_office
            && !one.confirmed
            && one.target.what() == What::Account
    };
    let mut stops = in_force
        .iter()
        .filter(|one| one.target.covers(who.account, resource) && !spares(one))
        .map(|one| one.target.what());
    stops.find(|what| what.stops(action, resource))
}

/// A stretch of time; its end is no part of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stretch {
    /// Its first moment.
    pub from: Moment,
    /// The first moment after it.
    pub until: Moment,
}

impl Stretch {
    /// How long it lasts; nothing where it ends before it begins.
    pub fn length(self) -> Span {
        if self.until <= self.from {
            return Span::ZERO;
        }
        self.until.since(self.from)
    }

    /// How much of it lies in the other: the hours of calls that a freeze took.
    pub fn shared(self, other: Self) -> Span {
        let both = Self {
            from: self.from.max(other.from),
            until: self.until.min(other.until),
        };
        both.length()
    }

    /// Whether a moment lies in it.
    pub fn holds(self, at: Moment) -> bool {
        self.from <= at && at < self.until
    }
}

/// How much of a freeze lay in times of calls; what lies in two of them counts once.
pub fn lost(freeze: Stretch, calls: &[Stretch]) -> Span {
    let mut calls = calls.to_vec();
    calls.sort_unstable_by_key(|one| one.from);
    let mut counted = freeze.from;
    let mut sum = Span::ZERO;
    for one in calls {
        let rest = Stretch {
            from: counted.max(one.from),
            until: freeze.until.min(one.until),
        };
        sum = Span::millis(sum.as_millis().saturating_add(rest.length().as_millis()));
        counted = counted.max(rest.until);
    }
    sum
}

/// How long several stretches are together; what lies in two of them counts once.
pub fn union(all: &[Stretch]) -> Span {
    let from = all.iter().map(|one| one.from).min();
    let until = all.iter().map(|one| one.until).max();
    let (Some(from), Some(until)) = (from, until) else {
        return Span::ZERO;
    };
    lost(Stretch { from, until }, all)
}

#[cfg(test)]
mod tests;
