//! Cells that say yes or no.

/// True unless the cell is empty or plainly says no.
///
/// Both marks read by this (do not call, deceased) stop calls, so what is not understood counts as
/// a yes: files write `1`, `yes`, `x`, or the date on which it happened, and an objection must not
/// be lost because somebody wrote it in words of their own.
pub(super) fn is_marked(cell: &str) -> bool {
    const NO: [&str; 12] = [
        "", "0", "no", "n", "false", "f", "none", "null", "nil", "n/a", "-", "off",
    ];
    let cell = cell.trim();
    !NO.iter().any(|no| cell.eq_ignore_ascii_case(no))
}

#[cfg(test)]
mod tests {
    use super::is_marked;

    #[test]
    fn a_mark_that_is_not_plainly_a_no_is_a_yes() {
        for no in ["", " ", "0", "No", "FALSE", "n", "null", "N/A", "-"] {
            assert!(!is_marked(no), "{no:?}");
        }
        for yes in [
            "1",
            "yes",
            "TRUE",
            "x",
            "Y",
            "2024-03-01",
            "please don't ring",
            "?",
        ] {
            assert!(is_marked(yes), "{yes:?}");
        }
    }
}
