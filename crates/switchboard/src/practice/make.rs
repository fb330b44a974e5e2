//! Making a practice world.

use anyhow::Result;
use switchboard_store::World;

use crate::app::App;
use crate::demo;

/// How many members are invented: five or six are used up by whoever practises, until the next day.
pub(super) const MEMBERS: usize = 2_000;

/// A new practice world beside this one, open.
pub(super) fn made(live: &App, members: usize) -> Result<World> {
    let world = World::create_practice(&live.world, live.clock.now())?;
    let filled = demo::practice::fill(&world, (&live.usual, live.clock), members);
    if filled.is_err() {
        let _left = std::fs::remove_dir_all(world.dir());
    }
    filled.map(|()| world)
}
