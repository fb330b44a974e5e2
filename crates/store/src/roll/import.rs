//! One import from its beginning to its switch.

use switchboard_rules::events::EventKind;
use switchboard_rules::ids::{AccountId, ImportId};
use switchboard_rules::moment::{Moment, Span};
use switchboard_rules::policy::{Action, Facts, Reason, Refusal, Resource};
use switchboard_rules::roll::{RollRow, Stop};

use super::Prepared;
use super::forgotten::Gone;
use super::lookups::Lookups;
use super::prepare::{Memory, Preparer};
use super::stops::{Halt, keep};
use super::sweep::{give_up, sweep};
use crate::blinds::Turn;
use crate::disclose::{Recorded, Sealed};
use crate::engine::{Arg, Engine, Pending, Raw, Value};
use crate::entry::{self, Draft};
use crate::fault::Fault;
use crate::hush::says_only_its_name;
use crate::personal::RejectedRows;
use crate::session::{Auth, id16};
use crate::tx::{Tx, Verdict};
use crate::world::World;

/// What an import has done so far.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    /// Members that were new.
    pub created: i64,
    /// Members whose row says something new.
    pub changed: i64,
    /// Members whose row says what was known.
    pub unchanged: i64,
    /// Rows that could not be read.
    pub rejected: i64,
    /// Rows that name a member a second time.
    pub duplicates: i64,
}

/// An import as it stands in its table.
#[derive(Debug, Clone)]
pub struct Import {
    /// Its id.
    pub id: ImportId,
    /// running, done or abandoned.
    pub state: String,
    /// What it did.
    pub counts: Counts,
}

/// A row that was not taken.
#[derive(Clone)]
pub struct Reject {
    /// The line on which it begins.
    pub line: u64,
    /// Why, for a person.
    pub reason: String,
    /// The cells as they were.
    pub cells: Vec<String>,
    /// A mark that stops calls, which is not lost with the row.
    pub stop: Option<Stop>,
}
says_only_its_name!(Reject);

/// Begins an import. Only one runs at a time.
pub fn begin(world: &World, auth: &Auth, now: Moment) -> Result<Verdict<Running>, Fault> {
    sweep(world, now)?;
    if let Some(newest) = newest(world)? {
        // The newest import is in force, so its id must be the largest, also where a clock was set back.
        world.0.ordered.go_on_after(&newest);
    }
    let id = ImportId::from_bytes(world.0.ordered.next(now.millis()));
    let done = world
        .write("import-begin", auth.clone(), now, move |tx| {
            let grant = match tx.ask(Action::Import, &Resource::Organisation, Facts::SHUT)? {
                Ok(grant) => grant,
                Err(refusal) => return Ok(Verdict::Refused(refusal)),
            };
            // On PostgreSQL two that begin at once would not see each other: this row makes them wait in line.
            tx.one("select key from meta where key = 'origin' {for_update}", &[], |row| Ok(row.text(0)?.len()))?;
            let month = month_for_import(tx)?;
            if tx.one("select import from import_dark limit 1", &[], |row| Ok(row.bytes(0)?.len()))?.is_some() {
                return Err(Fault::World("another import is running, or broke off less than a minute ago; try again when it has ended".to_owned()));
            }
            let bytes = Value::Bytes(id.as_bytes().to_vec());
            tx.later(
                "insert into import (bucket, id, account, state, created, changed, unchanged, rejected, duplicates, begun_at) values ($1, $2, $3, 'running', 0, 0, 0, 0, 0, $4)",
                vec![
                    Value::Int(id.bucket()),
                    bytes.clone(),
                    Value::Bytes(grant.account().as_bytes().to_vec()),
                    Value::Int(now.millis()),
                ],
            );
            tx.later(
                "insert into import_dark (bucket, import, held_until) values ($1, $2, $3)",
                vec![Value::Int(id.bucket()), bytes, Value::Int(now.plus(HELD).millis())],
            );
            let draft = Draft::act(EventKind::ImportBegun, &grant).detail(format!("import={id}"));
            entry::write(tx, &draft, &[])?;
            Ok(Verdict::Given(month))
        })
        .wait()?;
    Ok(match done.verdict {
        Verdict::Given(month) => {
            world.0.keys.months.set_current(month);
            let mut running = Running::new(world.clone(), auth.clone(), id, now);
            running.memory.gone = Gone::read(world)?;
            Verdict::Given(running)
        }
        Verdict::Refused(refusal) => Verdict::Refused(refusal),
    })
}

/// The month whose key this import makes its indexes with: as long as it runs, no change of keys begins.
fn month_for_import(tx: &mut Tx<'_, '_>) -> Result<i64, Fault> {
    let turn = Turn::read(tx.raw())?;
    if turn.is_changing() {
        return Err(Fault::World(
            "the month's key is being changed, which takes some minutes; import the file again when `switchboard keys status` says that it is done".to_owned(),
        ));
    }
    // A process without the key's file must not begin: it would make indexes that nobody finds.
    tx.world.keys.months.get(turn.current)?;
    Ok(turn.current)
}

fn newest(world: &World) -> Result<Option<[u8; 16]>, Fault> {
    let newest = world.0.db.read("import-newest", |raw| {
        raw.one(
            "select id from import order by id desc limit 1",
            &[],
            |row| Ok(id16(row.bytes(0)?)),
        )
    })?;
    Ok(newest.flatten())
}

/// An import under way. Dropping it leaves it dark: the next one sweeps it away.
pub struct Running {
    world: World,
    auth: Auth,
    /// Its id.
    pub id: ImportId,
    /// What it did so far.
    pub counts: Counts,
    memory: Memory,
    lookups: Lookups,
    /// When the last act upon it was asked for.
    asked_at: Moment,
    /// Stops of members whom the roll doesn't know yet: they may come later in the same file.
    halts: Vec<Halt>,
    waiting: Vec<Pending<()>>,
    /// What a write that was not kept answered: such an import can't be switched on.
    broken: Option<Fault>,
}

/// How long an import that writes nothing is still taken for running.
const HELD: Span = Span::seconds(30);
/// How many slices may wait for the writer while the next one is being made ready.
const AHEAD: usize = 4;

impl Running {
    fn new(world: World, auth: Auth, id: ImportId, now: Moment) -> Self {
        Self {
            world,
            auth,
            id,
            counts: Counts::default(),
            memory: Memory::default(),
            lookups: Lookups::default(),
            asked_at: now,
            halts: Vec::new(),
            waiting: Vec::new(),
            broken: None,
        }
    }

    /// How many rows a slice has best: on SQLite so few that callers are served between two slices.
    pub fn slice_rows(&self) -> usize {
        match self.world.0.db.engine() {
            Engine::Sqlite => 200,
            Engine::Postgres => 2_000,
        }
    }

    /// Keeps the file's header as line 0 of the rejected rows, so that they go back under their own columns.
    pub fn header(&mut self, header: &[String]) -> Result<(), Fault> {
        let line = Reject {
            line: 0,
            reason: String::new(),
            cells: header.to_vec(),
            stop: None,
        };
        let row = [crate::rejects::seal(&self.world.0, self.id, &line)?];
        let kept = self.world.0.db.submit("import-header", move |raw| {
            raw.bulk("import_reject", &REJECT, &mut row.iter().cloned())
                .map(|_| ())
        });
        self.waiting.push(kept);
        Ok(())
    }

    /// Writes one slice: good rows under the dark id, rejected ones sealed for their uploader.
    pub fn slice(
        &mut self,
        rows: &[(u64, RollRow)],
        rejects: &[Reject],
        now: Moment,
    ) -> Result<(), Fault> {
        let today = self.world.today(now)?;
        self.asked_at = now;
        let mut preparer = Preparer::new(&self.world.0, self.id, today, &mut self.memory);
        let mut prepared = preparer.slice(rows)?;
        self.lookups.add(&mut prepared.lookups);
        let mut sealed = Vec::with_capacity(rejects.len());
        for reject in rejects {
            sealed.push(crate::rejects::seal(&self.world.0, self.id, reject)?);
        }
        for (line, why) in &prepared.forgotten {
            let reject = Reject {
                line: *line,
                reason: why.clone(),
                cells: Vec::new(),
                stop: None,
            };
            sealed.push(crate::rejects::seal(&self.world.0, self.id, &reject)?);
        }
        self.counts.rejected += i64::try_from(prepared.forgotten.len()).unwrap_or(0);
        for line in &prepared.repeated {
            sealed.push(crate::rejects::seal(
                &self.world.0,
                self.id,
                &repeated(*line),
            )?);
        }
        self.counts.created += prepared.created;
        self.counts.changed += prepared.changed;
        self.counts.unchanged += prepared.unchanged;
        self.counts.duplicates += prepared.duplicates;
        self.counts.rejected += i64::try_from(rejects.len()).unwrap_or(0);
        let mut halts = prepared.halts.clone();
        for stop in rejects.iter().filter_map(|reject| reject.stop.as_ref()) {
            halts.push(Halt::of(&self.world.0, stop)?);
        }
        let slice = (prepared, sealed);
        self.submit(move |raw| write_slice(raw, &slice.0, &slice.1))?;
        if self.lookups.are_many() {
            self.submit_lookups()?;
        }
        // A stop acts at once on a member who is known, whatever becomes of this import.
        self.halts.extend(keep(&self.world, &halts, now)?);
        Ok(())
    }

    /// Queues a write under the dark id, and waits while too many wait. It renews the hold, or is refused.
    fn submit<F>(&mut self, mut write: F) -> Result<(), Fault>
    where
        F: FnMut(&mut Raw<'_>) -> Result<(), Fault> + Send + 'static,
    {
        let (id, held) = (self.id, self.asked_at.plus(HELD).millis());
        self.waiting.push(self.world.0.db.submit("import-slice", move |raw| {
            write(raw)?;
            let held = [Arg::Int(held), Arg::Int(id.bucket()), Arg::Bytes(id.as_bytes())];
            match raw.run("update import_dark set held_until = $1 where bucket = $2 and import = $3 and held_until >= 0", &held)? {
                1 => Ok(()),
                _ => Err(given_up()),
            }
        }));
        self.wait(AHEAD)
    }

    /// Waits until no more than `left` writes wait.
    fn wait(&mut self, left: usize) -> Result<(), Fault> {
        while self.waiting.len() > left {
            if let Err(fault) = self.waiting.remove(0).wait() {
                self.broken.get_or_insert(fault);
            }
        }
        self.broken.clone().map_or(Ok(()), Err)
    }

    /// Queues all lookups gathered so far.
    fn submit_lookups(&mut self) -> Result<(), Fault> {
        let (id, month) = (self.id, self.world.0.keys.month());
        for part in self.lookups.take(self.world.0.db.engine()) {
            self.submit(move |raw| part.write(raw, id, month))?;
        }
        Ok(())
    }

    /// Writes what is left of the slices so far, and waits until all of it is written.
    pub(crate) fn flush(&mut self) -> Result<(), Fault> {
        self.submit_lookups()?;
        self.wait(0)
    }

    /// Switches the whole import on with one row, and writes its entry.
    pub fn switch(mut self, now: Moment) -> Result<Verdict<Import>, Fault> {
        self.asked_at = now;
        self.flush()?;
        keep(&self.world, &self.halts, now)?;
        let (id, counts) = (self.id, self.counts);
        let done = self
            .world
            .write("import-switch", self.auth.clone(), now, move |tx| {
                let grant = match tx.ask(Action::Import, &Resource::Organisation, Facts::SHUT)? {
                    Ok(grant) => grant,
                    Err(refusal) => return Ok(Verdict::Refused(refusal)),
                };
                let own = [Arg::Int(id.bucket()), Arg::Bytes(id.as_bytes())];
                let lit = tx.run("delete from import_dark where bucket = $1 and import = $2 and held_until >= 0", &own)?;
                if lit == 0 {
                    return Err(given_up());
                }
                tx.later(
                    "update import set state = 'done', created = $1, changed = $2, unchanged = $3, rejected = $4, duplicates = $5, ended_at = $6 where bucket = $7 and id = $8",
                    vec![
                        Value::Int(counts.created),
                        Value::Int(counts.changed),
                        Value::Int(counts.unchanged),
                        Value::Int(counts.rejected),
                        Value::Int(counts.duplicates),
                        Value::Int(now.millis()),
                        Value::Int(id.bucket()),
                        Value::Bytes(id.as_bytes().to_vec()),
                    ],
                );
                let detail = format!(
                    "import={id} created={} changed={} unchanged={} rejected={} duplicates={}",
                    counts.created, counts.changed, counts.unchanged, counts.rejected, counts.duplicates
                );
                entry::write(tx, &Draft::act(EventKind::ImportSwitched, &grant).detail(detail), &[])?;
                tx.changed("roll", id.as_bytes());
                Ok(Verdict::Given(Import { id, state: "done".to_owned(), counts }))
            })
            .wait()?;
        // The members it made may be the first.
        self.world
            .0
            .db
            .count_anew("analyze member, member_row, lookup");
        Ok(done.verdict)
    }

    /// Gives the import up; nothing changes, and what it wrote is swept away.
    pub fn abandon(mut self, now: Moment) -> Result<(), Fault> {
        for pending in self.waiting.drain(..) {
            let _ended = pending.wait();
        }
        give_up(&self.world, self.id, now)
    }
}

fn given_up() -> Fault {
    Fault::World("this import was given up meanwhile; import the file again".to_owned())
}

fn repeated(line: u64) -> Reject {
    Reject {
        line,
        reason: "this member stands in the file already, on an earlier line; keep one of the two"
            .to_owned(),
        cells: Vec::new(),
        stop: None,
    }
}

const MEMBER: [&str; 5] = ["bucket", "id", "born_import", "erase_key", "key_month"];
const ROW: [&str; 14] = [
    "bucket",
    "member",
    "import",
    "branch",
    "kind",
    "joined_year",
    "age_band",
    "do_not_call",
    "deceased",
    "digest",
    "numbers",
    "name_sealed",
    "phones_sealed",
    "rest_sealed",
];
const REJECT: [&str; 4] = ["bucket", "import", "line", "sealed"];

fn write_slice(raw: &mut Raw<'_>, slice: &Prepared, rejects: &[Vec<Value>]) -> Result<(), Fault> {
    raw.bulk("member", &MEMBER, &mut slice.members.iter().cloned())?;
    raw.bulk("member_row", &ROW, &mut slice.rows.iter().cloned())?;
    raw.bulk("import_reject", &REJECT, &mut rejects.iter().cloned())?;
    Ok(())
}

/// How an import stands, for whoever may see it.
pub fn status(tx: &mut Tx<'_, '_>, id: ImportId) -> Result<Verdict<Import>, Fault> {
    let Some((account, import)) = read(tx, id)? else {
        return Ok(Verdict::Refused(Refusal::new(Reason::NotYourImport)));
    };
    Ok(
        match tx.ask(
            Action::SeeImport,
            &Resource::Import { uploader: account },
            Facts::SHUT,
        )? {
            Ok(_) => Verdict::Given(import),
            Err(refusal) => Verdict::Refused(refusal),
        },
    )
}

fn read(tx: &mut Tx<'_, '_>, id: ImportId) -> Result<Option<(AccountId, Import)>, Fault> {
    tx.one(
        "select account, state, created, changed, unchanged, rejected, duplicates from import where bucket = $1 and id = $2",
        &[Arg::Int(id.bucket()), Arg::Bytes(id.as_bytes())],
        |row| {
            let counts = Counts {
                created: row.int(2)?,
                changed: row.int(3)?,
                unchanged: row.int(4)?,
                rejected: row.int(5)?,
                duplicates: row.int(6)?,
            };
            let account = AccountId::from_bytes(id16(row.bytes(0)?).unwrap_or_default());
            Ok((account, Import { id, state: row.text(1)?.to_owned(), counts }))
        },
    )
}

/// The most rejected rows handed back at once.
const REJECTS_MAX: i64 = 100_000;

/// The rejected rows of one's own file.
pub fn rejects(
    tx: &mut Tx<'_, '_>,
    id: ImportId,
) -> Result<Verdict<Recorded<RejectedRows>>, Fault> {
    let Some((account, _)) = read(tx, id)? else {
        return Ok(Verdict::Refused(Refusal::new(Reason::NotYourImport)));
    };
    let grant = match tx.ask(
        Action::TakeRejects,
        &Resource::Import { uploader: account },
        Facts::SHUT,
    )? {
        Ok(grant) => grant,
        Err(refusal) => return Ok(Verdict::Refused(refusal)),
    };
    let rows = tx.all(
        "select line, sealed from import_reject where bucket = $1 and import = $2 order by line limit $3",
        &[Arg::Int(id.bucket()), Arg::Bytes(id.as_bytes()), Arg::Int(REJECTS_MAX)],
        |row| Ok((row.int(0)?, row.bytes(1)?.to_vec())),
    )?;
    let sealed = rows
        .into_iter()
        .map(|(line, sealed)| crate::rejects::row(id, line, sealed))
        .collect();
    Ok(Verdict::Given(tx.record(
        &grant,
        EventKind::RejectsOpened,
        Sealed::new(sealed),
    )?))
}
