//! 2020: insiders of a campaign were reported for combing the member database. What an account can learn here is bounded
//! by the cards dealt to it, and the bound is printed beforehand.

use std::collections::BTreeSet;

use axum::http::Method;
use switchboard_store::rules::budget::{Caps, NewCaps};
use switchboard_store::rules::moment::Span;

use crate::house::{House, Person, Plan, on_both};

const COLLUDERS: usize = 4;

fn small() -> Plan {
    let caps = Caps {
        hour: 4,
        evening: 7,
        contest: 12,
        new: NewCaps {
            hour: 4,
            evening: 7,
            ..Caps::NOVEMBER_2026.new
        },
    };
    Plan {
        members: 100,
        caps,
        ..Plan::default()
    }
}

/// Takes cards until there are none, and answers what each was called.
fn take_all(house: &House, person: &Person<'_>, learnt: &mut BTreeSet<String>) -> u64 {
    let path = format!("/api/v1/banks/{}/next", house.banks[0]);
    for cards in 0_u64.. {
        let answer = person.api(Method::POST, &path, None).expect(200).json();
        if answer["kind"] != "card" {
            assert_eq!(answer["kind"], "spent");
            return cards;
        }
        assert!(cards < 1_000, "the budget never ended");
        learnt.insert(answer["called"].as_str().unwrap().to_owned());
        let card = answer["card"].as_str().unwrap();
        person
            .api(Method::POST, &format!("/api/v1/cards/{card}/number"), None)
            .expect(200);
        let body = serde_json::json!({ "outcome": "answered" });
        person
            .api(
                Method::POST,
                &format!("/api/v1/cards/{card}/outcome"),
                Some(body),
            )
            .expect(200);
    }
    unreachable!("a budget ends")
}

#[test]
fn four_colluders_learn_no_more_than_the_page_said_beforehand() {
    on_both(small(), |house| {
        let mut colluders: Vec<Person<'_>> = (0..COLLUDERS).map(|_| house.caller(0)).collect();
        let organiser = house.organiser(0);
        let path = format!("/api/v1/banks/{}", house.banks[0]);
        let bound = organiser.api(Method::GET, &path, None).expect(200).json();
        assert_eq!(bound["account_exposure"], 7);
        assert_eq!(bound["campaign_exposure"], 28);
        let printed = house.dpo().get("/ledger/exposure").expect(200).body;
        let most = COLLUDERS * 12;
        assert!(
            printed.contains(&most.to_string()),
            "the whole contest's bound is printed: {printed}"
        );

        let mut learnt = BTreeSet::new();
        let evening = |colluders: &[Person<'_>], learnt: &mut BTreeSet<String>| -> u64 {
            let mut cards = 0;
            for _ in 0..3 {
                cards += colluders
                    .iter()
                    .map(|person| take_all(house, person, learnt))
                    .sum::<u64>();
                house.pass(Span::hours(1));
            }
            cards
        };
        assert_eq!(
            evening(&colluders, &mut learnt),
            28,
            "the first evening: all of it, and not one more"
        );
        for night in 0..3 {
            house.pass(Span::hours(21));
            for colluder in &mut colluders {
                colluder.sign_in().expect(303);
                colluder.renew_token();
            }
            let cards = evening(&colluders, &mut learnt);
            assert_eq!(
                cards,
                if night == 0 { 20 } else { 0 },
                "evening {night} after the first"
            );
        }
        assert_eq!(
            learnt.len(),
            most,
            "each card is somebody else, and the contest's bound holds"
        );
    });
}

#[test]
fn an_organiser_sees_no_name_and_no_number_on_any_page() {
    on_both(small(), |house| {
        let (caller, organiser) = (house.caller(0), house.organiser(0));
        take_all(house, &caller, &mut BTreeSet::new());
        let held = caller.post(&format!("/desk/{}/next", house.banks[0]), &[]);
        let (bank, contest) = (house.banks[0], house.contest);
        let pages = [
            "/",
            "/ledger",
            "/ledger/exposure",
            "/roll/search",
            "/roll/import",
            "/log",
            "/signed-out",
        ];
        let mut pages: Vec<String> = pages.map(str::to_owned).to_vec();
        pages.extend([
            format!("/banks/{bank}"),
            format!("/desk/{bank}"),
            format!("/contests/{contest}"),
        ]);
        pages.extend([
            format!("/api/v1/banks/{bank}"),
            "/api/v1/banks".to_owned(),
            "/api/v1/ledger/entries".to_owned(),
        ]);
        if let Some(card) = held.card() {
            pages.extend(["", "/saved", "/late"].map(|end| format!("/desk/cards/{card}{end}")));
        }
        for page in pages {
            let text = organiser.get(&page).body;
            for member in &house.members {
                assert!(
                    !member.is_named_in(&text) && !member.is_numbered_in(&text),
                    "{page} shows a member"
                );
            }
        }
        organiser
            .api(Method::POST, &format!("/api/v1/banks/{bank}/next"), None)
            .expect(403);
        let wanted = serde_json::json!({ "by": "name", "text": house.members[0].family });
        organiser
            .api(Method::POST, "/api/v1/members/search", Some(wanted))
            .expect(404);
    });
}
