//! A branch's officer, against every act and any tree.

use proptest::prelude::*;

use crate::branches::{Branch, Lineage, Tree};
use crate::ids::{AccountId, BranchId};
use crate::moment::Moment;
use crate::policy::seat::seat;
use crate::policy::{
    Action, Actor, Facts, Opened, Place, Resource, Role, Scope, Session, Term, decide,
};
use crate::request::Kind;

const NOW: Moment = Moment::from_millis(1_795_543_200_000);
const ME: AccountId = AccountId::from_bytes([1; 16]);
const OTHER: AccountId = AccountId::from_bytes([2; 16]);

fn id(n: u8) -> BranchId {
    BranchId::from_bytes([n; 16])
}

fn officer(branch: BranchId) -> Actor {
    let term = Term {
        role: Role::MembershipOfficer,
        scope: Scope::Branch(branch),
        from: NOW,
        until: None,
        ended: false,
    };
    seat(ME, Opened::Password, vec![term], Session::Running)
}

fn may(actor: &Actor, action: Action, resource: Resource) -> bool {
    [Facts::OPEN, Facts::OPEN.with_few_offices()]
        .iter()
        .any(|facts| decide(actor, action, &resource, facts, NOW).is_ok())
}

/// Everything that stands somewhere in the tree.
fn standing(stands: Lineage) -> [Resource; 4] {
    [
        Resource::Member { stands },
        Resource::OwnMember { stands },
        Resource::Branch { stands },
        Resource::ForgetRequest { asker: ME, stands },
    ]
}

proptest! {
    #[test]
    fn a_branchs_officer_never_reaches_what_the_tree_does_not_put_under_them(
        parents in prop::collection::vec(prop::option::of(0_u8..20), 1..20),
        mine in 0_u8..20,
    ) {
        let branches = parents.iter().zip(0_u8..).map(|(parent, n)| Branch {
            id: id(n),
            name: "branch".to_owned(),
            parent: parent.map(id),
        });
        let tree = Tree::new(branches);
        let reached = tree.with_all_under(id(mine));
        let me = officer(id(mine));
        for n in 0..20 {
            for resource in standing(tree.lineage(id(n))) {
                for action in Action::ALL {
                    if may(&me, *action, resource) {
                        prop_assert!(reached.contains(&id(n)), "{action:?} {resource:?}");
                    }
                }
            }
        }
    }
}

#[test]
fn whoever_stands_in_no_branch_that_is_known_is_reached_by_no_branchs_officer() {
    for action in Action::ALL {
        for resource in standing(Lineage::NOWHERE) {
            assert!(!may(&officer(id(0)), *action, resource), "{action:?}");
        }
    }
}

/// What is done for the whole roll: a branch's officer is told whose it is where they reach the member, and nothing elsewhere.
#[test]
fn a_branchs_officer_has_nothing_of_the_whole_roll_and_no_account_and_no_role() {
    let me = officer(id(3));
    let at = Place::Branch { branch: id(3) };
    let others = [
        Resource::Organisation,
        Resource::Ledger,
        Resource::ConsoleImport,
        Resource::Import { uploader: OTHER },
        Resource::Account { account: OTHER },
        Resource::Left { account: OTHER },
        Resource::Term {
            account: OTHER,
            role: Role::MembershipOfficer,
            at,
        },
        Resource::TermRequest {
            asker: ME,
            account: OTHER,
            role: Role::MembershipOfficer,
            at,
        },
        Resource::TermRequest {
            asker: OTHER,
            account: AccountId::from_bytes([4; 16]),
            role: Role::MembershipOfficer,
            at,
        },
        Resource::Request {
            kind: Kind::ForgetMember,
            asker: OTHER,
        },
    ];
    let mut granted = Vec::new();
    for resource in others {
        // Taking back what one asked for oneself gives nothing, so anybody may.
        let all = Action::ALL.iter();
        for action in all.filter(|action| **action != Action::WithdrawRequest) {
            if may(&me, *action, resource) {
                granted.push(format!("{} {resource:?}", action.text()));
            }
        }
    }
    // The page of requests, where they see what they asked for themselves.
    assert_eq!(granted, ["see requests Organisation"]);
    let stands = Lineage::at(id(3));
    for action in [
        Action::MergeMembers,
        Action::TellApart,
        Action::SettleReport,
        Action::RenumberMember,
        Action::TakeExhibit,
    ] {
        let here = decide(&me, action, &Resource::Member { stands }, &Facts::OPEN, NOW);
        let there = Resource::Member {
            stands: Lineage::at(id(4)),
        };
        let there = decide(&me, action, &there, &Facts::OPEN, NOW);
        assert!(!here.unwrap_err().hidden(), "{action:?}");
        assert!(there.unwrap_err().hidden(), "{action:?}");
    }
}
