//! 2019: people who had left were said to use the system still; it could only be switched off for everybody. Here access
//! ends at once, for one person alone.

use axum::http::Method;

use crate::house::{Plan, on_both};

#[test]
fn whoever_left_gets_no_answer_begun_after_it_and_nobody_else_is_touched() {
    on_both(Plan::default(), |house| {
        let (leaver, colleague) = (house.caller(0), house.caller(0));
        let bank = house.banks[0];
        let next = format!("/desk/{bank}/next");
        let card = leaver.post(&next, &[]).expect(303).card().unwrap();
        let held = colleague.post(&next, &[]).expect(303).card().unwrap();
        leaver.get(&format!("/desk/cards/{card}")).expect(200);
        house.end_access(&leaver);

        for path in [
            "/".to_owned(),
            format!("/desk/{bank}"),
            format!("/desk/cards/{card}"),
            format!("/desk/cards/{card}/saved"),
        ] {
            assert_eq!(leaver.get(&path).short(), "303 /sign-in", "{path}");
        }
        for path in [
            next.clone(),
            format!("/desk/cards/{card}/number"),
            format!("/desk/cards/{card}/extend"),
            format!("/desk/cards/{card}/heartbeat"),
        ] {
            assert_eq!(leaver.post(&path, &[]).short(), "303 /sign-in", "{path}");
        }
        for (method, path) in [
            (Method::GET, "/api/v1/banks".to_owned()),
            (Method::POST, format!("/api/v1/banks/{bank}/next")),
        ] {
            leaver.api(method, &path, None).expect(401);
        }
        leaver.sign_in().expect(422);

        colleague.get(&format!("/desk/cards/{held}")).expect(200);
        colleague
            .post(&format!("/desk/cards/{held}/number"), &[])
            .expect(303);
    });
}

#[test]
fn the_card_of_whoever_left_goes_to_somebody_else_at_once() {
    on_both(
        Plan {
            members: 1,
            ..Plan::default()
        },
        |house| {
            let (leaver, colleague) = (house.caller(0), house.caller(0));
            let next = format!("/api/v1/banks/{}/next", house.banks[0]);
            let first = leaver.api(Method::POST, &next, None).expect(200).json();
            house.end_access(&leaver);
            let again = colleague.api(Method::POST, &next, None).expect(200).json();
            assert_eq!(again["called"], first["called"], "{again}");
            assert_ne!(
                again["card"], first["card"],
                "a card's id is new at every deal"
            );
        },
    );
}

#[test]
fn an_officer_ends_everything_of_a_leaver_on_a_page_and_by_the_programming_interface() {
    on_both(Plan::default(), |house| {
        let (officer, bank) = (house.officer(), house.banks[0]);
        house.officer();
        for why in ["resigned", "expelled", "lapsed", "deceased", "role-ended"] {
            let (paged, told, stays) = (house.caller(0), house.caller(0), house.caller(0));
            let page = format!("/accounts/{}/leave", paged.account());
            let shown = officer.get(&page).expect(200).body;
            assert!(shown.contains(why), "{why}");
            officer.post(&page, &[("why", "")]).expect(303);
            paged.get(&format!("/desk/{bank}")).expect(200);
            officer.post(&page, &[("why", why)]).expect(303);
            let address = format!("/api/v1/accounts/{}/leave", told.account());
            let body = serde_json::json!({ "why": why });
            let ended = officer.api(Method::POST, &address, Some(body)).expect(200);
            assert_eq!(ended.json()["ended"], 1);
            for gone in [&paged, &told] {
                assert_eq!(gone.get(&format!("/desk/{bank}")).short(), "303 /sign-in");
                gone.api(Method::GET, "/api/v1/banks", None).expect(401);
            }
            stays.get(&format!("/desk/{bank}")).expect(200);
        }
    });
}

#[test]
fn a_campaign_that_withdraws_is_out_at_once_and_its_rival_goes_on() {
    on_both(Plan::default(), |house| {
        let (ours, theirs, returning) = (house.caller(0), house.caller(1), house.returning());
        let list = format!("/contests/{}/withdraw", house.contest);
        assert_eq!(
            returning
                .get(&list)
                .expect(200)
                .body
                .matches("/withdraw\"")
                .count(),
            2
        );
        let page = format!("/campaigns/{}/withdraw", house.campaigns[0]);
        returning.get(&page).expect(200);
        // Without a reason nothing is asked for, and what is asked for ends nothing until a second person agrees.
        let again = returning.post(&page, &[]).expect(200).body;
        assert!(again.contains("say why"), "{again}");
        let why = [("reason", "Its candidate has withdrawn")];
        let asked = returning.post(&page, &why).expect(303);
        assert_eq!(asked.location(), "/requests?said=asked");
        let api = |bank| format!("/api/v1/banks/{bank}/next");
        ours.api(Method::POST, &api(house.banks[0]), None)
            .expect(200);
        let dpo = house.dpo();
        let waits = dpo.get("/requests").expect(200).body;
        assert!(
            waits.contains("Take a campaign out of its contest"),
            "{waits}"
        );
        let (_, id) = waits.split_once("action=\"/requests/").unwrap();
        let request = format!("/requests/{}", id.split('"').next().unwrap());
        dpo.post(&request, &[("step", "approve")]).expect(303);
        assert!(
            returning
                .get(&page)
                .expect(200)
                .body
                .contains("has withdrawn")
        );
        let next = |bank| format!("/api/v1/banks/{bank}/next");
        ours.api(Method::POST, &next(house.banks[0]), None)
            .expect(403);
        theirs
            .api(Method::POST, &next(house.banks[1]), None)
            .expect(200);
        let now = house.now();
        while switchboard_store::leaving::follow(house.world(), now).unwrap() > 0 {}
        ours.api(Method::GET, "/api/v1/banks", None).expect(401);
        theirs.api(Method::GET, "/api/v1/banks", None).expect(200);
    });
}
