//! Challenges, of passkeys and of device keys, that say themselves when and what for they were made, so that nothing is kept of one until it is answered.
//!
//! 56 bytes: the moment, 16 bytes of chance, and a keyed hash of both with the purpose and whose it is. Whoever signs in is
//! nobody yet, so such a challenge is anybody's; one for adding is good in the session alone that asked for it.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use switchboard_rules::moment::{Moment, Span};
use switchboard_rules::passkey::{Flaw, GOOD_FOR, Purpose, is_good};

use crate::fault::Fault;
use crate::seal::fresh;
use crate::session::SessionKey;
use crate::world::{Inner, World};

/// How long after its time the row of an answered one stays: longer than machines' clocks differ.
pub(super) const KEPT_FOR: Span = Span::hours(1);

/// Who may answer.
#[derive(Clone, Copy)]
pub(in crate::door) enum Whose {
    /// Whoever has a passkey.
    Anybody,
    /// Whoever asked, for a new one.
    Session(SessionKey),
    /// Whoever has a device key.
    AnyDevice,
    /// Whoever asked, for a new device key.
    DeviceOf(SessionKey),
}

impl Whose {
    pub(in crate::door) const fn purpose(self) -> Purpose {
        match self {
            Self::Anybody | Self::AnyDevice => Purpose::SignIn,
            Self::Session(_) | Self::DeviceOf(_) => Purpose::Add,
        }
    }

    fn mac(self, world: &Inner, head: &[u8]) -> [u8; 32] {
        match self {
            Self::Anybody => world.keys.door.full("passkey-sign-in", head),
            Self::Session(key) => {
                let data = [key.hash().as_slice(), head].concat();
                world.keys.door.full("passkey-add", &data)
            }
            Self::AnyDevice => world.keys.door.full("device-key-sign-in", head),
            Self::DeviceOf(key) => {
                let data = [key.hash().as_slice(), head].concat();
                world.keys.door.full("device-key-add", &data)
            }
        }
    }
}

/// A new one, in base64url.
pub(in crate::door) fn make(world: &Inner, whose: Whose, now: Moment) -> Result<String, Fault> {
    let chance: [u8; 16] = fresh()?;
    let head = [now.millis().to_be_bytes().as_slice(), &chance].concat();
    let mac = whose.mac(world, &head);
    Ok(URL_SAFE_NO_PAD.encode([head.as_slice(), &mac].concat()))
}

/// A challenge of ours that came back in time.
pub(in crate::door) struct Answered {
    bytes: [u8; 56],
    made: Moment,
}

impl Answered {
    /// Reads what came back: one of ours, for this, of theirs, in time.
    pub(in crate::door) fn read(
        world: &Inner,
        whose: Whose,
        text: &str,
        now: Moment,
    ) -> Result<Self, Flaw> {
        let wrong = Flaw::Challenge;
        let bytes = URL_SAFE_NO_PAD.decode(text).map_err(|_| wrong)?;
        let bytes: [u8; 56] = bytes.try_into().map_err(|_| wrong)?;
        let (head, mac) = bytes.split_first_chunk::<24>().ok_or(wrong)?;
        aws_lc_rs::constant_time::verify_slices_are_equal(&whose.mac(world, head), mac)
            .map_err(|_| wrong)?;
        let (millis, _) = head.split_first_chunk::<8>().ok_or(wrong)?;
        let made = Moment::from_millis(i64::from_be_bytes(*millis));
        if is_good(made, now) {
            Ok(Self { bytes, made })
        } else {
            Err(wrong)
        }
    }

    pub(super) fn hash(&self, world: &Inner) -> [u8; 32] {
        world.keys.door.full("passkey-answered", &self.bytes)
    }

    pub(super) fn until(&self) -> Moment {
        self.made.plus(GOOD_FOR)
    }
}

impl World {
    /// A challenge for whoever wants to sign in with a device key, in base64url. Nothing of it is kept.
    pub fn device_challenge(&self, now: Moment) -> Result<String, Fault> {
        make(&self.0, Whose::AnyDevice, now)
    }

    /// A challenge for whoever wants to sign in with a passkey, in base64url. Nothing of it is kept.
    pub fn passkey_challenge(&self, now: Moment) -> Result<String, Fault> {
        make(&self.0, Whose::Anybody, now)
    }
}
