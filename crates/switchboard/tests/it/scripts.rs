//! A campaign's script, from its file to what was answered; the organisation's lines before it; a complaint.

use axum::http::Method;
use serde_json::json;

use crate::house::{Person, Plan, entries, on_both};
use crate::openapi::{description, fits};

const FILE: &str = r#"
title = "Support"
languages = ["en", "cy"]
[[part]]
id = "support"
words = { en = "Will **you** vote for {campaign}, {name}? <script>", cy = "A wnewch chi bleidleisio?" }
ask = "single"
choices = [{ id = "yes", words = "Yes, I will", then = "hours" }, { id = "no", words = "No" }]
[[part]]
id = "why"
words = "What keeps you?"
ask = "text"
max = 40
then = "end"
[[part]]
id = "hours"
words = "How many hours?"
ask = "number"
min = 0
max = 40
"#;

#[test]
#[expect(
    clippy::too_many_lines,
    reason = "one evening, told from the first word of a script to the last answer"
)]
fn an_organisers_script_is_on_the_next_card_and_its_answers_come_with_the_outcome() {
    let plan = Plan {
        members: 2,
        ..Plan::default()
    };
    on_both(plan, |house| {
        let (organiser, officer) = (house.organiser(0), house.officer());
        let list = format!("/campaigns/{}/scripts", house.campaigns[0]);
        let wrong = FILE.replace("{name}", "{phone}");
        let refused = organiser
            .post(&list, &[("text", &wrong), ("do", "keep")])
            .expect(422);
        assert!(
            refused
                .body
                .contains("Line 6: “{phone}” can&#39;t be filled in.")
        );
        let kept = organiser
            .post(&list, &[("text", FILE), ("do", "keep")])
            .expect(303);
        let path = kept.location().split('?').next().unwrap().to_owned();
        let page = organiser.get(&path).expect(200).body;
        assert!(
            page.contains("Will <strong>you</strong> vote for"),
            "{page}"
        );
        assert!(page.contains("cy: why"), "what is not translated is listed");
        let published = organiser
            .post(&path, &[("text", FILE), ("do", "publish")])
            .expect(303);
        assert!(published.location().ends_with("?said=published"));
        let file = organiser.get(&format!("{path}/1")).expect(200);
        assert!(file.header("content-disposition").starts_with("attachment"));
        // What comes out goes in again, byte for byte.
        let again = organiser
            .upload(&format!("{list}/file"), &file.body)
            .expect(303);
        let copy = again.location().split('?').next().unwrap().to_owned();
        let text = askama_escaped(&file.body);
        assert!(organiser.get(&copy).expect(200).body.contains(&text));
        let bank = house.banks[0].to_string();
        let fields = [("bank", bank.as_str()), ("version", "1")];
        organiser.post(&format!("{path}/use"), &fields).expect(303);
        let lines = "Hello, {caller} for {campaign}, from {organisation}.";
        let fields = [("language", "en"), ("words", lines)];
        officer.post("/opening-lines", &fields).expect(303);

        let caller = house.caller(0);
        let dealt = caller.post(&format!("/desk/{bank}/next"), &[]).expect(303);
        let card = format!("/desk/cards/{}", dealt.card().unwrap());
        let before = caller.get(&card).expect(200).body;
        assert!(
            !before.contains("name=\"a.support\""),
            "nothing is asked yet"
        );
        caller.post(&format!("{card}/number"), &[]).expect(303);
        let page = caller.get(&format!("{card}?language=cy")).expect(200).body;
        assert!(page.contains("A wnewch chi bleidleisio?") && page.contains("value=\"cy\""));
        let page = caller.get(&card).expect(200).body;
        for there in [
            "name=\"a.support\"",
            "name=\"a.hours\"",
            "If they said “No”:",
            "&#60;script&#62;",
            "Hello, ",
        ] {
            assert!(page.contains(there), "{there}: {page}");
        }
        let chosen = [("language", "cy")];
        let told = caller.post(&format!("{card}/complaint"), &chosen);
        let page = caller.get(told.expect(303).location()).expect(200).body;
        assert!(page.contains("Passed on.") && page.contains("A wnewch chi bleidleisio?"));
        // What was wrong with a form is said in the language that was chosen, too.
        let unclear = [("outcome", "call-back"), ("language", "cy")];
        let page = caller.post(&format!("{card}/outcome"), &unclear);
        assert!(page.expect(422).body.contains("A wnewch chi bleidleisio?"));
        let answers = [
            ("a.support", "yes"),
            ("a.why", "It rains"),
            ("a.hours", "3"),
            ("language", "en"),
            ("call_back_at", ""),
            ("outcome", "answered"),
        ];
        let saved = caller
            .post(&format!("{card}/outcome"), &answers)
            .expect(303);
        assert!(saved.location().ends_with("/saved"));

        let waiting = house.dpo().get("/complaints").expect(200).body;
        assert!(waiting.contains(card.rsplit('/').next().unwrap()));
        assert!(
            house
                .members
                .iter()
                .all(|member| !member.is_named_in(&waiting))
        );
        let id = card.rsplit('/').next().unwrap();
        assert!(waiting.contains("To be acknowledged by"), "{waiting}");
        assert!(waiting.contains(&format!("/ledger/exhibit?complaint={id}")));
        let (dpo, settle) = (house.dpo(), format!("/complaints/{id}"));
        dpo.post(&settle, &[("as", "because")]).expect(422);
        dpo.post(&settle, &[("as", "campaign-told")]).expect(303);
        let settled = dpo.get("/complaints").expect(200).body;
        assert!(settled.contains("Nobody waits for you."), "{settled}");
        assert!(settled.contains("Settled in the last year"), "{settled}");
        assert!(settled.contains("The campaign was told what to change, and the member too"));
        let counts = organiser
            .get(&format!("/banks/{bank}/answers"))
            .expect(200)
            .body;
        assert!(counts.contains("Yes, I will") && counts.contains("fewer than 10"));
        // As it was read out, with what was the same in each call: no Markdown, no braces.
        assert!(counts.contains("Will you vote for "), "{counts}");
        assert!(!counts.contains("**") && !counts.contains("{campaign}"));
        let told = entries(house);
        for kind in [940, 941, 942, 943, 944, 945, 946] {
            assert!(told.iter().any(|line| line.kind == kind), "{kind}");
        }
        house.settle();
    });
}

const WELSH: &str = r#"
title = "Cefnogaeth"
languages = ["cy", "en"]
[[part]]
id = "hello"
words = { cy = "Diolch am eich amser.", en = "Thank you for your time." }
"#;

#[test]
fn the_opening_lines_are_said_in_the_language_of_the_script() {
    let plan = Plan {
        members: 2,
        ..Plan::default()
    };
    on_both(plan, |house| {
        let (organiser, officer) = (house.organiser(0), house.officer());
        let list = format!("/campaigns/{}/scripts", house.campaigns[0]);
        let kept = organiser
            .post(&list, &[("text", WELSH), ("do", "keep")])
            .expect(303);
        let path = kept.location().split('?').next().unwrap().to_owned();
        let fields = [("text", WELSH), ("do", "publish")];
        organiser.post(&path, &fields).expect(303);
        let bank = house.banks[0].to_string();
        let fields = [("bank", bank.as_str()), ("version", "1")];
        organiser.post(&format!("{path}/use"), &fields).expect(303);
        for (language, hello) in [("en", "Hello"), ("cy", "Prynhawn da")] {
            let words = format!("{hello}, {{caller}}, {{campaign}}, {{organisation}}.");
            let fields = [("language", language), ("words", words.as_str())];
            officer.post("/opening-lines", &fields).expect(303);
        }
        let caller = house.caller(0);
        let dealt = caller.post(&format!("/desk/{bank}/next"), &[]).expect(303);
        let card = format!("/desk/cards/{}", dealt.card().unwrap());
        for (asked, said, not) in [
            ("", "Prynhawn da, ", "Hello, "),
            ("?language=cy", "Prynhawn da, ", "Hello, "),
            ("?language=en", "Hello, ", "Prynhawn da, "),
            ("?language=xx", "Prynhawn da, ", "Hello, "),
        ] {
            let page = caller.get(&format!("{card}{asked}")).expect(200).body;
            assert!(page.contains(said) && !page.contains(not), "{asked}");
        }
    });
}

#[test]
fn a_program_gives_a_bank_a_published_version_of_its_own_campaign_and_no_other() {
    let plan = Plan {
        members: 2,
        ..Plan::default()
    };
    on_both(plan, |house| {
        let (organiser, rival, caller) = (house.organiser(0), house.organiser(1), house.caller(0));
        let document = description(house);
        let api = "/api/v1/banks/{bank}/script";
        let own = api.replace("{bank}", &house.banks[0].to_string());
        let publishes = |who: &Person<'_>, campaign: usize| {
            let list = format!("/api/v1/campaigns/{}/scripts", house.campaigns[campaign]);
            let body = json!({ "text": FILE, "publish": true });
            let kept = who.api(Method::POST, &list, Some(body)).expect(200).json();
            kept["id"].as_str().unwrap().to_owned()
        };
        let (script, theirs) = (publishes(&organiser, 0), publishes(&rival, 1));
        let gives = |script: &str, version: i64, status| {
            let body = json!({ "script": script, "version": version });
            let told = organiser.api(Method::POST, &own, Some(body));
            told.expect(status).json()
        };
        gives(&script, 2, 404);
        gives(&theirs, 1, 404);
        gives(&script, 0, 422);
        let body = json!({ "script": script, "version": 1 });
        rival
            .api(Method::POST, &own, Some(body.clone()))
            .expect(404);
        caller.api(Method::POST, &own, Some(body)).expect(403);
        let next = format!("/api/v1/banks/{}/next", house.banks[0]);
        let given = gives(&script, 1, 200);
        fits(&document, "post", api, &given);
        assert_eq!(given["version"], format!("{script}.1"));
        let card = caller.api(Method::POST, &next, None).expect(200).json();
        assert_eq!(card["version"], given["version"], "{card}");
    });
}

/// As a template writes it.
fn askama_escaped(text: &str) -> String {
    let escaped = text.replace('&', "&#38;").replace('<', "&#60;");
    let escaped = escaped.replace('>', "&#62;").replace('"', "&#34;");
    escaped.replace('\'', "&#39;")
}
