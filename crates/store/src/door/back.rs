//! A way back in for somebody who holds an office, or organises, and lost every one: made by two people.
//!
//! Whoever has the code chooses the password and the app, or adds a passkey, and is that person from then on. So nobody hands
//! one out alone: one official asks and says why, its owner hears of it at once, another agrees and is shown the code. A caller
//! gets theirs from their organiser (`door::code_for_caller`), and the console's way takes a day (`door::recovery`).

use switchboard_rules::events::EventKind;
use switchboard_rules::ids::AccountId;
use switchboard_rules::moment::Moment;
use switchboard_rules::request::Request;

use super::accounts::label;
use super::code::{Works, end_codes, new_code};
use super::giving::tell;
use super::leaver::account_in;
use super::recovery::stop_all;
use super::staff::{CODE_FOR, CodeOpens, Handed};
use crate::engine::Arg;
use crate::entry;
use crate::fault::Fault;
use crate::line;
use crate::outbox::{self, Message, To};
use crate::requests::{By, Filed, Outcome};
use crate::tx::Tx;

const HOLDS: &str = "select until_at from term where bucket = $1 and account = $2 and role not in ('caller', 'committee', 'auditor') and ended_at is null and (until_at is null or until_at > $3) order by case when until_at is null then 0 else 1 end, until_at desc limit 1";

/// Until when the account holds a role that takes two people to give, now or from a later day on; none if it holds none.
fn holds_until(tx: &mut Tx<'_, '_>, account: AccountId) -> Result<Option<Moment>, Fault> {
    let args = [
        Arg::Int(account.bucket()),
        Arg::Bytes(account.as_bytes()),
        Arg::Int(tx.now().millis()),
    ];
    let until = tx.one(HOLDS, &args, |row| row.opt_int(0))?;
    Ok(until.map(|until| Moment::from_millis(until.unwrap_or(i64::MAX))))
}

/// Whether what a request is about is somebody who may be let back in.
pub(crate) fn may_come_back(tx: &mut Tx<'_, '_>, about: &str) -> Result<bool, Fault> {
    match account_in(about) {
        Some(account) => Ok(line::account(tx, account)? && holds_until(tx, account)?.is_some()),
        None => Ok(false),
    }
}

/// Tells the person at their own address, in the very act of asking.
pub(crate) fn announce_back(
    tx: &mut Tx<'_, '_>,
    about: &str,
    request: &Request,
) -> Result<(), Fault> {
    let Some(account) = account_in(about) else {
        return Ok(());
    };
    let (asker, until) = (request.asker, request.until.millis());
    let vars = format!("account={account} by={asker} due={until}");
    outbox::put(tx, Message::AccountCodeAsked, To::Account(account), &vars)
}

/// Makes the code, for whoever is the second person; older ones stop working. Until it is used, what opened the account before
/// still does: whoever finds their telephone again needs no code.
pub(crate) fn let_back(tx: &mut Tx<'_, '_>, filed: &Filed, by: &By<'_>) -> Result<Outcome, Fault> {
    let (Some(account), By::Grant(grant)) = (account_in(&filed.about), by) else {
        // No job can show a code to anybody.
        return Ok(Outcome::Failed("not-understood"));
    };
    line::account(tx, account)?;
    let Some(holds_until) = holds_until(tx, account)? else {
        return Ok(Outcome::Failed("holds-no-role"));
    };
    stop_all(tx, account, grant.account())?;
    end_codes(tx, account)?;
    let works = Works {
        from: tx.now(),
        // Beyond the role it would open the record of somebody who has left.
        until: tx.now().plus(CODE_FOR).min(holds_until),
        reusable: false,
        by: grant.account(),
    };
    let (code, _) = new_code(tx, account, &works)?;
    let detail = format!("account={account} request={}", filed.id);
    let draft = by.draft(EventKind::CodeHandedOut, filed).detail(detail);
    entry::write(tx, &draft, &[])?;
    let vars = format!(
        "account={account} asker={} by={} how={}",
        filed.request.asker,
        grant.account(),
        filed.how(grant.account())
    );
    tell(tx, Message::CodeHandedOut, account, &vars)?;
    Ok(Outcome::Handed(Handed {
        code,
        label: label(tx, account)?,
        until: works.until,
        opens: CodeOpens::Back,
    }))
}
