//! Freezes: what one press stops, for how long, and what it cost those whom it stopped.
//!
//! ```text
//! pressed ─▶ in force ─┬─▶ lapsed      4 hours after the press
//!                      ├─▶ confirmed ─▶ over 7 days after, or lifted
//!                      └─▶ lifted
//! ```
//! Pressing never waits for anybody, so nothing that one person pressed lasts: what the same person froze within a day, or
//! what holds it or lies in it, counts from the first press ([`until`]).

mod nature;

pub use nature::Nature;

use crate::ids::{AccountId, BankId, BranchId, CampaignId, ContestId};
use crate::moment::{Moment, Span};
use crate::policy::{Action, Resource};

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

    /// Whether an act that such a freeze covers is stopped by it.
    pub const fn stops(self, action: Action) -> bool {
        match (self, Nature::of(action)) {
            (_, Nature::Free) => false,
            (Self::Account, _) | (_, Nature::Shows) => true,
            (what, Nature::Does) => !matches!(what, Self::Reading),
            (_, Nature::Runs) => false,
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
    pub fn overlaps(self, other: Self) -> bool {
        match (self, other) {
            (Self::Reading, _) | (_, Self::Reading) => true,
            (Self::Account(_) | Self::Branch(_), _) | (_, Self::Account(_) | Self::Branch(_)) => {
                self == other
            }
            (Self::Contest(_), _) | (_, Self::Contest(_)) => self.contest() == other.contest(),
            (Self::Campaign { .. }, _) | (_, Self::Campaign { .. }) => {
                self.campaign() == other.campaign()
            }
            (Self::Bank { bank, .. }, Self::Bank { bank: same, .. }) => bank == same,
        }
    }
}

/// The freeze that stops this act, of those in force.
pub fn stopping(
    in_force: &[Target],
    actor: AccountId,
    action: Action,
    resource: &Resource,
) -> Option<What> {
    if Nature::of(action) == Nature::Free {
        return None;
    }
    let mut stops = in_force
        .iter()
        .filter(|target| target.covers(actor, resource));
    stops
        .find(|target| target.what().stops(action))
        .map(|target| target.what())
}

/// One earlier press of the same person.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pressed {
    /// What was frozen.
    pub target: Target,
    /// When.
    pub at: Moment,
    /// Whether a second person confirmed it.
    pub confirmed: bool,
}

/// Until when a press at `now` lasts; none where the same person's presses are spent for the day.
///
/// What nobody confirmed and overlaps it within the last day counts: the four hours run from the first of those presses.
pub fn until(target: Target, now: Moment, earlier: &[Pressed]) -> Option<Moment> {
    let counts = earlier.iter().filter(|one| {
        !one.confirmed && one.at.plus(SAME_PERSON_WITHIN) > now && one.target.overlaps(target)
    });
    let first = counts.map(|one| one.at).min().unwrap_or(now);
    let until = first.plus(LAPSES_AFTER);
    (until > now).then_some(until)
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

#[cfg(test)]
mod tests;
