//! The organisation's side: contests, the roll, the ledger, accounts and roles.

use super::ask::{Ask, Leave, Verdict};
use crate::ids::AccountId;
use crate::policy::{Opened, Place, Reason, Resource, Role};

const OFFICER: &[Role] = &[Role::MembershipOfficer];
const RETURNING: &[Role] = &[Role::ReturningOfficer];
const DPO: &[Role] = &[Role::Dpo];

pub(super) fn add_contest(ask: &Ask<'_>) -> Verdict {
    match ask.resource {
        Resource::Organisation => ask.holds(RETURNING),
        _ => Err(Reason::NoSuchAct),
    }
}

pub(super) fn add_campaign(ask: &Ask<'_>) -> Verdict {
    in_contest(ask)
}

pub(super) fn open_phase(ask: &Ask<'_>) -> Verdict {
    in_contest(ask)
}

fn in_contest(ask: &Ask<'_>) -> Verdict {
    match ask.resource {
        Resource::Contest { .. } => ask.holds(RETURNING),
        _ => Err(Reason::NoSuchAct),
    }
}

/// Keys are files of the machine: only whoever holds it changes them.
pub(super) fn change_keys(ask: &Ask<'_>) -> Verdict {
    match ask.resource {
        Resource::Organisation => ask.console_or(&[]),
        _ => Err(Reason::NoSuchAct),
    }
}

pub(super) fn import(ask: &Ask<'_>) -> Verdict {
    match ask.resource {
        Resource::Organisation => ask.console_or(OFFICER),
        _ => Err(Reason::NoSuchAct),
    }
}

pub(super) fn see_import(ask: &Ask<'_>) -> Verdict {
    match ask.resource {
        Resource::Import { .. } => ask.console_or(OFFICER),
        _ => Err(Reason::NoSuchAct),
    }
}

/// Rejected rows hold people's data as typed: only who uploaded them gets them back.
pub(super) fn take_rejects(ask: &Ask<'_>) -> Verdict {
    match *ask.resource {
        Resource::Import { uploader } => {
            let leave = ask.console_or(OFFICER)?;
            if ask.is_self(uploader) {
                Ok(leave)
            } else {
                Err(Reason::NotYourImport)
            }
        }
        _ => Err(Reason::NoSuchAct),
    }
}

pub(super) fn search_members(ask: &Ask<'_>) -> Verdict {
    match ask.resource {
        Resource::Organisation => ask.holds(OFFICER),
        _ => Err(Reason::NoSuchAct),
    }
}

pub(super) fn open_member(ask: &Ask<'_>) -> Verdict {
    match ask.resource {
        Resource::Member => ask.holds(OFFICER),
        _ => Err(Reason::NoSuchAct),
    }
}

pub(super) fn see_reports(ask: &Ask<'_>) -> Verdict {
    search_members(ask)
}

/// Settling acts on one member's stops.
pub(super) fn settle_report(ask: &Ask<'_>) -> Verdict {
    open_member(ask)
}

pub(super) fn see_ledger(ask: &Ask<'_>) -> Verdict {
    match ask.resource {
        Resource::Ledger => ask.holds(DPO),
        _ => Err(Reason::NoSuchAct),
    }
}

/// Everybody sees what is kept about themselves, without any role and also while frozen.
pub(super) fn see_own_record(ask: &Ask<'_>) -> Verdict {
    match *ask.resource {
        Resource::Account { account } if ask.is_self(account) => {
            Ok(Leave::for_purpose("see one's own record"))
        }
        Resource::Account { .. } => Err(Reason::NotYours),
        _ => Err(Reason::NoSuchAct),
    }
}

pub(super) fn see_exposure(ask: &Ask<'_>) -> Verdict {
    match *ask.resource {
        Resource::Account { account } if ask.is_self(account) => Ok(Leave::for_purpose(
            "see the most one's own account can learn",
        )),
        Resource::Account { .. } | Resource::Organisation => ask.holds(DPO),
        Resource::Contest { .. } => ask.holds(&[Role::ReturningOfficer, Role::Dpo]),
        Resource::Campaign { .. } | Resource::Bank { .. } => {
            ask.holds(&[Role::Organiser, Role::ReturningOfficer, Role::Dpo])
        }
        _ => Err(Reason::NoSuchAct),
    }
}

pub(super) fn see_accounts(ask: &Ask<'_>) -> Verdict {
    match ask.resource {
        Resource::Organisation => ask.console_or(DPO),
        Resource::Contest { .. } => ask.holds(&[Role::ReturningOfficer, Role::Dpo]),
        Resource::Campaign { .. } | Resource::Bank { .. } => {
            ask.holds(&[Role::Organiser, Role::ReturningOfficer, Role::Dpo])
        }
        _ => Err(Reason::NoSuchAct),
    }
}

/// An account by itself may do nothing; who will give it a role may add it.
pub(super) fn add_account(ask: &Ask<'_>) -> Verdict {
    match ask.resource {
        Resource::Organisation => ask.console_or(RETURNING),
        Resource::Contest { .. } => ask.holds(RETURNING),
        Resource::Campaign { .. } => {
            let leave = ask.holds(&[Role::Organiser])?;
            ask.thawed()?;
            Ok(leave)
        }
        _ => Err(Reason::NoSuchAct),
    }
}

/// Nobody gives a role to themselves, and no official makes another of their own kind.
///
/// The console gives any role (and mails the officers); the returning officer makes organisers,
/// an organiser makes callers, and none while frozen.
pub(super) fn grant_term(ask: &Ask<'_>) -> Verdict {
    let (account, role, at) = term(ask)?;
    if !role.fits(at.scope()) {
        return Err(Reason::NoSuchAct);
    }
    if ask.is_self(account) {
        return Err(Reason::NotYoursToGive);
    }
    let leave = given_by(ask, givers(role))?;
    match ask.actor.opened {
        Opened::Console => {}
        Opened::Code | Opened::Token | Opened::Demo => ask.thawed()?,
    }
    Ok(leave)
}

/// Who gives a role may take it; the returning officer may stop any caller, and everybody may lay
/// down their own.
pub(super) fn end_term(ask: &Ask<'_>) -> Verdict {
    let (account, role, _) = term(ask)?;
    if ask.is_self(account) {
        return Ok(Leave::for_purpose("lay down one's own role"));
    }
    let takers = match role {
        Role::Caller => &[Role::Organiser, Role::ReturningOfficer],
        Role::Organiser | Role::MembershipOfficer | Role::ReturningOfficer | Role::Dpo => {
            givers(role)
        }
    };
    given_by(ask, takers)
}

const fn givers(role: Role) -> &'static [Role] {
    match role {
        Role::Caller => &[Role::Organiser],
        Role::Organiser => RETURNING,
        Role::MembershipOfficer | Role::ReturningOfficer | Role::Dpo => &[],
    }
}

fn given_by(ask: &Ask<'_>, roles: &[Role]) -> Verdict {
    match ask.actor.opened {
        Opened::Console => ask.console_or(&[]),
        Opened::Code | Opened::Token | Opened::Demo => ask.holds(roles).map_err(|reason| {
            // The account reaches the place, so it may know that others give this role.
            if reason == Reason::NotYourRole {
                Reason::NotYoursToGive
            } else {
                reason
            }
        }),
    }
}

const fn term(ask: &Ask<'_>) -> Result<(AccountId, Role, Place), Reason> {
    match *ask.resource {
        Resource::Term { account, role, at } => Ok((account, role, at)),
        _ => Err(Reason::NoSuchAct),
    }
}
