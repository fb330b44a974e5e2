//! Joining: who invites people to ring, and what a caller may set without an app.

use super::ask::{Ask, Leave, Verdict};
use crate::policy::{Opened, Reason, Resource, Role};

const ORGANISER: &[Role] = &[Role::Organiser];

/// Whoever makes callers invites them; none while the campaign is frozen. Asked again, of whoever invited, when somebody joins.
pub(super) fn invite(ask: &Ask<'_>) -> Verdict {
    see_invitations(ask)
}

pub(super) fn see_invitations(ask: &Ask<'_>) -> Verdict {
    match ask.resource {
        // Who organises one bank invites for that bank, and sees whom they invited to it.
        Resource::Campaign { .. } | Resource::Bank { .. } => ask.holds(ORGANISER),
        _ => Err(Reason::NoSuchAct),
    }
}

/// Also while frozen: it ends what would let somebody in.
pub(super) fn take_back_invitation(ask: &Ask<'_>) -> Verdict {
    see_invitations(ask)
}

/// Everybody sets their own, who came in with a code, holds a caller's role and no other, now or from a later day on.
pub(super) fn set_callers_password(ask: &Ask<'_>) -> Verdict {
    match (*ask.resource, ask.actor.opened) {
        (Resource::Account { account }, Opened::Code | Opened::Joined | Opened::Demo)
            if ask.is_self(account) && only_rings(ask) =>
        {
            Ok(Leave::for_purpose("choose one's own password"))
        }
        (Resource::Account { .. }, _) => Err(Reason::NotYours),
        _ => Err(Reason::NoSuchAct),
    }
}

/// The same for a key of one's browser and a PIN: whoever comes in with it had a code that somebody handed them who knows
/// them. A key of somebody who also holds another role would open nothing.
pub(super) fn add_own_device_key(ask: &Ask<'_>) -> Verdict {
    match (*ask.resource, ask.actor.opened) {
        (Resource::Account { account }, Opened::Code | Opened::Joined | Opened::Demo)
            if ask.is_self(account) && only_rings(ask) =>
        {
            Ok(Leave::for_purpose("add a device key of one's own"))
        }
        (Resource::Account { .. }, _) => Err(Reason::NotYours),
        _ => Err(Reason::NoSuchAct),
    }
}

/// Whether the account rings now, and holds nothing else that isn't over.
fn only_rings(ask: &Ask<'_>) -> bool {
    let held = || ask.actor.terms.iter().filter(|term| !term.is_over(ask.now));
    held().any(|term| term.runs(ask.now)) && held().all(|term| term.role == Role::Caller)
}
