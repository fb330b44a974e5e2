//! What only SQLite can break.

use std::{fs, os::unix::fs::PermissionsExt, path::PathBuf, sync::mpsc, thread, time::Duration};

use super::*;
use crate::engine::Pending;

fn fresh() -> Store {
    sqlite_store(&Options::default())
}

fn path(store: &Store) -> PathBuf {
    match &store.place {
        Place::Sqlite(path) => path.clone(),
        Place::Postgres(_) => unreachable!("a store of SQLite"),
    }
}

/// Queues `writes` while the writer is held, so that they form one group.
fn as_one_group<T>(db: &Db, writes: impl FnOnce() -> Vec<Pending<T>>) -> Vec<Result<T, Fault>> {
    let (release, wait) = mpsc::channel::<()>();
    let first = db.submit("hold", move |_| {
        let _ = wait.recv_timeout(Duration::from_secs(5));
        Err::<(), _>(Fault::Stale("held"))
    });
    let pending = writes();
    release.send(()).unwrap();
    assert!(first.wait().is_err());
    pending
        .into_iter()
        .map(|one| one.wait().map(|done| done.value))
        .collect()
}

fn fat(raw: &mut Raw<'_>, id: i64) -> Result<u64, Fault> {
    let sql = "insert into note (id, raw) values ($1, $2)";
    raw.run(sql, &[Arg::Int(id), Arg::Bytes(&vec![9; 20_000])])
}

#[test]
fn a_full_disk_is_told_loses_nothing_and_is_over_when_there_is_room() {
    let store = fresh();
    store
        .db
        .write("limit", |raw| {
            raw.one("pragma max_page_count = 40", &[], |_| Ok(()))
        })
        .unwrap();
    let answers = as_one_group(&store.db, || {
        (0..40)
            .map(|id| store.db.submit("fat", move |raw| fat(raw, id)))
            .collect()
    });
    let kept = answers.iter().filter(|a| a.is_ok()).count();
    assert!((1..40).contains(&kept), "{kept} of 40 were kept");
    assert!(
        answers
            .iter()
            .all(|a| a.is_ok() || *a == Err(Fault::DiskFull))
    );
    assert_eq!(store.count(NOTES), i64::try_from(kept).unwrap());
    store
        .db
        .write("raise", |raw| {
            raw.one("pragma max_page_count = 4000", &[], |_| Ok(()))
        })
        .unwrap();
    store.db.write("after", |raw| fat(raw, 1000)).unwrap();
    assert_eq!(
        store.reopen().count(NOTES),
        i64::try_from(kept + 1).unwrap()
    );
}

/// On a real small disk: a tmpfs of 6 MiB at `TEST_SMALL_DISK`.
#[test]
fn a_disk_that_is_really_full_loses_nothing_and_is_over_when_there_is_room() {
    let Some(disk) = variable("TEST_SMALL_DISK") else {
        eprintln!("SKIPPED: the really full disk: set TEST_SMALL_DISK to a tmpfs of 6 MiB");
        return;
    };
    let dir = TempDir::new_in(disk).unwrap();
    let place = Place::Sqlite(dir.path().join("store.db"));
    let db = Db::create(&place, Options::default()).unwrap();
    db.write("lay", |raw| raw.script(TABLES)).unwrap();
    let ballast = dir.path().join("ballast");
    fs::write(&ballast, vec![0; 3 * 1024 * 1024]).unwrap();
    let mut kept = Vec::new();
    let mut failed = 0;
    for round in 0..100 {
        let ids = (0..20).map(|n| round * 20 + n);
        let pending: Vec<_> = ids
            .map(|id| (id, db.submit("fat", move |raw| fat(raw, id))))
            .collect();
        for (id, one) in pending {
            match one.wait() {
                Ok(_) => kept.push(id),
                Err(fault) => {
                    assert_eq!(fault, Fault::DiskFull);
                    failed += 1;
                }
            }
        }
    }
    assert!(failed > 0, "the disk is too large for this test");
    fs::remove_file(ballast).unwrap();
    db.write("after", |raw| fat(raw, 999_999)).unwrap();
    drop(db);
    let db = Db::open(&place, Options::default()).unwrap();
    let found = db
        .read("ids", |raw| {
            raw.all("select id from note order by id", &[], |row| row.int(0))
        })
        .unwrap();
    kept.push(999_999);
    assert_eq!(found, kept);
}

#[test]
fn a_constraint_that_speaks_at_the_commit_hits_only_the_write_that_broke_it() {
    let store = fresh();
    store.lay(
        "create table parent (id bigint primary key);
         create table child (parent bigint references parent (id) deferrable initially deferred)",
    );
    let answers = as_one_group(&store.db, || {
        (0..10)
            .map(|id| {
                store.db.submit("child", move |raw| {
                    if id != 4 {
                        raw.run("insert into parent (id) values ($1)", &[Arg::Int(id)])?;
                    }
                    raw.run("insert into child (parent) values ($1)", &[Arg::Int(id)])
                })
            })
            .collect()
    });
    for (id, answer) in answers.iter().enumerate() {
        assert_eq!(answer.is_ok(), id != 4, "{answer:?}");
    }
    assert!(matches!(answers[4], Err(Fault::Constraint { .. })));
    assert_eq!(store.count("select count(*) from child"), 9);
}

#[test]
fn a_closure_that_holds_the_writer_too_long_is_counted_by_its_name() {
    let store = fresh();
    let before = store.db.readings().slow;
    store
        .db
        .write("dawdle", |raw| {
            thread::park_timeout(Duration::from_millis(20));
            add(raw, 1)
        })
        .unwrap();
    let after = store.db.readings();
    assert_eq!(after.slow, before + 1);
    assert_eq!(after.slow_last, Some("dawdle"));
    assert!(after.hold_max_us >= 15_000);
}

#[test]
fn the_wal_stays_small_while_much_is_written() {
    let store = sqlite_store(&Options {
        wal_bytes: 32 * 1024 * 1024,
        ..Options::default()
    });
    for id in 0..5000 {
        store.db.write("fat", move |raw| fat(raw, id)).unwrap();
    }
    let wal = path(&store).with_extension("db-wal");
    let bytes = fs::metadata(wal).unwrap().len();
    assert!(store.db.readings().checkpoints >= 2);
    // It begins anew when what others copy out of it meanwhile is done, which takes longer on a busy machine.
    assert!(
        bytes < 64 * 1024 * 1024,
        "{bytes} bytes of WAL for 100 MB written"
    );
}

#[test]
fn every_commit_is_synced_and_foreign_keys_hold() {
    let store = fresh();
    let pragma = |sql: &'static str| {
        let read = move |raw: &mut Raw<'_>| raw.one(sql, &[], |row| row.int(0));
        store.db.write("pragma", read).unwrap().value
    };
    assert_eq!(pragma("pragma synchronous"), Some(2));
    assert_eq!(pragma("pragma foreign_keys"), Some(1));
    assert_eq!(pragma("pragma temp_store"), Some(2));
    let mode = store.db.read("mode", |raw| {
        raw.one("pragma journal_mode", &[], |row| {
            row.text(0).map(ToOwned::to_owned)
        })
    });
    assert_eq!(mode.unwrap().as_deref(), Some("wal"));
}

#[test]
fn the_files_of_a_store_are_its_owners_only() {
    let store = fresh();
    for name in ["db", "db-wal", "db-shm"] {
        let mode = fs::metadata(path(&store).with_extension(name))
            .unwrap()
            .permissions()
            .mode();
        assert_eq!(mode & 0o077, 0, "{name} has mode {mode:o}");
    }
}

#[test]
fn a_file_that_is_no_store_is_refused_and_left_as_it_is() {
    let dir = TempDir::new().unwrap();
    let file = dir.path().join("letter.txt");
    let text = "Dear Sir or Madam, ".repeat(500);
    fs::write(&file, &text).unwrap();
    let opened = Db::open(&Place::Sqlite(file.clone()), Options::default());
    assert!(matches!(opened, Err(Fault::Unavailable(_))), "{opened:?}");
    assert_eq!(fs::read_to_string(file).unwrap(), text);
}

#[test]
fn another_program_that_writes_at_the_same_time_loses_nothing() {
    let store = fresh();
    let other = Db::open(&store.place, Options::default()).unwrap();
    thread::scope(|s| {
        for (db, from) in [(&store.db, 0), (&other, 1000)] {
            s.spawn(move || {
                for id in from..from + 100 {
                    db.write("both", move |raw| add(raw, id)).unwrap();
                }
            });
        }
    });
    assert_eq!(store.count(NOTES), 200);
}
