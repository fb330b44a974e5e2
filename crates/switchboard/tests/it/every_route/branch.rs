//! The same table, walked by the membership officer of another branch: one with nobody in it.

use switchboard_store::rules::ids::BranchId;
use switchboard_store::rules::policy::{Role, Scope};

use super::Scene;
use super::table::{OPEN, TABLE};
use crate::house::{Person, Plan, on_both};

/// What answers them with something else than "not found": forms without anybody in them, searches that find nobody, what is
/// their own, and that a thing is done for the whole roll.
const ANSWERED: &[&str] = &[];

#[test]
fn the_officer_of_another_branch_finds_nobody_at_any_address() {
    on_both(
        Plan {
            members: 12,
            ..Plan::default()
        },
        |house| {
            let scene = Scene::set(house);
            let right = house.officer();
            let to = right.post("/branches", &[("name", "Quayside"), ("parent", "")]);
            to.expect(303);
            let list = right.get("/branches").expect(200).body;
            let (before, _) = list.split_once("Quayside").unwrap();
            let (_, id) = before.rsplit_once("/branches/").unwrap();
            let branch = BranchId::parse(id.split('"').next().unwrap()).unwrap();
            let scope = Scope::Branch(branch);
            let other = Person::signed_in(house, Role::MembershipOfficer, scope);
            let mut answered = Vec::new();
            for (method, path, _, body, _) in TABLE {
                let address = format!("{method} {path}");
                if OPEN.contains(&address.as_str()) || *path == "/sign-out" {
                    continue;
                }
                let answer = scene.ask(&other, method, path, body, "");
                let got = scene.short(&answer);
                for member in &house.members {
                    for told in [&member.family, &member.external, &member.mobile] {
                        let typed = body.contains(told.as_str());
                        assert!(
                            typed || !answer.body.contains(told.as_str()),
                            "{address}: {told}"
                        );
                    }
                }
                if got != "404" {
                    answered.push(format!("{address} {got}"));
                }
            }
            assert_eq!(answered, ANSWERED);
        },
    );
}
