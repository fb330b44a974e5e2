//! From the columns of a file to rows of the roll.
//!
//! Every organisation's file calls its columns something else. [`Field`] is what a column can mean
//! here, [`map_header`] decides it once for a file, [`parse_row`] turns each record into a
//! [`SaidRow`] or says which column is wrong and what to write; [`merge`] makes a [`RollRow`] of that and what is kept. Nothing here reads a file: the
//! switchboard does, and hands over a header and records.
//!
//! What no field stands for is dropped, never kept "in case"; [`Mapping::columns`] says which.

mod cell;
mod columns;
mod field;
mod marks;
mod noticed;
mod part;
mod reason;
mod rejection;
mod row;
mod said;
mod trying;
mod typed;

pub use cell::Damage;
pub use columns::{By, Column, MapError, Mapping, OverrideError, Use, map_header, parse_override};
pub use field::Field;
pub use noticed::{Noticed, Sign};
pub use part::{Part, PartCounts, Parts};
pub use reason::{Reason, RowError, Stop};
pub use rejection::{Gap, Rejection};
pub use row::{Defaults, RollRow, parse_row};
pub use said::{Lasts, PartHash, SaidRow, Undoing, merge, undoing};
pub use trying::{ROWS_MAX, TOLD_MAX, TRIES_MAX, Tried, TriedOut};
pub use typed::{Typed, Wrong};
