//! "What can this person do, and why": every act in every place that concerns somebody, as [`decide`] answers.
//!
//! Nothing here decides. It asks the same function that every act asks, so that the page can't say anything else than what
//! happens.

mod questions;

use super::{Action, Actor, Facts, Place, Reason, Role, decide};
use crate::moment::Moment;
use questions::questions;

/// What an act belongs to, for whoever reads the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Area {
    /// What is one's own.
    Own,
    /// Ringing members.
    Calls,
    /// Phone banks.
    Banks,
    /// Contests and campaigns.
    Contests,
    /// Members.
    Members,
    /// The roll as a whole.
    Roll,
    /// The log, and what can be learned.
    Log,
    /// Accounts and roles.
    Accounts,
    /// What takes two people.
    Requests,
    /// How long things are kept, and the machine.
    Keeping,
    /// Agreed tests.
    Licences,
}

impl Area {
    /// Every area, in the order of the page.
    pub const ALL: [Self; 11] = [
        Self::Own,
        Self::Calls,
        Self::Banks,
        Self::Contests,
        Self::Members,
        Self::Roll,
        Self::Log,
        Self::Accounts,
        Self::Requests,
        Self::Keeping,
        Self::Licences,
    ];

    /// The key of its name.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Own => "area-own",
            Self::Calls => "area-calls",
            Self::Banks => "area-banks",
            Self::Contests => "area-contests",
            Self::Members => "area-members",
            Self::Roll => "area-roll",
            Self::Log => "area-log",
            Self::Accounts => "area-accounts",
            Self::Requests => "area-requests",
            Self::Keeping => "area-keeping",
            Self::Licences => "area-licences",
        }
    }

    /// The area of an act.
    #[expect(clippy::too_many_lines, reason = "one exhaustive match over the acts")]
    pub const fn of(action: Action) -> Self {
        use Action as A;
        match action {
            A::SeeOwnRecord
            | A::TakeOwnExhibit
            | A::SetOwnPassword
            | A::SetCallersPassword
            | A::ShowAgain
            | A::SeeOwnPasskeys
            | A::AddOwnPasskey
            | A::RemoveOwnPasskey
            | A::SeeIdentity
            | A::ConnectIdentity
            | A::DisconnectIdentity
            | A::AddOwnDeviceKey
            | A::SeeOwnDeviceKeys
            | A::RemoveOwnDeviceKey
            | A::SeeOwnSessions
            | A::EndOwnSessions
            | A::SeeOwnPrograms
            | A::MakeOwnProgram
            | A::EndOwnProgram
            | A::ChooseLanguage => Self::Own,
            A::SeeOwnDesk
            | A::Lease
            | A::SeeCard
            | A::Dial
            | A::Extend
            | A::PreferBranches
            | A::RingInLanguages
            | A::TakeBreak
            | A::HandBack
            | A::Record
            | A::RecordLate
            | A::Object
            | A::Complain
            | A::Train => Self::Calls,
            A::CountBank
            | A::CountAudience
            | A::WatchBank
            | A::AddBank
            | A::OpenBank
            | A::PauseBank
            | A::CloseBank
            | A::OrderBank
            | A::SeeScripts
            | A::WriteScript
            | A::UseScript
            | A::SeeShifts
            | A::PlanShift
            | A::ChangeShift
            | A::CancelShift
            | A::SeeWhoComes
            | A::TakeShift
            | A::GiveBackShift
            | A::SeeHooks
            | A::SeeTraining
            | A::InstallHook
            | A::TestHook
            | A::RotateHook
            | A::RemoveHook
            | A::AskTraining => Self::Banks,
            A::AddContest
            | A::AddCampaign
            | A::OpenPhase
            | A::AddLot
            | A::SeeCampaign
            | A::SeeCalendar
            | A::SeeReady
            | A::SignReady
            | A::SetDuty
            | A::MoveDate
            | A::SetOpening
            | A::SeeComplaints => Self::Contests,
            A::SearchMembers
            | A::OpenMember
            | A::CorrectMember
            | A::RenumberMember
            | A::AddMember
            | A::EndMembership
            | A::MarkMember
            | A::LiftMark
            | A::ObjectFor
            | A::AllowCalls
            | A::WriteNote
            | A::GiveOwnCode
            | A::SeeReasons
            | A::ReadReason
            | A::LinkAccount
            | A::SeeReports
            | A::SeeApart
            | A::UndoReports
            | A::SettleReport => Self::Members,
            A::Import
            | A::ImportScreening
            | A::SeeImport
            | A::TakeRejects
            | A::TryImport
            | A::UndoImport
            | A::SeeImportNotes
            | A::SeeTotals
            | A::EditBranches
            | A::SeekDuplicates
            | A::SeeDuplicates
            | A::TellApart
            | A::MergeMembers
            | A::MergeIdentical => Self::Roll,
            A::SeeLedger | A::TakeExhibit | A::SeeExposure => Self::Log,
            A::SeeAccounts
            | A::AddAccount
            | A::GrantTerm
            | A::EndTerm
            | A::SeeTerms
            | A::Invite
            | A::SeeInvitations
            | A::TakeBackInvitation
            | A::HandOutCode
            | A::ShutAccount
            | A::EndAccess
            | A::WithdrawCampaign
            | A::AskRecovery
            | A::SeeRecoveries
            | A::StopRecovery => Self::Accounts,
            A::SeeRequests
            | A::AskRequest
            | A::DecideRequest
            | A::WithdrawRequest
            | A::RefuseAlone
            | A::FinishAlone
            | A::ReadAnswers
            | A::SeeCases
            | A::Freeze
            | A::SeeFreezes
            | A::ConfirmFreeze
            | A::KeepFreeze
            | A::LiftFreeze
            | A::GiveHours
            | A::TakeHours
            | A::AppealFreeze
            | A::SeeOwnPage
            | A::TakeOwnCopy
            | A::ObjectOwn
            | A::AllowOwn
            | A::AskRight
            | A::SeeRights
            | A::ReadRight
            | A::AcknowledgeRight
            | A::ExtendRight
            | A::AnswerRight => Self::Requests,
            A::ChangeKeys
            | A::SeeInstallation
            | A::PreviewForgetting
            | A::SeeForgetting
            | A::SeeRetention
            | A::CountRetention
            | A::RunRetention => Self::Keeping,
            A::SeeLicences | A::EndLicence | A::ReportLicence | A::EnterDecoy | A::CheckLicence => {
                Self::Licences
            }
        }
    }
}

/// A place that concerns somebody, as it stands now.
#[derive(Debug, Clone, Copy)]
pub struct Site {
    /// The place.
    pub at: Place,
    /// How it stands.
    pub facts: Facts,
}

/// One place in which an act is granted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Yes {
    /// Which of the sites.
    pub site: usize,
    /// By which role; none where everybody may.
    pub role: Option<Role>,
    /// Until when that role lasts, if it ends by itself.
    pub until: Option<Moment>,
}

/// One reason for which an act is refused, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct No {
    /// Why.
    pub reason: Reason,
    /// In which of the sites.
    pub sites: Vec<usize>,
}

/// One act, and what policy says of it in each place where it can be done at all.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// The act.
    pub action: Action,
    /// Where it is granted.
    pub yes: Vec<Yes>,
    /// Why it is refused elsewhere.
    pub no: Vec<No>,
}

/// Says of every act where this person may do it now, by which role and until when, and why not elsewhere.
pub fn explain(actor: &Actor, sites: &[Site], now: Moment) -> Vec<Line> {
    let lines = Action::ALL
        .iter()
        .map(|action| explain_one(actor, *action, sites, now));
    lines.collect()
}

fn explain_one(actor: &Actor, action: Action, sites: &[Site], now: Moment) -> Line {
    let mut line = Line {
        action,
        yes: Vec::new(),
        no: Vec::new(),
    };
    for (site, place) in sites.iter().enumerate() {
        let answers = questions(action, place.at, actor.account())
            .into_iter()
            .map(|resource| decide(actor, action, &resource, &place.facts, now));
        let mut why: Option<Reason> = None;
        let mut leave = None;
        for answer in answers {
            match answer {
                Ok(grant) => leave = leave.or(Some(grant)),
                Err(refusal) => why = Some(clearer(why, refusal.reason)),
            }
        }
        match (leave, why) {
            (Some(grant), _) => line.yes.push(Yes {
                site,
                role: Role::ALL
                    .into_iter()
                    .find(|role| role.purpose() == grant.purpose()),
                until: grant.until(),
            }),
            (None, Some(reason)) => add(&mut line.no, reason, site),
            // It can't be done in such a place.
            (None, None) => {}
        }
    }
    line
}

fn add(all: &mut Vec<No>, reason: Reason, site: usize) {
    match all.iter_mut().find(|no| no.reason == reason) {
        Some(no) => no.sites.push(site),
        None => all.push(No {
            reason,
            sites: vec![site],
        }),
    }
}

/// Of two reasons the one that tells more: what comes later in the decision was nearer to a yes.
const fn clearer(one: Option<Reason>, other: Reason) -> Reason {
    match one {
        Some(one) if weight(one) >= weight(other) => one,
        _ => other,
    }
}

const fn weight(reason: Reason) -> u8 {
    match reason {
        Reason::NoSuchAct => 0,
        Reason::NotYours
        | Reason::NotYourBank
        | Reason::NotYourCampaign
        | Reason::NotYourCard
        | Reason::NotYourImport => 1,
        Reason::NotYourRole => 2,
        Reason::NotYoursToGive => 3,
        Reason::TermNotBegun | Reason::TermEnded => 4,
        Reason::TakesTwo => 5,
        _ => 6,
    }
}

#[cfg(test)]
mod tests;
