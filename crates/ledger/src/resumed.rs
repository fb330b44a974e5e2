//! A log that went on after a restore over entries whose content is lost.
//!
//! A restored store may lack entries that were signed and published. Their records are in the published files, so the tree
//! can go on over them, under its own name; what they said is gone, and whose they were. So every account's chain is led
//! through the [`Resumption::link`] of that moment: an entry after it can't follow any entry before it. Whoever checks "these
//! are all logged acts" sees the break, asks for the entry that tells of it, and is told which entries nobody can show
//! any more ([`verify_all_but_lost`]). A checker that knows nothing of it refuses what leads across.

use core::fmt;

use crate::entry::{Proved, Tag, Verified};
use crate::hash::{Hash, sha256_of};
use crate::heads::{NotAll, Reached};

const LABEL: &[u8] = b"switchboard/resumed/v1\0";

/// The kind of the entry that tells of a resumption: see also [`crate::heads::HEADS_KIND`].
pub const RESUMED_KIND: u16 = 362;

/// That a log went on over lost entries: of those from `from` on, before `size`, some or all are known by their records only.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Resumption {
    /// How many entries the restored store had.
    pub from: u64,
    /// How many the log had that goes on.
    pub size: u64,
    /// The root at `size`.
    pub root: Hash,
}

impl Resumption {
    /// What stands for the entry before in every account's chain from here on:
    /// `SHA-256("switchboard/resumed/v1\0" || from u64 || size u64 || root)`, big-endian.
    #[must_use]
    pub fn link(&self) -> Hash {
        sha256_of(&[
            LABEL,
            &self.from.to_be_bytes(),
            &self.size.to_be_bytes(),
            self.root.as_bytes(),
        ])
    }

    /// Reads the detail of the entry that tells of it: as `Display` writes it and in no other way, and perhaps further words.
    #[must_use]
    pub fn parse(detail: &[u8]) -> Option<Self> {
        let text = core::str::from_utf8(detail).ok()?;
        let mut words = text.split(' ');
        let from = words.next()?.strip_prefix("from=")?.parse().ok()?;
        let size = words.next()?.strip_prefix("size=")?.parse().ok()?;
        let root = Hash::from_hex(words.next()?.strip_prefix("root=")?).ok()?;
        let told = Self { from, size, root };
        // Signs and leading zeros are numbers, too, to whoever is not strict.
        (from < size && text.starts_with(&told.to_string())).then_some(told)
    }

    /// What an opened entry tells; nothing where it is of another kind, or covers its kind or its detail.
    ///
    /// Show also that the entry is in the log, at an index of `size` or more, and that `root` was the log's at `size`.
    #[must_use]
    pub fn of(entry: &Verified<'_>) -> Option<Self> {
        if entry.kind() != Some(Proved::Open(RESUMED_KIND)) {
            return None;
        }
        Self::parse(entry.part(Tag::DETAIL)?.open()?)
    }
}

impl fmt::Display for Resumption {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { from, size, root } = self;
        write!(f, "from={from} size={size} root={}", root.to_hex())
    }
}

/// As [`crate::heads::verify_all_between`], which is this with nothing told, for a log that went on over lost entries.
///
/// `told` holds what entries of the log tell ([`Resumption::of`]), in rising order of their sizes, of all times between the two
/// points and no other. Answers the positions in `told` of those through which the account's chain leads. For each of them, and
/// for each that stands before it in `told`, it holds: which of the lost entries from `from` on, before `size`, were this
/// account's nobody can say. Nothing else that was logged is kept back: each link counts as one entry, so an entry left out
/// before it leaves a gap in the numbers.
pub fn verify_all_but_lost(
    account: &[u8; 16],
    from: Reached,
    to: Reached,
    entries: &[Verified<'_>],
    told: &[Resumption],
) -> Result<Vec<usize>, NotAll> {
    let links: Vec<Hash> = told.iter().map(Resumption::link).collect();
    let mut crossed: Vec<usize> = Vec::new();
    // `reached` is the number up to which all is shown, `number` what the link would count as.
    let later = |crossed: &[usize], head: &Hash, (reached, number): (u64, u64)| {
        let at = links.iter().position(|link| link == head)?;
        let before = crossed.last().map_or(0, |last| last.saturating_add(1));
        let counted = u64::try_from(at.checked_sub(before)?)
            .ok()?
            .checked_add(1)?;
        (number <= reached.checked_add(counted)?).then_some(at)
    };
    let mut at = from;
    for (index, entry) in entries.iter().enumerate() {
        if entry.account() != Some(Proved::Open(*account)) {
            return Err(NotAll::Account(index));
        }
        let place = entry.place().open().ok_or(NotAll::Place(index))?;
        if at.number.checked_add(1) != Some(place.number) || place.previous != at.head {
            let numbers = (at.number, place.number.saturating_sub(1));
            crossed.push(later(&crossed, &place.previous, numbers).ok_or(NotAll::Gap(index))?);
        }
        at = Reached {
            number: place.number,
            head: entry.leaf(),
        };
    }
    if at != to {
        // The account did nothing since: its row shows the link itself.
        let numbers = (at.number, to.number);
        crossed.push(later(&crossed, &to.head, numbers).ok_or(NotAll::End)?);
    }
    Ok(crossed)
}
