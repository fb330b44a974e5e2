//! Numbers as the formats here write them.

/// Reads a decimal number without sign or leading zeros: there is one way to write each.
pub(crate) fn parse(text: &str) -> Option<u64> {
    let is_plain =
        text.bytes().all(|byte| byte.is_ascii_digit()) && (text == "0" || !text.starts_with('0'));
    if is_plain { text.parse().ok() } else { None }
}
