//! Forgetting and retention over JSON.

use std::sync::Arc;

use axum::response::Response;
use axum::routing::{get, post};
use axum::{Json, Router};
use serde::{Deserialize, Serialize};
use switchboard_store::requests::{Asked, Cannot};
use switchboard_store::rules::request::Because;
use utoipa::ToSchema;

use super::{Wanted, actions, place, request_of};
use crate::app::App;
use crate::ctx::Ctx;
use crate::problem::{Problem, What};
use crate::taking;

/// The room's API addresses.
pub fn routes() -> Router<Arc<App>> {
    Router::new()
        .route("/api/v1/members/forget", post(forget))
        .route("/api/v1/forgetting", get(forgetting))
        .route("/api/v1/forgetting/{forgotten}", get(certificate))
        .route("/api/v1/retention", get(retention))
}

/// Whom to forget, and why; it travels in the body, never in an address.
#[derive(Deserialize, ToSchema)]
pub(crate) struct ForgetBody {
    /// The membership number.
    #[schema(min_length = 1, max_length = 500)]
    number: String,
    /// Why: 8 to 500 letters.
    #[schema(min_length = 8, max_length = 500)]
    reason: String,
}

/// What became of asking.
#[derive(Serialize, ToSchema)]
pub(crate) struct AskedBody {
    /// asked, or already: the same waits for a second person.
    asked: &'static str,
    /// The request that waits.
    request: String,
}

#[utoipa::path(post, path = "/api/v1/members/forget", tag = "rights", request_body = ForgetBody,
    responses((status = 200, body = AskedBody, description = "it waits for a second person"), (status = 401, description = "no token, or one whose time is over"), (status = 403, description = "refused; `type` says why"), (status = 404, description = "nobody has this number, or nothing is here for this account"), (status = 422, description = "the body can't be read, or the reason is too short or too long")))]
pub(crate) async fn forget(
    ctx: Ctx,
    taking::Json(body): taking::Json<ForgetBody>,
) -> Result<Response, Problem> {
    let because = Because::parse(&body.reason);
    let because = because.map_err(|error| ctx.misfit("/reason", error))?;
    let number = body.number.trim().to_owned();
    let (asked, request) = match actions::ask_by_number(&ctx, number, because).await? {
        Asked::New { id, .. } => ("asked", id),
        Asked::Already(id) => ("already", id),
        Asked::Not(Cannot::NoSuchMember | Cannot::NotUnderstood) => {
            return Err(ctx.problem(What::NotFound));
        }
    };
    Ok(crate::api::no_store(Json(AskedBody {
        asked,
        request: request.to_string(),
    })))
}

/// A page of those who are being forgotten; it names nobody.
#[derive(Serialize, ToSchema)]
pub(crate) struct ForgettingBody {
    /// Newest first.
    forgotten: Vec<ForgottenBody>,
    /// The most days until nothing is readable anywhere.
    days_max: i64,
    /// What to send as `after` for the next page; null at the end.
    after: Option<String>,
}

/// Somebody who is forgotten.
#[derive(Serialize, ToSchema)]
pub(crate) struct ForgottenBody {
    /// The request, for the certificate; null where a retention rule did it.
    request: Option<String>,
    /// When, in milliseconds since 1970 began in UTC.
    at_ms: i64,
    /// The day at whose end nothing is readable anywhere, as in 2027-01-05.
    everywhere: String,
    /// How many days are left until then.
    days_left: i64,
}

#[utoipa::path(get, path = "/api/v1/forgetting", tag = "rights", params(("after" = Option<String>, Query, max_length = 200, description = "where the page begins")),
    responses((status = 200, body = ForgettingBody, description = "at most 20, newest first"), (status = 401, description = "no token, or one whose time is over"), (status = 403, description = "refused; `type` says why"), (status = 404, description = "nothing is here for this account")))]
pub(crate) async fn forgetting(
    ctx: Ctx,
    taking::Query(wanted): taking::Query<Wanted>,
) -> Result<Response, Problem> {
    let page = actions::being_forgotten(&ctx, place(&ctx, &wanted)?).await?;
    let all = page.all.iter().map(|one| ForgottenBody {
        request: one.request.map(|request| request.to_string()),
        at_ms: one.at.millis(),
        everywhere: one.everywhere.to_string(),
        days_left: one.days_left,
    });
    Ok(crate::api::no_store(Json(ForgettingBody {
        forgotten: all.collect(),
        days_max: page.keep.bound_days(),
        after: page.after.map(|after| after.to_string()),
    })))
}

/// A certificate; it names nobody but who asked and who approved.
#[derive(Serialize, ToSchema)]
pub(crate) struct CertificateBody {
    /// The request.
    request: String,
    /// Who asked; null for the operator at the console.
    asked_by: Option<String>,
    /// When.
    asked_at_ms: i64,
    /// Who approved.
    approved_by: String,
    /// When.
    approved_at_ms: i64,
    /// When the member was forgotten.
    forgotten_at_ms: i64,
    /// The day at whose end nothing is readable anywhere.
    everywhere: String,
    /// Whether rows given back are still being looked through.
    going_on: bool,
    /// What was destroyed.
    destroyed: [&'static str; 5],
    /// What is kept, and why.
    kept: [&'static str; 3],
    /// The entry's index in the log; null for the second until it has its place.
    entry: Option<i64>,
    /// The log's name.
    log: String,
    /// How many entries the newest signed checkpoint covers.
    signed: i64,
}

const DESTROYED: [&str; 5] = [
    "the record in every version, with its key",
    "whose calls and reports they were, and what was noted",
    "messages to the member",
    "the member's part of every ledger entry",
    "rows given back that held the member's numbers or addresses",
];
const KEPT: [&str; 3] = [
    "keyed hashes of the membership number and of telephone numbers that nobody else has, so that no file brings the member back and nobody rings them",
    "that somebody looked at a member, without whom, so that every proof still holds",
    "how many calls a campaign made, without whom",
];

#[utoipa::path(get, path = "/api/v1/forgetting/{forgotten}", tag = "rights", params(("forgotten" = String, Path, description = "the request by which somebody was forgotten")),
    responses((status = 200, body = CertificateBody, description = "the certificate"), (status = 401, description = "no token, or one whose time is over"), (status = 403, description = "refused; `type` says why"), (status = 404, description = "nothing is here for this account")))]
pub(crate) async fn certificate(
    ctx: Ctx,
    taking::Path(request): taking::Path<String>,
) -> Result<Response, Problem> {
    let id = request_of(&ctx, &request)?;
    let certified = actions::certificate(&ctx, id).await?;
    Ok(crate::api::no_store(Json(CertificateBody {
        request: certified.request.to_string(),
        asked_by: certified.asked_by,
        asked_at_ms: certified.asked_at.millis(),
        approved_by: certified.approved_by,
        approved_at_ms: certified.approved_at.millis(),
        forgotten_at_ms: certified.forgotten_at.millis(),
        everywhere: certified.everywhere.to_string(),
        going_on: certified.is_going_on,
        destroyed: DESTROYED,
        kept: KEPT,
        entry: certified.entry,
        log: certified.origin,
        signed: certified.signed,
    })))
}

/// How long things are kept.
#[derive(Serialize, ToSchema)]
pub(crate) struct RetentionBody {
    /// Every rule.
    rules: Vec<RuleBody>,
}

/// One rule.
#[derive(Serialize, ToSchema)]
pub(crate) struct RuleBody {
    /// ended-members, outcomes, notes, officers-notes, looks, reports, rejected-rows or sessions.
    rule: &'static str,
    /// For how many months; null keeps things for ever.
    months: Option<u32>,
    /// Our suggestion; there is no source for it.
    suggested_months: u32,
}

#[utoipa::path(get, path = "/api/v1/retention", tag = "rights",
    responses((status = 200, body = RetentionBody, description = "every rule"), (status = 401, description = "no token, or one whose time is over"), (status = 403, description = "refused; `type` says why"), (status = 404, description = "nothing is here for this account")))]
pub(crate) async fn retention(ctx: Ctx) -> Result<Response, Problem> {
    let overview = actions::retention(&ctx).await?;
    let rules = overview.rules.iter().map(|kept| RuleBody {
        rule: kept.rule.code(),
        months: kept
            .months
            .map(switchboard_store::rules::retention::Months::count),
        suggested_months: kept.rule.suggested().count(),
    });
    Ok(crate::api::no_store(Json(RetentionBody {
        rules: rules.collect(),
    })))
}
