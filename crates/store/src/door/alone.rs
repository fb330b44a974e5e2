//! A caller's own way back in: an address and a password, without an app.
//!
//! It opens what callers do and nothing else, whatever the account holds later (`rules::policy`). The address is where the
//! password is looked up and where letters go; having its mail opens nothing.

use switchboard_rules::events::EventKind;
use switchboard_rules::ids::{AccountId, bucket_of};
use switchboard_rules::person::Email;
use switchboard_rules::policy::{Action, Facts, Grant, Opened, Refusal, Resource};

use super::accounts::{account_of, email_blind, email_of, email_spot, label, vars};
use super::device_key::forget_device_keys;
use super::identity::forget_identity;
use super::passkey::forget_passkeys;
use super::password::Hashed;
use crate::engine::{Arg, Value};
use crate::entry::{self, Draft};
use crate::fault::Fault;
use crate::hush::says_only_its_name;
use crate::outbox::{self, Message, To};
use crate::tx::{Tx, Verdict};

/// What is known of a caller who is about to choose how to come back.
pub struct OwnWay {
    /// The address they were invited with, or chose before.
    pub email: Option<String>,
    /// Their name, for the words a password may not be made of.
    pub label: String,
    /// Whether somebody vouched for them, so that a device key may be added too.
    pub may_add_key: bool,
}
says_only_its_name!(OwnWay);

/// What came of choosing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WayIn {
    /// Address and password are in force.
    Set,
    /// Another account has the address.
    AddressTaken,
}

fn ask(tx: &mut Tx<'_, '_>) -> Result<Result<Grant, Refusal>, Fault> {
    let account = tx.account()?;
    tx.ask(
        Action::SetCallersPassword,
        &Resource::Account { account },
        Facts::SHUT,
    )
}

/// What is known of whoever asks.
pub fn own_way(tx: &mut Tx<'_, '_>) -> Result<Verdict<OwnWay>, Fault> {
    let grant = match ask(tx)? {
        Ok(grant) => grant,
        Err(refusal) => return Ok(Verdict::Refused(refusal)),
    };
    let world = std::sync::Arc::clone(tx.world);
    let email = email_of(&world, tx.raw(), grant.account())?;
    Ok(Verdict::Given(OwnWay {
        email: email.map(|email| email.as_str().to_owned()),
        label: label(tx, grant.account())?,
        may_add_key: grant.opened() == Opened::Demo || tx.vouched()?.is_some(),
    }))
}

const SET: &str = "insert into credential (bucket, account, password, app_step) values ($1, $2, $3, -1) on conflict (bucket, account) do update set password = excluded.password, app_sealed = null, next_password = null, next_app_sealed = null";
const END_OTHERS: &str =
    "update session set ended_at = $1 where account = $2 and token_hash <> $3 and ended_at is null";

/// Sets the address and the password of a caller who came in with a code. Every other session of theirs ends. That an address
/// belongs to somebody else is written down: whoever tries addresses leaves a trace of each.
pub fn set_callers_password(
    tx: &mut Tx<'_, '_>,
    email: &Email,
    password: &Hashed,
) -> Result<Verdict<WayIn>, Fault> {
    let grant = match ask(tx)? {
        Ok(grant) => grant,
        Err(refusal) => return Ok(Verdict::Refused(refusal)),
    };
    let account = grant.account();
    let world = std::sync::Arc::clone(tx.world);
    let holder = account_of(&world, tx.raw(), email)?;
    if holder.is_some_and(|holder| holder != account) {
        entry::write(tx, &Draft::act(EventKind::AddressTaken, &grant), &[])?;
        return Ok(Verdict::Given(WayIn::AddressTaken));
    }
    write_address(tx, account, email)?;
    tx.later(
        SET,
        vec![
            Value::Int(account.bucket()),
            Value::Bytes(account.as_bytes().to_vec()),
            Value::Text(password.0.clone()),
        ],
    );
    // Whoever is just adding a way in holds their session, whoever is just coming in by one holds that: once more below.
    end_others(tx, account)?;
    if grant.opened() == Opened::Code {
        // Whoever comes back after a loss leaves nobody a passkey or a device key.
        forget_passkeys(tx, account)?;
        forget_device_keys(tx, account)?;
        forget_identity(tx, account)?;
    }
    end_others(tx, account)?;
    entry::write(tx, &Draft::act(EventKind::PasswordSet, &grant), &[])?;
    tx.changed("account", account.as_bytes());
    outbox::put(
        tx,
        Message::PasswordSet,
        To::Account(account),
        &vars(account, account),
    )?;
    Ok(Verdict::Given(WayIn::Set))
}

fn end_others(tx: &mut Tx<'_, '_>, account: AccountId) -> Result<(), Fault> {
    if let Some(this) = tx.session() {
        tx.run(
            END_OTHERS,
            &[
                Arg::Int(tx.now().millis()),
                Arg::Bytes(account.as_bytes()),
                Arg::Bytes(this.hash()),
            ],
        )?;
    }
    Ok(())
}

fn write_address(tx: &mut Tx<'_, '_>, account: AccountId, email: &Email) -> Result<(), Fault> {
    let keys = &tx.world.keys.account;
    let sealed = keys.seal(email_spot(&account), email.as_str().as_bytes())?;
    let blind = email_blind(tx.world, email);
    tx.later(
        "update account set email_sealed = $1 where bucket = $2 and id = $3",
        vec![
            Value::Bytes(sealed),
            Value::Int(account.bucket()),
            Value::Bytes(account.as_bytes().to_vec()),
        ],
    );
    tx.later(
        "delete from account_email where account = $1",
        vec![Value::Bytes(account.as_bytes().to_vec())],
    );
    tx.later(
        "insert into account_email (bucket, blind, account) values ($1, $2, $3)",
        vec![
            Value::Int(bucket_of(&blind)),
            Value::Bytes(blind.to_vec()),
            Value::Bytes(account.as_bytes().to_vec()),
        ],
    );
    Ok(())
}
