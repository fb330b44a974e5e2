//! What came of one campaign's own calls, for its own audiences: read from the cards that it was dealt, beside the writer, and laid over
//! the contest's columns.
//!
//! It stands still: at the end of a day, and only of days between which a whole batch of calls had an outcome
//! (`rules::audience::day_of_batches`). Every node works out the same from the same cards, so nothing of it is kept. A card that
//! time has erased goes on counting for its day, so that no day moves; whom it was about is known no more.

use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, PoisonError};

use switchboard_rules::audience::{
    Audience, Columns, Field, Heard, Latest, Spoken, day_of_batches,
};
use switchboard_rules::ids::{CampaignId, ContestId, MemberId};
use switchboard_rules::moment::{Date, Moment, Zone};

use super::read::{self, LOOK, Source};
use super::shelf;
use crate::desk::shape;
use crate::engine::Arg;
use crate::fault::Fault;
use crate::session::id16;
use crate::stretch;
use crate::tx::Tx;
use crate::world::World;

/// So long after midnight a day is over: what is set right a moment after a call has been by then.
const SETTLED_MS: i64 = 10 * 60_000;
/// A day and a half: from one midnight into the next day, whatever clocks do.
const INTO_NEXT_MS: i64 = 36 * 3_600_000;
/// Of so many campaigns it lies in memory.
const HELD_MAX: usize = 16;

/// What came of a campaign's calls, as it is counted today.
pub(crate) struct Own {
    source: Source,
    /// When the day began on which it was worked out.
    day: i64,
    /// Calls that ended before this are in it.
    pub(super) until: i64,
    /// None before the first batch.
    pub(super) columns: Option<Arc<Columns>>,
}

/// What is counted of a campaign's own calls now, if this node has worked it out.
pub(super) fn own_now(
    tx: &mut Tx<'_, '_>,
    (campaign, contest): (CampaignId, ContestId),
) -> Result<Option<Arc<Own>>, Fault> {
    let (world, now) = (tx.world, tx.now());
    let Some(source) = read::source_in(tx.raw(), &world.zone, contest, now)? else {
        return Ok(None);
    };
    let day = day_of(&world.zone, now);
    let all = world.shelf.own.read();
    let all = all.unwrap_or_else(PoisonError::into_inner);
    let own = all.get(&campaign);
    let is_now = |own: &&Arc<Own>| own.source == source && own.day == day;
    Ok(own.filter(is_now).map(Arc::clone))
}

/// The columns that answer a campaign about this audience: its own where that asks what came of its calls. None where they aren't
/// worked out; [`Ok(Err)`] where there is nothing to ask for yet.
pub(super) fn columns_for(
    tx: &mut Tx<'_, '_>,
    at: (CampaignId, ContestId),
    audience: &Audience,
) -> Result<Option<Result<Arc<Columns>, NothingHeard>>, Fault> {
    if audience.of_field(Field::Spoken).is_none() {
        return Ok(super::asked::columns_now(tx, at.1)?.map(Ok));
    }
    let own = own_now(tx, at)?;
    Ok(own.map(|own| own.columns.clone().ok_or(NothingHeard)))
}

/// The campaign has not had a batch of calls yet.
pub(super) struct NothingHeard;

/// Works out what came of a campaign's calls, if that wasn't done today; to be called outside of any act, for whoever may count.
pub fn prepare_own(
    world: &World,
    (campaign, contest): (CampaignId, ContestId),
    now: Moment,
) -> Result<(), Fault> {
    let Some((source, columns)) = shelf::held(world, contest, now)? else {
        return Ok(());
    };
    let day = day_of(&world.0.zone, now);
    let _alone = world.0.shelf.looks();
    let is_there = {
        let all = world.0.shelf.own.read();
        let all = all.unwrap_or_else(PoisonError::into_inner);
        let own = all.get(&campaign);
        own.is_some_and(|own| own.source == source && own.day == day)
    };
    if is_there {
        return Ok(());
    }
    let until = until(world, campaign, day)?;
    let own = Own {
        columns: match until {
            None => None,
            Some(until) => Some(Arc::new(laid_over(
                world,
                (&source, &columns),
                &latest(world, campaign, until)?,
            )?)),
        },
        until: until.unwrap_or(i64::MIN),
        source,
        day,
    };
    let all = world.0.shelf.own.write();
    let mut all = all.unwrap_or_else(PoisonError::into_inner);
    if all.len() >= HELD_MAX {
        all.clear();
    }
    all.insert(campaign, Arc::new(own));
    Ok(())
}

/// Takes yesterday's out of memory.
pub(super) fn drop_old(world: &World, now: Moment) {
    let day = day_of(&world.0.zone, now);
    let all = world.0.shelf.own.write();
    all.unwrap_or_else(PoisonError::into_inner)
        .retain(|_, own| own.day == day);
}

fn laid_over(
    world: &World,
    (source, columns): (&Source, &Columns),
    latest: &HashMap<[u8; 16], Latest>,
) -> Result<Columns, Fault> {
    let mut heard = Heard::default();
    read::each(world, source, |member: MemberId, kind, codes| {
        let one = latest.get(member.as_bytes()).copied();
        let spoken = one.map_or(Spoken::NotRung, Latest::spoken);
        columns.add_heard(&mut heard, (&member, spoken), (kind, codes));
    })?;
    Ok(columns.with_heard(heard))
}

const ENDED: &str = "select id, ended_at from card where (bucket, id) > ($1, $2) and bucket < $3 and campaign = $4 and ended_at < $5 and (outcome is not null or state = 'erased') order by bucket, id limit $6";
const OUTCOMES: &str = "select id, ended_at, member, outcome from card where (bucket, id) > ($1, $2) and bucket < $3 and campaign = $4 and ended_at < $5 and outcome is not null order by bucket, id limit $6";

/// Up to when calls count on this day; none before the first batch.
fn until(world: &World, campaign: CampaignId, day: i64) -> Result<Option<i64>, Fault> {
    let zone = &world.0.zone;
    let mut days: BTreeMap<i64, u64> = BTreeMap::new();
    stretch::along(stretch::ALL, |stretch| {
        let look = Arg::Int(i64::try_from(LOOK).unwrap_or(i64::MAX));
        let [bucket, after, before] = stretch.args();
        let of = [Arg::Bytes(campaign.as_bytes()), Arg::Int(day), look];
        let args = [[bucket, after, before].as_slice(), &of].concat();
        let rows = world.0.db.read("audience-days", |raw| {
            raw.all(ENDED, &args, |row| {
                let id = id16(row.bytes(0)?).ok_or_else(|| shape("card"))?;
                Ok((id, row.int(1)?))
            })
        })?;
        for (_, ended_at) in &rows {
            *days.entry(begins(zone, *ended_at)).or_default() += 1;
        }
        Ok(rows
            .last()
            .filter(|_| rows.len() == LOOK)
            .map(|(id, _)| *id))
    })?;
    let last = day_of_batches(&days);
    Ok(last.map(|day| begins(zone, day.saturating_add(INTO_NEXT_MS))))
}

/// What came of a campaign's calls that ended before a moment, by the members whom it rang.
pub(super) fn latest(
    world: &World,
    campaign: CampaignId,
    until: i64,
) -> Result<HashMap<[u8; 16], Latest>, Fault> {
    let mut all: HashMap<[u8; 16], Latest> = HashMap::new();
    stretch::along(stretch::ALL, |stretch| {
        let look = Arg::Int(i64::try_from(LOOK).unwrap_or(i64::MAX));
        let [bucket, after, before] = stretch.args();
        let of = [Arg::Bytes(campaign.as_bytes()), Arg::Int(until), look];
        let args = [[bucket, after, before].as_slice(), &of].concat();
        let rows = world.0.db.read("audience-outcomes", |raw| {
            raw.all(OUTCOMES, &args, |row| {
                let id = id16(row.bytes(0)?).ok_or_else(|| shape("card"))?;
                let member = id16(row.bytes(2)?).ok_or_else(|| shape("card"))?;
                Ok((id, row.int(1)?, member, Spoken::of_outcome(row.text(3)?)))
            })
        })?;
        for (_, ended_at, member, spoken) in &rows {
            if let Some(spoken) = spoken {
                all.entry(*member).or_default().add(*ended_at, *spoken);
            }
        }
        let last = rows.last().filter(|_| rows.len() == LOOK);
        Ok(last.map(|(id, ..)| *id))
    })?;
    Ok(all)
}

/// When the day began that is counted up to now.
fn day_of(zone: &Zone, now: Moment) -> i64 {
    begins(zone, now.millis().saturating_sub(SETTLED_MS))
}

/// When the day of a moment began in the organisation's zone.
fn begins(zone: &Zone, at: i64) -> i64 {
    let at = Moment::from_millis(at);
    let date: Date = zone.local(at).date;
    let midnight = zone.moment(date, 0);
    let midnight = midnight.unwrap_or_else(|| zone.moment(date, 60).unwrap_or(at));
    midnight.millis()
}
