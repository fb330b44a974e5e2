//! Connecting one's own account with the organisation's own sign-in, wherever one may add a passkey.

use switchboard_rules::events::EventKind;
use switchboard_rules::ids::{AccountId, bucket_of};
use switchboard_rules::moment::Moment;
use switchboard_rules::passkey::FRESH_FOR;
use switchboard_rules::policy::{Action, Facts, Grant, Opened, Reason, Refusal, Resource};

use super::sign_in::by;
use super::{Errand, Returned, Told, find, forget_identity, use_up};
use crate::door::accounts::vars;
use crate::door::loss::{MadeWay, leave_nothing_else};
use crate::door::{SignedIn, holds_office, open_vouched};
use crate::engine::Arg;
use crate::entry::{self, Draft};
use crate::fault::Fault;
use crate::line;
use crate::outbox::{self, Message, To};
use crate::tx::{Tx, Verdict};

/// Whether the account may be connected now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Connectable {
    /// It may.
    Ready,
    /// Signing in was too long ago.
    SignInAgain,
    /// It is connected already.
    Already,
}

/// What became of connecting it.
pub enum Connected {
    /// It is connected.
    Connected,
    /// It is, and its holder, who came with a code for setting up, is in.
    In(SignedIn),
    /// Signing in was too long ago.
    SignInAgain,
    /// It is connected already.
    Already,
    /// Another account is connected with this identity.
    Elsewhere,
    /// It was not shown well enough for the office that the account holds.
    TooWeak,
    /// It was used before, or belongs to another session.
    NotTaken,
}

const SESSION: &str = "select opened_at from session where bucket = $1 and token_hash = $2 and ended_at is null {for_update}";
const OWN: &str = "select 1 from identity where account = $1 limit 1";

/// Who asks, and whether they may now. The session's row is held until this act has ended: whoever shuts the account waits,
/// and then finds what was connected.
fn asker(tx: &mut Tx<'_, '_>) -> Result<Result<(Grant, Connectable), Refusal>, Fault> {
    let account = tx.account()?;
    let own = Resource::Account { account };
    let grant = match tx.ask(Action::ConnectIdentity, &own, Facts::SHUT)? {
        Ok(grant) => grant,
        Err(refusal) => return Ok(Err(refusal)),
    };
    let key = tx.session().ok_or(Fault::NoSeat)?;
    let args = [Arg::Int(key.bucket()), Arg::Bytes(key.hash())];
    let opened_at = tx.one(SESSION, &args, |row| row.int(0))?;
    let Some(opened_at) = opened_at.map(Moment::from_millis) else {
        return Ok(Err(Refusal::new(Reason::SignedOut)));
    };
    let is_fresh = tx.now().since(opened_at) < FRESH_FOR;
    let whose = [Arg::Bytes(account.as_bytes())];
    let can = if grant.opened() == Opened::SetUp {
        // What there was gives way to what is connected with the code.
        Connectable::Ready
    } else if tx.one(OWN, &whose, |row| row.int(0))?.is_some() {
        Connectable::Already
    } else if is_fresh {
        Connectable::Ready
    } else {
        Connectable::SignInAgain
    };
    Ok(Ok((grant, can)))
}

/// Whether whoever asks may be sent there to be connected; nothing is kept of it.
pub fn begin_identity(tx: &mut Tx<'_, '_>) -> Result<Verdict<Connectable>, Fault> {
    Ok(match asker(tx)? {
        Ok((_, can)) => Verdict::Given(can),
        Err(refusal) => Verdict::Refused(refusal),
    })
}

/// Connects the account of whoever asks with the identity that was told. Whoever came with a code for setting up is in with
/// it: every session of theirs ends, and a new one is opened.
pub fn connect_identity(
    tx: &mut Tx<'_, '_>,
    returned: &Returned,
    told: &Told,
) -> Result<Verdict<Connected>, Fault> {
    // One account, one identity: of two who connect it at once the second finds what the first did.
    let account = tx.account()?;
    line::account(tx, account)?;
    let (grant, can) = match asker(tx)? {
        Ok(asker) => asker,
        Err(refusal) => return Ok(Verdict::Refused(refusal)),
    };
    match can {
        Connectable::Ready => {}
        Connectable::SignInAgain => return Ok(Verdict::Given(Connected::SignInAgain)),
        Connectable::Already => return Ok(Verdict::Given(Connected::Already)),
    }
    if !returned.is_of(tx.session(), Errand::Connect) || !use_up(tx, returned)? {
        return Ok(Verdict::Given(Connected::NotTaken));
    }
    let is_setting_up = grant.opened() == Opened::SetUp;
    if is_setting_up && !told.is_strong {
        return Ok(Verdict::Given(Connected::TooWeak));
    }
    if find(tx, &told.identity)?.is_some_and(|link| link.account != account) {
        return Ok(Verdict::Given(Connected::Elsewhere));
    }
    if is_setting_up {
        forget_identity(tx, account)?;
    }
    if !write(tx, &grant, told)? {
        // Somebody was quicker, and is found when this runs again.
        return Err(Fault::Conflict);
    }
    entry::write(tx, &Draft::act(EventKind::IdentityConnected, &grant), &[])?;
    tell(tx, account)?;
    if !is_setting_up {
        return Ok(Verdict::Given(Connected::Connected));
    }
    leave_nothing_else(tx, account, MadeWay::Identity)?;
    tx.changed("account", account.as_bytes());
    let how = by(tx, told);
    let signed_in = open_vouched(tx, account, Opened::Oidc, how)?;
    Ok(Verdict::Given(Connected::In(signed_in)))
}

const PUT: &str = "insert into identity (bucket, identity_hash, account, for_office, made_at) values ($1, $2, $3, $4, $5) on conflict (bucket, identity_hash) do nothing";

/// Writes the row; false where another account has this identity.
fn write(tx: &mut Tx<'_, '_>, grant: &Grant, told: &Told) -> Result<bool, Fault> {
    let account = grant.account();
    let is_for_office = matches!(
        grant.opened(),
        Opened::SetUp | Opened::Password | Opened::Passkey
    ) && holds_office(tx, account)?;
    let written = tx.run(
        PUT,
        &[
            Arg::Int(bucket_of(&told.identity)),
            Arg::Bytes(&told.identity),
            Arg::Bytes(account.as_bytes()),
            Arg::Int(i64::from(is_for_office)),
            Arg::Int(tx.now().millis()),
        ],
    )?;
    Ok(written == 1)
}

fn tell(tx: &mut Tx<'_, '_>, account: AccountId) -> Result<(), Fault> {
    let vars = vars(account, account);
    outbox::put(tx, Message::IdentityConnected, To::Account(account), &vars)
}
