//! Where a store lives, and how much it may take.

use std::{fmt, path::PathBuf, str::FromStr, time::Duration};

use switchboard_rules::person::Tongue;

use super::Fault;

/// Where a store lives: a file of ours, or a PostgreSQL.
#[derive(Clone, PartialEq, Eq)]
pub enum Place {
    /// A SQLite file; its `-wal` and `-shm` lie beside it.
    Sqlite(PathBuf),
    /// A `postgres://` address, which may hold a password.
    Postgres(String),
}

impl FromStr for Place {
    type Err = Fault;

    /// Reads a path, or an address that begins with `postgres://` or `postgresql://`.
    ///
    /// Any other `scheme://` is refused, so that a typing error does not become a file of that name.
    fn from_str(text: &str) -> Result<Self, Fault> {
        if text.starts_with("postgres://") || text.starts_with("postgresql://") {
            return Ok(Self::Postgres(text.to_owned()));
        }
        if text.is_empty() || text.contains("://") {
            return Err(Fault::Unavailable(
                "a store is a path or a postgres:// address; give one of the two".to_owned(),
            ));
        }
        Ok(Self::Sqlite(PathBuf::from(text)))
    }
}

/// Says the engine only: an address may hold a password, and a path a name.
impl fmt::Debug for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Sqlite(_) => "Place::Sqlite",
            Self::Postgres(_) => "Place::Postgres",
        })
    }
}

/// Which of the two engines answers.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Engine {
    Sqlite,
    Postgres,
}

impl Engine {
    /// How many slices of long work may wait for a writer while the next one is made ready: SQLite's takes them into one sync of the
    /// disk; on PostgreSQL each holds a connection, and callers want some too.
    pub(crate) const fn slices_ahead(self) -> usize {
        match self {
            Self::Sqlite => 4,
            Self::Postgres => 1,
        }
    }
}

/// How a world is opened: how much its store may take (connections, memory, waiting), and what holds as long as it is open.
#[derive(Clone, Debug)]
pub struct Options {
    /// Writes that may wait at once; one more is answered `Busy` at once.
    pub queue: usize,
    /// Connections that only read.
    pub readers: usize,
    /// PostgreSQL connections that write; SQLite has one writer. More than the processors keep busy only make each other slower: every
    /// act lasts longer, and so do its locks.
    pub writers: usize,
    /// How long a reader, or a PostgreSQL writer, waits for a connection before `Busy`.
    pub wait: Duration,
    /// Page cache of the SQLite writer in bytes; each reader gets an eighth of it.
    pub cache_bytes: usize,
    /// Length of SQLite's WAL in bytes from which it is begun anew. Every writer waits meanwhile, so rarely is better;
    /// that much disk is needed beside the file.
    pub wal_bytes: usize,
    /// What the pauses between retries are drawn from, so that two nodes don't pause alike.
    pub seed: u64,
    /// What hashing a password costs.
    pub hashing: crate::door::Hashing,
    /// In which language everybody rings who says nothing else: a member who wants that one is dealt to every caller. It is part of
    /// opening, for queues are kept apart by it, and no queue can be filled before.
    pub usual: Tongue,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            queue: 8192,
            readers: 4,
            writers: writers(),
            wait: Duration::from_secs(2),
            cache_bytes: 64 * 1024 * 1024,
            wal_bytes: 256 * 1024 * 1024,
            seed: u64::from(std::process::id()),
            hashing: crate::door::Hashing::default(),
            usual: Tongue::ENGLISH,
        }
    }
}

/// Two connections for each processor, while one waits for the disk.
fn writers() -> usize {
    let processors = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    (2 * processors).clamp(4, 16)
}
