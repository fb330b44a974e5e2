//! Members who stand on the roll twice: found, compared, merged, and that undone.
//!
//! ```text
//! look (a job over the whole roll) ─▶ pairs ─▶ a page behind masks ─┬─▶ two people (they stay apart)
//!                                                                  └─▶ two looks, beside each other ─▶ merge ─▶ undo
//!                                      pairs that say the same ─▶ counted ─▶ merged as one act, in slices ─▶ undone as one
//! ```
//! Ids never vanish: whoever is merged goes on under the other's record, by a row of `member_alias` and an entry of the
//! ledger that is about both. `alias.rs` is what everything else asks on coming upon a member by an old trace.

pub(crate) mod alias;
mod bulk;
mod compare;
mod done;
mod find;
mod listing;
mod merge;
mod since;
mod undo;

pub use bulk::{
    Bulk, BulkBegun, BulkState, bulks, carry_on, count_identical, merge_identical, undo_bulk,
};
pub use compare::{Compared, begin, reason, sights};
pub use done::{MERGES_MAX, MergeMade, MergePage, MergesAfter, made};
pub use find::{CLAIMS_MAX, Sought, are_candidates, find, look_if_asked, seek};
pub use listing::{Candidate, PAIRS_MAX, PairPage, Standing, Told, looked_apart, page, tell_apart};
pub use merge::{Merged, Merging, merge};
pub use undo::{Put, Unmerged, unmerge};

pub(crate) use since::{Lifted, mark_lifted};
