//! Signing in with address, password and number, or as a caller with the first two; and what colleagues do for one another: a new code, shutting an account.

use switchboard_rules::events::EventKind;
use switchboard_rules::ids::AccountId;
use switchboard_rules::moment::{Moment, Span};
use switchboard_rules::person::Email;
use switchboard_rules::policy::{Action, Facts, Opened, Reason, Refusal, Resource};

use super::accounts::{end_sessions, forget_password, vars};
use super::app::AppSecret;
use super::code::{Code, end_codes};
use super::device_key::forget_device_keys;
use super::identity::forget_identity;
use super::passkey::forget_passkeys;
use super::password::Checked;
use super::recovery::stop_all;
use super::{SignedIn, holds_office, open_session};
use crate::engine::{Arg, Value};
use crate::entry::{self, Draft};
use crate::fault::Fault;
use crate::hush::says_only_its_name;
use crate::line;
use crate::outbox::{self, Message};
use crate::tx::{Tx, Verdict};
use crate::world::World;

/// Signs in with what [`World::check_password`] looked at and the number from the app.
///
/// Nobody is told which of the three was wrong. A number is compared in any case, so that a right password takes no longer
/// than a wrong one. Whoever holds a caller's role and no other needs none, and their session uses no other role.
pub fn sign_in_with_password(
    tx: &mut Tx<'_, '_>,
    checked: &Checked,
    number: &str,
) -> Result<Verdict<SignedIn>, Fault> {
    let (account, opened) = match looked_at(tx, checked, number)? {
        Proven::Both(account) => (account, Opened::Password),
        Proven::Alone(account) => (account, Opened::PasswordAlone),
        Proven::Not => return Ok(Verdict::Refused(Refusal::new(Reason::SignedOut))),
    };
    if let Some(renewed) = &checked.renewed {
        tx.later(
            "update credential set password = $1 where bucket = $2 and account = $3",
            vec![
                Value::Text(renewed.0.clone()),
                Value::Int(account.bucket()),
                Value::Bytes(account.as_bytes().to_vec()),
            ],
        );
    }
    open_session(tx, account, opened).map(Verdict::Given)
}

/// What somebody has shown.
enum Proven {
    /// Password and number.
    Both(AccountId),
    /// A password, and for their account that is enough.
    Alone(AccountId),
    /// Nothing.
    Not,
}

struct Kept {
    hash: Option<String>,
    app: Option<Vec<u8>>,
    step: i64,
}

/// The account, if password and number are its own.
pub(super) fn proven(
    tx: &mut Tx<'_, '_>,
    checked: &Checked,
    number: &str,
) -> Result<Option<AccountId>, Fault> {
    Ok(match looked_at(tx, checked, number)? {
        Proven::Both(account) => Some(account),
        Proven::Alone(_) | Proven::Not => None,
    })
}

/// Takes the number, so that it is not taken again, and counts what was wrong. The same is read whoever is asked about.
fn looked_at(tx: &mut Tx<'_, '_>, checked: &Checked, number: &str) -> Result<Proven, Fault> {
    let now = tx.now();
    let account = checked.account.unwrap_or(AccountId::from_bytes([0xFF; 16]));
    let kept = tx.one(
        "select password, app_sealed, app_step from credential where bucket = $1 and account = $2 {for_update}",
        &[Arg::Int(account.bucket()), Arg::Bytes(account.as_bytes())],
        |row| {
            Ok(Kept {
                hash: row.opt_text(0)?.map(str::to_owned),
                app: row.opt_bytes(1)?.map(<[u8]>::to_vec),
                step: row.int(2)?,
            })
        },
    )?;
    let is_unchanged = kept
        .as_ref()
        .is_some_and(|kept| kept.hash.as_deref() == Some(checked.hash.as_str()));
    let secret = match kept.as_ref().and_then(|kept| kept.app.as_deref()) {
        Some(sealed) => AppSecret::open(tx.world, &account, sealed)?,
        None => AppSecret::fresh()?,
    };
    let is_paused = tx.world.tries.pauses(account, now);
    let last = kept.as_ref().map_or(i64::MAX, |kept| kept.step);
    let step = secret.step_of(number, now).filter(|step| *step > last);
    let is_in_office = holds_office(tx, account)?;
    let is_enough = only_rings(tx, account)? && kept.is_some_and(|kept| kept.app.is_none());
    if checked.account.is_none() {
        tx.count_stranger();
        return Ok(Proven::Not);
    }
    if !checked.is_right || !is_unchanged || !(is_in_office || is_enough) || is_paused {
        tx.world.tries.refuse(account, now);
        return Ok(Proven::Not);
    }
    if is_enough {
        tx.world.tries.settle(account);
        return Ok(Proven::Alone(account));
    }
    let Some(step) = step else {
        tx.world.tries.refuse_number(account, now);
        return Ok(Proven::Not);
    };
    take_step(tx, account, step);
    tx.world.tries.settle(account);
    Ok(Proven::Both(account))
}

const RINGS: &str = "select 1 from account a where a.bucket = $1 and a.id = $2 and a.ended_at is null and exists (select 1 from term t where t.bucket = $1 and t.account = $2 and t.role = 'caller' and t.ended_at is null and t.from_at <= $3 and (t.until_at is null or t.until_at > $3)) and not exists (select 1 from term t where t.bucket = $1 and t.account = $2 and t.role not in ('caller', 'committee', 'auditor') and t.ended_at is null and (t.until_at is null or t.until_at > $3))";

/// Whether the account rings now, and holds no other role but one that only keeps checkpoints, now or from a later day on.
pub(super) fn only_rings(tx: &mut Tx<'_, '_>, account: AccountId) -> Result<bool, Fault> {
    is_so_now(tx, RINGS, account)
}

const CALLS: &str = "select 1 from account a where a.bucket = $1 and a.id = $2 and a.ended_at is null and exists (select 1 from term t where t.bucket = $1 and t.account = $2 and t.role = 'caller' and t.ended_at is null and t.from_at <= $3 and (t.until_at is null or t.until_at > $3))";

/// Whether the account rings now, whatever else it holds.
pub(super) fn rings(tx: &mut Tx<'_, '_>, account: AccountId) -> Result<bool, Fault> {
    is_so_now(tx, CALLS, account)
}

fn take_step(tx: &mut Tx<'_, '_>, account: AccountId, step: i64) {
    tx.later_expect(
        1,
        "update credential set app_step = $1 where bucket = $2 and account = $3 and app_step < $1",
        vec![
            Value::Int(step),
            Value::Int(account.bucket()),
            Value::Bytes(account.as_bytes().to_vec()),
        ],
    );
}

impl World {
    /// What a browser keeps to be known by, after an address's holder has signed in with it. It opens nothing: it keeps
    /// strangers' tries from holding its holder up. None for a text that is no address.
    pub fn browser_mark(&self, email: &str) -> Option<String> {
        let email = Email::parse(email).ok()?;
        let mark = self
            .0
            .keys
            .door
            .short("browser", email.index_key().as_bytes());
        Some(crate::seal::hex(&mark))
    }
}

/// How long a code that was handed out works.
pub(super) const CODE_FOR: Span = Span::days(1);

/// A code that was handed out.
#[derive(Clone, PartialEq, Eq)]
pub struct Handed {
    /// To be told to the colleague, once.
    pub code: Code,
    /// For whom.
    pub label: String,
    /// Until when it works.
    pub until: Moment,
    /// What it opens.
    pub opens: CodeOpens,
}
says_only_its_name!(Handed);

/// What a code that was handed out opens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CodeOpens {
    /// The account, as its roles say.
    Account,
    /// The own record of somebody who has left, and nothing else.
    Record,
    /// The account, for somebody who lost every way in.
    Back,
}

const LEFT: &str = "select 1 from account a where a.bucket = $1 and a.id = $2 and a.ended_at is null and not exists (select 1 from term t where t.bucket = $1 and t.account = $2 and t.role not in ('committee', 'auditor') and t.ended_at is null and (t.until_at is null or t.until_at > $3))";

/// Whether the account is there and holds nothing any more, now or from a later day on, but to keep the log's checkpoints
/// (`Role::only_keeps`): whoever comes in with it sees its owner's record and nothing else.
pub(super) fn has_left(tx: &mut Tx<'_, '_>, account: AccountId) -> Result<bool, Fault> {
    is_so_now(tx, LEFT, account)
}

/// Whether the account is one of those that this asks for, of its roles now or from a later day on.
fn is_so_now(tx: &mut Tx<'_, '_>, sql: &'static str, account: AccountId) -> Result<bool, Fault> {
    let args = [
        Arg::Int(account.bucket()),
        Arg::Bytes(account.as_bytes()),
        Arg::Int(tx.now().millis()),
    ];
    Ok(tx.one(sql, &args, |row| row.int(0))?.is_some())
}

const NOTHING: &str = "select 1 from account a where a.bucket = $1 and a.id = $2 and a.ended_at is null and not exists (select 1 from term t where t.bucket = $1 and t.account = $2 and t.ended_at is null and (t.until_at is null or t.until_at > $3))";

/// Whether the account is there and holds no role at all, now or from a later day on.
pub(crate) fn holds_nothing(tx: &mut Tx<'_, '_>, account: AccountId) -> Result<bool, Fault> {
    is_so_now(tx, NOTHING, account)
}

const SOMETHING: &str = "select 1 from term t where t.bucket = $1 and t.account = $2 and t.ended_at is null and (t.until_at is null or t.until_at > $3) limit 1";

/// Whether the account holds any role, now or from a later day on.
pub(crate) fn holds_something(tx: &mut Tx<'_, '_>, account: AccountId) -> Result<bool, Fault> {
    is_so_now(tx, SOMETHING, account)
}

/// Ends a colleague's sessions, codes, password, app, passkeys and device keys at once; their roles stay, and a new code lets them in again. The same
/// for somebody who has left: two people opened that account's record, and one is enough to shut it.
pub fn shut_account(tx: &mut Tx<'_, '_>, account: AccountId) -> Result<Verdict<()>, Fault> {
    line::account(tx, account)?;
    let grant = match tx.ask(
        Action::ShutAccount,
        &Resource::Account { account },
        Facts::SHUT,
    )? {
        Ok(grant) => grant,
        Err(refusal) => return Ok(Verdict::Refused(refusal)),
    };
    if !holds_office(tx, account)? && !holds_nothing(tx, account)? {
        return Ok(Verdict::Refused(Refusal::new(Reason::NotYours)));
    }
    stop_all(tx, account, grant.account())?;
    end_codes(tx, account)?;
    // Whoever is just adding a passkey holds their session, whoever is just signing in holds the passkey, the device
    // key or the password.
    end_sessions(tx, account)?;
    forget_passkeys(tx, account)?;
    forget_device_keys(tx, account)?;
    forget_identity(tx, account)?;
    forget_password(tx, account)?;
    end_sessions(tx, account)?;
    entry::write(
        tx,
        &Draft::act(EventKind::AccountShut, &grant).detail(format!("account={account}")),
        &[],
    )?;
    tx.changed("account", account.as_bytes());
    outbox::put_to_officers(tx, Message::AccountShut, &vars(account, grant.account()))?;
    Ok(Verdict::Given(()))
}
