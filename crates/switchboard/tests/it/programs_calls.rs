//! What a caller's program does of calls as pages do: longer, another outcome, a complaint, who rings back.

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
