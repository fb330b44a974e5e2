//! What a campaign wrote about one member: who asks to read it, who agrees, who reads, and who sees that it was read.

use super::ask::{Ask, Verdict};
use crate::ids::AccountId;
use crate::policy::{Action, Reason, Resource, Role};

/// Those who keep the roll ask, and so does the one who watches over it.
const fn askers(guarded: bool) -> &'static [Role] {
    if guarded {
        &[Role::Dpo]
    } else {
        &[Role::MembershipOfficer]
    }
}

/// One of the two is the data protection officer. Where that is whoever asked, anybody else who is there to be a second person
/// agrees, and so does whoever runs the contest, who owes every campaign the same.
const fn deciders(guarded: bool) -> &'static [Role] {
    if guarded {
        &[
            Role::MembershipOfficer,
            Role::ReturningOfficer,
            Role::Dpo,
            Role::Approver,
        ]
    } else {
        &[Role::Dpo]
    }
}

/// Those who see every case: whoever watches over the offices.
const WATCHING: &[Role] = &[Role::Dpo, Role::Auditor];
/// Those who see the cases of one campaign: its organisers are told, and the others see every one.
const CONCERNED: &[Role] = &[Role::Organiser, Role::Dpo, Role::Auditor];

/// Reading, and seeing that it was read.
pub(super) fn judge(ask: &Ask<'_>, action: Action) -> Verdict {
    match action {
        Action::ReadAnswers => read(ask),
        Action::SeeCases => see_cases(ask),
        Action::SeeCampaign => see_campaign(ask),
        _ => Err(Reason::NoSuchAct),
    }
}

/// Also asked when somebody else agrees, and at each reading: whoever asked must still be one who may.
pub(super) fn ask_for(ask: &Ask<'_>, asker: AccountId, guarded: bool) -> Verdict {
    if !ask.is_self(asker) {
        return Err(Reason::NoSuchAct);
    }
    let leave = ask.holds(askers(guarded))?;
    ask.apart()?;
    Ok(leave)
}

/// Nobody who has stood in the contest, on whatever side, agrees; nor whoever shares a campaign with the one who asked.
pub(super) fn decide(ask: &Ask<'_>, asker: AccountId, guarded: bool) -> Verdict {
    ask.agrees(deciders(guarded), asker)
}

/// Whoever asked reads, and nobody else.
fn read(ask: &Ask<'_>) -> Verdict {
    match *ask.resource {
        Resource::Answers { asker, guarded, .. } if ask.is_self(asker) => {
            ask_for(ask, asker, guarded)
        }
        Resource::Answers { .. } => Err(Reason::NotYours),
        _ => Err(Reason::NoSuchAct),
    }
}

/// That it was read, by whom and what for: never about whom.
fn see_cases(ask: &Ask<'_>) -> Verdict {
    match ask.resource {
        Resource::Organisation => ask.holds(WATCHING),
        Resource::Campaign { .. } => ask.holds(CONCERNED),
        _ => Err(Reason::NoSuchAct),
    }
}

/// A campaign's figures, and that its words are destroyed: its own people, and those who run or watch the contest.
fn see_campaign(ask: &Ask<'_>) -> Verdict {
    match ask.resource {
        Resource::Campaign { .. } => {
            ask.holds(&[Role::Organiser, Role::ReturningOfficer, Role::Dpo])
        }
        _ => Err(Reason::NoSuchAct),
    }
}
