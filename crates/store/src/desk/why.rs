//! Why a bank has nobody to ring, in rounded numbers: of a sample of its queue, read beside the writer.
//!
//! Each member of the sample is asked about like whoever is dealt. A queue that is no larger than the sample is looked through
//! whole. The sample is the same for an hour, and an answer stands for half a minute, so that asking again and again tells
//! nothing more. What stands for good is one row. Where a contest has rivals, whoever waits because of a call is one row too, without
//! a number and without a time: it would tell what a rival does.

use std::collections::{BTreeMap, HashMap};
use std::sync::{Mutex, PoisonError, TryLockError};

use sha2::{Digest, Sha256};
use switchboard_rules::counts::{Safe, safe};
use switchboard_rules::deal::Class;
use switchboard_rules::eligible::{NotNow, STOPPED_KEY};
use switchboard_rules::ids::{BankId, MemberId};
use switchboard_rules::moment::{Moment, Span};

use super::candidate::{Asking, candidate_at};
use super::deal::{NO_NUMBER, STOPPED};
use super::facts::{BankRow, Members, shape};
use crate::engine::{Arg, Raw, Row};
use crate::fault::Fault;
use crate::session::id16;
use crate::world::{Inner, World};

/// How many members of a queue are looked at.
const SAMPLE: u64 = 200;
/// How long an answer stands.
const STANDS_FOR: Span = Span::seconds(30);
/// How long an answer is told once more while another is being looked for.
const STANDS_MEANWHILE: Span = Span::minutes(5);
/// To what a moment is rounded up.
const STEP: Span = Span::minutes(5);
/// The same where there are rivals: more exactly it would tell when one of them rang.
const STEP_OF_RIVALS: Span = Span::minutes(30);
/// How many banks' answers are kept at most.
const KEPT_MAX: usize = 1_000;

/// Leave to ask why a bank has nobody to ring: it comes with the answer that it has nobody, and to whoever watches it.
#[derive(Clone, Copy)]
pub struct MayAskWhy {
    bank: BankId,
    asking: Asking,
}

impl std::fmt::Debug for MayAskWhy {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("MayAskWhy")
    }
}

impl PartialEq for MayAskWhy {
    fn eq(&self, other: &Self) -> bool {
        self.bank == other.bank
    }
}

impl Eq for MayAskWhy {}

impl MayAskWhy {
    /// Of a bank on which whoever asks was granted an act.
    pub(crate) fn of(bank: &BankRow) -> Self {
        Self {
            bank: bank.words.id,
            asking: Asking::of(bank),
        }
    }

    /// A moment as it may be told of this bank: the next five minutes, and where there are rivals the next half hour.
    pub fn rounded_up(&self, at: Moment) -> Moment {
        let step = if self.has_rivals() {
            STEP_OF_RIVALS
        } else {
            STEP
        };
        let over = at.millis().rem_euclid(step.as_millis());
        if over == 0 {
            at
        } else {
            at.plus(Span::millis(step.as_millis() - over))
        }
    }

    fn has_rivals(&self) -> bool {
        self.asking.members != Members::Live
    }
}

/// Why nobody, or not all, can be rung now.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Why {
    /// The reasons, those that hold back the most first.
    pub reasons: Vec<Held>,
    /// When there will be somebody, if it is known.
    pub fills_at: Option<Moment>,
}

/// How many members one reason holds back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Held {
    /// The reason's key in the message files.
    pub key: &'static str,
    /// How many, rounded; none where that would tell what a rival does.
    pub count: Option<Safe>,
    /// When the first of them can be rung, if that is known.
    pub until: Option<Moment>,
}

/// The answers that stand.
#[derive(Default)]
pub(crate) struct Answers {
    kept: Mutex<HashMap<BankId, (Moment, Why)>>,
    /// Whoever holds it looks: one at a time, so that no crowd at the end of the calling hours takes every reader.
    looking: Mutex<()>,
}

impl Answers {
    fn get(&self, bank: BankId, now: Moment, stands: Span) -> Option<Why> {
        let kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        let (at, why) = kept.get(&bank)?;
        let age = now.since(*at);
        (age >= Span::ZERO && age < stands).then(|| why.clone())
    }

    fn keep(&self, bank: BankId, now: Moment, why: &Why) {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.len() >= KEPT_MAX {
            kept.clear();
        }
        kept.insert(bank, (now, why.clone()));
    }
}

/// Says why a bank has nobody to ring. While another bank's queue is looked through it says what it said lately, or nothing.
///
/// # Errors
/// The store's.
pub fn why(world: &World, may: &MayAskWhy, now: Moment) -> Result<Why, Fault> {
    let answers = &world.0.why;
    if let Some(why) = answers.get(may.bank, now, STANDS_FOR) {
        return Ok(why);
    }
    let _looking = match answers.looking.try_lock() {
        Ok(looking) => looking,
        Err(TryLockError::Poisoned(looking)) => looking.into_inner(),
        Err(TryLockError::WouldBlock) => {
            let lately = answers.get(may.bank, now, STANDS_MEANWHILE);
            return Ok(lately.unwrap_or_default());
        }
    };
    let (sampled, filled) = world
        .0
        .db
        .read("desk-why", |raw| look(raw, (&world.0, now), may))?;
    let why = told(&sampled, filled, (may, now));
    answers.keep(may.bank, now, &why);
    Ok(why)
}

/// What stands against a call to one member, and until when.
type Against = (&'static str, Option<Moment>);

const FILLED: &str = "select filled from bank where bucket = $1 and id = $2";
const WHOLE: &str = "select member, class, due_at, rank from queue where bank = $1 and rank >= $2 order by rank limit 200";
const ONE: &str = "select member, class, due_at, rank from queue where bank = $1 and rank >= $2 order by rank limit 1";

fn look(
    raw: &mut Raw<'_>,
    (world, now): (&Inner, Moment),
    may: &MayAskWhy,
) -> Result<(Vec<Option<Against>>, u64), Fault> {
    let key = [Arg::Int(may.bank.bucket()), Arg::Bytes(may.bank.as_bytes())];
    let filled = raw.one(FILLED, &key, |row| row.int(0))?.unwrap_or(0);
    let filled = u64::try_from(filled).unwrap_or(0);
    let mut places = BTreeMap::new();
    if filled <= SAMPLE {
        let args = [Arg::Bytes(may.bank.as_bytes()), Arg::Int(0)];
        for place in raw.all(WHOLE, &args, Place::read)? {
            places.insert(place.member, place);
        }
    } else {
        for from in starts(may.bank, world, now) {
            let args = [Arg::Bytes(may.bank.as_bytes()), Arg::Int(from)];
            if let Some(place) = raw.one(ONE, &args, Place::read)? {
                places.insert(place.member, place);
            }
        }
    }
    let mut sampled = Vec::with_capacity(places.len());
    for place in places.into_values() {
        sampled.push(place.against(raw, (world, now), may)?);
    }
    Ok((sampled, filled))
}

/// Where in the order of a queue the sample is taken: one place in each of so many equal parts, the same for an hour.
fn starts(bank: BankId, world: &Inner, now: Moment) -> Vec<i64> {
    let hour = world.zone.hour_start(now).millis();
    let part = i64::MAX / i64::try_from(SAMPLE).unwrap_or(1);
    let drawn = |n: i64| {
        let digest = Sha256::new()
            .chain_update(bank.as_bytes())
            .chain_update(hour.to_be_bytes())
            .chain_update(n.to_be_bytes())
            .finalize();
        let first = digest.first_chunk::<8>().copied().unwrap_or_default();
        (i64::from_be_bytes(first) & i64::MAX) % part
    };
    let parts = 0..i64::try_from(SAMPLE).unwrap_or(0);
    parts.map(|n| n * part + drawn(n)).collect()
}

/// A member's place in the queue.
struct Place {
    member: MemberId,
    class: i64,
    due_at: i64,
}

impl Place {
    fn read(row: &Row<'_>) -> Result<Self, Fault> {
        let member = id16(row.bytes(0)?).ok_or_else(|| shape("queue"))?;
        Ok(Self {
            member: MemberId::from_bytes(member),
            class: row.int(1)?,
            due_at: row.int(2)?,
        })
    }

    /// What stands against a call; nothing where they could be rung.
    fn against(
        &self,
        raw: &mut Raw<'_>,
        at: (&Inner, Moment),
        may: &MayAskWhy,
    ) -> Result<Option<Against>, Fault> {
        let now = at.1;
        match self.class {
            NO_NUMBER => return Ok(Some((NotNow::NoNumber.key(), None))),
            STOPPED => return Ok(Some((STOPPED_KEY, None))),
            class if class == Class::Out.code() => return Ok(Some((DONE_KEY, None))),
            _ => {}
        }
        let due = Moment::from_millis(self.due_at);
        let waits = (due > now).then_some(due);
        let Some(found) = candidate_at(raw, at, self.member, &may.asking)? else {
            return Ok(Some((STOPPED_KEY, None)));
        };
        Ok(match found.may_ring(at.0, now) {
            Ok(()) => waits.map(|due| (NotNow::Resting { until: due }.key(), Some(due))),
            Err(NotNow::Resting { until }) if may.has_rivals() => Some((WAITS_KEY, Some(until))),
            Err(NotNow::OpenElsewhere | NotNow::NumberOpenElsewhere) if may.has_rivals() => {
                Some((WAITS_KEY, waits))
            }
            Err(reason) => {
                let until = match reason {
                    NotNow::Resting { until } | NotNow::KeptFor { until } => Some(until),
                    NotNow::OutsideHours { next } => next,
                    NotNow::OpenElsewhere | NotNow::NumberOpenElsewhere => waits,
                    _ => None,
                };
                Some((reason.told(), until))
            }
        })
    }
}

/// Whom a call keeps from being rung just now, where rivals call as well: whose, or when, is not told.
const WAITS_KEY: &str = "why-waits";
/// Whom the bank is done with, or has on a desk.
const DONE_KEY: &str = "why-done";

/// The keys that are no reasons of the rules.
pub const WHY_KEYS: [&str; 3] = [STOPPED_KEY, WAITS_KEY, DONE_KEY];

fn told(sampled: &[Option<Against>], filled: u64, (may, now): (&MayAskWhy, Moment)) -> Why {
    let mut groups: BTreeMap<&'static str, (u64, Option<Moment>)> = BTreeMap::new();
    for (key, until) in sampled.iter().flatten() {
        let (count, first) = groups.entry(key).or_default();
        *count += 1;
        *first = match (*first, *until) {
            (Some(one), Some(other)) => Some(one.min(other)),
            (one, other) => one.or(other),
        };
    }
    let size = u64::try_from(sampled.len()).unwrap_or(u64::MAX).max(1);
    let whole = |count: u64| count.saturating_mul(filled) / size;
    let mut groups: Vec<_> = groups.into_iter().collect();
    groups.sort_by_key(|(_, (count, _))| std::cmp::Reverse(*count));
    let is_somebody = sampled.iter().any(Option::is_none);
    let first = groups.iter().filter_map(|(_, (_, until))| *until).min();
    let fills_at = if is_somebody {
        Some(now)
    } else {
        first.map(|first| may.rounded_up(first))
    };
    let held = |(key, (count, until)): (&'static str, (u64, Option<Moment>))| {
        let is_told = key != WAITS_KEY;
        Held {
            key,
            count: is_told.then(|| safe(whole(count))),
            until: until.filter(|_| is_told).map(|at| may.rounded_up(at)),
        }
    };
    // The row without a number stands last, since its place would tell one.
    let (waits, told): (Vec<_>, Vec<_>) =
        groups.into_iter().partition(|(key, _)| *key == WAITS_KEY);
    let reasons = told.into_iter().chain(waits).map(held).collect();
    Why { reasons, fills_at }
}

#[cfg(test)]
mod tests {
    use switchboard_rules::ids::{CampaignId, ContestId};

    use super::*;

    #[test]
    fn a_sample_stands_for_its_queue_and_says_when_it_fills() {
        let at = |minutes| Moment::from_millis(1_795_545_000_000).plus(Span::minutes(minutes));
        let resting = NotNow::Resting { until: at(7) }.key();
        let mut sampled = vec![Some((DONE_KEY, None)); 150];
        sampled.extend(vec![Some((resting, Some(at(18)))); 49]);
        sampled.push(Some((resting, Some(at(7)))));
        let may = |members| MayAskWhy {
            bank: BankId::from_bytes([1; 16]),
            asking: Asking {
                campaign: CampaignId::from_bytes([2; 16]),
                contest: ContestId::from_bytes([3; 16]),
                members,
                own: None,
                caller: None,
            },
        };
        let live = may(Members::Live);
        let why = told(&sampled, 600_000, (&live, at(0)));
        let held = |key, count, until| Held {
            key,
            count: Some(safe(count)),
            until,
        };
        let reasons = [
            held(DONE_KEY, 450_000, None),
            held(resting, 150_000, Some(at(10))),
        ];
        assert_eq!(why.reasons, reasons);
        assert_eq!(why.fills_at, Some(at(10)));
        let three = told(&sampled[148..151], 3, (&live, at(0)));
        assert!(
            three
                .reasons
                .iter()
                .all(|held| held.count.and_then(Safe::rounded).is_none())
        );
        assert_eq!(told(&[None], 1, (&live, at(3))).fills_at, Some(at(3)));
        assert_eq!(told(&[], 0, (&live, at(3))), Why::default());
        // Beside rivals whoever waits because of a call is told of without a number and a time.
        let rivals = may(Members::Fixed([4; 16]));
        let mut sampled = vec![Some((WAITS_KEY, Some(at(7)))); 50];
        sampled.extend(vec![Some((DONE_KEY, None)); 20]);
        let why = told(&sampled, 70, (&rivals, at(0)));
        let waits = Held {
            key: WAITS_KEY,
            count: None,
            until: None,
        };
        assert_eq!(why.reasons, [held(DONE_KEY, 20, None), waits]);
        assert_eq!(why.fills_at, Some(rivals.rounded_up(at(7))));
        assert_eq!(why.fills_at.unwrap().millis() % 1_800_000, 0);
    }
}
