//! Both engines: a story runs once on each, on PostgreSQL in a database of its own.

use std::sync::OnceLock;

use switchboard_store::{Fault, Place, testing};

/// A place for a world; on PostgreSQL a database goes with it, made when it is asked for.
pub(crate) struct Ground {
    pub(crate) name: &'static str,
    /// The tests' PostgreSQL; none for SQLite.
    server: Option<String>,
    place: OnceLock<Place>,
}

/// What the test script sets; tests have no configuration file.
#[expect(
    clippy::disallowed_methods,
    reason = "the test script says where its servers and disks are"
)]
pub(crate) fn setting(name: &str) -> Option<String> {
    std::env::var(name).ok().filter(|text| !text.is_empty())
}

/// The engines there are here. Without PostgreSQL it says so loudly.
pub(crate) fn grounds() -> Vec<Ground> {
    let mut grounds = vec![Ground::new("sqlite", None)];
    match setting("TEST_POSTGRES") {
        Some(server) => grounds.push(Ground::new("postgres", Some(server))),
        None => eprintln!(
            "SKIPPED on PostgreSQL: set TEST_POSTGRES to the address of a server (./scripts/test does)"
        ),
    }
    grounds
}

impl Ground {
    fn new(name: &'static str, server: Option<String>) -> Self {
        Self {
            name,
            server,
            place: OnceLock::new(),
        }
    }

    pub(crate) fn is_sqlite(&self) -> bool {
        self.server.is_none()
    }

    /// For `testing::create`: the schema is laid on it already.
    pub(crate) fn laid(&self) -> Option<Place> {
        self.made(testing::laid).cloned()
    }

    /// For what lays its world by itself, as operators have it: the program, a restore, a simulated week.
    pub(crate) fn empty(&self) -> Option<Place> {
        self.made(testing::empty).cloned()
    }

    /// The address of an empty database, on PostgreSQL.
    pub(crate) fn url(&self) -> Option<&str> {
        match self.made(testing::empty)? {
            Place::Postgres(url) => Some(url.as_str()),
            Place::Sqlite(_) => None,
        }
    }

    fn made(&self, make: fn(&str) -> Result<Place, Fault>) -> Option<&Place> {
        let server = self.server.as_deref()?;
        Some(self.place.get_or_init(|| make(server).unwrap()))
    }

    /// Takes the database away under whoever uses it.
    pub(crate) fn take_away(&self) {
        if let (Some(server), Some(place)) = (&self.server, self.place.get()) {
            testing::take_away(server, place).unwrap();
        }
    }
}

impl Drop for Ground {
    fn drop(&mut self) {
        // One whose story failed stays to be looked at.
        if !std::thread::panicking() {
            self.take_away();
        }
    }
}
