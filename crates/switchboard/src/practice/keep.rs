//! The task that makes practice when somebody wants it, and throws it away when the day is over.
//!
//! | when | what |
//! |---|---|
//! | the program begins | what a killed process left is removed |
//! | somebody opens the page of training, and none runs | what a killed process left is removed, and one is made |
//! | half of those who were invented last are used up | as many more are invented, ten times at most |
//! | the day is over | it is closed and removed; whoever practises is asked to begin again |
//! | the program ends | the same |

use std::fs::File;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use switchboard_store::rules::moment::{Moment, Zone};
use switchboard_store::{World, practice};
use tokio::sync::watch;

use super::make::{MEMBERS, TIMES_MAX, made};
use crate::app::App;
use crate::demo::practice::{Filled, more};
use crate::jobs::Jobs;

/// How often it is asked whether the day is over.
const EACH: Duration = Duration::from_mins(1);

/// What keeps practice beside a live world.
#[derive(Debug)]
pub struct Keeper {
    live: Arc<App>,
    members: usize,
    each: Duration,
}

impl Keeper {
    /// Of the program around a live world.
    pub const fn new(live: Arc<App>) -> Self {
        Self {
            live,
            members: MEMBERS,
            each: EACH,
        }
    }

    /// The same with so many members, looked at so often: for tests.
    #[must_use]
    pub const fn with(mut self, members: usize, each: Duration) -> Self {
        (self.members, self.each) = (members, each);
        self
    }

    /// Keeps it until it is told to end.
    pub async fn keep(self, mut ending: watch::Receiver<bool>) {
        let mut open: Option<Open> = None;
        let folder = practice::folder(self.live.world.dir());
        let _cleared = tokio::task::spawn_blocking(move || remove_left(&folder)).await;
        loop {
            tokio::select! {
                () = self.live.practice.0.wanted.notified() => {}
                () = tokio::time::sleep(self.each) => {}
                _told = ending.wait_for(|told| *told) => break,
            }
            let is_over = open.as_ref().is_some_and(Open::is_over);
            if is_over && let Some(over) = open.take() {
                close(over).await;
            }
            if let Some(now_open) = open.take() {
                open = added_to(now_open).await;
            }
            let is_wanted = self.live.practice.take_wanted();
            if open.is_none() && is_wanted {
                open = self.open().await;
            }
        }
        if let Some(open) = open {
            close(open).await;
        }
    }

    async fn open(&self) -> Option<Open> {
        let (live, members) = (Arc::clone(&self.live), self.members);
        let made = tokio::task::spawn_blocking(move || Open::begin(&live, members)).await;
        match made {
            Ok(Ok(open)) => {
                tracing::info!("practice is open");
                Some(open)
            }
            Ok(Err(error)) => {
                let error = format!("{error:#}");
                tracing::warn!(
                    error,
                    "practice can't be made; it is tried again when somebody wants it"
                );
                None
            }
            Err(_) => None,
        }
    }
}

/// Adds to it where few are left. Where that fails, it goes on as it is, and it is tried again.
async fn added_to(mut open: Open) -> Option<Open> {
    let added = tokio::task::spawn_blocking(move || {
        if let Err(error) = open.add() {
            let error = format!("{error:#}");
            tracing::warn!(
                error,
                "practice has few members left, and no more could be made"
            );
        }
        open
    });
    added.await.ok()
}

async fn close(open: Open) {
    let _closed = tokio::task::spawn_blocking(move || drop(open)).await;
}

/// A practice world that is open. Dropped, it is closed and removed.
#[derive(Debug)]
pub struct Open {
    live: Arc<App>,
    world: World,
    made_at: Moment,
    filled: Filled,
    members: usize,
    times: usize,
    jobs: Option<Jobs>,
    /// Locked while it is open: what nobody has locked was left behind.
    _folder: File,
}

impl Open {
    /// Makes one of so many invented members and opens it under the live world's address; waits for the store.
    ///
    /// # Errors
    /// What the disk or the store says.
    pub fn begin(live: &Arc<App>, members: usize) -> anyhow::Result<Self> {
        remove_left(&practice::folder(live.world.dir()));
        let (world, filled) = made(live, members)?;
        let folder = File::open(world.dir())?;
        folder.try_lock()?;
        let jobs = Jobs::of_practice(&world, live.clock)?;
        live.practice
            .set(Some(App::practising(live, world.clone())));
        Ok(Self {
            live: Arc::clone(live),
            world,
            made_at: live.clock.now(),
            filled,
            members,
            times: 1,
            jobs: Some(jobs),
            _folder: folder,
        })
    }

    /// The world, for whoever compares it with another.
    pub const fn world(&self) -> &World {
        &self.world
    }

    /// Invents more members where half of those who were invented last are used up.
    fn add(&mut self) -> anyhow::Result<()> {
        let (world, clock) = (&self.world, self.live.clock);
        let left = practice::waiting(world, self.filled.bank, clock.now())?;
        if left >= self.members / 2 || self.times >= TIMES_MAX {
            return Ok(());
        }
        let all = self.members * (self.times + 1);
        more(world, clock, (self.filled, all))?;
        self.times += 1;
        tracing::info!(members = all, "practice has more members");
        Ok(())
    }

    fn is_over(&self) -> bool {
        let day = |zone: &Zone, at| zone.local(at).date;
        let zone = self.world.zone();
        day(zone, self.made_at) != day(zone, self.live.clock.now())
    }
}

impl Drop for Open {
    fn drop(&mut self) {
        self.live.practice.set(None);
        drop(self.jobs.take());
        remove(self.world.dir());
    }
}

fn remove(path: &Path) {
    if let Err(error) = std::fs::remove_dir_all(path) {
        let error = error.to_string();
        tracing::warn!(
            error,
            "a practice world that is over couldn't be removed; it is tried again when the next is made"
        );
    }
}

/// Removes what an earlier process left, as after a kill. What another process has open is locked.
fn remove_left(folder: &Path) {
    let Ok(all) = std::fs::read_dir(folder) else {
        return;
    };
    for left in all.flatten() {
        let path = left.path();
        let is_locked = File::open(&path).is_ok_and(|folder| folder.try_lock().is_err());
        if !is_locked {
            remove(&path);
        }
    }
}
