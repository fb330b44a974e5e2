//! A campaign's banks side by side, in the same counts as each on its own page.

use switchboard_rules::counts::Safe;
use switchboard_rules::events::EventKind;
use switchboard_rules::ids::{BankId, CampaignId};
use switchboard_rules::moment::Span;
use switchboard_rules::pace::{Forecast, runs_dry};
use switchboard_rules::policy::{Action, Reason, Refusal};

use super::{Look, Own, Watched, go_on, pace, watch};
use crate::desk;
use crate::engine::Arg;
use crate::entry::{self, Draft};
use crate::fault::Fault;
use crate::session::id16;
use crate::tx::{Tx, Verdict};

/// A bank beside others.
#[derive(Debug, Clone)]
pub struct Beside {
    /// What its own page says.
    pub watched: Watched,
    /// Calls of the last hour, to five minutes.
    pub hour: Safe,
    /// Calls since the evening began.
    pub evening: Safe,
    /// When it runs dry at this pace.
    pub dry: Forecast,
}

/// So many are shown, those that aren't closed first.
const BESIDE_MAX: usize = 20;
const BANKS: &str = "select id from bank where campaign = $1 order by case when state = 'closed' then 1 else 0 end, name, id limit 200";

/// The banks of a campaign that whoever asks may watch, at most twenty; one entry, which says which they were.
pub fn side_by_side(
    tx: &mut Tx<'_, '_>,
    campaign: CampaignId,
) -> Result<Verdict<Vec<Beside>>, Fault> {
    let seen = seen(tx, campaign)?;
    if seen.is_empty() {
        return Ok(Verdict::Refused(Refusal::new(Reason::NotYourBank)));
    }
    let beside = those_beside(tx, &seen, Look::GoesOn)?;
    if let (Some(first), Verdict::Given(_)) = (seen.first(), &beside) {
        let Some(bank) = desk::bank(tx, *first)? else {
            return Ok(Verdict::Refused(Refusal::new(Reason::NotYourBank)));
        };
        let grant = match tx.ask(Action::WatchBank, &bank.resource(), bank.facts)? {
            Ok(grant) => grant,
            Err(refusal) => return Ok(Verdict::Refused(refusal)),
        };
        let ids: Vec<_> = seen.iter().map(ToString::to_string).collect();
        let detail = format!("beside={}", ids.join(","));
        let draft = Draft::act(EventKind::CountsShown, &grant).detail(detail);
        entry::write(tx, &draft, &[])?;
    }
    Ok(beside)
}

/// These banks side by side, each watched as on its own page.
pub fn those_beside(
    tx: &mut Tx<'_, '_>,
    banks: &[BankId],
    look: Look,
) -> Result<Verdict<Vec<Beside>>, Fault> {
    let mut beside = Vec::new();
    for id in banks {
        match watch(tx, *id, look)? {
            Verdict::Given(watched) => beside.push(one(tx, *id, watched)?),
            Verdict::Refused(refusal) => return Ok(Verdict::Refused(refusal)),
        }
    }
    Ok(Verdict::Given(beside))
}

/// Which banks whoever looks at them side by side goes on seeing: refused where that is none, and true where nothing but a change
/// can end any of it before `ahead` has passed.
pub fn go_on_beside(
    tx: &mut Tx<'_, '_>,
    campaign: CampaignId,
    ahead: Span,
) -> Result<Verdict<(Vec<BankId>, bool)>, Fault> {
    let seen = seen(tx, campaign)?;
    if seen.is_empty() {
        return Ok(Verdict::Refused(Refusal::new(Reason::NotYourBank)));
    }
    let mut lasts = true;
    for id in &seen {
        match go_on(tx, *id, ahead)? {
            Verdict::Given(this_lasts) => lasts &= this_lasts,
            Verdict::Refused(refusal) => return Ok(Verdict::Refused(refusal)),
        }
    }
    Ok(Verdict::Given((seen, lasts)))
}

/// The banks that whoever asks may watch. Where that is none but the campaign has some, the first of them, at which they are refused
/// as at its own page.
fn seen(tx: &mut Tx<'_, '_>, campaign: CampaignId) -> Result<Vec<BankId>, Fault> {
    let all = tx.all(BANKS, &[Arg::Bytes(campaign.as_bytes())], |row| {
        Ok(BankId::from_bytes(id16(row.bytes(0)?).unwrap_or_default()))
    })?;
    let mut seen = Vec::new();
    for id in &all {
        if let Some(bank) = desk::bank(tx, *id)?
            && tx.reaches(&bank.resource(), &[Action::WatchBank])?
        {
            seen.push(*id);
        }
        if seen.len() == BESIDE_MAX {
            break;
        }
    }
    if seen.is_empty() {
        seen.extend(all.first());
    }
    Ok(seen)
}

fn one(tx: &mut Tx<'_, '_>, id: BankId, watched: Watched) -> Result<Beside, Fault> {
    let (hour, evening) = pace::calls(tx, id)?;
    let (hour, evening) = match desk::bank(tx, id)? {
        Some(bank) => {
            let counted = Own::of(tx, &bank);
            (
                counted.about("hour", hour),
                counted.about("evening", evening),
            )
        }
        None => (Safe::FEW, Safe::FEW),
    };
    let world = &tx.world;
    // Nobody rings in a bank that isn't open, so no pace says when it runs dry.
    let pace = if watched.line.state == "open" {
        hour
    } else {
        Safe::FEW
    };
    let dry = runs_dry((watched.left, pace), tx.now(), (&world.pack, &world.zone));
    Ok(Beside {
        watched,
        hour,
        evening,
        dry,
    })
}
