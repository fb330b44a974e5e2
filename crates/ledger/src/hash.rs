//! SHA-256 values and the two ways RFC 6962 makes them.

use core::fmt;

use base64::{Engine as _, engine::general_purpose::STANDARD};
use sha2::{Digest as _, Sha256};

/// The byte before a leaf's data.
pub(crate) const LEAF: u8 = 0x00;
/// The byte before two subtrees.
const NODE: u8 = 0x01;

/// A SHA-256 value: of a leaf, of an inner node, of a part, or a root.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Hash([u8; Hash::BYTES]);

/// Why a text is not a hash.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum HashError {
    /// The text is not canonical standard base64.
    #[error("this is not base64 as RFC 4648 §4 writes it; copy the hash again, whole")]
    Base64,
    /// The text holds something else than pairs of the digits 0-9 and a-f.
    #[error("this is not lower-case hexadecimal; copy the hash again, whole")]
    Hex,
    /// The text stands for more or fewer than 32 bytes.
    #[error("a hash has 32 bytes; copy it again, whole")]
    Length,
}

impl Hash {
    /// The length of a hash in bytes.
    pub const BYTES: usize = 32;
    /// Thirty-two zero bytes: "no entry before this one" in the place of an account's first entry.
    pub const ZERO: Self = Self([0; Self::BYTES]);

    /// Takes the 32 bytes as they are.
    #[must_use]
    pub const fn from_bytes(bytes: [u8; Self::BYTES]) -> Self {
        Self(bytes)
    }

    /// The 32 bytes.
    #[must_use]
    pub const fn as_bytes(&self) -> &[u8; Self::BYTES] {
        &self.0
    }

    /// Reads standard base64 with padding (44 characters), as checkpoints write it.
    pub fn from_base64(text: &str) -> Result<Self, HashError> {
        let bytes = STANDARD.decode(text).map_err(|_| HashError::Base64)?;
        <[u8; Self::BYTES]>::try_from(bytes)
            .map(Self)
            .map_err(|_| HashError::Length)
    }

    /// Writes standard base64 with padding (44 characters).
    #[must_use]
    pub fn to_base64(&self) -> String {
        STANDARD.encode(self.0)
    }

    /// Reads 64 lower-case hexadecimal digits.
    pub fn from_hex(text: &str) -> Result<Self, HashError> {
        if text.len() != 2 * Self::BYTES {
            return Err(HashError::Length);
        }
        let mut bytes = [0; Self::BYTES];
        for (byte, pair) in bytes.iter_mut().zip(text.as_bytes().chunks_exact(2)) {
            for digit in pair {
                let value = match digit {
                    b'0'..=b'9' => digit - b'0',
                    b'a'..=b'f' => digit - b'a' + 10,
                    _ => return Err(HashError::Hex),
                };
                *byte = (*byte << 4) | value;
            }
        }
        Ok(Self(bytes))
    }

    /// Writes 64 lower-case hexadecimal digits.
    #[must_use]
    pub fn to_hex(&self) -> String {
        self.to_string()
    }
}

impl fmt::Display for Hash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for Hash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0
            .iter()
            .take(4)
            .try_for_each(|byte| write!(f, "{byte:02x}"))?;
        f.write_str("…")
    }
}

/// The SHA-256 of some bytes.
#[must_use]
pub fn sha256(bytes: &[u8]) -> Hash {
    sha256_of(&[bytes])
}

/// The SHA-256 of pieces laid end to end, fed in turn so that nothing is copied.
pub(crate) fn sha256_of(pieces: &[&[u8]]) -> Hash {
    let mut sha = Sha256::new();
    for piece in pieces {
        sha.update(piece);
    }
    finish(sha)
}

/// Ends a hash that was fed piece by piece.
pub(crate) fn finish(sha: Sha256) -> Hash {
    Hash(sha.finalize().into())
}

/// The hash of a leaf's data: `SHA-256(0x00 || data)` (RFC 6962 §2.1).
///
/// The first byte keeps leaves and inner nodes apart, so that no node can be passed off as a leaf.
#[must_use]
pub fn leaf_hash(data: &[u8]) -> Hash {
    sha256_of(&[&[LEAF], data])
}

/// The hash over two subtrees: `SHA-256(0x01 || left || right)` (RFC 6962 §2.1).
#[must_use]
pub fn node_hash(left: &Hash, right: &Hash) -> Hash {
    // One block of 65 bytes: half the calls into the hasher, and the append loop lives on this function.
    let mut block = [NODE; 1 + 2 * Hash::BYTES];
    let (_, rest) = block.split_at_mut(1);
    let (first, second) = rest.split_at_mut(Hash::BYTES);
    first.copy_from_slice(&left.0);
    second.copy_from_slice(&right.0);
    sha256(&block)
}
