//! Typed ids: sixteen bytes each, drawn outside, printed as 26 characters.
//!
//! An id of one kind can't be passed for another. The text form is Crockford's base 32 in lower
//! case (<https://www.crockford.com/base32.html>), with exactly one spelling for each id: a
//! capital, a look-alike letter or a missing character is refused, so that a page has one address.

use sha2::{Digest, Sha256};

/// How many buckets a key can fall into; part of every primary key, so it never changes.
pub const BUCKETS: u16 = 1024;

/// By so many first bytes a card's id says which deck it is of: cards dealt at the same time lie beside each other, in a bucket that
/// goes by those bytes alone. Part of the stored data, like [`bucket_of`].
pub const DECK: usize = 4;

const ALPHABET: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";
const TEXT_LEN: usize = 26;

/// Why a text is no id.
///
/// It doesn't repeat the text: what stands in an address bar may be anything.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum IdError {
    /// The text hasn't 26 characters.
    #[error("an id has 26 characters; copy the whole of it")]
    Length,
    /// A character is outside the alphabet, or the value needs more than 128 bits.
    #[error("an id has only digits and the small letters without i, l, o and u; copy it unchanged")]
    Alphabet,
}

/// The bucket of a key: the first two bytes of its SHA-256, big-endian, modulo [`BUCKETS`].
///
/// Every table keeps the bucket of *its own* key in front of it, so that the rows can be spread
/// over several databases one day. The function is part of the stored data: it never changes.
/// Of an id ask the id itself: a card's bucket goes by its deck ([`CardId::bucket`]).
pub fn bucket_of(key: &[u8]) -> i64 {
    let [first, second, ..] = <[u8; 32]>::from(Sha256::digest(key));
    i64::from(u16::from_be_bytes([first, second]) % BUCKETS)
}

fn encode(bytes: [u8; 16]) -> [u8; TEXT_LEN] {
    let mut rest = u128::from_be_bytes(bytes);
    let mut text = [b'0'; TEXT_LEN];
    for place in text.iter_mut().rev() {
        let digit = usize::from(rest.to_le_bytes()[0] & 31);
        *place = ALPHABET.get(digit).copied().unwrap_or(b'0');
        rest >>= 5;
    }
    text
}

fn decode(text: &str) -> Result<[u8; 16], IdError> {
    if text.len() != TEXT_LEN {
        return Err(IdError::Length);
    }
    let mut value: u128 = 0;
    for letter in text.bytes() {
        let digit = (0u8..)
            .zip(ALPHABET)
            .find_map(|(digit, known)| (*known == letter).then_some(digit))
            .ok_or(IdError::Alphabet)?;
        // 26 characters hold 130 bits: the first one may only use three of its five.
        if value.leading_zeros() < 5 {
            return Err(IdError::Alphabet);
        }
        value = (value << 5) | u128::from(digit);
    }
    Ok(value.to_be_bytes())
}

macro_rules! typed_ids {
    (@key) => { 16 };
    (@key $first:expr) => { $first };
    ($($(#[$doc:meta])* $name:ident $(by its first $first:expr)?;)+) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name([u8; 16]);

        impl $name {
            /// The id of these sixteen bytes.
            pub const fn from_bytes(bytes: [u8; 16]) -> Self {
                Self(bytes)
            }

            /// The sixteen bytes, as they are stored.
            pub const fn as_bytes(&self) -> &[u8; 16] {
                &self.0
            }

            /// Reads the 26-character form, and only that.
            pub fn parse(text: &str) -> Result<Self, IdError> {
                decode(text).map(Self)
            }

            /// The bucket this id's own rows are kept under.
            pub fn bucket(&self) -> i64 {
                bucket_of(self.0.get(..typed_ids!(@key $($first)?)).unwrap_or(&self.0))
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.pad(std::str::from_utf8(&encode(self.0)).map_err(|_| std::fmt::Error)?)
            }
        }

        impl std::fmt::Debug for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                std::fmt::Display::fmt(self, f)
            }
        }

        impl std::str::FromStr for $name {
            type Err = IdError;

            fn from_str(text: &str) -> Result<Self, IdError> {
                Self::parse(text)
            }
        }
    )+};
}

typed_ids! {
    /// A member of the organisation; never seen by a campaign.
    MemberId;
    /// An account somebody signs in with.
    AccountId;
    /// A campaign, often another campaign's rival.
    CampaignId;
    /// A contest several campaigns take part in.
    ContestId;
    /// The members of a contest, fixed at one moment.
    SnapshotId;
    /// A phone bank of one campaign.
    BankId;
    /// One card: one member on one desk once; new for every lease. Cards of one deck have the same bucket.
    CardId by its first DECK;
    /// One signed-in session.
    SessionId;
    /// One passkey of an account; it opens nothing.
    PasskeyId;
    /// One device key of an account; it opens nothing.
    DeviceKeyId;
    /// One role of an account, from its beginning to its end.
    TermId;
    /// One webhook: an address that is told what happened.
    HookId;
    /// One import of a file.
    ImportId;
    /// One look of an officer at one member; tells nothing of whom.
    LookId;
    /// What a member asked for by law.
    RightId;
    /// One merge of two records of the roll; tells nothing of whom.
    MergeId;
    /// One act that merged many records which say the same.
    BulkId;
    /// A branch of the organisation.
    BranchId;
    /// What one person asked for and another decides.
    RequestId;
    /// One person's invitation to ring; named in a link, and opens nothing.
    InvitationId;
    /// A world: live, demo, practice or decoy, each its own database.
    WorldId;
    /// An agreed test, signed before it starts.
    LicenceId;
    /// One shift of a campaign; it opens nothing.
    ShiftId;
    /// Something that stands still, or did.
    FreezeId;
    /// A script of a campaign, with all its versions.
    ScriptId;
}

#[cfg(test)]
mod tests;
