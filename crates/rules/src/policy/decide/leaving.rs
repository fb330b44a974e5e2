//! Leaving: who ends everything of an account, or of a campaign, at once.

use super::accounts::OFFICIALS;
use super::ask::{Ask, Verdict};
use crate::ids::AccountId;
use crate::policy::{Opened, Reason, Resource, Role};

/// Every official, of the organisation as a whole, because whoever hears that somebody left must not have to look for the
/// right colleague. What keeps one official from emptying the offices holds here too: nobody ends the last one in an office,
/// nor the offices of two colleagues within a day, and a campaign's organiser counts as one of them. Who checks the offices is
/// ended by none of them: the role of a committee by whoever gave it, an auditor at the console. Who ends their own roles does
/// so one by one.
pub(super) fn end_access(ask: &Ask<'_>) -> Verdict {
    let Resource::Account { account } = *ask.resource else {
        return Err(Reason::NoSuchAct);
    };
    let leave = ask.console_or(OFFICIALS)?;
    if matches!(ask.actor.opened, Opened::Console) {
        return Ok(leave);
    }
    if ask.is_self(account) {
        return Err(Reason::NotYoursToGive);
    }
    if ask.facts.checks_offices {
        return Err(Reason::NotYoursToGive);
    }
    if ask.facts.last_in_office {
        return Err(Reason::LastInOffice);
    }
    if ask.facts.ended_another {
        return Err(Reason::EndedAnother);
    }
    Ok(leave)
}

/// Whoever runs the contest looks at what a campaign's withdrawal would end, before they ask for it.
pub(super) fn withdraw_campaign(ask: &Ask<'_>) -> Verdict {
    match ask.resource {
        Resource::Campaign { .. } => ask.holds(&[Role::ReturningOfficer]),
        _ => Err(Reason::NoSuchAct),
    }
}

/// Whoever runs the contest asks that a campaign be taken out of it; nobody who stands, or stood, in a campaign of it: that is a
/// rival, or one of its own. Also asked when somebody else approves.
pub(super) fn ask_withdrawal(ask: &Ask<'_>, asker: AccountId) -> Verdict {
    if !ask.is_self(asker) {
        return Err(Reason::NoSuchAct);
    }
    let leave = ask.holds(&[Role::ReturningOfficer])?;
    ask.apart()?;
    Ok(leave)
}

/// Another official agrees: nobody of the contest's campaigns, nor of one with whoever asked.
pub(super) fn decide_withdrawal(ask: &Ask<'_>, asker: AccountId) -> Verdict {
    ask.agrees(OFFICIALS, asker)
}
