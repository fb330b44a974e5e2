//! The schema: numbered steps for databases that exist, and the whole of it with prose for people.

use switchboard_rules::moment::Moment;

use crate::engine::{Db, Step, version};
use crate::fault::Fault;

/// Every step, in order. A step that was released is never changed.
pub(crate) const STEPS: &[Step] = &[
    Step {
        number: 1,
        name: "spine",
        sql: include_str!("step-1.sql"),
    },
    #[cfg(feature = "rehearsal")]
    Step {
        number: 2,
        name: "rehearsal",
        sql: include_str!("rehearsal.sql"),
    },
];

/// The whole schema as it is now.
#[cfg(test)]
pub(crate) const NOW: &str = include_str!("now.sql");

/// Brings a database to this program's schema; answers how many steps that took.
pub(crate) fn migrate(db: &Db, now: Moment) -> Result<usize, Fault> {
    crate::engine::migrate(db, STEPS, now.millis())
}

/// Lays the schema as it was after the step of this number, for rows that were taken from it. What the steps themselves
/// insert is in the way of those rows: whoever carries them in empties the tables first.
pub(crate) fn lay(db: &Db, steps: &'static [Step], step: i64, now: Moment) -> Result<(), Fault> {
    let steps = usize::try_from(step)
        .ok()
        .filter(|count| *count > 0)
        .and_then(|count| steps.get(..count));
    let Some(steps) = steps else {
        return Err(Fault::Schema(format!(
            "the backup is of schema {step}, which this program doesn't know; use the newer program"
        )));
    };
    crate::engine::migrate(db, steps, now.millis()).map(|_| ())
}

/// Refuses a database of another schema, saying which way to mend it.
pub(crate) fn check(db: &Db) -> Result<(), Fault> {
    let (found, known) = (version(db)?, STEPS.last().map_or(0, |step| step.number));
    if found == known {
        return Ok(());
    }
    let mend = if found < known {
        "run `switchboard migrate`"
    } else {
        "use the newer program"
    };
    Err(Fault::Schema(format!(
        "the database is at schema {found}, this program knows {known}; {mend}"
    )))
}
