//! Cosignatures: a witness says when it saw a checkpoint, and that the log had only grown (C2SP
//! tlog-cosignature, `cosignature/v1`).
//!
//! The source is <https://c2sp.org/tlog-cosignature>; its Ed25519 kind is spoken here, which every witness
//! and client of today reads. A cosignature is a signature line of the checkpoint's note like any other, so
//! [`crate::note::Note::verify`] judges it; what stands here is the message that is signed and its time.
//! How a witness decides is in [`crate::witness`], how many of them are enough in [`crate::policy`].

use crate::note::Signature;
use crate::wire::{Short, Wire};

/// The latest time that a cosignature may carry, in seconds since 1970.
pub const TIME_MAX: u64 = i64::MAX.unsigned_abs();

/// What a cosigner signs: two lines of its own, then the checkpoint's text with its last line end.
#[must_use]
pub fn cosigned_message(time: u64, text: &str) -> Vec<u8> {
    format!("cosignature/v1\ntime {time}\n{text}").into_bytes()
}

/// The bytes of a cosignature: when it was made, and the Ed25519 signature over [`cosigned_message`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cosigned {
    /// Seconds since 1970, by the witness's clock.
    pub time: u64,
    /// RFC 8032, over [`cosigned_message`].
    pub signature: [u8; 64],
}

/// Why bytes are not a cosignature.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum CosignedError {
    /// A cosignature has 72 bytes.
    #[error("a cosignature has 72 bytes, its time and an Ed25519 signature; ask the witness again")]
    Length,
    /// The time is beyond [`TIME_MAX`].
    #[error("the cosignature's time is beyond what the format allows; ask the witness again")]
    Time,
}

impl From<Short> for CosignedError {
    fn from(Short: Short) -> Self {
        Self::Length
    }
}

impl Cosigned {
    /// The length of a cosignature in bytes.
    pub const BYTES: usize = 8 + 64;

    /// Reads `time u64 || signature (64)`, the number big-endian, and nothing else.
    pub fn parse(bytes: &[u8]) -> Result<Self, CosignedError> {
        let mut wire = Wire::new(bytes);
        let (time, signature) = (wire.u64()?, wire.array()?);
        if !wire.is_empty() {
            return Err(CosignedError::Length);
        }
        if time > TIME_MAX {
            return Err(CosignedError::Time);
        }
        Ok(Self { time, signature })
    }

    /// Reads the bytes of a signature line that a witness's key is known to have made.
    pub fn of(signature: &Signature) -> Result<Self, CosignedError> {
        Self::parse(signature.bytes())
    }

    /// Writes what [`Cosigned::parse`] reads.
    #[must_use]
    pub fn encode(&self) -> Vec<u8> {
        [self.time.to_be_bytes().as_slice(), &self.signature].concat()
    }
}

#[cfg(feature = "ed25519")]
pub use ed25519::{CosignError, CosignatureVerifier, Cosigner};

#[cfg(feature = "ed25519")]
mod ed25519 {
    use core::fmt;

    use ed25519_dalek::{Signature as Ed25519, Signer as _, SigningKey, VerifyingKey};

    use super::{Cosigned, TIME_MAX, cosigned_message};
    use crate::checkpoint::{Checkpoint, CheckpointError};
    use crate::note::{KeyError, KeyName, Note, NoteVerifier, Signature, WitnessKey};

    /// Cosigns checkpoints with a witness's key. `Debug` shows the name only.
    #[derive(Clone)]
    pub struct Cosigner {
        key: SigningKey,
        public: WitnessKey,
    }

    /// Why something can't be cosigned.
    #[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
    pub enum CosignError {
        /// The note is no checkpoint.
        #[error("a witness cosigns checkpoints and nothing else: {0}")]
        Checkpoint(#[from] CheckpointError),
        /// The time is beyond [`TIME_MAX`].
        #[error("the time to cosign with is beyond what the format allows; set the clock")]
        Time,
        /// The cryptographic library refused.
        #[error("the cosignature could not be made; check the witness's key and try again")]
        Provider,
    }

    impl Cosigner {
        /// The witness with this name and RFC 8032 private key of 32 bytes, fresh from the operating system.
        ///
        /// The message doesn't name the witness: a key serves one witness only, and no log.
        #[must_use]
        pub fn from_seed(name: KeyName, seed: &[u8; 32]) -> Self {
            let key = SigningKey::from_bytes(seed);
            let public = WitnessKey::new(name, key.verifying_key().to_bytes());
            Self { key, public }
        }

        /// The key that checks what this one cosigns.
        #[must_use]
        pub const fn witness_key(&self) -> &WitnessKey {
            &self.public
        }

        /// Says that the log of this checkpoint was seen at `time` and had only grown.
        ///
        /// Whoever calls has judged that ([`crate::witness::judge`]) and kept the checkpoint, for good.
        pub fn cosign(&self, note: &Note, time: u64) -> Result<Signature, CosignError> {
            Checkpoint::parse(note.text())?;
            if time > TIME_MAX {
                return Err(CosignError::Time);
            }
            let message = cosigned_message(time, note.text());
            let signature = self
                .key
                .try_sign(&message)
                .map_err(|_| CosignError::Provider)?
                .to_bytes();
            let cosigned = Cosigned { time, signature };
            let name = self.public.name().clone();
            Ok(Signature::new(name, self.public.id(), cosigned.encode()))
        }
    }

    impl fmt::Debug for Cosigner {
        fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            write!(f, "Cosigner({}, …)", self.public.name())
        }
    }

    /// Checks cosignatures of one witness, by the strict rule of [`crate::note::Ed25519Verifier`].
    #[derive(Debug, Clone)]
    pub struct CosignatureVerifier {
        key: VerifyingKey,
        name: KeyName,
        key_id: u32,
    }

    impl CosignatureVerifier {
        /// The checker for a witness's key, when its bytes are one.
        pub fn new(key: &WitnessKey) -> Result<Self, KeyError> {
            let point = VerifyingKey::from_bytes(key.public()).map_err(|_| KeyError::Point)?;
            Ok(Self {
                key: point,
                name: key.name().clone(),
                key_id: key.id(),
            })
        }
    }

    impl NoteVerifier for CosignatureVerifier {
        fn name(&self) -> &str {
            self.name.as_str()
        }

        fn key_id(&self) -> u32 {
            self.key_id
        }

        fn verify(&self, text: &[u8], signature: &[u8]) -> bool {
            let Ok(text) = core::str::from_utf8(text) else {
                return false;
            };
            Checkpoint::parse(text).is_ok()
                && Cosigned::parse(signature).is_ok_and(|cosigned| {
                    let message = cosigned_message(cosigned.time, text);
                    let signature = Ed25519::from_bytes(&cosigned.signature);
                    self.key.verify_strict(&message, &signature).is_ok()
                })
        }
    }
}
