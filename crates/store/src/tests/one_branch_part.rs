//! What a branch's officer is given of the whole: totals of a part, asking that somebody be forgotten, and no office.

use switchboard_rules::policy::{Reason, Role, Scope};
use switchboard_rules::request::{Because, Kind};

use super::house::{EVENING, Person, given};
use super::looks::refused;
use super::one_branch::{change, story};
use crate::branches::{self, Change};
use crate::requests::{self, Asked, Asking, Decided, Decision, Second};
use crate::tx::Verdict;
use crate::{door, forget};

#[test]
fn exact_totals_are_those_of_the_own_branches_and_say_nothing_of_the_rest() {
    story(|house, rivals| {
        let totals = |who: &Person| {
            let asked = house.act(who, EVENING, |tx| branches::ask_totals(tx, 2026));
            given(asked).count(&house.world).unwrap()
        };
        let [gwynedd, powys, whole] = [&rivals.gwynedd, &rivals.powys, &rivals.whole].map(totals);
        assert_eq!(gwynedd.all().at_end, 2);
        assert_eq!(powys.all().at_end, 1);
        assert_eq!(whole.all().at_end, 4);
        let names = |totals: &branches::Totals| {
            let placed = totals.tree.in_order();
            placed
                .iter()
                .map(|one| one.branch.name.clone())
                .collect::<Vec<_>>()
        };
        assert_eq!(names(&gwynedd), ["Gwynedd", "Abercwm"]);
        assert_eq!(names(&powys), ["Powys"]);
        assert!(gwynedd.unplaced().is_empty() && !whole.unplaced().is_empty());
        let kept = given(house.act(&rivals.gwynedd, EVENING, |tx| {
            branches::kept(tx).map(Verdict::Given)
        }));
        assert_eq!((kept[0].name.as_str(), kept[0].branches), ("Gwynedd", 2));
    });
}

#[test]
fn forgetting_is_asked_for_by_the_branch_and_decided_by_the_organisation() {
    story(|house, rivals| {
        let who = &rivals.gwynedd;
        let see = |number: &'static str| {
            given(house.act(who, EVENING, move |tx| forget::preview(tx, number)))
                .map(|of| of.member)
        };
        assert_eq!(see("M-000001"), None, "as a number that nobody has");
        assert_eq!(see("M-000009"), None);
        let mine = see("M-000000").unwrap();
        let theirs = super::duplicates::id_of(house, "M-000001");
        let asking = |member| Asking {
            kind: Kind::ForgetMember,
            member,
            about: String::new(),
            because: Because::parse("She wrote and asked for it").unwrap(),
            second: Second::Person,
        };
        let other = asking(theirs);
        let why = refused(house, who, EVENING, move |tx| requests::ask(tx, &other));
        assert_eq!(why, Reason::NotYours);
        let own = asking(mine);
        let Asked::New { id, .. } =
            given(house.act(who, EVENING, move |tx| requests::ask(tx, &own)))
        else {
            panic!("it is asked for");
        };
        let page = given(house.act(who, EVENING, |tx| requests::page(tx, None)));
        assert_eq!((page.waiting.len(), page.own.len()), (0, 1));
        let page = given(house.act(&rivals.powys, EVENING, |tx| requests::page(tx, None)));
        assert_eq!(
            (page.waiting.len(), page.own.len()),
            (0, 0),
            "a rival sees nothing of it"
        );
        let why = refused(house, &rivals.powys, EVENING, move |tx| {
            requests::decide(tx, id, Decision::Approve, None)
        });
        assert_eq!(why, Reason::NotYours);
        // It lapses where the member is theirs no more.
        let [_, _, branch, powys] = rivals.tree;
        let parent = Some(powys);
        change(house, &rivals.whole, Change::Move { branch, parent });
        let decided = house.act(&rivals.whole, EVENING, move |tx| {
            requests::decide(tx, id, Decision::Approve, None)
        });
        assert!(matches!(given(decided), Decided::AskerLeft));
    });
}

#[test]
fn a_branchs_officers_count_for_none_of_the_offices_and_hear_of_no_account() {
    story(|house, rivals| {
        // One office and two of branches: the organisation's are few.
        for label in ["Bran", "Bronwen"] {
            let scope = Scope::Branch(rivals.tree[0]);
            house.person(label, Role::MembershipOfficer, scope);
        }
        let few = given(house.act(&rivals.whole, EVENING, |tx| {
            door::are_offices_few(tx).map(Verdict::Given)
        }));
        assert!(few);
        let heard = given(house.act(&rivals.whole, EVENING, |tx| {
            crate::outbox::officers(tx).map(Verdict::Given)
        }));
        assert_eq!(heard, [rivals.whole.account]);
        // And whoever keeps the whole roll reads no tree for it.
        let nowhere = given(house.act(&rivals.whole, EVENING, |tx| {
            let is_read = branches::reach(tx)?.is_some();
            Ok(Verdict::Given(is_read))
        }));
        assert!(!nowhere);
    });
}
