//! Filling a bank's queue, and building the index of names.

use std::io::Write;
use std::time::Instant;

use switchboard_store::rules::contest::{Kind, Plan};
use switchboard_store::rules::moment::Span;
use switchboard_store::{Auth, Verdict, banks, contests, machine};

use super::StoreArgs;
use super::lease::engine;
use super::machine::{memory_peak_forget, memory_peak_mib, thread_cpu_ns};
use super::stage::{Cast, Hours, Stage, act};
use super::statistics::per_second;

/// How a job over the whole roll is measured.
#[derive(Debug, clap::Args)]
pub(super) struct FillArgs {
    #[command(flatten)]
    store: StoreArgs,
    /// Members on the roll.
    #[arg(long, default_value_t = 600_000)]
    members: usize,
}

pub(super) fn run(args: &FillArgs, out: &mut dyn Write) -> anyhow::Result<()> {
    let stage = stage(args)?;
    let now = stage.clock.now();
    let plan = Plan::of_calls(Kind::Standing, now, now.plus(Span::days(1)))?;
    let (contest, campaign) = act(&stage.world, Auth::Console, now, move |tx| {
        let new = banks::NewContest {
            name: "Another".to_owned(),
            style: banks::NameStyle::First,
            plan,
        };
        let contest = banks::new_contest(tx, &new)?;
        let campaign = banks::new_campaign(tx, contest, "Green")?;
        Ok(Verdict::Given((contest, campaign)))
    })?;
    contests::open_at_once(&stage.world, contest, now)?;
    let bank = act(&stage.world, Auth::Console, now, move |tx| {
        let new = banks::NewBank {
            campaign,
            contest,
            name: "Green evening".to_owned(),
            opening: String::new(),
            script: String::new(),
            notes: false,
        };
        Ok(Verdict::Given(banks::new_bank(tx, &new)?))
    })?;
    let (started, cpu) = (Instant::now(), thread_cpu_ns(Some("store-writer")));
    let filled = banks::fill(&stage.world, bank, now)?;
    let took = started.elapsed();
    let n = usize::try_from(filled)?;
    let writer = thread_cpu_ns(Some("store-writer")).saturating_sub(cpu) / filled.max(1);
    writeln!(
        out,
        "| filling a queue | members | s | rows/s | writer CPU ns a row |\n|---|---|---|---|---|"
    )?;
    writeln!(
        out,
        "| {} | {n} | {:.1} | {} | {writer} |",
        engine(&args.store),
        took.as_secs_f64(),
        per_second(n, took)
    )?;
    Ok(())
}

pub(super) fn names(args: &FillArgs, out: &mut dyn Write) -> anyhow::Result<()> {
    let stage = stage(args)?;
    memory_peak_forget();
    let before = memory_peak_mib();
    let started = Instant::now();
    let n = machine::index_names(&stage.world, stage.clock.now())?;
    let took = started.elapsed();
    writeln!(
        out,
        "| index of names | members | s | names/s | MiB more at the peak |\n|---|---|---|---|---|"
    )?;
    let more = memory_peak_mib().saturating_sub(before);
    writeln!(
        out,
        "| {} | {n} | {:.1} | {} | {more} |",
        engine(&args.store),
        took.as_secs_f64(),
        per_second(n, took)
    )?;
    Ok(())
}

fn stage(args: &FillArgs) -> anyhow::Result<Stage> {
    Stage::set(
        &args.store,
        Cast {
            members: args.members,
            callers: 256,
            hours: Hours::All,
            entries: 0,
        },
    )
}
