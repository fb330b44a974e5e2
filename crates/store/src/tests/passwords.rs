//! Whoever holds an office: from a code to a password and an app, and what a thief of one of them gets.

use std::sync::Arc;

use argon2::PasswordVerifier as _;
use switchboard_rules::events::EventKind;
use switchboard_rules::moment::Span;
use switchboard_rules::policy::{Opened, Reason, Role};

use super::house::{EVENING, given};
use super::office::{CHEAP, OTHER, Office, PASSWORD, auth, later, on_both, options, reason};
use super::own_record::own_page;
use crate::door::{self, Hashing, NewPassword, SignedIn, Way};
use crate::log::{EntryLine, Filter};
use crate::machine::{Handed, Letter, letters};
use crate::session::{Auth, SessionKey};
use crate::world::World;

#[test]
fn an_officers_code_leads_to_a_password_and_an_app_and_opens_nothing_else() {
    on_both(|office| {
        let orla = office.add("Orla", Role::MembershipOfficer, EVENING);
        let begun = office.with_code(&orla.code, EVENING).unwrap();
        assert_eq!(begun.opened, Opened::SetUp);
        assert!(
            office.with_code(&orla.code, EVENING).is_none(),
            "a code works once"
        );
        let list =
            |session: &SignedIn, now| office.act(auth(session), now, |tx| door::accounts(tx, None));
        assert_eq!(reason(list(&begun, EVENING)), Reason::SetUpFirst);
        let key = SessionKey::of(begun.token.expose()).unwrap();
        let standing = office.world.standing(key, EVENING).unwrap().unwrap();
        assert!(standing.roles.is_empty());

        let app = office.choose(&begun, PASSWORD, EVENING);
        let number = app.number(EVENING);
        assert!(
            office
                .with_password(&orla.email, PASSWORD, &number, EVENING)
                .is_none(),
            "the password counts from the app's first number"
        );
        assert!(office.confirm(&begun, "000000", EVENING).is_none());
        let inside = office.confirm(&begun, &number, EVENING).unwrap();
        assert_eq!(inside.opened, Opened::Password);
        assert!(
            !office.is_in(&begun, EVENING),
            "the code's session has ended"
        );
        let listed = given(Ok(list(&inside, EVENING)));
        assert_eq!(listed.len(), 1);
        assert_eq!(listed[0].way, Way::Set);
        assert_eq!(office.entries(EventKind::PasswordSet), 1);
        assert_eq!(office.entries(EventKind::AppSet), 1);
        assert_eq!(office.messages("password-set", orla.account), 1);
        let (next, number) = (later(1), app.number(later(1)));
        assert!(
            office
                .with_password(&orla.email, PASSWORD, &number, next)
                .is_some()
        );
        crate::log::sequence(&office.world, "test", next).unwrap();
        crate::log::sign(&office.world, next).unwrap();
        crate::log::verify(&office.world).unwrap();
    });
}

#[test]
fn who_sets_up_has_an_hour_and_who_rings_signs_in_with_the_code_alone() {
    on_both(|office| {
        let orla = office.add("Orla", Role::Approver, EVENING);
        let begun = office.with_code(&orla.code, EVENING).unwrap();
        assert!(office.is_in(&begun, later(59)));
        assert!(!office.is_in(&begun, later(60)));
        let caller = office.add("Cai", Role::Caller, EVENING);
        let inside = office.with_code(&caller.code, EVENING).unwrap();
        assert_eq!(inside.opened, Opened::Code);
        let asked = office.act(auth(&inside), EVENING, door::set_up);
        assert_eq!(reason(asked), Reason::NotYours);
    });
}

#[test]
fn a_stolen_password_opens_nothing_without_the_phone_and_no_number_works_twice() {
    on_both(|office| {
        let orla = office.add("Orla", Role::MembershipOfficer, EVENING);
        let (_, app) = office.set_up(&orla, EVENING);
        let now = later(5);
        let number = app.number(now);
        for wrong in [
            "",
            "000000",
            "123456",
            "12345",
            &app.number(later(7)),
            &app.number(later(3)),
        ] {
            assert!(
                office
                    .with_password(&orla.email, PASSWORD, wrong, now)
                    .is_none(),
                "{wrong}"
            );
        }
        assert!(
            office
                .with_password(&orla.email, OTHER, &number, now)
                .is_none()
        );
        assert!(
            office
                .with_password("ORLA@office.example.org", PASSWORD, &number, now)
                .is_some()
        );
        assert!(
            office
                .with_password(&orla.email, PASSWORD, &number, now)
                .is_none(),
            "a number works once"
        );
        let early = app.number(now.minus(Span::seconds(30)));
        assert!(
            office
                .with_password(&orla.email, PASSWORD, &early, now)
                .is_none(),
            "nor does an older one after it"
        );
        let slow_phone = app.number(later(8));
        let in_time = later(8).plus(Span::seconds(30));
        assert!(
            office
                .with_password(&orla.email, PASSWORD, &slow_phone, in_time)
                .is_some()
        );
        assert_eq!(
            office.entries(EventKind::RefusalsCounted),
            0,
            "once a minute, not at once"
        );
        door::write_strangers(&office.world, now).unwrap();
        door::write_strangers(&office.world, now).unwrap();
        assert_eq!(office.entries(EventKind::RefusalsCounted), 1);
    });
}

#[test]
fn an_address_that_nobody_has_costs_the_same_work_as_one_that_is_there() {
    on_both(|office| {
        let orla = office.add("Orla", Role::MembershipOfficer, EVENING);
        let gone = office.add("Gwil", Role::Dpo, EVENING);
        let told = office.add("Tegan", Role::Dpo, EVENING);
        let _in = office.set_up(&orla, EVENING);
        let _in = office.set_up(&gone, EVENING);
        let account = gone.account;
        given(Ok(office.act(Auth::Console, EVENING, move |tx| {
            door::end_access(tx, account)
        })));
        let _first = office
            .world
            .check_password("nobody@office.example.org", PASSWORD);
        for (email, password) in [
            (orla.email.as_str(), PASSWORD),
            (&orla.email, OTHER),
            (&gone.email, PASSWORD),
            (&told.email, PASSWORD),
            ("nobody@office.example.org", PASSWORD),
            ("no address at all", PASSWORD),
        ] {
            let before = office.world.hashes();
            assert!(
                office
                    .with_password(email, password, "000000", EVENING)
                    .is_none()
            );
            assert_eq!(office.world.hashes() - before, 1, "{email}");
        }
    });
}

#[test]
fn wrong_numbers_with_the_right_password_slow_down_and_are_told_but_lock_nobody_out() {
    on_both(|office| {
        let orla = office.add("Orla", Role::MembershipOfficer, EVENING);
        let osian = office.add("Osian", Role::MembershipOfficer, EVENING);
        let (_, app) = office.set_up(&orla, EVENING);
        let now = later(5);
        for _ in 0..10 {
            assert!(
                office
                    .with_password(&orla.email, PASSWORD, "000000", now)
                    .is_none()
            );
        }
        let soon = now.plus(Span::minutes(4));
        assert!(
            office
                .with_password(&orla.email, PASSWORD, &app.number(soon), soon)
                .is_none(),
            "no number is looked at for five minutes"
        );
        for at in 0..3 {
            door::write_strangers(&office.world, now.plus(Span::minutes(at))).unwrap();
        }
        assert_eq!(office.entries(EventKind::RefusalsCounted), 1);
        assert_eq!(office.messages("numbers-refused", osian.account), 1);
        let then = now.plus(Span::minutes(6));
        assert!(
            office
                .with_password(&orla.email, PASSWORD, &app.number(then), then)
                .is_some()
        );
        let wrong_password = |_| office.with_password(&orla.email, OTHER, "000000", then);
        assert!((0..50).map(wrong_password).all(|session| session.is_none()));
        let after = then.plus(Span::minutes(1));
        assert!(
            office
                .with_password(&orla.email, PASSWORD, &app.number(after), after)
                .is_some(),
            "whoever does not have the password slows nobody down"
        );
    });
}

#[test]
fn the_logs_size_tells_nobody_which_addresses_have_accounts_or_that_a_password_was_right() {
    on_both(|office| {
        let orla = office.add("Orla", Role::MembershipOfficer, EVENING);
        let osian = office.add("Osian", Role::MembershipOfficer, EVENING);
        let _in = office.set_up(&orla, EVENING);
        let nobody = "nobody@office.example.org";
        let send = |now| {
            let mut hand = |_: &Letter| Handed::Taken("250".to_owned());
            let give_up = Span::days(3);
            while letters(
                &office.world,
                now,
                give_up,
                "operator@example.org",
                &mut hand,
            )
            .unwrap()
                > 0
            {}
        };
        send(later(19));
        let grown_by = |tries: &[(&str, &str)], minute| {
            let (now, before) = (later(minute), office.all_entries());
            for (email, password) in tries.repeat(10) {
                let inside = office.with_password(email, password, "000000", now);
                assert!(inside.is_none());
            }
            door::write_strangers(&office.world, now).unwrap();
            send(now);
            office.all_entries() - before
        };
        let email = orla.email.as_str();
        let tries = [(nobody, OTHER), (email, OTHER), (email, PASSWORD)];
        for (try_, minute) in tries.iter().zip(20..) {
            assert_eq!(grown_by(std::slice::from_ref(try_), minute), 1, "{try_:?}");
        }
        assert_eq!(grown_by(&tries, 40), 1);
        assert_eq!(grown_by(&[], 41), 0);
        assert_eq!(office.messages("numbers-refused", osian.account), 1);
        assert_eq!(office.entries(EventKind::LettersOpened), 1, "those before");
    });
}

#[test]
fn whose_name_was_tried_stands_in_their_own_record_and_in_nobody_elses() {
    on_both(|office| {
        let orla = office.add("Orla", Role::MembershipOfficer, EVENING);
        let dilys = office.add("Dilys", Role::Dpo, EVENING);
        let (own, _) = office.set_up(&orla, EVENING);
        let (dpo, _) = office.set_up(&dilys, EVENING);
        let now = later(20);
        for _ in 0..10 {
            office.with_password(&orla.email, PASSWORD, "000000", now);
        }
        office.with_password(&dilys.email, OTHER, "000000", now);
        office.with_password("nobody@office.example.org", OTHER, "000000", now);
        door::write_strangers(&office.world, now).unwrap();
        crate::log::sequence(&office.world, "test", now).unwrap();
        let tried = |account| {
            let filter = Filter {
                account,
                kind: Some(EventKind::RefusalsCounted),
                ..Filter::default()
            };
            let page = office.act(auth(&dpo), now, move |tx| crate::log::page(tx, &filter));
            let mut lines = given(Ok(page)).lines;
            assert_eq!(lines.len(), 1);
            lines.remove(0)
        };
        let of = |line: &EntryLine| -> Vec<(String, u64, u64)> {
            let tried = line.tried.iter();
            tried
                .map(|one| (one.label.clone(), one.refused, one.numbers))
                .collect()
        };
        let (orlas, dilyss) = (("Orla".to_owned(), 10, 10), ("Dilys".to_owned(), 1, 0));
        assert_eq!(of(&tried(Some(orla.account))), std::slice::from_ref(&orlas));
        assert_eq!(
            of(&tried(Some(dilys.account))),
            std::slice::from_ref(&dilyss)
        );
        let mut all = of(&tried(None));
        all.sort_unstable();
        assert_eq!(all, [dilyss, orlas]);
        assert!(tried(None).detail.starts_with("refused=12 "));
        assert_eq!(tried(None).tried_more, 0);
        // On the page that everybody has of themselves, with one's own number and nobody else's.
        let page = own_page(&office.world, &auth(&own), None, now);
        let counted = EventKind::RefusalsCounted.code();
        let mut lines = page.lines.iter().filter(|line| line.kind == counted);
        let line = lines.next().unwrap();
        assert_eq!(line.detail.as_deref(), Some("tried=10 numbers=10"));
        assert!(lines.next().is_none());
    });
}

#[test]
fn changing_the_password_or_the_phone_takes_the_old_ones_and_ends_every_other_session() {
    on_both(|office| {
        let orla = office.add("Orla", Role::MembershipOfficer, EVENING);
        let (first, app) = office.set_up(&orla, EVENING);
        let now = later(2);
        let here = office
            .with_password(&orla.email, PASSWORD, &app.number(now), now)
            .unwrap();
        let account = orla.account;
        let own = |password| Arc::new(office.world.check_own_password(account, password).unwrap());
        let new = office
            .world
            .hash(&NewPassword::parse(OTHER, &[]).ok().unwrap())
            .unwrap();
        let change = |old: Arc<door::Checked>, number: String, now| {
            let new = new.clone();
            given(Ok(office.act(auth(&here), now, move |tx| {
                door::change_password(tx, &old, &number, &new)
            })))
        };
        assert!(change(own(OTHER), app.number(later(3)), later(3)).is_none());
        assert!(change(own(PASSWORD), "000000".to_owned(), later(3)).is_none());
        assert!(office.is_in(&first, later(3)));
        let changed = change(own(PASSWORD), app.number(later(4)), later(4)).unwrap();
        assert_eq!(
            [
                office.is_in(&first, later(4)),
                office.is_in(&here, later(4))
            ],
            [false, false]
        );
        let (old, number) = (own(OTHER), app.number(later(5)));
        let begun = office.act(auth(&changed), later(5), move |tx| {
            door::renew_app(tx, &old, &number)
        });
        assert!(given(Ok(begun)));
        let phone = office.app(&changed, later(5));
        let (still, then) = (app.number(later(6)), later(6));
        assert!(
            office
                .with_password(&orla.email, OTHER, &still, then)
                .is_some(),
            "the old phone counts until the new one has given its first number"
        );
        let renewed = office
            .confirm(&changed, &phone.number(later(7)), later(7))
            .unwrap();
        assert!(office.is_in(&renewed, later(7)) && !office.is_in(&changed, later(7)));
        let now = later(9);
        assert!(
            office
                .with_password(&orla.email, OTHER, &app.number(now), now)
                .is_none()
        );
        assert!(
            office
                .with_password(&orla.email, OTHER, &phone.number(now), now)
                .is_some()
        );
    });
}

#[test]
fn a_password_is_hashed_anew_when_hashing_costs_more_than_it_did() {
    on_both(|office| {
        let orla = office.add("Orla", Role::MembershipOfficer, EVENING);
        let (_, app) = office.set_up(&orla, EVENING);
        let kept = || {
            let read = |raw: &mut crate::engine::Raw<'_>| {
                raw.one("select password from credential", &[], |row| {
                    Ok(row.text(0)?.to_owned())
                })
            };
            office.world.0.db.read("look", read).unwrap().unwrap()
        };
        assert!(
            kept().starts_with("$argon2id$v=19$m=64,t=1,p=1$"),
            "{}",
            kept()
        );
        let dearer = Hashing {
            memory_kib: 128,
            ..CHEAP
        };
        let world = World::open(&office.dir.path().join("data"), options(dearer)).unwrap();
        let reopened = Office {
            world,
            dir: tempfile::tempdir().unwrap(),
        };
        for minutes in [1, 2] {
            let now = later(minutes);
            let number = app.number(now);
            assert!(
                reopened
                    .with_password(&orla.email, PASSWORD, &number, now)
                    .is_some()
            );
        }
        assert!(
            kept().starts_with("$argon2id$v=19$m=128,t=1,p=1$"),
            "{}",
            kept()
        );
    });
}

#[test]
fn who_holds_the_database_without_the_keys_reads_no_address_and_can_try_no_password() {
    on_both(|office| {
        let orla = office.add("Orla", Role::MembershipOfficer, EVENING);
        let (_, app) = office.set_up(&orla, EVENING);
        let read = |raw: &mut crate::engine::Raw<'_>| {
            raw.one(
                "select c.password, c.app_sealed, a.email_sealed from credential c join account a on a.id = c.account",
                &[],
                |row| Ok((row.text(0)?.to_owned(), row.bytes(1)?.to_vec(), row.bytes(2)?.to_vec())),
            )
        };
        let (hash, secret, address) = office.world.0.db.read("look", read).unwrap().unwrap();
        let address = String::from_utf8_lossy(&address).into_owned();
        assert!(!address.contains("orla") && !address.contains("office"));
        assert!(secret.len() > 20 && !app.number(EVENING).is_empty());
        // argon2id without the world's key, as a thief would try.
        let kept = argon2::password_hash::phc::PasswordHash::new(&hash).unwrap();
        let thief = argon2::Argon2::default();
        assert!(thief.verify_password(PASSWORD.as_bytes(), &kept).is_err());
    });
}
