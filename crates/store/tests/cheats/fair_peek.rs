//! Looking at what is disclosed.
use switchboard_store::{NotDisclosed, Proof, Recorded, TitledName};

fn shown(recorded: Recorded<TitledName>, proof: &Proof) -> Result<String, NotDisclosed> {
    Ok(recorded.disclose(proof)?.called.clone())
}

pub fn main() {
    let _ = shown;
}
