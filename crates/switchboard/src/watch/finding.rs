//! One thing that is worth knowing about an installation.

use std::fmt::Write as _;

use fluent_bundle::FluentValue;

use crate::web::messages::Words;

/// How much it matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Good to know.
    Information,
    /// To be mended in the next days.
    Warning,
    /// To be mended now.
    Severe,
}

impl Severity {
    /// The word in metrics and JSON.
    pub const fn text(self) -> &'static str {
        match self {
            Self::Information => "information",
            Self::Warning => "warning",
            Self::Severe => "severe",
        }
    }

    /// The key of the word on the page.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Information => "severity-information",
            Self::Warning => "severity-warning",
            Self::Severe => "severity-severe",
        }
    }
}

/// Every finding there is: its code, and how much it matters. The sentences are `finding-CODE` and `finding-CODE-mend`.
pub const FINDINGS: &[(&str, Severity)] = &[
    ("configuration", Severity::Severe),
    ("store", Severity::Severe),
    ("keys-absent", Severity::Severe),
    ("file-open", Severity::Severe),
    ("secret-absent", Severity::Severe),
    ("certificate-unusable", Severity::Severe),
    ("certificate-past", Severity::Severe),
    ("certificate-soon", Severity::Severe),
    ("certificate-ends", Severity::Warning),
    ("certificate-name", Severity::Severe),
    ("certificate-renewal", Severity::Severe),
    ("plain", Severity::Information),
    ("unplaced", Severity::Severe),
    ("unsigned", Severity::Severe),
    ("clock-behind", Severity::Severe),
    ("clock-apart", Severity::Warning),
    ("disk-full", Severity::Severe),
    ("disk-low", Severity::Warning),
    ("disk-days", Severity::Warning),
    ("disk-elsewhere", Severity::Information),
    ("backup-new", Severity::Information),
    ("backup-never", Severity::Severe),
    ("backup-old", Severity::Severe),
    ("key-old", Severity::Warning),
    ("key-kept", Severity::Warning),
    ("mail-absent", Severity::Information),
    ("mail-waits", Severity::Warning),
    ("mail-stuck", Severity::Severe),
    ("mail-given-up", Severity::Warning),
    ("mail-bounced", Severity::Information),
    ("host-absent", Severity::Warning),
    ("oidc-unusable", Severity::Warning),
    ("panics", Severity::Warning),
    ("copy-nowhere", Severity::Warning),
    ("testing-contact", Severity::Information),
    ("tps-none", Severity::Information),
    ("tps-ends", Severity::Warning),
    ("tps-past", Severity::Severe),
    ("tps-needed", Severity::Information),
    ("witness-none", Severity::Information),
    ("witness-file", Severity::Severe),
    ("witness-contradicts", Severity::Severe),
    ("witness-strange", Severity::Warning),
    ("witness-few", Severity::Severe),
    ("witness-behind", Severity::Warning),
    ("publish-other-log", Severity::Warning),
    ("publish-other-history", Severity::Severe),
    ("publish-unwritable", Severity::Severe),
    ("publish-unreadable", Severity::Severe),
];

/// One thing that was found, with what fills its sentences.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// Its code.
    pub code: &'static str,
    /// How much it matters.
    pub severity: Severity,
    args: Vec<(&'static str, String)>,
}

impl Finding {
    /// A finding of the table.
    pub fn new(code: &'static str) -> Self {
        let row = FINDINGS.iter().find(|(known, _)| *known == code);
        Self {
            code,
            severity: row.map_or(Severity::Severe, |(_, severity)| *severity),
            args: Vec::new(),
        }
    }

    /// Fills a gap of its sentences.
    #[must_use]
    pub fn with(mut self, gap: &'static str, value: impl std::fmt::Display) -> Self {
        self.args.push((gap, value.to_string()));
        self
    }

    /// What is so.
    pub fn sentence(&self, words: &Words) -> String {
        said(words, &format!("finding-{}", self.code), &self.args)
    }

    /// How to mend it.
    pub fn mend(&self, words: &Words) -> String {
        said(words, &format!("finding-{}-mend", self.code), &self.args)
    }
}

fn said<N: AsRef<str>>(words: &Words, key: &str, args: &[(N, String)]) -> String {
    let gaps: Vec<(&str, FluentValue<'_>)> = args
        .iter()
        .map(|(name, value)| {
            let value = match value.parse::<i64>() {
                Ok(number) => number.into(),
                Err(_) => value.as_str().into(),
            };
            (name.as_ref(), value)
        })
        .collect();
    words.t_args(key, &gaps)
}

/// What a finding's text must not hold where words are separated by spaces.
const MARKS: [char; 6] = ['%', ' ', '&', '=', '?', '\n'];

fn escaped(text: &str) -> String {
    let mut out = String::new();
    for c in text.chars() {
        if MARKS.contains(&c) {
            let _ = write!(out, "%{:02X}", u32::from(c));
        } else {
            out.push(c);
        }
    }
    out
}

/// A text that was escaped for a word.
pub fn plain(text: &str) -> String {
    MARKS.iter().rev().fold(text.to_owned(), |text, mark| {
        text.replace(&format!("%{:02X}", u32::from(*mark)), &mark.to_string())
    })
}

/// A finding as one word of a letter's variables.
pub fn encoded(finding: &Finding) -> String {
    let args: Vec<String> = finding
        .args
        .iter()
        .map(|(name, value)| format!("{name}~{}", escaped(value)))
        .collect();
    format!("{}?{}", finding.code, args.join("&"))
}

/// Such a word as an alert tells it: what is so, and how to mend it.
pub fn told(words: &Words, encoded: &str) -> String {
    let (code, rest) = encoded.split_once('?').unwrap_or((encoded, ""));
    let args: Vec<(&str, String)> = rest
        .split('&')
        .filter_map(|pair| pair.split_once('~'))
        .map(|(name, value)| (name, plain(value)))
        .collect();
    let sentence = said(words, &format!("finding-{code}"), &args);
    let mend = said(words, &format!("finding-{code}-mend"), &args);
    format!("* {sentence}\n  {mend}\n\n")
}
