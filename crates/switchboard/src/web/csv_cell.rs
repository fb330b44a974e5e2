//! Cells of a CSV file that a spreadsheet will open.
//!
//! A spreadsheet takes a cell that begins with `=`, `+`, `-`, `@`, tab or return for a formula, and a stranger may have
//! typed it into a join form (OWASP, CSV injection).

use std::borrow::Cow;

/// The cell, with an apostrophe before it where a spreadsheet would run it. What is plainly a number stays as it is:
/// `+44 7700 900123` and `-3` must come back unchanged.
pub fn disarmed(cell: &str) -> Cow<'_, str> {
    let is_armed = cell.starts_with(['=', '+', '-', '@', '\t', '\r']);
    if is_armed && !is_number(cell) {
        Cow::Owned(format!("'{cell}"))
    } else {
        Cow::Borrowed(cell)
    }
}

/// True for `+` or `-` before digits and what stands between digits in telephone numbers.
fn is_number(cell: &str) -> bool {
    let rest = cell.strip_prefix(['+', '-']).unwrap_or("");
    rest.bytes().any(|byte| byte.is_ascii_digit())
        && rest
            .chars()
            .all(|c| c.is_ascii_digit() || matches!(c, ' ' | '(' | ')' | '-' | '.' | '/'))
}

#[cfg(test)]
mod tests {
    use super::disarmed;

    #[test]
    fn what_a_spreadsheet_would_run_is_disarmed_and_a_number_is_left_alone() {
        for (cell, written) in [
            ("=cmd()", "'=cmd()"),
            ("@sum(a1)", "'@sum(a1)"),
            ("+44 7700 900123", "+44 7700 900123"),
            ("-3", "-3"),
            ("+44=1+1", "'+44=1+1"),
            ("Aber cwm", "Aber cwm"),
            ("", ""),
        ] {
            assert_eq!(disarmed(cell), written);
        }
    }
}
