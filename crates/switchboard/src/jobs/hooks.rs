//! Webhooks: what is due is lent by the store and told, a few addresses at once.
//!
//! They have a thread of their own, so that a slow one holds up no letter; each address is told one thing at a time, so that it holds
//! up no other.

#[cfg(test)]
mod tests;

use std::collections::BTreeSet;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::time::Duration;

use switchboard_store::hooks::{self, Lent, Outcome};
use switchboard_store::rules::ids::HookId;
use switchboard_store::rules::moment::Moment;
use switchboard_store::{Fault, World, WorldKind};
use tokio::runtime::{Builder, Runtime};

use super::{Jobs, Left};
use crate::calls::Calls;
use crate::clock::Clock;
use crate::config::Config;
use crate::hooks::{reach, tell};

/// How often it is looked whether anybody is to be told something, and what came of telling.
const EACH: Duration = Duration::from_millis(500);
/// How often what was told a week ago is forgotten.
const FORGET_EACH: Duration = Duration::from_hours(1);
/// How many addresses are told something at once.
const AT_ONCE: usize = 32;

/// Starts the job in a world that may call others: a demo calls this machine, a copy for a test calls nobody.
pub(super) fn start(
    jobs: &mut Jobs,
    world: &World,
    clock: Clock,
    config: &Config,
) -> std::io::Result<()> {
    if !matches!(world.meta().kind, WorldKind::Live | WorldKind::Demo) {
        return Ok(());
    }
    let mut telling = Telling::new(config.clone())?;
    jobs.every("hooks", EACH, world, clock, move |world, now| {
        telling.round(world, now).map(Left::of)
    })?;
    jobs.every("hooks-old", FORGET_EACH, world, clock, |world, now| {
        hooks::forget_old(world, now).map(|()| Left::Nothing)
    })
}

type Told = (Lent, Outcome);

/// A call that is under way: however it ends, what came of it is heard.
struct UnderWay {
    told: Option<Told>,
    done: Sender<Told>,
}

impl Drop for UnderWay {
    fn drop(&mut self) {
        if let Some(told) = self.told.take() {
            // Nobody hears it where the program ends meanwhile: it is told once more then, under the same id.
            let _heard = self.done.send(told);
        }
    }
}

impl Drop for Telling {
    /// Whoever looks up a name at a server that doesn't answer keeps nobody from stopping: what is under way is told once more.
    fn drop(&mut self) {
        if let Some(runtime) = self.runtime.take() {
            runtime.shutdown_background();
        }
    }
}

/// Calls that are under way.
pub(super) struct Telling {
    runtime: Option<Runtime>,
    calls: Arc<Calls>,
    config: Config,
    busy: BTreeSet<HookId>,
    done: Sender<Told>,
    told: Receiver<Told>,
    /// One that ended while the last round waited.
    heard: Option<Told>,
}

impl Telling {
    pub(super) fn new(config: Config) -> std::io::Result<Self> {
        let mut runtime = Builder::new_multi_thread();
        let runtime = runtime.worker_threads(1).thread_name("hooks").enable_all();
        let (done, told) = channel();
        Ok(Self {
            runtime: Some(runtime.build()?),
            calls: Arc::default(),
            config,
            busy: BTreeSet::new(),
            done,
            told,
            heard: None,
        })
    }

    /// Writes down what came of those that ended, and begins what is due; answers whether something ended, for there may be more for
    /// the same address. What fails for one address is said in the log, and the others go on.
    pub(super) fn round(&mut self, world: &World, now: Moment) -> Result<bool, Fault> {
        let heard = self.heard.take();
        let ended: Vec<Told> = heard.into_iter().chain(self.told.try_iter()).collect();
        for (lent, outcome) in &ended {
            self.busy.remove(&lent.hook);
            // Not written down, it is told once more under the same id.
            if let Err(fault) = hooks::settle(world, lent, *outcome, now) {
                tracing::warn!(%fault, "what came of a webhook was not written down");
            }
        }
        if self.busy.len() < AT_ONCE && hooks::is_due(world, now)? {
            self.begin_due(world, now)?;
        }
        if self.busy.is_empty() {
            return Ok(!ended.is_empty());
        }
        // Whatever ends meanwhile makes room for the next of its address at once.
        self.heard = self.told.recv_timeout(EACH).ok();
        Ok(self.heard.is_some())
    }

    fn begin_due(&mut self, world: &World, now: Moment) -> Result<(), Fault> {
        for hook in hooks::due(world, now)? {
            if self.busy.len() >= AT_ONCE {
                break;
            }
            if self.busy.contains(&hook) {
                continue;
            }
            match hooks::take(world, hook, now) {
                Ok(Some(lent)) => self.begin(world, lent, now),
                Ok(None) => {}
                Err(fault) => {
                    tracing::warn!(%fault, "a webhook could not be told; the others are");
                    hooks::put_off(world, hook, now)?;
                }
            }
        }
        Ok(())
    }

    fn begin(&mut self, world: &World, lent: Lent, now: Moment) {
        self.busy.insert(lent.hook);
        let calls = Arc::clone(&self.calls);
        let is_campaigns = lent.campaign.is_some();
        let reach = reach(world.meta().kind, &self.config.hooks, is_campaigns);
        let mut under_way = UnderWay {
            told: Some((lent, Outcome::Silent("failed"))),
            done: self.done.clone(),
        };
        let call = async move {
            if let Some((lent, outcome)) = &mut under_way.told {
                *outcome = tell(&calls, lent, reach, now).await;
            }
        };
        if let Some(runtime) = &self.runtime {
            runtime.spawn(call);
        }
    }

    /// Whether something is under way.
    #[cfg(test)]
    pub(super) fn is_busy(&self) -> bool {
        !self.busy.is_empty()
    }
}
