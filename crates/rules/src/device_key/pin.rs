//! A PIN: digits that are not those that everybody tries first.

use std::fmt;

/// Why a PIN is not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum WeakPin {
    /// Something else than digits is in it.
    #[error("a PIN has digits alone")]
    NotDigits,
    /// Fewer than six digits.
    #[error("a PIN has at least six digits")]
    Short,
    /// More than twelve digits.
    #[error("a PIN has at most twelve digits")]
    Long,
    /// All the same, a row such as `123456`, or a few digits again and again.
    #[error("the digits follow a simple rule")]
    Simple,
    /// Among those that are tried first.
    #[error("the PIN is one of the commonest")]
    Common,
}

const DIGITS_MIN: usize = 6;
const DIGITS_MAX: usize = 12;

/// Common PINs that no rule finds, as lists of stolen ones have them: rows and corners of the keypad, film titles, jokes.
const COMMON: [&str; 40] = [
    "112233", "223344", "332211", "445566", "778899", "998877", "111222", "222333", "123321",
    "123465", "654123", "123654", "456123", "159753", "753951", "951753", "159357", "357159",
    "147258", "147852", "258369", "789456", "852741", "142536", "123789", "789123", "100000",
    "200000", "102030", "112358", "314159", "271828", "101112", "121314", "102938", "147896",
    "134679", "251436", "987321", "321654",
];

/// Six to twelve digits that only their holder knows. It prints nothing.
#[derive(Clone, PartialEq, Eq)]
pub struct Pin(String);

impl Pin {
    /// Takes a new PIN that isn't easily guessed.
    pub fn parse(text: &str) -> Result<Self, WeakPin> {
        let pin = Self::typed(text)?;
        let digits = pin.0.as_bytes();
        if is_row(digits) || is_repeated(digits) {
            return Err(WeakPin::Simple);
        }
        if COMMON.contains(&pin.expose()) {
            return Err(WeakPin::Common);
        }
        Ok(pin)
    }

    /// Reads what somebody typed who has a PIN: how good it is was looked at when it was new.
    pub fn typed(text: &str) -> Result<Self, WeakPin> {
        let text = text.trim();
        if !text.bytes().all(|b| b.is_ascii_digit()) {
            return Err(WeakPin::NotDigits);
        }
        match text.len() {
            0..DIGITS_MIN => Err(WeakPin::Short),
            DIGITS_MIN..=DIGITS_MAX => Ok(Self(text.to_owned())),
            _ => Err(WeakPin::Long),
        }
    }

    /// The digits, to be hashed and for nothing else.
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Pin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Pin")
    }
}

/// Whether each digit is as far from the one before as the next from it: all the same, `123456`, `890123`, `975319`.
fn is_row(digits: &[u8]) -> bool {
    let step = |pair: &[u8]| match pair {
        [one, next] => (next + 10 - one) % 10,
        _ => 0,
    };
    let mut steps = digits.windows(2).map(step);
    let first = steps.next();
    steps.all(|step| Some(step) == first)
}

/// Whether it is one, two or three digits, or a half, again and again.
fn is_repeated(digits: &[u8]) -> bool {
    let half = digits.len() / 2;
    [2, 3, half]
        .into_iter()
        .any(|length| is_made_of(digits, length))
}

/// Whether it is nothing but its first digits, so many, again and again.
fn is_made_of(digits: &[u8], length: usize) -> bool {
    let mut parts = digits.chunks(length);
    let first = parts.next().unwrap_or_default();
    parts.all(|part| first.starts_with(part))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_common_pin_is_refused_as_one_and_is_read_where_it_is_in_force() {
        for common in COMMON {
            assert_eq!(Pin::parse(common), Err(WeakPin::Common), "{common}");
            assert_eq!(Pin::typed(common).unwrap().expose(), common);
        }
        assert_eq!(Pin::typed("1234"), Err(WeakPin::Short));
    }
}
