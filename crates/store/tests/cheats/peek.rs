//! Looking into what is not disclosed.
use switchboard_store::{Recorded, Sealed, TitledName};

fn sealed(sealed: Sealed<TitledName>) -> usize {
    sealed.rows.len()
}

fn recorded(recorded: Recorded<TitledName>) -> String {
    recorded.called.clone()
}

fn main() {}
