//! Which month keys a world knows, and whether this process has those that it needs.

use std::path::Path;

use switchboard_rules::forgetting::KeyMonth;
use switchboard_rules::ids::bucket_of;
use switchboard_rules::moment::Moment;

use crate::blinds::Turn;
use crate::engine::{Arg, Db, Raw};
use crate::fault::Fault;
use crate::keys::{KeyError, Keys};
use crate::world::World;

const NEW: &str = "insert into month_key (bucket, month, state, mark, made_at, keep_days) values ($1, $2, 'current', $3, $4, $5)";

/// Writes down the first key of a new world.
pub(crate) fn lay(db: &Db, keys: &Keys, now: Moment) -> Result<(), Fault> {
    let month = keys.month();
    let mark = keys.months.get(month)?.mark;
    db.write("keys-lay", move |raw| {
        new(raw, month, &mark, now)?;
        raw.run(
            "insert into key_turn (bucket, id, current) values (0, 0, $1)",
            &[Arg::Int(month)],
        )
    })?;
    Ok(())
}

/// Writes down a key that was made: when it is retired it is kept for as long as backups are now.
pub(super) fn new(
    raw: &mut Raw<'_>,
    month: i64,
    mark: &[u8; 16],
    now: Moment,
) -> Result<(), Fault> {
    let keep = super::keep(raw)?;
    let args = [
        Arg::Int(bucket(month)),
        Arg::Int(month),
        Arg::Bytes(mark),
        Arg::Int(now.millis()),
        Arg::Int(i64::from(keep.as_days())),
    ];
    raw.run(NEW, &args).map(|_| ())
}

/// The bucket of a month's row.
pub(super) fn bucket(month: i64) -> i64 {
    bucket_of(&month.to_be_bytes())
}

/// The month with this number.
pub(super) fn named(month: i64) -> Result<KeyMonth, Fault> {
    KeyMonth::from_code(month).ok_or_else(|| KeyError::Month { month }.into())
}

/// The months whose keys are gone: whom they alone wrapped is forgotten.
pub(super) fn gone(world: &World) -> Result<Vec<i64>, Fault> {
    world.0.db.read("keys-gone", |raw| {
        raw.all(
            "select month from month_key where state in ('destroying', 'destroyed') order by made_at limit 1000",
            &[],
            |row| row.int(0),
        )
    })
}

/// Refuses to open a world without the keys that hold in it, or with others of the same names; tells the keys which of them
/// is the current one.
pub(crate) fn check(db: &Db, keys: &Keys, dir: &Path) -> Result<(), Fault> {
    let (turn, marks) = db.read("keys-check", |raw| {
        let turn = Turn::read(raw)?;
        let mut marks = Vec::new();
        for month in [Some(turn.current), turn.next, turn.previous]
            .into_iter()
            .flatten()
        {
            let args = [Arg::Int(bucket(month)), Arg::Int(month)];
            let mark = raw.one(
                "select mark from month_key where bucket = $1 and month = $2",
                &args,
                |row| Ok(row.bytes(0)?.to_vec()),
            )?;
            marks.push((month, mark.unwrap_or_default()));
        }
        Ok((turn, marks))
    })?;
    for (month, mark) in marks {
        if keys.months.get(month)?.mark.as_slice() != mark {
            return Err(KeyError::OtherKey {
                month: named(month)?.to_string(),
                dir: dir.display().to_string(),
            }
            .into());
        }
    }
    keys.months.set_current(turn.current);
    Ok(())
}
