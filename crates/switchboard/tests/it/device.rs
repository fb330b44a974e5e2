//! A key of the telephone and a PIN, as volunteers use them who have neither passkey nor app.

#[path = "../../../store/src/tests/browser_key.rs"]
mod browser_key;

use std::cell::RefCell;

use switchboard_store::WorldKind;
use switchboard_store::machine::{Handed, letters};
use switchboard_store::rules::events::EventKind;
use switchboard_store::rules::moment::Span;

use crate::house::{Answer, House, Person, Plan, entries, grounds, on_both};
use crate::joining::{invite, join, live};
use browser_key::{BrowserKey, HERE, Shown};

const PIN: &str = "482917";

fn plan() -> Plan {
    Plan {
        members: 4,
        ..Plan::default()
    }
}

/// What a mail server would have been handed since the last time: kind, address, code.
fn post(house: &House) -> Vec<(String, String, String)> {
    let seen = RefCell::new(Vec::new());
    letters(
        house.world(),
        house.now(),
        Span::days(5),
        "",
        &mut |letter| {
            let code = letter.vars.iter().find(|(name, _)| name == "code");
            let code = code.map(|(_, code)| code.clone()).unwrap_or_default();
            let one = (letter.kind.clone(), letter.address.clone(), code);
            seen.borrow_mut().push(one);
            Handed::Taken("250".to_owned())
        },
    )
    .unwrap();
    seen.into_inner()
}

/// The code: out of the mail, or in a demo from the page.
fn code(person: &Person<'_>, house: &House) -> String {
    let answer = person.post("/device/code", &[]);
    if house.world().meta().kind == WorldKind::Demo {
        let page = answer.expect(200).body;
        let (_, rest) = page.split_once("<code>").unwrap();
        return rest.split('<').next().unwrap().to_owned();
    }
    assert_eq!(answer.short(), "303 /device?said=mailed");
    let all = post(house);
    let found = all.into_iter().find(|(kind, ..)| kind == "device-code");
    found.expect("a letter").2
}

fn challenge(person: &Person<'_>, path: &str) -> String {
    let told = person.post(path, &[]).expect(200);
    assert_eq!(told.header("cache-control"), "no-store");
    told.json()["challenge"].as_str().unwrap().to_owned()
}

fn send(person: &Person<'_>, shown: &Shown, [code, pin, again]: [&str; 3]) -> Answer {
    let [key, challenge, signature] = shown;
    person.post(
        "/device",
        &[
            ("code", code),
            ("pin", pin),
            ("again", again),
            ("key", key),
            ("challenge", challenge),
            ("signature", signature),
            ("before", ""),
        ],
    )
}

fn add(person: &Person<'_>, house: &House) -> BrowserKey {
    let code = code(person, house);
    let key = BrowserKey::make();
    let shown = key.sign("add", HERE, &challenge(person, "/device/options"));
    let added = send(person, &shown, [&code, PIN, PIN]);
    assert_eq!(added.short(), "303 /device?said=added");
    key
}

fn show(browser: &Person<'_>, [key, challenge, signature]: &Shown, pin: &str) -> Answer {
    browser.post(
        "/sign-in/device",
        &[
            ("key", key),
            ("challenge", challenge),
            ("signature", signature),
            ("pin", pin),
        ],
    )
}

fn sign_in(browser: &Person<'_>, key: &BrowserKey, pin: &str) -> Answer {
    let challenge = challenge(browser, "/sign-in/device/options");
    show(browser, &key.sign("sign-in", HERE, &challenge), pin)
}

/// The ids of the device keys on the page of sessions.
fn ids(person: &Person<'_>) -> Vec<String> {
    let page = person.get("/sessions").expect(200).body;
    let forms = page.split("action=\"/sessions/devices/").skip(1);
    forms
        .filter_map(|rest| rest.split_once("/remove\""))
        .map(|(id, _)| id.to_owned())
        .collect()
}

/// The id of a device key that a caller has: to everybody else it looks like none.
pub(crate) fn somebodys(house: &House) -> String {
    let caller = house.caller(0);
    add(&caller, house);
    ids(&caller).remove(0)
}

/// Somebody who was invited, and joined.
fn joined<'h>(house: &'h House, organiser: &Person<'_>, email: &str) -> Person<'h> {
    let browser = house.stranger();
    join(&browser, &invite(house, organiser, email)).expect(303);
    browser.arrived()
}

#[test]
fn a_volunteer_with_an_old_telephone_joins_adds_its_key_and_is_on_their_desk_in_three_requests() {
    live(|house| {
        house.opens_signed();
        let organiser = house.organiser(0);
        let cai = joined(house, &organiser, "cai@example.org");
        let choice = cai.get("/joined").expect(200).body;
        assert!(choice.contains("href=\"/device\""), "{choice}");
        let page = cai.get("/device").expect(200).body;
        assert!(page.contains("cai@example.org"), "{page}");
        assert!(page.contains("gave you the code that you came in with"));
        assert!(!page.contains("name=\"pin\""), "first the code");
        post(house);
        let key = add(&cai, house);
        let kept = cai.get("/device?said=added").expect(200).body;
        assert!(kept.contains("data-device=\"kept\""));
        let told: Vec<String> = post(house).into_iter().map(|(kind, ..)| kind).collect();
        assert_eq!(told, ["device-key-added"]);
        cai.post("/sign-out", &[]).expect(303);

        let browser = house.stranger();
        let page = browser.get("/sign-in").expect(200).body;
        assert!(page.contains("<section id=\"device\" hidden>"), "{page}");
        // Three requests: the challenge, the proof, and the page.
        assert_eq!(sign_in(&browser, &key, PIN).short(), "303 /");
        assert!(browser.get("/").expect(200).body.contains("/desk/"));
        let cai = browser.arrived();
        let desk = format!("/desk/{}", house.banks[0]);
        let dealt = cai.post(&format!("{desk}/next"), &[]).expect(303);
        cai.get(dealt.location()).expect(200);
        assert!(
            post(house).iter().all(|(kind, ..)| kind == "new-device"),
            "nothing is mailed for signing in"
        );
        let sessions = cai.get("/sessions").expect(200).body;
        assert!(sessions.contains(&house.app.usual.t("sessions-device")));
        assert!(sessions.contains("vouched for you"));

        let vouched = format!("device vouched={}", organiser.account());
        let all = entries(house);
        let own = all.iter().filter(|line| line.account == cai.account());
        let dealt = |kind: EventKind| {
            let mut of = own.clone().filter(|line| line.kind == kind.code());
            of.all(|line| line.opened == vouched)
        };
        assert!(dealt(EventKind::CardDealt) && dealt(EventKind::CardRedisclosed));
    });
}

#[test]
fn five_wrong_pins_end_the_key_and_the_holder_hears_of_it() {
    live(|house| {
        let cai = joined(house, &house.organiser(0), "cai@example.org");
        let key = add(&cai, house);
        let browser = house.stranger();
        let never = sign_in(&browser, &BrowserKey::make(), PIN).expect(422).body;
        for _ in 0..5 {
            let wrong = sign_in(&browser, &key, "482918").expect(422);
            assert_eq!(wrong.header("set-cookie"), "");
            let same = |page: &str| page.replace(&browser.csrf(), "");
            assert_eq!(
                same(&wrong.body),
                same(&never),
                "which was wrong is not told"
            );
        }
        sign_in(&browser, &key, PIN).expect(422);
        let told: Vec<String> = post(house).into_iter().map(|(kind, ..)| kind).collect();
        assert!(told.contains(&"device-key-ended".to_owned()), "{told:?}");
    });
}

#[test]
fn a_weak_pin_or_one_typed_differently_uses_no_code_up() {
    live(|house| {
        let cai = joined(house, &house.organiser(0), "cai@example.org");
        let code = code(&cai, house);
        let key = BrowserKey::make();
        let fresh = || key.sign("add", HERE, &challenge(&cai, "/device/options"));
        for (pin, again, why) in [
            ("123456", "123456", "pin-simple"),
            ("159753", "159753", "pin-common"),
            ("48291", "48291", "pin-short"),
            ("48291x", "48291x", "pin-digits"),
            (PIN, "482918", "pin-differs"),
        ] {
            let page = send(&cai, &fresh(), [&code, pin, again]).expect(422).body;
            assert!(page.contains(&house.app.usual.t(why)), "{why} in {page}");
            assert!(!page.contains(&code) && !page.contains(PIN));
        }
        let wrong = send(&cai, &fresh(), ["0000-0000", PIN, PIN]).expect(422);
        assert!(wrong.body.contains(&house.app.usual.t("device-code-wrong")));
        // Another session's challenge, and another browser's key.
        let dilys = joined(house, &house.organiser(0), "dilys@example.org");
        let foreign = key.sign("add", HERE, &challenge(&dilys, "/device/options"));
        send(&cai, &foreign, [&code, PIN, PIN]).expect(422);
        let mut swapped = fresh();
        swapped[0] = BrowserKey::make().key();
        send(&cai, &swapped, [&code, PIN, PIN]).expect(422);
        assert_eq!(
            send(&cai, &fresh(), [&code, PIN, PIN]).short(),
            "303 /device?said=added"
        );
    });
}

#[test]
fn nobody_but_a_caller_adds_a_key_and_whoever_removes_theirs_is_in_with_it_no_more() {
    on_both(plan(), |house| {
        for person in [house.organiser(0), house.officer(), house.dpo()] {
            person.get("/device").expect(404);
            person.post("/device/code", &[]).expect(404);
        }
        let caller = house.caller(0);
        let key = add(&caller, house);
        let browser = house.stranger();
        assert_eq!(sign_in(&browser, &key, PIN).short(), "303 /");
        browser.get("/device").expect(404);
        let remove = format!("/sessions/devices/{}/remove", ids(&caller)[0]);
        house.caller(1).post(&remove, &[]).expect(404);
        let removed = caller.post(&remove, &[]);
        assert_eq!(removed.short(), "303 /sessions?said=key-removed");
        caller.post(&remove, &[]).expect(404);
        assert_eq!(browser.get("/").short(), "303 /sign-in");
        sign_in(&house.stranger(), &key, PIN).expect(422);
    });
}

#[test]
fn a_leavers_key_and_one_out_of_a_backup_let_nobody_in() {
    on_both(plan(), |house| {
        let caller = house.caller(0);
        let key = add(&caller, house);
        house.end_access(&caller);
        sign_in(&house.stranger(), &key, PIN).expect(422);
    });
    for (ground, to) in grounds().into_iter().zip(grounds()) {
        let house = House::build(&ground, plan());
        let key = add(&house.caller(0), &house);
        let (back, _) = house.restored(&to);
        sign_in(&back.stranger(), &key, PIN).expect(422);
        // It stands still, so its audit would be shown nothing.
        back.forsake();
    }
}

#[test]
fn a_key_ends_with_the_contest() {
    live(|house| {
        let cai = joined(house, &house.organiser(0), "cai@example.org");
        let key = add(&cai, house);
        assert_eq!(sign_in(&house.stranger(), &key, PIN).short(), "303 /");
        house.pass(Span::days(366));
        sign_in(&house.stranger(), &key, PIN).expect(422);
    });
}
