//! A licence's test copy: what its log begins with, what its entries carry, what the live log says of it.

use std::os::unix::fs::PermissionsExt as _;
use std::sync::Arc;

use switchboard_ledger::entry::{Part, Tag, verify_entry};
use switchboard_ledger::hash::leaf_hash;
use switchboard_ledger::note::{KeyName, Note};
use switchboard_ledger::tlog_proof::TlogProof;
use switchboard_rules::events::EventKind;
use switchboard_rules::ids::{AccountId, LicenceId};
use switchboard_rules::moment::{Moment, Span};
use switchboard_rules::policy::{Opened, Reason, Role};

use super::exhibits::{own, refused};
use super::house::{EVENING, House, contest, given, on_both};
use crate::decoy::{self, DecoyOf, Entering};
use crate::door;
use crate::engine::{Arg, Options};
use crate::log::{self, exhibit};
use crate::session::{Auth, SessionKey};
use crate::tx::Verdict;
use crate::world::World;

const LICENCE: LicenceId = LicenceId::from_bytes([5; 16]);
const UNTIL: Moment = EVENING.plus(Span::hours(2));

fn of(house: &House, testers: &[AccountId]) -> DecoyOf {
    house.settle(EVENING);
    DecoyOf {
        licence: LICENCE,
        index: 3,
        leaf: [0x1f; 32],
        checkpoint: log::checkpoint(&house.world).unwrap(),
        from: EVENING,
        until: UNTIL,
        testers: testers.to_vec(),
    }
}

fn copy(house: &House, of: &DecoyOf) -> World {
    let dir = decoy::dir_of(&house.data(), of.licence);
    let meta = house.world.meta();
    let world = World::create_decoy(&dir, meta, of, EVENING, Options::default()).unwrap();
    contest(&world);
    world
}

fn settle(world: &World) {
    while log::sequence(world, "test", EVENING).unwrap().taken > 0 {}
    log::sign(world, EVENING).unwrap();
    log::verify(world).unwrap();
}

fn enter(world: &World, tester: AccountId, role: Role) -> Auth {
    let entering = Entering {
        tester,
        role,
        called: "Tester".to_owned(),
    };
    let code = decoy::enter(world, &entering, EVENING).unwrap().expose();
    let signed_in = world.write("sign-in", Auth::Job("door"), EVENING, move |tx| {
        door::sign_in(tx, &code, Opened::Demo)
    });
    let signed_in = given(signed_in.wait());
    Auth::Session(SessionKey::of(signed_in.token.expose()).unwrap())
}

fn account(auth: &Auth) -> AccountId {
    let Auth::Session(key) = auth else { panic!() };
    key.account()
}

/// What the system's own entries of a kind say.
fn told(house: &House, kind: EventKind) -> i64 {
    let code = i64::from(kind.code());
    house.read(|raw| {
        raw.all(
            "select kind from entry where kind > 0 order by id limit 10000",
            &[],
            |row| row.int(0),
        )
        .map(|all| i64::try_from(all.iter().filter(|kind| **kind == code).count()).unwrap())
    })
}

#[test]
fn a_test_copys_first_entry_names_the_licence_in_the_live_log_and_is_proved_by_its_own() {
    on_both(2, |house| {
        let of = of(house, &[]);
        let world = copy(house, &of);
        settle(&world);
        let first = log::first(&world).unwrap();
        assert_eq!(first.kind, EventKind::DecoyBegun.code());
        let live = &house.world.meta().origin;
        let words: Vec<&str> = first.detail.split(' ').collect();
        for word in [
            format!("licence={LICENCE}"),
            format!("live={live}"),
            "index=3".to_owned(),
            format!("leaf={}", "1f".repeat(32)),
            format!("until={}", UNTIL.millis()),
        ] {
            assert!(words.contains(&word.as_str()), "{word}: {}", first.detail);
        }
        // The whole live checkpoint stands in it, as anybody reads it back.
        let note = words
            .iter()
            .find_map(|word| word.strip_prefix("checkpoint="));
        let note = note
            .unwrap()
            .replace("%0A", "\n")
            .replace("%20", " ")
            .replace("%25", "%");
        assert_eq!(note, of.checkpoint);
        assert!(Note::parse(note.as_bytes()).is_ok());
        // The file proves it with nothing but the ledger crate.
        let proof = TlogProof::parse(first.proof.as_bytes()).unwrap();
        assert_eq!(proof.index(), 0);
        let opened = switchboard_ledger::entry::Opened::decode(proof.extra().unwrap()).unwrap();
        let record = opened.leaf_record().unwrap();
        proof.leads_to(&leaf_hash(&record)).unwrap();
        assert!(verify_entry(&record, &opened).is_ok());
        let licence = opened
            .act
            .iter()
            .find(|(tag, _)| *tag == Tag::LICENCE)
            .unwrap();
        let Part::Open { bytes, .. } = &licence.1 else {
            panic!("covered");
        };
        assert_eq!(bytes, LICENCE.as_bytes());
    });
}

#[test]
fn a_test_copy_has_its_own_folder_keys_and_name() {
    on_both(2, |house| {
        let world = copy(house, &of(house, &[]));
        let (live, meta) = (house.world.meta(), world.meta());
        assert!(KeyName::parse(&meta.origin).is_ok());
        assert!(meta.origin.starts_with(&live.origin) && meta.origin != live.origin);
        assert_eq!(meta.log_name(), format!("decoy-{LICENCE}"));
        let mode = std::fs::metadata(world.dir()).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o700);
        let key = |dir: &std::path::Path| std::fs::read(dir.join("keys/log-seal.key")).unwrap();
        assert_ne!(key(world.dir()), key(house.world.dir()));
        let dir = world.dir().to_owned();
        drop(world);
        let again = World::open(&dir, Options::default()).unwrap();
        assert_eq!(again.meta().licensed.as_ref().unwrap().licence, LICENCE);
        assert_eq!(again.meta().licensed.as_ref().unwrap().until, UNTIL);
        // A copy that doesn't say its licence would write entries without one.
        let drop_it = again.0.db.write("tamper", |raw| {
            raw.run("delete from meta where key = 'licensed'", &[])
        });
        drop_it.unwrap();
        drop(again);
        assert!(World::open(&dir, Options::default()).is_err());
    });
}

#[test]
fn a_note_too_long_for_the_first_entry_stands_beside_it_with_its_hash_inside() {
    let house = House::build(None, &[], switchboard_rules::budget::Caps::NOVEMBER_2026);
    let mut of = of(&house, &[]);
    of.checkpoint = "x".repeat(5_000);
    let world = copy(&house, &of);
    settle(&world);
    let first = log::first(&world).unwrap();
    assert!(first.detail.contains("checkpoint-sha256=") && first.detail.len() < 1_000);
    let kept = std::fs::read_to_string(world.dir().join(decoy::NOTE_FILE)).unwrap();
    assert_eq!(kept, of.checkpoint);
}

#[test]
fn what_a_tester_does_is_under_the_licence_and_found_again() {
    on_both(2, |house| {
        let [one, other] = [0, 1].map(|n| house.caller(n).account);
        let world = copy(house, &of(house, &[one, other]));
        let caller = enter(&world, one, Role::Caller);
        let organiser = enter(&world, one, Role::Organiser);
        let second = enter(&world, other, Role::Caller);
        // The same account again, another for another role; numbers go by tester, and no live name comes along.
        assert_eq!(account(&enter(&world, one, Role::Caller)), account(&caller));
        assert_ne!(account(&organiser), account(&caller));
        let labels = [&caller, &organiser, &second].map(|auth| {
            let Auth::Session(key) = auth else { panic!() };
            world.standing(*key, EVENING).unwrap().unwrap().label
        });
        assert_eq!(labels, ["Tester 1", "Tester 1", "Tester 2"]);
        settle(&world);
        // An exhibit of the account shows the licence.
        let asked = own();
        let plan = world.write("ask", caller.clone(), EVENING, move |tx| {
            exhibit::ask(tx, &asked)
        });
        let plan = given(plan.wait()).unwrap();
        let chosen = exhibit::choose(&world, plan, EVENING).unwrap().unwrap();
        let chosen = Arc::new(chosen);
        let done = world.write("take", caller.clone(), EVENING, move |tx| {
            exhibit::take(tx, &chosen)
        });
        let done = done.wait().unwrap();
        let Verdict::Given(taken) = done.verdict else {
            panic!()
        };
        let handed = taken
            .disclose(&done.proof)
            .unwrap()
            .make(&world, |_| None)
            .unwrap();
        assert!(!handed.exhibit.entries.is_empty());
        for entry in handed
            .exhibit
            .entries
            .iter()
            .filter(|entry| !entry.is_beside)
        {
            let licence = entry
                .opened
                .act
                .iter()
                .find(|(tag, _)| *tag == Tag::LICENCE);
            let Part::Open { bytes, .. } = &licence.unwrap().1 else {
                panic!()
            };
            assert_eq!(bytes, LICENCE.as_bytes());
        }
        settle(&world);
        let dir = world.dir().to_owned();
        drop(world);
        let acts = decoy::acts(&dir, one, [EVENING, UNTIL, UNTIL], &|_| None).unwrap();
        assert_eq!((acts.licence, acts.is_cut), (LICENCE, false));
        assert_eq!(acts.head.signed_size, acts.head.size);
        // Four sign-ins and the exhibit, less the other tester's.
        assert_eq!(acts.lines.len(), 4);
        for line in &acts.lines {
            assert_eq!(line.licence, Some(LICENCE));
            assert!(line.index.is_some());
            assert!([account(&caller), account(&organiser)].contains(&line.account));
        }
        assert!(acts.is_whole_log);
        let none = decoy::acts(
            &dir,
            one,
            [UNTIL, UNTIL.plus(Span::hours(1)), UNTIL],
            &|_| None,
        )
        .unwrap();
        assert!(none.lines.is_empty());
        // Whoever holds the machine changes what an entry commits to, and the log is as long as before.
        let again = World::open(&dir, Options::default()).unwrap();
        let changed = again.0.db.write("tamper", |raw| {
            raw.run(
                "update entry set subjects = $1 where idx = 3",
                &[Arg::Bytes(&[7; 32])],
            )
        });
        assert_eq!(changed.unwrap().value, 1);
        drop(again);
        let acts = decoy::acts(&dir, one, [EVENING, UNTIL, UNTIL], &|_| None).unwrap();
        assert_eq!(acts.head.signed_size, acts.head.size);
        assert!(!acts.is_whole_log, "it is seen");
    });
}

#[test]
fn only_a_tester_goes_in_and_only_while_it_runs() {
    on_both(2, |house| {
        let (tester, stranger) = (house.caller(0), house.caller(1));
        let of = of(house, &[tester.account]);
        let testers = of.testers.clone();
        let go = |who: &super::house::Person, role| {
            let testers = testers.clone();
            house.act(who, EVENING, move |tx| {
                decoy::entered(tx, LICENCE, role, &testers)
            })
        };
        assert_eq!(
            refused(go(&tester, Role::Caller)),
            Reason::NotYours,
            "none was made"
        );
        let world = copy(house, &of);
        decoy::note_made(&house.world, &world, EVENING).unwrap();
        assert_eq!(given(go(&tester, Role::Caller)), tester.account);
        assert_eq!(refused(go(&stranger, Role::Caller)), Reason::NotYours);
        assert_eq!(refused(go(&tester, Role::Dpo)), Reason::NotYours);
        decoy::ended(&house.world, &world, UNTIL).unwrap();
        assert_eq!(refused(go(&tester, Role::Caller)), Reason::NotYours);
        assert_eq!(told(house, EventKind::DecoyEntered), 1);
    });
}

#[test]
fn the_live_log_says_once_that_it_was_made_and_once_how_it_ended() {
    on_both(2, |house| {
        let world = copy(house, &of(house, &[]));
        let key = world.verifier_key().unwrap();
        for _ in 0..2 {
            let made = decoy::note_made(&house.world, &world, EVENING).unwrap();
            assert_eq!((made.log_key.as_str(), made.ended_at), (key.as_str(), None));
        }
        assert_eq!(decoy::open_ones(&house.world).unwrap(), [LICENCE]);
        // Another machine's copy of the same licence doesn't take its place.
        let dir = house.dir.path().join("another");
        let again = of(house, &[]);
        let other = World::create_decoy(
            &dir,
            house.world.meta(),
            &again,
            EVENING,
            Options::default(),
        )
        .unwrap();
        let made = decoy::note_made(&house.world, &other, EVENING).unwrap();
        assert_eq!(made.log_key, key);

        let head = decoy::ended(&house.world, &world, UNTIL).unwrap();
        assert_eq!(
            decoy::ended(&house.world, &world, UNTIL).unwrap().root,
            head.root
        );
        let made = decoy::made(&house.world, LICENCE).unwrap().unwrap();
        assert_eq!(
            (made.size, made.root, made.ended_at),
            (head.size, Some(*head.root.as_bytes()), Some(UNTIL))
        );
        assert!(decoy::open_ones(&house.world).unwrap().is_empty());
        assert_eq!(
            [EventKind::DecoyMade, EventKind::DecoyEnded].map(|kind| told(house, kind)),
            [1, 1]
        );
        // No other world is ended or entered so.
        assert!(decoy::ended(&house.world, &house.world, UNTIL).is_err());
    });
}
