//! Keeping a transaction for after its commit.
use switchboard_store::rules::moment::Moment;
use switchboard_store::{Auth, Tx, Verdict, World};

fn kept(world: &World, now: Moment) {
    let mut pocket: Option<&mut Tx<'_, '_>> = None;
    let _ = world.write("keep", Auth::Job("keep"), now, |tx| {
        pocket = Some(tx);
        Ok(Verdict::Given(()))
    });
}

fn main() {}
