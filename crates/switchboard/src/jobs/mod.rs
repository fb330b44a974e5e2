//! What runs beside the requests: sequencing and signing, closing overdue cards, following the change feed.
//!
//! | job | in `serve` | in `worker` |
//! |---|---|---|
//! | sequencer, sweeper, post, clock, requests of two people, freezes, forgetting, retention, duplicates | yes | yes |
//! | the hour's entry about every account's last one | yes | yes |
//! | asking witnesses, publishing the log into a directory, the nightly letter with its checkpoint | yes | yes |
//! | the people of a campaign that withdrew | yes | yes |
//! | codes for members' own pages, the clock of what they ask for | yes | yes |
//! | phases of contests, fixing their members | yes | yes |
//! | states of what came of campaigns' own calls | yes | yes |
//! | shifts: reminders, places of those who ring no more, what is long over | yes | yes |
//! | webhooks | yes | yes |
//! | keys (each month's), never-again.log | yes | yes |
//! | follower: the banks' queues after an import; queues of new banks | yes | yes |
//! | follower: the index of names, which only pages search | yes | no |
//! | strangers, counted in the memory of whoever serves them | yes | no |
//!
//! Where several processes run the same job, the store keeps it from being done twice: the lease on the log's head, a card
//! that only one can close, a queue that takes each member once.
//!
//! Each job is a thread with a bounded wait, so that a slow store never blocks the edge.

mod alarm;
mod contests;
mod following;
mod hooks;
mod letters;
pub(crate) mod looking;
pub(crate) mod published;
mod shifts;
pub(crate) mod streams;
mod witnesses;

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use switchboard_store::licences::Seen;
use switchboard_store::rules::events::EventKind;
use switchboard_store::rules::moment::Moment;
use switchboard_store::{
    Fault, World, WorldKind, audiences, desk, door, duplicates, fairness, forget, freezes, leaving,
    licences, log, machine, never_again, own_page, requests, retention, rights, roll, walls,
};

use crate::clock::Clock;
use crate::config::Config;
use crate::front::Front;
use crate::post::Post;
use alarm::Alarm;
use witnesses::Asking;

/// How often committed entries get their place and the head its signature.
pub(crate) const SEQUENCE_EACH: Duration = Duration::from_millis(250);
/// How often overdue cards are closed.
const SWEEP_EACH: Duration = Duration::from_secs(2);
/// How often refused strangers are counted into one entry.
const STRANGERS_EACH: Duration = Duration::from_mins(1);
/// How often the machine's clock is compared with the time that passed.
const CLOCK_EACH: Duration = Duration::from_secs(10);
/// A clock that differs by more than this has jumped.
const JUMP_MS: i64 = 5_000;
/// How often messages that are due are looked for.
const POST_EACH: Duration = Duration::from_secs(5);
/// How often requests are looked at that were approved, or that nobody decided in time.
const REQUESTS_EACH: Duration = Duration::from_secs(5);
/// How often it is looked whether a month is over, and whether an old key is due to be destroyed.
const KEYS_EACH: Duration = Duration::from_mins(1);
/// How often the installation is looked at for what is worth an alert.
const ALARM_EACH: Duration = Duration::from_mins(10);
/// How often what was written of a forgotten member a moment too late is taken away, and old invitations are erased.
const FORGET_EACH: Duration = Duration::from_hours(1);
/// How often it is asked whether it is night, and what was kept long enough is to be erased.
const RETENTION_EACH: Duration = Duration::from_mins(10);
/// How often it is asked whether somebody wants the roll looked through for duplicates.
const DUPLICATES_EACH: Duration = Duration::from_secs(2);
/// How often it is asked whether a draw is to be shown, and whether words of a deleted contest are to be erased.
const DRAWS_EACH: Duration = Duration::from_secs(2);
/// How often it is asked whether the state of a campaign's own calls may move, which it does each week at most.
const SPOKEN_EACH: Duration = Duration::from_hours(1);
/// How often it is looked who asked for a code of their own page.
const OWN_PAGE_EACH: Duration = Duration::from_secs(2);
/// How often it is looked whether a member must be answered soon, or should have been.
const RIGHTS_EACH: Duration = Duration::from_mins(1);
/// How often the people of a campaign that withdrew are followed.
const LEAVING_EACH: Duration = Duration::from_secs(1);
/// How often witnesses are asked, and the log is published into a directory.
const WITNESSES_EACH: Duration = Duration::from_secs(10);
/// How often it is asked whether the night's letters with the checkpoint are to be written.
const CHECKPOINT_EACH: Duration = Duration::from_mins(5);
/// How often it is asked whether an agreed test can be used, is over, or owes its report.
const LICENCES_EACH: Duration = Duration::from_secs(5);
/// How often it is asked whether the hour's entry about every account's last is due.
const HEADS_EACH: Duration = Duration::from_mins(1);
/// How often it is asked whether identical records are to be merged.
const MERGING_EACH: Duration = Duration::from_secs(2);
/// How often never-again.log is brought up to what others wrote into the database.
const NEVER_AGAIN_EACH: Duration = Duration::from_secs(1);
/// How often the change feed is read: well under the 250 ms that caches may be old.
const FEED_EACH: Duration = Duration::from_millis(200);

/// What a process is to its world.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// It answers people: what pages need lies in its memory.
    Serve,
    /// It runs jobs alone, beside others that serve.
    Work,
}

impl Part {
    /// The name in the entries of its start and its end.
    pub const fn text(self) -> &'static str {
        match self {
            Self::Serve => "serve",
            Self::Work => "worker",
        }
    }
}

/// What a round of a job left to do.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Left {
    Nothing,
    More,
}

impl Left {
    fn of(is_more: bool) -> Self {
        if is_more { Self::More } else { Self::Nothing }
    }
}

/// Jobs that run until this is dropped.
pub struct Jobs {
    stop: Vec<Sender<()>>,
    threads: Vec<JoinHandle<()>>,
    /// Set when they are to end: what takes minutes looks at it.
    ending: Arc<AtomicBool>,
}

impl std::fmt::Debug for Jobs {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Jobs({})", self.threads.len())
    }
}

impl Jobs {
    /// Starts the jobs of a world that are this part's.
    pub fn start(world: &World, clock: Clock, part: Part) -> std::io::Result<Self> {
        Self::start_as(world, clock, part, &Front::default())
    }

    /// The same, as it is configured.
    pub fn start_as(
        world: &World,
        clock: Clock,
        part: Part,
        front: &Front,
    ) -> std::io::Result<Self> {
        let node = format!("{}-{}", std::process::id(), clock.now().millis());
        let mut jobs = Self::of_desk(world, clock, node.clone())?;
        if part == Part::Serve {
            jobs.every("strangers", STRANGERS_EACH, world, clock, |world, now| {
                door::write_strangers(world, now).map(|()| Left::Nothing)
            })?;
        }
        let mut jumps = Jumps::new(clock.now());
        jobs.every("clock", CLOCK_EACH, world, clock, move |world, now| {
            jumps.look(world, now).map(|()| Left::Nothing)
        })?;
        jobs.outwards(world, clock, front)?;
        jobs.for_outsiders(world, clock, front, node)?;
        jobs.every("requests", REQUESTS_EACH, world, clock, |world, now| {
            let lapsed = requests::lapse(world, now)?;
            Ok(Left::of(lapsed + requests::carry_on(world, now)? > 0))
        })?;
        jobs.every("freezes", REQUESTS_EACH, world, clock, |world, now| {
            Ok(Left::of(freezes::close(world, now)? > 0))
        })?;
        jobs.every("leaving", LEAVING_EACH, world, clock, |world, now| {
            Ok(Left::of(leaving::follow(world, now)? > 0))
        })?;
        contests::start(&mut jobs, world, clock)?;
        shifts::start(&mut jobs, world, clock)?;
        hooks::start(&mut jobs, world, clock, &front.config)?;
        jobs.every("forget", FORGET_EACH, world, clock, |world, now| {
            forget::sweep(world, now)?;
            own_page::forget_old(world, now)?;
            Ok(Left::of(door::invitations::forget_old(world, now)? > 0))
        })?;
        jobs.every("draws", DRAWS_EACH, world, clock, |world, now| {
            audiences::drop_those_over(world, now)?;
            let shown = fairness::show_due(world, now)?;
            Ok(Left::of(shown + walls::sweep(world, now)? > 0))
        })?;
        jobs.every("spoken", SPOKEN_EACH, world, clock, |world, now| {
            audiences::move_states(world, now).map(|_| Left::Nothing)
        })?;
        jobs.every("retention", RETENTION_EACH, world, clock, |world, now| {
            retention::run_tonight(world, now).map(|_| Left::Nothing)
        })?;
        jobs.every(
            "duplicates",
            DUPLICATES_EACH,
            world,
            clock,
            move |world, _| duplicates::look_if_asked(world, || clock.now()).map(|_| Left::Nothing),
        )?;
        jobs.every("merging", MERGING_EACH, world, clock, |world, now| {
            // A merge that fails keeps no undo waiting.
            let merges = duplicates::carry_on(world, now);
            let undoes = roll::carry_on_unreporting(world, now)?;
            Ok(Left::of(merges? || undoes))
        })?;
        jobs.every("own-page", OWN_PAGE_EACH, world, clock, |world, now| {
            let looked = own_page::answer_asked(world, now)?;
            Ok(Left::of(own_page::is_full(looked)))
        })?;
        jobs.every("rights", RIGHTS_EACH, world, clock, |world, now| {
            Ok(Left::of(rights::watch(world, now)? > 0))
        })?;
        let ending = Arc::clone(&jobs.ending);
        jobs.every("keys", KEYS_EACH, world, clock, move |world, _| {
            change_keys(world, clock, &ending).map(|()| Left::Nothing)
        })?;
        jobs.every("bank-fill", FEED_EACH, world, clock, following::fill_new)?;
        let mut written = never_again::Follower::default();
        let never =
            move |world: &World, _: Moment| never_again::follow(world, &mut written).map(Left::of);
        jobs.every("never-again", NEVER_AGAIN_EACH, world, clock, never)?;
        let mut follower = following::Follower::of(part);
        jobs.every("follower", FEED_EACH, world, clock, move |world, now| {
            follower.follow(world, now).map(|()| Left::Nothing)
        })?;
        Ok(jobs)
    }

    /// What practice needs: its log, and cards that are over. The rest would look at nobody.
    pub(crate) fn of_practice(world: &World, clock: Clock) -> std::io::Result<Self> {
        let node = format!("{}-{}", std::process::id(), clock.now().millis());
        Self::of_desk(world, clock, node)
    }

    /// The sequencer and the sweeper, without which no world runs.
    fn of_desk(world: &World, clock: Clock, node: String) -> std::io::Result<Self> {
        let mut jobs = Self {
            stop: Vec::new(),
            threads: Vec::new(),
            ending: Arc::default(),
        };
        let last_node = node.clone();
        let keep_up = move |world: &World, _: Moment| {
            log::keep_up(world, &node, || clock.now(), |_| {}).map(Left::of)
        };
        // What the other jobs and the end itself wrote down is placed too, and the next process need not wait.
        let last = move |world: &World, now: Moment| {
            log::keep_up(world, &last_node, || clock.now(), |_| {})?;
            log::let_go(world, &last_node, now)
        };
        // The first, for it is stopped last.
        jobs.until("sequencer", SEQUENCE_EACH, world, clock, keep_up, last)?;
        jobs.every("sweeper", SWEEP_EACH, world, clock, |world, now| {
            let cleared = desk::forget_rung(world, now)?;
            Ok(Left::of(desk::sweep(world, now)? > 0 || cleared > 0))
        })?;
        Ok(jobs)
    }

    /// What goes out: letters and alerts. People of a demo or a test copy are invented, and nothing is sent to them.
    fn outwards(&mut self, world: &World, clock: Clock, front: &Front) -> std::io::Result<()> {
        if world.meta().kind != WorldKind::Live {
            return Ok(());
        }
        let post = Post::new(world.meta(), &front.config, world.dir().to_owned());
        let post_is_open = post.is_open();
        if post_is_open {
            self.every("post", POST_EACH, world, clock, move |world, now| {
                let taken = letters::round(&post, world, now)?;
                Ok(Left::of(taken >= machine::LETTERS_MAX))
            })?;
        }
        if post_is_open && front.config.log.letters {
            self.every("checkpoint", CHECKPOINT_EACH, world, clock, |world, now| {
                log::mail_checkpoint(world, now).map(|_| Left::Nothing)
            })?;
        }
        let mut alarm = Alarm::new(front.clone());
        self.every("alarm", ALARM_EACH, world, clock, move |world, now| {
            alarm.look(world, now).map(|()| Left::Nothing)
        })
    }

    /// What outsiders check the log by: witnesses that are asked, and files for a web server.
    fn for_outsiders(
        &mut self,
        world: &World,
        clock: Clock,
        front: &Front,
        node: String,
    ) -> std::io::Result<()> {
        self.every("heads", HEADS_EACH, world, clock, |world, now| {
            log::pin_heads(world, now).map(|_| Left::Nothing)
        })?;
        let config = &front.config.log;
        let asks = config.witnesses.is_some();
        self.every(
            "licences",
            LICENCES_EACH,
            world,
            clock,
            move |world, now| {
                // Another node may be the one that asks the witnesses.
                let seen = if asks || !log::witnessed(world, now)?.is_empty() {
                    Seen::ByWitnesses
                } else {
                    Seen::ByNobody
                };
                let agreed = licences::agree(world, seen, now)?;
                Ok(Left::of(agreed + licences::keep(world, now)? > 0))
            },
        )?;
        if let Some(path) = &config.witnesses {
            let mut asking = Asking::new(Config::path(world.dir(), path), node)?;
            let round =
                move |world: &World, now: Moment| asking.round(world, now).map(|()| Left::Nothing);
            self.every("witnesses", WITNESSES_EACH, world, clock, round)?;
        }
        if let Some(path) = config.publish_to(world.meta().log_name()) {
            let dir = Config::path(world.dir(), &path);
            let mut last = String::new();
            let publish = move |world: &World, now: Moment| {
                let text = log::to_publish(world, now)?;
                if text != last && log::keep_published(world, &dir, now)?.is_some() {
                    last = text;
                }
                Ok(Left::Nothing)
            };
            self.every("publish", WITNESSES_EACH, world, clock, publish)?;
        }
        Ok(())
    }

    fn every(
        &mut self,
        name: &'static str,
        each: Duration,
        world: &World,
        clock: Clock,
        work: impl FnMut(&World, Moment) -> Result<Left, Fault> + Send + 'static,
    ) -> std::io::Result<()> {
        self.until(name, each, world, clock, work, |_, _| Ok(()))
    }

    /// The same, with something to do when it is told to stop.
    fn until(
        &mut self,
        name: &'static str,
        each: Duration,
        world: &World,
        clock: Clock,
        mut work: impl FnMut(&World, Moment) -> Result<Left, Fault> + Send + 'static,
        last: impl FnOnce(&World, Moment) -> Result<(), Fault> + Send + 'static,
    ) -> std::io::Result<()> {
        let (stop, stopped): (_, Receiver<()>) = channel();
        let world = world.clone();
        let run = move || {
            loop {
                let left = work(&world, clock.now()).unwrap_or_else(|fault| {
                    tracing::warn!(job = name, %fault, "a job failed and will try again");
                    Left::Nothing
                });
                // However much is left, it can be stopped between two rounds.
                let rest = match left {
                    Left::Nothing => each,
                    Left::More => Duration::ZERO,
                };
                match stopped.recv_timeout(rest) {
                    Err(RecvTimeoutError::Timeout) => {}
                    Ok(()) | Err(RecvTimeoutError::Disconnected) => break,
                }
            }
            if let Err(fault) = last(&world, clock.now()) {
                tracing::warn!(job = name, %fault, "a job could not end as it should");
            }
        };
        self.threads.push(
            std::thread::Builder::new()
                .name(format!("job-{name}"))
                .spawn(run)?,
        );
        self.stop.push(stop);
        Ok(())
    }
}

impl Drop for Jobs {
    fn drop(&mut self) {
        self.ending.store(true, Ordering::Release);
        while let Some(thread) = self.threads.pop() {
            self.stop.pop();
            let _ended = thread.join();
        }
    }
}

/// Watches the machine's clock against one that only goes forward.
struct Jumps {
    wall: Moment,
    steady: Instant,
}

impl Jumps {
    fn new(now: Moment) -> Self {
        Self {
            wall: now,
            steady: Instant::now(),
        }
    }

    fn look(&mut self, world: &World, now: Moment) -> Result<(), Fault> {
        let passed = i64::try_from(self.steady.elapsed().as_millis()).unwrap_or(i64::MAX);
        let jumped = now.since(self.wall).as_millis().saturating_sub(passed);
        *self = Self::new(now);
        if jumped.abs() > JUMP_MS {
            log::note_system(world, EventKind::ClockJump, format!("ms={jumped}"), now)?;
        }
        Ok(())
    }
}

/// Changes the month's key when a month is over, and destroys old ones. A change that is under way when the program ends is
/// gone on with when it runs again.
fn change_keys(world: &World, clock: Clock, ending: &AtomicBool) -> Result<(), Fault> {
    let mut told = |_| {
        if ending.load(Ordering::Acquire) {
            return Err(Fault::World(
                "the change of keys waits until the program runs again".to_owned(),
            ));
        }
        Ok(())
    };
    if machine::month::monthly(world, &|| clock.now(), &mut told)? {
        tracing::info!("the month's key was changed");
    }
    Ok(())
}
