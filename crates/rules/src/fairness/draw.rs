//! Who has first call on whom, drawn by a secret that was committed to before anybody knew the members.
//!
//! The commitment is SHA-256 over a fixed word and the secret: it stands in the ledger before the contest's data is fixed. When
//! data is opened the secret is shown, and anybody can hash it and compare. Each campaign may add words of its own before
//! that. It hands in their fingerprint first; only when the last one is in, or the time for it is over, words are
//! shown, and published as they are. So nobody, the operator neither, knows the draw while words can still be chosen, as long
//! as one campaign's are its own and hard to guess. Whoever hands in a fingerprint and shows no words has no first call: its
//! share is dealt among the others ([`Draw::without`]). What that leaves is in
//! `docs/decisions/0034-words-are-shown-after-the-last-fingerprint.md`.
//!
//! A member belongs to the campaign whose HMAC of the member's id is the largest (rendezvous hashing: Thaler and Ravishankar,
//! 1998). So shares are equal but for chance, no campaign's size matters, and when a campaign withdraws only its own share is
//! dealt out anew.

use hmac::{Hmac, KeyInit, Mac};
use sha2::{Digest, Sha256};

use crate::ids::{CampaignId, MemberId};
use crate::moment::{Moment, Span};

/// How many characters a campaign's own words have at most.
pub const WORDS_MAX: usize = 200;

const COMMITTED: &[u8] = b"switchboard draw v1 commitment\0";
const DRAWN: &[u8] = b"switchboard draw v1 seed\0";

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

/// A campaign's own words, as they are published once it has shown them: without the space around them, on one line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Words(String);

impl Words {
    /// Reads words as they are typed; none where there are none, too many, or some that can't be published on one line.
    pub fn parse(text: &str) -> Option<Self> {
        let words = text.trim();
        let fits = !words.is_empty() && words.chars().count() <= WORDS_MAX;
        (fits && !words.chars().any(char::is_control)).then(|| Self(words.to_owned()))
    }

    /// The words.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// The fingerprint of a campaign's own words, which they make themselves and hand in before anybody shows words: plain
/// SHA-256, so that any computer makes it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fingerprint([u8; 32]);

impl Fingerprint {
    /// Of these words.
    pub fn of(words: &Words) -> Self {
        Self(Sha256::digest(words.0.as_bytes()).into())
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

/// How long words can be shown at least, from the first moment at which anybody could.
pub const WORDS_FOR: Span = Span::hours(24);

/// Until when fingerprints are taken of a draw that is laid at `now`: a day before access, or half of the time there is. It
/// is kept as it was laid: an officer who moves access moves it neither way.
pub fn fingerprints_until(now: Moment, opens_at: Moment) -> Moment {
    let half = opens_at.since(now).as_millis() / 2;
    let before = half.clamp(0, WORDS_FOR.as_millis());
    opens_at.minus(Span::millis(before))
}

/// How things stand with the words of a draw: all of it is kept, and nothing follows from a date that somebody moves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Standing {
    /// Until when fingerprints are taken at the latest.
    pub fingerprints_until: Moment,
    /// From when words could be shown, once they could.
    pub words_from: Option<Moment>,
    /// Whether any campaign has handed in a fingerprint and shown no words yet.
    pub some_wait: bool,
    /// Whether it is drawn.
    pub is_drawn: bool,
}

impl Standing {
    /// What campaigns may do now. It is over when it was drawn, and not before.
    pub fn stage(&self, now: Moment) -> Stage {
        if self.is_drawn {
            Stage::Over
        } else if self.words_from.is_some() || now >= self.fingerprints_until {
            Stage::Words
        } else {
            Stage::Fingerprints
        }
    }

    /// Until when words can be shown at least, once they can.
    pub fn words_until(&self) -> Option<Moment> {
        self.words_from.map(|from| from.plus(WORDS_FOR))
    }

    /// Whether the words are in, or everybody had their time to show them: then it is drawn as soon as members are fixed.
    pub fn is_settled(&self, now: Moment) -> bool {
        self.words_until()
            .is_some_and(|until| !self.some_wait || now >= until)
    }
}

/// A campaign's part in a draw, as it lies in its row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// The campaign.
    pub campaign: CampaignId,
    /// What it handed in.
    pub fingerprint: Option<Fingerprint>,
    /// What it showed.
    pub words: Option<Words>,
}

/// What a campaign gave to a draw.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Gave<'a> {
    /// It handed in no fingerprint: it adds nothing and keeps its share, for it had no choice to make.
    Nothing,
    /// It showed the words of its fingerprint.
    Words(&'a Words),
    /// It handed in a fingerprint and has shown no words: once it is drawn it has no first call.
    Withheld,
}

impl Part {
    /// What it gave: the one answer for the draw, the entry and every page. Words of another fingerprint are none.
    pub fn gave(&self) -> Gave<'_> {
        match (&self.fingerprint, &self.words) {
            (None, _) => Gave::Nothing,
            (Some(print), Some(words)) if Fingerprint::of(words) == *print => Gave::Words(words),
            (Some(_), _) => Gave::Withheld,
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
    /// The draw of a secret and of every campaign's part in it; in what order they are named doesn't matter.
    ///
    /// The seed is SHA-256 over `switchboard draw v1 seed`, a zero byte, the secret, and for each campaign in the order of
    /// their ids the 16 bytes of its id, how many bytes its words have, as four bytes with the highest first, and the words
    /// in UTF-8; no bytes where it showed none. Whoever withheld its words is left out of the draw, not of the seed.
    pub fn of(secret: &Secret, parts: &[Part]) -> Self {
        let mut parts: Vec<&Part> = parts.iter().collect();
        parts.sort_unstable_by_key(|part| *part.campaign.as_bytes());
        parts.dedup_by_key(|part| part.campaign);
        let mut hash = Sha256::new().chain_update(DRAWN).chain_update(secret.0);
        for part in &parts {
            let words = match part.gave() {
                Gave::Words(words) => words.as_str().as_bytes(),
                Gave::Nothing | Gave::Withheld => &[],
            };
            hash.update(part.campaign.as_bytes());
            hash.update(u32::try_from(words.len()).unwrap_or(u32::MAX).to_be_bytes());
            hash.update(words);
        }
        let stays = |part: &&&Part| part.gave() != Gave::Withheld;
        Self {
            seed: hash.finalize().into(),
            campaigns: parts
                .iter()
                .filter(stays)
                .map(|part| part.campaign)
                .collect(),
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

    fn words(text: &str) -> Words {
        Words::parse(text).unwrap()
    }

    fn part(n: u8, shown: Option<&str>) -> Part {
        Part {
            campaign: campaign(n),
            fingerprint: shown.map(|shown| Fingerprint::of(&words(shown))),
            words: shown.map(words),
        }
    }

    fn draw(secret: u8, campaigns: u8) -> Draw {
        let all: Vec<_> = (1..=campaigns).map(|n| part(n, None)).collect();
        Draw::of(&Secret::from_bytes([secret; 32]), &all)
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
        let all = [part(2, Some(" red kettle ")), part(1, None)];
        let drawn = Draw::of(&Secret::from_bytes([1; 32]), &all);
        // Computed apart, with Python's hashlib.
        assert_eq!(hex(drawn.seed()), SEED_OF_TWO);
        let turned = [part(1, None), part(2, Some("red kettle"))];
        let turned = Draw::of(&Secret::from_bytes([1; 32]), &turned);
        assert_eq!(turned.seed(), drawn.seed());
        assert_eq!(drawn.first(&member(1)), turned.first(&member(1)));
    }

    #[test]
    fn whoever_withholds_its_words_has_no_first_call_and_whoever_handed_in_nothing_keeps_its_share()
    {
        let withheld = Part {
            words: None,
            ..part(2, Some("red kettle"))
        };
        let others = Part {
            words: Some(words("better words")),
            ..withheld.clone()
        };
        assert_eq!(part(1, None).gave(), Gave::Nothing);
        assert_eq!(
            (withheld.gave(), others.gave()),
            (Gave::Withheld, Gave::Withheld)
        );
        let secret = Secret::from_bytes([1; 32]);
        let with = |second: Part| Draw::of(&secret, &[part(1, None), second, part(3, None)]);
        let (drawn, whole) = (with(withheld), with(part(2, None)));
        assert_eq!(drawn.seed(), whole.seed());
        for n in 0..500 {
            assert_ne!(drawn.first(&member(n)), Some(campaign(2)));
            assert_eq!(
                drawn.first(&member(n)),
                whole.without(campaign(2)).first(&member(n))
            );
        }
    }

    #[test]
    fn words_are_what_can_be_published_on_one_line() {
        assert_eq!(words("  red kettle\n").as_str(), "red kettle");
        let long = "é".repeat(WORDS_MAX);
        assert_eq!(words(&long).as_str(), long);
        for none in ["", "  ", "red\nkettle", &"e".repeat(WORDS_MAX + 1)] {
            assert_eq!(Words::parse(none), None, "{none}");
        }
    }

    #[test]
    fn a_fingerprint_is_what_any_computer_says_of_the_words() {
        // printf '%s' 'red kettle' | sha256sum
        let text = "8a3ce54b8b8d3a6b6e5d";
        assert_eq!(Fingerprint::parse(text), None);
        let made = Fingerprint::of(&words(" red kettle "));
        assert_eq!(Fingerprint::parse(&hex(made.as_bytes())), Some(made));
        assert_eq!(hex(made.as_bytes()), SHA_OF_RED_KETTLE);
        let capitals = format!(" {} ", hex(made.as_bytes()).to_uppercase());
        assert_eq!(Fingerprint::parse(&capitals), Some(made));
        assert_eq!(Fingerprint::parse(&"+f".repeat(32)), None);
        assert_ne!(Fingerprint::of(&words("red kettles")), made);
    }

    #[test]
    fn words_are_shown_only_after_the_last_fingerprint_and_none_is_taken_once_they_can_be() {
        let at = |hours| Moment::from_millis(1_000_000_000_000).plus(Span::hours(hours));
        let until = fingerprints_until(at(0), at(100));
        assert_eq!(until, at(76));
        assert_eq!(fingerprints_until(at(0), at(2)), at(1));
        assert_eq!(fingerprints_until(at(5), at(2)), at(2));
        let standing = Standing {
            fingerprints_until: until,
            words_from: None,
            some_wait: true,
            is_drawn: false,
        };
        let second = Span::millis(1);
        let begun = Standing {
            words_from: Some(at(10)),
            ..standing
        };
        let all_shown = Standing {
            some_wait: false,
            ..begun
        };
        let drawn = Standing {
            is_drawn: true,
            ..all_shown
        };
        for (of, now, stage, is_settled) in [
            (standing, at(0), Stage::Fingerprints, false),
            (standing, until.minus(second), Stage::Fingerprints, false),
            // However late the job comes that writes down when words began: their day counts from then.
            (standing, until, Stage::Words, false),
            (standing, at(1_000), Stage::Words, false),
            (begun, at(10), Stage::Words, false),
            (begun, at(34).minus(second), Stage::Words, false),
            (begun, at(34), Stage::Words, true),
            (begun, at(1_000), Stage::Words, true),
            (all_shown, at(11), Stage::Words, true),
            (drawn, at(11), Stage::Over, true),
        ] {
            assert_eq!(of.stage(now), stage, "{of:?} at {now:?}");
            assert_eq!(of.is_settled(now), is_settled, "{of:?} at {now:?}");
        }
    }

    const SHA_OF_RED_KETTLE: &str =
        "e6eccd9fa1915848f133d082964e41ace7b5f308008d102f563ec1474365be1a";
    const COMMITMENT_OF_ONES: &str =
        "dd240179aa5e65e2cfdfcb54400f2d3be79b090fe3b79da2b010e7c6f658e4b3";
    const SEED_OF_TWO: &str = "ce6f36925fc5a6d32c5d1d69ce8fec1ff60db8577f640556d82b62f8fb605785";

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
        let all = |shown| [part(1, None), part(2, shown)];
        let one = Draw::of(&Secret::from_bytes([1; 32]), &all(None));
        let other = Draw::of(&Secret::from_bytes([2; 32]), &all(None));
        let words = Draw::of(&Secret::from_bytes([1; 32]), &all(Some("ours")));
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
