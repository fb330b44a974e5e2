//! A browser with a device key, in software: it signs as browsers do, also wrongly. It shares no code with what checks it.

use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair as _};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

/// Where the stories' pages are.
pub(crate) const HERE: &str = "http://localhost:8080";

/// A key that a browser keeps.
pub(crate) struct BrowserKey(EcdsaKeyPair);

/// What the browser sends: key, challenge, signature.
pub(crate) type Shown = [String; 3];

impl BrowserKey {
    pub(crate) fn make() -> Self {
        Self(EcdsaKeyPair::generate(&ECDSA_P256_SHA256_FIXED_SIGNING).unwrap())
    }

    /// The public half.
    pub(crate) fn key(&self) -> String {
        URL_SAFE_NO_PAD.encode(self.0.public_key().as_ref())
    }

    /// Signs for `add` or `sign-in`.
    pub(crate) fn sign(&self, purpose: &str, origin: &str, challenge: &str) -> Shown {
        let text = format!("switchboard device key v1\n{purpose}\n{origin}\n{challenge}");
        let signed = self.0.sign(&SystemRandom::new(), text.as_bytes()).unwrap();
        [
            self.key(),
            challenge.to_owned(),
            URL_SAFE_NO_PAD.encode(signed.as_ref()),
        ]
    }
}
