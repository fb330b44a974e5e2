//! A member's session opens that member's page and nothing else; no role opens such a page.

use super::*;
use crate::ids::MemberId;
use crate::policy::seat::{covered_member_seat, member_seat};

const MEMBER_ID: MemberId = MemberId::from_bytes([11; 16]);
const NEIGHBOUR: MemberId = MemberId::from_bytes([12; 16]);
const SYSTEM: AccountId = AccountId::from_bytes([0; 16]);

const OWN: [Action; 5] = [
    Action::SeeOwnPage,
    Action::TakeOwnCopy,
    Action::ObjectOwn,
    Action::AllowOwn,
    Action::AskRight,
];

fn pages(member: MemberId) -> [Resource; 2] {
    let of = Some((MINE, CONTEST));
    [
        Resource::OwnPage { member, of: None },
        Resource::OwnPage { member, of },
    ]
}

#[test]
fn a_members_session_opens_their_own_page_and_nothing_else() {
    let member = member_seat(SYSTEM, MEMBER_ID, Session::Running);
    for action in Action::ALL {
        for resource in resources() {
            assert_eq!(
                check(&member, *action, &resource),
                Err(Reason::NotYours),
                "{action:?} {resource:?}"
            );
        }
        // Under whose account a member's entries stand: nothing of it is theirs.
        let system = Resource::Account { account: SYSTEM };
        assert_eq!(check(&member, *action, &system), Err(Reason::NotYours));
        for page in pages(MEMBER_ID) {
            assert_eq!(check(&member, *action, &page).is_ok(), OWN.contains(action));
        }
        for page in pages(NEIGHBOUR) {
            assert_eq!(check(&member, *action, &page), Err(Reason::NotYours));
        }
    }
    let over = member_seat(SYSTEM, MEMBER_ID, Session::Ended);
    for page in pages(MEMBER_ID) {
        assert_eq!(
            check(&over, Action::ObjectOwn, &page),
            Err(Reason::SignedOut)
        );
    }
}

#[test]
fn no_role_and_no_console_opens_a_members_own_page() {
    let everything = Role::ALL.map(|role| term(role, Scope::Organisation));
    for opened in Opened::ALL {
        let holder = seat(ME, opened, everything.to_vec(), Session::Running);
        for action in Action::ALL {
            for page in pages(MEMBER_ID) {
                assert!(
                    check(&holder, *action, &page).is_err(),
                    "{opened:?} {action:?}"
                );
            }
        }
    }
}

#[test]
fn a_grant_for_what_a_campaign_wrote_names_that_campaign() {
    let member = member_seat(SYSTEM, MEMBER_ID, Session::Running);
    let [whole, of_campaign] = pages(MEMBER_ID);
    let campaign = |page| {
        let grant = decide(&member, Action::SeeOwnPage, &page, &Facts::SHUT, NOW);
        grant.ok().and_then(|grant| grant.campaign())
    };
    assert_eq!(campaign(whole), None);
    assert_eq!(campaign(of_campaign), Some(MINE));
}

#[test]
fn by_an_officers_code_a_member_objects_and_asks_and_reads_nothing_that_a_campaign_wrote() {
    let member = covered_member_seat(SYSTEM, MEMBER_ID, Session::Running);
    let [whole, of_campaign] = pages(MEMBER_ID);
    for action in OWN {
        let is_held_back = matches!(action, Action::TakeOwnCopy | Action::AllowOwn);
        let answer = check(&member, action, &whole);
        assert_eq!(answer.is_ok(), !is_held_back, "{action:?}");
        assert_eq!(
            check(&member, action, &of_campaign),
            Err(Reason::OwnCovered)
        );
        for page in pages(NEIGHBOUR) {
            assert_eq!(check(&member, action, &page), Err(Reason::NotYours));
        }
    }
}
