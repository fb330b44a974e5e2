//! Places by name: where a role is held.

use switchboard_rules::ids::{BankId, BranchId, CampaignId, ContestId};
use switchboard_rules::policy::{Place, Scope};

use crate::branches;
use crate::engine::{Arg, Row, stmt};
use crate::fault::Fault;
use crate::leaving;
use crate::session::id16;
use crate::tx::Tx;

/// A place with the names of what it lies in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Named {
    /// The place.
    pub at: Place,
    /// The branch's name.
    pub branch: Option<String>,
    /// Its contest's name, or its own; none for the whole organisation.
    pub contest: Option<String>,
    /// Its campaign's name, or its own.
    pub campaign: Option<String>,
    /// The bank's name.
    pub bank: Option<String>,
}

impl Named {
    /// The whole organisation.
    pub const ORGANISATION: Self = Self {
        at: Place::Organisation,
        branch: None,
        contest: None,
        campaign: None,
        bank: None,
    };
}

const CONTEST: &str = "select name from contest where bucket = $1 and id = $2";
const BRANCH: &str = "select name from branch where bucket = $1 and id = $2";
const STANDS: &str = "select name from branch where bucket = $1 and id = $2 and joined_to is null";
const CAMPAIGN: &str = "select p.contest, p.name, c.name from campaign p join contest c on c.id = p.contest where p.bucket = $1 and p.id = $2";
const BANK: &str = "select b.contest, p.name, c.name, b.campaign, b.name from bank b join contest c on c.id = b.contest join campaign p on p.id = b.campaign where b.bucket = $1 and b.id = $2";

/// The place of a scope, with its way up; none where there is no such thing.
pub(crate) fn named(tx: &mut Tx<'_, '_>, scope: Scope) -> Result<Option<Named>, Fault> {
    match scope {
        Scope::Organisation => Ok(Some(Named::ORGANISATION)),
        // Also one that was joined to another since: somebody's roles go on telling where they were held.
        Scope::Branch(branch) => {
            let args = [Arg::Int(branch.bucket()), Arg::Bytes(branch.as_bytes())];
            let name = tx.one(BRANCH, &args, |row| Ok(row.text(0)?.to_owned()))?;
            Ok(name.map(|name| of_branch(branch, name)))
        }
        Scope::Contest(contest) => {
            let args = [Arg::Int(contest.bucket()), Arg::Bytes(contest.as_bytes())];
            let name = tx.one(CONTEST, &args, |row| Ok(row.text(0)?.to_owned()))?;
            Ok(name.map(|name| of_contest(contest, name)))
        }
        Scope::Campaign(campaign) => {
            let args = [Arg::Int(campaign.bucket()), Arg::Bytes(campaign.as_bytes())];
            tx.one(CAMPAIGN, &args, |row| of_campaign(row, campaign))
        }
        Scope::Bank(bank) => {
            let args = [Arg::Int(bank.bucket()), Arg::Bytes(bank.as_bytes())];
            tx.one(BANK, &args, |row| of_bank(row, bank))
        }
    }
}

fn of_campaign(row: &Row<'_>, campaign: CampaignId) -> Result<Named, Fault> {
    let contest = ContestId::from_bytes(id16(row.bytes(0)?).unwrap_or_default());
    Ok(Named {
        at: Place::Campaign { campaign, contest },
        campaign: Some(row.text(1)?.to_owned()),
        ..of_contest(contest, row.text(2)?.to_owned())
    })
}

fn of_bank(row: &Row<'_>, bank: BankId) -> Result<Named, Fault> {
    let contest = ContestId::from_bytes(id16(row.bytes(0)?).unwrap_or_default());
    let campaign = CampaignId::from_bytes(id16(row.bytes(3)?).unwrap_or_default());
    Ok(Named {
        at: Place::Bank {
            bank,
            campaign,
            contest,
        },
        campaign: Some(row.text(1)?.to_owned()),
        bank: Some(row.text(4)?.to_owned()),
        ..of_contest(contest, row.text(2)?.to_owned())
    })
}

const fn of_branch(branch: BranchId, name: String) -> Named {
    Named {
        at: Place::Branch { branch },
        branch: Some(name),
        ..Named::ORGANISATION
    }
}

const fn of_contest(contest: ContestId, name: String) -> Named {
    Named {
        at: Place::Contest { contest },
        branch: None,
        contest: Some(name),
        campaign: None,
        bank: None,
    }
}

/// Whether a role can be held in a place of this name at all: a branch that was joined to another is none any more, and a
/// campaign that withdrew has none.
pub(super) fn is_open(tx: &mut Tx<'_, '_>, at: Place) -> Result<bool, Fault> {
    let branch = match at {
        Place::Branch { branch } => branch,
        Place::Campaign { campaign, .. } | Place::Bank { campaign, .. } => {
            return Ok(!leaving::is_withdrawn(tx, campaign)?);
        }
        Place::Organisation | Place::Contest { .. } => return Ok(true),
    };
    let args = [Arg::Int(branch.bucket()), Arg::Bytes(branch.as_bytes())];
    let found = tx.one(STANDS, &args, |row| Ok(row.text(0)?.len()))?;
    Ok(found.is_some())
}

/// The most places that are looked through: beyond it, a role is given at the console.
const PLACES_MAX: i64 = 500;
const ALL_CONTESTS: &str = "select id, name from contest order by name, id limit $1";
const ALL_CAMPAIGNS: &str = "select p.contest, p.name, c.name, p.id from campaign p join contest c on c.id = p.contest order by p.name, p.id limit $1";
const ALL_BANKS: &str = "select b.contest, p.name, c.name, b.campaign, b.name, b.id from bank b join contest c on c.id = b.contest join campaign p on p.id = b.campaign where b.state <> 'closed' order by b.name, b.id limit $1";

/// The branches of the tree, in its order; as many as places are looked through.
pub(crate) fn branches(tx: &mut Tx<'_, '_>) -> Result<Vec<Named>, Fault> {
    let tree = branches::tree(tx.raw())?;
    let all = tree.in_order().into_iter();
    let most = usize::try_from(PLACES_MAX).unwrap_or(0);
    let all = all
        .take(most)
        .map(|placed| of_branch(placed.branch.id, placed.branch.name.clone()));
    Ok(all.collect())
}

/// The same without their names.
pub(super) fn all(tx: &mut Tx<'_, '_>) -> Result<Vec<Scope>, Fault> {
    let named = all_named(tx)?.into_iter();
    Ok(named.map(|named| named.at.scope()).collect())
}

/// Every place in which a role can be held but the branches, with its names: the organisation, contests, campaigns, banks that
/// are not closed. In one round trip, however many they are.
pub(crate) fn all_named(tx: &mut Tx<'_, '_>) -> Result<Vec<Named>, Fault> {
    let most = [Arg::Int(PLACES_MAX)];
    let batch = [ALL_CONTESTS, ALL_CAMPAIGNS, ALL_BANKS].map(|sql| stmt(sql, &most));
    let found = tx.gather(&batch)?;
    let [contests, campaigns, banks] = found.as_slice() else {
        return Err(Fault::NoSeat);
    };
    let mut all = vec![Named::ORGANISATION];
    for row in contests.iter() {
        let contest = ContestId::from_bytes(id16(row.bytes(0)?).unwrap_or_default());
        all.push(of_contest(contest, row.text(1)?.to_owned()));
    }
    for row in campaigns.iter() {
        let campaign = CampaignId::from_bytes(id16(row.bytes(3)?).unwrap_or_default());
        all.push(of_campaign(&row, campaign)?);
    }
    for row in banks.iter() {
        let bank = BankId::from_bytes(id16(row.bytes(5)?).unwrap_or_default());
        all.push(of_bank(&row, bank)?);
    }
    Ok(all)
}
