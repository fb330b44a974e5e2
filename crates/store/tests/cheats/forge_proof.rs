//! Making the proof that an attempt has committed.
use switchboard_store::Proof;

fn by_name(attempt: u64) -> Proof {
    Proof::of_attempt(attempt)
}

fn again(proof: &Proof) -> Proof {
    proof.clone()
}

fn from_nothing() -> Proof {
    Proof::default()
}

fn main() {}
