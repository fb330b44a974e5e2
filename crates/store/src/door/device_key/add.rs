//! Adding a device key for oneself.

use switchboard_rules::device_key::{DEVICE_KEYS_MAX, DeviceKey, WORKS_MAX};
use switchboard_rules::events::EventKind;
use switchboard_rules::ids::{AccountId, DeviceKeyId, bucket_of};
use switchboard_rules::moment::Moment;
use switchboard_rules::passkey::{Flaw, Site};
use switchboard_rules::policy::{Grant, Reason, Refusal, Role};

use super::proof::{ShownKey, decode};
use super::{key_hash, mailed, may_add};
use crate::door::accounts::vars;
use crate::door::passkey::challenge::{Whose, make};
use crate::door::passkey::use_up;
use crate::door::password::Hashed;
use crate::engine::Arg;
use crate::entry::{self, Draft};
use crate::fault::Fault;
use crate::hush::says_only_its_name;
use crate::mint::random_id;
use crate::outbox::{self, Message, To};
use crate::session::SessionKey;
use crate::tx::{Tx, Verdict};

/// A new key, as its browser sends it, with what its holder typed.
pub struct NewKey {
    /// The key, and what it signed.
    pub shown: ShownKey,
    /// The key that this browser had before, whose place the new one takes.
    before: Option<DeviceKey>,
    /// The mailed code.
    code: String,
    /// The PIN.
    pin: Hashed,
}
says_only_its_name!(NewKey);

impl NewKey {
    /// Puts it together; `before` is the public half of the key that the browser had, in base64url, or nothing.
    pub fn new(shown: ShownKey, before: &str, code: String, pin: Hashed) -> Result<Self, Flaw> {
        let before = match before {
            "" => None,
            before => Some(DeviceKey::parse(&decode(before)?).ok_or(Flaw::Key)?),
        };
        Ok(Self {
            shown,
            before,
            code,
            pin,
        })
    }
}

/// What became of adding one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AddedKey {
    /// It is there.
    Added,
    /// The code is not the one that was mailed, or it works no more.
    WrongCode,
    /// There are as many as there may be.
    Full,
    /// What the browser sent proves nothing, or came too late.
    NotTaken,
}

const SESSION: &str = "select opened_at from session where bucket = $1 and token_hash = $2 and ended_at is null {for_update}";

/// The session's row is held until this act has ended: whoever shuts the account waits, and then finds the key.
fn held(tx: &mut Tx<'_, '_>) -> Result<Result<(Grant, SessionKey), Refusal>, Fault> {
    let grant = match may_add(tx)? {
        Ok(grant) => grant,
        Err(refusal) => return Ok(Err(refusal)),
    };
    let key = tx.session().ok_or(Fault::NoSeat)?;
    let args = [Arg::Int(key.bucket()), Arg::Bytes(key.hash())];
    match tx.one(SESSION, &args, |row| row.int(0))? {
        Some(_) => Ok(Ok((grant, key))),
        None => Ok(Err(Refusal::new(Reason::SignedOut))),
    }
}

/// A challenge for a new key, in base64url; nothing is kept of it.
pub fn begin_device_key(tx: &mut Tx<'_, '_>) -> Result<Verdict<String>, Fault> {
    let (_, key) = match held(tx)? {
        Ok(held) => held,
        Err(refusal) => return Ok(Verdict::Refused(refusal)),
    };
    make(tx.world, Whose::DeviceOf(key), tx.now()).map(Verdict::Given)
}

/// Adds the key that the browser made. Every other session of its holder ends, as when they choose a password.
pub fn add_device_key(
    tx: &mut Tx<'_, '_>,
    site: &Site,
    new: &NewKey,
) -> Result<Verdict<AddedKey>, Fault> {
    let (grant, session) = match held(tx)? {
        Ok(held) => held,
        Err(refusal) => return Ok(Verdict::Refused(refusal)),
    };
    let whose = Whose::DeviceOf(session);
    let Ok(answered) = new.shown.check(tx.world, site, whose, tx.now()) else {
        return Ok(Verdict::Given(AddedKey::NotTaken));
    };
    if !mailed::is_right(tx, &grant, &new.code)? {
        return Ok(Verdict::Given(AddedKey::WrongCode));
    }
    if !use_up(tx, &answered)? {
        return Ok(Verdict::Given(AddedKey::NotTaken));
    }
    sweep(tx, grant.account(), new)?;
    if count(tx, grant.account())? >= DEVICE_KEYS_MAX {
        return Ok(Verdict::Given(AddedKey::Full));
    }
    if !write(tx, &grant, new)? {
        return Ok(Verdict::Given(AddedKey::NotTaken));
    }
    end_others(tx, grant.account(), session)?;
    // Whoever is just making an API token holds their session: the token is there once that has been waited for.
    end_others(tx, grant.account(), session)?;
    Ok(Verdict::Given(AddedKey::Added))
}

const OVER: &str = "delete from device_key where until_at <= $1";
const BEFORE: &str = "delete from device_key where bucket = $1 and key_hash = $2 and account = $3";

/// Deletes keys whose time is over, whosever they are, and the one whose place the new one takes.
fn sweep(tx: &mut Tx<'_, '_>, account: AccountId, new: &NewKey) -> Result<(), Fault> {
    tx.run(OVER, &[Arg::Int(tx.now().millis())])?;
    if let Some(before) = &new.before {
        let hash = key_hash(tx.world, before.as_bytes());
        let args = [
            Arg::Int(bucket_of(&hash)),
            Arg::Bytes(&hash),
            Arg::Bytes(account.as_bytes()),
        ];
        tx.run(BEFORE, &args)?;
    }
    Ok(())
}

fn count(tx: &mut Tx<'_, '_>, account: AccountId) -> Result<usize, Fault> {
    let found = tx.one(
        "select count(*) from device_key where account = $1",
        &[Arg::Bytes(account.as_bytes())],
        |row| row.int(0),
    )?;
    Ok(usize::try_from(found.unwrap_or(0)).unwrap_or(usize::MAX))
}

const PUT: &str = "insert into device_key (bucket, key_hash, id, account, public_key, pin, vouched, made_at, until_at, wrong) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, 0) on conflict (bucket, key_hash) do nothing";

/// Writes the row, the entry and the letter; false where there is such a key, whosever it is.
fn write(tx: &mut Tx<'_, '_>, grant: &Grant, new: &NewKey) -> Result<bool, Fault> {
    let account = grant.account();
    let id = DeviceKeyId::from_bytes(random_id()?);
    let (until, vouched) = (until(tx)?, tx.vouched()?);
    let hash = key_hash(tx.world, new.shown.key.as_bytes());
    let written = tx.run(
        PUT,
        &[
            Arg::Int(bucket_of(&hash)),
            Arg::Bytes(&hash),
            Arg::Bytes(id.as_bytes()),
            Arg::Bytes(account.as_bytes()),
            Arg::Bytes(new.shown.key.as_bytes()),
            Arg::Text(&new.pin.0),
            vouched
                .as_ref()
                .map_or(Arg::Null, |by| Arg::Bytes(by.as_bytes())),
            Arg::Int(tx.now().millis()),
            Arg::Int(until.millis()),
        ],
    )?;
    if written == 0 {
        return Ok(false);
    }
    let detail = format!("key={id} until={}", until.millis());
    let draft = Draft::act(EventKind::DeviceKeyAdded, grant);
    entry::write(tx, &draft.detail(detail), &[])?;
    tx.changed("account", account.as_bytes());
    let vars = vars(account, account);
    outbox::put(tx, Message::DeviceKeyAdded, To::Account(account), &vars)?;
    Ok(true)
}

/// When it ends: with the last of its holder's roles as a caller that run now.
fn until(tx: &mut Tx<'_, '_>) -> Result<Moment, Fault> {
    let now = tx.now();
    let most = now.plus(WORKS_MAX);
    let terms = tx.terms()?;
    let rings = terms
        .iter()
        .filter(|term| term.role == Role::Caller && term.runs(now));
    let last = rings.map(|term| term.until.unwrap_or(most)).max();
    Ok(last.map_or(now, |last| last.min(most)))
}

const END_OTHERS: &str =
    "update session set ended_at = $1 where account = $2 and token_hash <> $3 and ended_at is null";

fn end_others(tx: &mut Tx<'_, '_>, account: AccountId, session: SessionKey) -> Result<(), Fault> {
    let args = [
        Arg::Int(tx.now().millis()),
        Arg::Bytes(account.as_bytes()),
        Arg::Bytes(session.hash()),
    ];
    tx.run(END_OTHERS, &args)?;
    Ok(())
}
