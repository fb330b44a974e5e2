//! The parts of the program as a licence names them, with their addresses, and in which of them an act is done.

use std::collections::BTreeSet;

use super::{Technique, closed_list};
use crate::events::EventKind;
use crate::policy::{Action, Area};

closed_list! {
    /// A part of the program that can be tested.
    Room, "licence-room-";
    /// Signing in, sessions, passkeys, passwords, joining.
    Door = "door";
    /// Accounts, roles, invitations.
    Accounts = "accounts";
    /// The desk of a caller: cards, numbers, outcomes.
    Desk = "desk";
    /// Contests, campaigns, phone banks and their counts.
    Banks = "banks";
    /// One member: searching, opening, correcting.
    Members = "members";
    /// The roll as a whole: files, branches, duplicates.
    Roll = "roll";
    /// What takes two people, how long things are kept, forgetting.
    Requests = "requests";
    /// The ledger, records and exhibits.
    Log = "log";
}

impl Room {
    /// The beginnings of its addresses, each with what stands under it; the longest that fits an address counts.
    pub const fn addresses(self) -> &'static [&'static str] {
        match self {
            Self::Door => &[
                "/sign-in",
                "/sign-out",
                "/signed-out",
                "/set-up",
                "/own",
                "/passkeys",
                "/sessions",
                "/oidc",
                "/identity",
                "/join",
                "/joined",
                "/language",
            ],
            Self::Accounts => &["/accounts", "/campaigns"],
            Self::Desk => &["/desk", "/api/v1/banks", "/api/v1/cards"],
            Self::Banks => &["/banks", "/contests", "/fairness", "/ledger/exposure"],
            Self::Members => &[
                "/members",
                "/roll/search",
                "/roll/reports",
                "/api/v1/members",
                "/api/v1/reports",
            ],
            Self::Roll => &[
                "/roll",
                "/branches",
                "/duplicates",
                "/api/v1/imports",
                "/api/v1/duplicates",
                "/api/v1/merges",
                "/api/v1/totals",
            ],
            Self::Requests => &[
                "/requests",
                "/freezes",
                "/rights",
                "/rang",
                "/answers",
                "/api/v1/requests",
                "/api/v1/members/forget",
                "/api/v1/forgetting",
                "/api/v1/retention",
            ],
            Self::Log => &["/ledger", "/record", "/log", "/licences", "/api/v1/ledger"],
        }
    }

    /// The room an address belongs to; none for the pages that belong to everybody, such as the first.
    pub fn of_address(path: &str) -> Option<Self> {
        let all = Self::ALL.iter().flat_map(|room| {
            let fitting = room.addresses().iter().filter(|address| {
                let rest = path.strip_prefix(**address);
                rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
            });
            fitting.map(|address| (address.len(), *room))
        });
        all.max_by_key(|(length, _)| *length).map(|(_, room)| room)
    }

    /// The room in which somebody asks for such an act.
    pub const fn of(action: Action) -> Self {
        match Area::of(action) {
            Area::Own => match action {
                Action::SeeOwnRecord | Action::TakeOwnExhibit => Self::Log,
                _ => Self::Door,
            },
            Area::Calls => Self::Desk,
            Area::Banks | Area::Contests => Self::Banks,
            Area::Members => Self::Members,
            Area::Roll => Self::Roll,
            Area::Log | Area::Licences => Self::Log,
            Area::Accounts => Self::Accounts,
            Area::Requests | Area::Keeping => Self::Requests,
        }
    }

    /// The room an entry of this kind was written in; `purpose` says of a refusal what was asked for. None for what the system
    /// does by itself: no tester does that. None either for opening and reading what a campaign wrote: that takes two people's
    /// word each time, and no agreed test covers it.
    pub fn of_entry(kind: EventKind, purpose: &str) -> Option<Self> {
        if kind == EventKind::Refusal {
            let asked = Action::ALL.iter().find(|one| one.text() == purpose);
            return Some(asked.map_or(Self::Door, |action| Self::of(*action)));
        }
        Some(match kind.code() {
            200..220
            | 223..225
            | 231..240
            | 244..250
            | 252..260
            | 263..270
            | 390..400
            | 1060..=1064
            | 1094..=1095 => Self::Door,
            220..223 | 225..231 | 240..244 | 250..252 | 262 | 270..280 | 850..860 => Self::Accounts,
            300..310 | 340..350 | 920..930 => Self::Roll,
            310..330 | 992..=995 => Self::Members,
            260..262
            | 330..340
            | 350..355
            | 700..710
            | 722
            | 830..840
            | 880..882
            | 961..=970
            | 972..=973
            | 1092 => Self::Requests,
            280..290 | 355..370 | 600..610 | 710..720 | 723..730 => Self::Log,
            400..500 | 945 | 980..=990 | 996..1000 | 1010..1020 | 1080..=1084 | 1093 => Self::Desk,
            500..600
            | 800
            | 804..=808
            | 870..880
            | 900
            | 940..945
            | 946..948
            | 991
            | 1020..1030
            | 1040..1050
            | 1090..=1091
            | 1100..=1102 => Self::Banks,
            _ => return None,
        })
    }
}

/// How an act was done, as far as its entry tells: by asking for what is refused, by seeing, or by changing; and whether a
/// program did it.
pub fn techniques_of(kind: EventKind, opened: &str) -> BTreeSet<Technique> {
    let how = match kind {
        EventKind::Refusal
        | EventKind::SignInRefused
        | EventKind::NumbersRefused
        | EventKind::DeviceCodeWrong => Technique::Probe,
        kind if looks(kind) => Technique::Look,
        _ => Technique::Change,
    };
    let mut all = BTreeSet::from([how]);
    if matches!(opened.split(' ').next(), Some("token" | "program")) {
        all.insert(Technique::Automate);
    }
    all
}

/// Whether it is what everybody does who tests anything at all: coming in and going, and reading what was agreed.
pub const fn comes_and_goes(kind: EventKind) -> bool {
    use EventKind as K;
    matches!(
        kind,
        K::SignIn | K::SignOut | K::ShownAgain | K::NewDevice | K::LicencesShown | K::DecoyEntered
    )
}

/// Whether such an entry says that something was seen and nothing changed; coming and going is looking.
const fn looks(kind: EventKind) -> bool {
    use EventKind as K;
    matches!(
        kind,
        K::SignIn
            | K::SignOut
            | K::ShownAgain
            | K::NewDevice
            | K::NoticeRead
            | K::AccountsShown
            | K::PasskeysShown
            | K::DeviceKeysShown
            | K::IdentityShown
            | K::DecoyEntered
            | K::InvitationsShown
            | K::TermsShown
            | K::LeaveShown
            | K::RejectsOpened
            | K::ImportTried
            | K::ImportNotesShown
            | K::Search
            | K::MemberOpened
            | K::ReportsShown
            | K::CallersCompared
            | K::ReasonsShown
            | K::ReasonRead
            | K::ContactUncovered
            | K::CertificateShown
            | K::ForgettingShown
            | K::ForgettingPreviewed
            | K::RetentionCounted
            | K::TotalsShown
            | K::DuplicatesShown
            | K::OwnExhibitTaken
            | K::ExhibitTaken
            | K::SessionsShown
            | K::CardDealt
            | K::NumberShown
            | K::CardExtended
            | K::CardRedisclosed
            | K::CardUnreported
            | K::CardTakenOver
            | K::CardTakenBack
            | K::CardLeftBehind
            | K::AudienceCounted
            | K::CountsShown
            | K::ExposureShown
            | K::LedgerPageShown
            | K::OwnRecordShown
            | K::HealthShown
            | K::RequestsShown
            | K::LicencesShown
            | K::LicenceChecked
            | K::AnswersRead
            | K::CasesShown
            | K::FreezesShown
            | K::OwnPageOpened
            | K::OwnPageShown
            | K::OwnAnswersShown
            | K::OwnCopyTaken
            | K::RightsShown
            | K::RightRead
    )
}
