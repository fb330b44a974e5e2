//! What came of a campaign's own calls, for its own audiences alone: a state kept in a table, which moves seldom and is never read from cards
//! once it stands (`rules::audience::State`, decision 0050).
//!
//! `making` makes the next state, in slices, out of the `cards`. Here the one that stands is read, and counted beside the writer by
//! whoever serves. Answers to the campaign's own `question` are levels too; they lie `sealed`.

mod cards;
mod gone;
pub(crate) mod making;
pub(crate) mod question;
pub(crate) mod sealed;

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, TryLockError};

use switchboard_rules::audience::{
    Audience, Choice, Columns, Count, STATES_MAX, Spoken, Stand, State,
};
use switchboard_rules::counts::{Cell, Noise};
use switchboard_rules::ids::{CampaignId, ContestId, MemberId};
use switchboard_rules::moment::Moment;

use self::question::CountedQuestion;
use self::sealed::Wall;
use super::Counted;
use super::asked::Facet;
use super::read::{self, LOOK, Source};
use super::shelf;
use crate::answers::Key;
use crate::desk::shape;
use crate::engine::{Arg, Raw, Row};
use crate::fault::Fault;
use crate::session::id16;
use crate::stretch;
use crate::tx::Tx;
use crate::world::World;

pub(super) use cards::as_of_now;
pub use making::move_states;

/// Of so many campaigns a state lies in memory; the one that was built first goes.
const HELD_MAX: usize = 64;

/// A state that stands, counted.
pub(crate) struct Own {
    source: Source,
    pub(super) number: i64,
    made_at: i64,
    seed: [u8; 16],
    question: Option<CountedQuestion>,
    state: State,
    columns: Arc<Columns>,
}

impl Own {
    pub(super) fn told(&self, audience: &Audience) -> Counted {
        match self.columns.count_in(&self.state, audience) {
            Ok(Count::About(count)) => Counted::About(count),
            Ok(Count::Withheld) => Counted::Withheld,
            Err(_) => Counted::Unknown,
        }
    }

    /// The levels that can be chosen.
    pub(super) fn facets(&self) -> Vec<Facet> {
        let levels = self.columns.spoken_levels(&self.state).into_iter();
        levels
            .map(|(spoken, count)| {
                let (name, question) = said(spoken, self.question.as_ref());
                Facet {
                    choice: Choice::Spoken(spoken),
                    name,
                    question,
                    depth: 0,
                    count,
                }
            })
            .collect()
    }

    /// How it stands.
    pub(super) fn calls(&self) -> OwnCalls {
        OwnCalls::AsOf {
            at: Moment::from_millis(self.made_at),
            is_last: is_last(self.number),
        }
    }
}

/// Whether no other state comes after the one of this number.
fn is_last(number: i64) -> bool {
    number >= i64::from(STATES_MAX)
}

/// Whether an audience is chosen by an answer as it stands in the campaign's state now, and of which state it was when it was chosen is said
/// (`seen`): in another, the same place may be another answer. Whoever chose by no answer is of any state.
pub(crate) fn is_of_now(
    raw: &mut Raw<'_>,
    campaign: CampaignId,
    (audience, seen): (&Audience, Option<i64>),
) -> Result<bool, Fault> {
    if !matches!(audience.spoken(), Some(Spoken::Answered(_))) {
        return Ok(true);
    }
    let stands = standing(raw, campaign)?.map(|stands| stands.number);
    Ok(seen.is_some() && stands == seen)
}

/// A level's name, and of an answer the words of its question: none where they aren't known any more.
pub(super) fn said(spoken: Spoken, question: Option<&CountedQuestion>) -> (String, Option<String>) {
    let of = |place| {
        let closed = question?.closed();
        Some((closed.option(place)?, closed.words()))
    };
    let found = match spoken {
        Spoken::Answered(place) => of(place),
        Spoken::NotRung | Spoken::NotReached | Spoken::Reached | Spoken::SomeAnswer => None,
    };
    match found {
        Some((answer, asked)) => (answer.to_owned(), Some(asked.to_owned())),
        None => (spoken.text().to_owned(), None),
    }
}

/// How it stands with what came of a campaign's own calls.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OwnCalls {
    /// Too few were rung for a first state.
    NotYet,
    /// There is a state, and this node hasn't counted it yet.
    NotReady,
    /// As of then, and whether it stays so: it was brought up to date as often as may be.
    AsOf {
        /// When it was made.
        at: Moment,
        /// Whether it is the last of this contest.
        is_last: bool,
    },
}

/// The states in the memory of whoever serves.
#[derive(Default)]
pub(crate) struct Held {
    all: Mutex<Vec<(CampaignId, Arc<Own>)>>,
    /// Whoever holds it counts a state: one at a time, and nobody waits for it.
    counting: Mutex<()>,
}

impl Held {
    fn of(&self, campaign: CampaignId) -> Option<Arc<Own>> {
        let all = self.all.lock().unwrap_or_else(PoisonError::into_inner);
        let own = all.iter().find(|(of, _)| *of == campaign);
        own.map(|(_, own)| Arc::clone(own))
    }

    fn put(&self, campaign: CampaignId, own: Own) {
        let mut all = self.all.lock().unwrap_or_else(PoisonError::into_inner);
        all.retain(|(of, _)| *of != campaign);
        if all.len() >= HELD_MAX {
            all.remove(0);
        }
        all.push((campaign, Arc::new(own)));
    }

    fn counts_alone(&self) -> Option<MutexGuard<'_, ()>> {
        match self.counting.try_lock() {
            Ok(counting) => Some(counting),
            Err(TryLockError::Poisoned(counting)) => Some(counting.into_inner()),
            Err(TryLockError::WouldBlock) => None,
        }
    }
}

/// What an act finds of a campaign's own calls.
pub(super) enum Found {
    NotYet,
    NotReady,
    There(Arc<Own>),
}

const STANDING: &str = "select number, made_at, seed from spoken_state where bucket = $1 and campaign = $2 and number > 0";

/// The state that stands.
struct Standing {
    number: i64,
    made_at: i64,
    /// What its noise is drawn by, beside the installation's key.
    seed: [u8; 16],
}

/// None before the first.
fn standing(raw: &mut Raw<'_>, campaign: CampaignId) -> Result<Option<Standing>, Fault> {
    let args = [Arg::Int(campaign.bucket()), Arg::Bytes(campaign.as_bytes())];
    raw.one(STANDING, &args, |row| {
        Ok(Standing {
            number: row.int(0)?,
            made_at: row.int(1)?,
            seed: id16(row.bytes(2)?).ok_or_else(|| shape("spoken_state"))?,
        })
    })
}

/// The state that stands, if this node has counted it.
pub(super) fn now(
    tx: &mut Tx<'_, '_>,
    (campaign, contest): (CampaignId, ContestId),
) -> Result<Found, Fault> {
    let (world, at) = (tx.world, tx.now());
    let Some(Standing { number, seed, .. }) = standing(tx.raw(), campaign)? else {
        return Ok(Found::NotYet);
    };
    let source = read::source_in(tx.raw(), &world.zone, contest, at)?;
    let own = world.shelf.own.of(campaign);
    let own = own.filter(|own| {
        own.number == number && own.seed == seed && source.as_ref() == Some(&own.source)
    });
    Ok(own.map_or(Found::NotReady, Found::There))
}

/// Counts the state that stands, if this node hasn't yet; to be called outside of any act, for whoever may count. Where another is being
/// counted it does nothing: whoever asked is told to look again.
///
/// # Errors
/// Where the store can't be read.
pub fn prepare_own(
    world: &World,
    (campaign, contest): (CampaignId, ContestId),
    now: Moment,
) -> Result<(), Fault> {
    let found = world
        .0
        .db
        .read("spoken-state", |raw| standing(raw, campaign))?;
    let Some(Standing {
        number,
        made_at,
        seed,
    }) = found
    else {
        return Ok(());
    };
    let Some((source, columns)) = shelf::held(world, contest, now)? else {
        return Ok(());
    };
    let is_now = |own: &Arc<Own>| own.number == number && own.seed == seed && own.source == source;
    if world
        .0
        .shelf
        .own
        .of(campaign)
        .is_some_and(|own| is_now(&own))
    {
        return Ok(());
    }
    let Some(_alone) = world.0.shelf.own.counts_alone() else {
        return Ok(());
    };
    let (levels, question) = levels_of(world, campaign, number)?;
    let answers = question
        .as_ref()
        .map_or(0, |one| one.closed().options().len());
    let noise = noise(world, (campaign, number, &seed), &source);
    let mut state = columns.new_state(noise, answers);
    read::each(world, &source, |member: MemberId, kind, codes| {
        let spoken = stand(&levels, &member).level;
        columns.add_to_state(&mut state, (&member, spoken), (kind, codes));
    })?;
    let own = Own {
        source,
        number,
        made_at,
        seed,
        question,
        state,
        columns,
    };
    world.0.shelf.own.put(campaign, own);
    Ok(())
}

/// The noise of a state. Another state, another campaign and another month have one of their own; and a state made once more after a restore.
fn noise(
    world: &World,
    (campaign, number, seed): (CampaignId, i64, &[u8; 16]),
    source: &Source,
) -> Noise {
    let name = [
        campaign.as_bytes().as_slice(),
        &number.to_be_bytes(),
        &source.name(),
        seed,
    ]
    .concat();
    Noise::new(world.0.keys.door.full("counts-spoken", &name))
}

/// Whether those of a state who are left to be rung would be told a number, under the noise of the state: the same people give the same
/// answer.
pub(super) fn are_enough(
    world: &World,
    (campaign, number): (CampaignId, i64),
    source: &Source,
    left: impl Iterator<Item = MemberId>,
) -> Result<bool, Fault> {
    let found = world
        .0
        .db
        .read("spoken-state", |raw| standing(raw, campaign))?;
    // What the state before this one was drawn by is gone: no bank of it is measured under another noise than the next.
    let found = found.filter(|found| found.number == number);
    let seed = found.map_or([0; 16], |found| found.seed);
    let noise = noise(world, (campaign, number, &seed), source);
    let one = |member: MemberId| Cell::of(1, noise.record_key(&member));
    let all = left.map(one).fold(Cell::EMPTY, Cell::and);
    Ok(noise.own_choice(all).is_some())
}

const KEPT: &str = "select number from spoken_state where bucket = $1 and campaign = $2 and (number = $3 or (number = $4 and held_until = 0))";

/// Whether a state is still kept whole: the one that stands; or the one before it, while no other is being made.
pub(super) fn is_kept(world: &World, campaign: CampaignId, number: i64) -> Result<bool, Fault> {
    let args = [
        Arg::Int(campaign.bucket()),
        Arg::Bytes(campaign.as_bytes()),
        Arg::Int(number),
        Arg::Int(number.saturating_add(1)),
    ];
    let found = world
        .0
        .db
        .read("spoken-kept", |raw| raw.one(KEPT, &args, |row| row.int(0)))?;
    Ok(found.is_some())
}

/// How those stand in a state who were rung.
pub(super) type Levels = HashMap<[u8; 16], Stand>;

/// How a member stands in a state.
pub(super) fn stand(levels: &Levels, member: &MemberId) -> Stand {
    let found = levels.get(member.as_bytes()).copied();
    found.unwrap_or(Stand::NOT_RUNG)
}

/// The keys of those alone who answered.
const LEVELS: &str = "select s.member, s.level, s.answer_sealed, m.erase_key, m.key_month from spoken s left join member m on s.answer_sealed is not null and m.bucket = s.bucket and m.id = s.member where (s.bucket, s.member) > ($1, $2) and s.bucket < $3 and s.campaign = $4 and s.number = $5 order by s.bucket, s.member limit $6";

/// A row of a state.
struct Kept {
    member: [u8; 16],
    level: Spoken,
    answer: Option<(Vec<u8>, Key)>,
}

impl Kept {
    fn read(row: &Row<'_>) -> Result<Self, Fault> {
        let key = row.opt_bytes(3)?.map(<[u8]>::to_vec).zip(row.opt_int(4)?);
        Ok(Self {
            member: id16(row.bytes(0)?).ok_or_else(|| shape("spoken"))?,
            level: Spoken::from_code(row.int(1)?).ok_or_else(|| shape("spoken"))?,
            answer: row.opt_bytes(2)?.map(<[u8]>::to_vec).zip(key),
        })
    }

    /// How they stand: whose answer doesn't open was reached.
    fn stand(&self, number: i64, wall: Option<&Wall<'_>>) -> Result<Stand, Fault> {
        let answer = match self.answer.as_ref().zip(wall) {
            Some(((sealed, key), wall)) => {
                wall.stand((&self.member, key), (number, sealed.as_slice()))?
            }
            None => None,
        };
        Ok(answer.unwrap_or_else(|| Stand::of(self.level)))
    }
}

/// Reads a state, and of which question it counts the answers.
pub(super) fn levels_of(
    world: &World,
    campaign: CampaignId,
    number: i64,
) -> Result<(Levels, Option<CountedQuestion>), Fault> {
    let question = world.0.db.read("spoken-question", |raw| {
        question::of_state(raw, campaign, number)
    })?;
    let wall = match question {
        Some(_) => Some(Wall::of(world, campaign)?),
        None => None,
    };
    let mut all = Levels::new();
    let look = Arg::Int(i64::try_from(LOOK).unwrap_or(i64::MAX));
    stretch::along(stretch::ALL, |stretch| {
        let [bucket, after, before] = stretch.args();
        let of = [Arg::Bytes(campaign.as_bytes()), Arg::Int(number), look];
        let args = [&[bucket, after, before], of.as_slice()].concat();
        let read = |raw: &mut Raw<'_>| raw.all(LEVELS, &args, Kept::read);
        let rows = world.0.db.read("spoken-levels", read)?;
        for row in &rows {
            all.insert(row.member, row.stand(number, wall.as_ref())?);
        }
        let last = rows.last().filter(|_| rows.len() == LOOK);
        Ok(last.map(|row| row.member))
    })?;
    Ok((all, question))
}
