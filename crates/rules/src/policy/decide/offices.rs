//! The organisation's side: contests, the roll, the ledger.

use super::ask::{Ask, Leave, Verdict};
use crate::policy::{Reason, Resource, Role};

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

/// Dates are no secret: whoever holds any role sees those of the contests they work for.
pub(super) fn see_calendar(ask: &Ask<'_>) -> Verdict {
    match *ask.resource {
        Resource::Account { account } if ask.is_self(account) => {
            let held = Role::ALL.iter().map(|role| ask.holds_somewhere(*role));
            held.reduce(Result::or).unwrap_or(Err(Reason::NotYours))
        }
        Resource::Account { .. } => Err(Reason::NotYours),
        _ => Err(Reason::NoSuchAct),
    }
}

/// Whoever runs the contest gets it ready; whoever checks it signs.
pub(super) fn see_ready(ask: &Ask<'_>) -> Verdict {
    match ask.resource {
        Resource::Contest { .. } => ask.holds(&[Role::ReturningOfficer, Role::Dpo]),
        _ => Err(Reason::NoSuchAct),
    }
}

pub(super) fn sign_ready(ask: &Ask<'_>) -> Verdict {
    match ask.resource {
        Resource::Contest { .. } => ask.holds(DPO),
        _ => Err(Reason::NoSuchAct),
    }
}

/// Who speaks for the organisation towards its members; no campaign's organiser does.
pub(super) fn set_opening(ask: &Ask<'_>) -> Verdict {
    match ask.resource {
        Resource::Organisation => ask.holds(&[Role::MembershipOfficer, Role::Dpo]),
        _ => Err(Reason::NoSuchAct),
    }
}

pub(super) fn see_complaints(ask: &Ask<'_>) -> Verdict {
    match ask.resource {
        Resource::Organisation => ask.holds(DPO),
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

/// Whom an import left is for whoever imported to look at. Of one that was made at the console nobody would, so that any
/// officer may.
pub(super) fn see_import_notes(ask: &Ask<'_>) -> Verdict {
    match ask.resource {
        Resource::ConsoleImport => ask.console_or(OFFICER),
        _ => take_rejects(ask),
    }
}

/// Of the whole roll, or of what stands in a branch and under it: each hit is asked about by itself.
pub(super) fn search_members(ask: &Ask<'_>) -> Verdict {
    match ask.resource {
        Resource::Organisation
        | Resource::Branch { .. }
        | Resource::Member { .. }
        | Resource::OwnMember { .. } => ask.holds(OFFICER),
        _ => Err(Reason::NoSuchAct),
    }
}

/// Exact numbers are for those who answer for the roll, and for whoever checks them.
pub(super) fn see_totals(ask: &Ask<'_>) -> Verdict {
    match ask.resource {
        Resource::Organisation | Resource::Branch { .. } => {
            ask.holds(&[Role::MembershipOfficer, Role::Dpo])
        }
        _ => Err(Reason::NoSuchAct),
    }
}

/// Whoever changes the tree says who reaches whom in it: the organisation's officer alone.
pub(super) fn edit_branches(ask: &Ask<'_>) -> Verdict {
    whole_roll(ask)
}

pub(super) fn see_reports(ask: &Ask<'_>) -> Verdict {
    whole_roll(ask)
}

fn whole_roll(ask: &Ask<'_>) -> Verdict {
    match ask.resource {
        Resource::Organisation => ask.holds(OFFICER),
        _ => Err(Reason::NoSuchAct),
    }
}

/// Whoever answers for the members' data, and whoever runs the machine.
pub(super) fn see_installation(ask: &Ask<'_>) -> Verdict {
    match ask.resource {
        Resource::Organisation => ask.console_or(&[Role::MembershipOfficer, Role::Dpo]),
        _ => Err(Reason::NoSuchAct),
    }
}

pub(super) fn see_ledger(ask: &Ask<'_>) -> Verdict {
    match ask.resource {
        Resource::Ledger => ask.holds(DPO),
        _ => Err(Reason::NoSuchAct),
    }
}

/// Entries of an account, a campaign or a span of time are for whoever checks; those about one member are also for whoever
/// answers that member.
pub(super) fn take_exhibit(ask: &Ask<'_>) -> Verdict {
    match ask.resource {
        Resource::Ledger => ask.holds(DPO),
        Resource::Member { .. } => ask.holds_whole(&[Role::Dpo, Role::MembershipOfficer]),
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
