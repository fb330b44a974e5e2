//! The organisation's own sign-in past the edge: whom it lets in, how far, whom no more, and who hears of it.

use serde_json::{Value, json};
use switchboard_rules::events::EventKind;
use switchboard_rules::ids::AccountId;
use switchboard_rules::moment::{Moment, Span};
use switchboard_rules::oidc::Flaw;
use switchboard_rules::policy::{Opened, Role};

use super::house::{EVENING, given};
use super::issuer::{Issuer, LOGOUT};
use super::office::{auth, later, on_both};
use super::there::{CLIENT, Change, There, seconds};
use crate::door::{
    self, Connectable, Connected, Disconnected, Errand, InByIdentity, Lost, SignedIn, Way,
};
use crate::engine::Arg;
use crate::session::{Auth, SessionKey};
use crate::tx::{Tx, Verdict};

fn weak(says: &mut Value) {
    says["acr"] = json!("one");
}

#[test]
fn an_officer_connects_with_the_told_code_comes_in_and_leaves_when_the_provider_says_so() {
    on_both(|office| {
        let there = There::new();
        let orla = office.add("Orla", Role::MembershipOfficer, EVENING);
        let begun = office.with_code(&orla.code, EVENING).unwrap();
        let Connected::In(inside) = there.connect(office, &begun, "248", later(30)) else {
            panic!("not in");
        };
        assert_eq!(inside.opened, Opened::Oidc);
        assert!(!office.is_in(&begun, later(30)), "the code's session ended");
        assert_eq!(office.messages("identity-connected", orla.account), 1);
        assert_eq!(office.entries(EventKind::IdentityConnected), 1);
        let again = there.inside(office, "248", later(31)).unwrap();
        assert_eq!(again.account, orla.account);
        let listed = given(Ok(
            office.act(auth(&again), later(31), |tx| door::accounts(tx, None))
        ));
        assert_eq!(listed[0].way, Way::Set);
        // It is the only way in: it can't be disconnected before there is another.
        let gone = given(Ok(office.act(
            auth(&again),
            later(31),
            door::disconnect_identity,
        )));
        assert_eq!(gone, Disconnected::LastWay);
        let more = json!({ "sub": "248", "sid": "at 248" });
        let says = there.left("j1", &more, later(32));
        assert_eq!(there.leaves(office, &says, later(32)), Ok(Some(2)));
        assert!(!office.is_in(&inside, later(32)) && !office.is_in(&again, later(32)));
        assert_eq!(office.entries(EventKind::IdentityEnded), 1);
        assert_eq!(
            there.leaves(office, &says, later(33)),
            Ok(None),
            "the same again"
        );
        crate::log::sequence(&office.world, "test", later(34)).unwrap();
        crate::log::sign(&office.world, later(34)).unwrap();
        crate::log::verify(&office.world).unwrap();
    });
}

#[test]
fn whoever_is_connected_with_nobody_comes_in_as_nobody_whatever_address_they_have() {
    on_both(|office| {
        let there = There::new();
        let orla = office.add("Orla", Role::MembershipOfficer, EVENING);
        let (_, _) = office.set_up(&orla, EVENING);
        let before = office
            .world
            .0
            .strangers
            .load(std::sync::atomic::Ordering::Relaxed);
        let stranger: Change = |says| {
            says["email"] = json!("orla@office.example.org");
            says["email_verified"] = json!(true);
        };
        let came = there.come(office, ("stranger", stranger), later(1));
        assert!(matches!(came, InByIdentity::Unknown));
        let after = office
            .world
            .0
            .strangers
            .load(std::sync::atomic::Ordering::Relaxed);
        assert_eq!(after, before + 1, "counted as strangers are");
    });
}

#[test]
fn an_office_comes_in_by_what_the_configuration_names_and_a_weaker_sign_in_opens_calls_alone() {
    on_both(|office| {
        let there = There::new();
        let orla = office.add("Orla", Role::MembershipOfficer, EVENING);
        let (inside, _) = office.set_up(&orla, EVENING);
        assert!(matches!(
            there.connect(office, &inside, "248", later(1)),
            Connected::Connected
        ));
        let came = |change: Change, now| there.come(office, ("248", change), now);
        assert!(matches!(came(weak, later(2)), InByIdentity::TooWeak));
        let silent: Change = |says| says["auth_time"] = Value::Null;
        assert!(matches!(came(silent, later(2)), InByIdentity::TooWeak));
        // Who also rings, rings with it, and does nothing else.
        let account = orla.account;
        office.act(Auth::Job("story"), later(3), move |tx| {
            make(tx, account, "caller", 1)
        });
        let InByIdentity::In(rings) = came(weak, later(4)) else {
            panic!("doesn't ring");
        };
        assert_eq!(rings.opened, Opened::OidcAlone);
        let looks = office.act(auth(&rings), later(4), |tx| door::accounts(tx, None));
        assert!(matches!(looks.verdict, Verdict::Refused(_)));
        assert!(there.inside(office, "248", later(5)).is_some());
    });
}

const GRANT: &str = "insert into term (bucket, account, id, role, scope_kind, scope, from_at, granted_by) values ($1, $2, $3, $4, 'organisation', $5, $6, $2)";

pub(super) fn make(
    tx: &mut Tx<'_, '_>,
    account: AccountId,
    role: &str,
    n: u8,
) -> Result<Verdict<()>, crate::Fault> {
    let now = tx.now().millis();
    let (id, none) = ([n; 16], [0; 16]);
    let args = [
        Arg::Int(account.bucket()),
        Arg::Bytes(account.as_bytes()),
        Arg::Bytes(&id),
        Arg::Text(role),
        Arg::Bytes(&none),
        Arg::Int(now),
    ];
    tx.run(GRANT, &args)?;
    Ok(Verdict::Given(()))
}

#[test]
fn a_connection_made_with_a_code_alone_does_not_grow_with_the_roles() {
    on_both(|office| {
        let there = There::new();
        let cai = office.add("Cai", Role::Auditor, EVENING);
        let inside = office.with_code(&cai.code, EVENING).unwrap();
        assert!(matches!(
            there.connect(office, &inside, "7", later(1)),
            Connected::Connected
        ));
        assert!(there.inside(office, "7", later(2)).is_some());
        let account = cai.account;
        office.act(Auth::Job("story"), later(3), move |tx| {
            make(tx, account, "dpo", 1)
        });
        assert!(there.inside(office, "7", later(4)).is_none());
        let own = given(Ok(office.act(auth(&inside), later(4), door::own_identity)));
        assert!(own.unwrap().is_too_weak, "and the page says so");
    });
}

#[test]
fn an_identity_connects_one_account_and_an_account_one_identity_and_only_lately() {
    on_both(|office| {
        let there = There::new();
        let [anwen, bryn] = ["Anwen", "Bryn"].map(|name| office.add(name, Role::Auditor, EVENING));
        let anwen = office.with_code(&anwen.code, EVENING).unwrap();
        let bryn = office.with_code(&bryn.code, EVENING).unwrap();
        assert!(matches!(
            there.connect(office, &anwen, "1", later(1)),
            Connected::Connected
        ));
        assert!(matches!(
            there.connect(office, &bryn, "1", later(1)),
            Connected::Elsewhere
        ));
        let late = there.connect(office, &bryn, "2", later(11));
        assert!(matches!(late, Connected::SignInAgain));
        let begun = given(Ok(office.act(auth(&anwen), later(1), door::begin_identity)));
        assert_eq!(begun, Connectable::Already);
        // What was begun in one session ends in no other.
        let key = SessionKey::of(bryn.token.expose());
        let (returned, told) = there.go(office, Errand::Connect, key, ("2", |_| ()), later(2));
        let cai = office.add("Cai", Role::Auditor, EVENING);
        let cai = office.with_code(&cai.code, EVENING).unwrap();
        let stolen = given(Ok(office.act(auth(&cai), later(2), move |tx| {
            door::connect_identity(tx, &returned, &told)
        })));
        assert!(matches!(stolen, Connected::NotTaken));
        // Disconnected, it opens nothing, and what it had opened elsewhere is over.
        let inside = there.inside(office, "1", later(3)).unwrap();
        let gone = given(Ok(office.act(
            auth(&anwen),
            later(4),
            door::disconnect_identity,
        )));
        assert_eq!(gone, Disconnected::Gone);
        assert!(!office.is_in(&inside, later(4)) && office.is_in(&anwen, later(4)));
        assert!(there.inside(office, "1", later(5)).is_none());
    });
}

#[test]
fn whoever_has_left_or_was_shut_comes_in_by_no_connection() {
    on_both(|office| {
        let there = There::new();
        let orla = office.add("Orla", Role::Dpo, EVENING);
        let (official, _) = office.set_up(&orla, EVENING);
        for (name, shut) in [("Anwen", false), ("Bryn", true)] {
            let holder = office.add(name, Role::MembershipOfficer, EVENING);
            let begun = office.with_code(&holder.code, EVENING).unwrap();
            assert!(matches!(
                there.connect(office, &begun, name, later(1)),
                Connected::In(_)
            ));
            let inside = there.inside(office, name, later(2)).unwrap();
            let account = holder.account;
            let who = if shut { auth(&official) } else { Auth::Console };
            given(Ok(office.act(who, later(3), move |tx| {
                if shut {
                    door::shut_account(tx, account)
                } else {
                    door::end_access(tx, account)
                }
            })));
            assert!(!office.is_in(&inside, later(3)), "{name}");
            assert!(there.inside(office, name, later(4)).is_none(), "{name}");
        }
    });
}

#[test]
fn an_answer_is_good_once_in_the_browser_that_was_sent_and_for_what_it_was_sent() {
    on_both(|office| {
        let there = There::new();
        let cai = office.add("Cai", Role::Auditor, EVENING);
        let inside = office.with_code(&cai.code, EVENING).unwrap();
        there.connect(office, &inside, "7", later(1));
        let world = &office.world;
        let send = |errand, key| world.send_for_identity(errand, key, "/", later(2)).unwrap();
        let [one, other] = [(); 2].map(|()| send(Errand::SignIn, None));
        let back =
            |cookie: &str, state: &str, key, now| world.come_back(cookie, state, key, now).err();
        assert_eq!(back(&one.cookie, &one.state, None, later(3)), None);
        // Somebody who was sent a link with a state of somebody else's, or without any.
        assert_eq!(back(&other.cookie, &one.state, None, later(3)), Some(Lost));
        assert_eq!(back("", &one.state, None, later(3)), Some(Lost));
        assert_eq!(back(&one.cookie, "", None, later(3)), Some(Lost));
        assert_eq!(
            back(&one.cookie, &one.state, None, later(12)),
            Some(Lost),
            "too late"
        );
        // Not in another session than it was begun in, nor in none.
        let key = SessionKey::of(inside.token.expose());
        let begun = send(Errand::Connect, key);
        assert_eq!(back(&begun.cookie, &begun.state, key, later(3)), None);
        assert_eq!(
            back(&begun.cookie, &begun.state, None, later(3)),
            Some(Lost)
        );
        // Nor changed into another errand, or led elsewhere.
        for at in 0..one.cookie.len() {
            let mut changed = one.cookie.clone().into_bytes();
            changed[at] = if changed[at] == b'B' { b'C' } else { b'B' };
            let changed = String::from_utf8(changed).unwrap();
            if changed != one.cookie && !only_padding(&changed, &one.cookie) {
                assert_eq!(
                    back(&changed, &one.state, None, later(3)),
                    Some(Lost),
                    "{at}"
                );
            }
        }
        // Once.
        let (returned, told) = there.go(office, Errand::SignIn, None, ("7", |_| ()), later(3));
        let twice = given(Ok(office.act(Auth::Job("door"), later(3), move |tx| {
            door::sign_in_with_identity(tx, &returned, &told)?;
            door::sign_in_with_identity(tx, &returned, &told)
        })));
        assert!(matches!(twice, InByIdentity::NotTaken));
    });
}

/// Whether two texts stand for the same bytes: the last letter of base64 has bits to spare.
fn only_padding(one: &str, other: &str) -> bool {
    use base64::Engine as _;
    use base64::engine::general_purpose::URL_SAFE_NO_PAD;
    let bytes = |text: &str| {
        let parts = text
            .split('.')
            .map(|part| URL_SAFE_NO_PAD.decode(part).ok());
        parts.collect::<Vec<_>>()
    };
    bytes(one) == bytes(other)
}

#[test]
fn a_token_that_is_wrong_in_any_one_thing_tells_nothing() {
    on_both(|office| {
        let (there, now) = (There::new(), later(1));
        let (world, issuer) = (&office.world, &there.issuer);
        let sent = world
            .send_for_identity(Errand::SignIn, None, "/", now)
            .unwrap();
        let returned = world
            .come_back(&sent.cookie, &sent.state, None, now)
            .ok()
            .unwrap();
        let good = issuer.says(CLIENT, "248", &sent.nonce, seconds(now));
        let check = |token: &str| {
            let told = world.check_id_token(&there.keys(), &there.trusted, token, &returned, now);
            told.err()
        };
        for alg in ["ES256", "EdDSA", "RS256", "PS256"] {
            assert_eq!(
                check(&issuer.token(alg, &format!("k-{alg}"), &good)),
                None,
                "{alg}"
            );
        }
        for (alg, kid, flaw) in [
            ("none", "k-ES256", Flaw::Algorithm),
            ("HS256", "k-ES256", Flaw::Algorithm),
            ("ES256", "k-RS256", Flaw::Key),
            ("ES256", "unknown", Flaw::Key),
            ("RS256", "k-enc", Flaw::Key),
            ("RS256", "k-ES256", Flaw::Key),
        ] {
            let token = issuer.token(alg, kid, &good);
            assert!(
                check(&token).is_some_and(|of| of == flaw || flaw == Flaw::Key),
                "{alg} {kid}"
            );
        }
        let forger = Issuer::new(&issuer.url);
        assert_eq!(
            check(&forger.token("ES256", "k-ES256", &good)),
            Some(Flaw::Signature)
        );
        let crit = json!({ "alg": "ES256", "kid": "k-ES256", "crit": ["b64"], "b64": false });
        assert!(check(&issuer.with_header(&crit, &good)).is_some());
        let left = json!({ "alg": "ES256", "kid": "k-ES256", "typ": "logout+jwt" });
        assert_eq!(check(&issuer.with_header(&left, &good)), Some(Flaw::Kind));
        let changed: [(&str, Value, Flaw); 7] = [
            ("iss", json!("https://evil.example"), Flaw::Issuer),
            ("aud", json!("another"), Flaw::Audience),
            ("aud", json!([CLIENT, "another"]), Flaw::Audience),
            ("nonce", json!("another"), Flaw::Nonce),
            ("exp", json!(seconds(now) - 120), Flaw::Time),
            ("sub", json!(""), Flaw::Subject),
            ("auth_time", json!(seconds(now) - 7200), Flaw::Stale),
        ];
        for (name, value, flaw) in changed {
            let mut says = good.clone();
            says[name] = value;
            assert_eq!(
                check(&issuer.token("ES256", "k-ES256", &says)),
                Some(flaw),
                "{name}"
            );
        }
        for text in ["", "a.b.c", "..", &"a".repeat(20_000)] {
            assert!(check(text).is_some(), "{text}");
        }
        // An ID token is no news that somebody left.
        let token = issuer.token("ES256", "k-ES256", &good);
        assert!(
            world
                .check_logout_token(&there.keys(), &there.trusted, &token, now)
                .is_err()
        );
    });
}

#[test]
fn forged_old_or_strange_news_of_leaving_ends_nothing_and_the_right_one_ends_what_it_names() {
    on_both(|office| {
        let there = There::new();
        let [anwen, bryn] = ["1", "2"].map(|subject| {
            let holder = office.add(&format!("Person{subject}"), Role::Auditor, EVENING);
            let inside = office.with_code(&holder.code, EVENING).unwrap();
            there.connect(office, &inside, subject, later(1));
            there.inside(office, subject, later(2)).unwrap()
        });
        let now = later(3);
        let says = |number: &str, more: Value| there.left(number, &more, now);
        let strange = [
            json!({ "sub": "1", "nonce": "n" }),
            json!({ "sub": "1", "nonce": 7 }),
            json!({ "sub": "1", "aud": "another" }),
            json!({ "sub": "1", "iss": "https://evil.example" }),
            json!({ "sub": "1", "iat": seconds(now) - 3600 }),
            json!({ "sub": "1", "exp": Value::Null }),
            json!({ "sub": "1", "events": {} }),
            json!({ "sub": "1", "events": { LOGOUT: "yes" } }),
            json!({ "sub": "1", "jti": Value::Null }),
            json!({}),
        ];
        for more in strange {
            assert!(
                there.leaves(office, &says("s", more.clone()), now).is_err(),
                "{more}"
            );
        }
        let forger = There {
            issuer: Issuer::new(&there.issuer.url),
            trusted: there.trusted.clone(),
        };
        let token = forger
            .issuer
            .token("ES256", "k-ES256", &says("f", json!({ "sub": "1" })));
        let forged = office
            .world
            .check_logout_token(&there.keys(), &there.trusted, &token, now);
        assert_eq!(forged.err(), Some(Flaw::Signature));
        // Somebody else's session, or nobody's.
        for (number, more) in [
            ("a", json!({ "sub": "3", "sid": "at 3" })),
            ("b", json!({ "sid": "at 3" })),
            ("c", json!({ "sub": "3" })),
        ] {
            assert_eq!(there.leaves(office, &says(number, more), now), Ok(Some(0)));
        }
        assert!(office.is_in(&anwen, now) && office.is_in(&bryn, now));
        assert_eq!(
            there.leaves(office, &says("d", json!({ "sid": "at 1" })), now),
            Ok(Some(1))
        );
        assert!(!office.is_in(&anwen, now) && office.is_in(&bryn, now));
        assert_eq!(
            there.leaves(office, &says("e", json!({ "sub": "2" })), now),
            Ok(Some(1))
        );
        assert!(!office.is_in(&bryn, now));
        assert_eq!(office.entries(EventKind::IdentityEnded), 2);
    });
}

#[test]
fn who_it_is_is_shown_again_there_afresh_by_the_same_one_and_well_enough() {
    on_both(|office| {
        let there = There::new();
        let orla = office.add("Orla", Role::MembershipOfficer, EVENING);
        let begun = office.with_code(&orla.code, EVENING).unwrap();
        let Connected::In(inside) = there.connect(office, &begun, "248", EVENING) else {
            panic!("not in");
        };
        let show = |subject: &'static str, change: Change, now: Moment| {
            let key = SessionKey::of(inside.token.expose());
            let (returned, told) = there.go(office, Errand::ShowAgain, key, (subject, change), now);
            let shown = office.act(auth(&inside), now, move |tx| {
                door::show_again_with_identity(tx, &returned, &told)
            });
            given(Ok(shown))
        };
        let now = EVENING.plus(Span::minutes(20));
        let ends = |session: &SignedIn| {
            let ended = office.act(auth(session), now, door::end_other_sessions);
            matches!(ended.verdict, Verdict::Given(_))
        };
        assert!(!ends(&inside), "shown too long ago");
        assert!(show("another", |_| (), now).is_none());
        assert!(show("248", weak, now).is_none());
        let again = show("248", |_| (), now).unwrap();
        assert_eq!(again.opened, Opened::Oidc);
        assert!(ends(&again) && !office.is_in(&inside, now));
        // Whoever showed there who they are half an hour ago hasn't shown it lately here.
        let old: Change = |says| {
            says["auth_time"] = json!(says["iat"].as_i64().unwrap() - 1800);
        };
        let InByIdentity::In(old) = there.come(office, ("248", old), now) else {
            panic!("not in");
        };
        assert!(!ends(&old));
    });
}
