//! `tests/policy.matrix`: the whole policy as a table for people.
//!
//! Run with `UPDATE_MATRIX=1` after a change of policy, read the difference, commit both together.

use switchboard_rules::ids::{AccountId, BankId, CampaignId, CardId, ContestId};
use switchboard_rules::moment::Moment;
use switchboard_rules::policy::seat::seat;
use switchboard_rules::policy::{
    Action, Actor, Facts, Opened, Place, Resource, Role, Scope, Session, Term, decide,
};
use switchboard_rules::request::Kind;

mod answers;
mod branches;
mod desk;
mod freezes;
mod head;
mod licences;
mod own_page;
mod roles;
mod training;

use head::{HEAD, line, request};
use roles::{alone, back_in, role_for, special, terms};

const NOW: Moment = Moment::from_millis(1_795_543_200_000);
const SOON: Moment = Moment::from_millis(1_795_543_200_001);
const ME: AccountId = AccountId::from_bytes([1; 16]);
const OTHER: AccountId = AccountId::from_bytes([2; 16]);
const CONTEST: ContestId = ContestId::from_bytes([3; 16]);
const THIRD: AccountId = AccountId::from_bytes([9; 16]);
const OTHER_CONTEST: ContestId = ContestId::from_bytes([4; 16]);
const MINE: CampaignId = CampaignId::from_bytes([5; 16]);
const RIVAL: CampaignId = CampaignId::from_bytes([6; 16]);
const BANK: BankId = BankId::from_bytes([7; 16]);
const CARD: CardId = CardId::from_bytes([8; 16]);

/// How the account's role and session stand.
#[derive(Clone, Copy, PartialEq)]
enum Standing {
    Running,
    Ended,
    Later,
    SignedOut,
    SettingUp,
    Aged,
    /// Whoever it is, as the member [`own_page::MEMBER`].
    AsMember,
    /// The same, by a code that an officer gave.
    Covered,
}

/// A column.
#[derive(Clone, Copy)]
enum Who {
    Holder(Role),
    /// Organises one bank of the campaign.
    OfOneBank,
    /// Keeps the roll of one branch.
    OfOneBranch,
    Nobody,
    Console,
}

const COLUMNS: [(&str, Who); 12] = [
    ("officer", Who::Holder(Role::MembershipOfficer)),
    ("one branch's", Who::OfOneBranch),
    ("returning", Who::Holder(Role::ReturningOfficer)),
    ("dpo", Who::Holder(Role::Dpo)),
    ("approver", Who::Holder(Role::Approver)),
    ("organiser", Who::Holder(Role::Organiser)),
    ("one bank's", Who::OfOneBank),
    ("caller", Who::Holder(Role::Caller)),
    ("committee", Who::Holder(Role::Committee)),
    ("auditor", Who::Holder(Role::Auditor)),
    ("nobody", Who::Nobody),
    ("console", Who::Console),
];

/// A row.
struct Case {
    situation: &'static str,
    resource: Resource,
    facts: Facts,
    standing: Standing,
}

fn actor(who: Who, standing: Standing) -> Actor {
    let can_age =
        matches!(who, Who::OfOneBranch) || matches!(who, Who::Holder(role) if role.is_office());
    let session = match standing {
        Standing::SignedOut => Session::Ended,
        Standing::Aged if can_age => Session::Aged,
        _ => Session::Running,
    };
    if let Some(member) = own_page::actor(standing) {
        return member;
    }
    let (role, opened) = match who {
        Who::Holder(role) if standing == Standing::SettingUp => (role, Opened::SetUp),
        Who::Holder(role) if role.is_office() => (role, Opened::Password),
        Who::Holder(role) => (role, Opened::Code),
        Who::OfOneBranch if standing == Standing::SettingUp => {
            (Role::MembershipOfficer, Opened::SetUp)
        }
        Who::OfOneBranch => (Role::MembershipOfficer, Opened::Password),
        Who::OfOneBank if standing == Standing::SettingUp => (Role::Organiser, Opened::SetUp),
        Who::OfOneBank => (Role::Organiser, Opened::Code),
        Who::Nobody => return seat(ME, Opened::Code, vec![], session),
        Who::Console => return seat(ME, Opened::Console, vec![], session),
    };
    let scope = match role {
        Role::MembershipOfficer if matches!(who, Who::OfOneBranch) => {
            Scope::Branch(branches::BRANCH)
        }
        Role::MembershipOfficer | Role::Dpo | Role::Approver | Role::Auditor => Scope::Organisation,
        Role::ReturningOfficer | Role::Committee => Scope::Contest(CONTEST),
        Role::Organiser if matches!(who, Who::OfOneBank) => Scope::Bank(BANK),
        Role::Organiser | Role::Caller => Scope::Campaign(MINE),
    };
    let is_later = standing == Standing::Later;
    let from = if is_later { SOON } else { NOW };
    let until = (standing == Standing::Ended).then_some(NOW);
    seat(
        ME,
        opened,
        vec![Term {
            role,
            scope,
            from,
            until,
            ended: false,
        }],
        session,
    )
}

fn bank(campaign: CampaignId, contest: ContestId) -> Resource {
    Resource::Bank {
        bank: BANK,
        campaign,
        contest,
    }
}

fn card(campaign: CampaignId, holder: AccountId) -> Resource {
    Resource::Card {
        card: CARD,
        bank: BANK,
        campaign,
        contest: CONTEST,
        holder,
    }
}

/// A request of each kind.
fn requests(asker: AccountId) -> Vec<(&'static str, Resource)> {
    let apart = [
        Kind::GrantTerm,
        Kind::GrantLicence,
        Kind::ReadAnswers,
        Kind::WithdrawCampaign,
    ];
    let every = Kind::ALL.iter().filter(|kind| !apart.contains(kind));
    let every = every.filter(|kind| **kind != Kind::ForgetMember || asker != ME);
    let others = every.map(|kind| match kind {
        Kind::RecoverAccount => (kind.code(), back_in(asker, THIRD)),
        _ => (kind.code(), request(*kind, asker)),
    });
    others
        .chain(branches::forgetting(asker))
        .chain(roles::requests(asker))
        .chain(licences::requests(asker))
        .chain(answers::requests(asker))
        .collect()
}

/// What the act is done to, in each situation where everything is open.
#[expect(clippy::too_many_lines, reason = "a table: what each act is done to")]
fn resources(action: Action) -> Vec<(&'static str, Resource)> {
    use Action as A;
    let campaign = |campaign, contest| Resource::Campaign { campaign, contest };
    let contest = |contest| Resource::Contest { contest };
    let account = |account| Resource::Account { account };
    match action {
        A::Lease
        | A::CloseBank
        | A::CountBank
        | A::TakeBreak
        | A::WatchBank
        | A::OpenBank
        | A::PauseBank
        | A::OrderBank
        | A::UseScript => desk::banks(),
        A::SeeCard
        | A::Dial
        | A::Extend
        | A::HandBack
        | A::Record
        | A::RecordLate
        | A::Object
        | A::Complain
        | A::PreferBranches
        | A::RingInLanguages
        | A::SeeOwnDesk => desk::resources(action),
        A::Train | A::SeeTraining | A::AskTraining => training::resources(action),
        A::AddBank | A::CountAudience | A::WithdrawCampaign | A::SeeScripts | A::WriteScript => {
            desk::campaigns()
        }
        A::SeeShifts
        | A::PlanShift
        | A::ChangeShift
        | A::CancelShift
        | A::SeeWhoComes
        | A::TakeShift
        | A::GiveBackShift
        | A::Invite
        | A::SeeInvitations
        | A::TakeBackInvitation => answers::campaigns_and_a_bank(),
        A::SeeHooks | A::InstallHook | A::TestHook | A::RotateHook | A::RemoveHook => {
            answers::campaigns_a_bank_and_the_house()
        }
        A::AddCampaign | A::OpenPhase | A::SeeReady | A::SignReady | A::SetDuty | A::MoveDate => {
            let other = ("another contest", contest(OTHER_CONTEST));
            vec![("own contest", contest(CONTEST)), other]
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
        | A::SeekDuplicates
        | A::SeeDuplicates
        | A::MergeIdentical
        | A::SetOpening
        | A::SeeComplaints
        | A::EditBranches => {
            vec![("the organisation", Resource::Organisation)]
        }
        A::SeeImport | A::TakeRejects => vec![
            ("own file", Resource::Import { uploader: ME }),
            ("another's file", Resource::Import { uploader: OTHER }),
        ],
        A::SeeImportNotes => vec![
            ("own file", Resource::Import { uploader: ME }),
            ("another's file", Resource::Import { uploader: OTHER }),
            ("the console's file", Resource::ConsoleImport),
        ],
        A::AddMember | A::SeeTotals => branches::places(),
        A::SearchMembers => branches::places()
            .into_iter()
            .chain(branches::others())
            .collect(),
        A::PreviewForgetting => branches::others(),
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
        | A::SettleReport => branches::members(),
        A::ReadReason => vec![
            ("another's reason", account(OTHER)),
            ("one's own reason", account(ME)),
        ],
        A::LinkAccount => vec![
            ("another's account", account(OTHER)),
            ("own account", account(ME)),
            ("the list of colleagues", Resource::Organisation),
        ],
        A::SeeLicences | A::EndLicence | A::ReportLicence | A::EnterDecoy => {
            licences::resources(action)
        }
        A::SeeLedger | A::CheckLicence => vec![("the ledger", Resource::Ledger)],
        A::TakeExhibit => [("the ledger", Resource::Ledger)]
            .into_iter()
            .chain(branches::others())
            .collect(),
        A::SeeCalendar
        | A::SeeOwnRecord
        | A::TakeOwnExhibit
        | A::SetCallersPassword
        | A::SetOwnPassword
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
        | A::ChooseLanguage
        | A::ShutAccount
        | A::EndAccess
        | A::AskRecovery
        | A::StopRecovery => desk::accounts(),
        A::HandOutCode => roles::codes(),
        A::SeeExposure => vec![
            ("own account", account(ME)),
            ("another's account", account(OTHER)),
            ("own campaign", campaign(MINE, CONTEST)),
            ("rival campaign", campaign(RIVAL, CONTEST)),
            ("the organisation", Resource::Organisation),
        ],
        A::SeeAccounts | A::AddAccount => vec![
            ("own campaign", campaign(MINE, CONTEST)),
            ("rival campaign", campaign(RIVAL, CONTEST)),
            ("own contest", contest(CONTEST)),
            ("the organisation", Resource::Organisation),
        ],
        A::AskRequest => requests(ME),
        A::FinishAlone => alone(ME),
        A::RefuseAlone => alone(OTHER),
        A::DecideRequest => requests(OTHER)
            .into_iter()
            .chain([
                ("one's own", request(Kind::ChangeRetention, ME)),
                (
                    "one's own, an office",
                    role_for(ME, THIRD, Role::Dpo, CONTEST),
                ),
            ])
            .collect(),
        A::WithdrawRequest => vec![
            ("one's own, of a campaign", answers::withdrawal(ME)),
            ("one's own", request(Kind::ChangeRetention, ME)),
            ("another's", request(Kind::ChangeRetention, OTHER)),
        ],
        A::GrantTerm | A::EndTerm | A::SeeTerms => terms(action),
        A::ReadAnswers | A::SeeCases | A::SeeCampaign | A::AddLot => answers::resources(action),
        A::Freeze
        | A::SeeFreezes
        | A::ConfirmFreeze
        | A::KeepFreeze
        | A::LiftFreeze
        | A::GiveHours
        | A::TakeHours
        | A::AppealFreeze => freezes::resources(action),
        A::SeeOwnPage
        | A::TakeOwnCopy
        | A::ObjectOwn
        | A::AllowOwn
        | A::AskRight
        | A::SeeRights
        | A::ReadRight
        | A::AcknowledgeRight
        | A::ExtendRight
        | A::AnswerRight => own_page::resources(action),
    }
}

fn cases(action: Action) -> Vec<Case> {
    let list = resources(action);
    let Some((_, first)) = list.first().copied() else {
        return vec![];
    };
    let case = |situation, facts, standing| Case {
        situation,
        resource: first,
        facts,
        standing,
    };
    let mut cases: Vec<Case> = list
        .into_iter()
        .map(|(situation, resource)| Case {
            situation,
            resource,
            facts: Facts::OPEN,
            standing: Standing::Running,
        })
        .collect();
    cases.extend(special(action));
    cases.extend(answers::special(action));
    cases.extend(freezes::special(action));
    cases.extend(own_page::special(action));
    if first.campaign().is_some() {
        cases.push(case(
            "  before the phase",
            Facts::OPEN.before_phase(),
            Standing::Running,
        ));
        cases.push(case("  frozen", Facts::OPEN.frozen(), Standing::Running));
    }
    if first.bank().is_some() {
        cases.push(case(
            "  bank paused",
            Facts::OPEN.paused(),
            Standing::Running,
        ));
    }
    cases.push(case("  role begins later", Facts::OPEN, Standing::Later));
    cases.push(case("  role ended", Facts::OPEN, Standing::Ended));
    cases.push(case("  password not set", Facts::OPEN, Standing::SettingUp));
    if action.wants_fresh() {
        let aged = case("  shown too long ago", Facts::OPEN, Standing::Aged);
        cases.push(aged);
    }
    cases.push(case(
        "  restored, frozen",
        Facts::OPEN.in_ice(),
        Standing::Running,
    ));
    cases.push(case("  signed out", Facts::OPEN, Standing::SignedOut));
    cases
}

fn answer(action: Action, who: Who, case: &Case) -> String {
    match decide(
        &actor(who, case.standing),
        action,
        &case.resource,
        &case.facts,
        NOW,
    ) {
        Ok(grant) => {
            assert_eq!(grant.action(), action);
            "yes".to_owned()
        }
        Err(refusal) if refusal.hidden() => format!("404 {}", refusal.reason.code()),
        Err(refusal) => refusal.reason.code().to_owned(),
    }
}

fn matrix() -> String {
    let mut out = HEAD.to_owned();
    out.push_str("\nWhat each is there for, as the ledger writes it:\n");
    for (name, who) in COLUMNS {
        if let Who::Holder(role) = who {
            let line = format!("  {name:<18}{}\n", role.purpose());
            out.push_str(&line);
        }
    }
    for action in Action::ALL {
        out.push('\n');
        line(
            &mut out,
            &action.text().to_uppercase(),
            COLUMNS.iter().map(|(name, _)| (*name).into()),
        );
        for case in cases(*action) {
            let cells: Vec<_> = COLUMNS
                .iter()
                .map(|(_, who)| answer(*action, *who, &case))
                .collect();
            let cells = match cells.split_first() {
                Some((one, rest)) if rest.iter().all(|cell| cell == one) => {
                    vec![format!("everybody: {one}")]
                }
                _ => cells,
            };
            line(
                &mut out,
                &format!("  {}", case.situation),
                cells.into_iter(),
            );
        }
    }
    out
}

#[test]
fn the_policy_is_the_one_people_have_read() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/policy.matrix");
    let now = matrix();
    if std::env::var_os("UPDATE_MATRIX").is_some() {
        std::fs::write(path, &now).unwrap();
    }
    let read = std::fs::read_to_string(path).unwrap_or_default();
    let differs = read.lines().zip(now.lines()).find(|(old, new)| old != new);
    assert!(
        read == now,
        "the policy has changed; run with UPDATE_MATRIX=1, read the difference, commit it with \
         the change; first: {differs:#?}"
    );
}
