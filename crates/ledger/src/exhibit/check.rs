//! Checks an exhibit whole.

use super::{AllPinned, Exhibit, ExhibitError};
use crate::checkpoint::Checkpoint;
use crate::cosignature::{CosignatureVerifier, Cosigned};
use crate::note::{Ed25519Verifier, Note, NoteVerifier};

/// A witness's name, and when it saw a checkpoint, in seconds since 1970 by its clock.
pub type Seen = (String, u64);

/// What an exhibit that was checked proves.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CheckedExhibit {
    /// The checkpoint that its entries are under.
    pub checkpoint: Checkpoint,
    /// Who saw that, and when: its entries are no younger.
    pub seen: Vec<Seen>,
    /// The checkpoint from before, and who saw that when: the entries weren't in the log then.
    pub before: Option<(Checkpoint, Vec<Seen>)>,
    /// From which to which number an account's entries are all here.
    pub run: Option<(u64, u64)>,
    /// Up to where all of an account's entries are shown to be here.
    pub pinned: Option<AllPinned>,
}

impl Exhibit {
    /// Checks every entry, every proof and every signature, by the keys that stand in the exhibit.
    ///
    /// Whether those are the keys of the log and the witnesses that the reader knows is for the reader to see:
    /// compare [`Exhibit::log`] and [`Exhibit::witnesses`] with what people you trust handed on.
    pub fn check(&self) -> Result<CheckedExhibit, ExhibitError> {
        let fits = self.fits()?;
        let (checkpoint, seen) = self.signed(&self.checkpoint, "newer")?;
        if seen.len() != self.witnesses.len() {
            return Err(ExhibitError::Unsigned("newer"));
        }
        let before = match &self.before {
            None => None,
            Some(before) => {
                let (older, seen) = self.signed(&before.checkpoint, "older")?;
                if seen.is_empty() {
                    return Err(ExhibitError::Unsigned("older"));
                }
                Some((older, seen))
            }
        };
        Ok(CheckedExhibit {
            checkpoint,
            seen,
            before,
            run: fits.run,
            pinned: fits.pinned,
        })
    }

    /// The checkpoint that the log signed as its own, and which of the witnesses cosigned it when.
    fn signed(
        &self,
        note: &Note,
        which: &'static str,
    ) -> Result<(Checkpoint, Vec<Seen>), ExhibitError> {
        let log = Ed25519Verifier::new(&self.log)?;
        let mut witnesses = Vec::with_capacity(self.witnesses.len());
        for key in &self.witnesses {
            witnesses.push(CosignatureVerifier::new(key)?);
        }
        let mut known: Vec<&dyn NoteVerifier> = vec![&log];
        known.extend(witnesses.iter().map(|key| key as &dyn NoteVerifier));
        let believed = note.verify(&known)?;
        let checkpoint = Checkpoint::parse(note.text())?;
        let name = self.log.name().as_str();
        let is_own = name == checkpoint.origin() && checkpoint.extensions().is_empty();
        if !is_own || !believed.iter().any(|one| one.claims(name, self.log.id())) {
            return Err(ExhibitError::Unsigned(which));
        }
        let seen = self.witnesses.iter().filter_map(|key| {
            let name = key.name().as_str();
            let line = believed.iter().find(|one| one.claims(name, key.id()))?;
            Some((name.to_owned(), Cosigned::of(line).ok()?.time))
        });
        Ok((checkpoint, seen.collect()))
    }
}
