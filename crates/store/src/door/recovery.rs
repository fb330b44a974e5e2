//! The console's way back in for somebody who lost theirs: it opens a day later, every office hears of it, and any of them
//! can stop it. So a charity with one officer can't lock itself out, and whoever has the machine for an hour can't become
//! an officer unseen.

use switchboard_rules::events::EventKind;
use switchboard_rules::ids::AccountId;
use switchboard_rules::moment::{Moment, Span};
use switchboard_rules::policy::{Action, Facts, Reason, Refusal, Resource};

use super::accounts::{label, vars};
use super::code::{Code, Works, new_code};
use super::office_until;
use crate::engine::{Arg, Value};
use crate::entry::{self, Draft};
use crate::fault::Fault;
use crate::hush::says_only_its_name;
use crate::line;
use crate::outbox::{self, Message};
use crate::session::id16;
use crate::tx::{Tx, Verdict};

/// How long everybody has to stop it.
const WAITS: Span = Span::days(1);
/// How long its code works then.
const WORKS: Span = Span::days(1);

/// A way back in that was asked for and is neither used nor stopped.
#[derive(Clone)]
pub struct Recovery {
    /// For whom.
    pub account: AccountId,
    /// Their name.
    pub label: String,
    /// When it was asked for.
    pub asked_at: Moment,
    /// From when its code works.
    pub due_at: Moment,
    /// Until when.
    pub until: Moment,
}
says_only_its_name!(Recovery);

/// Asks for a way back in at the console. The code works a day later, for a day; one that was asked for before is stopped.
pub fn ask_recovery(
    tx: &mut Tx<'_, '_>,
    account: AccountId,
) -> Result<Verdict<(Code, Recovery)>, Fault> {
    line::account(tx, account)?;
    let grant = match tx.ask(
        Action::AskRecovery,
        &Resource::Account { account },
        Facts::SHUT,
    )? {
        Ok(grant) => grant,
        Err(refusal) => return Ok(Verdict::Refused(refusal)),
    };
    let Some(office_until) = office_until(tx, account)? else {
        return Ok(Verdict::Refused(Refusal::new(Reason::NotYours)));
    };
    let now = tx.now();
    let due_at = now.plus(WAITS);
    if office_until <= due_at {
        // By the time it opened there would be nothing to come back to.
        return Ok(Verdict::Refused(Refusal::new(Reason::TermEnded)));
    }
    stop_all(tx, account, grant.account())?;
    let works = Works {
        from: due_at,
        until: due_at.plus(WORKS).min(office_until),
        reusable: false,
        by: grant.account(),
    };
    let (code, hash) = new_code(tx, account, &works)?;
    tx.later(
        "insert into recovery (bucket, account, asked_at, due_at, until_at, code_hash) values ($1, $2, $3, $4, $5, $6)",
        vec![
            Value::Int(account.bucket()),
            Value::Bytes(account.as_bytes().to_vec()),
            Value::Int(now.millis()),
            Value::Int(due_at.millis()),
            Value::Int(works.until.millis()),
            Value::Bytes(hash.to_vec()),
        ],
    );
    entry::write(
        tx,
        &Draft::act(EventKind::RecoveryAsked, &grant).detail(format!("account={account}")),
        &[],
    )?;
    let label = label(tx, account)?;
    let vars = format!("{} due={}", vars(account, grant.account()), due_at.millis());
    outbox::put_to_officers(tx, Message::RecoveryAsked, &vars)?;
    let recovery = Recovery {
        account,
        label,
        asked_at: now,
        due_at,
        until: works.until,
    };
    Ok(Verdict::Given((code, recovery)))
}

/// Stops whatever waits for an account; answers how many there were.
pub(super) fn stop_all(
    tx: &mut Tx<'_, '_>,
    account: AccountId,
    by: AccountId,
) -> Result<u64, Fault> {
    let now = tx.now().millis();
    tx.run(
        "update sign_in_code set expires_at = $1 where expires_at > $1 and code_hash in (select code_hash from recovery where bucket = $2 and account = $3 and stopped_at is null and used_at is null)",
        &[
            Arg::Int(now),
            Arg::Int(account.bucket()),
            Arg::Bytes(account.as_bytes()),
        ],
    )?;
    tx.run(
        "update recovery set stopped_at = $1, stopped_by = $2 where bucket = $3 and account = $4 and stopped_at is null and used_at is null and until_at > $1",
        &[
            Arg::Int(now),
            Arg::Bytes(by.as_bytes()),
            Arg::Int(account.bucket()),
            Arg::Bytes(account.as_bytes()),
        ],
    )
}

/// Stops a way back in: "that wasn't me". False means that nothing waits.
pub fn stop_recovery(tx: &mut Tx<'_, '_>, account: AccountId) -> Result<Verdict<bool>, Fault> {
    let grant = match tx.ask(
        Action::StopRecovery,
        &Resource::Account { account },
        Facts::SHUT,
    )? {
        Ok(grant) => grant,
        Err(refusal) => return Ok(Verdict::Refused(refusal)),
    };
    if stop_all(tx, account, grant.account())? == 0 {
        return Ok(Verdict::Given(false));
    }
    entry::write(
        tx,
        &Draft::act(EventKind::RecoveryStopped, &grant).detail(format!("account={account}")),
        &[],
    )?;
    outbox::put_to_officers(
        tx,
        Message::RecoveryStopped,
        &vars(account, grant.account()),
    )?;
    Ok(Verdict::Given(true))
}

/// The most ways back in that are shown at once.
const SHOWN_MAX: i64 = 20;

/// Who waits for a way back in, for whoever may stop it; nobody else learns that there is any.
pub fn recoveries(tx: &mut Tx<'_, '_>) -> Result<Vec<Recovery>, Fault> {
    if !tx.reaches(&Resource::Organisation, &[Action::SeeRecoveries])? {
        return Ok(Vec::new());
    }
    let waiting = tx.all(
        "select account, asked_at, due_at, until_at from recovery where stopped_at is null and used_at is null and until_at > $1 order by due_at limit $2",
        &[Arg::Int(tx.now().millis()), Arg::Int(SHOWN_MAX)],
        |row| {
            Ok(Recovery {
                account: AccountId::from_bytes(id16(row.bytes(0)?).unwrap_or_default()),
                label: String::new(),
                asked_at: Moment::from_millis(row.int(1)?),
                due_at: Moment::from_millis(row.int(2)?),
                until: Moment::from_millis(row.int(3)?),
            })
        },
    )?;
    waiting
        .into_iter()
        .map(|one| {
            Ok(Recovery {
                label: label(tx, one.account)?,
                ..one
            })
        })
        .collect()
}

/// Says that a way back in was used, if this was its code.
pub(super) fn mark_used(tx: &mut Tx<'_, '_>, account: AccountId, code_hash: &[u8; 32]) {
    tx.later(
        "update recovery set used_at = $1 where bucket = $2 and account = $3 and code_hash = $4 and used_at is null",
        vec![
            Value::Int(tx.now().millis()),
            Value::Int(account.bucket()),
            Value::Bytes(account.as_bytes().to_vec()),
            Value::Bytes(code_hash.to_vec()),
        ],
    );
}
