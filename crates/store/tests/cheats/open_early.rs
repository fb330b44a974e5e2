//! Opening before the commit has proved itself.
use switchboard_store::{Hits, Recorded};

fn without_proof(recorded: Recorded<Hits>) {
    let _ = recorded.disclose();
}

fn by_number(recorded: Recorded<Hits>) {
    let _ = recorded.disclose(&1_u64);
}

fn main() {}
