//! Contests: phases that begin, each second; their members, fixed before.

use std::time::Duration;

use switchboard_store::World;
use switchboard_store::contests::{self, Texts};

use super::{Jobs, Left};
use crate::clock::Clock;
use crate::web::messages::Words;
use crate::web::{assessment, notice};

/// How often it is asked whether a phase begins.
const PHASES_EACH: Duration = Duration::from_secs(1);
/// How often it is asked whether a contest's members are to be fixed, and whether some are to be erased.
const FIX_EACH: Duration = Duration::from_secs(5);

/// Two jobs: fixing 600,000 members takes a while, and no other contest's phase waits for it.
pub(super) fn start(jobs: &mut Jobs, world: &World, clock: Clock) -> std::io::Result<()> {
    // What is signed is the English (`rooms::contests`).
    let words = Words::english();
    let texts = Texts::of(&notice::sentences(&words), &assessment::keys());
    jobs.every("phases", PHASES_EACH, world, clock, move |world, now| {
        // By the one clock that all nodes share; a story has its own.
        let now = match clock {
            Clock::System => contests::clock(world)?,
            Clock::Fixed(_) | Clock::Moved(_) => now,
        };
        contests::begin_phases(world, texts, now).map(|_| Left::Nothing)
    })?;
    jobs.every("snapshots", FIX_EACH, world, clock, move |world, now| {
        // What fails for one contest holds neither the others nor what is to be erased.
        let prepared = contests::prepare(world, texts, &|| clock.now());
        let swept = contests::sweep(world, now);
        prepared.and(swept).map(|_| Left::Nothing)
    })
}
