//! Making a campaign's next state, when it may move: worked out of its cards beside the writer, written in slices under the next number, and
//! standing only when it is whole.
//!
//! Levels go up alone: a state begins from the one that stands, so that an objection, an erased or changed outcome, or a merge takes nothing
//! back. Of records that are one person each has the person's level. Where it counts the answers to another question than the one that
//! stands, whoever had answered that one begins at "reached".

use std::collections::HashMap;

use switchboard_rules::audience::{STATE_AT_LEAST, STATES_MAX, Spoken, Stand, may_move};
use switchboard_rules::events::EventKind;
use switchboard_rules::ids::{CampaignId, ContestId, bucket_of};
use switchboard_rules::moment::Moment;

use super::cards::{Parted, each_call, keepers, parted};
use super::gone::{erase, forget_over};
use super::levels_of;
use super::question::{self, CountedQuestion, NEXT};
use super::sealed::{Wall, keys_of};
use crate::desk::shape;
use crate::engine::{Arg, Value};
use crate::entry::{self, Draft};
use crate::fault::Fault;
use crate::leaving;
use crate::line;
use crate::session::{Auth, id16};
use crate::tx::{Tx, Verdict};
use crate::world::World;

/// How many rows one write puts down: few enough to hold the writer for less than 5 ms.
pub(crate) const SLICE: usize = 200;
/// So long nobody else makes a state of a campaign whose making has begun.
const HELD_MS: i64 = 3_600_000;
/// Nobody's word: nobody makes a state.
pub(super) static NO_WORD: [u8; 16] = [0; 16];
/// How many campaigns are looked at in one go.
const PAGE: i64 = 20;

const DUE: &str = "select c.id, c.contest from campaign c join contest t on t.id = c.contest left join spoken_state s on s.bucket = c.bucket and s.campaign = c.id where c.id > $1 and t.opened_at is not null and t.phase not in ('closed', 'deleted') and coalesce(s.number, 0) < $2 and coalesce(s.made_at, 0) <= $3 and coalesce(s.held_until, 0) <= $4 and not exists (select 1 from withdrawn w where w.bucket = c.bucket and w.campaign = c.id) order by c.id limit $5";

/// Moves each campaign's state that may move, and takes away what withdrew or is over; answers how many moved. A job.
///
/// # Errors
/// The first fault; the other campaigns are looked at all the same.
pub fn move_states(world: &World, now: Moment) -> Result<usize, Fault> {
    let (mut moved, mut first) = (0, forget_over(world, now).err());
    let mut after = Vec::new();
    loop {
        let page = due(world, &after, now)?;
        let Some((last, _)) = page.last() else {
            return first.map_or(Ok(moved), Err);
        };
        after = last.as_bytes().to_vec();
        for at in page {
            match make(world, at, now) {
                Ok(has_moved) => moved += usize::from(has_moved),
                Err(fault) => {
                    first.get_or_insert(fault);
                }
            }
        }
    }
}

fn due(world: &World, after: &[u8], now: Moment) -> Result<Vec<(CampaignId, ContestId)>, Fault> {
    let args = [
        Arg::Bytes(after),
        Arg::Int(i64::from(STATES_MAX)),
        Arg::Int(now.minus(STATE_AT_LEAST).millis()),
        Arg::Int(now.millis()),
        Arg::Int(PAGE),
    ];
    world.0.db.read("spoken-due", |raw| {
        raw.all(DUE, &args, |row| {
            let id = |at| id16(row.bytes(at)?).ok_or_else(|| shape("campaign"));
            Ok((
                CampaignId::from_bytes(id(0)?),
                ContestId::from_bytes(id(1)?),
            ))
        })
    })
}

fn make(
    world: &World,
    (campaign, contest): (CampaignId, ContestId),
    now: Moment,
) -> Result<bool, Fault> {
    let next = Next::of(world, campaign)?;
    if !next.may_move(now) {
        return Ok(false);
    }
    let Some(making) = Making::claim(world, (campaign, contest), next.number, now)? else {
        return Ok(false);
    };
    let making = making.by(&next);
    if !making.clear(world, now)? {
        return Ok(false);
    }
    for slice in next.rows.chunks(SLICE) {
        if !making.put(world, slice, now)? {
            return Ok(false);
        }
    }
    making.stand(world, now)
}

/// A member's record and how they stand.
pub(crate) type Line = ([u8; 16], Stand);

/// What the next state would be.
pub(crate) struct Next {
    /// The number of the one that stands.
    pub(crate) number: i64,
    made_at: Option<i64>,
    /// Of which question it counts the answers.
    question: Option<CountedQuestion>,
    parted: Parted,
    /// How many people's level differs.
    pub(crate) changed: u64,
    pub(crate) rows: Vec<Line>,
}

impl Next {
    /// Works it out beside the writer.
    pub(crate) fn of(world: &World, campaign: CampaignId) -> Result<Self, Fault> {
        let found = world
            .0
            .db
            .read("spoken-state", |raw| super::standing(raw, campaign))?;
        let number = found.as_ref().map_or(0, |found| found.number);
        let question = world.0.db.read("spoken-question", |raw| {
            question::of_state(raw, campaign, NEXT)
        })?;
        // Before who is one person, so that an undo that comes between is seen in the end.
        let parted = world.0.db.read("spoken-parted", parted)?;
        let keepers = keepers(world)?;
        let person = |member: [u8; 16]| keepers.get(&member).copied().unwrap_or(member);
        // Of each person how they stand, in what the next state can say, and how they will.
        let mut people: HashMap<[u8; 16], (Option<Spoken>, Stand)> = HashMap::new();
        if number > 0 {
            let (levels, before) = levels_of(world, campaign, number)?;
            let mut stood: HashMap<[u8; 16], Stand> = HashMap::new();
            for (member, stand) in levels {
                let stands = stood.entry(person(member)).or_insert(stand);
                *stands = stands.with(stand);
            }
            let both = (before.as_ref(), question.as_ref());
            people.extend(
                stood
                    .into_iter()
                    .map(|(member, stand)| (member, carried(stand, both))),
            );
        }
        let nothing = (Some(Spoken::NotRung), Stand::NOT_RUNG);
        each_call(world, (campaign, question.as_ref()), |member, stand| {
            let (_, will) = people.entry(person(member)).or_insert(nothing);
            *will = will.with(stand);
        })?;
        let changed = people.values();
        let changed = changed.filter(|(stands, will)| *stands != Some(will.level));
        let changed = u64::try_from(changed.count()).unwrap_or(u64::MAX);
        let merged = keepers
            .iter()
            .filter_map(|(member, keeper)| Some((*member, people.get(keeper)?.1)));
        let own = people.iter().map(|(member, (_, will))| (*member, *will));
        let mut rows: Vec<Line> = own.chain(merged).collect();
        rows.retain(|(_, stand)| stand.level != Spoken::NotRung);
        rows.sort_unstable_by_key(|(member, _)| (bucket_of(member), *member));
        Ok(Self {
            number,
            made_at: found.map(|found| found.made_at),
            question,
            parted,
            changed,
            rows,
        })
    }

    fn may_move(&self, now: Moment) -> bool {
        let states = u32::try_from(self.number).unwrap_or(u32::MAX);
        let since = self.made_at.map(|at| now.since(Moment::from_millis(at)));
        may_move(self.changed, states, since)
    }
}

/// How somebody who stood so begins in a state that may count another question, or another version of it: none where it has no word for
/// how they stood, which is a change for them.
fn carried(
    stand: Stand,
    (before, next): (Option<&CountedQuestion>, Option<&CountedQuestion>),
) -> (Option<Spoken>, Stand) {
    let Spoken::Answered(place) = stand.level else {
        return (Some(stand.level), stand);
    };
    let both = before.zip(next);
    match both.and_then(|(before, next)| before.moved(place, next)) {
        Some(place) => {
            let stand = Stand::answered(place, stand.at());
            (Some(stand.level), stand)
        }
        None => (None, Stand::of(Spoken::Reached)),
    }
}

/// A state that is being made. Whoever holds it alone writes it: another begins when the time of this one is over, and then nothing of
/// this one is written any more.
pub(crate) struct Making {
    campaign: CampaignId,
    /// The number of the one that stands.
    number: i64,
    word: [u8; 16],
    /// Of which question it counts the answers.
    question: Option<CountedQuestion>,
    /// The merges that were undone before it was worked out.
    parted: Parted,
}

const CLAIM: &str = "insert into spoken_state (bucket, campaign, contest, number, made_at, making, held_until, seed) values ($1, $2, $3, 0, 0, $4, $5, $8) on conflict (bucket, campaign) do update set making = excluded.making, held_until = excluded.held_until where spoken_state.held_until <= $6 and spoken_state.number = $7";
const IS_OVER: &str =
    "select 1 from contest where bucket = $1 and id = $2 and phase in ('closed', 'deleted')";
const WHOSE: &str =
    "select making from spoken_state where bucket = $1 and campaign = $2 {for_update}";
const PUT: &str = "insert into spoken (bucket, member, campaign, number, level, answer_sealed) values ($1, $2, $3, $4, $5, $6) on conflict (bucket, member, campaign, number) do update set level = excluded.level, answer_sealed = excluded.answer_sealed";
/// It was held, so it isn't 0: the state before the one that stands is kept no more.
const LET_GO: &str = "update spoken_state set making = $1, held_until = $2 where bucket = $3 and campaign = $4 and making = $5";
const STAND: &str = "update spoken_state set number = $1, made_at = $2, making = $3, held_until = 0, seed = $6 where bucket = $4 and campaign = $5 and making = $6";

impl Making {
    /// Begins; none where somebody else makes it, or it has moved or is being taken away, or the campaign has withdrawn, or its
    /// contest is over.
    pub(crate) fn claim(
        world: &World,
        (campaign, contest): (CampaignId, ContestId),
        number: i64,
        now: Moment,
    ) -> Result<Option<Self>, Fault> {
        let word: [u8; 16] = crate::seal::fresh()?;
        let claim = move |tx: &mut Tx<'_, '_>| {
            if leaving::is_withdrawn(tx, campaign)? {
                return Ok(Verdict::Given(false));
            }
            let of = [Arg::Int(contest.bucket()), Arg::Bytes(contest.as_bytes())];
            if tx.one(IS_OVER, &of, |row| row.int(0))?.is_some() {
                return Ok(Verdict::Given(false));
            }
            let args = [
                Arg::Int(campaign.bucket()),
                Arg::Bytes(campaign.as_bytes()),
                Arg::Bytes(contest.as_bytes()),
                Arg::Bytes(&word),
                Arg::Int(now.millis().saturating_add(HELD_MS)),
                Arg::Int(now.millis()),
                Arg::Int(number),
                Arg::Bytes(&NO_WORD),
            ];
            Ok(Verdict::Given(tx.run(CLAIM, &args)? == 1))
        };
        let is_ours = job(world, "spoken-claim", now, claim)?;
        Ok(is_ours.then_some(Self {
            campaign,
            number,
            word,
            question: None,
            parted: Parted::default(),
        }))
    }

    /// The same, as it was worked out: counting the answers to its question, of whoever was one person then.
    pub(crate) fn by(self, next: &Next) -> Self {
        Self {
            question: next.question.clone(),
            parted: next.parted,
            ..self
        }
    }

    /// Whether it is still ours; whoever would take it waits until this act is over.
    pub(super) fn is_held(
        tx: &mut Tx<'_, '_>,
        (campaign, word): (CampaignId, &[u8; 16]),
    ) -> Result<bool, Fault> {
        let args = [Arg::Int(campaign.bucket()), Arg::Bytes(campaign.as_bytes())];
        let found = tx.one(WHOSE, &args, |row| Ok(row.bytes(0)? == word))?;
        Ok(found == Some(true))
    }

    /// Takes away all but the one that stands: those before it, and what was begun and never stood. False where it isn't ours any more.
    pub(crate) fn clear(&self, world: &World, now: Moment) -> Result<bool, Fault> {
        erase(world, (self.campaign, self.number, self.word), now)
    }

    /// Writes a slice; false where it isn't ours any more.
    pub(crate) fn put(&self, world: &World, slice: &[Line], now: Moment) -> Result<bool, Fault> {
        let (campaign, next, word) = (self.campaign, self.number + 1, self.word);
        let slice = sealed(world, (campaign, next), slice)?;
        let put = move |tx: &mut Tx<'_, '_>| {
            if !Self::is_held(tx, (campaign, &word))? {
                return Ok(Verdict::Given(false));
            }
            for (member, level, answer) in &slice {
                let row = vec![
                    Value::Int(bucket_of(member)),
                    Value::Bytes(member.to_vec()),
                    Value::Bytes(campaign.as_bytes().to_vec()),
                    Value::Int(next),
                    Value::Int(level.code()),
                    answer.clone().map_or(Value::Null, Value::Bytes),
                ];
                tx.later(PUT, row);
            }
            Ok(Verdict::Given(true))
        };
        job(world, "spoken-put", now, put)
    }

    /// Lets it stand: from now on it is what the campaign's audiences are chosen by. Where another question was chosen since it was begun
    /// it is let go of, and begun anew the next time: what was chosen before a state stands counts in it. So it is where a merge was undone
    /// since it was worked out; one that is undone later takes the answers of both out of what stands
    /// ([`are_two_again`](super::sealed::are_two_again)).
    pub(crate) fn stand(&self, world: &World, now: Moment) -> Result<bool, Fault> {
        let (campaign, next, word) = (self.campaign, self.number + 1, self.word);
        let (question, before) = (self.question.clone(), self.parted);
        let stand = move |tx: &mut Tx<'_, '_>| {
            // Whoever chooses another question at the same time waits.
            line::campaign(tx, campaign)?;
            // And whoever undoes a merge: either it is seen here, or it finds all that stands.
            line::merges_stay(tx)?;
            let chosen = question::of_state(tx.raw(), campaign, NEXT)?;
            let is_as_before = parted(tx.raw())? == before
                && question::is_very(chosen.as_ref(), question.as_ref());
            if !is_as_before {
                let args = [
                    Arg::Bytes(&NO_WORD),
                    Arg::Int(now.millis()),
                    Arg::Int(campaign.bucket()),
                    Arg::Bytes(campaign.as_bytes()),
                    Arg::Bytes(&word),
                ];
                tx.run(LET_GO, &args)?;
                return Ok(Verdict::Given(false));
            }
            let args = [
                Arg::Int(next),
                Arg::Int(now.millis()),
                Arg::Bytes(&NO_WORD),
                Arg::Int(campaign.bucket()),
                Arg::Bytes(campaign.as_bytes()),
                Arg::Bytes(&word),
            ];
            if tx.run(STAND, &args)? == 0 {
                return Ok(Verdict::Given(false));
            }
            question::put(tx, (campaign, next), question.as_ref());
            let detail = format!("campaign={campaign} number={next}");
            let draft = Draft::system(EventKind::SpokenMoved, "spoken").detail(detail);
            entry::write(tx, &draft, &[])?;
            Ok(Verdict::Given(true))
        };
        job(world, "spoken-stand", now, stand)
    }
}

/// A line as it is written: beside the level the answer, sealed.
type SealedLine = ([u8; 16], Spoken, Option<Vec<u8>>);

/// A slice as it is written. Whoever has no key any more stands without an answer.
fn sealed(
    world: &World,
    (campaign, number): (CampaignId, i64),
    slice: &[Line],
) -> Result<Vec<SealedLine>, Fault> {
    let answered = slice.iter();
    let answered = answered.filter(|(_, stand)| matches!(stand.level, Spoken::Answered(_)));
    let members: Vec<[u8; 16]> = answered.map(|(member, _)| *member).collect();
    let keys = keys_of(world, &members)?;
    let wall = Wall::of(world, campaign)?;
    let mut all = Vec::with_capacity(slice.len());
    for (member, stand) in slice {
        let answer = match keys.get(member) {
            Some(key) => wall.seal((member, key), (number, *stand))?,
            None => None,
        };
        all.push((*member, stand.level, answer));
    }
    Ok(all)
}

/// An act of this job; what is refused to it is as though it weren't ours.
pub(super) fn job(
    world: &World,
    name: &'static str,
    now: Moment,
    act: impl FnMut(&mut Tx<'_, '_>) -> Result<Verdict<bool>, Fault> + Send + 'static,
) -> Result<bool, Fault> {
    let done = world.write(name, Auth::Job("spoken"), now, act).wait()?;
    Ok(match done.verdict {
        Verdict::Given(is_done) => is_done,
        Verdict::Refused(_) => false,
    })
}
