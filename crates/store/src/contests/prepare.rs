//! Fixing a contest's members in the dark: who has one to be prepared, and each step of it.

use switchboard_rules::contest::{Kind, Phase};
use switchboard_rules::ids::{BankId, ContestId, SnapshotId};
use switchboard_rules::moment::{Moment, Span};

use super::fix::{self, Fixed};
use super::ready::{self, Texts};
use super::row::{ContestRow, each_living};
use crate::banks;
use crate::desk::shape;
use crate::engine::{Arg, Value};
use crate::fault::Fault;
use crate::line;
use crate::session::{Auth, id16};
use crate::tx::{Tx, Verdict};
use crate::world::World;

/// How long before access the members are fixed: long enough for the queues of many banks.
const BEFORE: Span = Span::minutes(15);

/// How a contest's preparation stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Prepared {
    /// The members are fixed and the queues filled; the row can be switched.
    Done,
    /// Somebody else is at it, or it has to begin anew: look again.
    Later,
}

/// Prepares every contest whose access is near or due, and that is signed. `clock` is read before each slice, for the hold by
/// which others tell a preparation under way from one that broke off. Answers how many are ready; a contest for which it
/// fails holds no other.
pub fn prepare(world: &World, texts: Texts, clock: &dyn Fn() -> Moment) -> Result<usize, Fault> {
    let now = clock();
    let mut done = 0;
    each_living(world, |row| {
        if !is_near(&row, now) {
            return Ok(());
        }
        if is_signed(world, row.id, texts, now)? && one(world, row.id, clock)? == Prepared::Done {
            done += 1;
        }
        Ok(())
    })?;
    Ok(done)
}

/// Whether it is time to fix the members of this contest.
fn is_near(row: &ContestRow, now: Moment) -> bool {
    let is_before = row.phase.is_none_or(|phase| phase < Phase::Access);
    let access = row.plan.at(Phase::Access);
    let closed = row.plan.at(Phase::Closed);
    row.plan.kind() == Kind::Contest
        && is_before
        && access.is_some_and(|access| access <= now.plus(BEFORE))
        && closed.is_some_and(|closed| now < closed)
}

fn is_signed(world: &World, id: ContestId, texts: Texts, now: Moment) -> Result<bool, Fault> {
    let act = move |tx: &mut Tx<'_, '_>| {
        let row = ContestRow::of(tx, id)?;
        let is_signed = match row {
            Some(row) => ready::is_signed(tx, &row, texts)?,
            None => false,
        };
        Ok(Verdict::Given(is_signed))
    };
    let job = Auth::Job("contests");
    let done = world.write("contest-signed", job, now, act).wait()?;
    Ok(matches!(done.verdict, Verdict::Given(true)))
}

/// Prepares one contest, from wherever it stands.
pub(super) fn one(
    world: &World,
    id: ContestId,
    clock: &dyn Fn() -> Moment,
) -> Result<Prepared, Fault> {
    let snapshot = match begin(world, id, clock())? {
        Begun::Ours(fixing) => match fix::members(world, &fixing, clock)? {
            Fixed::Ready => fixing.snapshot,
            Fixed::Anew => return Ok(Prepared::Later),
        },
        Begun::Unfilled(snapshot) => snapshot,
        Begun::Filled => return Ok(Prepared::Done),
        Begun::Others => return Ok(Prepared::Later),
    };
    if was_given_up(world, id, snapshot)? {
        banks::erase_left_over(world, id, &every_bank_of(world, id)?, clock())?;
    }
    for bank in banks_of(world, id)? {
        banks::fill(world, bank, clock())?;
    }
    filled(world, snapshot, clock())?;
    Ok(Prepared::Done)
}

/// What whoever prepares has in hand.
pub(super) struct Fixing {
    pub(super) contest: ContestId,
    pub(super) snapshot: SnapshotId,
    /// The newest act upon the roll.
    pub(super) cut: [u8; 16],
}

enum Begun {
    Ours(Fixing),
    /// The members are fixed, the queues not filled.
    Unfilled(SnapshotId),
    Filled,
    Others,
}

/// How long a preparation that writes nothing is still taken for running.
pub(super) const HELD: Span = Span::minutes(1);
/// How long fixed members may wait for the switch before they are fixed anew: late access begins with the roll of its day.
pub(super) const FRESH: Span = Span::hours(1);

const STANDS: &str =
    "select state, held_until, filled_at from snapshot where bucket = $1 and id = $2";
const NEWEST: [&str; 2] = [
    "select id from import order by id desc limit 1",
    "select id from hand order by id desc limit 1",
];
const IMPORTS: &str = "select count(*) from import where id <= $1";
const DARK: &str = "select import from import_dark order by import limit 1000";
const LEAVE: &str = "update snapshot set state = 'left' where bucket = $1 and id = $2 and state in ('preparing', 'ready')";
const NEW: &str = "insert into snapshot (bucket, id, contest, state, cut, imports, members, digest, begun_at, held_until) values ($1, $2, $3, 'preparing', $4, $5, 0, $6, $7, $8)";
const NEW_DARK: &str = "insert into snapshot_dark (bucket, snapshot, import) values ($1, $2, $3)";
const POINT: &str = "update contest set prepared = $1 where bucket = $2 and id = $3";

fn begin(world: &World, id: ContestId, now: Moment) -> Result<Begun, Fault> {
    let act = move |tx: &mut Tx<'_, '_>| {
        if tx.is_world_frozen()? {
            return Ok(Verdict::Given(Begun::Others));
        }
        // An import begins behind the same line: it is under way here, or comes after the cut.
        line::wait(tx)?;
        let Some(row) = ContestRow::locked(tx, id)? else {
            return Ok(Verdict::Given(Begun::Others));
        };
        if row.phase.is_some_and(|phase| phase >= Phase::Access) {
            return Ok(Verdict::Given(Begun::Filled));
        }
        if let Some(old) = row.prepared {
            if let Some(stands) = stands(tx, old)? {
                return Ok(Verdict::Given(stands));
            }
            leave(tx, old);
        }
        fresh_one(tx, id).map(|fixing| Verdict::Given(Begun::Ours(fixing)))
    };
    let job = Auth::Job("contests");
    let done = world.write("snapshot-begin", job, now, act).wait()?;
    Ok(match done.verdict {
        Verdict::Given(begun) => begun,
        Verdict::Refused(_) => Begun::Others,
    })
}

/// How the one that is there stands; nothing where it has to be begun anew.
fn stands(tx: &mut Tx<'_, '_>, snapshot: SnapshotId) -> Result<Option<Begun>, Fault> {
    let args = [Arg::Int(snapshot.bucket()), Arg::Bytes(snapshot.as_bytes())];
    let now = tx.now().millis();
    let found = tx.one(STANDS, &args, |row| {
        Ok(match (row.text(0)?, row.int(1)? > now, row.opt_int(2)?) {
            ("ready", true, Some(_)) => Some(Begun::Filled),
            ("ready", true, None) => Some(Begun::Unfilled(snapshot)),
            ("preparing", true, _) => Some(Begun::Others),
            _ => None,
        })
    })?;
    Ok(found.flatten())
}

fn of(snapshot: SnapshotId) -> Vec<Value> {
    let id = Value::Bytes(snapshot.as_bytes().to_vec());
    vec![Value::Int(snapshot.bucket()), id]
}

/// Gives a snapshot up that was not switched on; its rows are swept away.
pub(super) fn leave(tx: &mut Tx<'_, '_>, snapshot: SnapshotId) {
    tx.later(LEAVE, of(snapshot));
}

fn fresh_one(tx: &mut Tx<'_, '_>, contest: ContestId) -> Result<Fixing, Fault> {
    let snapshot = SnapshotId::from_bytes(crate::mint::random_id()?);
    let mut cut = [0; 16];
    line::cut(tx)?;
    for newest in NEWEST {
        let found = tx.one(newest, &[], |row| Ok(id16(row.bytes(0)?)))?;
        cut = cut.max(found.flatten().unwrap_or_default());
    }
    let imports = tx.one(IMPORTS, &[Arg::Bytes(&cut)], |row| row.int(0))?;
    let dark = tx.all(DARK, &[], |row| Ok(row.bytes(0)?.to_vec()))?;
    let bytes = |bytes: &[u8]| Value::Bytes(bytes.to_vec());
    let now = tx.now();
    let mut new = of(snapshot);
    new.extend([
        bytes(contest.as_bytes()),
        bytes(&cut),
        Value::Int(imports.unwrap_or(0)),
        bytes(&[]),
        Value::Int(now.millis()),
        Value::Int(now.plus(HELD).millis()),
    ]);
    tx.later(NEW, new);
    for import in dark {
        let mut row = of(snapshot);
        row.push(Value::Bytes(import));
        tx.later(NEW_DARK, row);
    }
    tx.later(
        POINT,
        vec![
            bytes(snapshot.as_bytes()),
            Value::Int(contest.bucket()),
            bytes(contest.as_bytes()),
        ],
    );
    Ok(Fixing {
        contest,
        snapshot,
        cut,
    })
}

const BANKS: &str =
    "select id from bank where contest = $1 and state <> 'closed' order by id limit 500";
const EVERY_BANK: &str = "select id from bank where contest = $1 order by id limit 5000";

/// The banks that are filled.
fn banks_of(world: &World, contest: ContestId) -> Result<Vec<BankId>, Fault> {
    banks_by(world, contest, BANKS)
}

/// The banks that something may stand in still, closed ones too: for erasing.
pub(super) fn every_bank_of(world: &World, contest: ContestId) -> Result<Vec<BankId>, Fault> {
    banks_by(world, contest, EVERY_BANK)
}

fn banks_by(world: &World, contest: ContestId, sql: &'static str) -> Result<Vec<BankId>, Fault> {
    world.0.db.read("contest-banks", |raw| {
        raw.all(sql, &[Arg::Bytes(contest.as_bytes())], |row| {
            let id = id16(row.bytes(0)?).ok_or_else(|| shape("bank"))?;
            Ok(BankId::from_bytes(id))
        })
    })
}

const OTHERS: &str = "select id from snapshot where contest = $1 and id <> $2 limit 1";

/// Whether another snapshot of the contest was made before this one: who was put into the queues for it may still stand there.
fn was_given_up(world: &World, contest: ContestId, snapshot: SnapshotId) -> Result<bool, Fault> {
    let args = [
        Arg::Bytes(contest.as_bytes()),
        Arg::Bytes(snapshot.as_bytes()),
    ];
    world.0.db.read("snapshot-others", |raw| {
        Ok(raw.one(OTHERS, &args, |_| Ok(()))?.is_some())
    })
}

const FILLED: &str = "update snapshot set filled_at = $3, held_until = $4 where bucket = $1 and id = $2 and state = 'ready' and filled_at is null";

fn filled(world: &World, snapshot: SnapshotId, now: Moment) -> Result<(), Fault> {
    let act = move |tx: &mut Tx<'_, '_>| {
        let mut args = of(snapshot);
        args.push(Value::Int(now.millis()));
        args.push(Value::Int(now.plus(FRESH).millis()));
        tx.later(FILLED, args);
        Ok(Verdict::Given(()))
    };
    let job = Auth::Job("contests");
    world.write("snapshot-filled", job, now, act).wait()?;
    Ok(())
}
