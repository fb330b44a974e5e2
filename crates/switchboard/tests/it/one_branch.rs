//! Two people who keep the roll of one branch each, and are rivals: how the role is given, and what each finds.

use switchboard_store::rules::policy::{Role, Scope};

use crate::house::{House, Person, Plan, on_both};

fn plan() -> Plan {
    Plan {
        members: 6,
        ..Plan::default()
    }
}

/// Makes a branch of a name that members have, and answers its id.
fn branch(officer: &Person<'_>, name: &str) -> String {
    let fields = [("name", name), ("parent", "")];
    officer.post("/branches", &fields).expect(303);
    let list = officer.get("/branches").expect(200).body;
    let row = format!(">{name}</a>");
    let (before, _) = list.split_once(&row).unwrap();
    let (_, id) = before.rsplit_once("/branches/").unwrap();
    id.split('"').next().unwrap().to_owned()
}

fn hits(who: &Person<'_>, by: &str, text: &str) -> usize {
    let page = who.post("/roll/search", &[("by", by), ("text", text)]);
    page.expect(200).body.matches("name=\"member\"").count()
}

/// Two officials give somebody the roll of a branch; the letter of it aside, they hold nothing else.
fn given<'h>(house: &'h House, officer: &Person<'_>, id: &str) -> Person<'h> {
    let account = house.caller(1);
    let page = officer.get(&format!("/accounts/{}", account.account()));
    let what = format!("role=membership-officer branch={id}");
    assert!(
        page.expect(200).body.contains(&what),
        "the branch can be chosen"
    );
    let fields = [
        ("what", what.as_str()),
        ("until", "2027-06-30"),
        ("reason", "She has kept their list for years"),
    ];
    let roles = format!("/accounts/{}/roles", account.account());
    let asked = officer.post(&roles, &fields).expect(303);
    assert_eq!(asked.location(), "/requests?said=asked");
    let dpo = house.dpo();
    let list = dpo.get("/requests").expect(200).body;
    let (_, request) = list.split_once("action=\"/requests/").unwrap();
    let request = request.split('"').next().unwrap();
    let step = [("step", "approve")];
    let done = dpo.post(&format!("/requests/{request}"), &step);
    assert!(
        done.status.is_success() || done.status.is_redirection(),
        "{}",
        done.body
    );
    let told = officer.get(&format!("/accounts/{}", account.account()));
    assert!(told.expect(200).body.contains("for the branch Abercwm"));
    account
}

#[test]
fn two_officials_give_somebody_the_roll_of_a_branch_and_the_page_says_which() {
    on_both(plan(), |house| {
        let officer = house.officer();
        let id = branch(&officer, "Abercwm");
        given(house, &officer, &id);
    });
}

#[test]
fn rivals_of_two_branches_each_find_their_own_members_and_nothing_of_the_others() {
    on_both(plan(), |house| {
        let officer = house.officer();
        let of = |name: &str| {
            let id = branch(&officer, name);
            let scope = Scope::Branch(switchboard_store::rules::ids::BranchId::parse(&id).unwrap());
            Person::signed_in(house, Role::MembershipOfficer, scope)
        };
        let (abercwm, thornmere) = (of("Abercwm"), of("Thornmere"));
        let first = abercwm.get("/").expect(200).body;
        assert!(first.contains("You keep the roll of"), "{first}");
        assert!(
            first.contains("Abercwm") && !first.contains("/roll/import"),
            "{first}"
        );
        let search = abercwm.get("/roll/search").expect(200).body;
        assert!(search.contains("among the members of"), "{search}");
        for (n, member) in house.members.iter().enumerate() {
            let (own, rival) = if n % 2 == 0 {
                (&abercwm, &thornmere)
            } else {
                (&thornmere, &abercwm)
            };
            for (by, text) in [
                ("membership", &member.external),
                ("number", &member.mobile),
                ("email", &member.email),
                ("name", &member.family),
            ] {
                assert_eq!(hits(rival, by, text), 0, "{by} {text}");
                assert!(hits(own, by, text) >= 1, "{by} {text}");
            }
        }
        // Their own record's form holds no field for the number; changing it is the organisation's.
        let found = abercwm.post(
            "/roll/search",
            &[("by", "membership"), ("text", &house.members[0].external)],
        );
        let (_, handle) = found.body.split_once("name=\"member\" value=\"").unwrap();
        let handle = handle.split('"').next().unwrap();
        let fields = [("member", handle), ("purpose", "rings-us")];
        let look = abercwm.post("/members/open", &fields).expect(303);
        let look = look.location().rsplit('/').next().unwrap().to_owned();
        let words = [("words", "She rang about her address")];
        abercwm
            .post(&format!("/members/{look}/reason"), &words)
            .expect(303);
        let form = abercwm
            .get(&format!("/members/{look}/correct"))
            .expect(200)
            .body;
        assert!(
            form.contains("type=\"hidden\" name=\"membership\""),
            "{form}"
        );
        thornmere.get(&format!("/members/{look}")).expect(404);
        thornmere
            .get(&format!("/api/v1/members/{look}"))
            .expect(404);
    });
}
