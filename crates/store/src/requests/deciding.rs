//! Deciding what somebody else asked for, and taking back what one asked for oneself.

use switchboard_rules::events::EventKind;
use switchboard_rules::hook::Event;
use switchboard_rules::ids::RequestId;
use switchboard_rules::policy::{Action, Facts, Grant, Reason, Refusal};
use switchboard_rules::request::{Because, Kind, RequestError, State};

use super::acts::{By, Outcome, carry_out};
use super::{DECISION, Filed, filed, member_key, move_to, seal, step};
use crate::door::Handed;
use crate::engine::Value;
use crate::entry::{self, Draft};
use crate::fault::Fault;
use crate::hooks::{self, Whose};
use crate::line;
use crate::tx::{Tx, Verdict};

/// Yes or no.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Decision {
    /// Yes: it is done.
    Approve,
    /// No.
    Refuse,
}

/// What became of a decision.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Decided {
    /// It was approved and is done.
    Done,
    /// It was approved and is done: this code is for whoever approved it to hand on, shown this once.
    Handed(Handed),
    /// It was approved; a job does it.
    Begun,
    /// It was approved and can't be done any more.
    Failed,
    /// It was refused.
    Refused,
    /// It was taken back.
    Withdrawn,
    /// Whoever asked may not ask for this any more, so it lapsed.
    AskerLeft,
    /// Whoever asked stands still just now, or what it is about does; it waits, and nothing changed.
    Waits,
    /// It can't be decided so; nothing changed.
    Not(RequestError),
}

const DECIDE: &str = "update request set state = $1, decided_by = $2, decided_at = $3, decision_sealed = $4 where bucket = $5 and id = $6 and state = 'asked'";

/// Decides a request, and does what was asked for if the answer is yes.
pub fn decide(
    tx: &mut Tx<'_, '_>,
    id: RequestId,
    decision: Decision,
    because: Option<&Because>,
) -> Result<Verdict<Decided>, Fault> {
    let Some(mut filed) = filed(tx, id)? else {
        return Ok(Verdict::Refused(Refusal::new(Reason::NotYours)));
    };
    let action = match (decision, filed.request.alone_from) {
        // More people may stop what nobody else agreed to.
        (Decision::Refuse, Some(_)) => Action::RefuseAlone,
        (Decision::Approve | Decision::Refuse, _) => Action::DecideRequest,
    };
    let resource = filed.resource(tx.account()?);
    let grant = match tx.ask(action, &resource, Facts::SHUT)? {
        Ok(grant) => grant,
        Err(refusal) => return Ok(Verdict::Refused(refusal)),
    };
    let now = tx.now();
    let next = match decision {
        Decision::Approve => filed.request.approve(grant.account(), now),
        Decision::Refuse => filed.request.refuse(grant.account(), now),
    };
    let next = match next {
        Ok(next) => next,
        Err(error) => return Ok(Verdict::Given(Decided::Not(error))),
    };
    if decision == Decision::Approve {
        match asker_still_may(tx, &filed)? {
            Some(Ok(())) => {}
            // A freeze passes: it is decided afterwards, or lapses by its own time.
            Some(Err(Reason::Frozen)) => return Ok(Verdict::Given(Decided::Waits)),
            Some(Err(_)) | None => {
                lapse_for_asker(tx, &filed)?;
                return Ok(Verdict::Given(Decided::AskerLeft));
            }
        }
    }
    write_down(tx, &filed, &grant, next.state, because)?;
    filed.request = next;
    filed.decided_by = Some(grant.account());
    filed.decided_at = Some(now);
    hooks::tell(
        tx,
        Event::RequestEnded,
        Whose::Organisation,
        &format!("request={id}"),
    )?;
    tx.changed("request", id.as_bytes());
    Ok(Verdict::Given(match decision {
        Decision::Refuse => {
            step(tx, EventKind::RequestRefused, &grant, &filed)?;
            Decided::Refused
        }
        Decision::Approve => {
            step(tx, EventKind::RequestApproved, &grant, &filed)?;
            follow(tx, &filed, &By::Grant(&grant))?.0
        }
    }))
}

/// Does what was approved, and writes down what came of it; answers too whether that brought it on.
pub(super) fn follow(
    tx: &mut Tx<'_, '_>,
    filed: &Filed,
    by: &By<'_>,
) -> Result<(Decided, bool), Fault> {
    let outcome = carry_out(tx, filed, by)?;
    let (ended, kind, why) = match &outcome {
        Outcome::Begun => return Ok((Decided::Begun, false)),
        Outcome::More => return Ok((Decided::Begun, true)),
        Outcome::Done | Outcome::Handed(_) => {
            (filed.request.finish(), EventKind::RequestDone, None)
        }
        Outcome::Failed(why) => (filed.request.fail(), EventKind::RequestFailed, Some(*why)),
    };
    let ended = ended.map_err(|_| Fault::Conflict)?;
    move_to(tx, filed.id, State::Approved, ended.state);
    let why = why.map(|why| format!(" why={why}")).unwrap_or_default();
    let draft = by.draft(kind, filed).detail(filed.words() + &why);
    entry::write(tx, &draft, &[])?;
    Ok(match outcome {
        Outcome::Failed(_) => (Decided::Failed, true),
        Outcome::Handed(handed) => (Decided::Handed(handed), true),
        Outcome::Done | Outcome::Begun | Outcome::More => (Decided::Done, true),
    })
}

/// Whoever asked must still be one who may ask for it. Where that hangs on where a member stands, nobody is merged or moved from
/// here to the commit: the line comes before members, as forgetting takes them.
fn asker_still_may(
    tx: &mut Tx<'_, '_>,
    filed: &Filed,
) -> Result<Option<Result<(), Reason>>, Fault> {
    if filed.request.kind == Kind::ForgetMember {
        line::wait(tx)?;
        line::behind_the_switch(tx)?;
        line::person(tx, filed.member)?;
    }
    let asker = (filed.request.asker, filed.asked_how.as_str());
    let resource = filed.asked_resource(tx)?;
    tx.would_decide(asker, Action::AskRequest, &resource)
}

fn lapse_for_asker(tx: &mut Tx<'_, '_>, filed: &Filed) -> Result<(), Fault> {
    let lapsed = filed.request.give_up().map_err(|_| Fault::Conflict)?;
    move_to(tx, filed.id, State::Asked, lapsed.state);
    hooks::tell(
        tx,
        Event::RequestEnded,
        Whose::Organisation,
        &format!("request={}", filed.id),
    )?;
    tx.changed("request", filed.id.as_bytes());
    let subjects = super::subject(tx, filed.member)?;
    let words = filed.words() + " why=asker-lost-the-role";
    let draft = Draft::system(EventKind::RequestLapsed, "requests").detail(words);
    entry::write(tx, &draft, &subjects)
}

pub(super) fn write_down(
    tx: &mut Tx<'_, '_>,
    filed: &Filed,
    grant: &Grant,
    state: State,
    because: Option<&Because>,
) -> Result<(), Fault> {
    let key = member_key(tx, filed.member)?;
    let of = key.as_ref().map(|key| (filed.member, key));
    let sealed = match because {
        Some(because) => Value::Bytes(seal(tx, of, DECISION, filed.id, because.as_str())?),
        None => Value::Null,
    };
    let args = vec![
        Value::Text(state.code().to_owned()),
        Value::Bytes(grant.account().as_bytes().to_vec()),
        Value::Int(tx.now().millis()),
        sealed,
        Value::Int(filed.id.bucket()),
        Value::Bytes(filed.id.as_bytes().to_vec()),
    ];
    tx.later_expect(1, DECIDE, args);
    if state.is_over() {
        move_to(tx, filed.id, state, state);
    }
    Ok(())
}

/// Takes back what one asked for oneself.
pub fn withdraw(tx: &mut Tx<'_, '_>, id: RequestId) -> Result<Verdict<Decided>, Fault> {
    let Some(filed) = filed(tx, id)? else {
        return Ok(Verdict::Refused(Refusal::new(Reason::NotYours)));
    };
    let resource = filed.resource(tx.account()?);
    let grant = match tx.ask(Action::WithdrawRequest, &resource, Facts::SHUT)? {
        Ok(grant) => grant,
        Err(refusal) => return Ok(Verdict::Refused(refusal)),
    };
    let next = match filed.request.withdraw(grant.account()) {
        Ok(next) => next,
        Err(error) => return Ok(Verdict::Given(Decided::Not(error))),
    };
    move_to(tx, id, State::Asked, next.state);
    step(tx, EventKind::RequestWithdrawn, &grant, &filed)?;
    hooks::tell(
        tx,
        Event::RequestEnded,
        Whose::Organisation,
        &format!("request={id}"),
    )?;
    tx.changed("request", id.as_bytes());
    Ok(Verdict::Given(Decided::Withdrawn))
}
