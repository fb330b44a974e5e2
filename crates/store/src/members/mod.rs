//! One member at a time: an officer's look at a record, what it may change, and the second reader.
//!
//! ```text
//! search ─▶ hit with a handle ─▶ begin (a purpose) ─▶ look ─┬─▶ show, marks, notes, objections …   (an entry each)
//!                                                          └─▶ asked ─▶ reason ─▶ show; a second person reads the reason
//! ```
//! No id and no name of a member stands in an address: a hit carries a handle in its form, which opens for its account
//! alone and for half an hour; the page of a look stands under the look's own id, which tells nothing and serves its
//! account for an hour.

mod allow;
mod beside;
mod colleague;
mod correct;
mod handle;
mod look;
mod looked;
mod marks;
mod notes;
mod reasons;
mod show;

pub use allow::{allow_calls, object};
pub use beside::{Beside, Ended, Looks, NoteHead, Objections, Told, Version};
pub use colleague::{Colleague, LinkError, colleagues, link};
pub use correct::{Added, Corrected, add, correct, end, resume};
pub use look::{Begun, Opening, begin, reason};
pub use marks::{lift, mark};
pub use notes::note;
pub use reasons::{ReadAfter, ReasonPage, WaitingReason, Work, read, reasons, work};
pub use show::{File, Shown, Sight, show, uncover};

pub(crate) use allow::lift_own;
pub(crate) use beside::{clear_file, email_changed_since, sealed_file, versions};
pub(crate) use colleague::unlink;
pub(crate) use colleague::{Call, call_anew, is_first_call};
pub(crate) use colleague::{link_also, whose_resource};
pub(crate) use colleague::{owned, owners, owners_of_number};
pub(crate) use handle::{handle, member_of};
pub(crate) use look::{Held, hold, hold_two, spot as look_spot, start};
pub(crate) use notes::{keep as keep_note, notes_alone, spot as note_spot};
