//! The append-only tree over all entries (RFC 6962 §2.1) and what can be proved with it.
//!
//! Whoever keeps an old root can be shown that an entry was under it (*inclusion*), and that a newer tree
//! holds everything the old one held, in the same order (*consistency*). Checking needs nothing but hashes.

mod frontier;
mod proof;
mod reader;

pub use frontier::{Frontier, FrontierError, Node};
pub use proof::{
    ProofError, ProveError, prove_consistency, prove_inclusion, verify_consistency,
    verify_inclusion,
};
pub use reader::{HashReader, range_root, root_at};

use crate::hash::{Hash, sha256};

/// How many leaves a tree has at most, 2^62: more than can be logged, and no sum here overflows below it.
pub const TREE_SIZE_MAX: u64 = 1 << 62;

/// The root of the tree without leaves: SHA-256 of nothing (RFC 6962 §2.1).
#[must_use]
pub fn root_of_empty() -> Hash {
    sha256(&[])
}
