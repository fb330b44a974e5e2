//! The permission an act carries.

use super::ask::Leave;
use crate::ids::{AccountId, BankId, BranchId, CampaignId, ContestId};
use crate::moment::Moment;
use crate::policy::{Action, Actor, Opened, Resource};

/// A permission for one act, to be carried to the store beside the act.
///
/// It comes only from [`decide`](crate::policy::decide), can't be copied, and says everything
/// the entry needs.
///
/// ```
/// fn written(grant: &switchboard_rules::policy::Grant) -> &'static str {
///     grant.purpose()
/// }
/// ```
///
/// It can't be put together by hand:
///
/// ```compile_fail,E0451
/// fn forged(other: switchboard_rules::policy::Grant) -> switchboard_rules::policy::Grant {
///     switchboard_rules::policy::Grant { purpose: "anything", ..other }
/// }
/// ```
///
/// nor used for two acts:
///
/// ```compile_fail,E0277
/// fn twice<T: Clone>() {}
/// twice::<switchboard_rules::policy::Grant>();
/// ```
#[derive(Debug)]
pub struct Grant {
    account: AccountId,
    opened: Opened,
    action: Action,
    purpose: &'static str,
    campaign: Option<CampaignId>,
    bank: Option<BankId>,
    contest: Option<ContestId>,
    branch: Option<BranchId>,
    until: Option<Moment>,
}

impl Grant {
    pub(super) const fn sign(
        actor: &Actor,
        action: Action,
        resource: &Resource,
        leave: &Leave,
    ) -> Self {
        Self {
            account: actor.account(),
            opened: actor.opened(),
            action,
            purpose: leave.purpose,
            campaign: resource.campaign(),
            bank: resource.bank(),
            contest: resource.contest(),
            branch: leave.branch,
            until: leave.until,
        }
    }

    /// Who acts.
    pub const fn account(&self) -> AccountId {
        self.account
    }

    /// How their session was opened.
    pub const fn opened(&self) -> Opened {
        self.opened
    }

    /// The one act this is for.
    pub const fn action(&self) -> Action {
        self.action
    }

    /// What the act is for, as the ledger writes it.
    pub const fn purpose(&self) -> &'static str {
        self.purpose
    }

    /// The campaign the act lies in; what the campaign sealed opens only under it.
    pub const fn campaign(&self) -> Option<CampaignId> {
        self.campaign
    }

    /// The bank the act lies in.
    pub const fn bank(&self) -> Option<BankId> {
        self.bank
    }

    /// The contest the act lies in.
    pub const fn contest(&self) -> Option<ContestId> {
        self.contest
    }

    /// The branch whose role it comes from; none where it reaches the whole roll, or comes from something else.
    pub const fn branch(&self) -> Option<BranchId> {
        self.branch
    }

    /// When the role behind it ends by itself; nothing handed out may outlast this.
    pub const fn until(&self) -> Option<Moment> {
        self.until
    }
}
