//! A world: its own database, keys, log, caches and jobs. Live, demo, practice and a tester's decoy never share a row.

use std::path::{Path, PathBuf};
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::AtomicU64;
use std::task::{Context, Poll};

use switchboard_rules::events::EventKind;
use switchboard_rules::forgetting::KeyMonth;
use switchboard_rules::moment::{Moment, Zone};
use switchboard_rules::pack::RulePack;
use switchboard_rules::person::{Day, Tongue};

use crate::disclose::Proof;
use crate::engine::{Committed, Db, Engine, Lane, Options, Pending, Place, Raw};
use crate::fault::Fault;
use crate::frozen;
use crate::keys::Keys;
use crate::meta::Meta;
use crate::mint::{Decks, OrderedIds};
use crate::names::NameIndex;
use crate::never_again::{self, Line};
use crate::session::{Auth, SEQUENCER};
use crate::tx::{Tx, Verdict};

/// What a world is made of; shared by all who hold the world.
pub(crate) struct Inner {
    pub(crate) db: Db,
    pub(crate) keys: Arc<Keys>,
    pub(crate) meta: Meta,
    pub(crate) zone: Zone,
    pub(crate) pack: RulePack,
    pub(crate) ordered: OrderedIds,
    pub(crate) decks: Decks,
    pub(crate) names: NameIndex,
    /// The fixed members of contests, counted: see `audiences`.
    pub(crate) shelf: crate::audiences::Shelf,
    /// Refusals of strangers since the last entry that counts them.
    pub(crate) strangers: AtomicU64,
    /// Refused sign-ins of accounts since the last entry that counts them.
    pub(crate) tries: crate::door::Tries,
    /// What hashing a password costs, how many were hashed, and one that nobody knows.
    pub(crate) hashing: crate::door::Hashing,
    pub(crate) hashes: AtomicU64,
    pub(crate) nobodys_hash: std::sync::OnceLock<String>,
    pub(crate) dir: PathBuf,
    /// Held while a checkpoint is signed.
    pub(crate) signing: std::sync::Mutex<()>,
    /// Where what no restored backup may undo is written down beside the keys.
    pub(crate) never_again: never_again::File,
    pub(crate) never_again_written: never_again::Written,
    /// Whether it may be frozen, so that each act has to look.
    pub(crate) ice: frozen::Ice,
    /// Why banks had nobody to ring, a moment ago.
    pub(crate) why: crate::desk::Answers,
    /// Which words the notice before the first card has in this program; none until it says so.
    pub(crate) notice: std::sync::OnceLock<crate::training::Notice>,
    /// In which language everybody rings who says nothing else.
    pub(crate) usual: Tongue,
}

/// What is said as a world is opened and holds until it is closed.
struct Said {
    hashing: crate::door::Hashing,
    usual: Tongue,
}

impl Said {
    const fn of(options: &Options) -> Self {
        Self {
            hashing: options.hashing,
            usual: options.usual,
        }
    }
}

/// A world that is open. Cloning shares it.
#[derive(Clone)]
pub struct World(pub(crate) Arc<Inner>);

impl std::fmt::Debug for World {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("World")
            .field("origin", &self.0.meta.origin)
            .finish_non_exhaustive()
    }
}

impl World {
    /// Makes a new world in `dir`: keys in `dir/keys`, the database at `place` (by default `dir/switchboard.db`).
    pub fn create(
        dir: &Path,
        place: Option<Place>,
        meta: &Meta,
        now: Moment,
        options: Options,
    ) -> Result<Self, Fault> {
        let world = Self::lay(dir, place, meta, now, options)?;
        crate::log::begin(&world, None, now)?;
        Ok(world)
    }

    /// The same without a first entry.
    pub(crate) fn lay(
        dir: &Path,
        place: Option<Place>,
        meta: &Meta,
        now: Moment,
        options: Options,
    ) -> Result<Self, Fault> {
        Self::lay_by(dir, place, meta, now, options, Db::create)
    }

    /// Makes a new world in a database whose schema may be there already, which [`World::create`] refuses.
    #[cfg(any(test, feature = "testing"))]
    pub(crate) fn create_in(
        dir: &Path,
        place: Option<Place>,
        meta: &Meta,
        now: Moment,
        options: Options,
    ) -> Result<Self, Fault> {
        let reach = match place {
            Some(_) => Db::open,
            None => Db::create,
        };
        let world = Self::lay_by(dir, place, meta, now, options, reach)?;
        crate::log::begin(&world, None, now)?;
        Ok(world)
    }

    fn lay_by(
        dir: &Path,
        place: Option<Place>,
        meta: &Meta,
        now: Moment,
        options: Options,
        reach: fn(&Place, Options) -> Result<Db, Fault>,
    ) -> Result<Self, Fault> {
        let keys = Keys::create(&dir.join("keys"), KeyMonth::of(now, &meta.zone()?))?;
        let place = place.unwrap_or_else(|| Place::Sqlite(dir.join("switchboard.db")));
        let said = Said::of(&options);
        let db = reach(&place, options)?;
        crate::schema::migrate(&db, now)?;
        meta.write(&db)?;
        crate::machine::month::lay(&db, &keys, now)?;
        remember_place(dir, &place)?;
        Self::assemble(dir, db, keys, said)
    }

    /// Opens the world in `dir`. Refuses a schema it doesn't know.
    pub fn open(dir: &Path, options: Options) -> Result<Self, Fault> {
        let place = place_of(dir)?;
        let said = Said::of(&options);
        let db = Db::open(&place, options)?;
        crate::schema::check(&db)?;
        if frozen::text(&db)?.as_deref() == Some(frozen::HALF) {
            return Err(Fault::World(format!(
                "a restore of `{0}` was not finished: run `switchboard restore --in-place {0}`, or empty it and restore again",
                dir.display()
            )));
        }
        let keys = Keys::open(&dir.join("keys"))?;
        Self::assemble(dir, db, keys, said)
    }

    /// Opens a world whose restore is under way, in its newest schema.
    pub(crate) fn open_half(dir: &Path, options: Options, now: Moment) -> Result<Self, Fault> {
        let said = Said::of(&options);
        let db = Db::open(&place_of(dir)?, options)?;
        crate::schema::migrate(&db, now)?;
        let keys = Keys::open(&dir.join("keys"))?;
        Self::assemble(dir, db, keys, said)
    }

    /// Refuses a world whose database is older than what was written beside its keys: it came out of a backup, by other
    /// means than `restore`.
    ///
    /// # Errors
    /// What to do.
    pub fn refuse_set_back(&self) -> Result<(), Fault> {
        let head = crate::log::head(self)?;
        crate::log::check_guard(self, &head)?;
        if self.is_older_than_never_again()? {
            return Err(Fault::World(format!(
                "the database lacks what `never-again.log` beside the keys holds: it looks restored from a backup; run `switchboard restore --in-place {}`",
                self.0.dir.display()
            )));
        }
        Ok(())
    }

    /// Brings the database of the world in `dir` to this program's schema; answers how many steps that took.
    pub fn migrate(dir: &Path, now: Moment, options: Options) -> Result<usize, Fault> {
        let db = Db::open(&place_of(dir)?, options.clone())?;
        let steps = crate::schema::migrate(&db, now)?;
        drop(db);
        if steps > 0 {
            let world = Self::open(dir, options)?;
            let detail = format!("steps={steps} version={}", env!("CARGO_PKG_VERSION"));
            crate::log::note_system(&world, EventKind::Migration, detail, now)?;
        }
        Ok(steps)
    }

    fn assemble(
        dir: &Path,
        db: Db,
        keys: Keys,
        Said { hashing, usual }: Said,
    ) -> Result<Self, Fault> {
        let meta = Meta::read(&db)?;
        crate::machine::month::check(&db, &keys, &dir.join("keys"))?;
        let is_frozen = frozen::text(&db)?.is_some();
        let ordered = OrderedIds::new()?;
        Ok(Self(Arc::new(Inner {
            zone: meta.zone()?,
            pack: meta.pack()?,
            db,
            keys: Arc::new(keys),
            meta,
            ordered,
            decks: Decks::default(),
            names: NameIndex::default(),
            shelf: crate::audiences::Shelf::default(),
            strangers: AtomicU64::new(0),
            tries: crate::door::Tries::default(),
            hashing,
            hashes: AtomicU64::new(0),
            nobodys_hash: std::sync::OnceLock::new(),
            dir: dir.to_owned(),
            signing: std::sync::Mutex::new(()),
            never_again: never_again::File::beside(&dir.join("keys")),
            never_again_written: never_again::Written::default(),
            ice: frozen::Ice::new(is_frozen),
            why: crate::desk::Answers::default(),
            notice: std::sync::OnceLock::new(),
            usual,
        })))
    }

    /// What this world is.
    pub fn meta(&self) -> &Meta {
        &self.0.meta
    }

    /// Counts a request of somebody unknown that was refused before it came to the store.
    pub fn count_stranger(&self) {
        self.0
            .strangers
            .fetch_add(1, std::sync::atomic::Ordering::Relaxed);
    }

    /// Its directory.
    pub fn dir(&self) -> &Path {
        &self.0.dir
    }

    /// Says which words the notice before the first card has in this program: whoever must have read it read those. The first
    /// word counts.
    pub fn say_notice(&self, notice: crate::training::Notice) {
        let _said = self.0.notice.set(notice);
    }

    /// Which engine keeps it.
    pub fn engine(&self) -> Engine {
        self.0.db.engine()
    }

    /// The rule pack in force.
    pub fn pack(&self) -> &RulePack {
        &self.0.pack
    }

    /// In which language everybody rings who says nothing else.
    pub fn usual_tongue(&self) -> Tongue {
        self.0.usual
    }

    /// The organisation's time zone.
    pub fn zone(&self) -> &Zone {
        &self.0.zone
    }

    /// The database behind it, for health and figures only.
    pub fn gauges(&self) -> crate::engine::Readings {
        self.0.db.readings()
    }

    /// The day in the organisation's zone.
    pub(crate) fn today(&self, now: Moment) -> Result<Day, Fault> {
        self.0.today(now)
    }

    /// Runs a named act in one transaction. The closure may run again on fresh facts: it must have no outside effect.
    pub fn write<T, F>(&self, name: &'static str, auth: Auth, now: Moment, mut act: F) -> Outcome<T>
    where
        F: FnMut(&mut Tx<'_, '_>) -> Result<Verdict<T>, Fault> + Send + 'static,
        T: Send + 'static,
    {
        let inner = Arc::clone(&self.0);
        let lane = match auth {
            Auth::Job(SEQUENCER) => Lane::First,
            _ if name.starts_with(AT_A_DESK) => Lane::Short,
            _ => Lane::Usual,
        };
        Outcome {
            world: Arc::clone(&self.0),
            pending: self.0.db.submit_in(lane, name, move |raw: &mut Raw<'_>| {
                let mut tx = Tx::new(raw, &inner, &auth, now);
                let verdict = act(&mut tx)?;
                tx.flush()?;
                Ok((verdict, std::mem::take(&mut tx.facts)))
            }),
        }
    }
}

impl Inner {
    /// The day in the organisation's zone.
    pub(crate) fn today(&self, now: Moment) -> Result<Day, Fault> {
        let date = self.zone.local(now).date;
        Day::new(date.year, date.month, date.day).map_err(|e| Fault::World(e.to_string()))
    }
}

/// How the names of the acts begin that thousands of callers do at their desks, in a few milliseconds each.
const AT_A_DESK: &str = "desk-";

/// An act under way: await it, or [`Outcome::wait`] for it on a thread of your own.
pub struct Outcome<T> {
    world: Arc<Inner>,
    pending: Pending<(Verdict<T>, Vec<Line>)>,
}

/// An act that has committed.
#[derive(Debug)]
pub struct Done<T> {
    /// What it answered.
    pub verdict: Verdict<T>,
    /// That this very attempt has committed: opens what it recorded.
    pub proof: Proof,
}

impl<T> Outcome<T> {
    /// Blocks until the act has committed or failed.
    pub fn wait(self) -> Result<Done<T>, Fault> {
        let committed = self.pending.wait()?;
        Ok(done(&self.world, committed))
    }
}

impl<T> Future for Outcome<T> {
    type Output = Result<Done<T>, Fault>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let this = &mut *self;
        Pin::new(&mut this.pending)
            .poll(context)
            .map(|result| result.map(|committed| done(&this.world, committed)))
    }
}

/// What no restored backup may undo is in its file before anybody hears that it was done.
fn done<T>(world: &Inner, committed: Committed<(Verdict<T>, Vec<Line>)>) -> Done<T> {
    let (verdict, facts) = committed.value;
    never_again::written(world, &facts);
    Done {
        verdict,
        proof: Proof::of_attempt(committed.attempt),
    }
}

const PLACE_FILE: &str = "store.url";

/// A store elsewhere is remembered in a file beside the keys, readable by the operator only: it may hold a password.
pub(crate) fn remember_place(dir: &Path, place: &Place) -> Result<(), Fault> {
    let Place::Postgres(url) = place else {
        return Ok(());
    };
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(dir.join(PLACE_FILE))?;
    std::io::Write::write_all(&mut file, url.as_bytes())?;
    file.sync_all()?;
    Ok(())
}

pub(crate) fn place_of(dir: &Path) -> Result<Place, Fault> {
    match std::fs::read_to_string(dir.join(PLACE_FILE)) {
        Ok(url) => url.trim().parse(),
        Err(_) => Ok(Place::Sqlite(dir.join("switchboard.db"))),
    }
}
