use super::*;
use crate::ids::{AccountId, BankId, CampaignId, ContestId};
use crate::moment::Span;
use crate::policy::seat::seat;
use crate::policy::{Opened, Scope, Session, Term};

const NOW: Moment = Moment::from_millis(1_795_543_200_000);
const ME: AccountId = AccountId::from_bytes([1; 16]);
const CONTEST: ContestId = ContestId::from_bytes([3; 16]);
const MINE: CampaignId = CampaignId::from_bytes([5; 16]);
const BANK: BankId = BankId::from_bytes([7; 16]);
const NEXT_BANK: BankId = BankId::from_bytes([9; 16]);

fn sites(facts: Facts) -> Vec<Site> {
    let bank = |bank| Place::Bank {
        bank,
        campaign: MINE,
        contest: CONTEST,
    };
    let (campaign, contest) = (MINE, CONTEST);
    let places = [
        Place::Organisation,
        Place::Contest { contest },
        Place::Campaign { campaign, contest },
        bank(BANK),
        bank(NEXT_BANK),
    ];
    places.map(|at| Site { at, facts }).to_vec()
}

fn actor(role: Role, scope: Scope, until: Option<Moment>) -> Actor {
    let opened = if role.is_office() {
        Opened::Password
    } else {
        Opened::Code
    };
    let term = Term {
        role,
        scope,
        from: NOW,
        until,
        ended: false,
    };
    seat(ME, opened, vec![term], Session::Running)
}

fn line(actor: &Actor, facts: Facts, action: Action) -> Line {
    let lines = explain(actor, &sites(facts), NOW);
    lines
        .into_iter()
        .find(|line| line.action == action)
        .unwrap()
}

#[test]
fn every_act_is_somebodys_and_the_page_says_whose() {
    for action in Action::ALL {
        let everybody = Role::ALL.into_iter().flat_map(|role| {
            let scopes = [
                Scope::Organisation,
                Scope::Contest(CONTEST),
                Scope::Campaign(MINE),
                Scope::Bank(BANK),
            ];
            let fit = scopes.into_iter().filter(move |scope| role.fits(*scope));
            fit.map(move |scope| actor(role, scope, None))
        });
        let console = seat(ME, Opened::Console, vec![], Session::Running);
        let mut all = everybody.chain([console]);
        let somebody = all.any(|actor| {
            let facts = [Facts::OPEN, Facts::OPEN.with_few_offices()];
            facts
                .into_iter()
                .any(|facts| !line(&actor, facts, *action).yes.is_empty())
        });
        let is_members = matches!(
            action,
            Action::SeeOwnPage
                | Action::TakeOwnCopy
                | Action::ObjectOwn
                | Action::AllowOwn
                | Action::AskRight
        );
        assert!(somebody != is_members, "{action:?}");
    }
}

#[test]
fn a_yes_says_by_which_role_and_until_when() {
    let until = NOW.plus(Span::days(3));
    let caller = actor(Role::Caller, Scope::Bank(BANK), Some(until));
    let found = line(&caller, Facts::OPEN, Action::Lease);
    let role = Some(Role::Caller);
    let yes = Yes {
        site: 3,
        role,
        until: Some(until),
    };
    assert_eq!(found.yes, [yes]);
    let no = No {
        reason: Reason::NotYourBank,
        sites: vec![4],
    };
    assert_eq!(found.no, [no]);
}

#[test]
fn a_no_says_what_stands_in_the_way() {
    let caller = actor(Role::Caller, Scope::Bank(BANK), None);
    let paused = line(&caller, Facts::OPEN.paused(), Action::Lease);
    assert_eq!(paused.no[0].reason, Reason::BankNotOpen);
    let over = actor(Role::Caller, Scope::Campaign(MINE), Some(NOW));
    let over = line(&over, Facts::OPEN, Action::Lease);
    assert_eq!((over.yes.len(), over.no[0].reason), (0, Reason::TermEnded));
    let officer = actor(Role::MembershipOfficer, Scope::Organisation, None);
    let gives = line(&officer, Facts::OPEN, Action::GrantTerm);
    assert!(gives.yes.is_empty());
    assert_eq!(
        gives.no[0].reason,
        Reason::TakesTwo,
        "an office, with a second person"
    );
}

#[test]
fn who_organises_one_bank_is_told_of_that_bank_alone() {
    let organiser = actor(Role::Organiser, Scope::Bank(BANK), None);
    for action in [
        Action::WatchBank,
        Action::CountBank,
        Action::OpenBank,
        Action::PauseBank,
        Action::CloseBank,
        Action::GrantTerm,
    ] {
        let found = line(&organiser, Facts::OPEN, action);
        let places: Vec<usize> = found.yes.iter().map(|yes| yes.site).collect();
        assert_eq!(places, [3], "{action:?}");
    }
    assert!(
        line(&organiser, Facts::OPEN, Action::AddBank)
            .yes
            .is_empty()
    );
}
