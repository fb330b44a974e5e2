//! Signing in with a passkey. Whoever may not is told nothing of why.

use switchboard_rules::events::EventKind;
use switchboard_rules::ids::{AccountId, bucket_of};
use switchboard_rules::passkey::{AuthenticatorData, Site, goes_on};
use switchboard_rules::policy::{Opened, Reason, Refusal};

use super::proof::Shown;
use super::{credential_hash, handle, use_up};
use crate::door::accounts::vars;
use crate::door::staff::holds_nothing;
use crate::door::{SignedIn, holds_office, open_session};
use crate::engine::{Arg, Value};
use crate::entry::{self, Draft};
use crate::fault::Fault;
use crate::meta::WorldKind;
use crate::outbox::{self, Message, To};
use crate::session::id16;
use crate::tx::{Tx, Verdict};

/// The row, held until this act has ended: whoever ends the account waits, and then finds the session.
const FIND: &str = "select account, public_key, sign_count, for_office from passkey where bucket = $1 and credential_hash = $2 {for_update}";
const USED: &str = "update passkey set sign_count = $1, backed_up = $2, used_at = $3 where bucket = $4 and credential_hash = $5";

struct Kept {
    hash: [u8; 32],
    account: AccountId,
    key: Vec<u8>,
    count: u32,
    is_for_office: bool,
}

fn find(tx: &mut Tx<'_, '_>, credential: &[u8]) -> Result<Option<Kept>, Fault> {
    let hash = credential_hash(tx.world, credential);
    let key = [Arg::Int(bucket_of(&hash)), Arg::Bytes(&hash)];
    tx.one(FIND, &key, |row| {
        Ok(Kept {
            hash,
            account: AccountId::from_bytes(id16(row.bytes(0)?).unwrap_or_default()),
            key: row.bytes(1)?.to_vec(),
            count: u32::try_from(row.int(2)?).unwrap_or(u32::MAX),
            is_for_office: row.int(3)? != 0,
        })
    })
}

/// Signs in with a passkey that the browser was shown. What is wrong is counted, and never told apart.
pub fn sign_in_with_passkey(
    tx: &mut Tx<'_, '_>,
    site: &Site,
    shown: &Shown,
) -> Result<Verdict<SignedIn>, Fault> {
    match proven(tx, site, shown)? {
        Some(account) => open_session(tx, account, Opened::Passkey).map(Verdict::Given),
        None => Ok(Verdict::Refused(Refusal::new(Reason::SignedOut))),
    }
}

/// The account, if its passkey signed and it may come in with it. Counts what was wrong.
pub(in crate::door) fn proven(
    tx: &mut Tx<'_, '_>,
    site: &Site,
    shown: &Shown,
) -> Result<Option<AccountId>, Fault> {
    let now = tx.now();
    let Some(kept) = find(tx, &shown.credential)? else {
        tx.count_stranger();
        return Ok(None);
    };
    let account = kept.account;
    let is_theirs = shown.handle == handle(tx.world, account);
    let proof = shown.check(&kept.key, tx.world, site, now);
    let (Ok((data, answered)), true) = (proof, is_theirs) else {
        tx.world.tries.refuse(account, now);
        return Ok(None);
    };
    if !may_come_in(tx, &kept)? || !use_up(tx, &answered)? {
        tx.world.tries.refuse(account, now);
        return Ok(None);
    }
    if !goes_on(kept.count, data.count) {
        doubt(tx, account)?;
        return Ok(None);
    }
    note_use(tx, &kept, &data);
    tx.world.tries.settle(account);
    Ok(Some(account))
}

/// Whoever holds no role any more comes in with none; and an office, in a live world, with one alone that its holder added
/// as such: one that was added with no more than a code must not grow with the roles.
fn may_come_in(tx: &mut Tx<'_, '_>, kept: &Kept) -> Result<bool, Fault> {
    if is_over(tx, kept.account)? || holds_nothing(tx, kept.account)? {
        return Ok(false);
    }
    let is_live = tx.world.meta.kind == WorldKind::Live;
    Ok(!is_live || kept.is_for_office || !holds_office(tx, kept.account)?)
}

pub(in crate::door) fn is_over(tx: &mut Tx<'_, '_>, account: AccountId) -> Result<bool, Fault> {
    let key = [Arg::Int(account.bucket()), Arg::Bytes(account.as_bytes())];
    let running = tx.one(
        "select 1 from account where bucket = $1 and id = $2 and ended_at is null",
        &key,
        |row| row.int(0),
    )?;
    Ok(running.is_none())
}

fn note_use(tx: &mut Tx<'_, '_>, kept: &Kept, data: &AuthenticatorData<'_>) {
    tx.later(
        USED,
        vec![
            Value::Int(i64::from(data.count)),
            Value::Int(i64::from(data.is_backed_up())),
            Value::Int(tx.now().millis()),
            Value::Int(bucket_of(&kept.hash)),
            Value::Bytes(kept.hash.to_vec()),
        ],
    );
}

/// The right key signed, but its count did not go on: there may be a copy of it. Nobody is let in, and the person is told.
fn doubt(tx: &mut Tx<'_, '_>, account: AccountId) -> Result<(), Fault> {
    let draft = Draft::own(EventKind::PasskeyDoubted, account, Opened::Passkey.text());
    entry::write(tx, &draft, &[])?;
    outbox::put(
        tx,
        Message::PasskeyDoubted,
        To::Account(account),
        &vars(account, account),
    )
}
