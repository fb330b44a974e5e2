//! Backups: whole or not at all, every table in them, nothing legible, never with keys.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use switchboard_rules::moment::Span;

use super::house::{EVENING, House, on_both};
use crate::backup::{self, Manifest};
use crate::world::World;

fn made(house: &House, name: &str) -> (std::path::PathBuf, Manifest) {
    let target = house.dir.path().join(name);
    let manifest = backup::make(&house.world, &target, || EVENING).unwrap();
    (target, manifest)
}

#[test]
fn a_backup_holds_every_table_of_the_schema_and_every_row() {
    on_both(30, |house| {
        house.settle(EVENING);
        let (target, manifest) = made(house, "backup");
        let laid: BTreeSet<&str> = crate::schema::NOW
            .lines()
            .filter_map(|line| line.strip_prefix("create table "))
            .filter_map(|rest| rest.split_whitespace().next())
            .collect();
        let carried: BTreeSet<&str> = manifest.tables.iter().map(|t| t.name.as_str()).collect();
        assert_eq!(carried, laid);
        let rows = |name: &str| {
            let table = manifest.tables.iter().find(|t| t.name == name).unwrap();
            i64::try_from(table.rows).unwrap()
        };
        assert_eq!(rows("member"), 30);
        assert_eq!(rows("account"), house.count("select count(*) from account"));
        let found = backup::verify(&target).unwrap();
        assert_eq!(found.manifest, manifest);
        assert_eq!(found.entries, u64::try_from(rows("entry")).unwrap());
        assert!(manifest.log.size > 0);
    });
}

#[test]
fn a_backup_is_an_entry_and_says_when_it_was_made() {
    on_both(1, |house| {
        assert_eq!(house.world.backup_last_at().unwrap(), None);
        made(house, "backup");
        assert_eq!(house.world.backup_last_at().unwrap(), Some(EVENING));
        assert_eq!(
            house.count("select count(*) from entry where kind = 116"),
            1
        );
        let later = EVENING.plus(Span::hours(24));
        let second = house.dir.path().join("second");
        backup::make(&house.world, &second, || later).unwrap();
        assert_eq!(house.world.backup_last_at().unwrap(), Some(later));
    });
}

#[test]
fn any_byte_changed_in_a_backup_is_found() {
    on_both(3, |house| {
        house.settle(EVENING);
        let (target, manifest) = made(house, "backup");
        for table in &manifest.tables {
            let path = target.join(format!("{}.rows", table.name));
            let whole = fs::read(&path).unwrap();
            for at in [20, whole.len() / 2, whole.len() - 1] {
                let mut bent = whole.clone();
                let at = at.min(whole.len() - 1);
                bent[at] ^= 1;
                fs::write(&path, &bent).unwrap();
                assert!(backup::verify(&target).is_err(), "{} at {at}", table.name);
            }
            fs::write(&path, &whole[..whole.len() - 1]).unwrap();
            assert!(backup::verify(&target).is_err(), "{} cut short", table.name);
            fs::write(&path, &whole).unwrap();
        }
        backup::verify(&target).unwrap();
        let mut bent = manifest.clone();
        bent.log.root = "00".repeat(32);
        fs::write(
            target.join("manifest.json"),
            serde_json::to_vec(&bent).unwrap(),
        )
        .unwrap();
        let said = backup::verify(&target).unwrap_err().to_string();
        assert!(said.contains("not the one its checkpoint signs"), "{said}");
    });
}

#[test]
fn a_half_made_backup_is_no_backup_and_the_next_one_clears_it_away() {
    on_both(1, |house| {
        let half = house.dir.path().join("backup.half");
        fs::create_dir(&half).unwrap();
        fs::write(half.join("member.rows"), b"PGCOPY").unwrap();
        let said = backup::verify(&half).unwrap_err().to_string();
        assert!(said.contains("is not a whole backup"), "{said}");
        let (target, _) = made(house, "backup");
        assert!(!half.exists());
        backup::verify(&target).unwrap();
        let said = backup::make(&house.world, &target, || EVENING).unwrap_err();
        assert!(said.to_string().contains("is there already"), "{said}");
        backup::verify(&target).unwrap();
    });
}

#[test]
fn two_backups_at_once_into_one_place_are_not_mixed() {
    on_both(1, |house| {
        let half = house.dir.path().join("backup.half");
        fs::create_dir(&half).unwrap();
        let held = fs::File::open(&half).unwrap();
        held.try_lock().unwrap();
        let target = house.dir.path().join("backup");
        let said = backup::make(&house.world, &target, || EVENING).unwrap_err();
        assert!(said.to_string().contains("wait for its end"), "{said}");
        assert!(half.exists());
    });
}

#[test]
fn backups_never_pack_keys_with_data() {
    on_both(2, |house| {
        let dir = house.dir.path();
        let (target, _) = made(house, "backup");
        let keys = dir.join("keys-apart");
        let refused = |to: &Path, data: Option<&Path>| {
            let said = backup::copy_keys(&house.world, to, data, EVENING).unwrap_err();
            said.to_string()
        };
        let next = dir.join("next");
        assert!(refused(&target.join("keys"), None).contains("never pack keys with data"));
        assert!(refused(&next, Some(&next)).contains("lie in one another"));
        assert!(refused(&next.join("keys"), Some(&next)).contains("lie in one another"));
        assert!(refused(&next, Some(&next.join("data"))).contains("lie in one another"));
        assert!(
            refused(&dir.join("other/../next/keys"), Some(&next)).contains("lie in one another")
        );
        assert!(refused(&house.data().join("copy"), None).contains("lie in one another"));
        assert!(!next.exists() && !target.join("keys").exists());
        backup::copy_keys(&house.world, &keys, Some(&next), EVENING).unwrap();
        let names: BTreeSet<String> = fs::read_dir(&keys)
            .unwrap()
            .map(|f| f.unwrap().file_name().into_string().unwrap())
            .collect();
        assert!(names.contains("never-again.key") && names.contains("log-sign.key"));
        assert!(
            !names.contains("log.guard"),
            "an old guard is worse than none"
        );
        for into in [keys.join("data"), house.data().join("keys/data")] {
            let said = backup::make(&house.world, &into, || EVENING).unwrap_err();
            assert!(said.to_string().contains("never pack keys"), "{said}");
        }
        let every = |dir: &Path| -> Vec<Vec<u8>> {
            let files = fs::read_dir(dir).unwrap();
            files
                .map(|f| fs::read(f.unwrap().path()).unwrap())
                .collect()
        };
        for key in every(&keys) {
            let key = key.trim_ascii_end();
            for file in every(&target) {
                assert!(!file.windows(key.len().max(1)).any(|part| part == key));
            }
        }
        assert_eq!(
            house.count("select count(*) from entry where kind = 117"),
            1
        );
    });
}

#[test]
fn nothing_legible_lies_in_a_backup() {
    on_both(12, |house| {
        let (target, _) = made(house, "backup");
        let all: Vec<u8> = fs::read_dir(&target)
            .unwrap()
            .flat_map(|f| fs::read(f.unwrap().path()).unwrap())
            .collect();
        let holds = |text: &str| all.windows(text.len()).any(|part| part == text.as_bytes());
        assert!(
            holds("Abercwm"),
            "the branch stands in clear, so the scan finds what is there"
        );
        for secret in [
            "Gwenllian",
            "Evansworth",
            "Penhaligon",
            "900003",
            "members.example.org",
            "M-000",
            "Carys",
            "Olwen",
        ] {
            assert!(!holds(secret), "{secret}");
        }
    });
}

#[test]
fn a_backup_of_one_moment_is_taken_while_callers_write() {
    on_both(60, |house| {
        let caller = house.caller(0);
        let bank = house.banks[0];
        let world: World = house.node();
        let stop = std::sync::atomic::AtomicBool::new(false);
        std::thread::scope(|scope| {
            scope.spawn(|| {
                while !stop.load(std::sync::atomic::Ordering::Relaxed) {
                    let account = caller.account;
                    let _ = world
                        .write("next", caller.auth(), EVENING, move |tx| {
                            crate::desk::next(tx, bank, account)
                        })
                        .wait();
                }
            });
            for n in 0..4 {
                let (target, manifest) = made(house, &format!("b{n}"));
                backup::verify(&target).unwrap();
                let rows = |name: &str| {
                    manifest
                        .tables
                        .iter()
                        .find(|t| t.name == name)
                        .unwrap()
                        .rows
                };
                // Each open card has its three rows: a mixture of two moments would not.
                assert_eq!(rows("open_card"), rows("open_caller"));
            }
            stop.store(true, std::sync::atomic::Ordering::Relaxed);
        });
    });
}
