//! `serve` and `worker`.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;

use anyhow::{Context as _, bail};
use switchboard_store::rules::events::EventKind;
use switchboard_store::{Engine, Options, World, log};
use tokio::net::TcpListener;
use tokio::runtime::Runtime;

use super::{DataArgs, say};
use crate::app::{App, Cookies};
use crate::clock::Clock;
use crate::jobs::{Jobs, Part};
use crate::{config, edge};

/// Serve a world.
#[derive(Debug, clap::Args)]
pub(super) struct ServeArgs {
    /// The world's directory.
    #[arg(long)]
    data: PathBuf,
}

pub(super) fn run(args: &ServeArgs) -> anyhow::Result<()> {
    let config = config::read(&args.data)?;
    let listen = config.serve.listen;
    if !listen.ip().is_loopback() {
        bail!(
            "`{listen}` is not on this machine alone, and serve speaks plain HTTP: listen on 127.0.0.1 behind a proxy that speaks HTTPS"
        );
    }
    let cookies = if config.serve.https_proxy {
        Cookies::Secure
    } else {
        Cookies::Loopback
    };
    let world = World::open(&args.data, Options::default())?;
    serve(&world, listen, cookies, |address| {
        say(format_args!("serving on http://{address}"))
    })
}

/// Serves a world until the process is told to end. `ready` hears of the address.
pub(super) fn serve(
    world: &World,
    listen: SocketAddr,
    cookies: Cookies,
    ready: impl FnOnce(SocketAddr) -> anyhow::Result<()>,
) -> anyhow::Result<()> {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .thread_name("edge")
        .build()?;
    let end = End::listen(&runtime)?;
    let clock = Clock::System;
    let jobs = started(world, clock, Part::Serve)?;
    let app = App::new(world.clone(), clock, cookies);
    runtime.block_on(async move {
        let listener = TcpListener::bind(listen)
            .await
            .with_context(|| format!("`{listen}` can't be listened on"))?;
        ready(listener.local_addr()?)?;
        let site =
            edge::router(Arc::clone(&app)).into_make_service_with_connect_info::<SocketAddr>();
        tokio::select! {
            ended = axum::serve(listener, site) => ended.map_err(anyhow::Error::from),
            () = end.told() => Ok(()),
        }
    })?;
    ended(world, clock, Part::Serve, jobs)
}

/// Writes down that this process starts, and starts its jobs.
fn started(world: &World, clock: Clock, part: Part) -> anyhow::Result<Jobs> {
    let detail = format!("version={} part={}", env!("CARGO_PKG_VERSION"), part.text());
    log::note_system(world, EventKind::Start, detail, clock.now())?;
    Ok(Jobs::start(world, clock, part)?)
}

/// Writes down that this process ends; its jobs finish what they are at.
fn ended(world: &World, clock: Clock, part: Part, jobs: Jobs) -> anyhow::Result<()> {
    let detail = format!("part={}", part.text());
    log::note_system(world, EventKind::Stop, detail, clock.now())?;
    drop(jobs);
    Ok(())
}

/// Hears of Ctrl-C, and on Unix of SIGTERM, from when it is made: so before anything is written down or said to be ready.
struct End {
    #[cfg(unix)]
    interrupt: tokio::signal::unix::Signal,
    #[cfg(unix)]
    terminate: tokio::signal::unix::Signal,
}

impl End {
    fn listen(runtime: &Runtime) -> anyhow::Result<Self> {
        #[cfg(unix)]
        {
            use tokio::signal::unix::{SignalKind, signal};
            let _inside = runtime.enter();
            Ok(Self {
                interrupt: signal(SignalKind::interrupt())?,
                terminate: signal(SignalKind::terminate())?,
            })
        }
        #[cfg(not(unix))]
        {
            let _ = runtime;
            Ok(Self {})
        }
    }

    /// Waits until this process is told to end.
    #[cfg(unix)]
    async fn told(mut self) {
        tokio::select! {
            _ = self.interrupt.recv() => {}
            _ = self.terminate.recv() => {}
        }
    }

    /// Waits until this process is told to end.
    #[cfg(not(unix))]
    async fn told(self) {
        let _told = tokio::signal::ctrl_c().await;
    }
}

/// Runs a world's jobs without serving.
pub(super) fn worker(args: &DataArgs) -> anyhow::Result<()> {
    let world = World::open(&args.data, Options::default())?;
    if world.engine() == Engine::Sqlite {
        bail!(
            "`{0}` is a world on SQLite, where `serve` runs the jobs and a worker is for PostgreSQL: run `switchboard serve --data {0}`",
            args.data.display()
        );
    }
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    let end = End::listen(&runtime)?;
    let clock = Clock::System;
    let jobs = started(&world, clock, Part::Work)?;
    say("working; end it with Ctrl-C")?;
    runtime.block_on(end.told());
    ended(&world, clock, Part::Work, jobs)
}
