//! What takes two people: who may ask, and who may decide. Whoever asked never decides.

use super::accounts::{OFFICIALS, givers};
use super::ask::{Ask, Leave, Verdict};
use super::{answers, leaving, licences};
use crate::ids::AccountId;
use crate::policy::{Opened, Reason, Resource, Role};
use crate::request::Kind;

/// Those who keep the roll, the one who watches over it, and the one who is there to be the second person.
const OFFICES: &[Role] = &[Role::MembershipOfficer, Role::Dpo, Role::Approver];
/// Those who answer for what is kept.
const KEEPERS: &[Role] = &[Role::MembershipOfficer, Role::Dpo];
const OFFICER: &[Role] = &[Role::MembershipOfficer];
/// Those who ask for something or decide it.
pub(super) const SEEING: &[Role] = &[
    Role::MembershipOfficer,
    Role::ReturningOfficer,
    Role::Dpo,
    Role::Approver,
];
/// Those who sign an agreed test; one of the two is the data protection officer.
pub(super) const TWO_SIGN: &[Role] = SEEING;
const SEEING_WHEN_FEW: &[Role] = &[
    Role::MembershipOfficer,
    Role::ReturningOfficer,
    Role::Dpo,
    Role::Approver,
    Role::Auditor,
];

/// Who may ask for it; the operator may too, at the console.
const fn askers(kind: Kind) -> &'static [Role] {
    match kind {
        Kind::ForgetMember | Kind::ChangeRetention | Kind::ChangeBackupKeep => OFFICER,
        Kind::ThawWorld => OFFICES,
        // Whoever answers people for what is kept about them.
        Kind::OpenRecord => KEEPERS,
        // It hangs on the role: see `askers_of_term`; on whose account it is; on who tests: see `licences`; or on who is the data
        // protection officer: see `answers`; or on which campaign: see `leaving`.
        Kind::GrantTerm
        | Kind::RecoverAccount
        | Kind::GrantLicence
        | Kind::ReadAnswers
        | Kind::WithdrawCampaign => &[],
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
        // It hangs on the role: see `deciders_of_term`; and on the rest as above.
        Kind::GrantTerm
        | Kind::RecoverAccount
        | Kind::GrantLicence
        | Kind::ReadAnswers
        | Kind::WithdrawCampaign => &[],
    }
}

/// Who may ask that somebody be given this role. A role that nobody needs two for isn't asked for.
const fn askers_of_term(role: Role) -> &'static [Role] {
    if role.takes_two() { givers(role) } else { &[] }
}

/// Who may agree to it: another official for an office, so that no second person makes officials. For an organiser not the
/// returning officer, who asks. Where the offices are few, an auditor too, whom none of them has chosen.
const fn deciders_of_term(role: Role, is_few: bool) -> &'static [Role] {
    match (role, is_few) {
        (Role::Organiser, false) => OFFICES,
        (Role::Organiser, true) => &[
            Role::MembershipOfficer,
            Role::Dpo,
            Role::Approver,
            Role::Auditor,
        ],
        (Role::MembershipOfficer | Role::ReturningOfficer | Role::Dpo | Role::Approver, false) => {
            &[Role::MembershipOfficer, Role::ReturningOfficer, Role::Dpo]
        }
        (Role::MembershipOfficer | Role::ReturningOfficer | Role::Dpo | Role::Approver, true) => &[
            Role::MembershipOfficer,
            Role::ReturningOfficer,
            Role::Dpo,
            Role::Auditor,
        ],
        (Role::Caller | Role::Committee | Role::Auditor, _) => &[],
    }
}

/// Who may agree that somebody be let back in: another official, as for giving an office; not the approver, who would choose
/// with whom they are two.
const fn deciders_of_account(is_few: bool) -> &'static [Role] {
    if is_few {
        &[
            Role::MembershipOfficer,
            Role::ReturningOfficer,
            Role::Dpo,
            Role::Auditor,
        ]
    } else {
        OFFICIALS
    }
}

/// Also whoever runs a contest, who asks for its organisers; and an auditor while the offices are so few that one may be the
/// second person. The page shows each what they asked for and what they may decide, and nothing else.
pub(super) fn see(ask: &Ask<'_>) -> Verdict {
    match ask.resource {
        // A branch's officer too, for what they asked for themselves.
        Resource::Organisation => see_for(ask).or_else(|why| {
            let of_branch = ask.holds_somewhere(Role::MembershipOfficer);
            of_branch.map_err(|_| why)
        }),
        _ => Err(Reason::NoSuchAct),
    }
}

fn see_for(ask: &Ask<'_>) -> Verdict {
    let found = if ask.facts.few_offices {
        ask.holds(SEEING_WHEN_FEW)
    } else {
        ask.holds(SEEING)
    };
    found.or_else(|why| ask.holds_somewhere(Role::ReturningOfficer).map_err(|_| why))
}

/// Also asked when somebody else approves: whoever asked must still be one who may. Nobody asks for a role of their own, or
/// for one in a campaign that they stand in themselves.
pub(super) fn ask(ask: &Ask<'_>) -> Verdict {
    match *ask.resource {
        Resource::Request {
            kind:
                Kind::ForgetMember
                | Kind::GrantTerm
                | Kind::RecoverAccount
                | Kind::GrantLicence
                | Kind::ReadAnswers
                | Kind::WithdrawCampaign,
            ..
        } => Err(Reason::NoSuchAct),
        // A branch's officer asks for those whom they reach; it is decided as all others are.
        Resource::ForgetRequest { asker, .. } if ask.is_self(asker) => {
            ask.console_or(askers(Kind::ForgetMember))
        }
        Resource::LicenceRequest {
            asker,
            guarded,
            tests,
            ..
        } if ask.is_self(asker) => {
            let leave = licences::ask_for(ask, guarded, tests)?;
            outside(ask)?;
            Ok(leave)
        }
        Resource::Answers { asker, guarded, .. } => answers::ask_for(ask, asker, guarded),
        Resource::Withdrawal { asker, .. } => leaving::ask_withdrawal(ask, asker),
        Resource::Request { kind, asker } if ask.is_self(asker) => ask.console_or(askers(kind)),
        Resource::TermRequest {
            asker,
            account,
            role,
            at,
        } if ask.is_self(asker) && role.takes_two() && role.fits(at.scope()) => {
            if ask.is_self(account) {
                return Err(Reason::NotYoursToGive);
            }
            let leave = ask.console_or(askers_of_term(role))?;
            outside(ask)?;
            Ok(leave)
        }
        // The console has a way of its own, which takes a day.
        Resource::AccountRequest { asker, account } if ask.is_self(asker) => {
            if ask.is_self(account) {
                return Err(Reason::NotYoursToGive);
            }
            ask.holds(OFFICIALS)
        }
        _ => Err(Reason::NoSuchAct),
    }
}

/// Neither whoever asked decides, nor whoever shall hold the role, nor anybody of a campaign of theirs.
pub(super) fn decide(ask: &Ask<'_>) -> Verdict {
    match *ask.resource {
        Resource::Request {
            kind:
                Kind::GrantTerm
                | Kind::RecoverAccount
                | Kind::GrantLicence
                | Kind::ReadAnswers
                | Kind::WithdrawCampaign,
            ..
        } => Err(Reason::NoSuchAct),
        Resource::LicenceRequest {
            asker,
            guarded,
            tests,
            ..
        } => {
            let leave = licences::decide(ask, ask.is_self(asker), guarded, tests)?;
            outside(ask)?;
            Ok(leave)
        }
        Resource::Answers { asker, guarded, .. } => answers::decide(ask, asker, guarded),
        Resource::Withdrawal { asker, .. } => leaving::decide_withdrawal(ask, asker),
        Resource::Request { kind, asker } => {
            let leave = ask.holds(deciders(kind))?;
            if ask.is_self(asker) {
                return Err(Reason::SecondPerson);
            }
            outside(ask)?;
            Ok(leave)
        }
        Resource::TermRequest {
            asker,
            account,
            role,
            ..
        } => {
            if ask.is_self(account) {
                return Err(Reason::NotYoursToGive);
            }
            if ask.is_self(asker) {
                ask.holds(askers_of_term(role))?;
                return Err(Reason::SecondPerson);
            }
            let found = ask.holds(deciders_of_term(role, ask.facts.few_offices));
            // Whoever may not decide it learns nothing of it, also where another role of theirs reaches the place.
            let leave = found.map_err(|why| match why {
                Reason::NotYourRole => Reason::NotYours,
                other => other,
            })?;
            outside(ask)?;
            Ok(leave)
        }
        Resource::AccountRequest { asker, account } => {
            if ask.is_self(account) {
                return Err(Reason::NotYoursToGive);
            }
            let leave = ask.holds(deciders_of_account(ask.facts.few_offices))?;
            if ask.is_self(asker) {
                return Err(Reason::SecondPerson);
            }
            outside(ask)?;
            Ok(leave)
        }
        _ => Err(Reason::NoSuchAct),
    }
}

/// Two people of one campaign are one side: neither decides what the other asks for, nor a role in their own campaign.
const fn outside(ask: &Ask<'_>) -> Result<(), Reason> {
    if ask.facts.same_campaign {
        Err(Reason::SameCampaign)
    } else {
        Ok(())
    }
}

/// Who hears of what is to be done alone may refuse it: whoever holds an office anywhere, an auditor while they are few, and
/// whoever's account it is.
/// Refusing gives nobody anything, so it hangs on no campaign.
pub(super) fn refuse_alone(ask: &Ask<'_>) -> Verdict {
    let asker = waits_alone(ask.resource)?;
    if ask.is_self(asker) {
        return Err(Reason::SecondPerson);
    }
    if matches!(*ask.resource, Resource::AccountRequest { account, .. } if ask.is_self(account)) {
        return Ok(Leave::for_purpose("keep one's own account"));
    }
    see_for(ask)
}

/// As asking for it; and only while so few hold an office that there may be nobody else. The console is nobody's second
/// person and no first one either: what it gives, it gives as itself.
pub(super) fn finish_alone(ask: &Ask<'_>) -> Verdict {
    waits_alone(ask.resource)?;
    let leave = self::ask(ask)?;
    if ask.facts.few_offices && ask.actor.opened != Opened::Console {
        Ok(leave)
    } else {
        Err(Reason::TakesTwo)
    }
}

/// Who asked for it, if it is of a kind that a day may stand in for the second person.
const fn waits_alone(resource: &Resource) -> Result<AccountId, Reason> {
    match *resource {
        Resource::Request { kind, asker } if kind.may_wait() => Ok(asker),
        Resource::TermRequest { asker, .. } | Resource::AccountRequest { asker, .. } => Ok(asker),
        _ => Err(Reason::NoSuchAct),
    }
}

/// Taking back what one asked for gives nothing, so no role is needed.
pub(super) fn withdraw(ask: &Ask<'_>) -> Verdict {
    match *ask.resource {
        Resource::Request { asker, .. }
        | Resource::TermRequest { asker, .. }
        | Resource::AccountRequest { asker, .. }
        | Resource::LicenceRequest { asker, .. }
        | Resource::Answers { asker, .. }
        | Resource::Withdrawal { asker, .. }
            if ask.is_self(asker) =>
        {
            Ok(Leave::for_purpose("take back one's own request"))
        }
        Resource::Request { .. }
        | Resource::TermRequest { .. }
        | Resource::AccountRequest { .. }
        | Resource::LicenceRequest { .. }
        | Resource::Answers { .. }
        | Resource::Withdrawal { .. } => Err(Reason::NotYours),
        _ => Err(Reason::NoSuchAct),
    }
}

/// What would be destroyed of one member, for whoever may ask for it.
pub(super) fn preview_forgetting(ask: &Ask<'_>) -> Verdict {
    match ask.resource {
        Resource::Member { .. } => ask.console_or(OFFICER),
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
