//! What a browser sends, and whether it proves anything.

use aws_lc_rs::signature::{
    ECDSA_P256_SHA256_ASN1, ED25519, ParsedPublicKey, RSA_PKCS1_2048_8192_SHA256,
    RsaPublicKeyComponents,
};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::Deserialize;
use switchboard_rules::moment::Moment;
use switchboard_rules::passkey::{
    AuthenticatorData, ClientData, Flaw, PublicKey, Purpose, Site, in_attestation,
};

use super::challenge::{Answered, Whose};
use super::signed_over;
use crate::world::Inner;

/// The most that one part of it may take. A key of RSA with its signature takes less than a tenth.
const BYTES_MAX: usize = 16 * 1024;

/// A new passkey, as the browser sends it: bytes.
pub struct Created {
    /// What the browser says of where it was.
    pub(super) client_data: Vec<u8>,
    /// What the authenticator says, with the new key.
    pub(super) attestation: Vec<u8>,
}

/// A passkey that is shown, as the browser sends it: bytes.
pub struct Shown {
    /// The name that the authenticator gave the passkey.
    pub(super) credential: Vec<u8>,
    /// What the browser says of where it was.
    pub(super) client_data: Vec<u8>,
    /// What the authenticator says.
    pub(super) data: Vec<u8>,
    /// Its signature over both.
    pub(super) signature: Vec<u8>,
    /// Whose passkey it says that it is.
    pub(super) handle: Vec<u8>,
}

fn decode(text: &str) -> Result<Vec<u8>, Flaw> {
    if text.len() > BYTES_MAX {
        return Err(Flaw::Unreadable);
    }
    URL_SAFE_NO_PAD
        .decode(text.trim_end_matches('='))
        .map_err(|_| Flaw::Unreadable)
}

impl Created {
    /// Reads the two parts from base64url.
    pub fn decode(client_data: &str, attestation: &str) -> Result<Self, Flaw> {
        Ok(Self {
            client_data: decode(client_data)?,
            attestation: decode(attestation)?,
        })
    }

    /// What the authenticator says, if it was made for this, here and in time.
    pub(super) fn check(
        &self,
        world: &Inner,
        site: &Site,
        whose: Whose,
        now: Moment,
    ) -> Result<(AuthenticatorData<'_>, Answered), Flaw> {
        let answered = client(&self.client_data, world, site, whose, now)?;
        let data = AuthenticatorData::parse(in_attestation(&self.attestation)?)?;
        data.check(Purpose::Add, site)?;
        let made = data.made.as_ref().ok_or(Flaw::Made)?;
        is_usable(&made.key)?;
        Ok((data, answered))
    }
}

impl Shown {
    /// Reads the five parts from base64url, in the order in which they are named above.
    pub fn decode(parts: [&str; 5]) -> Result<Self, Flaw> {
        let [credential, client_data, data, signature, handle] = parts;
        Ok(Self {
            credential: decode(credential)?,
            client_data: decode(client_data)?,
            data: decode(data)?,
            signature: decode(signature)?,
            handle: decode(handle)?,
        })
    }

    /// What the authenticator says, if this key signed it, for this, here and in time.
    pub(super) fn check(
        &self,
        key: &[u8],
        world: &Inner,
        site: &Site,
        now: Moment,
    ) -> Result<(AuthenticatorData<'_>, Answered), Flaw> {
        let answered = client(&self.client_data, world, site, Whose::Anybody, now)?;
        let data = AuthenticatorData::parse(&self.data)?;
        data.check(Purpose::SignIn, site)?;
        let key = PublicKey::parse(key)?;
        is_signed(
            &key,
            &signed_over(&self.data, &self.client_data),
            &self.signature,
        )?;
        Ok((data, answered))
    }
}

/// What a browser writes (§5.8.1). Fields that it may add later are passed over, as the specification asks.
#[derive(Deserialize)]
struct Written<'a> {
    #[serde(rename = "type")]
    purpose: &'a str,
    challenge: &'a str,
    origin: &'a str,
    #[serde(rename = "crossOrigin", default)]
    is_framed: Option<bool>,
    #[serde(rename = "topOrigin", default)]
    top_origin: Option<serde::de::IgnoredAny>,
}

pub(super) fn client(
    bytes: &[u8],
    world: &Inner,
    site: &Site,
    whose: Whose,
    now: Moment,
) -> Result<Answered, Flaw> {
    let written: Written<'_> = serde_json::from_slice(bytes).map_err(|_| Flaw::Unreadable)?;
    let data = ClientData {
        purpose: written.purpose,
        challenge: written.challenge,
        origin: written.origin,
        is_framed: written.is_framed.unwrap_or(false) || written.top_origin.is_some(),
    };
    let answered = Answered::read(world, whose, data.challenge, now)?;
    data.check(whose.purpose(), data.challenge, site)?;
    Ok(answered)
}

/// Whether a signature can be checked with this key at all: a point must lie on its curve.
pub(super) fn is_usable(key: &PublicKey) -> Result<(), Flaw> {
    parsed(key).map(|_| ())
}

/// Whether this key signed that.
pub(super) fn is_signed(key: &PublicKey, message: &[u8], signature: &[u8]) -> Result<(), Flaw> {
    parsed(key)?
        .verify_sig(message, signature)
        .map_err(|_| Flaw::Signature)
}

fn parsed(key: &PublicKey) -> Result<ParsedPublicKey, Flaw> {
    let parsed = match key {
        PublicKey::Es256(point) => ParsedPublicKey::new(&ECDSA_P256_SHA256_ASN1, point.as_slice()),
        PublicKey::EdDsa(point) => ParsedPublicKey::new(&ED25519, point),
        PublicKey::Rs256 { n, e } => {
            let key = RsaPublicKeyComponents { n, e };
            key.to_parsed_public_key(&RSA_PKCS1_2048_8192_SHA256)
        }
    };
    parsed.map_err(|_| Flaw::Key)
}
