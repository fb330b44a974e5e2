//! Keys that check notes, as text to hand on.

use core::fmt;

use base64::{Engine as _, engine::general_purpose::STANDARD};

use crate::hash::{Hash, sha256_of};

/// The kind of signature that is Ed25519 over the note's text (RFC 8032), in key texts and key ids.
pub const ED25519: u8 = 0x01;
/// The kind of signature that is a witness's cosignature with its time (C2SP tlog-cosignature), likewise.
pub const COSIGNATURE: u8 = 0x04;

/// The name of a key: `example.org/log`, say.
///
/// Not empty, and without spaces of any script, `+` and control characters.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct KeyName(String);

/// Why a text is not a key, or a name not one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum KeyError {
    /// The name is empty or has a space, a plus or a control character.
    #[error(
        "the name of a key is not empty and has no spaces, no `+` and no control characters; copy the key again"
    )]
    Name,
    /// The text is not `name+id+base64`.
    #[error("a key reads `name+0123abcd+base64`; copy it again, whole")]
    Shape,
    /// The key is of a kind unknown here.
    #[error(
        "this is a key of kind {0} and this program knows kind 1, Ed25519; take a newer checker"
    )]
    UnknownKind(u8),
    /// The key is not a witness's.
    #[error(
        "a witness's key is of kind 4 and this one is of kind {0}; ask the witness for the key it cosigns with"
    )]
    NotAWitness(u8),
    /// The key has not the length of its kind.
    #[error("an Ed25519 key has 32 bytes; copy the key again, whole")]
    Length,
    /// The number doesn't belong to name and key.
    #[error(
        "the number in the key does not belong to its name and bytes; copy the key again, whole"
    )]
    Id,
    /// The 32 bytes are no point of the curve.
    #[error("these 32 bytes are no Ed25519 key; copy the key again, whole")]
    Point,
}

impl KeyName {
    /// Takes a name, checked.
    pub fn parse(name: &str) -> Result<Self, KeyError> {
        let forbidden = |c: char| c.is_whitespace() || c.is_control() || c == '+';
        if name.is_empty() || name.contains(forbidden) {
            return Err(KeyError::Name);
        }
        Ok(Self(name.to_owned()))
    }

    /// The name.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for KeyName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The number of a key: the first four bytes of `SHA-256(name || 0x0A || kind || public key)`.
///
/// It tells keys apart; being short, it authenticates nothing.
#[must_use]
pub fn key_id(name: &KeyName, kind: u8, public: &[u8]) -> u32 {
    let hash: Hash = sha256_of(&[name.0.as_bytes(), b"\n", &[kind], public]);
    let [first, second, third, fourth, ..] = *hash.as_bytes();
    u32::from_be_bytes([first, second, third, fourth])
}

/// The key that checks a log's notes, as it is handed on: `name+id+base64(0x01 || public key)`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VerifierKey {
    name: KeyName,
    public: [u8; 32],
}

impl VerifierKey {
    /// The text form of an Ed25519 public key under a name.
    #[must_use]
    pub const fn new(name: KeyName, public: [u8; 32]) -> Self {
        Self { name, public }
    }

    /// Reads `name+id+base64`; the number is checked against name and key.
    pub fn parse(text: &str) -> Result<Self, KeyError> {
        read(text, ED25519, KeyError::UnknownKind).map(|(name, public)| Self { name, public })
    }

    /// The key's name.
    #[must_use]
    pub const fn name(&self) -> &KeyName {
        &self.name
    }

    /// The key's number; see [`key_id`].
    #[must_use]
    pub fn id(&self) -> u32 {
        key_id(&self.name, ED25519, &self.public)
    }

    /// The Ed25519 public key (RFC 8032 §5.1.5).
    #[must_use]
    pub const fn public(&self) -> &[u8; 32] {
        &self.public
    }
}

impl fmt::Display for VerifierKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write(f, &self.name, ED25519, &self.public)
    }
}

/// The key that checks a witness's cosignatures, as it is handed on: `name+id+base64(0x04 || public key)`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WitnessKey {
    name: KeyName,
    public: [u8; 32],
}

impl WitnessKey {
    /// The text form of a witness's Ed25519 public key under its name.
    #[must_use]
    pub const fn new(name: KeyName, public: [u8; 32]) -> Self {
        Self { name, public }
    }

    /// Reads `name+id+base64`; the number is checked against name and key.
    pub fn parse(text: &str) -> Result<Self, KeyError> {
        read(text, COSIGNATURE, KeyError::NotAWitness).map(|(name, public)| Self { name, public })
    }

    /// The witness's name.
    #[must_use]
    pub const fn name(&self) -> &KeyName {
        &self.name
    }

    /// The key's number; see [`key_id`].
    #[must_use]
    pub fn id(&self) -> u32 {
        key_id(&self.name, COSIGNATURE, &self.public)
    }

    /// The Ed25519 public key (RFC 8032 §5.1.5).
    #[must_use]
    pub const fn public(&self) -> &[u8; 32] {
        &self.public
    }
}

impl fmt::Display for WitnessKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write(f, &self.name, COSIGNATURE, &self.public)
    }
}

/// Reads a key of one kind; any other kind is the error that `other` makes of it.
fn read(
    text: &str,
    wanted: u8,
    other: fn(u8) -> KeyError,
) -> Result<(KeyName, [u8; 32]), KeyError> {
    let (name, rest) = text.split_once('+').ok_or(KeyError::Shape)?;
    let (id, key) = rest.split_once('+').ok_or(KeyError::Shape)?;
    let name = KeyName::parse(name)?;
    let key = STANDARD.decode(key).map_err(|_| KeyError::Shape)?;
    let (kind, public) = key.split_first().ok_or(KeyError::Shape)?;
    if *kind != wanted {
        return Err(other(*kind));
    }
    let public = <[u8; 32]>::try_from(public).map_err(|_| KeyError::Length)?;
    if id == format!("{:08x}", key_id(&name, wanted, &public)) {
        Ok((name, public))
    } else {
        Err(KeyError::Id)
    }
}

fn write(f: &mut fmt::Formatter<'_>, name: &KeyName, kind: u8, public: &[u8; 32]) -> fmt::Result {
    let id = key_id(name, kind, public);
    let key = [&[kind], public.as_slice()].concat();
    write!(f, "{name}+{id:08x}+{}", STANDARD.encode(key))
}
