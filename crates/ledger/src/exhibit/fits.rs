//! Whether an exhibit's entries are in the log of its checkpoint, and say together what it says they do. Who signed
//! is another question.

use std::collections::{BTreeMap, BTreeSet};

use super::{About, AllPinned, Exhibit, ExhibitError, Exhibited};
use crate::checkpoint::Checkpoint;
use crate::entry::{Proved, Tag, Verified, verify_entry};
use crate::hash::Hash;
use crate::tree::{verify_consistency, verify_inclusion};

/// An account's entry that was met last: its number and its leaf hash.
type Heads = BTreeMap<[u8; 16], (u64, Hash)>;

/// What entries say together.
pub(super) struct Fits {
    /// For an exhibit about an account, from which to which number its entries run without a gap, when they do: none was taken
    /// out of this chain between those. (That nobody is shown another, with the same numbers, the heads show, up to them:
    /// docs/log-format.md §8.)
    #[cfg_attr(
        not(feature = "ed25519"),
        expect(dead_code, reason = "whoever checks the signatures too is told")
    )]
    pub(super) run: Option<(u64, u64)>,
    /// Up to where all of them are here, where rows under heads show it.
    pub(super) pinned: Option<AllPinned>,
}

impl Exhibit {
    /// Checks all but the signatures.
    pub(super) fn fits(&self) -> Result<Fits, ExhibitError> {
        let checkpoint = Checkpoint::parse(self.checkpoint.text())?;
        if !self.has_distinct_keys() {
            return Err(ExhibitError::Key("witnesses"));
        }
        let (mut next, mut heads, mut shown) = (0, Heads::new(), BTreeSet::new());
        self.part_fits(&checkpoint)?;
        let mut run = Run::Nothing;
        let mut all = Vec::with_capacity(self.entries.len());
        for entry in &self.entries {
            if entry.index < next {
                return Err(ExhibitError::Order(entry.index));
            }
            next = entry.index.saturating_add(1);
            let record = entry.record()?;
            let verified = verify_entry(&record, &entry.opened)
                .map_err(|error| ExhibitError::Entry(entry.index, error))?;
            let (size, root) = (checkpoint.size(), checkpoint.root());
            verify_inclusion(&verified.leaf(), entry.index, size, root, &entry.proof)
                .map_err(|error| ExhibitError::Proof(entry.index, error.into()))?;
            self.numbers_fit(entry, &verified, &mut shown)?;
            if !entry.is_beside && !self.is_about(entry.index, &verified) {
                return Err(ExhibitError::About(entry.index));
            }
            follows(entry, &verified, &mut heads)?;
            if !entry.is_beside {
                run = run.and(&verified);
            }
            all.push((entry, verified));
        }
        self.members_fit(&shown)?;
        self.before_fits(&checkpoint)?;
        let run = match (run, self.about) {
            (Run::Whole(first, last), About::Account(_)) => Some((first, last)),
            _ => None,
        };
        let pinned = self.pinned_by(&all)?;
        Ok(Fits { run, pinned })
    }

    /// What it says to be the next part's lies behind this one, and in the log.
    fn part_fits(&self, now: &Checkpoint) -> Result<(), ExhibitError> {
        let fits = |next| self.part.first < next && next < now.size();
        if self.part.next.is_none_or(fits) {
            Ok(())
        } else {
            Err(ExhibitError::Part)
        }
    }

    /// A key counts once, whatever it is called: a cosignature doesn't name who made it, so one witness's would pass under
    /// a second name. And the log is no witness of itself.
    fn has_distinct_keys(&self) -> bool {
        let mut keys: BTreeSet<&[u8; 32]> = BTreeSet::from([self.log.public()]);
        self.witnesses.iter().all(|key| keys.insert(key.public()))
    }

    /// Each open subject has the number under which the table has its member, each covered one any or none.
    fn numbers_fit(
        &self,
        entry: &Exhibited,
        verified: &Verified<'_>,
        shown: &mut BTreeSet<[u8; 16]>,
    ) -> Result<(), ExhibitError> {
        let wrong = ExhibitError::Number(entry.index);
        if entry.members.len() != verified.subjects().len() {
            return Err(wrong);
        }
        for (number, subject) in entry.members.iter().zip(verified.subjects()) {
            let row = usize::try_from(*number).ok().and_then(|n| n.checked_sub(1));
            let row = row.map(|at| self.members.get(at));
            let fits = match (subject, row) {
                (Proved::Open(subject), Some(Some(Some(id)))) => {
                    shown.insert(subject.member);
                    *id == subject.member
                }
                (Proved::Covered, None | Some(Some(_))) => true,
                _ => false,
            };
            if !fits {
                return Err(wrong);
            }
        }
        Ok(())
    }

    /// No member stands twice in the table, and none whom no entry shows.
    fn members_fit(&self, shown: &BTreeSet<[u8; 16]>) -> Result<(), ExhibitError> {
        let named: Vec<_> = self.members.iter().flatten().collect();
        let distinct: BTreeSet<_> = named.iter().copied().collect();
        if named.len() == distinct.len() && distinct.iter().all(|id| shown.contains(*id)) {
            Ok(())
        } else {
            Err(ExhibitError::Members)
        }
    }

    pub(super) fn is_about(&self, index: u64, entry: &Verified<'_>) -> bool {
        let at = entry.at_ms().and_then(Proved::open);
        let at = at.and_then(|at| u64::try_from(at).ok());
        let is_within = at.is_some_and(|at| (self.from_ms..self.until_ms).contains(&at));
        is_within
            && self.part.has(index)
            && match &self.about {
                About::Span => true,
                About::Account(id) => entry.account().and_then(Proved::open) == Some(*id),
                About::Campaign(id) => {
                    entry.part(Tag::CAMPAIGN).and_then(Proved::open) == Some(id.as_slice())
                }
                About::Member(id) => entry
                    .subjects()
                    .iter()
                    .any(|one| matches!(one, Proved::Open(subject) if subject.member == *id)),
            }
    }

    fn before_fits(&self, now: &Checkpoint) -> Result<(), ExhibitError> {
        let Some(before) = &self.before else {
            return Ok(());
        };
        let old = Checkpoint::parse(before.checkpoint.text())?;
        let (older, newer) = ((old.size(), old.root()), (now.size(), now.root()));
        verify_consistency(older, newer, &before.proof).map_err(ExhibitError::Before)?;
        let first = self.entries.iter().find(|entry| !entry.is_beside);
        if first.is_some_and(|entry| entry.index < old.size()) {
            return Err(ExhibitError::NotBefore);
        }
        Ok(())
    }
}

/// An account's entries are numbered as they stand in the log, and each names the one before it.
fn follows(
    entry: &Exhibited,
    verified: &Verified<'_>,
    heads: &mut Heads,
) -> Result<(), ExhibitError> {
    let account = verified.account().and_then(Proved::open);
    let (Some(account), Proved::Open(place)) = (account, verified.place()) else {
        return Ok(());
    };
    let before = heads.insert(account, (place.number, verified.leaf()));
    let Some((number, head)) = before else {
        return Ok(());
    };
    let is_next = number.checked_add(1) == Some(place.number);
    if place.number <= number || (is_next && place.previous != head) {
        return Err(ExhibitError::Place(entry.index));
    }
    Ok(())
}

/// The numbers of the entries that were met so far.
enum Run {
    Nothing,
    Whole(u64, u64),
    Broken,
}

impl Run {
    /// This run with one more entry, broken by a gap or by a place that is covered.
    fn and(self, entry: &Verified<'_>) -> Self {
        match (self, entry.place()) {
            (Self::Nothing, Proved::Open(place)) => Self::Whole(place.number, place.number),
            (Self::Whole(first, last), Proved::Open(place))
                if last.checked_add(1) == Some(place.number) =>
            {
                Self::Whole(first, place.number)
            }
            _ => Self::Broken,
        }
    }
}
