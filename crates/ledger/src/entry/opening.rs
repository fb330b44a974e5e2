//! The opening: an entry with some parts shown and the others covered, as bytes to hand on.

use super::leaf::{LEAF_RECORD_BYTES, leaf_record};
use super::part::{Part, Salt, Tag, act_root};
use super::verify::EntryError;
use crate::hash::Hash;
use crate::wire::{Short, Wire, push_prefixed};

/// The version of openings that this crate writes, first byte of each.
const OPENING_VERSION: u8 = 1;
const COVERED: u8 = 0;
const OPEN: u8 = 1;

/// An entry with some parts shown and the others covered.
///
/// Everything needed to make the leaf record again stands in it. What it shows, it shows for good: check what
/// is open before handing it on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Opened {
    /// Where the entry stands among its account's.
    pub place: Part,
    /// All parts of the act, ordered by tag.
    pub act: Vec<(Tag, Part)>,
    /// All subjects, in the entry's order.
    pub subjects: Vec<Part>,
}

/// Why bytes are not an opening.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum OpenedError {
    /// The bytes end before the opening does.
    #[error("the opening is cut short; ask for the exhibit again")]
    Short,
    /// Bytes follow the opening.
    #[error("bytes follow the opening; give exactly one opening")]
    Trailing,
    /// The opening is of a version unknown here.
    #[error(
        "this is version {0} of an opening and this program knows version 1; take a newer checker"
    )]
    UnknownVersion(u8),
    /// A part is neither open nor covered.
    #[error(
        "a part is marked {0}, which is neither 0, covered, nor 1, open; ask for the exhibit again"
    )]
    Form(u8),
    /// There are more parts or subjects than two bytes can count.
    #[error("an opening has at most 65,535 parts and 65,535 subjects; give fewer")]
    Count,
}

impl From<Short> for OpenedError {
    fn from(Short: Short) -> Self {
        Self::Short
    }
}

impl Opened {
    /// Writes `version 0x01 || place || count u16 || (tag u16 || part)… || count u16 || subject…`.
    ///
    /// A covered part is `0x00 || commitment`, an open one `0x01 || salt || length u32 || bytes`.
    pub fn encode(&self) -> Result<Vec<u8>, OpenedError> {
        let parts = u16::try_from(self.act.len()).map_err(|_| OpenedError::Count)?;
        let subjects = u16::try_from(self.subjects.len()).map_err(|_| OpenedError::Count)?;
        let mut out = vec![OPENING_VERSION];
        push_part(&mut out, &self.place);
        out.extend_from_slice(&parts.to_be_bytes());
        for (tag, part) in &self.act {
            out.extend_from_slice(&tag.number().to_be_bytes());
            push_part(&mut out, part);
        }
        out.extend_from_slice(&subjects.to_be_bytes());
        for part in &self.subjects {
            push_part(&mut out, part);
        }
        Ok(out)
    }

    /// The leaf record that these parts make, open or covered.
    ///
    /// Whoever has the opening and a proof needs nothing else: the record is in the log or it isn't.
    pub fn leaf_record(&self) -> Result<[u8; LEAF_RECORD_BYTES], EntryError> {
        let act: Vec<(Tag, Hash)> = self
            .act
            .iter()
            .map(|(tag, part)| (*tag, part.commitment(*tag)))
            .collect();
        let subjects: Vec<Hash> = self
            .subjects
            .iter()
            .map(|part| part.commitment(Tag::SUBJECT))
            .collect();
        let place = self.place.commitment(Tag::PLACE);
        Ok(leaf_record(&place, &act_root(&act)?, &subjects)?)
    }

    /// Reads what [`Opened::encode`] wrote, and nothing else.
    ///
    /// That the bytes are an opening says nothing yet of an entry: see [`super::verify_entry`].
    pub fn decode(bytes: &[u8]) -> Result<Self, OpenedError> {
        let mut wire = Wire::new(bytes);
        let version = wire.u8()?;
        if version != OPENING_VERSION {
            return Err(OpenedError::UnknownVersion(version));
        }
        let place = read_part(&mut wire)?;
        let mut act = Vec::new();
        for _ in 0..wire.u16()? {
            act.push((Tag::new(wire.u16()?), read_part(&mut wire)?));
        }
        let mut subjects = Vec::new();
        for _ in 0..wire.u16()? {
            subjects.push(read_part(&mut wire)?);
        }
        if wire.is_empty() {
            Ok(Self {
                place,
                act,
                subjects,
            })
        } else {
            Err(OpenedError::Trailing)
        }
    }
}

fn push_part(out: &mut Vec<u8>, part: &Part) {
    match part {
        Part::Covered(commitment) => {
            out.push(COVERED);
            out.extend_from_slice(commitment.as_bytes());
        }
        Part::Open { salt, bytes } => {
            out.push(OPEN);
            out.extend_from_slice(salt.as_bytes());
            push_prefixed(out, bytes);
        }
    }
}

fn read_part(wire: &mut Wire<'_>) -> Result<Part, OpenedError> {
    match wire.u8()? {
        COVERED => Ok(Part::Covered(Hash::from_bytes(wire.array()?))),
        OPEN => {
            let salt = Salt::from_bytes(wire.array()?);
            Ok(Part::open(salt, wire.prefixed()?.to_vec()))
        }
        form => Err(OpenedError::Form(form)),
    }
}
