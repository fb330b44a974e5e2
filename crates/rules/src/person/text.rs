//! Making one line of text out of what stood in a cell.

/// Why a text can't be kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Untidy {
    /// It holds a control character, or one that turns the direction of what follows.
    Control,
    /// It has more characters than the field allows.
    Long,
}

/// Trims, collapses white space to single spaces, refuses control characters and too much text.
///
/// White space of every kind counts (a line break pasted into a cell becomes a space). Characters
/// that change the direction of the text around them (U+202A to U+202E, U+2066 to U+2069) are
/// refused: they make a page show something else than it holds. Joiners stay: Persian and Hindi
/// names need them. Nothing is normalised: composed and decomposed letters both stay as written.
pub(super) fn tidy(text: &str, chars_max: usize) -> Result<String, Untidy> {
    let mut line = String::with_capacity(text.len().min(chars_max.saturating_mul(4)));
    for word in text.split_whitespace() {
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    if line.chars().any(is_refused) {
        return Err(Untidy::Control);
    }
    if line.len() > chars_max && line.chars().count() > chars_max {
        return Err(Untidy::Long);
    }
    Ok(line)
}

fn is_refused(c: char) -> bool {
    c.is_control() || matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{FEFF}')
}

#[cfg(test)]
mod tests {
    use super::{Untidy, tidy};

    #[test]
    fn white_space_of_every_kind_becomes_one_space() {
        fn check(text: &str, expected: Result<&str, Untidy>) {
            assert_eq!(tidy(text, 12), expected.map(str::to_owned), "{text:?}");
        }
        check("  Mary   Ann ", Ok("Mary Ann"));
        check("Mary\u{a0}Ann\r\n", Ok("Mary Ann"));
        check("\t ", Ok(""));
        check("Siân Rhŷs", Ok("Siân Rhŷs"));
        check("bell\u{7}", Err(Untidy::Control));
        check("nul\0", Err(Untidy::Control));
        check("evans\u{202e}", Err(Untidy::Control));
        check("abcdefghijkl", Ok("abcdefghijkl"));
        check("abcdefghijklm", Err(Untidy::Long));
        check("ââââââââââââ", Ok("ââââââââââââ"));
    }
}
