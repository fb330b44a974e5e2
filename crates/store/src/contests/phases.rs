//! Phases that begin: each with one row that changes and one entry, in order, by whichever node is first.

use switchboard_ledger::hash::Hash;
use switchboard_rules::contest::{Due, Gate, Kind, Phase, due};
use switchboard_rules::events::EventKind;
use switchboard_rules::hook::Event;
use switchboard_rules::ids::{ContestId, SnapshotId};
use switchboard_rules::moment::Moment;

use super::prepare::{self, Prepared, leave};
use super::ready::{self, Texts};
use super::row::{ContestRow, each_living};
use crate::engine::{Arg, Value};
use crate::entry::{self, Draft};
use crate::fault::Fault;
use crate::hooks::{self, Whose};
use crate::meta::WorldKind;
use crate::outbox::{self, Message};
use crate::session::Auth;
use crate::tx::{Tx, Verdict};
use crate::walls;
use crate::world::World;

/// Whether everything is there that access takes; only asked where the calendar says that a phase is due.
const READY: Gate = Gate {
    is_signed: true,
    is_prepared: true,
};

const CLOCK: &str = "select {now_ms}";

/// What the store's own clock shows: one for all nodes on PostgreSQL, the machine's on SQLite. By it phases begin, so that a
/// node whose clock is ahead begins none early.
pub fn clock(world: &World) -> Result<Moment, Fault> {
    let found = world
        .0
        .db
        .read("clock", |raw| raw.one(CLOCK, &[], |row| row.int(0)))?;
    found
        .map(Moment::from_millis)
        .ok_or_else(|| Fault::World("the store says no time; look at its server".to_owned()))
}

/// Begins every phase that is due, of every contest; those that were missed, one after the other. Answers how many began.
/// A contest for which that fails holds no other.
pub fn begin_phases(world: &World, texts: Texts, now: Moment) -> Result<usize, Fault> {
    let mut begun = 0;
    each_living(world, |row| {
        if due(&row.plan, row.phase, READY, now) == Due::Nothing {
            return Ok(());
        }
        let id = row.id;
        let act = move |tx: &mut Tx<'_, '_>| walk(tx, id, texts).map(Verdict::Given);
        let job = Auth::Job("contests");
        let done = world.write("contest-phase", job, now, act).wait()?;
        if let Verdict::Given(count) = done.verdict {
            begun += count;
        }
        Ok(())
    })?;
    Ok(begun)
}

fn walk(tx: &mut Tx<'_, '_>, id: ContestId, texts: Texts) -> Result<usize, Fault> {
    // What came out of a backup stands still until two people let it go on.
    if tx.is_world_frozen()? {
        return Ok(0);
    }
    let Some(mut row) = ContestRow::locked(tx, id)? else {
        return Ok(0);
    };
    let mut begun = 0;
    loop {
        let gate = gate(tx, &row, texts)?;
        match due(&row.plan, row.phase, gate, tx.now()) {
            Due::Begin(phase) => begin(tx, &row, phase, "yes")?,
            Due::Nothing | Due::Unprepared => return Ok(begun),
            Due::Unsigned => {
                say_late(tx, &row)?;
                return Ok(begun);
            }
        }
        tx.flush()?;
        begun += 1;
        match ContestRow::of(tx, id)? {
            Some(now) => row = now,
            None => return Ok(begun),
        }
    }
}

fn gate(tx: &mut Tx<'_, '_>, row: &ContestRow, texts: Texts) -> Result<Gate, Fault> {
    if due(&row.plan, row.phase, READY, tx.now()) != Due::Begin(Phase::Access) {
        return Ok(READY);
    }
    Ok(Gate {
        is_signed: ready::is_signed(tx, row, texts)?,
        is_prepared: row.plan.kind() == Kind::Standing || waiting(tx, row)?.is_some(),
    })
}

/// A snapshot that waits to be switched on: how many it holds, and the digest of them.
struct Waiting {
    id: SnapshotId,
    members: i64,
    digest: [u8; 32],
}

const WAITING: &str = "select members, digest from snapshot where bucket = $1 and id = $2 and state = 'ready' and filled_at is not null and held_until > $3";

fn waiting(tx: &mut Tx<'_, '_>, row: &ContestRow) -> Result<Option<Waiting>, Fault> {
    let Some(id) = row.prepared else {
        return Ok(None);
    };
    let args = [
        Arg::Int(id.bucket()),
        Arg::Bytes(id.as_bytes()),
        Arg::Int(tx.now().millis()),
    ];
    tx.one(WAITING, &args, |row| {
        Ok(Waiting {
            id,
            members: row.int(0)?,
            digest: row.bytes(1)?.try_into().unwrap_or_default(),
        })
    })
}

const BEGIN: &str = "update contest set phase = $1 where bucket = $2 and id = $3 and phase = $4";
const OPEN: &str = "update contest set phase = $1, opened_at = $5, snapshot = $6 where bucket = $2 and id = $3 and phase = $4";
const SWITCHED: &str =
    "update snapshot set state = 'switched' where bucket = $1 and id = $2 and state = 'ready'";
const DONE_WITH: &str = "update snapshot set state = 'left' where contest = $1 and state <> 'gone'";

/// The one row that is switched. For all campaigns of a contest access begins with it: the same members, fields and caps.
fn begin(
    tx: &mut Tx<'_, '_>,
    row: &ContestRow,
    phase: Phase,
    signed: &'static str,
) -> Result<(), Fault> {
    let before = row.phase.map_or("", Phase::text);
    let mut args = vec![
        Value::Text(phase.text().to_owned()),
        Value::Int(row.id.bucket()),
        Value::Bytes(row.id.as_bytes().to_vec()),
        Value::Text(before.to_owned()),
    ];
    let mut words = format!("contest={} phase={}", row.id, phase.text());
    if phase == Phase::Access {
        let snapshot = waiting(tx, row)?.filter(|_| row.plan.kind() == Kind::Contest);
        args.push(Value::Int(tx.now().millis()));
        args.push(match &snapshot {
            Some(snapshot) => Value::Bytes(snapshot.id.as_bytes().to_vec()),
            None => Value::Null,
        });
        tx.later_expect(1, OPEN, args);
        words = format!(
            "{words} {} signed={signed}",
            terms(tx, row, snapshot.as_ref())
        );
        if row.plan.kind() == Kind::Standing {
            // Its queues are made of the roll, by whoever follows that; there was nothing in them before.
            tx.changed("roll", row.id.as_bytes());
        }
        if let Some(snapshot) = snapshot {
            let id = Value::Bytes(snapshot.id.as_bytes().to_vec());
            tx.later_expect(1, SWITCHED, vec![Value::Int(snapshot.id.bucket()), id]);
        }
    } else {
        tx.later_expect(1, BEGIN, args);
    }
    if phase == Phase::Closed
        && let Some(prepared) = row.prepared
    {
        // Nothing of one that was never switched on is kept.
        leave(tx, prepared);
    }
    if phase == Phase::Deleted {
        tx.later(DONE_WITH, vec![Value::Bytes(row.id.as_bytes().to_vec())]);
        // What the campaigns wrote about anybody opens with nothing any more.
        walls::shred(tx, row.id)?;
    }
    let draft = Draft::system(EventKind::PhaseOpened, "contests").detail(words);
    entry::write(tx, &draft, &[])?;
    let about = format!("contest={} phase={}", row.id, phase.text());
    hooks::tell(tx, Event::PhaseBegun, Whose::Contest(row.id), &about)?;
    tx.changed("contest", row.id.as_bytes());
    Ok(())
}

/// What every campaign gets, in the words of the entry.
fn terms(tx: &Tx<'_, '_>, row: &ContestRow, snapshot: Option<&Waiting>) -> String {
    let caps = tx.world.meta.caps;
    let fields = ready::shown_words(row.by_first_name);
    let members = match snapshot {
        None => "snapshot=none".to_owned(),
        Some(Waiting {
            id,
            members,
            digest,
        }) => {
            let hex = Hash::from_bytes(*digest).to_hex();
            format!("snapshot={id} members={members} digest={hex}")
        }
    };
    format!(
        "{members} fields={fields} hour={} evening={} cards={}",
        caps.hour, caps.evening, caps.contest
    )
}

const TOLD: &str =
    "update contest set told_at = $1 where bucket = $2 and id = $3 and told_at is null";

/// The offices hear once that access waits for signatures.
fn say_late(tx: &mut Tx<'_, '_>, row: &ContestRow) -> Result<(), Fault> {
    if row.told_at.is_some() {
        return Ok(());
    }
    let told = vec![
        Value::Int(tx.now().millis()),
        Value::Int(row.id.bucket()),
        Value::Bytes(row.id.as_bytes().to_vec()),
    ];
    tx.later_expect(1, TOLD, told);
    let due = row.plan.at(Phase::Access).unwrap_or(tx.now());
    let vars = format!("contest={} due={}", row.id, due.millis());
    outbox::put_to_officers(tx, Message::ContestLate, &vars)?;
    let draft = Draft::system(EventKind::ContestLate, "contests").detail(vars);
    entry::write(tx, &draft, &[])
}

const KIND: &str = "select kind from contest where bucket = $1 and id = $2";

/// Fixes the members of a contest and fills its queues, in the dark and whatever is signed: a part of [`open_at_once`], and
/// refused where that is.
pub fn fix_at_once(
    world: &World,
    id: ContestId,
    clock: &dyn Fn() -> Moment,
) -> Result<Prepared, Fault> {
    only_invented(world)?;
    prepare::one(world, id, clock)
}

/// Without signatures only invented people are opened: whatever comes to call it, a world of real members refuses.
fn only_invented(world: &World) -> Result<(), Fault> {
    match world.0.meta.kind {
        WorldKind::Demo | WorldKind::Decoy | WorldKind::Practice => Ok(()),
        WorldKind::Live => Err(Fault::World(
            "a contest opens without signatures in a demo's world alone; sign what must be ready"
                .to_owned(),
        )),
    }
}

/// Fixes the members of a contest and opens it at once, without a signature: for invented people in a demo, a test copy, a
/// measurement or a test. A world of real members refuses
/// (`no_world_of_real_members_opens_a_contest_without_signatures`), and the entry says `signed=no`.
pub fn open_at_once(world: &World, id: ContestId, now: Moment) -> Result<(), Fault> {
    only_invented(world)?;
    let args = [Arg::Int(id.bucket()), Arg::Bytes(id.as_bytes())];
    let is_contest = world
        .0
        .db
        .read("contest-kind", |raw| {
            raw.one(KIND, &args, |row| Ok(row.text(0)? == Kind::Contest.text()))
        })?
        .ok_or_else(|| Fault::World("no such contest; look at the calendar".to_owned()))?;
    if is_contest && prepare::one(world, id, &|| now)? == Prepared::Later {
        return Err(Fault::World(
            "the roll is changing; open the contest when the import has ended".to_owned(),
        ));
    }
    let act = move |tx: &mut Tx<'_, '_>| {
        if let Some(row) = ContestRow::locked(tx, id)? {
            begin(tx, &row, Phase::Access, "no")?;
        }
        Ok(Verdict::Given(()))
    };
    world
        .write("contest-open", Auth::Job("contests"), now, act)
        .wait()?;
    Ok(())
}
