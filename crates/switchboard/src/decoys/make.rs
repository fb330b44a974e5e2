//! Making a test copy, or opening the one that is there.

use std::path::Path;

use anyhow::{Context as _, ensure};
use switchboard_store::World;
use switchboard_store::decoy::{self, DecoyOf};
use switchboard_store::rules::person::Region;

use crate::app::App;
use crate::clock::Clock;
use crate::demo;
use crate::demo::csv::InventedRoll;
use crate::rooms::roll::importing::Reading;
use crate::web::messages::Words;

/// How many members are invented.
pub(super) const MEMBERS: usize = 2_000;

/// The test copy of a licence, entered in the live log. It is made beside its place and put there whole: after a crash it is
/// there, or it isn't.
pub(super) fn made(live: &App, of: &DecoyOf, members: usize) -> anyhow::Result<World> {
    let dir = decoy::dir_of(live.world.dir(), of.licence);
    if !dir.is_dir() {
        // Made anew it would have another key than the one that the live log names.
        ensure!(
            decoy::made(&live.world, of.licence)?.is_none(),
            "the test copy of this licence isn't on this machine: it was made on another, or its directory was removed"
        );
        let new = decoy::dir_of_new(live.world.dir(), of.licence);
        if new.exists() {
            std::fs::remove_dir_all(&new)
                .with_context(|| format!("`{}` can't be thrown away", new.display()))?;
        }
        let now = live.clock.now();
        let opening = live.front.config.opening();
        let world = World::create_decoy(&new, live.world.meta(), of, now, opening)?;
        fill(&world, of, live, members)?;
        drop(world);
        put(&new, &dir)?;
    }
    let world = World::open(&dir, live.front.config.opening())?;
    world.refuse_set_back()?;
    let made = decoy::note_made(&live.world, &world, live.clock.now())?;
    ensure!(
        made.log_key == world.verifier_key()?,
        "another machine has the test copy of this licence: set [decoy] on one machine alone"
    );
    ensure!(
        made.ended_at.is_none(),
        "the test copy of this licence has ended"
    );
    Ok(world)
}

fn put(new: &Path, dir: &Path) -> anyhow::Result<()> {
    std::fs::rename(new, dir).with_context(|| format!("`{}` can't be made", dir.display()))?;
    if let Some(above) = dir.parent() {
        std::fs::File::open(above)?.sync_all()?;
    }
    Ok(())
}

/// Other invented people in each copy: whoever knows one knows nobody of the next.
fn fill(world: &World, of: &DecoyOf, live: &App, members: usize) -> anyhow::Result<()> {
    let begin = of.licence.as_bytes().first_chunk().copied();
    let seed = u64::from_be_bytes(begin.unwrap_or_default());
    let reading = Reading::of(Region::GB);
    let (words, clock): (&Words, Clock) = (&live.usual, live.clock);
    let roll = InventedRoll::new(seed, members);
    demo::fill(world, (words, clock), roll, &reading, |_| Ok(()))?;
    Ok(())
}
