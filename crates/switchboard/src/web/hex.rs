//! Bytes that people compare: fingerprints, as hexadecimal digits.

use std::fmt::Write as _;

/// Small hexadecimal digits, two for each byte.
pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        let _written = write!(text, "{byte:02x}");
        text
    })
}

/// Reads 32 bytes again; none where the text is anything else.
pub fn unhex(text: &str) -> Option<[u8; 32]> {
    let byte = |at: usize| u8::from_str_radix(text.get(at * 2..at * 2 + 2)?, 16).ok();
    let bytes: Option<Vec<u8>> = (0..32).map(byte).collect();
    bytes?.try_into().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fingerprint_reads_back_from_its_digits() {
        let bytes = [0xa7; 32];
        assert_eq!(unhex(&hex(&bytes)), Some(bytes));
        for wrong in ["", "a7", &"zz".repeat(32)] {
            assert_eq!(unhex(wrong), None, "{wrong}");
        }
    }
}
