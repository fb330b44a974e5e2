//! Why a log is refused, in words that say what to do.

use std::fmt;

use switchboard_ledger::checkpoint::CheckpointError;
use switchboard_ledger::entry::LEAF_RECORD_BYTES;
use switchboard_ledger::note::{KeyError, NoteError};
use switchboard_ledger::policy::PolicyRefused;
use switchboard_ledger::tile::{BundleError, BundleId, TileError, TileId};

use crate::folder::Unreadable;
use crate::report::{age, in_words};

/// Which checkpoint is spoken of.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Which {
    New,
    Old,
}

/// Why the log is not to be believed, or can't be checked.
#[derive(Debug)]
pub(crate) enum Refused {
    Unreadable(Unreadable),
    Key(KeyError),
    Note(Which, NoteError),
    Checkpoint(Which, CheckpointError),
    Origin(Which),
    NoQuorum { cosigned: usize },
    TooOld { newest: Option<u64>, now: u64 },
    Size(u64),
    Bundle(BundleId, BundleError),
    Entry(u64, usize),
    TileShape(TileError),
    Tile(TileId),
    Root { size: u64 },
    Shrunk { old: u64, new: u64 },
    Rewritten { old: u64 },
}

impl fmt::Display for Which {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::New => "the checkpoint",
            Self::Old => "the older checkpoint",
        })
    }
}

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unreadable(unreadable) => unreadable.fmt(f),
            Self::Key(error) => write!(f, "the key can't be used: {error}"),
            Self::Note(which, error) => write!(f, "{which} is not to be believed: {error}"),
            Self::Checkpoint(which, error) => write!(f, "{which} is none: {error}"),
            Self::Origin(which) => {
                write!(
                    f,
                    "{which} is of another log than the key; ask for the key of this log"
                )
            }
            Self::NoQuorum { cosigned } => write!(
                f,
                "only {cosigned} of the witnesses cosigned the checkpoint, and they are not enough; ask the others \
                 what they saw"
            ),
            Self::TooOld { newest, now } => {
                f.write_str("too few witnesses cosigned the checkpoint as lately as you ask for")?;
                if let Some(time) = newest {
                    let (words, age) = (in_words(*time), age(*time, *now));
                    write!(f, "; the newest cosignature is of {words} ({age})")?;
                }
                f.write_str("; fetch the log again, and ask the witnesses what they saw last")
            }
            Self::Size(size) => write!(
                f,
                "the checkpoint claims {size} entries, more than a log can have"
            ),
            Self::Bundle(id, error) => {
                write!(f, "`{id}` is not what the log should hold there: {error}")
            }
            Self::Entry(index, bytes) => write!(
                f,
                "entry {index} has {bytes} bytes, and one of version 1 has {LEAF_RECORD_BYTES}; ask who wrote the log"
            ),
            Self::TileShape(error) => error.fmt(f),
            Self::Tile(id) => {
                write!(
                    f,
                    "`{id}` is not made from the entries: an entry or the tile was changed"
                )
            }
            Self::Root { size } => {
                write!(
                    f,
                    "the {size} entries do not make the signed root: an entry, the size or the root was changed"
                )
            }
            Self::Shrunk { old, new } => write!(
                f,
                "the older checkpoint has {old} entries and this one {new}: entries are gone, or the files are swapped"
            ),
            Self::Rewritten { old } => write!(
                f,
                "the first {old} entries are not those of the older checkpoint: the log was rewritten; keep both \
                 checkpoints, together they prove it"
            ),
        }
    }
}

impl Refused {
    /// What a policy says of a checkpoint.
    pub(crate) fn by_policy(which: Which, refused: PolicyRefused) -> Self {
        match refused {
            PolicyRefused::Key(error) => Self::Key(error),
            PolicyRefused::Note(error) => Self::Note(which, error),
            PolicyRefused::Checkpoint(error) => Self::Checkpoint(which, error),
            PolicyRefused::NoLog => Self::Origin(which),
            PolicyRefused::NoQuorum { cosigned } => Self::NoQuorum { cosigned },
        }
    }
}

impl From<Unreadable> for Refused {
    fn from(unreadable: Unreadable) -> Self {
        Self::Unreadable(unreadable)
    }
}
