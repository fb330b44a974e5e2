//! Whose side somebody is on: the campaigns in which an account holds a role.

use std::collections::BTreeSet;

use switchboard_rules::ids::{AccountId, CampaignId};
use switchboard_rules::policy::{Action, Place, Resource};

use super::places;
use super::terms::rows;
use crate::fault::Fault;
use crate::licences;
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
            Resource::Request { asker, .. } | Resource::Answers { asker, .. },
        ) => {
            vec![*asker]
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

/// Whether an account holds, or ever held, a role in a campaign of the contest whose answers are asked for, agreed to or read:
/// nobody lays a role down for an evening to read what a rival's callers wrote. Looked up for those acts alone.
pub(crate) fn has_stood(
    tx: &mut Tx<'_, '_>,
    who: AccountId,
    action: Action,
    resource: &Resource,
) -> Result<bool, Fault> {
    let (
        Action::AskRequest | Action::DecideRequest | Action::ReadAnswers,
        Resource::Answers { contest, .. },
    ) = (action, resource)
    else {
        return Ok(false);
    };
    for row in rows(tx, who)? {
        let place = places::named(tx, row.scope)?.map(|named| named.at);
        let stood = match place {
            Some(Place::Campaign { contest, .. } | Place::Bank { contest, .. }) => Some(contest),
            _ => None,
        };
        if stood == Some(*contest) {
            return Ok(true);
        }
    }
    Ok(false)
}
