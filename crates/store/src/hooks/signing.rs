//! Signatures as receivers check them (Standard Webhooks 1.0, <https://www.standardwebhooks.com>).

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

use crate::fault::Fault;

/// What stands before a secret, so that it is known for one.
pub(super) const PREFIX: &str = "whsec_";

/// The secret as its receiver keeps it.
pub(super) fn written(secret: &[u8]) -> String {
    format!("{PREFIX}{}", STANDARD.encode(secret))
}

/// The line `webhook-signature`: one signature for each secret that is valid, over the message's id, its moment in seconds, and its
/// body.
pub fn sign<'s>(
    secrets: impl Iterator<Item = &'s [u8]>,
    id: &str,
    seconds: i64,
    body: &str,
) -> Result<String, Fault> {
    let mut line = Vec::new();
    for secret in secrets {
        let mut mac = Hmac::<Sha256>::new_from_slice(secret)
            .map_err(|_| Fault::Row("a webhook's secret is no key".to_owned()))?;
        mac.update(format!("{id}.{seconds}.{body}").as_bytes());
        line.push(format!(
            "v1,{}",
            STANDARD.encode(mac.finalize().into_bytes())
        ));
    }
    Ok(line.join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The example of the specification's own libraries.
    #[test]
    fn a_signature_is_that_of_the_specification() {
        let secret = STANDARD.decode("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw").unwrap();
        let body = "{\"test\": 2432232314}";
        let id = "msg_p5jXN8AQM9LWM0D4loKWxJek";
        let line = sign([secret.as_slice()].into_iter(), id, 1_614_265_330, body).unwrap();
        assert_eq!(line, "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
        let both = sign(
            [secret.as_slice(), b"other"].into_iter(),
            id,
            1_614_265_330,
            body,
        )
        .unwrap();
        assert!(both.starts_with(&format!("{line} v1,")));
        assert!(written(&secret).starts_with("whsec_MfKQ"));
    }
}
