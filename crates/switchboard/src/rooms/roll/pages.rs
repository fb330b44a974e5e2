//! The membership officer's pages: bringing in the roll, finding a member, settling reports.

mod import;
mod reports;
mod search;

pub use import::{Heading, Import, ImportError, ImportList, ImportState, Progress, Tallies};
pub use reports::{Reported, Reports, Said};
pub use search::{Hit, Search, SearchBy, SearchState};
