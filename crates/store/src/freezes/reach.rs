//! Whom a freeze took hours, and whom they are given back: said once, for the lease, the first screens and the pages.
//!
//! An account lost what stood still while it held a role there: in the bank or its campaign, in a campaign of the contest; an
//! account that was frozen itself, while it held any role in the contest. It gets them back while it holds one in that campaign, or
//! in that contest, now. How much, [`back`] says. The two statements of windows differ in where they begin alone.

use switchboard_rules::freeze::{Back as Part, Stretch, What, back};
use switchboard_rules::ids::{AccountId, BankId, CampaignId, bucket_of};
use switchboard_rules::moment::{Moment, Span};
use switchboard_rules::pack::RulePack;

use super::notices::Back;
use crate::desk::shape;
use crate::engine::{Arg, Raw, Row, Rows, Stmt, stmt};
use crate::fault::Fault;
use crate::session::id16;
use crate::tx::Tx;

/// Whether any hours were given back in a bank's contest. Hardly ever, so a lease and a first screen ask this first, and many acts
/// ask it once.
const ANY_GIVEN: &str = "select 1 from bank b join given_hours h on h.contest = b.contest where b.bucket = $1 and b.id = $2 and h.taken_at is null limit 1";

/// What may come back to an account in a bank: $4 and $5.
const GIVEN: &str = "select h.from_at, h.until_at, h.pressed_at, h.stopped_at, t.from_at, t.until_at, t.ended_at, c.opens_at, c.closes_at, case when h.campaign is null or h.campaign = b.campaign then 1 else 0 end from bank b join given_hours h on h.contest = b.contest join contest c on c.id = h.contest join term t on t.bucket = $1 and t.account = $2 left join campaign p on t.scope_kind = 'campaign' and p.id = t.scope left join bank x on t.scope_kind = 'bank' and x.id = t.scope where b.bucket = $4 and b.id = $5 and h.taken_at is null and (h.what <> 'account' or h.target = $2) and t.role in ('caller', 'organiser') and t.from_at < h.stopped_at and (t.until_at is null or t.until_at > h.pressed_at) and (t.ended_at is null or t.ended_at > h.pressed_at) and ((t.scope_kind = 'contest' and t.scope = h.contest) or (coalesce(p.contest, x.contest) = h.contest and (h.campaign is null or (coalesce(p.id, x.campaign) = h.campaign and (h.what <> 'bank' or t.scope_kind = 'campaign' or t.scope = h.target))))) and exists (select 1 from term n left join campaign q on n.scope_kind = 'campaign' and q.id = n.scope left join bank y on n.scope_kind = 'bank' and y.id = n.scope where n.bucket = $1 and n.account = $2 and n.role in ('caller', 'organiser') and n.ended_at is null and n.from_at <= $3 and (n.until_at is null or n.until_at > $3) and ((n.scope_kind = 'contest' and n.scope = h.contest) or (coalesce(q.contest, y.contest) = h.contest and (h.campaign is null or coalesce(q.id, y.campaign) = h.campaign)))) order by h.from_at, h.id, t.id limit 500";

/// What goes along in the batch of a lease and of a first screen, for [`windows`].
pub(crate) fn given_asked(bank: &BankId) -> Stmt<'_> {
    let by_bank = vec![Arg::Int(bank.bucket()), Arg::Bytes(bank.as_bytes())];
    Stmt::shared(ANY_GIVEN, by_bank)
}

/// The windows in which an account is dealt more cards in a bank. `any` is what [`given_asked`] was answered.
pub(crate) fn windows(
    tx: &mut Tx<'_, '_>,
    any: &Rows,
    (account, bank): (&AccountId, &BankId),
) -> Result<Vec<Stretch>, Fault> {
    if any.is_empty() {
        return Ok(Vec::new());
    }
    let args = [
        Arg::Int(account.bucket()),
        Arg::Bytes(account.as_bytes()),
        Arg::Int(tx.now().millis()),
        Arg::Int(bank.bucket()),
        Arg::Bytes(bank.as_bytes()),
    ];
    let found = tx.gather(&[stmt(GIVEN, &args)])?;
    let rows = found.first().ok_or_else(|| shape("given_hours"))?;
    windows_in(rows, &tx.world.pack)
}

/// What may come back to an account in the contests of which a window is to come, or runs.
const TO_ACCOUNT: &str = "select h.from_at, h.until_at, h.pressed_at, h.stopped_at, t.from_at, t.until_at, t.ended_at, c.opens_at, c.closes_at, h.campaign, h.id, h.what, h.contest, c.name from given_hours h join contest c on c.id = h.contest join term t on t.bucket = $1 and t.account = $2 left join campaign p on t.scope_kind = 'campaign' and p.id = t.scope left join bank x on t.scope_kind = 'bank' and x.id = t.scope where h.contest in (select g.contest from given_hours g where g.until_at > $3 and g.taken_at is null) and h.taken_at is null and (h.what <> 'account' or h.target = $2) and t.role in ('caller', 'organiser') and t.from_at < h.stopped_at and (t.until_at is null or t.until_at > h.pressed_at) and (t.ended_at is null or t.ended_at > h.pressed_at) and ((t.scope_kind = 'contest' and t.scope = h.contest) or (coalesce(p.contest, x.contest) = h.contest and (h.campaign is null or (coalesce(p.id, x.campaign) = h.campaign and (h.what <> 'bank' or t.scope_kind = 'campaign' or t.scope = h.target))))) and exists (select 1 from term n left join campaign q on n.scope_kind = 'campaign' and q.id = n.scope left join bank y on n.scope_kind = 'bank' and y.id = n.scope where n.bucket = $1 and n.account = $2 and n.role in ('caller', 'organiser') and n.ended_at is null and n.from_at <= $3 and (n.until_at is null or n.until_at > $3) and ((n.scope_kind = 'contest' and n.scope = h.contest) or (coalesce(q.contest, y.contest) = h.contest and (h.campaign is null or coalesce(q.id, y.campaign) = h.campaign)))) order by h.from_at, h.id, t.id limit 500";

/// The windows in which an account is dealt more cards, out of the rows of [`GIVEN`].
fn windows_in(rows: &Rows, pack: &RulePack) -> Result<Vec<Stretch>, Fault> {
    let mut parts = Vec::new();
    for row in rows.iter() {
        let is_here = row.int(9)? != 0;
        parts.extend(
            parts_of(&row, pack)?
                .into_iter()
                .map(|part| Part { is_here, ..part }),
        );
    }
    Ok(back(&parts))
}

pub(super) fn stretch(row: &Row<'_>, at: usize) -> Result<Stretch, Fault> {
    Ok(Stretch {
        from: Moment::from_millis(row.int(at)?),
        until: Moment::from_millis(row.int(at + 1)?),
    })
}

/// A window with the hours of calls that its freeze took while the role was held.
fn parts_of(row: &Row<'_>, pack: &RulePack) -> Result<Vec<Part>, Fault> {
    let (window, freeze, calls) = (stretch(row, 0)?, stretch(row, 2)?, stretch(row, 7)?);
    let mut until = freeze.until.min(calls.until);
    for end in [row.opt_int(5)?, row.opt_int(6)?].into_iter().flatten() {
        until = until.min(Moment::from_millis(end));
    }
    let from = freeze
        .from
        .max(calls.from)
        .max(Moment::from_millis(row.int(4)?));
    if until <= from {
        return Ok(Vec::new());
    }
    let open = pack.open_in(Stretch { from, until }).into_iter();
    Ok(open
        .map(|stood| Part {
            window,
            stood,
            is_here: true,
        })
        .collect())
}

/// One window as it reaches an account.
struct Reached {
    campaign: Option<[u8; 16]>,
    id: [u8; 16],
    what: What,
    contest: [u8; 16],
    name: String,
    parts: Vec<Part>,
}

/// What is given back to an account from now on, window by window.
pub(super) fn to_account(
    raw: &mut Raw<'_>,
    account: AccountId,
    pack: &RulePack,
    now: Moment,
) -> Result<Vec<Back>, Fault> {
    let args = [
        Arg::Int(account.bucket()),
        Arg::Bytes(account.as_bytes()),
        Arg::Int(now.millis()),
    ];
    let rows = raw.all(TO_ACCOUNT, &args, |row| {
        let id = |at: usize| id16(row.bytes(at)?).ok_or_else(|| shape("given_hours"));
        Ok(Reached {
            campaign: row.opt_bytes(9)?.and_then(id16),
            id: id(10)?,
            what: What::from_code(row.text(11)?).ok_or_else(|| shape("freeze"))?,
            contest: id(12)?,
            name: row.text(13)?.to_owned(),
            parts: parts_of(row, pack)?,
        })
    })?;
    let mut told = std::collections::BTreeSet::new();
    let mut all = Vec::new();
    for one in &rows {
        let is_ahead = one
            .parts
            .first()
            .is_some_and(|part| part.window.until > now);
        if !is_ahead || !told.insert(one.id) {
            continue;
        }
        let counts = counted_beside(&rows, one);
        let mut ahead = counts.into_iter().filter(|window| window.until > now);
        if let Some(window) = ahead.next() {
            all.push(Back {
                what: one.what,
                contest: one.name.clone(),
                from: window.from,
                until: window.until,
            });
        }
    }
    Ok(all)
}

/// The parts of one window that count, beside all others of its contest: what [`windows_in`] answers of it in a bank there.
fn counted_beside(rows: &[Reached], one: &Reached) -> Vec<Stretch> {
    let beside = rows.iter().filter(|other| other.contest == one.contest);
    let parts: Vec<Part> = beside
        .flat_map(|other| {
            let is_here = other.campaign.is_none()
                || one.campaign.is_none()
                || other.campaign == one.campaign;
            other
                .parts
                .iter()
                .map(move |part| Part { is_here, ..*part })
        })
        .collect();
    let own = one.parts.first().map(|part| part.window);
    let pieces = back(&parts).into_iter().zip(std::iter::repeat(own));
    pieces
        .filter_map(|(piece, own)| {
            let own = own?;
            let both = Stretch {
                from: piece.from.max(own.from),
                until: piece.until.min(own.until),
            };
            (both.length() > Span::ZERO).then_some(both)
        })
        .collect()
}

const TO_CAMPAIGN: &str = "select h.what, h.target, h.from_at, h.until_at, h.pressed_at, h.stopped_at, c.opens_at, c.closes_at from campaign k join given_hours h on h.contest = k.contest join contest c on c.id = h.contest where k.bucket = $1 and k.id = $2 and h.taken_at is null and (h.campaign is null or h.campaign = $2) order by h.from_at, h.id limit 1000";
const IN_CAMPAIGN: &str = "select 1 from term t left join bank x on t.scope_kind = 'bank' and x.id = t.scope where t.bucket = $1 and t.account = $2 and t.role in ('caller', 'organiser') and t.ended_at is null and t.from_at <= $3 and (t.until_at is null or t.until_at > $3) and (t.scope = $4 or x.campaign = $4) limit 1";

/// The most that one account of a campaign is given back there; what any of its callers can learn in an evening is more by that.
/// Accounts that stood still themselves count each for itself.
pub(crate) fn given_to_campaign(tx: &mut Tx<'_, '_>, campaign: CampaignId) -> Result<Span, Fault> {
    let pack = tx.world.pack.clone();
    let key = [Arg::Int(campaign.bucket()), Arg::Bytes(campaign.as_bytes())];
    let rows = tx.all(TO_CAMPAIGN, &key, |row| {
        let account = (row.text(0)? == What::Account.code()).then(|| row.bytes(1).map(id16));
        let (freeze, calls) = (stretch(row, 4)?, stretch(row, 6)?);
        let stood = Stretch {
            from: freeze.from.max(calls.from),
            until: freeze.until.min(calls.until),
        };
        let window = stretch(row, 2)?;
        let open = pack.open_in(stood).into_iter().map(|stood| Part {
            window,
            stood,
            is_here: true,
        });
        Ok((account.transpose()?.flatten(), open.collect::<Vec<Part>>()))
    })?;
    let mut accounts: Vec<[u8; 16]> = rows.iter().filter_map(|(account, _)| *account).collect();
    accounts.sort_unstable();
    accounts.dedup();
    let mut of_each = vec![None];
    of_each.extend(in_campaign(tx, campaign, &accounts)?.into_iter().map(Some));
    let most = of_each.into_iter().map(|whose| {
        let parts = rows
            .iter()
            .filter(|(account, _)| account.is_none() || *account == whose);
        let parts: Vec<Part> = parts.flat_map(|(_, parts)| parts.iter().copied()).collect();
        let windows = back(&parts);
        windows
            .iter()
            .map(|one| one.length().as_millis())
            .sum::<i64>()
    });
    Ok(Span::millis(most.max().unwrap_or(0)))
}

/// Which of these accounts hold a role in a campaign now.
fn in_campaign(
    tx: &mut Tx<'_, '_>,
    campaign: CampaignId,
    accounts: &[[u8; 16]],
) -> Result<Vec<[u8; 16]>, Fault> {
    if accounts.is_empty() {
        return Ok(Vec::new());
    }
    let now = Arg::Int(tx.now().millis());
    let keys: Vec<[Arg<'_>; 4]> = accounts
        .iter()
        .map(|id| {
            [
                Arg::Int(bucket_of(id)),
                Arg::Bytes(id),
                now,
                Arg::Bytes(campaign.as_bytes()),
            ]
        })
        .collect();
    let batch: Vec<Stmt<'_>> = keys.iter().map(|key| stmt(IN_CAMPAIGN, key)).collect();
    let found = tx.gather(&batch)?;
    let held = accounts
        .iter()
        .zip(found)
        .filter(|(_, rows)| rows.first().is_some());
    Ok(held.map(|(id, _)| *id).collect())
}

/// The campaigns of a contest in which an account held a role while it stood still: $1, $2, the contest, from when, until when.
pub(super) const LOST_IN: &str = "select distinct coalesce(p.id, x.campaign) from term t left join campaign p on t.scope_kind = 'campaign' and p.id = t.scope left join bank x on t.scope_kind = 'bank' and x.id = t.scope where t.bucket = $1 and t.account = $2 and t.role in ('caller', 'organiser') and coalesce(p.contest, x.contest) = $3 and t.from_at < $5 and (t.until_at is null or t.until_at > $4) and (t.ended_at is null or t.ended_at > $4)";

/// The contests in which it did: one in which it held nothing lost nothing. $1, $2, from when, until when.
pub(super) const CALLS_OF: &str = "select id, name, opens_at, closes_at from contest where id in (select coalesce(p.contest, x.contest, case when t.scope_kind = 'contest' then t.scope end) from term t left join campaign p on t.scope_kind = 'campaign' and p.id = t.scope left join bank x on t.scope_kind = 'bank' and x.id = t.scope where t.bucket = $1 and t.account = $2 and t.role in ('caller', 'organiser') and t.from_at < $4 and (t.until_at is null or t.until_at > $3) and (t.ended_at is null or t.ended_at > $3)) order by opens_at, id limit 200";
