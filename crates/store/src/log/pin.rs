//! Pinning how far every account has come: one entry an hour with a root over all accounts' last entries, so that nothing
//! that was logged for an account can be kept back from whoever asks for all of it (docs/log-format.md §3).

use switchboard_ledger::heads::{HeadsRoot, heads_root};
use switchboard_rules::events::EventKind;
use switchboard_rules::moment::{Moment, Span};

use super::pins::{self, AccountRow};
use super::sequence::size_of_head;
use crate::engine::Arg;
use crate::entry::{self, Draft};
use crate::fault::Fault;
use crate::session::{Auth, SEQUENCER};
use crate::tx::Verdict;
use crate::world::World;

/// Where it stands which hour was pinned last, and at which size.
const PINNED: &str = "heads_pinned";
const KNOWN: &str = "select value from meta where key = $1";
const FIRST: &str = "insert into meta (key, value) values ($1, $2) on conflict (key) do nothing";
const NEXT: &str = "update meta set value = $1 where key = $2 and value = $3";

/// How far every account had come.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Pin {
    /// How many entries the tree had.
    pub(crate) size: u64,
    /// Each account's row, in rising order.
    pub(crate) rows: Vec<AccountRow>,
    /// Those of them that are others than at the pin before.
    changed: Vec<AccountRow>,
}

/// Writes the hour's entry. Answers at which size it pins every account; nothing in an hour that has one, or while nothing
/// but the last one was logged since: an idle log doesn't grow by being pinned.
pub fn pin_heads(world: &World, now: Moment) -> Result<Option<u64>, Fault> {
    pin_if(world, now, is_due)
}

/// Writes such an entry in a log that ends, whatever the hour: what was done since the last one is pinned too. Nothing where
/// nothing was.
pub(crate) fn pin_last(world: &World, now: Moment) -> Result<Option<u64>, Fault> {
    pin_if(world, now, |known, _, size| is_due(known, i64::MAX, size))
}

fn pin_if(
    world: &World,
    now: Moment,
    is_due: impl Fn(Option<&str>, i64, u64) -> bool,
) -> Result<Option<u64>, Fault> {
    let hour = now.millis() / Span::hours(1).as_millis();
    let known = world.0.db.read("log-pinned", |raw| {
        raw.one(KNOWN, &[Arg::Text(PINNED)], |row| {
            Ok(row.text(0)?.to_owned())
        })
    })?;
    // Every account's row is read once an hour and not at each look.
    let origin = world.meta().origin.clone();
    let size = world
        .0
        .db
        .read("log-size", |raw| size_of_head(raw, &origin))?;
    if !is_due(known.as_deref(), hour, size) {
        return Ok(None);
    }
    let pin = read(world)?;
    let root = heads_root(&pin.rows).map_err(|error| Fault::World(error.to_string()))?;
    let size = pin.size;
    let pinned = HeadsRoot {
        size,
        rows: u64::try_from(pin.rows.len()).unwrap_or(u64::MAX),
        root,
    };
    // Before the entry: what is pinned can be shown. Rows of a pin that came to nothing are true all the same.
    pins::keep(world, size, &pin.changed, now)?;
    let next = format!("{hour} {size}");
    let done = world
        .write("log-pin", Auth::Job(SEQUENCER), now, move |tx| {
            // Of two nodes that pin at once, one finds that the other was faster.
            let (key, next) = (Arg::Text(PINNED), Arg::Text(&next));
            let moved = match &known {
                None => tx.run(FIRST, &[key, next])?,
                Some(known) => tx.run(NEXT, &[next, key, Arg::Text(known)])?,
            };
            if moved == 1 {
                let draft = Draft::system(EventKind::Heads, SEQUENCER);
                entry::write(tx, &draft.detail(pinned.to_string()), &[])?;
                pins::note(tx, size)?;
            }
            Ok(Verdict::Given(moved == 1))
        })
        .wait()?;
    Ok(matches!(done.verdict, Verdict::Given(true)).then_some(size))
}

/// Whether an entry is due in this hour, at this size: `known` says in which hour the last one was, and at which size.
fn is_due(known: Option<&str>, hour: i64, size: u64) -> bool {
    let last = known.and_then(|text| {
        let (hour, size) = text.split_once(' ')?;
        Some((hour.parse::<i64>().ok()?, size.parse::<u64>().ok()?))
    });
    match last {
        // The last one is an entry itself. An hour far ahead was a clock's mistake: nobody waits for it to come.
        Some((last, at)) => {
            (last < hour || last > hour.saturating_add(1)) && size > at.saturating_add(1)
        }
        None => size > 0,
    }
}

/// Every account's row at one moment.
fn read(world: &World) -> Result<Pin, Fault> {
    let origin = world.meta().origin.clone();
    world.0.db.read("log-heads", |raw| {
        let size = size_of_head(raw, &origin)?;
        let known = pins::known(raw, size)?;
        let changed = known.iter().filter(|one| one.pinned != Some(one.now));
        Ok(Pin {
            size,
            changed: changed.map(|one| one.now).collect(),
            rows: known.iter().map(|one| one.now).collect(),
        })
    })
}

/// Keeps the rows of a pin whose entry never comes.
#[cfg(test)]
pub(crate) fn keep_pinned(world: &World, pin: &Pin, now: Moment) -> Result<(), Fault> {
    pins::keep(world, pin.size, &pin.changed, now)
}

#[cfg(test)]
pub(crate) fn rows_now(world: &World) -> Result<Pin, Fault> {
    read(world)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_hour_has_one_entry_and_an_idle_log_none() {
        assert!(!is_due(None, 9, 0), "nothing was logged");
        assert!(is_due(None, 9, 1));
        assert!(!is_due(Some("9 100"), 9, 5_000), "this hour has one");
        assert!(is_due(Some("9 100"), 10, 102));
        assert!(
            !is_due(Some("9 100"), 10, 101),
            "only the last one came since"
        );
        assert!(!is_due(Some("9 100"), 8, 5_000), "the clock was set back");
        assert!(
            is_due(Some("90000 100"), 8, 5_000),
            "a clock once stood years ahead"
        );
        assert!(is_due(Some("no number"), 8, 5));
    }
}
