//! Ending one role of an account before its time, and how many hold an office.
//!
//! Ending never waits for a second person. It is a fact with a time: the term stays, and no restored backup brings it back.

use switchboard_rules::events::EventKind;
use switchboard_rules::giving::place_words;
use switchboard_rules::ids::{AccountId, BranchId, TermId};
use switchboard_rules::moment::Span;
use switchboard_rules::policy::{
    Action, Facts, Grant, OFFICES_FEW, Place, Reason, Refusal, Resource, Role, Scope,
};

use super::giving::tell;
use super::{places, programs, terms};
use crate::engine::Arg;
use crate::entry::{self, Draft};
use crate::fault::Fault;
use crate::line;
use crate::never_again::Fact;
use crate::outbox::Message;
use crate::session::{id16, read_scope, scope_columns};
use crate::tx::{Tx, Verdict};

/// What became of ending a role.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EndedTerm {
    /// It is over.
    Now,
    /// It was over before.
    Before,
}

const END: &str = "update term set ended_at = $1, ended_by = $5 where bucket = $2 and account = $3 and id = $4 and ended_at is null";

/// Ends one role of an account: no act begun after the commit gets a grant by it, on any node. The account's other roles go
/// on. A role in a place that the one behind this act doesn't reach looks like none.
pub fn end_term(
    tx: &mut Tx<'_, '_>,
    account: AccountId,
    term: TermId,
) -> Result<Verdict<EndedTerm>, Fault> {
    // The session first, with its own terms: the order in which everybody waits.
    let me = tx.account()?;
    // Two ends of one person's, in two sessions, wait for each other too: the smaller id first.
    for one in [me.min(account), me.max(account)] {
        line::account(tx, one)?;
    }
    let unknown = || Ok(Verdict::Refused(Refusal::new(Reason::NotYours)));
    let Some(row) = terms::one(tx, account, term)? else {
        return unknown();
    };
    let Some(place) = places::named(tx, row.scope)? else {
        return unknown();
    };
    let now = tx.now();
    let (role, at) = (row.role, place.at);
    let runs = row.from <= now && !row.is_over(now);
    let facts = Facts {
        last_in_office: runs && role.is_office() && is_last(tx, account, role, row.scope)?,
        ended_another: role.is_office() && ended_another(tx, me, account)?,
        ..Facts::SHUT
    };
    let resource = Resource::Term { account, role, at };
    let grant = match tx.ask(Action::EndTerm, &resource, facts)? {
        Ok(grant) => grant,
        Err(refusal) => return Ok(Verdict::Refused(refusal)),
    };
    let args = [
        Arg::Int(now.millis()),
        Arg::Int(account.bucket()),
        Arg::Bytes(account.as_bytes()),
        Arg::Bytes(term.as_bytes()),
        Arg::Bytes(me.as_bytes()),
    ];
    if row.is_over(now) || tx.run(END, &args)? == 0 {
        return Ok(Verdict::Given(EndedTerm::Before));
    }
    let words = format!("term={term} account={account} role={}", role.text());
    let draft = Draft::act(EventKind::TermEnded, &grant);
    entry::write(
        tx,
        &draft.detail(format!("{words} {}", place_words(at))),
        &[],
    )?;
    programs::end_by_roles(tx, account)?;
    tx.changed("account", account.as_bytes());
    let fact = Fact::over(tx.world, term);
    tx.never_again(&fact);
    if role.takes_two() {
        let vars = format!(
            "account={account} by={} role={}",
            grant.account(),
            role.text()
        );
        tell(tx, Message::RoleEnded, account, &vars)?;
    }
    Ok(Verdict::Given(EndedTerm::Now))
}

/// For how long whoever ended a colleague's office doesn't end another colleague's.
const APART: Span = Span::days(1);
const ENDED: &str = "select 1 from term where ended_by = $1 and ended_at > $2 and account <> $1 and account <> $3 and role in ('membership-officer', 'returning-officer', 'dpo', 'approver') and scope_kind <> 'branch' limit 1";

/// Whether somebody ended another colleague's office within the last day: not this one's, and not their own.
fn ended_another(tx: &mut Tx<'_, '_>, by: AccountId, account: AccountId) -> Result<bool, Fault> {
    let args = [
        Arg::Bytes(by.as_bytes()),
        Arg::Int(tx.now().minus(APART).millis()),
        Arg::Bytes(account.as_bytes()),
    ];
    Ok(tx.one(ENDED, &args, |row| row.int(0))?.is_some())
}

const ENDED_ANY: &str = "select 1 from term where (ended_by = $1 or (ended_by in (select account from directory_key) and $1 in (select account from directory_key))) and ended_at > $2 and account <> $1 and account <> $3 and role in ('membership-officer', 'returning-officer', 'dpo', 'approver', 'organiser') and scope_kind <> 'branch' limit 1";

/// The same of whoever ends all that somebody holds: organisers count too, and the directory's keys are one.
fn ended_anybody(tx: &mut Tx<'_, '_>, by: AccountId, account: AccountId) -> Result<bool, Fault> {
    let args = [
        Arg::Bytes(by.as_bytes()),
        Arg::Int(tx.now().minus(APART).millis()),
        Arg::Bytes(account.as_bytes()),
    ];
    Ok(tx.one(ENDED_ANY, &args, |row| row.int(0))?.is_some())
}

const AT_BRANCH: &str = "select account, id from term where role = 'membership-officer' and scope_kind = 'branch' and scope = $1 and ended_at is null and (until_at is null or until_at > $2) order by account, id limit 200 {for_update}";

/// A role that is held in a branch, until the commit.
pub(crate) struct AtBranch {
    account: AccountId,
    term: TermId,
    at: Place,
}

/// The roles that are held in a branch, now or from a later day on; whoever acts by one waits.
pub(crate) fn held_at_branch(
    tx: &mut Tx<'_, '_>,
    branch: BranchId,
) -> Result<Vec<AtBranch>, Fault> {
    let args = [Arg::Bytes(branch.as_bytes()), Arg::Int(tx.now().millis())];
    tx.all(AT_BRANCH, &args, |row| {
        Ok(AtBranch {
            account: AccountId::from_bytes(id16(row.bytes(0)?).unwrap_or_default()),
            term: TermId::from_bytes(id16(row.bytes(1)?).unwrap_or_default()),
            at: Place::Branch { branch },
        })
    })
}

/// Ends the roles of a branch that is none any more, under the grant of whoever joined it to another; an entry and letters for
/// each.
pub(crate) fn end_with_branch(
    tx: &mut Tx<'_, '_>,
    grant: &Grant,
    held: &[AtBranch],
) -> Result<(), Fault> {
    let (role, by) = (Role::MembershipOfficer.text(), grant.account());
    for AtBranch { account, term, at } in held {
        let args = [
            Arg::Int(tx.now().millis()),
            Arg::Int(account.bucket()),
            Arg::Bytes(account.as_bytes()),
            Arg::Bytes(term.as_bytes()),
            Arg::Bytes(by.as_bytes()),
        ];
        tx.run(END, &args)?;
        let place = place_words(*at);
        let detail = format!("term={term} account={account} role={role} {place} why=joined");
        let draft = Draft::act(EventKind::TermEnded, grant).detail(detail);
        entry::write(tx, &draft, &[])?;
        programs::end_by_roles(tx, *account)?;
        tx.changed("account", account.as_bytes());
        let fact = Fact::over(tx.world, *term);
        tx.never_again(&fact);
        let vars = format!("account={account} by={by} role={role}");
        tell(tx, Message::RoleEnded, *account, &vars)?;
    }
    Ok(())
}

const END_AGAIN: &str = "update term set ended_at = $1 where id = $2 and ended_at is null";

/// Ends a role once more in a world that came out of a backup, without anybody who asks.
pub(crate) fn end_term_again(tx: &mut Tx<'_, '_>, term: TermId) -> Result<(), Fault> {
    let args = [Arg::Int(tx.now().millis()), Arg::Bytes(term.as_bytes())];
    tx.run(END_AGAIN, &args)?;
    Ok(())
}

/// Held until the commit, so that two who end each other's office don't both find the other in it.
const OTHERS: &str = "select account from term where role = $1 and account <> $2 and ended_at is null and from_at <= $3 and (until_at is null or until_at > $3) and (scope_kind = 'organisation' or scope = $4) order by account, id limit 8 {for_update}";

/// Whether nobody but this account holds an office in a place, or above it.
fn is_last(
    tx: &mut Tx<'_, '_>,
    account: AccountId,
    role: Role,
    scope: Scope,
) -> Result<bool, Fault> {
    let (_, scope) = scope_columns(scope);
    let args = [
        Arg::Text(role.text()),
        Arg::Bytes(account.as_bytes()),
        Arg::Int(tx.now().millis()),
        Arg::Bytes(&scope),
    ];
    let others = tx.all(OTHERS, &args, |row| Ok(row.bytes(0)?.len()))?;
    Ok(others.is_empty())
}

const HELD: &str = "select role, scope_kind, scope from term where bucket = $1 and account = $2 and role <> 'caller' and ended_at is null and from_at <= $3 and (until_at is null or until_at > $3) order by id limit 64";

/// The offices that an account holds now, as far as they stand in the way of ending them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a fact of its own, and no two of them exclude each other"
)]
pub(crate) struct Offices {
    /// Whether it holds any.
    pub(crate) any: bool,
    /// Whether it holds any role but a caller's.
    pub(crate) leads: bool,
    /// Whether it checks the offices.
    pub(crate) checks: bool,
    /// Whether nobody else holds one of them.
    pub(crate) last: bool,
    /// Whether it is an office or a campaign's organiser, and `by` ended another one within a day.
    pub(crate) ended_another: bool,
}

/// How the offices of an account stand that `by` would end.
pub(crate) fn offices_of(
    tx: &mut Tx<'_, '_>,
    account: AccountId,
    by: AccountId,
) -> Result<Offices, Fault> {
    let args = [
        Arg::Int(account.bucket()),
        Arg::Bytes(account.as_bytes()),
        Arg::Int(tx.now().millis()),
    ];
    let held = tx.all(HELD, &args, |row| {
        let scope = read_scope(row.text(1)?, row.bytes(2)?);
        Ok(Role::from_text(row.text(0)?).zip(scope))
    })?;
    let mut offices = Offices {
        any: false,
        leads: !held.is_empty(),
        checks: false,
        last: false,
        ended_another: false,
    };
    let mut counts = false;
    for (role, scope) in held.into_iter().flatten() {
        offices.checks |= matches!(role, Role::Auditor | Role::Committee);
        counts |= role == Role::Organiser;
        if !role.is_office() || matches!(scope, Scope::Branch(_)) {
            continue;
        }
        offices.any = true;
        // The approver decides what others ask for: without one, it waits, and the console names another.
        offices.last |= role != Role::Approver && is_last(tx, account, role, scope)?;
    }
    offices.ended_another = (counts || offices.any) && ended_anybody(tx, by, account)?;
    Ok(offices)
}

const IN_OFFICE: &str = "select count(distinct t.account) from term t join account a on a.bucket = t.bucket and a.id = t.account where t.role in ('membership-officer', 'returning-officer', 'dpo', 'approver') and t.scope_kind <> 'branch' and t.from_at <= $1 and (t.until_at is null or t.until_at > $1) and t.ended_at is null and a.ended_at is null";

/// Whether so few accounts hold an office now that an auditor may be the second person. A branch's officer decides nothing of
/// what takes two people, so that they count for nothing here: counted, they would take the auditor away.
pub(crate) fn are_offices_few(tx: &mut Tx<'_, '_>) -> Result<bool, Fault> {
    let now = tx.now().millis();
    let held = tx.one(IN_OFFICE, &[Arg::Int(now)], |row| row.int(0))?;
    Ok(held.unwrap_or(0) < i64::from(OFFICES_FEW))
}
