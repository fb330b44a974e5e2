//! Giving hours back: a colleague of the presser's names a window, and in it those who stood still are dealt more cards.
//!
//! A lease reads the windows in its own batch ([`GIVEN`]): no round trip, and nothing to find where nothing was given back.

use switchboard_rules::events::EventKind;
use switchboard_rules::freeze::{NotBack, Owed, Stretch, Target, What, may_give};
use switchboard_rules::ids::{CampaignId, ContestId, FreezeId};
use switchboard_rules::moment::{Moment, Span};
use switchboard_rules::policy::{Action, Grant};

use super::deciding::granted;
use super::letters::{Said, tell};
use super::{Back, Calls, Kept, calls, past, target};
use crate::desk::shape;
use crate::engine::{Arg, Raw, Row, Rows, Value};
use crate::entry::{self, Draft};
use crate::fault::Fault;
use crate::mint::random_id;
use crate::session::{SessionKey, id16, look};
use crate::tx::{Tx, Verdict};

/// What whoever gives hours back asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Wanted {
    /// In which contest.
    pub contest: ContestId,
    /// From when.
    pub from: Moment,
    /// For how many whole minutes.
    pub minutes: u32,
}

impl Wanted {
    fn window(&self) -> Stretch {
        Stretch {
            from: self.from,
            until: self.from.plus(Span::minutes(self.minutes.into())),
        }
    }
}

/// What became of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Given {
    /// They are given back in this window.
    Back(Stretch),
    /// They aren't, and why.
    Not(NotBack),
}

/// What of a freeze may still be given back in one contest.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Owing {
    /// The contest.
    pub contest: ContestId,
    /// Its name.
    pub name: String,
    /// How much.
    pub left: Span,
}

const PUT: &str = "insert into given_hours (bucket, standstill, id, contest, what, target, pressed_at, from_at, until_at, given_at, given_by) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)";

/// Gives hours back. The freeze is held, so that two who give come one after the other.
pub fn give(tx: &mut Tx<'_, '_>, id: FreezeId, wanted: Wanted) -> Result<Verdict<Given>, Fault> {
    let (kept, grant) = match granted(tx, id, Action::GiveHours)? {
        Ok(found) => found,
        Err(refusal) => return Ok(Verdict::Refused(refusal)),
    };
    let now = tx.now();
    let mut found = calls(tx.raw(), &kept, now)?.into_iter();
    let Some(calls) = found.find(|one| one.contest == wanted.contest) else {
        return Ok(Verdict::Given(Given::Not(NotBack::OutsideCalls)));
    };
    if kept.is_in_force(now) {
        return Ok(Verdict::Given(Given::Not(NotBack::StandsStill)));
    }
    let (lost, given) = state(tx, &kept, &calls)?;
    let owed = Owed {
        lost,
        given: &given,
        calls: calls.time,
    };
    let window = wanted.window();
    let pack = tx.world.pack.clone();
    if let Err(why) = owed.check(window, now, &pack) {
        return Ok(Verdict::Given(Given::Not(why)));
    }
    put(tx, &kept, &grant, wanted.contest, window)?;
    Ok(Verdict::Given(Given::Back(window)))
}

fn put(
    tx: &mut Tx<'_, '_>,
    kept: &Kept,
    grant: &Grant,
    contest: ContestId,
    window: Stretch,
) -> Result<(), Fault> {
    let bytes = |id: [u8; 16]| Value::Bytes(id.to_vec());
    let id = random_id()?;
    tx.later(
        PUT,
        vec![
            Value::Int(kept.id.bucket()),
            bytes(*kept.id.as_bytes()),
            bytes(id),
            bytes(*contest.as_bytes()),
            Value::Text(kept.target.what().code().to_owned()),
            bytes(kept.target.id()),
            Value::Int(kept.pressed_at.millis()),
            Value::Int(window.from.millis()),
            Value::Int(window.until.millis()),
            Value::Int(tx.now().millis()),
            bytes(*grant.account().as_bytes()),
        ],
    );
    let words = format!(
        "freeze={} contest={contest} from={} until={}",
        kept.id,
        window.from.millis(),
        window.until.millis()
    );
    let draft = Draft::act(EventKind::HoursGivenBack, grant).detail(words);
    entry::write(tx, &draft, &[])?;
    tx.changed("freeze", kept.id.as_bytes());
    tell(tx, kept.target, &Said::Given)
}

const OF_FREEZE: &str = "select from_at, until_at from given_hours where bucket = $1 and standstill = $2 and contest = $3 order by from_at, id limit 1000";
/// Whatever stood still beside it, and reaches it: all reading, and what lies in the contest or is its account's.
const BESIDE: &str = "select what, target, campaign, contest, id, pressed_at, stops_at from standstill where stops_at > $1 and pressed_at < $2 and (contest = $3 or what = 'reading' or target = $4) order by stops_at, id limit 1000";

/// What may be given back of a freeze in a contest, and what was.
fn state(tx: &mut Tx<'_, '_>, kept: &Kept, calls: &Calls) -> Result<(Span, Vec<Stretch>), Fault> {
    let now = tx.now();
    let own = kept.stretch(now);
    let reach = past::reach(tx, kept.target)?;
    let id = kept.target.id();
    let args = [
        Arg::Int(own.from.millis()),
        Arg::Int(own.until.millis()),
        Arg::Bytes(calls.contest.as_bytes()),
        Arg::Bytes(&id),
    ];
    let rank = |target: Target, at: Moment, id: FreezeId| {
        (target.what().width(), std::cmp::Reverse((at, id)))
    };
    let own_rank = rank(kept.target, kept.pressed_at, kept.id);
    let beside = tx.all(BESIDE, &args, |row| {
        let id = id16(row.bytes(4)?).ok_or_else(|| shape("freeze"))?;
        let stretch = Stretch {
            from: Moment::from_millis(row.int(5)?),
            until: Moment::from_millis(row.int(6)?).min(now),
        };
        Ok((target(row, 0)?, FreezeId::from_bytes(id), stretch))
    })?;
    let wider = beside.into_iter().filter(|(target, id, stretch)| {
        let is_wider = rank(*target, stretch.from, *id) > own_rank;
        is_wider && reach.overlaps(&past::alone(*target))
    });
    let wider: Vec<Stretch> = wider.map(|(.., stretch)| stretch).collect();
    let lost = may_give(own, calls.time, &wider, &tx.world.pack);
    let args = [
        Arg::Int(kept.id.bucket()),
        Arg::Bytes(kept.id.as_bytes()),
        Arg::Bytes(calls.contest.as_bytes()),
    ];
    let given = tx.all(OF_FREEZE, &args, |row| stretch(row, 0))?;
    Ok((lost, given))
}

/// What of a freeze that is over may still be given back, in the contests whose calls go on.
pub(super) fn owing(tx: &mut Tx<'_, '_>, kept: &Kept) -> Result<Vec<Owing>, Fault> {
    let now = tx.now();
    let found = calls(tx.raw(), kept, now)?;
    let mut owing = Vec::new();
    for calls in found.into_iter().filter(|one| one.time.until > now) {
        let (lost, given) = state(tx, kept, &calls)?;
        let owed = Owed {
            lost,
            given: &given,
            calls: calls.time,
        };
        let left = owed.left();
        if left >= Span::minutes(1) {
            owing.push(Owing {
                contest: calls.contest,
                name: calls.name,
                left,
            });
        }
    }
    Ok(owing)
}

const SUM: &str = "select cast(coalesce(sum(until_at - from_at), 0) as bigint) from given_hours where bucket = $1 and standstill = $2";

/// How much was given back of a freeze.
pub(super) fn given_back(tx: &mut Tx<'_, '_>, id: FreezeId) -> Result<Span, Fault> {
    let key = [Arg::Int(id.bucket()), Arg::Bytes(id.as_bytes())];
    let sum = tx.one(SUM, &key, |row| row.int(0))?;
    Ok(Span::millis(sum.unwrap_or(0)))
}

const TO_CAMPAIGN: &str = "select cast(coalesce(sum(h.until_at - h.from_at), 0) as bigint) from given_hours h join campaign p on p.id = $1 where h.contest = p.contest and (h.what in ('reading', 'contest', 'account') or h.target = $1 or h.target in (select b.id from bank b where b.campaign = $1))";

/// The most that any caller of a campaign was given back: what its callers can learn in an evening is more by that.
pub(crate) fn given_to_campaign(tx: &mut Tx<'_, '_>, campaign: CampaignId) -> Result<Span, Fault> {
    let id = [Arg::Bytes(campaign.as_bytes())];
    let sum = tx.one(TO_CAMPAIGN, &id, |row| row.int(0))?;
    Ok(Span::millis(sum.unwrap_or(0)))
}

/// The windows of this evening in which an account is dealt more cards of a bank: it, its bank, its campaign, its contest or all
/// reading stood still, and it held a role there when that was pressed.
pub(crate) const GIVEN: &str = "select h.from_at, h.until_at from given_hours h join bank b on b.bucket = $3 and b.id = $4 where h.until_at > $5 and h.from_at < $6 and h.contest = b.contest and ((h.what = 'account' and h.target = $2) or ((h.what in ('contest', 'reading') or (h.what = 'campaign' and h.target = b.campaign) or (h.what = 'bank' and h.target = b.id)) and exists (select 1 from term t where t.bucket = $1 and t.account = $2 and t.role in ('caller', 'organiser') and t.from_at <= h.pressed_at and (t.until_at is null or t.until_at > h.pressed_at) and (t.ended_at is null or t.ended_at > h.pressed_at) and (t.scope = b.id or t.scope = b.campaign or t.scope = b.contest or (h.what <> 'bank' and t.scope_kind = 'bank' and t.scope in (select x.id from bank x where x.campaign = b.campaign)))))) order by h.from_at, h.id limit 200";

/// Reads the rows of [`GIVEN`].
pub(crate) fn windows_in(rows: &Rows) -> Result<Vec<Stretch>, Fault> {
    rows.iter().map(|row| stretch(&row, 0)).collect()
}

fn stretch(row: &Row<'_>, at: usize) -> Result<Stretch, Fault> {
    Ok(Stretch {
        from: Moment::from_millis(row.int(at)?),
        until: Moment::from_millis(row.int(at + 1)?),
    })
}

const ANY: &str = "select 1 from given_hours where until_at > $1 limit 1";
const TO_ACCOUNT: &str = "select h.what, c.name, h.from_at, h.until_at from given_hours h join contest c on c.id = h.contest where h.until_at > $3 and ((h.what = 'account' and h.target = $2) or exists (select 1 from term t where t.bucket = $1 and t.account = $2 and t.role in ('caller', 'organiser') and t.from_at <= h.pressed_at and (t.until_at is null or t.until_at > h.pressed_at) and (t.ended_at is null or t.ended_at > h.pressed_at) and (t.scope = h.target or (h.what = 'bank' and t.scope in (select x.campaign from bank x where x.id = h.target)) or (h.what = 'campaign' and t.scope in (select x.id from bank x where x.campaign = h.target)) or (h.what in ('contest', 'reading') and (t.scope in (select p.id from campaign p where p.contest = h.contest) or t.scope in (select x.id from bank x where x.contest = h.contest)))))) order by h.from_at, h.id limit 20";

/// What is given back to the one behind a session, from now on.
pub(super) fn windows_of(
    raw: &mut Raw<'_>,
    key: SessionKey,
    now: Moment,
) -> Result<Vec<Back>, Fault> {
    let at = Arg::Int(now.millis());
    if raw.one(ANY, &[at], |row| row.int(0))?.is_none() {
        return Ok(Vec::new());
    }
    let seat = look(raw, key, now)?;
    if !seat.runs() || seat.actor().is_none() {
        return Ok(Vec::new());
    }
    let account = seat.account();
    let args = [
        Arg::Int(account.bucket()),
        Arg::Bytes(account.as_bytes()),
        at,
    ];
    raw.all(TO_ACCOUNT, &args, |row| {
        let window = stretch(row, 2)?;
        Ok(Back {
            what: What::from_code(row.text(0)?).ok_or_else(|| shape("freeze"))?,
            contest: row.text(1)?.to_owned(),
            from: window.from,
            until: window.until,
        })
    })
}
