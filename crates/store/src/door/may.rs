//! "What can this person do, and why": what policy says of somebody now, in every place that concerns them.
//!
//! The one who asks sees no more of the places than the roles that they may see reach: an organiser reads of their own
//! campaign alone.

use switchboard_rules::contest::Phase;
use switchboard_rules::events::EventKind;
use switchboard_rules::ids::{AccountId, BankId, CampaignId};
use switchboard_rules::policy::{Facts, Line, Opened, Place, Role, Scope, Site, explain};

use super::accounts::label;
use super::ending::are_offices_few;
use super::places::{self, Named};
use super::terms::{Sight, sight};
use crate::engine::Arg;
use crate::entry::{self, Draft};
use crate::fault::Fault;
use crate::hush::says_only_its_name;
use crate::meta::WorldKind;
use crate::session;
use crate::tx::{Tx, Verdict};
use crate::{desk, door, training};

/// What somebody may do now, and why.
#[derive(Clone)]
pub struct May {
    /// Who.
    pub label: String,
    /// The places, in the order in which the lines count them.
    pub places: Vec<Named>,
    /// Every act.
    pub lines: Vec<Line>,
    /// The roles by which the reader sees it; empty where they see all.
    pub seen: Vec<Role>,
    /// Whether there are more places than were looked at.
    pub is_cut: bool,
}
says_only_its_name!(May);

/// The most places of one person that are looked at: those beyond are said nothing of.
pub const SITES_MAX: usize = 60;

/// Says what an account may do, to whoever may see its roles; everybody may ask it of themselves.
pub fn may(tx: &mut Tx<'_, '_>, account: AccountId) -> Result<Verdict<May>, Fault> {
    let sight = match sight(tx, account)? {
        Ok(sight) => sight,
        Err(refusal) => return Ok(Verdict::Refused(refusal)),
    };
    let draft = Draft::act(EventKind::LeaveShown, &sight.grant);
    entry::write(tx, &draft.detail(format!("account={account}")), &[])?;
    let opened = opened(tx, account)?;
    let Some(actor) = session::somebody(tx.raw(), account, opened.text())? else {
        return Err(Fault::NoSeat);
    };
    let (places, sites, is_cut) = sites(tx, &sight, account)?;
    let lines = explain(&actor, &sites, tx.now());
    let mut seen: Vec<Role> = Vec::new();
    if !sight.is_whole {
        seen.extend(sight.terms.iter().map(|(row, _)| row.role));
    }
    Ok(Verdict::Given(May {
        label: label(tx, account)?,
        places,
        lines,
        seen,
        is_cut,
    }))
}

/// How the account's holder comes in, when they do.
fn opened(tx: &mut Tx<'_, '_>, account: AccountId) -> Result<Opened, Fault> {
    if tx.world.meta.kind != WorldKind::Live {
        return Ok(Opened::Demo);
    }
    Ok(if door::holds_office(tx, account)? {
        Opened::Password
    } else {
        Opened::Code
    })
}

/// The places that the roles reach, with how each stands now, and whether there are more of them.
fn sites(
    tx: &mut Tx<'_, '_>,
    sight: &Sight,
    whose: AccountId,
) -> Result<(Vec<Named>, Vec<Site>, bool), Fault> {
    let mut scopes = Vec::new();
    if sight.is_whole {
        scopes.push(Scope::Organisation);
    }
    let mut is_cut = false;
    for (_, place) in &sight.terms {
        scopes.push(place.at.scope());
        let inside = within(tx, place.at)?;
        is_cut |= inside.len() >= INSIDE_MAX;
        scopes.extend(inside);
    }
    let (mut places, mut sites) = (Vec::new(), Vec::new());
    let mut known = std::collections::BTreeSet::new();
    for scope in scopes {
        if !known.insert(scope) {
            continue;
        }
        if sites.len() >= SITES_MAX {
            is_cut = true;
            break;
        }
        if let Some(named) = places::named(tx, scope)? {
            sites.push(Site {
                at: named.at,
                facts: facts(tx, named.at, whose)?,
            });
            places.push(named);
        }
    }
    Ok((places, sites, is_cut))
}

/// So many of one kind are looked up in a place.
const INSIDE_MAX: usize = 50;
const CAMPAIGNS: &str = "select id from campaign where contest = $1 order by name, id limit 50";
const BANKS_OF_CONTEST: &str =
    "select id from bank where contest = $1 and state <> 'closed' order by name, id limit 50";
const BANKS: &str =
    "select id from bank where campaign = $1 and state <> 'closed' order by name, id limit 50";

/// What lies in a place. Of the organisation the contests alone: what holds in one of them holds in its banks.
fn within(tx: &mut Tx<'_, '_>, at: Place) -> Result<Vec<Scope>, Fault> {
    let mut found = Vec::new();
    let id = |row: &crate::engine::Row<'_>| Ok(session::id16(row.bytes(0)?).unwrap_or_default());
    match at {
        Place::Organisation => found.extend(places::all(tx)?),
        Place::Contest { contest } => {
            let args = [Arg::Bytes(contest.as_bytes())];
            let campaigns = tx.all(CAMPAIGNS, &args, id)?;
            let banks = tx.all(BANKS_OF_CONTEST, &args, id)?;
            found.extend(
                campaigns
                    .into_iter()
                    .map(|id| Scope::Campaign(CampaignId::from_bytes(id))),
            );
            found.extend(
                banks
                    .into_iter()
                    .map(|id| Scope::Bank(BankId::from_bytes(id))),
            );
        }
        Place::Campaign { campaign, .. } => {
            let banks = tx.all(BANKS, &[Arg::Bytes(campaign.as_bytes())], id)?;
            found.extend(
                banks
                    .into_iter()
                    .map(|id| Scope::Bank(BankId::from_bytes(id))),
            );
        }
        // What holds in a branch holds in all under it.
        Place::Branch { .. } | Place::Bank { .. } => {}
    }
    Ok(found)
}

const PHASE: &str =
    "select opens_at, closes_at, opened_at, phase from contest where bucket = $1 and id = $2";

/// How a place stands.
fn facts(tx: &mut Tx<'_, '_>, at: Place, whose: AccountId) -> Result<Facts, Fault> {
    let world_frozen = tx.is_world_frozen()?;
    let here = match at {
        Place::Organisation | Place::Branch { .. } => Facts {
            few_offices: are_offices_few(tx)?,
            ..Facts::SHUT
        },
        Place::Bank { bank, .. } => {
            let facts = desk::bank(tx, bank)?.map_or(Facts::SHUT, |row| row.facts);
            Facts {
                untrained: training::is_lacking(tx, bank, whose)?,
                ..facts
            }
        }
        Place::Contest { contest } | Place::Campaign { contest, .. } => {
            let now = tx.now().millis();
            let args = [Arg::Int(contest.bucket()), Arg::Bytes(contest.as_bytes())];
            let is_open = tx.one(PHASE, &args, |row| {
                let calls = Phase::parse(row.text(3)?).is_some_and(Phase::calls);
                let has_begun = row.int(0)? <= now && row.opt_int(2)?.is_some();
                Ok(has_begun && calls && now < row.int(1)?)
            })?;
            Facts {
                phase_open: is_open == Some(true),
                few_offices: are_offices_few(tx)?,
                ..Facts::SHUT
            }
        }
    };
    Ok(Facts {
        world_frozen,
        ..here
    })
}
