//! Taking away what stands of a campaign's own calls: the states before the one that stands, and all of them once it withdrew or its contest is
//! over.

use switchboard_rules::events::EventKind;
use switchboard_rules::ids::{CampaignId, bucket_of};
use switchboard_rules::moment::Moment;

use super::making::{Making, NO_WORD, SLICE, job};
use crate::desk::shape;
use crate::engine::{Arg, Value};
use crate::entry::{self, Draft};
use crate::fault::Fault;
use crate::session::id16;
use crate::stretch::{self, Stretch};
use crate::tx::{Tx, Verdict};
use crate::world::World;

/// The number of a state that is being taken away: no row has it.
const TAKEN_AWAY: i64 = -1;

const OTHERS: &str = "select distinct bucket, member from spoken where (bucket, member) > ($1, $2) and bucket < $3 and campaign = $4 and number <> $5 order by bucket, member limit $6";
const ERASE: &str =
    "delete from spoken where bucket = $1 and member = $2 and campaign = $3 and number <> $4";

/// Erases a campaign's rows of all states but the one of this number while the making has this word; false where it hasn't. They are looked
/// for beside the writer: nobody else writes such rows meanwhile, and an act for each bucket would be a thousand, most of them for nothing.
pub(super) fn erase(
    world: &World,
    (campaign, number, word): (CampaignId, i64, [u8; 16]),
    now: Moment,
) -> Result<bool, Fault> {
    let mut is_ours = true;
    stretch::along(stretch::ALL, |stretch| {
        if !is_ours {
            return Ok(None);
        }
        let found = others(world, (campaign, number), stretch)?;
        let last = found.last().copied().filter(|_| found.len() == SLICE);
        if !found.is_empty() {
            let slice = move |tx: &mut Tx<'_, '_>| {
                let is_held = Making::is_held(tx, (campaign, &word))?;
                for member in found.iter().filter(|_| is_held) {
                    let of = vec![
                        Value::Int(bucket_of(member)),
                        Value::Bytes(member.to_vec()),
                        Value::Bytes(campaign.as_bytes().to_vec()),
                        Value::Int(number),
                    ];
                    tx.later(ERASE, of);
                }
                Ok(Verdict::Given(is_held))
            };
            is_ours = job(world, "spoken-erase", now, slice)?;
        }
        Ok(last)
    })?;
    Ok(is_ours)
}

/// Whoever of this stretch has a row of another state than the one of this number; a slice of them.
fn others(
    world: &World,
    (campaign, number): (CampaignId, i64),
    stretch: &Stretch,
) -> Result<Vec<[u8; 16]>, Fault> {
    let [bucket, after, until] = stretch.args();
    let args = [
        bucket,
        after,
        until,
        Arg::Bytes(campaign.as_bytes()),
        Arg::Int(number),
        Arg::Int(i64::try_from(SLICE).unwrap_or(i64::MAX)),
    ];
    world.0.db.read("spoken-others", |raw| {
        raw.all(OTHERS, &args, |row| {
            id16(row.bytes(1)?).ok_or_else(|| shape("spoken"))
        })
    })
}

const OVER: &str = "select s.campaign from spoken_state s join contest t on t.id = s.contest where s.number < 0 or t.phase in ('closed', 'deleted') or exists (select 1 from withdrawn w where w.bucket = s.bucket and w.campaign = s.campaign) order by s.campaign limit 20";
/// A row that stood for a chosen question alone has no state to take away: -2.
const STOP: &str = "update spoken_state set making = $1, number = case when number > 0 or number = -1 then -1 else -2 end, held_until = 0 where bucket = $2 and campaign = $3";
/// What never was a state is let go of without a word.
const GONE_UNMADE: &str =
    "delete from spoken_state where bucket = $1 and campaign = $2 and number = -2";
const GONE: &str = "delete from spoken_state where bucket = $1 and campaign = $2";
const GONE_QUESTIONS: &str = "delete from spoken_question where bucket = $1 and campaign = $2";

/// Takes away the states of campaigns that withdrew, and of contests that are over.
pub(super) fn forget_over(world: &World, now: Moment) -> Result<(), Fault> {
    loop {
        let over = world.0.db.read("spoken-over", |raw| {
            raw.all(OVER, &[], |row| {
                let id = id16(row.bytes(0)?).ok_or_else(|| shape("spoken_state"))?;
                Ok(CampaignId::from_bytes(id))
            })
        })?;
        if over.is_empty() {
            return Ok(());
        }
        for campaign in over {
            forget(world, campaign, now)?;
        }
    }
}

fn forget(world: &World, campaign: CampaignId, now: Moment) -> Result<(), Fault> {
    // Whoever makes one just now writes nothing more of it.
    let stop = move |tx: &mut Tx<'_, '_>| {
        let args = [
            Arg::Bytes(&NO_WORD),
            Arg::Int(campaign.bucket()),
            Arg::Bytes(campaign.as_bytes()),
        ];
        tx.run(STOP, &args)?;
        Ok(Verdict::Given(true))
    };
    job(world, "spoken-stop", now, stop)?;
    erase(world, (campaign, TAKEN_AWAY, NO_WORD), now)?;
    let gone = move |tx: &mut Tx<'_, '_>| {
        let args = [Arg::Int(campaign.bucket()), Arg::Bytes(campaign.as_bytes())];
        tx.run(GONE_QUESTIONS, &args)?;
        if tx.run(GONE_UNMADE, &args)? > 0 || tx.run(GONE, &args)? == 0 {
            // There is nothing to say, or another node said it.
            return Ok(Verdict::Given(false));
        }
        let draft =
            Draft::system(EventKind::SpokenGone, "spoken").detail(format!("campaign={campaign}"));
        entry::write(tx, &draft, &[])?;
        Ok(Verdict::Given(true))
    };
    job(world, "spoken-gone", now, gone).map(|_| ())
}
