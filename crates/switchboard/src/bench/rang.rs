//! "Who rang me": the first page of a member's own, in a long log, with everything that stands on it opened.

use std::io::Write;
use std::time::Instant;

use anyhow::Context as _;
use switchboard_store::own_page::{self, OwnKey};
use switchboard_store::rules::moment::{Moment, Span};
use switchboard_store::{Auth, World, log};

use super::StoreArgs;
use super::lease::engine;
use super::sequencer::drain;
use super::stage::{Cast, Hours, Stage, given};
use super::statistics::Samples;

/// How the page is measured.
#[derive(Debug, clap::Args)]
pub(super) struct RangArgs {
    #[command(flatten)]
    store: StoreArgs,
    /// Members on the roll.
    #[arg(long, default_value_t = 20_000)]
    members: usize,
    /// Entries of the ledger that are there already, about one member after the other.
    #[arg(long, default_value_t = 1_000_000)]
    entries: usize,
    /// Members who look.
    #[arg(long, default_value_t = 200)]
    rounds: usize,
}

pub(super) fn run(args: &RangArgs, out: &mut dyn Write) -> anyhow::Result<()> {
    let cast = Cast {
        members: args.members,
        callers: 64,
        hours: Hours::All,
        entries: args.entries,
    };
    let stage = Stage::set(&args.store, cast)?;
    drain(&stage.world, &stage.clock)?;
    let (mut first, mut again, mut shown) = (Samples::default(), Samples::default(), 0);
    for round in 0..args.rounds.min(args.members) {
        let now = stage.clock.now().plus(Span::seconds(i64::try_from(round)?));
        let key = comes_in(&stage.world, round, now)?;
        shown += timed(&stage.world, key, now, &mut first)?;
        timed(&stage.world, key, now, &mut again)?;
    }
    writeln!(
        out,
        "| who rang me | entries of the log | members | entries shown | p50 | p99 | again p50 | again p99 |\n|---|---|---|---|---|---|---|---|"
    )?;
    writeln!(
        out,
        "| {} | {} | {} | {shown} | {} | {} | {} | {} |",
        engine(&args.store),
        log::head(&stage.world)?.size,
        args.members,
        first.text(50),
        first.text(99),
        again.text(50),
        again.text(99),
    )?;
    Ok(())
}

/// The n-th member proves who they are.
fn comes_in(world: &World, n: usize, now: Moment) -> anyhow::Result<OwnKey> {
    let who = format!("SW-{:06}", n + 1);
    let asks = who.clone();
    let ask = world.write("bench-ask", Auth::Job("door"), now, move |tx| {
        own_page::ask(tx, &asks)
    });
    let asked = given(ask.wait()?.verdict)?;
    let code = asked.shown.context("a demo shows the code")?;
    own_page::answer_asked(world, now)?;
    let open = world.write("bench-open", Auth::Job("door"), now, move |tx| {
        own_page::open(tx, &who, &code)
    });
    let token = given(open.wait()?.verdict)?.context("the code opens")?;
    OwnKey::of(token.expose()).context("a token is a token")
}

/// The first page, opened; answers how many entries stand on it.
fn timed(world: &World, key: OwnKey, now: Moment, times: &mut Samples) -> anyhow::Result<usize> {
    let started = Instant::now();
    let page = world.write("bench-own", Auth::Member(key), now, |tx| {
        own_page::mine(tx, None)
    });
    let done = page.wait()?;
    let mine = given(done.verdict)?;
    let heads = mine.heads.disclose(&done.proof)?;
    let looks = mine.looks.disclose(&done.proof)?;
    for heard in mine.heard {
        heard.answers.disclose(&done.proof)?;
    }
    times.add(started.elapsed());
    anyhow::ensure!(heads.len() == looks.0.len(), "each entry has its part");
    Ok(heads.len())
}
