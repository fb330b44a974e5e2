//! A licence as a request keeps it: which, whether the first signature is the data protection officer's, and who tests.

use std::collections::BTreeSet;

use super::TESTERS_MAX;
use crate::ids::{AccountId, LicenceId};

/// What a request for a licence is about. It names nobody but by id.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    /// Which licence.
    pub licence: LicenceId,
    /// Whether whoever wrote it down did so as the data protection officer.
    pub guarded: bool,
    /// Whose accounts test: none of them signs.
    pub testers: BTreeSet<AccountId>,
}

impl Asked {
    /// As `name=value` words.
    pub fn text(&self) -> String {
        let testers: Vec<String> = self.testers.iter().map(ToString::to_string).collect();
        format!(
            "licence={} guarded={} testers={}",
            self.licence,
            u8::from(self.guarded),
            testers.join(",")
        )
    }

    /// Reads what [`Asked::text`] wrote; none for any other text.
    pub fn parse(text: &str) -> Option<Self> {
        let (licence, rest) = text.strip_prefix("licence=")?.split_once(" guarded=")?;
        let (guarded, testers) = rest.split_once(" testers=")?;
        let testers = testers.split(',').map(|id| AccountId::parse(id).ok());
        let asked = Self {
            licence: LicenceId::parse(licence).ok()?,
            guarded: guarded == "1",
            testers: testers.collect::<Option<_>>()?,
        };
        let is_one = asked.testers.len() <= TESTERS_MAX && asked.text() == text;
        is_one.then_some(asked)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_reads_back_from_its_words_and_from_no_others() {
        let account = |n| AccountId::from_bytes([n; 16]);
        let asked = Asked {
            licence: LicenceId::from_bytes([9; 16]),
            guarded: true,
            testers: (1..=12).map(account).collect(),
        };
        let text = asked.text();
        assert!(text.len() <= 400 && text.is_ascii(), "{}", text.len());
        assert_eq!(Asked::parse(&text), Some(asked.clone()));
        let thirteen = Asked {
            testers: (1..=13).map(account).collect(),
            ..asked.clone()
        };
        let nobody = Asked {
            testers: BTreeSet::new(),
            ..asked
        };
        for wrong in [
            String::new(),
            text.replace("guarded=1", "guarded=2"),
            format!("{text},"),
            format!("{text} more=1"),
            thirteen.text(),
            nobody.text(),
        ] {
            assert_eq!(Asked::parse(&wrong), None, "{wrong}");
        }
    }
}
