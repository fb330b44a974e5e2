//! Changing the month's key: every wrapping and every blind index anew, while callers ring and officers search.
//!
//! ```text
//! begin ──▶ wrap, slice by slice ──▶ switch ──▶ settle ──▶ clear, slice by slice ──▶ end      … 35 days … ──▶ destroy
//! ```
//! 1. *begin*: the next key's file is made; one row says that it comes. From here whoever writes an index writes it under
//!    both keys, and no import begins ([`crate::blinds`]).
//! 2. *wrap*: each erase key is wrapped by the next key in its place (a row says itself which key wraps it); each lookup is
//!    copied under the next key; behind each number of a member its index under the next key is written, so that a lease
//!    takes both and two members with one number can't come onto two desks, however far each of their rows is.
//! 3. *switch*: one row. Open cards get the new indexes of their numbers in the same commit.
//! 4. *settle*: whatever began before the switch ends; cards that it opened are looked at once more.
//! 5. *clear*: what was made with the old key goes.
//! 6. *end*: the old key wraps nobody, and is retired. When no backup from before is kept any more it is destroyed.
//!
//! Each slice is a write of its own and does no harm when it is done twice, so a program that is killed goes on where it
//! was, or another one does, as soon as its hold is over. **Architecture Invariant:** a key that wraps anybody is never
//! destroyed: the act that gives it up looks.
//!
//! Absent on purpose: going back. A key is made in a moment and costs nothing; a change that was begun is finished.

mod clear;
mod desks;
mod destroy;
mod keep;
mod known;
mod redo;
mod status;
mod turn;
mod wrap;

pub use destroy::destroy_due;
pub(crate) use keep::{is_other_keep, keep, keep_again, set_keep};
pub(crate) use known::{check, lay};
pub use status::{Change, KeyAge, KeyStatus, Month, key_age, key_status};

use switchboard_rules::forgetting::{KeyMonth, rotate_due};
use switchboard_rules::moment::Moment;

use crate::fault::Fault;
use crate::seal::fresh;
use crate::session::Auth;
use crate::tx::Verdict;
use crate::world::World;

/// Where a change of keys is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Phase {
    /// Wrapping and indexing under the next key.
    Wrap,
    /// Clearing away what was made with the previous key.
    Clear,
}

impl Phase {
    pub(crate) const fn text(self) -> &'static str {
        match self {
            Self::Wrap => "wrap",
            Self::Clear => "clear",
        }
    }

    fn from_text(text: &str) -> Self {
        if text == Self::Clear.text() {
            Self::Clear
        } else {
            Self::Wrap
        }
    }
}

/// How far a change of keys is; told after each slice.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Step {
    /// What is being done.
    pub phase: Phase,
    /// How many members this phase has passed.
    pub done: i64,
    /// How many there are.
    pub total: i64,
}

/// A change of keys that is done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rotated {
    /// The key that is retired now.
    pub from: KeyMonth,
    /// The key that holds now.
    pub to: KeyMonth,
    /// How many members were wrapped anew.
    pub members: i64,
}

/// Changes the month's key, or goes on with a change that broke off. `told` hears of each slice; where it fails, the change
/// stays where it is, as if the program had been killed.
///
/// # Errors
/// `Fault::World`, saying what to do, while an import or another process's change runs.
pub fn rotate(
    world: &World,
    auth: &Auth,
    now: &dyn Fn() -> Moment,
    told: &mut dyn FnMut(Step) -> Result<(), Fault>,
) -> Result<Verdict<Rotated>, Fault> {
    crate::roll::sweep(world, now())?;
    let mut work = match turn::begin(world, auth, fresh()?, now())? {
        Verdict::Given(work) => work,
        Verdict::Refused(refusal) => return Ok(Verdict::Refused(refusal)),
    };
    work.tell(told)?;
    if work.phase == Phase::Wrap {
        wrap::wrap(&mut work, now, told)?;
        turn::switch(&mut work, now())?;
        work.tell(told)?;
    }
    if work.at_bucket == 0 {
        desks::settle(&work, now)?;
        work.tell(told)?;
    }
    clear::clear(&mut work, now, told)?;
    turn::end(&work, now())?;
    Ok(Verdict::Given(Rotated {
        from: known::named(work.from)?,
        to: known::named(work.to)?,
        members: work.total,
    }))
}

/// The monthly job: goes on with a change that broke off, changes the key when a month is over, destroys what is due.
/// Answers whether it changed the key. It leaves alone what another process is at, and waits while an import runs.
pub fn monthly(
    world: &World,
    now: &dyn Fn() -> Moment,
    told: &mut dyn FnMut(Step) -> Result<(), Fault>,
) -> Result<bool, Fault> {
    let state = turn::look(world)?;
    let due = if let Some(held_until) = state.held_until {
        held_until < now()
    } else {
        let in_use = known::named(state.turn.current)?;
        rotate_due(in_use, &world.0.zone) <= now() && !turn::import_runs(world, now())?
    };
    if due {
        rotate(world, &Auth::Job("keys"), now, told)?;
    }
    destroy_due(world, now())?;
    Ok(due)
}

impl World {
    /// Brings this process's keys up to date after the change feed said that they changed: the key that holds, and those
    /// that are gone.
    pub fn follow_keys(&self) -> Result<(), Fault> {
        let turn = self.0.db.read("keys-follow", crate::blinds::Turn::read)?;
        self.0.keys.months.set_current(turn.current);
        Ok(self.0.keys.months.let_go()?)
    }
}
