//! The subject: one member whom an act touched.

use core::fmt;

use super::part::{Part, Salt, Tag, commitment};
use crate::hash::Hash;
use crate::wire::{Short, Wire, push_prefixed};

/// One member whom an act touched, and what was shown of them.
///
/// Sealed by the store under the member's own key; when that and the salt are destroyed, the commitment
/// stays in the leaf and says nothing any more. `Debug` shows nothing.
#[derive(Clone, PartialEq, Eq)]
pub struct Subject {
    /// The member.
    pub member: [u8; 16],
    /// The card under which the caller knew them, when there was one.
    pub card: Option<[u8; 16]>,
    /// The names of the fields shown, separated by commas.
    pub fields: String,
}

/// Why bytes are not a subject.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SubjectError {
    /// The bytes end before the subject does.
    #[error("the subject is cut short; read it again from the store")]
    Short,
    /// Bytes follow the subject.
    #[error("bytes follow the subject; give exactly one subject")]
    Trailing,
    /// A card has sixteen bytes, or there is none.
    #[error("a card has 16 bytes or is absent; these are not the bytes of a subject")]
    Card,
    /// The names of the fields are no UTF-8.
    #[error("the names of the fields are not UTF-8; these are not the bytes of a subject")]
    Fields,
}

impl From<Short> for SubjectError {
    fn from(Short: Short) -> Self {
        Self::Short
    }
}

impl Subject {
    /// Writes `member (16) || length u32 || card (0 or 16) || length u32 || fields`.
    #[must_use]
    pub fn encode(&self) -> Vec<u8> {
        let mut out = Vec::with_capacity(40_usize.saturating_add(self.fields.len()));
        out.extend_from_slice(&self.member);
        push_prefixed(&mut out, self.card.as_ref().map_or(&[], |card| card));
        push_prefixed(&mut out, self.fields.as_bytes());
        out
    }

    /// Reads what [`Subject::encode`] wrote, and nothing else.
    pub fn decode(bytes: &[u8]) -> Result<Self, SubjectError> {
        let mut wire = Wire::new(bytes);
        let member = wire.array()?;
        let card = match wire.prefixed()? {
            [] => None,
            card => Some(<[u8; 16]>::try_from(card).map_err(|_| SubjectError::Card)?),
        };
        let fields = core::str::from_utf8(wire.prefixed()?).map_err(|_| SubjectError::Fields)?;
        if !wire.is_empty() {
            return Err(SubjectError::Trailing);
        }
        Ok(Self {
            member,
            card,
            fields: fields.to_owned(),
        })
    }

    /// The commitment under a salt of its own.
    #[must_use]
    pub fn commitment(&self, salt: &Salt) -> Hash {
        commitment(Tag::SUBJECT, salt, &self.encode())
    }

    /// The subject for an exhibit that shows it; cover it with `Part::Covered(subject.commitment(salt))`.
    #[must_use]
    pub fn open(&self, salt: Salt) -> Part {
        Part::open(salt, self.encode())
    }
}

impl fmt::Debug for Subject {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Subject(…)")
    }
}
