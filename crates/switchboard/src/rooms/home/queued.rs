//! What waits with a day by which it is due, as the first page says it.

use crate::web::page::Stamp;

/// What waits with a day by which it is due.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Queued {
    /// How much.
    pub count: u64,
    /// By when the first of it; none where nothing waits.
    pub first: Option<Stamp>,
    /// Whether that is over.
    pub is_late: bool,
}

impl Queued {
    /// The key of by when the first is due.
    pub const fn key(self) -> &'static str {
        if self.is_late {
            "home-due-late"
        } else {
            "home-due-first"
        }
    }
}
