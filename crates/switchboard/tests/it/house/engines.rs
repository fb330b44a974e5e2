//! Both engines: a story runs once on each, on PostgreSQL in a database of its own.

use std::process::Command;
use std::sync::atomic::{AtomicU32, Ordering};

use switchboard_store::Place;

/// A place for a world; a database goes with it.
pub(crate) struct Ground {
    pub(crate) name: &'static str,
    pub(crate) place: Option<Place>,
    database: Option<String>,
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
    let mut grounds = vec![Ground {
        name: "sqlite",
        place: None,
        database: None,
    }];
    match setting("TEST_POSTGRES") {
        Some(server) => grounds.push(Ground::fresh(&server)),
        None => eprintln!(
            "SKIPPED on PostgreSQL: set TEST_POSTGRES to the address of a server (./scripts/test does)"
        ),
    }
    grounds
}

impl Ground {
    fn fresh(server: &str) -> Self {
        static NEXT: AtomicU32 = AtomicU32::new(0);
        let name = format!(
            "it_{}_{}",
            std::process::id(),
            NEXT.fetch_add(1, Ordering::Relaxed)
        );
        tell(server, &[&format!("create database {name}")]);
        let (base, _) = server.rsplit_once('/').unwrap();
        let url = format!("{base}/{name}");
        Self {
            name: "postgres",
            place: Some(url.parse().unwrap()),
            database: Some(url),
        }
    }

    /// Takes the database away under whoever uses it.
    pub(crate) fn take_away(&self) {
        if let (Some(url), Some(server)) = (&self.database, setting("TEST_POSTGRES")) {
            let (_, name) = url.rsplit_once('/').unwrap();
            let dropped = format!("drop database if exists {name} with (force)");
            tell(&server, &[&emptied(name), &dropped]);
        }
    }

    /// The address of the database, where there is one.
    pub(crate) fn url(&self) -> Option<&str> {
        self.database.as_deref()
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

/// Each command by itself, one after the other.
fn tell(server: &str, commands: &[&str]) {
    let each = commands.iter().flat_map(|command| ["-c", *command]);
    let done = Command::new("psql")
        .args(["-q", "-X", "-v", "ON_ERROR_STOP=1", "-d", server])
        .args(each)
        .output()
        .unwrap();
    assert!(
        done.status.success(),
        "psql: {}",
        String::from_utf8_lossy(&done.stderr)
    );
}
