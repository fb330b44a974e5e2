//! Whether what somebody does now is done under a licence: the mark in the act's own entry.

use switchboard_rules::events::EventKind;
use switchboard_rules::ids::{AccountId, LicenceId};
use switchboard_rules::licence::{Act, Scope};
use switchboard_rules::moment::{Moment, Span};

use crate::engine::{Arg, Row, Stmt};
use crate::fault::Fault;
use crate::session::{SYSTEM, id16};
use crate::tx::Tx;

/// The licences whose time is now for an account, in this world.
const LETS: &str = "select licence, scope from licence_tester where bucket = $1 and account = $2 and runs_from <= $3 and runs_until > $3 order by licence limit 20";

/// Whether a licence runs for anybody in a minute: from $1 until before $2. Hardly ever, so an act asks for its account's after that.
const ANY_RUNS: &str =
    "select 1 from licence_tester where runs_until > $1 and runs_from < $2 limit 1";

/// [`LETS`] for an account at a moment.
pub(crate) fn lets_asked(account: &AccountId, now: Moment) -> Stmt<'_> {
    let by_time = vec![
        Arg::Int(account.bucket()),
        Arg::Bytes(account.as_bytes()),
        Arg::Int(now.millis()),
    ];
    let (from, until) = (now.minute(), now.minute().plus(Span::minutes(1)));
    let minute = vec![Arg::Int(from.millis()), Arg::Int(until.millis())];
    Stmt::owning(LETS, by_time).where_any(Stmt::shared(ANY_RUNS, minute))
}

/// A licence that runs for an account now, and what it covers.
#[derive(Clone)]
pub(crate) struct Lets {
    licence: LicenceId,
    scope: Scope,
}

/// Reads a row of [`LETS`].
pub(crate) fn lets(row: &Row<'_>) -> Result<Option<Lets>, Fault> {
    let licence = id16(row.bytes(0)?).map(LicenceId::from_bytes);
    let found = licence.zip(Scope::parse(row.text(1)?));
    Ok(found.map(|(licence, scope)| Lets { licence, scope }))
}

/// What an entry about to be written is marked by.
pub(crate) struct Marked<'d> {
    pub(crate) account: AccountId,
    pub(crate) kind: EventKind,
    pub(crate) purpose: &'d str,
    pub(crate) opened: &'d str,
}

/// The licence that an entry carries: one that runs for its account at this moment and covers such an act.
///
/// Whose session is behind the act had its licences read together with its terms; of anybody else they are read here.
pub(crate) fn mark(tx: &mut Tx<'_, '_>, of: &Marked<'_>) -> Result<Option<LicenceId>, Fault> {
    if of.account == SYSTEM {
        return Ok(None);
    }
    let now = tx.now();
    let running = match tx.lets_of(of.account) {
        Some(running) => running,
        None => running(tx, of.account, now)?,
    };
    if running.is_empty() {
        return Ok(None);
    }
    let act = Act {
        account: of.account,
        at: now,
        index: 0,
        kind: of.kind,
        purpose: of.purpose.to_owned(),
        opened: of.opened.to_owned(),
        licence: None,
    };
    let mut covering = running.iter().filter(|one| act.is_within(&one.scope));
    Ok(covering.next().map(|one| one.licence))
}

fn running(tx: &mut Tx<'_, '_>, account: AccountId, now: Moment) -> Result<Vec<Lets>, Fault> {
    let args = [
        Arg::Int(account.bucket()),
        Arg::Bytes(account.as_bytes()),
        Arg::Int(now.millis()),
    ];
    Ok(tx.all(LETS, &args, lets)?.into_iter().flatten().collect())
}
