//! The branches in which a caller would like to ring.
//!
//! With every third card, whoever of the next eight in turn is in one of them comes first; otherwise it is whoever's turn it is. They are
//! named once an evening, and only as the tree of branches has them: what a caller types is kept nowhere. So a caller steers a little,
//! and nobody looks through a bank for one branch.

use switchboard_rules::branches::name_key;
use switchboard_rules::events::EventKind;
use switchboard_rules::ids::{AccountId, BankId};
use switchboard_rules::person::BranchName;
use switchboard_rules::policy::{Action, Facts, Resource};

use super::deal::Place;
use super::facts::BankRow;
use crate::branches;
use crate::engine::{Arg, Value};
use crate::entry::{self, Draft};
use crate::fault::Fault;
use crate::tx::{Tx, Verdict};

/// How many branches a caller may name.
pub const NEAR_MAX: usize = 5;

const NEAR: &str = "select branch from caller_branch where bucket = $1 and account = $2 and branch <> '' order by branch limit 5";
const CLEAR: &str = "delete from caller_branch where bucket = $1 and account = $2";
const NAMED: &str =
    "select at from caller_branch where bucket = $1 and account = $2 and branch = '' {for_update}";
const ADD: &str = "insert into caller_branch (bucket, account, branch, at) values ($1, $2, $3, $4) on conflict (bucket, account, branch) do nothing";

/// The branches that the caller named.
pub fn near(tx: &mut Tx<'_, '_>, account: AccountId) -> Result<Verdict<Vec<String>>, Fault> {
    let own = Resource::Account { account };
    if let Err(refusal) = tx.ask(Action::PreferBranches, &own, Facts::SHUT)? {
        return Ok(Verdict::Refused(refusal));
    }
    let args = [Arg::Int(account.bucket()), Arg::Bytes(account.as_bytes())];
    let named = tx.all(NEAR, &args, |row| Ok(row.text(0)?.to_owned()))?;
    Ok(Verdict::Given(named))
}

/// What became of naming branches, or languages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NearSet {
    /// Those that are known are kept.
    Kept,
    /// They were named this evening already.
    Tomorrow,
}

/// Says in which branches the caller would like to ring, at most [`NEAR_MAX`], once an evening; none takes it back at any time. What isn't
/// in the tree is dropped.
pub fn set_near(
    tx: &mut Tx<'_, '_>,
    account: AccountId,
    branches: &[BranchName],
) -> Result<Verdict<NearSet>, Fault> {
    let own = Resource::Account { account };
    let grant = match tx.ask(Action::PreferBranches, &own, Facts::SHUT)? {
        Ok(grant) => grant,
        Err(refusal) => return Ok(Verdict::Refused(refusal)),
    };
    let key = [Arg::Int(account.bucket()), Arg::Bytes(account.as_bytes())];
    let before = tx.one(NAMED, &key, |row| row.int(0))?;
    let mut known = Vec::new();
    for branch in branches.iter().take(NEAR_MAX) {
        if branches::known_as(tx, branch.as_str())?.is_some() {
            known.push(branch.as_str());
        }
    }
    if !known.is_empty() && is_of_this_evening(tx, before) {
        return Ok(Verdict::Given(NearSet::Tomorrow));
    }
    tx.run(CLEAR, &key)?;
    // Taking them back begins no new evening.
    let at = if known.is_empty() {
        before.unwrap_or(0)
    } else {
        tx.now().millis()
    };
    for branch in known.iter().copied().chain(std::iter::once("")) {
        tx.later(
            ADD,
            vec![
                Value::Int(account.bucket()),
                Value::Bytes(account.as_bytes().to_vec()),
                Value::Text(branch.to_owned()),
                Value::Int(at),
            ],
        );
    }
    let draft = Draft::act(EventKind::BranchesPreferred, &grant)
        .detail(format!("branches={}", known.len()));
    entry::write(tx, &draft, &[])?;
    Ok(Verdict::Given(NearSet::Kept))
}

/// Whether branches, or languages, were named in this evening already.
pub(super) fn is_of_this_evening(tx: &Tx<'_, '_>, named_at: Option<i64>) -> bool {
    let evening = tx.world.zone.evening_start(tx.now()).millis();
    named_at.is_some_and(|at| at >= evening)
}

const SAID_NOTHING: &str = "delete from caller_own where bucket = $1 and account = $2";
const KNOWS_NOBODY: &str = "delete from account_knows where account = $1";

/// Queues that nothing is kept any more of where and in which languages an account would like to ring, of its breaks, or whom it knows.
pub(crate) fn forget(tx: &mut Tx<'_, '_>, account: AccountId) {
    let id = Value::Bytes(account.as_bytes().to_vec());
    for said in [CLEAR, SAID_NOTHING] {
        tx.later(said, vec![Value::Int(account.bucket()), id.clone()]);
    }
    tx.later(KNOWS_NOBODY, vec![id]);
}

const CALL_BACK: &str =
    "select rank from queue where bank = $1 and class = 0 and due_at <= $2 limit 1";

/// Whether somebody waits who asked to be rung back now, whom everybody can ring: they come before whoever's turn it is, near or not and in
/// whatever language.
pub(super) fn call_back_is_due(tx: &mut Tx<'_, '_>, bank: BankId) -> Result<bool, Fault> {
    let args = [Arg::Bytes(bank.as_bytes()), Arg::Int(tx.now().millis())];
    let rank = tx.one(CALL_BACK, &args, |row| row.int(0))?;
    Ok(rank.is_some())
}

const NEXT: &str = "select q.member, q.class, q.due_at, q.rank, coalesce((select r.branch from member_row r where r.bucket = q.bucket and r.member = q.member and not exists (select 1 from import_dark d where d.import = r.import) order by r.import desc limit 1), '') from queue q where q.bank = $1 and q.class = 1 and q.due_at <= $2 order by q.due_at, q.rank limit 8";
const TAKE: &str = "select member, class, due_at, rank from queue where bank = $1 and rank = $2 and member = $3 and +class = 1 and +due_at <= $4 {skip_locked}";

/// The first of the next in turn who is in one of these branches; none where a call-back is due, which comes first in any case.
pub(super) fn pick(
    tx: &mut Tx<'_, '_>,
    bank: &BankRow,
    near: &[String],
) -> Result<Option<Place>, Fault> {
    if near.is_empty() {
        return Ok(None);
    }
    let id = bank.words.id;
    let now = tx.now().millis();
    if call_back_is_due(tx, id)? {
        return Ok(None);
    }
    let args = [Arg::Bytes(id.as_bytes()), Arg::Int(now)];
    let next = tx.all(NEXT, &args, |row| {
        Ok((Place::read(row, id)?, name_key(row.text(4)?)))
    })?;
    let mut there = next.iter().filter(|(_, branch)| near.contains(branch));
    let Some((first, _)) = there.next() else {
        return Ok(None);
    };
    let take = [
        Arg::Bytes(id.as_bytes()),
        Arg::Int(first.rank),
        Arg::Bytes(first.member.as_bytes()),
        Arg::Int(now),
    ];
    tx.one(TAKE, &take, |row| Place::read(row, id))
}
