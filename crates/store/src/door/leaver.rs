//! A code for somebody who has left and wants to see their own record, made by two people.
//!
//! It opens to whoever has the code what its owner did and when, and nothing at the owner's side shows that somebody came in.
//! So nobody makes it alone: one asks and says why, the person hears of it at their own address at once, a second person
//! approves and is shown the code, and everybody hears of that too (`docs/decisions/0018`).

use switchboard_rules::events::EventKind;
use switchboard_rules::ids::AccountId;
use switchboard_rules::request::Request;

use super::accounts::label;
use super::code::{Works, end_codes, new_code};
use super::staff::{CODE_FOR, CodeOpens, Handed, has_left};
use crate::engine::Arg;
use crate::entry;
use crate::fault::Fault;
use crate::hush::says_only_its_name;
use crate::line;
use crate::outbox::{self, Message, To};
use crate::requests::{By, Filed, Outcome};
use crate::tx::Tx;

/// Whose record a request would open.
#[derive(Clone, PartialEq, Eq)]
pub struct Owner {
    /// Their name.
    pub label: String,
    /// Whether a letter can tell them of it.
    pub has_address: bool,
}
says_only_its_name!(Owner);

const ABOUT: &str = "account=";

/// What a request for a code says it is about, for somebody's record or for a way back in.
pub fn about_record(account: AccountId) -> String {
    format!("{ABOUT}{account}")
}

/// Whose account a request is about.
pub(crate) fn account_in(about: &str) -> Option<AccountId> {
    AccountId::parse(about.strip_prefix(ABOUT)?).ok()
}

/// Whether what a request is about is somebody's record who has left.
pub(crate) fn is_a_leavers(tx: &mut Tx<'_, '_>, about: &str) -> Result<bool, Fault> {
    match account_in(about) {
        Some(account) => has_left(tx, account),
        None => Ok(false),
    }
}

const ADDRESS: &str =
    "select 1 from account where bucket = $1 and id = $2 and email_sealed is not null";

/// Whose record a request is about, for whoever may see the request.
pub(crate) fn owner(tx: &mut Tx<'_, '_>, about: &str) -> Result<Option<Owner>, Fault> {
    let Some(account) = account_in(about) else {
        return Ok(None);
    };
    let args = [Arg::Int(account.bucket()), Arg::Bytes(account.as_bytes())];
    Ok(Some(Owner {
        label: label(tx, account)?,
        has_address: tx.one(ADDRESS, &args, |row| row.int(0))?.is_some(),
    }))
}

/// Tells the person at their own address, in the very act of asking.
pub(crate) fn announce(tx: &mut Tx<'_, '_>, about: &str, request: &Request) -> Result<(), Fault> {
    let Some(account) = account_in(about) else {
        return Ok(());
    };
    let (asker, until) = (request.asker, request.until.millis());
    let vars = format!("account={account} by={asker} due={until}");
    outbox::put(tx, Message::RecordCodeAsked, To::Account(account), &vars)
}

/// Makes the code, for whoever approved; older ones stop working. The person and every office hear of it.
pub(crate) fn carry_out(tx: &mut Tx<'_, '_>, filed: &Filed, by: &By<'_>) -> Result<Outcome, Fault> {
    let (Some(account), By::Grant(grant)) = (account_in(&filed.about), by) else {
        // No job can show a code to anybody.
        return Ok(Outcome::Failed("not-understood"));
    };
    line::account(tx, account)?;
    if !has_left(tx, account)? {
        return Ok(Outcome::Failed("holds-a-role"));
    }
    end_codes(tx, account)?;
    let works = Works {
        from: tx.now(),
        until: tx.now().plus(CODE_FOR),
        reusable: false,
        by: grant.account(),
    };
    let (code, _) = new_code(tx, account, &works)?;
    let detail = format!("account={account} request={}", filed.id);
    let draft = by.draft(EventKind::CodeHandedOut, filed).detail(detail);
    entry::write(tx, &draft, &[])?;
    let vars = format!(
        "account={account} asker={} by={} due={}",
        filed.request.asker,
        grant.account(),
        works.until.millis()
    );
    outbox::put(tx, Message::RecordCodeMade, To::Account(account), &vars)?;
    outbox::put_to_officers(tx, Message::RecordCodeMade, &vars)?;
    Ok(Outcome::Handed(Handed {
        code,
        label: label(tx, account)?,
        until: works.until,
        opens: CodeOpens::Record,
    }))
}
