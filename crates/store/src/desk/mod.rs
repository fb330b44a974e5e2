//! The desk: one caller, one card, one number at a time.
//!
//! Three tables hold each other in one commit: `open_card` (a member), `open_number` (a number), `open_caller` (a caller).

mod budget;
mod deal;
mod facts;
mod finish;
mod hold;
mod leave;
mod left;
pub(crate) mod objection;
mod row;
pub(crate) mod stop;
mod written;

pub use deal::{CardOnDesk, Dealt, Empty, RecordedName, next, own_desk};
pub use facts::BankWords;
pub use finish::{Report, Taken, Ticket, report, report_with, sweep};
pub use hold::{Shown, beat, extend, show_number};
pub use left::{FirstScreen, Left, Saved, first_screen, saved};
pub use written::Said;

pub(crate) use deal::NO_NUMBER;
pub(crate) use facts::card as card_row;
pub(crate) use facts::{BankRow, EVERY_CAMPAIGN, Members, bank, never_member, shape};
pub(crate) use finish::{close_for_ever, cut};
pub(crate) use leave::leave;
pub(crate) use objection::OBJECT as KEEP_OBJECTION;
pub(crate) use row::{row_in_force, sealed_row};
