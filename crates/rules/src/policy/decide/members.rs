//! One member at a time: opening a record, changing it, and the second reader.

use super::ask::{Ask, Verdict};
use crate::policy::{Opened, Reason, Resource, Role};

const OFFICER: &[Role] = &[Role::MembershipOfficer];
const READERS: &[Role] = &[Role::MembershipOfficer, Role::Dpo];

/// One's own record too: then a fuller reason is asked for, and a second person reads it. A branch's officer opens and changes
/// those who stand in the branch or under it.
pub(super) fn open_member(ask: &Ask<'_>) -> Verdict {
    match ask.resource {
        Resource::Member { .. } | Resource::OwnMember { .. } => ask.holds(OFFICER),
        _ => Err(Reason::NoSuchAct),
    }
}

/// Settling acts on one member's stops: nobody settles what was reported of themselves. The queue of reports goes over all
/// branches, so the organisation's officer alone.
pub(super) fn settle_report(ask: &Ask<'_>) -> Verdict {
    change_whole(ask)
}

/// Whether a number is given already is known of the whole roll alone: a branch's officer would learn of others by trying.
pub(super) fn renumber_member(ask: &Ask<'_>) -> Verdict {
    change_whole(ask)
}

pub(super) fn correct_member(ask: &Ask<'_>) -> Verdict {
    change(ask)
}

pub(super) fn add_member(ask: &Ask<'_>) -> Verdict {
    match ask.resource {
        Resource::Organisation | Resource::Branch { .. } => ask.holds(OFFICER),
        _ => Err(Reason::NoSuchAct),
    }
}

pub(super) fn end_membership(ask: &Ask<'_>) -> Verdict {
    change(ask)
}

pub(super) fn mark_member(ask: &Ask<'_>) -> Verdict {
    change(ask)
}

pub(super) fn lift_mark(ask: &Ask<'_>) -> Verdict {
    change(ask)
}

/// An objection is never lost, so an officer may write down their own.
pub(super) fn object_for(ask: &Ask<'_>) -> Verdict {
    open_member(ask)
}

pub(super) fn allow_calls(ask: &Ask<'_>) -> Verdict {
    change(ask)
}

pub(super) fn write_note(ask: &Ask<'_>) -> Verdict {
    change(ask)
}

/// Nobody hands themselves a code, and the organisation's officer alone: who somebody is, is looked up on the whole roll.
pub(super) fn give_own_code(ask: &Ask<'_>) -> Verdict {
    change_whole(ask)
}

/// Nobody changes their own record.
fn change(ask: &Ask<'_>) -> Verdict {
    let leave = open_member(ask)?;
    match ask.resource {
        Resource::OwnMember { .. } => Err(Reason::OwnRecord),
        _ => Ok(leave),
    }
}

/// The same for what looks at other members too, wherever they stand.
fn change_whole(ask: &Ask<'_>) -> Verdict {
    match ask.resource {
        Resource::Member { .. } => ask.holds_whole(OFFICER),
        Resource::OwnMember { .. } => ask.holds_whole(OFFICER).and(Err(Reason::OwnRecord)),
        _ => Err(Reason::NoSuchAct),
    }
}

/// Reasons for looks are read by whoever else keeps the roll, and by the data protection officer.
pub(super) fn see_reasons(ask: &Ask<'_>) -> Verdict {
    match ask.resource {
        Resource::Organisation => ask.holds(READERS),
        _ => Err(Reason::NoSuchAct),
    }
}

/// The resource is the account that looked: nobody reads their own reason.
pub(super) fn read_reason(ask: &Ask<'_>) -> Verdict {
    let Resource::Account { account } = *ask.resource else {
        return Err(Reason::NoSuchAct);
    };
    let leave = ask.holds(READERS)?;
    if ask.is_self(account) {
        return Err(Reason::OwnReason);
    }
    Ok(leave)
}

/// The resource is the account whose record it is, or the organisation for the list of colleagues. Nobody says which record
/// is their own: they could say another's, and change theirs.
pub(super) fn link_account(ask: &Ask<'_>) -> Verdict {
    let leave = ask.console_or(OFFICER)?;
    let is_console = ask.actor.opened == Opened::Console;
    match *ask.resource {
        Resource::Account { account } if ask.is_self(account) && !is_console => {
            Err(Reason::OwnAccount)
        }
        Resource::Organisation | Resource::Account { .. } => Ok(leave),
        _ => Err(Reason::NoSuchAct),
    }
}

/// The operator may start it: it shows nobody.
pub(super) fn seek_duplicates(ask: &Ask<'_>) -> Verdict {
    match ask.resource {
        Resource::Organisation => ask.console_or(OFFICER),
        _ => Err(Reason::NoSuchAct),
    }
}

pub(super) fn see_duplicates(ask: &Ask<'_>) -> Verdict {
    match ask.resource {
        Resource::Organisation => ask.holds(OFFICER),
        _ => Err(Reason::NoSuchAct),
    }
}

/// For the whole roll, as two records of one person may stand in two branches. Asked of both records: whoever said of their own that it is somebody else's would keep a merge away.
pub(super) fn tell_apart(ask: &Ask<'_>) -> Verdict {
    change_whole(ask)
}

/// Asked of both records: nobody merges their own.
pub(super) fn merge_members(ask: &Ask<'_>) -> Verdict {
    change_whole(ask)
}

#[cfg(test)]
mod tests {
    use crate::branches::Lineage;
    use crate::ids::AccountId;
    use crate::moment::Moment;
    use crate::policy::seat::seat;
    use crate::policy::{
        Action, Facts, Opened, Reason, Resource, Role, Scope, Session, Term, decide,
    };

    #[test]
    fn nobody_changes_merges_tells_apart_or_settles_their_own_record() {
        let now = Moment::from_millis(1_795_543_200_000);
        let term = Term {
            role: Role::MembershipOfficer,
            scope: Scope::Organisation,
            from: now,
            until: None,
            ended: false,
        };
        let account = AccountId::from_bytes([1; 16]);
        let officer = seat(account, Opened::Code, vec![term], Session::Running);
        let ask = |action, resource| {
            let asked = decide(&officer, action, &resource, &Facts::OPEN, now);
            asked.map(|_| ()).map_err(|refusal| refusal.reason)
        };
        for action in [
            Action::CorrectMember,
            Action::EndMembership,
            Action::MarkMember,
            Action::LiftMark,
            Action::AllowCalls,
            Action::WriteNote,
            Action::GiveOwnCode,
            Action::MergeMembers,
            Action::TellApart,
            Action::SettleReport,
            Action::RenumberMember,
        ] {
            let stands = Lineage::NOWHERE;
            assert_eq!(
                ask(action, Resource::Member { stands }),
                Ok(()),
                "{action:?}"
            );
            let own = ask(action, Resource::OwnMember { stands });
            assert_eq!(own, Err(Reason::OwnRecord), "{action:?}");
        }
    }
}
