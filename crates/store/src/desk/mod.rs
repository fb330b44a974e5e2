//! The desk: one caller, one card, one number at a time.
//!
//! Three tables hold each other in one commit: `open_card` (a member), `open_number` (a number), `open_caller` (a caller).

mod amend;
mod back;
mod budget;
mod candidate;
mod deal;
mod facts;
mod finish;
mod hold;
mod home;
mod kin;
mod leave;
mod left;
mod near;
mod numbers;
pub(crate) mod objection;
mod own;
mod ready;
mod rest;
mod row;
mod share;
mod skip;
pub(crate) mod stop;
mod taken;
mod tongues;
mod turn;
mod why;
mod written;

pub use amend::{amend, amend_with};
pub use back::{Back, rings_back};
pub use deal::{CardOnDesk, Dealt, Empty, RecordedName, next, own_desk};
pub use facts::BankWords;
pub use finish::{Report, Taken, Ticket, report, report_with, sweep};
pub use hold::{Shown, beat, extend, show_number};
pub use left::{Evening, FirstScreen, Left, Saved, evening, first_screen, saved};
pub use near::{NEAR_MAX, NearSet, near, set_near};
pub use numbers::forget_rung;
pub use rest::{BREAK_MAX, BreakTaken, take_break};
pub use skip::{HandedBack, hand_back};
pub use stop::is_taken_back;
pub use tongues::{TONGUES_MAX, set_tongues, tongues};
pub use why::{Held, MayAskWhy, WHY_KEYS, Why, why};
pub use written::Said;

pub(crate) use candidate::{EVERY_CAMPAIGN, never_member};
pub(crate) use deal::NO_NUMBER;
pub(crate) use facts::card as card_row;
pub(crate) use facts::{BankRow, Members, bank, shape};
pub(crate) use finish::{close_for_ever, leave as take_from};
pub(crate) use kin::{
    carrying as record_carrying, hash as record_hash, know_also, known_by_nobody,
    naming as record_naming,
};
pub(crate) use leave::leave;
pub(crate) use near::forget as forget_wishes;
pub(crate) use objection::{NOT_FINE as CALLS_FINE, OBJECT as KEEP_OBJECTION};
pub(crate) use rest::resting;
pub(crate) use row::{row_in_force, sealed_row};
pub(crate) use skip::UNSEEN;
pub(crate) use tongues::class_in;
pub(crate) use why::Answers;
#[cfg(test)]
pub(crate) use why::{drawn_in_pages, looked_at};
