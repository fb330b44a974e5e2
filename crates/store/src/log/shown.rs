//! How much was shown, by the hour, for the chart of whoever checks.
//!
//! The sequencer counts while it places entries: it opens each act anyhow, and it is one, so no two acts wait for one row.

use std::collections::BTreeMap;

use switchboard_ledger::entry::Act;
use switchboard_rules::events::EventKind;
use switchboard_rules::ids::bucket_of;
use switchboard_rules::moment::{Moment, Span};

use super::taken::Taken;
use crate::engine::{Arg, Value};
use crate::fault::Fault;
use crate::tx::Tx;
use crate::world::World;

/// How many days back the chart reaches, today included.
pub const SHOWN_DAYS: i64 = 14;

/// An hour in which somebody was shown something of members.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ShownHour {
    /// When it began.
    pub from: Moment,
    /// How often somebody was shown something.
    pub looks: u64,
    /// Of how many members, each look by itself: who was shown twice counts twice.
    pub members: u64,
}

pub(super) const HOUR_MS: i64 = 3_600_000;
const PUT: &str = "insert into shown_hour (bucket, hour, looks, members) values ($1, $2, $3, $4) on conflict (bucket, hour) do update set looks = shown_hour.looks + excluded.looks, members = shown_hour.members + excluded.members";
const BETWEEN: &str = "select hour, looks, members from shown_hour where hour >= $1 and hour <= $2 order by hour limit 400";
const AFTER: &str =
    "select hour, looks, members from shown_hour where hour > $1 order by hour limit 2000";

/// What the sequencer counts by the hour.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Hours {
    /// Looks and members.
    shown: BTreeMap<i64, (i64, i64)>,
    /// What headquarters took.
    taken: Taken,
}

impl Hours {
    /// Counts an entry, if it says that somebody was shown something. Letters are opened to be sent, and shown to nobody.
    pub(super) fn add(&mut self, act: &Act, subjects: &[u8]) {
        self.taken.add(act, act.at_ms.div_euclid(HOUR_MS));
        if act.fields.is_empty() || act.kind == EventKind::LettersOpened.code() {
            return;
        }
        let members = i64::try_from(subjects.len() / 32).unwrap_or(i64::MAX);
        let hour = self.shown.entry(act.at_ms.div_euclid(HOUR_MS)).or_default();
        hour.0 = hour.0.saturating_add(1);
        hour.1 = hour.1.saturating_add(members);
    }

    /// Queues what was counted.
    pub(super) fn put(&self, tx: &mut Tx<'_, '_>) {
        self.taken.put(tx);
        for (hour, (looks, members)) in &self.shown {
            tx.later(
                PUT,
                vec![
                    Value::Int(bucket_of(&hour.to_be_bytes())),
                    Value::Int(*hour),
                    Value::Int(*looks),
                    Value::Int(*members),
                ],
            );
        }
    }

    /// Whether this is what is kept.
    pub(super) fn is_kept(&self, world: &World) -> Result<bool, Fault> {
        let mut kept = BTreeMap::new();
        let mut after = i64::MIN;
        loop {
            let args = [Arg::Int(after)];
            let page = world.0.db.read("log-check-shown", |raw| {
                raw.all(AFTER, &args, |row| {
                    Ok((row.int(0)?, (row.int(1)?, row.int(2)?)))
                })
            })?;
            let Some((last, _)) = page.last() else {
                return Ok(kept == self.shown && self.taken.is_kept(world)?);
            };
            after = *last;
            kept.extend(page);
        }
    }
}

/// What was shown in the last days, the oldest hour first; hours in which nothing was are left out.
pub(super) fn lately(tx: &mut Tx<'_, '_>) -> Result<Vec<ShownHour>, Fault> {
    let hour = |at: Moment| at.millis().div_euclid(HOUR_MS);
    let now = tx.now();
    let from = now.minus(Span::days(SHOWN_DAYS));
    tx.all(
        BETWEEN,
        &[Arg::Int(hour(from)), Arg::Int(hour(now))],
        |row| {
            let count = |at: usize| Ok::<_, Fault>(u64::try_from(row.int(at)?).unwrap_or(0));
            Ok(ShownHour {
                from: Moment::from_millis(row.int(0)?.saturating_mul(HOUR_MS)),
                looks: count(1)?,
                members: count(2)?,
            })
        },
    )
}
