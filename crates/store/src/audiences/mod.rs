//! Counting the members of a contest without showing anybody, and whom a bank rings.
//!
//! What is counted is fixed: the contest's snapshot, each member as they were at its cut. A standing campaign has none; its
//! counts are of the roll as it was when the month began in the organisation's zone, or when access began if that was later,
//! and under another secret each month. So neither a repeat nor a day more tells anything about anybody.
//!
//! The columns lie in the memory of whoever serves, built from the store when they are first asked for. An act only looks
//! there: [`prepare`] is called before it, outside of any transaction.

mod asked;
mod crossed;
mod done;
mod draws;
mod read;
mod shelf;
pub(crate) mod spoken;

use std::collections::HashSet;

use switchboard_rules::audience::{Audience, Choice, Columns, Field, MemberCodes, Spoken, lot};
use switchboard_rules::contest::Phase;
use switchboard_rules::counts::{Cell, Noise, Safe};
use switchboard_rules::ids::{BankId, CampaignId, ContestId, MemberId, SnapshotId};
use switchboard_rules::policy::{Facts, Resource};

use crate::desk::shape;
use crate::engine::{Arg, Raw, Row, Value};
use crate::fault::Fault;
use crate::keys::Keys;
use crate::session::id16;
use crate::tx::Tx;
use crate::world::{Inner, World};

pub use asked::{Chosen, Counted, Facet, Overview, Readiness, count, look, readiness};
pub(crate) use asked::{counted, told_before};
pub use crossed::{COLUMNS_MAX, Crossed, LINES_MAX, MayCross, cross};
pub(crate) use done::progress;
pub(crate) use draws::{Telling, telling};
pub(crate) use shelf::Shelf;
pub use shelf::{drop_those_over, offer_tags, prepare};
pub(crate) use spoken::is_of_now;
pub(crate) use spoken::question::of_state as question_of;
pub use spoken::question::{
    CountedQuestion, Counting, MayList, Questions, count_answers, questions,
};
pub(crate) use spoken::sealed::{Wall, are_two_again};
pub use spoken::{OwnCalls, move_states, prepare_own};

/// A campaign with what decides whether its contest's members may be counted.
pub(crate) struct Place {
    pub(crate) name: String,
    pub(crate) contest: ContestId,
    contest_name: String,
    campaign: CampaignId,
    pub(crate) facts: Facts,
}

const PLACE: &str = "select p.name, c.id, c.opens_at, c.closes_at, c.opened_at, c.phase, c.name from campaign p join contest c on c.id = p.contest where p.bucket = $1 and p.id = $2";

impl Place {
    pub(crate) fn of(tx: &mut Tx<'_, '_>, campaign: CampaignId) -> Result<Option<Self>, Fault> {
        let now = tx.now().millis();
        let args = [Arg::Int(campaign.bucket()), Arg::Bytes(campaign.as_bytes())];
        tx.one(PLACE, &args, |row| {
            let contest = id16(row.bytes(1)?).ok_or_else(|| shape("contest"))?;
            let has_begun = row.int(2)? <= now && row.opt_int(4)?.is_some();
            let calls = Phase::parse(row.text(5)?).is_some_and(Phase::calls);
            Ok(Self {
                name: row.text(0)?.to_owned(),
                contest: ContestId::from_bytes(contest),
                contest_name: row.text(6)?.to_owned(),
                campaign,
                facts: Facts {
                    phase_open: has_begun && calls && now < row.int(3)?,
                    ..Facts::SHUT
                },
            })
        })
    }

    pub(crate) fn resource(&self) -> Resource {
        Resource::Campaign {
            campaign: self.campaign,
            contest: self.contest,
        }
    }
}

/// The noise of what campaigns of a contest did themselves.
pub(crate) fn own_noise(tx: &Tx<'_, '_>, contest: ContestId) -> Noise {
    Noise::new(tx.world.keys.door.full("counts-own", contest.as_bytes()))
}

/// The noise of lists of members of a contest.
pub(crate) fn lists_noise(world: &Inner, contest: ContestId) -> Noise {
    Noise::new(world.keys.door.full("counts-lists", contest.as_bytes()))
}

/// How many of some members there are, for their campaign: the one way in which a number about a list of members is said, such as
/// why nobody of a queue can be rung now. The same members give the same number; fewer than ten are withheld.
pub fn about(
    tx: &Tx<'_, '_>,
    contest: ContestId,
    members: impl IntoIterator<Item = MemberId>,
) -> Safe {
    let noise = lists_noise(tx.world, contest);
    let one = |member: MemberId| Cell::of(1, noise.record_key(&member));
    let all = members.into_iter().map(one).fold(Cell::EMPTY, Cell::and);
    noise.shown(all)
}

/// Whom a bank rings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Whom {
    /// Out of everybody in the contest. Of those who gave an answer it says that alone: which one is `opened` for whoever fills, copies
    /// or names it.
    pub audience: Audience,
    /// How many that is, about.
    pub told: u64,
    /// How many of them are drawn; all of them where none is said.
    pub sample: Option<u32>,
    /// The draw of the sample.
    pub(crate) seed: [u8; 32],
    /// The state of the campaign's own calls by which they are chosen, where they are.
    spoken_number: Option<i64>,
    /// Whether that state had gone before they were chosen, or too few of them were left: nobody gets into the queue.
    pub(crate) is_missed: bool,
    /// Of which bank, and which answer it rings, sealed.
    bank: BankId,
    answer_sealed: Option<Vec<u8>>,
    source: read::Source,
}

impl Whom {
    /// How many are rung, about: a sample's size, where it is smaller than its audience.
    pub(crate) fn shown(&self) -> i64 {
        let sample = self.sample.map_or(u64::MAX, u64::from);
        i64::try_from(self.told.min(sample)).unwrap_or(i64::MAX)
    }

    /// What tells these members from others in the name of their noise: the same for every bank of the same ones. The draw is in it but where
    /// a sample is so large that it has left nobody out, by the number that was told. By how many were drawn in truth, samples of one size
    /// after another would be alike from the size of the audience on, and tell it. Of an answer it says that it is one, and no more.
    pub(crate) fn table_name(&self) -> Vec<u8> {
        let seed = if self.is_drawn() { self.seed } else { [0; 32] };
        let state = self.spoken_number.unwrap_or(0).to_be_bytes();
        let (members, audience) = (self.source.name(), self.audience.to_string());
        let of = [members.as_slice(), state.as_slice(), seed.as_slice()].concat();
        [of.as_slice(), audience.as_bytes()].concat()
    }

    /// Whether a sample is drawn of them that may leave somebody out, by the number that was told.
    fn is_drawn(&self) -> bool {
        let all = self.told.saturating_add(TOLD_BELOW);
        self.sample.is_some_and(|many| u64::from(many) < all)
    }

    /// Reads a row of a bank's audience.
    fn read(row: &Row<'_>, bank: BankId) -> Result<Self, Fault> {
        let damaged =
            || Fault::Row("a bank's audience is damaged; restore it from a backup".to_owned());
        Ok(Self {
            audience: Audience::parse_kept(row.text(0)?).map_err(|_| damaged())?,
            told: u64::try_from(row.int(1)?).unwrap_or(0),
            sample: row.opt_int(2)?.and_then(|n| u32::try_from(n).ok()),
            seed: <[u8; 32]>::try_from(row.bytes(3)?).map_err(|_| damaged())?,
            spoken_number: row.opt_int(7)?,
            is_missed: row.opt_int(8)?.is_some(),
            bank,
            answer_sealed: row.opt_bytes(9)?.map(<[u8]>::to_vec),
            source: read::Source {
                snapshot: row.opt_bytes(4)?.and_then(id16).map(SnapshotId::from_bytes),
                cut: id16(row.bytes(5)?).ok_or_else(damaged)?,
                year: row.int(6)?,
            },
        })
    }
}

/// So many more than were told there are never: numbers are moved by up to five, and rounded to five.
const TOLD_BELOW: u64 = 10;

const WHOM: &str = "select audience, told, sample, seed, snapshot, cut, year, spoken_number, missed_at, answer_sealed from bank_audience where bucket = $1 and bank = $2";

/// Whom a bank rings; none where it is everybody.
pub(crate) fn whom(raw: &mut Raw<'_>, bank: BankId) -> Result<Option<Whom>, Fault> {
    let args = [Arg::Int(bank.bucket()), Arg::Bytes(bank.as_bytes())];
    raw.one(WHOM, &args, |row| Whom::read(row, bank))
}

/// Whom a bank rings, with the answer that was chosen; some answer, where nobody can know which one it was.
fn opened(
    raw: &mut Raw<'_>,
    (keys, campaign): (&Keys, CampaignId),
    whom: &Whom,
) -> Result<Audience, Fault> {
    let place = match &whom.answer_sealed {
        Some(sealed) => spoken::sealed::answer_of_bank(raw, (keys, campaign), (whom.bank, sealed))?,
        None => None,
    };
    let answer = place.map(|place| Choice::Spoken(Spoken::Answered(place)));
    Ok(answer.map_or_else(
        || whom.audience.clone(),
        |answer| whom.audience.with(answer),
    ))
}

/// One choice of an audience with its name: a branch's, or the choice as it is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NamedChoice {
    /// The choice.
    pub choice: Choice,
    /// Its name; of an answer its words.
    pub name: String,
    /// The words of the question, of an answer to one.
    pub question: Option<String>,
}

const BRANCH: &str = "select name from branch where bucket = $1 and id = $2";

/// What those whom a bank of a campaign rings have in common, in names.
pub(crate) fn named_whom(
    tx: &mut Tx<'_, '_>,
    campaign: CampaignId,
    whom: &Whom,
) -> Result<Vec<NamedChoice>, Fault> {
    let world = tx.world;
    let audience = opened(tx.raw(), (&world.keys, campaign), whom)?;
    let mut all = named(tx, &audience)?;
    let Some(number) = whom.spoken_number else {
        return Ok(all);
    };
    let question = spoken::question::of_state(tx.raw(), campaign, number)?;
    for one in &mut all {
        if let Choice::Spoken(level) = one.choice {
            (one.name, one.question) = spoken::said(level, question.as_ref());
        }
    }
    Ok(all)
}

/// Whom a copy of a bank rings: the same, as its campaign's calls are counted now, and of an answer by which state; none where it was
/// chosen by an answer that is counted no more, or known no more.
pub(crate) fn audience_now(
    tx: &mut Tx<'_, '_>,
    campaign: CampaignId,
    whom: &Whom,
) -> Result<Option<(Audience, Option<i64>)>, Fault> {
    let world = tx.world;
    let audience = opened(tx.raw(), (&world.keys, campaign), whom)?;
    let (place, number) = match (audience.spoken(), whom.spoken_number) {
        (Some(Spoken::SomeAnswer), _) => return Ok(None),
        (Some(Spoken::Answered(place)), Some(number)) => (place, number),
        _ => return Ok(Some((audience, None))),
    };
    let now = spoken::question::now_of(tx.raw(), campaign, (number, place))?;
    let level = |place| Choice::Spoken(Spoken::Answered(place));
    Ok(now.map(|(place, state)| (audience.with(level(place)), Some(state))))
}

/// What an audience's members have in common, in names.
pub(crate) fn named(tx: &mut Tx<'_, '_>, audience: &Audience) -> Result<Vec<NamedChoice>, Fault> {
    let mut all = Vec::new();
    for choice in audience.choices() {
        let name = match choice {
            Choice::Branch(id) => {
                let args = [Arg::Int(id.bucket()), Arg::Bytes(id.as_bytes())];
                tx.one(BRANCH, &args, |row| Ok(row.text(0)?.to_owned()))?
            }
            Choice::Kind(kind) => Some(kind.as_str().to_owned()),
            Choice::Area(area) => Some(area.as_str().to_owned()),
            Choice::Tag(tag) => Some(tag.as_str().to_owned()),
            Choice::Age(_) | Choice::Joined(_) | Choice::Spoken(_) => None,
        };
        all.push(NamedChoice {
            name: name.unwrap_or_else(|| choice.value()),
            question: None,
            choice: choice.clone(),
        });
    }
    Ok(all)
}

/// Queues whom a bank rings, out of the members as they are counted now; its entry is the caller's to write. Its sample is drawn
/// under `drawn`, or anew. Answers the seed of its sample; none where nothing can be counted any more.
pub(crate) fn lay(
    tx: &mut Tx<'_, '_>,
    (bank, campaign, contest): (BankId, CampaignId, ContestId),
    (audience, told): (&Audience, u64),
    (sample, drawn): (Option<u32>, Option<[u8; 32]>),
) -> Result<Option<[u8; 32]>, Fault> {
    let (world, now) = (tx.world, tx.now());
    let Some(source) = read::source_in(tx.raw(), &world.zone, contest, now)? else {
        return Ok(None);
    };
    let spoken_number = match audience.spoken() {
        None => None,
        Some(_) => match spoken::now(tx, (campaign, contest))? {
            spoken::Found::There(own) => Some(own.number),
            spoken::Found::NotYet | spoken::Found::NotReady => return Ok(None),
        },
    };
    let seed: [u8; 32] = match drawn {
        Some(seed) => seed,
        None => crate::seal::fresh()?,
    };
    let answer_sealed = spoken::sealed::kept_of_bank(tx, (bank, campaign), audience)?;
    let snapshot = source.snapshot.map(|id| id.as_bytes().to_vec());
    tx.later(
        "insert into bank_audience (bucket, bank, audience, told, sample, seed, snapshot, cut, year, spoken_number, answer_sealed) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
        vec![
            Value::Int(bank.bucket()),
            Value::Bytes(bank.as_bytes().to_vec()),
            Value::Text(audience.without_place().to_string()),
            Value::Int(i64::try_from(told).unwrap_or(i64::MAX)),
            sample.map_or(Value::Null, |n| Value::Int(i64::from(n))),
            Value::Bytes(seed.to_vec()),
            snapshot.map_or(Value::Null, Value::Bytes),
            Value::Bytes(source.cut.to_vec()),
            Value::Int(source.year),
            spoken_number.map_or(Value::Null, Value::Int),
            answer_sealed,
        ],
    );
    Ok(Some(seed))
}

/// Whom a bank's queue is filled with.
pub(crate) enum ToRing {
    /// Everybody of its contest.
    Everybody,
    /// These alone.
    Those(HashSet<[u8; 16]>),
    /// Nobody, now or later: the state of own calls by which they were to be chosen has gone, or nobody knows any more by which answer, or too
    /// few of them still stand there.
    Missed,
}

impl ToRing {
    /// Whether a member who isn't in the queue yet comes into it.
    pub(crate) fn has(&self, member: &MemberId) -> bool {
        match self {
            Self::Everybody => true,
            Self::Those(those) => those.contains(member.as_bytes()),
            Self::Missed => false,
        }
    }
}

/// Not where somebody is in it already: a filling that broke off had something to choose by.
const MISSED: &str = "update bank_audience set missed_at = $1 where bucket = $2 and bank = $3 and not exists (select 1 from queue q where q.bank = $3)";

/// Keeps it that a bank's state had gone when its queue was to be filled, so that its page says so.
pub(crate) fn keep_missed(tx: &mut Tx<'_, '_>, bank: BankId) -> Result<(), Fault> {
    let args = [
        Arg::Int(tx.now().millis()),
        Arg::Int(bank.bucket()),
        Arg::Bytes(bank.as_bytes()),
    ];
    tx.run(MISSED, &args)?;
    Ok(())
}

/// Whether nobody gets into a bank's queue any more, because its state had gone.
pub(crate) fn has_missed(tx: &mut Tx<'_, '_>, bank: BankId) -> Result<bool, Fault> {
    Ok(whom(tx.raw(), bank)?.is_some_and(|whom| whom.is_missed))
}

/// Whom a bank rings, as its queue is filled. They are chosen out of the members as they were counted when the bank was added,
/// whatever month it is, and once: a queue that was filled takes nobody new, and whoever looks after one member alone is answered
/// nobody.
pub(crate) fn chosen(world: &World, (bank, is_whole): (BankId, bool)) -> Result<ToRing, Fault> {
    let found = world.0.db.read("bank-audience", |raw| {
        let contest = raw.one(
            "select contest, first_filled, campaign from bank where bucket = $1 and id = $2",
            &[Arg::Int(bank.bucket()), Arg::Bytes(bank.as_bytes())],
            |row| {
                let campaign = id16(row.bytes(2)?).ok_or_else(|| shape("bank"))?;
                let is_filled = row.opt_int(1)?.is_some();
                Ok((id16(row.bytes(0)?), is_filled, campaign))
            },
        )?;
        Ok((whom(raw, bank)?, contest))
    })?;
    let (Some(whom), Some((Some(contest), is_filled, campaign))) = found else {
        return Ok(ToRing::Everybody);
    };
    if !is_whole || is_filled {
        return Ok(ToRing::Those(HashSet::new()));
    }
    let campaign = CampaignId::from_bytes(campaign);
    if whom.answer_sealed.is_some() {
        // Where this node alone lacks the key that is a fault: another one fills it.
        Wall::of(world, campaign)?;
    }
    let open = |raw: &mut Raw<'_>| opened(raw, (&world.0.keys, campaign), &whom);
    let audience = world.0.db.read("bank-answer", open)?;
    if audience.spoken() == Some(Spoken::SomeAnswer) {
        return Ok(ToRing::Missed);
    }
    let whom = Whom { audience, ..whom };
    let held = shelf::columns_of(world, ContestId::from_bytes(contest), &whom.source)?;
    let (levels, since) = match whom.spoken_number {
        None => (spoken::Levels::new(), spoken::Levels::new()),
        Some(number) => {
            let (levels, question) = spoken::levels_of(world, campaign, number)?;
            // Nobody is taken for "not rung" because the state is gone, or went while it was read.
            if !spoken::is_kept(world, campaign, number)? {
                return Ok(ToRing::Missed);
            }
            let since = spoken::as_of_now(world, campaign, question.as_ref())?;
            (levels, since)
        }
    };
    read_chosen(world, (&held, campaign), (&levels, &since), &whom)
}

/// Of those in a state, whoever has moved on since is left out: nobody "not rung" is rung who was reached yesterday, and nobody for an
/// answer who has given another. Where so few are left that no number of them would be told, nobody is rung: a campaign that moved everybody
/// whom it knows would have the others in its queue.
fn read_chosen(
    world: &World,
    (held, campaign): (&Columns, CampaignId),
    (levels, since): (&spoken::Levels, &spoken::Levels),
    whom: &Whom,
) -> Result<ToRing, Fault> {
    let asked = whom.audience.spoken();
    let of_roll = whom.audience.without(Field::Spoken);
    let mut all: Vec<(u64, [u8; 16])> = Vec::new();
    read::each(
        world,
        &whom.source,
        |member: MemberId, kind: &str, codes: MemberCodes<'_>| {
            let is_asked = asked.is_none_or(|asked| {
                let stood = spoken::stand(levels, &member);
                let stands = stood.with(spoken::stand(since, &member));
                stood.level == asked && stands.level == asked
            });
            if is_asked && held.is_in(&of_roll, kind, codes) {
                all.push((lot(&whom.seed, &member), *member.as_bytes()));
            }
        },
    )?;
    if let Some(number) = whom.spoken_number {
        let left = all.iter().map(|(_, member)| MemberId::from_bytes(*member));
        if !spoken::are_enough(world, (campaign, number), &whom.source, left)? {
            return Ok(ToRing::Missed);
        }
    }
    if let Some(sample) = whom.sample.and_then(|n| usize::try_from(n).ok()) {
        all.sort_unstable();
        all.truncate(sample);
    }
    let all = all.into_iter().map(|(_, member)| member);
    Ok(ToRing::Those(all.collect()))
}
