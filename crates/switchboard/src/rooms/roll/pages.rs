//! The membership officer's pages: bringing in the roll, finding a member, settling reports.

mod callers;
mod import;
mod meaning;
mod reports;
mod search;

pub use callers::{ApartRow, Callers, HandedBackRow, UndoSaid, UndoneRow};
pub use import::{Heading, Import, ImportError, ImportList, ImportState, Kind, Progress, Tallies};
pub use meaning::{FileRow, Noted, Notes, TrialCount, TrialPage, TrialPart, TurnedBack, part_key};
pub use reports::{Reported, Reports, Said};
pub use search::{Hit, Search, SearchBy, SearchState};
