//! Freezes: who presses, who confirms, who lifts, and who may say that it is wrong.
//!
//! Pressing waits for nobody, so a rival must never be the one who presses: whoever holds or held a role in a campaign of the
//! contest decides nothing about it.

use super::ask::{Ask, Leave, Verdict};
use crate::freeze::{Target, What};
use crate::ids::AccountId;
use crate::policy::{Action, Reason, Resource, Role};

const OFFICES: &[Role] = &[Role::MembershipOfficer, Role::ReturningOfficer, Role::Dpo];
const OF_CONTESTS: &[Role] = &[Role::ReturningOfficer, Role::Dpo];
const OF_BRANCHES: &[Role] = &[Role::MembershipOfficer, Role::Dpo];
/// Who speaks for a campaign.
const SPEAKERS: &[Role] = &[Role::Organiser];

pub(super) fn judge(ask: &Ask<'_>, action: Action) -> Verdict {
    match action {
        Action::Freeze => press(ask),
        Action::SeeFreezes => see(ask),
        Action::AppealFreeze => appeal(ask),
        Action::ConfirmFreeze | Action::KeepFreeze => second(ask),
        Action::GiveHours | Action::TakeHours => give(ask),
        Action::LiftFreeze => on_freeze(ask).map(|(_, leave)| leave),
        _ => Err(Reason::NoSuchAct),
    }
}

/// Which offices decide about what.
const fn offices(what: What) -> &'static [Role] {
    match what {
        What::Account | What::Reading => OFFICES,
        What::Bank | What::Campaign | What::Contest => OF_CONTESTS,
        What::Branch => OF_BRANCHES,
    }
}

fn press(ask: &Ask<'_>) -> Verdict {
    let what = match ask.resource {
        Resource::Account { .. } => What::Account,
        Resource::Bank { .. } => What::Bank,
        Resource::Campaign { .. } => What::Campaign,
        Resource::Branch { .. } => What::Branch,
        Resource::Contest { .. } => What::Contest,
        Resource::Organisation => What::Reading,
        _ => return Err(Reason::NoSuchAct),
    };
    let leave = office(ask, what)?;
    if ask.facts.in_contest {
        return Err(Reason::InContest);
    }
    Ok(leave)
}

/// A branch is frozen for every campaign that rings there, so by the organisation's offices alone.
fn office(ask: &Ask<'_>, what: What) -> Verdict {
    match what {
        What::Branch => ask.holds_whole(offices(what)),
        _ => ask.holds(offices(what)),
    }
}

/// The board, and each freeze on it.
fn see(ask: &Ask<'_>) -> Verdict {
    match ask.resource {
        Resource::Organisation => ask
            .holds(OFFICES)
            .or_else(|why| ask.holds_somewhere(Role::ReturningOfficer).map_err(|_| why)),
        Resource::Freeze { target, .. } => ask.holds(offices(target.what())),
        _ => Err(Reason::NoSuchAct),
    }
}

/// An office that decides about it, who isn't frozen by it and stands in no campaign of the contest.
fn on_freeze(ask: &Ask<'_>) -> Result<(AccountId, Leave), Reason> {
    let Resource::Freeze {
        presser, target, ..
    } = *ask.resource
    else {
        return Err(Reason::NoSuchAct);
    };
    let leave = office(ask, target.what())?;
    if matches!(target, Target::Account(account) if ask.is_self(account)) {
        return Err(Reason::OwnFreeze);
    }
    if ask.facts.in_contest {
        return Err(Reason::InContest);
    }
    Ok((presser, leave))
}

/// Whoever pressed is one; this is the other.
fn second(ask: &Ask<'_>) -> Verdict {
    let (presser, leave) = on_freeze(ask)?;
    if ask.is_self(presser) {
        return Err(Reason::SecondPerson);
    }
    if ask.facts.same_campaign {
        return Err(Reason::SameCampaign);
    }
    Ok(leave)
}

/// A colleague of the presser's and of whoever confirmed it, as a freeze is confirmed; and to take a window back, of whoever gave it.
/// Each of them is asked about as the presser.
///
///  whoever could do both alone would freeze the campaign of a friend at a
/// quiet hour and give its callers twice the cards on the last evening. A branch's freeze took no caller's hours.
fn give(ask: &Ask<'_>) -> Verdict {
    match ask.resource {
        Resource::Freeze {
            target: Target::Branch(_),
            ..
        } => Err(Reason::NoSuchAct),
        _ => second(ask),
    }
}

/// The account itself, whoever speaks for the campaign, whoever keeps the branch's roll; of all reading whoever it stops.
fn appeal(ask: &Ask<'_>) -> Verdict {
    let Resource::Freeze { target, .. } = *ask.resource else {
        return Err(Reason::NoSuchAct);
    };
    match target {
        Target::Account(account) if ask.is_self(account) => Ok(Leave::for_purpose(
            "appeal against a freeze of one's own account",
        )),
        Target::Bank { .. } | Target::Campaign { .. } => ask.holds(SPEAKERS),
        // Each of its campaigns speaks for itself.
        Target::Contest(_) if ask.facts.in_contest => ask.holds_somewhere(Role::Organiser),
        Target::Account(_) | Target::Contest(_) => Err(Reason::NotYours),
        Target::Branch(_) => ask.holds(&[Role::MembershipOfficer]),
        Target::Reading => ask
            .holds_somewhere(Role::Organiser)
            .or_else(|_| ask.holds(&[Role::MembershipOfficer])),
    }
}
