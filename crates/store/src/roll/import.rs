//! One import from its beginning to its switch.

use switchboard_rules::events::EventKind;
use switchboard_rules::ids::ImportId;
use switchboard_rules::moment::Moment;
use switchboard_rules::person::ExternalId;
use switchboard_rules::policy::{Action, Facts, Grant, Resource};
use switchboard_rules::roll::{Parts, Reason, Rejection, SaidRow, Stop};

use super::Counts;
use super::compare::{Compared, Comparer};
use super::hold::{HELD, Hold, RENEWED_EACH, renew};
use super::lookups::Lookups;
use super::memory::Memory;
use super::plan::Plan;
use super::prepare::{Prepared, Preparer, Use, external_blind};
use super::stops::{Halt, keep};
use super::sweep::{give_up, sweep};
use super::told::{Budget, Turned};
use super::whole::ROW;
use crate::blinds::Turn;
use crate::engine::{Engine, Pending, Raw, Value};
use crate::entry::{self, Draft};
use crate::fault::Fault;
use crate::hush::says_only_its_name;
use crate::line;
use crate::session::{Auth, id16};
use crate::tx::{Tx, Verdict};
use crate::world::World;

/// A row that was not taken.
#[derive(Clone)]
pub struct Reject {
    /// The line on which it begins.
    pub line: u64,
    /// Why.
    pub reason: Rejection,
    /// The cells as they were.
    pub cells: Vec<String>,
    /// The member, where the row says who: they stand in the file.
    pub external_id: Option<ExternalId>,
    /// A mark that stops calls, which is not lost with the row.
    pub stop: Option<Stop>,
}
says_only_its_name!(Reject);

/// Begins an import. Only one runs at a time, and none of an account that has no try left today.
pub fn begin(
    world: &World,
    auth: &Auth,
    plan: &Plan,
    now: Moment,
) -> Result<Verdict<Running>, Fault> {
    sweep(world, now)?;
    let id = new_id(world, now)?;
    let what = plan.code();
    let done = world
        .write("import-begin", auth.clone(), now, move |tx| {
            let grant = match tx.ask(Action::Import, &Resource::Organisation, Facts::SHUT)? {
                Ok(grant) => grant,
                Err(refusal) => return Ok(Verdict::Refused(refusal)),
            };
            let month = darken(tx, id, what, &grant)?;
            let budget = Budget::read(tx, grant.account())?;
            let draft = Draft::act(EventKind::ImportBegun, &grant)
                .detail(format!("import={id} what={what}"));
            entry::write(tx, &draft, &[])?;
            Ok(Verdict::Given((month, budget)))
        })
        .wait()?;
    Ok(match done.verdict {
        Verdict::Given((month, budget)) => {
            world.0.keys.months.set_current(month);
            let mut running = Running::new((world, auth), (id, budget), plan, now);
            running.memory = Memory::read(world, plan.by)?;
            Verdict::Given(running)
        }
        Verdict::Refused(refusal) => Verdict::Refused(refusal),
    })
}

/// The month whose key this import makes its indexes with: as long as it runs, no change of keys begins.
pub(crate) fn month_for_import(tx: &mut Tx<'_, '_>) -> Result<i64, Fault> {
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

/// The id of a new import: after those of all others and of all corrections by hand, also where a clock was set back.
pub(crate) fn new_id(world: &World, now: Moment) -> Result<ImportId, Fault> {
    for newest in newest(world)?.into_iter().flatten() {
        world.0.ordered.go_on_after(&newest);
    }
    Ok(ImportId::from_bytes(world.0.ordered.next(now.millis())))
}

const BEGIN: &str = "insert into import (bucket, id, account, state, what, created, changed, unchanged, ended, resumed, rejected, duplicates, by_hand, fields, followed, begun_at) values ($1, $2, $3, 'running', $4, 0, 0, 0, 0, 0, 0, 0, 0, '', 0, $5)";

/// Makes an import's rows dark before there are any; refused while another one runs. Answers the month of the key that all
/// its indexes are made with.
pub(crate) fn darken(
    tx: &mut Tx<'_, '_>,
    id: ImportId,
    what: &'static str,
    grant: &Grant,
) -> Result<i64, Fault> {
    // On PostgreSQL two that begin at once would not see each other.
    line::wait(tx)?;
    let month = month_for_import(tx)?;
    if line::is_importing(tx)? {
        return Err(Fault::World("another import is running, or broke off less than a minute ago; try again when it has ended".to_owned()));
    }
    let bytes = Value::Bytes(id.as_bytes().to_vec());
    tx.later(
        BEGIN,
        vec![
            Value::Int(id.bucket()),
            bytes.clone(),
            Value::Bytes(grant.account().as_bytes().to_vec()),
            Value::Text(what.to_owned()),
            Value::Int(tx.now().millis()),
        ],
    );
    tx.later(
        "insert into import_dark (bucket, import, held_until) values ($1, $2, $3)",
        vec![
            Value::Int(id.bucket()),
            bytes,
            Value::Int(tx.now().plus(HELD).millis()),
        ],
    );
    Ok(month)
}

fn newest(world: &World) -> Result<[Option<[u8; 16]>; 2], Fault> {
    const NEWEST: [&str; 2] = [
        "select id from import order by id desc limit 1",
        "select id from hand order by id desc limit 1",
    ];
    world.0.db.read("import-newest", |raw| {
        let mut found = [None; 2];
        for (found, sql) in found.iter_mut().zip(NEWEST) {
            *found = raw.one(sql, &[], |row| Ok(id16(row.bytes(0)?)))?.flatten();
        }
        Ok(found)
    })
}

/// An import under way. Dropping it leaves it dark: the next one sweeps it away.
pub struct Running {
    pub(crate) world: World,
    pub(crate) auth: Auth,
    pub(crate) plan: Plan,
    /// Its id.
    pub id: ImportId,
    /// What it did so far.
    pub counts: Counts,
    pub(crate) memory: Memory,
    lookups: Lookups,
    /// Rejected rows that name their member, who thereby stands in the file; kept only where that decides who leaves.
    pub(crate) rejected: Vec<[u8; 16]>,
    /// Rows that were not taken and don't say whose they are.
    pub(crate) unclear: u64,
    /// Rows that go back because of who is on the roll: told to nobody before the import is switched on.
    pub(super) turned: Vec<Turned>,
    /// How many of those the account's imports may give back today.
    pub(super) budget: Budget,
    /// Whether it is to be given up because of what the roll says: that tells something of the roll, and is a try.
    pub(super) is_answer: bool,
    /// When the last act upon it was asked for.
    pub(crate) asked_at: Moment,
    /// Stops of members whom the roll doesn't know yet: they may come later in the same file.
    pub(crate) halts: Vec<Halt>,
    /// What stops calls and comes with rows of members who are known.
    pub(crate) stops: Vec<Halt>,
    /// How many notes were written.
    pub(crate) notes: i64,
    /// What is not written yet.
    pending: Unwritten,
    /// When the hold was last renewed.
    held_at: Moment,
    waiting: Vec<Pending<()>>,
    /// What a write that was not kept answered: such an import can't be switched on.
    broken: Option<Fault>,
}

/// How many stops are kept before the hold may have to be renewed.
const STOPS: usize = 512;

impl Running {
    fn new(
        (world, auth): (&World, &Auth),
        (id, budget): (ImportId, Budget),
        plan: &Plan,
        now: Moment,
    ) -> Self {
        Self {
            world: world.clone(),
            auth: auth.clone(),
            plan: plan.clone(),
            id,
            counts: Counts::default(),
            memory: Memory::default(),
            lookups: Lookups::default(),
            rejected: Vec::new(),
            unclear: 0,
            turned: Vec::new(),
            budget,
            is_answer: false,
            asked_at: now,
            halts: Vec::new(),
            stops: Vec::new(),
            notes: 0,
            pending: Unwritten::default(),
            held_at: now,
            waiting: Vec::new(),
            broken: None,
        }
    }

    /// How many rows a slice has best: enough to be worth a thread's while.
    pub fn slice_rows(&self) -> usize {
        2_000
    }

    /// Keeps the file's header as line 0 of the rejected rows, so that they go back under their own columns.
    pub fn header(&mut self, header: &[String]) -> Result<(), Fault> {
        let line = Reject {
            line: 0,
            // Nobody reads it: the header is no row that came back.
            reason: Reason::Unknown.into(),
            cells: header.to_vec(),
            external_id: None,
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

    /// What compares this import's rows with what is kept; on other threads too.
    pub fn comparer(&self) -> Comparer {
        Comparer::new(&self.world, &self.plan, &self.memory.aliases)
    }

    /// Compares and takes one slice, on this thread.
    pub fn slice(
        &mut self,
        rows: &[(u64, SaidRow)],
        rejects: &[Reject],
        now: Moment,
    ) -> Result<(), Fault> {
        let compared = self.comparer().compare(rows.to_vec())?;
        self.take(&compared, rejects, now)?;
        self.submit_pending()
    }

    /// Takes in one slice: good rows under the dark id, rejected ones sealed for their uploader. What is to be written
    /// waits until it is worth a write: of a monthly roll two rows in two hundred say something new.
    pub fn take(
        &mut self,
        compared: &Compared,
        rejects: &[Reject],
        now: Moment,
    ) -> Result<(), Fault> {
        let today = self.world.today(now)?;
        self.asked_at = now;
        let most = self.part_rows();
        let mut hold = Hold::of(&self.world, self.id, now);
        for part in compared.parts(most) {
            let mut preparer = Preparer {
                used: Use::Import,
                world: &self.world.0,
                import: self.id,
                plan: &self.plan,
                today,
                memory: &mut self.memory,
                hold: Some(&mut hold),
            };
            let prepared = preparer.slice(part)?;
            self.keep(prepared, &[], &mut hold)?;
        }
        for part in rejects.chunks(most) {
            self.keep(Prepared::default(), part, &mut hold)?;
        }
        Ok(())
    }

    /// Rows of one write: on SQLite so few that callers are served between two.
    pub(super) fn part_rows(&self) -> usize {
        match self.world.0.db.engine() {
            Engine::Sqlite => 200,
            Engine::Postgres => 2_000,
        }
    }

    /// Keeps what was made ready, and writes it where there is enough.
    fn keep(
        &mut self,
        mut prepared: Prepared,
        rejects: &[Reject],
        hold: &mut Hold,
    ) -> Result<(), Fault> {
        let now = self.asked_at;
        self.lookups.add(&mut prepared.lookups);
        self.unclear += prepared.unclear;
        for reject in rejects {
            let sealed = crate::rejects::seal(&self.world.0, self.id, reject)?;
            self.pending.rejects.push(sealed);
        }
        for (line, reason) in &prepared.refused {
            let refused = refused(*line, *reason);
            let sealed = crate::rejects::seal(&self.world.0, self.id, &refused)?;
            self.pending.rejects.push(sealed);
        }
        self.counts.add(&prepared.counts);
        self.counts.rejected += i64::try_from(rejects.len()).unwrap_or(0);
        let mut halts = std::mem::take(&mut prepared.halts);
        for stop in rejects.iter().filter_map(|reject| reject.stop.as_ref()) {
            halts.push(Halt::of(&self.world.0, stop)?);
        }
        if self.plan.is_full_roll() {
            self.note_rejects(rejects)?;
        }
        let notes = self.notes(&prepared.notes);
        self.pending.notes.extend(notes);
        self.pending.members.append(&mut prepared.members);
        self.pending.versions.append(&mut prepared.rows);
        self.pending.ends.append(&mut prepared.ends);
        self.stops.append(&mut prepared.stops);
        if self.pending.len() >= self.part_rows() || now.since(self.held_at) >= RENEWED_EACH {
            self.submit_pending()?;
        }
        if self.lookups.are_many() {
            self.submit_lookups()?;
        }
        // A stop acts at once on a member who is known, whatever becomes of this import.
        for part in halts.chunks(STOPS) {
            let told = (self.id, &mut self.notes);
            self.halts.extend(keep(&self.world, told, part, now)?);
            hold.go_on()?;
        }
        self.hold_back(&mut prepared.turned)
    }

    /// Writes what waits, and renews the hold.
    fn submit_pending(&mut self) -> Result<(), Fault> {
        let pending = std::mem::take(&mut self.pending);
        self.submit(move |raw| pending.write(raw))
    }

    /// Whoever stands in a rejected row stands in the file; a row that doesn't say who could be anybody's.
    fn note_rejects(&mut self, rejects: &[Reject]) -> Result<(), Fault> {
        for reject in rejects {
            match &reject.external_id {
                Some(id) => self.rejected.push(external_blind(&self.world.0, id)?),
                None => self.unclear += 1,
            }
        }
        Ok(())
    }

    /// The rows of members whom somebody should look at.
    fn notes(&mut self, members: &[([u8; 16], Parts)]) -> Vec<Vec<Value>> {
        let id = self.id;
        let numbered = members.iter().zip(self.notes + 1..);
        let rows = numbered.map(|((member, parts), n)| note_row(id, "by-hand", n, *member, *parts));
        let rows: Vec<_> = rows.collect();
        self.notes += i64::try_from(rows.len()).unwrap_or(0);
        rows
    }

    /// Queues a write under the dark id, and waits while too many wait. It renews the hold, or is refused.
    pub(crate) fn submit<F>(&mut self, mut write: F) -> Result<(), Fault>
    where
        F: FnMut(&mut Raw<'_>) -> Result<(), Fault> + Send + 'static,
    {
        self.held_at = self.asked_at;
        let (id, now) = (self.id, self.asked_at);
        let written = self.world.0.db.submit("import-slice", move |raw| {
            write(raw)?;
            renew(raw, id, now)
        });
        self.waiting.push(written);
        self.wait(self.world.engine().slices_ahead())
    }

    /// Waits until no more than `left` writes wait.
    fn wait(&mut self, left: usize) -> Result<(), Fault> {
        while self.waiting.len() > left {
            let ended = self.waiting.remove(0).wait();
            self.broken = self.broken.take().or(ended.err());
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
        self.submit_turned()?;
        self.submit_pending()?;
        self.submit_lookups()?;
        self.wait(0)
    }

    /// Gives the import up; nothing changes, and what it wrote is swept away. What that tells of the roll is spent before
    /// anybody is told and before another import can begin.
    pub fn abandon(mut self, now: Moment) -> Result<(), Fault> {
        for pending in self.waiting.drain(..) {
            let _ended = pending.wait();
        }
        self.spend_turned(now)?;
        give_up(&self.world, self.id, now)
    }
}

pub(crate) fn given_up() -> Fault {
    Fault::World("this import was given up meanwhile; import the file again".to_owned())
}

pub(super) fn refused(line: u64, reason: Reason) -> Reject {
    Reject {
        line,
        reason: reason.into(),
        cells: Vec::new(),
        external_id: None,
        stop: None,
    }
}

/// A row of `import_note`.
pub(crate) fn note_row(
    import: ImportId,
    what: &'static str,
    n: i64,
    member: [u8; 16],
    parts: Parts,
) -> Vec<Value> {
    vec![
        Value::Int(import.bucket()),
        Value::Bytes(import.as_bytes().to_vec()),
        Value::Text(what.to_owned()),
        Value::Int(n),
        Value::Bytes(member.to_vec()),
        Value::Int(i64::from(parts.bits())),
    ]
}

const MEMBER: [&str; 5] = ["bucket", "id", "born_import", "erase_key", "key_month"];
pub(crate) const END: [&str; 5] = ["bucket", "member", "import", "ended_at", "why"];
pub(crate) const NOTE: [&str; 6] = ["bucket", "import", "what", "n", "member", "parts"];
pub(super) const REJECT: [&str; 4] = ["bucket", "import", "line", "sealed"];

/// Rows of an import, by table.
#[derive(Default)]
struct Unwritten {
    members: Vec<Vec<Value>>,
    versions: Vec<Vec<Value>>,
    ends: Vec<Vec<Value>>,
    rejects: Vec<Vec<Value>>,
    notes: Vec<Vec<Value>>,
}

impl Unwritten {
    /// How many rows of files they come from, nearly.
    fn len(&self) -> usize {
        self.versions.len() + self.ends.len() + self.rejects.len()
    }

    fn write(&self, raw: &mut Raw<'_>) -> Result<(), Fault> {
        raw.bulk("member", &MEMBER, &mut self.members.iter().cloned())?;
        raw.bulk("member_row", &ROW, &mut self.versions.iter().cloned())?;
        raw.bulk("member_end", &END, &mut self.ends.iter().cloned())?;
        raw.bulk("import_reject", &REJECT, &mut self.rejects.iter().cloned())?;
        raw.bulk("import_note", &NOTE, &mut self.notes.iter().cloned())?;
        Ok(())
    }
}
