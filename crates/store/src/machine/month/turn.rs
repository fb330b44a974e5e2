//! The rows that say where a change of keys stands, and the acts that move it on.

use switchboard_rules::events::EventKind;
use switchboard_rules::moment::{Moment, Span};
use switchboard_rules::policy::{Action, Facts, Grant, Refusal, Resource};

use super::known::{bucket, named, new};
use super::{Phase, Step, desks};
use crate::blinds::Turn;
use crate::engine::{Arg, Engine, Pending, Raw, Value};
use crate::entry::{self, Draft};
use crate::fault::Fault;
use crate::line;
use crate::session::Auth;
use crate::tx::{Tx, Verdict};
use crate::walls;
use crate::world::World;

/// How long a change of which nothing is heard is still taken for running.
const HELD: Span = Span::seconds(30);
/// How many slices may wait for the writer while the next one is being made ready.
const AHEAD: usize = 2;

/// A change under way, held by this process.
pub(super) struct Work {
    pub(super) world: World,
    pub(super) from: i64,
    pub(super) to: i64,
    pub(super) phase: Phase,
    pub(super) at_bucket: i64,
    pub(super) done: i64,
    pub(super) total: i64,
    holder: [u8; 16],
    waiting: Vec<Pending<()>>,
    broken: Option<Fault>,
}

/// What the rows say.
#[derive(Debug, Clone, Copy)]
pub(super) struct State {
    pub(super) turn: Turn,
    pub(super) phase: Phase,
    pub(super) at_bucket: i64,
    pub(super) done: i64,
    pub(super) total: i64,
    pub(super) begun_at: Moment,
    /// None where no change is under way.
    pub(super) held_until: Option<Moment>,
}

const CHANGE: &str = "select phase, at_bucket, done, total, begun_at, held_until from key_change where bucket = 0 and id = 0";

/// Reads where things stand.
pub(super) fn look(world: &World) -> Result<State, Fault> {
    world.0.db.read("keys-look", |raw| {
        let turn = Turn::read(raw)?;
        state(raw, turn)
    })
}

fn state(raw: &mut Raw<'_>, turn: Turn) -> Result<State, Fault> {
    let idle = State {
        turn,
        phase: Phase::Wrap,
        at_bucket: 0,
        done: 0,
        total: 0,
        begun_at: Moment::from_millis(0),
        held_until: None,
    };
    let found = raw.one(CHANGE, &[], |row| {
        Ok(State {
            phase: Phase::from_text(row.text(0)?),
            at_bucket: row.int(1)?,
            done: row.int(2)?,
            total: row.int(3)?,
            begun_at: Moment::from_millis(row.int(4)?),
            held_until: Some(Moment::from_millis(row.int(5)?)),
            ..idle
        })
    })?;
    Ok(found.unwrap_or(idle))
}

/// Whether an import is under way; what nobody holds any more is none.
pub(super) fn import_runs(world: &World, now: Moment) -> Result<bool, Fault> {
    let found = world.0.db.read("keys-imports", |raw| {
        let held = [Arg::Int(now.millis())];
        raw.one(
            "select import from import_dark where held_until >= $1 limit 1",
            &held,
            |row| Ok(row.bytes(0)?.len()),
        )
    })?;
    Ok(found.is_some())
}

/// Takes up a change: a new one, or one that nobody holds any more.
pub(super) fn begin(
    world: &World,
    auth: &Auth,
    holder: [u8; 16],
    now: Moment,
) -> Result<Verdict<Work>, Fault> {
    let before = look(world)?;
    let to = match before.held_until {
        Some(_) => before.turn.next.unwrap_or(before.turn.current),
        None => named(before.turn.current)?
            .after(now, &world.0.zone)
            .ok_or_else(|| {
                Fault::World("this month has had 99 keys; wait for the next".to_owned())
            })?
            .code(),
    };
    // The file comes before the row that names it: a row without its file would stop every node.
    let mark = world.0.keys.months.make(to)?.mark;
    let is_job = matches!(auth, Auth::Job(_));
    let done = world
        .write("keys-begin", auth.clone(), now, move |tx| {
            let grant = match grant(tx, is_job)? {
                Ok(grant) => grant,
                Err(refusal) => return Ok(Verdict::Refused(refusal)),
            };
            // An import that begins at this moment waits in the same line.
            line::wait(tx)?;
            let turn = Turn::take(tx.raw())?;
            let found = state(tx.raw(), turn)?;
            if turn != before.turn {
                return Err(Fault::World("the keys were changed at this very moment by another process; look with `switchboard keys status`".to_owned()));
            }
            match found.held_until {
                Some(held_until) if held_until >= now => Err(running(&found)),
                Some(_) => {
                    take_over(tx, &holder, now)?;
                    Ok(Verdict::Given(found))
                }
                None => begin_new(tx, &found, (to, &mark), &holder, grant.as_ref()).map(Verdict::Given),
            }
        })
        .wait()?;
    Ok(match done.verdict {
        Verdict::Given(found) => Verdict::Given(Work {
            world: world.clone(),
            from: found.turn.previous.unwrap_or(before.turn.current),
            to,
            phase: found.phase,
            at_bucket: found.at_bucket,
            done: found.done,
            total: found.total,
            holder,
            waiting: Vec::new(),
            broken: None,
        }),
        Verdict::Refused(refusal) => Verdict::Refused(refusal),
    })
}

fn grant(tx: &mut Tx<'_, '_>, is_job: bool) -> Result<Result<Option<Grant>, Refusal>, Fault> {
    if is_job {
        return Ok(Ok(None));
    }
    let answer = tx.ask(Action::ChangeKeys, &Resource::Organisation, Facts::SHUT)?;
    Ok(answer.map(Some))
}

fn running(found: &State) -> Fault {
    Fault::World(format!(
        "the keys are being changed already ({} of {} members); see `switchboard keys status`",
        found.done, found.total
    ))
}

fn take_over(tx: &mut Tx<'_, '_>, holder: &[u8; 16], now: Moment) -> Result<(), Fault> {
    let args = [Arg::Bytes(holder), Arg::Int(now.plus(HELD).millis())];
    tx.run(
        "update key_change set holder = $1, held_until = $2 where bucket = 0 and id = 0",
        &args,
    )?;
    Ok(())
}

fn begin_new(
    tx: &mut Tx<'_, '_>,
    found: &State,
    (to, mark): (i64, &[u8; 16]),
    holder: &[u8; 16],
    grant: Option<&Grant>,
) -> Result<State, Fault> {
    let now = tx.now();
    let dark = tx.one("select import from import_dark limit 1", &[], |row| {
        Ok(row.bytes(0)?.len())
    })?;
    if dark.is_some() {
        return Err(Fault::World(
            "an import is running, or broke off less than a minute ago; change the keys when it has ended"
                .to_owned(),
        ));
    }
    let total = tx
        .one("select count(*) from member", &[], |row| row.int(0))?
        .unwrap_or(0);
    new(tx.raw(), to, mark, now)?;
    tx.run(
        "update key_turn set next = $1 where bucket = 0 and id = 0",
        &[Arg::Int(to)],
    )?;
    tx.run(
        "insert into key_change (bucket, id, phase, at_bucket, done, total, begun_at, holder, held_until) values (0, 0, 'wrap', 0, 0, $1, $2, $3, $4)",
        &[
            Arg::Int(total),
            Arg::Int(now.millis()),
            Arg::Bytes(holder),
            Arg::Int(now.plus(HELD).millis()),
        ],
    )?;
    let draft = match grant {
        Some(grant) => Draft::act(EventKind::KeyUse, grant),
        None => Draft::system(EventKind::KeyUse, "keys"),
    };
    let detail = format!("month={} made members={total}", named(to)?);
    entry::write(tx, &draft.detail(detail), &[])?;
    tx.changed("keys", &to.to_be_bytes());
    Ok(State { total, ..*found })
}

/// The switch: one row, and the open cards with it.
pub(super) fn switch(work: &mut Work, now: Moment) -> Result<(), Fault> {
    let (from, to, holder) = (work.from, work.to, work.holder);
    work.world
        .write("keys-switch", Auth::Job("keys"), now, move |tx| {
            Turn::take(tx.raw())?;
            moved_on(
                tx,
                "update key_change set phase = 'clear', at_bucket = 0, done = 0, held_until = $1 where bucket = 0 and id = 0 and holder = $2 and phase = 'wrap'",
                &[Arg::Int(now.plus(HELD).millis()), Arg::Bytes(&holder)],
            )?;
            tx.run(
                "update key_turn set current = $1, next = null, previous = $2 where bucket = 0 and id = 0",
                &[Arg::Int(to), Arg::Int(from)],
            )?;
            desks::rekey(tx)?;
            walls::wrap_anew(tx, to)?;
            tx.changed("keys", &to.to_be_bytes());
            Ok(Verdict::Given(()))
        })
        .wait()?;
    work.world.0.keys.months.set_current(to);
    (work.phase, work.at_bucket, work.done) = (Phase::Clear, 0, 0);
    Ok(())
}

/// The end: the old key wraps nobody, and is retired.
pub(super) fn end(work: &Work, now: Moment) -> Result<(), Fault> {
    let (from, to, total, holder) = (work.from, work.to, work.total, work.holder);
    work.world
        .write("keys-end", Auth::Job("keys"), now, move |tx| {
            Turn::take(tx.raw())?;
            moved_on(
                tx,
                "delete from key_change where bucket = 0 and id = 0 and holder = $1 and phase = 'clear'",
                &[Arg::Bytes(&holder)],
            )?;
            if wraps(tx.raw(), from)? {
                return Err(still_wraps(from));
            }
            tx.run("update key_turn set previous = null where bucket = 0 and id = 0", &[])?;
            tx.run(
                "update month_key set state = 'retired', used_until = $1 where bucket = $2 and month = $3",
                &[Arg::Int(now.millis()), Arg::Int(bucket(from)), Arg::Int(from)],
            )?;
            let detail = format!("month={} retired members={total}", named(from)?);
            entry::write(tx, &Draft::system(EventKind::KeyUse, "keys").detail(detail), &[])?;
            let run = format!("job=change-keys members={total}");
            entry::write(tx, &Draft::system(EventKind::MachineRun, "machine").detail(run), &[])?;
            tx.changed("keys", &to.to_be_bytes());
            Ok(Verdict::Given(()))
        })
        .wait()?;
    Ok(())
}

pub(super) fn still_wraps(month: i64) -> Fault {
    Fault::World(format!(
        "the key of month {month} still wraps somebody and is kept; run `switchboard keys rotate`"
    ))
}

/// Whether a month's key wraps anybody who is not forgotten, or a campaign that is not deleted.
pub(super) fn wraps(raw: &mut Raw<'_>, month: i64) -> Result<bool, Fault> {
    Ok(wraps_members(raw, month)? || walls::wraps(raw, month)?)
}

/// Whether a month's key wraps anybody who is not forgotten. Campaigns' keys are wrapped anew in the switch itself.
pub(super) fn wraps_members(raw: &mut Raw<'_>, month: i64) -> Result<bool, Fault> {
    let found = raw.one(
        "select id from member where key_month = $1 and length(erase_key) > 0 limit 1",
        &[Arg::Int(month)],
        |row| Ok(row.bytes(0)?.len()),
    )?;
    Ok(found.is_some())
}

/// A write that only the holder of the change may do.
fn moved_on(tx: &mut Tx<'_, '_>, sql: &'static str, args: &[Arg<'_>]) -> Result<(), Fault> {
    if tx.run(sql, args)? == 1 {
        Ok(())
    } else {
        Err(taken_over())
    }
}

fn taken_over() -> Fault {
    Fault::World(
        "another process has taken over the change of keys, because nothing was heard of this one for half a minute"
            .to_owned(),
    )
}

/// A write that waits for its slice.
pub(super) type Write = (&'static str, Vec<Value>);

const HOLD: &str = "update key_change set held_until = $1, done = $2 where bucket = 0 and id = 0 and holder = $3 and phase = $4";
const AT: &str = "update key_change set at_bucket = $1, held_until = $2 where bucket = 0 and id = 0 and holder = $3 and phase = $4";

impl Work {
    /// Tells how far it is.
    pub(super) fn tell(
        &self,
        told: &mut dyn FnMut(Step) -> Result<(), Fault>,
    ) -> Result<(), Fault> {
        told(Step {
            phase: self.phase,
            done: self.done.min(self.total),
            total: self.total,
        })
    }

    /// How many statements a slice has: on SQLite so few that callers are served between two slices.
    pub(super) fn slice_len(&self) -> usize {
        match self.world.0.db.engine() {
            Engine::Sqlite => 250,
            Engine::Postgres => 2_000,
        }
    }

    /// Queues writes, slice by slice, and waits while too many wait. Each renews the hold, or is refused.
    pub(super) fn submit(&mut self, writes: Vec<Write>, now: Moment) -> Result<(), Fault> {
        let most = self.slice_len();
        let mut writes = writes.into_iter().peekable();
        while writes.peek().is_some() {
            let slice: Vec<Write> = writes.by_ref().take(most).collect();
            let (holder, phase, done) = (self.holder, self.phase.text(), self.done);
            let held = now.plus(HELD).millis();
            self.waiting
                .push(self.world.0.db.submit("keys-slice", move |raw| {
                    let hold = [
                        Arg::Int(held),
                        Arg::Int(done),
                        Arg::Bytes(&holder),
                        Arg::Text(phase),
                    ];
                    if raw.run(HOLD, &hold)? != 1 {
                        return Err(taken_over());
                    }
                    let args: Vec<Vec<Arg<'_>>> = slice
                        .iter()
                        .map(|(_, args)| args.iter().map(Value::as_arg).collect())
                        .collect();
                    let batch: Vec<_> = slice
                        .iter()
                        .zip(&args)
                        .map(|((sql, _), args)| crate::engine::stmt(sql, args))
                        .collect();
                    raw.many(&batch).map(|_| ())
                }));
            self.wait(AHEAD)?;
        }
        Ok(())
    }

    /// Waits until no more than `left` writes wait.
    pub(super) fn wait(&mut self, left: usize) -> Result<(), Fault> {
        while self.waiting.len() > left {
            if let Err(fault) = self.waiting.remove(0).wait() {
                self.broken.get_or_insert(fault);
            }
        }
        self.broken.clone().map_or(Ok(()), Err)
    }

    /// Everything below this bucket is done: whoever goes on begins there.
    pub(super) fn reached(&mut self, at_bucket: i64, now: Moment) -> Result<(), Fault> {
        self.wait(0)?;
        let (holder, phase) = (self.holder, self.phase.text());
        let held = now.plus(HELD).millis();
        self.world.0.db.write("keys-at", move |raw| {
            let args = [
                Arg::Int(at_bucket),
                Arg::Int(held),
                Arg::Bytes(&holder),
                Arg::Text(phase),
            ];
            match raw.run(AT, &args)? {
                1 => Ok(()),
                _ => Err(taken_over()),
            }
        })?;
        self.at_bucket = at_bucket;
        Ok(())
    }
}
