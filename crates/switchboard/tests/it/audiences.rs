//! A campaign's own answers, where its organiser chooses whom a new phone bank rings: on the page, and by a program.

use axum::http::Method;
use serde_json::{Value, json};

use crate::house::{Plan, on_both};
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

#[test]
fn an_organiser_chooses_the_question_whose_answers_are_counted_and_a_program_sees_it() {
    let few = Plan {
        members: 12,
        ..Plan::default()
    };
    on_both(few, |house| {
        let organiser = house.organiser(0);
        let campaign = house.campaigns[0].to_string();
        let page = format!("/campaigns/{campaign}/banks/new");
        let before = organiser.get(&page).expect(200).body;
        assert!(before.contains("Publish a script that asks"), "{before}");
        let list = format!("/campaigns/{campaign}/scripts");
        let kept = organiser.post(&list, &[("text", SCRIPT), ("do", "keep")]);
        let path = kept.location().split('?').next().unwrap().to_owned();
        let script = path.rsplit('/').next().unwrap().to_owned();
        organiser
            .post(&path, &[("text", SCRIPT), ("do", "publish")])
            .expect(303);
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
        assert!(
            chosen.contains("That is what counts the next time"),
            "{chosen}"
        );
        assert!(chosen.contains("value=\"Typed before\""), "{chosen}");
        assert!(
            chosen.contains("From the next time on the answers to"),
            "{chosen}"
        );
        let wrong = format!("{script}.why");
        let asked = [("act", "answers"), ("question", wrong.as_str())];
        let refused = organiser.post(&page, &asked).expect(200).body;
        assert!(
            refused.contains("no published script with that question"),
            "{refused}"
        );

        let document = description(house);
        let api = "/api/v1/campaigns/{campaign}/audiences/answers";
        let own = api.replace("{campaign}", &campaign);
        let see = || {
            let seen = organiser.api(Method::GET, &own, None).expect(200).json();
            fits(&document, "get", api, &seen);
            seen
        };
        let seen = see();
        assert_eq!(
            (&seen["stands"], &seen["next"]["question"]),
            (&Value::Null, &json!("whom"))
        );
        assert_eq!(seen["questions"][0]["answers"], json!(["Yes", "Undecided"]));
        assert_eq!(seen["questions"][0]["title"], "Whom");
        assert_eq!(
            (&seen["state"], &seen["is_cut"]),
            (&Value::Null, &json!(false))
        );
        let says =
            |body: Value, status| organiser.api(Method::POST, &own, Some(body)).expect(status);
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
        let none = says(json!({ "script": null, "question": null }), 200).json();
        fits(&document, "post", api, &none);
        assert_eq!(none["answer"], "none");
        assert_eq!(see()["next"], Value::Null);
        let both = |question: &str| json!({ "script": script, "question": question });
        assert_eq!(says(both("why"), 200).json()["answer"], "no-such");
        assert_eq!(says(both("whom"), 200).json()["answer"], "chosen");
        // An answer is of one state: a page or a program that saw none, or another, counts and lays nothing by it.
        let stale = [
            ("act", "add"),
            ("spoken", "answer-1"),
            ("name", "Typed before"),
        ];
        let stale = organiser.post(&page, &stale).expect(200).body;
        assert!(
            stale.contains("brought up to date since you opened"),
            "{stale}"
        );
        assert!(stale.contains("value=\"Typed before\""), "{stale}");
        let count = own.replace("answers", "count");
        for (body, status) in [
            (json!({ "audience": "spoken=answer-1" }), 422),
            (json!({ "audience": "spoken=answer-1", "state": 1 }), 409),
        ] {
            organiser
                .api(Method::POST, &count, Some(body))
                .expect(status);
        }
        // Another campaign's organiser finds nothing here.
        let rival = house.organiser(1);
        let theirs = house.campaigns[1].to_string();
        rival.api(Method::GET, &own, None).expect(404);
        let asked = [("act", "answers"), ("question", value.as_str())];
        let page = format!("/campaigns/{theirs}/banks/new");
        let refused = rival.post(&page, &asked).expect(200).body;
        assert!(
            refused.contains("no published script with that question"),
            "{refused}"
        );
    });
}
