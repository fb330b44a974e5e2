//! A backup and the schema's steps: what a step inserted is not in the way of what is restored, and an older backup is
//! brought to the newer schema.

use std::path::PathBuf;

use super::house::{EVENING, House, drop_database, on_both, postgres};
use super::restores::{Back, LATER, back_up, count, few};
use crate::backup::{Manifest, disk};
use crate::engine::{Db, Engine, Place, Step, migrate, version};
use crate::restore::lay::Laying;
use crate::restore::{LogName, Wanted};
use crate::schema::STEPS;
use crate::session::Auth;
use crate::tx::Verdict;
use crate::{backup, frozen};

/// The steps of a program that is one further on: the last of them inserts a row.
const NEWER: &[Step] = &[
    STEPS[0],
    Step {
        number: 2,
        name: "rehearsal",
        sql: include_str!("../schema/rehearsal.sql"),
    },
];

/// Rows of a backup in a store of their own, as a program that knows `NEWER` lays them.
struct Laid {
    place: Place,
    db: Db,
}

impl Laid {
    fn of(house: &House, from: &str) -> Self {
        let dir: PathBuf = house.dir.path().join(format!("{from}-laid"));
        disk::private_dir(&dir).unwrap();
        let place = match house.world.engine() {
            Engine::Sqlite => Place::Sqlite(dir.join("switchboard.db")),
            Engine::Postgres => postgres().unwrap(),
        };
        let backup = house.dir.path().join(from);
        let manifest = Manifest::read(&backup).unwrap();
        let wanted = Wanted {
            backup: &backup,
            keys: &house.data().join("keys"),
            dir: &dir,
            place: Some(&place),
            log: LogName::New,
        };
        let laying = Laying {
            wanted: &wanted,
            manifest: &manifest,
            place: &place,
            steps: NEWER,
        };
        laying.rows(LATER, &few()).unwrap();
        let db = Db::open(&place, few()).unwrap();
        Self { place, db }
    }

    fn text(&self, sql: &'static str) -> Option<String> {
        let look = self.db.read("look", |raw| {
            raw.one(sql, &[], |row| Ok(row.text(0)?.to_owned()))
        });
        look.unwrap()
    }

    fn count(&self, sql: &'static str) -> i64 {
        let look = self
            .db
            .read("look", |raw| raw.one(sql, &[], |row| row.int(0)));
        look.unwrap().unwrap()
    }

    fn done(self) {
        let Self { place, db } = self;
        drop(db);
        drop_database(&place);
    }
}

const REHEARSED: &str = "select value from meta where key = 'rehearsal'";

#[test]
fn a_row_that_a_step_inserts_is_not_in_the_way_of_the_backups_own() {
    on_both(6, |house| {
        let db = &house.world.0.db;
        migrate(db, NEWER, EVENING.millis()).unwrap();
        db.write("change", |raw| {
            raw.run(
                "update meta set value = 'changed since' where key = 'rehearsal'",
                &[],
            )
        })
        .unwrap();
        back_up(house, "backup");
        let laid = Laid::of(house, "backup");
        assert_eq!(laid.text(REHEARSED).as_deref(), Some("changed since"));
        assert_eq!(laid.count("select count(*) from member"), 6);
        assert_eq!(version(&laid.db), Ok(2));
        laid.done();
    });
}

#[test]
fn a_row_that_was_taken_away_since_its_step_does_not_come_back_by_a_restore() {
    on_both(1, |house| {
        let db = &house.world.0.db;
        migrate(db, NEWER, EVENING.millis()).unwrap();
        db.write("change", |raw| {
            raw.run("delete from meta where key = 'rehearsal'", &[])
        })
        .unwrap();
        back_up(house, "backup");
        let laid = Laid::of(house, "backup");
        assert_eq!(laid.text(REHEARSED), None);
        laid.done();
    });
}

#[test]
fn a_backup_of_an_older_schema_is_brought_to_the_newer_programs() {
    on_both(6, |house| {
        back_up(house, "backup");
        let manifest = Manifest::read(&house.dir.path().join("backup")).unwrap();
        assert_eq!(manifest.schema, 1);
        let laid = Laid::of(house, "backup");
        assert_eq!(version(&laid.db), Ok(2));
        assert_eq!(laid.text(REHEARSED).as_deref(), Some("done"));
        assert_eq!(laid.count("select count(*) from rehearsal"), 0);
        assert_eq!(laid.count("select count(*) from member"), 6);
        laid.done();
    });
}

#[test]
fn a_backup_of_a_newer_schema_is_refused_with_the_way_out() {
    on_both(1, |house| {
        migrate(&house.world.0.db, NEWER, EVENING.millis()).unwrap();
        back_up(house, "backup");
        let back = Back::beside(house, "back", house.world.engine()).unwrap();
        let said = back.restore(house, "backup", LogName::New).unwrap_err();
        assert!(said.to_string().contains("use the newer program"), "{said}");
    });
}

#[test]
fn a_backup_of_a_world_that_stands_still_is_restored_like_any_other() {
    on_both(4, |house| {
        let frozen = frozen::Frozen {
            since: EVENING,
            made_at: None,
        };
        let freeze = house
            .world
            .write("freeze", Auth::Job("test"), EVENING, move |tx| {
                frozen::freeze(tx, frozen);
                Ok(Verdict::Given(()))
            });
        freeze.wait().unwrap();
        back_up(house, "backup");
        let back = Back::beside(house, "back", house.world.engine()).unwrap();
        back.restore(house, "backup", LogName::New).unwrap();
        let world = back.open();
        let since = world.frozen().unwrap().unwrap().since;
        assert_eq!(since, LATER, "it stands still since this restore");
        assert_eq!(count(&world, "select count(*) from member"), 4);
        assert!(backup::verify(&house.dir.path().join("backup")).is_ok());
    });
}
