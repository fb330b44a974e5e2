//! Passkeys: what a browser and an authenticator say, taken apart and compared with what was asked (Web Authentication
//! Level 3, §7.1 and §7.2), without a signature being looked at: that is the store's.
//!
//! Of attestation nothing is asked and nothing is believed: a passkey is whatever its holder chose to make it in
//! (`docs/decisions/0019`).

mod cbor;
mod data;
mod key;
#[cfg(test)]
mod tests;

pub use cbor::{NotCbor, Reader};
pub use data::{AuthenticatorData, Made, in_attestation};
pub use key::{ALGORITHMS, PublicKey};

use sha2::{Digest, Sha256};

use crate::moment::{Moment, Span};

/// How long a challenge is good for.
pub const GOOD_FOR: Span = Span::minutes(5);

/// How far the clock of the machine that asked may be before that of the one that is answered.
const AHEAD_MAX: Span = Span::minutes(1);

/// The most passkeys that one account has.
pub const PASSKEYS_MAX: usize = 10;

/// How long after signing in one may add a passkey.
pub const FRESH_FOR: Span = Span::minutes(10);

/// Why what came is no proof. Whoever sent it is told none of these.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Flaw {
    /// It can't be read.
    #[error("it can't be read")]
    Unreadable,
    /// It was made for something else: adding instead of signing in, or the other way round.
    #[error("it was made for something else")]
    Purpose,
    /// It answers another challenge.
    #[error("it answers another challenge")]
    Challenge,
    /// It was made on another site's page.
    #[error("it was made on another site's page")]
    Origin,
    /// It was made inside another site's page.
    #[error("it was made inside another site's page")]
    Framed,
    /// The authenticator was asked for another site.
    #[error("the authenticator was asked for another site")]
    Site,
    /// Nobody was there, or the authenticator doesn't know whether it was its holder.
    #[error("the authenticator doesn't know its holder")]
    Holder,
    /// It says of itself what can't be.
    #[error("it contradicts itself")]
    Contradiction,
    /// There is no new passkey in it, or there is one where none was asked for.
    #[error("there is no new passkey in it, or one that was not asked for")]
    Made,
    /// The key is of a kind that was not asked for, or none at all.
    #[error("the key is none of those that were asked for")]
    Key,
    /// The signature is not the key's.
    #[error("the signature is not the key's")]
    Signature,
}

/// The site that passkeys are for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Site {
    /// Its name, such as `calls.example.org`: authenticators keep a passkey by it.
    pub name: String,
    /// Its origin as browsers write it, such as `https://calls.example.org`.
    pub origin: String,
}

impl Site {
    /// What an authenticator says instead of the name.
    pub fn hash(&self) -> [u8; 32] {
        Sha256::digest(self.name.as_bytes()).into()
    }
}

/// What an authenticator is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// A new passkey.
    Add,
    /// To show one.
    SignIn,
}

impl Purpose {
    /// The word that a browser writes.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Add => "webauthn.create",
            Self::SignIn => "webauthn.get",
        }
    }
}

/// What the browser says of where it was and what it was asked (§5.8.1).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ClientData<'a> {
    /// What for.
    pub purpose: &'a str,
    /// The challenge, in base64url.
    pub challenge: &'a str,
    /// The origin of the page.
    pub origin: &'a str,
    /// Whether the page lay inside another site's.
    pub is_framed: bool,
}

impl ClientData<'_> {
    /// Whether a page of this site was asked for this, with this challenge.
    pub fn check(&self, purpose: Purpose, challenge: &str, site: &Site) -> Result<(), Flaw> {
        if self.purpose != purpose.word() {
            return Err(Flaw::Purpose);
        }
        if self.challenge != challenge {
            return Err(Flaw::Challenge);
        }
        if self.origin != site.origin {
            return Err(Flaw::Origin);
        }
        if self.is_framed {
            return Err(Flaw::Framed);
        }
        Ok(())
    }
}

impl AuthenticatorData<'_> {
    /// Whether the authenticator was asked for this site and knows that its holder was there.
    pub fn check(&self, purpose: Purpose, site: &Site) -> Result<(), Flaw> {
        if *self.site_hash != site.hash() {
            return Err(Flaw::Site);
        }
        if !self.is_somebody_there() || !self.is_holder_known() {
            return Err(Flaw::Holder);
        }
        if self.contradicts_itself() {
            return Err(Flaw::Contradiction);
        }
        match (purpose, &self.made) {
            (Purpose::Add, Some(_)) | (Purpose::SignIn, None) => Ok(()),
            (Purpose::Add, None) | (Purpose::SignIn, Some(_)) => Err(Flaw::Made),
        }
    }
}

/// Whether a challenge that was made at `made` is still good at `now`.
pub fn is_good(made: Moment, now: Moment) -> bool {
    now < made.plus(GOOD_FOR) && made <= now.plus(AHEAD_MAX)
}

/// Whether an authenticator's count went on since it was last seen. One that doesn't count always says zero. A count that
/// stands still or goes back means that there are two of them, one of which is a copy (§6.1.1).
pub const fn goes_on(before: u32, now: u32) -> bool {
    (before == 0 && now == 0) || now > before
}
