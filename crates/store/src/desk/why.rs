//! Why a bank has nobody to ring, in numbers with noise: of a sample of its queue, read beside the writer.
//!
//! Each member of the sample is asked about like whoever is dealt. A queue that is no larger than the sample is looked through
//! whole; of a longer one it is drawn from all places (`drawn`), so that banks of the same members look at the same ones. It stands for good,
//! and an answer for half a minute, so that asking again and again tells nothing more. What stands for good is one row. Where a contest has
//! rivals, whoever waits because of a call is one row too, without a number and without a time: it would tell what a rival does.
//!
//! A bank with an audience has so many members as were told of it, and not as many as it has. Its noise goes by
//! whom it is of and not by the bank (`Whom::table_name`): banks of the same members, however many a campaign adds, tell the same
//! of the same, so that nothing averages; and two that are alike but for one choice, or of another draw, have samples and noises of their own
//! and can't be laid beside each other. Rivals share none. Draws of one audience could be averaged, so the first few of a campaign alone
//! say anything (`audiences::telling`); and where the audience asks for what came of the campaign's own calls there are no numbers: whom
//! it holds is of the campaign's choosing.

mod drawn;
mod looking;

use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use switchboard_rules::counts::{Cell, Noise, Part, Safe, uncovering};
use switchboard_rules::deal::Class;
use switchboard_rules::eligible::{NotNow, STOPPED_KEY};
use switchboard_rules::ids::{BankId, MemberId};
use switchboard_rules::moment::{Moment, Span};

use super::candidate::{Asking, candidate_at};
use super::deal::{NO_NUMBER, STOPPED};
use super::facts::{BankRow, Members};
use crate::audiences::{self, Telling, Whom};
use crate::engine::{Arg, Raw, Stmt};
use crate::fault::Fault;
use crate::world::{Inner, World};

use drawn::{Draws, Queue};
use looking::Looking;

/// How long an answer stands.
const STANDS_FOR: Span = Span::seconds(30);
/// How long an answer is told once more while another is being looked for.
const STANDS_MEANWHILE: Span = Span::minutes(5);
/// How long whoever has no answer that stands waits until others have looked: as long as the draw from a long queue takes, and once more.
const WAITS: Duration = Duration::from_secs(2);
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
    /// The reasons, those of which the largest numbers are told first; by their keys where they have none, for their order would tell one.
    pub reasons: Vec<Held>,
    /// Whether no reasons are told of this bank at all.
    pub is_untold: bool,
    /// When there will be somebody, if it is known.
    pub fills_at: Option<Moment>,
}

/// How many members one reason holds back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Held {
    /// The reason's key in the message files.
    pub key: &'static str,
    /// How many, about; none where that would tell what a rival does, or how few another reason holds back, or the bank has no numbers.
    pub count: Option<Safe>,
    /// When the first of them can be rung, if that is known.
    pub until: Option<Moment>,
}

/// The answers that stand.
#[derive(Default)]
pub(crate) struct Answers {
    kept: Mutex<HashMap<BankId, (Moment, Why)>>,
    looking: Looking,
    draws: Draws,
}

impl Answers {
    fn get(&self, bank: BankId, now: Moment, stands: Span) -> Option<Why> {
        let kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        let (at, why) = kept.get(&bank)?;
        let age = now.since(*at);
        // Whoever waited for their turn came before the answer that they find.
        (age.as_millis().abs() < stands.as_millis()).then(|| why.clone())
    }

    fn keep(&self, bank: BankId, now: Moment, why: &Why) {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.len() >= KEPT_MAX {
            kept.clear();
        }
        kept.insert(bank, (now, why.clone()));
    }
}

/// Says why a bank has nobody to ring. While another bank's queue is looked through it says what it said lately; where it said nothing it
/// waits its turn for two seconds at most, and says nothing if that is too short.
///
/// # Errors
/// The store's.
pub fn why(world: &World, may: &MayAskWhy, now: Moment) -> Result<Why, Fault> {
    let answers = &world.0.why;
    let said = |stands: Span| answers.get(may.bank, now, stands);
    if let Some(why) = said(STANDS_FOR) {
        return Ok(why);
    }
    let wait = said(STANDS_MEANWHILE).map_or(WAITS, |_| Duration::ZERO);
    let Some(_turn) = answers.looking.turn(wait) else {
        return Ok(said(STANDS_MEANWHILE).unwrap_or_default());
    };
    // Whoever had the turn before may have looked at this very bank.
    if let Some(why) = said(STANDS_FOR) {
        return Ok(why);
    }
    let of = world
        .0
        .db
        .read("desk-why-bank", |raw| Asked::read(raw, may))?;
    let noise = audiences::lists_noise(&world.0, may.asking.contest);
    let members = look(&world.0, (may, now), (&of, &noise))?;
    let noise = noise.of_table(&of.table);
    let sample = Sample {
        members,
        stands_for: of.stands_for,
        telling: of.telling,
    };
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
    telling: Telling,
}

/// A bank, as it is asked about.
struct Asked {
    /// How many were ever put into its queue.
    filled: i64,
    /// For how many members its sample stands.
    stands_for: u64,
    /// Of whom it is, the same in every bank of the same members of a campaign: the name of its noise and of its draw.
    table: Vec<u8>,
    telling: Telling,
}

const FILLED: &str = "select filled from bank where bucket = $1 and id = $2";

impl Asked {
    fn read(raw: &mut Raw<'_>, may: &MayAskWhy) -> Result<Self, Fault> {
        let key = [Arg::Int(may.bank.bucket()), Arg::Bytes(may.bank.as_bytes())];
        let filled = raw.one(FILLED, &key, |row| row.int(0))?.unwrap_or(0);
        let whom = audiences::whom(raw, may.bank)?;
        let telling = match &whom {
            Some(whom) => audiences::telling(raw, may.asking.campaign, whom)?,
            None => Telling::Numbers,
        };
        let told = whom.as_ref().map_or(filled, Whom::shown);
        Ok(Self {
            filled,
            stands_for: u64::try_from(told).unwrap_or(0),
            table: table_of(may, whom.as_ref()),
            telling,
        })
    }

    fn queue(&self, bank: BankId) -> Queue<'_> {
        Queue {
            bank,
            name: &self.table,
            filled: self.filled,
        }
    }
}

/// The name of whom a bank is of: its campaign and contest, and whom of them it rings, where that isn't everybody.
fn table_of(may: &MayAskWhy, whom: Option<&Whom>) -> Vec<u8> {
    let (campaign, contest) = (may.asking.campaign, may.asking.contest);
    let whom = whom.map_or_else(Vec::new, Whom::table_name);
    let place = [*campaign.as_bytes(), *contest.as_bytes()].concat();
    [place, whom].concat()
}

fn look(
    world: &Inner,
    (may, now): (&MayAskWhy, Moment),
    (of, noise): (&Asked, &Noise),
) -> Result<Vec<Looked>, Fault> {
    let places = places(world, of.queue(may.bank))?;
    world.db.read("desk-why", |raw| {
        let mut members = Vec::with_capacity(places.len());
        for place in &places {
            let one = Cell::of(1, noise.record_key(&place.member));
            members.push((one, place.against(raw, (world, now), may)?));
        }
        Ok(members)
    })
}

/// The places of those who are drawn from a queue. Where one of them has gone, because its member was forgotten, it is drawn anew: another
/// bank of the same members, that draws for the first time, draws without them too.
fn places(world: &Inner, queue: Queue<'_>) -> Result<Vec<Place>, Fault> {
    let draws = &world.why.draws;
    let stand = |members: &[MemberId]| {
        let read = |raw: &mut Raw<'_>| standing(raw, queue.bank, members);
        world.db.read("desk-why-places", read)
    };
    if let Some(members) = draws.kept(queue) {
        let places = stand(&members)?;
        if places.len() == members.len() {
            return Ok(places);
        }
    }
    let members = draws.anew(world, queue)?;
    stand(&members)
}

const PLACE: &str =
    "select class, due_at from queue where bucket = $1 and member = $2 and bank = $3";

/// The places that these have in a bank's queue; none of whoever isn't in it.
fn standing(raw: &mut Raw<'_>, bank: BankId, members: &[MemberId]) -> Result<Vec<Place>, Fault> {
    if members.is_empty() {
        return Ok(Vec::new());
    }
    let of_each = members.iter().map(|member| {
        let args = vec![
            Arg::Int(member.bucket()),
            Arg::Bytes(member.as_bytes()),
            Arg::Bytes(bank.as_bytes()),
        ];
        Stmt::owning(PLACE, args)
    });
    let of_each: Vec<Stmt<'_>> = of_each.collect();
    let found = raw.gather(&of_each)?;
    let mut places = Vec::with_capacity(members.len());
    for (member, rows) in members.iter().zip(&found) {
        if let Some(row) = rows.first() {
            places.push(Place {
                member: *member,
                class: row.int(0)?,
                due_at: row.int(1)?,
            });
        }
    }
    Ok(places)
}

/// A member's place in the queue.
struct Place {
    member: MemberId,
    class: i64,
    due_at: i64,
}

impl Place {
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
    let groups: Vec<_> = groups.into_iter().collect();
    let first = groups.iter().filter_map(|(_, (_, until))| *until).min();
    let fills_at = if free.members() > 0 {
        Some(now)
    } else {
        first.map(|first| may.rounded_up(first))
    };
    let is_counted = sample.telling == Telling::Numbers;
    let counts = if is_counted {
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
    let mut reasons: Vec<Held> = reasons.collect();
    // By what is told: by the counts themselves the order would tell which of two is larger, to one. The row without a number stands last.
    let told = |one: &Held| one.count.and_then(Safe::rounded);
    reasons.sort_by_key(|one| (one.key == WAITS_KEY, Reverse(told(one))));
    let is_untold = sample.telling == Telling::Nothing;
    if is_untold {
        reasons.clear();
    }
    Why {
        reasons,
        is_untold,
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

/// Those who are looked at of a bank.
#[cfg(test)]
pub(crate) fn looked_at(world: &World, may: &MayAskWhy) -> std::collections::BTreeSet<MemberId> {
    let read = |raw: &mut Raw<'_>| Asked::read(raw, may);
    let of = world.0.db.read("desk-why-bank", read).unwrap();
    let places = places(&world.0, of.queue(may.bank)).unwrap();
    places.iter().map(|place| place.member).collect()
}

/// Those who are drawn from a bank's queue under one name, read in pages of so many places.
#[cfg(test)]
pub(crate) fn drawn_in_pages(world: &World, bank: BankId, page: i64) -> Vec<MemberId> {
    let queue = Queue {
        bank,
        name: b"drawn",
        filled: 0,
    };
    drawn::drawn(&world.0, queue, page).unwrap()
}

#[cfg(test)]
mod tests;
