//! An issuer of tokens for stories, which signs whatever it is told, also what no honest one would.

use aws_lc_rs::hmac;
use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::rsa::KeySize;
use aws_lc_rs::signature::{
    ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, Ed25519KeyPair, KeyPair as _, RSA_PKCS1_SHA256,
    RSA_PSS_SHA256, RsaKeyPair,
};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::{Value, json};

pub(crate) const LOGOUT: &str = "http://schemas.openid.net/event/backchannel-logout";

pub(crate) struct Issuer {
    pub(crate) url: String,
    ec: EcdsaKeyPair,
    ed: Ed25519KeyPair,
    rsa: RsaKeyPair,
}

fn text(bytes: impl AsRef<[u8]>) -> String {
    URL_SAFE_NO_PAD.encode(bytes)
}

impl Issuer {
    pub(crate) fn new(url: &str) -> Self {
        Self {
            url: url.to_owned(),
            ec: EcdsaKeyPair::generate(&ECDSA_P256_SHA256_FIXED_SIGNING).unwrap(),
            ed: Ed25519KeyPair::generate().unwrap(),
            rsa: RsaKeyPair::generate(KeySize::Rsa2048).unwrap(),
        }
    }

    /// The keys that it publishes. Its names for them begin with `k`; one is of a kind that nobody knows yet.
    pub(crate) fn keys(&self, k: &str) -> String {
        let point = self.ec.public_key().as_ref();
        let rsa = self.rsa.public_key();
        let n = text(rsa.modulus().big_endian_without_leading_zero());
        let e = text(rsa.exponent().big_endian_without_leading_zero());
        json!({ "keys": [
            { "kty": "AKP", "alg": "ML-DSA-44", "kid": format!("{k}-new"), "pub": "AAAA" },
            { "kty": "EC", "crv": "P-256", "use": "sig", "alg": "ES256", "kid": format!("{k}-ES256"),
              "x": text(&point[1..33]), "y": text(&point[33..65]) },
            { "kty": "OKP", "crv": "Ed25519", "use": "sig", "kid": format!("{k}-EdDSA"), "x": text(self.ed.public_key()) },
            { "kty": "RSA", "use": "sig", "kid": format!("{k}-RS256"), "n": n, "e": e },
            { "kty": "RSA", "use": "sig", "kid": format!("{k}-PS256"), "n": n, "e": e },
            { "kty": "RSA", "use": "enc", "kid": format!("{k}-enc"), "n": n, "e": e },
        ] })
        .to_string()
    }

    /// A token that says this, signed in this way by the key of this name.
    pub(crate) fn token(&self, alg: &str, kid: &str, claims: &Value) -> String {
        self.with_header(&json!({ "alg": alg, "kid": kid }), claims)
    }

    pub(crate) fn with_header(&self, header: &Value, claims: &Value) -> String {
        let signed = format!("{}.{}", text(header.to_string()), text(claims.to_string()));
        let bytes = signed.as_bytes();
        let chance = SystemRandom::new();
        let rsa = |padding| {
            let mut signature = vec![0; self.rsa.public_modulus_len()];
            self.rsa
                .sign(padding, &chance, bytes, &mut signature)
                .unwrap();
            signature
        };
        let signature = match header["alg"].as_str().unwrap() {
            "ES256" => self.ec.sign(&chance, bytes).unwrap().as_ref().to_vec(),
            "EdDSA" => self.ed.sign(bytes).as_ref().to_vec(),
            "RS256" => rsa(&RSA_PKCS1_SHA256),
            "PS256" => rsa(&RSA_PSS_SHA256),
            // The old trick: what everybody knows as the secret.
            "HS256" => {
                let known = self.ec.public_key().as_ref();
                let key = hmac::Key::new(hmac::HMAC_SHA256, known);
                hmac::sign(&key, bytes).as_ref().to_vec()
            }
            _ => Vec::new(),
        };
        format!("{signed}.{}", text(signature))
    }

    /// What an ID token says of somebody who has just shown who they are.
    pub(crate) fn says(&self, client: &str, subject: &str, nonce: &str, now_s: i64) -> Value {
        json!({
            "iss": self.url, "aud": client, "sub": subject, "nonce": nonce, "sid": format!("at {subject}"),
            "exp": now_s + 300, "iat": now_s, "auth_time": now_s - 5, "acr": "two",
        })
    }

    /// What a logout token says.
    pub(crate) fn left(&self, client: &str, number: &str, now_s: i64) -> Value {
        json!({
            "iss": self.url, "aud": client, "iat": now_s, "exp": now_s + 120, "jti": number,
            "events": { LOGOUT: {} },
        })
    }
}
