//! Keeping a transaction for after its commit.
use std::cell::RefCell;

use switchboard_store::rules::moment::Moment;
use switchboard_store::{Auth, Tx, Verdict, World};

thread_local! {
    static POCKET: RefCell<Option<&'static mut Tx<'static, 'static>>> = const { RefCell::new(None) };
}

fn kept(world: &World, now: Moment) {
    let _ = world.write("keep", Auth::Job("keep"), now, |tx| {
        POCKET.set(Some(tx));
        Ok(Verdict::Given(()))
    });
}

fn main() {}
