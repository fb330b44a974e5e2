//! A phone bank that a program adds, and a campaign's banks side by side as a program sees them.

use std::collections::BTreeSet;

use axum::http::Method;
use serde_json::{Value, json};
use switchboard_store::rules::ids::BankId;
use switchboard_store::rules::moment::Span;
use switchboard_store::{audiences, banks};

use crate::house::{House, Person, Plan, entries, on_both};
use crate::openapi::{description, fits};

const BANKS: &str = "/api/v1/campaigns/{campaign}/banks";
/// The numbers of the entries that a bank was added, that a campaign was shown counts, and that it asked how many an audience has.
const ADDED: u16 = 502;
const SHOWN: u16 = 520;
const COUNTED: u16 = 900;

const SCRIPT: &str = r#"
title = "Whom"
languages = ["en"]
[[part]]
id = "whom"
words = "Will you vote for {campaign}?"
ask = "single"
choices = [{ id = "yes", words = "Yes" }, { id = "unsure", words = "Undecided" }]
"#;

fn members(members: usize) -> Plan {
    Plan {
        members,
        ..Plan::default()
    }
}

fn banks_of(house: &House, campaign: usize) -> String {
    BANKS.replace("{campaign}", &house.campaigns[campaign].to_string())
}

fn sends(who: &Person<'_>, path: &str, body: Value) -> Value {
    who.api(Method::POST, path, Some(body)).expect(200).json()
}

fn sees(who: &Person<'_>, path: &str) -> Value {
    who.api(Method::GET, path, None).expect(200).json()
}

/// Everybody, under this name.
fn everybody(name: &str) -> Value {
    json!({ "name": name, "audience": "", "sample": null })
}

/// What the job does that fills banks; answers how many a bank has now.
fn fills(house: &House, bank: &str) -> u64 {
    let bank = BankId::parse(bank).unwrap();
    banks::fill(house.world(), bank, house.now()).unwrap()
}

/// The details of an account's entries of one kind, newest first.
fn details(house: &House, who: &Person<'_>, kind: u16) -> Vec<String> {
    let all = entries(house).into_iter();
    all.filter(|line| line.account == who.account() && line.kind == kind)
        .map(|line| line.detail)
        .collect()
}

#[test]
fn a_program_adds_a_bank_of_everybody_opens_it_and_a_caller_gets_its_cards() {
    on_both(members(40), |house| {
        let (organiser, caller) = (house.organiser(0), house.caller(0));
        let (document, own) = (description(house), banks_of(house, 0));
        let new = json!({
            "name": " Second  evening ", "audience": "", "sample": null, "script": "Will you come?", "notes": true, "order": "newer",
        });
        let added = sends(&organiser, &own, new.clone());
        fits(&document, "post", BANKS, &added);
        assert_eq!(added["answer"], "added", "{added}");
        let bank = added["bank"].as_str().unwrap();
        // What is sent again after a broken line is a second one.
        let again = sends(&organiser, &own, new);
        assert_eq!(again["answer"], "added");
        assert_ne!(again["bank"], added["bank"]);
        let written = details(house, &organiser, ADDED);
        assert_eq!(written.len(), 2, "{written:?}");
        let order = format!("bank={bank} order=newer");
        assert!(written[1].contains(&order), "{written:?}");

        assert_eq!(fills(house, bank), 40);
        let watched = sees(&organiser, &format!("/api/v1/banks/{bank}"));
        assert_eq!(watched["bank"]["name"], "Second evening");
        assert_eq!(watched["bank"]["state"], "paused");
        assert_eq!(watched["whom"], json!([]), "everybody");
        assert_eq!(watched["order"], "newer");
        sends(&organiser, &format!("/api/v1/banks/{bank}/open"), json!({}));
        let next = format!("/api/v1/banks/{bank}/next");
        let card = caller.api(Method::POST, &next, None).expect(200).json();
        assert_eq!(card["kind"], "card", "{card}");
        assert_eq!(card["script"], "Will you come?");
    });
}

#[test]
fn a_program_adds_a_bank_of_some_who_are_drawn_and_the_entry_says_by_which_draw() {
    on_both(members(100), |house| {
        let (organiser, own) = (house.organiser(0), banks_of(house, 0));
        let mut new = everybody("Sixty of them");
        new["sample"] = json!(60);
        let added = sends(&organiser, &own, new);
        assert_eq!(added["answer"], "added", "{added}");
        let bank = added["bank"].as_str().unwrap();
        assert_eq!(fills(house, bank), 60);
        let watched = sees(&organiser, &format!("/api/v1/banks/{bank}"));
        assert_eq!(watched["sample"], 60);
        let written = details(house, &organiser, ADDED);
        assert!(written[0].contains("sample=60 seed="), "{written:?}");
    });
}

#[test]
fn banks_side_by_side_are_told_to_a_program_as_to_the_page_and_the_same_when_asked_again() {
    on_both(members(60), |house| {
        let (organiser, rival) = (house.organiser(0), house.organiser(1));
        let (document, own) = (description(house), banks_of(house, 0));
        let second = sends(&organiser, &own, everybody("Second evening"));
        let second = second["bank"].as_str().unwrap().to_owned();
        fills(house, &second);
        let first = house.banks[0].to_string();
        let seen = sees(&organiser, &own);
        fits(&document, "get", BANKS, &seen);
        let beside = seen["banks"].as_array().unwrap();
        let ids: Vec<&str> = (beside.iter())
            .map(|one| one["bank"]["id"].as_str().unwrap())
            .collect();
        assert_eq!(ids, [first.as_str(), second.as_str()], "by name");
        for (one, state) in beside.iter().zip(["open", "paused"]) {
            assert_eq!(one["bank"]["state"], state);
            // Sixty, moved by up to five and rounded to five.
            let audience = one["audience"].as_u64().unwrap();
            assert!([55, 60, 65].contains(&audience), "{one}");
            assert_eq!(one["rung"], Value::Null, "fewer than ten are not said");
            assert_eq!(one["callers_on"], 0);
            assert_eq!(
                (&one["dry"], &one["dry_at_ms"]),
                (&json!("unknown"), &Value::Null)
            );
            // No other number than on the bank's own page, and on the page of all.
            let id = one["bank"]["id"].as_str().unwrap();
            let alone = sees(&organiser, &format!("/api/v1/banks/{id}"));
            for count in ["audience", "rung", "left"] {
                assert_eq!(one[count], alone[count], "{count}");
            }
            let page = format!("/campaigns/{}/banks", house.campaigns[0]);
            let page = organiser.get(&page).expect(200).body;
            assert!(page.contains(&format!(">{audience}<")), "{page}");
        }
        for _ in 0..3 {
            assert_eq!(sees(&organiser, &own)["banks"], seen["banks"]);
        }
        // Each look is an entry, which says at which banks.
        let written = details(house, &organiser, SHOWN);
        let both = format!("beside={first},{second}");
        assert_eq!(
            written.iter().filter(|one| one.contains(&both)).count(),
            6,
            "{written:?}"
        );
        rival.api(Method::GET, &own, None).expect(404);
        house.caller(0).api(Method::GET, &own, None).expect(403);
    });
}

#[test]
fn what_is_misspelt_or_not_ones_own_adds_no_bank() {
    on_both(members(12), |house| {
        let (organiser, own) = (house.organiser(0), banks_of(house, 0));
        let changed = |name: &str, value: Value| {
            let mut body = everybody("Second evening");
            body[name] = value;
            body
        };
        let mut sampel = everybody("Second evening");
        sampel.as_object_mut().unwrap().remove("sample");
        sampel["sampel"] = json!(200);
        for (body, at) in [
            (
                json!({ "name": "Second evening", "sample": null }),
                "/audience",
            ),
            (sampel, "/sample"),
            (changed("sample", json!(49)), "/sample"),
            (changed("name", json!("   ")), "/name"),
            (changed("name", json!("n".repeat(81))), "/name"),
            (changed("audience", json!("shoe=42")), "/audience"),
            (changed("audience", json!("spoken=answer-1")), "/state"),
            (changed("order", json!("youngest")), "/order"),
            (changed("script", json!("s".repeat(4_001))), "/script"),
        ] {
            let told = organiser.api(Method::POST, &own, Some(body)).expect(422);
            assert_eq!(told.json()["errors"][0]["pointer"], at, "{}", told.body);
        }
        // Of a state that doesn't stand.
        let mut stale = changed("audience", json!("spoken=answer-1"));
        stale["state"] = json!(1);
        organiser.api(Method::POST, &own, Some(stale)).expect(409);
        // Before there is a state nobody is one of those who weren't rung.
        let none = changed("audience", json!("spoken=not-rung"));
        let told = sends(&organiser, &own, none);
        assert_eq!(told, json!({ "bank": null, "answer": "unknown" }));
        for (who, status) in [
            (house.stranger(), 401),
            (house.caller(0), 403),
            (house.organiser(1), 404),
        ] {
            let body = everybody("Second evening");
            who.api(Method::POST, &own, Some(body)).expect(status);
        }
        let stand = sees(&organiser, &own);
        assert_eq!(stand["banks"].as_array().unwrap().len(), 1, "{stand}");
    });
}

#[test]
fn a_program_that_is_told_of_too_few_instead_of_a_bank_is_in_the_ledger_with_whom_it_asked_for() {
    on_both(members(12), |house| {
        let (organiser, own) = (house.organiser(0), banks_of(house, 0));
        let mut some = everybody("Second evening");
        some["sample"] = json!(60);
        let mut others = everybody("Second evening");
        others["audience"] = json!("kind=honorary");
        // The second time too, though nothing new is told.
        let asked = [
            (&some, "withheld", "audience="),
            (&some, "withheld", "audience="),
            (&others, "unknown", "audience=kind=honorary"),
        ];
        for ((new, answer, detail), times) in asked.into_iter().zip(1..) {
            let told = sends(&organiser, &own, new.clone());
            assert_eq!(told, json!({ "bank": null, "answer": answer }));
            let written = details(house, &organiser, COUNTED);
            assert_eq!(written.len(), times, "{written:?}");
            assert_eq!(written[0], detail);
        }
        // Where nothing was asked about the members there is nothing to write.
        sends(&organiser, &own, everybody("Third evening"));
        assert_eq!(details(house, &organiser, COUNTED).len(), 3);
        assert_eq!(details(house, &organiser, ADDED).len(), 1);
    });
}

#[test]
fn a_program_is_told_why_there_is_no_bank_more() {
    on_both(members(12), |house| {
        let (organiser, own) = (house.organiser(0), banks_of(house, 0));
        let names = (2..=20).map(|n| format!("Bank {n}"));
        let added: BTreeSet<String> = names
            .map(|name| sends(&organiser, &own, everybody(&name)))
            .map(|added| added["bank"].as_str().unwrap().to_owned())
            .collect();
        assert_eq!(added.len(), 19);
        let told = sends(&organiser, &own, everybody("One too many"));
        assert_eq!(told, json!({ "bank": null, "answer": "too-many" }));
        let copy = format!("/api/v1/banks/{}/copy", house.banks[0]);
        let told = sends(
            &organiser,
            &copy,
            json!({ "name": "A copy", "draw": "same" }),
        );
        assert_eq!(told, json!({ "bank": null, "answer": "too-many" }));
        let seen = sees(&organiser, &own);
        assert_eq!(seen["banks"].as_array().unwrap().len(), 20);
    });
}

#[test]
fn why_some_are_not_rung_now_is_told_to_a_program_as_to_the_page() {
    on_both(members(60), |house| {
        let (organiser, caller) = (house.organiser(0), house.caller(0));
        let bank = format!("/api/v1/banks/{}", house.banks[0]);
        for _ in 0..20 {
            let dealt = caller.api(Method::POST, &format!("{bank}/next"), None);
            let card = dealt.expect(200).card().unwrap();
            let said = json!({ "outcome": "answered" });
            sends(&caller, &format!("/api/v1/cards/{card}/outcome"), said);
        }
        let path = format!("{bank}/why");
        let told = sees(&organiser, &path);
        fits(
            &description(house),
            "get",
            "/api/v1/banks/{bank}/why",
            &told,
        );
        let reasons = told["reasons"].as_array().unwrap();
        let done = reasons.iter().find(|one| one["reason"] == "why-done");
        let done = done.unwrap();
        // Twenty, moved by up to five and rounded to five.
        let count = done["count"].as_u64().unwrap();
        assert!((15..=25).contains(&count), "{told}");
        assert_eq!(done["is_few"], false);
        assert_eq!(told["fills_at_ms"], Value::Null, "others can be rung now");
        let page = format!("/banks/{}", house.banks[0]);
        let page = organiser.get(&page).expect(200).body;
        assert!(
            page.contains("Rung already, or with a caller now"),
            "{page}"
        );
        assert!(page.contains(&format!(">{count}<")), "{page}");
        assert_eq!(sees(&organiser, &path), told, "asked again it is the same");
        house.organiser(1).api(Method::GET, &path, None).expect(404);
    });
}

/// Rings members by a bank of the first campaign, who all give the first answer to the question of its script.
fn all_say_yes(house: &House, bank: &str, calls: usize) {
    let caller = house.caller(0);
    let next = format!("/api/v1/banks/{bank}/next");
    let said = json!({ "outcome": "answered", "answers": [{ "part": "whom", "value": "yes" }] });
    for _ in 0..calls {
        let dealt = caller.api(Method::POST, &next, None).expect(200);
        let card = format!("/api/v1/cards/{}", dealt.card().unwrap());
        caller
            .api(Method::POST, &format!("{card}/number"), None)
            .expect(200);
        let taken = sends(&caller, &format!("{card}/outcome"), said.clone());
        assert_eq!(taken["taken"], "in-time");
        house.pass(Span::seconds(10));
    }
}

#[test]
fn a_program_adds_a_bank_of_those_who_gave_an_answer_by_the_state_it_is_of_and_it_rings_them() {
    on_both(members(200), |house| {
        let (organiser, own) = (house.organiser(0), banks_of(house, 0));
        let campaign = house.campaigns[0];
        let list = format!("/campaigns/{campaign}/scripts");
        let kept = organiser.post(&list, &[("text", SCRIPT), ("do", "keep")]);
        let script = kept.location().split('?').next().unwrap().to_owned();
        organiser
            .post(&script, &[("text", SCRIPT), ("do", "publish")])
            .expect(303);
        let first = house.banks[0].to_string();
        let uses = [("bank", first.as_str()), ("version", "1")];
        organiser.post(&format!("{script}/use"), &uses).expect(303);
        let answers = format!("/api/v1/campaigns/{campaign}/audiences/answers");
        let id = script.rsplit('/').next().unwrap();
        let chosen = json!({ "script": id, "question": "whom" });
        assert_eq!(sends(&organiser, &answers, chosen)["answer"], "chosen");
        for _ in 0..2 {
            all_say_yes(house, &first, 75);
        }
        // What the job does that brings states up to date.
        assert_eq!(
            audiences::move_states(house.world(), house.now()).unwrap(),
            1
        );
        assert_eq!(sees(&organiser, &answers)["state"], 1);

        let of = |state: Value| json!({ "name": "They said yes", "audience": "spoken=answer-1", "sample": null, "state": state });
        for (state, status) in [(Value::Null, 422), (json!(2), 409)] {
            let told = organiser.api(Method::POST, &own, Some(of(state)));
            told.expect(status);
        }
        let added = sends(&organiser, &own, of(json!(1)));
        assert_eq!(added["answer"], "added", "{added}");
        let bank = added["bank"].as_str().unwrap();
        assert_eq!(
            fills(house, bank),
            150,
            "those who said so, and nobody else"
        );
        let written = details(house, &organiser, ADDED);
        assert!(
            !written[0].contains("answer-1"),
            "no entry says which: {written:?}"
        );
        let watched = sees(&organiser, &format!("/api/v1/banks/{bank}"));
        fits(&description(house), "get", "/api/v1/banks/{bank}", &watched);
        let whom = &watched["whom"][0];
        assert_eq!(whom["group"], "spoken=answer-1", "{watched}");
        assert_eq!(whom["name"], "Yes");
        sends(&organiser, &format!("/api/v1/banks/{bank}/open"), json!({}));
        // They rest from the call of before; then they are rung again.
        house.pass(Span::days(8));
        let next = format!("/api/v1/banks/{bank}/next");
        let card = house.caller(0).api(Method::POST, &next, None);
        let card = card.expect(200).json();
        assert_eq!(card["kind"], "card", "{card}");
    });
}
