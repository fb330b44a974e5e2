//! Why a row was rejected, in words for the person who keeps the file.

use std::fmt;

use super::cell::Damage;
use crate::person::{
    AddressError, BirthDateError, DayError, EmailError, ExternalId, LabelError, NameError,
    PHONES_MAX, PhoneError, Region, TagsError,
};

/// A rejected row: the column that is wrong, and what to write there.
///
/// Its message holds the column's name and never a value: "column `Mobile`: this is not a telephone
/// number we can read; write it like 07700 900123".
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RowError {
    /// The header cell of the column; none when the row as a whole is wrong.
    pub column: Option<String>,
    /// What is wrong with it.
    pub reason: Reason,
    /// The member, where the row says who: they stand in the file, though their row isn't taken.
    pub external_id: Option<ExternalId>,
    /// What must not be lost with the row.
    pub stop: Option<Stop>,
}

/// A mark that stops calls, found in a row that was rejected for something else.
///
/// An objection is never lost: whoever imports can apply it to a member that is already kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stop {
    /// The member.
    pub external_id: ExternalId,
    /// The row says not to call.
    pub do_not_call: bool,
    /// The row says the member has died.
    pub deceased: bool,
}

/// What is wrong with a cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Reason {
    /// Cells are missing or left over, so that what stands where can't be known.
    #[error(
        "the row has {found} cells and the header {expected}; look for a missing comma or quotation mark"
    )]
    Cells {
        /// How many the row has.
        found: usize,
        /// How many the header has.
        expected: usize,
    },
    /// The member's number, the branch or the kind.
    #[error(transparent)]
    Label(#[from] LabelError),
    /// The tags.
    #[error(transparent)]
    Tags(#[from] TagsError),
    /// The name.
    #[error(transparent)]
    Name(#[from] NameError),
    /// A telephone number, and the country whose habits it was read by.
    #[error("{0}; write it like {example}", example = .1.example())]
    Phone(PhoneError, Region),
    /// More telephone numbers than a member is kept with.
    #[error("the row has more than {PHONES_MAX} telephone numbers; leave some out")]
    TooManyPhones,
    /// What a spreadsheet did to the cell.
    #[error(transparent)]
    Damage(#[from] Damage),
    /// The e-mail address.
    #[error(transparent)]
    Email(#[from] EmailError),
    /// The postal address.
    #[error(transparent)]
    Address(#[from] AddressError),
    /// The birth date.
    #[error(transparent)]
    BirthDate(#[from] BirthDateError),
    /// The day on which the membership began or ends.
    #[error(transparent)]
    Day(#[from] DayError),
}

impl fmt::Display for RowError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.column {
            Some(column) => write!(f, "column `{column}`: {}", self.reason),
            None => self.reason.fmt(f),
        }
    }
}

impl std::error::Error for RowError {}
