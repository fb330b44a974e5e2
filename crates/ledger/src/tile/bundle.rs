//! Entry bundles: the entries themselves, each behind its length.

use super::id::TILE_WIDTH;
use crate::wire::{Short, Wire};

/// How long an entry in a bundle is at most: its length stands in two bytes.
pub const RECORD_BYTES_MAX: usize = 65_535;

/// Why entries make no bundle, or bytes are none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BundleError {
    /// An entry is beyond [`RECORD_BYTES_MAX`].
    #[error("an entry in a bundle has at most 65,535 bytes; number {0} has more")]
    Record(usize),
    /// A bundle holds 256 entries at most.
    #[error("a bundle holds at most 256 entries; start the next one")]
    Full,
    /// The bytes end before the last entry does.
    #[error("the bundle is cut short; fetch it again")]
    Short,
    /// Bytes follow the last entry.
    #[error("bytes follow the last entry of the bundle; fetch it again")]
    Trailing,
}

impl From<Short> for BundleError {
    fn from(Short: Short) -> Self {
        Self::Short
    }
}

/// Writes up to 256 entries as a bundle: for each `length u16 || bytes`, big-endian.
pub fn encode_bundle<'a>(
    records: impl IntoIterator<Item = &'a [u8]>,
) -> Result<Vec<u8>, BundleError> {
    let mut out = Vec::new();
    for (index, record) in records.into_iter().enumerate() {
        if index >= usize::from(TILE_WIDTH) {
            return Err(BundleError::Full);
        }
        let length = u16::try_from(record.len()).map_err(|_| BundleError::Record(index))?;
        out.extend_from_slice(&length.to_be_bytes());
        out.extend_from_slice(record);
    }
    Ok(out)
}

/// Reads a bundle of exactly `width` entries.
pub fn parse_bundle(bytes: &[u8], width: u16) -> Result<Vec<&[u8]>, BundleError> {
    if width > TILE_WIDTH {
        return Err(BundleError::Full);
    }
    let mut wire = Wire::new(bytes);
    let mut records = Vec::with_capacity(usize::from(width));
    for _ in 0..width {
        let length = wire.u16()?;
        records.push(wire.take(usize::from(length))?);
    }
    if wire.is_empty() {
        Ok(records)
    } else {
        Err(BundleError::Trailing)
    }
}
