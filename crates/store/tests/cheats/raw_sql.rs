//! Speaking SQL from a room.
use switchboard_store::{Tx, World};

fn in_an_act(tx: &mut Tx<'_, '_>) {
    let _ = tx.run("delete from entry", &[]);
    let _ = tx.one("select name_sealed from member_row", &[], |_| Ok(()));
    tx.later("delete from entry", Vec::new());
    let _ = tx.raw();
}

fn past_the_acts(world: &World) {
    let _ = world.0.db.read("look", |_| Ok(()));
}

fn main() {}
