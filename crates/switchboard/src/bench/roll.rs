//! The month's whole roll: as many rows as there are members, one in a hundred of them changed; tried first, then imported.
//!
//! The world has the members of the file already, so nearly every row is looked up, compared and left alone. The file is
//! read the whole way: parse, map, match, compare, and for those who changed open, merge and seal. A few members have left
//! since and as many have come, so that a full roll has somebody to end.

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use anyhow::{Context as _, anyhow};
use fake::rand::SeedableRng as _;
use fake::rand::rngs::StdRng;
use fake::rand::seq::SliceRandom as _;
use switchboard_store::Auth;
use switchboard_store::roll::{Counts, EndsMax, Extent, Plan};
use switchboard_store::rules::person::Region;

use super::StoreArgs;
use super::import::ring_meanwhile;
use super::lease::engine;
use super::machine::{memory_peak_forget, memory_peak_mib, process_cpu_ns, thread_cpu_ns};
use super::sequencer::Sequencer;
use super::stage::{Cast, Hours, SEED, Stage};
use super::statistics::per_second;
use crate::clock::Clock;
use crate::demo::people;
use crate::rooms::roll::importing::{self, Reading};

/// How a full roll is measured.
#[derive(Debug, clap::Args)]
pub(super) struct RollArgs {
    #[command(flatten)]
    store: StoreArgs,
    /// Members on the roll, and rows of the file.
    #[arg(long, default_value_t = 600_000)]
    members: usize,
    /// One row in so many says something new.
    #[arg(long, default_value_t = 100)]
    changed: usize,
    /// The rows in another order than that in which the members came.
    #[arg(long)]
    shuffled: bool,
    /// Callers who ring meanwhile, ten cards a second each.
    #[arg(long, default_value_t = 0)]
    callers: usize,
    /// Leaves the dry run out.
    #[arg(long)]
    no_trial: bool,
    /// Tries the file this often, and imports nothing.
    #[arg(long, value_name = "TIMES", conflicts_with = "no_trial")]
    trials_only: Option<usize>,
}

/// One member in so many has left, and as many have come.
const LEFT: usize = 5_000;

pub(super) fn run(args: &RollArgs, out: &mut dyn Write) -> anyhow::Result<()> {
    let stage = Stage::set(
        &args.store,
        Cast {
            members: args.members,
            callers: 256,
            hours: Hours::All,
            entries: 0,
        },
    )?;
    let path = std::env::temp_dir().join(format!("switchboard-bench-{}.csv", std::process::id()));
    write_file(&path, args)?;
    let measured = measure(args, &stage, &path, out);
    std::fs::remove_file(&path)?;
    measured?;
    let gauges = stage.world.gauges();
    writeln!(
        out,
        "slow closures {} (last {}), longest hold {} µs; database {} MiB",
        gauges.slow,
        gauges.slow_last.unwrap_or("-"),
        gauges.hold_max_us,
        stage.bytes() / 1024 / 1024
    )?;
    Ok(())
}

fn measure(args: &RollArgs, stage: &Stage, path: &Path, out: &mut dyn Write) -> anyhow::Result<()> {
    let _sequencer = Sequencer::start(stage)?;
    let region = Region::parse(&stage.world.meta().region).context("the world's region")?;
    let reading = Reading {
        plan: Plan {
            extent: Extent::FullRoll(EndsMax::Usual),
            ..Plan::default()
        },
        ..Reading::of(region)
    };
    writeln!(
        out,
        "store {}, {} members, a full roll of as many rows, one in {} changed, {} order",
        engine(&args.store),
        args.members,
        args.changed,
        if args.shuffled { "another" } else { "the same" }
    )?;
    let ended = Arc::new(AtomicBool::new(false));
    let callers = ring_meanwhile(stage, args.callers, Arc::clone(&ended))?;
    writeln!(
        out,
        "| | rows | s | rows/s | rows: s | leavers and switch: s | all threads: CPU s | writer: CPU s | peak MiB |"
    )?;
    writeln!(out, "|---|---|---|---|---|---|---|---|---|")?;
    let trials = args.trials_only.unwrap_or(usize::from(!args.no_trial));
    for _ in 0..trials {
        let line = timed(args.members, |at| trial(stage, path, &reading, at))?;
        writeln!(out, "| dry run {line}")?;
    }
    if args.trials_only.is_none() {
        let mut counts = Counts::default();
        let line = timed(args.members, |at| {
            counts = full_roll(stage, path, &reading, at)?;
            Ok(())
        })?;
        writeln!(out, "| full roll {line}")?;
        writeln!(
            out,
            "created {}, changed {}, unchanged {}, ended {}, rejected {}, duplicates {}",
            counts.created,
            counts.changed,
            counts.unchanged,
            counts.ended,
            counts.rejected,
            counts.duplicates
        )?;
    }
    ended.store(true, Ordering::Relaxed);
    let latency = callers
        .join()
        .map_err(|_| anyhow!("the callers' thread broke off"))??;
    if args.callers > 0 {
        writeln!(
            out,
            "`next` meanwhile: {}, p50 {}, p99 {}, max {}",
            latency.len(),
            latency.text(50),
            latency.text(99),
            latency.text(100)
        )?;
    }
    Ok(())
}

/// The file: the members' own rows, but for one in a hundred with another address, and one in thousands who has left, in
/// whose place somebody new stands at the end.
fn write_file(path: &Path, args: &RollArgs) -> anyhow::Result<()> {
    let left = args.members / LEFT;
    let rows = people::people(SEED, args.members + left).enumerate();
    let rows = rows.filter(|(at, _)| at % LEFT != LEFT / 2 || *at >= args.members);
    let rows = rows.map(|(at, row)| {
        let mut cells = people::record(&row);
        if at % args.changed.max(1) == 0
            && let Some(email) = cells.get_mut(EMAIL)
        {
            *email = format!("moved{at}@example.org");
        }
        cells
    });
    let mut file = csv::Writer::from_writer(BufWriter::new(File::create(path)?));
    file.write_record(people::HEADER)?;
    if args.shuffled {
        let mut all: Vec<_> = rows.collect();
        all.shuffle(&mut StdRng::seed_from_u64(SEED));
        all.iter().try_for_each(|cells| file.write_record(cells))?;
    } else {
        for cells in rows {
            file.write_record(&cells)?;
        }
    }
    file.flush()?;
    Ok(())
}

/// The place of the e-mail address in a row.
const EMAIL: usize = 7;

/// When the last row was through; the phases are told by it.
#[derive(Default)]
struct Through(Option<Instant>);

fn trial(stage: &Stage, path: &Path, reading: &Reading, at: &mut Through) -> anyhow::Result<()> {
    let clock = Clock::Fixed(stage.clock.now());
    let told = |_, _: &[String], _| {
        at.0 = Some(Instant::now());
        Ok(())
    };
    let file = File::open(path)?;
    importing::run_trial(&stage.world, &Auth::Console, clock, file, reading, told)?;
    Ok(())
}

fn full_roll(
    stage: &Stage,
    path: &Path,
    reading: &Reading,
    at: &mut Through,
) -> anyhow::Result<Counts> {
    let clock = Clock::Fixed(stage.clock.now());
    let told = |_| {
        at.0 = Some(Instant::now());
        Ok(())
    };
    let file = File::open(path)?;
    let imported = importing::run(&stage.world, &Auth::Console, clock, file, reading, told)?;
    Ok(imported.import.counts)
}

/// Runs one and says how long it took, in phases, and on which threads.
fn timed(
    rows: usize,
    act: impl FnOnce(&mut Through) -> anyhow::Result<()>,
) -> anyhow::Result<String> {
    memory_peak_forget();
    let cpu = || [process_cpu_ns(), thread_cpu_ns(Some("store-writer"))];
    let before = cpu();
    let (started, mut through) = (Instant::now(), Through::default());
    act(&mut through)?;
    let took = started.elapsed();
    let slices = through.0.map_or(took, |at| at.duration_since(started));
    let after = cpu();
    let mut spent = before
        .into_iter()
        .zip(after)
        .map(|(before, after)| Duration::from_nanos(after.saturating_sub(before)).as_secs_f64());
    let (whole, writing) = (spent.next().unwrap_or(0.0), spent.next().unwrap_or(0.0));
    Ok(format!(
        "| {rows} | {:.1} | {} | {:.1} | {:.1} | {whole:.1} | {writing:.1} | {} |",
        took.as_secs_f64(),
        per_second(rows, took),
        slices.as_secs_f64(),
        took.saturating_sub(slices).as_secs_f64(),
        memory_peak_mib(),
    ))
}
