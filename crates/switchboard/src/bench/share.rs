//! What of a lease is the ledger's: its two parts sealed and written, its place, its hash, its signature.
//!
//! In turns: leases, acts that write one entry and nothing else, acts that write nine. What one more entry costs is the
//! eighth part of what the nine cost above the one, so the commit and all that an act costs by itself fall out; the
//! sequencer runs beside all three.

use std::io::Write;
use std::time::{Duration, Instant};

use anyhow::Context as _;
use switchboard_store::log::{self, Filler, Turn};
use switchboard_store::rules::ids::CardId;
use switchboard_store::{Auth, Verdict, World};

use super::StoreArgs;
use super::lease::{Measured, engine, lease_once, report_once, round, runtime};
use super::sequencer::Sequencer;
use super::stage::{Caller, Cast, Clock, Hours, Stage};
use super::statistics::median;

/// How the ledger's share is measured.
#[derive(Debug, clap::Args)]
pub(super) struct ShareArgs {
    #[command(flatten)]
    store: StoreArgs,
    /// Members on the roll.
    #[arg(long, default_value_t = 600_000)]
    members: usize,
    /// Accounts that lease in turn.
    #[arg(long, default_value_t = 8_192)]
    accounts: usize,
    /// How many wait for an answer at once.
    #[arg(long, default_value_t = 256)]
    callers: usize,
    /// How long it is measured.
    #[arg(long, default_value_t = 30)]
    seconds: u64,
}

/// Entries of the larger act.
const MANY: u32 = 9;

pub(super) fn run(args: &ShareArgs, out: &mut dyn Write) -> anyhow::Result<()> {
    let cast = Cast {
        members: args.members,
        callers: args.accounts,
        hours: Hours::All,
        entries: 0,
    };
    let stage = Stage::set(&args.store, cast)?;
    let sequencer = Sequencer::start(&stage)?;
    let runtime = runtime()?;
    let turns = turns(&stage.world, args.accounts)?;
    let (mut leases, mut outcomes) = (Measured::default(), Measured::default());
    let (mut ones, mut manies) = (Measured::default(), Measured::default());
    let until = Instant::now() + Duration::from_secs(args.seconds);
    let mut left = args.members / 2;
    while left > 0 && (Instant::now() < until || leases.rates.is_empty()) {
        let in_round = stage.callers.len().min(left);
        left -= in_round;
        let all = stage.callers.get(..in_round).unwrap_or_default().to_vec();
        let cards = round(&runtime, &stage, all, args.callers, &mut leases, lease_once)?;
        let held: Vec<(Caller, CardId)> = cards.into_iter().flatten().collect();
        round(
            &runtime,
            &stage,
            held,
            args.callers,
            &mut outcomes,
            report_once,
        )?;
        for (count, into) in [(1, &mut ones), (MANY as usize, &mut manies)] {
            let acts = turns.iter().map(|turn| (turn, count)).collect();
            round(&runtime, &stage, acts, args.callers, into, write_entries)?;
        }
    }
    sequencer.end();
    writeln!(
        out,
        "| {}, {} members, {} callers | µs (median round) | writer CPU µs |\n|---|---|---|",
        engine(&args.store),
        args.members,
        args.callers
    )?;
    let all = [
        ("lease", &leases),
        ("act of 1 entry", &ones),
        ("act of 9 entries", &manies),
    ];
    for (what, measured) in all {
        let cost = Cost::of(measured);
        writeln!(out, "| {what} | {:.1} | {:.1} |", cost.wall, cost.writer)?;
    }
    let [lease, one, many] = [&leases, &ones, &manies].map(Cost::of);
    let more = f64::from(MANY - 1);
    let entry = Cost {
        wall: (many.wall - one.wall) / more,
        writer: (many.writer - one.writer) / more,
    };
    writeln!(
        out,
        "| one entry more | {:.1} | {:.1} |",
        entry.wall, entry.writer
    )?;
    writeln!(
        out,
        "| the ledger's share of a lease | {:.1} % | {:.1} % |",
        100.0 * entry.wall / lease.wall,
        100.0 * entry.writer / lease.writer
    )?;
    Ok(())
}

/// What an act costs, in microseconds.
struct Cost {
    wall: f64,
    writer: f64,
}

impl Cost {
    fn of(measured: &Measured) -> Self {
        let float = |n: u64| f64::from(u32::try_from(n).unwrap_or(u32::MAX));
        let acts = measured.latency.len().max(1);
        let acts = float(u64::try_from(acts).unwrap_or(u64::MAX));
        Self {
            wall: 1e6 / float(median(measured.rates.clone())).max(1.0),
            writer: float(measured.writer_ns / 1_000) / acts,
        }
    }
}

/// Who stands in the entries; kept until the process ends, so that every task may look there.
fn turns(world: &World, count: usize) -> anyhow::Result<&'static [Turn]> {
    let mut filler = Filler::new(world)?;
    let turns: Option<Vec<Turn>> = (0..count).map(|_| filler.turn()).collect();
    Ok(Box::leak(
        turns.context("there is nobody")?.into_boxed_slice(),
    ))
}

async fn write_entries(
    world: World,
    clock: Clock,
    (turn, count): (&'static Turn, usize),
) -> anyhow::Result<Option<()>> {
    let done = world
        .write(
            "bench-entries",
            Auth::Job("bench"),
            clock.now(),
            move |tx| log::entries(tx, turn, count),
        )
        .await?;
    Ok(matches!(done.verdict, Verdict::Given(())).then_some(()))
}
