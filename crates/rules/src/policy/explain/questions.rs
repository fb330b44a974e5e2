//! What policy is asked about an act at a place, to tell somebody what they may do there.

use crate::branches::Lineage;
use crate::freeze::Target;
use crate::ids::{AccountId, CampaignId, CardId, ContestId, LicenceId};
use crate::policy::{Action, Place, Resource, Role};
use crate::request::Kind;

/// Somebody else, whoever that is.
const OTHER: AccountId = AccountId::from_bytes([0xFE; 16]);
/// An agreed test, whichever that is.
const LICENCE: LicenceId = LicenceId::from_bytes([0xFE; 16]);
/// A card on one's own desk, whichever that is.
const CARD: CardId = CardId::from_bytes([0xFE; 16]);

/// What the act is done to in such a place; nothing where it can't be done there.
#[expect(clippy::too_many_lines, reason = "one exhaustive match over the acts")]
pub(super) fn questions(action: Action, at: Place, me: AccountId) -> Vec<Resource> {
    use Action as A;
    let is_whole = at == Place::Organisation;
    let own = Resource::Account { account: me };
    let other = Resource::Account { account: OTHER };
    let here = resource(at);
    let when = |is_so: bool, all: &[Resource]| if is_so { all.to_vec() } else { Vec::new() };
    match action {
        A::Lease
        | A::TakeBreak
        | A::SeeOwnDesk
        | A::CountBank
        | A::WatchBank
        | A::OpenBank
        | A::PauseBank
        | A::CloseBank
        | A::OrderBank
        | A::UseScript
        | A::AskTraining => when(matches!(at, Place::Bank { .. }), &[here]),
        A::SeeCard
        | A::Dial
        | A::Extend
        | A::HandBack
        | A::Record
        | A::RecordLate
        | A::Object
        | A::Complain => card(at, me),
        A::AddBank
        | A::CountAudience
        | A::AddLot
        | A::SeeCampaign
        | A::SeeScripts
        | A::WriteScript
        | A::SeeTraining => when(matches!(at, Place::Campaign { .. }), &[here]),
        A::SeeShifts
        | A::PlanShift
        | A::ChangeShift
        | A::CancelShift
        | A::SeeWhoComes
        | A::TakeShift
        | A::GiveBackShift
        | A::Invite
        | A::SeeInvitations
        | A::TakeBackInvitation => {
            let is_there = matches!(at, Place::Campaign { .. } | Place::Bank { .. });
            when(is_there, &[here])
        }
        A::SeeHooks | A::InstallHook | A::TestHook | A::RotateHook | A::RemoveHook => {
            when(is_whole || matches!(at, Place::Campaign { .. }), &[here])
        }
        A::AddCampaign | A::OpenPhase | A::SeeReady | A::SignReady | A::SetDuty | A::MoveDate => {
            when(matches!(at, Place::Contest { .. }), &[here])
        }
        A::AddContest
        | A::ChangeKeys
        | A::Import
        | A::ImportScreening
        | A::TryImport
        | A::UndoImport
        | A::SeeReasons
        | A::SeeReports
        | A::SeeApart
        | A::UndoReports
        | A::SeeInstallation
        | A::SeeRequests
        | A::SeeRecoveries
        | A::SeeForgetting
        | A::SeeRetention
        | A::CountRetention
        | A::RunRetention
        | A::SeeLicences
        | A::SeekDuplicates
        | A::SeeDuplicates
        | A::MergeIdentical
        | A::EditBranches
        | A::SetOpening
        | A::SeeComplaints => when(is_whole, &[Resource::Organisation]),
        A::SearchMembers | A::AddMember | A::SeeTotals => {
            when(is_whole || matches!(at, Place::Branch { .. }), &[here])
        }
        A::SeeImport | A::TakeRejects | A::SeeImportNotes => {
            when(is_whole, &[Resource::Import { uploader: me }])
        }
        A::OpenMember
        | A::CorrectMember
        | A::RenumberMember
        | A::EndMembership
        | A::MarkMember
        | A::LiftMark
        | A::ObjectFor
        | A::AllowCalls
        | A::WriteNote
        | A::GiveOwnCode
        | A::TellApart
        | A::MergeMembers
        | A::SettleReport
        | A::PreviewForgetting => member(at),
        A::ReadReason
        | A::LinkAccount
        | A::ShutAccount
        | A::EndAccess
        | A::AskRecovery
        | A::StopRecovery => when(is_whole, &[other]),
        A::WithdrawCampaign => when(matches!(at, Place::Campaign { .. }), &[here]),
        A::SeeLedger | A::CheckLicence => when(is_whole, &[Resource::Ledger]),
        A::EndLicence | A::ReportLicence => when(is_whole, &[Resource::Licence { tests: false }]),
        A::EnterDecoy => when(is_whole, &[Resource::Licence { tests: true }]),
        A::TakeExhibit => when(is_whole, &[Resource::Ledger, NOBODYS]),
        A::SeeCalendar
        | A::SeeOwnRecord
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
        | A::Train
        | A::ChooseLanguage => when(is_whole, &[own]),
        A::PreferBranches | A::RingInLanguages => when(
            matches!(at, Place::Campaign { .. } | Place::Bank { .. }),
            &[own],
        ),
        A::ReadAnswers => when(is_whole, &answers(me)),
        A::SeeCases => when(
            matches!(at, Place::Organisation | Place::Campaign { .. }),
            &[here],
        ),
        // A member's own page is no account's: nobody's role is asked there.
        A::SeeOwnPage | A::TakeOwnCopy | A::ObjectOwn | A::AllowOwn | A::AskRight => Vec::new(),
        A::SeeRights | A::ReadRight | A::AcknowledgeRight | A::ExtendRight | A::AnswerRight => {
            when(is_whole, &[here])
        }
        A::Freeze => when(true, &[here]),
        A::SeeFreezes => when(is_whole, &[here]),
        A::ConfirmFreeze
        | A::KeepFreeze
        | A::LiftFreeze
        | A::GiveHours
        | A::TakeHours
        | A::AppealFreeze => freeze(at),
        A::SeeExposure | A::SeeAccounts => when(!matches!(at, Place::Branch { .. }), &[here]),
        A::AddAccount => {
            let is_there = !matches!(at, Place::Bank { .. } | Place::Branch { .. });
            when(is_there, &[here])
        }
        A::SeeTerms | A::HandOutCode if is_whole => vec![other],
        A::SeeTerms | A::GrantTerm | A::EndTerm | A::HandOutCode => terms(at),
        A::AskRequest | A::FinishAlone => asked(at, me),
        A::DecideRequest | A::RefuseAlone => asked(at, OTHER),
        A::WithdrawRequest => when(
            is_whole,
            &[Resource::Request {
                kind: Kind::ForgetMember,
                asker: me,
            }],
        ),
    }
}

/// The place itself.
const fn resource(at: Place) -> Resource {
    match at {
        Place::Organisation => Resource::Organisation,
        Place::Branch { branch } => Resource::Branch {
            stands: Lineage::at(branch),
        },
        Place::Contest { contest } => Resource::Contest { contest },
        Place::Campaign { campaign, contest } => Resource::Campaign { campaign, contest },
        Place::Bank {
            bank,
            campaign,
            contest,
        } => Resource::Bank {
            bank,
            campaign,
            contest,
        },
    }
}

/// Somebody of the roll who stands in no branch that is known.
const NOBODYS: Resource = Resource::Member {
    stands: Lineage::NOWHERE,
};

/// A member who stands in such a place.
fn member(at: Place) -> Vec<Resource> {
    match at {
        Place::Organisation => vec![NOBODYS],
        Place::Branch { branch } => vec![Resource::Member {
            stands: Lineage::at(branch),
        }],
        Place::Contest { .. } | Place::Campaign { .. } | Place::Bank { .. } => Vec::new(),
    }
}

/// A card on one's own desk in a bank.
fn card(at: Place, holder: AccountId) -> Vec<Resource> {
    match at {
        Place::Bank {
            bank,
            campaign,
            contest,
        } => vec![Resource::Card {
            card: CARD,
            bank,
            campaign,
            contest,
            holder,
        }],
        Place::Organisation
        | Place::Branch { .. }
        | Place::Contest { .. }
        | Place::Campaign { .. } => Vec::new(),
    }
}

/// Somebody else's role of each kind that is held in such a place.
fn terms(at: Place) -> Vec<Resource> {
    let roles = Role::ALL.into_iter().filter(|role| role.fits(at.scope()));
    let account = OTHER;
    roles
        .map(|role| Resource::Term { account, role, at })
        .collect()
}

/// A request of each kind that is asked for in such a place.
fn asked(at: Place, asker: AccountId) -> Vec<Resource> {
    // Whoever is to hold a role, or to be let back in, is neither of the two.
    let account = AccountId::from_bytes([0xFD; 16]);
    let others = Kind::ALL.iter().filter_map(|kind| match kind {
        Kind::GrantTerm | Kind::ForgetMember | Kind::ReadAnswers | Kind::WithdrawCampaign => None,
        Kind::RecoverAccount => Some(Resource::AccountRequest { asker, account }),
        Kind::GrantLicence => Some(Resource::LicenceRequest {
            licence: LICENCE,
            asker,
            guarded: true,
            tests: false,
        }),
        _ => Some(Resource::Request { kind: *kind, asker }),
    });
    let forgetting = forgetting(at, asker);
    let roles = Role::ALL
        .into_iter()
        .filter(|role| role.takes_two() && role.fits(at.scope()));
    let roles = roles.map(|role| Resource::TermRequest {
        asker,
        account,
        role,
        at,
    });
    if at == Place::Organisation {
        let forgetting = forgetting.into_iter();
        let others = others.chain(forgetting).chain(roles);
        let others = others.chain(answers(asker));
        others.chain(withdrawal(at, asker)).collect()
    } else {
        let withdrawal = withdrawal(at, asker);
        forgetting
            .into_iter()
            .chain(roles)
            .chain(withdrawal)
            .collect()
    }
}

/// That a campaign of such a place be taken out of its contest.
fn withdrawal(at: Place, asker: AccountId) -> Option<Resource> {
    let some = CampaignId::from_bytes([0xFE; 16]);
    let (campaign, contest) = match at {
        Place::Organisation => (some, ContestId::from_bytes([0xFE; 16])),
        Place::Contest { contest } => (some, contest),
        Place::Campaign { campaign, contest } => (campaign, contest),
        Place::Branch { .. } | Place::Bank { .. } => return None,
    };
    Some(Resource::Withdrawal {
        asker,
        campaign,
        contest,
    })
}

/// What some campaign wrote, asked for by the data protection officer or by another office.
fn answers(asker: AccountId) -> [Resource; 2] {
    [true, false].map(|guarded| Resource::Answers {
        asker,
        guarded,
        campaign: CampaignId::from_bytes([0xFE; 16]),
        contest: ContestId::from_bytes([0xFE; 16]),
    })
}

/// That a member who stands in such a place be forgotten, as it is asked for and as it is decided.
fn forgetting(at: Place, asker: AccountId) -> Vec<Resource> {
    let kind = Kind::ForgetMember;
    let stands = match at {
        Place::Organisation => Lineage::NOWHERE,
        Place::Branch { branch } => Lineage::at(branch),
        Place::Contest { .. } | Place::Campaign { .. } | Place::Bank { .. } => return Vec::new(),
    };
    vec![
        Resource::ForgetRequest { asker, stands },
        Resource::Request { kind, asker },
    ]
}

/// What somebody else froze there.
fn freeze(at: Place) -> Vec<Resource> {
    let stands = match at {
        Place::Branch { branch } => Lineage::at(branch),
        _ => Lineage::NOWHERE,
    };
    let target = match at {
        Place::Organisation => Target::Reading,
        Place::Branch { branch } => Target::Branch(branch),
        Place::Contest { contest } => Target::Contest(contest),
        Place::Campaign { campaign, contest } => Target::Campaign { campaign, contest },
        Place::Bank {
            bank,
            campaign,
            contest,
        } => Target::Bank {
            bank,
            campaign,
            contest,
        },
    };
    vec![Resource::Freeze {
        presser: OTHER,
        target,
        stands,
    }]
}
