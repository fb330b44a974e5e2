//! Heads: one root over every account's last entry, so that "these are all logged acts" can be shown.
//!
//! An entry that holds such a root, once an hour, pins how many entries each account had by then. With two of
//! them and an account's entries between, nothing that was logged for the account can be kept back. That
//! nothing went unlogged, it never proves.

use crate::hash::{Hash, LEAF, sha256_of};
use crate::tree::Frontier;

const HEAD_LABEL: &[u8] = b"switchboard/head/v1\0";

/// Why accounts don't make a tree of heads.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum HeadsError {
    /// The accounts don't rise from each row to the next.
    #[error(
        "row {0} of the heads is out of order or a duplicate; sort by account, each account once"
    )]
    Order(usize),
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
    let mut before = None;
    for (row, (account, number, head)) in heads.iter().enumerate() {
        if before >= Some(account) {
            return Err(HeadsError::Order(row));
        }
        before = Some(account);
        tree.append(head_leaf(account, *number, head));
    }
    Ok(tree.root())
}
