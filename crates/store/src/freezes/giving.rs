//! Giving hours back: a colleague of the presser's names a window, and in it those who stood still are dealt more cards.
//!
//! A lease reads the windows in its own batch ([`super::reach`]): no round trip, and nothing to find where nothing was given back.
//! A window that has not begun is taken back by another official.

use switchboard_rules::events::EventKind;
use switchboard_rules::freeze::{NotBack, Owed, Stretch, Target, may_give, union};
use switchboard_rules::ids::{AccountId, ContestId, FreezeId};
use switchboard_rules::moment::{Moment, Span};
use switchboard_rules::pack::RulePack;
use switchboard_rules::policy::{Action, Facts, Grant, Reason, Refusal};

use super::deciding::granted;
use super::letters::{Said, tell};
use super::reach::{stretch, to_account};
use super::{Back, Calls, Kept, calls, past, target};
use crate::desk::shape;
use crate::engine::{Arg, Raw, Value};
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

const PUT: &str = "insert into given_hours (bucket, standstill, id, contest, what, target, campaign, pressed_at, stopped_at, from_at, until_at, given_at, given_by) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)";

/// Gives hours back. The freeze is held, so that two who give come one after the other.
pub fn give(tx: &mut Tx<'_, '_>, id: FreezeId, wanted: Wanted) -> Result<Verdict<Given>, Fault> {
    let (kept, grant) = match granted(tx, id, Action::GiveHours)? {
        Ok(found) => found,
        Err(refusal) => return Ok(Verdict::Refused(refusal)),
    };
    // Whoever confirmed it is no second person either.
    if let Some((_, by)) = kept.confirmed {
        let resource = kept.resource_of(tx, by)?;
        if let Err(refusal) = tx.ask(Action::GiveHours, &resource, Facts::SHUT)? {
            return Ok(Verdict::Refused(refusal));
        }
    }
    let now = tx.now();
    let mut found = calls(tx.raw(), &kept, now)?.into_iter();
    let Some(calls) = found.find(|one| one.contest == wanted.contest) else {
        return Ok(Verdict::Given(Given::Not(NotBack::OutsideCalls)));
    };
    if is_still(tx, &kept)? {
        return Ok(Verdict::Given(Given::Not(NotBack::StandsStill)));
    }
    if kept.is_confirmed_to_the_end() {
        return Ok(Verdict::Given(Given::Not(NotBack::Confirmed)));
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

const STILL: &str =
    "select 1 from standstill where target = $1 and stops_at > $2 and what = $3 limit 1";

/// Whether it stands still, by this freeze or by another of the same.
fn is_still(tx: &mut Tx<'_, '_>, kept: &Kept) -> Result<bool, Fault> {
    let (id, now) = (kept.target.id(), tx.now());
    let args = [
        Arg::Bytes(&id),
        Arg::Int(now.millis()),
        Arg::Text(kept.target.what().code()),
    ];
    Ok(kept.is_in_force(now) || tx.one(STILL, &args, |row| row.int(0))?.is_some())
}

/// Whether the one behind this act may give hours of it back.
pub(super) fn may_give_back(tx: &mut Tx<'_, '_>, kept: &Kept) -> Result<bool, Fault> {
    if kept.is_confirmed_to_the_end() || is_still(tx, kept)? {
        return Ok(false);
    }
    for by in std::iter::once(kept.pressed_by).chain(kept.confirmed.map(|(_, by)| by)) {
        let resource = kept.resource_of(tx, by)?;
        if !tx.reaches(&resource, &[Action::GiveHours])? {
            return Ok(false);
        }
    }
    Ok(true)
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
            kept.target
                .campaign()
                .map_or(Value::Null, |id| bytes(*id.as_bytes())),
            Value::Int(kept.pressed_at.millis()),
            Value::Int(kept.stops_at.millis()),
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
    tell(tx, kept.target, &Said::Given { contest, window })
}

const OF_FREEZE: &str = "select from_at, until_at from given_hours where bucket = $1 and standstill = $2 and contest = $3 and taken_at is null order by from_at, id limit 1000";
/// Whatever stood still beside it, and reaches it: all reading, and what lies in the contest or is its account's.
const BESIDE: &str = "select what, target, campaign, contest, id, pressed_at, stops_at from standstill where stops_at > $1 and pressed_at < $2 and (contest = $3 or what = 'reading' or target = $4) order by stops_at, id limit 50";

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
        if let Some(left) = owed.next() {
            owing.push(Owing {
                contest: calls.contest,
                name: calls.name,
                left,
            });
        }
    }
    Ok(owing)
}

const OF_ALL: &str = "select from_at, until_at from given_hours where bucket = $1 and standstill = $2 and taken_at is null order by from_at, id limit 1000";

/// How much was given back of a freeze; what was in two contests at once counts once, as what was lost does.
pub(super) fn given_back(tx: &mut Tx<'_, '_>, id: FreezeId) -> Result<Span, Fault> {
    let key = [Arg::Int(id.bucket()), Arg::Bytes(id.as_bytes())];
    let all = tx.all(OF_ALL, &key, |row| stretch(row, 0))?;
    Ok(union(&all))
}

/// A window that has not begun.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ahead {
    /// The contest.
    pub contest: ContestId,
    /// Its name.
    pub name: String,
    /// The window.
    pub window: Stretch,
    /// Whether whoever looks may take it back.
    pub may_take: bool,
}

const AHEAD: &str = "select h.contest, c.name, h.from_at, h.until_at, h.given_by from given_hours h join contest c on c.id = h.contest where h.bucket = $1 and h.standstill = $2 and h.from_at > $3 and h.taken_at is null order by h.from_at, h.id limit 20";

/// The windows of a freeze that have not begun.
pub(super) fn ahead(tx: &mut Tx<'_, '_>, kept: &Kept) -> Result<Vec<Ahead>, Fault> {
    let args = [
        Arg::Int(kept.id.bucket()),
        Arg::Bytes(kept.id.as_bytes()),
        Arg::Int(tx.now().millis()),
    ];
    let found = tx.all(AHEAD, &args, |row| {
        let id = |at: usize| id16(row.bytes(at)?).ok_or_else(|| shape("given_hours"));
        let window = Ahead {
            contest: ContestId::from_bytes(id(0)?),
            name: row.text(1)?.to_owned(),
            window: stretch(row, 2)?,
            may_take: false,
        };
        Ok((window, AccountId::from_bytes(id(4)?)))
    })?;
    let mut all = Vec::with_capacity(found.len());
    for (window, giver) in found {
        let resource = kept.resource_of(tx, giver)?;
        let may_take = tx.reaches(&resource, &[Action::TakeHours])?;
        all.push(Ahead { may_take, ..window });
    }
    Ok(all)
}

const ONE: &str = "select from_at, until_at, given_by from given_hours where bucket = $1 and standstill = $2 and contest = $3 and from_at = $4 and taken_at is null";
const TAKE: &str = "update given_hours set taken_at = $1, taken_by = $2 where bucket = $3 and standstill = $4 and contest = $5 and from_at = $6 and taken_at is null";

/// What became of taking a window back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Taken {
    /// It is taken back.
    Back,
    /// It has begun.
    HasBegun,
    /// There is no such window, or somebody was faster.
    NotThere,
}

/// Takes a window back before it begins: another official than whoever gave it. The freeze is held, as it is by whoever gives.
pub fn take_back(
    tx: &mut Tx<'_, '_>,
    id: FreezeId,
    contest: ContestId,
    from: Moment,
) -> Result<Verdict<Taken>, Fault> {
    tx.account()?;
    let Some(kept) = super::one(tx, id)? else {
        return Ok(Verdict::Refused(Refusal::new(Reason::NotYours)));
    };
    let args = [
        Arg::Int(id.bucket()),
        Arg::Bytes(id.as_bytes()),
        Arg::Bytes(contest.as_bytes()),
        Arg::Int(from.millis()),
    ];
    let found = tx.one(ONE, &args, |row| {
        Ok((stretch(row, 0)?, id16(row.bytes(2)?)))
    })?;
    // Whoever may take none back learns of none.
    let giver = found
        .and_then(|(_, giver)| giver)
        .map_or(kept.pressed_by, AccountId::from_bytes);
    let resource = kept.resource_of(tx, giver)?;
    let grant = match tx.ask(Action::TakeHours, &resource, Facts::SHUT)? {
        Ok(grant) => grant,
        Err(refusal) => return Ok(Verdict::Refused(refusal)),
    };
    let now = tx.now();
    let Some((window, _)) = found else {
        return Ok(Verdict::Given(Taken::NotThere));
    };
    if window.from <= now {
        return Ok(Verdict::Given(Taken::HasBegun));
    }
    tx.later_expect(
        1,
        TAKE,
        vec![
            Value::Int(now.millis()),
            Value::Bytes(grant.account().as_bytes().to_vec()),
            Value::Int(id.bucket()),
            Value::Bytes(id.as_bytes().to_vec()),
            Value::Bytes(contest.as_bytes().to_vec()),
            Value::Int(from.millis()),
        ],
    );
    let words = format!(
        "freeze={id} contest={contest} from={} until={}",
        window.from.millis(),
        window.until.millis()
    );
    let draft = Draft::act(EventKind::HoursTakenBack, &grant).detail(words);
    entry::write(tx, &draft, &[])?;
    tx.changed("freeze", id.as_bytes());
    tell(tx, kept.target, &Said::TakenBack { contest, window })?;
    Ok(Verdict::Given(Taken::Back))
}

const ANY: &str = "select 1 from given_hours where until_at > $1 and taken_at is null limit 1";

/// What is given back to the one behind a session, from now on.
pub(super) fn windows_of(
    raw: &mut Raw<'_>,
    key: SessionKey,
    pack: &RulePack,
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
    to_account(raw, seat.account(), pack, now)
}
