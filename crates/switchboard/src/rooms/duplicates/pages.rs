//! The pages of the room.

mod compare;
mod identical;
mod list;
mod merges;

pub use compare::{Cell, Compare, Line, Side};
pub use identical::{BulkRow, Identical, IdenticalSaid};
pub use list::{Duplicates, ListSaid, Masked, Pair};
pub use merges::{MergeRow, Merges, MergesSaid};
