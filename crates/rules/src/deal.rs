//! The order members are dealt in: drawn once for each bank, the same for every caller.
//!
//! Nobody can choose whom to ring: the place in the queue is a keyed hash of the member's id under
//! the bank's seed. The store's picking index is (bank, class, due at, rank).
//!
//! The organiser may choose an [`Order`] for those who are in turn: it is the moment from which somebody is due, which lies in the
//! past for everybody whom no rest holds back, and so stands before the draw in the same index. Dealing costs the same in each.

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

use crate::ids::MemberId;
use crate::moment::Moment;

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

macro_rules! orders {
    ($($(#[$doc:meta])* $name:ident = $code:literal;)+) => {
        /// In which order a bank deals those who are in turn.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
        pub enum Order { $($(#[$doc])* $name,)+ }

        impl Order {
            /// Every order, the usual one first.
            pub const ALL: &'static [Self] = &[$(Self::$name,)+];

            /// The name in tables, entries, forms and the API.
            pub const fn code(self) -> &'static str {
                match self { $(Self::$name => $code,)+ }
            }

            /// The key of its name in the message files.
            pub const fn label(self) -> &'static str {
                match self { $(Self::$name => concat!("order-", $code),)+ }
            }

            /// The key of what it means for whoever rings.
            pub const fn meaning(self) -> &'static str {
                match self { $(Self::$name => concat!("order-means-", $code),)+ }
            }
        }
    };
}

orders! {
    /// As the seed draws them.
    #[default]
    Random = "random";
    /// Whom the campaign never rang first, then whom it rang longest ago.
    Oldest = "oldest";
    /// By chance, but whoever joined lately has more lots.
    Newer = "newer";
    /// By chance, but whoever joined long ago has more lots.
    Longer = "longer";
}

/// What an order looks at. A bank's filter may ask for the same, so no order tells a caller more than a filter does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Waits {
    /// When the campaign rang the member last, if it did.
    pub last_at: Option<Moment>,
    /// The year in which they joined, where it is known.
    pub joined_year: Option<i64>,
    /// The year it is.
    pub year: i64,
}

/// The largest number of lots that a member has.
const LOTS_MAX: u8 = 4;
/// How many bits of a drawn number are left out of a lot, so that it lies before every moment that an evening can be.
const LOT_SHIFT: u32 = 23;

impl Order {
    /// The order of this name, if there is one.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|order| order.code() == code)
    }

    /// From when somebody in turn is due, in milliseconds: the smaller, the sooner. It always lies in the past.
    ///
    /// A member with `w` lots has the smallest of `w` numbers drawn alike, which deals in the order of weighted drawing without
    /// putting back: Efraimidis and Spirakis, "Weighted random sampling with a reservoir", Information Processing Letters 97
    /// (2006), with whole weights. Lots are a bucket's, for the reason that [`rank`] gives.
    pub fn due(self, seed: &[u8; 32], member: &MemberId, waits: &Waits) -> i64 {
        match self {
            Self::Random => 0,
            Self::Oldest => waits.last_at.map_or(0, |at| at.millis().max(0)),
            Self::Newer | Self::Longer => smallest_lot(seed, member, self.lots(waits)),
        }
    }

    /// How many lots a member has: our choice; no source. Where the year is not known, one.
    fn lots(self, waits: &Waits) -> u8 {
        let Some(joined) = waits.joined_year else {
            return 1;
        };
        let years = waits.year.saturating_sub(joined).max(0);
        match (self, years) {
            (Self::Newer, 0..=1) | (Self::Longer, 10..) => LOTS_MAX,
            (Self::Newer, 2..=4) | (Self::Longer, 5..=9) => 2,
            _ => 1,
        }
    }
}

/// The smallest of so many lots, 40 bits each.
fn smallest_lot(seed: &[u8; 32], member: &MemberId, lots: u8) -> i64 {
    let bucket = member.bucket().to_be_bytes();
    let lot = |n: u8| {
        let mut of = bucket.to_vec();
        of.push(n);
        drawn(seed, b"lot", &of) >> LOT_SHIFT
    };
    (0..lots.min(LOTS_MAX)).map(lot).min().unwrap_or(0)
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

    proptest! {
        #[test]
        fn whoever_has_more_lots_is_never_due_later_and_everybody_is_due_by_now(
            seed: [u8; 32], member: [u8; 16], joined in 1_900_i64..2_030, last_at in 0_i64..1_795_545_000_000,
        ) {
            let member = MemberId::from_bytes(member);
            let waits = |joined| Waits {
                last_at: Some(Moment::from_millis(last_at)),
                joined_year: Some(joined),
                year: 2_026,
            };
            for order in Order::ALL {
                let due = order.due(&seed, &member, &waits(joined));
                prop_assert!((0..1_795_545_000_000).contains(&due), "{due}");
            }
            let newer = |joined| Order::Newer.due(&seed, &member, &waits(joined));
            prop_assert!(newer(joined + 1) <= newer(joined));
            let longer = |joined| Order::Longer.due(&seed, &member, &waits(joined));
            prop_assert!(longer(joined - 1) <= longer(joined));
        }
    }

    #[test]
    fn whoever_has_four_lots_comes_before_whoever_has_one_four_times_in_five() {
        let waits = |joined_year| Waits {
            last_at: None,
            joined_year,
            year: 2_026,
        };
        let mut before = 0;
        for n in 0..1_000_u16 {
            let id = |who: u8| {
                let mut id = [who; 16];
                id[..2].copy_from_slice(&n.to_be_bytes());
                MemberId::from_bytes(id)
            };
            let new = Order::Newer.due(&[7; 32], &id(1), &waits(Some(2_026)));
            let old = Order::Newer.due(&[7; 32], &id(2), &waits(Some(1_990)));
            before += u32::from(new < old);
        }
        assert!((760..840).contains(&before), "{before}");
    }

    #[test]
    fn whom_the_campaign_never_rang_comes_first_and_then_whom_it_rang_longest_ago() {
        let due = |last_at: Option<i64>| {
            let waits = Waits {
                last_at: last_at.map(Moment::from_millis),
                joined_year: None,
                year: 2_026,
            };
            Order::Oldest.due(&[1; 32], &MemberId::from_bytes([1; 16]), &waits)
        };
        assert!(due(None) < due(Some(1_795_000_000_000)));
        assert!(due(Some(1_795_000_000_000)) < due(Some(1_795_100_000_000)));
    }

    #[test]
    fn orders_read_back_from_their_names() {
        for order in Order::ALL {
            assert_eq!(Order::from_code(order.code()), Some(*order));
        }
        assert_eq!(Order::from_code("youngest"), None);
        assert_eq!(Order::default(), Order::Random);
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
