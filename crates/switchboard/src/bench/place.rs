//! Where a bench's worlds lie, and copies of them.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::atomic::{AtomicU32, Ordering};

use anyhow::{Context as _, bail};
use switchboard_store::Place;

/// A directory, and the database that goes with it where the store is PostgreSQL.
pub(super) struct PlaceOfRun {
    pub(super) dir: PathBuf,
    pub(super) database: Option<Database>,
}

/// A database on a server.
#[derive(Clone)]
pub(super) struct Database {
    pub(super) server: String,
    pub(super) name: String,
}

impl PlaceOfRun {
    /// A copy under a name of its own.
    pub(super) fn copy(&self) -> anyhow::Result<Self> {
        static NEXT: AtomicU32 = AtomicU32::new(0);
        let tail = format!(
            "run_{}_{}",
            std::process::id(),
            NEXT.fetch_add(1, Ordering::Relaxed)
        );
        let dir = self.dir.with_file_name(&tail);
        copy_dir(&self.dir, &dir)?;
        let database = match &self.database {
            None => None,
            Some(base) => {
                let copy = Database {
                    server: base.server.clone(),
                    name: format!("switchboard_bench_{tail}"),
                };
                copy.psql(&format!(
                    "create database {} template {}",
                    copy.name, base.name
                ))?;
                fs::write(dir.join("store.url"), copy.url())?;
                Some(copy)
            }
        };
        Ok(Self { dir, database })
    }

    /// An empty place beside this one: no directory yet, and a new database of the same server.
    pub(super) fn beside(&self, name: &str) -> anyhow::Result<Self> {
        let tail = format!("{name}_{}", std::process::id());
        let dir = self.dir.with_file_name(&tail);
        let database = self.database.as_ref().map(|base| Database {
            server: base.server.clone(),
            name: format!("switchboard_bench_{tail}"),
        });
        if let Some(database) = &database {
            database.psql(&format!("create database {}", database.name))?;
        }
        Ok(Self { dir, database })
    }

    /// The store, where it is not in the directory.
    pub(super) fn store(&self) -> Option<Place> {
        let database = self.database.as_ref();
        database.map(|database| Place::Postgres(database.url()))
    }

    /// Takes directory and database away.
    pub(super) fn remove(&self) {
        if let Some(database) = &self.database
            && let Err(error) = database.psql(&format!(
                "drop database if exists {} with (force)",
                database.name
            ))
        {
            tracing::warn!(%error, "the bench's database was not dropped");
        }
        let _not_there = fs::remove_dir_all(&self.dir);
    }
}

impl Database {
    /// The server's address with this database in it.
    pub(super) fn url(&self) -> String {
        let base = self
            .server
            .rsplit_once('/')
            .map_or(self.server.as_str(), |(base, _)| base);
        format!("{base}/{}", self.name)
    }

    /// Has the server make or drop something. (`psql` comes with every PostgreSQL; a driver here would be a second one.)
    pub(super) fn psql(&self, statement: &str) -> anyhow::Result<()> {
        let run = Command::new("psql")
            .args([
                "-q",
                "-X",
                "-v",
                "ON_ERROR_STOP=1",
                "-d",
                &self.server,
                "-c",
                statement,
            ])
            .output()
            .context("`psql` is needed to make the bench's database; install postgresql-client")?;
        if run.status.success() {
            Ok(())
        } else {
            bail!("psql: {}", String::from_utf8_lossy(&run.stderr).trim())
        }
    }
}

fn copy_dir(from: &Path, to: &Path) -> anyhow::Result<()> {
    fs::create_dir_all(to)?;
    for file in fs::read_dir(from)? {
        let file = file?;
        let target = to.join(file.file_name());
        if file.file_type()?.is_dir() {
            copy_dir(&file.path(), &target)?;
        } else {
            fs::copy(file.path(), &target)?;
            // A copy that still waits for the disk would be synced within the run.
            fs::File::open(&target)?.sync_all()?;
        }
    }
    Ok(())
}
