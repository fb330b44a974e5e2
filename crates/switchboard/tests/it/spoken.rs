//! Members who would like another language, and callers on a break, through the pages that people use.

use std::fmt::Write as _;

use axum::http::Method;
use serde_json::{Value, json};

use crate::house::{Plan, entries, on_both};
use crate::openapi::{description, fits};

const SCRIPT: &str = r#"
title = "Support"
languages = ["en", "cy"]
[[part]]
id = "support"
words = { en = "Will you vote for {campaign}?", cy = "A wnewch chi bleidleisio?" }
"#;

fn members(members: usize) -> Plan {
    Plan {
        members,
        ..Plan::default()
    }
}

#[test]
fn whoever_would_like_welsh_is_dealt_to_whoever_rings_in_it_with_the_welsh_script() {
    on_both(members(2), |house| {
        let officer = house.officer();
        let mut file = "member_id,first_name,last_name,preferred_language\n".to_owned();
        for (n, said) in ["Cymraeg", "Klingon"].into_iter().enumerate() {
            let one = &house.members[n];
            writeln!(file, "{},{},{},{said}", one.external, one.given, one.family).unwrap();
        }
        let sent = officer.upload("/roll/import", &file).expect(303);
        let page = officer.get(sent.location()).expect(200).body;
        assert!(
            page.contains("names a language that we don&#39;t know"),
            "{page}"
        );
        let organiser = house.organiser(0);
        let list = format!("/campaigns/{}/scripts", house.campaigns[0]);
        let kept = organiser.post(&list, &[("text", SCRIPT), ("do", "keep")]);
        let path = kept.location().split('?').next().unwrap().to_owned();
        organiser
            .post(&path, &[("text", SCRIPT), ("do", "publish")])
            .expect(303);
        let bank = house.banks[0].to_string();
        let fields = [("bank", bank.as_str()), ("version", "1")];
        organiser.post(&format!("{path}/use"), &fields).expect(303);
        let next = format!("/desk/{bank}/next");

        let caller = house.caller(0);
        let other = caller.post(&next, &[]).expect(303).card().unwrap();
        let page = caller.get(&format!("/desk/cards/{other}")).expect(200).body;
        assert!(page.contains("Will you vote for"), "{page}");
        let said = [("outcome", "busy")];
        caller
            .post(&format!("/desk/cards/{other}/outcome"), &said)
            .expect(303);
        let page = caller.post(&next, &[]).expect(200).body;
        assert!(
            !page.contains("rings in their language") && !page.contains("other languages"),
            "so few are not told of: {page}"
        );

        let welsh = house.caller(0);
        let page = welsh.get("/desk/branches").expect(200).body;
        assert!(
            page.contains("value=\"cy\"") && !page.contains("value=\"en\""),
            "{page}"
        );
        let said = welsh
            .post("/desk/languages", &[("language", "cy")])
            .expect(303);
        let page = welsh.get(said.location()).expect(200).body;
        assert!(page.contains("value=\"cy\" checked"), "{page}");
        let card = welsh.post(&next, &[]).expect(303).card().unwrap();
        let page = welsh.get(&format!("/desk/cards/{card}")).expect(200).body;
        assert!(page.contains("A wnewch chi bleidleisio?"), "{page}");
        assert!(page.contains("Would like Welsh"), "{page}");
    });
}

#[test]
fn a_caller_takes_a_break_and_goes_on_and_the_organiser_sees_both() {
    on_both(members(3), |house| {
        let (caller, organiser) = (house.caller(0), house.organiser(0));
        let bank = house.banks[0].to_string();
        let (desk, next) = (format!("/desk/{bank}"), format!("/desk/{bank}/next"));
        let card = caller.post(&next, &[]).expect(303).card().unwrap();
        // Before the number is shown the card goes back by itself.
        let page = caller.get(&format!("/desk/cards/{card}")).expect(200).body;
        assert!(page.contains("value=\"break\""), "{page}");
        let back = format!("/desk/cards/{card}/hand-back");
        let taken = caller.post(&back, &[("why", "break")]).expect(303);
        assert_eq!(taken.location(), desk);
        let page = caller.get(&desk).expect(200).body;
        assert!(page.contains("You are on a break since"), "{page}");
        let watched = organiser.get(&format!("/banks/{bank}")).expect(200).body;
        assert!(watched.contains("One caller is on a break"), "{watched}");
        // Going on is asking for the next card.
        let card = caller.post(&next, &[]).expect(303).card().unwrap();
        let watched = organiser.get(&format!("/banks/{bank}")).expect(200).body;
        assert!(!watched.contains("is on a break"), "{watched}");
        // Afterwards what happened comes first.
        let number = format!("/desk/cards/{card}/number");
        caller.post(&number, &[]).expect(303);
        let page = caller.get(&format!("/desk/cards/{card}")).expect(200).body;
        assert!(!page.contains("value=\"break\""), "{page}");
        let back = format!("/desk/cards/{card}/hand-back");
        let page = caller.post(&back, &[("why", "break")]).expect(422).body;
        assert!(page.contains("Say what happened first"), "{page}");
        let kinds = entries(house)
            .into_iter()
            .filter(|line| line.account == caller.account());
        let kinds: Vec<u16> = kinds
            .map(|line| line.kind)
            .filter(|kind| *kind > 1_080)
            .collect();
        assert_eq!(kinds, [1_082, 1_081], "the newest first");
    });
}

#[test]
fn a_callers_program_says_in_which_languages_they_ring_and_takes_a_break_for_them() {
    on_both(members(3), |house| {
        let (caller, organiser) = (house.caller(0), house.organiser(0));
        let document = description(house);
        let path = "/api/v1/desk/languages";
        let says = |languages: Value| {
            let body = json!({ "languages": languages });
            let told = caller.api(Method::POST, path, Some(body)).expect(200);
            fits(&document, "post", path, &told.json());
            told.json()
        };
        let kept = json!({ "languages": ["cy"], "answer": "kept" });
        assert_eq!(says(json!(["cy"])), kept);
        // Another one waits for the next evening; none is taken at any time.
        let tomorrow = json!({ "languages": ["cy"], "answer": "tomorrow" });
        assert_eq!(says(json!(["cy", "pl"])), tomorrow);
        let seen = caller.api(Method::GET, path, None).expect(200).json();
        fits(&document, "get", path, &seen);
        assert_eq!(seen["languages"], json!(["cy"]));
        let none = json!({ "languages": [], "answer": "kept" });
        assert_eq!(says(json!([])), none);
        let unknown = json!({ "languages": ["tlh"] });
        let refused = caller.api(Method::POST, path, Some(unknown)).expect(422);
        let refused = refused.json();
        assert_eq!(refused["errors"][0]["pointer"], "/languages/0");
        organiser.api(Method::GET, path, None).expect(403);

        let bank = format!("/api/v1/banks/{}", house.banks[0]);
        let rests = || {
            let path = "/api/v1/banks/{bank}/break";
            let taken = caller.api(Method::POST, &format!("{bank}/break"), None);
            let taken = taken.expect(200).json();
            fits(&document, "post", path, &taken);
            taken["answer"].as_str().unwrap().to_owned()
        };
        let resting = || {
            let watched = organiser.api(Method::GET, &bank, None).expect(200);
            watched.json()["callers_on_break"].clone()
        };
        assert_eq!(rests(), "begun");
        assert_eq!(rests(), "begun", "a second time changes nothing");
        assert_eq!(resting(), 1);
        let next = caller.api(Method::POST, &format!("{bank}/next"), None);
        assert_eq!(next.expect(200).json()["kind"], "card");
        assert_eq!(rests(), "card-first");
        assert_eq!(resting(), 0);
    });
}
