//! Who has first call on whom, drawn by a secret that was committed to before anybody knew the members.
//!
//! The commitment is SHA-256 over a fixed word and the secret: it stands in the ledger before the contest's data is fixed. When
//! data is opened the secret is shown, and anybody can hash it and compare. Each campaign may add words of its own before
//! that (a *lot*). It hands in their fingerprint first; only when the last one is in, or the time for it is over, words are
//! shown. So nobody, the operator neither, knows the draw while words can still be chosen, as long as one campaign's are its
//! own and hard to guess. Whoever hands in a fingerprint and shows no words has no first call: its share is dealt among the
//! others ([`Draw::without`]). What that leaves is in `docs/decisions/0034-words-are-shown-after-the-last-fingerprint.md`.
//!
//! A member belongs to the campaign whose HMAC of the member's id is the largest (rendezvous hashing: Thaler and Ravishankar,
//! 1998). So shares are equal but for chance, no campaign's size matters, and when a campaign withdraws only its own share is
//! dealt out anew.

use hmac::{Hmac, KeyInit, Mac};
use sha2::{Digest, Sha256};

use crate::ids::{CampaignId, MemberId};
use crate::moment::{Moment, Span};

/// How many characters a campaign's own words have at most; they are hashed and not kept.
pub const WORDS_MAX: usize = 200;

const COMMITTED: &[u8] = b"switchboard draw v1 commitment\0";
const DRAWN: &[u8] = b"switchboard draw v1 seed\0";
const LOT: &[u8] = b"switchboard draw v1 lot\0";

/// What the draw is made of, before it is shown. It has no `Debug`: whoever knows it early knows the draw.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret([u8; 32]);

impl Secret {
    /// 32 bytes from the operating system.
    pub const fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// The bytes, to be kept sealed, and to be shown when data is opened.
    pub const fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// What stands in the ledger beforehand: SHA-256 over `switchboard draw v1 commitment`, a zero byte and the secret.
    pub fn commitment(&self) -> [u8; 32] {
        Sha256::new()
            .chain_update(COMMITTED)
            .chain_update(self.0)
            .finalize()
            .into()
    }

    /// Whether this is the secret that was committed to.
    pub fn opens(&self, commitment: &[u8; 32]) -> bool {
        self.commitment() == *commitment
    }
}

/// What a campaign adds to the draw: a hash of words of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Lot([u8; 32]);

impl Lot {
    /// The lot of a campaign's own words, as they typed them but for space around them.
    pub fn of_words(words: &str) -> Self {
        let hash = Sha256::new()
            .chain_update(LOT)
            .chain_update(words.trim().as_bytes());
        Self(hash.finalize().into())
    }

    /// A lot as it was kept.
    pub const fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// Its bytes.
    pub const fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

/// The fingerprint of a campaign's own words, which they make themselves and hand in before anybody shows words: plain
/// SHA-256, so that any computer makes it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fingerprint([u8; 32]);

impl Fingerprint {
    /// Of words as they are typed, but for space around them.
    pub fn of_words(words: &str) -> Self {
        Self(Sha256::digest(words.trim().as_bytes()).into())
    }

    /// Reads 64 hexadecimal digits, with space around them or not.
    pub fn parse(text: &str) -> Option<Self> {
        let digits = text.trim().as_bytes();
        if digits.len() != 64 {
            return None;
        }
        let mut bytes = [0; 32];
        for (byte, pair) in bytes.iter_mut().zip(digits.chunks_exact(2)) {
            let pair = std::str::from_utf8(pair).ok()?;
            if !pair.chars().all(|digit| digit.is_ascii_hexdigit()) {
                return None;
            }
            *byte = u8::from_str_radix(pair, 16).ok()?;
        }
        Some(Self(bytes))
    }

    /// A fingerprint as it was kept.
    pub const fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// Its bytes.
    pub const fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

/// What campaigns may do about the draw now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// Hand in fingerprints, or others in their place. Nobody shows words yet.
    Fingerprints,
    /// Show the words of which they handed in a fingerprint. No fingerprint is taken any more.
    Words,
    /// Nothing: it is drawn.
    Over,
}

/// How things stand with the words of a draw.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Standing {
    /// When the draw was committed to.
    pub made_at: Moment,
    /// When access begins, by the calendar.
    pub opens_at: Moment,
    /// Whether every campaign has handed in a fingerprint.
    pub all_in: bool,
    /// Whether any campaign has shown its words.
    pub some_shown: bool,
    /// Whether it is drawn.
    pub is_drawn: bool,
}

/// How long before access words are shown at the latest.
const WORDS_FOR: Span = Span::hours(24);

impl Standing {
    /// Until when fingerprints are taken at the latest: a day before access, or half of the time there is.
    pub fn fingerprints_until(&self) -> Moment {
        let half = self.opens_at.since(self.made_at).as_millis() / 2;
        let before = half.clamp(0, WORDS_FOR.as_millis());
        self.opens_at.minus(Span::millis(before))
    }

    /// What campaigns may do now. Once anybody has shown words no date that is moved takes fingerprints again: whoever could
    /// still choose would choose by what was shown.
    pub fn stage(&self, now: Moment) -> Stage {
        if self.is_drawn || now >= self.opens_at {
            Stage::Over
        } else if self.some_shown || self.all_in || now >= self.fingerprints_until() {
            Stage::Words
        } else {
            Stage::Fingerprints
        }
    }
}

/// A draw between campaigns. It has no `Debug`: before data is opened it is not for showing.
#[derive(Clone)]
pub struct Draw {
    seed: [u8; 32],
    campaigns: Vec<CampaignId>,
}

impl Draw {
    /// The draw of a secret and of what each campaign added to it; in what order they are named doesn't matter.
    ///
    /// The seed is SHA-256 over `switchboard draw v1 seed`, a zero byte, the secret, and for each campaign in the order of
    /// their ids the 16 bytes of its id and the 32 of its lot, zeroes where it added none.
    pub fn new(secret: &Secret, campaigns: &[(CampaignId, Option<Lot>)]) -> Self {
        let mut campaigns = campaigns.to_vec();
        campaigns.sort_unstable_by_key(|(id, _)| *id.as_bytes());
        campaigns.dedup_by_key(|(id, _)| *id);
        let mut hash = Sha256::new().chain_update(DRAWN).chain_update(secret.0);
        for (id, lot) in &campaigns {
            hash.update(id.as_bytes());
            hash.update(lot.map_or([0; 32], |lot| lot.0));
        }
        Self {
            seed: hash.finalize().into(),
            campaigns: campaigns.into_iter().map(|(id, _)| id).collect(),
        }
    }

    /// The seed, to be shown once data is open: with it whoever knows a member's id can draw again.
    pub const fn seed(&self) -> &[u8; 32] {
        &self.seed
    }

    /// The same draw without a campaign that withdrew: its share falls to the others, theirs stays theirs.
    #[must_use]
    pub fn without(&self, gone: CampaignId) -> Self {
        let left = self.campaigns.iter().copied().filter(|id| *id != gone);
        Self {
            seed: self.seed,
            campaigns: left.collect(),
        }
    }

    /// The campaign that has first call on this member; none where there is no campaign.
    pub fn first(&self, member: &MemberId) -> Option<CampaignId> {
        let weighed = self
            .campaigns
            .iter()
            .map(|id| (self.weight(member, id), *id));
        weighed
            .max_by_key(|(weight, id)| (*weight, *id.as_bytes()))
            .map(|(_, id)| id)
    }

    fn weight(&self, member: &MemberId, campaign: &CampaignId) -> u64 {
        let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(&self.seed) else {
            return 0; // HMAC takes a key of any length
        };
        mac.update(member.as_bytes());
        mac.update(campaign.as_bytes());
        let hash = <[u8; 32]>::from(mac.finalize().into_bytes());
        hash.first_chunk()
            .map_or(0, |first| u64::from_be_bytes(*first))
    }
}

#[cfg(test)]
mod tests {
    use std::fmt::Write as _;

    use super::*;

    fn campaign(n: u8) -> CampaignId {
        CampaignId::from_bytes([n; 16])
    }

    fn member(n: u32) -> MemberId {
        let mut id = [7; 16];
        id[..4].copy_from_slice(&n.to_be_bytes());
        MemberId::from_bytes(id)
    }

    fn hex(bytes: &[u8; 32]) -> String {
        bytes.iter().fold(String::new(), |mut text, byte| {
            let _ = write!(text, "{byte:02x}");
            text
        })
    }

    fn draw(secret: u8, campaigns: u8) -> Draw {
        let all: Vec<_> = (1..=campaigns).map(|n| (campaign(n), None)).collect();
        Draw::new(&Secret::from_bytes([secret; 32]), &all)
    }

    #[test]
    fn a_secret_opens_its_own_commitment_and_no_other() {
        let secret = Secret::from_bytes([1; 32]);
        // Computed apart, with Python's hashlib.
        assert_eq!(hex(&secret.commitment()), COMMITMENT_OF_ONES);
        assert!(secret.opens(&secret.commitment()));
        assert!(!secret.opens(&Secret::from_bytes([2; 32]).commitment()));
    }

    #[test]
    fn the_seed_is_the_published_hash() {
        let all = [
            (campaign(2), Some(Lot::of_words(" red kettle "))),
            (campaign(1), None),
        ];
        let drawn = Draw::new(&Secret::from_bytes([1; 32]), &all);
        // Computed apart, with Python's hashlib.
        assert_eq!(hex(drawn.seed()), SEED_OF_TWO);
        let turned = [
            (campaign(1), None),
            (campaign(2), Some(Lot::of_words("red kettle"))),
        ];
        let turned = Draw::new(&Secret::from_bytes([1; 32]), &turned);
        assert_eq!(turned.seed(), drawn.seed());
        assert_eq!(drawn.first(&member(1)), turned.first(&member(1)));
    }

    #[test]
    fn a_fingerprint_is_what_any_computer_says_of_the_words() {
        // printf '%s' 'red kettle' | sha256sum
        let text = "8a3ce54b8b8d3a6b6e5d";
        assert_eq!(Fingerprint::parse(text), None);
        let made = Fingerprint::of_words(" red kettle ");
        assert_eq!(Fingerprint::parse(&hex(made.as_bytes())), Some(made));
        assert_eq!(hex(made.as_bytes()), SHA_OF_RED_KETTLE);
        let capitals = format!(" {} ", hex(made.as_bytes()).to_uppercase());
        assert_eq!(Fingerprint::parse(&capitals), Some(made));
        assert_eq!(Fingerprint::parse(&"+f".repeat(32)), None);
        assert_ne!(Fingerprint::of_words("red kettles"), made);
    }

    #[test]
    fn words_are_shown_only_after_the_last_fingerprint_and_none_is_taken_once_some_are_shown() {
        let at = |hours| Moment::from_millis(1_000_000_000_000).plus(Span::hours(hours));
        let standing = Standing {
            made_at: at(0),
            opens_at: at(100),
            all_in: false,
            some_shown: false,
            is_drawn: false,
        };
        let second = Span::millis(1);
        let until = standing.fingerprints_until();
        assert_eq!(until, at(76));
        let all_in = Standing {
            all_in: true,
            ..standing
        };
        let shown = Standing {
            some_shown: true,
            ..standing
        };
        // Access was moved by a week after somebody had shown theirs.
        let moved = Standing {
            opens_at: at(268),
            ..shown
        };
        let drawn = Standing {
            is_drawn: true,
            ..shown
        };
        let short = Standing {
            opens_at: at(2),
            ..standing
        };
        for (of, now, stage) in [
            (standing, at(0), Stage::Fingerprints),
            (standing, until.minus(second), Stage::Fingerprints),
            (standing, until, Stage::Words),
            (standing, at(100).minus(second), Stage::Words),
            (standing, at(100), Stage::Over),
            (all_in, at(1), Stage::Words),
            (shown, at(1), Stage::Words),
            (moved, at(80), Stage::Words),
            (drawn, at(1), Stage::Over),
            (short, at(1).minus(second), Stage::Fingerprints),
            (short, at(1), Stage::Words),
        ] {
            assert_eq!(of.stage(now), stage, "{of:?} at {now:?}");
        }
    }

    const SHA_OF_RED_KETTLE: &str =
        "e6eccd9fa1915848f133d082964e41ace7b5f308008d102f563ec1474365be1a";
    const COMMITMENT_OF_ONES: &str =
        "dd240179aa5e65e2cfdfcb54400f2d3be79b090fe3b79da2b010e7c6f658e4b3";
    const SEED_OF_TWO: &str = "61a1948f344f12aca154a122a348d1f92029b193e790ca212c97f92153317c9a";

    #[test]
    fn each_of_five_campaigns_has_first_call_on_a_fifth_but_for_chance() {
        let drawn = draw(9, 5);
        let mut shares = [0_u32; 5];
        for n in 0..50_000 {
            let first = drawn.first(&member(n)).unwrap();
            shares[usize::from(first.as_bytes()[0]) - 1] += 1;
        }
        // Binomial: 10,000 each, and a deviation of 89; six of them are never seen.
        for share in shares {
            assert!((9_460..=10_540).contains(&share), "{shares:?}");
        }
    }

    #[test]
    fn another_secret_or_one_campaigns_own_words_draw_otherwise() {
        let all = |lot| [(campaign(1), None), (campaign(2), lot)];
        let one = Draw::new(&Secret::from_bytes([1; 32]), &all(None));
        let other = Draw::new(&Secret::from_bytes([2; 32]), &all(None));
        let words = Draw::new(
            &Secret::from_bytes([1; 32]),
            &all(Some(Lot::of_words("ours"))),
        );
        let firsts = |drawn: &Draw| {
            (0..200)
                .map(|n| drawn.first(&member(n)))
                .collect::<Vec<_>>()
        };
        assert_ne!(firsts(&one), firsts(&other));
        assert_ne!(firsts(&one), firsts(&words));
    }

    #[test]
    fn whoever_withdraws_leaves_the_others_what_they_had() {
        let before = draw(3, 4);
        let after = before.without(campaign(2));
        for n in 0..5_000 {
            let (was, is) = (before.first(&member(n)), after.first(&member(n)));
            assert_ne!(is, Some(campaign(2)));
            assert!(was == is || was == Some(campaign(2)), "{n}");
        }
        let nobody = (1..=4).fold(before, |drawn, n| drawn.without(campaign(n)));
        assert_eq!(nobody.first(&member(1)), None);
    }
}
