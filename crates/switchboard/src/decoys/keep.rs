//! The task that makes test copies, serves them and ends them.
//!
//! | when | what |
//! |---|---|
//! | a licence's window is open, and none runs | its copy is made, or opened after a restart, and served |
//! | the window is over, or the licence was ended | the copy is closed: its streams end, and its last checkpoint is entered in the live log |
//! | the program ends | the copy is closed, and goes on when it runs again |
//! | a copy's time is over and its last checkpoint isn't entered, as after a kill | it is entered |

use std::fmt;
use std::fs::{File, TryLockError};
use std::sync::Arc;
use std::time::Duration;

use anyhow::Context as _;
use switchboard_store::decoy::{self, DecoyOf};
use switchboard_store::rules::events::EventKind;
use switchboard_store::rules::ids::LicenceId;
use switchboard_store::rules::moment::Moment;
use switchboard_store::{Fault, Options, World, log};
use tokio::sync::watch;
use tokio::task::JoinHandle;

use super::make::{MEMBERS, made};
use super::{Decoys, Running};
use crate::app::App;
use crate::config::Config;
use crate::edge;
use crate::front::{Doors, Front, Slots};
use crate::jobs::{Jobs, Part};

/// How often it is asked what is due.
const EACH: Duration = Duration::from_secs(2);
/// After a failure it rests so many times longer.
const LONGER: u32 = 15;

/// Says which licences for a test copy may be used now.
pub type Due = Arc<dyn Fn(&World, Moment) -> Result<Vec<DecoyOf>, Fault> + Send + Sync>;

/// What keeps the test copies of a live world.
#[derive(Clone)]
pub struct Keeper {
    live: Arc<App>,
    due: Due,
    members: usize,
    each: Duration,
}

impl fmt::Debug for Keeper {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Keeper")
    }
}

/// What a keeper has in hand.
#[derive(Default)]
struct Hand {
    open: Option<Open>,
    /// The folder of the test copies, locked: of several processes on one directory one keeps them.
    folder: Option<File>,
}

/// A test copy that is open.
struct Open {
    of: DecoyOf,
    world: World,
    jobs: Jobs,
    told: watch::Sender<bool>,
    served: JoinHandle<()>,
}

impl Keeper {
    /// Of the program around a live world.
    pub fn new(live: Arc<App>, due: Due) -> Self {
        Self {
            live,
            due,
            members: MEMBERS,
            each: EACH,
        }
    }

    /// The same with so many members, asking so often: for stories.
    #[must_use]
    pub fn with(self, members: usize, each: Duration) -> Self {
        Self {
            members,
            each,
            ..self
        }
    }

    /// Keeps them until it is told to end; the one that runs is closed then, and has not ended.
    pub async fn keep(self, mut ending: watch::Receiver<bool>) {
        let mut hand = Hand::default();
        loop {
            let rest = match self.round(&mut hand).await {
                Ok(()) => self.each,
                Err(error) => {
                    let error = format!("{error:#}");
                    tracing::warn!(error, "a test copy can't go on and is tried again");
                    self.each * LONGER
                }
            };
            tokio::select! {
                () = tokio::time::sleep(rest) => {}
                _told = ending.wait_for(|told| *told) => break,
            }
        }
        if let Some(open) = hand.open.take() {
            self.close(open).await;
        }
    }

    async fn round(&self, hand: &mut Hand) -> anyhow::Result<()> {
        let due = self.ask().await;
        let now = self.live.clock.now();
        // Where it can't be asked what is due, what runs goes on until its time.
        let is_over = |of: &DecoyOf| {
            let is_due = due.as_ref().map_or(true, |due| holds(due, of.licence));
            now >= of.until || !is_due
        };
        if hand.open.as_ref().is_some_and(|open| is_over(&open.of))
            && let Some(over) = hand.open.take()
        {
            self.close(over).await;
        }
        let mut due = due?;
        due.retain(|of| of.from <= now && now < of.until);
        if hand.open.is_some() {
            return Ok(());
        }
        let next = self.next(due.clone()).await?;
        if hand.folder.is_none() {
            hand.folder = self.lock(next.is_some())?;
        }
        if hand.folder.is_none() {
            return Ok(());
        }
        let ended = self.end_others(due).await;
        if let Some(next) = next {
            hand.open = Some(self.open(next).await?);
        }
        ended
    }

    /// Locks the folder of the test copies; none where there is none and none is wanted. The system takes the lock from
    /// whoever is killed.
    fn lock(&self, is_wanted: bool) -> anyhow::Result<Option<File>> {
        let dir = decoy::folder(self.live.world.dir(), is_wanted)?;
        let Some(dir) = dir else {
            return Ok(None);
        };
        let folder = File::open(&dir)?;
        match folder.try_lock() {
            Ok(()) => Ok(Some(folder)),
            Err(TryLockError::WouldBlock) => anyhow::bail!(
                "another process keeps the test copies in `{}`",
                dir.display()
            ),
            Err(TryLockError::Error(error)) => Err(error.into()),
        }
    }

    /// What is due, asked on a thread that may wait.
    async fn ask(&self) -> anyhow::Result<Vec<DecoyOf>> {
        let (due, live) = (Arc::clone(&self.due), Arc::clone(&self.live));
        let asked = tokio::task::spawn_blocking(move || due(&live.world, live.clock.now()));
        Ok(asked.await??)
    }

    /// Of those that are due and haven't ended the one whose window began first, if any can run.
    async fn next(&self, mut due: Vec<DecoyOf>) -> anyhow::Result<Option<DecoyOf>> {
        if due.is_empty() || !self.live.decoys.is_configured() {
            return Ok(None);
        }
        due.sort_by_key(|of| (of.from, of.licence));
        let live = self.live.world.clone();
        let next = tokio::task::spawn_blocking(move || {
            for of in due {
                let made = decoy::made(&live, of.licence)?;
                if made.is_none_or(|made| made.ended_at.is_none()) {
                    return Ok(Some(of));
                }
            }
            Ok::<_, Fault>(None)
        });
        Ok(next.await??)
    }

    /// Opens the listener first: without it nothing is made.
    async fn open(&self, of: DecoyOf) -> anyhow::Result<Open> {
        let live = &self.live;
        let config = &live.front.config;
        let serve = config
            .decoy
            .serve(&config.serve)
            .context("[decoy] isn't set")?;
        let front = Front {
            host: serve.host.clone(),
            slots: Slots::new(serve.connections_max),
            // Its log is no business of the live log's witnesses and folder, and nothing is sent from it.
            config: Arc::new(Config {
                serve: serve.clone(),
                testing: config.testing.clone(),
                ..Config::default()
            }),
            ..live.front.clone()
        };
        let doors = Doors::open(&serve, &front, live.world.dir()).await?;
        let address = doors.address;
        let front = Front {
            port: address.port(),
            ..front
        };
        let (world, jobs) = self.start(of.clone(), front.clone()).await?;
        let app = App::behind(world.clone(), live.clock, live.cookies.of_test(), front);
        let (told, mut ending) = watch::channel(false);
        let site = edge::router(Arc::clone(&app));
        let served = tokio::spawn(doors.serve(site, async move {
            let _told = ending.wait_for(|told| *told).await;
        }));
        live.decoys.set(Some(Running {
            of: of.clone(),
            app,
            address,
        }));
        tracing::info!(licence = %of.licence, %address, "a test copy runs");
        Ok(Open {
            of,
            world,
            jobs,
            told,
            served,
        })
    }

    async fn start(&self, of: DecoyOf, front: Front) -> anyhow::Result<(World, Jobs)> {
        let (live, members) = (Arc::clone(&self.live), self.members);
        let started = tokio::task::spawn_blocking(move || {
            let world = made(&live, &of, members)?;
            let detail = format!(
                "version={} part={}",
                env!("CARGO_PKG_VERSION"),
                Part::Serve.text()
            );
            log::note_system(&world, EventKind::Start, detail, live.clock.now())?;
            let jobs = Jobs::start_as(&world, live.clock, Part::Serve, &front)?;
            anyhow::Ok((world, jobs))
        });
        started.await?
    }

    /// Nobody is answered any more, every line is cut, and what its jobs were at is done. What is written in it after that
    /// is nothing.
    async fn close(&self, open: Open) {
        let Open {
            of,
            world,
            jobs,
            told,
            served,
        } = open;
        self.live.decoys.set(None);
        let _nobody_listens = told.send(true);
        let _ended = served.await;
        let clock = self.live.clock;
        let closed = tokio::task::spawn_blocking(move || {
            let detail = format!("part={}", Part::Serve.text());
            let noted = log::note_system(&world, EventKind::Stop, detail, clock.now());
            drop(jobs);
            noted
        });
        if let Ok(Ok(())) = closed.await {
            tracing::info!(licence = %of.licence, "a test copy was closed");
        } else {
            tracing::warn!(licence = %of.licence, "a test copy could not be closed in order");
        }
    }

    /// Enters the last checkpoint of every copy that lies here and is due no more.
    async fn end_others(&self, due: Vec<DecoyOf>) -> anyhow::Result<()> {
        let live = Arc::clone(&self.live);
        let ended = tokio::task::spawn_blocking(move || {
            let mut last = Ok(());
            for licence in decoy::open_ones(&live.world)? {
                let dir = decoy::dir_of(live.world.dir(), licence);
                // On another machine it is, or it was lost: nobody here knows its last checkpoint.
                if holds(&due, licence) || !dir.is_dir() {
                    continue;
                }
                let ended = World::open(&dir, Options::default())
                    .and_then(|world| decoy::ended(&live.world, &world, live.clock.now()));
                match ended {
                    Ok(head) => {
                        tracing::info!(%licence, size = head.size, "a test copy has ended");
                    }
                    // The others are ended all the same.
                    Err(fault) => last = Err(fault),
                }
            }
            last
        });
        Ok(ended.await??)
    }
}

fn holds(due: &[DecoyOf], licence: LicenceId) -> bool {
    due.iter().any(|of| of.licence == licence)
}

impl Decoys {
    /// The address that testers are sent to.
    pub(super) fn url(&self) -> Option<String> {
        self.0.url.clone()
    }
}
