//! Destroying a retired key: whoever was wrapped by it alone is forgotten, in every file and every backup.

use switchboard_rules::events::EventKind;
use switchboard_rules::forgetting::{self, KeyMonth};
use switchboard_rules::moment::Moment;

use super::keep::of_days;
use super::known::{bucket, named};
use super::turn::{still_wraps, wraps};
use crate::blinds::Turn;
use crate::engine::Arg;
use crate::entry::{self, Draft};
use crate::fault::Fault;
use crate::session::Auth;
use crate::tx::Verdict;
use crate::world::World;

const RETIRED: &str = "select month, state, used_until, keep_days from month_key where state in ('retired', 'destroying') order by made_at limit 1000";
const GIVE_UP: &str = "update month_key set state = 'destroying' where bucket = $1 and month = $2 and state in ('retired', 'destroying')";
const GONE: &str = "update month_key set state = 'destroyed', destroyed_at = $1 where bucket = $2 and month = $3 and state = 'destroying'";

/// Destroys the keys whose time is over; answers which. First the database says that the key is given up, looking in the
/// same act whether it wraps anybody; then its file goes; then the entry says so. A program that is killed in between
/// destroys it when it runs next.
///
/// # Errors
/// `Fault::World` where a key that is due still wraps somebody: it is kept.
pub fn destroy_due(world: &World, now: Moment) -> Result<Vec<KeyMonth>, Fault> {
    let retired = world.0.db.read("keys-retired", |raw| {
        raw.all(RETIRED, &[], |row| {
            let used_until = Moment::from_millis(row.opt_int(2)?.unwrap_or_default());
            let given_up = row.text(1)? == "destroying";
            Ok((row.int(0)?, given_up, used_until, of_days(row.int(3)?)?))
        })
    })?;
    let mut gone = Vec::new();
    for (month, given_up, used_until, keep) in retired {
        let due = forgetting::destroy_due(used_until, keep, &world.0.zone);
        if given_up || due <= now {
            destroy(world, month, now)?;
            gone.push(named(month)?);
        }
    }
    Ok(gone)
}

fn destroy(world: &World, month: i64, now: Moment) -> Result<(), Fault> {
    let given_up = world.write("keys-give-up", Auth::Job("keys"), now, move |tx| {
        let turn = Turn::take(tx.raw())?;
        let holds = [Some(turn.current), turn.next, turn.previous].contains(&Some(month));
        if holds || wraps(tx.raw(), month)? {
            return Err(still_wraps(month));
        }
        tx.run(GIVE_UP, &[Arg::Int(bucket(month)), Arg::Int(month)])?;
        Ok(Verdict::Given(()))
    });
    given_up.wait()?;
    world.0.keys.months.destroy(month)?;
    let gone = world.write("keys-gone", Auth::Job("keys"), now, move |tx| {
        let args = [
            Arg::Int(now.millis()),
            Arg::Int(bucket(month)),
            Arg::Int(month),
        ];
        // Another node may have been as fast.
        if tx.run(GONE, &args)? == 1 {
            let detail = format!("month={} destroyed members=0", named(month)?);
            let draft = Draft::system(EventKind::KeyUse, "keys").detail(detail);
            entry::write(tx, &draft, &[])?;
            tx.changed("keys", &month.to_be_bytes());
        }
        Ok(Verdict::Given(()))
    });
    gone.wait().map(|_| ())
}
