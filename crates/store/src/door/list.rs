//! Who holds an office, who checks the offices, and how they get in: for the page of accounts, and for the console.

use switchboard_rules::events::EventKind;
use switchboard_rules::ids::AccountId;
use switchboard_rules::moment::Moment;
use switchboard_rules::person::Email;
use switchboard_rules::policy::{Action, Facts, Resource, Role};

use super::accounts::{account_of, label, label_of};
use super::has_password;
use super::identity::is_connected_for_office;
use super::passkey::has_for_office;
use crate::engine::Arg;
use crate::entry::{self, Draft};
use crate::fault::Fault;
use crate::hush::says_only_its_name;
use crate::session::id16;
use crate::tx::{Tx, Verdict};
use crate::world::World;

/// The most accounts on one page.
pub const PAGE_MAX: usize = 50;

/// Somebody who holds an office, or keeps the log's checkpoints for the members or from outside.
#[derive(Clone)]
pub struct Listed {
    /// The account.
    pub account: AccountId,
    /// The person's name.
    pub label: String,
    /// The roles they hold now.
    pub roles: Vec<Role>,
    /// How they get in.
    pub way: Way,
}
says_only_its_name!(Listed);

/// How somebody gets in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// With their password and app, or with a passkey.
    Set,
    /// They have a code and have not used it yet.
    Told {
        /// Until when it works.
        until: Moment,
    },
    /// Not at all: they need a new code.
    Shut,
}

/// The committee's members and auditors too: who checks the offices is no secret.
const OFFICES: &str = "select distinct account from term where role in ('membership-officer', 'returning-officer', 'dpo', 'approver', 'committee', 'auditor') and ended_at is null and (until_at is null or until_at > $1) and account > $2 order by account limit $3";

/// A page of those who hold an office or check them, in the order of their ids, after an account.
pub fn accounts(
    tx: &mut Tx<'_, '_>,
    after: Option<AccountId>,
) -> Result<Verdict<Vec<Listed>>, Fault> {
    let grant = match tx.ask(Action::SeeAccounts, &Resource::Organisation, Facts::SHUT)? {
        Ok(grant) => grant,
        Err(refusal) => return Ok(Verdict::Refused(refusal)),
    };
    let after = after.unwrap_or(AccountId::from_bytes([0; 16]));
    let page = tx.all(
        OFFICES,
        &[
            Arg::Int(tx.now().millis()),
            Arg::Bytes(after.as_bytes()),
            Arg::Int(i64::try_from(PAGE_MAX).unwrap_or(i64::MAX)),
        ],
        |row| {
            Ok(AccountId::from_bytes(
                id16(row.bytes(0)?).unwrap_or_default(),
            ))
        },
    )?;
    let mut listed = Vec::new();
    for account in page {
        listed.push(Listed {
            account,
            label: label(tx, account)?,
            roles: roles(tx, account)?,
            way: way(tx, account)?,
        });
    }
    let draft = Draft::act(EventKind::AccountsShown, &grant);
    entry::write(tx, &draft.detail(format!("accounts={}", listed.len())), &[])?;
    Ok(Verdict::Given(listed))
}

fn roles(tx: &mut Tx<'_, '_>, account: AccountId) -> Result<Vec<Role>, Fault> {
    let found = tx.all(
        "select distinct role from term where bucket = $1 and account = $2 and ended_at is null and (until_at is null or until_at > $3) order by role limit 16",
        &[
            Arg::Int(account.bucket()),
            Arg::Bytes(account.as_bytes()),
            Arg::Int(tx.now().millis()),
        ],
        |row| Ok(Role::from_text(row.text(0)?)),
    )?;
    Ok(found.into_iter().flatten().collect())
}

fn way(tx: &mut Tx<'_, '_>, account: AccountId) -> Result<Way, Fault> {
    if has_password(tx, account)?
        || has_for_office(tx, account)?
        || is_connected_for_office(tx, account)?
    {
        return Ok(Way::Set);
    }
    let until = tx.one(
        "select max(expires_at) from sign_in_code where account = $1 and used_at is null and works_at <= $2 and expires_at > $2",
        &[Arg::Bytes(account.as_bytes()), Arg::Int(tx.now().millis())],
        |row| row.opt_int(0),
    )?;
    Ok(match until.flatten() {
        Some(until) => Way::Told {
            until: Moment::from_millis(until),
        },
        None => Way::Shut,
    })
}

/// The most accounts that are looked through for a name, at the console.
const NAMES_MAX: i64 = 100_000;

/// The accounts that a text names, for the console: one by its id or e-mail address, or all of that very name.
pub fn find(world: &World, text: &str) -> Result<Vec<AccountId>, Fault> {
    let text = text.trim().to_owned();
    let inner = std::sync::Arc::clone(&world.0);
    world.0.db.read("find-account", move |raw| {
        if let Ok(email) = Email::parse(&text) {
            return Ok(account_of(&inner, raw, &email)?.into_iter().collect());
        }
        let all = raw.all(
            "select id from account order by id limit $1",
            &[Arg::Int(NAMES_MAX)],
            |row| {
                Ok(AccountId::from_bytes(
                    id16(row.bytes(0)?).unwrap_or_default(),
                ))
            },
        )?;
        if let Ok(id) = AccountId::parse(&text) {
            return Ok(all.into_iter().filter(|account| *account == id).collect());
        }
        let mut found = Vec::new();
        for account in all {
            if label_of(&inner, raw, account)?.eq_ignore_ascii_case(&text) {
                found.push(account);
            }
        }
        Ok(found)
    })
}

/// Whether anybody keeps the whole roll.
pub fn has_officer(world: &World, now: Moment) -> Result<bool, Fault> {
    let found = world.0.db.read("has-officer", move |raw| {
        raw.one(
            "select 1 from term where role = 'membership-officer' and scope_kind = 'organisation' and ended_at is null and (until_at is null or until_at > $1) limit 1",
            &[Arg::Int(now.millis())],
            |row| row.int(0),
        )
    })?;
    Ok(found.is_some())
}
