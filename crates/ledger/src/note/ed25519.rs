//! Ed25519 in pure Rust, for checkers and witnesses.

use core::fmt;

use ed25519_dalek::{Signature, Signer as _, SigningKey, VerifyingKey};

use super::key::{KeyError, KeyName, VerifierKey};
use super::{NoteSigner, NoteVerifier, SignError};

/// Signs notes with an Ed25519 key. `Debug` shows the name only.
#[derive(Clone)]
pub struct Ed25519Signer {
    key: SigningKey,
    verifier: VerifierKey,
    key_id: u32,
}

impl Ed25519Signer {
    /// The signer with this name and RFC 8032 private key of 32 bytes, fresh from the operating system.
    #[must_use]
    pub fn from_seed(name: KeyName, seed: &[u8; 32]) -> Self {
        let key = SigningKey::from_bytes(seed);
        let verifier = VerifierKey::new(name, key.verifying_key().to_bytes());
        Self {
            key_id: verifier.id(),
            key,
            verifier,
        }
    }

    /// The key that checks what this one signs.
    #[must_use]
    pub const fn verifier_key(&self) -> &VerifierKey {
        &self.verifier
    }
}

impl fmt::Debug for Ed25519Signer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Ed25519Signer({}, …)", self.verifier.name())
    }
}

impl NoteSigner for Ed25519Signer {
    fn name(&self) -> &str {
        self.verifier.name().as_str()
    }

    fn key_id(&self) -> u32 {
        self.key_id
    }

    fn sign(&self, text: &[u8]) -> Result<Vec<u8>, SignError> {
        let signature = self.key.try_sign(text).map_err(|_| SignError::Provider)?;
        Ok(signature.to_bytes().to_vec())
    }
}

/// Checks signatures of one Ed25519 key.
///
/// By the strict rule (`verify_strict`): keys and signatures of small order are refused, so that no signature
/// fits two texts.
#[derive(Debug, Clone)]
pub struct Ed25519Verifier {
    key: VerifyingKey,
    name: KeyName,
    key_id: u32,
}

impl Ed25519Verifier {
    /// The checker for a key, when its bytes are one.
    pub fn new(key: &VerifierKey) -> Result<Self, KeyError> {
        let point = VerifyingKey::from_bytes(key.public()).map_err(|_| KeyError::Point)?;
        Ok(Self {
            key: point,
            name: key.name().clone(),
            key_id: key.id(),
        })
    }
}

impl NoteVerifier for Ed25519Verifier {
    fn name(&self) -> &str {
        self.name.as_str()
    }

    fn key_id(&self) -> u32 {
        self.key_id
    }

    fn verify(&self, text: &[u8], signature: &[u8]) -> bool {
        Signature::from_slice(signature)
            .is_ok_and(|signature| self.key.verify_strict(text, &signature).is_ok())
    }
}
