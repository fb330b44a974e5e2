//! What a campaign's withdrawal holds the writer for: one statement ends its roles, then its people follow, a slice at a time.

use std::io::Write;
use std::time::{Duration, Instant};

use anyhow::{Context as _, anyhow, bail};
use switchboard_store::requests::{self, Asked, Decision};
use switchboard_store::rules::moment::Span;
use switchboard_store::rules::policy::{Opened, Role, Scope};
use switchboard_store::rules::request::Because;
use switchboard_store::{Auth, Fault, SessionKey, Verdict, contests, desk, door, leaving};

use super::StoreArgs;
use super::lease::engine;
use super::sequencer::Sequencer;
use super::stage::{Cast, Hours, Stage, act};

/// How a withdrawal is measured.
#[derive(Debug, clap::Args)]
pub(super) struct LeaversArgs {
    #[command(flatten)]
    store: StoreArgs,
    /// Members on the roll.
    #[arg(long, default_value_t = 20_000)]
    members: usize,
    /// Callers of both campaigns, half of whom lose their role; a hundred of them have a card on their desk.
    #[arg(long, default_value_t = 1_000)]
    callers: usize,
}

/// How many have a card on their desk.
const ON: usize = 100;

pub(super) fn run(args: &LeaversArgs, out: &mut dyn Write) -> anyhow::Result<()> {
    let cast = Cast {
        members: args.members,
        callers: args.callers,
        hours: Hours::All,
        entries: 0,
    };
    let stage = Stage::set(&args.store, cast)?;
    let _sequencer = Sequencer::start(&stage)?;
    for caller in stage.callers.iter().take(ON) {
        let (bank, account) = (caller.bank, caller.account);
        let auth = Auth::Session(caller.key);
        act(&stage.world, auth, stage.clock.now(), move |tx| {
            desk::next(tx, bank, account)
        })?;
    }
    let withdrawal = withdraw(&stage)?;
    let before = stage.world.gauges();
    let mut took = Vec::new();
    let mut followed = 0;
    loop {
        let started = Instant::now();
        let done = leaving::follow(&stage.world, stage.clock.now())?;
        if done == 0 {
            break;
        }
        followed += done;
        took.push(started.elapsed());
    }
    took.sort_unstable();
    let after = stage.world.gauges();
    let millis = |took: Duration| took.as_secs_f64() * 1_000.0;
    let at = |share: usize| took.get((took.len() * share / 100).min(took.len().saturating_sub(1)));
    writeln!(
        out,
        "| a withdrawal | callers | the act ms | slices | accounts and cards | a slice with its commit ms: p50 | p99 | max | slices beyond 5 ms | longest hold ms |\n|---|---|---|---|---|---|---|---|---|---|"
    )?;
    let [half, most, all] = [50, 99, 100].map(|share| at(share).copied().map_or(0.0, millis));
    writeln!(
        out,
        "| {} | {} | {:.1} | {} | {followed} | {half:.1} | {most:.1} | {all:.1} | {} | {:.1} |",
        engine(&args.store),
        args.callers,
        millis(withdrawal),
        took.len(),
        after.slow - before.slow,
        millis(Duration::from_micros(after.hold_max_us)),
    )?;
    Ok(())
}

/// A returning officer asks that the first campaign be taken out of its contest, and a data protection officer agrees: what is
/// measured is the agreeing. Answers how long it took.
fn withdraw(stage: &Stage) -> anyhow::Result<Duration> {
    let returning = official(stage, Role::ReturningOfficer)?;
    let agreeing = official(stage, Role::Dpo)?;
    let because = Because::parse("The candidate has withdrawn")
        .map_err(|_| anyhow!("the reason isn't taken"))?;
    let now = stage.clock.now();
    let asked = act(&stage.world, Auth::Session(returning), now, move |tx| {
        let mut contests = contests::own_contests(tx)?.into_iter();
        let contest = contests.next().ok_or(Fault::NoSeat)?;
        let campaigns = match leaving::campaigns(tx, contest.id)? {
            Verdict::Given(campaigns) => campaigns,
            Verdict::Refused(refusal) => return Ok(Verdict::Refused(refusal)),
        };
        let first = campaigns.first().ok_or(Fault::NoSeat)?;
        leaving::ask_withdrawal(tx, first.id, because.clone())
    })?;
    let Asked::New { id, .. } = asked else {
        bail!("the withdrawal was not asked for");
    };
    let (started, now) = (Instant::now(), stage.clock.now());
    act(&stage.world, Auth::Session(agreeing), now, move |tx| {
        requests::decide(tx, id, Decision::Approve, None)
    })?;
    Ok(started.elapsed())
}

fn official(stage: &Stage, role: Role) -> anyhow::Result<SessionKey> {
    let (world, now) = (&stage.world, stage.clock.now());
    let new = door::NewAccount {
        label: "Official".to_owned(),
        role,
        scope: Scope::Organisation,
        code_until: now.plus(Span::days(1)),
        reusable: false,
        made_at: now.minus(Span::days(30)),
    };
    let (_, code) = act(world, Auth::Console, now, move |tx| {
        door::add_account(tx, &new)
    })?;
    let code = code.expose();
    let signed = act(world, Auth::Job("door"), now, move |tx| {
        door::sign_in(tx, &code, Opened::Password)
    })?;
    SessionKey::of(signed.token.expose()).context("a token of another shape")
}
