//! Sealing: AES-256-GCM bound to table, column and row, and keyed blind indexes.
//!
//! A sealed value is `version (1) ‖ nonce (12) ‖ ciphertext ‖ tag (16)`. The associated data are the table, the column
//! and the row's key, so a value moved to another row, column or table fails to open (NIST SP 800-38D).
//! Nonces are random: a member's key seals a few dozen values in its life, far below the 2³² bound of §8.3.

use aws_lc_rs::aead::{AES_256_GCM, Aad, LessSafeKey, NONCE_LEN, Nonce, UnboundKey};
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use zeroize::Zeroizing;

/// 32 bytes of key that are wiped when dropped.
pub(crate) type Secret = Zeroizing<[u8; 32]>;

const VERSION: u8 = 1;
const TAG_LEN: usize = 16;
const HEAD_LEN: usize = 1 + NONCE_LEN;

/// Why a sealed value could not be made or opened. It never says what was in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SealError {
    #[error(
        "a sealed value does not open with this key and place: restore it from a backup, or look for a wrong key file"
    )]
    Refused,
    #[error(
        "the key of month {0} is not in the directory of keys: where several nodes serve one database they need one directory of keys, shared; if the key was destroyed, what it wrapped is forgotten"
    )]
    NoMonth(i64),
    #[error("a sealed value is cut short: restore it from a backup")]
    Short,
    #[error("the operating system gave no random bytes: restart the machine")]
    NoRandomness,
}

/// Where a sealed value stands: it opens there and nowhere else.
#[derive(Clone, Copy)]
pub(crate) struct Spot<'a> {
    pub(crate) table: &'static str,
    pub(crate) column: &'static str,
    pub(crate) row: &'a [u8],
}

impl Spot<'_> {
    fn associated(&self) -> Vec<u8> {
        let mut data =
            Vec::with_capacity(self.table.len() + self.column.len() + self.row.len() + 2);
        data.extend_from_slice(self.table.as_bytes());
        data.push(0);
        data.extend_from_slice(self.column.as_bytes());
        data.push(0);
        data.extend_from_slice(self.row);
        data
    }
}

/// Bytes from the operating system. Keys, salts, nonces and tokens come from here only.
pub(crate) fn fresh<const N: usize>() -> Result<[u8; N], SealError> {
    let mut bytes = [0_u8; N];
    aws_lc_rs::rand::fill(&mut bytes).map_err(|_| SealError::NoRandomness)?;
    Ok(bytes)
}

/// Bytes as small hexadecimal digits.
pub(crate) fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    // One byte more, so that a line end does not move a key's text in memory.
    let mut text = String::with_capacity(bytes.len() * 2 + 1);
    for byte in bytes {
        let _ = write!(text, "{byte:02x}");
    }
    text
}

/// A key that seals and opens.
pub(crate) struct SealKey(LessSafeKey);

impl SealKey {
    pub(crate) fn new(secret: &[u8; 32]) -> Result<Self, SealError> {
        let key = UnboundKey::new(&AES_256_GCM, secret).map_err(|_| SealError::Refused)?;
        Ok(Self(LessSafeKey::new(key)))
    }

    pub(crate) fn seal(&self, spot: Spot<'_>, plain: &[u8]) -> Result<Vec<u8>, SealError> {
        let nonce: [u8; NONCE_LEN] = fresh()?;
        let mut out = Vec::with_capacity(HEAD_LEN + plain.len() + TAG_LEN);
        out.push(VERSION);
        out.extend_from_slice(&nonce);
        let mut body = plain.to_vec();
        let tag = self
            .0
            .seal_in_place_separate_tag(
                Nonce::assume_unique_for_key(nonce),
                Aad::from(spot.associated()),
                &mut body,
            )
            .map_err(|_| SealError::Refused)?;
        out.extend_from_slice(&body);
        out.extend_from_slice(tag.as_ref());
        Ok(out)
    }

    pub(crate) fn open(
        &self,
        spot: Spot<'_>,
        sealed: &[u8],
    ) -> Result<Zeroizing<Vec<u8>>, SealError> {
        let (head, body) = sealed.split_at_checked(HEAD_LEN).ok_or(SealError::Short)?;
        let (version, nonce) = head.split_first().ok_or(SealError::Short)?;
        if *version != VERSION {
            return Err(SealError::Refused);
        }
        let nonce = Nonce::try_assume_unique_for_key(nonce).map_err(|_| SealError::Short)?;
        let mut body = Zeroizing::new(body.to_vec());
        let plain_len = self
            .0
            .open_in_place(nonce, Aad::from(spot.associated()), &mut body)
            .map_err(|_| SealError::Refused)?
            .len();
        body.truncate(plain_len);
        Ok(body)
    }
}

/// A keyed hash with its key schedule prepared: for blind indexes, codes and derived keys.
#[derive(Clone)]
pub(crate) struct KeyedHash(Hmac<Sha256>);

impl KeyedHash {
    pub(crate) fn new(secret: &[u8]) -> Result<Self, SealError> {
        Hmac::new_from_slice(secret)
            .map(Self)
            .map_err(|_| SealError::Refused)
    }

    /// HMAC-SHA256 over `label ‖ 0 ‖ data`.
    pub(crate) fn full(&self, label: &'static str, data: &[u8]) -> [u8; 32] {
        let mut mac = self.0.clone();
        mac.update(label.as_bytes());
        mac.update(&[0]);
        mac.update(data);
        mac.finalize().into_bytes().into()
    }

    /// The first 16 bytes: enough for an index over some millions, and half the disk.
    pub(crate) fn short(&self, label: &'static str, data: &[u8]) -> [u8; 16] {
        let full = self.full(label, data);
        let mut out = [0_u8; 16];
        for (to, from) in out.iter_mut().zip(full) {
            *to = from;
        }
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spot(row: &[u8]) -> Spot<'_> {
        Spot {
            table: "member_row",
            column: "name_sealed",
            row,
        }
    }

    #[test]
    fn a_sealed_value_opens_only_in_its_own_place() {
        let key = SealKey::new(&[7; 32]).unwrap();
        let sealed = key.seal(spot(b"row 1"), b"Evans").unwrap();
        assert_eq!(
            key.open(spot(b"row 1"), &sealed).unwrap().as_slice(),
            b"Evans"
        );
        assert_eq!(
            key.open(spot(b"row 2"), &sealed).unwrap_err(),
            SealError::Refused
        );
        let elsewhere = Spot {
            column: "phones_sealed",
            ..spot(b"row 1")
        };
        assert_eq!(
            key.open(elsewhere, &sealed).unwrap_err(),
            SealError::Refused
        );
        let other = SealKey::new(&[8; 32]).unwrap();
        assert_eq!(
            other.open(spot(b"row 1"), &sealed).unwrap_err(),
            SealError::Refused
        );
    }

    #[test]
    fn every_flipped_bit_of_a_sealed_value_is_refused() {
        let key = SealKey::new(&[7; 32]).unwrap();
        let sealed = key.seal(spot(b"r"), b"07700 900123").unwrap();
        for at in 0..sealed.len() * 8 {
            let mut bent = sealed.clone();
            bent[at / 8] ^= 1 << (at % 8);
            assert!(
                key.open(spot(b"r"), &bent).is_err(),
                "bit {at} was not noticed"
            );
        }
    }

    #[test]
    fn the_same_value_seals_differently_each_time() {
        let key = SealKey::new(&[7; 32]).unwrap();
        assert_ne!(
            key.seal(spot(b"r"), b"x").unwrap(),
            key.seal(spot(b"r"), b"x").unwrap()
        );
    }
}
