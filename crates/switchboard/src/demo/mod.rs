//! A whole contest of invented people: what a demo is, and what a licence's test copy is filled with.

mod branches;
pub mod contest;
pub mod csv;
pub mod people;
pub mod practice;
pub mod yesterday;

use std::io::Read;

use switchboard_store::{Auth, World, contests};

use self::contest::Setup;
use crate::clock::Clock;
use crate::rooms::roll::file::FileError;
use crate::rooms::roll::importing::{self, ImportError, Imported, Reading, Step};
use crate::web::messages::Words;

/// Sets the contest up, imports the roll beside it, makes its branches, and opens the contest on it, all by `clock`: nobody has rung
/// yet, which a demo goes on from ([`yesterday`]) and a test copy begins with. `told` hears of each slice of the roll.
pub fn fill(
    world: &World,
    (words, clock): (&Words, Clock),
    roll: impl Read + Send,
    reading: &Reading,
    told: impl FnMut(Step) -> Result<(), FileError>,
) -> Result<(Setup, Imported), ImportError> {
    let setup = contest::set_up(world, words, clock.now())?;
    let imported = importing::run(world, &Auth::Console, clock, roll, reading, told)?;
    branches::set_up(world, &setup, clock.now())?;
    contests::open_at_once(world, setup.contest, clock.now())?;
    contest::open_banks(world, &setup, clock.now())?;
    Ok((setup, imported))
}
