//! What stood still in a contest, as everybody may read of it: no names of people, of banks or of branches, and no words.

use std::collections::BTreeMap;

use switchboard_rules::freeze::{Stretch, What, counted, hours_lost, union};
use switchboard_rules::ids::{CampaignId, ContestId, FreezeId};
use switchboard_rules::moment::{Moment, Span};
use switchboard_rules::pack::RulePack;

use super::reach::{LOST_IN, stretch};
use super::{Kept, kept};
use crate::desk::shape;
use crate::engine::{Arg, Raw, Rows, Stmt, stmt};
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

/// What stood still in a contest: the newest fifty of each.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Stood {
    /// What many share, the newest first.
    pub freezes: Vec<Told>,
    /// Branches, whose members nobody rang; no hours of it are given back.
    pub branches: Vec<Told>,
    /// Accounts, campaign by campaign.
    pub accounts: Vec<OfAccounts>,
}

const OF_CONTEST: &str = kept!("where contest = $1 order by pressed_at desc, id desc limit 50");
/// What reaches every contest, each kind for itself, so that many of one hide none of another: while calls were made.
const OF_KIND: &str = kept!(
    "where what = $1 and pressed_at < $3 and stops_at > $2 order by pressed_at desc, id desc limit 50"
);
const GIVEN: &str = "select standstill, from_at, until_at from given_hours where contest = $1 and taken_at is null order by from_at desc, id desc limit 500";

/// The windows of each freeze.
type Windows = BTreeMap<FreezeId, Vec<Stretch>>;

/// Every freeze that touched a contest.
pub(crate) fn of_contest(
    raw: &mut Raw<'_>,
    contest: ContestId,
    calls: Stretch,
    (pack, now): (&RulePack, Moment),
) -> Result<Stood, Fault> {
    let id = [Arg::Bytes(contest.as_bytes())];
    let (from, until) = (
        Arg::Int(calls.from.millis()),
        Arg::Int(calls.until.millis()),
    );
    let of_kind = |what: What| [Arg::Text(what.code()), from, until];
    let kinds = [What::Reading, What::Branch, What::Account].map(of_kind);
    let mut batch = vec![stmt(OF_CONTEST, &id), stmt(GIVEN, &id)];
    batch.extend(kinds.iter().map(|args| stmt(OF_KIND, args)));
    let found = raw.gather(&batch)?;
    let [own, given, reading, branches, accounts] = found.as_slice() else {
        return Err(shape("standstill"));
    };
    let kept = |rows: &Rows| -> Result<Vec<Kept>, Fault> {
        rows.iter().map(|row| Kept::read(&row)).collect()
    };
    let mut shared = kept(own)?;
    shared.extend(kept(reading)?);
    shared.sort_by_key(|one| std::cmp::Reverse((one.pressed_at, one.id)));
    let mut windows = Windows::new();
    for row in given.iter() {
        let id = id16(row.bytes(0)?).ok_or_else(|| shape("given_hours"))?;
        let of_freeze = windows.entry(FreezeId::from_bytes(id)).or_default();
        of_freeze.push(stretch(&row, 1)?);
    }
    let told = |kept: &Kept| Told {
        what: kept.target.what(),
        campaign: kept.target.campaign(),
        pressed_as: kept.pressed_as.clone(),
        pressed_at: kept.pressed_at,
        stops_at: kept.stops_at,
        is_on: kept.is_in_force(now),
        is_confirmed: kept.confirmed.is_some(),
        is_lifted: kept.lifted.is_some(),
        lost: hours_lost(kept.stretch(now), &[calls], pack),
        given_back: windows.get(&kept.id).map_or(Span::ZERO, |all| union(all)),
    };
    let branches = kept(branches)?.iter().map(told).collect();
    let accounts = kept(accounts)?;
    let took = |kept: &Kept| {
        let (own, none) = (kept.stretch(now), Vec::new());
        let during = Stretch {
            from: own.from.max(calls.from),
            until: own.until.min(calls.until),
        };
        let windows = windows.get(&kept.id).unwrap_or(&none);
        (pack.open_in(during), windows.clone())
    };
    Ok(Stood {
        freezes: shared.iter().map(told).collect(),
        branches,
        accounts: of_accounts(raw, contest, &accounts, (took, now))?,
    })
}

/// What stood still of one account in one campaign.
#[derive(Default)]
struct OfOne {
    freezes: u64,
    stood: Vec<Stretch>,
    windows: Vec<Stretch>,
}

/// The accounts by the campaigns of this contest in which they held a role while they stood still. Of one account what two freezes
/// took at once counts once, and so does what is given back at once.
fn of_accounts(
    raw: &mut Raw<'_>,
    contest: ContestId,
    frozen: &[Kept],
    (took, now): (impl Fn(&Kept) -> (Vec<Stretch>, Vec<Stretch>), Moment),
) -> Result<Vec<OfAccounts>, Fault> {
    if frozen.is_empty() {
        return Ok(Vec::new());
    }
    let ids: Vec<[u8; 16]> = frozen.iter().map(|kept| kept.target.id()).collect();
    let keys: Vec<[Arg<'_>; 5]> = ids
        .iter()
        .zip(frozen)
        .map(|(id, kept)| {
            let stood = kept.stretch(now);
            [
                Arg::Int(switchboard_rules::ids::bucket_of(id)),
                Arg::Bytes(id),
                Arg::Bytes(contest.as_bytes()),
                Arg::Int(stood.from.millis()),
                Arg::Int(stood.until.millis()),
            ]
        })
        .collect();
    let batch: Vec<Stmt<'_>> = keys.iter().map(|key| stmt(LOST_IN, key)).collect();
    let mut of_each: BTreeMap<(CampaignId, [u8; 16]), OfOne> = BTreeMap::new();
    for ((kept, account), rows) in frozen.iter().zip(&ids).zip(raw.gather(&batch)?) {
        let (stood, windows) = took(kept);
        for row in rows.iter() {
            let id = id16(row.bytes(0)?).ok_or_else(|| shape("term"))?;
            let sum = of_each
                .entry((CampaignId::from_bytes(id), *account))
                .or_default();
            sum.freezes += 1;
            sum.stood.extend_from_slice(&stood);
            sum.windows.extend_from_slice(&windows);
        }
    }
    let mut sums: BTreeMap<CampaignId, OfAccounts> = BTreeMap::new();
    for ((campaign, _), of_one) in of_each {
        let sum = sums.entry(campaign).or_insert(OfAccounts {
            campaign,
            freezes: 0,
            lost: Span::ZERO,
            given_back: Span::ZERO,
        });
        let got = union(&counted(&of_one.windows, &of_one.stood));
        sum.freezes += of_one.freezes;
        sum.lost = Span::millis(sum.lost.as_millis() + union(&of_one.stood).as_millis());
        sum.given_back = Span::millis(sum.given_back.as_millis() + got.as_millis());
    }
    Ok(sums.into_values().collect())
}

/// Of what stood still in a contest, what touched one campaign.
pub(crate) fn of_campaign(stood: Stood, campaign: CampaignId) -> Stood {
    let touches = |one: &Told| one.campaign.is_none_or(|own| own == campaign);
    Stood {
        freezes: stood.freezes.into_iter().filter(touches).collect(),
        branches: stood.branches,
        accounts: stood
            .accounts
            .into_iter()
            .filter(|one| one.campaign == campaign)
            .collect(),
    }
}
