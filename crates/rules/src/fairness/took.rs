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
    /// Members shown in other ways: records opened, reports, requests, possible duplicates.
    Openings,
    /// Files with people in them: exhibits and rejected rows.
    Files,
    /// Reading what a campaign wrote about a member, by two people's word.
    Answers,
    /// A campaign's own figures looked at.
    Figures,
    /// Members' records changed: corrections, marks, files imported, records merged.
    Changes,
    /// Roles given by an office.
    Roles,
    /// Settings changed, budgets among them.
    Settings,
    /// Acts at the machine's console.
    Console,
    /// What an office made stand still.
    Freezes,
}

impl Took {
    /// All of them, as they stand on the page.
    pub const ALL: [Self; 10] = [
        Self::Searches,
        Self::Openings,
        Self::Files,
        Self::Answers,
        Self::Figures,
        Self::Changes,
        Self::Roles,
        Self::Settings,
        Self::Console,
        Self::Freezes,
    ];

    /// The word in its column; stored, so it never changes.
    pub const fn text(self) -> &'static str {
        match self {
            Self::Searches => "searches",
            Self::Openings => "openings",
            Self::Files => "files",
            Self::Answers => "answers",
            Self::Figures => "figures",
            Self::Changes => "changes",
            Self::Roles => "roles",
            Self::Settings => "settings",
            Self::Console => "console",
            Self::Freezes => "freezes",
        }
    }

    /// The key of its words in the message files.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Searches => "took-searches",
            Self::Openings => "took-openings",
            Self::Files => "took-files",
            Self::Answers => "took-answers",
            Self::Figures => "took-figures",
            Self::Changes => "took-changes",
            Self::Roles => "took-roles",
            Self::Settings => "took-settings",
            Self::Console => "took-console",
            Self::Freezes => "took-freezes",
        }
    }

    /// What an entry counts as: `opened` says how the session was opened, `purpose` for whom it was done.
    ///
    /// What was done at the console counts as that, whatever it was, and so does copying the keys. What a campaign's own people do
    /// is told by the purpose of their role, and whoever joins gives themselves the role by which they do.
    pub fn of(kind: EventKind, opened: &str, purpose: &str) -> Option<Self> {
        let is_console = opened == Opened::Console.text();
        if is_console || matches!(kind, EventKind::Console | EventKind::KeysCopied) {
            return Some(Self::Console);
        }
        // What a member is shown of themselves, nobody took.
        if opened == Opened::Member.text() {
            return None;
        }
        let campaigns = [Role::Caller, Role::Organiser].map(Role::purpose);
        if campaigns.contains(&purpose) || opened.starts_with(Opened::Joined.text()) {
            return None;
        }
        Self::of_office(kind)
    }

    /// What such an entry counts as where an office did it. A new kind that shows people counts, unless it is named here.
    const fn of_office(kind: EventKind) -> Option<Self> {
        Some(match kind {
            EventKind::Search => Self::Searches,
            EventKind::RejectsOpened | EventKind::ExhibitTaken => Self::Files,
            EventKind::AnswersRead => Self::Answers,
            EventKind::CampaignShown
            | EventKind::AccountsShown
            | EventKind::AudienceCounted
            | EventKind::CountsShown
            | EventKind::ExposureShown => Self::Figures,
            EventKind::ImportSwitched
            | EventKind::ImportUndone
            | EventKind::MemberCorrected
            | EventKind::MemberAdded
            | EventKind::MembershipEnded
            | EventKind::MembershipResumed
            | EventKind::MemberProtected
            | EventKind::ProtectionLifted
            | EventKind::MemberRestricted
            | EventKind::RestrictionLifted
            | EventKind::CallsAllowed
            | EventKind::MembersMerged
            | EventKind::MergeUndone
            | EventKind::BulkMergeBegun
            | EventKind::BulkUndoBegun
            | EventKind::BranchChanged => Self::Changes,
            EventKind::TermGranted => Self::Roles,
            EventKind::Configuration
            | EventKind::RetentionChanged
            | EventKind::BackupKeepChanged
            | EventKind::WitnessesSet
            // It raises budgets.
            | EventKind::HoursGivenBack
            | EventKind::HoursTakenBack => Self::Settings,
            EventKind::Frozen => Self::Freezes,
            // Cards are a campaign's usage.
            EventKind::CardDealt | EventKind::NumberShown | EventKind::CardRedisclosed => {
                return None;
            }
            EventKind::ContactUncovered | EventKind::DuplicatesShown => Self::Openings,
            kind if kind.discloses() => Self::Openings,
            _ => return None,
        })
    }
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
        let (officer, organiser, caller) = (
            Role::MembershipOfficer.purpose(),
            Role::Organiser.purpose(),
            Role::Caller.purpose(),
        );
        let checks = [
            (EventKind::Search, "passkey", officer, Some(Took::Searches)),
            (
                EventKind::MemberOpened,
                "passkey",
                officer,
                Some(Took::Openings),
            ),
            (
                EventKind::ReportsShown,
                "passkey",
                officer,
                Some(Took::Openings),
            ),
            (EventKind::MemberOpened, "console", "", Some(Took::Console)),
            (EventKind::Console, "console", "", Some(Took::Console)),
            (EventKind::KeysCopied, "system", "", Some(Took::Console)),
            (EventKind::ExhibitTaken, "oidc", "", Some(Took::Files)),
            (
                EventKind::AnswersRead,
                "passkey",
                officer,
                Some(Took::Answers),
            ),
            (
                EventKind::CampaignShown,
                "passkey",
                officer,
                Some(Took::Figures),
            ),
            (EventKind::CampaignShown, "passkey", organiser, None),
            (
                EventKind::MemberProtected,
                "passkey",
                officer,
                Some(Took::Changes),
            ),
            (
                EventKind::TermGranted,
                "passkey",
                officer,
                Some(Took::Roles),
            ),
            (EventKind::TermGranted, "joined by=1", caller, None),
            (EventKind::TermGranted, "passkey", organiser, None),
            (EventKind::Configuration, "system", "", Some(Took::Settings)),
            (EventKind::Frozen, "passkey", officer, Some(Took::Freezes)),
            (
                EventKind::HoursGivenBack,
                "passkey",
                officer,
                Some(Took::Settings),
            ),
            (EventKind::FreezeLifted, "passkey", officer, None),
            (EventKind::CardDealt, "device", caller, None),
            (EventKind::SignIn, "passkey", "", None),
            (EventKind::OwnPageShown, "member", "", None),
        ];
        for (kind, opened, purpose, took) in checks {
            assert_eq!(
                Took::of(kind, opened, purpose),
                took,
                "{kind:?} {opened} {purpose}"
            );
        }
    }

    #[test]
    fn nothing_that_an_office_is_shown_of_members_goes_uncounted() {
        for kind in EventKind::ALL.iter().filter(|kind| kind.discloses()) {
            let is_usage = matches!(
                kind,
                EventKind::CardDealt | EventKind::NumberShown | EventKind::CardRedisclosed
            );
            assert_eq!(
                Took::of(*kind, "passkey", "").is_none(),
                is_usage,
                "{kind:?}"
            );
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
