//! Turning it into text or bytes, or keeping a second one for later.
use switchboard_store::{Hits, Recorded, Sealed};

fn text(sealed: Sealed<Hits>) -> String {
    sealed.to_string()
}

fn bytes(recorded: Recorded<Hits>) -> Vec<u8> {
    recorded.into()
}

fn twice(recorded: &Recorded<Hits>) -> Recorded<Hits> {
    recorded.clone()
}

fn main() {}
