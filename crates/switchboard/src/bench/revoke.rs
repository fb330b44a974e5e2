//! How soon live pages end when their owner's access does, and whether anybody else's ends too.
//!
//! So many people watch a bank live, each with an account, a session and an address of their own, through the whole edge without a
//! socket. The access of some is ended, one after another, as the console ends it; what is measured is the time from the
//! commit to the end of that person's page. On SQLite there is one process; on PostgreSQL two nodes, each with connections of its own
//! and half of the pages, and access is ended at the first.

use std::future::poll_fn;
use std::io::Write;
use std::net::SocketAddr;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use anyhow::ensure;
use axum::Router;
use axum::body::{Body, HttpBody as _};
use axum::extract::ConnectInfo;
use axum::http::{Request, header};
use hyper::service::Service as _;
use hyper_util::service::TowerToHyperService;
use switchboard_store::rules::ids::{AccountId, BankId};
use switchboard_store::rules::leaving::{By, Leaving, Why};
use switchboard_store::rules::policy::Role;
use switchboard_store::{Auth, Options, Tx, World, leaving};
use tokio::task::JoinHandle;

use super::StoreArgs;
use super::lease::engine;
use super::machine::{memory_peak_forget, memory_peak_mib, process_cpu_ns};
use super::place::{Database, PlaceOfRun};
use super::stage::{Clock, Hours, act, make, sign_in};
use super::statistics::Samples;
use crate::app::{App, Cookies};
use crate::{clock, edge};

/// How the end of access is measured.
#[derive(Debug, clap::Args)]
pub(super) struct RevokeArgs {
    #[command(flatten)]
    store: StoreArgs,
    /// Live pages, each of somebody else.
    #[arg(long, default_value_t = 1_000)]
    live: usize,
    /// How many people's access is ended.
    #[arg(long, default_value_t = 100)]
    ended: usize,
    /// Milliseconds between one end and the next.
    #[arg(long, default_value_t = 100)]
    every: u64,
    /// Seconds for which all pages are open before the first end.
    #[arg(long, default_value_t = 5)]
    settle: u64,
}

/// One live page.
struct Page {
    account: AccountId,
    /// When it ended, once it has.
    end: JoinHandle<anyhow::Result<Instant>>,
}

pub(super) fn run(args: &RevokeArgs, out: &mut dyn Write) -> anyhow::Result<()> {
    ensure!(args.ended < args.live, "somebody must be left who goes on");
    let name = format!("revoke_{}", std::process::id());
    let base = PlaceOfRun {
        dir: std::env::temp_dir().join(format!("switchboard-{name}")),
        database: (args.store.store != "sqlite").then(|| Database {
            server: args.store.store.clone(),
            name: format!("switchboard_bench_{name}"),
        }),
    };
    let result = measured(args, &base, out);
    base.remove();
    result
}

fn measured(args: &RevokeArgs, base: &PlaceOfRun, out: &mut dyn Write) -> anyhow::Result<()> {
    let clock = Clock::wall();
    let (world, rivals) = make(base, 2_000, Hours::All, clock)?;
    let mut watchers = Vec::with_capacity(args.live);
    for (campaign, bank) in rivals.into_iter().cycle().take(args.live) {
        let (account, token) = sign_in(&world, Role::Organiser, campaign, &clock)?;
        watchers.push((account, token, bank));
    }
    let mut worlds = vec![world];
    if base.database.is_some() {
        worlds.push(World::open(&base.dir, Options::default())?);
    }
    let nodes: Vec<Router> = worlds
        .iter()
        .map(|world| {
            let app = App::new(world.clone(), clock::Clock::System, Cookies::Loopback);
            edge::router(app)
        })
        .collect();
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()?;
    let Some(first) = worlds.first() else {
        return Ok(());
    };
    let seen = runtime.block_on(watch_and_end(args, first, &nodes, watchers))?;
    writeln!(
        out,
        "| the end of access | nodes | live pages | ended | commit to end of page p50 | p99 | max | others that ended | processor, all pages open | peak |\n|---|---|---|---|---|---|---|---|---|---|"
    )?;
    writeln!(
        out,
        "| {} | {} | {} | {} | {} | {} | {} | {} | {} % of a core | {} MiB |",
        engine(&args.store),
        nodes.len(),
        args.live,
        seen.ended.len(),
        seen.ended.text(50),
        seen.ended.text(99),
        seen.ended.text(100),
        seen.others,
        seen.processor_percent,
        memory_peak_mib(),
    )?;
    Ok(())
}

struct Seen {
    ended: Samples,
    others: usize,
    processor_percent: u64,
}

async fn watch_and_end(
    args: &RevokeArgs,
    world: &World,
    nodes: &[Router],
    watchers: Vec<(AccountId, String, BankId)>,
) -> anyhow::Result<Seen> {
    memory_peak_forget();
    let parts = Arc::new(AtomicU64::new(0));
    let mut pages = Vec::with_capacity(watchers.len());
    for ((at, watcher), node) in (0..).zip(watchers).zip(nodes.iter().cycle()) {
        pages.push(open(node.clone(), at, watcher, Arc::clone(&parts)).await?);
    }
    let (before, started) = (process_cpu_ns(), Instant::now());
    tokio::time::sleep(Duration::from_secs(args.settle)).await;
    let spent = u128::from(process_cpu_ns() - before) * 100 / started.elapsed().as_nanos();
    ensure!(
        parts.load(Ordering::Relaxed) >= u64::try_from(args.live)?,
        "a page showed nothing"
    );
    // Spread over both banks and nodes.
    let step = pages.len() / args.ended;
    let mut commits = Vec::with_capacity(args.ended);
    let mut ended = Vec::with_capacity(args.ended);
    for at in (0..args.ended).rev() {
        ended.push(pages.swap_remove(at * step));
    }
    for page in &ended {
        let account = page.account;
        let world = world.clone();
        let leaving = Leaving {
            why: Why::Expelled,
            by: By::Console,
        };
        let commit = tokio::task::spawn_blocking(move || {
            let now = clock::Clock::System.now();
            act(&world, Auth::Console, now, move |tx: &mut Tx<'_, '_>| {
                leaving::end(tx, account, leaving)
            })?;
            Ok::<_, anyhow::Error>(Instant::now())
        });
        commits.push(commit.await??);
        tokio::time::sleep(Duration::from_millis(args.every)).await;
    }
    let mut seen = Samples::default();
    for (page, commit) in ended.into_iter().zip(commits) {
        seen.add(page.end.await??.saturating_duration_since(commit));
    }
    let others = pages.iter().filter(|page| page.end.is_finished()).count();
    Ok(Seen {
        ended: seen,
        others,
        processor_percent: u64::try_from(spent)?,
    })
}

/// Opens one live page, and has somebody read it to its end.
async fn open(
    node: Router,
    at: u32,
    (account, token, bank): (AccountId, String, BankId),
    parts: Arc<AtomicU64>,
) -> anyhow::Result<Page> {
    let [_, _, high, low] = at.to_be_bytes();
    let address = SocketAddr::from(([10, 7, high, low], 40_000));
    let mut request = Request::get(format!("/banks/{bank}/live"))
        .header(header::HOST, "localhost")
        .header(
            header::COOKIE,
            format!("{}={token}", Cookies::Loopback.session()),
        )
        .body(Body::empty())?;
    request.extensions_mut().insert(ConnectInfo(address));
    let site = TowerToHyperService::new(node);
    let answer = site
        .call(request)
        .await
        .unwrap_or_else(|never| match never {});
    ensure!(
        answer.status().as_u16() == 200,
        "a live page answered {}",
        answer.status()
    );
    let mut body = answer.into_body();
    let end = tokio::spawn(async move {
        while let Some(part) = poll_fn(|context| Pin::new(&mut body).poll_frame(context)).await {
            part?;
            parts.fetch_add(1, Ordering::Relaxed);
        }
        Ok(Instant::now())
    });
    Ok(Page { account, end })
}
