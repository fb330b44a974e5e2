//! What is done by one person, because there may be nobody else: a day in which everybody may refuse stands in for the second.
//!
//! ```text
//! ask with Second::Day ─▶ a letter to every office ─▶ a day ─▶ finish_alone, by whoever asked
//!                                └─ refused by any of them, until it is done
//! ```
//! No job does it: policy is asked of somebody who is there and has just shown who they are, and a code that comes of it is
//! shown to them. A second person who turns up decides it as any request. A restored world forgets that a day was running.

use switchboard_rules::events::EventKind;
use switchboard_rules::hook::Event;
use switchboard_rules::ids::{AccountId, RequestId};
use switchboard_rules::moment::Moment;
use switchboard_rules::policy::{Action, Facts, Reason, Refusal};
use switchboard_rules::request::{Kind, Request};

use super::acts::By;
use super::deciding::{Decided, follow, write_down};
use super::{Filed, filed, step};
use crate::engine::Arg;
use crate::fault::Fault;
use crate::hooks::{self, Whose};
use crate::hush::says_only_its_name;
use crate::outbox::{self, Message, To};
use crate::tx::{Tx, Verdict};

/// Does what waited for a day, by whoever asked: they must still be one who may, nobody may have refused, and the offices must
/// still be few.
pub fn finish_alone(tx: &mut Tx<'_, '_>, id: RequestId) -> Result<Verdict<Decided>, Fault> {
    let Some(mut filed) = filed(tx, id)? else {
        return Ok(Verdict::Refused(Refusal::new(Reason::NotYours)));
    };
    let resource = filed.resource(tx.account()?);
    let grant = match tx.ask(Action::FinishAlone, &resource, Facts::SHUT)? {
        Ok(grant) => grant,
        Err(refusal) => return Ok(Verdict::Refused(refusal)),
    };
    let next = match filed.request.go_alone(grant.account(), tx.now()) {
        Ok(next) => next,
        Err(error) => return Ok(Verdict::Given(Decided::Not(error))),
    };
    write_down(tx, &filed, &grant, next.state, None)?;
    filed.request = next;
    filed.decided_by = Some(grant.account());
    filed.decided_at = Some(tx.now());
    hooks::tell(
        tx,
        Event::RequestEnded,
        Whose::Organisation,
        &format!("request={id}"),
    )?;
    tx.changed("request", id.as_bytes());
    step(tx, EventKind::AloneDone, &grant, &filed)?;
    let (decided, _) = follow(tx, &filed, &By::Grant(&grant))?;
    Ok(Verdict::Given(decided))
}

impl Filed {
    /// Who agreed to it, besides whoever asked: none where a day stood in for a second person.
    pub(crate) fn agreed_by(&self, decider: AccountId) -> Option<AccountId> {
        (decider != self.request.asker).then_some(decider)
    }

    /// The same for letters.
    pub(crate) fn how(&self, decider: AccountId) -> &'static str {
        match self.agreed_by(decider) {
            Some(_) => "two",
            None => "alone",
        }
    }
}

/// A letter to everybody who holds an office, and to the auditors: what one of them would do alone, and from when on.
pub(super) fn tell(tx: &mut Tx<'_, '_>, request: &Request, from: Moment) -> Result<(), Fault> {
    let vars = format!(
        "request={} due={} by={}",
        request.kind.code(),
        from.millis(),
        request.asker
    );
    let mut heard = outbox::officers(tx)?;
    heard.extend(outbox::auditors(tx)?);
    for account in heard {
        if account != request.asker {
            outbox::put(tx, Message::RequestAlone, To::Account(account), &vars)?;
        }
    }
    Ok(())
}

/// Whether so few hold an office that a day may stand in for a second person: pages offer it only then, and policy says so again.
pub fn may_wait(tx: &mut Tx<'_, '_>) -> Result<bool, Fault> {
    crate::door::are_offices_few(tx)
}

/// One request that is to be done alone, for the first page of whoever may refuse it.
#[derive(Clone)]
pub struct Alone {
    /// The request.
    pub id: RequestId,
    /// What.
    pub kind: Kind,
    /// The label of whoever asked.
    pub asked_by: String,
    /// From when on they may do it.
    pub from: Moment,
}
says_only_its_name!(Alone);

/// More of them than this stand on the page of requests alone.
const SHOWN_MAX: i64 = 20;
const ALONE: &str = "select id, kind, state, member, about, asked_by, asked_how, asked_at, until_at, decided_by, decided_at, reason_sealed, decision_sealed, work_sealed, work_at, alone_at from request where state = 'asked' and alone_at is not null and until_at > $1 order by asked_at, id limit $2";

/// What is to be done alone, for whoever may refuse it; nobody else learns that there is anything.
pub fn to_be_done_alone(tx: &mut Tx<'_, '_>) -> Result<Vec<Alone>, Fault> {
    let args = [Arg::Int(tx.now().millis()), Arg::Int(SHOWN_MAX)];
    let mut out = Vec::new();
    for filed in tx.all(ALONE, &args, Filed::read)? {
        let Some(from) = filed.request.alone_from else {
            continue;
        };
        let resource = filed.resource(tx.account()?);
        if !tx.reaches(&resource, &[Action::RefuseAlone])? {
            continue;
        }
        let label = crate::door::labels(tx, &[filed.request.asker])?;
        out.push(Alone {
            id: filed.id,
            kind: filed.request.kind,
            asked_by: label.into_iter().next().unwrap_or_default(),
            from,
        });
    }
    Ok(out)
}
