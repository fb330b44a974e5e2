//! What migrations promise.

use std::cell::RefCell;

use super::*;
use crate::engine::{Step, dump_schema, migrate, version};

const STEPS: &[Step] = &[
    Step {
        number: 1,
        name: "first",
        sql: "create table person (id {serial}, born bigint);\ncreate index person_born on person (born)",
    },
    Step {
        number: 2,
        name: "second",
        sql: "alter table person add column photo {bytes};\ncreate unique index person_photo on person (born, photo) where born is not null",
    },
];

const NOW: &str = "create table person (
        -- The whole schema; with prose.
        id {serial},
        born bigint,
        photo {bytes}
    );
    create unique index person_photo on person (born, photo) where born is not null;
    create index person_born on person (born);";

const BROKEN: &[Step] = &[
    STEPS[0],
    STEPS[1],
    Step {
        number: 3,
        name: "broken",
        sql: "create table half (id bigint);\ncreate table half (id bigint)",
    },
];

fn dump(store: &Store) -> Vec<String> {
    store.db.read("dump", dump_schema).unwrap()
}

#[test]
fn all_steps_together_make_the_schema_of_now() {
    each(|store| {
        assert_eq!(version(&store.db), Ok(0));
        assert_eq!(migrate(&store.db, STEPS, 1_000), Ok(2));
        assert_eq!(version(&store.db), Ok(2));
        let steps = dump(&store);
        store.lay("drop table person");
        assert_ne!(dump(&store), steps);
        store.lay(NOW);
        assert_eq!(dump(&store), steps);
        assert!(steps.iter().any(|line| line.contains("person.photo")));
        assert!(
            steps
                .iter()
                .any(|line| line.contains("where") && line.contains("person_photo"))
        );
    });
}

#[test]
fn a_column_of_another_type_or_an_index_that_lacks_is_seen() {
    each(|store| {
        migrate(&store.db, STEPS, 1_000).unwrap();
        let steps = dump(&store);
        store.lay("drop index person_born");
        assert_ne!(dump(&store), steps);
        store.lay("create index person_born on person (born)");
        assert_eq!(dump(&store), steps);
        store.lay("alter table person add column height bigint");
        assert_ne!(dump(&store), steps);
    });
}

#[test]
fn a_step_is_applied_once_and_its_time_is_kept() {
    each(|store| {
        migrate(&store.db, STEPS, 1_000).unwrap();
        assert_eq!(migrate(&store.db, STEPS, 2_000), Ok(0));
        assert_eq!(store.count("select max(at_ms) from schema_step"), 1_000);
    });
}

#[test]
fn a_step_that_fails_leaves_the_schema_of_the_program_before() {
    each(|store| {
        migrate(&store.db, &STEPS[..1], 1_000).unwrap();
        let before = dump(&store);
        assert!(matches!(
            migrate(&store.db, BROKEN, 2_000),
            Err(Fault::Schema(_))
        ));
        // Not step 3 and not step 2 either, which no program but a half-way one would know.
        assert_eq!(version(&store.db), Ok(1));
        assert_eq!(dump(&store), before);
        assert_eq!(migrate(&store.db, STEPS, 3_000), Ok(1));
    });
}

#[test]
fn a_database_of_a_newer_program_is_refused() {
    each(|store| {
        migrate(&store.db, STEPS, 1_000).unwrap();
        assert!(matches!(
            migrate(&store.db, &STEPS[..1], 2_000),
            Err(Fault::Schema(_))
        ));
        assert!(matches!(
            migrate(&store.db, &STEPS[1..], 2_000),
            Err(Fault::Schema(_))
        ));
    });
}

#[test]
fn programs_that_migrate_at_once_apply_each_step_once() {
    each(|store| {
        let other = Db::open(&store.place, Options::default()).unwrap();
        let applied: usize = thread::scope(|s| {
            let both = [&store.db, &other].map(|db| s.spawn(|| migrate(db, STEPS, 1_000)));
            both.map(|one| one.join().unwrap().unwrap()).iter().sum()
        });
        assert_eq!(applied, 2);
    });
}

#[test]
fn both_engines_have_the_same_tables_and_columns() {
    let seen = RefCell::new(Vec::new());
    each(|store| {
        migrate(&store.db, STEPS, 1_000).unwrap();
        let columns: Vec<String> = dump(&store)
            .iter()
            .filter_map(|line| line.strip_prefix("column ")?.split(' ').next())
            .map(ToOwned::to_owned)
            .collect();
        assert_eq!(columns.len(), 10, "{columns:?}");
        seen.borrow_mut().push(columns);
    });
    let seen = seen.into_inner();
    assert!(seen.iter().all(|columns| *columns == seen[0]));
}
