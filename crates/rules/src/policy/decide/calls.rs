//! The campaign's side: the caller's desk and the organiser's banks.

use super::ask::{Ask, Leave, Verdict};
use crate::policy::{Action, Reason, Resource, Role};

const CALLER: &[Role] = &[Role::Caller];
const ORGANISER: &[Role] = &[Role::Organiser];
const RINGS_OR_LEADS: &[Role] = &[Role::Caller, Role::Organiser];

/// One's own desk: the list of banks, or one bank's desk without a card.
pub(super) fn see_own_desk(ask: &Ask<'_>) -> Verdict {
    match *ask.resource {
        Resource::Account { account } if ask.is_self(account) => ask.holds_somewhere(Role::Caller),
        Resource::Account { .. } => Err(Reason::NotYours),
        Resource::Bank { .. } => ask.holds(CALLER),
        _ => Err(Reason::NoSuchAct),
    }
}

/// It shows nobody, and changes only who of the next in turn comes first, or of whose turn one is.
pub(super) fn prefer_branches(ask: &Ask<'_>) -> Verdict {
    match *ask.resource {
        Resource::Account { account } if ask.is_self(account) => ask.holds_somewhere(Role::Caller),
        Resource::Account { .. } => Err(Reason::NotYours),
        _ => Err(Reason::NoSuchAct),
    }
}

/// It shows nobody and puts nobody off: also while a bank is paused, or no calls are made.
pub(super) fn take_break(ask: &Ask<'_>) -> Verdict {
    bank(ask)?;
    ask.holds(CALLER)
}

pub(super) fn lease(ask: &Ask<'_>) -> Verdict {
    bank(ask)?;
    let leave = ask.holds(CALLER)?;
    ask.calls_open()?;
    ask.trained()?;
    Ok(leave)
}

/// In a paused bank a caller still sees the card in hand: the call may be going on.
pub(super) fn see_card(ask: &Ask<'_>) -> Verdict {
    ask.own_card()?;
    let leave = ask.holds(CALLER)?;
    ask.phase_open()?;
    Ok(leave)
}

pub(super) fn dial(ask: &Ask<'_>) -> Verdict {
    ask.own_card()?;
    let leave = ask.holds(CALLER)?;
    ask.calls_open()?;
    Ok(leave)
}

pub(super) fn extend(ask: &Ask<'_>) -> Verdict {
    see_card(ask)
}

/// Writing down shows nothing, so neither a freeze nor a closed phase stands in its way.
pub(super) fn record(ask: &Ask<'_>) -> Verdict {
    ask.own_card()?;
    ask.holds(CALLER)
}

/// Taken from the card's own holder even after sign-out or the role's end: it shows nothing.
pub(super) fn record_late(ask: &Ask<'_>) -> Verdict {
    ask.own_card()?;
    Ok(Leave::for_purpose("write down how a call ended"))
}

/// An objection is never lost: taken like a late outcome.
pub(super) fn object(ask: &Ask<'_>) -> Verdict {
    ask.own_card()?;
    Ok(Leave::for_purpose(
        "pass on that a member doesn't want calls",
    ))
}

/// A count asks the roll, so it waits for the phase like the calls themselves.
pub(super) fn count_bank(ask: &Ask<'_>) -> Verdict {
    bank(ask)?;
    let leave = ask.holds(ORGANISER)?;
    ask.phase_open()?;
    Ok(leave)
}

/// The same of a whole campaign, for a bank that is to be.
pub(super) fn count_audience(ask: &Ask<'_>) -> Verdict {
    match ask.resource {
        Resource::Campaign { .. } => {}
        _ => return Err(Reason::NoSuchAct),
    }
    let leave = ask.holds(ORGANISER)?;
    ask.phase_open()?;
    Ok(leave)
}

/// Progress is the campaign's own work; it is seen at any time, also while frozen.
pub(super) fn watch_bank(ask: &Ask<'_>) -> Verdict {
    bank(ask)?;
    ask.holds(ORGANISER)
}

pub(super) fn add_bank(ask: &Ask<'_>) -> Verdict {
    match ask.resource {
        Resource::Campaign { .. } => {}
        _ => return Err(Reason::NoSuchAct),
    }
    ask.holds(ORGANISER)
}

/// A campaign's own words make the draw nobody's to steer; a freeze doesn't take them away.
pub(super) fn add_lot(ask: &Ask<'_>) -> Verdict {
    match ask.resource {
        Resource::Campaign { .. } => ask.holds(ORGANISER),
        _ => Err(Reason::NoSuchAct),
    }
}

pub(super) fn open_bank(ask: &Ask<'_>) -> Verdict {
    bank(ask)?;
    let leave = ask.holds(ORGANISER)?;
    ask.phase_open()?;
    Ok(leave)
}

/// A campaign's scripts are its own words: its organisers see and write them at any time, also before access.
pub(super) fn scripts(ask: &Ask<'_>) -> Verdict {
    match ask.resource {
        Resource::Campaign { .. } => ask.holds(ORGANISER),
        _ => Err(Reason::NoSuchAct),
    }
}

pub(super) fn use_script(ask: &Ask<'_>) -> Verdict {
    bank(ask)?;
    ask.holds(ORGANISER)
}

/// A complaint is taken like an objection: it shows nothing, and isn't lost.
pub(super) fn complain(ask: &Ask<'_>) -> Verdict {
    ask.own_card()?;
    Ok(Leave::for_purpose("pass on that a member complains"))
}

/// Stopping calls is always allowed to those who answer for them.
pub(super) fn pause_bank(ask: &Ask<'_>) -> Verdict {
    bank(ask)?;
    ask.holds(&[Role::Organiser, Role::ReturningOfficer])
}

/// Shifts show no member and open nothing, so the contest's phase doesn't matter: they are planned before calling begins. Who
/// comes is the organisers' to see; a place is taken by whoever rings.
pub(super) fn shifts(ask: &Ask<'_>, action: Action) -> Verdict {
    match ask.resource {
        Resource::Campaign { .. } | Resource::Bank { .. } => {}
        _ => return Err(Reason::NoSuchAct),
    }
    match action {
        Action::SeeShifts => ask.holds(RINGS_OR_LEADS),
        Action::TakeShift | Action::GiveBackShift => ask.holds(CALLER),
        Action::PlanShift | Action::ChangeShift | Action::CancelShift | Action::SeeWhoComes => {
            ask.holds(ORGANISER)
        }
        _ => Err(Reason::NoSuchAct),
    }
}

/// Whoever rings or leads somewhere practises for themselves, also before a contest's phase opens.
pub(super) fn train(ask: &Ask<'_>) -> Verdict {
    match *ask.resource {
        Resource::Account { account } if ask.is_self(account) => ask
            .holds_somewhere(Role::Caller)
            .or_else(|why| ask.holds_somewhere(Role::Organiser).map_err(|_| why)),
        Resource::Account { .. } => Err(Reason::NotYours),
        _ => Err(Reason::NoSuchAct),
    }
}

/// Who has practised shows no member, so neither the phase nor a freeze stands in its way.
pub(super) fn see_training(ask: &Ask<'_>) -> Verdict {
    match ask.resource {
        Resource::Campaign { .. } => ask.holds(ORGANISER),
        _ => Err(Reason::NoSuchAct),
    }
}

pub(super) fn ask_training(ask: &Ask<'_>) -> Verdict {
    bank(ask)?;
    ask.holds(ORGANISER)
}

/// Closing can't be taken back, so unlike a pause it is the campaign's own alone.
pub(super) fn close_bank(ask: &Ask<'_>) -> Verdict {
    bank(ask)?;
    ask.holds(ORGANISER)
}

const fn bank(ask: &Ask<'_>) -> Result<(), Reason> {
    match ask.resource {
        Resource::Bank { .. } => Ok(()),
        _ => Err(Reason::NoSuchAct),
    }
}
