//! The PostgreSQL that stories are told on, each in a database of its own.

use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use sha2::{Digest, Sha256};
use tokio_postgres::error::SqlState;

use super::house::EVENING;
use crate::engine::{Db, Options, Place};
use crate::schema::{self, STEPS};
use crate::seal::hex;

/// An empty database of its own on the test server, or none where there is no server.
pub(crate) fn postgres() -> Option<Place> {
    server_or_said().map(|url| fresh_database(&url))
}

/// The same with the schema of a world, for `House::build_under`.
pub(super) fn laid() -> Option<Place> {
    server_or_said().map(|url| laid_database(&url))
}

fn server_or_said() -> Option<String> {
    let url = test_server();
    if url.is_none() {
        eprintln!(
            "SKIPPED on PostgreSQL: set TEST_POSTGRES to the address of a server (./scripts/test does)"
        );
    }
    url
}

#[expect(
    clippy::disallowed_methods,
    reason = "the test server's address comes from the test script"
)]
fn test_server() -> Option<String> {
    std::env::var("TEST_POSTGRES").ok()
}

/// A database that has the schema already: a copy of one on which it was laid once, in a tenth of the time.
fn laid_database(url: &str) -> Place {
    let steps: String = STEPS.iter().map(|step| step.sql).collect();
    let laid = format!("schema_{}", hex(&Sha256::digest(steps)[..16]));
    // Which is read from its files, without a log of every page.
    let copied = format!("template {laid} strategy file_copy");
    new_database(url, &copied).unwrap_or_else(|error| {
        assert_eq!(error.code(), Some(&SqlState::UNDEFINED_DATABASE), "{error}");
        lay(url, &laid);
        new_database(url, &copied).unwrap()
    })
}

/// Lays the schema on a database of this name. Where another test was faster, its own stands.
#[expect(
    clippy::disallowed_methods,
    reason = "the server says by no other way that a backend has gone"
)]
fn lay(url: &str, laid: &str) {
    let place = fresh_database(url);
    let db = Db::create(&place, Options::default()).unwrap();
    schema::migrate(&db, EVENING).unwrap();
    drop(db);
    let Place::Postgres(own) = &place else {
        return;
    };
    let (_, name) = own.rsplit_once('/').unwrap();
    // A backend that is told goodbye needs a moment to go.
    for _ in 0..500 {
        match try_batch(url, &format!("alter database {name} rename to {laid}")) {
            Ok(()) => return,
            Err(error) if error.code() == Some(&SqlState::OBJECT_IN_USE) => {
                std::thread::sleep(Duration::from_millis(10));
            }
            Err(error) => {
                assert_eq!(error.code(), Some(&SqlState::DUPLICATE_DATABASE), "{error}");
                return drop_database(&place);
            }
        }
    }
    panic!("whoever laid the schema is still connected");
}

fn fresh_database(url: &str) -> Place {
    new_database(url, "").unwrap()
}

fn new_database(url: &str, how: &str) -> Result<Place, tokio_postgres::Error> {
    static NEXT: AtomicU32 = AtomicU32::new(0);
    let name = format!(
        "story_{}_{}",
        std::process::id(),
        NEXT.fetch_add(1, Ordering::Relaxed)
    );
    let (base, _) = url.rsplit_once('/').unwrap();
    try_batch(url, &format!("create database {name} {how}"))?;
    Ok(Place::Postgres(format!("{base}/{name}")))
}

/// Takes a story's database away again; one whose story failed stays to be looked at.
pub(crate) fn drop_database(place: &Place) {
    let (Place::Postgres(url), Some(server)) = (place, test_server()) else {
        return;
    };
    let (_, name) = url.rsplit_once('/').unwrap();
    on_server(&server, async |client| {
        client.batch_execute(&emptied(name)).await.unwrap();
        let dropped = format!("drop database {name} with (force)");
        client.batch_execute(&dropped).await.unwrap();
    });
}

/// Ends whoever is connected and waits until they have gone, two milliseconds at a time. To drop by force does so too, but where
/// somebody still goes, as a pool that has just been closed does, it looks again only after a tenth of a second.
fn emptied(name: &str) -> String {
    format!(
        "do $$ begin
            perform pg_terminate_backend(pid) from pg_stat_activity where datname = '{name}' and backend_type = 'client backend';
            for look in 1..500 loop
                perform pg_stat_clear_snapshot();
                exit when not exists (select 1 from pg_stat_activity where datname = '{name}' and backend_type = 'client backend');
                perform pg_sleep(0.002);
            end loop;
        end $$"
    )
}

fn try_batch(url: &str, sql: &str) -> Result<(), tokio_postgres::Error> {
    on_server(url, async |client| client.batch_execute(sql).await)
}

/// Speaks with the server past the store, as somebody with a dump would.
pub(crate) fn on_server<T>(url: &str, act: impl AsyncFnOnce(tokio_postgres::Client) -> T) -> T {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    runtime.block_on(async {
        let (client, connection) = tokio_postgres::connect(url, tokio_postgres::NoTls)
            .await
            .unwrap();
        tokio::spawn(connection);
        act(client).await
    })
}
