//! What a branch's officer writes by hand or sees of their own acts: under the right branch, and nothing of those out of reach.

use switchboard_rules::ids::{AccountId, BranchId};
use switchboard_rules::person::PhoneKind;
use switchboard_rules::policy::{Role, Scope};
use switchboard_rules::request::Kind;
use switchboard_rules::roll::{By, Typed};

use super::duplicates::id_of;
use super::forgetting::forget;
use super::house::{EVENING, House, Person, given};
use super::looks::{file, open, told, words};
use super::matching::{by, taken, without_number};
use super::one_branch::{change, name, story};
use super::requests::{ask, because, decide, new};
use crate::branches::{self, Change};
use crate::engine::Arg;
use crate::members::{self, Added, Corrected};
use crate::requests::{self, Asking, Decision, Second};
use crate::session::Auth;
use crate::tx::Verdict;

const TERM: &str = "insert into term (bucket, account, id, role, scope_kind, scope, from_at, granted_by) values ($1, $2, $3, $4, 'branch', $5, $6, $2)";

/// Gives somebody a branch's roll besides what they hold.
fn keeps_too(house: &House, account: AccountId, branch: BranchId) {
    let done = house
        .world
        .write("term", Auth::Job("story"), EVENING, move |tx| {
            tx.run(
                TERM,
                &[
                    Arg::Int(account.bucket()),
                    Arg::Bytes(account.as_bytes()),
                    Arg::Bytes(branch.as_bytes()),
                    Arg::Text(Role::MembershipOfficer.text()),
                    Arg::Bytes(branch.as_bytes()),
                    Arg::Int(EVENING.millis()),
                ],
            )?;
            Ok(Verdict::Given(()))
        });
    given(done.wait());
}

/// The member's name and the decision that the asker's page shows of their only request.
fn seen_of_own(house: &House, who: &Person) -> (bool, String) {
    let done = house
        .act(who, EVENING, |tx| requests::page(tx, None))
        .unwrap();
    let Verdict::Given(page) = done.verdict else {
        panic!("they may see their own")
    };
    let petitions = page.petitions.disclose(&done.proof).unwrap();
    let petition = &petitions.0[0];
    assert_eq!(petition.reason, "She wrote and asked for it");
    (petition.member.is_some(), petition.decision.clone())
}

#[test]
fn what_one_asked_for_shows_no_member_who_has_moved_out_of_reach() {
    story(|house, rivals| {
        let who = &rivals.gwynedd;
        let asking = Asking {
            kind: Kind::ForgetMember,
            member: id_of(house, "M-000000"),
            about: String::new(),
            because: because("She wrote and asked for it"),
            second: Second::Person,
        };
        let id = new(ask(house, who.auth(), asking, EVENING));
        decide(house, &rivals.whole, id, Decision::Refuse, EVENING);
        assert_eq!(seen_of_own(house, who), (true, "so we agreed".to_owned()));
        let [_, _, branch, powys] = rivals.tree;
        let parent = Some(powys);
        change(house, &rivals.whole, Change::Move { branch, parent });
        assert_eq!(seen_of_own(house, who), (false, String::new()));
    });
}

#[test]
fn an_entry_says_where_the_tree_was_changed_to() {
    story(|house, rivals| {
        let [cymru, gwynedd, abercwm, powys] = rivals.tree;
        let whole = &rivals.whole;
        let (branch, parent) = (abercwm, Some(powys));
        change(house, whole, Change::Move { branch, parent });
        change(
            house,
            whole,
            Change::Move {
                branch,
                parent: None,
            },
        );
        for text in ["Aber Quay", "Abercwm"] {
            let name = name(text);
            change(house, whole, Change::Rename { branch, name });
        }
        let (branch, into) = (abercwm, gwynedd);
        change(house, whole, Change::Join { branch, into });
        let details: Vec<String> = told(house, 341).into_iter().map(|(.., d)| d).collect();
        let mut newest = details.iter().map(String::as_str);
        let expected = [
            format!("act=join branch={gwynedd} joined={abercwm}"),
            format!("act=rename branch={abercwm}"),
            format!("act=rename branch={abercwm} new_name=1"),
            format!("act=move branch={abercwm} from={powys} to=top"),
            format!("act=move branch={abercwm} from={gwynedd} to={powys}"),
            format!("act=add branch={powys} parent={cymru}"),
            format!("act=add branch={abercwm} parent={gwynedd}"),
            format!("act=add branch={gwynedd} parent={cymru}"),
            format!("act=add branch={cymru} parent=top"),
        ];
        for line in &expected {
            assert_eq!(newest.next(), Some(line.as_str()));
        }
    });
}

#[test]
fn whoever_keeps_two_branches_adds_somebody_under_the_one_they_are_added_to() {
    story(|house, rivals| {
        let [_, gwynedd, _, powys] = rivals.tree;
        keeps_too(house, rivals.gwynedd.account, powys);
        for (text, branch) in [("Powys", powys), ("Abercwm", gwynedd)] {
            let typed = Typed {
                family: Some("Khan".to_owned()),
                branch: Some(text.to_owned()),
                ..Typed::default()
            };
            let done = house.act(&rivals.gwynedd, EVENING, move |tx| members::add(tx, &typed));
            assert!(matches!(given(done), Added::Done(_)));
            let (.., detail) = told(house, 319).remove(0);
            assert_eq!(detail, format!("branch={branch}"));
        }
    });
}

#[test]
fn a_data_protection_officer_who_also_keeps_a_branch_sees_the_totals_of_all() {
    story(|house, rivals| {
        let dpo = house.person("Dilys Dpo", Role::Dpo, Scope::Organisation);
        let totals = |who: &Person| {
            let asked = house.act(who, EVENING, |tx| branches::ask_totals(tx, 2026));
            given(asked).count(&house.world).unwrap().all().at_end
        };
        assert_eq!(totals(&dpo), 4);
        keeps_too(house, dpo.account, rivals.tree[1]);
        assert_eq!(totals(&dpo), 4);
        assert_eq!(totals(&rivals.gwynedd), 2);
    });
}

/// Somebody of another branch, whose name, address and number a branch's officer writes on a member of theirs.
#[test]
fn forgetting_a_member_keeps_nobody_else_away_whose_things_were_written_on_them_by_hand() {
    story(|house, rivals| {
        let victim = open(house, &rivals.whole, 1, EVENING);
        let victim = file(house, &rivals.whole, victim, EVENING);
        let look = open(house, &rivals.gwynedd, 0, EVENING);
        let typed = Typed {
            given: Some(victim.given.clone()),
            family: Some(victim.family.clone()),
            email: Some(victim.email.clone()),
            phones: Some(vec![(PhoneKind::Mobile, "07700 900001".to_owned())]),
            ..Typed::default()
        };
        let done = house.act(&rivals.gwynedd, EVENING, move |tx| {
            members::correct(tx, look, &typed)
        });
        assert!(matches!(given(done), Corrected::Done(_)));
        forget(house, "M-000000", EVENING);
        for way in super::matching::WAYS {
            let counts = taken(house, &by(way, Some("N-")), vec![without_number(1)]);
            let known = counts.unchanged + counts.changed;
            assert_eq!((known, counts.rejected), (1, 0), "{way:?}");
            // What was the forgotten one's own leads to them as before.
            let counts = taken(house, &by(way, Some("N-")), vec![without_number(0)]);
            assert_eq!((counts.created, counts.rejected), (0, 1), "{way:?}");
        }
    });
}

#[test]
fn a_row_without_a_number_is_not_written_on_a_record_that_a_branch_added_elsewhere() {
    story(|house, rivals| {
        // Somebody who is about to join in Powys.
        let typed = Typed {
            given: Some("Nerys".to_owned()),
            family: Some("Khan".to_owned()),
            email: Some("member7@members.example.org".to_owned()),
            phones: Some(vec![(PhoneKind::Mobile, "07700 900007".to_owned())]),
            branch: Some("Abercwm".to_owned()),
            ..Typed::default()
        };
        let done = house.act(&rivals.gwynedd, EVENING, move |tx| members::add(tx, &typed));
        let Added::Done(look) = given(done) else {
            panic!("they may add somebody")
        };
        given(house.act(&rivals.gwynedd, EVENING, move |tx| {
            members::reason(tx, look, &words("She has joined today"))
        }));
        let row = |branch: Option<&str>| {
            let mut row = without_number(7);
            row.branch = branch.map(name);
            row
        };
        for (branch, fits) in [(Some("Powys"), 0), (None, 0), (Some(" ABERCWM "), 1)] {
            let counts = taken(
                house,
                &by(By::EmailAndNumber, Some("N-")),
                vec![row(branch)],
            );
            assert_eq!(counts.changed + counts.unchanged, fits, "{branch:?}");
            assert_eq!(
                (counts.created, counts.rejected),
                (0, 1 - fits),
                "{branch:?}"
            );
        }
    });
}
