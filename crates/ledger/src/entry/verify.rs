//! Checking an opening against the published leaf record.

use core::fmt;

use super::act::shape_fits;
use super::leaf::{ENTRY_VERSION, LEAF_RECORD_BYTES, LeafError};
use super::opening::Opened;
use super::part::{PartsError, Tag};
use super::place::{Place, PlaceError};
use super::subject::{Subject, SubjectError};
use crate::hash::{Hash, leaf_hash};

/// Why an opening doesn't prove anything of an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum EntryError {
    /// The leaf record is empty.
    #[error("the leaf record is empty; fetch the entry bundle again")]
    Empty,
    /// The entry is of a version unknown here.
    #[error(
        "this is version {0} of an entry and this program knows version 1; take a newer checker"
    )]
    UnknownVersion(u8),
    /// A leaf record of version 1 has 33 bytes.
    #[error(
        "a leaf record of version 1 has 33 bytes and this one {0}; fetch the entry bundle again"
    )]
    Length(usize),
    /// The parts don't make an act.
    #[error(transparent)]
    Parts(#[from] PartsError),
    /// The subjects don't make a leaf.
    #[error(transparent)]
    Leaf(#[from] LeafError),
    /// Parts and leaf record don't belong together.
    #[error(
        "the parts do not make this leaf record: one of them was changed, or they belong to another entry"
    )]
    Mismatch,
    /// An open part is committed to, but has not the shape of its kind.
    #[error(
        "the part `{0}` is what was logged, but has not the shape of its kind; ask who wrote the log"
    )]
    Shape(Tag),
    /// An open place is committed to, but is none.
    #[error("the place is what was logged, but is none: {0}")]
    Place(#[from] PlaceError),
    /// An open subject is committed to, but is none.
    #[error("subject {index} is what was logged, but is none: {error}")]
    Subject {
        /// Which of the subjects, from 0.
        index: usize,
        /// What is wrong with it.
        error: SubjectError,
    },
}

/// Something that an opening shows or covers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Proved<T> {
    /// Shown, and proved to be what was logged.
    Open(T),
    /// Covered: proved to be there, without saying what.
    Covered,
}

/// An opening that was checked: every byte it shows is what was logged.
///
/// It proves nothing about the tree: show also that [`Verified::leaf`] is in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verified<'a> {
    opened: &'a Opened,
    leaf: Hash,
    place: Proved<Place>,
    subjects: Vec<Proved<Subject>>,
}

/// Checks that an opening makes this leaf record, and reads what it shows.
///
/// A kind or a part without a name here is no error: its bytes are proved, whatever they mean.
/// `record` is the published entry, from an entry bundle; one of another version is refused by its number.
pub fn verify_entry<'a>(record: &[u8], opened: &'a Opened) -> Result<Verified<'a>, EntryError> {
    match record.first() {
        None => return Err(EntryError::Empty),
        Some(&ENTRY_VERSION) => {}
        Some(&version) => return Err(EntryError::UnknownVersion(version)),
    }
    if record.len() != LEAF_RECORD_BYTES {
        return Err(EntryError::Length(record.len()));
    }
    if opened.leaf_record()? != record {
        return Err(EntryError::Mismatch);
    }
    read(leaf_hash(record), opened)
}

fn read(leaf: Hash, opened: &Opened) -> Result<Verified<'_>, EntryError> {
    for (tag, part) in &opened.act {
        if part.bytes().is_some_and(|bytes| !shape_fits(*tag, bytes)) {
            return Err(EntryError::Shape(*tag));
        }
    }
    let place = match opened.place.bytes() {
        Some(bytes) => Proved::Open(Place::decode(bytes)?),
        None => Proved::Covered,
    };
    let subjects = opened
        .subjects
        .iter()
        .enumerate()
        .map(|(index, part)| match part.bytes() {
            Some(bytes) => Subject::decode(bytes)
                .map(Proved::Open)
                .map_err(|error| EntryError::Subject { index, error }),
            None => Ok(Proved::Covered),
        });
    Ok(Verified {
        opened,
        leaf,
        place,
        subjects: subjects.collect::<Result<_, _>>()?,
    })
}

impl<'a> Verified<'a> {
    /// The tree's leaf for this entry; also the account's head from here on.
    #[must_use]
    pub const fn leaf(&self) -> Hash {
        self.leaf
    }

    /// Where the entry stands among its account's.
    #[must_use]
    pub const fn place(&self) -> Proved<Place> {
        self.place
    }

    /// The members whom the act touched, in the entry's order.
    #[must_use]
    pub fn subjects(&self) -> &[Proved<Subject>] {
        &self.subjects
    }

    /// The bytes of one part of the act, `None` when the act has no such part.
    #[must_use]
    pub fn part(&self, tag: Tag) -> Option<Proved<&'a [u8]>> {
        let (_, part) = self
            .opened
            .act
            .iter()
            .find(|(candidate, _)| *candidate == tag)?;
        Some(part.bytes().map_or(Proved::Covered, Proved::Open))
    }

    /// When it was done, by the server's clock, in milliseconds since 1970 in UTC.
    #[must_use]
    pub fn at_ms(&self) -> Option<Proved<i64>> {
        self.fixed(Tag::TIME)
            .map(|proved| proved.map(i64::from_be_bytes))
    }

    /// Who did it.
    #[must_use]
    pub fn account(&self) -> Option<Proved<[u8; 16]>> {
        self.fixed(Tag::ACCOUNT)
    }

    /// What was done.
    #[must_use]
    pub fn kind(&self) -> Option<Proved<u16>> {
        self.fixed(Tag::KIND)
            .map(|proved| proved.map(u16::from_be_bytes))
    }

    /// What was done, in words, from a table of numbers and names.
    ///
    /// A kind that the table lacks reads "bytes proved, kind 7 unknown": an old checker still proves new acts.
    #[must_use]
    pub fn kind_in_words<'n>(&self, names: &[(u16, &'n str)]) -> KindInWords<'n> {
        match self.kind() {
            None => KindInWords::Absent,
            Some(Proved::Covered) => KindInWords::Covered,
            Some(Proved::Open(kind)) => names
                .iter()
                .find(|(number, _)| *number == kind)
                .map_or(KindInWords::Unknown(kind), |(_, name)| {
                    KindInWords::Named(kind, name)
                }),
        }
    }

    fn fixed<const N: usize>(&self, tag: Tag) -> Option<Proved<[u8; N]>> {
        match self.part(tag)? {
            Proved::Open(bytes) => <[u8; N]>::try_from(bytes).ok().map(Proved::Open),
            Proved::Covered => Some(Proved::Covered),
        }
    }
}

/// What an opening says of the kind of act.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KindInWords<'n> {
    /// Shown, with the name that the caller's table has for it.
    Named(u16, &'n str),
    /// Shown, and newer than the caller's table.
    Unknown(u16),
    /// Covered.
    Covered,
    /// The act has no such part.
    Absent,
}

impl fmt::Display for KindInWords<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Named(kind, name) => write!(f, "{name} (kind {kind})"),
            Self::Unknown(kind) => write!(f, "bytes proved, kind {kind} unknown"),
            Self::Covered => f.write_str("kind covered"),
            Self::Absent => f.write_str("no kind in this act"),
        }
    }
}

impl<T> Proved<T> {
    /// What is shown, turned into something else; what is covered stays so.
    pub fn map<U>(self, turn: impl FnOnce(T) -> U) -> Proved<U> {
        match self {
            Self::Open(value) => Proved::Open(turn(value)),
            Self::Covered => Proved::Covered,
        }
    }

    /// What is shown.
    pub fn open(self) -> Option<T> {
        match self {
            Self::Open(value) => Some(value),
            Self::Covered => None,
        }
    }
}
