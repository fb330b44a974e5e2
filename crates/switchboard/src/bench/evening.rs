//! An evening at its real pace: callers who ring, talk and report, organisers who watch it live, a server in another process.
//!
//! `bench http --prepare DIR --watchers N` makes the world and both lists. Callers come at moments spread over the time between
//! two of their cards; each asks for a card, then for its number, and reports an outcome a little later. With `--callers 0` only
//! the watchers are left, each on a connection of its own: what a live page costs in memory.

use std::io::Write;
use std::path::PathBuf;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use anyhow::{Context as _, ensure};

use super::http::{callers, card_of};
use super::machine::Watched;
use super::statistics::Samples;
use super::wire::{Connection, Request, Server};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// How an evening is measured.
#[derive(Debug, clap::Args)]
pub(super) struct EveningArgs {
    /// The server, as `http://127.0.0.1:8080`.
    #[arg(long)]
    url: String,
    /// The directory that `bench http --prepare` filled: `callers` and `organisers` lie in it.
    #[arg(long)]
    house: PathBuf,
    /// The server's process, whose processor time and memory are read.
    #[arg(long)]
    pid: u32,
    /// How many ring.
    #[arg(long, default_value_t = 1_000)]
    callers: usize,
    /// Cards an hour and caller.
    #[arg(long, default_value_t = 60)]
    calls_an_hour: u32,
    /// Live pages.
    #[arg(long, default_value_t = 20)]
    watchers: usize,
    /// How long, once all are there.
    #[arg(long, default_value_t = 60)]
    seconds: u64,
    /// The session's cookie by name, as a server on loopback calls it.
    #[arg(long, default_value = "switchboard")]
    cookie: String,
}

#[derive(Default)]
struct Seen {
    next: Samples,
    number: Samples,
    outcome: Samples,
    other: Vec<u16>,
}

/// How many live pages are being opened at a time: as many people can't press at the same moment.
const OPENING_MAX: usize = 256;
/// How long the last of them may take.
const OPENED_WITHIN: Duration = Duration::from_mins(1);

type Shared = Arc<Mutex<Seen>>;

pub(super) fn run(args: &EveningArgs, out: &mut dyn Write) -> anyhow::Result<()> {
    ensure!(args.calls_an_hour > 0, "somebody must ring now and then");
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(1)
        .enable_all()
        .build()?;
    let seen = Shared::default();
    let parts = Arc::new(AtomicU64::new(0));
    let (before, after) = runtime.block_on(evening(args, &seen, &parts))?;
    let seen = seen.lock().unwrap_or_else(PoisonError::into_inner);
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let of_a_core = after.percent_of_a_core_since(&before);
    writeln!(
        out,
        "| callers | cards | next p50 | p99 | max | number p99 | outcome p99 | other answers | live pages | parts sent | server: of a core | of {cores} cores | resident | peak |\n|---|---|---|---|---|---|---|---|---|---|---|---|---|---|"
    )?;
    writeln!(
        out,
        "| {} | {} | {} | {} | {} | {} | {} | {:?} | {} | {} | {of_a_core:.1} % | {:.1} % | {} MiB | {} MiB |",
        args.callers,
        seen.next.len(),
        seen.next.text(50),
        seen.next.text(99),
        seen.next.text(100),
        seen.number.text(99),
        seen.outcome.text(99),
        seen.other.iter().take(5).collect::<Vec<_>>(),
        args.watchers,
        parts.load(Ordering::Relaxed),
        of_a_core / f64::from(u32::try_from(cores)?),
        after.resident_mib,
        after.peak_mib,
    )?;
    Ok(())
}

async fn evening(
    args: &EveningArgs,
    seen: &Shared,
    parts: &Arc<AtomicU64>,
) -> anyhow::Result<(Watched, Watched)> {
    let server = Server::parse(&args.url)?;
    let mut tasks = Vec::new();
    let opening = Arc::new(Semaphore::new(OPENING_MAX));
    for (token, bank) in callers(&args.house.join("organisers"), args.watchers)? {
        let permit = Arc::clone(&opening).acquire_owned().await?;
        let connection = server.connect().await?;
        let cookie = format!("cookie: {}={token}", args.cookie);
        let parts = Arc::clone(parts);
        tasks.push(tokio::spawn(watch(connection, cookie, bank, parts, permit)));
    }
    ensure!(
        tasks.len() == args.watchers,
        "too few organisers are listed"
    );
    // Once all of them have shown something, or one has failed.
    let all = u32::try_from(OPENING_MAX)?;
    let _all = tokio::time::timeout(OPENED_WITHIN, opening.acquire_many(all)).await??;
    let every = Duration::from_hours(1) / args.calls_an_hour;
    let ringing = callers(&args.house.join("callers"), args.callers)?;
    ensure!(ringing.len() == args.callers, "too few callers are listed");
    for (at, (token, bank)) in (0_u32..).zip(ringing) {
        let server = server.clone();
        let first = every * at / u32::try_from(args.callers.max(1))?;
        let seen = Arc::clone(seen);
        tasks.push(tokio::spawn(ring(
            server,
            token,
            bank,
            (first, every),
            seen,
        )));
    }
    tokio::time::sleep(Duration::from_secs(5)).await;
    let before = Watched::read(args.pid)?;
    parts.store(0, Ordering::Relaxed);
    tokio::time::sleep(Duration::from_secs(args.seconds)).await;
    let after = Watched::read(args.pid)?;
    for task in tasks {
        ensure!(!task.is_finished(), "somebody stopped: {:?}", task.await);
        task.abort();
    }
    Ok((before, after))
}

/// Reads a live page for ever; it is being opened until it has shown something.
async fn watch(
    mut connection: Connection,
    cookie: String,
    bank: String,
    parts: Arc<AtomicU64>,
    opening: OwnedSemaphorePermit,
) -> anyhow::Result<()> {
    connection
        .stream(&format!("/banks/{bank}/live"), &[cookie])
        .await?;
    connection.piece().await?;
    drop(opening);
    loop {
        parts.fetch_add(1, Ordering::Relaxed);
        connection.piece().await?;
    }
}

/// Rings for ever, at its own moments. A telephone's connection is gone by the time its call is over: each act has its own.
async fn ring(
    server: Server,
    token: String,
    bank: String,
    (first, every): (Duration, Duration),
    seen: Shared,
) -> anyhow::Result<()> {
    let headers = [
        format!("authorization: Bearer {token}"),
        "accept: application/json".to_owned(),
    ];
    let note =
        |act: &dyn Fn(&mut Seen)| act(&mut seen.lock().unwrap_or_else(PoisonError::into_inner));
    let mut due = tokio::time::Instant::now() + first;
    loop {
        tokio::time::sleep_until(due).await;
        due += every;
        let next = format!("/api/v1/banks/{bank}/next");
        let (took, status, body) = post(&server, &headers, &next, "{}").await?;
        let Some(card) = card_of(&body).filter(|_| status == 200) else {
            note(&|seen| seen.other.push(status));
            continue;
        };
        note(&|seen| seen.next.add(took));
        let number = format!("/api/v1/cards/{card}/number");
        let (took, status, _) = post(&server, &headers, &number, "{}").await?;
        note(&|seen| match status {
            200 => seen.number.add(took),
            other => seen.other.push(other),
        });
        tokio::time::sleep(every / 2).await;
        let outcome = format!("/api/v1/cards/{card}/outcome");
        let said = r#"{"outcome":"answered"}"#;
        let (took, status, _) = post(&server, &headers, &outcome, said).await?;
        note(&|seen| match status {
            200..300 => seen.outcome.add(took),
            other => seen.other.push(other),
        });
    }
}

async fn post(
    server: &Server,
    headers: &[String],
    path: &str,
    body: &str,
) -> anyhow::Result<(Duration, u16, Vec<u8>)> {
    let started = Instant::now();
    let request = Request {
        method: "POST",
        path,
        headers,
        body,
    };
    let answer = server
        .connect()
        .await?
        .ask(&request)
        .await
        .context("a caller's request")?;
    Ok((started.elapsed(), answer.status, answer.body))
}
