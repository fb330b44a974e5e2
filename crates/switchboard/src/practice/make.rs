//! Making a practice world, and adding to it.

use anyhow::Result;
use switchboard_store::World;

use crate::app::App;
use crate::demo::practice::{self, Filled};

/// How many members are invented at first, and each time that half of so many are left.
pub(super) const MEMBERS: usize = 2_000;
/// So often so many: nobody has more than fifteen cards, so that a thousand people use them up in a day.
pub(super) const TIMES_MAX: usize = 10;

/// A new practice world beside this one, open.
pub(super) fn made(live: &App, members: usize) -> Result<(World, Filled)> {
    let world = World::create_practice(&live.world, live.clock.now())?;
    match practice::fill(&world, (&live.usual, live.clock), members) {
        Ok(filled) => Ok((world, filled)),
        Err(error) => {
            let _left = std::fs::remove_dir_all(world.dir());
            Err(error)
        }
    }
}
