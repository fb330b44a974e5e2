//! Forgetting a member: two people, a certificate that names nobody, and nothing left to be found.

use axum::http::Method;
use serde_json::json;
use switchboard_store::requests;
use switchboard_store::rules::moment::Span;

use crate::house::{House, Plan, on_both};

/// The hidden field of a page's form.
fn field(page: &str, name: &str) -> String {
    let (_, rest) = page
        .split_once(&format!("name=\"{name}\" value=\""))
        .unwrap();
    rest.split('"').next().unwrap().to_owned()
}

/// The address that the first form of a list sends to.
fn action(page: &str) -> String {
    let (_, rest) = page.split_once("action=\"/requests/").unwrap();
    format!("/requests/{}", rest.split('"').next().unwrap())
}

#[test]
fn two_people_forget_a_member_and_the_certificate_names_nobody() {
    on_both(Plan::default(), |house| {
        let (one, two) = (house.officer(), house.dpo());
        let gone = &house.members[7];
        one.get("/rights/forget").expect(200);
        let missing = one
            .post("/rights/forget", &[("number", "M-99999")])
            .expect(200);
        assert!(missing.body.contains("Nobody on the roll has this number"));
        let seen = one
            .post("/rights/forget", &[("number", &gone.external)])
            .expect(200);
        assert!(!gone.is_named_in(&seen.body) && !gone.is_numbered_in(&seen.body));
        let member = field(&seen.body, "member");
        let ask = |reason: &str| {
            let fields = [
                ("number", gone.external.as_str()),
                ("member", member.as_str()),
                ("reason", reason),
            ];
            one.post("/rights/forget/request", &fields)
        };
        assert!(
            ask("why")
                .expect(200)
                .body
                .contains("Say why in a few words")
        );
        let asked = ask("A letter of the 20th of November");
        assert_eq!(asked.short(), "303 /requests?said=asked");
        assert_eq!(
            ask("A letter of the 20th of November").short(),
            "303 /requests?said=already"
        );
        // Whoever asked doesn't find it among what waits, and can't decide it.
        let own = one.get("/requests").expect(200).body;
        assert!(!own.contains("value=\"approve\"") && own.contains("value=\"withdraw\""));
        let request = action(&own);
        one.post(&request, &[("step", "approve"), ("word", "")])
            .expect(403);
        let waiting = two.get("/requests").expect(200).body;
        assert!(
            waiting.contains("A letter of the 20th of November") && gone.is_masked_in(&waiting)
        );
        assert_eq!(
            two.post(&request, &[("step", "refuse"), ("word", "")])
                .short(),
            "303 /requests?said=why"
        );
        let approved = two.post(&request, &[("step", "approve"), ("word", "")]);
        assert_eq!(approved.short(), "303 /requests?said=done");
        nothing_is_left(house, &request);
    });
}

fn nothing_is_left(house: &House, request: &str) {
    let (one, two) = (house.officer(), house.dpo());
    let gone = &house.members[7];
    for (by, text) in [
        ("name", gone.family.as_str()),
        ("number", gone.mobile.as_str()),
        ("email", gone.email.as_str()),
        ("membership", gone.external.as_str()),
    ] {
        let found = one
            .post("/roll/search", &[("by", by), ("text", text)])
            .expect(200)
            .body;
        assert!(found.contains("Nobody was found"), "by {by}");
    }
    let list = two.get("/rights/forgetting").expect(200).body;
    assert!(list.contains("days left"), "{list}");
    house.settle();
    let id = request.rsplit('/').next().unwrap();
    let certificate = two
        .get(&format!("/rights/forgetting/{id}"))
        .expect(200)
        .body;
    assert!(
        certificate.contains("Colleague membership-officer")
            && certificate.contains("Colleague dpo")
    );
    for text in [
        &gone.family,
        &gone.given,
        &gone.email,
        &gone.external,
        &gone.mobile,
    ] {
        assert!(
            !certificate.contains(text.as_str()),
            "the certificate names nobody"
        );
    }
    let twin = two
        .api(Method::GET, &format!("/api/v1/forgetting/{id}"), None)
        .expect(200);
    let twin: serde_json::Value = serde_json::from_str(&twin.body).unwrap();
    assert!(
        twin["entry"].as_i64().unwrap() < twin["signed"].as_i64().unwrap(),
        "{twin}"
    );
    // The same file again brings nobody back.
    let file = format!(
        "member_id,first_name,last_name,mobile\n{},{},{},{}\n",
        gone.external, gone.given, gone.family, gone.mobile
    );
    let import = one.upload("/roll/import", &file).expect(303);
    let rejects = one
        .get(&format!("{}/rejects", import.location()))
        .expect(200)
        .body;
    assert!(
        rejects.contains("this member was forgotten on 2026-11-24"),
        "{rejects}"
    );
    let found = one
        .post(
            "/roll/search",
            &[("by", "membership"), ("text", &gone.external)],
        )
        .expect(200)
        .body;
    assert!(found.contains("Nobody was found"));
    // What was shown of them before can't be led back to anybody any more: that is what forgetting means.
    house.seen.borrow_mut().clear();
}

#[test]
fn a_rule_is_set_by_two_and_the_dry_run_erases_nothing() {
    on_both(
        Plan {
            members: 4,
            ..Plan::default()
        },
        |house| {
            let (one, two) = (house.officer(), house.officer());
            let page = one.get("/rights/retention").expect(200).body;
            assert!(page.contains("Kept for ever"));
            let ask = |months: &str, reason: &str| {
                one.post(
                    "/rights/retention",
                    &[("rule", "notes"), ("months", months), ("reason", reason)],
                )
            };
            assert!(
                ask("999", "our new policy")
                    .expect(200)
                    .body
                    .contains("from 1 to 240")
            );
            assert!(
                ask("12", "")
                    .expect(200)
                    .body
                    .contains("Say why in a few words")
            );
            assert_eq!(
                ask("12", "our new policy").short(),
                "303 /requests?said=asked"
            );
            let request = action(&two.get("/requests").expect(200).body);
            let id = request.rsplit('/').next().unwrap().to_owned();
            let decided = two
                .api(
                    Method::POST,
                    &format!("/api/v1/requests/{id}"),
                    Some(json!({"step": "approve"})),
                )
                .expect(200);
            assert!(decided.body.contains("\"done\""), "{}", decided.body);
            let page = one.get("/rights/retention").expect(200).body;
            assert!(page.contains("Kept for 12 months"));
            let counted = one.post("/rights/retention/count", &[]).expect(200).body;
            assert!(counted.contains("Nothing was erased"));
            let rules = two
                .api(Method::GET, "/api/v1/retention", None)
                .expect(200)
                .body;
            assert!(rules.contains("\"months\":12"), "{rules}");
        },
    );
}

#[test]
fn a_request_that_nobody_decides_lapses_and_says_so_to_whoever_asked() {
    on_both(
        Plan {
            members: 4,
            ..Plan::default()
        },
        |house| {
            let one = house.officer();
            let why =
                json!({"number": house.members[1].external, "reason": "A letter of the 20th"});
            let asked = one
                .api(Method::POST, "/api/v1/members/forget", Some(why))
                .expect(200);
            assert!(asked.body.contains("\"asked\""));
            let later = house.pass(Span::days(7));
            assert_eq!(requests::lapse(house.world(), later).unwrap(), 1);
            let one = house.officer();
            let list = one
                .api(Method::GET, "/api/v1/requests", None)
                .expect(200)
                .body;
            assert!(!list.contains("\"asked\""), "{list}");
        },
    );
}
