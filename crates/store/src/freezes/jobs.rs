//! What happens to freezes by themselves. The lapse itself is by time, in every act's own read; a job writes it down, and says an
//! hour before that it will.

use switchboard_rules::events::EventKind;
use switchboard_rules::hook::Event;
use switchboard_rules::moment::{Moment, Span};

use super::letters::{Said, tell};
use super::{Kept, kept};
use crate::engine::{Arg, Raw, Value};
use crate::entry::{self, Draft};
use crate::fault::Fault;
use crate::hooks::{self, Whose};
use crate::session::Auth;
use crate::tx::{Tx, Verdict};
use crate::world::World;

/// How many freezes one round looks at.
const ROUND: i64 = 16;
/// How long before its end it is said that it will lapse.
const WARNS: Span = Span::hours(1);

const OVER: &str = kept!(
    "where stops_at <= $1 and lapsed_at is null and lifted_at is null order by stops_at, id limit $2"
);
const LAPSED: &str = "update standstill set lapsed_at = $1 where bucket = $2 and id = $3 and lapsed_at is null and lifted_at is null";
const SOON: &str = kept!(
    "where stops_at > $1 and stops_at <= $3 and pressed_at < $4 and lapsed_at is null and lifted_at is null and confirmed_at is null and warned_at is null order by stops_at, id limit $2"
);
const WARNED: &str = "update standstill set warned_at = $1 where bucket = $2 and id = $3 and warned_at is null and confirmed_at is null and lifted_at is null";

/// Whether one has ended and nobody wrote it down, or ends within the hour.
const ENDS: &str = "select 1 from standstill where stops_at <= $1 and lapsed_at is null and lifted_at is null limit 1";

/// Writes down what lapsed, and says of what will within the hour; answers how many. To be called again while there are some.
pub fn close(world: &World, now: Moment) -> Result<usize, Fault> {
    // Nearly always nothing ends: the writer isn't troubled for that.
    let ends = |raw: &mut Raw<'_>| {
        raw.one(ENDS, &[Arg::Int(now.plus(WARNS).millis())], |row| {
            row.int(0)
        })
    };
    if world.0.db.read("freeze-ends", ends)?.is_none() {
        return Ok(0);
    }
    let done = world
        .write("freeze-close", Auth::Job("freezes"), now, |tx| {
            Ok(Verdict::Given(lapse(tx)? + warn(tx)?))
        })
        .wait()?;
    Ok(match done.verdict {
        Verdict::Given(closed) => closed,
        Verdict::Refused(_) => 0,
    })
}

fn mark(tx: &mut Tx<'_, '_>, sql: &'static str, kept: &Kept) {
    let args = vec![
        Value::Int(tx.now().millis()),
        Value::Int(kept.id.bucket()),
        Value::Bytes(kept.id.as_bytes().to_vec()),
    ];
    tx.later_expect(1, sql, args);
}

fn lapse(tx: &mut Tx<'_, '_>) -> Result<usize, Fault> {
    let args = [Arg::Int(tx.now().millis()), Arg::Int(ROUND)];
    let over = tx.all(OVER, &args, Kept::read)?;
    for kept in &over {
        mark(tx, LAPSED, kept);
        let words = format!("freeze={} at={}", kept.id, kept.stops_at.millis());
        let mut draft = Draft::system(EventKind::FreezeLapsed, "freezes").detail(words);
        if let Some(campaign) = kept.target.campaign() {
            draft = draft.in_campaign(campaign);
        }
        entry::write(tx, &draft, &[])?;
        hooks::tell(
            tx,
            Event::FreezeChanged,
            Whose::Organisation,
            &format!("freeze={}", kept.id),
        )?;
        tx.changed("freeze", kept.id.as_bytes());
        tell(tx, kept.target, &Said::Lapsed)?;
    }
    Ok(over.len())
}

/// One that ends within the hour it was pressed in is not spoken of twice.
fn warn(tx: &mut Tx<'_, '_>) -> Result<usize, Fault> {
    let now = tx.now();
    let args = [
        Arg::Int(now.millis()),
        Arg::Int(ROUND),
        Arg::Int(now.plus(WARNS).millis()),
        Arg::Int(now.minus(WARNS).millis()),
    ];
    let soon = tx.all(SOON, &args, Kept::read)?;
    for kept in &soon {
        mark(tx, WARNED, kept);
        let until = kept.stops_at;
        tell(tx, kept.target, &Said::Soon { until })?;
    }
    Ok(soon.len())
}
