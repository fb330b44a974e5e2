use super::*;
use crate::ids::{AccountId, BankId, CampaignId, CardId, ContestId};
use crate::moment::Span;
use crate::policy::seat::seat;
use crate::policy::{Opened, Place, Reason, Role, Scope, Session, Term};
use proptest::prelude::*;

mod alone;
mod answers;
mod branches;
mod chance;
mod frozen;
mod keepers;
mod own_page;
mod programs;
mod roles;
mod training;

const NOW: Moment = Moment::from_millis(1_795_543_200_000);
const ME: AccountId = AccountId::from_bytes([1; 16]);
const OTHER: AccountId = AccountId::from_bytes([2; 16]);
const THIRD: AccountId = AccountId::from_bytes([10; 16]);
const CONTEST: ContestId = ContestId::from_bytes([3; 16]);
const MINE: CampaignId = CampaignId::from_bytes([5; 16]);
const RIVAL: CampaignId = CampaignId::from_bytes([6; 16]);
const BANK: BankId = BankId::from_bytes([7; 16]);
const NEXT_BANK: BankId = BankId::from_bytes([9; 16]);
const CARD: CardId = CardId::from_bytes([8; 16]);

const OWN_BANK: Resource = Resource::Bank {
    bank: BANK,
    campaign: MINE,
    contest: CONTEST,
};
const MEMBER: Resource = Resource::Member {
    stands: crate::branches::Lineage::NOWHERE,
};
const RIVAL_BANK: Resource = Resource::Bank {
    bank: NEXT_BANK,
    campaign: RIVAL,
    contest: CONTEST,
};

fn term(role: Role, scope: Scope) -> Term {
    Term {
        role,
        scope,
        from: NOW,
        until: None,
        ended: false,
    }
}

fn actor(terms: Vec<Term>) -> Actor {
    seat(ME, Opened::Code, terms, Session::Running)
}

fn card(holder: AccountId) -> Resource {
    Resource::Card {
        card: CARD,
        bank: BANK,
        campaign: MINE,
        contest: CONTEST,
        holder,
    }
}

fn check(actor: &Actor, action: Action, resource: &Resource) -> Result<(), Reason> {
    decide(actor, action, resource, &Facts::OPEN, NOW)
        .map(|_| ())
        .map_err(|no| no.reason)
}

fn resources() -> Vec<Resource> {
    let place = Place::Campaign {
        campaign: MINE,
        contest: CONTEST,
    };
    vec![
        Resource::Organisation,
        Resource::Contest { contest: CONTEST },
        Resource::Campaign {
            campaign: MINE,
            contest: CONTEST,
        },
        Resource::Campaign {
            campaign: RIVAL,
            contest: CONTEST,
        },
        OWN_BANK,
        RIVAL_BANK,
        card(ME),
        card(OTHER),
        Resource::Ledger,
        Resource::Import { uploader: ME },
        Resource::ConsoleImport,
        MEMBER,
        Resource::Account { account: ME },
        Resource::Account { account: OTHER },
        Resource::Term {
            account: OTHER,
            role: Role::Caller,
            at: place,
        },
        Resource::Term {
            account: OTHER,
            role: Role::Organiser,
            at: place,
        },
        Resource::Term {
            account: OTHER,
            role: Role::Dpo,
            at: Place::Organisation,
        },
        Resource::TermRequest {
            asker: OTHER,
            account: THIRD,
            role: Role::Organiser,
            at: place,
        },
    ]
}

#[test]
fn a_grant_says_who_does_what_for_what_and_where() {
    let until = NOW.plus(Span::hours(2));
    let role = Term {
        until: Some(until),
        ..term(Role::Caller, Scope::Campaign(MINE))
    };
    let grant = decide(
        &actor(vec![role]),
        Action::Lease,
        &OWN_BANK,
        &Facts::OPEN,
        NOW,
    )
    .unwrap();
    assert_eq!(grant.account(), ME);
    assert_eq!(grant.opened(), Opened::Code);
    assert_eq!(grant.action(), Action::Lease);
    assert_eq!(grant.purpose(), "dial members for the campaign");
    assert_eq!(grant.campaign(), Some(MINE));
    assert_eq!(grant.bank(), Some(BANK));
    assert_eq!(grant.contest(), Some(CONTEST));
    assert_eq!(grant.until(), Some(until));
}

#[test]
fn of_two_terms_the_one_that_lasts_longest_counts() {
    let short = Term {
        until: Some(NOW.plus(Span::hours(1))),
        ..term(Role::Caller, Scope::Bank(BANK))
    };
    let endless = term(Role::Caller, Scope::Campaign(MINE));
    for terms in [vec![short, endless], vec![endless, short]] {
        let grant = decide(&actor(terms), Action::Lease, &OWN_BANK, &Facts::OPEN, NOW).unwrap();
        assert_eq!(grant.until(), None);
    }
}

#[test]
fn a_role_for_one_bank_reaches_that_bank_alone() {
    let caller = actor(vec![term(Role::Caller, Scope::Bank(BANK))]);
    let next = Resource::Bank {
        bank: NEXT_BANK,
        campaign: MINE,
        contest: CONTEST,
    };
    assert_eq!(check(&caller, Action::Lease, &OWN_BANK), Ok(()));
    assert_eq!(
        check(&caller, Action::Lease, &next),
        Err(Reason::NotYourBank)
    );
}

#[test]
fn a_term_that_reaches_too_far_gives_nothing() {
    for (role, scope, action, resource) in [
        (Role::Caller, Scope::Organisation, Action::Lease, RIVAL_BANK),
        (
            Role::Caller,
            Scope::Contest(CONTEST),
            Action::Lease,
            RIVAL_BANK,
        ),
        (
            Role::Organiser,
            Scope::Organisation,
            Action::WatchBank,
            RIVAL_BANK,
        ),
        (
            Role::Organiser,
            Scope::Contest(CONTEST),
            Action::WatchBank,
            RIVAL_BANK,
        ),
    ] {
        let actor = actor(vec![term(role, scope)]);
        assert_eq!(
            check(&actor, action, &resource),
            Err(Reason::NotYourBank),
            "{role:?}"
        );
    }
    let wide = actor(vec![term(Role::Caller, Scope::Organisation)]);
    let desk = Resource::Account { account: ME };
    assert_eq!(
        check(&wide, Action::SeeOwnDesk, &desk),
        Err(Reason::NotYourRole)
    );
}

#[test]
fn a_role_ends_at_its_moment_and_when_somebody_ends_it() {
    let by_time = Term {
        until: Some(NOW),
        ..term(Role::Caller, Scope::Campaign(MINE))
    };
    let by_hand = Term {
        ended: true,
        ..term(Role::Caller, Scope::Campaign(MINE))
    };
    for over in [by_time, by_hand] {
        let leaver = actor(vec![over]);
        assert_eq!(
            check(&leaver, Action::Lease, &OWN_BANK),
            Err(Reason::TermEnded)
        );
        assert_eq!(
            check(&leaver, Action::Dial, &card(ME)),
            Err(Reason::TermEnded)
        );
        assert_eq!(check(&leaver, Action::RecordLate, &card(ME)), Ok(()));
        assert_eq!(check(&leaver, Action::Object, &card(ME)), Ok(()));
        assert_eq!(
            check(&leaver, Action::Object, &card(OTHER)),
            Err(Reason::NotYourCard)
        );
    }
    let a_moment_more = Term {
        until: Some(NOW.plus(Span::millis(1))),
        ..by_time
    };
    assert_eq!(
        check(&actor(vec![a_moment_more]), Action::Lease, &OWN_BANK),
        Ok(())
    );
}

#[test]
fn nobody_gives_a_role_to_themselves_not_even_at_the_console() {
    for opened in Opened::ALL {
        let terms = vec![term(Role::Organiser, Scope::Campaign(MINE))];
        let actor = seat(ME, opened, terms, Session::Running);
        let at = Place::Campaign {
            campaign: MINE,
            contest: CONTEST,
        };
        let own = Resource::Term {
            account: ME,
            role: Role::Caller,
            at,
        };
        let why = if opened == Opened::SetUp {
            Reason::SetUpFirst
        } else {
            Reason::NotYoursToGive
        };
        assert_eq!(check(&actor, Action::GrantTerm, &own), Err(why));
    }
}

#[test]
fn a_code_of_an_office_opens_nothing_but_setting_the_password_or_a_passkey() {
    let offices = [
        Role::MembershipOfficer,
        Role::ReturningOfficer,
        Role::Dpo,
        Role::Approver,
    ];
    let terms = offices.map(|role| term(role, Scope::Organisation));
    let begun = seat(ME, Opened::SetUp, terms.to_vec(), Session::Running);
    for action in Action::ALL {
        for resource in resources() {
            let answer = check(&begun, *action, &resource);
            let sets = [
                Action::SetOwnPassword,
                Action::SeeOwnPasskeys,
                Action::AddOwnPasskey,
                Action::SeeIdentity,
                Action::ConnectIdentity,
            ];
            let is_own = sets.contains(action) && resource == Resource::Account { account: ME };
            let is_late = matches!(
                action,
                Action::RecordLate | Action::Object | Action::Complain
            );
            assert!(
                is_own == answer.is_ok() || is_late,
                "{action:?} {resource:?}"
            );
        }
    }
}

#[test]
fn officials_help_each_other_in_and_never_themselves() {
    let (own, other) = (
        Resource::Account { account: ME },
        Resource::Account { account: OTHER },
    );
    for role in [Role::MembershipOfficer, Role::ReturningOfficer, Role::Dpo] {
        let official = actor(vec![term(role, Scope::Organisation)]);
        for (action, others) in [
            (Action::HandOutCode, Err(Reason::TakesTwo)),
            (Action::ShutAccount, Ok(())),
        ] {
            assert_eq!(check(&official, action, &other), others);
            assert_eq!(check(&official, action, &own), Err(Reason::NotYoursToGive));
        }
        assert!(check(&official, Action::AskRecovery, &other).is_err());
        assert_eq!(check(&official, Action::StopRecovery, &other), Ok(()));
    }
    let approver = actor(vec![term(Role::Approver, Scope::Organisation)]);
    for action in [
        Action::HandOutCode,
        Action::ShutAccount,
        Action::SearchMembers,
    ] {
        assert!(check(&approver, action, &other).is_err(), "{action:?}");
    }
    assert_eq!(check(&approver, Action::StopRecovery, &other), Ok(()));
    let of_a_contest = actor(vec![term(Role::ReturningOfficer, Scope::Contest(CONTEST))]);
    assert!(check(&of_a_contest, Action::HandOutCode, &other).is_err());
}

#[test]
fn a_role_that_does_not_fit_its_place_is_never_given() {
    let console = seat(ME, Opened::Console, vec![], Session::Running);
    let wide = Resource::Term {
        account: OTHER,
        role: Role::Caller,
        at: Place::Organisation,
    };
    assert_eq!(
        check(&console, Action::GrantTerm, &wide),
        Err(Reason::NoSuchAct)
    );
    let fits = Resource::Term {
        account: OTHER,
        role: Role::Dpo,
        at: Place::Organisation,
    };
    assert_eq!(check(&console, Action::GrantTerm, &fits), Ok(()));
}

#[test]
fn the_console_sees_no_person_and_rings_nobody() {
    let console = seat(ME, Opened::Console, vec![], Session::Running);
    for action in [
        Action::Lease,
        Action::Dial,
        Action::SeeCard,
        Action::SearchMembers,
        Action::OpenMember,
        Action::SeeReports,
        Action::SettleReport,
        Action::SeeLedger,
        Action::TakeExhibit,
        Action::WatchBank,
        Action::CountBank,
    ] {
        for resource in resources() {
            assert!(
                check(&console, action, &resource).is_err(),
                "{action:?} {resource:?}"
            );
        }
    }
}

#[test]
fn without_a_role_only_what_is_ones_own_is_left() {
    let nobody = actor(vec![]);
    for action in Action::ALL {
        for resource in resources() {
            let own = match action {
                Action::SeeOwnRecord
                | Action::TakeOwnExhibit
                | Action::SeeExposure
                | Action::StopRecovery => resource == Resource::Account { account: ME },
                Action::RecordLate | Action::Object | Action::Complain => resource == card(ME),
                _ => false,
            };
            let answer = check(&nobody, *action, &resource);
            assert_eq!(answer.is_ok(), own, "{action:?} {resource:?} {answer:?}");
        }
    }
}

#[test]
fn whoever_checks_takes_any_exhibit_and_the_officer_those_of_a_member() {
    let of = |role| actor(vec![term(role, Scope::Organisation)]);
    for (role, ledger, member) in [
        (Role::Dpo, true, true),
        (Role::MembershipOfficer, false, true),
        (Role::ReturningOfficer, false, false),
        (Role::Approver, false, false),
        (Role::Committee, false, false),
        (Role::Auditor, false, false),
    ] {
        let takes = |resource| check(&of(role), Action::TakeExhibit, &resource).is_ok();
        let taken = (takes(Resource::Ledger), takes(MEMBER));
        assert_eq!(taken, (ledger, member), "{role:?}");
    }
}

#[test]
fn a_campaign_sees_no_member_but_by_a_card() {
    let terms = [Role::Organiser, Role::Caller].map(|role| term(role, Scope::Campaign(MINE)));
    let both = actor(terms.to_vec());
    for action in [
        Action::SearchMembers,
        Action::OpenMember,
        Action::SeeReports,
        Action::SettleReport,
        Action::TakeRejects,
        Action::SeeImportNotes,
    ] {
        for resource in resources() {
            assert!(
                check(&both, action, &resource).is_err(),
                "{action:?} {resource:?}"
            );
        }
    }
    let organiser = actor(vec![term(Role::Organiser, Scope::Campaign(MINE))]);
    for action in [Action::Lease, Action::SeeCard, Action::Dial] {
        for resource in resources() {
            assert!(
                check(&organiser, action, &resource).is_err(),
                "{action:?} {resource:?}"
            );
        }
    }
}
