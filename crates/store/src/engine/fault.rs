//! What can go wrong in a store, in a closed list, and never with a value in its text.
//!
//! Both engines put values into their own messages (PostgreSQL's DETAIL lines show whole rows), so
//! no message of theirs goes through: only codes, and the names of tables, columns and constraints.

/// Why a read or a write did not happen.
///
/// The text says what to do next and holds no bound value, so a fault may be logged and shown.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// The queue or the pool is full, or a lock took too long; nothing was written.
    #[error("the store is busy; try again in a moment")]
    Busy,
    /// Other transactions touched the same rows at every try; nothing was written.
    ///
    /// A closure may return it to be run again (eight times at most).
    #[error("others changed the same rows at the same time; try again")]
    Conflict,
    /// The store can't be reached or opened; nothing was written.
    #[error("the store is unavailable: {0}")]
    Unavailable(String),
    /// A constraint of the schema said no.
    ///
    /// `name` is the constraint's on PostgreSQL and `table.column, …` on SQLite; ask `kind` where
    /// both must agree.
    #[error("the schema refuses this ({kind} `{name}`); change what is written")]
    Constraint { kind: Constraint, name: String },
    /// The disk, or the store's share of it, is full; nothing was written.
    #[error("the disk of the store is full; free some space, the store goes on by itself")]
    DiskFull,
    /// Statement and schema don't fit together.
    #[error("statement and schema do not fit: {0}")]
    Schema(String),
    /// A row did not hold what the code wanted of it.
    #[error("a row is not as expected: {0}")]
    Row(String),
    /// The closure panicked; it was undone and the store goes on.
    #[error("`{name}` failed inside and was undone; report it, the store goes on")]
    Panic { name: &'static str },
    /// A read wanted to write.
    #[error("`{name}` only reads; write through a write")]
    ReadOnly { name: &'static str },
    /// A closure waited for another transaction, which would wait for the closure.
    #[error("`{name}` was asked for inside another transaction; ask for it before or after")]
    Nested { name: &'static str },
    /// The store was closed before it answered; what was asked for did not happen.
    #[error("the store is closed; open it again")]
    Gone,
    /// A value was made in an attempt other than the one that committed.
    #[error("`{0}` comes from an attempt that did not commit; take the value the write returned")]
    Stale(&'static str),
    /// A sealed value did not open, or could not be made.
    #[error(transparent)]
    Seal(#[from] crate::seal::SealError),
    /// Keys could not be made or read.
    #[error("{0}")]
    Keys(String),
    /// Nobody sits behind this act; a mistake in the program.
    #[error("this act has nobody behind it; report it")]
    NoSeat,
    /// The account has spent what its files may ask of the roll in a day.
    #[error(transparent)]
    TriedOut(#[from] switchboard_rules::roll::TriedOut),
    /// What the world is does not fit what was asked.
    #[error("{0}")]
    World(String),
    /// The commit was sent and no answer came: it may have happened.
    ///
    /// Never run again by the store; whoever asked must look before asking again.
    #[error("nobody can tell whether this was committed; look before asking again")]
    Unknown,
}

/// Which sort of constraint said no; the same on both engines.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Constraint {
    /// A primary key or a unique index.
    Unique,
    Foreign,
    NotNull,
    Check,
    Other,
}

impl std::fmt::Display for Constraint {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Unique => "unique",
            Self::Foreign => "foreign key",
            Self::NotNull => "not null",
            Self::Check => "check",
            Self::Other => "constraint",
        })
    }
}

impl Fault {
    /// Whether a primary key or a unique index said no: the row is there already.
    pub fn is_unique(&self) -> bool {
        matches!(
            self,
            Self::Constraint {
                kind: Constraint::Unique,
                ..
            }
        )
    }
}

/// How a statement failed, as the engine that runs the attempt needs to know it.
#[derive(Debug, Clone)]
pub(super) struct Doom {
    pub(super) fault: Fault,
    /// Whether running the closure afresh may help.
    pub(super) again: bool,
    /// Whether the connection is of no more use.
    pub(super) lost: bool,
}

impl Doom {
    pub(super) fn of(fault: Fault) -> Self {
        Self {
            fault,
            again: false,
            lost: false,
        }
    }
}
