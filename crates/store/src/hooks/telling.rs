//! Putting what happened before those who are to be told, in the act's own transaction.

use switchboard_rules::hook::{Event, Of};
use switchboard_rules::ids::{CampaignId, ContestId, HookId, bucket_of};

use super::{is_told, kinds};
use crate::desk::shape;
use crate::engine::{Arg, Row, Value};
use crate::fault::Fault;
use crate::session::id16;
use crate::tx::Tx;

/// Whom something concerns.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Whose {
    /// One campaign, and the organisation.
    Campaign(CampaignId),
    /// Every campaign of a contest, and the organisation.
    Contest(ContestId),
    /// The organisation alone.
    Organisation,
}

const ORGANISATION: &str =
    "select id, kinds from hook where state = 'on' and campaign is null limit 100";
const OF_CAMPAIGN: &str = "select id, kinds from hook where state = 'on' and (campaign is null or campaign = $1) limit 100";
const OF_CONTEST: &str = "select id, kinds from hook where state = 'on' and (campaign is null or campaign in (select p.id from campaign p where p.contest = $1)) limit 1000";
const PUT: &str = "insert into hook_event (bucket, id, hook, kind, about, put_at, due_at, tries, said) values ($1, $2, $3, $4, $5, $6, $6, 0, '')";

/// Has everybody told whom it concerns. `about` holds ids alone, as `name=value` words: nothing of anybody, and no number.
pub(crate) fn tell(
    tx: &mut Tx<'_, '_>,
    event: Event,
    whose: Whose,
    about: &str,
) -> Result<(), Fault> {
    let read = |row: &Row<'_>| {
        let id = id16(row.bytes(0)?).ok_or_else(|| shape("hook"))?;
        Ok((HookId::from_bytes(id), kinds(row.text(1)?)))
    };
    let hooks = match (event.of(), whose) {
        (Of::Campaign, Whose::Campaign(campaign)) => {
            tx.all(OF_CAMPAIGN, &[Arg::Bytes(campaign.as_bytes())], read)?
        }
        (Of::Contest, Whose::Contest(contest)) => {
            tx.all(OF_CONTEST, &[Arg::Bytes(contest.as_bytes())], read)?
        }
        // What isn't a campaign's to know is told to the organisation alone, whoever it concerns.
        _ => tx.all(ORGANISATION, &[], read)?,
    };
    for (hook, _) in hooks.iter().filter(|(_, kinds)| is_told(kinds, event)) {
        put(tx, *hook, event, about);
    }
    Ok(())
}

/// Puts one event before one address.
pub(super) fn put(tx: &mut Tx<'_, '_>, hook: HookId, event: Event, about: &str) {
    let id = tx.world.ordered.next(tx.now().millis());
    tx.later(
        PUT,
        vec![
            Value::Int(bucket_of(&id)),
            Value::Bytes(id.to_vec()),
            Value::Bytes(hook.as_bytes().to_vec()),
            Value::Text(event.text().to_owned()),
            Value::Text(about.to_owned()),
            Value::Int(tx.now().millis()),
        ],
    );
}
