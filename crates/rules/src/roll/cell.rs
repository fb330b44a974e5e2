//! What spreadsheets do to a cell, and what people write into an empty one.

/// What a spreadsheet has left of a cell: nothing that can be put right here.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Damage {
    /// `=A1&B1`, not what it amounts to. Formulas are never worked out here.
    #[error(
        "this is a formula and not its result; copy the column, paste it again as values, and save"
    )]
    Formula,
    /// `#REF!`, `#N/A`, or `#####` from a column too narrow to show a date.
    #[error("a spreadsheet's error stands here; mend the cell, or leave it empty")]
    Error,
    /// `1.23457E+11`: the last digits are gone.
    #[error(
        "a spreadsheet has shortened this number; format the column as text, and type the number again"
    )]
    Shortened,
    /// A number or a name that became a day: `3-4`, `MAR1`.
    #[error("a spreadsheet has made a date of this; format the column as text, and type it again")]
    Date,
}

/// The text of a cell, without what spreadsheets need to keep it a text: `="0123"`, `'0123`.
pub(super) fn bare(cell: &str) -> &str {
    let cell = cell.trim();
    let quoted = cell
        .strip_prefix("=\"")
        .and_then(|rest| rest.strip_suffix('"'));
    if let Some(text) = quoted.filter(|text| !text.contains('"')) {
        return text.trim();
    }
    match cell.strip_prefix('\'') {
        Some(rest) if rest.starts_with(|c: char| c == '+' || c.is_ascii_digit()) => rest,
        _ => cell,
    }
}

/// What is broken in a cell; `+44…` and `-3` are numbers and no formulas.
pub(super) fn damage(cell: &str) -> Option<Damage> {
    const ERRORS: [&str; 9] = [
        "#N/A", "#REF!", "#VALUE!", "#NAME?", "#DIV/0!", "#NULL!", "#NUM!", "#SPILL!", "#CALC!",
    ];
    if cell.starts_with('=') {
        return Some(Damage::Formula);
    }
    if !cell.starts_with('#') {
        return None;
    }
    let is_filled = cell.len() >= 3 && cell.bytes().all(|b| b == b'#');
    (is_filled || ERRORS.iter().any(|error| cell.eq_ignore_ascii_case(error)))
        .then_some(Damage::Error)
}

/// True for `1.23457E+11`: a point, an `E+`, and digits only beside them.
pub(super) fn is_shortened(cell: &str) -> bool {
    let Some((number, power)) = cell.split_once("E+").or_else(|| cell.split_once("e+")) else {
        return false;
    };
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    let (whole, part) = number.split_once(['.', ',']).unwrap_or((number, "0"));
    digits(whole) && digits(part) && digits(power)
}

/// True for what people write where nothing is known, in any column but a name's.
pub(super) fn is_nothing(cell: &str) -> bool {
    const NOTHING: [&str; 14] = [
        "n/a",
        "n.a.",
        "n/k",
        "none",
        "null",
        "nil",
        "unknown",
        "not known",
        "tbc",
        "tba",
        "not given",
        "not provided",
        "not applicable",
        "#",
    ];
    is_blank(cell) || NOTHING.iter().any(|word| cell.eq_ignore_ascii_case(word))
}

/// True where a name is only a stroke. `None`, `Null` and `X` are names that people have.
pub(super) fn is_no_name(cell: &str) -> bool {
    is_blank(cell) || cell.eq_ignore_ascii_case("n/a")
}

/// True for white space, strokes, dots and question marks only.
fn is_blank(cell: &str) -> bool {
    cell.chars()
        .all(|c| c.is_whitespace() || matches!(c, '-' | '–' | '—' | '.' | '?' | '_'))
}

/// A ZIP code with the zero that a spreadsheet took, where it has one digit too few: `2139` is `02139`.
pub(super) fn zip_with_zero(cell: &str) -> Option<String> {
    let zip = cell.split('-').next()?;
    let is_short = matches!(zip.len(), 3 | 4) && zip.bytes().all(|b| b.is_ascii_digit());
    is_short.then(|| format!("{}{cell}", if zip.len() == 3 { "00" } else { "0" }))
}

/// True when the cell was once read in the wrong encoding and saved so: `SiÃ¢n`.
pub(super) fn is_misread(cell: &str) -> bool {
    let mut last = ' ';
    for c in cell.chars() {
        if (matches!(last, 'Ã' | 'Â' | 'Å') && !c.is_ascii() && !c.is_alphabetic())
            || (last == 'â' && c == '€')
            || c == '\u{FFFD}'
        {
            return true;
        }
        last = c;
    }
    false
}

#[cfg(test)]
mod tests {
    use super::{
        Damage, bare, damage, is_misread, is_no_name, is_nothing, is_shortened, zip_with_zero,
    };

    #[test]
    fn a_text_is_taken_out_of_what_keeps_it_one() {
        fn check(cell: &str, expected: &str) {
            assert_eq!(bare(cell), expected, "{cell}");
        }
        check("=\"07700900123\"", "07700900123");
        check(" =\" M1 \" ", "M1");
        check("'07700900123", "07700900123");
        check("'+447700900123", "+447700900123");
        check("'t Hooft", "'t Hooft");
        check("=\"a\"&\"b\"", "=\"a\"&\"b\"");
        check("'=1+1", "'=1+1");
    }

    #[test]
    fn a_formula_is_told_from_a_number_that_begins_with_a_sign() {
        fn check(cell: &str, expected: Option<Damage>) {
            assert_eq!(damage(cell), expected, "{cell}");
        }
        check("=A1+B1", Some(Damage::Formula));
        check("=HYPERLINK(\"https://example.org\")", Some(Damage::Formula));
        check("+44 7700 900123", None);
        check("-3", None);
        check("#N/A", Some(Damage::Error));
        check("#ref!", Some(Damage::Error));
        check("########", Some(Damage::Error));
        check("#1", None);
        check("# 4, Mill Lane", None);
        check("", None);
    }

    #[test]
    fn a_shortened_number_is_told_from_a_code_that_looks_like_one() {
        for cell in ["1.23457E+11", "4.47701e+11", "1E+11", "1,23457E+11"] {
            assert!(is_shortened(cell), "{cell}");
        }
        for cell in ["1E5", "E+11", "AB1.2E+11", "1.2E+1x", "1.2.3E+4", "12345"] {
            assert!(!is_shortened(cell), "{cell}");
        }
    }

    #[test]
    fn what_people_write_for_nothing_is_known_but_no_name_is_lost() {
        for cell in ["n/a", "N/A", "None", "-", "—", "unknown", "..", "?", " "] {
            assert!(is_nothing(cell), "{cell}");
        }
        for cell in ["Nonesuch", "x", "0", "No 5"] {
            assert!(!is_nothing(cell), "{cell}");
        }
        assert!(is_no_name("-") && is_no_name("n/a"));
        assert!(!is_no_name("None") && !is_no_name("Null") && !is_no_name("X"));
    }

    #[test]
    fn a_zip_code_gets_its_zeros_back() {
        assert_eq!(zip_with_zero("2139").as_deref(), Some("02139"));
        assert_eq!(zip_with_zero("601").as_deref(), Some("00601"));
        assert_eq!(zip_with_zero("2139-1234").as_deref(), Some("02139-1234"));
        assert_eq!(zip_with_zero("10001"), None);
        assert_eq!(zip_with_zero("SY9"), None);
    }

    #[test]
    fn letters_read_in_the_wrong_encoding_are_seen() {
        for cell in ["SiÃ¢n", "JosÃ©", "Oâ€™Neill", "Â£5", "Si\u{FFFD}n"] {
            assert!(is_misread(cell), "{cell}");
        }
        for cell in ["Siân", "José", "Åsa", "ÂNGELA", "São João", "Ãrı", "â"] {
            assert!(!is_misread(cell), "{cell}");
        }
    }
}
