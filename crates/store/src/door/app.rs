//! The number from an app (TOTP, RFC 6238): six digits, half a minute each, one step early or late, none taken twice.

use switchboard_rules::ids::AccountId;
use switchboard_rules::moment::Moment;
use totp_rs::{Algorithm, Builder, Secret as SharedSecret, Totp};
use zeroize::Zeroizing;

use crate::fault::Fault;
use crate::seal::{Spot, fresh};
use crate::world::Inner;

const STEP_SECONDS: u64 = 30;
const DIGITS: u8 = 6;
/// Steps that a phone's clock may be early or late.
const SKEW: u16 = 1;

/// What an account shares with its holder's app.
pub(super) struct AppSecret(Zeroizing<[u8; 20]>);

impl AppSecret {
    /// 160 bits, as RFC 4226 recommends.
    pub(super) fn fresh() -> Result<Self, Fault> {
        Ok(Self(Zeroizing::new(fresh()?)))
    }

    pub(super) fn seal(&self, world: &Inner, account: &AccountId) -> Result<Vec<u8>, Fault> {
        Ok(world.keys.account.seal(spot(account), self.0.as_slice())?)
    }

    pub(super) fn open(world: &Inner, account: &AccountId, sealed: &[u8]) -> Result<Self, Fault> {
        let plain = world.keys.account.open(spot(account), sealed)?;
        let mut secret = Zeroizing::new([0; 20]);
        if plain.len() != secret.len() {
            return Err(crate::seal::SealError::Short.into());
        }
        secret.copy_from_slice(&plain);
        Ok(Self(secret))
    }

    fn totp(&self) -> Totp {
        Builder::new()
            .with_algorithm(Algorithm::SHA1)
            .with_digits(DIGITS)
            .with_skew(SKEW)
            .with_step_duration(STEP_SECONDS)
            .with_secret(SharedSecret::new_stack(*self.0))
            .build_noncompliant()
    }

    /// The half minute whose number this is, if it is one of the three around `now`.
    pub(super) fn step_of(&self, number: &str, now: Moment) -> Option<i64> {
        let digits: String = number
            .chars()
            .filter(|c| !c.is_whitespace())
            .take(16)
            .collect();
        if digits.len() != usize::from(DIGITS) || !digits.bytes().all(|b| b.is_ascii_digit()) {
            return None;
        }
        let seconds = u64::try_from(now.millis() / 1000).ok()?;
        let step = self.totp().check(&digits, seconds)?;
        i64::try_from(step).ok()
    }

    /// What the holder's app is to be told.
    pub(super) fn key(&self) -> AppKey {
        AppKey(Zeroizing::new(SharedSecret::new_stack(*self.0).to_base32()))
    }
}

fn spot(account: &AccountId) -> Spot<'_> {
    Spot {
        table: "credential",
        column: "app_sealed",
        row: account.as_bytes(),
    }
}

/// What the holder's app is told, once: for the page that sets it up, and nowhere else. It prints nothing.
pub struct AppKey(Zeroizing<String>);

impl AppKey {
    /// For typing, in groups of four letters and digits.
    pub fn groups(&self) -> Vec<&str> {
        let mut rest = self.0.as_str();
        let mut groups = Vec::new();
        while !rest.is_empty() {
            let (group, after) = rest.split_at(rest.len().min(4));
            groups.push(group);
            rest = after;
        }
        groups
    }

    /// For scanning: the address that apps understand (Google's key URI format). `issuer` and `holder` are shown by the
    /// app.
    pub fn address(&self, issuer: &str, holder: &str) -> Zeroizing<String> {
        let (issuer, holder) = (encoded(issuer), encoded(holder));
        Zeroizing::new(format!(
            "otpauth://totp/{issuer}:{holder}?secret={}&issuer={issuer}",
            *self.0
        ))
    }
}

impl std::fmt::Debug for AppKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("AppKey")
    }
}

/// Percent-encoded (RFC 3986), with nothing left that means something in an address.
fn encoded(text: &str) -> String {
    use std::fmt::Write as _;
    let mut out = String::new();
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~') {
            out.push(char::from(byte));
        } else {
            let _ = write!(out, "%{byte:02X}");
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    const RFC: &[u8; 20] = b"12345678901234567890";

    fn at(seconds: i64) -> Moment {
        Moment::from_millis(seconds * 1000)
    }

    /// RFC 6238, appendix B, the last six of its eight digits.
    #[test]
    fn the_numbers_of_the_standard_are_taken_in_their_half_minute_and_one_around_it() {
        let secret = AppSecret(Zeroizing::new(*RFC));
        for (seconds, number) in [
            (59, "287082"),
            (1_111_111_109, "081804"),
            (1_111_111_111, "050471"),
            (1_234_567_890, "005924"),
            (2_000_000_000, "279037"),
        ] {
            let step = seconds / 30;
            for now in [seconds - 30, seconds, seconds + 30] {
                assert_eq!(
                    secret.step_of(number, at(now)),
                    Some(step),
                    "{number} at {now}"
                );
            }
            assert_eq!(secret.step_of(number, at(seconds + 60)), None);
            assert_eq!(secret.step_of(number, at(seconds - 61)), None);
        }
        assert_eq!(secret.step_of(" 287 082 ", at(59)), Some(1));
        for bad in ["", "28708", "2870822", "28708x", "٢٨٧٠٨٢"] {
            assert_eq!(secret.step_of(bad, at(59)), None, "{bad}");
        }
    }

    #[test]
    fn the_app_is_told_the_same_secret_in_groups_and_in_an_address() {
        let key = AppSecret(Zeroizing::new(*RFC)).key();
        assert_eq!(key.groups().concat(), "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
        assert_eq!(
            key.address("Party & Co", "orla@office.example.org")
                .as_str(),
            "otpauth://totp/Party%20%26%20Co:orla%40office.example.org?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Party%20%26%20Co"
        );
        assert_eq!(format!("{key:?}"), "AppKey");
    }
}
