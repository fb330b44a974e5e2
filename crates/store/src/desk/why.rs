//! Why a bank has nobody to ring, in numbers with noise: of a sample of its queue, read beside the writer.
//!
//! Each member of the sample is asked about like whoever is dealt. A queue that is no larger than the sample is looked through
//! whole; of one of up to `DRAWN_FROM` places the sample is drawn from all of them, so that banks of the same members look at the same
//! ones; of a longer one it is taken in the order in which the bank deals. The sample is the same for an hour, and an answer stands for
//! half a minute, so that asking again and again tells nothing more. What stands for good is one row. Where a contest has rivals,
//! whoever waits because of a call is one row too, without a number and without a time: it would tell what a rival does.
//!
//! A bank with an audience has so many members as were told of it, and not as many as it has, and its sample never changes. Its noise goes by
//! whom it is of and not by the bank (`Whom::table_name`): banks of the same members, however many a campaign adds, tell the same
//! of the same, so that nothing averages but where queues are longer than `DRAWN_FROM`; and two that are alike but for one choice, or of
//! another draw, have samples and noises of their own and can't be laid beside each other. Rivals share none. Draws of one audience could be
//! averaged, so the first few of a campaign alone have numbers (`audiences::has_numbers`); and where the audience asks for what came of the
//! campaign's own calls there are none at all: whom it holds is of the campaign's choosing.

use std::collections::{BTreeMap, HashMap};
use std::sync::{Mutex, PoisonError, TryLockError};

use sha2::{Digest, Sha256};
use switchboard_rules::audience::lot;
use switchboard_rules::counts::{Cell, Noise, Part, Safe, uncovering};
use switchboard_rules::deal::Class;
use switchboard_rules::eligible::{NotNow, STOPPED_KEY};
use switchboard_rules::ids::{BankId, MemberId};
use switchboard_rules::moment::{Moment, Span, Zone};

use super::candidate::{Asking, candidate_at};
use super::deal::{NO_NUMBER, STOPPED};
use super::facts::{BankRow, Members, shape};
use crate::audiences::{self, Whom};
use crate::engine::{Arg, Raw, Row};
use crate::fault::Fault;
use crate::session::id16;
use crate::world::{Inner, World};

/// How many members of a queue are looked at.
const SAMPLE: usize = 200;
/// How many places a queue has at most whose sample is drawn from all of them. They are read for it, beside the writer and in the order in which
/// they lie. In a larger one other members in each bank of an audience hide as much as the noise of one number, even of ten and by fifty banks
/// (`docs/decisions/0044-every-number-of-a-bank-has-noise.md`).
const DRAWN_FROM: i64 = 10_000;
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
    /// The reasons, those that hold back the most first; by their keys where none has a number, for their order would tell one.
    pub reasons: Vec<Held>,
    /// When there will be somebody, if it is known.
    pub fills_at: Option<Moment>,
}

/// How many members one reason holds back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Held {
    /// The reason's key in the message files.
    pub key: &'static str,
    /// How many, about; none where that would tell what a rival does, or how few another reason holds back.
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
    let noise = audiences::lists_noise(&world.0, may.asking.contest);
    let sample = world
        .0
        .db
        .read("desk-why", |raw| look(raw, (&world.0, now), (may, &noise)))?;
    let noise = noise.of_table(&sample.table);
    let why = told((&sample, &noise), (may, now));
    answers.keep(may.bank, now, &why);
    Ok(why)
}

/// What stands against a call to one member, and until when.
type Against = (&'static str, Option<Moment>);
/// A member of the sample, to be counted, and what stands against a call to them; nothing where they could be rung.
type Looked = (Cell, Option<Against>);

/// Members of a queue.
struct Sample {
    members: Vec<Looked>,
    /// For how many they stand.
    stands_for: u64,
    /// Of whom they are, the same in every bank of the same members of a campaign: the name of its noise.
    table: Vec<u8>,
    /// Whether there are numbers.
    is_counted: bool,
}

const FILLED: &str = "select filled from bank where bucket = $1 and id = $2";
const PLACES: &str = "select member, class, due_at, rank from queue where bank = $1 and rank >= $2 order by rank limit $3";
const ONE: &str = "select member, class, due_at, rank from queue where bank = $1 and rank >= $2 order by rank limit 1";

fn look(
    raw: &mut Raw<'_>,
    (world, now): (&Inner, Moment),
    (may, noise): (&MayAskWhy, &Noise),
) -> Result<Sample, Fault> {
    let key = [Arg::Int(may.bank.bucket()), Arg::Bytes(may.bank.as_bytes())];
    let filled = raw.one(FILLED, &key, |row| row.int(0))?.unwrap_or(0);
    let whom = audiences::whom(raw, may.bank)?;
    let table = table_of(may, whom.as_ref());
    let draw = draw_of(&table, hour_of(whom.is_some(), &world.zone, now));
    let places = if filled <= DRAWN_FROM {
        let bank = Arg::Bytes(may.bank.as_bytes());
        let args = [bank, Arg::Int(0), Arg::Int(DRAWN_FROM)];
        let places = raw.all(PLACES, &args, Place::read)?;
        looked_at(places, &world.keys.door.full("why-sample", &draw))
    } else {
        one_by_one(raw, may.bank, &draw)?
    };
    let mut members = Vec::with_capacity(places.len());
    for place in places {
        let one = Cell::of(1, noise.record_key(&place.member));
        members.push((one, place.against(raw, (world, now), may)?));
    }
    let is_counted = match &whom {
        Some(whom) => audiences::has_numbers(raw, may.asking.campaign, whom)?,
        None => true,
    };
    let told = whom
        .as_ref()
        .and_then(|whom| u64::try_from(whom.shown()).ok());
    Ok(Sample {
        members,
        stands_for: told.unwrap_or(u64::try_from(filled).unwrap_or(0)),
        table,
        is_counted,
    })
}

/// The name of whom a bank is of: its campaign and contest, and whom of them it rings, where that isn't everybody.
fn table_of(may: &MayAskWhy, whom: Option<&Whom>) -> Vec<u8> {
    let (campaign, contest) = (may.asking.campaign, may.asking.contest);
    let whom = whom.map_or_else(Vec::new, Whom::table_name);
    let place = [*campaign.as_bytes(), *contest.as_bytes()].concat();
    [place, whom].concat()
}

/// For which hour the sample of a queue stands; none where the bank has an audience: its sample stands for good.
fn hour_of(has_audience: bool, zone: &Zone, now: Moment) -> Option<Moment> {
    (!has_audience).then(|| zone.hour_start(now))
}

/// The name of a draw: whom the queue is of, and the hour for which the sample stands.
fn draw_of(table: &[u8], hour: Option<Moment>) -> Vec<u8> {
    let hour = hour.map_or(0, Moment::millis).to_be_bytes();
    [table, hour.as_slice()].concat()
}

/// The sample, of all places of a queue. It hangs on the draw and on who is in the queue, and not on the order in which a bank deals; and as
/// nobody has the seed, nobody knows who is in it. Two audiences have two samples, also where they differ in one member alone.
fn looked_at(mut places: Vec<Place>, seed: &[u8; 32]) -> Vec<Place> {
    places.sort_by_cached_key(|place| (lot(seed, &place.member), place.member));
    places.truncate(SAMPLE);
    places
}

/// The sample of a long queue: whoever comes next at each of the places that are drawn in the bank's own order.
fn one_by_one(raw: &mut Raw<'_>, bank: BankId, draw: &[u8]) -> Result<Vec<Place>, Fault> {
    let mut places = BTreeMap::new();
    for from in starts(draw) {
        let args = [Arg::Bytes(bank.as_bytes()), Arg::Int(from)];
        if let Some(place) = raw.one(ONE, &args, Place::read)? {
            places.insert(place.member, place);
        }
    }
    Ok(places.into_values().collect())
}

/// Where in the order of a queue the sample is taken: one place in each of so many equal parts, alike in each bank of the same draw. Who stands
/// there hangs on the bank's own order.
fn starts(draw: &[u8]) -> Vec<i64> {
    let part = i64::MAX / i64::try_from(SAMPLE).unwrap_or(1);
    let drawn = |n: i64| {
        let digest = Sha256::new()
            .chain_update(draw)
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
            Ok(()) if waits.is_none() && found.candidate.tongue.is_some() => {
                Some((LANGUAGE_KEY, None))
            }
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

/// Who waits for a caller who rings in their language.
const LANGUAGE_KEY: &str = "why-language";

/// The keys that are no reasons of the rules.
pub const WHY_KEYS: [&str; 4] = [STOPPED_KEY, WAITS_KEY, DONE_KEY, LANGUAGE_KEY];

fn told((sample, noise): (&Sample, &Noise), (may, now): (&MayAskWhy, Moment)) -> Why {
    let mut groups: BTreeMap<&'static str, (Cell, Option<Moment>)> = BTreeMap::new();
    let mut free = Cell::EMPTY;
    for (one, against) in &sample.members {
        let Some((key, until)) = against else {
            free = free.and(*one);
            continue;
        };
        let (cell, first) = groups.entry(key).or_default();
        *cell = cell.and(*one);
        *first = match (*first, *until) {
            (Some(one), Some(other)) => Some(one.min(other)),
            (one, other) => one.or(other),
        };
    }
    let size = u64::try_from(sample.members.len())
        .unwrap_or(u64::MAX)
        .max(1);
    let whole =
        |cell: Cell| cell.standing_for(cell.members().saturating_mul(sample.stands_for) / size);
    let mut groups: Vec<_> = groups.into_iter().collect();
    if sample.is_counted {
        groups.sort_by_key(|(_, (cell, _))| std::cmp::Reverse(cell.members()));
    }
    let first = groups.iter().filter_map(|(_, (_, until))| *until).min();
    let fills_at = if free.members() > 0 {
        Some(now)
    } else {
        first.map(|first| may.rounded_up(first))
    };
    // The row without a number stands last, since its place would tell one.
    groups.sort_by_key(|(key, _)| *key == WAITS_KEY);
    let counts = if sample.is_counted {
        counts(&groups, noise, (&whole, free))
    } else {
        vec![None; groups.len()]
    };
    // Fewer than are told of stand in no row: it would say that there is somebody, and the languages can be tried one by one.
    let is_told = |key: &str, count: Option<Safe>| {
        key != LANGUAGE_KEY || count.is_some_and(|count| count != Safe::FEW)
    };
    let reasons = groups.into_iter().zip(counts);
    let reasons = reasons.filter(|((key, _), count)| is_told(key, *count));
    let reasons = reasons.map(|((key, (_, until)), count)| Held {
        key,
        count,
        until: until
            .filter(|_| key != WAITS_KEY)
            .map(|at| may.rounded_up(at)),
    });
    Why {
        reasons: reasons.collect(),
        fills_at,
    }
}

/// What is told of each group; none of those who wait, and none where it would give away how few another group has. Whether somebody
/// could be rung is told anyway.
fn counts(
    groups: &[(&'static str, (Cell, Option<Moment>))],
    noise: &Noise,
    (whole, free): (&dyn Fn(Cell) -> Cell, Cell),
) -> Vec<Option<Safe>> {
    let parts = groups.iter().map(|(key, (cell, _))| {
        let cell = whole(*cell);
        let is_shown = *key != WAITS_KEY && noise.shown(cell) != Safe::FEW;
        Part { cell, is_shown }
    });
    let parts: Vec<Part> = parts.collect();
    let rest = (free.members() > 0).then(|| whole(free));
    let withheld = uncovering(noise, &parts, rest);
    let told = groups.iter().zip(&parts).enumerate();
    let told = told.map(|(at, ((key, _), part))| {
        let is_told = *key != WAITS_KEY && withheld != Some(at);
        is_told.then(|| noise.shown(part.cell))
    });
    told.collect()
}

#[cfg(test)]
mod tests;
