//! The organisation's own sign-in says that somebody signed out there (Back-Channel Logout 1.0): what it opened here ends.

use switchboard_rules::events::EventKind;
use switchboard_rules::ids::AccountId;
use switchboard_rules::policy::Opened;

use super::{Left, find};
use crate::door::passkey::use_up_hash;
use crate::engine::Arg;
use crate::entry::{self, Draft};
use crate::fault::Fault;
use crate::session::id16;
use crate::tx::{Tx, Verdict};

const OF_ACCOUNT: &str = "update session set ended_at = $1 where account = $2 and opened in ('oidc', 'oidc-alone') and ended_at is null";
const OF_SID: &str =
    "update session set ended_at = $1 where account = $2 and oidc_sid = $3 and ended_at is null";
/// One session at the provider is one person's, and two accounts of theirs at most once in a while.
const WHOSE: &str = "select distinct account from session where oidc_sid = $1 and ended_at is null order by account limit 16";

/// Ends what the provider opened: the sessions of this identity, of this session at the provider, or of both, in one commit:
/// no act begun after it goes through. Answers how many; none where the very token was used before.
pub fn end_by_provider(tx: &mut Tx<'_, '_>, left: &Left) -> Result<Verdict<Option<u64>>, Fault> {
    if !use_up_hash(tx, &left.number, left.until)? {
        return Ok(Verdict::Given(None));
    }
    let accounts = match (&left.identity, &left.sid) {
        // Held, so that whoever is just coming in by it is there when the sessions are ended.
        (Some(identity), _) => find(tx, identity)?
            .map(|link| link.account)
            .into_iter()
            .collect(),
        (None, Some(sid)) => whose(tx, sid)?,
        (None, None) => Vec::new(),
    };
    let mut ended = 0;
    for account in accounts {
        ended += end(tx, account, left.sid.as_ref())?;
    }
    Ok(Verdict::Given(Some(ended)))
}

fn whose(tx: &mut Tx<'_, '_>, sid: &[u8; 32]) -> Result<Vec<AccountId>, Fault> {
    let found = tx.all(WHOSE, &[Arg::Bytes(sid)], |row| Ok(id16(row.bytes(0)?)))?;
    Ok(found
        .into_iter()
        .flatten()
        .map(AccountId::from_bytes)
        .collect())
}

fn end(tx: &mut Tx<'_, '_>, account: AccountId, sid: Option<&[u8; 32]>) -> Result<u64, Fault> {
    let now = Arg::Int(tx.now().millis());
    let whose = Arg::Bytes(account.as_bytes());
    let ended = match sid {
        Some(sid) => tx.run(OF_SID, &[now, whose, Arg::Bytes(sid)])?,
        None => tx.run(OF_ACCOUNT, &[now, whose])?,
    };
    if ended == 0 {
        return Ok(0);
    }
    let which = if sid.is_some() { "session" } else { "all" };
    let draft = Draft::own(EventKind::IdentityEnded, account, Opened::Oidc.text());
    let detail = format!("ended={ended} which={which} why=provider");
    entry::write(tx, &draft.detail(detail), &[])?;
    tx.changed("account", account.as_bytes());
    Ok(ended)
}
