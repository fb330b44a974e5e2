//! What headquarters took, by the hour, for the page on which everybody can look.

use std::collections::BTreeMap;

use switchboard_ledger::entry::Act;
use switchboard_rules::events::EventKind;
use switchboard_rules::fairness::took::Took;
use switchboard_rules::ids::bucket_of;
use switchboard_rules::moment::Moment;

use super::shown::HOUR_MS;
use crate::engine::{Arg, Raw, Value};
use crate::fault::Fault;
use crate::tx::Tx;
use crate::world::World;

const PUT: &str = "insert into taken_hour (bucket, hour, what, n) values ($1, $2, $3, $4) on conflict (bucket, hour, what) do update set n = taken_hour.n + excluded.n";
const AFTER: &str = "select hour, what, n from taken_hour where hour > $1 or (hour = $1 and what > $2) order by hour, what limit 2000";
const SINCE: &str = "select what, cast(sum(n) as bigint) from taken_hour where hour >= $1 and hour <= $2 group by what order by what limit 100";

/// How often each thing was taken, by hour and word.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Taken(BTreeMap<(i64, String), i64>);

impl Taken {
    pub(super) fn add(&mut self, act: &Act, hour: i64) {
        let kind = EventKind::from_code(act.kind);
        let Some(took) = kind.and_then(|kind| Took::of(kind, &act.opened, &act.purpose)) else {
            return;
        };
        let n = self.0.entry((hour, took.text().to_owned())).or_default();
        *n = n.saturating_add(1);
    }

    /// Queues what was counted.
    pub(super) fn put(&self, tx: &mut Tx<'_, '_>) {
        for ((hour, what), n) in &self.0 {
            tx.later(
                PUT,
                vec![
                    Value::Int(bucket_of(&hour.to_be_bytes())),
                    Value::Int(*hour),
                    Value::Text(what.clone()),
                    Value::Int(*n),
                ],
            );
        }
    }

    /// Whether this is what is kept.
    pub(super) fn is_kept(&self, world: &World) -> Result<bool, Fault> {
        let mut kept = BTreeMap::new();
        let mut after = (i64::MIN, String::new());
        loop {
            let args = [Arg::Int(after.0), Arg::Text(&after.1)];
            let page = world.0.db.read("log-check-taken", |raw| {
                raw.all(AFTER, &args, |row| {
                    Ok(((row.int(0)?, row.text(1)?.to_owned()), row.int(2)?))
                })
            })?;
            let Some((last, _)) = page.last() else {
                return Ok(kept == self.0);
            };
            after.clone_from(last);
            kept.extend(page);
        }
    }
}

/// What headquarters took between two moments, by whole hours: each word of the list, also where it is nothing.
pub(crate) fn between(
    raw: &mut Raw<'_>,
    from: Moment,
    until: Moment,
) -> Result<Vec<(Took, u64)>, Fault> {
    let hour = |at: Moment| Arg::Int(at.millis().div_euclid(HOUR_MS));
    let found = raw.all(SINCE, &[hour(from), hour(until)], |row| {
        Ok((
            row.text(0)?.to_owned(),
            u64::try_from(row.int(1)?).unwrap_or(0),
        ))
    })?;
    let n = |took: Took| {
        found
            .iter()
            .find(|(what, _)| what == took.text())
            .map_or(0, |(_, n)| *n)
    };
    Ok(Took::ALL.into_iter().map(|took| (took, n(took))).collect())
}
