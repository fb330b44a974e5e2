//! Leases and outcomes over HTTP, from this process to a server in another, one kept connection for each caller.
//!
//! `--prepare DIR` makes a world for `switchboard serve --data DIR` with that many callers and the list of their tokens
//! (`DIR/callers`), which `--tokens` reads afterwards. A card that two callers hold is a double lease; an outcome that is
//! not taken though its card was dealt is a lost one. Both must be 0.

use std::collections::HashSet;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use anyhow::Context as _;
use serde_json::Value;

use super::StoreArgs;
use super::stage::{Cast, Hours, prepare_to_serve};
use super::statistics::{Samples, per_second};
use super::wire::{Connection, Request, Server};

/// How the edge is measured.
#[derive(Debug, clap::Args)]
pub(super) struct HttpArgs {
    #[command(flatten)]
    store: StoreArgs,
    /// The server, as `http://127.0.0.1:8080`.
    #[arg(long, required_unless_present = "prepare")]
    url: Option<String>,
    /// A list of callers: a token and a bank on each line.
    #[arg(long, required_unless_present = "prepare")]
    tokens: Option<PathBuf>,
    /// Makes a world to serve in this directory instead of measuring.
    #[arg(long, value_name = "DIR")]
    prepare: Option<PathBuf>,
    /// Members of the world that is made.
    #[arg(long, default_value_t = 600_000)]
    members: usize,
    /// Callers at once.
    #[arg(long, default_value_t = 1_000)]
    callers: usize,
    /// Organisers of the world that is made, for `bench evening`.
    #[arg(long, default_value_t = 20)]
    watchers: usize,
    /// How long.
    #[arg(long, default_value_t = 10)]
    seconds: u64,
    /// Cards a second and caller; 0 is as fast as answers come.
    #[arg(long, default_value_t = 0)]
    pace: u64,
}

/// What the callers did together.
#[derive(Default)]
struct Seen {
    leases: Samples,
    outcomes: Samples,
    /// Every card that was dealt.
    cards: HashSet<String>,
    double: usize,
    lost: usize,
    /// Asked for a card and got none.
    empty: usize,
    /// Statuses that are none of the contract.
    other: Vec<u16>,
}

pub(super) fn run(args: &HttpArgs, out: &mut dyn Write) -> anyhow::Result<()> {
    if let Some(dir) = &args.prepare {
        let cast = Cast {
            members: args.members,
            callers: args.callers,
            hours: Hours::All,
            entries: 0,
        };
        prepare_to_serve(&args.store, cast, args.watchers, dir)?;
        writeln!(
            out,
            "made {}; run `switchboard serve --data {0}` and give me --tokens {0}/callers",
            dir.display()
        )?;
        return Ok(());
    }
    let server = Server::parse(args.url.as_deref().unwrap_or_default())?;
    let callers = callers(&args.tokens.clone().unwrap_or_default(), args.callers)?;
    let n = callers.len();
    let seen = Arc::new(Mutex::new(Seen::default()));
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(1)
        .enable_all()
        .build()?;
    let took = runtime.block_on(ring(&server, callers, args, &seen))?;
    let seen = seen.lock().unwrap_or_else(PoisonError::into_inner);
    writeln!(
        out,
        "| callers | lease+outcome/s | lease p50 | p99 | outcome p50 | p99 | no card | double | lost | other answers |"
    )?;
    writeln!(out, "|---|---|---|---|---|---|---|---|---|---|")?;
    writeln!(
        out,
        "| {n} | {} | {} | {} | {} | {} | {} | {} | {} | {:?} |",
        per_second(seen.outcomes.len(), took),
        seen.leases.text(50),
        seen.leases.text(99),
        seen.outcomes.text(50),
        seen.outcomes.text(99),
        seen.empty,
        seen.double,
        seen.lost,
        seen.other.iter().take(5).collect::<Vec<_>>(),
    )?;
    Ok(())
}

/// Tokens and banks out of a list of callers, the first `most`.
pub(super) fn callers(list: &Path, most: usize) -> anyhow::Result<Vec<(String, String)>> {
    let text = std::fs::read_to_string(list).context("the list of callers can't be read")?;
    let lines = text.lines().filter_map(|line| line.split_once(' '));
    Ok(lines
        .map(|(token, bank)| (token.to_owned(), bank.to_owned()))
        .take(most)
        .collect())
}

async fn ring(
    server: &Server,
    callers: Vec<(String, String)>,
    args: &HttpArgs,
    seen: &Arc<Mutex<Seen>>,
) -> anyhow::Result<Duration> {
    // All connections first: opening them is not what is measured.
    let mut ready = Vec::with_capacity(callers.len());
    for (token, bank) in callers {
        ready.push((server.connect().await?, token, bank));
    }
    let started = Instant::now();
    let until = started + Duration::from_secs(args.seconds);
    let pause = (args.pace > 0).then(|| Duration::from_millis(1_000 / args.pace));
    let tasks: Vec<_> = ready
        .into_iter()
        .map(|(connection, token, bank)| {
            tokio::spawn(call(
                connection,
                token,
                bank,
                until,
                pause,
                Arc::clone(seen),
            ))
        })
        .collect();
    for task in tasks {
        task.await??;
    }
    Ok(started.elapsed())
}

async fn call(
    mut connection: Connection,
    token: String,
    bank: String,
    until: Instant,
    pause: Option<Duration>,
    seen: Arc<Mutex<Seen>>,
) -> anyhow::Result<()> {
    let headers = [
        format!("authorization: Bearer {token}"),
        "accept: application/json".to_owned(),
    ];
    let next = format!("/api/v1/banks/{bank}/next");
    let note =
        |act: &dyn Fn(&mut Seen)| act(&mut seen.lock().unwrap_or_else(PoisonError::into_inner));
    while Instant::now() < until {
        let started = Instant::now();
        let dealt = connection
            .ask(&Request {
                method: "POST",
                path: &next,
                headers: &headers,
                body: "{}",
            })
            .await?;
        let lease = started.elapsed();
        let Some(card) = card_of(&dealt.body).filter(|_| dealt.status == 200) else {
            note(&|seen| {
                if dealt.status < 300 {
                    seen.empty += 1;
                } else {
                    seen.other.push(dealt.status);
                }
            });
            tokio::time::sleep(Duration::from_millis(50)).await;
            continue;
        };
        let path = format!("/api/v1/cards/{card}/outcome");
        let started = Instant::now();
        let body = r#"{"outcome":"answered"}"#;
        let taken = connection
            .ask(&Request {
                method: "POST",
                path: &path,
                headers: &headers,
                body,
            })
            .await?;
        let outcome = started.elapsed();
        note(&|seen| {
            seen.leases.add(lease);
            seen.double += usize::from(!seen.cards.insert(card.clone()));
            if taken.status < 300 {
                seen.outcomes.add(outcome);
            } else {
                seen.lost += 1;
                seen.other.push(taken.status);
            }
        });
        if let Some(pause) = pause {
            tokio::time::sleep(pause.saturating_sub(started.elapsed())).await;
        }
    }
    Ok(())
}

/// The id of the card in an answer: `{"card": "…"}` or `{"card": {"id": "…"}}`.
pub(super) fn card_of(body: &[u8]) -> Option<String> {
    let answer: Value = serde_json::from_slice(body).ok()?;
    let card = answer.get("card")?;
    card.as_str()
        .or_else(|| card.get("id")?.as_str())
        .map(str::to_owned)
}
