//! A contest between campaigns of very different size, played through twice: without these rules, and with them.
//!
//! Seeded, so that anybody gets the same figures. A caller rings one member each [`EACH`] of an evening; a member answers as
//! often as in real phone banks (17.6 to 23.4 % by the hour), and whoever answered isn't rung again by that campaign. Without
//! the rules a member rests for a fixed time after anybody's call, whoever comes first rings, and as often as they like: that is
//! what phone banks with one shared list do.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use super::Terms;
use super::draw::{Draw, Part, Secret};
use super::slots::{NotYet, Rung, is_own_share, may_ring};
use crate::deal::rank;
use crate::ids::{CampaignId, MemberId};
use crate::moment::{Moment, Span};

/// How long a caller is busy with one card.
pub const EACH: Span = Span::minutes(1);
/// How long an evening is.
pub const EVENING: Span = Span::hours(3);
/// Of a thousand calls so many are answered.
const ANSWERED_OF_1000: u64 = 205;

/// A contest to be played through.
#[derive(Debug, Clone)]
pub struct Setting {
    /// How many members there are.
    pub members: u32,
    /// How many callers each campaign has on each evening.
    pub callers: Vec<u32>,
    /// How many evenings are rung.
    pub evenings: u32,
    /// After how many of them the shares are open to all.
    pub first_call_evenings: u32,
    /// Calls of one campaign to one member.
    pub slots: u8,
    /// The rest between two calls.
    pub cooldown: Span,
    /// What chance is drawn from.
    pub seed: u64,
}

/// What one campaign got.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Got {
    /// Calls made.
    pub calls: u64,
    /// Members that it rang at least once.
    pub reached: u64,
    /// Members whom it was the first of all to ring.
    pub first: u64,
    /// Members who answered it.
    pub answered: u64,
    /// Times that a caller was free and nobody could be rung.
    pub idle: u64,
    /// Members it never rang and that rest at the last moment of calling: its calls to them were taken from it.
    pub taken: u64,
}

/// Plays a contest through, campaign by campaign in the order of [`Setting::callers`].
///
/// # Errors
/// Where the setting has no terms that can be kept.
pub fn simulate(setting: &Setting, with_rules: bool) -> Result<Vec<Got>, super::TermsError> {
    let day = Span::days(1).as_millis();
    let last = i64::from(setting.evenings.saturating_sub(1)) * day;
    let closes_at = Moment::from_millis(last).plus(EVENING);
    let until = i64::from(setting.first_call_evenings) * day;
    let terms = Terms::new(
        setting.slots,
        setting.cooldown,
        Moment::from_millis(until),
        closes_at,
    )?;
    let mut play = Play::new(setting, terms, with_rules);
    for evening in 0..setting.evenings {
        let begins = Moment::from_millis(i64::from(evening) * day);
        let minutes = EVENING.as_millis() / EACH.as_millis();
        for minute in 0..minutes {
            play.minute(begins.plus(Span::millis(minute * EACH.as_millis())));
        }
    }
    Ok(play.end())
}

/// A member as one campaign knows them.
#[derive(Clone, Copy, Default)]
struct Own {
    used: u8,
    is_done: bool,
}

/// When a member's turn is at the earliest, whether others come first, the rank, and which member.
type Turn = (i64, bool, i64, usize);

struct Play<'a> {
    setting: &'a Setting,
    terms: Terms,
    with_rules: bool,
    ids: Vec<CampaignId>,
    /// For each member the campaign with first call.
    first: Vec<Option<CampaignId>>,
    /// For each campaign and member what it has done.
    own: Vec<Vec<Own>>,
    last_at: Vec<Option<Moment>>,
    /// For each campaign whom it rings next: when, its own share first, in the order of its bank.
    queues: Vec<BinaryHeap<Reverse<Turn>>>,
    got: Vec<Got>,
    chance: Chance,
}

impl<'a> Play<'a> {
    fn new(setting: &'a Setting, terms: Terms, with_rules: bool) -> Self {
        let mut chance = Chance(setting.seed);
        let ids: Vec<CampaignId> = (0_u64..)
            .zip(&setting.callers)
            .map(|(n, _)| CampaignId::from_bytes(u128::from(n + 1).to_be_bytes()))
            .collect();
        let members: Vec<MemberId> = (0..setting.members)
            .map(|n| MemberId::from_bytes(u128::from(n).to_be_bytes()))
            .collect();
        let parts = ids.iter().map(|id| Part {
            campaign: *id,
            fingerprint: None,
            words: None,
        });
        let parts: Vec<Part> = parts.collect();
        let draw = Draw::of(&Secret::from_bytes(chance.bytes()), &parts);
        let first: Vec<_> = members.iter().map(|member| draw.first(member)).collect();
        let queues = ids.iter().map(|id| {
            let seed = chance.bytes();
            let begins = Moment::from_millis(0);
            let is_later = |first| with_rules && !is_own_share(&terms, (*id, first), begins);
            let turns = members.iter().zip(&first).enumerate();
            turns
                .map(|(at, (member, first))| {
                    Reverse((0, is_later(*first), rank(&seed, member), at))
                })
                .collect()
        });
        Self {
            queues: queues.collect(),
            first,
            own: vec![vec![Own::default(); members.len()]; ids.len()],
            last_at: vec![None; members.len()],
            got: vec![Got::default(); ids.len()],
            setting,
            terms,
            with_rules,
            ids,
            chance,
        }
    }

    /// Every caller of every campaign is free once; the campaigns take turns, so that none is always first.
    fn minute(&mut self, now: Moment) {
        let mut left = self.setting.callers.clone();
        while left.iter().any(|callers| *callers > 0) {
            for who in 0..left.len() {
                if let Some(callers) = left.get_mut(who).filter(|callers| **callers > 0) {
                    *callers -= 1;
                    self.call(who, now);
                }
            }
        }
    }

    /// One caller of `who` asks for a card.
    fn call(&mut self, who: usize, now: Moment) {
        loop {
            let Some(queue) = self.queues.get_mut(who) else {
                return;
            };
            let next = queue.peek().map(|Reverse(next)| *next);
            let Some((_, later, rank, member)) = next.filter(|(due, ..)| *due <= now.millis())
            else {
                self.count(who, |got| got.idle += 1);
                return;
            };
            queue.pop();
            match self.may(who, member, now) {
                Ok(()) => {
                    self.ring(who, member, now);
                    let due = now.plus(self.setting.cooldown).millis();
                    self.wait(who, (due, later, rank, member));
                    return;
                }
                Err(NotYet::KeptFor { until } | NotYet::Rests { until }) => {
                    self.wait(who, (until.millis(), later, rank, member));
                }
                Err(NotYet::Used | NotYet::Over) => {}
            }
        }
    }

    fn wait(&mut self, who: usize, next: Turn) {
        if let Some(queue) = self.queues.get_mut(who) {
            queue.push(Reverse(next));
        }
    }

    fn count(&mut self, who: usize, with: impl FnOnce(&mut Got)) {
        if let Some(got) = self.got.get_mut(who) {
            with(got);
        }
    }

    fn own(&self, who: usize, member: usize) -> Own {
        let own = self.own.get(who).and_then(|own| own.get(member));
        own.copied().unwrap_or_default()
    }

    fn may(&self, who: usize, member: usize, now: Moment) -> Result<(), NotYet> {
        let own = self.own(who, member);
        if own.is_done {
            return Err(NotYet::Used);
        }
        let last_at = self.last_at.get(member).copied().flatten();
        if !self.with_rules {
            let until = last_at.map(|last| last.plus(self.setting.cooldown));
            return match until {
                Some(until) if now < until => Err(NotYet::Rests { until }),
                _ => Ok(()),
            };
        }
        let all = || (0..self.ids.len()).map(|one| (one, self.own(one, member)));
        // Whoever answered is owed no more calls of that campaign.
        let owed = all().filter(|(_, own)| !own.is_done);
        let owed = owed.map(|(_, own)| u32::from(self.terms.slots().saturating_sub(own.used)));
        let first = self.first.get(member).copied().flatten();
        let rung = Rung {
            own: own.used,
            owed: owed.sum(),
            last_at,
            first_has_rung: all()
                .any(|(one, own)| own.used > 0 && self.ids.get(one) == first.as_ref()),
        };
        let campaign = self.ids.get(who).copied().ok_or(NotYet::Over)?;
        may_ring(&self.terms, (campaign, first), &rung, now)
    }

    fn ring(&mut self, who: usize, member: usize, now: Moment) {
        let answers = self.chance.next() % 1_000 < ANSWERED_OF_1000;
        let last = self.last_at.get_mut(member);
        let is_first = last.is_some_and(|last| last.replace(now).is_none());
        let own = self.own.get_mut(who).and_then(|own| own.get_mut(member));
        let Some(own) = own else { return };
        own.used = own.used.saturating_add(1);
        own.is_done = answers;
        let is_reached = own.used == 1;
        self.count(who, |got| {
            got.calls += 1;
            got.reached += u64::from(is_reached);
            got.first += u64::from(is_first);
            got.answered += u64::from(answers);
        });
    }

    /// What each got; a call is taken from a campaign where the last moment of calling is still in somebody's rest.
    fn end(mut self) -> Vec<Got> {
        let last_moment = self.terms.closes_at().minus(Span::millis(1));
        for who in 0..self.ids.len() {
            let taken = (0..self.last_at.len()).filter(|member| {
                self.own(who, *member).used == 0 && self.may(who, *member, last_moment).is_err()
            });
            let taken = u64::try_from(taken.count()).unwrap_or(u64::MAX);
            self.count(who, |got| got.taken = taken);
        }
        self.got
    }
}

/// `SplitMix64` (Steele, Lea and Flood, 2014): the simulator's own chance, never used for anything that guards somebody.
struct Chance(u64);

impl Chance {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    fn bytes(&mut self) -> [u8; 32] {
        let mut bytes = [0; 32];
        for part in bytes.chunks_exact_mut(8) {
            part.copy_from_slice(&self.next().to_be_bytes());
        }
        bytes
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A tenth of the published setting: 400 against 20 callers and 60,000 members.
    fn small() -> Setting {
        Setting {
            members: 6_000,
            callers: vec![40, 2],
            evenings: 7,
            first_call_evenings: 4,
            slots: 3,
            cooldown: Span::hours(20),
            seed: 2026,
        }
    }

    #[test]
    fn twenty_callers_keep_their_share_beside_four_hundred() {
        let [large, little] = simulate(&small(), true).unwrap()[..] else {
            panic!("two campaigns");
        };
        let [_, without] = simulate(&small(), false).unwrap()[..] else {
            panic!("two campaigns");
        };
        // No call of theirs was taken, they were never idle, and everybody they rang in the first evenings was new to the contest.
        assert_eq!((large.taken, little.taken), (0, 0));
        assert_eq!(little.idle, 0);
        assert_eq!(little.calls, 2 * 180 * 7);
        assert!(little.first >= 2 * 180 * 4, "{little:?}");
        // Without the rules they come second to nearly everybody.
        assert!(without.first * 4 < little.first, "{without:?}");
        assert!(without.taken > 0, "{without:?}");
        assert!(without.idle > 0, "{without:?}");
    }

    #[test]
    fn the_same_seed_plays_the_same_contest() {
        assert_eq!(simulate(&small(), true), simulate(&small(), true));
        let other = Setting { seed: 1, ..small() };
        assert_ne!(simulate(&small(), true), simulate(&other, true));
    }

    #[test]
    fn nobody_is_rung_more_often_than_the_terms_allow() {
        let setting = Setting {
            members: 50,
            ..small()
        };
        let got = simulate(&setting, true).unwrap();
        for one in got {
            assert!(one.calls <= 50 * 3 && one.reached <= 50, "{one:?}");
        }
    }
}
