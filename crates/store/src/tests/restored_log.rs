//! A restored world's ledger, its keys and its file of facts: one history, and nothing signed twice.

use std::fs;

use switchboard_ledger::checkpoint::Checkpoint;
use switchboard_ledger::note::Note;
use switchboard_rules::card::Size;
use switchboard_rules::moment::Span;

use super::house::{EVENING, House, on_both, postgres};
use super::restores::{Back, LATER, back_up, count, few, object, somebody};
use crate::engine::Engine;
use crate::restore::{self, LogName, Wanted};
use crate::world::World;
use crate::{backup, banks, log};

#[test]
fn a_backup_of_one_engine_is_restored_into_the_other() {
    on_both(20, |house| {
        back_up(house, "backup");
        let other = match house.world.engine() {
            Engine::Sqlite => Engine::Postgres,
            Engine::Postgres => Engine::Sqlite,
        };
        let Some(back) = Back::beside(house, "back", other) else {
            return;
        };
        back.restore(house, "backup", LogName::New).unwrap();
        let world = back.open();
        assert_eq!(world.engine(), other);
        let checked = log::verify(&world).unwrap();
        assert_eq!(checked.waiting, 0);
        assert_eq!(
            crate::machine::index_names(&world, LATER).unwrap(),
            20,
            "every name opens"
        );
        assert_eq!(banks::all_banks(&world).unwrap().len(), 2);
        assert_eq!(count(&world, "select count(*) from member"), 20);
    });
}

fn checkpoint(world: &World) -> Checkpoint {
    let note = log::head(world).unwrap().note;
    Checkpoint::parse(Note::parse(note.as_bytes()).unwrap().text()).unwrap()
}

#[test]
fn the_log_goes_on_under_a_new_name_and_never_tells_two_histories_of_one() {
    on_both(5, |house| {
        back_up(house, "backup");
        let kept = log::head(&house.world).unwrap();
        object(house, Size::Anyone);
        house.settle(EVENING.plus(Span::minutes(5)));
        let lost = log::head(&house.world).unwrap();
        assert!(lost.signed_size > kept.signed_size);
        let back = Back::beside(house, "back", house.world.engine()).unwrap();
        let said = back.restore(house, "backup", LogName::Same).unwrap_err();
        assert!(said.to_string().contains("tells another history"), "{said}");
        let back = Back::beside(house, "back2", house.world.engine()).unwrap();
        let restored = back.restore(house, "backup", LogName::New).unwrap();
        let before = restored.before.unwrap();
        assert_eq!(before.origin, house.world.meta().origin);
        assert_eq!(
            before.size, lost.signed_size,
            "the last known checkpoint is named"
        );
        assert_eq!(before.root, lost.signed_root.unwrap().to_hex());
        assert_eq!(before.lost(), lost.signed_size - kept.size);
        let world = back.open();
        assert_ne!(world.meta().origin, before.origin);
        // A key belongs to one name, so a witness can keep both.
        let key = |name: &str| house.world.0.keys.log_public(name).unwrap();
        assert_ne!(key(&before.origin), key(&world.meta().origin));
        let own = world.verifier_key().unwrap();
        assert_eq!(
            own,
            world.0.keys.verifier_key(&world.meta().origin).unwrap()
        );
        assert_eq!(world.meta().before.as_ref(), Some(&before));
        let new = checkpoint(&world);
        assert_eq!(new.origin(), world.meta().origin);
        assert!(new.size() > before.from);
        let checked = log::verify(&world).unwrap();
        assert_eq!(checked.signed_size, new.size());
        // It goes on: what comes after is signed too, and the guard follows.
        world.refuse_set_back().unwrap();
        log::note_system(
            &world,
            switchboard_rules::events::EventKind::Start,
            String::new(),
            LATER,
        )
        .unwrap();
        while log::sequence(&world, "test", LATER).unwrap().taken > 0 {}
        assert!(log::sign(&world, LATER).unwrap() > new.size());
    });
}

#[test]
fn a_move_keeps_the_logs_name_where_nothing_was_signed_since() {
    on_both(5, |house| {
        back_up(house, "backup");
        let kept = checkpoint(&house.world);
        let back = Back::beside(house, "back", house.world.engine()).unwrap();
        let restored = back.restore(house, "backup", LogName::Same).unwrap();
        assert!(restored.before.is_none());
        let world = back.open();
        let new = checkpoint(&world);
        assert_eq!(new.origin(), kept.origin());
        assert!(new.size() > kept.size());
        log::verify(&world).unwrap();
    });
}

#[test]
fn a_copy_of_the_keys_without_a_guard_never_signs_under_the_old_name() {
    on_both(3, |house| {
        back_up(house, "backup");
        let keys = house.dir.path().join("keys-copy");
        backup::copy_keys(&house.world, &keys, None, EVENING).unwrap();
        let dir = house.dir.path().join("back");
        let place = (house.world.engine() == Engine::Postgres).then(|| postgres().unwrap());
        let mut wanted = Wanted {
            backup: &house.dir.path().join("backup"),
            keys: &keys,
            dir: &dir,
            place: place.as_ref(),
            log: LogName::Same,
        };
        let said = restore::restore(&wanted, LATER, &few())
            .unwrap_err()
            .to_string();
        assert!(said.contains("no guard file"), "{said}");
        let said = World::open(&dir, few()).unwrap_err().to_string();
        assert!(said.contains("was not finished"), "{said}");
        let dir = house.dir.path().join("back-new");
        let other = place.as_ref().map(|_| postgres().unwrap());
        (wanted.dir, wanted.place, wanted.log) = (&dir, other.as_ref(), LogName::New);
        let restored = restore::restore(&wanted, LATER, &few()).unwrap();
        assert_eq!(restored.before.unwrap().lost(), 0);
        for place in [place, other].into_iter().flatten() {
            super::house::drop_database(&place);
        }
    });
}

#[test]
fn one_backup_restored_twice_with_the_newest_keys_signs_under_a_third_name() {
    on_both(3, |house| {
        back_up(house, "backup");
        let first = Back::beside(house, "first", house.world.engine()).unwrap();
        let one = first.restore(house, "backup", LogName::New).unwrap();
        let names = (
            one.before.unwrap().origin,
            first.open().meta().origin.clone(),
        );
        let second = Back::beside(house, "second", house.world.engine()).unwrap();
        let wanted = Wanted {
            backup: &house.dir.path().join("backup"),
            keys: &first.dir.join("keys"),
            dir: &second.dir,
            place: second.place.as_ref(),
            log: LogName::New,
        };
        restore::restore(&wanted, LATER, &few()).unwrap();
        let world = second.open();
        world.refuse_set_back().unwrap();
        let new = checkpoint(&world);
        assert_ne!(new.origin(), names.0);
        assert_ne!(new.origin(), names.1);
        let guard = fs::read_to_string(second.dir.join("keys/log.guard")).unwrap();
        for name in [names.0.as_str(), names.1.as_str(), new.origin()] {
            assert_eq!(guard.matches(&format!(" {name}\n")).count(), 1, "{guard}");
        }
    });
}

#[test]
fn a_database_put_back_by_other_means_is_refused_until_it_is_frozen() {
    on_both(5, |house| {
        back_up(house, "backup");
        // Put back behind our back: the old rows, with the keys, guard and never-again.log of now.
        let back = Back::beside(house, "back", house.world.engine()).unwrap();
        let _first = back.restore(house, "backup", LogName::Same).unwrap();
        object(house, Size::Anyone);
        let file = "keys/never-again.log";
        fs::copy(house.data().join(file), back.dir.join(file)).unwrap();
        let world = back.open();
        let said = world.refuse_set_back().unwrap_err().to_string();
        assert!(said.contains("restore --in-place"), "{said}");
        drop(world);
        let said = restore::in_place(&back.dir, LogName::New, LATER, &few());
        let restored = match said {
            Ok(restored) => restored,
            Err(fault) => panic!("{fault}"),
        };
        assert!(restored.replayed.objections >= 2);
        let world = back.open();
        world.refuse_set_back().unwrap();
        assert!(world.frozen().unwrap().is_some());
    });
}

#[test]
fn keys_of_another_world_and_places_in_use_are_refused_before_anything_is_written() {
    on_both(2, |house| {
        back_up(house, "backup");
        let other = House::build(None, &[], switchboard_rules::budget::Caps::NOVEMBER_2026);
        let dir = house.dir.path().join("back");
        let backup = house.dir.path().join("backup");
        let wanted = |keys: &std::path::Path, dir: &std::path::Path| {
            let wanted = Wanted {
                backup: &backup,
                keys,
                dir,
                place: None,
                log: LogName::New,
            };
            restore::restore(&wanted, LATER, &few())
                .unwrap_err()
                .to_string()
        };
        let said = wanted(&other.data().join("keys"), &dir);
        assert!(said.contains("did not sign the ledger"), "{said}");
        assert!(!dir.exists());
        let said = wanted(&house.data().join("keys"), &other.data());
        assert!(said.contains("is in the way"), "{said}");
        fs::remove_file(backup.join("manifest.json")).unwrap();
        let said = wanted(&house.data().join("keys"), &dir);
        assert!(said.contains("is not a whole backup"), "{said}");
        assert!(!dir.exists());
    });
}

#[test]
fn an_objection_is_in_the_file_before_it_is_answered_and_a_missing_line_is_written_later() {
    on_both(5, |house| {
        let lines = || house.world.never_again_health().unwrap().lines;
        object(house, Size::Anyone);
        assert_eq!(lines(), 2, "the member and the number");
        // Killed between the commit and the file: the rows are there, the lines are not.
        let file = house.data().join("keys/never-again.log");
        fs::remove_file(&file).unwrap();
        let world = house.reopened();
        let mut follower = crate::never_again::Follower::default();
        // On a server that others use too, the feed waits until what they began before has ended.
        let is_caught_up = (0..400).any(|_| {
            std::thread::park_timeout(std::time::Duration::from_millis(25));
            while crate::never_again::follow(&world, &mut follower).unwrap() {}
            lines() == 2
        });
        assert!(is_caught_up, "{} lines", lines());
        while crate::never_again::follow(&world, &mut follower).unwrap() {}
        assert_eq!(lines(), 2, "once is enough");
        let mut anew = crate::never_again::Follower::default();
        while crate::never_again::follow(&world, &mut anew).unwrap() {}
        assert_eq!(lines(), 2, "a restart writes nothing twice");
        let names: Vec<u8> = fs::read(&file).unwrap();
        let text = String::from_utf8(names).unwrap();
        assert!(
            !text.contains("07700") && !text.contains("7700900"),
            "{text}"
        );
        let member = switchboard_rules::ids::MemberId::from_bytes(*somebody(house).as_bytes());
        assert!(!text.contains(&member.to_string()));
    });
}
