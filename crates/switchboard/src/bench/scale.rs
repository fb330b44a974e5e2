//! What a lease costs at several sizes of the roll: it must not grow with it.

use std::io::Write;
use std::time::Duration;

use super::StoreArgs;
use super::lease::{Measured, engine, rounds, runtime};
use super::sequencer::Sequencer;
use super::stage::{Cast, Hours, Stage};
use super::statistics::median;

/// Which sizes are measured.
#[derive(Debug, clap::Args)]
pub(super) struct ScaleArgs {
    #[command(flatten)]
    store: StoreArgs,
    /// Sizes of the roll. 6,000,000 takes 10 GB of disk and some minutes to prepare.
    #[arg(long, value_delimiter = ',', default_value = "6000,60000,600000")]
    members: Vec<usize>,
    /// How long each row is measured.
    #[arg(long, default_value_t = 5)]
    seconds: u64,
}

/// How many accounts lease in turn; few enough for the smallest roll.
const ACCOUNTS: usize = 2_048;

pub(super) fn run(args: &ScaleArgs, out: &mut dyn Write) -> anyhow::Result<()> {
    writeln!(out, "store {}, sequencer beside", engine(&args.store))?;
    writeln!(
        out,
        "| members | callers | leases/s | p50 | p99 | writer CPU µs | not given | against the smallest |"
    )?;
    writeln!(out, "|---|---|---|---|---|---|---|---|")?;
    let runtime = runtime()?;
    // As many on each roll: two banks deal the whole of it each, and what is written meanwhile must not differ.
    let most = args.members.iter().min().map_or(0, |members| members / 2);
    let mut smallest: Option<(u64, u64)> = None;
    for members in &args.members {
        let stage = Stage::set(
            &args.store,
            Cast {
                members: *members,
                callers: ACCOUNTS,
                hours: Hours::All,
                entries: 0,
            },
        )?;
        let _sequencer = Sequencer::start(&stage)?;
        let mut costs = Vec::new();
        for callers in [1, 64] {
            let (leases, _) = rounds(
                &runtime,
                &stage,
                callers,
                Duration::from_secs(args.seconds),
                most,
            )?;
            let cost = cost_ns(&leases);
            costs.push(cost);
            let first = smallest.map_or(cost, |(one, many)| if callers == 1 { one } else { many });
            writeln!(
                out,
                "| {members} | {callers} | {} | {} | {} | {} | {} | {} % |",
                median(leases.rates.clone()),
                leases.latency.text(50),
                leases.latency.text(99),
                cost / 1000,
                leases.failed,
                cost * 100 / first.max(1)
            )?;
        }
        if let [one, many] = *costs.as_slice() {
            smallest.get_or_insert((one, many));
        }
    }
    Ok(())
}

/// Processor time of the writer a lease on SQLite; of the whole process on PostgreSQL, where there is no writer thread.
fn cost_ns(leases: &Measured) -> u64 {
    let n = u64::try_from(leases.latency.len()).unwrap_or(0).max(1);
    let ns = if leases.writer_ns > 0 {
        leases.writer_ns
    } else {
        leases.process_ns
    };
    ns / n
}
