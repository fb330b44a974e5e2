//! Places by name: where a role is held.

use switchboard_rules::ids::{BankId, CampaignId, ContestId};
use switchboard_rules::policy::{Place, Scope};

use crate::engine::Arg;
use crate::fault::Fault;
use crate::session::id16;
use crate::tx::Tx;

/// A place with the names of what it lies in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Named {
    /// The place.
    pub at: Place,
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
        contest: None,
        campaign: None,
        bank: None,
    };
}

const CONTEST: &str = "select name from contest where bucket = $1 and id = $2";
const CAMPAIGN: &str = "select p.contest, p.name, c.name from campaign p join contest c on c.id = p.contest where p.bucket = $1 and p.id = $2";
const BANK: &str = "select b.contest, p.name, c.name, b.campaign, b.name from bank b join contest c on c.id = b.contest join campaign p on p.id = b.campaign where b.bucket = $1 and b.id = $2";

/// The place of a scope, with its way up; none where there is no such thing.
pub(super) fn named(tx: &mut Tx<'_, '_>, scope: Scope) -> Result<Option<Named>, Fault> {
    match scope {
        Scope::Organisation => Ok(Some(Named::ORGANISATION)),
        Scope::Contest(contest) => {
            let args = [Arg::Int(contest.bucket()), Arg::Bytes(contest.as_bytes())];
            let name = tx.one(CONTEST, &args, |row| Ok(row.text(0)?.to_owned()))?;
            Ok(name.map(|name| of_contest(contest, name)))
        }
        Scope::Campaign(campaign) => {
            let args = [Arg::Int(campaign.bucket()), Arg::Bytes(campaign.as_bytes())];
            tx.one(CAMPAIGN, &args, |row| {
                let contest = ContestId::from_bytes(id16(row.bytes(0)?).unwrap_or_default());
                Ok(Named {
                    at: Place::Campaign { campaign, contest },
                    campaign: Some(row.text(1)?.to_owned()),
                    ..of_contest(contest, row.text(2)?.to_owned())
                })
            })
        }
        Scope::Bank(bank) => {
            let args = [Arg::Int(bank.bucket()), Arg::Bytes(bank.as_bytes())];
            tx.one(BANK, &args, |row| {
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
            })
        }
    }
}

const fn of_contest(contest: ContestId, name: String) -> Named {
    Named {
        at: Place::Contest { contest },
        contest: Some(name),
        campaign: None,
        bank: None,
    }
}

/// The most places that are looked through: beyond it, a role is given at the console.
const PLACES_MAX: i64 = 500;
const ALL_CONTESTS: &str = "select id from contest order by name, id limit $1";
const ALL_CAMPAIGNS: &str = "select id from campaign order by name, id limit $1";
const ALL_BANKS: &str = "select id from bank where state <> 'closed' order by name, id limit $1";

/// Every place in which a role can be held: the organisation, contests, campaigns, banks that are not closed.
pub(super) fn all(tx: &mut Tx<'_, '_>) -> Result<Vec<Scope>, Fault> {
    let mut scopes = vec![Scope::Organisation];
    let most = [Arg::Int(PLACES_MAX)];
    for id in tx.all(ALL_CONTESTS, &most, |row| Ok(id16(row.bytes(0)?)))? {
        scopes.extend(id.map(|id| Scope::Contest(ContestId::from_bytes(id))));
    }
    for id in tx.all(ALL_CAMPAIGNS, &most, |row| Ok(id16(row.bytes(0)?)))? {
        scopes.extend(id.map(|id| Scope::Campaign(CampaignId::from_bytes(id))));
    }
    for id in tx.all(ALL_BANKS, &most, |row| Ok(id16(row.bytes(0)?)))? {
        scopes.extend(id.map(|id| Scope::Bank(BankId::from_bytes(id))));
    }
    Ok(scopes)
}

/// Every place with its names, in the same order.
pub(super) fn all_named(tx: &mut Tx<'_, '_>) -> Result<Vec<Named>, Fault> {
    let mut found = Vec::new();
    for scope in all(tx)? {
        found.extend(named(tx, scope)?);
    }
    Ok(found)
}
