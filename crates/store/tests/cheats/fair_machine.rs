//! A job of the machine that answers a number.
use switchboard_store::rules::moment::Moment;
use switchboard_store::{Fault, World, machine};

fn run(world: &World, now: Moment) -> Result<usize, Fault> {
    machine::index_names(world, now)
}

pub fn main() {
    let _ = run;
}
