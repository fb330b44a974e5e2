//! What a caller's and an organiser's program do of calls as pages do: longer, another outcome, a complaint, who rings back; who is on,
//! and what was answered.

use axum::http::Method;
use serde_json::{Value, json};
use switchboard_store::rules::events::EventKind;
use switchboard_store::rules::moment::Span;

use crate::house::{House, Person, Plan, entries, on_both};
use crate::openapi::{description, fits};

const LONGER: &str = "/api/v1/cards/{card}/longer";
const NUMBER: &str = "/api/v1/cards/{card}/number";
const OUTCOME: &str = "/api/v1/cards/{card}/outcome";
const CHANGE: &str = "/api/v1/cards/{card}/outcome/change";
const COMPLAINT: &str = "/api/v1/cards/{card}/complaint";
const HAND_BACK: &str = "/api/v1/cards/{card}/hand-back";
const NEXT: &str = "/api/v1/banks/{bank}/next";
const RINGS_BACK: &str = "/api/v1/banks/{bank}/rings-back";
const CALLERS: &str = "/api/v1/banks/{bank}/callers";
const ANSWERS: &str = "/api/v1/banks/{bank}/answers";

/// The twenty minutes that a tap gives.
const LONGER_MS: i64 = 20 * 60_000;

/// Asks as a program, and holds the answer against the description.
struct Program<'p, 'h> {
    of: &'p Person<'h>,
    document: &'p Value,
    bank: String,
}

impl<'p, 'h> Program<'p, 'h> {
    fn new(of: &'p Person<'h>, document: &'p Value, house: &House) -> Self {
        let bank = house.banks[0].to_string();
        Self { of, document, bank }
    }

    /// The address of the bank, or of this card.
    fn at(&self, path: &str, card: &str) -> String {
        path.replace("{bank}", &self.bank).replace("{card}", card)
    }

    fn get(&self, path: &str) -> Value {
        let answer = self.of.api(Method::GET, &self.at(path, ""), None);
        let answer = answer.expect(200).json();
        fits(self.document, "get", path, &answer);
        answer
    }

    fn post(&self, path: &str, card: &str, body: Value) -> Value {
        let answer = self.of.api(Method::POST, &self.at(path, card), Some(body));
        let answer = answer.expect(200).json();
        fits(self.document, "post", path, &answer);
        answer
    }

    /// A card's id.
    fn next(&self) -> String {
        let dealt = self.post(NEXT, "", json!({}));
        dealt["card"].as_str().unwrap().to_owned()
    }

    /// What a request is refused with.
    fn refused(&self, path: &str, card: &str, body: Value) -> u16 {
        let answer = self.of.api(Method::POST, &self.at(path, card), Some(body));
        answer.status.as_u16()
    }

    /// Cards that are left this evening.
    fn left(&self) -> i64 {
        let evening = self.get("/api/v1/banks/{bank}/evening");
        evening["left_this_evening"].as_i64().unwrap()
    }
}

fn few() -> Plan {
    Plan {
        members: 12,
        ..Plan::default()
    }
}

#[test]
fn a_callers_program_holds_a_call_as_long_as_the_page_does_and_no_longer() {
    on_both(few(), |house| {
        let document = description(house);
        let (caller, colleague, rival) = (house.caller(0), house.caller(0), house.caller(1));
        let of = |of| Program::new(of, &document, house);
        let rings = of(&caller);
        let card = rings.next();
        let longer = || rings.post(LONGER, &card, json!({}));
        let not_shown = json!({"answer": "not-shown", "until_ms": null});
        assert_eq!(longer(), not_shown);
        let shown = rings.post(NUMBER, &card, json!({}));
        let mut until = shown["until_ms"].as_i64().unwrap();
        for other in [&colleague, &rival] {
            assert_eq!(of(other).refused(LONGER, &card, json!({})), 404);
        }
        house.pass(Span::minutes(19));
        for _ in 0..3 {
            until += LONGER_MS;
            let held = json!({"answer": "held", "until_ms": until});
            assert_eq!(longer(), held);
            assert_eq!(longer(), held, "a second tap of the same finger");
            house.pass(Span::minutes(20));
        }
        assert_eq!(longer()["answer"], "no-more-time");
        house.pass(Span::minutes(2));
        assert_eq!(longer()["answer"], "time-up");
        let late = rings.post(OUTCOME, &card, json!({"outcome": "answered"}));
        assert_eq!(late["taken"], "late");
        assert_eq!(longer()["answer"], "already-done");

        let back = rings.next();
        rings.post(HAND_BACK, &back, json!({"why": "skip"}));
        assert_eq!(rings.post(LONGER, &back, json!({}))["answer"], "closed");
        house.end_access(&caller);
        assert_eq!(rings.refused(LONGER, &card, json!({})), 401);
    });
}

#[test]
fn a_callers_program_changes_what_it_said_within_the_minute_and_no_later() {
    on_both(few(), |house| {
        let document = description(house);
        let (caller, colleague, rival) = (house.caller(0), house.caller(0), house.caller(1));
        let of = |of| Program::new(of, &document, house);
        let rings = of(&caller);
        let card = rings.next();
        let says = |card: &str, body: Value| rings.post(CHANGE, card, body)["answer"].clone();
        let busy = || json!({"outcome": "busy"});
        assert_eq!(says(&card, busy()), "closed", "nothing was said yet");
        rings.post(OUTCOME, &card, json!({"outcome": "no-answer"}));
        assert_eq!(says(&card, busy()), "changed");
        assert_eq!(says(&card, busy()), "before");
        for other in [&colleague, &rival] {
            assert_eq!(of(other).refused(CHANGE, &card, busy()), 404);
        }
        let past = house.now().millis() - 1_000;
        let back = json!({"outcome": "call-back", "call_back_at_ms": past});
        assert_eq!(says(&card, back), "call-back");
        for wrong in ["call-back", "asleep"] {
            let body = json!({"outcome": wrong});
            assert_eq!(rings.refused(CHANGE, &card, body), 422, "{wrong}");
        }
        let evening = rings.get("/api/v1/banks/{bank}/evening");
        let counted = |code: &str| {
            let mut all = evening["outcomes"].as_array().unwrap().iter();
            let found = all.find(|one| one["outcome"] == code);
            found.map_or(0, |one| one["count"].as_i64().unwrap())
        };
        assert_eq!((counted("busy"), counted("no-answer")), (1, 0));

        house.pass(Span::seconds(61));
        let answered = json!({"outcome": "answered"});
        assert_eq!(says(&card, answered), "too-late");
        let never = json!({"outcome": "dont-call-anyone"});
        assert_eq!(says(&card, never), "changed", "an objection is never late");
        assert_eq!(says(&card, busy()), "already-done");

        let back = rings.next();
        rings.post(HAND_BACK, &back, json!({"why": "skip"}));
        assert_eq!(says(&back, busy()), "closed");
        house.end_access(&caller);
        assert_eq!(rings.refused(CHANGE, &card, busy()), 401);
    });
}

#[test]
fn whoever_rings_back_is_dealt_to_the_program_that_rang_them_and_is_nobody_to_every_other() {
    on_both(few(), |house| {
        let document = description(house);
        let (caller, colleague, rival) = (house.caller(0), house.caller(0), house.caller(1));
        let organiser = house.organiser(0);
        let of = |of| Program::new(of, &document, house);
        let (rings, other) = (of(&caller), of(&colleague));
        let first = rings.post(NEXT, "", json!({}));
        let card = first["card"].as_str().unwrap();
        let shown = rings.post(NUMBER, card, json!({}));
        let number = shown["numbers"][0].as_str().unwrap();
        let number = number.trim_start_matches("tel:");
        rings.post(OUTCOME, card, json!({"outcome": "no-answer"}));
        house.pass(Span::minutes(5));

        let asks = |who: &Program<'_, '_>, number: &str| {
            who.post(RINGS_BACK, "", json!({ "number": number }))
        };
        for strange in [number, "07700 900999", "not a number"] {
            let left = other.left();
            assert_eq!(asks(&other, strange), json!({"kind": "nobody"}));
            assert_eq!(other.left(), left - 1, "it counts as a card");
        }
        for (who, status) in [(&rival, 404), (&organiser, 403)] {
            let body = json!({ "number": number });
            assert_eq!(of(who).refused(RINGS_BACK, "", body), status);
        }
        let left = rings.left();
        for wrong in [json!({}), json!({"number": ""})] {
            assert_eq!(rings.refused(RINGS_BACK, "", wrong), 422);
        }
        let back = asks(&rings, number);
        assert_eq!(back["kind"], "card");
        assert_eq!(back["called"], first["called"]);
        assert_ne!(back["card"], first["card"], "a card of its own");
        assert_eq!(rings.left(), left - 1);
        assert_eq!(asks(&rings, number), json!({"kind": "held"}));
        assert_eq!(rings.left(), left - 1, "asking with a card costs nothing");
    });
}

#[test]
fn a_callers_program_passes_on_a_complaint_once_and_of_its_own_card_alone() {
    on_both(few(), |house| {
        let document = description(house);
        let (caller, colleague, rival) = (house.caller(0), house.caller(0), house.caller(1));
        let of = |of| Program::new(of, &document, house);
        let rings = of(&caller);
        let card = rings.next();
        for other in [&colleague, &rival] {
            assert_eq!(of(other).refused(COMPLAINT, &card, json!({})), 404);
        }
        for _ in 0..2 {
            let told = rings.post(COMPLAINT, &card, json!({}));
            assert_eq!(told, json!({"answer": "passed-on"}));
        }
        let lines = entries(house);
        let complained = lines.iter();
        let complained = complained.filter(|line| line.kind == EventKind::Complained.code());
        assert_eq!(complained.count(), 1);
        let waiting = house.dpo().get("/complaints").expect(200).body;
        assert!(waiting.contains(&card), "{waiting}");
        house.end_access(&caller);
        assert_eq!(rings.refused(COMPLAINT, &card, json!({})), 401);
    });
}

const FILE: &str = r#"
title = "Support"
languages = ["en"]
[[part]]
id = "support"
words = "Will **you** vote for {campaign}, {name}?"
ask = "single"
choices = [{ id = "yes", words = "Yes, I will" }, { id = "no", words = "No" }]
"#;

#[test]
fn an_organisers_program_reads_what_was_answered_as_the_page_has_it_and_the_same_twice() {
    let plan = Plan {
        members: 30,
        ..Plan::default()
    };
    on_both(plan, |house| {
        let document = description(house);
        let (organiser, caller) = (house.organiser(0), house.caller(0));
        let of = |of| Program::new(of, &document, house);
        let (leads, rings) = (of(&organiser), of(&caller));
        let none = json!({"version": null, "questions": []});
        assert_eq!(leads.get(ANSWERS), none);
        let list = format!("/api/v1/campaigns/{}/scripts", house.campaigns[0]);
        let body = json!({"text": FILE, "publish": true});
        let kept = organiser.api(Method::POST, &list, Some(body)).expect(200);
        let script = kept.json()["id"].clone();
        let body = json!({"script": script, "version": 1});
        let given = leads.post("/api/v1/banks/{bank}/script", "", body);
        for n in 0..24 {
            let card = rings.next();
            rings.post(NUMBER, &card, json!({}));
            let value = if n % 4 == 0 { "no" } else { "yes" };
            let answers = json!([{"part": "support", "value": value}]);
            let said = json!({"outcome": "answered", "answers": answers});
            rings.post(OUTCOME, &card, said);
        }

        let told = leads.get(ANSWERS);
        assert_eq!(leads.get(ANSWERS), told, "nothing is drawn again");
        assert_eq!(told["version"], given["version"]);
        let question = &told["questions"][0];
        let page = format!("/banks/{}/answers", house.banks[0]);
        let page = organiser.get(&page).expect(200).body;
        let words = question["words"].as_str().unwrap();
        assert!(words.starts_with("Will you vote for "), "{words}");
        assert!(page.contains(words), "{words}");
        let total = question["total"].as_u64().unwrap();
        assert!((20..=30).contains(&total), "{total} of 24");
        assert!(page.contains(&format!("Answered: {total}<")), "{page}");
        let yes = &question["answers"][0];
        assert_eq!(yes["words"], "Yes, I will");
        let count = yes["count"].as_u64().unwrap();
        assert!((10..=25).contains(&count), "{count} of 18");
        let share = &yes["share"];
        let (percent, low, high) = (&share["percent"], &share["low"], &share["high"]);
        let written = format!("{percent} % ({low} to {high})");
        assert!(page.contains(&written), "{written}: {page}");
        closed_to_others(house, ANSWERS);
    });
}

#[test]
fn an_organisers_program_reads_who_is_on_and_who_takes_a_break_by_the_pages_names() {
    on_both(few(), |house| {
        let document = description(house);
        let (organiser, caller, rests) = (house.organiser(0), house.caller(0), house.caller(0));
        let of = |of| Program::new(of, &document, house);
        let leads = of(&organiser);
        assert_eq!(leads.get(CALLERS), json!({"on": [], "resting": []}));
        of(&caller).next();
        of(&rests).post("/api/v1/banks/{bank}/break", "", json!({}));
        let told = leads.get(CALLERS);
        let page = format!("/banks/{}", house.banks[0]);
        let page = organiser.get(&page).expect(200).body;
        for list in ["on", "resting"] {
            let all = told[list].as_array().unwrap();
            assert_eq!(all.len(), 1, "{list}: {told}");
            let name = all[0]["account_name"].as_str().unwrap();
            assert!(!name.is_empty() && page.contains(name), "{list}: {name}");
            let since = all[0]["since_ms"].as_i64().unwrap();
            let ago = house.now().millis() - since;
            assert!((0..60_000).contains(&ago), "{list}: {ago} ms ago");
        }
        assert_eq!(told["on"][0]["cards"], 1);
        let is_named = |text: &str| house.members.iter().any(|one| one.is_named_in(text));
        assert!(!is_named(&told.to_string()), "accounts, never members");
        closed_to_others(house, CALLERS);
    });
}

/// Who doesn't lead the bank reads none of it.
fn closed_to_others(house: &House, path: &str) {
    let path = path.replace("{bank}", &house.banks[0].to_string());
    let left = house.organiser(0);
    house.end_access(&left);
    for (who, status) in [
        (house.organiser(1), 404),
        (house.caller(0), 403),
        (left, 401),
    ] {
        who.api(Method::GET, &path, None).expect(status);
    }
}
