//! The same table, walked by the membership officer of another branch: one with nobody in it.

use switchboard_store::rules::ids::BranchId;
use switchboard_store::rules::policy::{Role, Scope};

use super::Scene;
use super::lists::OPEN;
use super::table::TABLE;
use crate::house::{Person, Plan, on_both};

/// What answers them with something else than "not found": forms without anybody in them, searches that find nobody, what is
/// their own, and that a thing is done for the whole roll.
const ANSWERED: &[&str] = &[
    "GET / 200",
    "GET /rang/mine 303 /rang",
    "POST /rang/objection 303 /rang",
    "POST /rang/calls 303 /rang",
    "GET /rang/copy 303 /rang",
    "GET /rang/copy.json 303 /rang",
    "GET /rang/requests 303 /rang",
    "POST /rang/requests 303 /rang",
    "POST /rang/done 303 /rang",
    "GET /desk/branches 403",
    "POST /desk/branches 403",
    "POST /desk/languages 403",
    "GET /desk/{bank} 403",
    "GET /desk/cards/{card} 403",
    "GET /api/v1/banks 200",
    "GET /api/v1/desk/branches 403",
    "POST /api/v1/desk/branches 403",
    "GET /api/v1/desk/languages 403",
    "POST /api/v1/desk/languages 403",
    "GET /training 403",
    "POST /training/notice 403",
    "POST /training/receipt 403",
    "GET /api/v1/training 403",
    "GET /practice/{*path} 303 /training?said=soon",
    "POST /practice/{*path} 303 /training?said=soon",
    "POST /practice/enter 403",
    "GET /practice/done 303 /training?said=soon",
    "POST /practice/notice 303 /training?said=soon",
    "POST /practice/leave 303 /training?said=soon",
    "GET /roll/search 200",
    "POST /roll/search 200",
    "POST /api/v1/members/search 200",
    "GET /requests 200",
    "GET /api/v1/requests 200",
    "GET /branches 200",
    "GET /branches/totals.csv 200",
    "GET /api/v1/totals 200",
    "POST /members/open 403",
    "GET /members/{look}/own-code 403",
    "POST /members/{look}/own-code 403",
    "GET /members/new 200",
    "POST /members/new 403",
    "POST /api/v1/members 200",
    "POST /api/v1/members/open 403",
    "POST /duplicates/apart 403",
    "POST /duplicates/compare/{look}/{other}/apart 403",
    "POST /duplicates/compare/{look}/{other}/merge 403",
    "POST /api/v1/duplicates/apart 403",
    "POST /api/v1/duplicates/compare/{look}/{other}/merge 403",
    "GET /accounts/own/may 200",
    "GET /rights/forget 200",
    "POST /rights/forget 200",
    "GET /contests 200",
    "GET /ledger/exhibit 403",
    "GET /record 200",
    "POST /record/exhibit 200",
    "GET /sessions 200",
    "GET /programs 200",
    "POST /programs 200",
    "GET /api/v1/programs 200",
    "GET /passkeys 200",
    "POST /passkeys/options 200",
    "POST /passkeys 303 passkeys",
    "POST /language 303 /language?said=chosen",
    "POST /sessions/others 303 sessions",
];

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
