//! Recording a disclosure of one's own making, of data of one's own choosing.
use switchboard_store::disclose::SealedRow;
use switchboard_store::{Hits, Sealed, Tx};

fn sealed() -> Sealed<Hits> {
    Sealed::new(Vec::new())
}

fn recorded(tx: &mut Tx<'_, '_>, sealed: Sealed<Hits>) {
    let _ = tx.record((), (), sealed);
}

fn main() {}
