//! Making an actor, or a seat that holds one.
use switchboard_store::rules::policy::Actor;
use switchboard_store::rules::policy::seat::seat;
use switchboard_store::session::Seat;

fn main() {}
