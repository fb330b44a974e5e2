//! A proof as one file: where an entry stands, why it is under a root, and who signed that root (C2SP
//! tlog-proof).
//!
//! The source is <https://c2sp.org/tlog-proof>. Such a file is checked without any network: it needs the
//! log's key, the witnesses' keys, and the entry. Ours carry the entry's opening
//! ([`crate::entry::Opened`]) as the `extra` line, so that one file holds one entry whole.

use core::fmt;

use base64::{Engine as _, engine::general_purpose::STANDARD};

use crate::checkpoint::{Checkpoint, CheckpointError};
use crate::hash::{Hash, HashError};
use crate::note::{NOTE_BYTES_MAX, Note, NoteError};
use crate::number;
use crate::tree::{ProofError, verify_inclusion};

const HEADER: &str = "c2sp.org/tlog-proof@v1";
/// How many hashes a proof in a file has at most: no tree needs more.
pub const PATH_MAX: usize = 63;
/// How large the extra data of a proof is here at most, in bytes.
pub const EXTRA_BYTES_MAX: usize = 4_000_000;
/// How large a proof's file is here at most, in bytes.
pub const TLOG_PROOF_BYTES_MAX: usize = EXTRA_BYTES_MAX / 3 * 4 + NOTE_BYTES_MAX + 10_000;

/// An entry's index, its inclusion proof, and the checkpoint that it leads to.
///
/// Nothing of it is checked until [`TlogProof::leads_to`] and the note's signatures are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TlogProof {
    extra: Option<Vec<u8>>,
    index: u64,
    path: Vec<Hash>,
    note: Note,
}

/// Why bytes are not such a proof, or it proves nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum TlogProofError {
    /// The file is beyond [`TLOG_PROOF_BYTES_MAX`].
    #[error("the proof is larger than this program reads; ask for it again")]
    TooLong,
    /// The file is not UTF-8.
    #[error("the proof is not UTF-8; ask for it again as it is")]
    Characters,
    /// The first line names no format known here.
    #[error("the first line is not `c2sp.org/tlog-proof@v1`; this is not a proof, or a newer one")]
    Header,
    /// The extra line is empty or not base64.
    #[error("the extra line is not base64; ask for the proof again as it is")]
    Extra,
    /// The index line is missing or not a decimal number.
    #[error(
        "the line of the index is missing or no decimal number without leading zeros; ask for the proof again"
    )]
    Index,
    /// A line of the proof is not a hash.
    #[error("line {line} of the proof's hashes is not one: {error}")]
    Hash {
        /// Which one, from 1.
        line: usize,
        /// What is wrong with it.
        error: HashError,
    },
    /// There are more hashes than [`PATH_MAX`].
    #[error("a proof has at most 63 hashes; ask for it again")]
    Path,
    /// No empty line and checkpoint follow the hashes.
    #[error(
        "an empty line and the checkpoint are missing behind the hashes; ask for the proof again, whole"
    )]
    NoCheckpoint,
    /// The checkpoint is not a note.
    #[error("the proof's checkpoint is not to be believed: {0}")]
    Note(#[from] NoteError),
    /// The note is not a checkpoint.
    #[error("the proof's checkpoint is none: {0}")]
    Checkpoint(#[from] CheckpointError),
    /// The hashes don't lead from the entry to the root.
    #[error(transparent)]
    Inclusion(#[from] ProofError),
}

impl TlogProof {
    /// The proof that an entry at `index` is under the root of this checkpoint.
    pub fn new(index: u64, path: Vec<Hash>, note: Note) -> Result<Self, TlogProofError> {
        if path.len() > PATH_MAX {
            return Err(TlogProofError::Path);
        }
        Checkpoint::parse(note.text())?;
        Ok(Self {
            extra: None,
            index,
            path,
            note,
        })
    }

    /// The same with some bytes beside it, which nothing here proves.
    pub fn with_extra(mut self, extra: Vec<u8>) -> Result<Self, TlogProofError> {
        if extra.is_empty() || extra.len() > EXTRA_BYTES_MAX {
            return Err(TlogProofError::Extra);
        }
        self.extra = Some(extra);
        Ok(self)
    }

    /// Reads what [`TlogProof`]'s `Display` writes, and nothing else.
    pub fn parse(bytes: &[u8]) -> Result<Self, TlogProofError> {
        if bytes.len() > TLOG_PROOF_BYTES_MAX {
            return Err(TlogProofError::TooLong);
        }
        let text = core::str::from_utf8(bytes).map_err(|_| TlogProofError::Characters)?;
        let (header, mut rest) = line(text).ok_or(TlogProofError::Header)?;
        if header != HEADER {
            return Err(TlogProofError::Header);
        }
        let mut extra = None;
        if let Some((base64, behind)) = rest.strip_prefix("extra ").and_then(line) {
            extra = Some(STANDARD.decode(base64).map_err(|_| TlogProofError::Extra)?);
            rest = behind;
        }
        let (index, behind) = rest
            .strip_prefix("index ")
            .and_then(line)
            .ok_or(TlogProofError::Index)?;
        let index = number::parse(index).ok_or(TlogProofError::Index)?;
        let (path, note) = hashes(behind)?;
        let proof = Self::new(index, path, Note::parse(note.as_bytes())?)?;
        match extra {
            Some(extra) => proof.with_extra(extra),
            None => Ok(proof),
        }
    }

    /// Where the entry stands in the log, from 0.
    #[must_use]
    pub const fn index(&self) -> u64 {
        self.index
    }

    /// The hashes from the entry's sibling up.
    #[must_use]
    pub fn path(&self) -> &[Hash] {
        &self.path
    }

    /// The signed checkpoint, its signatures unchecked.
    #[must_use]
    pub const fn note(&self) -> &Note {
        &self.note
    }

    /// The bytes beside the proof, which it doesn't prove; ours are an opening.
    #[must_use]
    pub fn extra(&self) -> Option<&[u8]> {
        self.extra.as_deref()
    }

    /// Checks that this leaf stands at the index under the root of the checkpoint, and answers that.
    ///
    /// Who signed the checkpoint is another question: see [`Note::verify`] and [`crate::policy`].
    pub fn leads_to(&self, leaf: &Hash) -> Result<Checkpoint, TlogProofError> {
        let checkpoint = Checkpoint::parse(self.note.text())?;
        verify_inclusion(
            leaf,
            self.index,
            checkpoint.size(),
            checkpoint.root(),
            &self.path,
        )?;
        Ok(checkpoint)
    }
}

impl fmt::Display for TlogProof {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{HEADER}")?;
        if let Some(extra) = &self.extra {
            writeln!(f, "extra {}", STANDARD.encode(extra))?;
        }
        writeln!(f, "index {}", self.index)?;
        for hash in &self.path {
            writeln!(f, "{}", hash.to_base64())?;
        }
        write!(f, "\n{}", self.note)
    }
}

/// The first line without its end, and what follows.
fn line(text: &str) -> Option<(&str, &str)> {
    text.split_once('\n')
}

/// The hashes up to the empty line, and what follows it.
fn hashes(mut text: &str) -> Result<(Vec<Hash>, &str), TlogProofError> {
    let mut path = Vec::new();
    loop {
        let (first, rest) = line(text).ok_or(TlogProofError::NoCheckpoint)?;
        text = rest;
        if first.is_empty() {
            return Ok((path, text));
        }
        if path.len() == PATH_MAX {
            return Err(TlogProofError::Path);
        }
        let hash = Hash::from_base64(first).map_err(|error| TlogProofError::Hash {
            line: path.len() + 1,
            error,
        })?;
        path.push(hash);
    }
}
