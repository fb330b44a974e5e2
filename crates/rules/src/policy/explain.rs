//! "What can this person do, and why": every act in every place that concerns somebody, as [`decide`] answers.
//!
//! Nothing here decides. It asks the same function that every act asks, so that the page can't say anything else than what
//! happens.

use super::{Action, Actor, Facts, Place, Reason, Resource, Role, decide};
use crate::branches::Lineage;
use crate::ids::{AccountId, CampaignId, CardId, ContestId, LicenceId};
use crate::moment::Moment;
use crate::request::Kind;

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
            | A::EndOwnSessions => Self::Own,
            A::SeeOwnDesk
            | A::Lease
            | A::SeeCard
            | A::Dial
            | A::Extend
            | A::Record
            | A::RecordLate
            | A::Object => Self::Calls,
            A::CountBank | A::WatchBank | A::AddBank | A::OpenBank | A::PauseBank => Self::Banks,
            A::AddContest | A::AddCampaign | A::OpenPhase => Self::Contests,
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
            | A::SeeReasons
            | A::ReadReason
            | A::LinkAccount
            | A::SeeReports
            | A::SettleReport => Self::Members,
            A::Import
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
            | A::SeeCases => Self::Requests,
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

/// Somebody else, whoever that is.
const OTHER: AccountId = AccountId::from_bytes([0xFE; 16]);
/// An agreed test, whichever that is.
const LICENCE: LicenceId = LicenceId::from_bytes([0xFE; 16]);
/// A card on one's own desk, whichever that is.
const CARD: CardId = CardId::from_bytes([0xFE; 16]);

/// What the act is done to in such a place; nothing where it can't be done there.
fn questions(action: Action, at: Place, me: AccountId) -> Vec<Resource> {
    use Action as A;
    let is_whole = at == Place::Organisation;
    let own = Resource::Account { account: me };
    let other = Resource::Account { account: OTHER };
    let here = resource(at);
    let when = |is_so: bool, all: &[Resource]| if is_so { all.to_vec() } else { Vec::new() };
    match action {
        A::Lease | A::SeeOwnDesk | A::CountBank | A::WatchBank | A::OpenBank | A::PauseBank => {
            when(matches!(at, Place::Bank { .. }), &[here])
        }
        A::SeeCard | A::Dial | A::Extend | A::Record | A::RecordLate | A::Object => card(at, me),
        A::AddBank => when(matches!(at, Place::Campaign { .. }), &[here]),
        A::Invite | A::SeeInvitations | A::TakeBackInvitation => {
            let is_there = matches!(at, Place::Campaign { .. } | Place::Bank { .. });
            when(is_there, &[here])
        }
        A::AddCampaign | A::OpenPhase => when(matches!(at, Place::Contest { .. }), &[here]),
        A::AddContest
        | A::ChangeKeys
        | A::Import
        | A::TryImport
        | A::UndoImport
        | A::SeeReasons
        | A::SeeReports
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
        | A::EditBranches => when(is_whole, &[Resource::Organisation]),
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
        | A::TellApart
        | A::MergeMembers
        | A::SettleReport
        | A::PreviewForgetting => member(at),
        A::ReadReason | A::LinkAccount | A::ShutAccount | A::AskRecovery | A::StopRecovery => {
            when(is_whole, &[other])
        }
        A::SeeLedger | A::CheckLicence => when(is_whole, &[Resource::Ledger]),
        A::EndLicence | A::ReportLicence => when(is_whole, &[Resource::Licence { tests: false }]),
        A::EnterDecoy => when(is_whole, &[Resource::Licence { tests: true }]),
        A::TakeExhibit => when(is_whole, &[Resource::Ledger, NOBODYS]),
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
        | A::EndOwnSessions => when(is_whole, &[own]),
        A::ReadAnswers => when(is_whole, &answers(me)),
        A::SeeCases => when(
            matches!(at, Place::Organisation | Place::Campaign { .. }),
            &[here],
        ),
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
        Kind::GrantTerm | Kind::ForgetMember | Kind::ReadAnswers => None,
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
        others.chain(answers(asker)).collect()
    } else {
        forgetting.into_iter().chain(roles).collect()
    }
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

#[cfg(test)]
mod tests;
