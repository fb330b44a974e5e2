//! What loading the facts of a lease and deciding cost, inside the transaction and without writing.
//!
//! From midnight on the list of this world is too old, which stands against everybody: the whole way is gone and nothing is
//! written. Session, account, terms, bank, desk, budget; the queue's next member with marks, objections and open cards;
//! policy and the budget, all but the hours. That is "facts plus decide". On the evening before, the same closure also asks
//! for the hours, seals the entry and queues its writes: the second row. (Night itself won't do: hours go by each member's
//! zone, it is day somewhere, and whoever sleeps is put off until their morning, which is a write.)

use std::io::Write;
use std::time::Instant;

use switchboard_store::desk::{self, Dealt, Empty};
use switchboard_store::rules::eligible::NotNow;
use switchboard_store::rules::moment::Span;
use switchboard_store::{Auth, Verdict};

use super::StoreArgs;
use super::lease::engine;
use super::stage::{Cast, Hours, Stage, given};
use super::statistics::Samples;

/// How facts and decide are measured.
#[derive(Debug, clap::Args)]
pub(super) struct DecideArgs {
    #[command(flatten)]
    store: StoreArgs,
    /// Members on the roll.
    #[arg(long, default_value_t = 60_000)]
    members: usize,
    /// How many acts.
    #[arg(long, default_value_t = 20_000)]
    acts: usize,
}

/// Accounts of the world, each of whom leases once in the evening.
const CALLERS: usize = 4_096;
/// From the evening of the bench into the next day, within the twelve hours of a session.
const UNTIL_TOO_OLD: Span = Span::hours(5);
/// On the way there each caller is seen once: a session that lies idle for four hours is over.
const ON_THE_WAY: Span = Span::hours(2);

pub(super) fn run(args: &DecideArgs, out: &mut dyn Write) -> anyhow::Result<()> {
    let stage = Stage::set(
        &args.store,
        Cast {
            members: args.members,
            callers: CALLERS,
            hours: Hours::Evening,
            entries: 0,
        },
    )?;
    see(&stage, args.acts.min(CALLERS))?;
    let refused = measure(&stage, args.acts, UNTIL_TOO_OLD)?;
    let evening = measure(&stage, CALLERS, Span::ZERO)?;
    writeln!(
        out,
        "store {}, {} members",
        engine(&args.store),
        args.members
    )?;
    writeln!(
        out,
        "| inside the closure | acts | p50 | p90 | p99 |\n|---|---|---|---|---|"
    )?;
    for (what, times) in [
        ("facts plus decide", &refused),
        ("the whole closure of a lease, before its writes", &evening),
    ] {
        writeln!(
            out,
            "| {what} | {} | {} | {} | {} |",
            times.len(),
            times.text(50),
            times.text(90),
            times.text(99)
        )?;
    }
    Ok(())
}

/// Lets so many callers be seen on the way, without dealing anything.
fn see(stage: &Stage, callers: usize) -> anyhow::Result<()> {
    let now = stage.clock.later(ON_THE_WAY).now();
    for caller in stage.callers.iter().take(callers) {
        let account = caller.account;
        let seen = stage
            .world
            .write("own-desk", Auth::Session(caller.key), now, move |tx| {
                desk::own_desk(tx, account)
            });
        given(seen.wait()?.verdict)?;
    }
    Ok(())
}

fn measure(stage: &Stage, acts: usize, later: Span) -> anyhow::Result<Samples> {
    let clock = stage.clock.later(later);
    let wanted = if later == Span::ZERO {
        Came::Card
    } else {
        Came::TooOld
    };
    let mut samples = Samples::default();
    let mut elsewhere = String::new();
    for caller in stage.callers.iter().cycle().take(acts) {
        let (bank, account) = (caller.bank, caller.account);
        let done = stage
            .world
            .write(
                "desk-next",
                Auth::Session(caller.key),
                clock.now(),
                move |tx| {
                    let started = Instant::now();
                    Ok(match desk::next(tx, bank, account)? {
                        Verdict::Given(dealt) => {
                            Verdict::Given((started.elapsed(), what_came(&dealt)))
                        }
                        Verdict::Refused(refusal) => Verdict::Refused(refusal),
                    })
                },
            )
            .wait()?;
        match given(done.verdict)? {
            (took, came) if came == wanted => samples.add(took),
            // Nobody of those looked at may be rung now, as when a rival has them or a number is shared by many: the next asking goes
            // on from there.
            (_, Came::Elsewhere(why)) => elsewhere = why,
            (_, came) => anyhow::bail!(
                "the rules of this world are not what the bench takes them for: {came:?} came instead of {wanted:?}"
            ),
        }
    }
    anyhow::ensure!(
        samples.len() * 2 > acts,
        "only {} of {acts} acts came to {wanted:?}, the last of the others to {elsewhere}",
        samples.len()
    );
    Ok(samples)
}

/// How far a lease came.
#[derive(Debug, PartialEq, Eq)]
enum Came {
    /// To a card.
    Card,
    /// To the age of the list, with every fact loaded.
    TooOld,
    /// Less far, for this reason.
    Elsewhere(String),
}

fn what_came(dealt: &Dealt) -> Came {
    match dealt {
        Dealt::Card(_) => Came::Card,
        Dealt::Empty(Empty {
            why: Some(NotNow::ListTooOld),
            ..
        }) => Came::TooOld,
        Dealt::Empty(empty) => Came::Elsewhere(format!("{empty:?}")),
        Dealt::Spent(exhausted) => Came::Elsewhere(format!("{exhausted:?}")),
    }
}
