//! The right edge of the tree: all it takes to append and to know the root.

use super::{TREE_SIZE_MAX, root_of_empty};
use crate::hash::{Hash, node_hash};
use crate::wire::{Short, Wire};

/// The tree's size and its largest perfect subtrees, from left to right.
///
/// One hash for each bit set in the size, so 20 for a million leaves. Appending costs two hashes on average;
/// the root costs one for each subtree.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Frontier {
    size: u64,
    subtrees: Vec<Hash>,
}

/// Why size and hashes are not a frontier.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum FrontierError {
    /// There are more or fewer hashes than the size has bits set.
    #[error(
        "a tree of {size} leaves has {wanted} perfect subtrees, and {given} were given; rebuild from the tiles"
    )]
    Count {
        /// The number of leaves.
        size: u64,
        /// How many hashes that takes.
        wanted: u32,
        /// How many there are.
        given: usize,
    },
    /// The size is beyond [`TREE_SIZE_MAX`].
    #[error("a tree has at most 2^62 leaves; rebuild from the tiles")]
    Size,
    /// The bytes are no size with hashes behind it.
    #[error("the frontier is cut short or too long; rebuild from the tiles")]
    Length,
}

impl From<Short> for FrontierError {
    fn from(Short: Short) -> Self {
        Self::Length
    }
}

/// A node that became complete: its level above the leaves, its index in that level, its hash.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Node {
    /// 0 for a leaf, 1 for a node over two leaves, …
    pub level: u8,
    /// Counted from the left, from 0.
    pub index: u64,
    /// The node's hash.
    pub hash: Hash,
}

impl Frontier {
    /// The tree without leaves.
    #[must_use]
    pub const fn new() -> Self {
        Self {
            size: 0,
            subtrees: Vec::new(),
        }
    }

    /// The frontier of a tree with this size, from its largest perfect subtrees, left to right.
    pub fn from_parts(size: u64, subtrees: Vec<Hash>) -> Result<Self, FrontierError> {
        if size > TREE_SIZE_MAX {
            return Err(FrontierError::Size);
        }
        let wanted = size.count_ones();
        if u32::try_from(subtrees.len()) != Ok(wanted) {
            return Err(FrontierError::Count {
                size,
                wanted,
                given: subtrees.len(),
            });
        }
        Ok(Self { size, subtrees })
    }

    /// How many leaves the tree has.
    #[must_use]
    pub const fn size(&self) -> u64 {
        self.size
    }

    /// The largest perfect subtrees, left to right.
    #[must_use]
    pub fn subtrees(&self) -> &[Hash] {
        &self.subtrees
    }

    /// Appends a leaf, given as its hash ([`crate::hash::leaf_hash`]).
    pub fn append(&mut self, leaf: Hash) {
        self.append_visiting(leaf, |_| {});
    }

    /// Appends a leaf and visits every node that became complete by it, the leaf itself first.
    ///
    /// This is how a sequencer gets the hashes for its tiles: those of levels 0, 8, 16, ….
    pub fn append_visiting(&mut self, leaf: Hash, mut visit: impl FnMut(Node)) {
        let mut node = Node {
            level: 0,
            index: self.size,
            hash: leaf,
        };
        visit(node);
        while node.index % 2 == 1 {
            let Some(left) = self.subtrees.pop() else {
                break;
            };
            node = Node {
                level: node.level + 1,
                index: node.index / 2,
                hash: node_hash(&left, &node.hash),
            };
            visit(node);
        }
        self.subtrees.push(node.hash);
        self.size = self.size.saturating_add(1);
    }

    /// The root over all leaves.
    #[must_use]
    pub fn root(&self) -> Hash {
        let mut from_the_right = self.subtrees.iter().rev();
        from_the_right.next().map_or_else(root_of_empty, |last| {
            from_the_right.fold(*last, |right, left| node_hash(left, &right))
        })
    }

    /// Writes `size u64`, big-endian, and then the subtrees.
    #[must_use]
    pub fn encode(&self) -> Vec<u8> {
        let mut out = Vec::with_capacity(8 + Hash::BYTES * self.subtrees.len());
        out.extend_from_slice(&self.size.to_be_bytes());
        for subtree in &self.subtrees {
            out.extend_from_slice(subtree.as_bytes());
        }
        out
    }

    /// Reads what [`Frontier::encode`] wrote, and nothing else.
    pub fn decode(bytes: &[u8]) -> Result<Self, FrontierError> {
        let mut wire = Wire::new(bytes);
        let size = wire.u64()?;
        let mut subtrees = Vec::new();
        while !wire.is_empty() {
            subtrees.push(Hash::from_bytes(wire.array()?));
        }
        Self::from_parts(size, subtrees)
    }
}
