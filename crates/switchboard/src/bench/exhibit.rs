//! Exhibits of a thousand entries, in all their steps: asked, read, taken, made, written as JSON.

use std::io::Write;
use std::sync::Arc;
use std::time::Instant;

use anyhow::Context as _;
use switchboard_store::log::exhibit::{self, Wanted};
use switchboard_store::rules::moment::Moment;
use switchboard_store::{Auth, log};

use super::StoreArgs;
use super::lease::engine;
use super::sequencer::drain;
use super::stage::{Caller, Cast, Hours, Stage, given};
use super::statistics::Samples;

/// How exhibits are measured.
#[derive(Debug, clap::Args)]
pub(super) struct ExhibitArgs {
    #[command(flatten)]
    store: StoreArgs,
    /// Members on the roll.
    #[arg(long, default_value_t = 20_000)]
    members: usize,
    /// Entries of the ledger that are there already.
    #[arg(long, default_value_t = 1_000_000)]
    entries: usize,
    /// Exhibits taken.
    #[arg(long, default_value_t = 20)]
    rounds: usize,
}

pub(super) fn run(args: &ExhibitArgs, out: &mut dyn Write) -> anyhow::Result<()> {
    let cast = Cast {
        members: args.members,
        callers: 64,
        hours: Hours::All,
        entries: args.entries,
    };
    let stage = Stage::set(&args.store, cast)?;
    drain(&stage.world, &stage.clock)?;
    // The hour's entry, so that each exhibit is shown to be all.
    log::pin_heads(&stage.world, stage.clock.now())?.context("the log has entries")?;
    drain(&stage.world, &stage.clock)?;
    log::sign(&stage.world, stage.clock.now())?;
    let (mut times, mut entries, mut bytes) = (Samples::default(), 0, 0);
    for round in 0..args.rounds {
        let at = round % stage.callers.len().max(1);
        let caller = stage.callers.get(at).context("there are no callers")?;
        let started = Instant::now();
        let (of, size) = take(&stage, caller)?;
        times.add(started.elapsed());
        (entries, bytes) = (of, size);
    }
    writeln!(
        out,
        "| exhibits | entries of the log | entries of one | bytes of one | p50 | p99 |\n|---|---|---|---|---|---|"
    )?;
    writeln!(
        out,
        "| {} | {} | {entries} | {bytes} | {} | {} |",
        engine(&args.store),
        log::head(&stage.world)?.size,
        times.text(50),
        times.text(99),
    )?;
    Ok(())
}

/// One caller's own exhibit; answers how many entries it has, and how many bytes.
fn take(stage: &Stage, caller: &Caller) -> anyhow::Result<(usize, usize)> {
    let (world, now) = (&stage.world, stage.clock.now());
    let auth = Auth::Session(caller.key);
    let wanted = Wanted::own(Moment::from_millis(0), now, 0);
    let ask = world.write("bench-ask", auth.clone(), now, move |tx| {
        exhibit::ask(tx, &wanted)
    });
    let plan = given(ask.wait()?.verdict)?.context("one's own record is there")?;
    let chosen = exhibit::choose(world, plan, now)?.context("the log is signed")?;
    let chosen = Arc::new(chosen);
    let take = world.write("bench-take", auth, now, move |tx| {
        exhibit::take(tx, &chosen)
    });
    let done = take.wait()?;
    let opened = given(done.verdict)?.disclose(&done.proof)?;
    let handed = opened.make(world, |_| None)?;
    Ok((handed.exhibit.entries.len(), handed.json()?.len()))
}
