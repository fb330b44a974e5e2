//! An authenticator in software, for stories: it makes passkeys and shows them, also wrongly. It shares no code with what
//! takes them apart.

use aws_lc_rs::digest::{SHA256, digest};
use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::signature::{ECDSA_P256_SHA256_ASN1_SIGNING, EcdsaKeyPair, KeyPair as _};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

/// Where the browser is, and what the authenticator says: each may be wrong.
#[derive(Clone)]
pub(crate) struct Place {
    /// The site that the browser asks the authenticator for.
    pub(crate) name: String,
    /// The origin that the browser writes.
    pub(crate) origin: String,
    /// What is said of whoever is there: 1 somebody, 4 the holder, 8 and 16 a copy elsewhere.
    pub(crate) flags: u8,
    /// What the browser says that it is for.
    pub(crate) purpose: Option<&'static str>,
    /// Whether the page lay inside another site's.
    pub(crate) is_framed: bool,
}

impl Place {
    /// The right one: a page of this machine.
    pub(crate) fn here() -> Self {
        Self {
            name: "localhost".to_owned(),
            origin: "http://localhost:8080".to_owned(),
            flags: 0x05,
            purpose: None,
            is_framed: false,
        }
    }

    fn client(&self, usual: &str, challenge: &str) -> Vec<u8> {
        let (purpose, origin) = (self.purpose.unwrap_or(usual), &self.origin);
        format!(
            "{{\"type\":\"{purpose}\",\"challenge\":\"{challenge}\",\"origin\":\"{origin}\",\"crossOrigin\":{}}}",
            self.is_framed
        )
        .into_bytes()
    }

    fn data(&self, more: u8, count: u32) -> Vec<u8> {
        let hash = digest(&SHA256, self.name.as_bytes());
        let flags = [self.flags | more];
        [hash.as_ref(), &flags, &count.to_be_bytes()].concat()
    }
}

pub(crate) fn encode(bytes: &[u8]) -> String {
    URL_SAFE_NO_PAD.encode(bytes)
}

/// A passkey on a device.
pub(crate) struct Passkey {
    key: EcdsaKeyPair,
    pub(crate) credential: Vec<u8>,
    pub(crate) handle: Vec<u8>,
}

/// What the browser sends of a new one: client data and attestation.
pub(crate) type Made = [String; 2];
/// What the browser sends of one that is shown: credential, client data, data, signature, handle.
pub(crate) type Shown = [String; 5];

impl Passkey {
    /// Makes one for whoever is known by `handle`.
    pub(crate) fn make(place: &Place, challenge: &str, handle: &[u8]) -> (Self, Made) {
        let key = EcdsaKeyPair::generate(&ECDSA_P256_SHA256_ASN1_SIGNING).unwrap();
        let point = key.public_key().as_ref().to_vec();
        let credential = digest(&SHA256, &point).as_ref().to_vec();
        let cose = [
            &[0xa5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21, 0x58, 0x20][..],
            &point[1..33],
            &[0x22, 0x58, 0x20],
            &point[33..65],
        ]
        .concat();
        let data = [
            &place.data(0x40, 0)[..],
            &[0; 16],
            &[0, 32],
            &credential,
            &cose,
        ]
        .concat();
        let head = [0x58, u8::try_from(data.len()).unwrap()];
        let attestation = [
            b"\xa3\x63fmt\x64none\x67attStmt\xa0\x68authData".as_slice(),
            &head,
            &data,
        ]
        .concat();
        let made = [
            encode(&place.client("webauthn.create", challenge)),
            encode(&attestation),
        ];
        let passkey = Self {
            key,
            credential,
            handle: handle.to_vec(),
        };
        (passkey, made)
    }

    /// Shows it.
    pub(crate) fn show(&self, place: &Place, challenge: &str, count: u32) -> Shown {
        let client = place.client("webauthn.get", challenge);
        let data = place.data(0, count);
        let hash = digest(&SHA256, &client);
        let over = [&data[..], hash.as_ref()].concat();
        let signature = self.key.sign(&SystemRandom::new(), &over).unwrap();
        [
            encode(&self.credential),
            encode(&client),
            encode(&data),
            encode(signature.as_ref()),
            encode(&self.handle),
        ]
    }
}
