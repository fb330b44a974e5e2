//! A campaign's own answers, where its organiser chooses whom a new phone bank rings: on the page, and by a program.

use axum::http::Method;
use serde_json::{Value, json};

use crate::house::{House, Person, Plan, entries, on_both};
use crate::openapi::{description, fits};

const SCRIPT: &str = r#"
title = "Whom"
languages = ["en"]
[[part]]
id = "whom"
words = "Will you vote for {campaign}?"
ask = "single"
choices = [{ id = "yes", words = "Yes" }, { id = "unsure", words = "Undecided" }]
[[part]]
id = "why"
words = "What keeps you?"
ask = "text"
max = 40
"#;

fn few() -> Plan {
    Plan {
        members: 12,
        ..Plan::default()
    }
}

/// Publishes a script of a campaign, a new one or another version; answers its page.
fn publishes(who: &Person<'_>, campaign: &str, (path, text): (Option<&str>, &str)) -> String {
    let path = if let Some(path) = path {
        path.to_owned()
    } else {
        let list = format!("/campaigns/{campaign}/scripts");
        let kept = who.post(&list, &[("text", text), ("do", "keep")]);
        kept.location().split('?').next().unwrap().to_owned()
    };
    who.post(&path, &[("text", text), ("do", "publish")])
        .expect(303);
    path
}

fn script_of(path: &str) -> String {
    path.rsplit('/').next().unwrap().to_owned()
}

#[test]
fn an_organiser_chooses_the_question_whose_answers_are_counted_on_the_page() {
    on_both(few(), |house| {
        let organiser = house.organiser(0);
        let campaign = house.campaigns[0].to_string();
        let page = format!("/campaigns/{campaign}/banks/new");
        let before = organiser.get(&page).expect(200).body;
        assert!(before.contains("Publish a script that asks"), "{before}");
        let script = script_of(&publishes(&organiser, &campaign, (None, SCRIPT)));
        let listed = organiser.get(&page).expect(200).body;
        let value = format!("{script}.whom");
        assert!(listed.contains(&format!("value=\"{value}\"")), "{listed}");
        assert!(!listed.contains(&format!("{script}.why")), "{listed}");
        let asked = [
            ("act", "answers"),
            ("question", value.as_str()),
            ("name", "Typed before"),
        ];
        let chosen = organiser.post(&page, &asked).expect(200).body;
        for said in [
            "That is what counts the next time",
            "From the next time on the answers to",
            "value=\"Typed before\"",
        ] {
            assert!(chosen.contains(said), "{chosen}");
        }
        let wrong = format!("{script}.why");
        let asked = [("act", "answers"), ("question", wrong.as_str())];
        let refused = organiser.post(&page, &asked).expect(200).body;
        let no_such = "no published script with that question";
        assert!(refused.contains(no_such), "{refused}");
        // An answer is of one state: a page that saw none lays nothing by it.
        let stale = [
            ("act", "add"),
            ("spoken", "answer-1"),
            ("name", "Typed before"),
        ];
        let stale = organiser.post(&page, &stale).expect(200).body;
        for said in [
            "brought up to date since you opened",
            "value=\"Typed before\"",
        ] {
            assert!(stale.contains(said), "{stale}");
        }
        // Another campaign's organiser finds no such question.
        let theirs = house.campaigns[1].to_string();
        let asked = [("act", "answers"), ("question", value.as_str())];
        let page = format!("/campaigns/{theirs}/banks/new");
        let refused = house.organiser(1).post(&page, &asked).expect(200).body;
        assert!(refused.contains(no_such), "{refused}");
    });
}

#[test]
fn a_program_chooses_the_question_by_both_of_its_names_and_by_no_misspelt_one() {
    on_both(few(), |house| {
        let organiser = house.organiser(0);
        let campaign = house.campaigns[0].to_string();
        let script = script_of(&publishes(&organiser, &campaign, (None, SCRIPT)));
        let document = description(house);
        let api = "/api/v1/campaigns/{campaign}/audiences/answers";
        let own = api.replace("{campaign}", &campaign);
        let see = || {
            let seen = organiser.api(Method::GET, &own, None).expect(200).json();
            fits(&document, "get", api, &seen);
            seen
        };
        let says = |body: Value, status| {
            let answer = organiser.api(Method::POST, &own, Some(body));
            answer.expect(status).json()
        };
        let both = |question: &str| json!({ "script": script, "question": question });
        assert_eq!(says(both("why"), 200)["answer"], "no-such");
        assert_eq!(says(both("whom"), 200)["answer"], "chosen");
        let seen = see();
        for (name, value) in [
            ("stands", Value::Null),
            ("state", Value::Null),
            ("is_last", json!(false)),
            ("is_cut", json!(false)),
            ("spoken_asked", json!(0)),
            ("spoken_most", json!(8)),
        ] {
            assert_eq!(seen[name], value, "{name}");
        }
        assert_eq!(seen["questions"][0]["answers"], json!(["Yes", "Undecided"]));
        assert_eq!(seen["questions"][0]["title"], "Whom");
        // A name that is misspelt ends no counting.
        for wrong in [
            json!({}),
            json!({ "script_id": script, "question": "whom" }),
            json!({ "script": script, "question": null }),
            json!({ "script": null, "question": "whom" }),
        ] {
            says(wrong, 422);
        }
        assert_eq!(see()["next"]["question"], "whom");
        let none = says(json!({ "script": null, "question": null }), 200);
        fits(&document, "post", api, &none);
        assert_eq!(none["answer"], "none");
        assert_eq!(see()["next"], Value::Null);
        // An answer is of one state, which is said with it.
        let count = own.replace("answers", "count");
        for (body, status) in [
            (json!({ "audience": "spoken=answer-1" }), 422),
            (json!({ "audience": "spoken=answer-1", "state": 1 }), 409),
        ] {
            let answer = organiser.api(Method::POST, &count, Some(body));
            answer.expect(status);
        }
        let rival = house.organiser(1);
        rival.api(Method::GET, &own, None).expect(404);
    });
}

#[test]
fn what_is_counted_is_seen_when_its_script_changes_and_told_from_its_like() {
    on_both(few(), |house| {
        let organiser = house.organiser(0);
        let campaign = house.campaigns[0].to_string();
        let page = format!("/campaigns/{campaign}/banks/new");
        let publishes =
            |path: Option<&str>, text: &str| publishes(&organiser, &campaign, (path, text));
        let path = publishes(None, SCRIPT);
        let value = format!("{}.whom", script_of(&path));
        let asked = [("act", "answers"), ("question", value.as_str())];
        organiser.post(&page, &asked).expect(200);
        let see = || organiser.get(&page).expect(200).body;
        let newer = "A newer version is published";
        let selected = format!("value=\"{value}\" selected");
        let first = see();
        assert!(first.contains(&selected), "{first}");
        assert!(!first.contains(newer), "{first}");
        assert!(!first.contains("(Whom)"), "{first}");
        publishes(Some(&path), &SCRIPT.replace("Undecided", "Unsure"));
        let second = see();
        assert!(second.contains(&selected), "{second}");
        assert!(second.contains(newer), "{second}");
        organiser.post(&page, &asked).expect(200);
        assert!(!see().contains(newer), "it was chosen again");
        publishes(
            None,
            &SCRIPT.replace("title = \"Whom\"", "title = \"Twin\""),
        );
        let third = see();
        for title in ["(Whom)", "(Twin)"] {
            assert!(third.contains(title), "{third}");
        }
        // The newest version doesn't ask it any more: it stays on the list, first.
        publishes(
            Some(&path),
            &SCRIPT.replace("id = \"whom\"", "id = \"else\""),
        );
        let fourth = see();
        assert!(!fourth.contains(newer), "{fourth}");
        let own = fourth.find(&selected).unwrap();
        let other = fourth.find(".else\"").unwrap();
        assert!(own < other, "{fourth}");
    });
}

/// How many entries say that an account looked at the counts of its contest, or asked for one.
fn counted(house: &House, who: &Person<'_>) -> usize {
    let all = entries(house);
    let is_theirs = all.iter().filter(|line| line.account == who.account());
    is_theirs.filter(|line| line.kind == 900).count()
}

#[test]
fn a_form_that_is_shown_again_is_looked_at_once_and_a_program_that_counts_looks_at_nothing_else() {
    on_both(few(), |house| {
        let organiser = house.organiser(0);
        let campaign = house.campaigns[0].to_string();
        let page = format!("/campaigns/{campaign}/banks/new");
        organiser.get(&page).expect(200);
        let count = |act: &dyn Fn()| {
            let before = counted(house, &organiser);
            act();
            counted(house, &organiser) - before
        };
        let posts = |act: &str| {
            let fields = [("act", act), ("name", "")];
            organiser.post(&page, &fields).expect(200);
        };
        assert_eq!(count(&|| posts("add")), 1, "the page that is shown again");
        assert_eq!(count(&|| posts("answers")), 1, "the page alone");
        assert_eq!(count(&|| posts("count")), 2, "what was asked, and the page");
        let api = format!("/api/v1/campaigns/{campaign}/audiences/count");
        let body = json!({ "audience": "age=65+" });
        let asks = || {
            let told = organiser.api(Method::POST, &api, Some(body.clone()));
            told.expect(200);
        };
        assert_eq!(count(&asks), 1, "what was asked");
        // A bank that is there now shows nothing of the contest's members.
        let adds = || {
            let fields = [("act", "add"), ("name", "Second evening")];
            organiser.post(&page, &fields).expect(303);
        };
        assert_eq!(count(&adds), 0);
    });
}
