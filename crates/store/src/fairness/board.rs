//! The page for everybody: terms, usage, what headquarters took, and what proves it. It names nobody and shows no member.

use switchboard_rules::fairness::draw::{Gave, Part, Standing};
use switchboard_rules::fairness::took::{Took, usage};
use switchboard_rules::freeze::Stretch;
use switchboard_rules::ids::{CampaignId, ContestId};
use switchboard_rules::moment::{Moment, Span};
use switchboard_rules::skips::SkipCaps;

use super::parts::parts;
use crate::desk::shape;
use crate::engine::{Arg, Raw};
use crate::fault::Fault;
use crate::freezes::{self, Stood};
use crate::log;
use crate::session::{SYSTEM, id16};
use crate::world::World;

/// One contest as everybody may see it.
#[derive(Debug, Clone)]
pub struct Board {
    /// The contest.
    pub id: ContestId,
    /// Its name.
    pub name: String,
    /// From when members may be rung.
    pub opens_at: Moment,
    /// Until when.
    pub closes_at: Moment,
    /// Whether callers see first names.
    pub by_first_name: bool,
    /// Whether it is over, and usage is exact.
    pub is_over: bool,
    /// What every campaign gets alike.
    pub terms: Option<Fair>,
    /// The campaigns, in the order of their ids, in which the draw takes them.
    pub campaigns: Vec<Used>,
    /// What stood still.
    pub stood: Stood,
}

/// What was used and taken, as of one moment.
#[derive(Debug, Clone)]
pub struct Measured {
    /// As of when.
    pub at: Moment,
    /// Members shown to each campaign's callers: to the nearest hundred, exact once the contest is over.
    pub cards: Vec<(CampaignId, u64)>,
    /// Since when it is counted what headquarters took, by whole hours.
    pub took_since: Moment,
    /// What it took, each word of the list.
    pub took: Vec<(Took, u64)>,
}

/// Terms that are the same for all, and the draw.
#[derive(Debug, Clone)]
pub struct Fair {
    /// Calls of one campaign to one member.
    pub slots: u64,
    /// The rest after a call.
    pub rest: Span,
    /// Until when each has first call on its share.
    pub first_call_until: Moment,
    /// What was committed to.
    pub commitment: Vec<u8>,
    /// The entry that holds it.
    pub committed: Option<i64>,
    /// Until when fingerprints are taken, and from when words can be shown, once they can.
    pub standing: Standing,
    /// What it was drawn from, once that is shown.
    pub drawn: Option<Drawn>,
    /// How many cards an account hands back in an evening.
    pub skips: SkipCaps,
}

/// A draw that was shown.
#[derive(Debug, Clone)]
pub struct Drawn {
    /// When.
    pub at: Moment,
    /// The secret that was committed to.
    pub secret: Vec<u8>,
    /// The seed made of it and of the campaigns' words.
    pub seed: Vec<u8>,
    /// The entry that holds both.
    pub entry: Option<i64>,
}

/// A campaign.
#[derive(Debug, Clone)]
pub struct Used {
    /// The campaign.
    pub id: CampaignId,
    /// Its name.
    pub name: String,
    /// Its part in the draw; none before the campaigns of the draw are fixed, and where it was added after.
    pub part: Option<Part>,
}

const CONTESTS: &str = "select id, name from contest where kind = 'contest' and announced_at <= $1 order by opens_at desc, id desc limit 50";

/// The contests that were announced, the newest first: these everybody may look at.
pub fn contests(world: &World, now: Moment) -> Result<Vec<(ContestId, String)>, Fault> {
    world.0.db.read("fairness-list", |raw| {
        raw.all(CONTESTS, &[Arg::Int(now.millis())], |row| {
            let id = id16(row.bytes(0)?).ok_or_else(|| shape("contest"))?;
            Ok((ContestId::from_bytes(id), row.text(1)?.to_owned()))
        })
    })
}

const CONTEST: &str =
    "select name, opens_at, closes_at, name_style from contest where bucket = $1 and id = $2";

/// One contest; none where there is no such.
pub fn board(world: &World, id: ContestId, now: Moment) -> Result<Option<Board>, Fault> {
    let pack = &world.0.pack;
    world.0.db.read("fairness", |raw| {
        let key = [Arg::Int(id.bucket()), Arg::Bytes(id.as_bytes())];
        let found = raw.one(CONTEST, &key, |row| {
            let (opens_at, closes_at) = (row.int(1)?, row.int(2)?);
            Ok(Board {
                id,
                name: row.text(0)?.to_owned(),
                opens_at: Moment::from_millis(opens_at),
                closes_at: Moment::from_millis(closes_at),
                by_first_name: row.text(3)? == "first",
                is_over: closes_at <= now.millis(),
                terms: None,
                campaigns: Vec::new(),
                stood: Stood::default(),
            })
        })?;
        let Some(mut board) = found else {
            return Ok(None);
        };
        board.terms = terms(raw, id)?;
        board.campaigns = campaigns(raw, id)?;
        let calls = Stretch {
            from: board.opens_at,
            until: board.closes_at,
        };
        board.stood = freezes::of_contest(raw, id, calls, (pack, now))?;
        if let Some(fair) = board.terms.as_mut() {
            fair.standing.some_wait = board
                .campaigns
                .iter()
                .filter_map(|used| used.part.as_ref())
                .any(|part| part.gave() == Gave::Withheld);
        }
        Ok(Some(board))
    })
}

const MADE: &str = "select e.at from contest_terms t join entry e on e.bucket = $3 and e.id = t.made_entry where t.bucket = $1 and t.contest = $2";
const USED: &str = "select p.id, (select cast(coalesce(sum(t.n), 0) as bigint) from tally t where t.what = 'dealt' and t.bank in (select b.id from bank b where b.campaign = p.id)) from campaign p where p.contest = $1 order by p.id limit 200";

/// What was used and taken in a contest: from the day it was made, for as long as it is kept. Whoever shows it keeps it for an
/// hour, so that nobody follows a rival's evening by asking again and again.
pub fn measured(
    world: &World,
    id: ContestId,
    is_over: bool,
    now: Moment,
) -> Result<Measured, Fault> {
    world.0.db.read("fairness-measured", |raw| {
        let key = [
            Arg::Int(id.bucket()),
            Arg::Bytes(id.as_bytes()),
            Arg::Int(SYSTEM.bucket()),
        ];
        let made = raw.one(MADE, &key, |row| row.int(0))?;
        let took_since = Moment::from_millis(made.unwrap_or(0));
        let cards = raw.all(USED, &[Arg::Bytes(id.as_bytes())], |row| {
            let id = id16(row.bytes(0)?).ok_or_else(|| shape("campaign"))?;
            let cards = u64::try_from(row.opt_int(1)?.unwrap_or(0)).unwrap_or(0);
            Ok((CampaignId::from_bytes(id), usage(cards, is_over)))
        })?;
        Ok(Measured {
            at: now,
            cards,
            took_since,
            took: log::taken_between(raw, took_since, now)?,
        })
    })
}

const TERMS: &str = "select slots, cooldown_ms, first_call_until, commitment, made_entry, shown_at, secret, seed, shown_entry, fingerprints_until, words_from, skips, known from contest_terms where bucket = $1 and contest = $2";

fn terms(raw: &mut Raw<'_>, id: ContestId) -> Result<Option<Fair>, Fault> {
    let key = [Arg::Int(id.bucket()), Arg::Bytes(id.as_bytes())];
    let found = raw.one(TERMS, &key, |row| {
        let bytes = |at: usize| Ok::<_, Fault>(row.opt_bytes(at)?.map(<[u8]>::to_vec));
        let drawn = match (row.opt_int(5)?, bytes(6)?, bytes(7)?) {
            (Some(at), Some(secret), Some(seed)) => Some(Drawn {
                at: Moment::from_millis(at),
                secret,
                seed,
                entry: None,
            }),
            _ => None,
        };
        let fair = Fair {
            slots: u64::try_from(row.int(0)?).unwrap_or(0),
            rest: Span::millis(row.int(1)?),
            first_call_until: Moment::from_millis(row.int(2)?),
            commitment: row.bytes(3)?.to_vec(),
            committed: None,
            standing: Standing {
                fingerprints_until: Moment::from_millis(row.int(9)?),
                words_from: row.opt_int(10)?.map(Moment::from_millis),
                some_wait: false,
                is_drawn: drawn.is_some(),
            },
            drawn,
            skips: super::skips_of(row, 11)?,
        };
        Ok((fair, row.bytes(4)?.to_vec(), bytes(8)?))
    })?;
    let Some((mut fair, made, shown)) = found else {
        return Ok(None);
    };
    fair.committed = log::index_of(raw, SYSTEM, &made)?;
    if let (Some(drawn), Some(shown)) = (fair.drawn.as_mut(), shown) {
        drawn.entry = log::index_of(raw, SYSTEM, &shown)?;
    }
    Ok(Some(fair))
}

const CAMPAIGNS: &str = "select id, name from campaign where contest = $1 order by id limit 1000";

/// In the order of their ids, in which the draw takes them.
fn campaigns(raw: &mut Raw<'_>, id: ContestId) -> Result<Vec<Used>, Fault> {
    let parts = parts(raw, id)?;
    raw.all(CAMPAIGNS, &[Arg::Bytes(id.as_bytes())], |row| {
        let id = id16(row.bytes(0)?).ok_or_else(|| shape("campaign"))?;
        let id = CampaignId::from_bytes(id);
        Ok(Used {
            id,
            name: row.text(1)?.to_owned(),
            part: parts.iter().find(|part| part.campaign == id).cloned(),
        })
    })
}
