//! Giving a role: by one person where one is enough, and what two people agree on where it takes two.

use switchboard_rules::events::EventKind;
use switchboard_rules::giving::{Giving, GivingError};
use switchboard_rules::ids::{AccountId, TermId};
use switchboard_rules::policy::{Action, Facts, Reason, Refusal, Resource};

use super::accounts::{NewTerm, end_sessions, forget_password, label, write_term};
use super::code::{Works, end_codes, new_code};
use super::device_key::forget_device_keys;
use super::holds_office;
use super::identity::forget_identity;
use super::passkey::forget_passkeys;
use super::places::{self, Named};
use super::programs;
use super::staff::{CODE_FOR, CodeOpens, Handed};
use super::terms::{TERMS_MAX, rows, sight};
use crate::engine::Arg;
use crate::entry::{self, Draft};
use crate::fault::Fault;
use crate::hush::says_only_its_name;
use crate::line;
use crate::meta::WorldKind;
use crate::outbox::{self, Message, To};
use crate::requests::{By, Filed, Outcome};
use crate::tx::{Tx, Verdict};

/// Roles that run or are to begin which one account holds at most: what it holds is read in each of its acts.
const RUNNING_MAX: usize = TERMS_MAX / 2;

/// What became of giving a role.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Granted {
    /// It is given.
    Given(TermId),
    /// It can't be given so; nothing changed.
    Not(GivingError),
    /// The account holds as many roles as one can.
    TooMany,
}

/// Gives a role that one person gives. Nobody gives it to themselves, and nobody to an account they can't see.
pub fn grant_term(tx: &mut Tx<'_, '_>, giving: &Giving) -> Result<Verdict<Granted>, Fault> {
    let (account, role, at) = (giving.account, giving.role, giving.at);
    if let Err(refusal) = sight(tx, account)? {
        return Ok(Verdict::Refused(refusal));
    }
    let resource = Resource::Term { account, role, at };
    let grant = match tx.ask(Action::GrantTerm, &resource, Facts::SHUT)? {
        Ok(grant) => grant,
        Err(refusal) => return Ok(Verdict::Refused(refusal)),
    };
    if !is_there(tx, giving)? {
        return Ok(Verdict::Refused(Refusal::new(Reason::NotYourCampaign)));
    }
    let giving = giving.not_before(tx.now());
    if let Err(error) = giving.check(tx.now()) {
        return Ok(Verdict::Given(Granted::Not(error)));
    }
    if !line::account(tx, account)? {
        return Ok(Verdict::Refused(Refusal::new(Reason::NotYours)));
    }
    if is_full(tx, account)? {
        return Ok(Verdict::Given(Granted::TooMany));
    }
    let draft = Draft::act(EventKind::TermGranted, &grant);
    let term = write(tx, &giving, (grant.account(), None), draft)?;
    Ok(Verdict::Given(Granted::Given(term)))
}

/// Writes a role, its entry, and what every node has to hear.
fn write(
    tx: &mut Tx<'_, '_>,
    giving: &Giving,
    (by, agreed_by): (AccountId, Option<AccountId>),
    draft: Draft,
) -> Result<TermId, Fault> {
    let new = NewTerm {
        role: giving.role,
        scope: giving.at.scope(),
        from: giving.from,
        until: giving.until,
        agreed_by,
    };
    let is_live = tx.world.meta.kind == WorldKind::Live;
    if is_live && giving.role.is_office() && !holds_office(tx, giving.account)? {
        // What was opened for less, with a code or by what was added with one, must not become an office's.
        end_sessions(tx, giving.account)?;
    }
    // A token that was over because a role had ended by its date stays over.
    programs::end_by_roles(tx, giving.account)?;
    let term = write_term(tx, giving.account, &new, by)?;
    let detail = format!("term={term} {}", giving.text());
    entry::write(tx, &draft.detail(detail), &[])?;
    tx.changed("account", giving.account.as_bytes());
    Ok(term)
}

fn is_full(tx: &mut Tx<'_, '_>, account: AccountId) -> Result<bool, Fault> {
    let now = tx.now();
    let held = rows(tx, account)?;
    let running = held.iter().filter(|row| !row.is_over(now)).count();
    Ok(running >= RUNNING_MAX)
}

/// Whether the place is there, and lies where it is said to.
fn is_there(tx: &mut Tx<'_, '_>, giving: &Giving) -> Result<bool, Fault> {
    let found = places::named(tx, giving.at.scope())?;
    Ok(found.is_some_and(|named| named.at == giving.at) && places::is_open(tx, giving.at)?)
}

// ---------------------------------------------------------------- what takes two people

/// Which role a request would give.
#[derive(Clone)]
pub struct Wanted {
    /// To whom.
    pub label: String,
    /// Which, and for how long.
    pub giving: Giving,
    /// Where.
    pub place: Named,
}
says_only_its_name!(Wanted);

/// Whether what a request is about is a role that can be given.
pub(crate) fn is_givable(tx: &mut Tx<'_, '_>, about: &str) -> Result<bool, Fault> {
    let Some(giving) = Giving::parse(about) else {
        return Ok(false);
    };
    let is_right = giving.check(tx.now()).is_ok() && giving.role.takes_two();
    Ok(is_right && is_there(tx, &giving)? && line::account(tx, giving.account)?)
}

/// Which role a request would give, for whoever may see the request.
pub(crate) fn wanted(tx: &mut Tx<'_, '_>, about: &str) -> Result<Option<Wanted>, Fault> {
    let Some(giving) = Giving::parse(about) else {
        return Ok(None);
    };
    let Some(place) = places::named(tx, giving.at.scope())? else {
        return Ok(None);
    };
    Ok(Some(Wanted {
        label: label(tx, giving.account)?,
        giving,
        place,
    }))
}

/// Gives what two people agreed on. What the account was opened with until then, as a caller's, opens it no more: whoever
/// approves is shown a code for them. With it the holder of an office sets a password and an app, or a passkey.
pub(crate) fn give(tx: &mut Tx<'_, '_>, filed: &Filed, by: &By<'_>) -> Result<Outcome, Fault> {
    let (Some(giving), By::Grant(grant)) = (Giving::parse(&filed.about), by) else {
        return Ok(Outcome::Failed("not-understood"));
    };
    let giving = giving.not_before(tx.now());
    let account = giving.account;
    if giving.check(tx.now()).is_err() || !is_there(tx, &giving)? {
        return Ok(Outcome::Failed("time-up"));
    }
    if !line::account(tx, account)? || is_full(tx, account)? {
        return Ok(Outcome::Failed("no-such-account"));
    }
    let anew = tx.world.meta.kind == WorldKind::Live && !holds_more(tx, account)?;
    let handed = if anew {
        Some(way_in(tx, account, grant.account())?)
    } else {
        None
    };
    let asker = filed.request.asker;
    let draft = by.draft(EventKind::TermGranted, filed);
    write(
        tx,
        &giving,
        (asker, filed.agreed_by(grant.account())),
        draft,
    )?;
    let vars = format!(
        "account={account} asker={asker} by={} role={} how={}",
        grant.account(),
        giving.role.text(),
        filed.how(grant.account())
    );
    tell(tx, Message::RoleGiven, account, &vars)?;
    Ok(handed.map_or(Outcome::Done, Outcome::Handed))
}

const MORE: &str = "select 1 from term where bucket = $1 and account = $2 and role not in ('caller', 'committee', 'auditor') and ended_at is null and (until_at is null or until_at > $3) limit 1";

/// Whether the account holds a role that takes two people to give, now or from a later day on.
fn holds_more(tx: &mut Tx<'_, '_>, account: AccountId) -> Result<bool, Fault> {
    let args = [
        Arg::Int(account.bucket()),
        Arg::Bytes(account.as_bytes()),
        Arg::Int(tx.now().millis()),
    ];
    Ok(tx.one(MORE, &args, |row| row.int(0))?.is_some())
}

/// Ends every way in to the account, and makes a code in their place: what an organiser handed a caller, and may have used
/// themselves, must not open what two others agreed on.
fn way_in(tx: &mut Tx<'_, '_>, account: AccountId, by: AccountId) -> Result<Handed, Fault> {
    end_codes(tx, account)?;
    // Whoever is just adding a passkey holds their session, whoever is just signing in holds the passkey, the device
    // key or the password.
    end_sessions(tx, account)?;
    forget_passkeys(tx, account)?;
    forget_device_keys(tx, account)?;
    forget_identity(tx, account)?;
    forget_password(tx, account)?;
    end_sessions(tx, account)?;
    tx.changed("account", account.as_bytes());
    let works = Works {
        from: tx.now(),
        until: tx.now().plus(CODE_FOR),
        reusable: false,
        by,
    };
    let (code, _) = new_code(tx, account, &works)?;
    Ok(Handed {
        code,
        label: label(tx, account)?,
        until: works.until,
        opens: CodeOpens::Account,
    })
}

/// Tells the person and everybody who holds an office, each once.
pub(super) fn tell(
    tx: &mut Tx<'_, '_>,
    message: Message,
    account: AccountId,
    vars: &str,
) -> Result<(), Fault> {
    let mut heard = outbox::officers(tx)?;
    if !heard.contains(&account) {
        heard.push(account);
    }
    for one in heard {
        outbox::put(tx, message, To::Account(one), vars)?;
    }
    Ok(())
}
