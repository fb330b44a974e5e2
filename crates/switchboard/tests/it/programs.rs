//! What programs do over JSON for an evening, its shifts, and what members ask for by law: as pages do, in the shape that is described.

use axum::http::Method;
use serde_json::{Value, json};

use crate::house::{House, Person, Plan, on_both};
use crate::openapi::{description, fits};

/// Asks as a program, and holds the answer against the description.
struct Program<'p, 'h> {
    of: &'p Person<'h>,
    document: &'p Value,
}

impl Program<'_, '_> {
    fn get(&self, path: &str, ids: &[(&str, &str)]) -> Value {
        let answer = self.of.api(Method::GET, &filled(path, ids), None);
        let answer = answer.expect(200).json();
        fits(self.document, "get", path, &answer);
        answer
    }

    fn post(&self, path: &str, ids: &[(&str, &str)], body: Value) -> Value {
        let answer = self.of.api(Method::POST, &filled(path, ids), Some(body));
        let answer = answer.expect(200).json();
        fits(self.document, "post", path, &answer);
        answer
    }
}

fn filled(path: &str, ids: &[(&str, &str)]) -> String {
    ids.iter().fold(path.to_owned(), |path, (name, id)| {
        path.replace(&format!("{{{name}}}"), id)
    })
}

fn few() -> Plan {
    Plan {
        members: 12,
        ..Plan::default()
    }
}

#[test]
fn a_program_leads_a_bank_through_an_evening_and_closes_it_by_its_name_alone() {
    on_both(few(), |house| {
        let document = description(house);
        let organiser = house.organiser(0);
        let leads = Program {
            of: &organiser,
            document: &document,
        };
        let bank = house.banks[0].to_string();
        let ids = [("bank", bank.as_str())];
        let step =
            |what: &str, body| leads.post(&format!("/api/v1/banks/{{bank}}/{what}"), &ids, body);
        assert_eq!(step("order", json!({"order": "newer"}))["answer"], "open");
        assert_eq!(step("pause", json!({}))["state"], "paused");
        assert_eq!(step("pause", json!({}))["state"], "paused");
        assert_eq!(step("order", json!({"order": "newer"}))["answer"], "done");
        assert_eq!(step("order", json!({"order": "newer"}))["answer"], "before");
        assert_eq!(
            step("training", json!({"wish": "nothing"}))["wish"],
            "nothing"
        );
        assert_eq!(step("open", json!({}))["state"], "open");

        let caller = house.caller(0);
        let rings = Program {
            of: &caller,
            document: &document,
        };
        let card = rings.post("/api/v1/banks/{bank}/next", &ids, json!({}));
        let opening = card["opening"].as_str().unwrap();
        assert!(opening.contains("Colleague caller"), "who rings: {opening}");
        let card = card["card"].as_str().unwrap().to_owned();
        let said = json!({"outcome": "busy"});
        rings.post("/api/v1/cards/{card}/outcome", &[("card", &card)], said);
        let evening = rings.get("/api/v1/banks/{bank}/evening", &ids);
        assert_eq!(evening["cards"], 1);
        assert_eq!(
            evening["outcomes"][0],
            json!({"outcome": "busy", "count": 1})
        );
        let own = rings.get("/api/v1/training", &[]);
        assert_eq!(own["practised_at_ms"], Value::Null);

        let path = "/api/v1/banks/{bank}/close";
        let closing = leads.get(path, &ids);
        assert_eq!(closing["asked_again"], Value::Null, "fewer than ten");
        let name = closing["bank"]["name"].as_str().unwrap();
        for wrong in [
            json!({}),
            json!({"name": ""}),
            json!({"name": format!("{name} ")}),
        ] {
            let address = filled(path, &ids);
            organiser
                .api(Method::POST, &address, Some(wrong))
                .expect(422);
        }
        let still = leads.get("/api/v1/banks/{bank}", &ids);
        assert_eq!(still["bank"]["state"], "open");
        for _ in 0..2 {
            assert_eq!(step("close", json!({"name": name}))["state"], "closed");
        }
    });
}

#[test]
fn a_callers_program_says_where_they_would_like_to_ring() {
    on_both(few(), |house| {
        let document = description(house);
        let caller = house.caller(0);
        let rings = Program {
            of: &caller,
            document: &document,
        };
        let path = "/api/v1/desk/branches";
        assert_eq!(rings.get(path, &[])["branches"], json!([]));
        let officer = house.officer();
        let add = [("name", "Quayside"), ("parent", "")];
        officer.post("/branches", &add).expect(303);
        let named = json!({"branches": ["Quayside", "Nowhere at all"]});
        let kept = rings.post(path, &[], named.clone());
        assert_eq!(kept, json!({"branches": ["Quayside"], "answer": "kept"}));
        assert_eq!(rings.post(path, &[], named)["answer"], "tomorrow");
        let none = rings.post(path, &[], json!({"branches": []}));
        assert_eq!(none, json!({"branches": [], "answer": "kept"}));
        let six = json!({"branches": ["a", "b", "c", "d", "e", "f"]});
        caller.api(Method::POST, path, Some(six)).expect(422);
    });
}

/// A shift of two hours from so many hours on.
fn shift_in(house: &House, hours: i64, places: u32) -> Value {
    let starts = house.now().millis() + hours * 3_600_000;
    json!({"starts_ms": starts, "ends_ms": starts + 7_200_000, "places": places, "words": "Bring headphones"})
}

#[test]
fn a_program_plans_a_shift_and_a_callers_takes_a_place_puts_it_into_a_calendar_and_gives_it_back() {
    on_both(few(), |house| {
        let document = description(house);
        let people = (house.organiser(0), house.caller(0), house.caller(0));
        let of = |of| Program {
            of,
            document: &document,
        };
        let (leads, rings, late) = (of(&people.0), of(&people.1), of(&people.2));
        let campaign = house.campaigns[0].to_string();
        let ids = [("campaign", campaign.as_str())];
        let all = "/api/v1/campaigns/{campaign}/shifts";
        let planned = leads.post(all, &ids, shift_in(house, 24, 1));
        assert_eq!(planned["answer"], "done");
        let shift = planned["shift"].as_str().unwrap();
        let past = people.0.api(
            Method::POST,
            &filled(all, &ids),
            Some(shift_in(house, -3, 1)),
        );
        assert_eq!(
            past.expect(422).json()["errors"][0]["pointer"],
            "/starts_ms"
        );
        let listed = rings.get(all, &ids);
        assert_eq!(listed["shifts"][0]["shift"], shift);
        assert_eq!(listed["may_take"], true);

        let ids = [("shift", shift)];
        let step = |of: &Program<'_, '_>, what: &str| {
            let path = format!("/api/v1/shifts/{{shift}}/{what}");
            of.post(&path, &ids, json!({}))["answer"].clone()
        };
        assert_eq!(step(&rings, "take"), "done");
        assert_eq!(step(&late, "take"), "full");
        let one = "/api/v1/shifts/{shift}";
        let mine = rings.get(one, &ids);
        assert_eq!(mine["names"], json!([]), "a caller reads no names");
        let calendar = mine["calendar"].as_str().unwrap();
        let file = people.1.api(Method::GET, calendar, None).expect(200);
        assert!(file.body.starts_with("BEGIN:VCALENDAR"), "{}", file.body);
        assert!(file.header("content-type").starts_with("text/calendar"));
        people.2.api(Method::GET, calendar, None).expect(404);
        assert_eq!(late.get(one, &ids)["calendar"], Value::Null);
        let seen = leads.get(one, &ids);
        assert_eq!(seen["names"].as_array().unwrap().len(), 1);
        assert_eq!(step(&rings, "back"), "done");
        let moved = leads.post(one, &ids, shift_in(house, 30, 2));
        assert_eq!(moved["answer"], "done");
        assert_eq!(step(&leads, "cancel"), "done");
        assert_eq!(step(&leads, "cancel"), "over");
        assert_eq!(step(&late, "take"), "cancelled");
    });
}

#[test]
fn a_program_of_the_data_protection_officer_sees_the_months_clock_and_answers_in_it() {
    on_both(few(), |house| {
        let document = description(house);
        let right = crate::own_page::right(house);
        let (dpo, officer) = (house.dpo(), house.officer());
        let answers = Program {
            of: &dpo,
            document: &document,
        };
        let queue = answers.get("/api/v1/rights", &[]);
        let first = &queue["waiting"][0];
        assert_eq!(first["right"], right.as_str());
        assert_eq!(first["kind"], "access");
        assert!(
            (28..=31).contains(&first["days_left"].as_i64().unwrap()),
            "{first}"
        );
        assert!(
            !house.members[0].is_named_in(&queue.to_string()),
            "it is masked"
        );
        let ids = [("right", right.as_str())];
        let one = "/api/v1/rights/{right}";
        officer
            .api(Method::GET, &filled(one, &ids), None)
            .expect(403);
        assert_eq!(answers.get(one, &ids)["said"], "Who was it on Tuesday?");
        let step = |what: &str, body| {
            let path = format!("{one}/{what}");
            answers.post(&path, &ids, body)["answer"].clone()
        };
        let words = json!({"words": "Two people are asked first"});
        assert_eq!(step("acknowledge", json!({})), "done");
        assert_eq!(step("acknowledge", json!({})), "before");
        assert_eq!(step("extend", words.clone()), "done");
        let longer = answers.get(one, &ids);
        assert!(
            longer["right"]["days_left"].as_i64().unwrap() > 80,
            "{longer}"
        );
        assert_eq!(longer["why"], "Two people are asked first");
        assert_eq!(step("answer", words.clone()), "done");
        assert_eq!(step("answer", words), "before");
        assert_eq!(answers.get("/api/v1/rights", &[])["waiting"], json!([]));
    });
}
