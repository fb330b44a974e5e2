//! How the installation stands.

use askama::Template;

use crate::watch::Severity;
use crate::web::page::{Page, unprinted};
use crate::web::shell::{Link, Shell};

/// What is wrong, the worst first, and how to mend it: `GET /installation`.
#[derive(Template)]
#[template(path = "installation/installation.html")]
pub struct Installation {
    /// What stands around it.
    pub shell: Shell,
    /// What was found.
    pub findings: Vec<Line>,
}

/// One thing that was found, in words.
#[derive(Clone, Debug)]
pub struct Line {
    /// How much it matters.
    pub severity: Severity,
    /// What is so.
    pub sentence: String,
    /// How to mend it.
    pub mend: String,
}

impl Installation {
    fn is_sound(&self) -> bool {
        self.findings
            .iter()
            .all(|line| line.severity == Severity::Information)
    }
}

unprinted!(Installation);

impl Page for Installation {
    fn title_key(&self) -> &'static str {
        "installation-title"
    }

    fn samples() -> Vec<(&'static str, Self)> {
        let line = |severity, sentence: &str, mend: &str| Line {
            severity,
            sentence: sentence.to_owned(),
            mend: mend.to_owned(),
        };
        let page = |findings| Self {
            shell: Shell::sample("Officer 1", &[Link::Home]),
            findings,
        };
        let witness = line(
            Severity::Information,
            "No witness countersigns the log.",
            "Nothing is to be done yet.",
        );
        let backup = line(
            Severity::Severe,
            "The newest backup is 50 hours old.",
            "Look why it was not made.",
        );
        let key = line(
            Severity::Warning,
            "The month key is of 2026-10.",
            "Run `switchboard keys rotate`.",
        );
        vec![
            ("installation-sound", page(vec![witness.clone()])),
            ("installation-wrong", page(vec![backup, key, witness])),
        ]
    }
}
