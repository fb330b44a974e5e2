//! Changing the month's key over the whole roll: every wrapping and every lookup anew, while callers are served.

use std::io::Write;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Instant;

use anyhow::anyhow;
use switchboard_store::Auth;
use switchboard_store::machine::month::{self, Phase};

use super::StoreArgs;
use super::import::ring_meanwhile;
use super::lease::engine;
use super::machine::{memory_peak_forget, memory_peak_mib};
use super::sequencer::Sequencer;
use super::stage::{Cast, Hours, Stage, given};
use super::statistics::per_second;

/// How a change of keys is measured.
#[derive(Debug, clap::Args)]
pub(super) struct KeysArgs {
    #[command(flatten)]
    store: StoreArgs,
    /// Members on the roll.
    #[arg(long, default_value_t = 600_000)]
    members: usize,
    /// Callers who ring meanwhile, ten cards a second each.
    #[arg(long, default_value_t = 8)]
    callers: usize,
}

pub(super) fn run(args: &KeysArgs, out: &mut dyn Write) -> anyhow::Result<()> {
    let stage = Stage::set(
        &args.store,
        Cast {
            members: args.members,
            callers: 256,
            hours: Hours::All,
            entries: 0,
        },
    )?;
    let _sequencer = Sequencer::start(&stage)?;
    let ended = Arc::new(AtomicBool::new(false));
    let callers = ring_meanwhile(&stage, args.callers, Arc::clone(&ended))?;
    memory_peak_forget();
    let started = Instant::now();
    let mut switched = None;
    let clock = stage.clock;
    let rotated = month::rotate(&stage.world, &Auth::Console, &|| clock.now(), &mut |step| {
        if step.phase == Phase::Clear {
            switched.get_or_insert_with(|| started.elapsed());
        }
        Ok(())
    });
    let took = started.elapsed();
    ended.store(true, Ordering::Relaxed);
    let latency = callers
        .join()
        .map_err(|_| anyhow!("the callers' thread broke off"))??;
    let members = usize::try_from(given(rotated?)?.members)?;
    let switched = switched.unwrap_or(took);
    writeln!(
        out,
        "| changing keys | members | s | of it to the switch | members/s | peak MiB | `next` meanwhile | p50 | p99 | max |"
    )?;
    writeln!(out, "|---|---|---|---|---|---|---|---|---|---|")?;
    writeln!(
        out,
        "| {} | {members} | {:.1} | {:.1} | {} | {} | {} | {} | {} | {} |",
        engine(&args.store),
        took.as_secs_f64(),
        switched.as_secs_f64(),
        per_second(members, took),
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
