//! The live part of a bank's page, and of the page of banks side by side, and their streams.
//!
//! Each stream asks for its own access, and so far ahead that none ends by the clock before it asks again; what else ends it is a
//! change, and the change feed wakes whoever it may mean (`crate::jobs::streams`). It ends when access is gone, or can't be
//! confirmed. What it shows is made once for all who watch that bank in one language ([`super::parts`]).

use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;

use askama::Template;
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use switchboard_store::SessionKey;
use switchboard_store::banks::{Look, Watched};
use switchboard_store::rules::ids::{BankId, CampaignId};
use switchboard_store::rules::moment::{Moment, Span};
use tokio::sync::mpsc::{self, error::TrySendError};
use tokio::time::Instant;

use super::chart::Bar;
use super::pages::{Bound, CallerOn, Live, Progress, Resting, Running};
use super::parts::{Part, Seen};
use super::{actions, beside};
use crate::ctx::Ctx;
use crate::jobs::streams::{self, CONFIRM_MAX, Woken};
use crate::problem::Problem;
use crate::taking::{Path, campaign_of};
use crate::web::page::Tally;

/// How often the part of a bank is made anew, and how long any stream waits at most before it asks again where access ends by
/// the clock.
const TICK: Duration = Duration::from_millis(900);
/// How often that of banks side by side is made anew, which is as much as of twenty banks.
const TICK_BESIDE: Duration = Duration::from_secs(3);
/// For how long access is asked for at once, where none of it ends by the clock before.
const AHEAD: Span = Span::seconds(15);
/// So long before that is over it is asked for again: where many pages ask at once, an answer may take as long.
const EARLY: Span = Span::seconds(5);
/// How long a page waits before it asks a store again that had no time for it.
const AGAIN: Duration = Duration::from_millis(100);

/// The part of the page that changes.
pub(super) fn part(ctx: &Ctx, watched: Watched) -> Live {
    Live {
        words: ctx.words.clone(),
        state: Running::of(&watched.line.state),
        at: ctx.stamp(ctx.app.clock.now()),
        is_missed: watched.is_missed,
        progress: Progress {
            audience: Tally::from(watched.filled),
            rung: Tally::from(watched.rung),
            reached: Tally::from(watched.reached),
            left: Tally::from(watched.left),
        },
        outcomes: watched
            .outcomes
            .into_iter()
            .map(|(code, count)| Bar {
                key: format!("outcome-{code}"),
                count: Tally::from(count),
            })
            .collect(),
        callers: watched
            .on
            .into_iter()
            .map(|on| CallerOn {
                account_name: on.account,
                since: ctx.stamp(on.since),
                cards: on.cards,
            })
            .collect(),
        resting: watched
            .resting
            .into_iter()
            .map(|one| Resting {
                account_name: one.account,
                since: ctx.stamp(one.since),
            })
            .collect(),
        bound: Bound {
            account_evening: watched.account_exposure,
            campaign: watched.campaign_exposure,
        },
    }
}

/// Of what a stream is.
#[derive(Clone, Copy)]
enum Of {
    Bank(BankId),
    Campaign(CampaignId),
}

/// `GET /banks/{bank}/live`.
pub(super) async fn stream(ctx: Ctx, Path(bank): Path<String>) -> Result<Response, Problem> {
    let bank = super::bank_of(&ctx, &bank)?;
    // Before access is asked for: what ends it from here on is heard.
    let heard = streams::hear(&ctx.app);
    actions::begin_watching(&ctx, bank).await?;
    Ok(begin(ctx, Of::Bank(bank), heard))
}

/// `GET /campaigns/{campaign}/banks/live`.
pub(super) async fn stream_beside(
    ctx: Ctx,
    Path(campaign): Path<String>,
) -> Result<Response, Problem> {
    let campaign = campaign_of(&ctx, &campaign)?;
    let heard = streams::hear(&ctx.app);
    actions::side_by_side(&ctx, campaign).await?;
    Ok(begin(ctx, Of::Campaign(campaign), heard))
}

fn begin(ctx: Ctx, of: Of, heard: streams::Heard) -> Response {
    let (send, receive) = mpsc::channel::<Result<Event, Infallible>>(1);
    tokio::spawn(run(Box::new(ctx), of, heard, send));
    let events = Received(receive);
    Sse::new(events)
        .keep_alive(KeepAlive::default())
        .into_response()
}

/// One stream to its end. Ten thousand lie open over an evening, and nearly all of that time they wait: so what they do in between
/// is boxed, and what an argument of an `async fn` would hold twice.
async fn run(
    mut ctx: Box<Ctx>,
    of: Of,
    mut heard: streams::Heard,
    send: mpsc::Sender<Result<Event, Infallible>>,
) {
    let Some(key) = ctx.key else { return };
    // The page that listens was made before: nothing older than it is sent.
    let since = Instant::now();
    let mut part: Option<(Seen, Arc<Part>)> = None;
    let mut shown: Option<Arc<str>> = None;
    let mut access = Access::new(ctx.now);
    loop {
        ctx.now = ctx.app.clock.now();
        if ctx.now >= access.asks_at {
            let confirmed = Box::pin(access.confirm(&ctx, of, &key, &mut heard)).await;
            let Some(seen) = confirmed else { return };
            if part.as_ref().is_none_or(|(before, _)| *before != seen) {
                let new = ctx.app.parts.of(&seen, ctx.words.language());
                part = Some((seen, new));
            }
        }
        let Some((seen, made)) = &part else { return };
        // A part that isn't made in time is missed: the page ends for want of access alone.
        let made = Box::pin(made.html((of.tick(), since), make(&ctx, seen)));
        let made = match tokio::time::timeout(CONFIRM_MAX, made).await {
            Ok(Ok(html)) => Some(html),
            Ok(Err(Gone)) => return,
            Err(_elapsed) => None,
        };
        let is_new = |html: &Arc<str>| {
            shown
                .as_ref()
                .is_none_or(|before| !Arc::ptr_eq(before, html))
        };
        if let Some(html) = made.filter(is_new) {
            // Whoever doesn't read misses a part, and never keeps this from hearing that access has ended.
            match send.try_send(Ok(Event::default().data(&*html))) {
                Ok(()) => shown = Some(html),
                Err(TrySendError::Full(_)) => {}
                Err(TrySendError::Closed(_)) => return,
            }
        } else if send.is_closed() {
            return;
        }
        match heard.wait(&key, TICK).await {
            Woken::Closed => return,
            Woken::Meant => access.may_have_ended(ctx.app.clock.now()),
            Woken::Not => {}
        }
    }
}

impl Of {
    const fn tick(self) -> Duration {
        match self {
            Self::Bank(_) => TICK,
            Self::Campaign(_) => TICK_BESIDE,
        }
    }

    /// What may be seen, and whether it may for as long as [`AHEAD`] unless something changes.
    async fn ask(self, ctx: &Ctx) -> Result<(Seen, bool), Problem> {
        Ok(match self {
            Self::Bank(bank) => {
                let lasts = actions::go_on(ctx, bank, AHEAD).await?;
                (Seen::Bank(bank), lasts)
            }
            Self::Campaign(campaign) => {
                let (banks, lasts) = actions::go_on_beside(ctx, campaign, AHEAD).await?;
                (Seen::Beside(banks), lasts)
            }
        })
    }
}

/// Until when a page may go on, and when it asks again.
struct Access {
    /// Nothing but a change ends it before.
    until: Moment,
    asks_at: Moment,
}

impl Access {
    /// Nothing is confirmed yet.
    const fn new(now: Moment) -> Self {
        Self {
            until: now,
            asks_at: now,
        }
    }

    /// Something has changed that may have ended it: what was confirmed before counts no more.
    const fn may_have_ended(&mut self, now: Moment) {
        self.until = now;
        self.asks_at = now;
    }

    /// What may be seen; `None` where nothing may any more, or where nobody answers for as long as access was confirmed for, a
    /// second at least. Whoever hears meanwhile that it may have ended asks anew, and waits a second at most.
    async fn confirm(
        &mut self,
        ctx: &Ctx,
        of: Of,
        key: &SessionKey,
        heard: &mut streams::Heard,
    ) -> Option<Seen> {
        let left = u64::try_from(self.until.since(ctx.now).as_millis()).unwrap_or(0);
        let mut deadline = Instant::now() + CONFIRM_MAX.max(Duration::from_millis(left));
        loop {
            let patience = deadline.saturating_duration_since(Instant::now());
            tokio::select! {
                asked = of.ask(ctx) => {
                    let (seen, lasts) = match asked {
                        Ok(granted) => granted,
                        // Too many ask at once: again, as long as there is time.
                        Err(problem) if problem.is_busy() => {
                            tokio::time::sleep(AGAIN).await;
                            continue;
                        }
                        Err(_) => return None,
                    };
                    self.until = if lasts { ctx.now.plus(AHEAD) } else { ctx.now };
                    self.asks_at = if lasts { self.until.minus(EARLY) } else { ctx.now };
                    return Some(seen);
                }
                woken = heard.wait(key, patience) => match woken {
                    Woken::Meant => deadline = deadline.min(Instant::now() + CONFIRM_MAX),
                    Woken::Closed | Woken::Not => return None,
                },
            }
        }
    }
}

/// Made under the authority of whoever makes it; none where they have none any more.
async fn make(ctx: &Ctx, seen: &Seen) -> Result<String, Gone> {
    match seen {
        Seen::Bank(bank) => {
            let watched = actions::watch(ctx, *bank, Look::GoesOn).await;
            part(ctx, watched.map_err(|_| Gone)?).render()
        }
        Seen::Beside(banks) => {
            let found = actions::those_beside(ctx, banks.clone()).await;
            beside::part(ctx, found.map_err(|_| Gone)?).render()
        }
    }
    .map_err(|_| Gone)
}

/// A stream ends, and says nothing of why.
struct Gone;

/// A channel as a stream of events.
struct Received(mpsc::Receiver<Result<Event, Infallible>>);

impl futures_core::Stream for Received {
    type Item = Result<Event, Infallible>;

    fn poll_next(
        mut self: std::pin::Pin<&mut Self>,
        context: &mut std::task::Context<'_>,
    ) -> std::task::Poll<Option<Self::Item>> {
        self.0.poll_recv(context)
    }
}
