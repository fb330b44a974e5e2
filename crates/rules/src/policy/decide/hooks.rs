//! Webhooks: who has an address told what happens.

use super::ask::{Ask, Verdict};
use crate::policy::{Action, Reason, Resource, Role};

/// The organisation's are the membership officer's and the data protection officer's, a campaign's its organisers'. The data
/// protection officer sees those too, and removes them: what leaves the house is theirs to answer for.
pub(super) fn judge(ask: &Ask<'_>, action: Action) -> Verdict {
    match (ask.resource, action) {
        (Resource::Organisation, _) => ask.holds(&[Role::MembershipOfficer, Role::Dpo]),
        (Resource::Campaign { .. }, Action::SeeHooks | Action::RemoveHook) => {
            ask.holds(&[Role::Organiser, Role::Dpo])
        }
        (Resource::Campaign { .. }, _) => ask.holds(&[Role::Organiser]),
        _ => Err(Reason::NoSuchAct),
    }
}
