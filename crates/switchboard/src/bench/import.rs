//! A CSV file into the roll, the whole way: parse, match, seal, index, the row that undoes; callers are served meanwhile.
//!
//! As the command does it: threads parse and compare, one seals, the store's writer writes. The file repeats the members that are on the
//! roll already, so that matching is measured too.

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use anyhow::{Context as _, anyhow};
use switchboard_store::rules::person::Region;
use switchboard_store::{Auth, roll};

use super::StoreArgs;
use super::lease::{engine, lease_and_report, runtime};
use super::machine::{memory_peak_forget, memory_peak_mib, thread_cpu_ns};
use super::sequencer::Sequencer;
use super::stage::{Cast, Hours, SEED, Stage};
use super::statistics::{Samples, per_second};
use crate::clock::Clock;
use crate::demo::people;
use crate::rooms::roll::importing::{self, Reading};

/// How an import is measured.
#[derive(Debug, clap::Args)]
pub(super) struct ImportArgs {
    #[command(flatten)]
    store: StoreArgs,
    /// Rows of the invented file.
    #[arg(long, default_value_t = 600_000)]
    rows: usize,
    /// A file of your own instead.
    #[arg(long)]
    file: Option<PathBuf>,
    /// Callers who ring meanwhile, ten cards a second each.
    #[arg(long, default_value_t = 8)]
    callers: usize,
}

/// Members on the roll before.
const MEMBERS: usize = 6_000;

pub(super) fn run(args: &ImportArgs, out: &mut dyn Write) -> anyhow::Result<()> {
    let stage = Stage::set(
        &args.store,
        Cast {
            members: MEMBERS,
            callers: 256,
            hours: Hours::All,
            entries: 0,
        },
    )?;
    let invented =
        std::env::temp_dir().join(format!("switchboard-bench-{}.csv", std::process::id()));
    let path = args.file.clone().unwrap_or_else(|| invented.clone());
    if args.file.is_none() {
        write_file(&invented, args.rows)?;
    }
    let _sequencer = Sequencer::start(&stage)?;
    let ended = Arc::new(AtomicBool::new(false));
    let callers = ring_meanwhile(&stage, args.callers, Arc::clone(&ended))?;
    memory_peak_forget();
    let (started, cpu) = (Instant::now(), thread_cpu_ns(Some("store-writer")));
    let counts = import(&stage, &path);
    let took = started.elapsed();
    ended.store(true, Ordering::Relaxed);
    let latency = callers
        .join()
        .map_err(|_| anyhow!("the callers' thread broke off"))??;
    let _own_file = args.file.is_some() || std::fs::remove_file(&invented).is_ok();
    let counts = counts?;
    let n =
        counts.created + counts.changed + counts.unchanged + counts.rejected + counts.duplicates;
    let n = usize::try_from(n)?;
    let writer = thread_cpu_ns(Some("store-writer")).saturating_sub(cpu) / u64::try_from(n.max(1))?;
    writeln!(
        out,
        "store {}, {MEMBERS} members before, sequencer beside",
        engine(&args.store)
    )?;
    writeln!(
        out,
        "| rows | created | unchanged | rejected | duplicates | s | rows/s | peak MiB | writer CPU ns a row | `next` meanwhile | p50 | p99 | max |"
    )?;
    writeln!(out, "|---|---|---|---|---|---|---|---|---|---|---|---|---|")?;
    writeln!(
        out,
        "| {n} | {} | {} | {} | {} | {:.1} | {} | {} | {writer} | {} | {} | {} | {} |",
        counts.created,
        counts.unchanged,
        counts.rejected,
        counts.duplicates,
        took.as_secs_f64(),
        per_second(n, took),
        memory_peak_mib(),
        latency.len(),
        latency.text(50),
        latency.text(99),
        latency.text(100),
    )?;
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

fn write_file(path: &Path, rows: usize) -> anyhow::Result<()> {
    let mut file = csv::Writer::from_writer(BufWriter::new(File::create(path)?));
    file.write_record(people::HEADER)?;
    for row in people::people(SEED, rows) {
        file.write_record(people::record(&row))?;
    }
    file.flush()?;
    Ok(())
}

pub(super) fn import(stage: &Stage, path: &Path) -> anyhow::Result<roll::Counts> {
    let world = &stage.world;
    let region = Region::parse(&world.meta().region).context("the world's region")?;
    let clock = Clock::Fixed(stage.clock.now());
    let (file, reading) = (File::open(path)?, Reading::of(region));
    let imported = importing::run(world, &Auth::Console, clock, file, &reading, |_| Ok(()))?;
    Ok(imported.import.counts)
}

type Callers = std::thread::JoinHandle<anyhow::Result<Samples>>;

/// Callers who ring until it has ended; the samples are what `next` took.
pub(super) fn ring_meanwhile(
    stage: &Stage,
    callers: usize,
    ended: Arc<AtomicBool>,
) -> anyhow::Result<Callers> {
    let (world, clock) = (stage.world.clone(), stage.clock);
    let own: Vec<_> = stage.callers.iter().copied().take(callers).collect();
    let ring = move || {
        runtime()?.block_on(async {
            let mut latency = Samples::default();
            while !ended.load(Ordering::Relaxed) {
                let until = Instant::now();
                let tasks: Vec<_> = own
                    .iter()
                    .map(|caller| {
                        tokio::spawn(lease_and_report(world.clone(), clock, *caller, until))
                    })
                    .collect();
                for task in tasks {
                    let (leases, ..) = task.await??;
                    latency.extend(&leases);
                }
                tokio::time::sleep(Duration::from_millis(100)).await;
            }
            Ok(latency)
        })
    };
    Ok(std::thread::Builder::new()
        .name("bench-callers".to_owned())
        .spawn(ring)?)
}
