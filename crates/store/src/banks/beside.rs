//! A campaign's banks side by side, in the same safe counts as each on its own page.

use switchboard_rules::counts::{Safe, safe};
use switchboard_rules::ids::{BankId, CampaignId};
use switchboard_rules::pace::{Forecast, runs_dry};
use switchboard_rules::policy::{Action, Reason, Refusal};

use super::{Look, Watched, pace, watch};
use crate::desk;
use crate::engine::Arg;
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

/// The banks of a campaign that whoever asks may watch, at most twenty; each is an entry, as its own page is.
pub fn side_by_side(
    tx: &mut Tx<'_, '_>,
    campaign: CampaignId,
) -> Result<Verdict<Vec<Beside>>, Fault> {
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
    // Whoever may watch none is refused at the first, as at its own page.
    let Some(first) = seen.first().or(all.first()).copied() else {
        return Ok(Verdict::Refused(Refusal::new(Reason::NotYourBank)));
    };
    if seen.is_empty() {
        seen.push(first);
    }
    let mut banks = Vec::new();
    for id in seen {
        match watch(tx, id, Look::First)? {
            Verdict::Given(watched) => banks.push(beside(tx, id, watched)?),
            Verdict::Refused(refusal) => return Ok(Verdict::Refused(refusal)),
        }
    }
    Ok(Verdict::Given(banks))
}

fn beside(tx: &mut Tx<'_, '_>, id: BankId, watched: Watched) -> Result<Beside, Fault> {
    let (hour, evening) = pace::calls(tx, id)?;
    let (hour, evening) = (safe(hour), safe(evening));
    let world = &tx.world;
    // Nobody rings in a bank that isn't open, so no pace says when it runs dry.
    let pace = if watched.line.state == "open" {
        hour
    } else {
        safe(0)
    };
    let dry = runs_dry((watched.left, pace), tx.now(), (&world.pack, &world.zone));
    Ok(Beside {
        watched,
        hour,
        evening,
        dry,
    })
}
