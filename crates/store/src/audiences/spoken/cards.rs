//! What came of a campaign's calls, out of its cards: for the next state, and for filling a bank as everybody stands now.

use std::collections::HashMap;

use switchboard_rules::audience::{Spoken, Stand};
use switchboard_rules::ids::CampaignId;
use switchboard_rules::moment::Moment;

use super::Levels;
use super::question::CountedQuestion;
use super::sealed::{Wall, keys_of};
use crate::audiences::read::LOOK;
use crate::desk::shape;
use crate::engine::{Arg, Raw, Row};
use crate::fault::Fault;
use crate::requests::NOBODY;
use crate::session::id16;
use crate::stretch;
use crate::world::World;

const KEEPERS: &str = "select member, keeper from member_alias where (bucket, member) > ($1, $2) and bucket < $3 order by bucket, member limit $4";

/// Who goes on under whose record.
pub(super) fn keepers(world: &World) -> Result<HashMap<[u8; 16], [u8; 16]>, Fault> {
    let mut all = HashMap::new();
    let look = Arg::Int(i64::try_from(LOOK).unwrap_or(i64::MAX));
    stretch::along(stretch::ALL, |stretch| {
        let [bucket, after, before] = stretch.args();
        let rows = world.0.db.read("spoken-keepers", |raw| {
            raw.all(KEEPERS, &[bucket, after, before, look], |row: &Row<'_>| {
                let id = |at| id16(row.bytes(at)?).ok_or_else(|| shape("member_alias"));
                Ok((id(0)?, id(1)?))
            })
        })?;
        all.extend(rows.iter().copied());
        let last = rows.last().filter(|_| rows.len() == LOOK);
        Ok(last.map(|(member, _)| *member))
    })?;
    Ok(all)
}

/// How many merges are undone, and when the last was (ms; 0 where none is): another number or another time once one more is.
pub(super) type Parted = (i64, i64);

const PARTED: &str =
    "select count(*), coalesce(max(undone_at), 0) from member_merge where undone_at is not null";

/// The merges that are undone now.
pub(super) fn parted(raw: &mut Raw<'_>) -> Result<Parted, Fault> {
    let found = raw.one(PARTED, &[], |row| Ok((row.int(0)?, row.int(1)?)))?;
    Ok(found.unwrap_or_default())
}

/// Answers of cards whose script has the question; no card has a script of this id where none is counted.
const OUTCOMES: &str = "select id, member, outcome, coalesce(ended_at, 0), case when script_id = $6 then answers_sealed end from card where (bucket, id) > ($1, $2) and bucket < $3 and campaign = $4 and outcome is not null order by bucket, id limit $5";
const NO_SCRIPT: [u8; 16] = [0; 16];

/// A card on which something was written down.
struct Call {
    card: [u8; 16],
    member: [u8; 16],
    level: Spoken,
    at: Moment,
    answers: Option<Vec<u8>>,
}

impl Call {
    fn read(row: &Row<'_>) -> Result<Self, Fault> {
        let id = |at: usize| id16(row.bytes(at)?).ok_or_else(|| shape("card"));
        Ok(Self {
            card: id(0)?,
            member: id(1)?,
            level: Spoken::of_outcome(row.text(2)?),
            at: Moment::from_millis(row.int(3)?),
            answers: row.opt_bytes(4)?.map(<[u8]>::to_vec),
        })
    }

    /// Whether its member is still there: a card whose member was forgotten says nothing of anybody.
    fn is_of_somebody(&self) -> bool {
        self.member != *NOBODY.as_bytes()
    }
}

/// Goes through the cards of a campaign that have an outcome, and answers to the question, where it counts them.
pub(super) fn each_call(
    world: &World,
    (campaign, question): (CampaignId, Option<&CountedQuestion>),
    mut take: impl FnMut([u8; 16], Stand),
) -> Result<(), Fault> {
    let counted = match question {
        Some(question) => Some((question, Wall::of(world, campaign)?)),
        None => None,
    };
    let script = question.map_or(NO_SCRIPT, |question| *question.version().of().as_bytes());
    let look = Arg::Int(i64::try_from(LOOK).unwrap_or(i64::MAX));
    stretch::along_cards(stretch::ALL, |stretch| {
        let [bucket, after, before] = stretch.args();
        let of = [Arg::Bytes(campaign.as_bytes()), look, Arg::Bytes(&script)];
        let args = [&[bucket, after, before], of.as_slice()].concat();
        let mut calls = world.0.db.read("spoken-outcomes", |raw| {
            raw.all(OUTCOMES, &args, Call::read)
        })?;
        let last = calls.last().filter(|_| calls.len() == LOOK);
        let last = last.map(|call| call.card);
        calls.retain(Call::is_of_somebody);
        let answers = match &counted {
            Some((question, wall)) => answers(world, (*question, wall), &calls)?,
            None => HashMap::new(),
        };
        for call in &calls {
            let answer = answers.get(&call.card).copied();
            take(call.member, answer.unwrap_or_else(|| Stand::of(call.level)));
        }
        Ok(last)
    })
}

/// What was answered to the question, by card. A card that doesn't open, or says nothing of it, isn't among them.
fn answers(
    world: &World,
    (question, wall): (&CountedQuestion, &Wall<'_>),
    calls: &[Call],
) -> Result<HashMap<[u8; 16], Stand>, Fault> {
    let mut all = HashMap::new();
    if wall.is_shredded() {
        return Ok(all);
    }
    let sealed = || {
        let calls = calls.iter();
        calls.filter_map(|call| Some((call, call.answers.as_deref()?)))
    };
    let members: Vec<[u8; 16]> = sealed().map(|(call, _)| call.member).collect();
    let keys = keys_of(world, &members)?;
    for (call, sealed) in sealed() {
        let Some(key) = keys.get(&call.member) else {
            continue;
        };
        let text = wall.answers((&call.member, key), (&call.card, sealed))?;
        let place = text.and_then(|text| question.closed().answered(&text));
        all.extend(place.map(|place| (call.card, Stand::answered(place, call.at))));
    }
    Ok(all)
}

/// How everybody stands now whom a campaign rang, by each of their records: for filling a bank alone, which is the campaign's own work.
pub(crate) fn as_of_now(
    world: &World,
    campaign: CampaignId,
    question: Option<&CountedQuestion>,
) -> Result<Levels, Fault> {
    let keepers = keepers(world)?;
    let mut all = Levels::new();
    each_call(world, (campaign, question), |member, stand| {
        let person = keepers.get(&member).copied().unwrap_or(member);
        let stands = all.entry(person).or_insert(stand);
        *stands = stands.with(stand);
    })?;
    let merged = keepers.iter();
    let merged = merged.filter_map(|(member, keeper)| Some((*member, *all.get(keeper)?)));
    let merged: Vec<([u8; 16], Stand)> = merged.collect();
    all.extend(merged);
    Ok(all)
}
