//! What headquarters took, as everybody is told it: a closed list, counted out of the log.
//!
//! A rival wants to know whether those who run the contest looked at members, took files, made officials or changed settings
//! while it ran. Each entry of the log counts under one word at most. Only offices' acts and the console's count: what a
//! campaign's own people do is its usage, and stands beside it.

use crate::events::EventKind;
use crate::policy::{Opened, Role};

/// Something that headquarters took.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Took {
    /// Searches of the roll.
    Searches,
    /// Records of members opened, and what was covered of them uncovered.
    Openings,
    /// Files with people in them: exhibits and rejected rows.
    Files,
    /// Reading what a campaign wrote about a member, by two people's word.
    Answers,
    /// Roles in an office given.
    Roles,
    /// Settings changed, budgets among them.
    Settings,
    /// Acts at the machine's console.
    Console,
}

impl Took {
    /// All of them, as they stand on the page.
    pub const ALL: [Self; 7] = [
        Self::Searches,
        Self::Openings,
        Self::Files,
        Self::Answers,
        Self::Roles,
        Self::Settings,
        Self::Console,
    ];

    /// The word in its column; stored, so it never changes.
    pub const fn text(self) -> &'static str {
        match self {
            Self::Searches => "searches",
            Self::Openings => "openings",
            Self::Files => "files",
            Self::Answers => "answers",
            Self::Roles => "roles",
            Self::Settings => "settings",
            Self::Console => "console",
        }
    }

    /// The key of its words in the message files.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Searches => "took-searches",
            Self::Openings => "took-openings",
            Self::Files => "took-files",
            Self::Answers => "took-answers",
            Self::Roles => "took-roles",
            Self::Settings => "took-settings",
            Self::Console => "took-console",
        }
    }

    /// What an entry of this kind counts as: `opened` says how the session was opened, `detail` what the kind needs beyond.
    ///
    /// What was done at the console counts as that, whatever it was, so that nothing is done there unseen.
    pub fn of(kind: EventKind, opened: &str, detail: &str) -> Option<Self> {
        if opened == Opened::Console.text() || kind == EventKind::Console {
            return Some(Self::Console);
        }
        match kind {
            EventKind::Search => Some(Self::Searches),
            EventKind::MemberOpened | EventKind::ContactUncovered => Some(Self::Openings),
            EventKind::RejectsOpened | EventKind::ExhibitTaken => Some(Self::Files),
            EventKind::AnswersRead => Some(Self::Answers),
            EventKind::TermGranted => gives_office(detail).then_some(Self::Roles),
            EventKind::Configuration
            | EventKind::RetentionChanged
            | EventKind::BackupKeepChanged
            | EventKind::WitnessesSet => Some(Self::Settings),
            _ => None,
        }
    }
}

/// Whether a role that was given is an office's, or one that watches: a campaign's own people are no headquarters.
fn gives_office(detail: &str) -> bool {
    let word = |part: &str| part.strip_prefix("role=").and_then(Role::from_text);
    let given = detail.split(' ').find_map(word);
    !matches!(given, Some(Role::Caller | Role::Organiser))
}

/// The usage of a campaign while its contest runs: rounded to whole hundreds, so that no rival can follow its evening.
pub const USAGE_STEP: u64 = 100;

/// A campaign's usage as everybody may see it: the nearest hundred while the contest runs, exact after it.
pub const fn usage(count: u64, is_over: bool) -> u64 {
    if is_over {
        return count;
    }
    count.saturating_add(USAGE_STEP / 2) / USAGE_STEP * USAGE_STEP
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_word_is_counted_from_what_the_entry_says() {
        let of = |kind, opened, detail| Took::of(kind, opened, detail);
        let checks = [
            (EventKind::Search, "passkey", "", Some(Took::Searches)),
            (EventKind::MemberOpened, "passkey", "", Some(Took::Openings)),
            (EventKind::MemberOpened, "console", "", Some(Took::Console)),
            (
                EventKind::Console,
                "console",
                "contest=1",
                Some(Took::Console),
            ),
            (EventKind::ExhibitTaken, "oidc", "", Some(Took::Files)),
            (EventKind::AnswersRead, "passkey", "", Some(Took::Answers)),
            (
                EventKind::TermGranted,
                "passkey",
                "account=1 role=dpo scope=organisation",
                Some(Took::Roles),
            ),
            (
                EventKind::TermGranted,
                "joined",
                "account=1 role=caller scope=campaign",
                None,
            ),
            (EventKind::TermGranted, "passkey", "role=organiser", None),
            // What can't be read counts rather than not.
            (EventKind::TermGranted, "passkey", "", Some(Took::Roles)),
            (EventKind::Configuration, "system", "", Some(Took::Settings)),
            (EventKind::CardDealt, "device", "", None),
            (EventKind::SignIn, "passkey", "", None),
        ];
        for (kind, opened, detail, took) in checks {
            assert_eq!(of(kind, opened, detail), took, "{kind:?} {opened} {detail}");
        }
    }

    #[test]
    fn usage_is_rounded_to_hundreds_until_the_contest_is_over() {
        for (count, shown) in [
            (0, 0),
            (49, 0),
            (50, 100),
            (149, 100),
            (150, 200),
            (14_249, 14_200),
        ] {
            assert_eq!(usage(count, false), shown);
            assert_eq!(usage(count, true), count);
        }
    }

    #[test]
    fn words_are_given_once() {
        let words: std::collections::BTreeSet<_> = Took::ALL.map(Took::text).into();
        assert_eq!(words.len(), Took::ALL.len());
    }
}
