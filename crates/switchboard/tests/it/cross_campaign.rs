//! 2015: one campaign saw the other's data while a wall was down. Here the other campaign is not even there.

use axum::http::Method;

use crate::house::{Plan, entries, on_both};

#[test]
fn a_rival_finds_nothing_of_the_other_campaign_and_each_try_is_in_the_ledger() {
    on_both(Plan::default(), |house| {
        let own = house.caller(0);
        let bank = house.banks[0];
        let card = own
            .post(&format!("/desk/{bank}/next"), &[])
            .expect(303)
            .card()
            .unwrap();
        own.post(&format!("/desk/cards/{card}/number"), &[])
            .expect(303);
        let (rival, organiser) = (house.caller(1), house.organiser(1));
        let mut tries = 0;
        for person in [&rival, &organiser] {
            for path in [
                format!("/desk/{bank}"),
                format!("/banks/{bank}"),
                format!("/desk/cards/{card}/saved"),
            ] {
                let answer = person.get(&path);
                assert!(
                    matches!(answer.status.as_u16(), 403 | 404),
                    "{path}: {}",
                    answer.short()
                );
            }
            for path in [
                format!("/desk/{bank}/next"),
                format!("/desk/cards/{card}/number"),
                format!("/desk/cards/{card}/extend"),
                format!("/desk/cards/{card}/heartbeat"),
                format!("/banks/{bank}/open"),
                format!("/banks/{bank}/pause"),
            ] {
                person.post(&path, &[]).expect(404);
                tries += 1;
            }
            person
                .post(
                    &format!("/desk/cards/{card}/outcome"),
                    &[("outcome", "dont-call-anyone")],
                )
                .expect(404);
            person
                .api(Method::GET, &format!("/api/v1/banks/{bank}"), None)
                .expect(404);
            person
                .api(Method::POST, &format!("/api/v1/cards/{card}/number"), None)
                .expect(404);
        }
        let refused = entries(house)
            .iter()
            .filter(|line| {
                line.kind == 210 && [rival.account(), organiser.account()].contains(&line.account)
            })
            .count();
        assert!(
            refused >= tries,
            "{refused} refusals stand in the ledger after {tries} tries and more"
        );
        assert!(
            own.get(&format!("/desk/cards/{card}"))
                .expect(200)
                .body
                .contains("tel:"),
            "the card is as it was"
        );
        for list in [rival.get("/").body, rival.get("/api/v1/banks").body] {
            assert!(
                !list.contains(&bank.to_string()) && !list.contains("Harbour"),
                "{list}"
            );
        }
    });
}

#[test]
fn what_one_campaign_hears_from_a_member_the_other_does_not_learn() {
    on_both(
        Plan {
            members: 1,
            ..Plan::default()
        },
        |house| {
            let next = |campaign: usize| format!("/api/v1/banks/{}/next", house.banks[campaign]);
            let (own, mut rival) = (house.caller(0), house.caller(1));
            let card = own.api(Method::POST, &next(0), None).expect(200).json();
            let path = format!("/api/v1/cards/{}", card["card"].as_str().unwrap());
            // While the member is on one desk the other campaign hears only that nobody can be rung.
            let answer = rival.api(Method::POST, &next(1), None).expect(200).json();
            assert_eq!(answer["kind"], "empty");
            own.api(Method::POST, &format!("{path}/number"), None)
                .expect(200);
            let said = serde_json::json!({ "outcome": "dont-call-this-campaign", "note": "Prefers letters" });
            own.api(Method::POST, &format!("{path}/outcome"), Some(said))
                .expect(200);
            // After any campaign's call the member rests, for all of them.
            house.pass(switchboard_store::rules::moment::Span::hours(21));
            rival.renew_token();
            let answer = rival.api(Method::POST, &next(1), None).expect(200);
            assert_eq!(
                answer.json()["kind"],
                "card",
                "an objection to one campaign leaves the other's call"
            );
            assert!(!answer.body.contains("letters"));
        },
    );
}
