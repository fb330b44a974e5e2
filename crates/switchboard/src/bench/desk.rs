//! The desk page at a steady rate: its bytes on the wire, and how soon the first comes.
//!
//! Requests are sent when they are due, whether or not earlier ones were answered, and counted from when they were due:
//! a server that stalls can't hide it by slowing the bench down.

use std::io::Write;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use super::statistics::Samples;
use super::wire::{Request, Server};

/// How a page is measured.
#[derive(Debug, clap::Args)]
pub(super) struct DeskArgs {
    /// The server, as `http://127.0.0.1:8080`.
    #[arg(long)]
    url: String,
    /// The page.
    #[arg(long, default_value = "/desk")]
    path: String,
    /// Header lines, as `Cookie: name=value`.
    #[arg(long = "header")]
    headers: Vec<String>,
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
        "| {} | {} | {} | {} | {} | {} | {:?} |",
        args.path,
        seen.first.len(),
        seen.bytes,
        seen.first.text(50),
        seen.first.text(99),
        seen.first.text(100),
        seen.statuses
    )?;
    Ok(())
}

async fn ask_steadily(server: &Server, args: &DeskArgs) -> anyhow::Result<Seen> {
    let seen = Arc::new(Mutex::new(Seen::default()));
    let started = Instant::now();
    let step = Duration::from_secs(1) / args.rate.max(1);
    let total = args.rate.saturating_mul(args.seconds);
    let tasks: Vec<_> = (0..u32::try_from(CONNECTIONS)?)
        .map(|first| {
            let (server, seen) = (server.clone(), Arc::clone(&seen));
            let (path, headers) = (args.path.clone(), args.headers.clone());
            tokio::spawn(async move {
                let mut connection = server.connect().await?;
                for n in (first..total).step_by(CONNECTIONS) {
                    let due = started + step * n;
                    tokio::time::sleep_until(due.into()).await;
                    let late = due.elapsed();
                    let request = Request {
                        method: "GET",
                        path: &path,
                        headers: &headers,
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
