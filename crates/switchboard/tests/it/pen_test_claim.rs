//! "It was only a test." 2015: four accounts of a rival campaign, 25 searches, 24 lists and two accounts made meanwhile, in 40
//! minutes. 2020: two insiders were reported for combing the phone bank, and said that they had been testing it. Nobody could
//! check either. Here whoever checks asks one question and has the answer, with its proof.

use std::fs;
use std::process::Command;

use axum::http::Method;
use switchboard_store::licences::{self, Seen};
use switchboard_store::rules::ids::AccountId;
use switchboard_store::rules::moment::{Moment, Span};

use crate::house::{Answer, House, Person, Plan, on_both};
use crate::joining;
use crate::witnesses::{ran, verifier};

fn typed(at: Moment) -> String {
    // The house is in London, in winter.
    let text = jiff::Timestamp::from_millisecond(at.millis()).unwrap();
    text.to_string().chars().take(16).collect()
}

/// What the data protection officer is answered about these accounts.
fn asked(house: &House, accounts: &[AccountId], from: Moment, file: &str) -> Answer {
    let until = house.now().plus(Span::minutes(1));
    house.settle();
    let ids: Vec<String> = accounts.iter().map(ToString::to_string).collect();
    let fields = [
        ("accounts", ids.join("\n")),
        ("from", typed(from)),
        ("until", typed(until)),
        ("as", file.to_owned()),
    ];
    let fields: Vec<(&str, &str)> = fields
        .iter()
        .map(|(name, text)| (*name, text.as_str()))
        .collect();
    house.dpo().post("/licences/check", &fields).expect(200)
}

fn count(answer: &serde_json::Value, kind: &str) -> usize {
    let acts = answer["acts"].as_array().unwrap();
    acts.iter().filter(|act| act["kind"] == kind).count()
}

/// Tries what nobody of a campaign may do; it is refused.
fn tries(person: &Person<'_>, times: usize, path: &str, fields: &[(&str, &str)]) {
    for _ in 0..times {
        let answer = person.post(path, fields);
        assert!(
            [403, 404].contains(&answer.status.as_u16()),
            "{}",
            answer.status
        );
    }
}

/// An account that comes in by an organiser's invitation.
fn made_by(house: &House, organiser: &Person<'_>) {
    let told = joining::invite(house, organiser, "");
    joining::join(&house.stranger(), &told).expect(303);
}

/// 2015, by the accounts of the first campaign; answers when it began.
fn minutes_of_2015(house: &House) -> ([Person<'_>; 4], Moment) {
    let from = house.now();
    let four = [
        house.organiser(0),
        house.caller(0),
        house.caller(0),
        house.caller(0),
    ];
    for (at, person) in four.iter().enumerate() {
        let searches = if at == 0 { 7 } else { 6 };
        tries(
            person,
            searches,
            "/roll/search",
            &[("by", "name"), ("text", "Brack")],
        );
        tries(
            person,
            6,
            "/ledger/exhibit",
            &[("what", "span"), ("why", "dispute")],
        );
        house.pass(Span::minutes(5));
    }
    made_by(house, &four[0]);
    made_by(house, &four[0]);
    house.pass(Span::minutes(19));
    (four, from)
}

#[test]
fn the_forty_minutes_of_2015_are_answered_by_one_question_and_no_licence_covers_them() {
    on_both(Plan::default(), |house| {
        let (four, from) = minutes_of_2015(house);
        let accounts: Vec<AccountId> = four.iter().map(Person::account).collect();
        let page = asked(house, &accounts, from, "").body;
        for said in [
            "None of it was an agreed test",
            "No member who is still known was shown or touched.",
            "No file with personal data was taken out",
            "made by them in that time",
            "it carries no licence",
            "Search for members, behind a mask",
        ] {
            assert!(page.contains(said), "{said}: {page}");
        }
        let answer = asked(house, &accounts, from, "json").json();
        assert_eq!(answer["answer"], "not-covered");
        assert_eq!(
            (answer["members"].as_u64(), answer["whole"].as_bool()),
            (Some(0), Some(true))
        );
        assert_eq!(count(&answer, "refusal"), 25 + 24);
        assert_eq!(count(&answer, "account_added"), 2);
        let people = answer["accounts"].as_array().unwrap();
        assert_eq!(
            people
                .iter()
                .filter(|one| one["made_meanwhile"] == true)
                .count(),
            2
        );
        // An exhibit of each, which anybody checks.
        assert_eq!(answer["exhibits"].as_array().unwrap().len(), people.len());
        for exhibit in answer["exhibits"].as_array().unwrap() {
            assert_eq!(exhibit["format"], "switchboard/exhibit/v1");
            assert!(exhibit["heads"].is_array() && exhibit["about"]["what"] == "account");
        }
    });
}

/// Rings through the API as fast as the budget lets.
fn combs(house: &House, person: &Person<'_>) -> usize {
    let path = format!("/api/v1/banks/{}/next", house.banks[0]);
    let mut learnt = 0;
    for _ in 0..5 {
        let answer = person.api(Method::POST, &path, None).expect(200).json();
        if answer["kind"] != "card" {
            break;
        }
        learnt += 1;
        let card = answer["card"].as_str().unwrap();
        let body = serde_json::json!({ "outcome": "no-answer" });
        person
            .api(
                Method::POST,
                &format!("/api/v1/cards/{card}/outcome"),
                Some(body),
            )
            .expect(200);
    }
    learnt
}

#[test]
fn the_insiders_of_2020_are_told_from_those_who_had_agreed_to_a_test_before() {
    on_both(
        Plan {
            members: 60,
            ..Plan::default()
        },
        |house| {
            let from = house.now();
            let (agreed, said_so) = (house.caller(0), house.caller(0));
            let licence = licence_for(house, &agreed);
            house.pass(Span::minutes(1));
            let (by_licence, without) = (combs(house, &agreed), combs(house, &said_so));
            assert!(by_licence > 2 && without > 2);
            house.pass(Span::hours(2));
            let late = combs(house, &agreed);
            let both = [agreed.account(), said_so.account()];
            let answer = asked(house, &both, from, "json").json();
            assert_eq!(answer["answer"], "partly");
            assert_eq!(
                answer["members"].as_u64(),
                Some((by_licence + without + late) as u64)
            );
            let dealt = |who: &Person<'_>, covered: bool| {
                let id = who.account().to_string();
                let acts = answer["acts"].as_array().unwrap().iter();
                acts.filter(|act| act["kind"] == "card_dealt" && act["account"] == id.as_str())
                    .filter(|act| (act["licence"] == licence.as_str()) == covered)
                    .count()
            };
            assert_eq!(
                (dealt(&agreed, true), dealt(&agreed, false)),
                (by_licence, late)
            );
            assert_eq!(
                (dealt(&said_so, true), dealt(&said_so, false)),
                (0, without)
            );
            let found = &answer["licences"][0];
            assert_eq!(
                found["word"], "operator's word only",
                "this house has no witnesses"
            );
            let index = found["index"].as_u64().unwrap();
            let acts = answer["acts"].as_array().unwrap().iter();
            let mut covered = acts.filter(|act| act["licence"] == licence.as_str());
            assert!(covered.all(|act| act["index"].as_u64().unwrap() > index));
            an_outsider_says_the_same(house, &answer);
            let page = asked(house, &[said_so.account()], from, "").body;
            assert!(page.contains("None of it was an agreed test"), "{page}");
            // Who is asked about is an entry; whoever isn't the data protection officer isn't answered.
            for who in [house.officer(), house.organiser(1), house.caller(0)] {
                let answer = who.post("/licences/check", &[("accounts", "x")]);
                assert!([403, 404].contains(&answer.status.as_u16()));
            }
        },
    );
}

/// The answer's files, judged by a program that shares nothing with ours but the published formats: of each act the same.
fn an_outsider_says_the_same(house: &House, answer: &serde_json::Value) {
    let Some(program) = verifier() else {
        return;
    };
    let folder = tempfile::tempdir().unwrap();
    let write = |name: String, text: &str| fs::write(folder.path().join(name), text).unwrap();
    for (at, exhibit) in answer["exhibits"].as_array().unwrap().iter().enumerate() {
        write(format!("exhibit-{at}.json"), &exhibit.to_string());
    }
    for licence in answer["licences"].as_array().unwrap() {
        let name = format!(
            "licence-{}.tlog-proof",
            licence["licence"].as_str().unwrap()
        );
        write(name, licence["proof"].as_str().unwrap());
    }
    let key = house.world().verifier_key().unwrap();
    let mut judge = Command::new(program);
    judge
        .arg("licence")
        .arg(folder.path())
        .args(["--key", &key]);
    let said = ran(&mut judge).unwrap();
    assert!(said.starts_with("PARTLY COVERED"), "{said}");
    assert!(said.contains("THE OPERATOR'S WORD ONLY"), "{said}");
    for act in answer["acts"].as_array().unwrap() {
        let line = format!("- entry {},", act["index"]);
        let line = said.lines().find(|one| one.starts_with(&line)).unwrap();
        let expected = act["licence"].as_str().map_or_else(
            || "NOT COVERED".to_owned(),
            |licence| format!("covered by the test {licence}"),
        );
        assert!(line.contains(&expected), "{act}: {line}");
    }
}

/// Two offices agree, over the pages, that this account is tested with for an hour from now on.
fn licence_for(house: &House, tester: &Person<'_>) -> String {
    let writer = house.returning();
    let until = house.now().plus(Span::hours(1));
    let account = tester.account().to_string();
    let until = typed(until);
    let fields = [
        ("purpose", "How much the desk shows to a program"),
        ("testers", account.as_str()),
        ("contact", "07700 900123"),
        ("at", "live"),
        ("room-desk", "on"),
        ("technique-look", "on"),
        ("technique-change", "on"),
        ("technique-automate", "on"),
        ("from", ""),
        ("until", until.as_str()),
        ("reason", "The yearly test that the board wants"),
    ];
    let to = writer
        .post("/licences/new", &fields)
        .expect(303)
        .location()
        .to_owned();
    let licence = to.split(['/', '?']).nth(2).unwrap().to_owned();
    let page = tester.get(&format!("/licences/{licence}")).expect(200).body;
    assert!(page.contains("Nothing done now is a test."), "{page}");
    let dpo = house.dpo();
    let waiting = dpo.get("/requests").expect(200).body;
    assert!(
        waiting.contains(&format!("/licences/{licence}")),
        "{waiting}"
    );
    let (_, request) = waiting.split_once("action=\"/requests/").unwrap();
    let request = request.split('"').next().unwrap();
    dpo.post(&format!("/requests/{request}"), &[("step", "approve")])
        .expect(303);
    house.settle();
    assert_eq!(
        licences::agree(house.world(), Seen::ByNobody, house.now()).unwrap(),
        1
    );
    let page = tester.get(&format!("/licences/{licence}")).expect(200).body;
    assert!(
        page.contains("It runs now.") && page.contains("operator’s word only"),
        "{page}"
    );
    licence
}
