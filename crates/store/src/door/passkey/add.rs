//! Adding a passkey for oneself.

use switchboard_rules::events::EventKind;
use switchboard_rules::ids::{AccountId, PasskeyId, bucket_of};
use switchboard_rules::moment::Moment;
use switchboard_rules::passkey::{FRESH_FOR, Made, PASSKEYS_MAX, Site};
use switchboard_rules::policy::{Action, Facts, Grant, Opened, Reason, Refusal, Resource};

use super::challenge::{Whose, make};
use super::proof::Created;
use super::{LABEL_MAX, credential_hash, credential_spot, handle, label_spot, use_up};
use crate::door::accounts::{label, vars};
use crate::door::loss::{MadeWay, leave_nothing_else};
use crate::door::{SignedIn, holds_office, open_session};
use crate::engine::Arg;
use crate::entry::{self, Draft};
use crate::fault::Fault;
use crate::mint::random_id;
use crate::outbox::{self, Message, To};
use crate::session::{SessionKey, id16};
use crate::tx::{Tx, Verdict};

/// What a browser needs for a new passkey.
pub struct NewPasskey {
    /// The challenge, in base64url.
    pub challenge: String,
    /// What the authenticator knows the account by.
    pub handle: [u8; 32],
    /// The person's own name, for themselves.
    pub label: String,
    /// The names that authenticators gave the passkeys there are: none of those makes a second one.
    pub known: Vec<Vec<u8>>,
}

/// Whether a passkey may be added now.
pub enum Begun {
    /// It may.
    Ready(NewPasskey),
    /// Signing in was too long ago.
    SignInAgain,
    /// There are as many as there may be.
    Full,
}

/// What became of adding one.
pub enum AddedPasskey {
    /// It is there.
    Added,
    /// It is there, and its holder, who came with a code for setting up, is in.
    In(SignedIn),
    /// Signing in was too long ago.
    SignInAgain,
    /// There are as many as there may be.
    Full,
    /// What the browser sent proves nothing, or came too late.
    NotTaken,
}

const SESSION: &str = "select opened_at from session where bucket = $1 and token_hash = $2 and ended_at is null {for_update}";
const OWN: &str =
    "select id, credential_sealed from passkey where account = $1 order by id limit $2";

/// Whoever asks, and whether they may add one now.
struct Asker {
    grant: Grant,
    key: SessionKey,
    /// The names of those that they have.
    known: Vec<Vec<u8>>,
    is_fresh: bool,
}

/// The session's row is held until this act has ended: whoever shuts the account waits, and then finds the passkey.
fn asker(tx: &mut Tx<'_, '_>) -> Result<Result<Asker, Refusal>, Fault> {
    let account = tx.account()?;
    let own = Resource::Account { account };
    let grant = match tx.ask(Action::AddOwnPasskey, &own, Facts::SHUT)? {
        Ok(grant) => grant,
        Err(refusal) => return Ok(Err(refusal)),
    };
    let key = tx.session().ok_or(Fault::NoSeat)?;
    let args = [Arg::Int(key.bucket()), Arg::Bytes(key.hash())];
    let opened_at = tx.one(SESSION, &args, |row| row.int(0))?;
    let Some(opened_at) = opened_at.map(Moment::from_millis) else {
        return Ok(Err(Refusal::new(Reason::SignedOut)));
    };
    // A code for setting up is used up by now: with it one can't sign in again.
    let is_fresh = grant.opened() == Opened::SetUp || tx.now().since(opened_at) < FRESH_FOR;
    // What there was gives way to what is made with the code, also where the same device made it.
    let known = match grant.opened() {
        Opened::SetUp => Vec::new(),
        _ => known(tx, account)?,
    };
    Ok(Ok(Asker {
        grant,
        key,
        known,
        is_fresh,
    }))
}

fn known(tx: &mut Tx<'_, '_>, account: AccountId) -> Result<Vec<Vec<u8>>, Fault> {
    let most = i64::try_from(PASSKEYS_MAX).unwrap_or(i64::MAX);
    let args = [Arg::Bytes(account.as_bytes()), Arg::Int(most)];
    let sealed = tx.all(OWN, &args, |row| {
        Ok((
            id16(row.bytes(0)?).unwrap_or_default(),
            row.bytes(1)?.to_vec(),
        ))
    })?;
    let keys = &tx.world.keys.account;
    let open = |(id, sealed): ([u8; 16], Vec<u8>)| {
        let opened = keys.open(credential_spot(&id), &sealed)?;
        Ok(opened.to_vec())
    };
    sealed.into_iter().map(open).collect()
}

/// Begins with a new passkey; nothing is kept of it.
pub fn begin_passkey(tx: &mut Tx<'_, '_>) -> Result<Verdict<Begun>, Fault> {
    let asker = match asker(tx)? {
        Ok(asker) => asker,
        Err(refusal) => return Ok(Verdict::Refused(refusal)),
    };
    if !asker.is_fresh {
        return Ok(Verdict::Given(Begun::SignInAgain));
    }
    if asker.known.len() >= PASSKEYS_MAX {
        return Ok(Verdict::Given(Begun::Full));
    }
    let account = asker.grant.account();
    Ok(Verdict::Given(Begun::Ready(NewPasskey {
        challenge: make(tx.world, Whose::Session(asker.key), tx.now())?,
        handle: handle(tx.world, account),
        label: label(tx, account)?,
        known: asker.known,
    })))
}

/// Adds the passkey that the browser made. Whoever came with a code for setting up is in with it: every session of theirs
/// ends, and a new one is opened.
pub fn add_passkey(
    tx: &mut Tx<'_, '_>,
    site: &Site,
    created: &Created,
    called: &str,
) -> Result<Verdict<AddedPasskey>, Fault> {
    let asker = match asker(tx)? {
        Ok(asker) => asker,
        Err(refusal) => return Ok(Verdict::Refused(refusal)),
    };
    if !asker.is_fresh {
        return Ok(Verdict::Given(AddedPasskey::SignInAgain));
    }
    if asker.known.len() >= PASSKEYS_MAX {
        return Ok(Verdict::Given(AddedPasskey::Full));
    }
    let whose = Whose::Session(asker.key);
    let Ok((data, answered)) = created.check(tx.world, site, whose, tx.now()) else {
        return Ok(Verdict::Given(AddedPasskey::NotTaken));
    };
    let Some(made) = &data.made else {
        return Ok(Verdict::Given(AddedPasskey::NotTaken));
    };
    if !use_up(tx, &answered)? {
        return Ok(Verdict::Given(AddedPasskey::NotTaken));
    }
    let row = NewRow {
        made,
        count: data.count,
        is_backed_up: data.is_backed_up(),
        called,
    };
    if !write(tx, &asker.grant, &row)? {
        return Ok(Verdict::Given(AddedPasskey::NotTaken));
    }
    told(tx, &asker.grant)?;
    if asker.grant.opened() != Opened::SetUp {
        return Ok(Verdict::Given(AddedPasskey::Added));
    }
    let account = asker.grant.account();
    let hash = credential_hash(tx.world, made.credential);
    leave_nothing_else(tx, account, MadeWay::Passkey(&hash))?;
    tx.changed("account", account.as_bytes());
    let signed_in = open_session(tx, account, Opened::Passkey)?;
    Ok(Verdict::Given(AddedPasskey::In(signed_in)))
}

/// A passkey about to be written.
struct NewRow<'a> {
    made: &'a Made<'a>,
    count: u32,
    is_backed_up: bool,
    called: &'a str,
}

const PUT: &str = "insert into passkey (bucket, credential_hash, id, account, credential_sealed, label_sealed, public_key, sign_count, backed_up, for_office, made_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) on conflict (bucket, credential_hash) do nothing";

/// Writes the row; false where there is one of that name, whosever it is.
fn write(tx: &mut Tx<'_, '_>, grant: &Grant, new: &NewRow<'_>) -> Result<bool, Fault> {
    let account = grant.account();
    let is_for_office = matches!(
        grant.opened(),
        Opened::SetUp | Opened::Password | Opened::Passkey
    ) && holds_office(tx, account)?;
    let id = PasskeyId::from_bytes(random_id()?);
    let called = label_of(new.called);
    let keys = &tx.world.keys.account;
    let label = keys.seal(label_spot(id.as_bytes()), called.as_bytes())?;
    let credential = keys.seal(credential_spot(id.as_bytes()), new.made.credential)?;
    let hash = credential_hash(tx.world, new.made.credential);
    let written = tx.run(
        PUT,
        &[
            Arg::Int(bucket_of(&hash)),
            Arg::Bytes(&hash),
            Arg::Bytes(id.as_bytes()),
            Arg::Bytes(account.as_bytes()),
            Arg::Bytes(&credential),
            Arg::Bytes(&label),
            Arg::Bytes(new.made.key_bytes),
            Arg::Int(i64::from(new.count)),
            Arg::Int(i64::from(new.is_backed_up)),
            Arg::Int(i64::from(is_for_office)),
            Arg::Int(tx.now().millis()),
        ],
    )?;
    Ok(written == 1)
}

/// What its holder calls it, cut to what is kept.
fn label_of(called: &str) -> String {
    let mut kept = String::new();
    for letter in called.trim().chars().filter(|letter| !letter.is_control()) {
        if kept.len() + letter.len_utf8() > LABEL_MAX {
            break;
        }
        kept.push(letter);
    }
    kept
}

/// The entry, and a letter to the person.
fn told(tx: &mut Tx<'_, '_>, grant: &Grant) -> Result<(), Fault> {
    entry::write(tx, &Draft::act(EventKind::PasskeyAdded, grant), &[])?;
    let account = grant.account();
    outbox::put(
        tx,
        Message::PasskeyAdded,
        To::Account(account),
        &vars(account, account),
    )
}
