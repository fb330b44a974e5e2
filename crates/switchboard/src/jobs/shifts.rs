//! Shifts: reminders by day, places of those who ring no more, and what is long over; how fast each bank goes, and the queues
//! of those that were closed; the training of those who left.

use std::time::Duration;

use switchboard_store::{World, banks, shifts, training};

use super::{Jobs, Left};
use crate::clock::Clock;

/// How often it is asked whether somebody is to be reminded.
const EACH: Duration = Duration::from_mins(1);
/// How often it is looked whose training nobody needs any more.
const FORGET_EACH: Duration = Duration::from_hours(1);

pub(super) fn start(jobs: &mut Jobs, world: &World, clock: Clock) -> std::io::Result<()> {
    jobs.every("shifts", EACH, world, clock, |world, now| {
        Ok(Left::of(shifts::remind(world, now)? > 0))
    })?;
    jobs.every("shift-places", EACH, world, clock, |world, now| {
        let freed = shifts::free(world, now)?;
        Ok(Left::of(freed > 0 || shifts::erase_old(world, now)? > 0))
    })?;
    jobs.every("training-old", FORGET_EACH, world, clock, |world, now| {
        Ok(Left::of(training::forget_old(world, now)? > 0))
    })?;
    jobs.every("pace", EACH, world, clock, |world, now| {
        banks::note_pace(world, now).map(|_| Left::Nothing)
    })?;
    jobs.every("bank-let-go", EACH, world, clock, |world, now| {
        banks::empty_closed(world, now).map(|_| Left::Nothing)
    })
}
