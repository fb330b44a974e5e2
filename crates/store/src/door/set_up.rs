//! Setting one's own password and app: after a code both, later one at a time with what one has.
//!
//! What is being set waits beside what is in force until the app has given its first number, so that somebody who stops
//! half-way still has the old. Whoever changes either ends their other sessions.

use switchboard_rules::events::EventKind;
use switchboard_rules::ids::AccountId;
use switchboard_rules::policy::{Action, Facts, Grant, Opened, Reason, Refusal, Resource};

use super::accounts::{email_of, end_sessions, label, vars};
use super::app::{AppKey, AppSecret};
use super::loss::{MadeWay, leave_nothing_else};
use super::password::{Checked, Hashed};
use super::staff::proven;
use super::{SignedIn, open_session};
use crate::engine::{Arg, Value};
use crate::entry::{self, Draft};
use crate::fault::Fault;
use crate::outbox::{self, Message, To};
use crate::tx::{Tx, Verdict};

/// Where somebody stands on the way to a password and an app.
pub struct SetUp {
    /// The address they sign in with.
    pub email: String,
    /// Their name, for the words a password may not be made of.
    pub label: String,
    /// What comes next.
    pub step: Step,
}

/// The next step.
pub enum Step {
    /// To choose a password.
    Password,
    /// To tell the app this, and to type its first number.
    App(AppKey),
    /// Nothing: both are in force.
    Done,
}

/// What is kept of one who sets up.
#[derive(Default)]
struct Kept {
    is_set: bool,
    next_password: Option<String>,
    next_app: Option<Vec<u8>>,
}

fn kept(tx: &mut Tx<'_, '_>, account: AccountId) -> Result<Kept, Fault> {
    let kept = tx.one(
        "select password, next_password, next_app_sealed from credential where bucket = $1 and account = $2 {for_update}",
        &[Arg::Int(account.bucket()), Arg::Bytes(account.as_bytes())],
        |row| {
            Ok(Kept {
                is_set: row.opt_text(0)?.is_some(),
                next_password: row.opt_text(1)?.map(str::to_owned),
                next_app: row.opt_bytes(2)?.map(<[u8]>::to_vec),
            })
        },
    )?;
    Ok(kept.unwrap_or_default())
}

fn ask(tx: &mut Tx<'_, '_>) -> Result<Result<Grant, Refusal>, Fault> {
    let account = tx.account()?;
    tx.ask(
        Action::SetOwnPassword,
        &Resource::Account { account },
        Facts::SHUT,
    )
}

/// Where whoever asks stands.
pub fn set_up(tx: &mut Tx<'_, '_>) -> Result<Verdict<SetUp>, Fault> {
    let grant = match ask(tx)? {
        Ok(grant) => grant,
        Err(refusal) => return Ok(Verdict::Refused(refusal)),
    };
    let account = grant.account();
    let kept = kept(tx, account)?;
    let step = match &kept.next_app {
        Some(sealed) => Step::App(AppSecret::open(tx.world, &account, sealed)?.key()),
        None if grant.opened() == Opened::SetUp => Step::Password,
        None => Step::Done,
    };
    let world = std::sync::Arc::clone(tx.world);
    let email = email_of(&world, tx.raw(), account)?;
    Ok(Verdict::Given(SetUp {
        email: email
            .map(|email| email.as_str().to_owned())
            .unwrap_or_default(),
        label: label(tx, account)?,
        step,
    }))
}

const NEXT: &str = "insert into credential (bucket, account, app_step, next_password, next_app_sealed) values ($1, $2, -1, $3, $4) on conflict (bucket, account) do update set next_password = excluded.next_password, next_app_sealed = excluded.next_app_sealed";

fn write_next(
    tx: &mut Tx<'_, '_>,
    account: AccountId,
    password: Option<&Hashed>,
) -> Result<(), Fault> {
    let app = AppSecret::fresh()?.seal(tx.world, &account)?;
    tx.later(
        NEXT,
        vec![
            Value::Int(account.bucket()),
            Value::Bytes(account.as_bytes().to_vec()),
            password.map_or(Value::Null, |hash| Value::Text(hash.0.clone())),
            Value::Bytes(app),
        ],
    );
    Ok(())
}

/// Keeps the password that somebody with a code chose, until their app has given its first number.
pub fn set_password(tx: &mut Tx<'_, '_>, password: &Hashed) -> Result<Verdict<()>, Fault> {
    let grant = match ask(tx)? {
        Ok(grant) => grant,
        Err(refusal) => return Ok(Verdict::Refused(refusal)),
    };
    if grant.opened() != Opened::SetUp {
        return Ok(Verdict::Refused(Refusal::new(Reason::NotYours)));
    }
    write_next(tx, grant.account(), Some(password))?;
    Ok(Verdict::Given(()))
}

const IN_FORCE: &str = "update credential set password = coalesce(next_password, password), app_sealed = next_app_sealed, app_step = $1, next_password = null, next_app_sealed = null where bucket = $2 and account = $3";

/// Puts in force what was set, if this is a number of the new app. Every session of the account ends, and a new one is
/// opened. None means that the number was wrong.
pub fn confirm_app(tx: &mut Tx<'_, '_>, number: &str) -> Result<Verdict<Option<SignedIn>>, Fault> {
    let grant = match ask(tx)? {
        Ok(grant) => grant,
        Err(refusal) => return Ok(Verdict::Refused(refusal)),
    };
    let account = grant.account();
    let kept = kept(tx, account)?;
    let has_password = kept.is_set || kept.next_password.is_some();
    let Some(sealed) = kept.next_app.filter(|_| has_password) else {
        return Ok(Verdict::Refused(Refusal::new(Reason::NotYours)));
    };
    let secret = AppSecret::open(tx.world, &account, &sealed)?;
    let Some(step) = secret.step_of(number, tx.now()) else {
        return Ok(Verdict::Given(None));
    };
    if grant.opened() == Opened::SetUp {
        leave_nothing_else(tx, account, MadeWay::Password)?;
    } else {
        end_every_session(tx, account)?;
    }
    tx.later(
        IN_FORCE,
        vec![
            Value::Int(step),
            Value::Int(account.bucket()),
            Value::Bytes(account.as_bytes().to_vec()),
        ],
    );
    if kept.next_password.is_some() {
        entry::write(tx, &Draft::act(EventKind::PasswordSet, &grant), &[])?;
    }
    entry::write(tx, &Draft::act(EventKind::AppSet, &grant), &[])?;
    changed(tx, account)?;
    open_session(tx, account, Opened::Password).map(|signed_in| Verdict::Given(Some(signed_in)))
}

/// Changes the password of somebody who has just shown the old one and a number. None means that one was wrong.
pub fn change_password(
    tx: &mut Tx<'_, '_>,
    old: &Checked,
    number: &str,
    new: &Hashed,
) -> Result<Verdict<Option<SignedIn>>, Fault> {
    let grant = match ask_proven(tx, old, number)? {
        Verdict::Given(Some(grant)) => grant,
        Verdict::Given(None) => return Ok(Verdict::Given(None)),
        Verdict::Refused(refusal) => return Ok(Verdict::Refused(refusal)),
    };
    let account = grant.account();
    end_every_session(tx, account)?;
    tx.later(
        "update credential set password = $1, next_password = null, next_app_sealed = null where bucket = $2 and account = $3",
        vec![
            Value::Text(new.0.clone()),
            Value::Int(account.bucket()),
            Value::Bytes(account.as_bytes().to_vec()),
        ],
    );
    entry::write(tx, &Draft::act(EventKind::PasswordSet, &grant), &[])?;
    changed(tx, account)?;
    open_session(tx, account, Opened::Password).map(|signed_in| Verdict::Given(Some(signed_in)))
}

/// Begins with a new app for somebody who has just shown their password and a number of the old one. False means that one
/// was wrong.
pub fn renew_app(tx: &mut Tx<'_, '_>, old: &Checked, number: &str) -> Result<Verdict<bool>, Fault> {
    Ok(match ask_proven(tx, old, number)? {
        Verdict::Given(Some(grant)) => {
            write_next(tx, grant.account(), None)?;
            Verdict::Given(true)
        }
        Verdict::Given(None) => Verdict::Given(false),
        Verdict::Refused(refusal) => Verdict::Refused(refusal),
    })
}

fn ask_proven(
    tx: &mut Tx<'_, '_>,
    old: &Checked,
    number: &str,
) -> Result<Verdict<Option<Grant>>, Fault> {
    let grant = match ask(tx)? {
        Ok(grant) => grant,
        Err(refusal) => return Ok(Verdict::Refused(refusal)),
    };
    let is_own = proven(tx, old, number)? == Some(grant.account());
    Ok(Verdict::Given(is_own.then_some(grant)))
}

/// Ends every session, and once more: whoever is just making an API token holds their session, so the token is there once that has
/// been waited for.
fn end_every_session(tx: &mut Tx<'_, '_>, account: AccountId) -> Result<(), Fault> {
    end_sessions(tx, account)?;
    end_sessions(tx, account)
}

/// Tells the other nodes, and the person.
fn changed(tx: &mut Tx<'_, '_>, account: AccountId) -> Result<(), Fault> {
    tx.changed("account", account.as_bytes());
    outbox::put(
        tx,
        Message::PasswordSet,
        To::Account(account),
        &vars(account, account),
    )
}
