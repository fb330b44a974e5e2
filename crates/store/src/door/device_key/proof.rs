//! What a browser with a device key sends, and whether it proves anything.

use aws_lc_rs::signature::{ECDSA_P256_SHA256_FIXED, ParsedPublicKey};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use switchboard_rules::device_key::{DeviceKey, Pin, Purpose, signed_text};
use switchboard_rules::ids::bucket_of;
use switchboard_rules::moment::Moment;
use switchboard_rules::passkey::{Flaw, Site};
use zeroize::Zeroizing;

use super::key_hash;
use crate::door::passkey::challenge::{Answered, Whose};
use crate::door::password::Hashed;
use crate::engine::Arg;
use crate::fault::Fault;
use crate::hush::says_only_its_name;
use crate::seal::hex;
use crate::world::{Inner, World};

/// The most that one part may take in base64url: a key takes 87 letters, a signature 86, a challenge 75.
const LETTERS_MAX: usize = 128;

/// A device key as its browser shows it: the public half, a challenge, and the signature.
pub struct ShownKey {
    pub(super) key: DeviceKey,
    challenge: String,
    signature: Vec<u8>,
}

impl ShownKey {
    /// Reads the three parts, of which key and signature are in base64url.
    pub fn decode([key, challenge, signature]: [&str; 3]) -> Result<Self, Flaw> {
        if challenge.len() > LETTERS_MAX {
            return Err(Flaw::Unreadable);
        }
        Ok(Self {
            key: DeviceKey::parse(&decode(key)?).ok_or(Flaw::Key)?,
            challenge: challenge.to_owned(),
            signature: decode(signature)?,
        })
    }

    /// The challenge, if this key signed it, for this, here and in time.
    pub(super) fn check(
        &self,
        world: &Inner,
        site: &Site,
        whose: Whose,
        now: Moment,
    ) -> Result<Answered, Flaw> {
        let answered = Answered::read(world, whose, &self.challenge, now)?;
        let purpose = match whose {
            Whose::DeviceOf(_) => Purpose::Add,
            Whose::AnyDevice => Purpose::SignIn,
            Whose::Anybody | Whose::Session(_) => return Err(Flaw::Purpose),
        };
        let text = signed_text(purpose, site, &self.challenge);
        is_signed(&self.key, text.as_bytes(), &self.signature)?;
        Ok(answered)
    }
}

/// Whether this key signed that, as browsers do: both numbers of the signature in 32 bytes each.
pub(super) fn is_signed(key: &DeviceKey, text: &[u8], signature: &[u8]) -> Result<(), Flaw> {
    ParsedPublicKey::new(&ECDSA_P256_SHA256_FIXED, key.as_bytes().as_slice())
        .map_err(|_| Flaw::Key)?
        .verify_sig(text, signature)
        .map_err(|_| Flaw::Signature)
}

/// Reads one part; also the public half of a key alone.
pub(super) fn decode(text: &str) -> Result<Vec<u8>, Flaw> {
    if text.len() > LETTERS_MAX {
        return Err(Flaw::Unreadable);
    }
    URL_SAFE_NO_PAD
        .decode(text.trim_end_matches('='))
        .map_err(|_| Flaw::Unreadable)
}

/// What looking at a key and a PIN came to. Whether they belong together it tells the store alone, in the act that it is
/// carried into.
pub struct PinChecked {
    /// The hash with which the PIN was compared; none where it was not looked at.
    pub(super) hash: Option<String>,
    pub(super) is_right: bool,
}
says_only_its_name!(ShownKey, PinChecked);

const PIN: &str = "select pin from device_key where bucket = $1 and key_hash = $2";

/// What is hashed: a PIN goes with its own key, so that a hash moved to another row fits none there.
fn with_key(hash: &[u8; 32], pin: &Pin) -> Zeroizing<String> {
    Zeroizing::new(format!("device key {} {}", hex(hash), pin.expose()))
}

impl World {
    /// Hashes the PIN of a new key, at the cost of a password.
    pub fn hash_pin(&self, shown: &ShownKey, pin: &Pin) -> Result<Hashed, Fault> {
        let hash = key_hash(&self.0, shown.key.as_bytes());
        self.hash_text(&with_key(&hash, pin))
    }

    /// Looks whether a PIN goes with a key, if there is such a key and it signed. Nothing is hashed otherwise.
    pub fn check_pin(
        &self,
        site: &Site,
        shown: &ShownKey,
        pin: &str,
        now: Moment,
    ) -> Result<PinChecked, Fault> {
        let hash = key_hash(&self.0, shown.key.as_bytes());
        let kept = self.0.db.read("check-pin", move |raw| {
            let args = [Arg::Int(bucket_of(&hash)), Arg::Bytes(&hash)];
            raw.one(PIN, &args, |row| Ok(row.text(0)?.to_owned()))
        })?;
        let is_signed = shown.check(&self.0, site, Whose::AnyDevice, now).is_ok();
        let Some(kept) = kept.filter(|_| is_signed) else {
            return Ok(PinChecked {
                hash: None,
                is_right: false,
            });
        };
        let is_right = match Pin::typed(pin) {
            Ok(pin) => self.verify(&with_key(&hash, &pin), &kept)?,
            Err(_) => false,
        };
        Ok(PinChecked {
            hash: Some(kept),
            is_right,
        })
    }
}
