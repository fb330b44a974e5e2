//! A member before their own page, and whoever answers what members ask for.

use super::ask::{Ask, Leave, Verdict};
use crate::policy::{Action, Reason, Resource, Role};

/// What a member's own acts are for, as the ledger writes it.
const PURPOSE: &str = "see what is kept about oneself";

/// Whether a member asks, or it is about a member's own page: then nothing but [`judge`] answers, so that no role opens such a page
/// and such a session opens nothing else.
pub(super) const fn is_of(ask: &Ask<'_>) -> bool {
    ask.actor.member.is_some() || matches!(ask.resource, Resource::OwnPage { .. })
}

/// The member's own page, and the member alone.
pub(super) fn judge(ask: &Ask<'_>, action: Action) -> Verdict {
    let is_own = matches!(
        action,
        Action::SeeOwnPage
            | Action::TakeOwnCopy
            | Action::ObjectOwn
            | Action::AllowOwn
            | Action::AskRight
    );
    match *ask.resource {
        Resource::OwnPage { member, of } if is_own && ask.actor.member == Some(member) => {
            // One officer alone could stand behind it: what takes two to read is not shown, and what the member said stands.
            let is_held_back = matches!(action, Action::TakeOwnCopy | Action::AllowOwn);
            if ask.actor.covered && (is_held_back || of.is_some()) {
                return Err(Reason::OwnCovered);
            }
            Ok(Leave::for_purpose(PURPOSE))
        }
        _ => Err(Reason::NotYours),
    }
}

/// What members ask for: the data protection officer sees and answers it, but never their own.
pub(super) fn answer(ask: &Ask<'_>) -> Verdict {
    match ask.resource {
        Resource::Organisation | Resource::Member { .. } => ask.holds_whole(&[Role::Dpo]),
        Resource::OwnMember { .. } => {
            ask.holds_whole(&[Role::Dpo])?;
            Err(Reason::OwnRecord)
        }
        _ => Err(Reason::NoSuchAct),
    }
}
