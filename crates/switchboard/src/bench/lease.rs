//! Durable leases: facts, decide, budget, entry, commit, and the name opened; the sequencer runs beside.
//!
//! Alternating rounds: so many accounts lease (timed), then the same accounts say what came of it (timed apart). A caller
//! can hold one card, so leasing alone needs as many accounts as leases. `mixed` is one set of callers who lease and
//! report without a pause, as fast as they are answered.

use std::io::Write;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use switchboard_store::desk::{self, Dealt, Report};
use switchboard_store::rules::card::Outcome;
use switchboard_store::rules::ids::CardId;
use switchboard_store::{Auth, Verdict, World};
use tokio::runtime::Runtime;

use super::StoreArgs;
use super::machine::{bytes_written, thread_cpu_ns};
use super::sequencer::Sequencer;
use super::stage::{Caller, Cast, Clock, Hours, Stage};
use super::statistics::{Samples, median, per_second};

/// How leases are measured.
#[derive(Debug, clap::Args)]
pub(super) struct LeaseArgs {
    #[command(flatten)]
    store: StoreArgs,
    /// Members on the roll.
    #[arg(long, default_value_t = 600_000)]
    members: usize,
    /// Accounts that lease in turn.
    #[arg(long, default_value_t = 8_192)]
    accounts: usize,
    /// How many callers wait for an answer at once.
    #[arg(long, value_delimiter = ',', default_value = "1,16,256")]
    callers: Vec<usize>,
    /// How long each row is measured.
    #[arg(long, default_value_t = 5)]
    seconds: u64,
    /// Leaves the sequencer out.
    #[arg(long)]
    alone: bool,
}

/// What a number of acts took.
#[derive(Default)]
pub(super) struct Measured {
    pub(super) latency: Samples,
    pub(super) rates: Vec<u64>,
    pub(super) writer_ns: u64,
    pub(super) process_ns: u64,
    pub(super) written: u64,
    pub(super) failed: usize,
    pub(super) round_trips: u64,
    pub(super) groups: u64,
}

impl Measured {
    fn cells(&self, what: &str, callers: usize) -> String {
        let n = u64::try_from(self.latency.len()).unwrap_or(0).max(1);
        format!(
            "| {what} | {callers} | {} | {} | {} | {} | {} | {} | {} | {} | {} | {} |",
            median(self.rates.clone()),
            self.latency.text(50),
            self.latency.text(99),
            self.latency.text(100),
            self.writer_ns / n / 1000,
            self.process_ns / n / 1000,
            self.written / n / 1024,
            n / self.groups.max(1),
            if self.round_trips == 0 {
                "-".to_owned()
            } else {
                format!("{:.1}", ratio(self.round_trips, n))
            },
            self.failed,
        )
    }
}

fn ratio(a: u64, b: u64) -> f64 {
    let small = |n: u64| f64::from(u32::try_from(n).unwrap_or(u32::MAX));
    small(a) / small(b).max(1.0)
}

const HEAD: &str = "| act | callers | /s (median round) | p50 | p99 | max | writer CPU µs | process CPU µs | KiB written | acts a group | round trips | not given |\n|---|---|---|---|---|---|---|---|---|---|---|---|";

pub(super) fn run(args: &LeaseArgs, out: &mut dyn Write) -> anyhow::Result<()> {
    let stage = Stage::set(
        &args.store,
        Cast {
            members: args.members,
            callers: args.accounts,
            hours: Hours::All,
            entries: 0,
        },
    )?;
    let sequencer = if args.alone {
        None
    } else {
        Some(Sequencer::start(&stage)?)
    };
    writeln!(
        out,
        "store {}, {} members, {} accounts, sequencer {}",
        engine(&args.store),
        args.members,
        args.accounts,
        if args.alone { "off" } else { "beside" }
    )?;
    writeln!(out, "{HEAD}")?;
    let runtime = runtime()?;
    for callers in &args.callers {
        let lasts = Duration::from_secs(args.seconds);
        let (leases, outcomes) = rounds(&runtime, &stage, *callers, lasts, args.members / 2)?;
        writeln!(out, "{}", leases.cells("lease", *callers))?;
        writeln!(out, "{}", outcomes.cells("outcome", *callers))?;
        let (leases, pairs) = mixed(&runtime, &stage, *callers, lasts)?;
        writeln!(out, "{}", leases.cells("lease, mixed", *callers))?;
        writeln!(out, "{}", pairs.cells("lease+outcome", *callers))?;
    }
    let gauges = stage.world.gauges();
    writeln!(
        out,
        "slow closures {} (last {}), longest hold {} µs, retries {}, checkpoints {}",
        gauges.slow,
        gauges.slow_last.unwrap_or("-"),
        gauges.hold_max_us,
        gauges.retries,
        gauges.checkpoints
    )?;
    if let Some(sequencer) = sequencer {
        let waits = sequencer.end();
        writeln!(
            out,
            "signed {} times; its oldest entry had waited p50 {}, p99 {}, max {}",
            waits.len(),
            waits.text(50),
            waits.text(99),
            waits.text(100)
        )?;
    }
    Ok(())
}

pub(super) fn engine(store: &StoreArgs) -> &'static str {
    if store.store == "sqlite" {
        "SQLite (FULL)"
    } else {
        "PostgreSQL"
    }
}

/// One thread for all callers, so that the other core is the store's.
pub(super) fn runtime() -> anyhow::Result<Runtime> {
    Ok(tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?)
}

/// Rounds of leases and of outcomes by turns, until they have lasted that long, or `most` members have been rung.
pub(super) fn rounds(
    runtime: &Runtime,
    stage: &Stage,
    callers: usize,
    lasts: Duration,
    most: usize,
) -> anyhow::Result<(Measured, Measured)> {
    let (mut leases, mut outcomes) = (Measured::default(), Measured::default());
    let until = Instant::now() + lasts;
    let mut left = most;
    while left > 0 && (Instant::now() < until || leases.rates.is_empty()) {
        let in_round = stage
            .callers
            .len()
            .min(callers.saturating_mul(64))
            .min(left);
        left -= in_round;
        let all = stage.callers.get(..in_round).unwrap_or_default();
        let cards = round(
            runtime,
            stage,
            all.to_vec(),
            callers,
            &mut leases,
            lease_once,
        )?;
        let held: Vec<(Caller, CardId)> = cards.into_iter().flatten().collect();
        round(runtime, stage, held, callers, &mut outcomes, report_once)?;
    }
    Ok((leases, outcomes))
}

/// Lets `callers` tasks go through `items` and adds what it took.
pub(super) fn round<I, O, F, A>(
    runtime: &Runtime,
    stage: &Stage,
    items: Vec<I>,
    callers: usize,
    into: &mut Measured,
    act: A,
) -> anyhow::Result<Vec<O>>
where
    I: Copy + Send + Sync + 'static,
    O: Send + 'static,
    F: Future<Output = anyhow::Result<O>> + Send,
    A: Fn(World, Clock, I) -> F + Copy + Send + 'static,
    O: Answered,
{
    let items = Arc::new(items);
    let next = Arc::new(AtomicUsize::new(0));
    let before = Before::now(stage);
    let ran = runtime.block_on(async {
        let tasks: Vec<_> = (0..callers)
            .map(|_| {
                let (items, next) = (Arc::clone(&items), Arc::clone(&next));
                let (world, clock) = (stage.world.clone(), stage.clock);
                tokio::spawn(async move {
                    let (mut latency, mut answers) = (Samples::default(), Vec::new());
                    while let Some(item) = items.get(next.fetch_add(1, Ordering::Relaxed)) {
                        let started = Instant::now();
                        answers.push(act(world.clone(), clock, *item).await?);
                        latency.add(started.elapsed());
                    }
                    Ok::<_, anyhow::Error>((latency, answers))
                })
            })
            .collect();
        let mut all = Vec::with_capacity(tasks.len());
        for task in tasks {
            all.push(task.await??);
        }
        Ok::<_, anyhow::Error>(all)
    })?;
    before.add_to(stage, items.len(), into);
    let mut answers = Vec::with_capacity(items.len());
    for (latency, part) in ran {
        into.latency.extend(&latency);
        answers.extend(part);
    }
    into.failed += answers.iter().filter(|answer| !answer.was_given()).count();
    Ok(answers)
}

/// Whether an act gave what was asked for.
pub(super) trait Answered {
    fn was_given(&self) -> bool;
}

impl<T> Answered for Option<T> {
    fn was_given(&self) -> bool {
        self.is_some()
    }
}

/// The counters before something is measured.
struct Before {
    started: Instant,
    writer_ns: u64,
    process_ns: u64,
    written: u64,
    round_trips: u64,
    groups: u64,
}

impl Before {
    fn now(stage: &Stage) -> Self {
        let gauges = stage.world.gauges();
        Self {
            writer_ns: thread_cpu_ns(Some("store-writer")),
            process_ns: thread_cpu_ns(None),
            written: bytes_written(),
            round_trips: gauges.round_trips,
            groups: gauges.groups,
            started: Instant::now(),
        }
    }

    fn add_to(&self, stage: &Stage, acts: usize, into: &mut Measured) {
        let took = self.started.elapsed();
        let gauges = stage.world.gauges();
        into.rates.push(per_second(acts, took));
        into.writer_ns += thread_cpu_ns(Some("store-writer")).saturating_sub(self.writer_ns);
        into.process_ns += thread_cpu_ns(None).saturating_sub(self.process_ns);
        into.written += bytes_written().saturating_sub(self.written);
        into.round_trips += gauges.round_trips.saturating_sub(self.round_trips);
        into.groups += gauges.groups.saturating_sub(self.groups);
    }
}

pub(super) async fn lease_once(
    world: World,
    clock: Clock,
    caller: Caller,
) -> anyhow::Result<Option<(Caller, CardId)>> {
    let (bank, account) = (caller.bank, caller.account);
    let done = world
        .write(
            "desk-next",
            Auth::Session(caller.key),
            clock.now(),
            move |tx| desk::next(tx, bank, account),
        )
        .await?;
    Ok(match done.verdict {
        Verdict::Given(Dealt::Card(card)) => {
            let id = card.card;
            let (called, ..) = card.name.disclose(&done.proof)?;
            (!called.is_empty()).then_some((caller, id))
        }
        other => {
            tracing::debug!(why = why_none(&other), "no card");
            None
        }
    })
}

/// Why no card was given, in a few words.
fn why_none(verdict: &Verdict<Dealt>) -> String {
    match verdict {
        Verdict::Given(Dealt::Card(_)) => "a card without a name".to_owned(),
        Verdict::Given(Dealt::Empty(empty)) => format!("empty: {:?}", empty.why),
        Verdict::Given(Dealt::Spent(spent)) => format!("spent: {:?}", spent.which),
        Verdict::Refused(refusal) => format!("refused: {}", refusal.reason.code()),
    }
}

pub(super) async fn report_once(
    world: World,
    clock: Clock,
    held: (Caller, CardId),
) -> anyhow::Result<Option<()>> {
    let (caller, card) = held;
    let report = Report {
        card,
        outcome: Outcome::Answered,
        note: None,
    };
    let done = world
        .write(
            "report",
            Auth::Session(caller.key),
            clock.now(),
            move |tx| desk::report(tx, &report),
        )
        .await?;
    Ok(matches!(done.verdict, Verdict::Given(desk::Taken::InTime)).then_some(()))
}

/// Callers who lease and report without a pause; answers the leases, and the pairs.
fn mixed(
    runtime: &Runtime,
    stage: &Stage,
    callers: usize,
    lasts: Duration,
) -> anyhow::Result<(Measured, Measured)> {
    let (mut leases, mut pairs) = (Measured::default(), Measured::default());
    let before = Before::now(stage);
    let until = before.started + lasts;
    let ran = runtime.block_on(async {
        let own: Vec<Caller> = stage.callers.iter().copied().take(callers).collect();
        let tasks: Vec<_> = own
            .into_iter()
            .map(|caller| {
                tokio::spawn(lease_and_report(
                    stage.world.clone(),
                    stage.clock,
                    caller,
                    until,
                ))
            })
            .collect();
        let mut all = Vec::with_capacity(tasks.len());
        for task in tasks {
            all.push(task.await??);
        }
        Ok::<_, anyhow::Error>(all)
    })?;
    for (of_lease, of_pair, failed) in ran {
        leases.latency.extend(&of_lease);
        pairs.latency.extend(&of_pair);
        leases.failed += failed;
    }
    let n = pairs.latency.len();
    before.add_to(stage, n, &mut pairs);
    leases.rates.clone_from(&pairs.rates);
    (leases.writer_ns, leases.process_ns) = (pairs.writer_ns, pairs.process_ns);
    (leases.written, leases.groups) = (pairs.written, pairs.groups);
    Ok((leases, pairs))
}

/// Leases and reports until that moment, once at least; answers the leases' times, the pairs', and how many gave no card.
pub(super) async fn lease_and_report(
    world: World,
    clock: Clock,
    caller: Caller,
    until: Instant,
) -> anyhow::Result<(Samples, Samples, usize)> {
    let (mut leases, mut pairs, mut failed) = (Samples::default(), Samples::default(), 0);
    loop {
        let started = Instant::now();
        let leased = lease_once(world.clone(), clock, caller).await?;
        leases.add(started.elapsed());
        match leased {
            Some(held) => {
                report_once(world.clone(), clock, held).await?;
                pairs.add(started.elapsed());
            }
            None => failed += 1,
        }
        if Instant::now() >= until {
            return Ok((leases, pairs, failed));
        }
    }
}
