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
/// With the one that is named ends what an ID token opened that named none: it may be that one.
const OF_LINKED: &str = "update session set ended_at = $1 where account = $2 and (oidc_sid = $3 or (oidc_sid is null and opened in ('oidc', 'oidc-alone'))) and ended_at is null";
const OF_SID: &str =
    "update session set ended_at = $1 where account = $2 and oidc_sid = $3 and ended_at is null";
/// One session at the provider is one person's, and two accounts of theirs at most once in a while.
const WHOSE: &str = "select distinct account from session where oidc_sid = $1 and ended_at is null order by account limit 16";

/// Ends what the provider opened: the sessions of this identity, of this session at the provider, or of both, in one commit:
/// no act begun after it goes through. An account is found by either, so that whoever changed what connects it is out too.
/// Answers how many; none where the very token was used before.
pub fn end_by_provider(tx: &mut Tx<'_, '_>, left: &Left) -> Result<Verdict<Option<u64>>, Fault> {
    if !use_up_hash(tx, &left.number, left.until)? {
        return Ok(Verdict::Given(None));
    }
    // Held, so that whoever is just coming in by it is there when the sessions are ended.
    let linked = match &left.identity {
        Some(identity) => find(tx, identity)?.map(|link| link.account),
        None => None,
    };
    let mut ended = 0;
    if let Some(account) = linked {
        ended += match &left.sid {
            Some(sid) => end(tx, account, OF_LINKED, Some(sid))?,
            None => end(tx, account, OF_ACCOUNT, None)?,
        };
    }
    if let Some(sid) = &left.sid {
        for account in whose(tx, sid)? {
            ended += end(tx, account, OF_SID, Some(sid))?;
        }
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

fn end(
    tx: &mut Tx<'_, '_>,
    account: AccountId,
    which: &'static str,
    sid: Option<&[u8; 32]>,
) -> Result<u64, Fault> {
    let mut args = vec![Arg::Int(tx.now().millis()), Arg::Bytes(account.as_bytes())];
    args.extend(sid.map(|sid| Arg::Bytes(sid)));
    let ended = tx.run(which, &args)?;
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
