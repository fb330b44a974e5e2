//! The leaf: what of an entry everyone may see.

use sha2::{Digest as _, Sha256};

use crate::hash::{Hash, finish};

/// The version of entries that this crate writes, first byte of each leaf record.
pub const ENTRY_VERSION: u8 = 1;

/// The length of a leaf record in bytes.
pub const LEAF_RECORD_BYTES: usize = 1 + Hash::BYTES;

/// How many subjects an entry holds at most; an act that touches more is written as several entries.
pub const SUBJECTS_MAX: usize = 65_535;

const ENTRY_LABEL: &[u8] = b"switchboard/entry/v1\0";

/// Why commitments don't make a leaf.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum LeafError {
    /// There are more subjects than two bytes can count.
    #[error("an entry has at most 65,535 subjects; write several entries")]
    Subjects,
}

/// The published bytes of an entry: `0x01 || SHA-256("switchboard/entry/v1\0" || place || act_root ||
/// count u16 || subjects…)`, the subjects' commitments in the order given.
///
/// The tree's leaf is [`crate::hash::leaf_hash`] over these bytes, and that is also the account's new head.
pub fn leaf_record(
    place: &Hash,
    act_root: &Hash,
    subjects: &[Hash],
) -> Result<[u8; LEAF_RECORD_BYTES], LeafError> {
    let count = u16::try_from(subjects.len()).map_err(|_| LeafError::Subjects)?;
    let mut sha = Sha256::new();
    sha.update(ENTRY_LABEL);
    sha.update(place.as_bytes());
    sha.update(act_root.as_bytes());
    sha.update(count.to_be_bytes());
    for subject in subjects {
        sha.update(subject.as_bytes());
    }
    let mut record = [ENTRY_VERSION; LEAF_RECORD_BYTES];
    let (_, hash) = record.split_at_mut(1);
    hash.copy_from_slice(finish(sha).as_bytes());
    Ok(record)
}
