//! Accounts: who sees them, adds them, gives and takes roles, and helps somebody in who lost their way in.

use super::ask::{Ask, Leave, Verdict};
use crate::ids::AccountId;
use crate::policy::{Action, Opened, Place, Reason, Resource, Role};

const RETURNING: &[Role] = &[Role::ReturningOfficer];
/// Those who run the organisation's accounts among themselves. Not the approver: who could let themselves in under an
/// officer's name would be both persons of two.
pub(super) const OFFICIALS: &[Role] = &[Role::MembershipOfficer, Role::ReturningOfficer, Role::Dpo];
/// Whoever holds an office hears of a way back in and may stop it: stopping shows and opens nothing.
const OFFICES: &[Role] = &[
    Role::MembershipOfficer,
    Role::ReturningOfficer,
    Role::Dpo,
    Role::Approver,
];

pub(super) fn see_accounts(ask: &Ask<'_>) -> Verdict {
    match ask.resource {
        Resource::Organisation => ask.console_or(OFFICIALS),
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
        Resource::Campaign { .. } => ask.holds(&[Role::Organiser]),
        _ => Err(Reason::NoSuchAct),
    }
}

/// Nobody gives a role to themselves, and nobody gives an office alone.
///
/// The console gives any role (and mails the officers); the returning officer names the committee's members, an organiser
/// makes callers, and none while frozen. An office and an organiser's role take two people: whoever might ask for it is
/// told so. An auditor is named at the console alone.
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
        Opened::Console => Ok(leave),
        Opened::Code
        | Opened::SetUp
        | Opened::Password
        | Opened::Passkey
        | Opened::PasswordAlone
        | Opened::Joined
        | Opened::Device
        | Opened::Oidc
        | Opened::OidcAlone
        | Opened::Token
        | Opened::Program
        | Opened::Demo
        | Opened::Member => {
            if role.takes_two() {
                return Err(Reason::TakesTwo);
            }
            Ok(leave)
        }
    }
}

/// Who gives a role may take it, and one official an office from another: ending never waits for a second person. The
/// returning officer may stop any caller, and everybody may lay down their own. But nobody ends an office that nobody else
/// holds: that is done at the console, which can name somebody. And nobody ends those of two colleagues within a day, so that
/// one official never empties the offices before the others have had a day to see it. A branch may be without its officer, and
/// several may lose theirs in a day: the organisation's keeps the whole roll.
pub(super) fn end_term(ask: &Ask<'_>) -> Verdict {
    let (account, role, at) = term(ask)?;
    let is_office = role.is_office() && !matches!(at, Place::Branch { .. });
    let leave = if ask.is_self(account) {
        Leave::for_purpose("lay down one's own role")
    } else {
        given_by(ask, takers(role))?
    };
    match ask.actor.opened {
        Opened::Console => Ok(leave),
        Opened::Code
        | Opened::SetUp
        | Opened::Password
        | Opened::Passkey
        | Opened::PasswordAlone
        | Opened::Joined
        | Opened::Device
        | Opened::Oidc
        | Opened::OidcAlone
        | Opened::Token
        | Opened::Program
        | Opened::Demo
        | Opened::Member => {
            if ask.facts.last_in_office && is_office && OFFICIALS.contains(&role) {
                return Err(Reason::LastInOffice);
            }
            if ask.facts.ended_another && is_office && !ask.is_self(account) {
                return Err(Reason::EndedAnother);
            }
            Ok(leave)
        }
    }
}

/// Officials see everybody's roles; whoever gives or takes one sees it in the place that they answer for; and everybody
/// who holds one sees their own.
pub(super) fn see_terms(ask: &Ask<'_>) -> Verdict {
    match *ask.resource {
        Resource::Account { account } | Resource::Term { account, .. } if ask.is_self(account) => {
            let mut terms = ask.actor.terms.iter();
            if terms.any(|term| term.runs(ask.now)) {
                Ok(Leave::for_purpose("see one's own roles"))
            } else {
                Err(Reason::NotYours)
            }
        }
        Resource::Account { .. } => ask.console_or(OFFICIALS),
        Resource::Term { role, .. } => match role {
            Role::Caller => ask.holds(&[Role::Organiser, Role::ReturningOfficer]),
            Role::Organiser | Role::Committee | Role::ReturningOfficer => ask.holds(RETURNING),
            Role::MembershipOfficer | Role::Dpo | Role::Approver | Role::Auditor => {
                Err(Reason::NotYours)
            }
        },
        _ => Err(Reason::NoSuchAct),
    }
}

/// Who gives a role, alone or as the one who asks.
pub(super) const fn givers(role: Role) -> &'static [Role] {
    match role {
        Role::Caller => &[Role::Organiser],
        Role::Organiser | Role::Committee => RETURNING,
        Role::MembershipOfficer | Role::ReturningOfficer | Role::Dpo | Role::Approver => OFFICIALS,
        // At the console alone: no office chooses who checks it.
        Role::Auditor => &[],
    }
}

const fn takers(role: Role) -> &'static [Role] {
    match role {
        Role::Caller => &[Role::Organiser, Role::ReturningOfficer],
        Role::Organiser
        | Role::Committee
        | Role::Auditor
        | Role::MembershipOfficer
        | Role::ReturningOfficer
        | Role::Dpo
        | Role::Approver => givers(role),
    }
}

fn given_by(ask: &Ask<'_>, roles: &[Role]) -> Verdict {
    match ask.actor.opened {
        Opened::Console => ask.console_or(&[]),
        Opened::Code
        | Opened::SetUp
        | Opened::Password
        | Opened::Passkey
        | Opened::PasswordAlone
        | Opened::Joined
        | Opened::Device
        | Opened::Oidc
        | Opened::OidcAlone
        | Opened::Token
        | Opened::Program
        | Opened::Demo
        | Opened::Member => ask.holds(roles).map_err(|reason| {
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

/// Everybody sets their own and nobody another's, also who has only a code yet.
pub(super) fn set_own_password(ask: &Ask<'_>) -> Verdict {
    ask.session_runs()?;
    match (*ask.resource, ask.actor.opened) {
        (Resource::Account { account }, Opened::SetUp | Opened::Password)
            if ask.is_self(account) =>
        {
            Ok(Leave::for_purpose("set one's own password and app"))
        }
        (Resource::Account { .. }, _) => Err(Reason::NotYours),
        _ => Err(Reason::NoSuchAct),
    }
}

/// Everybody shows for themselves who they are, if they came in with something that can be shown again.
pub(super) fn show_again(ask: &Ask<'_>) -> Verdict {
    match *ask.resource {
        Resource::Account { account }
            if ask.is_self(account) && ask.actor.opened.can_show_again() =>
        {
            Ok(Leave::for_purpose("show again who one is"))
        }
        Resource::Account { .. } => Err(Reason::NotYours),
        _ => Err(Reason::NoSuchAct),
    }
}

/// Everybody who holds a role sees and ends their own ways in, and nobody another's. Whoever has left has none but the one
/// that their own record is seen by.
pub(super) fn own_sessions(ask: &Ask<'_>) -> Verdict {
    match *ask.resource {
        Resource::Account { account } if ask.is_self(account) => {
            let mut terms = ask.actor.terms.iter();
            if terms.any(|term| term.runs(ask.now)) {
                Ok(Leave::for_purpose("see and end one's own sessions"))
            } else {
                Err(Reason::NotYours)
            }
        }
        Resource::Account { .. } => Err(Reason::NotYours),
        _ => Err(Reason::NoSuchAct),
    }
}

/// Everybody who holds a role chooses the language of their own pages and letters.
pub(super) fn own_language(ask: &Ask<'_>) -> Verdict {
    match *ask.resource {
        Resource::Account { account } if ask.is_self(account) => {
            let mut terms = ask.actor.terms.iter();
            if terms.any(|term| term.runs(ask.now)) {
                Ok(Leave::for_purpose("choose the language of one's own pages"))
            } else {
                Err(Reason::NotYours)
            }
        }
        Resource::Account { .. } => Err(Reason::NotYours),
        _ => Err(Reason::NoSuchAct),
    }
}

/// Everybody who holds a role has passkeys of their own, also who has only a code yet; programs have none.
pub(super) fn passkeys(ask: &Ask<'_>, action: Action) -> Verdict {
    match action {
        Action::SeeOwnPasskeys => own_way_in(ask, PASSKEYS),
        Action::AddOwnPasskey => lasting_way_in(ask, PASSKEYS),
        Action::RemoveOwnPasskey => own_way_in(ask.signed_in()?, PASSKEYS),
        _ => Err(Reason::NoSuchAct),
    }
}

/// Whoever may add a passkey may connect their account with the organisation's own sign-in. Disconnecting takes more than a
/// session of it that rings alone.
pub(super) fn identity(ask: &Ask<'_>, action: Action) -> Verdict {
    match action {
        Action::SeeIdentity => own_way_in(ask, IDENTITY),
        Action::ConnectIdentity => lasting_way_in(ask, IDENTITY),
        Action::DisconnectIdentity => match ask.signed_in()?.actor.opened {
            Opened::OidcAlone => Err(Reason::RingsOnly),
            _ => own_way_in(ask, IDENTITY),
        },
        _ => Err(Reason::NoSuchAct),
    }
}

const PASSKEYS: &str = "see and change one's own passkeys";
const IDENTITY: &str = "see and change what connects one's account with the organisation's sign-in";

/// What the organisation's own sign-in opens ends with it: so nothing is added there that would last longer.
fn lasting_way_in(ask: &Ask<'_>, purpose: &'static str) -> Verdict {
    let leave = own_way_in(ask, purpose)?;
    match ask.actor.opened {
        Opened::Oidc | Opened::OidcAlone => Err(Reason::Lent),
        _ => Ok(leave),
    }
}

fn own_way_in(ask: &Ask<'_>, purpose: &'static str) -> Verdict {
    ask.session_runs()?;
    let by_hand = is_by_hand(ask.actor.opened);
    match *ask.resource {
        Resource::Account { account } if ask.is_self(account) && by_hand => {
            let mut terms = ask.actor.terms.iter();
            // A code for setting up was made for an office, which may begin on a later day.
            if ask.actor.opened == Opened::SetUp || terms.any(|term| term.runs(ask.now)) {
                Ok(Leave::for_purpose(purpose))
            } else {
                Err(Reason::NotYours)
            }
        }
        Resource::Account { .. } => Err(Reason::NotYours),
        _ => Err(Reason::NoSuchAct),
    }
}

/// Whether a person sits before the session: programs and the console have no ways in of their own.
const fn is_by_hand(opened: Opened) -> bool {
    !matches!(opened, Opened::Token | Opened::Program | Opened::Console)
}

/// Everybody who holds a role sees and ends the API tokens of their own, and nobody another's.
///
/// Making one takes a session that opens all that the account holds, for the token does; and none that the organisation's own
/// sign-in opened, for the token would outlast it.
pub(super) fn own_programs(ask: &Ask<'_>, action: Action) -> Verdict {
    let leave = match *ask.resource {
        Resource::Account { account } if ask.is_self(account) => {
            let mut terms = ask.actor.terms.iter();
            if terms.any(|term| term.runs(ask.now)) {
                Leave::for_purpose("see and change which programs act for oneself")
            } else {
                return Err(Reason::NotYours);
            }
        }
        Resource::Account { .. } => return Err(Reason::NotYours),
        _ => return Err(Reason::NoSuchAct),
    };
    match (action, ask.actor.opened) {
        (Action::MakeOwnProgram, Opened::Oidc | Opened::OidcAlone) => Err(Reason::Lent),
        (Action::MakeOwnProgram, opened) if opened.only_rings() => Err(Reason::RingsOnly),
        // A demo's printed token is no person either.
        (Action::MakeOwnProgram, Opened::Token | Opened::Console | Opened::Member) => {
            Err(Reason::NotYours)
        }
        _ => Ok(leave),
    }
}

/// Everybody who holds a role sees and removes the device keys of their own, and nobody another's; programs have none.
pub(super) fn own_device_keys(ask: &Ask<'_>) -> Verdict {
    let by_hand = is_by_hand(ask.actor.opened);
    match *ask.resource {
        Resource::Account { account } if ask.is_self(account) && by_hand => {
            let mut terms = ask.actor.terms.iter();
            if terms.any(|term| term.runs(ask.now)) {
                Ok(Leave::for_purpose("see and remove one's own device keys"))
            } else {
                Err(Reason::NotYours)
            }
        }
        Resource::Account { .. } => Err(Reason::NotYours),
        _ => Err(Reason::NoSuchAct),
    }
}

/// Nobody helps themselves, and the console's way takes a day: see [`ask_recovery`]. Nobody alone gets a code for somebody
/// who holds an office or has left: two people make it, as a request.
pub(super) fn hand_out_code(ask: &Ask<'_>) -> Verdict {
    match ask.resource {
        Resource::Term { .. } => within_campaign(ask),
        Resource::Left { .. } => {
            ask.holds(OFFICIALS)?;
            Err(Reason::TakesTwo)
        }
        _ => to_colleague(ask).and(Err(Reason::TakesTwo)),
    }
}

/// An organiser helps their own campaign's callers in, whom they brought there, and its other organisers: whoever could
/// let themselves in under such a name gains nothing by it.
fn within_campaign(ask: &Ask<'_>) -> Verdict {
    let (account, role, at) = term(ask)?;
    if !matches!(role, Role::Caller | Role::Organiser) || !role.fits(at.scope()) {
        return Err(Reason::NoSuchAct);
    }
    let leave = ask.holds(&[Role::Organiser])?;
    if ask.is_self(account) {
        return Err(Reason::NotYoursToGive);
    }
    Ok(leave)
}

pub(super) fn shut_account(ask: &Ask<'_>) -> Verdict {
    to_colleague(ask)
}

fn to_colleague(ask: &Ask<'_>) -> Verdict {
    match *ask.resource {
        Resource::Account { account } => {
            let leave = ask.holds(OFFICIALS)?;
            if ask.is_self(account) {
                Err(Reason::NotYoursToGive)
            } else {
                Ok(leave)
            }
        }
        _ => Err(Reason::NoSuchAct),
    }
}

pub(super) fn ask_recovery(ask: &Ask<'_>) -> Verdict {
    match ask.resource {
        Resource::Account { .. } => ask.console_or(&[]),
        _ => Err(Reason::NoSuchAct),
    }
}

pub(super) fn see_recoveries(ask: &Ask<'_>) -> Verdict {
    match ask.resource {
        Resource::Organisation => ask.holds(OFFICES),
        _ => Err(Reason::NoSuchAct),
    }
}

/// Every office, and first of all the person whose account it is.
pub(super) fn stop_recovery(ask: &Ask<'_>) -> Verdict {
    match *ask.resource {
        Resource::Account { account } if ask.is_self(account) => {
            Ok(Leave::for_purpose("keep one's own account"))
        }
        Resource::Account { .. } => ask.holds(OFFICES),
        _ => Err(Reason::NoSuchAct),
    }
}
