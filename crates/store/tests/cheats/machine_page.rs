//! A job of the machine that shows somebody something.
use switchboard_store::rules::moment::Moment;
use switchboard_store::{Hits, Recorded, World, machine};

fn page(world: &World, now: Moment) -> Recorded<Hits> {
    machine::index_names(world, now).unwrap()
}

fn names(world: &World, typed: &str) -> usize {
    world.0.names.find(typed, 20).len()
}

fn main() {}
