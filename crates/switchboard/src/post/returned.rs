//! A letter that came back: a report of the mail system (RFC 3464) as the mailbox hands it over.
//!
//! Only what says "failed" counts; what is delayed is still under way, and an answer that a person or a holiday notice wrote
//! is none of a mail system. The letter is known by its mark, in the address it came back to or in its own Message-ID.

use super::line::is_enhanced;

/// The longest report that is read.
const MARK_DIGITS: usize = 48;

/// What a report says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Returned {
    /// The letter with this mark could not be delivered.
    Failed {
        /// The letter's mark.
        mark: String,
        /// Why, as a code.
        code: String,
    },
    /// It is a report, and nothing has failed.
    NotFailed,
    /// It is no report of a mail system, or of no letter of ours.
    NoReport,
}

/// Reads a report.
pub(crate) fn read(text: &str) -> Returned {
    let text = text.replace("\r\n", "\n");
    let Some(mark) = mark(&text) else {
        return Returned::NoReport;
    };
    let lower = text.to_lowercase();
    if !lower.contains("report-type=delivery-status")
        && !lower.contains("report-type=\"delivery-status\"")
    {
        return Returned::NoReport;
    }
    let Some(at) = lower.find("content-type: message/delivery-status") else {
        return Returned::NoReport;
    };
    let report = lower.get(at..).unwrap_or_default();
    let mut is_failed = false;
    let mut code = None;
    for line in report.lines().skip(1) {
        if line.starts_with("--") {
            break;
        }
        let Some((name, value)) = line.split_once(':') else {
            continue;
        };
        match name.trim() {
            "action" => is_failed |= value.trim() == "failed",
            "status" => {
                code = value
                    .split_whitespace()
                    .find(|word| is_enhanced(word))
                    .map(str::to_owned);
            }
            _ => {}
        }
    }
    if !is_failed {
        return Returned::NotFailed;
    }
    Returned::Failed {
        mark,
        code: code.unwrap_or_else(|| "5.0.0".to_owned()),
    }
}

/// The first run of 48 hexadecimal digits between `+` or `<` and `@`.
fn mark(text: &str) -> Option<String> {
    text.match_indices(['+', '<']).find_map(|(at, _)| {
        let rest = text.get(at + 1..)?;
        let digits = rest.get(..MARK_DIGITS)?;
        let is_mark = digits.bytes().all(|b| b.is_ascii_hexdigit())
            && rest.get(MARK_DIGITS..)?.starts_with('@');
        is_mark.then(|| digits.to_lowercase())
    })
}
