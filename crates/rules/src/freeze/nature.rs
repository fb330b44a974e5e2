//! What each act is to a freeze: one exhaustive match, so that a new act is never forgotten.

use crate::policy::{Action, Resource};

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
    /// It ends access or a freeze, decides as a second person, or shows what that takes: stopped for a frozen account, but not
    /// for an office-holder's before a second person confirms.
    Guards,
}

impl Nature {
    /// What this act is.
    ///
    /// Ending others' access is an office's: an account that is frozen is a suspect one, and whoever took it would end those who
    /// look for it. It may still freeze, which lapses by itself. But one official's word alone stops no other official there.
    pub const fn of(action: Action) -> Self {
        use Action as A;
        match action {
            // What came of a call, and that somebody wants none, is never lost.
            A::SeeOwnDesk | A::HandBack | A::Record | A::RecordLate | A::Object | A::ObjectFor | A::Complain
            // What stops something doesn't wait.
            | A::PauseBank | A::EndLicence | A::StopRecovery | A::SeeRecoveries
            | A::TakeBackInvitation | A::RefuseAlone | A::Freeze | A::SeeFreezes | A::AppealFreeze
            | A::CancelShift | A::GiveBackShift | A::RemoveHook
            // One's own.
            | A::SeeOwnRecord | A::TakeOwnExhibit | A::ShowAgain | A::SetOwnPassword
            | A::SeeOwnPasskeys | A::RemoveOwnPasskey | A::SeeOwnDeviceKeys | A::RemoveOwnDeviceKey
            | A::SeeIdentity | A::DisconnectIdentity | A::SeeOwnSessions | A::EndOwnSessions
            | A::SeeOwnPrograms | A::EndOwnProgram
            | A::ChooseLanguage | A::WithdrawRequest | A::Train | A::TakeBreak
            | A::SeeOwnPage | A::TakeOwnCopy | A::ObjectOwn | A::AllowOwn | A::AskRight => Self::Free,
            A::Lease | A::SeeCard | A::Dial | A::Extend | A::CountBank | A::CountAudience
            | A::TakeRejects | A::TryImport | A::SeeImportNotes
            | A::SearchMembers | A::OpenMember | A::RenumberMember
            | A::SeeDuplicates | A::SeeReports | A::SeeApart | A::PreviewForgetting | A::SeeForgetting
            | A::SeeReasons | A::SeeTotals
            // They say whether somebody stands on the roll.
            | A::LinkAccount | A::AddMember
            | A::ReadAnswers | A::SeeRights | A::ReadRight => Self::Shows,
            A::WriteScript | A::UseScript | A::PreferBranches | A::RingInLanguages | A::OrderBank | A::UndoReports | A::SetOpening
            | A::AddBank | A::OpenBank | A::CloseBank | A::AddCampaign | A::OpenPhase | A::Invite
            | A::PlanShift | A::ChangeShift | A::TakeShift
            | A::InstallHook | A::TestHook | A::RotateHook
            | A::GrantTerm | A::HandOutCode | A::AddAccount
            | A::Import | A::ImportScreening | A::UndoImport | A::EditBranches
            | A::CorrectMember | A::EndMembership | A::MarkMember | A::LiftMark
            | A::AllowCalls | A::WriteNote | A::GiveOwnCode | A::SettleReport
            | A::SeekDuplicates | A::TellApart | A::MergeMembers | A::MergeIdentical => Self::Does,
            A::SeeScripts | A::SeeComplaints | A::WatchBank | A::AddContest | A::ChangeKeys | A::SeeImport | A::ReadReason | A::TakeExhibit | A::SeeExposure | A::SeeInstallation
            | A::SeeInvitations | A::AskRequest | A::FinishAlone | A::AddOwnPasskey
            | A::SetCallersPassword | A::AddOwnDeviceKey | A::ConnectIdentity | A::MakeOwnProgram | A::AskRecovery | A::SeeRetention | A::CountRetention | A::RunRetention
            | A::SeeLicences | A::ReportLicence | A::EnterDecoy | A::CheckLicence | A::SeeCases
            | A::AddLot | A::SeeCampaign | A::WithdrawCampaign
            | A::SeeShifts | A::SeeWhoComes | A::SeeHooks | A::SeeTraining | A::AskTraining
            | A::SeeCalendar | A::SeeReady | A::SignReady | A::SetDuty | A::MoveDate | A::GiveHours
            | A::AcknowledgeRight | A::ExtendRight | A::AnswerRight => Self::Runs,
            A::EndTerm | A::EndAccess | A::ShutAccount | A::ConfirmFreeze | A::KeepFreeze | A::LiftFreeze | A::TakeHours
            | A::DecideRequest | A::SeeRequests | A::SeeAccounts | A::SeeTerms | A::SeeLedger => {
                Self::Guards
            }
        }
    }

    /// What this act is on this thing: what a member's record shows of who looked is a look at the member.
    pub const fn on(action: Action, resource: &Resource) -> Self {
        match (action, resource) {
            (Action::TakeExhibit, Resource::Member { .. }) => Self::Shows,
            _ => Self::of(action),
        }
    }
}
