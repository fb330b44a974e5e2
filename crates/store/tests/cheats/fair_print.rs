//! Writing a disclosed field where it is shown.
use switchboard_store::{Disclosed, TitledName};

fn shown(name: &Disclosed<TitledName>) -> String {
    format!("You have {} of {}", name.called, name.branch)
}

pub fn main() {
    let _ = shown;
}
