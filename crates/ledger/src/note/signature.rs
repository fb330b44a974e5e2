//! One signature line of a note.

use core::fmt;

use base64::{Engine as _, engine::general_purpose::STANDARD};

use super::key::KeyName;

const DASH: &str = "\u{2014} ";

/// One signature below a note: `— name base64(key id u32 || signature)`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signature {
    name: KeyName,
    key_id: u32,
    bytes: Vec<u8>,
}

impl Signature {
    /// A signature that some key is said to have made.
    #[must_use]
    pub const fn new(name: KeyName, key_id: u32, bytes: Vec<u8>) -> Self {
        Self {
            name,
            key_id,
            bytes,
        }
    }

    /// The name of the key that is said to have signed.
    #[must_use]
    pub const fn name(&self) -> &KeyName {
        &self.name
    }

    /// The number of the key that is said to have signed.
    #[must_use]
    pub const fn key_id(&self) -> u32 {
        self.key_id
    }

    /// The signature itself; its form belongs to the kind of key.
    #[must_use]
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// Whether this says to be by the key of this name and number. What it says is unchecked.
    #[must_use]
    pub fn claims(&self, name: &str, key_id: u32) -> bool {
        self.name.as_str() == name && self.key_id == key_id
    }

    pub(super) fn parse(line: &str) -> Option<Self> {
        let (name, signed) = line.strip_prefix(DASH)?.split_once(' ')?;
        let name = KeyName::parse(name).ok()?;
        let decoded = STANDARD.decode(signed).ok()?;
        let (key_id, bytes) = decoded.split_first_chunk::<4>()?;
        if bytes.is_empty() {
            return None;
        }
        Some(Self {
            name,
            key_id: u32::from_be_bytes(*key_id),
            bytes: bytes.to_vec(),
        })
    }
}

/// The line without its line end.
impl fmt::Display for Signature {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let signed = [&self.key_id.to_be_bytes(), self.bytes.as_slice()].concat();
        write!(f, "{DASH}{} {}", self.name, STANDARD.encode(signed))
    }
}
