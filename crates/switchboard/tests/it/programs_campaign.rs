//! What an organiser's program reads of its campaign as pages show it: a bank's figures as a file, whom it invited, and its part in
//! the draw.

use std::collections::BTreeSet;

use axum::http::{HeaderValue, Method, header};
use serde_json::{Value, json};
use switchboard_store::rules::contest::Kind;
use switchboard_store::rules::events::EventKind;
use switchboard_store::rules::ids::CampaignId;
use switchboard_store::rules::moment::Span;
use switchboard_store::rules::policy::{Role, Scope};
use switchboard_store::{Auth, Verdict, banks, contests, fairness};

use crate::house::{Answer, House, Person, Plan, contest_of, entries, given, on_both};
use crate::joining::{invite, join, live};
use crate::openapi::{description, fits};

/// As long as an invitation is open.
const WEEK_MS: i64 = 7 * 24 * 60 * 60 * 1_000;
/// Longer than what goes on a page.
const TOO_LONG: &str = "1234567890123456789012345678901234567890123456789";

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
        assert_eq!(
            lines.next(),
            Some("\u{feff}Counted at,Campaign,Phone bank,What,About")
        );
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

const PEOPLE: &str = "/api/v1/campaigns/{campaign}/people";

/// What a program reads of the first campaign's people, from there on, as it is described.
fn invited(house: &House, who: &Person<'_>, after: &str) -> Value {
    let path = PEOPLE.replace("{campaign}", &house.campaigns[0].to_string());
    let path = format!("{path}?after={after}");
    let read = who.api(Method::GET, &path, None).expect(200).json();
    fits(&description(house), "get", PEOPLE, &read);
    read
}

fn names(read: &Value) -> Vec<&str> {
    let people = read["people"].as_array().unwrap().iter();
    people.map(|one| one["name"].as_str().unwrap()).collect()
}

/// Who came after the fifty of a file.
struct Came {
    /// When somebody was invited for the first bank.
    banked_ms: i64,
    /// When the last one joined.
    joined_ms: i64,
    /// The code by which they did.
    code: String,
}

/// Fifty guests of a file, one more for a bank, and one who has joined: each a minute after those before.
fn bring_in(house: &House, organiser: &Person<'_>) -> Came {
    let people = format!("/campaigns/{}/people", house.campaigns[0]);
    let guests: Vec<String> = (10..60).map(|n| format!("Guest {n},\n")).collect();
    let file = format!("name,email\n{}", guests.concat());
    organiser
        .upload(&format!("{people}/file"), &file)
        .expect(200);
    house.pass(Span::minutes(1));
    let bank = house.banks[0].to_string();
    let guest = [("name", "Bea Banked"), ("email", ""), ("bank", &bank)];
    organiser.post(&people, &guest).expect(200);
    let banked_ms = house.now().millis();
    house.pass(Span::minutes(1));
    let told = invite(house, organiser, "cai@example.org");
    join(&house.stranger(), &told).expect(303);
    Came {
        banked_ms,
        joined_ms: house.now().millis(),
        code: told.code,
    }
}

#[test]
fn a_program_reads_whom_a_campaign_invited_as_its_page_lists_them_and_page_by_page() {
    live(|house| {
        let organiser = house.organiser(0);
        let came = bring_in(house, &organiser);
        let first = invited(house, &organiser, "");
        let after = first["after"].as_str().unwrap();
        let rest = invited(house, &organiser, after);
        assert_eq!(rest["after"], Value::Null);
        assert_eq!((names(&first).len(), names(&rest).len()), (50, 2));
        assert_eq!(names(&first)[..2], ["Cai Caller", "Bea Banked"]);
        let all: BTreeSet<&str> = names(&first).into_iter().chain(names(&rest)).collect();
        assert_eq!(all.len(), 52, "nobody twice, and nobody left out");
        let page = format!("/campaigns/{}/people", house.campaigns[0]);
        let next = format!("{page}?after={after}");
        for (read, path) in [(&first, &page), (&rest, &next)] {
            let shown = organiser.get(path).expect(200).body;
            let is_there = |name: &&str| shown.contains(&format!(">{name}</strong>"));
            assert!(names(read).iter().all(is_there), "{shown}");
            assert_eq!(shown.matches("id=\"person-").count(), names(read).len());
            let text = read.to_string();
            for secret in ["cai@example.org", "/join/", came.code.as_str()] {
                assert!(!text.contains(secret), "{secret} in {text}");
            }
        }

        let [joined, banked] = [0_usize, 1].map(|at| &first["people"][at]);
        assert_eq!(joined["state"], "joined");
        assert_eq!(joined["joined_at_ms"], came.joined_ms);
        for none in ["until_ms", "bank", "bank_name"] {
            assert_eq!(joined[none], Value::Null, "{none}");
        }
        assert_eq!(banked["state"], "open");
        assert_eq!(banked["until_ms"], came.banked_ms + WEEK_MS);
        assert_eq!(banked["joined_at_ms"], Value::Null);
        assert_eq!(banked["bank"], house.banks[0].to_string());
        assert_eq!(banked["bank_name"], "Harbour bank");
        assert_eq!(banked["is_mailed"], false);

        house.pass(Span::days(8));
        let later = invited(house, &house.organiser(0), "");
        assert_eq!(later["people"][0], *joined, "whoever joined has joined");
        let expired = &later["people"][1];
        assert_eq!(expired["state"], "expired");
        assert_eq!(expired["until_ms"], banked["until_ms"]);
    });
}

#[test]
fn whoever_organises_one_bank_reads_whom_that_bank_invited_and_others_read_nobody() {
    live(|house| {
        bring_in(house, &house.organiser(0));
        let leads_one = Person::signed_in(house, Role::Organiser, Scope::Bank(house.banks[0]));
        let read = invited(house, &leads_one, "");
        assert_eq!(names(&read), ["Bea Banked"]);
        assert_eq!(read["is_whole"], false);
        let rest = invited(house, &leads_one, read["after"].as_str().unwrap());
        assert_eq!(rest["people"], json!([]));
        assert_eq!(rest["after"], Value::Null);

        let path = PEOPLE.replace("{campaign}", &house.campaigns[0].to_string());
        let left = house.organiser(0);
        house.end_access(&left);
        for (who, status) in [
            (house.stranger(), 401),
            (left, 401),
            (house.caller(0), 403),
            (house.organiser(1), 404),
        ] {
            who.api(Method::GET, &path, None).expect(status);
        }
        for (after, status) in [("nowhere", 404), ("5-nobody", 404), (TOO_LONG, 422)] {
            let path = format!("{path}?after={after}");
            leads_one.api(Method::GET, &path, None).expect(status);
        }
        let shown = entries(house);
        let shown = shown.iter().filter(|line| {
            line.account == leads_one.account() && line.kind == EventKind::InvitationsShown.code()
        });
        assert_eq!(shown.count(), 2, "each page has its entry");
    });
}

const DRAW: &str = "/api/v1/campaigns/{campaign}/draw";
/// SHA-256 of `red kettle` and of `green pan`, made by another program.
const RED: &str = "e6eccd9fa1915848f133d082964e41ace7b5f308008d102f563ec1474365be1a";
const GREEN: &str = "10a512ebe49ce22a14de66504184d8fd930c5c8e01254f5fb1fd54b99053063b";

fn organiser(house: &House, campaign: CampaignId) -> Person<'_> {
    Person::signed_in(house, Role::Organiser, Scope::Campaign(campaign))
}

/// What a program reads of a campaign's part in the draw, as it is described.
fn draw(house: &House, who: &Person<'_>, campaign: CampaignId) -> Value {
    let path = DRAW.replace("{campaign}", &campaign.to_string());
    let read = who.api(Method::GET, &path, None).expect(200).json();
    fits(&description(house), "get", DRAW, &read);
    read
}

/// Hands something in for the draw, on the page.
fn hand_in(who: &Person<'_>, campaign: CampaignId, (what, text): (&str, &str)) {
    let lot = format!("/contests/campaigns/{campaign}/lot");
    let path = match what {
        "words" => format!("{lot}/words"),
        _ => lot,
    };
    who.post(&path, &[(what, text)]).expect(200);
}

#[test]
fn a_program_reads_its_campaigns_part_in_the_draw_from_the_first_fingerprint_to_the_drawn_lot() {
    on_both(members(12), |house| {
        let begins = house.now().plus(Span::days(3));
        let (contest, [red, green], _) = contest_of(Kind::Contest, house.world(), begins);
        let (of_red, of_green) = (organiser(house, red), organiser(house, green));
        let before = draw(house, &of_red, red);
        assert_eq!(before["campaign"], "Harbour");
        assert_eq!(before["contest_id"], contest.to_string());
        assert_eq!(before["stage"], "fingerprints");
        for none in ["fingerprint", "words", "words_until_ms"] {
            assert_eq!(before[none], Value::Null, "{none}");
        }
        let until = before["fingerprints_until_ms"].as_i64().unwrap();
        assert!(until > house.now().millis(), "{before}");

        hand_in(&of_red, red, ("fingerprint", RED));
        assert_eq!(draw(house, &of_red, red)["fingerprint"], RED);
        let others = draw(house, &of_green, green);
        assert_eq!(others["fingerprint"], Value::Null);
        assert_eq!(others["stage"], "fingerprints");
        hand_in(&of_green, green, ("fingerprint", GREEN));
        let words_until = house.now().plus(Span::hours(24)).millis();
        let late = given(house.act(Auth::Console, move |tx| {
            banks::new_campaign(tx, contest, "Late").map(Verdict::Given)
        }));
        let left_out = draw(house, &organiser(house, late), late);
        assert_eq!(left_out["is_left_out"], true);
        assert_eq!(left_out["fingerprint"], Value::Null);
        hand_in(&of_red, red, ("words", "red kettle"));
        let shown = draw(house, &of_red, red);
        assert_eq!(shown["stage"], "words");
        assert_eq!(shown["words"], "red kettle");
        assert_eq!(shown["words_until_ms"], words_until);
        assert_eq!(shown["is_left_out"], false);
        let page = format!("/contests/campaigns/{red}");
        let page = of_red.get(&page).expect(200).body;
        assert!(page.contains(RED) && page.contains("red kettle"), "{page}");

        contests::open_at_once(house.world(), contest, house.now()).unwrap();
        let later = house.pass(Span::hours(25));
        fairness::show_due(house.world(), later).unwrap();
        for (campaign, print, words) in
            [(red, RED, json!("red kettle")), (green, GREEN, Value::Null)]
        {
            let drawn = draw(house, &organiser(house, campaign), campaign);
            assert_eq!(drawn["stage"], "over");
            assert_eq!(drawn["fingerprint"], print);
            assert_eq!(drawn["words"], words);
        }
    });
}

#[test]
fn a_campaigns_part_in_the_draw_is_read_by_whom_its_page_is_for_and_by_nobody_else() {
    on_both(members(12), |house| {
        let campaign = house.campaigns[0];
        let of_office = [house.organiser(0), house.returning(), house.dpo()];
        for who in &of_office {
            let read = draw(house, who, campaign);
            assert_eq!(read["campaign"], "Harbour");
            let page = format!("/contests/campaigns/{campaign}");
            who.get(&page).expect(200);
            let lines = entries(house);
            let shown = lines.iter().filter(|line| {
                line.account == who.account() && line.kind == EventKind::CampaignShown.code()
            });
            assert_eq!(shown.count(), 2, "one for the page, one for the program");
        }
        let path = DRAW.replace("{campaign}", &campaign.to_string());
        let left = house.organiser(0);
        house.end_access(&left);
        for (who, status) in [
            (house.stranger(), 401),
            (left, 401),
            (house.caller(0), 403),
            (house.organiser(1), 404),
        ] {
            who.api(Method::GET, &path, None).expect(status);
        }
    });
}
