//! Masked search, reports from calls and imports over JSON.

pub(crate) mod imports;

use std::sync::Arc;

use axum::response::Response;
use axum::routing::{get, post};
use axum::{Json, Router};
use serde::{Deserialize, Serialize};
use switchboard_store::roll::{Settled, UnreportBegun};
use switchboard_store::rules::card::Finding;
use switchboard_store::rules::ids::AccountId;
use switchboard_store::rules::moment::Moment;
use utoipa::ToSchema;
use utoipa::openapi::{RefOr, Schema};

use super::pages::SearchBy;
use super::reports::{Wanted, place, report_of};
use super::{actions, query};
use crate::app::App;
use crate::ctx::Ctx;
use crate::problem::{Problem, What};
use crate::taking;

/// The room's API addresses.
pub fn routes() -> Router<Arc<App>> {
    Router::new()
        .route("/api/v1/members/search", post(search))
        .route("/api/v1/reports", get(reports))
        .route("/api/v1/reports/{report}", post(settle))
        .route("/api/v1/reports/callers", get(callers))
        .route("/api/v1/reports/callers/undo", post(undo_reports))
        .route("/api/v1/imports/{import}", get(imports::import))
        .route("/api/v1/imports/{import}/undo", post(imports::undo_import))
}

fn ways() -> RefOr<Schema> {
    crate::api::one_of(["name", "number", "email", "membership"])
}

fn findings() -> RefOr<Schema> {
    crate::api::one_of(Finding::ALL.map(Finding::code))
}

/// What is searched for; it travels in the body, never in an address.
#[derive(Deserialize, ToSchema)]
pub(crate) struct SearchBody {
    /// By what.
    #[schema(schema_with = ways)]
    by: String,
    /// What is typed.
    #[schema(min_length = 2, max_length = 500)]
    text: String,
}

/// One masked hit.
#[derive(Serialize, ToSchema)]
pub(crate) struct HitBody {
    /// By what it is opened, for this account and half an hour: send it to `/api/v1/members/open`.
    member: String,
    /// The first letters.
    name: String,
    /// The branch.
    branch: String,
    /// The last three digits.
    number: String,
}

#[utoipa::path(post, path = "/api/v1/members/search", tag = "members", request_body = SearchBody,
    responses((status = 200, body = Vec<HitBody>, description = "at most 20"), (status = 401, description = "no token, or one whose time is over"), (status = 403, description = "refused; `type` says why"), (status = 404, description = "nothing is here for this account"), (status = 422, description = "the body can't be read, or the text is too short")))]
pub(crate) async fn search(
    ctx: Ctx,
    taking::Json(body): taking::Json<SearchBody>,
) -> Result<Response, Problem> {
    let by = SearchBy::parse(&body.by).ok_or_else(|| ctx.problem(What::BadForm))?;
    let query = query(by, body.text.trim());
    let query = query.ok_or_else(|| ctx.misfit("/text", "is too short to search by"))?;
    let found = actions::search(&ctx, query).await?;
    let hits = found.hits.0.iter().zip(found.handles);
    let body: Vec<HitBody> = hits
        .map(|(hit, member)| HitBody {
            member,
            name: hit.name.clone(),
            branch: hit.branch.clone(),
            number: hit.number.clone(),
        })
        .collect();
    Ok(crate::api::no_store(Json(body)))
}

/// A page of the reports that wait.
#[derive(Serialize, ToSchema)]
pub(crate) struct ReportsBody {
    /// Oldest first.
    reports: Vec<ReportBody>,
    /// What to send as `after` for the next page; null at the end.
    after: Option<String>,
}

/// One report from a call, with its member masked.
#[derive(Serialize, ToSchema)]
pub(crate) struct ReportBody {
    /// What to settle it by.
    report: String,
    /// moved, deceased or wrong-number.
    what: &'static str,
    /// When, in milliseconds since 1970 began in UTC.
    at_ms: i64,
    /// The first letters.
    name: String,
    /// The branch.
    branch: String,
    /// The last three digits.
    number: String,
}

#[utoipa::path(get, path = "/api/v1/reports", tag = "members", params(("after" = Option<String>, Query, max_length = 200, description = "where the page begins")),
    responses((status = 200, body = ReportsBody, description = "at most 20, oldest first"), (status = 401, description = "no token, or one whose time is over"), (status = 403, description = "refused; `type` says why"), (status = 404, description = "nothing is here for this account")))]
pub(crate) async fn reports(
    ctx: Ctx,
    taking::Query(wanted): taking::Query<Wanted>,
) -> Result<Response, Problem> {
    let queue = actions::reports(&ctx, place(&ctx, &wanted)?).await?;
    let reports = queue.waiting.iter().zip(&queue.members.0);
    let body = ReportsBody {
        reports: reports
            .map(|(waiting, hit)| ReportBody {
                report: waiting.card.to_string(),
                what: waiting.report.code(),
                at_ms: waiting.at.millis(),
                name: hit.name.clone(),
                branch: hit.branch.clone(),
                number: hit.number.clone(),
            })
            .collect(),
        after: queue.after.map(|after| after.to_string()),
    };
    Ok(crate::api::no_store(Json(body)))
}

/// A caller who says something far more often than chance explains.
#[derive(Serialize, ToSchema)]
pub(crate) struct ApartBody {
    /// The account.
    account: String,
    /// Its name.
    name: String,
    /// The campaign's name.
    campaign: String,
    /// deceased, moved, wrong-number, refused or dont-call.
    word: &'static str,
    /// How often, of how many calls.
    with: u32,
    /// Calls.
    calls: u32,
    /// As often as chance explains, but for one in a thousand.
    most: u32,
    /// How often everybody else who rings for it.
    others_with: u32,
    /// Their calls.
    others_calls: u32,
    /// Reports of this account that wait.
    waiting: u64,
    /// Since which evening, in milliseconds since 1970 began in UTC.
    since_ms: Option<i64>,
}

#[utoipa::path(get, path = "/api/v1/reports/callers", tag = "members",
    responses((status = 200, body = Vec<ApartBody>, description = "at most 50, the furthest apart first"), (status = 401, description = "no token, or one whose time is over"), (status = 403, description = "refused; `type` says why"), (status = 404, description = "nothing is here for this account")))]
pub(crate) async fn callers(ctx: Ctx) -> Result<Response, Problem> {
    let compared = actions::compare(&ctx).await?;
    let body = compared.apart.iter().map(|one| ApartBody {
        account: one.account.to_string(),
        name: compared.name(one.account),
        campaign: one.campaign.clone(),
        word: one.word.code(),
        with: one.own.with,
        calls: one.own.calls,
        most: one.most,
        others_with: one.others.with,
        others_calls: one.others.calls,
        waiting: one.waiting.0,
        since_ms: one.waiting.1.map(Moment::millis),
    });
    Ok(crate::api::no_store(Json(body.collect::<Vec<_>>())))
}

/// Whose reports are undone.
#[derive(Deserialize, ToSchema)]
pub(crate) struct UndoBody {
    /// The account: one that stands apart.
    #[schema(max_length = 64)]
    account: String,
    /// Reports from that evening on, in milliseconds since 1970 began in UTC.
    #[schema(minimum = 0, maximum = 253_402_300_799_999_i64)]
    since_ms: i64,
}

/// What came of it.
#[derive(Serialize, ToSchema)]
pub(crate) struct UndoingBody {
    /// begun, nothing (none waits) or busy (another is under way).
    undo: &'static str,
    /// How many wait, where it began.
    waiting: u64,
}

#[utoipa::path(post, path = "/api/v1/reports/callers/undo", tag = "members", request_body = UndoBody,
    responses((status = 200, body = UndoingBody, description = "what came of it; it goes on by itself"), (status = 401, description = "no token, or one whose time is over"), (status = 403, description = "refused; `type` says why"), (status = 404, description = "nothing is here for this account"), (status = 422, description = "the body can't be read")))]
pub(crate) async fn undo_reports(
    ctx: Ctx,
    taking::Json(body): taking::Json<UndoBody>,
) -> Result<Response, Problem> {
    let account = AccountId::parse(&body.account).map_err(|_| ctx.problem(What::NotFound))?;
    let since = Moment::from_millis(body.since_ms);
    let (undo, waiting) = match actions::unreport(&ctx, account, since).await? {
        UnreportBegun::Begun(_, waiting) => ("begun", waiting),
        UnreportBegun::Nothing => ("nothing", 0),
        UnreportBegun::Busy => ("busy", 0),
    };
    Ok(crate::api::no_store(Json(UndoingBody { undo, waiting })))
}

/// What the officer found.
#[derive(Deserialize, ToSchema)]
pub(crate) struct FindingBody {
    /// What it is.
    #[schema(schema_with = findings)]
    finding: String,
}

/// What became of it.
#[derive(Serialize, ToSchema)]
pub(crate) struct SettledBody {
    /// now, or before: it was settled already, and nothing changed.
    settled: &'static str,
}

#[utoipa::path(post, path = "/api/v1/reports/{report}", tag = "members", params(("report" = String, Path, description = "the report")), request_body = FindingBody,
    responses((status = 200, body = SettledBody, description = "settled"), (status = 401, description = "no token, or one whose time is over"), (status = 403, description = "refused; `type` says why"), (status = 404, description = "nothing is here for this account"), (status = 422, description = "the body can't be read")))]
pub(crate) async fn settle(
    ctx: Ctx,
    taking::Path(report): taking::Path<String>,
    taking::Json(body): taking::Json<FindingBody>,
) -> Result<Response, Problem> {
    let report = report_of(&ctx, &report)?;
    let finding = Finding::from_code(&body.finding).ok_or_else(|| ctx.problem(What::BadForm))?;
    let settled = match actions::settle(&ctx, report, finding).await? {
        Settled::Now => "now",
        Settled::Before => "before",
    };
    Ok(crate::api::no_store(Json(SettledBody { settled })))
}
