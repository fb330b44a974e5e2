//! How many members one reason holds back, as the desk and the organiser's page list it.

use super::page::{Stamp, Tally};

/// How many members one reason holds back.
#[derive(Clone, Debug)]
pub struct Held {
    /// The message key of the reason: `not-now-…`.
    pub key: String,
    /// How many, rounded; none where that isn't told.
    pub count: Option<Tally>,
    /// When the first of them can be rung, where that is known.
    pub from: Option<Stamp>,
}
