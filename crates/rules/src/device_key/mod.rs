//! Device keys: a key that a caller's browser keeps and can't give away, and a PIN that its holder keeps
//! (`docs/decisions/0022`). Signatures are looked at in the store.

mod pin;
#[cfg(test)]
mod tests;

pub use pin::{Pin, WeakPin};

use crate::moment::Span;
use crate::passkey::Site;

/// The most device keys that one account has.
pub const DEVICE_KEYS_MAX: usize = 3;

/// How often a PIN may be wrong in a row: then the key is over.
pub const WRONG_MAX: i64 = 5;

/// The longest that a key works, where no role of its holder ends before.
pub const WORKS_MAX: Span = Span::days(365);

/// How long a mailed code works.
pub const CODE_GOOD_FOR: Span = Span::minutes(15);

/// How often somebody may type a mailed code.
pub const CODE_TRIES_MAX: i64 = 5;

/// How many codes an account is mailed in an hour.
pub const CODES_MAX: i64 = 3;

/// The public key of a browser: a point of P-256 as browsers export it (`raw`), not compressed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DeviceKey([u8; 65]);

impl DeviceKey {
    /// Reads the 65 bytes. Whether the point lies on the curve is seen when a signature is looked at.
    pub fn parse(bytes: &[u8]) -> Option<Self> {
        let bytes: [u8; 65] = bytes.try_into().ok()?;
        (bytes.first() == Some(&4)).then_some(Self(bytes))
    }

    /// The bytes.
    pub const fn as_bytes(&self) -> &[u8; 65] {
        &self.0
    }
}

/// What a browser's key signs for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// To be added.
    Add,
    /// To let its holder in.
    SignIn,
}

impl Purpose {
    /// Its word in what is signed.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Add => "add",
            Self::SignIn => "sign-in",
        }
    }
}

/// What the key signs: what for, on which site's page, and the challenge. Neither another site's page nor one for something
/// else makes the same text, and whose key it is it doesn't say.
pub fn signed_text(purpose: Purpose, site: &Site, challenge: &str) -> String {
    format!(
        "switchboard device key v1\n{}\n{}\n{challenge}",
        purpose.word(),
        site.origin
    )
}
