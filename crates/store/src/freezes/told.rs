//! What stood still in a contest, as everybody may read of it: no names of people, of banks or of branches, and no words.

use std::collections::BTreeMap;

use switchboard_rules::freeze::{Stretch, Target, What, hours_lost};
use switchboard_rules::ids::{CampaignId, ContestId, FreezeId};
use switchboard_rules::moment::{Moment, Span};
use switchboard_rules::pack::RulePack;

use super::{Kept, kept};
use crate::desk::shape;
use crate::engine::{Arg, Raw, Stmt, stmt};
use crate::fault::Fault;
use crate::session::id16;

/// A freeze of something that many share.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    /// What kind of thing.
    pub what: What,
    /// The campaign that it is, or lies in.
    pub campaign: Option<CampaignId>,
    /// By which office, in its word.
    pub pressed_as: String,
    /// When.
    pub pressed_at: Moment,
    /// Until when it stands still, or stood.
    pub stops_at: Moment,
    /// Whether it stands still.
    pub is_on: bool,
    /// Whether a second person confirmed it.
    pub is_confirmed: bool,
    /// Whether somebody lifted it before its time.
    pub is_lifted: bool,
    /// How much time of the contest's calls it took up to now.
    pub lost: Span,
    /// How much of that was given back.
    pub given_back: Span,
}

/// The frozen accounts of a campaign, which are counted and not named.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OfAccounts {
    /// The campaign.
    pub campaign: CampaignId,
    /// How many freezes of accounts.
    pub freezes: u64,
    /// How much time of the contest's calls they took together.
    pub lost: Span,
    /// How much of that was given back.
    pub given_back: Span,
}

/// What stood still in a contest.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Stood {
    /// What many share, in the order in which it was pressed.
    pub freezes: Vec<Told>,
    /// Accounts, campaign by campaign.
    pub accounts: Vec<OfAccounts>,
}

const OF_CONTEST: &str = kept!("where contest = $1 order by pressed_at, id limit 500");
/// What reaches every contest, and the accounts: while its calls were made.
const WITHOUT: &str = kept!(
    "where contest is null and stops_at > $1 and pressed_at < $2 order by stops_at, id limit 500"
);
const GIVEN: &str = "select standstill, cast(sum(until_at - from_at) as bigint) from given_hours where contest = $1 group by standstill order by standstill limit 1000";
const CAMPAIGNS: &str = "select distinct coalesce(p.id, b.campaign) from term t left join campaign p on t.scope_kind = 'campaign' and p.id = t.scope left join bank b on t.scope_kind = 'bank' and b.id = t.scope where t.bucket = $1 and t.account = $2 and t.role in ('caller', 'organiser') and coalesce(p.contest, b.contest) = $3";

/// Every freeze that touched a contest.
pub(crate) fn of_contest(
    raw: &mut Raw<'_>,
    contest: ContestId,
    calls: Stretch,
    (pack, now): (&RulePack, Moment),
) -> Result<Stood, Fault> {
    let id = [Arg::Bytes(contest.as_bytes())];
    let during = [
        Arg::Int(calls.from.millis()),
        Arg::Int(calls.until.millis()),
    ];
    let mut all = raw.all(OF_CONTEST, &id, Kept::read)?;
    all.extend(raw.all(WITHOUT, &during, Kept::read)?);
    all.sort_by_key(|kept| (kept.pressed_at, kept.id));
    let given = raw.all(GIVEN, &id, |row| {
        let id = id16(row.bytes(0)?).ok_or_else(|| shape("given_hours"))?;
        Ok((FreezeId::from_bytes(id), Span::millis(row.int(1)?)))
    })?;
    let given: BTreeMap<FreezeId, Span> = given.into_iter().collect();
    let took = |kept: &Kept| {
        let lost = hours_lost(kept.stretch(now), &[calls], pack);
        (lost, given.get(&kept.id).copied().unwrap_or(Span::ZERO))
    };
    let is_account = |kept: &Kept| matches!(kept.target, Target::Account(_));
    let (accounts, shared): (Vec<Kept>, Vec<Kept>) = all.into_iter().partition(is_account);
    let freezes = shared.iter().map(|kept| {
        let (lost, given_back) = took(kept);
        Told {
            what: kept.target.what(),
            campaign: kept.target.campaign(),
            pressed_as: kept.pressed_as.clone(),
            pressed_at: kept.pressed_at,
            stops_at: kept.stops_at,
            is_on: kept.is_in_force(now),
            is_confirmed: kept.confirmed.is_some(),
            is_lifted: kept.lifted.is_some(),
            lost,
            given_back,
        }
    });
    Ok(Stood {
        freezes: freezes.collect(),
        accounts: of_accounts(raw, contest, &accounts, took)?,
    })
}

/// The accounts by the campaigns of this contest in which they ever held a role.
fn of_accounts(
    raw: &mut Raw<'_>,
    contest: ContestId,
    frozen: &[Kept],
    took: impl Fn(&Kept) -> (Span, Span),
) -> Result<Vec<OfAccounts>, Fault> {
    if frozen.is_empty() {
        return Ok(Vec::new());
    }
    let ids: Vec<[u8; 16]> = frozen.iter().map(|kept| kept.target.id()).collect();
    let keys: Vec<[Arg<'_>; 3]> = ids
        .iter()
        .map(|id| {
            [
                Arg::Int(switchboard_rules::ids::bucket_of(id)),
                Arg::Bytes(id),
                Arg::Bytes(contest.as_bytes()),
            ]
        })
        .collect();
    let batch: Vec<Stmt<'_>> = keys.iter().map(|key| stmt(CAMPAIGNS, key)).collect();
    let mut sums: BTreeMap<CampaignId, OfAccounts> = BTreeMap::new();
    for (kept, rows) in frozen.iter().zip(raw.gather(&batch)?) {
        let (lost, given_back) = took(kept);
        for row in rows.iter() {
            let id = id16(row.bytes(0)?).ok_or_else(|| shape("term"))?;
            let campaign = CampaignId::from_bytes(id);
            let sum = sums.entry(campaign).or_insert(OfAccounts {
                campaign,
                freezes: 0,
                lost: Span::ZERO,
                given_back: Span::ZERO,
            });
            sum.freezes += 1;
            sum.lost = Span::millis(sum.lost.as_millis() + lost.as_millis());
            sum.given_back = Span::millis(sum.given_back.as_millis() + given_back.as_millis());
        }
    }
    Ok(sums.into_values().collect())
}

/// Of what stood still in a contest, what touched one campaign.
pub(crate) fn of_campaign(stood: Stood, campaign: CampaignId) -> Stood {
    let touches = |one: &Told| one.campaign.is_none_or(|own| own == campaign);
    Stood {
        freezes: stood.freezes.into_iter().filter(touches).collect(),
        accounts: stood
            .accounts
            .into_iter()
            .filter(|one| one.campaign == campaign)
            .collect(),
    }
}
