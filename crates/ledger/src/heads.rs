//! Heads: one root over every account's last entry, so that "these are all logged acts" can be shown.
//!
//! An entry that holds such a root, once an hour, pins how many entries each account had by then. With two of
//! them and an account's entries between, nothing of the chain that the later one pins can be kept back:
//! [`HeadProof`] shows the account's row under a root, [`verify_all_between`] that the entries lead from the
//! one row to the other. That nothing went unlogged, it never proves; nor, by itself, that a root has one row
//! only for an account: who has all its rows sees that.

use core::fmt;

use crate::entry::{Proved, Tag, Verified};
use crate::hash::{Hash, LEAF, sha256_of};
use crate::resumed::verify_all_but_lost;
use crate::tree::{Frontier, HashReader, ProofError, prove_inclusion, verify_inclusion};

const HEAD_LABEL: &[u8] = b"switchboard/head/v1\0";

/// The kind of the entry that holds such a root: with [`crate::resumed::RESUMED_KIND`] the only numbers that a checker of
/// chains has to know.
pub const HEADS_KIND: u16 = 610;

/// What an entry pins: a root over all accounts' rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct HeadsRoot {
    /// How many entries the log had.
    pub size: u64,
    /// How many accounts have a row.
    pub rows: u64,
    /// The root over the rows.
    pub root: Hash,
}

impl HeadsRoot {
    /// Reads the detail of the entry: as `Display` writes it and in no other way, and perhaps further words.
    #[must_use]
    pub fn parse(detail: &[u8]) -> Option<Self> {
        let text = core::str::from_utf8(detail).ok()?;
        let mut words = text.split(' ');
        let size = words.next()?.strip_prefix("size=")?.parse().ok()?;
        let rows = words.next()?.strip_prefix("rows=")?.parse().ok()?;
        let root = Hash::from_hex(words.next()?.strip_prefix("root=")?).ok()?;
        let told = Self { size, rows, root };
        // Signs and leading zeros are numbers, too, to whoever is not strict.
        text.starts_with(&told.to_string()).then_some(told)
    }

    /// What an opened entry pins; nothing where it is of another kind, or covers its kind or its detail.
    #[must_use]
    pub fn of(entry: &Verified<'_>) -> Option<Self> {
        if entry.kind() != Some(Proved::Open(HEADS_KIND)) {
            return None;
        }
        Self::parse(entry.part(Tag::DETAIL)?.open()?)
    }
}

impl fmt::Display for HeadsRoot {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { size, rows, root } = self;
        write!(f, "size={size} rows={rows} root={}", root.to_hex())
    }
}

/// Why accounts don't make a tree of heads, or one has no place in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum HeadsError {
    /// The accounts don't rise from each row to the next.
    #[error(
        "row {0} of the heads is out of order or a duplicate; sort by account, each account once"
    )]
    Order(usize),
    /// The account has no row.
    #[error("the account has no row under these heads: nothing was logged for it by then")]
    NoRow,
}

/// The leaf of one account in the tree of heads:
/// `leaf_hash("switchboard/head/v1\0" || account (16) || number u64 || head)`, the number big-endian.
#[must_use]
pub fn head_leaf(account: &[u8; 16], number: u64, head: &Hash) -> Hash {
    sha256_of(&[
        &[LEAF],
        HEAD_LABEL,
        account,
        &number.to_be_bytes(),
        head.as_bytes(),
    ])
}

/// The root over (account, running number, head), sorted by account; RFC 6962 over [`head_leaf`]s.
pub fn heads_root(heads: &[([u8; 16], u64, Hash)]) -> Result<Hash, HeadsError> {
    let mut tree = Frontier::new();
    for leaf in leaves(heads)? {
        tree.append(leaf);
    }
    Ok(tree.root())
}

/// How far an account had come: its last running number and its head there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reached {
    /// The account's running number; 0 before its first entry.
    pub number: u64,
    /// The leaf hash of that entry; [`Hash::ZERO`] before the first.
    pub head: Hash,
}

impl Reached {
    /// Before an account's first entry: the one point that needs no root to show it.
    pub const NOTHING: Self = Self {
        number: 0,
        head: Hash::ZERO,
    };
}

/// An account's row, and the proof that it stands under a root of heads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeadProof {
    /// What the row says.
    pub reached: Reached,
    /// Which row it is, from 0.
    pub index: u64,
    /// How many rows there are.
    pub rows: u64,
    /// The inclusion proof of RFC 6962 §2.1.1.
    pub path: Vec<Hash>,
}

impl HeadProof {
    /// Makes the proof for one account out of all rows, sorted by account.
    pub fn prove(heads: &[([u8; 16], u64, Hash)], account: &[u8; 16]) -> Result<Self, HeadsError> {
        let leaves = Leaves(leaves(heads)?);
        let at = heads
            .binary_search_by_key(&account, |(candidate, _, _)| candidate)
            .map_err(|_| HeadsError::NoRow)?;
        let (_, number, head) = heads.get(at).ok_or(HeadsError::NoRow)?;
        let count = |n: usize| u64::try_from(n).unwrap_or(u64::MAX);
        let (index, rows) = (count(at), count(heads.len()));
        let path = prove_inclusion(rows, index, &leaves).map_err(|_| HeadsError::NoRow)?;
        Ok(Self {
            reached: Reached {
                number: *number,
                head: *head,
            },
            index,
            rows,
            path,
        })
    }

    /// Checks that the account's row stands under this root, and answers what it says.
    pub fn verify(&self, account: &[u8; 16], root: &Hash) -> Result<Reached, ProofError> {
        let leaf = head_leaf(account, self.reached.number, &self.reached.head);
        verify_inclusion(&leaf, self.index, self.rows, root, &self.path)?;
        Ok(self.reached)
    }
}

/// Why entries are not all that was logged for an account between two points.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NotAll {
    /// An entry doesn't show whose it is, or is another's.
    #[error(
        "entry {0} of these does not show this account; ask for all of them with account and place open"
    )]
    Account(usize),
    /// An entry doesn't show its place.
    #[error(
        "entry {0} of these does not show its place; ask for all of them with account and place open"
    )]
    Place(usize),
    /// An entry isn't the next one.
    #[error(
        "entry {0} of these does not follow the one before it: one is missing, doubled or out of order"
    )]
    Gap(usize),
    /// The last entry isn't the one that was reached.
    #[error(
        "the last of these entries is not the last that was logged by then: some are missing or too many"
    )]
    End,
}

/// Checks that these are all entries that were logged for an account after `from` and up to `to`, in order.
///
/// The two points come from [`HeadProof::verify`], `from` may be [`Reached::NOTHING`]. Each entry was verified
/// against its record; that each record is in the log, and that the two roots are, is for its proof to show.
/// It proves that nothing of the chain that leads to `to` is kept back; what came after, or was never logged, it doesn't
/// show.
pub fn verify_all_between(
    account: &[u8; 16],
    from: Reached,
    to: Reached,
    entries: &[Verified<'_>],
) -> Result<(), NotAll> {
    verify_all_but_lost(account, from, to, entries, &[]).map(|_| ())
}

fn leaves(heads: &[([u8; 16], u64, Hash)]) -> Result<Vec<Hash>, HeadsError> {
    let mut leaves = Vec::with_capacity(heads.len());
    let mut before = None;
    for (row, (account, number, head)) in heads.iter().enumerate() {
        if before >= Some(account) {
            return Err(HeadsError::Order(row));
        }
        before = Some(account);
        leaves.push(head_leaf(account, *number, head));
    }
    Ok(leaves)
}

/// A tree whose leaves are at hand; its inner nodes are made when asked for.
struct Leaves(Vec<Hash>);

impl HashReader for Leaves {
    type Error = ();

    fn node(&self, level: u8, index: u64) -> Result<Hash, ()> {
        let count = 1_usize.checked_shl(u32::from(level)).ok_or(())?;
        let start = usize::try_from(index)
            .ok()
            .and_then(|index| index.checked_mul(count))
            .ok_or(())?;
        let end = start.checked_add(count).ok_or(())?;
        let mut tree = Frontier::new();
        for leaf in self.0.get(start..end).ok_or(())? {
            tree.append(*leaf);
        }
        Ok(tree.root())
    }
}
