//! Whose side somebody is on: the campaigns in which an account holds a role.

use std::collections::BTreeSet;

use switchboard_rules::freeze::Target;
use switchboard_rules::ids::{AccountId, CampaignId, ContestId};
use switchboard_rules::policy::{Action, Place, Resource};

use super::places;
use super::terms::rows;
use crate::engine::Arg;
use crate::fault::Fault;
use crate::licences;
use crate::session::id16;
use crate::tx::Tx;

/// Whether an account that asks for what takes two people, or decides it, stands in a campaign of it: the campaign it is
/// about, and, for whoever decides, those of who asked and of who is asked for. Looked up for those acts alone.
pub(crate) fn are_one_side(
    tx: &mut Tx<'_, '_>,
    who: AccountId,
    action: Action,
    resource: &Resource,
) -> Result<bool, Fault> {
    let others: Vec<AccountId> = match (action, resource) {
        (
            Action::DecideRequest,
            Resource::Request { asker, .. }
            | Resource::Answers { asker, .. }
            | Resource::Withdrawal { asker, .. },
        ) => {
            vec![*asker]
        }
        // A second person confirms a freeze, or keeps it.
        (
            Action::ConfirmFreeze | Action::KeepFreeze | Action::GiveHours | Action::TakeHours,
            Resource::Freeze { presser, .. },
        ) => {
            vec![*presser]
        }
        // Neither of the two who sign stands in a campaign of those who test.
        (Action::AskRequest, Resource::LicenceRequest { licence, .. }) => {
            licences::testers_of(tx, *licence)?
        }
        (Action::DecideRequest, Resource::LicenceRequest { licence, asker, .. }) => {
            let mut all = licences::testers_of(tx, *licence)?;
            all.push(*asker);
            all
        }
        (
            Action::DecideRequest,
            Resource::TermRequest { asker, account, .. }
            | Resource::AccountRequest { asker, account },
        ) => vec![*asker, *account],
        (Action::AskRequest | Action::FinishAlone, Resource::TermRequest { .. }) => Vec::new(),
        _ => return Ok(false),
    };
    // Whoever would decide for themselves is refused for that.
    if others.contains(&who) {
        return Ok(false);
    }
    let own = campaigns(tx, who)?;
    if own.is_empty() {
        return Ok(false);
    }
    if resource.campaign().is_some_and(|id| own.contains(&id)) {
        return Ok(true);
    }
    for other in others {
        if !campaigns(tx, other)?.is_disjoint(&own) {
            return Ok(true);
        }
    }
    Ok(false)
}

/// The campaigns in which an account holds a role, now or from a later day on; a bank's is its campaign's.
fn campaigns(tx: &mut Tx<'_, '_>, account: AccountId) -> Result<BTreeSet<CampaignId>, Fault> {
    let now = tx.now();
    let mut found = BTreeSet::new();
    for row in rows(tx, account)? {
        if row.is_over(now) {
            continue;
        }
        let place = places::named(tx, row.scope)?.map(|named| named.at);
        if let Some(Place::Campaign { campaign, .. } | Place::Bank { campaign, .. }) = place {
            found.insert(campaign);
        }
    }
    Ok(found)
}

/// The campaigns for which whoever acts rings or plans at this moment. Where somebody vouched for them, only those for which
/// that one does too: a code that an office tells opens nobody's answers.
pub(crate) fn rings_for(tx: &mut Tx<'_, '_>) -> Result<BTreeSet<CampaignId>, Fault> {
    let account = tx.account()?;
    let mut own = running(tx, account)?;
    if let Some(by) = tx.vouched()? {
        let others = running(tx, by)?;
        own.retain(|campaign| others.contains(campaign));
    }
    Ok(own)
}

/// The campaigns in which an account holds a role that runs now.
fn running(tx: &mut Tx<'_, '_>, account: AccountId) -> Result<BTreeSet<CampaignId>, Fault> {
    let now = tx.now();
    let mut found = BTreeSet::new();
    for row in rows(tx, account)? {
        if row.from > now || row.is_over(now) {
            continue;
        }
        let place = places::named(tx, row.scope)?.map(|named| named.at);
        if let Some(Place::Campaign { campaign, .. } | Place::Bank { campaign, .. }) = place {
            found.insert(campaign);
        }
    }
    Ok(found)
}

/// Whether an account holds, or ever held, a role in a campaign of the contest whose answers are asked for, agreed to or read:
/// nobody lays a role down for an evening to read what a rival's callers wrote. Looked up for those acts alone.
pub(crate) fn has_stood(
    tx: &mut Tx<'_, '_>,
    who: AccountId,
    action: Action,
    resource: &Resource,
) -> Result<bool, Fault> {
    let contest = match (action, resource) {
        (
            Action::AskRequest | Action::DecideRequest | Action::ReadAnswers,
            Resource::Answers { contest, .. } | Resource::Withdrawal { contest, .. },
        ) => contest,
        (
            Action::Freeze
            | Action::ConfirmFreeze
            | Action::KeepFreeze
            | Action::LiftFreeze
            | Action::GiveHours
            | Action::TakeHours
            | Action::AppealFreeze,
            _,
        ) => return is_rival(tx, who, resource),
        _ => return Ok(false),
    };
    stood(tx, who, *contest)
}

/// Where somebody stands, looked up once for many questions about what they may freeze.
pub(crate) struct Stands {
    contests: BTreeSet<ContestId>,
    rings: bool,
}

/// Looks it up.
pub(crate) fn stands(tx: &mut Tx<'_, '_>, who: AccountId) -> Result<Stands, Fault> {
    Ok(Stands {
        contests: contests(tx, who)?,
        rings: !running(tx, who)?.is_empty(),
    })
}

impl Stands {
    /// What [`has_stood`] answers of freezing this; an account's own contests would have to be looked up.
    pub(crate) fn is_rival(&self, resource: &Resource) -> bool {
        match resource.contest() {
            Some(contest) => self.contests.contains(&contest),
            None => self.rings,
        }
    }
}

/// Whether somebody stands where a freeze would help them: in a campaign of the contest; of an account, in a contest of that
/// account's, and of an official's in any campaign now; of a branch and of all reading, in any campaign now.
fn is_rival(tx: &mut Tx<'_, '_>, who: AccountId, resource: &Resource) -> Result<bool, Fault> {
    if let Some(contest) = resource.contest() {
        return stood(tx, who, contest);
    }
    let frozen = match *resource {
        Resource::Account { account }
        | Resource::Freeze {
            target: Target::Account(account),
            ..
        } => Some(account),
        _ => None,
    };
    let Some(account) = frozen else {
        return Ok(!running(tx, who)?.is_empty());
    };
    if account == who {
        return Ok(false);
    }
    // A candidate's helper takes no official out of the evening.
    if matches!(resource, Resource::Account { .. })
        && is_in_office(tx, account)?
        && !running(tx, who)?.is_empty()
    {
        return Ok(true);
    }
    let own = contests(tx, who)?;
    Ok(!own.is_empty() && !own.is_disjoint(&contests(tx, account)?))
}

/// Whether an account holds an office now.
fn is_in_office(tx: &mut Tx<'_, '_>, account: AccountId) -> Result<bool, Fault> {
    let now = tx.now();
    let mut running = rows(tx, account)?
        .into_iter()
        .filter(|row| row.from <= now && !row.is_over(now));
    Ok(running.any(|row| row.role.is_office()))
}

const CONTESTS: &str = "select p.contest from term t join campaign p on p.id = t.scope where t.bucket = $1 and t.account = $2 and t.scope_kind = 'campaign' union select b.contest from term t join bank b on b.id = t.scope where t.bucket = $1 and t.account = $2 and t.scope_kind = 'bank' union select t.scope from term t where t.bucket = $1 and t.account = $2 and t.scope_kind = 'contest' and t.role in ('organiser', 'caller')";

/// The contests in whose campaigns an account holds or ever held a role.
fn contests(tx: &mut Tx<'_, '_>, account: AccountId) -> Result<BTreeSet<ContestId>, Fault> {
    let args = [Arg::Int(account.bucket()), Arg::Bytes(account.as_bytes())];
    let found = tx.all(CONTESTS, &args, |row| Ok(id16(row.bytes(0)?)))?;
    let found = found.into_iter().flatten();
    Ok(found.map(ContestId::from_bytes).collect())
}

fn stood(tx: &mut Tx<'_, '_>, who: AccountId, contest: ContestId) -> Result<bool, Fault> {
    let args = [
        Arg::Int(who.bucket()),
        Arg::Bytes(who.as_bytes()),
        Arg::Bytes(contest.as_bytes()),
    ];
    Ok(tx.one(STOOD, &args, |row| row.int(0))?.is_some())
}

/// However many roles somebody held: each of them counts.
const STOOD: &str = "select 1 from term t where t.bucket = $1 and t.account = $2 and ((t.scope_kind = 'campaign' and t.scope in (select p.id from campaign p where p.contest = $3)) or (t.scope_kind = 'bank' and t.scope in (select b.id from bank b where b.contest = $3)) or (t.scope_kind = 'contest' and t.scope = $3 and t.role in ('organiser', 'caller'))) limit 1";
