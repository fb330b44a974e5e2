//! The world a bench plays in: invented members, a contest of two rivals with a bank each, callers signed in.
//!
//! Made once for each size and kept; each run gets a copy of its own, so that what a run writes does not change the next.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::sync::Arc;
use std::time::Instant;

use anyhow::{Context as _, bail};
use switchboard_store::rules::budget::{Caps, NewCaps};
use switchboard_store::rules::contest::{Kind, Plan};
use switchboard_store::rules::ids::{AccountId, BankId, CampaignId, ContestId};
use switchboard_store::rules::moment::{Moment, Span};
use switchboard_store::rules::policy::{Opened, Role, Scope};
use switchboard_store::rules::screening::List;
use switchboard_store::screening::Filling;
use switchboard_store::{
    Auth, Done, Fault, Meta, Options, SessionKey, Tx, Verdict, World, WorldKind,
};
use switchboard_store::{banks, contests, door, log, roll};

use super::StoreArgs;
use super::place::{Database, PlaceOfRun};
use super::sequencer::drain;
use crate::clock;
use crate::demo::people;

/// The moment at which every bench plays: Tuesday 24 November 2026, 18:37 in London.
const EVENING: Moment = Moment::from_millis(1_795_545_420_000);
/// What the invented members are drawn from.
pub(super) const SEED: u64 = 2026;
/// How long after the beginning of its making a prepared world is played in.
const AFTER: Span = Span::hours(1);
/// Entries that are laid before they get their places.
const ENTRIES_AT_ONCE: usize = 100_000;
/// Raised when a prepared world is made of something else.
const SHAPE: u32 = 8;

/// Time as the acts get it: the fixed evening and what has passed since the bench began.
#[derive(Debug, Clone, Copy)]
pub(super) struct Clock {
    from: Moment,
    started: Instant,
}

impl Clock {
    pub(super) fn evening() -> Self {
        Self {
            from: EVENING,
            started: Instant::now(),
        }
    }

    /// The machine's own time, for a world that a server is to serve.
    pub(super) fn wall() -> Self {
        Self {
            from: clock::Clock::System.now(),
            started: Instant::now(),
        }
    }

    /// The same clock so much later, as at night.
    pub(super) fn later(self, by: Span) -> Self {
        Self {
            from: self.from.plus(by),
            ..self
        }
    }

    pub(super) fn now(&self) -> Moment {
        self.from.plus(Span::millis(
            i64::try_from(self.started.elapsed().as_millis()).unwrap_or(0),
        ))
    }
}

/// Somebody signed in who may ring for one bank.
#[derive(Debug, Clone, Copy)]
pub(super) struct Caller {
    pub(super) account: AccountId,
    pub(super) key: SessionKey,
    pub(super) bank: BankId,
}

/// What kind of world is wanted.
#[derive(Debug, Clone, Copy)]
pub(super) struct Cast {
    pub(super) members: usize,
    pub(super) callers: usize,
    /// When members may be rung.
    pub(super) hours: Hours,
    /// Entries of the ledger that are there already, as calls leave them.
    pub(super) entries: usize,
}

/// When members may be rung.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Hours {
    /// At any hour.
    All,
    /// By the United Kingdom's pack: not at night, and not from the next midnight on, when its list is too old.
    Evening,
}

/// A world that is ready; its copy vanishes with it.
pub(super) struct Stage {
    pub(super) world: World,
    pub(super) callers: Arc<Vec<Caller>>,
    pub(super) clock: Clock,
    /// Where it lies.
    pub(super) place: PlaceOfRun,
}

impl Stage {
    /// A copy of the prepared world for `cast`, which is prepared now if it isn't yet.
    pub(super) fn set(store: &StoreArgs, cast: Cast) -> anyhow::Result<Self> {
        let kept = store
            .keep
            .clone()
            .unwrap_or_else(|| std::env::temp_dir().join("switchboard-bench"));
        let (engine, server) = match store.store.as_str() {
            "sqlite" => ("sqlite", None),
            url if url.starts_with("postgres") => ("postgres", Some(url)),
            _ => bail!("--store is `sqlite` or a postgres:// address"),
        };
        let hours = if cast.hours == Hours::All {
            ""
        } else {
            "-evening"
        };
        let entries = match cast.entries {
            0 => String::new(),
            entries => format!("_{entries}"),
        };
        let name = format!(
            "v{SHAPE}_{engine}_{}_{}{entries}{hours}",
            cast.members, cast.callers
        )
        .replace('-', "_");
        let dir = kept.join(&name);
        let database = server.map(|server| Database {
            server: server.to_owned(),
            name: format!("switchboard_bench_{name}"),
        });
        let base = PlaceOfRun { dir, database };
        if store.anew || !base.dir.join("callers").is_file() {
            base.remove();
            prepare(&base, (cast, 0), Clock::evening())?;
        }
        let run = base.copy()?;
        let callers = read_callers(&run.dir.join("callers"))?;
        let world = World::open(&run.dir, Options::default())?;
        Ok(Self {
            world,
            callers: Arc::new(callers),
            clock: Clock::evening().later(AFTER),
            place: run,
        })
    }

    /// The bytes of the database's files.
    pub(super) fn bytes(&self) -> u64 {
        let files = fs::read_dir(&self.place.dir)
            .into_iter()
            .flatten()
            .flatten();
        files
            .filter_map(|file| file.metadata().ok())
            .filter(fs::Metadata::is_file)
            .map(|file| file.len())
            .sum()
    }
}

impl Drop for Stage {
    fn drop(&mut self) {
        self.place.remove();
    }
}

/// Makes a world in `dir` for a server in another process: its times are the wall clock's. On PostgreSQL the database
/// is called `switchboard_bench_serve`, and stays.
pub(super) fn prepare_to_serve(
    store: &StoreArgs,
    cast: Cast,
    watchers: usize,
    dir: &Path,
) -> anyhow::Result<()> {
    let server = (store.store != "sqlite").then(|| store.store.clone());
    let database = server.map(|server| Database {
        server,
        name: "switchboard_bench_serve".to_owned(),
    });
    prepare(
        &PlaceOfRun {
            dir: dir.to_owned(),
            database,
        },
        (cast, watchers),
        Clock::wall(),
    )
}

fn prepare(base: &PlaceOfRun, (cast, watchers): (Cast, usize), clock: Clock) -> anyhow::Result<()> {
    let (world, rivals) = make(base, cast.members, cast.hours, clock)?;
    let ringing = sign_in_all(&world, Role::Caller, cast.callers, (rivals, &clock))?;
    let watching = sign_in_all(&world, Role::Organiser, watchers, (rivals, &clock))?;
    drain(&world, &clock)?;
    fill_log(&world, cast.entries, &clock)?;
    drop(world);
    fs::write(base.dir.join("callers"), ringing)?;
    fs::write(base.dir.join("organisers"), watching)?;
    Ok(())
}

/// The two campaigns of the contest, each with its bank.
pub(super) type Rivals = [(CampaignId, BankId); 2];

/// Makes a world of so many members with two campaigns that ring; nobody but an organiser of each has an account yet.
pub(super) fn make(
    base: &PlaceOfRun,
    members: usize,
    hours: Hours,
    clock: Clock,
) -> anyhow::Result<(World, Rivals)> {
    if let Some(database) = &base.database {
        database.psql(&format!("create database {}", database.name))?;
    }
    let mut meta = Meta::new(WorldKind::Demo, "Invented Party", "bench.example.org")?;
    let most = 1_000_000_000;
    meta.caps = Caps {
        hour: most,
        evening: most,
        contest: most,
        new: NewCaps {
            hour: most,
            evening: most,
            ..meta.caps.new
        },
    };
    let pack = match hours {
        Hours::All => "bench-2026-11",
        Hours::Evening => "uk-2026-11",
    };
    pack.clone_into(&mut meta.pack_name);
    let world = World::create(
        &base.dir,
        base.store(),
        &meta,
        clock.now(),
        Options::default(),
    )?;
    if hours == Hours::Evening {
        list(&world, &clock)?;
    }
    import(&world, members, &clock)?;
    let (contest, rivals) = contest(&world, &clock)?;
    contests::open_at_once(&world, contest, clock.now())?;
    for (campaign, bank) in rivals {
        open(&world, campaign, bank, &clock)?;
    }
    Ok((world, rivals))
}

/// Imports invented members, past the CSV.
fn import(world: &World, members: usize, clock: &Clock) -> anyhow::Result<()> {
    let mut running = given(roll::begin(
        world,
        &Auth::Console,
        &roll::Plan::default(),
        clock.now(),
    )?)?;
    let mut slice = Vec::with_capacity(running.slice_rows());
    for (line, row) in (2_u64..).zip(people::people(SEED, members)) {
        slice.push((line, row.into()));
        if slice.len() == running.slice_rows() {
            running.slice(&slice, &[], clock.now())?;
            slice.clear();
        }
    }
    running.slice(&slice, &[], clock.now())?;
    given(running.switch(clock.now())?)?;
    Ok(())
}

/// Lays entries as calls leave them, and gives them their places.
fn fill_log(world: &World, entries: usize, clock: &Clock) -> anyhow::Result<()> {
    if entries == 0 {
        return Ok(());
    }
    let mut filler = log::Filler::new(world)?;
    let mut laid = 0;
    while laid < entries {
        laid += filler.fill(ENTRIES_AT_ONCE.min(entries - laid), clock.now())?;
        drain(world, clock)?;
    }
    Ok(())
}

/// The list that the British rules demand, on the last day that it serves, with a number that nobody here has.
fn list(world: &World, clock: &Clock) -> anyhow::Result<()> {
    let now = clock.now();
    let today = world.zone().local(now).date;
    let dated = today.plus_days(-27).context("a day before any calendar")?;
    let mut filling = Filling::begin(world, List::Tps, dated, 1)?;
    filling.take("020 7946 0001");
    given(filling.finish(&Auth::Console, &|| now)?)??;
    Ok(())
}

fn contest(world: &World, clock: &Clock) -> anyhow::Result<(ContestId, Rivals)> {
    let now = clock.now();
    let (from, until) = (now.minus(Span::days(1)), now.plus(Span::days(30)));
    let plan = Plan::of_calls(Kind::Contest, from, until)?;
    act(world, Auth::Console, now, move |tx| {
        let contest = banks::new_contest(
            tx,
            &banks::NewContest {
                name: "Leadership".to_owned(),
                style: banks::NameStyle::Titled,
                plan,
            },
        )?;
        let mut bank_of = |name: &str| -> Result<(CampaignId, BankId), Fault> {
            let campaign = banks::new_campaign(tx, contest, name)?;
            let bank = banks::NewBank {
                campaign,
                contest,
                name: format!("{name} evening"),
                opening: "Good evening, I am ringing for a candidate; you can say no at any time."
                    .to_owned(),
                script: "Will you vote? May we count on you?".to_owned(),
                notes: false,
            };
            Ok((campaign, banks::new_bank(tx, &bank)?))
        };
        let rivals = [bank_of("Red")?, bank_of("Blue")?];
        Ok(Verdict::Given((contest, rivals)))
    })
}

fn open(world: &World, campaign: CampaignId, bank: BankId, clock: &Clock) -> anyhow::Result<()> {
    let (_, token) = sign_in(world, Role::Organiser, campaign, clock)?;
    let key = SessionKey::of(&token).context("a token of another shape")?;
    act(world, Auth::Session(key), clock.now(), move |tx| {
        banks::set_open(tx, bank, banks::Wanted::Open)
    })
}

/// Signs so many in, a few hundred at a time, and answers the lines of a file such as `callers`.
fn sign_in_all(
    world: &World,
    role: Role,
    many: usize,
    (rivals, clock): (Rivals, &Clock),
) -> anyhow::Result<String> {
    let mut lines = String::new();
    let wanted: Vec<(CampaignId, BankId)> = rivals.iter().copied().cycle().take(many).collect();
    for part in wanted.chunks(256) {
        let added: Vec<_> = part
            .iter()
            .map(|(campaign, _)| add(world, role, *campaign, clock))
            .collect();
        let mut opened = Vec::with_capacity(added.len());
        for pending in added {
            let (_, code) = given(pending.wait()?.verdict)?;
            let code = code.expose();
            opened.push(
                world.write("bench-sign-in", Auth::Job("door"), clock.now(), move |tx| {
                    door::sign_in(tx, &code, Opened::Code)
                }),
            );
        }
        for (pending, (_, bank)) in opened.into_iter().zip(part) {
            let signed = given(pending.wait()?.verdict)?;
            let _ = writeln!(lines, "{} {bank}", signed.token.expose());
        }
    }
    Ok(lines)
}

type Added = switchboard_store::Outcome<(AccountId, door::Code)>;

fn add(world: &World, role: Role, campaign: CampaignId, clock: &Clock) -> Added {
    let now = clock.now();
    let new = door::NewAccount {
        label: "Invented Caller".to_owned(),
        role,
        scope: Scope::Campaign(campaign),
        code_until: now.plus(Span::days(1)),
        reusable: false,
        made_at: now.minus(Span::days(30)),
    };
    world.write("bench-account", Auth::Console, now, move |tx| {
        door::add_account(tx, &new)
    })
}

/// Adds somebody and signs them in; answers the session's token.
pub(super) fn sign_in(
    world: &World,
    role: Role,
    campaign: CampaignId,
    clock: &Clock,
) -> anyhow::Result<(AccountId, String)> {
    let (account, code) = given(add(world, role, campaign, clock).wait()?.verdict)?;
    let code = code.expose();
    let signed = act(world, Auth::Job("door"), clock.now(), move |tx| {
        door::sign_in(tx, &code, Opened::Code)
    })?;
    Ok((account, signed.token.expose().to_owned()))
}

fn read_callers(path: &Path) -> anyhow::Result<Vec<Caller>> {
    let text = fs::read_to_string(path)?;
    let caller = |line: &str| -> Option<Caller> {
        let (token, bank) = line.split_once(' ')?;
        let key = SessionKey::of(token)?;
        Some(Caller {
            account: key.account(),
            key,
            bank: BankId::parse(bank).ok()?,
        })
    };
    text.lines()
        .map(|line| caller(line).context("the list of callers is damaged; run it with --anew"))
        .collect()
}

/// Runs an act and waits for it.
pub(super) fn act<T, F>(world: &World, auth: Auth, now: Moment, act: F) -> anyhow::Result<T>
where
    F: FnMut(&mut Tx<'_, '_>) -> Result<Verdict<T>, Fault> + Send + 'static,
    T: Send + 'static,
{
    let done: Done<T> = world.write("bench", auth, now, act).wait()?;
    given(done.verdict)
}

/// What was given; a refusal ends the bench.
pub(super) fn given<T>(verdict: Verdict<T>) -> anyhow::Result<T> {
    match verdict {
        Verdict::Given(value) => Ok(value),
        Verdict::Refused(refusal) => bail!("refused: {}", refusal.reason.code()),
    }
}
