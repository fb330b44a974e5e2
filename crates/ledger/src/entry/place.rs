//! The place: which of its account's entries this one is, and which came before it.

use core::fmt;

use super::part::{Part, Salt, Tag, commitment};
use crate::hash::Hash;
use crate::wire::{Short, Wire};

/// Where an entry stands among the entries of its account.
///
/// The sequencer writes it after the commit. Numbers without a gap and heads that fit show that no logged
/// act of the account between two entries is kept back. `Debug` shows only the number.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Place {
    /// The account's running number, from 1.
    pub number: u64,
    /// The account's head before this entry; [`Hash::ZERO`] for the first.
    pub previous: Hash,
}

/// Why bytes are not a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PlaceError {
    /// A place has 40 bytes.
    #[error(
        "a place has 40 bytes, its number and the head before it; read it again from the store"
    )]
    Length,
    /// Number 0, a first entry with a head before it, or a later one without.
    #[error(
        "the number and the head before it contradict each other; the first entry is number 1 and has none"
    )]
    Number,
}

impl From<Short> for PlaceError {
    fn from(Short: Short) -> Self {
        Self::Length
    }
}

impl Place {
    /// The length of a place in bytes.
    pub const BYTES: usize = 8 + Hash::BYTES;

    /// The place of an account's first entry.
    pub const FIRST: Self = Self {
        number: 1,
        previous: Hash::ZERO,
    };

    /// Writes `number u64 || previous`, big-endian.
    #[must_use]
    pub fn encode(&self) -> [u8; Self::BYTES] {
        let mut out = [0; Self::BYTES];
        let (number, previous) = out.split_at_mut(8);
        number.copy_from_slice(&self.number.to_be_bytes());
        previous.copy_from_slice(self.previous.as_bytes());
        out
    }

    /// Reads what [`Place::encode`] wrote, and nothing else.
    pub fn decode(bytes: &[u8]) -> Result<Self, PlaceError> {
        let mut wire = Wire::new(bytes);
        let place = Self {
            number: wire.u64()?,
            previous: Hash::from_bytes(wire.array()?),
        };
        if !wire.is_empty() {
            return Err(PlaceError::Length);
        }
        let is_first = place.number == 1;
        let has_none_before = place.previous == Hash::ZERO;
        if place.number == 0 || is_first != has_none_before {
            return Err(PlaceError::Number);
        }
        Ok(place)
    }

    /// The commitment under a salt of its own.
    #[must_use]
    pub fn commitment(&self, salt: &Salt) -> Hash {
        commitment(Tag::PLACE, salt, &self.encode())
    }

    /// The place for an exhibit that shows it; cover it with `Part::Covered(place.commitment(salt))`.
    #[must_use]
    pub fn open(&self, salt: Salt) -> Part {
        Part::open(salt, self.encode().to_vec())
    }
}

impl fmt::Debug for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Place({}, …)", self.number)
    }
}
