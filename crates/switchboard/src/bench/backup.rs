//! A backup while callers work, its check, and its restore.
//!
//! The world has a ledger of millions of entries (`store::log::Filler` lays them). Callers ring before, so that what the
//! backup costs them can be told, and while it is made; then nobody does, and it is checked and restored beside, as after
//! a disk that died.

use std::io::Write;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use anyhow::anyhow;
use switchboard_store::restore::{self, LogName, Wanted};
use switchboard_store::rules::moment::Span;
use switchboard_store::{Options, backup};

use super::StoreArgs;
use super::import::ring_meanwhile;
use super::lease::engine;
use super::machine::{memory_peak_forget, memory_peak_mib};
use super::place::PlaceOfRun;
use super::sequencer::Sequencer;
use super::stage::{Cast, Hours, Stage};
use super::statistics::Samples;

/// How a backup is measured.
#[derive(Debug, clap::Args)]
pub(super) struct BackupArgs {
    #[command(flatten)]
    store: StoreArgs,
    /// Members on the roll.
    #[arg(long, default_value_t = 600_000)]
    members: usize,
    /// Entries of the ledger.
    #[arg(long, default_value_t = 5_000_000)]
    entries: usize,
    /// Callers who ring meanwhile, some ten cards a second each.
    #[arg(long, default_value_t = 100)]
    callers: usize,
    /// How long they ring before the backup begins.
    #[arg(long, default_value_t = 10)]
    seconds: u64,
    /// Leaves out check and restore.
    #[arg(long)]
    backup_only: bool,
}

/// How long after the backup it is restored.
const LATER: Span = Span::hours(2);

pub(super) fn run(args: &BackupArgs, out: &mut dyn Write) -> anyhow::Result<()> {
    let stage = Stage::set(
        &args.store,
        Cast {
            members: args.members,
            callers: 256,
            hours: Hours::All,
            entries: args.entries,
        },
    )?;
    writeln!(
        out,
        "store {}, {} members, {} entries laid, database {} MiB",
        engine(&args.store),
        args.members,
        args.entries,
        stage.bytes() / 1024 / 1024
    )?;
    let back = stage.place.beside("restored")?;
    let target = stage
        .place
        .dir
        .with_file_name(format!("backup_{}", std::process::id()));
    let measured = measure(args, stage, &target, &back, out);
    back.remove();
    let _not_made = std::fs::remove_dir_all(&target);
    measured
}

fn measure(
    args: &BackupArgs,
    stage: Stage,
    target: &Path,
    back: &PlaceOfRun,
    out: &mut dyn Write,
) -> anyhow::Result<()> {
    writeln!(
        out,
        "| | s | rows | MiB | peak MiB | `next`, {} callers | p50 | p99 | max |\n|---|---|---|---|---|---|---|---|---|",
        args.callers
    )?;
    let sequencer = Sequencer::start(&stage)?;
    let lasts = Duration::from_secs(args.seconds);
    let (latency, ()) = beside(args, &stage, || {
        std::thread::park_timeout(lasts);
        Ok(())
    })?;
    writeln!(
        out,
        "| callers alone | {} | | | | {} |",
        args.seconds,
        said(&latency)
    )?;
    memory_peak_forget();
    let clock = stage.clock;
    let started = Instant::now();
    let (latency, made) = beside(args, &stage, || {
        let made = backup::make(&stage.world, target, || clock.now())?;
        Ok((made, started.elapsed()))
    })?;
    let (made, took) = made;
    let mib = made.bytes() / 1024 / 1024;
    writeln!(
        out,
        "| backup | {:.1} | {} | {mib} | {} | {} |",
        took.as_secs_f64(),
        made.rows(),
        memory_peak_mib(),
        said(&latency)
    )?;
    let waits = sequencer.end();
    writeln!(
        out,
        "| oldest entry of a signature | | | | | {} |",
        said(&waits)
    )?;
    if args.backup_only {
        return Ok(());
    }
    let keys = stage.world.dir().join("keys");
    let started = Instant::now();
    let found = backup::verify(target)?;
    writeln!(
        out,
        "| check: {} entries | {:.1} | {} | {mib} | | | | | |",
        found.entries,
        started.elapsed().as_secs_f64(),
        made.rows()
    )?;
    restored(stage, &keys, target, back, out)
}

fn restored(
    stage: Stage,
    keys: &Path,
    target: &Path,
    back: &PlaceOfRun,
    out: &mut dyn Write,
) -> anyhow::Result<()> {
    let now = stage.clock.later(LATER).now();
    let place = back.store();
    let wanted = Wanted {
        backup: target,
        keys,
        dir: &back.dir,
        place: place.as_ref(),
        log: LogName::New,
    };
    memory_peak_forget();
    let started = Instant::now();
    restore::restore(&wanted, now, &Options::default())?;
    writeln!(
        out,
        "| restore, its check included | {:.1} | | | {} | | | | |",
        started.elapsed().as_secs_f64(),
        memory_peak_mib()
    )?;
    drop(stage);
    Ok(())
}

/// Does something while callers ring; answers how long each waited for their next card.
fn beside<T>(
    args: &BackupArgs,
    stage: &Stage,
    act: impl FnOnce() -> anyhow::Result<T>,
) -> anyhow::Result<(Samples, T)> {
    let ended = Arc::new(AtomicBool::new(false));
    let callers = ring_meanwhile(stage, args.callers, Arc::clone(&ended))?;
    let done = act();
    ended.store(true, Ordering::Relaxed);
    let latency = callers
        .join()
        .map_err(|_| anyhow!("the callers' thread broke off"))??;
    Ok((latency, done?))
}

fn said(latency: &Samples) -> String {
    let [p50, p99, max] = [50, 99, 100].map(|percent| latency.text(percent));
    format!("{} | {p50} | {p99} | {max}", latency.len())
}
