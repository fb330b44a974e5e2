//! Opening before the commit has proved itself.
use switchboard_store::desk::CardOnDesk;
use switchboard_store::{Hits, Recorded};

fn without_proof(recorded: Recorded<Hits>) {
    let _ = recorded.disclose();
}

fn by_number(recorded: Recorded<Hits>) {
    let _ = recorded.disclose(&1_u64);
}

fn card(card: CardOnDesk) {
    let _ = card.name.disclose();
}

fn main() {}
