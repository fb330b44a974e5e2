//! The desk page at a steady rate: its bytes on the wire, and how soon the first comes.
//!
//! Each caller of the list (see `bench http --prepare`) is dealt a card first, and their pages are asked for in turn.
//! Requests are sent when they are due, whether or not earlier ones were answered, and counted from when they were due:
//! a server that stalls can't hide it by slowing the bench down.

use std::io::Write;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use anyhow::Context as _;

use super::http::{callers, card_of};
use super::statistics::Samples;
use super::wire::{Request, Server};

/// How a page is measured.
#[derive(Debug, clap::Args)]
pub(super) struct DeskArgs {
    /// The server, as `http://127.0.0.1:8080`.
    #[arg(long)]
    url: String,
    /// A list of callers: a token and a bank on each line.
    #[arg(long)]
    tokens: PathBuf,
    /// How many of them have a card.
    #[arg(long, default_value_t = 200)]
    callers: usize,
    /// The session's cookie by name, as a server on loopback calls it.
    #[arg(long, default_value = "switchboard")]
    cookie: String,
    /// Requests a second.
    #[arg(long, default_value_t = 200)]
    rate: u32,
    /// How long.
    #[arg(long, default_value_t = 10)]
    seconds: u32,
}

/// Connections that take the requests in turn.
const CONNECTIONS: usize = 16;

#[derive(Default)]
struct Seen {
    first: Samples,
    bytes: usize,
    statuses: std::collections::BTreeMap<u16, usize>,
}

pub(super) fn run(args: &DeskArgs, out: &mut dyn Write) -> anyhow::Result<()> {
    let server = Server::parse(&args.url)?;
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(1)
        .enable_all()
        .build()?;
    let seen = runtime.block_on(ask_steadily(&server, args))?;
    writeln!(
        out,
        "| page | requests | bytes on the wire | first byte p50 | p99 | max | statuses |\n|---|---|---|---|---|---|---|"
    )?;
    writeln!(
        out,
        "| /desk/cards/… | {} | {} | {} | {} | {} | {:?} |",
        seen.first.len(),
        seen.bytes,
        seen.first.text(50),
        seen.first.text(99),
        seen.first.text(100),
        seen.statuses
    )?;
    Ok(())
}

/// A page to ask for, and whose it is.
struct Page {
    path: String,
    headers: [String; 2],
}

/// Has each caller dealt a card; answers the cards' pages.
async fn deal(server: &Server, args: &DeskArgs) -> anyhow::Result<Vec<Page>> {
    let mut connection = server.connect().await?;
    let mut pages = Vec::new();
    for (token, bank) in callers(&args.tokens, args.callers)? {
        let request = Request {
            method: "POST",
            path: &format!("/api/v1/banks/{bank}/next"),
            headers: &[format!("authorization: Bearer {token}")],
            body: "{}",
        };
        let dealt = connection.ask(&request).await?;
        let card = card_of(&dealt.body).context("a caller of the list was dealt no card")?;
        pages.push(Page {
            path: format!("/desk/cards/{card}"),
            headers: [
                format!("cookie: {}={token}", args.cookie),
                "accept-encoding: identity".to_owned(),
            ],
        });
    }
    Ok(pages)
}

async fn ask_steadily(server: &Server, args: &DeskArgs) -> anyhow::Result<Seen> {
    let pages = Arc::new(deal(server, args).await?);
    let seen = Arc::new(Mutex::new(Seen::default()));
    let started = Instant::now();
    let step = Duration::from_secs(1) / args.rate.max(1);
    let total = args.rate.saturating_mul(args.seconds);
    let tasks: Vec<_> = (0..u32::try_from(CONNECTIONS)?)
        .map(|first| {
            let (server, seen, pages) = (server.clone(), Arc::clone(&seen), Arc::clone(&pages));
            tokio::spawn(async move {
                let mut connection = server.connect().await?;
                let asked = (first..total).step_by(CONNECTIONS);
                for (n, page) in asked.zip(pages.iter().cycle().skip(usize::try_from(first)?)) {
                    let due = started + step * n;
                    tokio::time::sleep_until(due.into()).await;
                    let late = due.elapsed();
                    let request = Request {
                        method: "GET",
                        path: &page.path,
                        headers: &page.headers,
                        body: "",
                    };
                    let answer = connection.ask(&request).await?;
                    let mut seen = seen.lock().unwrap_or_else(PoisonError::into_inner);
                    seen.first.add(late + answer.first_byte);
                    seen.bytes = seen.bytes.max(answer.bytes);
                    *seen.statuses.entry(answer.status).or_default() += 1;
                }
                Ok::<_, anyhow::Error>(())
            })
        })
        .collect();
    for task in tasks {
        task.await??;
    }
    Ok(std::mem::take(
        &mut *seen.lock().unwrap_or_else(PoisonError::into_inner),
    ))
}
