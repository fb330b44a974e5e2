//! Parts: what kind each is, and the salted commitment that stands for it.

use core::fmt;

use hmac::{Hmac, KeyInit as _, Mac as _};
use sha2::{Digest as _, Sha256};

use crate::hash::{Hash, finish, sha256_of};
use crate::wire::length_prefix;

const SALT_LABEL: &[u8] = b"switchboard/salt/v1";
const PART_LABEL: &[u8] = b"switchboard/part/v1\0";
const ACT_LABEL: &[u8] = b"switchboard/act/v1\0";
/// The block of SHA-256, to which HMAC pads its key with zeros (RFC 2104 §2).
const HMAC_BLOCK: usize = 64;

/// What a part holds.
///
/// An open set: a checker that meets a number it has no name for still proves the bytes under it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Tag(u16);

impl Tag {
    /// Milliseconds since 1970 in UTC, as eight bytes (two's complement, big-endian): the server's claim.
    pub const TIME: Self = Self(1);
    /// The account that acted, sixteen bytes.
    pub const ACCOUNT: Self = Self(2);
    /// How the session was opened, UTF-8.
    pub const SESSION: Self = Self(3);
    /// What was done, two bytes, big-endian.
    pub const KIND: Self = Self(4);
    /// What for, UTF-8.
    pub const PURPOSE: Self = Self(5);
    /// The campaign, sixteen bytes, or none.
    pub const CAMPAIGN: Self = Self(6);
    /// The phone bank, sixteen bytes, or none.
    pub const BANK: Self = Self(7);
    /// The names of the fields shown, UTF-8, separated by commas.
    pub const FIELDS: Self = Self(8);
    /// The licence of a test, sixteen bytes, or none.
    pub const LICENCE: Self = Self(9);
    /// What the kind needs beyond the other parts; its shape belongs to the kind.
    pub const DETAIL: Self = Self(10);
    /// Where the entry stands among its account's entries; never part of the act.
    pub const PLACE: Self = Self(100);
    /// One member whom the act touched; never part of the act.
    pub const SUBJECT: Self = Self(101);

    /// The tag with this number.
    #[must_use]
    pub const fn new(number: u16) -> Self {
        Self(number)
    }

    /// The number that stands in the bytes.
    #[must_use]
    pub const fn number(self) -> u16 {
        self.0
    }

    /// Whether a part of this kind belongs to the act: place and subjects have commitments beside it.
    #[must_use]
    pub const fn belongs_to_act(self) -> bool {
        self.0 != Self::PLACE.0 && self.0 != Self::SUBJECT.0
    }
}

impl fmt::Display for Tag {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = match *self {
            Self::TIME => "time",
            Self::ACCOUNT => "account",
            Self::SESSION => "session",
            Self::KIND => "kind",
            Self::PURPOSE => "purpose",
            Self::CAMPAIGN => "campaign",
            Self::BANK => "bank",
            Self::FIELDS => "fields",
            Self::LICENCE => "licence",
            Self::DETAIL => "detail",
            Self::PLACE => "place",
            Self::SUBJECT => "subject",
            Self(number) => return write!(f, "part {number}"),
        };
        f.write_str(name)
    }
}

/// Thirty-two bytes that keep a part from being guessed out of its commitment.
///
/// Fresh from the operating system for each subject; for act parts, see [`ActSecret::salt`]. A place's may be made from
/// a key of the log's and the entry's id, as the server makes it.
/// `Debug` shows nothing: the salt of a covered part is a secret.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Salt([u8; Salt::BYTES]);

impl Salt {
    /// The length of a salt in bytes.
    pub const BYTES: usize = 32;

    /// Takes 32 bytes that nobody can guess.
    #[must_use]
    pub const fn from_bytes(bytes: [u8; Self::BYTES]) -> Self {
        Self(bytes)
    }

    /// The 32 bytes, to be kept sealed beside the part.
    #[must_use]
    pub const fn as_bytes(&self) -> &[u8; Self::BYTES] {
        &self.0
    }
}

impl fmt::Debug for Salt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Salt(…)")
    }
}

/// The one secret from which the salts of an act's parts come.
///
/// One fresh secret an entry: a store then keeps 32 bytes beside the act and not 320. Handing it on opens
/// every part of the act, so an exhibit carries single salts. `Debug` shows nothing.
#[derive(Clone)]
pub struct ActSecret([u8; ActSecret::BYTES]);

impl ActSecret {
    /// The length of the secret in bytes.
    pub const BYTES: usize = 32;

    /// Takes 32 bytes that nobody can guess, fresh for each entry.
    #[must_use]
    pub const fn from_bytes(bytes: [u8; Self::BYTES]) -> Self {
        Self(bytes)
    }

    /// The salt of one part: `HMAC-SHA256(secret, "switchboard/salt/v1" || tag)`, the tag in two bytes,
    /// big-endian. Knowing one salt tells nothing about another.
    #[must_use]
    pub fn salt(&self, tag: Tag) -> Salt {
        let mut key = [0; HMAC_BLOCK];
        for (to, from) in key.iter_mut().zip(self.0) {
            *to = from;
        }
        let mac = Hmac::<Sha256>::new(&key.into())
            .chain_update(SALT_LABEL)
            .chain_update(tag.number().to_be_bytes());
        Salt(mac.finalize().into_bytes().into())
    }
}

impl fmt::Debug for ActSecret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ActSecret(…)")
    }
}

/// The commitment to one part:
/// `SHA-256("switchboard/part/v1\0" || tag u16 || salt || length u32 || bytes)`, numbers big-endian.
#[must_use]
pub fn commitment(tag: Tag, salt: &Salt, bytes: &[u8]) -> Hash {
    sha256_of(&[
        PART_LABEL,
        &tag.number().to_be_bytes(),
        &salt.0,
        &length_prefix(bytes),
        bytes,
    ])
}

/// Why commitments don't make an act.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PartsError {
    /// The tags don't rise from each part to the next.
    #[error("the parts of an act stand in the order of their tags, each once; `{0}` does not")]
    Order(Tag),
    /// A place or a subject stands among the parts of the act.
    #[error("`{0}` is not a part of the act; give it beside the act")]
    Foreign(Tag),
    /// There are more parts than two bytes can count.
    #[error("an act has at most 65,535 parts; give fewer")]
    Count,
}

/// The one hash over an act's commitments:
/// `SHA-256("switchboard/act/v1\0" || count u16 || (tag u16 || commitment)…)`, ordered by tag.
pub fn act_root(parts: &[(Tag, Hash)]) -> Result<Hash, PartsError> {
    let count = u16::try_from(parts.len()).map_err(|_| PartsError::Count)?;
    let mut act = ActHasher::new(count);
    let mut before = None;
    for (tag, commitment) in parts {
        if !tag.belongs_to_act() {
            return Err(PartsError::Foreign(*tag));
        }
        if before >= Some(*tag) {
            return Err(PartsError::Order(*tag));
        }
        before = Some(*tag);
        act.add(*tag, commitment);
    }
    Ok(act.root())
}

/// The hash behind [`act_root`], part by part; whoever feeds it keeps count and order.
pub(super) struct ActHasher(Sha256);

impl ActHasher {
    pub(super) fn new(count: u16) -> Self {
        Self(
            Sha256::new()
                .chain_update(ACT_LABEL)
                .chain_update(count.to_be_bytes()),
        )
    }

    pub(super) fn add(&mut self, tag: Tag, commitment: &Hash) {
        self.0.update(tag.number().to_be_bytes());
        self.0.update(commitment.as_bytes());
    }

    pub(super) fn root(self) -> Hash {
        finish(self.0)
    }
}

/// One part of an entry as an exhibit shows it.
#[derive(Clone, PartialEq, Eq)]
pub enum Part {
    /// Shown: anyone can make the commitment again.
    Open {
        /// The salt of this part alone.
        salt: Salt,
        /// What was committed to.
        bytes: Vec<u8>,
    },
    /// Hidden: only its commitment is given.
    Covered(Hash),
}

impl Part {
    /// The part, shown.
    #[must_use]
    pub fn open(salt: Salt, bytes: Vec<u8>) -> Self {
        Self::Open { salt, bytes }
    }

    /// The commitment, made again for an open part.
    #[must_use]
    pub fn commitment(&self, tag: Tag) -> Hash {
        match self {
            Self::Open { salt, bytes } => commitment(tag, salt, bytes),
            Self::Covered(hash) => *hash,
        }
    }

    /// The bytes of an open part.
    #[must_use]
    pub fn bytes(&self) -> Option<&[u8]> {
        match self {
            Self::Open { bytes, .. } => Some(bytes),
            Self::Covered(_) => None,
        }
    }
}

impl fmt::Debug for Part {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Open { bytes, .. } => write!(f, "Open({} bytes)", bytes.len()),
            Self::Covered(hash) => write!(f, "Covered({hash:?})"),
        }
    }
}
