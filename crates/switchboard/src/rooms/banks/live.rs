//! The live part of a bank's page, and its stream. The stream asks for access again when the change feed says that it may have
//! ended (`crate::jobs::streams`), and at each tick; it ends when access is gone, or can't be confirmed.

use std::convert::Infallible;
use std::time::Duration;

use askama::Template;
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use switchboard_store::banks::{Look, Watched};
use switchboard_store::rules::counts::Safe;
use switchboard_store::rules::ids::BankId;
use tokio::sync::mpsc;

use super::actions;
use super::chart::Bar;
use super::pages::{Bound, CallerOn, Live, Progress, Running};
use crate::ctx::Ctx;
use crate::jobs::streams::{self, CONFIRM_MAX};
use crate::problem::Problem;
use crate::taking::Path;
use crate::web::page::Tally;

/// How often the part is made anew, and access asked for again.
const TICK: Duration = Duration::from_millis(900);

fn tally(count: Safe) -> Tally {
    Tally::rounded(count.rounded())
}

/// The part of the page that changes.
pub(super) fn part(ctx: &Ctx, watched: Watched) -> Live {
    Live {
        words: ctx.app.words.clone(),
        state: if watched.line.state == "open" {
            Running::Open
        } else {
            Running::Paused
        },
        at: ctx.stamp(ctx.app.clock.now()),
        progress: Progress {
            audience: tally(watched.filled),
            rung: tally(watched.rung),
            reached: tally(watched.reached),
            left: tally(watched.left),
        },
        outcomes: watched
            .outcomes
            .into_iter()
            .map(|(code, count)| Bar {
                key: format!("outcome-{code}"),
                count: tally(count),
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
        bound: Bound {
            account_evening: watched.account_exposure,
            campaign: watched.campaign_exposure,
        },
    }
}

/// `GET /banks/{bank}/live`.
pub(super) async fn stream(ctx: Ctx, Path(bank): Path<String>) -> Result<Response, Problem> {
    let bank = super::bank_of(&ctx, &bank)?;
    // Before access is asked for: what ends it from here on is heard.
    let heard = streams::hear(&ctx.app);
    actions::watch(&ctx, bank, Look::GoesOn).await?;
    let (send, receive) = mpsc::channel::<Result<Event, Infallible>>(1);
    tokio::spawn(run(ctx, bank, heard, send));
    let events = Received(receive);
    Ok(Sse::new(events)
        .keep_alive(KeepAlive::default())
        .into_response())
}

async fn run(
    mut ctx: Ctx,
    bank: BankId,
    mut heard: streams::Heard,
    send: mpsc::Sender<Result<Event, Infallible>>,
) {
    let Ok(account) = ctx.account() else { return };
    let mut before = String::new();
    loop {
        ctx.now = ctx.app.clock.now();
        let watched =
            tokio::time::timeout(CONFIRM_MAX, actions::watch(&ctx, bank, Look::GoesOn)).await;
        let Ok(Ok(watched)) = watched else { return };
        let Ok(html) = part(&ctx, watched).render() else {
            return;
        };
        if html != before {
            if send
                .send(Ok(Event::default().data(html.clone())))
                .await
                .is_err()
            {
                return;
            }
            before = html;
        } else if send.is_closed() {
            return;
        }
        if !heard.wait(account, TICK).await {
            return;
        }
    }
}

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
