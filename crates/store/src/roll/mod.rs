//! The roll: imports in slices under a dark id, switched on by one row; masked search;
//! reports from calls.
//!
//! ```text
//! begin ─▶ slice, slice, slice … ─▶ switch     (or abandon, or a crash: swept before the next import begins)
//! ```
//! A file's row is never taken as the member: it says something of some parts, which is merged with what is kept
//! (`rules::roll::merge`). One member is changed by hand in `hand.rs`, as a version beside those of imports.
//!
//! Every row of a running import carries the import's id, and the one row of that id in `import_dark` hides them all.
//! Deleting that row is the switch. What an import changed is the undo record: the rows before it are still there.

mod apart;
mod compare;
mod everybody;
mod figures;
mod follow;
pub(crate) mod forgotten;
pub(crate) mod hand;
mod hold;
mod import;
mod leavers;
mod look;
mod lookups;
pub(crate) mod matching;
mod memory;
mod notes;
mod plan;
mod prepare;
mod reports;
mod search;
mod sharers;
mod stops;
mod sweep;
mod switch;
mod told;
mod trial;
mod two_things;
mod undo;
mod unreport;
pub(crate) mod whole;

pub use apart::{
    APART_MAX, Apart, HandedBackBy, MayCompare, StandsApart, apart, handed_back, may_compare,
    named, stands,
};
pub use compare::{Compared, Comparer};
pub use figures::{Counts, Import, rejects, status};
pub use follow::follow;
pub use import::{Reject, Running, begin};
pub use notes::{NotePage, notes};
pub use plan::{EndsMax, Extent, Plan};
pub use reports::{After, ReportPage, Settled, Waiting, open_and_settle, reports, settle};
pub use search::{Found, Query, search};
pub use sweep::sweep;
pub use switch::{Ends, Leaving};
pub use trial::{Trial, TriedFile, TryBegun, WouldLeave, try_begin};
pub use undo::{Undone, undo};
pub use unreport::{
    Unreport, UnreportBegun, UnreportState, carry_on_unreporting, unreport, unreports,
};
pub use whole::Why;

#[cfg(test)]
pub(crate) use hold::Hold;
pub(crate) use lookups::What;
pub(crate) use search::find;
#[cfg(test)]
pub(crate) use sweep::claim;
pub(crate) use sweep::give_up_all;
#[cfg(test)]
pub(crate) use switch::by_hand_since;
pub(crate) use whole::{day, never_number};
