//! `serve` and `worker`.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::bail;
use switchboard_store::rules::events::EventKind;
use switchboard_store::{Engine, World, licences, log};
use tokio::runtime::Runtime;
use tokio::sync::watch;

use super::notify::ServiceManager;
use super::{DataArgs, reload, say};
use crate::app::{App, Cookies};
use crate::clock::Clock;
use crate::config::Config;
use crate::decoys::Keeper;
use crate::front::{Doors, Front};
use crate::jobs::{Jobs, Part};
use crate::{config, edge, practice};

/// Serve a world.
#[derive(Debug, clap::Args)]
pub(super) struct ServeArgs {
    /// The world's directory.
    #[arg(long)]
    data: PathBuf,
}

pub(super) fn run(args: &ServeArgs) -> anyhow::Result<()> {
    let config = config::read(&args.data)?;
    let world = World::open(&args.data, config.opening())?;
    world.refuse_set_back()?;
    let scheme = if config.serve.certificate.is_some() {
        "https"
    } else {
        "http"
    };
    serve(&world, &args.data, &config, |address| {
        say(format_args!("serving on {scheme}://{address}"))
    })
}

/// Serves a world until the process is told to end. `ready` hears of the address.
pub(super) fn serve(
    world: &World,
    dir: &Path,
    config: &Config,
    ready: impl FnOnce(SocketAddr) -> anyhow::Result<()>,
) -> anyhow::Result<()> {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .thread_name("edge")
        .build()?;
    let end = End::listen(&runtime)?;
    let clock = Clock::System;
    let front = Front::open(config, dir, clock.now())?;
    let doors = runtime.block_on(Doors::open(&config.serve, &front, dir))?;
    let front = Front {
        port: doors.address.port(),
        ..front
    };
    let jobs = started(world, &front, clock, Part::Serve)?;
    let cookies = if config.serve.is_https() {
        Cookies::Secure
    } else {
        Cookies::Loopback
    };
    let app = App::behind(world.clone(), clock, cookies, front.clone());
    let keeper = Keeper::new(Arc::clone(&app), Arc::new(licences::decoys_due));
    let practising = practice::Keeper::new(Arc::clone(&app));
    runtime.block_on(async move {
        ready(doors.address)?;
        let manager = ServiceManager::of_this_process();
        manager.tell("READY=1");
        tokio::spawn(reload::keep_fresh(world.clone(), front, clock));
        tokio::spawn(manager.clone().live());
        let (told, ending) = watch::channel(false);
        let decoys = tokio::spawn(keeper.keep(ending.clone()));
        let practice = tokio::spawn(practising.keep(ending));
        doors.serve(edge::router(app), end.told()).await;
        let _nobody_listens = told.send(true);
        decoys.await?;
        practice.await?;
        manager.tell("STOPPING=1");
        anyhow::Ok(())
    })?;
    ended(world, clock, Part::Serve, jobs)
}

/// Writes down that this process starts, and starts its jobs.
fn started(world: &World, front: &Front, clock: Clock, part: Part) -> anyhow::Result<Jobs> {
    let detail = format!("version={} part={}", env!("CARGO_PKG_VERSION"), part.text());
    log::note_system(world, EventKind::Start, detail, clock.now())?;
    log::note_configuration(world, &front.config.values(), clock.now())?;
    switchboard_store::audiences::offer_tags(world, front.config.audiences.offered());
    Ok(Jobs::start_as(world, clock, part, front)?)
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
    let config = config::read(&args.data)?;
    let world = World::open(&args.data, config.opening())?;
    world.refuse_set_back()?;
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
    let front = Front {
        config: Arc::new(config),
        ..Front::default()
    };
    let jobs = started(&world, &front, clock, Part::Work)?;
    say("working; end it with Ctrl-C")?;
    let manager = ServiceManager::of_this_process();
    manager.tell("READY=1");
    runtime.spawn(manager.clone().live());
    runtime.block_on(end.told());
    manager.tell("STOPPING=1");
    ended(&world, clock, Part::Work, jobs)
}
