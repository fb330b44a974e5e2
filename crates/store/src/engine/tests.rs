//! The promises of the seam, each kept on both engines where both can break it.
//!
//! PostgreSQL takes part when `TEST_POSTGRES` holds a url; else each test says aloud that it
//! skipped it.

mod faults;
mod isolation;
mod postgres;
mod schema;
mod sqlite;
mod statements;
mod writes;

use std::{
    sync::atomic::{AtomicU64, Ordering::Relaxed},
    thread,
};

use tempfile::TempDir;

use super::{Arg, Db, Fault, Options, Place, Raw};

/// A store made for one test.
struct Store {
    db: Db,
    place: Place,
    /// Holds the folder of a SQLite store until the test is over.
    dir: Option<TempDir>,
}

impl Store {
    /// Runs `sql` as one write; for laying tables.
    fn lay(&self, sql: &'static str) {
        self.db.write("lay", move |raw| raw.script(sql)).unwrap();
    }

    fn count(&self, sql: &'static str) -> i64 {
        count(&self.db, sql)
    }

    /// Closes the store and opens it again: what is there then was durable.
    fn reopen(self) -> Self {
        let Self { db, place, dir } = self;
        drop(db);
        Self {
            db: Db::open(&place, Options::default()).unwrap(),
            place,
            dir,
        }
    }
}

/// The table most tests write to; `meta` marks a PostgreSQL schema as a store, and `shared_version` says how old a shared answer is.
const TABLES: &str = "create table meta (k text primary key);
    create table note (id bigint primary key, body text, raw {bytes}, constraint small check (id < 1000000));
    create table shared_version (bucket bigint not null, id bigint not null, version bigint not null, primary key (bucket, id))";
const NOTES: &str = "select count(*) from note";

fn count(db: &Db, sql: &'static str) -> i64 {
    db.read("count", |raw| raw.one(sql, &[], |row| row.int(0)))
        .unwrap()
        .unwrap()
}

fn add(raw: &mut Raw<'_>, id: i64) -> Result<u64, Fault> {
    raw.run("insert into note (id) values ($1)", &[Arg::Int(id)])
}

/// Runs `test` on a fresh store of each engine.
fn each(test: impl Fn(Store)) {
    each_with(&Options::default(), test);
}

fn each_with(options: &Options, test: impl Fn(Store)) {
    test(sqlite_store(options));
    if let Some(store) = postgres_store(options) {
        test(store);
    }
}

fn sqlite_store(options: &Options) -> Store {
    let dir = TempDir::new().unwrap();
    let place = Place::Sqlite(dir.path().join("store.db"));
    let store = Store {
        db: Db::create(&place, options.clone()).unwrap(),
        place,
        dir: Some(dir),
    };
    store.lay(TABLES);
    store
}

/// A store in a new schema of the test server, or none where there is no server.
fn postgres_store(options: &Options) -> Option<Store> {
    let place = postgres_place()?;
    let store = Store {
        db: Db::create(&place, options.clone()).unwrap(),
        place,
        dir: None,
    };
    store.lay(TABLES);
    Some(store)
}

#[expect(
    clippy::disallowed_methods,
    reason = "the test server's address comes from the test script"
)]
fn variable(name: &str) -> Option<String> {
    std::env::var(name).ok()
}

fn postgres_place() -> Option<Place> {
    static SCHEMAS: AtomicU64 = AtomicU64::new(0);
    let Some(url) = variable("TEST_POSTGRES") else {
        let test = thread::current().name().unwrap_or("a test").to_owned();
        eprintln!("SKIPPED: {test} on PostgreSQL: no PostgreSQL (set TEST_POSTGRES to a url)");
        return None;
    };
    let schema = format!(
        "engine_{}_{}",
        std::process::id(),
        SCHEMAS.fetch_add(1, Relaxed)
    );
    let separator = if url.contains('?') { '&' } else { '?' };
    let place: Place = format!("{url}{separator}options=-csearch_path%3D{schema}")
        .parse()
        .unwrap();
    let make: &'static str =
        format!("drop schema if exists {schema} cascade; create schema {schema}").leak();
    let db = Db::create(&place, Options::default()).unwrap();
    db.write("make-schema", move |raw| raw.script(make))
        .unwrap();
    Some(place)
}
