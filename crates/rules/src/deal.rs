//! The order members are dealt in: drawn once for each bank, the same for every caller.
//!
//! Nobody can choose whom to ring: the place in the queue is a keyed hash of the member's id under
//! the bank's seed. The store's picking index is (bank, class, due at, rank).

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

use crate::ids::MemberId;

/// The class of a row in the queue; the smaller number is picked first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Class {
    /// The member asked to be called back.
    CallBack,
    /// To be rung for the first time, or again after a rest.
    Open,
    /// This bank is done with the member.
    Out,
}

impl Class {
    /// Every class.
    pub const ALL: [Self; 3] = [Self::CallBack, Self::Open, Self::Out];

    /// The number in the queue's index; stored, so it never changes.
    pub const fn code(self) -> i64 {
        match self {
            Self::CallBack => 0,
            Self::Open => 1,
            Self::Out => 9,
        }
    }

    /// The class of this number, if there is one.
    pub fn from_code(code: i64) -> Option<Self> {
        Self::ALL.into_iter().find(|class| class.code() == code)
    }
}

/// Bits of a rank that say when its bucket's turn is; the rest order the members of the bucket.
const TURN_BITS: u32 = 20;

/// A member's rank in a bank: drawn under the bank's seed, bucket after bucket, and within a bucket member after member.
///
/// The first [`TURN_BITS`] of 63 are HMAC-SHA256 of the bucket, the rest of the member's id. Which bucket a member is in is
/// a hash of an id that was drawn by chance, so each member's place is as good as any other's; but whoever is rung at about the same
/// time lies side by side in every table, and a hundred callers change a page instead of one each.
///
/// Never negative. Two members can share a rank, once in many millions; the order then falls to the next column of the index.
/// HMAC: RFC 2104.
pub fn rank(seed: &[u8; 32], member: &MemberId) -> i64 {
    let turn = drawn(seed, b"bucket", &member.bucket().to_be_bytes());
    let within = drawn(seed, b"member", member.as_bytes());
    (turn >> (63 - TURN_BITS) << (63 - TURN_BITS)) | (within >> TURN_BITS)
}

/// The first 63 bits of HMAC-SHA256 under the seed.
fn drawn(seed: &[u8; 32], what: &[u8], of: &[u8]) -> i64 {
    let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(seed) else {
        return 0; // HMAC takes a key of any length
    };
    mac.update(what);
    mac.update(of);
    let hash = <[u8; 32]>::from(mac.finalize().into_bytes());
    hash.first_chunk()
        .map_or(0, |first| i64::from_be_bytes(*first) & i64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_rank_is_never_negative(seed: [u8; 32], member: [u8; 16]) {
            prop_assert!(rank(&seed, &MemberId::from_bytes(member)) >= 0);
        }
    }

    #[test]
    fn another_seed_draws_another_order() {
        let members: Vec<_> = (0..100u8).map(|n| MemberId::from_bytes([n; 16])).collect();
        let order = |seed: [u8; 32]| {
            let mut order = members.clone();
            order.sort_by_key(|member| rank(&seed, member));
            order
        };
        assert_eq!(order([1; 32]), order([1; 32]));
        assert_ne!(order([1; 32]), order([2; 32]));
        assert_ne!(order([1; 32]), members);
    }

    #[test]
    fn a_member_has_the_same_rank_for_ever() {
        // Computed apart, with Python's hmac.
        let zeroes = MemberId::from_bytes([0; 16]);
        assert_eq!(rank(&[0; 32], &zeroes), 7_377_281_938_794_028_668);
    }

    #[test]
    fn classes_read_back_from_their_numbers() {
        for class in Class::ALL {
            assert_eq!(Class::from_code(class.code()), Some(class));
        }
        assert_eq!(Class::from_code(2), None);
    }
}
