//! Where the hashes of a stored tree come from.

use super::root_of_empty;
use crate::hash::{Hash, node_hash};

/// Gives the hashes of complete subtrees.
pub trait HashReader {
    /// Why a hash can't be had.
    type Error;

    /// The hash over the leaves `index * 2^level .. (index + 1) * 2^level`.
    ///
    /// It is asked only for subtrees that are complete in the tree at hand. The proofs made from what it
    /// answers are as right as the answers; check them against a signed root when the source isn't trusted.
    fn node(&self, level: u8, index: u64) -> Result<Hash, Self::Error>;
}

impl<R: HashReader + ?Sized> HashReader for &R {
    type Error = R::Error;

    fn node(&self, level: u8, index: u64) -> Result<Hash, Self::Error> {
        (**self).node(level, index)
    }
}

/// The largest power of two below `count`, where RFC 6962 splits a range; 0 for 0 and 1.
pub(super) fn split(count: u64) -> u64 {
    match count {
        0 | 1 => 0,
        _ => 1 << (count - 1).ilog2(),
    }
}

/// The level of a perfect subtree with `leaves` leaves, a power of two.
fn level_of(leaves: u64) -> u8 {
    // A u64 has at most 63 trailing zeros here, so the conversion always succeeds.
    u8::try_from(leaves.trailing_zeros()).unwrap_or(u8::MAX)
}

/// The hash over the leaves `from..to`, where `from` is a multiple of the smallest power of two that holds
/// them, as for every range in a proof.
///
/// One read for each bit set in the length.
pub fn range_root<R: HashReader>(from: u64, to: u64, reader: &R) -> Result<Hash, R::Error> {
    let mut at = from;
    let mut lefts = Vec::new();
    while at < to {
        let leaves = 1_u64 << (to - at).ilog2();
        lefts.push(reader.node(level_of(leaves), at / leaves)?);
        at += leaves;
    }
    let Some(last) = lefts.pop() else {
        return Ok(root_of_empty());
    };
    Ok(lefts
        .iter()
        .rev()
        .fold(last, |right, left| node_hash(left, &right)))
}

/// The root that the tree had at this size.
pub fn root_at<R: HashReader>(size: u64, reader: &R) -> Result<Hash, R::Error> {
    range_root(0, size, reader)
}
