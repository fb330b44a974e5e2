//! Agreed tests: who sees them, who ends them, who reports, and who is answered whether something was one.

use super::ask::{Ask, Leave, Verdict};
use super::requests::{SEEING, TWO_SIGN};
use crate::policy::{Action, Reason, Resource, Role};

/// What a tester does for.
const TEST: &str = "do the test that was agreed";

/// Any act on an agreed test but its two signatures.
pub(super) fn judge(ask: &Ask<'_>, action: Action) -> Verdict {
    match action {
        Action::SeeLicences => see(ask),
        Action::EndLicence => end(ask),
        Action::ReportLicence => report(ask),
        Action::EnterDecoy => enter_decoy(ask),
        Action::CheckLicence => check(ask),
        _ => Err(Reason::NoSuchAct),
    }
}

/// An official of the organisation, or whoever runs a contest.
fn official(ask: &Ask<'_>, roles: &[Role]) -> Verdict {
    let found = ask.holds(roles);
    found.or_else(|why| ask.holds_somewhere(Role::ReturningOfficer).map_err(|_| why))
}

/// Everybody sees the tests that they are to do.
fn see(ask: &Ask<'_>) -> Verdict {
    match *ask.resource {
        Resource::Licence { tests: true } => Ok(Leave::for_purpose(TEST)),
        Resource::Licence { tests: false } | Resource::Organisation => official(ask, SEEING),
        _ => Err(Reason::NoSuchAct),
    }
}

/// Ending a test waits for nobody: any office does, and so does whoever tests.
fn end(ask: &Ask<'_>) -> Verdict {
    match *ask.resource {
        Resource::Licence { tests: true } => Ok(Leave::for_purpose(TEST)),
        Resource::Licence { tests: false } => {
            ask.console_or(&[]).or_else(|_| official(ask, SEEING))
        }
        _ => Err(Reason::NoSuchAct),
    }
}

/// Whoever tested reports, or an office for them.
fn report(ask: &Ask<'_>) -> Verdict {
    match *ask.resource {
        Resource::Licence { tests: true } => Ok(Leave::for_purpose(TEST)),
        Resource::Licence { tests: false } => official(ask, SEEING),
        _ => Err(Reason::NoSuchAct),
    }
}

/// The copy with invented members is for those whom the licence names, and for nobody else.
fn enter_decoy(ask: &Ask<'_>) -> Verdict {
    match *ask.resource {
        Resource::Licence { tests: true } => Ok(Leave::for_purpose(TEST)),
        Resource::Licence { tests: false } => Err(Reason::NotYours),
        _ => Err(Reason::NoSuchAct),
    }
}

/// It shows what accounts did, as exhibits do, so it is for whoever checks; and the operator may ask at the console.
fn check(ask: &Ask<'_>) -> Verdict {
    match ask.resource {
        Resource::Ledger => ask.console_or(&[Role::Dpo]),
        _ => Err(Reason::NoSuchAct),
    }
}

/// Writing one down is the first signature, so whoever tests doesn't, and neither does the console. Asked of them once more at
/// the second: whoever signed as the data protection officer must still be that.
pub(super) fn ask_for(ask: &Ask<'_>, guarded: bool, tests: bool) -> Verdict {
    let leave = if guarded {
        ask.holds(&[Role::Dpo])?
    } else {
        official(ask, TWO_SIGN)?
    };
    if tests {
        return Err(Reason::OwnTest);
    }
    Ok(leave)
}

/// The second signature: the data protection officer's, unless the first is theirs.
pub(super) fn decide(ask: &Ask<'_>, is_own: bool, guarded: bool, tests: bool) -> Verdict {
    let leave = official(ask, TWO_SIGN)?;
    if is_own {
        return Err(Reason::SecondPerson);
    }
    if tests {
        return Err(Reason::OwnTest);
    }
    if guarded {
        Ok(leave)
    } else {
        ask.holds(&[Role::Dpo]).map_err(|_| Reason::GuardianSigns)
    }
}
