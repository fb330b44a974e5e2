//! What kinds of entries tell of people.

use super::EventKind;

impl EventKind {
    /// Whether somebody was shown a person's data.
    ///
    /// An entry of such a kind has a subject part for each member shown, which may be none.
    pub const fn discloses(self) -> bool {
        matches!(
            self,
            Self::RejectsOpened
                | Self::ImportNotesShown
                | Self::Search
                | Self::MemberOpened
                | Self::ReportsShown
                | Self::ReasonsShown
                | Self::CardDealt
                | Self::NumberShown
                | Self::CardRedisclosed
                | Self::RequestsShown
                | Self::ForgettingPreviewed
                | Self::ExhibitTaken
                | Self::AnswersRead
                | Self::OwnPageShown
                | Self::OwnAnswersShown
                | Self::OwnCopyTaken
                | Self::RightsShown
                | Self::RightRead
        )
    }

    /// Whether what else such an entry says is what came of a call, or said it once: a campaign's answer.
    pub const fn tells_an_answer(self) -> bool {
        matches!(
            self,
            Self::Outcome
                | Self::LateOutcome
                | Self::OutcomeAmended
                | Self::Objection
                | Self::ReportSettled
                | Self::ReportsUndone
        )
    }
}
