//! Worlds for tests of this crate and of those above it, on PostgreSQL each in a database of its own.
//!
//! A world's database is a copy of one on which the schema was laid once, in a tenth of the time. The feature `testing` brings
//! this to other crates' tests; no release has it. Absent on purpose: which server is the tests' own. Whoever tests says so.

use std::path::Path;
use std::sync::atomic::{AtomicU32, Ordering};

use sha2::{Digest, Sha256};
use switchboard_rules::moment::Moment;
use tokio_postgres::error::SqlState;

use crate::engine::{Db, Options, Place};
use crate::fault::Fault;
use crate::meta::Meta;
use crate::schema::{self, STEPS};
use crate::seal::hex;
use crate::world::World;

/// What stands beside the steps of a schema that was laid to be copied: 24 November 2026, 18:37 in London.
const LAID_AT: Moment = Moment::from_millis(1_795_545_420_000);

/// Makes a new world as [`World::create`] does, in a database that may have the schema already: see [`laid`].
///
/// # Errors
/// Those of [`World::create`].
pub fn create(
    dir: &Path,
    place: Option<Place>,
    meta: &Meta,
    now: Moment,
    options: Options,
) -> Result<World, Fault> {
    World::create_in(dir, place, meta, now, options)
}

/// An empty database of its own on this server.
///
/// # Errors
/// `Fault::Unavailable` with the server's code.
pub fn empty(server: &str) -> Result<Place, Fault> {
    Ok(make(server, "")?)
}

/// A database of its own on this server that has the schema of a world, and no world yet. The first test lays the schema under a
/// name made of its very text, so that another schema never finds this one; all others copy.
///
/// # Errors
/// `Fault::Unavailable` with the server's code; those of laying the schema.
pub fn laid(server: &str) -> Result<Place, Fault> {
    let steps: String = STEPS.iter().map(|step| step.sql).collect();
    let digest = hex(Sha256::digest(steps).as_slice());
    let name: String = "schema_".chars().chain(digest.chars().take(32)).collect();
    // Which is read from its files, without a log of every page.
    let copied = format!("template {name} strategy file_copy");
    match make(server, &copied) {
        Err(Refused(Some(code))) if code == SqlState::UNDEFINED_DATABASE => {
            lay(server, &name)?;
            Ok(make(server, &copied)?)
        }
        made => made.map_err(Fault::from),
    }
}

/// Takes a test's database away under whoever uses it; one that has gone already is no fault.
///
/// # Errors
/// `Fault::Unavailable` with the server's code.
pub fn take_away(server: &str, place: &Place) -> Result<(), Fault> {
    let name = name_of(place);
    let dropped = format!("drop database if exists {name} with (force)");
    tell(server, &[&emptied(name), &dropped]).map_err(Fault::from)
}

/// Lays the schema on a database of this name. Where another test was faster, its own stands.
fn lay(server: &str, name: &str) -> Result<(), Fault> {
    let place = make(server, "")?;
    let db = Db::create(&place, Options::default())?;
    schema::migrate(&db, LAID_AT)?;
    drop(db);
    let own = name_of(&place);
    let renamed = format!("alter database {own} rename to {name}");
    match tell(server, &[&emptied(own), &renamed]) {
        Err(Refused(Some(code))) if code == SqlState::DUPLICATE_DATABASE => {
            take_away(server, &place)
        }
        told => told.map_err(Fault::from),
    }
}

fn make(server: &str, how: &str) -> Result<Place, Refused> {
    static NEXT: AtomicU32 = AtomicU32::new(0);
    let name = format!(
        "story_{}_{}",
        std::process::id(),
        NEXT.fetch_add(1, Ordering::Relaxed)
    );
    tell(server, &[&format!("create database {name} {how}")])?;
    let base = server.rsplit_once('/').map_or(server, |(base, _)| base);
    Ok(Place::Postgres(format!("{base}/{name}")))
}

/// The database's name, which ends its address; nothing for SQLite, where none is made here.
fn name_of(place: &Place) -> &str {
    match place {
        Place::Postgres(url) => url.rsplit_once('/').map_or("", |(_, name)| name),
        Place::Sqlite(_) => "",
    }
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

/// Each command by itself, one after the other, past the store.
fn tell(server: &str, commands: &[&str]) -> Result<(), Refused> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    runtime.block_on(async {
        let (client, connection) = tokio_postgres::connect(server, tokio_postgres::NoTls).await?;
        tokio::spawn(connection);
        for command in commands {
            client.batch_execute(command).await?;
        }
        Ok::<(), Refused>(())
    })
}

/// Why the server did nothing: its code, or none where it could not be asked.
struct Refused(Option<SqlState>);

impl From<tokio_postgres::Error> for Refused {
    fn from(error: tokio_postgres::Error) -> Self {
        Self(error.code().cloned())
    }
}

impl From<std::io::Error> for Refused {
    fn from(_: std::io::Error) -> Self {
        Self(None)
    }
}

impl From<Refused> for Fault {
    fn from(Refused(code): Refused) -> Self {
        let said = code.as_ref().map_or("no answer", SqlState::code);
        Self::Unavailable(format!(
            "the tests' own PostgreSQL says `{said}`; look at TEST_POSTGRES"
        ))
    }
}
