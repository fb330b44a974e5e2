//! Whether an exhibit of an account holds all that was logged for it, up to where entries pin every account's last one
//! (`docs/log-format.md` §3 and §9).

use super::{About, Exhibit, ExhibitError, Exhibited, PinnedRow};
use crate::entry::{Proved, Verified};
use crate::heads::{HeadsRoot, NotAll, Reached};
use crate::resumed::{Resumption, verify_all_but_lost};
use crate::tree::ProofError;

/// An entry of the exhibit, checked.
type Checked<'e> = (&'e Exhibited, Verified<'e>);

/// That all of an account's entries are here, of what the exhibit is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AllPinned {
    /// From where on; none where it is from the account's first entry on.
    pub since: Option<PinnedAt>,
    /// Up to where. What the log has from [`PinnedAt::size`] on, it says nothing of.
    pub until: PinnedAt,
    /// How many of the exhibit's entries are newer than that.
    pub beyond: usize,
    /// The log went on over lost entries there: which of those were the account's nobody can say.
    pub lost: Vec<Resumption>,
}

impl AllPinned {
    /// The first place of the log of which it holds, and the first of which it doesn't, within the exhibit's part.
    #[must_use]
    pub fn places(&self, exhibit: &Exhibit) -> (u64, u64) {
        let (since, until) = (self.since.map_or(0, |at| at.size), self.until.size);
        let next = exhibit.part.next.unwrap_or(u64::MAX);
        (since.max(exhibit.part.first), until.min(next))
    }

    /// Until which time it holds, in milliseconds since 1970 in UTC: to the exhibit's end, or to when the last row was pinned
    /// where that was earlier.
    #[must_use]
    pub fn until_ms(&self, exhibit: &Exhibit) -> u64 {
        let pinned = u64::try_from(self.until.at_ms).unwrap_or(0);
        exhibit.until_ms.min(pinned)
    }
}

/// An entry that pins every account's last one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PinnedAt {
    /// Its place in the log.
    pub entry: u64,
    /// Its time, by the server's clock, in milliseconds since 1970 in UTC.
    pub at_ms: i64,
    /// How many entries the log had then.
    pub size: u64,
    /// The account's last number among those.
    pub number: u64,
}

/// Why an account's row shows nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum RowError {
    /// There is no such entry in the exhibit, or not open.
    #[error("that is no entry of the exhibit that shows its time and pins all accounts")]
    Entry,
    /// An exhibit of something else has rows, or one has too many.
    #[error("only an exhibit of an account has rows, at most two, the earlier one first")]
    Rows,
    /// It doesn't stand under the entry's root.
    #[error("it does not stand under the root that the entry names: {0}")]
    Proof(#[from] ProofError),
    /// The earlier row is of a time at which the exhibit has begun already.
    #[error("the exhibit begins before it, so what was logged between would be kept back")]
    Late,
    /// The last row is of a time or a place before the exhibit's beginning.
    #[error("it was pinned before what the exhibit is about, and so shows nothing of it")]
    Early,
    /// The account's entries don't lead there.
    #[error("{0}")]
    NotAll(#[from] NotAll),
}

impl Exhibit {
    /// Up to where all of an account's entries are shown to be here; signatures are not checked.
    pub fn pinned(&self) -> Result<Option<AllPinned>, ExhibitError> {
        Ok(self.fits()?.pinned)
    }

    /// The same of entries that were checked.
    pub(super) fn pinned_by(
        &self,
        entries: &[Checked<'_>],
    ) -> Result<Option<AllPinned>, ExhibitError> {
        let account = match (self.about, self.heads.first()) {
            (About::Account(account), _) => account,
            (_, None) => return Ok(None),
            (_, Some(row)) => return Err(ExhibitError::Row(row.entry, RowError::Rows)),
        };
        self.beside_fits(&account, entries)?;
        let mut rows = Vec::with_capacity(self.heads.len());
        for row in &self.heads {
            let at = pinned_at(row, &account, entries);
            rows.push((
                row,
                at.map_err(|error| ExhibitError::Row(row.entry, error))?,
            ));
        }
        let (since, (row, until)) = match rows.as_slice() {
            [] => return Ok(None),
            [only] => (None, only),
            [first, last] => (Some(first), last),
            [.., (row, _)] => return Err(ExhibitError::Row(row.entry, RowError::Rows)),
        };
        let from = match since {
            None => Reached::NOTHING,
            Some((row, at)) => {
                self.begins_before(at, until)
                    .map_err(|error| ExhibitError::Row(row.entry, error))?;
                row.row.reached
            }
        };
        let since = since.map(|(_, at)| *at);
        let within = since.map_or(0, |at| at.size)..until.size;
        let chain: Vec<Verified<'_>> = entries
            .iter()
            .filter(|(entry, one)| within.contains(&entry.index) && is_of(one, &account))
            .map(|(_, one)| one.clone())
            .collect();
        let told = told(entries, (within.start, until.size));
        let crossed = verify_all_but_lost(&account, from, row.row.reached, &chain, &told)
            .map_err(|error| ExhibitError::Row(row.entry, error.into()))?;
        let lost = crossed.last().map_or(0, |last| last.saturating_add(1));
        let all = AllPinned {
            since,
            until: *until,
            beyond: self.beyond(until.size),
            lost: told.into_iter().take(lost).collect(),
        };
        let (first, next) = all.places(self);
        if first >= next || all.until_ms(self) <= self.from_ms {
            return Err(ExhibitError::Row(row.entry, RowError::Early));
        }
        Ok(Some(all))
    }

    /// No entry that the exhibit is about is passed off as one that only stands beside.
    fn beside_fits(&self, account: &[u8; 16], entries: &[Checked<'_>]) -> Result<(), ExhibitError> {
        let hidden = entries.iter().find(|(entry, one)| {
            let shows_time = one.at_ms().and_then(Proved::open).is_some();
            entry.is_beside
                && is_of(one, account)
                && (!shows_time || self.is_about(entry.index, one))
        });
        match hidden {
            Some((entry, _)) => Err(ExhibitError::Beside(entry.index)),
            None => Ok(()),
        }
    }

    /// The earlier row is from before the exhibit's beginning, and before the later one.
    fn begins_before(&self, since: &PinnedAt, until: &PinnedAt) -> Result<(), RowError> {
        if since.entry >= until.entry || since.size >= until.size {
            return Err(RowError::Rows);
        }
        let is_older = i128::from(since.at_ms) < i128::from(self.from_ms);
        if is_older || (self.part.first > 0 && since.size <= self.part.first) {
            Ok(())
        } else {
            Err(RowError::Late)
        }
    }

    fn beyond(&self, size: u64) -> usize {
        let newer = |entry: &&Exhibited| !entry.is_beside && entry.index >= size;
        self.entries.iter().filter(newer).count()
    }
}

fn is_of(entry: &Verified<'_>, account: &[u8; 16]) -> bool {
    entry.account() == Some(Proved::Open(*account))
}

/// What a row shows, where it stands under the root of an entry of the exhibit.
fn pinned_at(
    PinnedRow { entry, row }: &PinnedRow,
    account: &[u8; 16],
    entries: &[Checked<'_>],
) -> Result<PinnedAt, RowError> {
    let (_, pin) = entries
        .iter()
        .find(|(candidate, _)| candidate.index == *entry)
        .ok_or(RowError::Entry)?;
    let root = HeadsRoot::of(pin)
        .filter(|root| root.size <= *entry && root.rows == row.rows)
        .ok_or(RowError::Entry)?;
    let at_ms = pin.at_ms().and_then(Proved::open).ok_or(RowError::Entry)?;
    let reached = row.verify(account, &root.root)?;
    Ok(PinnedAt {
        entry: *entry,
        at_ms,
        size: root.size,
        number: reached.number,
    })
}

/// The times the log went on over lost entries between two pins, as far as entries here tell of it.
fn told(entries: &[Checked<'_>], (from, to): (u64, u64)) -> Vec<Resumption> {
    let fits = |told: &Resumption, entry: &Exhibited| {
        from < told.size && told.size <= to && told.size <= entry.index
    };
    let mut all: Vec<(u64, Resumption)> = entries
        .iter()
        .filter_map(|(entry, one)| {
            Some((entry.index, Resumption::of(one)?)).filter(|(_, told)| fits(told, entry))
        })
        .collect();
    all.sort_by_key(|(_, one)| one.size);
    // One whose own entry was lost when the log went on once more was undone with it: no chain counts it.
    let is_lost = |index: &u64| {
        let mut others = all.iter();
        others.any(|(_, other)| (other.from..other.size).contains(index))
    };
    let left = all.iter().filter(|(index, _)| !is_lost(index));
    left.map(|(_, one)| *one).collect()
}
