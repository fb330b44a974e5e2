//! What a read promises.

use std::{sync::mpsc, thread, time::Duration};

use super::*;

#[test]
fn a_reader_can_not_write() {
    each(|store| {
        let failed = store.db.read("sneak", |raw| add(raw, 1));
        assert_eq!(failed, Err(Fault::ReadOnly { name: "sneak" }));
        assert_eq!(store.count(NOTES), 0);
    });
}

#[test]
fn a_reader_sees_one_snapshot_while_writers_go_on() {
    each(|store| {
        let writer = store.db.clone();
        let (before, after) = store
            .db
            .read("snapshot", |raw| {
                let before = raw.one(NOTES, &[], |row| row.int(0))?;
                // Another thread, since a closure must not wait for the store itself.
                thread::scope(|s| {
                    s.spawn(|| writer.write("meanwhile", |raw| add(raw, 1)))
                        .join()
                })
                .unwrap()?;
                Ok((before, raw.one(NOTES, &[], |row| row.int(0))?))
            })
            .unwrap();
        assert_eq!((before, after), (Some(0), Some(0)));
        assert_eq!(store.count(NOTES), 1);
    });
}

#[test]
fn a_panic_in_a_read_gives_its_connection_back() {
    let options = Options {
        readers: 1,
        ..Options::default()
    };
    each_with(&options, |store| {
        let failed = store
            .db
            .read("explode", |_| -> Result<(), Fault> { panic!("on purpose") });
        assert_eq!(failed, Err(Fault::Panic { name: "explode" }));
        assert_eq!(store.count(NOTES), 0);
    });
}

#[test]
fn a_reader_that_waits_too_long_for_a_connection_is_told_busy() {
    let options = Options {
        readers: 1,
        wait: Duration::from_millis(50),
        ..Options::default()
    };
    each_with(&options, |store| {
        let (release, wait) = mpsc::channel::<()>();
        let (tell, told) = mpsc::channel::<()>();
        let db = store.db.clone();
        let reader = thread::spawn(move || {
            db.read("long", |_| {
                tell.send(()).unwrap();
                let _ = wait.recv_timeout(Duration::from_secs(5));
                Ok(())
            })
        });
        told.recv().unwrap();
        assert_eq!(store.db.read("late", |_| Ok(())), Err(Fault::Busy));
        release.send(()).unwrap();
        reader.join().unwrap().unwrap();
        assert_eq!(store.db.read("later", |_| Ok(())), Ok(()));
    });
}

#[test]
fn a_store_is_made_once_and_opened_only_where_it_is() {
    each(|store| {
        let again = Db::create(&store.place, Options::default());
        assert!(matches!(again, Err(Fault::Unavailable(_))));
        assert_eq!(store.reopen().count(NOTES), 0);
    });
    let dir = TempDir::new().unwrap();
    let path = dir.path().join("absent.db");
    let absent = Db::open(&Place::Sqlite(path.clone()), Options::default());
    assert!(matches!(absent, Err(Fault::Unavailable(_))));
    assert!(!path.exists(), "opening never makes a store");
    if let Some(place) = postgres_place() {
        let absent = Db::open(&place, Options::default());
        assert!(matches!(absent, Err(Fault::Unavailable(_))));
    }
}

#[test]
fn a_place_is_a_path_or_a_postgres_address_and_nothing_else() {
    let parse = |text: &str| text.parse::<Place>();
    assert_eq!(parse("a/b.db"), Ok(Place::Sqlite("a/b.db".into())));
    let url = "postgres://someone:secret@localhost/x";
    assert_eq!(parse(url), Ok(Place::Postgres(url.to_owned())));
    assert!(!format!("{:?}", parse(url)).contains("secret"));
    assert!(parse("mysql://localhost/x").is_err());
    assert!(parse("").is_err());
}
