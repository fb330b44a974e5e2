//! Passkeys as people use them: added on a page, shown on another, refused everywhere else.

#[path = "../../../store/src/tests/authenticator.rs"]
mod authenticator;

use switchboard_store::door::{self, Added, NewAccount};
use switchboard_store::rules::moment::Span;
use switchboard_store::rules::person::Email;
use switchboard_store::rules::policy::{Role, Scope};
use switchboard_store::{Auth, WorldKind};

use crate::house::{Answer, House, Person, Plan, given, grounds, on_both};
use authenticator::{Passkey, Place, encode};

fn plan() -> Plan {
    Plan {
        members: 4,
        ..Plan::default()
    }
}

/// What the page's script is told for a new passkey: the challenge and the handle.
fn begin(person: &Person<'_>) -> (String, Vec<u8>) {
    let options = person.post("/passkeys/options", &[]).expect(200);
    assert_eq!(options.header("cache-control"), "no-store");
    let options = options.json();
    let numbers = options["user"]["id"].as_array().unwrap();
    let handle = numbers
        .iter()
        .map(|n| u8::try_from(n.as_u64().unwrap()).unwrap());
    let challenge = options["challenge"].as_str().unwrap().to_owned();
    (challenge, handle.collect())
}

fn send(person: &Person<'_>, [client_data, attestation]: &[String; 2]) -> Answer {
    person.post(
        "/passkeys",
        &[
            ("label", "My telephone"),
            ("client_data", client_data),
            ("attestation", attestation),
        ],
    )
}

fn add(person: &Person<'_>) -> Passkey {
    let (challenge, handle) = begin(person);
    let (passkey, made) = Passkey::make(&Place::here(), &challenge, &handle);
    let added = send(person, &made).expect(303);
    assert!(["/passkeys?said=added", "/"].contains(&added.location()));
    passkey
}

/// The ids on the page, in its order.
fn ids(person: &Person<'_>) -> Vec<String> {
    let page = person.get("/passkeys").expect(200).body;
    let forms = page.split("action=\"/passkeys/").skip(1);
    forms
        .filter_map(|rest| rest.split_once("/remove\""))
        .map(|(id, _)| id.to_owned())
        .collect()
}

/// The id of a passkey that a caller has: to everybody else it looks like none.
pub(crate) fn somebodys(house: &House) -> String {
    let caller = house.caller(0);
    add(&caller);
    ids(&caller).remove(0)
}

fn challenge(browser: &Person<'_>) -> String {
    let options = browser.post("/sign-in/passkey/options", &[]).expect(200);
    let options = options.json();
    assert_eq!(options["rpId"], "localhost");
    assert_eq!(options["userVerification"], "required");
    assert_eq!(options["allowCredentials"], serde_json::Value::Null);
    options["challenge"].as_str().unwrap().to_owned()
}

fn show(browser: &Person<'_>, parts: &[String; 5]) -> Answer {
    let names = ["credential", "client_data", "data", "signature", "handle"];
    let fields: Vec<(&str, &str)> = names
        .into_iter()
        .zip(parts.iter().map(String::as_str))
        .collect();
    browser.post("/sign-in/passkey", &fields)
}

fn sign_in(browser: &Person<'_>, passkey: &Passkey, place: &Place, count: u32) -> String {
    let challenge = challenge(browser);
    show(browser, &passkey.show(place, &challenge, count)).short()
}

#[test]
fn whoever_added_a_passkey_is_on_their_desk_three_requests_after_pressing_the_button() {
    on_both(plan(), |house| {
        let caller = house.caller(0);
        let passkey = add(&caller);
        caller.post("/sign-out", &[]).expect(303);
        let browser = house.stranger();
        let page = browser.get("/sign-in").expect(200).body;
        assert!(page.contains("data-options=\"/sign-in/passkey/options\""));
        let challenge = challenge(&browser);
        let shown = show(&browser, &passkey.show(&Place::here(), &challenge, 0));
        assert_eq!(shown.short(), "303 /");
        assert!(browser.get("/").expect(200).body.contains("/desk/"));
        let sessions = browser.get("/sessions").expect(200).body;
        assert!(sessions.contains(&house.app.usual.t("sessions-passkey")));
    });
}

#[test]
fn a_proof_that_is_wrong_in_any_one_thing_lets_nobody_in_and_is_not_told_from_another() {
    on_both(plan(), |house| {
        let caller = house.caller(0);
        let (passkey, other) = (add(&caller), add(&house.caller(1)));
        let browser = house.stranger();
        let here = Place::here;
        let wrong: [Place; 8] = [
            Place {
                origin: "https://localhost:8080".to_owned(),
                ..here()
            },
            Place {
                origin: "http://localhost:8081".to_owned(),
                ..here()
            },
            Place {
                origin: "http://localhost:8080.evil.example".to_owned(),
                ..here()
            },
            Place {
                name: "evil.example".to_owned(),
                ..here()
            },
            Place {
                flags: 0x01,
                ..here()
            },
            Place {
                flags: 0x04,
                ..here()
            },
            Place {
                purpose: Some("webauthn.create"),
                ..here()
            },
            Place {
                is_framed: true,
                ..here()
            },
        ];
        for (n, place) in wrong.iter().enumerate() {
            assert_eq!(sign_in(&browser, &passkey, place, 0), "422", "{n}");
        }
        let ask = || challenge(&browser);
        let right = |challenge: &str| passkey.show(&here(), challenge, 0);
        // A challenge that is used, old, changed, made up, or was made for something else.
        let used = ask();
        assert_eq!(show(&browser, &right(&used)).short(), "303 /");
        let again = house.stranger();
        let refused = show(&again, &right(&used)).expect(422).body;
        assert!(refused.contains(&house.app.usual.t("sign-in-error-passkey")));
        let old = ask();
        house.pass(Span::minutes(5));
        assert_eq!(show(&again, &right(&old)).short(), "422");
        caller.post("/sign-out", &[]).expect(303);
        caller.sign_in().expect(303);
        let (of_adding, _) = begin(&caller);
        let fresh = ask();
        // One letter of its keyed hash.
        let letter = if fresh[50..].starts_with('A') {
            "B"
        } else {
            "A"
        };
        let changed = format!("{}{letter}{}", &fresh[..50], &fresh[51..]);
        for foreign in [
            of_adding,
            changed,
            encode(&[7; 56]),
            encode(&[7; 32]),
            String::new(),
        ] {
            assert_eq!(show(&again, &right(&foreign)).short(), "422", "{foreign}");
        }
        // Parts of two people's proofs, and parts that are changed or missing.
        for part in [0, 2, 3, 4] {
            let challenge = ask();
            let mut mixed = right(&challenge);
            mixed[part] = other.show(&here(), &challenge, 1)[part].clone();
            assert_eq!(show(&again, &mixed).short(), "422", "{part}");
            let mut empty = right(&challenge);
            empty[part] = String::new();
            assert_eq!(show(&again, &empty).short(), "422", "{part}");
        }
        assert_eq!(again.session(), None);
        assert_eq!(sign_in(&again, &other, &here(), 1), "303 /");
    });
}

#[test]
fn a_new_passkey_is_taken_in_the_session_alone_that_asked_and_once() {
    on_both(plan(), |house| {
        let (one, two) = (house.caller(0), house.caller(1));
        let (challenge, handle) = begin(&one);
        let make = |place: &Place, challenge: &str| Passkey::make(place, challenge, &handle).1;
        let not_taken = "303 /passkeys?said=not-taken";
        let made = make(&Place::here(), &challenge);
        assert_eq!(send(&two, &made).short(), not_taken, "another's challenge");
        let elsewhere = Person::again(house, &one, &one.code);
        elsewhere.sign_in().expect(303);
        assert_eq!(
            send(&elsewhere, &made).short(),
            not_taken,
            "another browser's"
        );
        let evil = Place {
            origin: "http://evil.example".to_owned(),
            ..Place::here()
        };
        let unknown = Place {
            flags: 0x01,
            ..Place::here()
        };
        let to_sign_in = Place {
            purpose: Some("webauthn.get"),
            ..Place::here()
        };
        for place in [evil, unknown, to_sign_in] {
            assert_eq!(send(&one, &make(&place, &challenge)).short(), not_taken);
        }
        let of_strangers = self::challenge(&house.stranger());
        assert_eq!(
            send(&one, &make(&Place::here(), &of_strangers)).short(),
            not_taken
        );
        assert!(ids(&one).is_empty() && ids(&two).is_empty());
        assert_eq!(send(&one, &made).short(), "303 /passkeys?said=added");
        assert_eq!(send(&one, &made).short(), not_taken, "the same again");
        let another = make(&Place::here(), &challenge);
        assert_eq!(
            send(&one, &another).short(),
            not_taken,
            "the challenge is used"
        );
        assert_eq!(ids(&one).len(), 1);
        let page = one.get("/passkeys").expect(200).body;
        assert!(page.contains("My telephone"));
    });
}

#[test]
fn one_has_ten_at_most_adds_them_soon_after_signing_in_and_a_removed_one_is_over() {
    on_both(plan(), |house| {
        let caller = house.caller(0);
        let first = add(&caller);
        let options = caller.post("/passkeys/options", &[]).expect(200).json();
        let known = options["excludeCredentials"].as_array().unwrap();
        let id = known[0]["id"].as_array().unwrap();
        assert_eq!(known.len(), 1, "a device that has one makes no second");
        assert_eq!(id.len(), first.credential.len());
        assert_eq!(id[0], first.credential[0]);
        for _ in 1..10 {
            add(&caller);
        }
        let go = |said: &str| serde_json::json!({ "go": format!("/passkeys?said={said}") });
        let full = caller.post("/passkeys/options", &[]).expect(200).json();
        assert_eq!(full, go("full"));
        let all = ids(&caller);
        assert_eq!(all.len(), 10);
        let remove = |id: &str| format!("/passkeys/{id}/remove");
        let other = house.caller(1);
        other.post(&remove(&all[9]), &[]).expect(404);
        let removed = caller.post(&remove(&all[9]), &[]).short();
        assert_eq!(removed, "303 /passkeys?said=removed");
        caller.post(&remove(&all[9]), &[]).expect(404);
        assert_eq!(ids(&caller).len(), 9);
        let browser = house.stranger();
        assert_eq!(sign_in(&browser, &first, &Place::here(), 0), "422");
        // Ten minutes on, signing in comes first.
        let (challenge, handle) = begin(&caller);
        let (_, made) = Passkey::make(&Place::here(), &challenge, &handle);
        house.pass(Span::minutes(10));
        let late = caller.post("/passkeys/options", &[]).expect(200).json();
        assert_eq!(late, go("again"));
        assert_eq!(send(&caller, &made).short(), "303 /passkeys?said=again");
        assert_eq!(ids(&caller).len(), 9);
    });
}

#[test]
fn a_leavers_passkey_and_one_out_of_a_backup_let_nobody_in() {
    on_both(plan(), |house| {
        let caller = house.caller(0);
        let passkey = add(&caller);
        house.end_access(&caller);
        let browser = house.stranger();
        assert_eq!(sign_in(&browser, &passkey, &Place::here(), 0), "422");
    });
    for (ground, to) in grounds().into_iter().zip(grounds()) {
        let house = House::build(&ground, plan());
        let passkey = add(&house.caller(0));
        let (back, _) = house.restored(&to);
        let browser = back.stranger();
        assert_eq!(sign_in(&browser, &passkey, &Place::here(), 0), "422");
        // It stands still, so its audit would be shown nothing.
        back.forsake();
    }
}

#[test]
fn an_officers_code_leads_to_a_passkey_instead_of_a_password() {
    let live = Plan {
        kind: WorldKind::Live,
        ..plan()
    };
    on_both(live, |house| {
        let new = NewAccount {
            label: "Orla".to_owned(),
            role: Role::MembershipOfficer,
            scope: Scope::Organisation,
            code_until: house.now().plus(Span::days(1)),
            reusable: false,
            made_at: house.now(),
        };
        let address = Email::parse("orla@office.example.org").unwrap();
        let added = given(house.act(Auth::Console, move |tx| {
            door::add_account_with(tx, &new, Some(&address))
        }));
        let Added::New(_, code) = added else {
            panic!("the address is taken");
        };
        let browser = house.stranger();
        let begun = browser.post("/sign-in", &[("code", &code.expose())]);
        assert_eq!(begun.short(), "303 /set-up");
        let device = "switchboard-device";
        let known = browser.jar()[device].clone();
        assert_eq!(known.len(), 64);
        let page = browser.get("/set-up").expect(200).body;
        assert!(page.contains("href=\"/passkeys\""));
        let page = browser.get("/passkeys").expect(200).body;
        assert!(!page.contains("/remove\""));
        let passkey = add(&browser);
        browser.get("/accounts").expect(200);
        assert_eq!(browser.jar()[device], known);
        let here = Place::here();
        let elsewhere = house.stranger();
        assert_eq!(sign_in(&elsewhere, &passkey, &here, 0), "303 /");
        elsewhere.get("/accounts").expect(200);
        assert_ne!(elsewhere.jar()[device], known);
        let last = ids(&elsewhere).remove(0);
        let removed = elsewhere.post(&format!("/passkeys/{last}/remove"), &[]);
        assert_eq!(removed.short(), "303 /passkeys?said=last-way");
        assert_eq!(sign_in(&house.stranger(), &passkey, &here, 0), "303 /");
    });
}
