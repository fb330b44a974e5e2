//! Holds a signed checkpoint against a policy.

use super::{Policy, Witness};
use crate::checkpoint::{Checkpoint, CheckpointError};
use crate::cosignature::{CosignatureVerifier, Cosigned};
use crate::note::{Ed25519Verifier, KeyError, Note, NoteError, NoteVerifier};

/// Why a checkpoint is not believed under a policy.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PolicyRefused {
    /// The 32 bytes of a key in the policy are none.
    #[error("a key of the policy can't be used: {0}")]
    Key(#[from] KeyError),
    /// No key of the policy signed, or one claims to have and didn't.
    #[error(transparent)]
    Note(#[from] NoteError),
    /// The note is no checkpoint.
    #[error(transparent)]
    Checkpoint(#[from] CheckpointError),
    /// No log of the policy signed this as its own.
    #[error(
        "no log of the policy signed this checkpoint under its own name; ask for the log's key"
    )]
    NoLog,
    /// Too few witnesses cosigned.
    #[error(
        "only {cosigned} witnesses of the policy cosigned this checkpoint, and they are not enough; ask the others what they saw"
    )]
    NoQuorum {
        /// How many did.
        cosigned: usize,
    },
}

/// A checkpoint that a policy believes, and who saw it when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Agreed<'p> {
    /// The checkpoint.
    pub checkpoint: Checkpoint,
    /// Each witness of the policy that cosigned, with the time it gave, in seconds since 1970.
    pub cosigned: Vec<(&'p Witness, u64)>,
}

impl Policy {
    /// Checks that a log of this policy signed the note as its checkpoint and that the quorum cosigned it.
    ///
    /// A signature that claims a key of the policy and isn't by it makes the whole note refused.
    pub fn check(&self, note: &Note) -> Result<Agreed<'_>, PolicyRefused> {
        let logs: Vec<Ed25519Verifier> = self
            .logs()
            .iter()
            .map(|log| Ed25519Verifier::new(&log.key))
            .collect::<Result<_, _>>()?;
        let witnesses: Vec<CosignatureVerifier> = self
            .witnesses()
            .iter()
            .map(|witness| CosignatureVerifier::new(&witness.key))
            .collect::<Result<_, _>>()?;
        let mut known: Vec<&dyn NoteVerifier> = Vec::new();
        known.extend(logs.iter().map(|key| key as &dyn NoteVerifier));
        known.extend(witnesses.iter().map(|key| key as &dyn NoteVerifier));
        let believed = note.verify(&known)?;
        let checkpoint = Checkpoint::parse(note.text())?;
        let is_own = |log: &super::Log| {
            let name = log.key.name().as_str();
            name == checkpoint.origin() && believed.iter().any(|one| one.claims(name, log.key.id()))
        };
        if !self.logs().iter().any(is_own) {
            return Err(PolicyRefused::NoLog);
        }
        let time_of = |witness: &Witness| {
            let (name, id) = (witness.key.name().as_str(), witness.key.id());
            let signature = believed.iter().find(|one| one.claims(name, id))?;
            Cosigned::of(signature).ok().map(|cosigned| cosigned.time)
        };
        let cosigned: Vec<(&Witness, u64)> = self
            .witnesses()
            .iter()
            .filter_map(|witness| Some((witness, time_of(witness)?)))
            .collect();
        if self.is_met(|witness| time_of(witness).is_some()) {
            Ok(Agreed {
                checkpoint,
                cosigned,
            })
        } else {
            Err(PolicyRefused::NoQuorum {
                cosigned: cosigned.len(),
            })
        }
    }
}
