//! Whose reports stand apart from those of everybody who rings for the same campaign, also in banks that are closed: for the membership officer, never for a campaign.
//!
//! It is reckoned beside the writer, from counts that are kept anyway. Accounts and figures come out, and no member.

use std::collections::BTreeMap;

use switchboard_rules::apart::{Share, Word, most, stands_apart};
use switchboard_rules::events::EventKind;
use switchboard_rules::ids::{AccountId, CampaignId};
use switchboard_rules::moment::Moment;
use switchboard_rules::policy::{Action, Facts, Resource};

use crate::desk::UNSEEN;
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

/// An account that says something far more often than those who ring for the same campaign.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Apart {
    /// Whose it is.
    pub account: AccountId,
    /// The campaign's name.
    pub campaign: String,
    /// What was said so often.
    pub word: Word,
    /// How often, of how many calls.
    pub own: Share,
    /// The same of everybody else who rings for it.
    pub others: Share,
    /// As often as chance explains.
    pub most: u32,
    /// How many reports of this account wait, of all its banks, and since which evening.
    pub waiting: (u64, Option<Moment>),
    /// Cards that it put aside, that it said to know, and that it left behind by stopping or for a break, in all.
    pub handed_back: [u64; 3],
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

/// That an account stands apart: found by the same comparison, at the moment when somebody would act upon it.
#[derive(Debug, Clone, Copy)]
pub struct StandsApart(AccountId);

impl StandsApart {
    /// Whose it is.
    pub(super) const fn account(self) -> AccountId {
        self.0
    }

    #[cfg(test)]
    pub(crate) const fn for_tests(account: AccountId) -> Self {
        Self(account)
    }
}

/// Whether this account stands apart, in whatever campaign and word.
///
/// # Errors
/// The store's.
pub fn stands(
    world: &World,
    _may: &MayCompare,
    account: AccountId,
) -> Result<Option<StandsApart>, Fault> {
    let found = judged(&tallies(world)?);
    let is_apart = found.iter().any(|one| one.account == account);
    Ok(is_apart.then_some(StandsApart(account)))
}

/// The accounts that stand apart.
///
/// # Errors
/// The store's.
pub fn apart(world: &World, _may: &MayCompare) -> Result<Vec<Apart>, Fault> {
    // Reckoned with no look open.
    let mut found = judged(&tallies(world)?);
    found.truncate(APART_MAX);
    world.0.db.read("callers-apart", |raw| {
        found
            .iter()
            .map(|one| told(raw, world, one))
            .collect::<Result<Vec<_>, Fault>>()
    })
}

/// What one account handed back without an outcome, in all evenings.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct HandedBackBy {
    /// Whose it is.
    pub account: AccountId,
    /// Cards that it was dealt.
    pub cards: u64,
    /// Cards that it put aside.
    pub skips: u64,
    /// Members that it said to know.
    pub known: u64,
    /// Cards that it left behind by stopping or for a break.
    pub pauses: u64,
}

/// One row for each account, contest and evening; those who handed back the most in one evening come first, which is how many may be
/// handed back is limited, and whoever began lately stands before those with many evenings.
const HANDED_BACK_BY: &str = "select account, cast(sum(evening_spent) as bigint), cast(sum(skips) as bigint), cast(sum(known) as bigint), cast(sum(pauses) as bigint) from budget group by account having sum(skips) + sum(known) + sum(pauses) > 0 order by max(skips + known + pauses) desc, sum(skips) + sum(known) + sum(pauses) desc, account limit 50";

/// The accounts that handed back the most cards in one evening, at most [`APART_MAX`].
///
/// # Errors
/// The store's.
pub fn handed_back(world: &World, _may: &MayCompare) -> Result<Vec<HandedBackBy>, Fault> {
    let natural = |n: i64| u64::try_from(n).unwrap_or(0);
    world.0.db.read("callers-handed-back", |raw| {
        raw.all(HANDED_BACK_BY, &[], |row| {
            Ok(HandedBackBy {
                account: AccountId::from_bytes(id16(row.bytes(0)?).unwrap_or_default()),
                cards: natural(row.int(1)?),
                skips: natural(row.int(2)?),
                known: natural(row.int(3)?),
                pauses: natural(row.int(4)?),
            })
        })
    })
}

fn tallies(world: &World) -> Result<Vec<Tally>, Fault> {
    world.0.db.read("callers-tallies", |raw| {
        raw.all(TALLIES, &[], |row| {
            let id = |at: usize| Ok::<_, Fault>(id16(row.bytes(at)?).unwrap_or_default());
            Ok(Tally {
                campaign: CampaignId::from_bytes(id(0)?),
                account: AccountId::from_bytes(id(1)?),
                what: row.text(2)?.to_owned(),
                n: u32::try_from(row.int(3)?).unwrap_or(0),
            })
        })
    })
}

/// The names of accounts, for whoever may compare them.
pub fn named(tx: &mut Tx<'_, '_>, accounts: &[AccountId]) -> Result<Verdict<Vec<String>>, Fault> {
    if let Err(refusal) = tx.ask(Action::SeeApart, &Resource::Organisation, Facts::SHUT)? {
        return Ok(Verdict::Refused(refusal));
    }
    door::labels(tx, accounts).map(Verdict::Given)
}

/// At most 200,000 counts, campaign after campaign: twenty of a thousand callers.
const TALLIES: &str = "select b.campaign, t.account, t.what, cast(sum(t.n) as bigint) from bank b join tally t on t.bank = b.id where t.what not in ('dealt', 'unreported') group by b.campaign, t.account, t.what order by b.campaign, t.account, t.what limit 200000";

/// One count of an account in a campaign.
struct Tally {
    campaign: CampaignId,
    account: AccountId,
    what: String,
    n: u32,
}

/// Somebody who stands apart.
struct Judged {
    campaign: CampaignId,
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
    unseen: u32,
    with: BTreeMap<Word, u32>,
}

impl Said {
    fn add(&mut self, what: &str, n: u32) {
        if what == UNSEEN {
            // They stand among the outcomes too, and there was no call.
            self.unseen = self.unseen.saturating_add(n);
            return;
        }
        self.calls = self.calls.saturating_add(n);
        if let Some(word) = Word::of_outcome(what) {
            let with = self.with.entry(word).or_default();
            *with = with.saturating_add(n);
        }
    }

    fn share(&self, word: Word) -> Share {
        Share {
            with: self.with.get(&word).copied().unwrap_or(0),
            calls: self.calls.saturating_sub(self.unseen),
        }
    }
}

/// Who stands apart, the furthest first.
fn judged(tallies: &[Tally]) -> Vec<Judged> {
    let (mut campaigns, mut accounts) = (BTreeMap::new(), BTreeMap::new());
    for tally in tallies {
        let campaign: &mut Said = campaigns.entry(tally.campaign).or_default();
        campaign.add(&tally.what, tally.n);
        let account: &mut Said = accounts.entry((tally.campaign, tally.account)).or_default();
        account.add(&tally.what, tally.n);
    }
    let mut found = Vec::new();
    for ((campaign, account), said) in &accounts {
        for word in Word::ALL {
            let own = said.share(word);
            let all = campaigns.get(campaign).map_or(own, |all| all.share(word));
            let others = Share {
                with: all.with.saturating_sub(own.with),
                calls: all.calls.saturating_sub(own.calls),
            };
            if stands_apart(own, others)
                && let Some(most) = most(own, others)
            {
                found.push(Judged {
                    campaign: *campaign,
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

const NAME: &str = "select name from campaign where bucket = $1 and id = $2";
const WAITING: &str =
    "select count(*), min(at) from report where account = $1 and settled_at is null";
const HANDED_BACK: &str = "select cast(coalesce(sum(skips), 0) as bigint), cast(coalesce(sum(known), 0) as bigint), cast(coalesce(sum(pauses), 0) as bigint) from budget where bucket = $1 and account = $2";

fn told(raw: &mut Raw<'_>, world: &World, one: &Judged) -> Result<Apart, Fault> {
    let key = [
        Arg::Int(one.campaign.bucket()),
        Arg::Bytes(one.campaign.as_bytes()),
    ];
    let campaign = raw.one(NAME, &key, |row| Ok(row.text(0)?.to_owned()))?;
    let account = one.account;
    let natural = |n: i64| u64::try_from(n).unwrap_or(0);
    let waiting = raw.one(WAITING, &[Arg::Bytes(account.as_bytes())], |row| {
        // To the evening: to the minute it would say which of all reports is theirs.
        let since = row.opt_int(1)?.map(Moment::from_millis);
        let since = since.map(|at| world.0.zone.evening_start(at));
        Ok((natural(row.int(0)?), since))
    })?;
    let by_account = [Arg::Int(account.bucket()), Arg::Bytes(account.as_bytes())];
    let handed_back = raw.one(HANDED_BACK, &by_account, |row| {
        Ok([row.int(0)?, row.int(1)?, row.int(2)?].map(natural))
    })?;
    Ok(Apart {
        account,
        campaign: campaign.unwrap_or_default(),
        word: one.word,
        own: one.own,
        others: one.others,
        most: one.most,
        waiting: waiting.unwrap_or_default(),
        handed_back: handed_back.unwrap_or_default(),
    })
}
