//! Noise for counts of a fixed set of members, by the cell-key method.
//!
//! Each member has a record key, drawn by a keyed hash under a secret that nobody is shown. A cell's key is the sum of its
//! members' keys, and a fixed table says by it how far the count is moved. So the same members give the same number, in
//! whatever order, by whomever and as often as they are asked for: repeating a question tells nothing. One member more or
//! fewer gives a number with a noise of its own. Thompson, Broadfoot and Elazar, "Methodology for the automatic
//! confidentialisation of statistical outputs from remote servers at the Australian Bureau of Statistics" (UNECE work session
//! on statistical data confidentiality, 2013).
//!
//! Two things differ from the article. The sum is mixed under the secret before it is looked up: else the key of a whole is
//! the sum of its parts' keys, which an outsider could try to solve for. And the result is rounded to five at the end.

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

use super::{SHOWN_FROM, Safe, safe};
use crate::ids::MemberId;

/// A group of fewer members than this, with its noise, is no audience.
pub const AUDIENCE_MIN: u64 = 50;

/// How often, of 256, a count is moved by 0, by 1 up or by 1 down, and so on to 5; each of the two ways alike. The variance is
/// 5.1, and rounding adds about 2.
pub const MOVED: [u8; 6] = [44, 40, 30, 19, 11, 6];

/// So many times wider is the noise of groups that a campaign chose itself; with what lies between, its variance is 190 and its most 35.
/// With wider steps what lies between would no longer fill them, and each number would say more of one person, not less.
const WIDER: u64 = 6;
/// A group that a campaign chose itself has a number where it has so many with its noise: never fewer than 65.
pub const OWN_CHOICE_MIN: u64 = 100;

/// The members of a group, counted: how many they are and the sum of their record keys. It can't be printed or compared.
#[derive(Clone, Copy, Default)]
pub struct Cell {
    members: u64,
    keys: u32,
}

impl Cell {
    /// Nobody.
    pub const EMPTY: Self = Self {
        members: 0,
        keys: 0,
    };

    /// So many members whose record keys come to this sum, modulo 2³².
    pub const fn of(members: u64, keys: u32) -> Self {
        Self { members, keys }
    }

    /// Whether nobody is in it, so that it needn't be looked at.
    pub(crate) const fn is_empty(self) -> bool {
        self.members == 0
    }

    /// These and those, who have nobody in common.
    #[must_use]
    pub const fn and(self, other: Self) -> Self {
        Self {
            members: self.members.saturating_add(other.members),
            keys: self.keys.wrapping_add(other.keys),
        }
    }

    /// The same members standing for more: `whole` of which they are a sample.
    #[must_use]
    pub const fn standing_for(self, whole: u64) -> Self {
        Self {
            members: whole,
            keys: self.keys,
        }
    }

    /// How many they are, for scaling a sample; never for a page.
    pub const fn members(self) -> u64 {
        self.members
    }

    /// These without some of them.
    #[must_use]
    pub const fn without(self, part: Self) -> Self {
        Self {
            members: self.members.saturating_sub(part.members),
            keys: self.keys.wrapping_sub(part.keys),
        }
    }
}

/// The secret behind the noise of one fixed set of members. It has no `Debug`: whoever knows it can take the noise away.
#[derive(Clone)]
pub struct Noise {
    secret: [u8; 32],
    mix: u64,
}

impl Noise {
    /// The noise under this secret.
    pub fn new(secret: [u8; 32]) -> Self {
        let mix = first_eight(&secret, b"switchboard counts v1 mix\0");
        Self { secret, mix }
    }

    /// The noise of one table of the same members: record keys are as everywhere, and what is moved by them is not. So a table of members
    /// whom a campaign chose, by ringing them, can't be laid beside another to see in which groups nothing moved.
    #[must_use]
    pub fn of_table(&self, name: &[u8]) -> Self {
        let name = [b"switchboard counts v1 table\0", name].concat();
        Self {
            secret: self.secret,
            mix: first_eight(&self.secret, &name),
        }
    }

    /// A member's record key: 32 bits of HMAC-SHA256 of the id (RFC 2104).
    pub fn record_key(&self, member: &MemberId) -> u32 {
        self.key_of(member.as_bytes())
    }

    /// The same of anything else that is counted under one name.
    pub(super) fn key_of(&self, name: &[u8]) -> u32 {
        let drawn = first_eight(&self.secret, name);
        u32::try_from(drawn >> 32).unwrap_or(0)
    }

    /// A count as a campaign may see it: below ten, in truth or with its noise, it is withheld.
    pub fn shown(&self, cell: Cell) -> Safe {
        let moved = self.moved(cell);
        if cell.members < SHOWN_FROM {
            return safe(0);
        }
        safe(moved)
    }

    /// The count of a group that can be an audience; none where, with its noise, it has fewer than [`AUDIENCE_MIN`] members. So
    /// a refusal says no more than a count would.
    pub fn audience(&self, cell: Cell) -> Option<Safe> {
        let moved = self.moved(cell);
        (moved >= AUDIENCE_MIN).then(|| safe(moved))
    }

    /// The count of a group of which a campaign said itself who is in it, as of those whom it reached: whoever may choose groups at will
    /// learns more from each number, so each is moved by up to 35 and told from [`OWN_CHOICE_MIN`] on.
    pub fn own_choice(&self, cell: Cell) -> Option<Safe> {
        if cell.members == 0 {
            return None;
        }
        let drawn = self.drawn(cell).to_be_bytes();
        let [first, second, ..] = drawn;
        let moved = widely_moved(cell.members, [first, second]);
        (moved >= OWN_CHOICE_MIN).then(|| safe(moved))
    }

    fn drawn(&self, cell: Cell) -> u64 {
        mixed(u64::from(cell.keys) ^ (cell.members << 32), self.mix)
    }

    /// How much smaller one group is than another, for putting groups in order by what is shown of them.
    pub(crate) fn moved(&self, cell: Cell) -> u64 {
        if cell.members == 0 {
            return 0;
        }
        let drawn = self.drawn(cell);
        let place = u16::from(drawn.to_be_bytes().first().copied().unwrap_or(0));
        moved_by(cell.members, noise_at(place), 1)
    }
}

const fn moved_by(members: u64, (is_up, by): (bool, u64), times: u64) -> u64 {
    let by = by.saturating_mul(times);
    if is_up {
        members.saturating_add(by)
    } else {
        members.saturating_sub(by)
    }
}

/// A count with the wide noise, by two bytes that were drawn: the first moves it by steps of six, the second by what lies between.
fn widely_moved(members: u64, [wide, narrow]: [u8; 2]) -> u64 {
    let moved = moved_by(members, noise_at(u16::from(wide)), WIDER);
    moved_by(moved, noise_at(u16::from(narrow)), 1)
}

/// What the table says at one of its 256 places: which way, and how far.
fn noise_at(place: u16) -> (bool, u64) {
    let mut end = 0;
    for (by, often) in (0_u64..).zip(MOVED) {
        for is_up in [true, false] {
            if by == 0 && !is_up {
                continue;
            }
            end += u16::from(often);
            if place < end {
                return (is_up, by);
            }
        }
    }
    (true, 0)
}

/// A permutation of 64 bits in which each bit hangs on each (the finaliser of `SplitMix64`: Steele, Lea and Flood, 2014), under
/// a secret word before and after.
const fn mixed(word: u64, secret: u64) -> u64 {
    let mut z = word ^ secret;
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^= (z >> 31) ^ secret.rotate_left(32);
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z ^ (z >> 31)
}

/// The first 8 bytes of HMAC-SHA256 under this secret.
pub(crate) fn first_eight(secret: &[u8; 32], of: &[u8]) -> u64 {
    let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(secret) else {
        // HMAC takes keys of any length.
        return 0;
    };
    mac.update(of);
    let digest: [u8; 32] = mac.finalize().into_bytes().into();
    digest.first_chunk().copied().map_or(0, u64::from_be_bytes)
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};

    use super::*;

    fn cells(noise: &Noise, members: u64) -> Cell {
        (0..members).fold(Cell::EMPTY, |cell, n| {
            let id = MemberId::from_bytes(u128::from(n).to_be_bytes());
            cell.and(Cell::of(1, noise.record_key(&id)))
        })
    }

    #[test]
    fn the_table_is_whole_moves_both_ways_alike_and_has_the_variance_it_states() {
        let sum: u16 = MOVED.iter().map(|n| u16::from(*n)).sum();
        assert_eq!(2 * sum - u16::from(MOVED[0]), 256);
        let (mut mean, mut squares) = (0_i64, 0_i64);
        for place in 0..256 {
            let (is_up, by) = noise_at(place);
            let by = i64::try_from(by).unwrap();
            mean += if is_up { by } else { -by };
            squares += by * by;
        }
        assert_eq!(mean, 0);
        assert_eq!(squares, 1314, "1314 / 256 = 5.13");
    }

    #[test]
    fn the_same_members_give_the_same_number_and_another_contest_gives_its_own() {
        let (one, two) = (Noise::new([1; 32]), Noise::new([2; 32]));
        let moved = |noise: &Noise| {
            (60..160)
                .map(|n| noise.moved(cells(noise, n)).abs_diff(n))
                .collect::<Vec<_>>()
        };
        assert_eq!(moved(&one), moved(&one));
        assert_ne!(moved(&one), moved(&two));
        assert!(moved(&one).iter().all(|by| *by <= 5));
        assert!(moved(&one).contains(&4), "and it does move");
    }

    #[test]
    fn fewer_than_ten_are_never_shown_whatever_the_noise_and_nobody_gets_none() {
        let noise = Noise::new([3; 32]);
        for members in 0..10 {
            let cell = cells(&noise, members);
            assert_eq!(noise.shown(cell).rounded(), None, "{members}");
            assert!(noise.audience(cell).is_none());
        }
        assert_eq!(noise.moved(Cell::EMPTY), 0);
    }

    #[test]
    fn a_group_of_a_campaigns_own_choice_is_moved_by_up_to_thirty_five_and_never_told_below_sixty_five()
     {
        let noise = Noise::new([6; 32]);
        let told = |members: u64| {
            let tried = (0..400_u32).map(|n| Cell::of(members, n.wrapping_mul(0x9e37_79b9)));
            tried
                .filter_map(|cell| noise.own_choice(cell)?.rounded())
                .collect::<Vec<u64>>()
        };
        assert!((0..65).all(|members| told(members).is_empty()));
        assert_eq!(told(135).len(), 400, "always told");
        let some = told(1_000);
        assert!(some.iter().all(|n| n.abs_diff(1_000) <= 37));
        assert!(
            some.iter().any(|n| n.abs_diff(1_000) > 20),
            "and it is wide"
        );
    }

    fn all_draws() -> impl Iterator<Item = [u8; 2]> {
        let all = || 0..=u8::MAX;
        all().flat_map(move |wide| all().map(move |narrow| [wide, narrow]))
    }

    #[test]
    fn the_wide_noise_has_the_variance_and_the_most_that_it_states() {
        let (mut sum, mut squares, mut most) = (0_i64, 0_i64, 0_i64);
        for drawn in all_draws() {
            let by = i64::try_from(widely_moved(1_000, drawn)).unwrap() - 1_000;
            sum += by;
            squares += by * by;
            most = most.max(by.abs());
        }
        assert_eq!((sum, most), (0, 35));
        // 37 times that of the table: 189.9.
        assert_eq!(squares, 37 * 1_314 * 256);
    }

    #[test]
    fn a_wide_number_says_no_more_of_one_person_than_an_even_noise_of_variance_126_would() {
        let often = |members: u64| {
            let mut told = BTreeMap::new();
            for drawn in all_draws() {
                *told
                    .entry(safe(widely_moved(members, drawn)).rounded())
                    .or_insert(0_u32) += 1;
            }
            told
        };
        for members in 1_000..1_005 {
            let (without, with) = (often(members), often(members + 1));
            let numbers: BTreeSet<_> = without.keys().chain(with.keys()).copied().collect();
            let share = |of: &BTreeMap<Option<u64>, u32>, told: Option<u64>| {
                f64::from(of.get(&told).copied().unwrap_or(0)) / 65_536.0
            };
            let says = numbers.into_iter().map(|told| {
                let (one, two) = (share(&without, told), share(&with, told));
                2.0 * (one - two).powi(2) / (one + two)
            });
            let says: f64 = says.sum();
            assert!(says < 1.0 / 126.0, "{members}: {says}");
        }
    }

    #[test]
    fn whether_fifty_are_reached_is_decided_with_the_noise() {
        let noise = Noise::new([4; 32]);
        let told = |members: u64| {
            let tried = (0..200_u32).map(|n| Cell::of(members, n.wrapping_mul(0x9e37_79b9)));
            tried.filter(|cell| noise.audience(*cell).is_some()).count()
        };
        assert_eq!((told(44), told(56)), (0, 200));
        assert!((20..180).contains(&told(49)), "some of 49 pass");
        assert!((20..180).contains(&told(51)), "some of 51 don't");
    }

    #[test]
    fn the_noise_of_a_whole_cannot_be_told_from_that_of_its_parts() {
        let noise = Noise::new([5; 32]);
        let by = |cell: Cell| {
            i64::try_from(noise.moved(cell)).unwrap() - i64::try_from(cell.members).unwrap()
        };
        let mut product = 0;
        for n in 0..4_000_u32 {
            let part = Cell::of(70, n.wrapping_mul(0x9e37_79b9));
            let whole = part.and(Cell::of(1, 77));
            product += by(part) * by(whole);
        }
        // Each product has a spread of 5.13; the sum of 4,000 one of 325.
        assert!(product.abs() < 1_300, "{product}");
    }
}
