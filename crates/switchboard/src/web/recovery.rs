//! A way back in that waits, as the first page and the page of accounts show it.

use crate::web::page::{Stamp, unprinted};
use crate::web::shell::sample_stamp;

/// Somebody asked at the console for a way back in.
#[derive(Clone)]
pub struct Recovery {
    /// The account, in addresses.
    pub account: String,
    /// Whose it is.
    pub name: String,
    /// When it was asked for.
    pub asked_at: Stamp,
    /// From when its code works.
    pub due_at: Stamp,
    /// Whether the reader is the one it is for.
    pub is_own: bool,
}
unprinted!(Recovery);

/// Invented, for samples.
pub fn sample() -> Recovery {
    Recovery {
        account: "0account0sample0".to_owned(),
        name: "Osian Second".to_owned(),
        asked_at: sample_stamp(-60),
        due_at: sample_stamp(23 * 60),
        is_own: false,
    }
}
