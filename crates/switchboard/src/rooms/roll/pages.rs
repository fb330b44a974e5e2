//! The membership officer's pages: bringing in the roll, and finding a member.

mod import;
mod search;

pub use import::{Heading, Import, ImportError, ImportList, ImportState, Progress, Tallies};
pub use search::{Hit, Search, SearchBy, SearchState};
