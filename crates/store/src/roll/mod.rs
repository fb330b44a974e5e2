//! The roll: imports in slices under a dark id, switched on by one row; masked search;
//! reports from calls.
//!
//! ```text
//! begin ─▶ slice, slice, slice … ─▶ switch     (or abandon, or a crash: swept before the next import begins)
//! ```
//! Every row of a running import carries the import's id, and the one row of that id in `import_dark` hides them all.
//! Deleting that row is the switch. What an import changed is the undo record: the rows before it are still there.

mod import;
mod lookups;
mod prepare;
mod reports;
mod search;
mod stops;
mod sweep;

pub use import::{Counts, Import, Reject, Running, begin, rejects, status};
pub use reports::{After, ReportPage, Settled, Waiting, open_and_settle, reports, settle};
pub use search::{Found, Query, search};
pub use sweep::sweep;

pub(crate) use lookups::What;
pub(crate) use prepare::{Prepared, never_number};
#[cfg(test)]
pub(crate) use sweep::claim;
