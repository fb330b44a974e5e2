//! Fixing a contest's members and switching them on, for five campaigns at once, while callers of another contest are served.

use std::io::Write;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use anyhow::{anyhow, ensure};
use switchboard_store::banks::{self, NameStyle, NewBank, NewContest};
use switchboard_store::contests::{self, Prepared};
use switchboard_store::rules::contest::{Kind, Plan};
use switchboard_store::rules::ids::ContestId;
use switchboard_store::rules::moment::Span;
use switchboard_store::{Auth, Verdict};

use super::StoreArgs;
use super::import::ring_meanwhile;
use super::lease::engine;
use super::sequencer::Sequencer;
use super::stage::{Cast, Hours, Stage, act};

/// How a snapshot is measured.
#[derive(Debug, clap::Args)]
pub(super) struct SnapshotArgs {
    #[command(flatten)]
    store: StoreArgs,
    /// Members on the roll.
    #[arg(long, default_value_t = 600_000)]
    members: usize,
    /// Campaigns of the contest; none of them has a bank, so that the members are measured and not the queues.
    #[arg(long, default_value_t = 5)]
    campaigns: usize,
    /// Banks in each campaign, whose queues are filled in the dark too.
    #[arg(long, default_value_t = 0)]
    banks: usize,
    /// Callers of another contest who ring meanwhile, ten cards a second each.
    #[arg(long, default_value_t = 8)]
    callers: usize,
}

pub(super) fn run(args: &SnapshotArgs, out: &mut dyn Write) -> anyhow::Result<()> {
    let stage = Stage::set(
        &args.store,
        Cast {
            members: args.members,
            callers: 256,
            hours: Hours::All,
            entries: 0,
        },
    )?;
    let contest = another(&stage, args)?;
    let _sequencer = Sequencer::start(&stage)?;
    let ended = Arc::new(AtomicBool::new(false));
    let callers = ring_meanwhile(&stage, args.callers, Arc::clone(&ended))?;
    let (started, clock) = (Instant::now(), stage.clock);
    let prepared = contests::fix_at_once(&stage.world, contest, &|| clock.now())?;
    let prepare = started.elapsed();
    ensure!(prepared == Prepared::Done, "the roll changed meanwhile");
    let started = Instant::now();
    contests::open_at_once(&stage.world, contest, clock.now())?;
    let switch = started.elapsed();
    ended.store(true, Ordering::Relaxed);
    let latency = callers
        .join()
        .map_err(|_| anyhow!("the callers' thread broke off"))??;
    let millis = |took: Duration| took.as_secs_f64() * 1_000.0;
    writeln!(
        out,
        "| a snapshot | members | campaigns | banks each | preparation s | switch ms | `next` meanwhile | p50 | p99 | max |\n|---|---|---|---|---|---|---|---|---|---|"
    )?;
    writeln!(
        out,
        "| {} | {} | {} | {} | {:.1} | {:.1} | {} | {} | {} | {} |",
        engine(&args.store),
        args.members,
        args.campaigns,
        args.banks,
        prepare.as_secs_f64(),
        millis(switch),
        latency.len(),
        latency.text(50),
        latency.text(99),
        latency.text(100),
    )?;
    Ok(())
}

/// A contest beside the one whose callers ring.
fn another(stage: &Stage, args: &SnapshotArgs) -> anyhow::Result<ContestId> {
    let now = stage.clock.now();
    let plan = Plan::of_calls(Kind::Contest, now, now.plus(Span::days(30)))?;
    let (campaigns, each) = (args.campaigns, args.banks);
    act(&stage.world, Auth::Console, now, move |tx| {
        let new = NewContest {
            name: "Another".to_owned(),
            style: NameStyle::Titled,
            plan,
        };
        let contest = banks::new_contest(tx, &new)?;
        for n in 0..campaigns {
            let campaign = banks::new_campaign(tx, contest, &format!("Campaign {n}"))?;
            for bank in 0..each {
                let new = NewBank {
                    campaign,
                    contest,
                    name: format!("Bank {bank}"),
                    opening: String::new(),
                    script: String::new(),
                    notes: false,
                };
                banks::new_bank(tx, &new)?;
            }
        }
        Ok(Verdict::Given(contest))
    })
}
