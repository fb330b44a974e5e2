//! The heart: personal data leaves the store only as `Disclosed`, after the entry that says so has committed.
//!
//! ```text
//! Sealed<T> ──Tx::record──▶ Recorded<T> ──Proof of that very attempt──▶ Disclosed<T> ──▶ page
//! ```
//! A `Sealed` can be neither looked into, printed nor serialised. `Tx::record` takes it together with the `Grant` and
//! writes who, how signed in, for what purpose, which fields of whom. A `Recorded` carries the number of the attempt in
//! which it was written and opens only with that attempt's commit proof: one smuggled out of a closure that failed or
//! ran again stays shut. If rendering fails afterwards the ledger over-reports, which is the safe side.

use std::fmt;
use std::marker::PhantomData;
use std::ops::Deref;
use std::sync::Arc;

use crate::keys::Keys;
use crate::seal::SealError;

/// The sealed columns of one member row, as they lie in the database.
pub(crate) struct SealedRow {
    pub(crate) member: [u8; 16],
    pub(crate) month: i64,
    pub(crate) erase_key: Vec<u8>,
    /// The row's key for the associated data: member ‖ import.
    pub(crate) row_key: Vec<u8>,
    pub(crate) name: Vec<u8>,
    pub(crate) phones: Vec<u8>,
    pub(crate) rest: Vec<u8>,
    pub(crate) branch: String,
    /// In which language the member would like to be rung, by its code; empty where none is said.
    pub(crate) language: String,
    /// Whether the membership has ended.
    pub(crate) ended: bool,
    pub(crate) card: Option<[u8; 16]>,
    /// The numbers that may be shown, by never-again hash, where a contest's snapshot fixed them.
    pub(crate) only: Option<Vec<[u8; 16]>>,
}

impl SealedRow {
    /// Words about a member that are sealed by the member's key in a row of their own: a note, a reason.
    pub(crate) fn words(
        member: [u8; 16],
        key: &(Vec<u8>, i64),
        id: &[u8],
        sealed: Vec<u8>,
    ) -> Self {
        Self {
            member,
            month: key.1,
            erase_key: key.0.clone(),
            row_key: id.to_vec(),
            name: Vec::new(),
            phones: Vec::new(),
            rest: sealed,
            branch: String::new(),
            language: String::new(),
            ended: false,
            card: None,
            only: None,
        }
    }
}

pub(crate) mod open {
    use super::{Keys, SealError, SealedRow};

    /// Opens a type's own fields out of sealed rows. Private to this crate: nobody else can name it.
    pub trait Open: Sized {
        #[doc(hidden)]
        fn open(keys: &Keys, rows: &Rows<'_>) -> Result<Self, SealError>;
    }

    /// The rows handed to `Open`. Its contents are private to this crate.
    #[derive(Clone, Copy)]
    pub struct Rows<'a>(pub(crate) &'a [SealedRow]);

    impl std::fmt::Debug for Rows<'_> {
        fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            f.write_str("Rows(sealed)")
        }
    }
}

/// A type made of personal data. `FIELDS` is what the ledger says was shown.
pub trait Personal: open::Open {
    /// Comma-separated names of the fields that a value of this type shows.
    const FIELDS: &'static str;
}

/// Personal data as it lies in the store. It can only be recorded.
pub struct Sealed<T> {
    pub(crate) rows: Vec<SealedRow>,
    kind: PhantomData<fn() -> T>,
}

impl<T: Personal> Sealed<T> {
    pub(crate) fn new(rows: Vec<SealedRow>) -> Self {
        Self {
            rows,
            kind: PhantomData,
        }
    }
}

/// Personal data whose disclosure is written down, in a transaction that has not committed yet.
pub struct Recorded<T> {
    rows: Vec<SealedRow>,
    keys: Arc<Keys>,
    attempt: u64,
    kind: PhantomData<fn() -> T>,
}

impl<T: Personal> Recorded<T> {
    pub(crate) fn new(sealed: Sealed<T>, keys: Arc<Keys>, attempt: u64) -> Self {
        Self {
            rows: sealed.rows,
            keys,
            attempt,
            kind: PhantomData,
        }
    }

    /// Opens the data with the proof that the transaction which recorded it has committed.
    ///
    /// # Errors
    /// [`NotDisclosed::OtherAttempt`] when the proof belongs to another transaction or to another run of the closure.
    pub fn disclose(self, proof: &Proof) -> Result<Disclosed<T>, NotDisclosed> {
        if proof.attempt != self.attempt {
            return Err(NotDisclosed::OtherAttempt);
        }
        Ok(Disclosed(T::open(&self.keys, &open::Rows(&self.rows))?))
    }
}

/// What is no member's data and leaves as late: after the entry that says so has committed.
pub struct Attempted<T> {
    value: T,
    attempt: u64,
}

impl<T> Attempted<T> {
    pub(crate) fn new(value: T, attempt: u64) -> Self {
        Self { value, attempt }
    }

    /// Hands it out with the proof that the transaction which wrote its entry has committed.
    ///
    /// # Errors
    /// [`NotDisclosed::OtherAttempt`] when the proof belongs to another transaction or to another run of the closure.
    pub fn disclose(self, proof: &Proof) -> Result<T, NotDisclosed> {
        if proof.attempt == self.attempt {
            Ok(self.value)
        } else {
            Err(NotDisclosed::OtherAttempt)
        }
    }
}

impl<T> fmt::Debug for Attempted<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Attempted(…)")
    }
}

/// Personal data that may be shown now: its entry has committed.
pub struct Disclosed<T>(T);

impl<T> Deref for Disclosed<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0
    }
}

/// That one attempt at a transaction has committed. Only `World::write` makes one.
pub struct Proof {
    attempt: u64,
}

impl Proof {
    pub(crate) fn of_attempt(attempt: u64) -> Self {
        Self { attempt }
    }
}

impl fmt::Debug for Proof {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Proof")
    }
}

/// Why recorded data stays shut.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NotDisclosed {
    #[error(
        "this record was written by another attempt: open only what the committed closure returned"
    )]
    OtherAttempt,
    #[error(transparent)]
    Seal(#[from] SealError),
}
