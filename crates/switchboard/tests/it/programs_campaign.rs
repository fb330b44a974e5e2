//! What an organiser's program reads of its campaign as pages show it: a bank's figures as a file, whom it invited, and its part in
//! the draw.

use axum::http::{HeaderValue, Method, header};
use serde_json::json;

use crate::house::{Answer, House, Person, Plan, on_both};
use crate::openapi::description;

fn members(members: usize) -> Plan {
    Plan {
        members,
        ..Plan::default()
    }
}

/// What somebody is answered who asks for this language.
fn asks(who: &Person<'_>, path: &str, language: &'static str) -> Answer {
    let mut request = who.request(Method::GET, path, None);
    let language = HeaderValue::from_static(language);
    request
        .headers_mut()
        .insert(header::ACCEPT_LANGUAGE, language);
    who.send(request)
}

/// Somebody talks with so many members, and has one more card on their desk.
fn ring(house: &House, caller: &Person<'_>, calls: usize) {
    let next = format!("/api/v1/banks/{}/next", house.banks[0]);
    for _ in 0..calls {
        let dealt = caller.api(Method::POST, &next, None).expect(200);
        let outcome = format!("/api/v1/cards/{}/outcome", dealt.card().unwrap());
        let said = json!({ "outcome": "answered" });
        caller.api(Method::POST, &outcome, Some(said)).expect(200);
    }
    caller.api(Method::POST, &next, None).expect(200);
}

#[test]
fn a_banks_figures_are_letter_by_letter_the_same_file_for_a_token_as_for_a_page() {
    on_both(members(60), |house| {
        let (organiser, caller) = (house.organiser(0), house.caller(0));
        ring(house, &caller, 20);
        let page = format!("/banks/{}/figures.csv", house.banks[0]);
        let token = format!("/api/v1/banks/{}/figures", house.banks[0]);
        let texts = ["en", "cy"].map(|language| {
            let shown = asks(&organiser, &page, language).expect(200);
            let read = asks(&organiser, &token, language).expect(200);
            assert_eq!(read.body, shown.body, "{language}");
            assert_eq!(read.header("content-type"), "text/csv; charset=utf-8");
            assert_eq!(read.header("cache-control"), "no-store");
            read.body
        });
        let [english, welsh] = texts;
        assert_ne!(english, welsh, "each in its own words");
        let mut lines = english.split_terminator("\r\n");
        assert_eq!(lines.next(), Some("\u{feff}Campaign,Phone bank,What,About"));
        let lines: Vec<&str> = lines.collect();
        let talked = lines.iter().find(|line| line.contains("We talked"));
        let (_, about) = talked.unwrap().rsplit_once(',').unwrap();
        // Twenty, moved by up to five and rounded to five.
        let about: u64 = about.parse().unwrap();
        assert!((15..=25).contains(&about), "{english}");
        assert!(
            lines.last().unwrap().ends_with(",1"),
            "one is on: {english}"
        );

        let document = description(house);
        let of_bank = &document["paths"]["/api/v1/banks/{bank}/figures"]["get"];
        let content = of_bank["responses"]["200"]["content"].as_object().unwrap();
        let kinds: Vec<&String> = content.keys().collect();
        assert_eq!(kinds, ["text/csv"]);

        let left = house.organiser(0);
        house.end_access(&left);
        for (who, of_page, of_token) in [
            (house.organiser(1), 404, 404),
            (house.caller(0), 403, 403),
            (left, 303, 401),
        ] {
            who.get(&page).expect(of_page);
            who.api(Method::GET, &token, None).expect(of_token);
        }
    });
}
