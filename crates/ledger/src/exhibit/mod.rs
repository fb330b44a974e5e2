//! The exhibit: entries that were chosen for a reader, opened in part, with everything that proves them, as one
//! JSON document.
//!
//! `docs/log-format.md` §9 has its shape. It stands on its own: whoever has it, and the log's key from somebody they
//! trust, checks it without a network and without us (`docs/checkers/exhibit.html` is one page that does). What an
//! exhibit shows, it shows for good: whoever makes one decides part by part what is opened.
//!
//! What is absent on purpose: names of members. They are `M1` to `Mn`; who that is stands in another document, for
//! those who may know.

mod fits;
mod json;
mod pinned;
mod read;
mod write;

#[cfg(feature = "ed25519")]
mod check;

#[cfg(feature = "ed25519")]
pub use check::{CheckedExhibit, Seen};
pub use pinned::{AllPinned, PinnedAt, RowError};

use std::collections::BTreeMap;

use crate::checkpoint::CheckpointError;
use crate::entry::{EntryError, LEAF_RECORD_BYTES, Opened, OpenedError};
use crate::hash::{Hash, HashError};
use crate::heads::HeadProof;
use crate::note::{KeyError, Note, NoteError, VerifierKey, WitnessKey};
use crate::tlog_proof::{TlogProof, TlogProofError};
use crate::tree::ProofError;

/// How large an exhibit is here at most, in bytes.
pub const EXHIBIT_BYTES_MAX: usize = 64_000_000;

/// The place in the checker's page where an exhibit is laid in.
const PLACE_IN_PAGE: &str = "<script type=\"application/json\" id=\"exhibit\"></script>";

/// What an exhibit is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum About {
    /// Looks at one member, whose subject part is open in each.
    Member([u8; 16]),
    /// Acts of one account.
    Account([u8; 16]),
    /// Acts for one campaign.
    Campaign([u8; 16]),
    /// Acts of a span of time.
    Span,
}

/// Entries for a reader, with what proves them. Nothing of it is checked until [`Exhibit::check`] is asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Exhibit {
    /// What it is about.
    pub about: About,
    /// From when on entries were chosen, in milliseconds since 1970 in UTC.
    pub from_ms: u64,
    /// Until when, this moment not included.
    pub until_ms: u64,
    /// Which places of the log it is about.
    pub part: Places,
    /// The log's key.
    pub log: VerifierKey,
    /// Keys of witnesses, each of whom cosigned the checkpoint.
    pub witnesses: Vec<WitnessKey>,
    /// The checkpoint that all proofs lead to.
    pub checkpoint: Note,
    /// An older checkpoint, from before the entries.
    pub before: Option<Before>,
    /// Who stands behind M1, M2 and so on; nobody where no subject of that member is open.
    pub members: Vec<Option<[u8; 16]>>,
    /// The entries, in the order of the log.
    pub entries: Vec<Exhibited>,
    /// Of an account: its rows under at most two entries that pin all accounts, the earlier one first. The account's entries
    /// between them are here, `beside` where the exhibit isn't about them.
    pub heads: Vec<PinnedRow>,
    /// Words for numbers of kinds and for ids: the word of whoever made the exhibit, which nothing proves.
    pub names: BTreeMap<String, String>,
}

/// The stretch of the log that an exhibit is about. Entries that fit may stand before it and behind it, in other exhibits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Places {
    /// The first place.
    pub first: u64,
    /// From which place on more follow; none where this is the last part.
    pub next: Option<u64>,
}

impl Places {
    /// Whether it is all: nothing was left to an exhibit before or after.
    #[must_use]
    pub const fn is_whole(&self) -> bool {
        self.first == 0 && self.next.is_none()
    }

    /// Whether a place lies within.
    #[must_use]
    pub fn has(&self, index: u64) -> bool {
        self.first <= index && self.next.is_none_or(|next| index < next)
    }
}

/// The account's row under an entry that pins all accounts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PinnedRow {
    /// The place of the entry, which stands in the exhibit, its time, kind and detail open.
    pub entry: u64,
    /// The row.
    pub row: HeadProof,
}

/// A checkpoint that a witness saw before the entries were in the log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Before {
    /// Signed by the log and cosigned by at least one of the exhibit's witnesses.
    pub checkpoint: Note,
    /// That the exhibit's checkpoint begins with it.
    pub proof: Vec<Hash>,
}

/// One entry of an exhibit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Exhibited {
    /// Where it stands in the log, from 0.
    pub index: u64,
    /// Whether it only stands beside the others (which version ran, say) and is not what the exhibit is about.
    pub is_beside: bool,
    /// Its parts, open and covered.
    pub opened: Opened,
    /// The inclusion proof.
    pub proof: Vec<Hash>,
    /// For each subject, in the entry's order, the number of its member in the exhibit, or 0 for none.
    pub members: Vec<u64>,
}

/// Why bytes are no exhibit, or one proves nothing.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ExhibitError {
    /// It is beyond [`EXHIBIT_BYTES_MAX`].
    #[error("an exhibit has at most 64,000,000 bytes; ask for a shorter span")]
    TooLong,
    /// It is not UTF-8.
    #[error("the exhibit is not UTF-8; ask for it again as it is")]
    Characters,
    /// It is not JSON, or not as an exhibit is written.
    #[error("the exhibit breaks {left} bytes before its end; ask for it again, whole")]
    Json {
        /// How many bytes were still to be read.
        left: usize,
    },
    /// It is of a format unknown here.
    #[error("this is no exhibit of version 1; take a newer checker, or ask for the exhibit again")]
    Format,
    /// A key is missing, stands there twice, or has a value of another kind.
    #[error(
        "`{0}` is missing, stands there twice, or is not what belongs there; ask for the exhibit again"
    )]
    Key(&'static str),
    /// There is a key that no exhibit has.
    #[error("an exhibit of version 1 has nothing called `{0}`; ask for the exhibit again")]
    UnknownKey(String),
    /// A key can't be used.
    #[error("a key in the exhibit can't be used: {0}")]
    VerifierKey(#[from] KeyError),
    /// A hash is none.
    #[error("a proof's hash is none: {0}")]
    Hash(#[from] HashError),
    /// A checkpoint is no note.
    #[error("a checkpoint of the exhibit is not to be believed: {0}")]
    Note(#[from] NoteError),
    /// A note is no checkpoint.
    #[error("a checkpoint of the exhibit is none: {0}")]
    Checkpoint(#[from] CheckpointError),
    /// The log or a witness did not sign.
    #[error(
        "the log or one of the witnesses did not sign the {0} checkpoint; ask for the exhibit again"
    )]
    Unsigned(&'static str),
    /// The older checkpoint isn't the beginning of the newer one.
    #[error("the older checkpoint is not the beginning of the newer one: {0}")]
    Before(ProofError),
    /// The older checkpoint has entries that the exhibit is about.
    #[error(
        "the older checkpoint is not from before the exhibit's entries; ask for the exhibit again"
    )]
    NotBefore,
    /// The table of members contradicts itself.
    #[error("the table of members has the same member twice, or one whom no entry shows")]
    Members,
    /// An opening is none.
    #[error("entry {0} has no opening: {1}")]
    Opening(u64, OpenedError),
    /// An entry's parts are none.
    #[error("entry {0} is not what was logged: {1}")]
    Entry(u64, EntryError),
    /// An entry's proof doesn't lead to the root.
    #[error("entry {0} is not in the signed log: {1}")]
    Proof(u64, TlogProofError),
    /// The entries are not in the log's order.
    #[error("entry {0} is out of order or there twice; ask for the exhibit again")]
    Order(u64),
    /// A number of a member doesn't belong to the subject.
    #[error("entry {0} gives a member a number that is another's; ask for the exhibit again")]
    Number(u64),
    /// An entry is not about what the exhibit is about.
    #[error(
        "entry {0} is not about what the exhibit is about, or doesn't show it; ask for the exhibit again"
    )]
    About(u64),
    /// The stretch of the log that it is about is none.
    #[error("the part of the log that it is about is none; ask for the exhibit again")]
    Part,
    /// An entry of the account stands beside, though the exhibit is about it, or doesn't show whether.
    #[error(
        "entry {0} of the account stands beside, and is not shown to be outside of what the exhibit is about"
    )]
    Beside(u64),
    /// A row of the account shows nothing.
    #[error("the account's row under entry {0} does not hold: {1}")]
    Row(u64, RowError),
    /// Two entries of an account contradict each other.
    #[error("entry {0} does not follow the entry of its account before it; ask who wrote the log")]
    Place(u64),
}

impl Exhibit {
    /// The proof of one entry as a file of its own, which every checker of [`crate::tlog_proof`] reads.
    pub fn tlog_proof(&self, entry: &Exhibited) -> Result<TlogProof, ExhibitError> {
        let wrong = |error| ExhibitError::Proof(entry.index, error);
        let opening = entry.opened.encode();
        let opening = opening.map_err(|error| ExhibitError::Opening(entry.index, error))?;
        TlogProof::new(entry.index, entry.proof.clone(), self.checkpoint.clone())
            .and_then(|proof| proof.with_extra(opening))
            .map_err(wrong)
    }

    /// The checker's page (`docs/checkers/exhibit.html`) with this exhibit in it, `None` when the page has no place
    /// for one.
    pub fn within(&self, page: &str) -> Result<Option<String>, ExhibitError> {
        let json = self.encode()?;
        let Some((above, below)) = page.split_once(PLACE_IN_PAGE) else {
            return Ok(None);
        };
        let open = PLACE_IN_PAGE.strip_suffix("</script>").unwrap_or_default();
        Ok(Some([above, open, &json, "</script>", below].concat()))
    }
}

impl Exhibited {
    fn record(&self) -> Result<[u8; LEAF_RECORD_BYTES], ExhibitError> {
        let record = self.opened.leaf_record();
        record.map_err(|error| ExhibitError::Entry(self.index, error))
    }
}
