//! What each act is to a freeze: one exhaustive match, so that a new act is never forgotten.

use crate::policy::Action;

/// What an act is to a freeze.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Nature {
    /// Never stopped: it shows nobody and must not be lost, stops something, or is one's own.
    Free,
    /// Somebody of the roll is shown, or the roll is asked about them.
    Shows,
    /// It plans calls, lets somebody in, or changes the roll.
    Does,
    /// It runs an office, or shows what shows no member: stopped for a frozen account alone.
    Runs,
}

impl Nature {
    /// What this act is.
    ///
    /// Ending others' access is an office's: an account that is frozen is a suspect one, and whoever took it would end those who
    /// look for it. It may still freeze, which lapses by itself.
    pub const fn of(action: Action) -> Self {
        use Action as A;
        match action {
            // What came of a call, and that somebody wants none, is never lost.
            A::SeeOwnDesk | A::Record | A::RecordLate | A::Object | A::ObjectFor
            // What stops something doesn't wait.
            | A::PauseBank | A::EndLicence | A::StopRecovery | A::SeeRecoveries
            | A::TakeBackInvitation | A::RefuseAlone | A::Freeze | A::SeeFreezes | A::AppealFreeze
            // One's own.
            | A::SeeOwnRecord | A::TakeOwnExhibit | A::ShowAgain | A::SetOwnPassword
            | A::SeeOwnPasskeys | A::RemoveOwnPasskey | A::SeeOwnDeviceKeys | A::RemoveOwnDeviceKey
            | A::SeeIdentity | A::DisconnectIdentity | A::SeeOwnSessions | A::EndOwnSessions
            | A::WithdrawRequest => Self::Free,
            A::Lease | A::SeeCard | A::Dial | A::Extend | A::CountBank
            | A::TakeRejects | A::TryImport | A::SeeImportNotes
            | A::SearchMembers | A::OpenMember | A::RenumberMember
            | A::SeeDuplicates | A::SeeReports | A::PreviewForgetting | A::SeeForgetting
            | A::ReadAnswers => Self::Shows,
            A::AddBank | A::OpenBank | A::AddCampaign | A::OpenPhase | A::Invite
            | A::GrantTerm | A::HandOutCode | A::AddAccount
            | A::Import | A::UndoImport | A::EditBranches | A::SeeTotals
            | A::CorrectMember | A::AddMember | A::EndMembership | A::MarkMember | A::LiftMark
            | A::AllowCalls | A::WriteNote | A::SettleReport | A::LinkAccount
            | A::SeekDuplicates | A::TellApart | A::MergeMembers | A::MergeIdentical => Self::Does,
            A::WatchBank | A::AddContest | A::ChangeKeys | A::SeeImport | A::SeeReasons
            | A::ReadReason | A::SeeLedger | A::TakeExhibit | A::SeeExposure | A::SeeInstallation
            | A::SeeAccounts | A::EndTerm | A::SeeInvitations | A::SeeTerms | A::SeeRequests
            | A::AskRequest | A::DecideRequest | A::FinishAlone | A::AddOwnPasskey
            | A::SetCallersPassword | A::AddOwnDeviceKey | A::ConnectIdentity | A::ShutAccount
            | A::AskRecovery | A::SeeRetention | A::CountRetention | A::RunRetention
            | A::SeeLicences | A::ReportLicence | A::EnterDecoy | A::CheckLicence | A::SeeCases
            | A::AddLot | A::SeeCampaign | A::EndAccess | A::WithdrawCampaign
            | A::SeeCalendar | A::SeeReady | A::SignReady | A::SetDuty | A::MoveDate
            | A::ConfirmFreeze | A::KeepFreeze | A::LiftFreeze => Self::Runs,
        }
    }
}
