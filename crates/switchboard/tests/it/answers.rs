//! An officer of headquarters who rings for one side wants to read what the other side's callers wrote down.

use axum::http::Method;
use serde_json::json;
use switchboard_store::rules::giving::Giving;
use switchboard_store::rules::moment::Span;
use switchboard_store::{Auth, door};

use crate::house::{Answer, House, Person, Plan, given, on_both};

const NOTE: &str = "Zanzibarian cousins visit on Sundays";
/// Of the call as it was.
const OTHER: &str = "Rings back from the Faroe Islands";

fn small() -> Plan {
    Plan {
        members: 1,
        ..Plan::default()
    }
}

/// A caller of one campaign rings the only member, and writes down what came of it.
fn ring(house: &House, campaign: usize) {
    let caller = house.caller(campaign);
    let next = format!("/desk/{}/next", house.banks[campaign]);
    let card = caller.post(&next, &[]).card().unwrap();
    let said = [("outcome", "answered"), ("note", NOTE)];
    let path = format!("/desk/cards/{card}/outcome");
    caller.post(&path, &said).expect(303);
}

fn ask(house: &House, who: &Person<'_>, campaign: usize) -> Answer {
    let (number, campaign) = (
        house.members[0].external.clone(),
        house.campaigns[campaign].to_string(),
    );
    let fields = [
        ("number", number.as_str()),
        ("campaign", campaign.as_str()),
        ("purpose", "complaint"),
        ("reason", "She says that she was shouted at"),
    ];
    who.post("/answers/ask", &fields)
}

/// The id of the first request on somebody's page.
fn request(who: &Person<'_>) -> String {
    let page = who.get("/requests").expect(200).body;
    let (_, id) = page.split_once("id=\"what-").unwrap();
    id.split('"').next().unwrap().to_owned()
}

#[test]
fn an_officer_who_rings_for_one_side_never_reads_what_the_other_side_wrote_and_two_others_do() {
    on_both(small(), |house| {
        ring(house, 0);
        let (nosy, officer, dpo) = (house.officer(), house.officer(), house.dpo());
        let words = format!(
            "account={} role=caller campaign={} contest={} from={}",
            nosy.account(),
            house.campaigns[1],
            house.contest,
            house.now().millis()
        );
        let giving = Giving::parse(&words).unwrap();
        given(house.act(Auth::Console, move |tx| door::grant_term(tx, &giving)));
        let refused = ask(house, &nosy, 0).expect(403).body;
        assert!(refused.contains("a campaign of this contest"), "{refused}");
        // Somebody who never stood there asks, and the data protection officer agrees.
        let wrong = [
            ("number", "M-1"),
            ("campaign", ""),
            ("purpose", "complaint"),
        ];
        let slip = officer.post("/answers/ask", &wrong).expect(200).body;
        assert!(slip.contains("Choose a campaign"), "{slip}");
        let asked = ask(house, &officer, 0).expect(303);
        assert_eq!(asked.location(), "/requests?said=asked");
        let id = request(&officer);
        let case = format!("/answers/cases/{id}");
        officer.get(&case).expect(403);
        let approve = [("step", "approve")];
        officer
            .post(&format!("/requests/{id}"), &approve)
            .expect(404);
        let waiting = dpo.get("/requests").expect(200).body;
        assert!(waiting.contains("A complaint about a call"), "{waiting}");
        let done = dpo.post(&format!("/requests/{id}"), &approve).expect(303);
        assert_eq!(done.location(), "/requests?said=done");
        let own = officer.get("/requests").expect(200).body;
        assert!(own.contains(&case), "{own}");
        let read = officer.get(&case).expect(200).body;
        assert!(read.contains(NOTE) && read.contains("We talked"), "{read}");
        assert!(!house.members[0].is_named_in(&read));
        for other in [&nosy, &dpo, &house.organiser(0)] {
            let answer = other.get(&case).expect(404);
            assert!(!answer.body.contains(NOTE));
        }
        // The campaign sees that it was read, and its rival doesn't.
        let of = format!("/answers/campaigns/{}", house.campaigns[0]);
        let seen = house.organiser(0).get(&of).expect(200).body;
        assert!(seen.contains("Read once"), "{seen}");
        let home = house.organiser(0).get("/").expect(200).body;
        assert!(home.contains(&of), "{home}");
        house.organiser(1).get(&of).expect(404);
        for who in [&dpo, &house.auditor()] {
            assert!(who.get("/answers").expect(200).body.contains("Read once"));
        }
        house.pass(Span::hours(25));
        officer.sign_in().expect(303);
        let over = officer.get(&case).expect(403).body;
        assert!(over.contains("24 hours are over"), "{over}");
        assert!(!over.contains(NOTE));
    });
}

/// Says another outcome of a card with another note, on the page or as a program.
fn change(caller: &Person<'_>, card: &str, way: &str) {
    if way == "page" {
        let path = format!("/desk/cards/{card}/change");
        let page = caller.get(&path).expect(200).body;
        assert!(page.contains("name=\"note\""), "{page}");
        // As a browser sends it: with every field of the form.
        let said = [
            ("note", OTHER),
            ("call_back_at", ""),
            ("outcome", "refused"),
        ];
        caller.post(&path, &said).expect(303);
        return;
    }
    let path = format!("/api/v1/cards/{card}/outcome/change");
    let ask = |note: &str| {
        let said = json!({ "outcome": "refused", "note": note });
        caller.api(Method::POST, &path, Some(said))
    };
    ask(&"x".repeat(20_001)).expect(422);
    assert_eq!(ask(OTHER).expect(200).json()["answer"], "changed");
}

#[test]
fn another_note_takes_the_place_of_the_one_before_it_by_page_and_by_program() {
    for way in ["page", "program"] {
        on_both(small(), |house| {
            let caller = house.caller(0);
            let next = format!("/desk/{}/next", house.banks[0]);
            let card = caller.post(&next, &[]).card().unwrap();
            let said = [("outcome", "answered"), ("note", NOTE)];
            let path = format!("/desk/cards/{card}/outcome");
            caller.post(&path, &said).expect(303);
            change(&caller, &card, way);

            let (officer, dpo) = (house.officer(), house.dpo());
            ask(house, &officer, 0).expect(303);
            let id = request(&officer);
            let approve = [("step", "approve")];
            dpo.post(&format!("/requests/{id}"), &approve).expect(303);
            let case = format!("/answers/cases/{id}");
            let read = officer.get(&case).expect(200).body;
            assert!(read.contains(OTHER) && !read.contains(NOTE), "{read}");
        });
    }
}

const ASKS: &str = r#"
title = "Support"
languages = ["en"]
[[part]]
id = "support"
words = "Will you vote for {campaign}?"
ask = "single"
choices = [{ id = "yes", words = "Yes, I will" }, { id = "no", words = "No" }]
"#;

/// The bank of the first campaign asks from now on.
fn asks(house: &House) {
    let organiser = house.organiser(0);
    let list = format!("/campaigns/{}/scripts", house.campaigns[0]);
    let kept = organiser.post(&list, &[("text", ASKS), ("do", "keep")]);
    let kept = kept.expect(303);
    let path = kept.location().split('?').next().unwrap().to_owned();
    let fields = [("text", ASKS), ("do", "publish")];
    organiser.post(&path, &fields).expect(303);
    let bank = house.banks[0].to_string();
    let fields = [("bank", bank.as_str()), ("version", "1")];
    organiser.post(&format!("{path}/use"), &fields).expect(303);
}

/// Says of a card that they talked after all, and what was answered, on the page or as a program.
fn talked(house: &House, caller: &Person<'_>, card: &str, way: &str) {
    if way == "page" {
        let path = format!("/desk/cards/{card}/change");
        let page = caller.get(&path).expect(200).body;
        assert!(page.contains("name=\"a.support\""), "{page}");
        assert!(!house.members[0].is_named_in(&page), "{page}");
        let said = [("a.support", "yes"), ("outcome", "answered")];
        caller.post(&path, &said).expect(303);
        return;
    }
    let path = format!("/api/v1/cards/{card}/outcome/change");
    let answers = json!([{ "part": "support", "value": "yes" }]);
    let said = json!({ "outcome": "answered", "answers": answers });
    let changed = caller.api(Method::POST, &path, Some(said));
    assert_eq!(changed.expect(200).json()["answer"], "changed");
}

#[test]
fn whoever_talked_after_all_is_asked_the_questions_and_what_was_answered_is_kept() {
    for way in ["page", "program"] {
        on_both(small(), |house| {
            asks(house);
            let caller = house.caller(0);
            let next = format!("/desk/{}/next", house.banks[0]);
            let card = caller.post(&next, &[]).card().unwrap();
            let said = [("outcome", "no-answer")];
            let path = format!("/desk/cards/{card}/outcome");
            caller.post(&path, &said).expect(303);
            talked(house, &caller, &card, way);

            let (officer, dpo) = (house.officer(), house.dpo());
            ask(house, &officer, 0).expect(303);
            let id = request(&officer);
            let approve = [("step", "approve")];
            dpo.post(&format!("/requests/{id}"), &approve).expect(303);
            let case = format!("/answers/cases/{id}");
            let read = officer.get(&case).expect(200).body;
            assert!(read.contains("Yes, I will"), "{read}");
        });
    }
}
