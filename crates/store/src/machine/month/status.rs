//! How a world's month keys stand: nothing personal, so there is nothing to write down.

use switchboard_rules::forgetting::{self, Keep, KeyMonth, KeyStanding};
use switchboard_rules::moment::{Date, Moment};

use super::Phase;
use super::keep::of_days;
use super::known::{bucket, named};
use super::turn::look;
use crate::engine::Arg;
use crate::fault::Fault;
use crate::tx::Tx;
use crate::world::World;

/// How a world's month keys stand.
#[derive(Debug, Clone)]
pub struct KeyStatus {
    /// Every month key there was, in the order of their making, at most 1,000.
    pub months: Vec<Month>,
    /// The key that holds.
    pub current: KeyMonth,
    /// When the next one is due to take its place.
    pub rotate_due: Moment,
    /// The change that is under way.
    pub change: Option<Change>,
    /// How long backups are kept, as it is set now; a key made before may be destroyed sooner.
    pub keep: Keep,
}

/// One month key.
#[derive(Debug, Clone, Copy)]
pub struct Month {
    /// Which.
    pub month: KeyMonth,
    /// When it was made.
    pub made_at: Moment,
    /// What became of it.
    pub standing: KeyStanding,
    /// When it is due to be destroyed; none while it is in use, or when it is gone.
    pub destroy_due: Option<Moment>,
    /// How many members it still wraps.
    pub wraps: i64,
    /// Whether this process can read its file.
    pub is_here: bool,
}

/// A change of keys under way.
#[derive(Debug, Clone, Copy)]
pub struct Change {
    /// What is being done.
    pub phase: Phase,
    /// How many members this phase has passed.
    pub done: i64,
    /// How many there are.
    pub total: i64,
    /// When it began.
    pub begun_at: Moment,
    /// Whether a process is at it; otherwise it broke off, and the next `keys rotate` or the monthly job goes on.
    pub is_held: bool,
}

const MONTHS: &str = "select month, state, made_at, used_until, destroyed_at, keep_days from month_key order by made_at, month limit 1000";
const WRAPS: &str = "select key_month, count(*) from member where length(erase_key) > 0 group by key_month order by key_month limit 1000";

/// Reads how the keys stand.
pub fn key_status(world: &World, now: Moment) -> Result<KeyStatus, Fault> {
    let state = look(world)?;
    let (keep, months, wraps) = world.0.db.read("keys-status", |raw| {
        let months = raw.all(MONTHS, &[], |row| {
            Ok((
                row.int(0)?,
                row.text(1)?.to_owned(),
                Moment::from_millis(row.int(2)?),
                row.opt_int(3)?.map(Moment::from_millis),
                row.opt_int(4)?.map(Moment::from_millis),
                row.int(5)?,
            ))
        })?;
        Ok((
            super::keep(raw)?,
            months,
            raw.all(WRAPS, &[], |row| Ok((row.int(0)?, row.int(1)?)))?,
        ))
    })?;
    let months = months
        .into_iter()
        .map(|(code, _, made_at, used, gone, days)| {
            let month = named(code)?;
            let standing = standing(month, used, gone);
            Ok(Month {
                month,
                made_at,
                standing,
                destroy_due: match standing {
                    KeyStanding::Retired { last_used } => {
                        let keep = of_days(days)?;
                        Some(forgetting::destroy_due(last_used, keep, &world.0.zone))
                    }
                    _ => None,
                },
                wraps: wraps
                    .iter()
                    .find(|(month, _)| *month == code)
                    .map_or(0, |(_, n)| *n),
                is_here: world.0.keys.months.get(code).is_ok(),
            })
        });
    let current = named(state.turn.current)?;
    Ok(KeyStatus {
        months: months.collect::<Result<_, Fault>>()?,
        current,
        rotate_due: forgetting::rotate_due(current, &world.0.zone),
        change: state.held_until.map(|held_until| Change {
            phase: state.phase,
            done: state.done,
            total: state.total,
            begun_at: state.begun_at,
            is_held: held_until >= now,
        }),
        keep,
    })
}

fn standing(month: KeyMonth, used: Option<Moment>, gone: Option<Moment>) -> KeyStanding {
    match (used, gone) {
        (_, Some(at)) => KeyStanding::Destroyed { at },
        (Some(last_used), None) => KeyStanding::Retired { last_used },
        (None, None) => KeyStanding::InUse(month),
    }
}

/// What `doctor` and the metrics say of the keys.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct KeyAge {
    /// The key that holds.
    pub current: KeyMonth,
    /// When it was due to be changed.
    pub rotate_due: Moment,
    /// By how many whole days that is overdue; 0 where it isn't.
    pub overdue_days: i64,
    /// How many retired keys are past the day on which they were to be destroyed.
    pub undestroyed: usize,
}

/// Says whether the monthly job keeps up; cheap at any size of the roll.
pub fn key_age(world: &World, now: Moment) -> Result<KeyAge, Fault> {
    const DAY: i64 = 86_400_000;
    let current = named(look(world)?.turn.current)?;
    let rotate_due = forgetting::rotate_due(current, &world.0.zone);
    let retired = world.0.db.read("keys-age", |raw| {
        raw.all(
            "select used_until, keep_days from month_key where state in ('retired', 'destroying') order by made_at limit 1000",
            &[],
            |row| {
                let used_until = Moment::from_millis(row.opt_int(0)?.unwrap_or_default());
                Ok((used_until, of_days(row.int(1)?)?))
            },
        )
    })?;
    let late = retired.into_iter().filter(|(used_until, keep)| {
        forgetting::destroy_due(*used_until, *keep, &world.0.zone)
            < now.minus(switchboard_rules::moment::Span::days(1))
    });
    Ok(KeyAge {
        current,
        rotate_due,
        overdue_days: (now.since(rotate_due).as_millis() / DAY).max(0),
        undestroyed: late.count(),
    })
}

impl Tx<'_, '_> {
    /// The day at whose end nothing of a member who is forgotten at `at` is readable anywhere, where `key_month` is the month
    /// of the key that wrapped them. For the countdown: it is counted anew from what has become of that key.
    pub(crate) fn forgotten_by(&mut self, at: Moment, key_month: i64) -> Result<Date, Fault> {
        let args = [Arg::Int(bucket(key_month)), Arg::Int(key_month)];
        let found = self.one(
            "select used_until, destroyed_at, keep_days from month_key where bucket = $1 and month = $2",
            &args,
            |row| {
                Ok((
                    row.opt_int(0)?.map(Moment::from_millis),
                    row.opt_int(1)?.map(Moment::from_millis),
                    of_days(row.int(2)?)?,
                ))
            },
        )?;
        let (used, gone, keep) = match found {
            Some(found) => found,
            None => (None, None, super::keep(self.raw())?),
        };
        let standing = standing(named(key_month)?, used, gone);
        let zone = &self.world.zone;
        Ok(forgetting::forgotten_by(at, standing, keep, zone))
    }
}
