//! What takes two people: who may ask, and who may decide. Whoever asked never decides.

use super::ask::{Ask, Leave, Verdict};
use crate::policy::{Reason, Resource, Role};
use crate::request::Kind;

/// Those who keep the roll, the one who watches over it, and the one who is there to be the second person.
const OFFICES: &[Role] = &[Role::MembershipOfficer, Role::Dpo, Role::Approver];
/// Those who answer for what is kept.
const KEEPERS: &[Role] = &[Role::MembershipOfficer, Role::Dpo];
const OFFICER: &[Role] = &[Role::MembershipOfficer];

/// Who may ask for it; the operator may too, at the console.
const fn askers(kind: Kind) -> &'static [Role] {
    match kind {
        Kind::ForgetMember | Kind::ChangeRetention | Kind::ChangeBackupKeep => OFFICER,
        Kind::ThawWorld => OFFICES,
        // Whoever answers people for what is kept about them.
        Kind::OpenRecord => KEEPERS,
    }
}

/// Who may decide it, if it isn't theirs. The console is nobody's second person.
const fn deciders(kind: Kind) -> &'static [Role] {
    match kind {
        Kind::ForgetMember
        | Kind::ChangeRetention
        | Kind::ChangeBackupKeep
        | Kind::ThawWorld
        | Kind::OpenRecord => OFFICES,
    }
}

pub(super) fn see(ask: &Ask<'_>) -> Verdict {
    match ask.resource {
        Resource::Organisation => ask.holds(OFFICES),
        _ => Err(Reason::NoSuchAct),
    }
}

/// Also asked when somebody else approves: whoever asked must still be one who may.
pub(super) fn ask(ask: &Ask<'_>) -> Verdict {
    match *ask.resource {
        Resource::Request { kind, asker } if ask.is_self(asker) => ask.console_or(askers(kind)),
        _ => Err(Reason::NoSuchAct),
    }
}

pub(super) fn decide(ask: &Ask<'_>) -> Verdict {
    match *ask.resource {
        Resource::Request { kind, asker } => {
            let leave = ask.holds(deciders(kind))?;
            if ask.is_self(asker) {
                Err(Reason::SecondPerson)
            } else {
                Ok(leave)
            }
        }
        _ => Err(Reason::NoSuchAct),
    }
}

/// Taking back what one asked for gives nothing, so no role is needed.
pub(super) fn withdraw(ask: &Ask<'_>) -> Verdict {
    match *ask.resource {
        Resource::Request { asker, .. } if ask.is_self(asker) => {
            Ok(Leave::for_purpose("take back one's own request"))
        }
        Resource::Request { .. } => Err(Reason::NotYours),
        _ => Err(Reason::NoSuchAct),
    }
}

/// What would be destroyed of one member, for whoever may ask for it.
pub(super) fn preview_forgetting(ask: &Ask<'_>) -> Verdict {
    match ask.resource {
        Resource::Member => ask.console_or(OFFICER),
        _ => Err(Reason::NoSuchAct),
    }
}

/// When somebody was forgotten and by when nothing is left anywhere: it names nobody.
pub(super) fn see_forgetting(ask: &Ask<'_>) -> Verdict {
    match ask.resource {
        Resource::Organisation => ask.holds(KEEPERS),
        _ => Err(Reason::NoSuchAct),
    }
}

/// Rules and counts name nobody, so the console may see them too.
pub(super) fn see_retention(ask: &Ask<'_>) -> Verdict {
    match ask.resource {
        Resource::Organisation => ask.console_or(KEEPERS),
        _ => Err(Reason::NoSuchAct),
    }
}

/// What two people have set may be done now instead of tonight: by the operator.
pub(super) fn run_retention(ask: &Ask<'_>) -> Verdict {
    match ask.resource {
        Resource::Organisation => ask.console_or(&[]),
        _ => Err(Reason::NoSuchAct),
    }
}
