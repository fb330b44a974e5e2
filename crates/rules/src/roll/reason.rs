//! Why a row was rejected: what is wrong in the file, or on the roll. What is said of it to whom, [`super::Rejection`] tells.

use std::fmt;

use super::cell::Damage;
use super::rejection;
use crate::moment::Date;
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

/// Why a row isn't taken: what is wrong with a cell, with the row, or with whom it is about.
///
/// Its `Display` is for the console's errors and a developer; people read the sentence of its [`key`](Self::key).
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
    /// A row over so many lines of the file that a quotation mark must be missing.
    #[error("the row runs over {lines} lines; look for a missing quotation mark")]
    Lines {
        /// How many.
        lines: u64,
    },
    /// Bytes that are no letters in the file's encoding.
    #[error(
        "the row holds letters in another encoding than the rest of the file; type those letters again"
    )]
    Encoding,
    /// An earlier row is about the same member.
    #[error("this member stands in the file already, on an earlier line; keep one of the two")]
    Repeated,
    /// Nobody has its number, and it makes nobody either.
    #[error(
        "nobody on the roll has this number, and the row holds no name to make a new member of"
    )]
    Nameless,
    /// No membership number, where members are known by it.
    #[error("the row holds no membership number")]
    Numberless,
    /// Not the two things by which members are known.
    #[error("the row holds nothing to know its member by; fill in what --match says")]
    NothingToMatch,
    /// A newcomer without a number, where none are made.
    #[error(
        "nobody on the roll fits this row, and it holds no membership number; give it one, or have numbers made with --new-numbers PREFIX"
    )]
    NewNumber,
    /// A newcomer under a number that somebody else has.
    #[error(
        "another member stands under this membership number, who doesn't fit the rest of the row"
    )]
    NumberTaken,
    /// It may be about one of several members.
    #[error("more than one member fits this row; give it a membership number")]
    SeveralFit,
    /// It may be about so many that its objection was kept for all of them.
    #[error(
        "so many members share what this row holds that nobody can tell whose its objection is, and calls to all of them are stopped; lift it on the records of those who aren't meant, and give the row a membership number"
    )]
    SharedByMany,
    /// It fits somebody who has another number.
    #[error("the member who fits this row stands on the roll under another membership number")]
    AnotherNumber,
    /// It fits somebody whom a branch's officer has added, and doesn't say that branch.
    #[error(
        "the member who fits this row was added by a branch's officer under a number for the time being, and the row doesn't say that branch; give the member their membership number first"
    )]
    Provisional,
    /// It fits somebody who shared both things with one who was forgotten.
    #[error(
        "this row fits a member, and two things in it are those of somebody who was forgotten; give it the member's membership number, or take it out of the file"
    )]
    ForgottenToo,
    /// It has the number of somebody who was forgotten, on this day in the organisation's zone.
    #[error("this member was forgotten on {0}; take them out of the file")]
    Forgotten(Date),
    /// It has two things of somebody who was forgotten on this day, which may be somebody else's.
    #[error(
        "this member was forgotten on {0}; take them out of the file. If this is somebody else, or they have joined again, add them by hand under a membership number"
    )]
    ForgottenByTwo(Date),
    /// What was kept of a row by a program that knew another reason than this one does.
    #[error("this row was not taken; import it again to read why")]
    Unknown,
}

impl fmt::Display for RowError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        rejection::write(f, self.column.as_deref(), self.reason)
    }
}

impl std::error::Error for RowError {}
