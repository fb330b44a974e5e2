//! Accounts: making one, its name and address, ending its access.

use switchboard_rules::events::EventKind;
use switchboard_rules::ids::{AccountId, TermId, bucket_of};
use switchboard_rules::language::Language;
use switchboard_rules::leaving::Leaving;
use switchboard_rules::moment::Moment;
use switchboard_rules::person::Email;
use switchboard_rules::policy::{
    Action, Facts, Grant, Opened, Place, Refusal, Resource, Role, Scope,
};

use super::code::{Code, Works, end_codes, new_code};
use super::device::forget_devices;
use super::device_key::forget_device_keys;
use super::identity::forget_identity;
use super::language::read_language;
use super::passkey::forget_passkeys;
use super::recovery::stop_all;
use crate::engine::{Arg, Raw, Value};
use crate::entry::{self, Draft};
use crate::fault::Fault;
use crate::hush::says_only_its_name;
use crate::meta::WorldKind;
use crate::mint::random_id;
use crate::outbox::{self, Message};
use crate::seal::Spot;
use crate::session::scope_columns;
use crate::tx::{Tx, Verdict};
use crate::world::Inner;

/// An account with its first role, as the console or an officer makes it.
#[derive(Clone)]
pub struct NewAccount {
    /// The person's name, as colleagues know them.
    pub label: String,
    /// The first role and how far it reaches.
    pub role: Role,
    /// How far.
    pub scope: Scope,
    /// Until when the code works.
    pub code_until: Moment,
    /// Whether the code works more than once (demo worlds only).
    pub reusable: bool,
    /// Since when the account counts as made; new accounts have smaller budgets.
    pub made_at: Moment,
}
says_only_its_name!(NewAccount);

/// What became of an account that was to be made.
pub enum Added {
    /// It is there, with a code.
    New(AccountId, Code),
    /// Another account has this e-mail address.
    AddressTaken,
}

/// Makes an account with a role and a code, without an e-mail address.
pub fn add_account(
    tx: &mut Tx<'_, '_>,
    new: &NewAccount,
) -> Result<Verdict<(AccountId, Code)>, Fault> {
    Ok(match add_account_with(tx, new, None)? {
        Verdict::Given(Added::New(account, code)) => Verdict::Given((account, code)),
        // Without an address none is taken.
        Verdict::Given(Added::AddressTaken) => return Err(Fault::Conflict),
        Verdict::Refused(refusal) => Verdict::Refused(refusal),
    })
}

/// Makes an account with a role and a code, and with the e-mail address at which its holder signs in and gets mail.
pub fn add_account_with(
    tx: &mut Tx<'_, '_>,
    new: &NewAccount,
    email: Option<&Email>,
) -> Result<Verdict<Added>, Fault> {
    let account = AccountId::from_bytes(random_id()?);
    let grant = match tx.ask(Action::AddAccount, &Resource::Organisation, Facts::SHUT)? {
        Ok(grant) => grant,
        Err(refusal) => return Ok(Verdict::Refused(refusal)),
    };
    if let Some(refusal) = may_not_give(tx, account, new, &grant)? {
        return Ok(Verdict::Refused(refusal));
    }
    if let Some(email) = email
        && let Some(_other) = account_of(tx.world.clone().as_ref(), tx.raw(), email)?
    {
        return Ok(Verdict::Given(Added::AddressTaken));
    }
    write_account(tx, account, new, email)?;
    let term = NewTerm {
        role: new.role,
        scope: new.scope,
        from: tx.now(),
        until: None,
        agreed_by: None,
    };
    write_term(tx, account, &term, grant.account())?;
    let works = Works {
        from: tx.now(),
        until: new.code_until,
        reusable: new.reusable,
        by: grant.account(),
    };
    let (code, _) = new_code(tx, account, &works)?;
    let detail = format!("account={account}");
    entry::write(
        tx,
        &Draft::act(EventKind::AccountAdded, &grant).detail(detail.clone()),
        &[],
    )?;
    let (scope_kind, _) = scope_columns(new.scope);
    let role = format!("{detail} role={} scope={scope_kind}", new.role.text());
    entry::write(
        tx,
        &Draft::act(EventKind::TermGranted, &grant).detail(role),
        &[],
    )?;
    // A demo's people have no addresses.
    if grant.opened() == Opened::Console && tx.world.meta.kind == WorldKind::Live {
        let vars = format!(
            "{} role={}",
            vars(account, grant.account()),
            new.role.text()
        );
        outbox::put_to_officers(tx, Message::AccountAdded, &vars)?;
    }
    Ok(Verdict::Given(Added::New(account, code)))
}

/// Whoever isn't at the console and adds an account must be one who may give its first role: so no office makes another of
/// its own kind or names an auditor by adding an account. None where they may.
fn may_not_give(
    tx: &mut Tx<'_, '_>,
    account: AccountId,
    new: &NewAccount,
    grant: &Grant,
) -> Result<Option<Refusal>, Fault> {
    let at = match new.scope {
        Scope::Contest(contest) => Place::Contest { contest },
        Scope::Branch(branch) => Place::Branch { branch },
        // Roles of a campaign or a bank don't fit here, so that they are refused.
        Scope::Organisation | Scope::Campaign(_) | Scope::Bank(_) => Place::Organisation,
    };
    if grant.opened() == Opened::Console {
        return Ok(None);
    }
    let role = new.role;
    let term = Resource::Term { account, role, at };
    Ok(tx.ask(Action::GrantTerm, &term, Facts::SHUT)?.err())
}

pub(crate) fn write_account(
    tx: &mut Tx<'_, '_>,
    account: AccountId,
    new: &NewAccount,
    email: Option<&Email>,
) -> Result<(), Fault> {
    let keys = &tx.world.keys.account;
    let label = keys.seal(label_spot(&account), new.label.as_bytes())?;
    let address = email
        .map(|email| keys.seal(email_spot(&account), email.as_str().as_bytes()))
        .transpose()?;
    tx.later(
        "insert into account (bucket, id, label_sealed, email_sealed, created_at) values ($1, $2, $3, $4, $5)",
        vec![
            Value::Int(account.bucket()),
            Value::Bytes(account.as_bytes().to_vec()),
            Value::Bytes(label),
            address.map_or(Value::Null, Value::Bytes),
            Value::Int(new.made_at.millis()),
        ],
    );
    if let Some(email) = email {
        let blind = email_blind(tx.world, email);
        tx.later(
            "insert into account_email (bucket, blind, account) values ($1, $2, $3)",
            vec![
                Value::Int(bucket_of(&blind)),
                Value::Bytes(blind.to_vec()),
                Value::Bytes(account.as_bytes().to_vec()),
            ],
        );
    }
    Ok(())
}

/// Queues an account with a name and nothing else: no role, no address, no way in.
pub(crate) fn write_bare_account(
    tx: &mut Tx<'_, '_>,
    account: AccountId,
    label: &str,
    made_at: Moment,
) -> Result<(), Fault> {
    let sealed = tx
        .world
        .keys
        .account
        .seal(label_spot(&account), label.as_bytes())?;
    tx.later(
        "insert into account (bucket, id, label_sealed, created_at) values ($1, $2, $3, $4)",
        vec![
            Value::Int(account.bucket()),
            Value::Bytes(account.as_bytes().to_vec()),
            Value::Bytes(sealed),
            Value::Int(made_at.millis()),
        ],
    );
    Ok(())
}

/// A term about to be written: a role, how far it reaches, from when to when.
pub(crate) struct NewTerm {
    pub(crate) role: Role,
    pub(crate) scope: Scope,
    pub(crate) from: Moment,
    /// This moment is already outside; none where it ends by nothing but somebody's act.
    pub(crate) until: Option<Moment>,
    /// The second person, where it took two.
    pub(crate) agreed_by: Option<AccountId>,
}

/// Queues a term of an account, given by `by`; answers its id. Whether it may be given was asked before.
pub(crate) fn write_term(
    tx: &mut Tx<'_, '_>,
    account: AccountId,
    new: &NewTerm,
    by: AccountId,
) -> Result<TermId, Fault> {
    let (scope_kind, scope) = scope_columns(new.scope);
    let id = TermId::from_bytes(random_id()?);
    tx.later(
        "insert into term (bucket, account, id, role, scope_kind, scope, from_at, until_at, granted_by, agreed_by) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
        vec![
            Value::Int(account.bucket()),
            Value::Bytes(account.as_bytes().to_vec()),
            Value::Bytes(id.as_bytes().to_vec()),
            Value::Text(new.role.text().to_owned()),
            Value::Text(scope_kind.to_owned()),
            Value::Bytes(scope),
            Value::Int(new.from.millis()),
            new.until.map_or(Value::Null, |until| Value::Int(until.millis())),
            Value::Bytes(by.as_bytes().to_vec()),
            new.agreed_by.map_or(Value::Null, |by| Value::Bytes(by.as_bytes().to_vec())),
        ],
    );
    Ok(id)
}

/// A message's variables: whom it is about, and who did it. Names are opened when it is sent.
pub(crate) fn vars(account: AccountId, by: AccountId) -> String {
    format!("account={account} by={by}")
}

fn label_spot(account: &AccountId) -> Spot<'_> {
    Spot {
        table: "account",
        column: "label_sealed",
        row: account.as_bytes(),
    }
}

pub(super) fn email_spot(account: &AccountId) -> Spot<'_> {
    Spot {
        table: "account",
        column: "email_sealed",
        row: account.as_bytes(),
    }
}

/// The keyed hash by which an account is found by its e-mail address.
pub(super) fn email_blind(world: &Inner, email: &Email) -> [u8; 16] {
    world.keys.door.short("email", email.index_key().as_bytes())
}

/// The account of an e-mail address.
pub(crate) fn account_of(
    world: &Inner,
    raw: &mut Raw<'_>,
    email: &Email,
) -> Result<Option<AccountId>, Fault> {
    let blind = email_blind(world, email);
    raw.one(
        "select account from account_email where bucket = $1 and blind = $2",
        &[Arg::Int(bucket_of(&blind)), Arg::Bytes(&blind)],
        |row| Ok(crate::session::id16(row.bytes(0)?).unwrap_or_default()),
    )
    .map(|found| found.map(AccountId::from_bytes))
}

/// The label of an account.
pub(crate) fn label_of(
    world: &Inner,
    raw: &mut Raw<'_>,
    account: AccountId,
) -> Result<String, Fault> {
    called(world, raw, account).map(|(label, _)| label)
}

/// A label that was read with something else; empty where it doesn't open.
pub(crate) fn open_label(world: &Inner, account: AccountId, sealed: &[u8]) -> String {
    let plain = world.keys.account.open(label_spot(&account), sealed);
    let label = plain.map(|plain| String::from_utf8_lossy(&plain).into_owned());
    label.unwrap_or_default()
}

/// The label of an account, and the language that its holder has chosen.
pub(super) fn called(
    world: &Inner,
    raw: &mut Raw<'_>,
    account: AccountId,
) -> Result<(String, Option<Language>), Fault> {
    let args = [Arg::Int(account.bucket()), Arg::Bytes(account.as_bytes())];
    let found = raw.one(
        "select label_sealed, language from account where bucket = $1 and id = $2",
        &args,
        |row| Ok((row.bytes(0)?.to_vec(), read_language(row, 1)?)),
    )?;
    let Some((sealed, language)) = found else {
        return Ok((String::new(), None));
    };
    let plain = world.keys.account.open(label_spot(&account), &sealed)?;
    Ok((String::from_utf8_lossy(&plain).into_owned(), language))
}

/// The e-mail address of an account, if it has one: for sending to it, and for its own page.
pub(crate) fn email_of(
    world: &Inner,
    raw: &mut Raw<'_>,
    account: AccountId,
) -> Result<Option<Email>, Fault> {
    let args = [Arg::Int(account.bucket()), Arg::Bytes(account.as_bytes())];
    let sealed = raw.one(
        "select email_sealed from account where bucket = $1 and id = $2",
        &args,
        |row| Ok(row.opt_bytes(0)?.map(<[u8]>::to_vec)),
    )?;
    let Some(sealed) = sealed.flatten() else {
        return Ok(None);
    };
    let plain = world.keys.account.open(email_spot(&account), &sealed)?;
    Ok(Email::parse(&String::from_utf8_lossy(&plain)).ok())
}

/// The labels of accounts for a page that may show accounts.
pub(crate) fn labels(tx: &mut Tx<'_, '_>, accounts: &[AccountId]) -> Result<Vec<String>, Fault> {
    accounts
        .iter()
        .take(200)
        .map(|account| label(tx, *account))
        .collect()
}

/// The label of one account.
pub(super) fn label(tx: &mut Tx<'_, '_>, account: AccountId) -> Result<String, Fault> {
    let world = std::sync::Arc::clone(tx.world);
    label_of(&world, tx.raw(), account)
}

/// What the console's `account end` does: [`crate::leaving::end`], because a role is over.
pub fn end_access(tx: &mut Tx<'_, '_>, account: AccountId) -> Result<Verdict<()>, Fault> {
    crate::leaving::end(tx, account, Leaving::AT_CONSOLE)
}

const END_TERMS: &str = "update term set ended_at = $1, ended_by = $4 where bucket = $2 and account = $3 and ended_at is null";

/// Ends every role and every way in of an account, for whoever `by` is; who may was asked before.
pub(crate) fn end_ways(
    tx: &mut Tx<'_, '_>,
    account: AccountId,
    by: AccountId,
) -> Result<(), Fault> {
    // Codes first: a sign-in under way holds its code, so its session is there when the sessions are ended.
    stop_all(tx, account, by)?;
    end_codes(tx, account)?;
    tx.run(
        END_TERMS,
        &[
            Arg::Int(tx.now().millis()),
            Arg::Int(account.bucket()),
            Arg::Bytes(account.as_bytes()),
            Arg::Bytes(by.as_bytes()),
        ],
    )?;
    // Behind the terms, for which whoever is just adding one waits, and before the sessions: a sign-in under way holds its
    // passkey or its device key as it holds its code.
    forget_passkeys(tx, account)?;
    forget_device_keys(tx, account)?;
    forget_identity(tx, account)?;
    forget_password(tx, account)?;
    end_sessions(tx, account)?;
    // Behind the terms too: whoever types a code that they gave a member holds them.
    crate::own_page::end_by(tx, account)?;
    forget_devices(tx, account)?;
    crate::desk::forget_wishes(tx, account);
    forget_address(tx, account)
}

/// Ends an account once more in a world that came out of a backup, without anybody who asks.
pub(crate) fn end_again(tx: &mut Tx<'_, '_>, account: AccountId) -> Result<(), Fault> {
    let now = tx.now().millis();
    tx.run(
        "update term set ended_at = $1 where bucket = $2 and account = $3 and ended_at is null",
        &[
            Arg::Int(now),
            Arg::Int(account.bucket()),
            Arg::Bytes(account.as_bytes()),
        ],
    )?;
    tx.run(
        "update directory_key set ended_at = $1 where account = $2 and ended_at is null",
        &[Arg::Int(now), Arg::Bytes(account.as_bytes())],
    )?;
    forget_passkeys(tx, account)?;
    forget_device_keys(tx, account)?;
    forget_identity(tx, account)?;
    end_sessions(tx, account)?;
    forget_password(tx, account)?;
    forget_devices(tx, account)?;
    forget_address(tx, account)?;
    crate::shifts::leave(tx, account)?;
    tx.changed("account", account.as_bytes());
    Ok(())
}

/// The address of somebody who has left may be given to a new account, and invited again.
fn forget_address(tx: &mut Tx<'_, '_>, account: AccountId) -> Result<(), Fault> {
    let whose = [Arg::Bytes(account.as_bytes())];
    tx.run("delete from account_email where account = $1", &whose)?;
    tx.run("delete from invitation where account = $1", &whose)?;
    Ok(())
}

/// Ends every session and token of an account.
pub(super) fn end_sessions(tx: &mut Tx<'_, '_>, account: AccountId) -> Result<(), Fault> {
    tx.run(
        "update session set ended_at = $1 where account = $2 and ended_at is null",
        &[Arg::Int(tx.now().millis()), Arg::Bytes(account.as_bytes())],
    )?;
    Ok(())
}

/// Forgets an account's password and app: only a new code lets its holder in.
pub(super) fn forget_password(tx: &mut Tx<'_, '_>, account: AccountId) -> Result<(), Fault> {
    tx.run(
        "update credential set password = null, app_sealed = null, next_password = null, next_app_sealed = null where bucket = $1 and account = $2",
        &[Arg::Int(account.bucket()), Arg::Bytes(account.as_bytes())],
    )?;
    Ok(())
}
