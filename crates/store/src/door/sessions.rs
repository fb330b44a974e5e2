//! One's own sessions: which of them run, and ending them.
//!
//! A session is named by its id, which is drawn for this and opens nothing. What opens it, its token, is kept as a hash and
//! never leaves; where it was opened from isn't kept at all.

use switchboard_rules::events::EventKind;
use switchboard_rules::ids::SessionId;
use switchboard_rules::moment::Moment;
use switchboard_rules::policy::seat::session_at;
use switchboard_rules::policy::{
    Action, Facts, Grant, Opened, Reason, Refusal, Resource, Session, Since, Stay,
};

use crate::engine::Arg;
use crate::entry::{self, Draft};
use crate::fault::Fault;
use crate::line;
use crate::session::id16;
use crate::tx::{Tx, Verdict};

/// The most sessions that are shown at once, the newest first. Whoever has more ends the others by one act.
pub const SESSIONS_MAX: usize = 50;

/// One of one's own sessions that runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OwnSession {
    /// What it is named by.
    pub id: SessionId,
    /// What opened it.
    pub opened: Opened,
    /// When.
    pub opened_at: Moment,
    /// When it was used last, to the minute.
    pub seen_at: Moment,
    /// When it ends by itself at the latest.
    pub until: Moment,
    /// Whether it is the one that asks.
    pub is_this: bool,
}

/// What became of ending a session.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ended {
    /// The session that asked is over.
    This,
    /// Another one is over.
    Other,
    /// It was over before.
    Before,
}

const RUNNING: &str = "select id, opened, opened_at, seen_at, expires_at, token_hash, shown_at from session where account = $1 and opened <> 'program' and ended_at is null and expires_at > $2 order by opened_at desc, id desc limit $3";
/// An account has few sessions, so the index on the account is enough.
const BY_ID: &str = "select bucket, token_hash, opened, ended_at, expires_at from session where account = $1 and id = $2 and opened <> 'program'";
pub(super) const END: &str = "update session set ended_at = $1 where bucket = $2 and token_hash = $3 and ended_at is null and expires_at > $1";
const END_OTHERS: &str = "update session set ended_at = $1 where account = $2 and token_hash <> $3 and ended_at is null and expires_at > $1";

/// Asks policy about the own sessions of whoever asks.
fn ask(tx: &mut Tx<'_, '_>, action: Action) -> Result<Result<Grant, Refusal>, Fault> {
    let account = tx.account()?;
    tx.ask(action, &Resource::Account { account }, Facts::SHUT)
}

/// The sessions of whoever asks that run now, the newest first. API tokens that they made are listed apart ([`own_programs`]).
///
/// [`own_programs`]: super::own_programs
pub fn own_sessions(tx: &mut Tx<'_, '_>) -> Result<Verdict<Vec<OwnSession>>, Fault> {
    let grant = match ask(tx, Action::SeeOwnSessions)? {
        Ok(grant) => grant,
        Err(refusal) => return Ok(Verdict::Refused(refusal)),
    };
    let (this, account, now) = (tx.session(), grant.account(), tx.now());
    let terms = tx.terms()?;
    let args = [
        Arg::Bytes(account.as_bytes()),
        Arg::Int(now.millis()),
        Arg::Int(i64::try_from(SESSIONS_MAX).unwrap_or(i64::MAX)),
    ];
    let found = tx.all(RUNNING, &args, |row| {
        let Some(opened) = Opened::from_text(row.text(1)?) else {
            return Ok(None);
        };
        let hash = row.bytes(5)?;
        let since = Since {
            opened_at: Moment::from_millis(row.int(2)?),
            seen_at: Moment::from_millis(row.int(3)?),
            shown_at: Moment::from_millis(row.int(6)?),
        };
        if session_at(opened, &terms, &since, now) == Session::Ended {
            return Ok(None);
        }
        let whole_max = Stay::of(opened, &terms, now).whole_max;
        Ok(Some(OwnSession {
            id: SessionId::from_bytes(id16(row.bytes(0)?).unwrap_or_default()),
            opened,
            opened_at: since.opened_at,
            seen_at: since.seen_at,
            until: Moment::from_millis(row.int(4)?).min(since.opened_at.plus(whole_max)),
            is_this: this.is_some_and(|key| key.hash().as_slice() == hash),
        }))
    })?;
    let sessions: Vec<OwnSession> = found.into_iter().flatten().collect();
    let draft = Draft::act(EventKind::SessionsShown, &grant);
    entry::write(
        tx,
        &draft.detail(format!("sessions={}", sessions.len())),
        &[],
    )?;
    Ok(Verdict::Given(sessions))
}

struct Row {
    bucket: i64,
    hash: Vec<u8>,
    opened: String,
    runs: bool,
}

/// Ends one session of whoever asks: from the commit on no request of it gets anything, on any node. Somebody else's looks
/// like one that never was.
pub fn end_session(tx: &mut Tx<'_, '_>, id: SessionId) -> Result<Verdict<Ended>, Fault> {
    let grant = match ask(tx, Action::EndOwnSessions)? {
        Ok(grant) => grant,
        Err(refusal) => return Ok(Verdict::Refused(refusal)),
    };
    let (now, account) = (tx.now(), grant.account());
    let args = [Arg::Bytes(account.as_bytes()), Arg::Bytes(id.as_bytes())];
    let found = tx.one(BY_ID, &args, |row| {
        Ok(Row {
            bucket: row.int(0)?,
            hash: row.bytes(1)?.to_vec(),
            opened: row.text(2)?.to_owned(),
            runs: row.opt_int(3)?.is_none() && row.int(4)? > now.millis(),
        })
    })?;
    let Some(session) = found else {
        return Ok(Verdict::Refused(Refusal::new(Reason::NotYours)));
    };
    let args = [
        Arg::Int(now.millis()),
        Arg::Int(session.bucket),
        Arg::Bytes(&session.hash),
    ];
    if !session.runs || tx.run(END, &args)? == 0 {
        return Ok(Verdict::Given(Ended::Before));
    }
    let this = tx.session();
    let (ended, which) = if this.is_some_and(|key| key.hash().as_slice() == session.hash) {
        (Ended::This, "this")
    } else {
        (Ended::Other, "other")
    };
    let detail = format!("ended=1 which={which} opened={}", session.opened);
    let draft = Draft::act(EventKind::SessionsEnded, &grant).detail(detail);
    entry::write(tx, &draft, &[])?;
    tx.changed("session", &session.hash);
    Ok(Verdict::Given(ended))
}

/// Ends every session of whoever asks but the one that asks, and every API token that they made; answers how many.
pub fn end_other_sessions(tx: &mut Tx<'_, '_>) -> Result<Verdict<u64>, Fault> {
    let grant = match ask(tx, Action::EndOwnSessions)? {
        Ok(grant) => grant,
        Err(refusal) => return Ok(Verdict::Refused(refusal)),
    };
    let this = tx.session().ok_or(Fault::NoSeat)?;
    let account = grant.account();
    // Whoever is just making an API token waits, and then finds their session ended.
    line::account(tx, account)?;
    let ended = tx.run(
        END_OTHERS,
        &[
            Arg::Int(tx.now().millis()),
            Arg::Bytes(account.as_bytes()),
            Arg::Bytes(this.hash()),
        ],
    )?;
    if ended > 0 {
        let detail = format!("ended={ended} which=others");
        let draft = Draft::act(EventKind::SessionsEnded, &grant).detail(detail);
        entry::write(tx, &draft, &[])?;
        tx.changed("account", account.as_bytes());
    }
    Ok(Verdict::Given(ended))
}
