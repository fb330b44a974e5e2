//! Proofs that an entry is in the tree, and that the tree only grew.
//!
//! Made as RFC 6962 §2.1.1 and §2.1.2 define them, checked by the algorithms of RFC 9162 §2.1.3.2 and
//! §2.1.4.2. A proof has at most 64 hashes.

use super::reader::{HashReader, range_root, split};
use super::{TREE_SIZE_MAX, root_of_empty};
use crate::hash::{Hash, node_hash};

/// Why a proof can't be made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ProveError<E> {
    /// The entry isn't in a tree of this size, or the older tree is the larger one.
    #[error("a proof about {of} can't be made in a tree of {size}; take a newer checkpoint")]
    OutOfRange {
        /// The index of the entry, or the size of the older tree.
        of: u64,
        /// The size of the tree.
        size: u64,
    },
    /// A hash can't be had.
    #[error("a hash for the proof can't be read")]
    Read(#[from] E),
}

/// Why a proof proves nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ProofError {
    /// The entry isn't in a tree of this size, or the older tree is the larger one.
    #[error("{of} is beyond a tree of {size}; compare with a newer checkpoint")]
    OutOfRange {
        /// The index of the entry, or the size of the older tree.
        of: u64,
        /// The size of the tree.
        size: u64,
    },
    /// The proof has more or fewer hashes than the sizes need.
    #[error("the proof is too long or too short for these sizes; ask for it again")]
    Length,
    /// The proof leads to another root than the newer (or only) one.
    #[error("the proof does not lead to this root: entry, proof or root was changed")]
    Root,
    /// The proof leads to another root than the older one.
    #[error(
        "the proof does not lead to the older root: what stood in the log was rewritten, or the proof is wrong"
    )]
    OldRoot,
}

/// The proof that the entry at `index` is in the tree of `size` leaves: siblings, lowest first.
pub fn prove_inclusion<R: HashReader>(
    size: u64,
    index: u64,
    reader: &R,
) -> Result<Vec<Hash>, ProveError<R::Error>> {
    if index >= size || size > TREE_SIZE_MAX {
        return Err(ProveError::OutOfRange { of: index, size });
    }
    let mut path = Vec::new();
    let (mut from, mut to) = (0, size);
    while to - from > 1 {
        let middle = from + split(to - from);
        if index < middle {
            path.push(range_root(middle, to, reader)?);
            to = middle;
        } else {
            path.push(range_root(from, middle, reader)?);
            from = middle;
        }
    }
    path.reverse();
    Ok(path)
}

/// The proof that the tree of `old` leaves is the beginning of the tree of `new` leaves.
///
/// It is empty for an empty old tree and for equal sizes (as in C2SP tlog-witness).
pub fn prove_consistency<R: HashReader>(
    old: u64,
    new: u64,
    reader: &R,
) -> Result<Vec<Hash>, ProveError<R::Error>> {
    if old > new || new > TREE_SIZE_MAX {
        return Err(ProveError::OutOfRange { of: old, size: new });
    }
    let mut path = Vec::new();
    if old == 0 {
        return Ok(path);
    }
    let (mut from, mut to) = (0, new);
    while old != to {
        let middle = from + split(to - from);
        if old <= middle {
            path.push(range_root(middle, to, reader)?);
            to = middle;
        } else {
            path.push(range_root(from, middle, reader)?);
            from = middle;
        }
    }
    if from > 0 {
        path.push(range_root(from, to, reader)?);
    }
    path.reverse();
    Ok(path)
}

/// Checks that `leaf` stands at `index` in the tree with this size and root (RFC 9162 §2.1.3.2).
pub fn verify_inclusion(
    leaf: &Hash,
    index: u64,
    size: u64,
    root: &Hash,
    proof: &[Hash],
) -> Result<(), ProofError> {
    if index >= size {
        return Err(ProofError::OutOfRange { of: index, size });
    }
    let (mut node, mut last) = (index, size - 1);
    let mut hash = *leaf;
    for sibling in proof {
        if last == 0 {
            return Err(ProofError::Length);
        }
        if node % 2 == 1 || node == last {
            hash = node_hash(sibling, &hash);
            (node, last) = up_past_missing_siblings(node, last);
        } else {
            hash = node_hash(&hash, sibling);
        }
        (node, last) = (node / 2, last / 2);
    }
    if last != 0 {
        return Err(ProofError::Length);
    }
    if hash == *root {
        Ok(())
    } else {
        Err(ProofError::Root)
    }
}

/// Checks that the tree `old` is the beginning of the tree `new` (RFC 9162 §2.1.4.2).
///
/// An empty old tree is the beginning of every tree; its root must still be the right one.
pub fn verify_consistency(
    old: (u64, &Hash),
    new: (u64, &Hash),
    proof: &[Hash],
) -> Result<(), ProofError> {
    let ((old_size, old_root), (new_size, new_root)) = (old, new);
    if old_size > new_size {
        return Err(ProofError::OutOfRange {
            of: old_size,
            size: new_size,
        });
    }
    if old_size == 0 && *old_root != root_of_empty() {
        return Err(ProofError::OldRoot);
    }
    if old_size == 0 || old_size == new_size {
        let same = old_size < new_size || old_root == new_root;
        return match (proof, same) {
            ([], true) => Ok(()),
            ([], false) => Err(ProofError::OldRoot),
            _ => Err(ProofError::Length),
        };
    }
    let (first, rest) = if old_size.is_power_of_two() {
        (old_root, proof)
    } else {
        proof.split_first().ok_or(ProofError::Length)?
    };
    let (old_made, new_made) = climb(old_size, new_size, first, rest)?;
    if old_made != *old_root {
        return Err(ProofError::OldRoot);
    }
    if new_made == *new_root {
        Ok(())
    } else {
        Err(ProofError::Root)
    }
}

/// Both roots, made from the node `first` where the two trees part, and its siblings.
fn climb(
    old_size: u64,
    new_size: u64,
    first: &Hash,
    siblings: &[Hash],
) -> Result<(Hash, Hash), ProofError> {
    let (mut node, mut last) = (old_size - 1, new_size - 1);
    let parting = node.trailing_ones();
    (node, last) = (node >> parting, last >> parting);
    let (mut old_made, mut new_made) = (*first, *first);
    for sibling in siblings {
        if last == 0 {
            return Err(ProofError::Length);
        }
        if node % 2 == 1 || node == last {
            old_made = node_hash(sibling, &old_made);
            new_made = node_hash(sibling, &new_made);
            (node, last) = up_past_missing_siblings(node, last);
        } else {
            new_made = node_hash(&new_made, sibling);
        }
        (node, last) = (node / 2, last / 2);
    }
    if last == 0 {
        Ok((old_made, new_made))
    } else {
        Err(ProofError::Length)
    }
}

/// The level at which the tree's right edge has a sibling again: it has none while its index is even.
fn up_past_missing_siblings(node: u64, last: u64) -> (u64, u64) {
    let levels = if node == 0 { 0 } else { node.trailing_zeros() };
    (node >> levels, last >> levels)
}
