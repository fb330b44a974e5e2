//! Device keys past the edge: who adds one, and whom it lets in.

use switchboard_rules::events::EventKind;
use switchboard_rules::policy::{Opened, Reason, Role, Scope};

use super::browser_key::{BrowserKey, HERE};
use super::house::{EVENING, given};
use super::office::{auth, later, reason};
use super::ring::{PIN, account, closes, ring};
use crate::door::{self, AddedKey, AskedCode};

#[test]
fn whoever_joined_adds_a_key_with_the_mailed_code_and_comes_in_with_it_and_the_pin() {
    ring(|ring| {
        let begun = ring.joined("cai@example.org");
        let way = given(Ok(ring.office.act(auth(&begun), EVENING, door::device_way)));
        assert_eq!(way.email.as_deref(), Some("cai@example.org"));
        assert_eq!(way.vouched.as_deref(), Some("Olwen"));
        assert!(!way.is_mailed);
        ring.ask(&begun, EVENING);
        let (address, code) = ring.mailed(EVENING);
        assert_eq!(address, "cai@example.org");
        let key = BrowserKey::make();
        let shown = key.sign("add", HERE, &ring.challenge(&begun, EVENING));
        let typed = code.replace('-', " ");
        assert_eq!(
            ring.add_shown(&begun, &shown, "", &typed, EVENING),
            AddedKey::Added
        );
        let inside = ring.sign_in(&key, PIN, later(1)).expect("key and PIN");
        assert_eq!(
            (inside.opened, inside.account),
            (Opened::Device, begun.account)
        );
        let (account, entries) = (begun.account, |kind| ring.office.entries(kind));
        assert_eq!(
            ring.office.messages("device-code", account),
            1,
            "nothing is mailed to sign in"
        );
        assert_eq!(ring.office.messages("device-key-added", account), 1);
        assert_eq!(entries(EventKind::DeviceCodeMailed), 1);
        assert_eq!(entries(EventKind::DeviceKeyAdded), 1);
        let own = given(Ok(ring.office.act(
            auth(&inside),
            later(1),
            door::own_device_keys,
        )));
        assert_eq!(own[0].vouched.as_deref(), Some("Olwen"));
        assert_eq!((own[0].used_at, own[0].until), (Some(later(1)), closes()));
    });
}

#[test]
fn a_wrong_pin_counts_only_after_the_right_signature_and_five_end_the_key() {
    ring(|ring| {
        let begun = ring.joined("cai@example.org");
        let key = ring.add(&begun, EVENING);
        let stranger = BrowserKey::make();
        for _ in 0..9 {
            // Somebody who knows the public half, and has another key.
            let challenge = ring.office.world.device_challenge(EVENING).unwrap();
            let mut forged = stranger.sign("sign-in", HERE, &challenge);
            forged[0] = key.key();
            let before = ring.office.world.hashes();
            assert!(ring.shown(&forged, "000000", EVENING).is_none());
            assert_eq!(ring.office.world.hashes(), before, "no PIN was looked at");
        }
        for wrong in ["482918", "", "48291", "482917482917"] {
            assert!(ring.sign_in(&key, wrong, EVENING).is_none(), "{wrong}");
        }
        assert!(
            ring.sign_in(&key, PIN, EVENING).is_some(),
            "four are forgiven"
        );
        for _ in 0..4 {
            assert!(ring.sign_in(&key, "482918", EVENING).is_none());
        }
        assert_eq!(ring.office.entries(EventKind::DeviceKeyEnded), 0);
        assert!(ring.sign_in(&key, "482918", EVENING).is_none());
        assert!(ring.sign_in(&key, PIN, EVENING).is_none(), "it is over");
        assert_eq!(ring.office.entries(EventKind::DeviceKeyEnded), 1);
        assert_eq!(ring.office.messages("device-key-ended", begun.account), 1);
        assert!(ring.own(&begun, EVENING).is_empty());
    });
}

#[test]
fn a_proof_that_is_used_old_or_made_for_something_else_lets_nobody_in() {
    ring(|ring| {
        let begun = ring.joined("cai@example.org");
        let key = ring.add(&begun, EVENING);
        let ask = || ring.office.world.device_challenge(EVENING).unwrap();
        let used = key.sign("sign-in", HERE, &ask());
        assert!(ring.shown(&used, PIN, EVENING).is_some());
        assert!(ring.shown(&used, PIN, EVENING).is_none(), "used");
        let old = key.sign("sign-in", HERE, &ask());
        assert!(ring.shown(&old, PIN, later(5)).is_none(), "old");
        let of_adding = ring.challenge(&begun, EVENING);
        let passkeys = ring.office.world.passkey_challenge(EVENING).unwrap();
        for (purpose, origin, challenge) in [
            ("add", HERE, ask()),
            ("sign-in", "http://localhost:8081", ask()),
            ("sign-in", HERE, of_adding),
            ("sign-in", HERE, passkeys),
            ("sign-in", HERE, String::new()),
        ] {
            let shown = key.sign(purpose, origin, &challenge);
            assert!(
                ring.shown(&shown, PIN, EVENING).is_none(),
                "{purpose} {origin} {challenge}"
            );
        }
        assert!(ring.sign_in(&key, PIN, EVENING).is_some());
    });
}

#[test]
fn the_mailed_code_works_a_quarter_of_an_hour_five_times_typed_and_three_go_out_an_hour() {
    ring(|ring| {
        let begun = ring.joined("cai@example.org");
        let key = BrowserKey::make();
        let add = |code: &str, now| {
            let shown = key.sign("add", HERE, &ring.challenge(&begun, now));
            ring.add_shown(&begun, &shown, "", code, now)
        };
        assert_eq!(
            add("1234-5678", EVENING),
            AddedKey::WrongCode,
            "none was mailed"
        );
        ring.ask(&begun, EVENING);
        let (_, code) = ring.mailed(EVENING);
        assert_eq!(add(&code, later(15)), AddedKey::WrongCode, "it is old");
        ring.ask(&begun, later(15));
        let (_, second) = ring.mailed(later(15));
        assert_eq!(
            add(&code, later(15)),
            AddedKey::WrongCode,
            "a newer one ends it"
        );
        for _ in 0..4 {
            add("0000-0000", later(15));
        }
        assert_eq!(
            add(&second, later(15)),
            AddedKey::WrongCode,
            "it was wrong five times"
        );
        assert_eq!(ring.office.entries(EventKind::DeviceCodeWrong), 5);
        assert!(matches!(ring.ask(&begun, later(16)), AskedCode::Mailed));
        ring.mailed(later(16));
        assert!(matches!(ring.ask(&begun, later(17)), AskedCode::TooMany));
        assert!(matches!(ring.ask(&begun, later(60)), AskedCode::Mailed));
        let (_, last) = ring.mailed(later(60));
        assert_eq!(add(&last, later(60)), AddedKey::Added);
        assert_eq!(add(&last, later(60)), AddedKey::WrongCode, "it is used");
    });
}

#[test]
fn nobody_adds_a_key_without_somebody_who_vouches_or_without_an_address() {
    ring(|ring| {
        let scope = Scope::Campaign(ring.campaign);
        let (_, code) = account(ring.office, "Cai", Role::Caller, scope);
        let of_the_console = ring.office.with_code(&code, EVENING).unwrap();
        let asked = ring
            .office
            .act(auth(&of_the_console), EVENING, door::ask_device_code);
        assert_eq!(
            reason(asked),
            Reason::NotYours,
            "the operator vouches for nobody"
        );
        let organiser = ring
            .office
            .act(auth(&ring.organiser), EVENING, door::ask_device_code);
        assert_eq!(reason(organiser), Reason::NotYours, "not for an organiser");
        let nameless = ring.joined("");
        assert!(matches!(ring.ask(&nameless, EVENING), AskedCode::NoAddress));
        // Who came in with key or password adds none.
        let begun = ring.joined("cai@example.org");
        let key = ring.add(&begun, EVENING);
        let inside = ring.sign_in(&key, PIN, EVENING).unwrap();
        let asked = ring
            .office
            .act(auth(&inside), EVENING, door::begin_device_key);
        assert_eq!(reason(asked), Reason::NotYours);
    });
}
