//! What members ask for by law, over JSON: what waits, its clock, and the steps of whoever answers.

use std::sync::Arc;

use axum::response::Response;
use axum::routing::{get, post};
use axum::{Json, Router};
use serde::{Deserialize, Serialize};
use switchboard_store::Hits;
use switchboard_store::rights::Standing;
use switchboard_store::rules::look::Words;
use switchboard_store::rules::moment::Moment;
use utoipa::ToSchema;

use super::actions::{self, Step};
use super::pages::Slip;
use super::{Wanted, place, right_of};
use crate::app::App;
use crate::ctx::Ctx;
use crate::problem::Problem;
use crate::taking::{self, Path};

/// The addresses.
pub fn routes() -> Router<Arc<App>> {
    Router::new()
        .route("/api/v1/rights", get(rights))
        .route("/api/v1/rights/{right}", get(right))
        .route(
            "/api/v1/rights/{right}/acknowledge",
            post(acknowledge_right),
        )
        .route("/api/v1/rights/{right}/extend", post(extend_right))
        .route("/api/v1/rights/{right}/answer", post(answer_right))
}

/// A page of what waits for an answer.
#[derive(Serialize, ToSchema)]
pub(crate) struct RightsBody {
    /// At most 20, what is due first on top.
    waiting: Vec<RightBody>,
    /// How many were not answered in time and wait still, on all pages.
    late: u64,
    /// What to send as `after` for the next page; null at the end.
    after: Option<String>,
}

/// What a member asks for, and its clock.
#[derive(Serialize, ToSchema)]
pub(crate) struct RightBody {
    /// What to ask for it by.
    right: String,
    /// What is asked for: access, correct, restrict, erase, complaint or other.
    kind: &'static str,
    /// When, in milliseconds since 1970 began in UTC.
    asked_at_ms: i64,
    /// Until when it must be answered, as it stands now: a month, or three where it was extended.
    due_at_ms: i64,
    /// Whole days until then; below zero where that is over.
    days_left: i64,
    /// Whether it was or is not answered in time.
    is_late: bool,
    /// Whether it was asked with a code from the office. That it was the member is the office's word then, and they can't read an answer
    /// on such a page: ring or write to them.
    asked_with_code: bool,
    /// When the member was told that it has arrived; null before.
    acknowledged_at_ms: Option<i64>,
    /// When the time was extended; null where it wasn't.
    extended_at_ms: Option<i64>,
    /// When it was answered; null before.
    answered_at_ms: Option<i64>,
    /// The member, masked; null where nothing of them may be shown.
    member: Option<RightMemberBody>,
}

/// A member behind a mask.
#[derive(Serialize, ToSchema)]
pub(crate) struct RightMemberBody {
    /// The first letters.
    name: String,
    /// The branch.
    branch: String,
}

impl RightMemberBody {
    fn of(hits: &Hits, at: usize) -> Option<Self> {
        let hit = hits.0.get(at)?;
        Some(Self {
            name: hit.name.clone(),
            branch: hit.branch.clone(),
        })
    }
}

const DAY_MS: i64 = 24 * 60 * 60 * 1000;

impl RightBody {
    fn of(ctx: &Ctx, standing: &Standing, member: Option<RightMemberBody>) -> Self {
        let left = standing.due_at.millis().saturating_sub(ctx.now.millis());
        let is_over = standing.answered_at.is_none() && standing.due_at <= ctx.now;
        Self {
            right: standing.id.to_string(),
            kind: standing.kind.code(),
            asked_at_ms: standing.asked_at.millis(),
            due_at_ms: standing.due_at.millis(),
            days_left: left.div_euclid(DAY_MS),
            is_late: standing.is_late || is_over,
            asked_with_code: standing.is_covered,
            acknowledged_at_ms: standing.acknowledged_at.map(Moment::millis),
            extended_at_ms: standing.extended_at.map(Moment::millis),
            answered_at_ms: standing.answered_at.map(Moment::millis),
            member,
        }
    }
}

#[utoipa::path(get, path = "/api/v1/rights", tag = "rights", params(("after" = Option<String>, Query, max_length = 200, description = "where the page begins")),
    responses((status = 200, body = RightsBody, description = "what waits for an answer")))]
pub(crate) async fn rights(
    ctx: Ctx,
    taking::Query(wanted): taking::Query<Wanted>,
) -> Result<Response, Problem> {
    let queue = actions::queue(&ctx, place(&ctx, &wanted)?).await?;
    let waiting = queue.waiting.iter().map(|one| {
        let member = one.hit.and_then(|at| RightMemberBody::of(&queue.hits, at));
        RightBody::of(&ctx, &one.standing, member)
    });
    Ok(crate::api::no_store(Json(RightsBody {
        waiting: waiting.collect(),
        late: queue.late,
        after: queue.after.map(|after| after.to_string()),
    })))
}

/// One of them, with its words.
#[derive(Serialize, ToSchema)]
pub(crate) struct RightShownBody {
    /// How it stands.
    right: RightBody,
    /// Whether there is an e-mail address of the member. Where there is none, no letter says that there is an answer: ring or write.
    has_email: bool,
    /// What the member wrote.
    said: String,
    /// Why the answer takes longer; empty where it doesn't.
    why: String,
    /// The answer; empty before there is one.
    answer: String,
}

#[utoipa::path(get, path = "/api/v1/rights/{right}", tag = "rights",
    params(("right" = String, Path, description = "the request's id")),
    responses((status = 200, body = RightShownBody, description = "what the member wrote, and how it stands")))]
pub(crate) async fn right(ctx: Ctx, Path(right): Path<String>) -> Result<Response, Problem> {
    let read = actions::read(&ctx, right_of(&ctx, &right)?).await?;
    let member = read.hit.as_deref();
    let member = member.and_then(|hits| RightMemberBody::of(hits, 0));
    let said = read.words.0.first();
    let words = |of: fn(&switchboard_store::SaidRight) -> &String| said.map(of).cloned();
    Ok(crate::api::no_store(Json(RightShownBody {
        right: RightBody::of(&ctx, &read.standing, member),
        has_email: read.has_email,
        said: words(|said| &said.said).unwrap_or_default(),
        why: words(|said| &said.why).unwrap_or_default(),
        answer: words(|said| &said.answer).unwrap_or_default(),
    })))
}

/// Why it takes longer, or the answer. The member reads it.
#[derive(Deserialize, ToSchema)]
pub(crate) struct RightWordsBody {
    /// At least 8 letters or digits.
    #[schema(min_length = 8, max_length = 2000)]
    words: String,
}

/// What became of a step.
#[derive(Serialize, ToSchema)]
pub(crate) struct RightDoneBody {
    /// done, before (it was done before) or too-late (it is due already, so it can't be extended).
    answer: &'static str,
}

async fn step(ctx: &Ctx, right: &str, step: Step) -> Result<Response, Problem> {
    let slip = actions::take(ctx, right_of(ctx, right)?, step).await?;
    let answer = match slip {
        None => "done",
        Some(Slip::Before | Slip::Words) => "before",
        Some(Slip::TooLate) => "too-late",
    };
    Ok(crate::api::no_store(Json(RightDoneBody { answer })))
}

fn words_of(ctx: &Ctx, body: &RightWordsBody) -> Result<Words, Problem> {
    Words::parse(&body.words).map_err(|error| ctx.misfit("/words", error))
}

#[utoipa::path(post, path = "/api/v1/rights/{right}/acknowledge", tag = "rights",
    params(("right" = String, Path, description = "the request's id")),
    responses((status = 200, body = RightDoneBody, description = "the member is told that it has arrived")))]
pub(crate) async fn acknowledge_right(
    ctx: Ctx,
    Path(right): Path<String>,
) -> Result<Response, Problem> {
    step(&ctx, &right, Step::Acknowledge).await
}

#[utoipa::path(post, path = "/api/v1/rights/{right}/extend", tag = "rights", request_body = RightWordsBody,
    params(("right" = String, Path, description = "the request's id")),
    responses((status = 200, body = RightDoneBody, description = "it takes two months longer, and the member is told why")))]
pub(crate) async fn extend_right(
    ctx: Ctx,
    Path(right): Path<String>,
    taking::Json(body): taking::Json<RightWordsBody>,
) -> Result<Response, Problem> {
    let words = words_of(&ctx, &body)?;
    step(&ctx, &right, Step::Extend(words)).await
}

#[utoipa::path(post, path = "/api/v1/rights/{right}/answer", tag = "rights", request_body = RightWordsBody,
    params(("right" = String, Path, description = "the request's id")),
    responses((status = 200, body = RightDoneBody, description = "the member reads it on their own page")))]
pub(crate) async fn answer_right(
    ctx: Ctx,
    Path(right): Path<String>,
    taking::Json(body): taking::Json<RightWordsBody>,
) -> Result<Response, Problem> {
    let words = words_of(&ctx, &body)?;
    step(&ctx, &right, Step::Answer(words)).await
}
