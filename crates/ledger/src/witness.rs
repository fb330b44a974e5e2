//! What a witness is asked and what it answers (C2SP tlog-witness), and how it decides.
//!
//! The source is <https://c2sp.org/tlog-witness>. A witness keeps, for each log, the last checkpoint that it
//! cosigned, and cosigns a newer one only when it is proved to hold all of that. So a log that shows two
//! people two histories needs every witness of one of them to forget. [`judge`] is that decision, without
//! key, disk or clock: whoever calls it keeps the checkpoint for good *before* a cosignature leaves, and
//! keeps others from doing the same meanwhile.

use core::fmt;

use crate::checkpoint::{Checkpoint, CheckpointError};
use crate::hash::{Hash, HashError};
use crate::note::{NOTE_BYTES_MAX, Note, NoteError, NoteVerifier};
use crate::number;
use crate::tree::{root_of_empty, verify_consistency};

/// How many lines of proof a request has at most.
pub const PROOF_LINES_MAX: usize = 63;
/// How large a request is at most, in bytes.
pub const REQUEST_BYTES_MAX: usize = NOTE_BYTES_MAX + 4_000;
/// The type of the answer that says how far the witness has come, status 409.
pub const SIZE_CONTENT_TYPE: &str = "text/x.tlog.size";

/// A request to cosign a checkpoint: `POST add-checkpoint`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AddCheckpoint {
    old: u64,
    proof: Vec<Hash>,
    note: Note,
}

/// Why bytes are not such a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum RequestError {
    /// The request is beyond [`REQUEST_BYTES_MAX`].
    #[error("the request is larger than a witness reads; send the proof and the checkpoint alone")]
    TooLong,
    /// The request is not UTF-8.
    #[error("the request is not UTF-8; send it as it is written")]
    Characters,
    /// The first line is not the old size.
    #[error("the first line reads `old` and the size of the last cosigned checkpoint")]
    Old,
    /// A line of the proof is not a hash.
    #[error("line {line} of the proof is not a hash: {error}")]
    Hash {
        /// Which one, from 1.
        line: usize,
        /// What is wrong with it.
        error: HashError,
    },
    /// There are more hashes than [`PROOF_LINES_MAX`].
    #[error("a proof has at most 63 lines")]
    Proof,
    /// No empty line and checkpoint follow the proof.
    #[error("an empty line and the checkpoint are missing behind the proof")]
    NoCheckpoint,
    /// The checkpoint is not a note.
    #[error("the checkpoint is no signed note: {0}")]
    Note(#[from] NoteError),
}

impl AddCheckpoint {
    /// Asks to cosign `note`, of which `proof` shows that it holds the `old` entries cosigned before.
    pub fn new(old: u64, proof: Vec<Hash>, note: Note) -> Result<Self, RequestError> {
        if proof.len() > PROOF_LINES_MAX {
            return Err(RequestError::Proof);
        }
        Ok(Self { old, proof, note })
    }

    /// Reads the body of a request: what `Display` writes, and nothing else.
    pub fn parse(bytes: &[u8]) -> Result<Self, RequestError> {
        if bytes.len() > REQUEST_BYTES_MAX {
            return Err(RequestError::TooLong);
        }
        let text = core::str::from_utf8(bytes).map_err(|_| RequestError::Characters)?;
        let (old, mut rest) = text
            .strip_prefix("old ")
            .and_then(|text| text.split_once('\n'))
            .ok_or(RequestError::Old)?;
        let old = number::parse(old).ok_or(RequestError::Old)?;
        let mut proof = Vec::new();
        loop {
            let (line, behind) = rest.split_once('\n').ok_or(RequestError::NoCheckpoint)?;
            rest = behind;
            if line.is_empty() {
                break;
            }
            if proof.len() == PROOF_LINES_MAX {
                return Err(RequestError::Proof);
            }
            let hash = Hash::from_base64(line).map_err(|error| RequestError::Hash {
                line: proof.len() + 1,
                error,
            })?;
            proof.push(hash);
        }
        Self::new(old, proof, Note::parse(rest.as_bytes())?)
    }

    /// The size that the witness is said to have cosigned last.
    #[must_use]
    pub const fn old(&self) -> u64 {
        self.old
    }

    /// The consistency proof from the old size.
    #[must_use]
    pub fn proof(&self) -> &[Hash] {
        &self.proof
    }

    /// The checkpoint to cosign, its signatures unchecked.
    #[must_use]
    pub const fn note(&self) -> &Note {
        &self.note
    }
}

impl fmt::Display for AddCheckpoint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "old {}", self.old)?;
        for hash in &self.proof {
            writeln!(f, "{}", hash.to_base64())?;
        }
        write!(f, "\n{}", self.note)
    }
}

/// The last state of a log that a witness cosigned.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Seen {
    /// How many entries it had.
    pub size: u64,
    /// Their root.
    pub root: Hash,
}

impl Seen {
    /// A log that was never cosigned: nothing is in it.
    #[must_use]
    pub fn nothing() -> Self {
        Self {
            size: 0,
            root: root_of_empty(),
        }
    }
}

/// Why a witness doesn't cosign, each with the status that it answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NotCosigned {
    /// 400: the bytes are no request.
    #[error(transparent)]
    Request(#[from] RequestError),
    /// 400: the note is no checkpoint.
    #[error("the note is no checkpoint: {0}")]
    Checkpoint(#[from] CheckpointError),
    /// 404: the witness doesn't know a log of this origin.
    #[error("this witness does not know a log of this origin; ask who runs it to add the log")]
    UnknownLog,
    /// 403: nobody whom the witness knows as this log signed.
    #[error("the log's key did not sign this checkpoint: {0}")]
    Unsigned(NoteError),
    /// 400: the old size is beyond the checkpoint's.
    #[error("the old size {old} is beyond the checkpoint's {size}")]
    Shrunk {
        /// The size said to be cosigned last.
        old: u64,
        /// The size to be cosigned.
        size: u64,
    },
    /// 409: the witness has cosigned another size last; the answer says which.
    #[error("this witness has cosigned {size} entries last; send the proof from there")]
    Stale {
        /// The size cosigned last.
        size: u64,
    },
    /// 409: two roots for one size. The two checkpoints together prove that the log shows two histories.
    #[error("another root was cosigned for these {size} entries: the log shows two histories")]
    OtherRoot {
        /// The size of both.
        size: u64,
    },
    /// 422: the proof doesn't show that the cosigned entries are the first of these.
    #[error(
        "the proof does not show that the {old} entries cosigned last are the first of these {size}"
    )]
    NotProved {
        /// The size cosigned last.
        old: u64,
        /// The size to be cosigned.
        size: u64,
    },
}

impl NotCosigned {
    /// The HTTP status that says it.
    #[must_use]
    pub const fn status(&self) -> u16 {
        match self {
            Self::Request(_) | Self::Checkpoint(_) | Self::Shrunk { .. } => 400,
            Self::Unsigned(_) => 403,
            Self::UnknownLog => 404,
            Self::Stale { .. } | Self::OtherRoot { .. } => 409,
            Self::NotProved { .. } => 422,
        }
    }

    /// The body of the answer that says it: for a stale request the size alone, as the source asks.
    #[must_use]
    pub fn body(&self) -> String {
        match self {
            Self::Stale { size } => format!("{size}\n"),
            other => format!("{other}\n"),
        }
    }

    /// The type of that body.
    #[must_use]
    pub const fn content_type(&self) -> &'static str {
        match self {
            Self::Stale { .. } => SIZE_CONTENT_TYPE,
            _ => "text/plain; charset=utf-8",
        }
    }

    /// Whether what the log signed contradicts what the witness cosigned, whoever sent it and with whatever proof.
    ///
    /// A proof that doesn't fit is none: a stranger can send an honest checkpoint with one.
    #[must_use]
    pub const fn is_contradiction(&self) -> bool {
        matches!(self, Self::OtherRoot { .. })
    }
}

/// Reads how far a witness has come out of its answer with status 409 and [`SIZE_CONTENT_TYPE`].
#[must_use]
pub fn parse_size(body: &[u8]) -> Option<u64> {
    let text = core::str::from_utf8(body).ok()?;
    number::parse(text.strip_suffix('\n')?)
}

/// Decides whether a checkpoint may be cosigned: it may when it is answered.
///
/// `keys` are the checkers of the log's own keys for the checkpoint's origin, `None` when the witness knows
/// no such log; `seen` is what the witness cosigned last for it, [`Seen::nothing`] when it never did. The
/// checks are in the order of the source, which also says what is answered to each.
pub fn judge(
    request: &AddCheckpoint,
    keys: Option<&[&dyn NoteVerifier]>,
    seen: &Seen,
) -> Result<Checkpoint, NotCosigned> {
    let checkpoint = Checkpoint::parse(request.note.text())?;
    let keys = keys.ok_or(NotCosigned::UnknownLog)?;
    request.note.verify(keys).map_err(NotCosigned::Unsigned)?;
    let (old, size) = (request.old, checkpoint.size());
    if old > size {
        return Err(NotCosigned::Shrunk { old, size });
    }
    if old != seen.size {
        return Err(NotCosigned::Stale { size: seen.size });
    }
    if old == size && old > 0 && *checkpoint.root() != seen.root {
        return Err(NotCosigned::OtherRoot { size });
    }
    verify_consistency((old, &seen.root), (size, checkpoint.root()), &request.proof)
        .map_err(|_| NotCosigned::NotProved { old, size })?;
    Ok(checkpoint)
}
