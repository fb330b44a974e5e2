//! Whose reports stand apart from those of everybody who rings in the same bank: for the membership officer, never for a campaign.
//!
//! It is reckoned beside the writer, from counts that are kept anyway. Accounts and figures come out, and no member.

use std::collections::BTreeMap;

use switchboard_rules::apart::{Share, Word, most, stands_apart};
use switchboard_rules::events::EventKind;
use switchboard_rules::ids::{AccountId, BankId};
use switchboard_rules::moment::Moment;
use switchboard_rules::policy::{Action, Facts, Resource};

use crate::door;
use crate::engine::{Arg, Raw};
use crate::entry::{self, Draft};
use crate::fault::Fault;
use crate::session::id16;
use crate::tx::{Tx, Verdict};
use crate::world::World;

/// Leave to compare callers: it comes with the entry that says so.
#[derive(Clone, Copy)]
pub struct MayCompare(());

impl std::fmt::Debug for MayCompare {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("MayCompare")
    }
}

/// An account that says something far more often in a bank than those who ring beside it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Apart {
    /// Whose it is.
    pub account: AccountId,
    /// The bank's name.
    pub bank: String,
    /// Its campaign's name.
    pub campaign: String,
    /// What was said so often.
    pub word: Word,
    /// How often, of how many calls.
    pub own: Share,
    /// The same of everybody else in that bank.
    pub others: Share,
    /// As often as chance explains.
    pub most: u32,
    /// How many reports of this account wait, of all its banks, and since when.
    pub waiting: (u64, Option<Moment>),
    /// Cards that it put aside, and that it said to know, in all.
    pub handed_back: (u64, u64),
}

/// How many are shown, the furthest apart first.
pub const APART_MAX: usize = 50;

/// Asks to compare callers.
pub fn may_compare(tx: &mut Tx<'_, '_>) -> Result<Verdict<MayCompare>, Fault> {
    let grant = match tx.ask(Action::SeeApart, &Resource::Organisation, Facts::SHUT)? {
        Ok(grant) => grant,
        Err(refusal) => return Ok(Verdict::Refused(refusal)),
    };
    entry::write(tx, &Draft::act(EventKind::CallersCompared, &grant), &[])?;
    Ok(Verdict::Given(MayCompare(())))
}

/// The accounts that stand apart, in the banks that aren't closed.
///
/// # Errors
/// The store's.
pub fn apart(world: &World, _may: &MayCompare) -> Result<Vec<Apart>, Fault> {
    world.0.db.read("callers-apart", |raw| {
        let tallies = raw.all(TALLIES, &[], |row| {
            let id = |at: usize| Ok::<_, Fault>(id16(row.bytes(at)?).unwrap_or_default());
            Ok(Tally {
                bank: BankId::from_bytes(id(0)?),
                account: AccountId::from_bytes(id(1)?),
                what: row.text(2)?.to_owned(),
                n: u32::try_from(row.int(3)?).unwrap_or(0),
            })
        })?;
        let mut found = judged(&tallies);
        found.truncate(APART_MAX);
        found
            .into_iter()
            .map(|one| told(raw, &one))
            .collect::<Result<Vec<_>, Fault>>()
    })
}

/// The names of accounts, for whoever may compare them.
pub fn named(tx: &mut Tx<'_, '_>, accounts: &[AccountId]) -> Result<Verdict<Vec<String>>, Fault> {
    if let Err(refusal) = tx.ask(Action::SeeApart, &Resource::Organisation, Facts::SHUT)? {
        return Ok(Verdict::Refused(refusal));
    }
    door::labels(tx, accounts).map(Verdict::Given)
}

/// At most 200,000 counts: twenty banks of a thousand callers.
const TALLIES: &str = "select t.bank, t.account, t.what, t.n from bank b join tally t on t.bank = b.id where b.state <> 'closed' and t.what not in ('dealt', 'unreported') limit 200000";

/// One count of an account in a bank.
struct Tally {
    bank: BankId,
    account: AccountId,
    what: String,
    n: u32,
}

/// Somebody who stands apart.
struct Judged {
    bank: BankId,
    account: AccountId,
    word: Word,
    own: Share,
    others: Share,
    most: u32,
}

/// Calls, and how many of them with each word.
#[derive(Default)]
struct Said {
    calls: u32,
    with: BTreeMap<Word, u32>,
}

impl Said {
    fn add(&mut self, what: &str, n: u32) {
        self.calls = self.calls.saturating_add(n);
        if let Some(word) = Word::of_outcome(what) {
            let with = self.with.entry(word).or_default();
            *with = with.saturating_add(n);
        }
    }

    fn share(&self, word: Word) -> Share {
        Share {
            with: self.with.get(&word).copied().unwrap_or(0),
            calls: self.calls,
        }
    }
}

/// Who stands apart, the furthest first.
fn judged(tallies: &[Tally]) -> Vec<Judged> {
    let (mut banks, mut accounts) = (BTreeMap::new(), BTreeMap::new());
    for tally in tallies {
        let bank: &mut Said = banks.entry(tally.bank).or_default();
        bank.add(&tally.what, tally.n);
        let account: &mut Said = accounts.entry((tally.bank, tally.account)).or_default();
        account.add(&tally.what, tally.n);
    }
    let mut found = Vec::new();
    for ((bank, account), said) in &accounts {
        for word in Word::ALL {
            let own = said.share(word);
            let all = banks.get(bank).map_or(own, |bank| bank.share(word));
            let others = Share {
                with: all.with.saturating_sub(own.with),
                calls: all.calls.saturating_sub(own.calls),
            };
            if stands_apart(own, others)
                && let Some(most) = most(own, others)
            {
                found.push(Judged {
                    bank: *bank,
                    account: *account,
                    word,
                    own,
                    others,
                    most,
                });
            }
        }
    }
    found.sort_by_key(|one| std::cmp::Reverse(one.own.with - one.most));
    found
}

const NAMES: &str = "select b.name, p.name from bank b join campaign p on p.id = b.campaign where b.bucket = $1 and b.id = $2";
const WAITING: &str =
    "select count(*), min(at) from report where account = $1 and settled_at is null";
const HANDED_BACK: &str = "select cast(coalesce(sum(skips), 0) as bigint), cast(coalesce(sum(known), 0) as bigint) from budget where bucket = $1 and account = $2";

fn told(raw: &mut Raw<'_>, one: &Judged) -> Result<Apart, Fault> {
    let by_bank = [Arg::Int(one.bank.bucket()), Arg::Bytes(one.bank.as_bytes())];
    let names = raw.one(NAMES, &by_bank, |row| {
        Ok((row.text(0)?.to_owned(), row.text(1)?.to_owned()))
    })?;
    let (bank, campaign) = names.unwrap_or_default();
    let account = one.account;
    let natural = |n: i64| u64::try_from(n).unwrap_or(0);
    let waiting = raw.one(WAITING, &[Arg::Bytes(account.as_bytes())], |row| {
        let since = row.opt_int(1)?.map(Moment::from_millis);
        Ok((natural(row.int(0)?), since))
    })?;
    let by_account = [Arg::Int(account.bucket()), Arg::Bytes(account.as_bytes())];
    let handed_back = raw.one(HANDED_BACK, &by_account, |row| {
        Ok((natural(row.int(0)?), natural(row.int(1)?)))
    })?;
    Ok(Apart {
        account,
        bank,
        campaign,
        word: one.word,
        own: one.own,
        others: one.others,
        most: one.most,
        waiting: waiting.unwrap_or_default(),
        handed_back: handed_back.unwrap_or_default(),
    })
}
