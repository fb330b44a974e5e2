//! API tokens over JSON: which run, and ending one. Making one is done on the page alone: a program makes no programs.

use std::sync::Arc;

use axum::response::Response;
use axum::routing::{get, post};
use axum::{Json, Router};
use serde::Serialize;
use switchboard_store::door::EndedProgram;
use switchboard_store::rules::moment::Moment;
use utoipa::ToSchema;

use super::actions;
use crate::app::App;
use crate::ctx::Ctx;
use crate::problem::Problem;
use crate::taking::Path;

/// The room's API addresses.
pub fn routes() -> Router<Arc<App>> {
    Router::new()
        .route("/api/v1/programs", get(programs))
        .route("/api/v1/programs/{program}/end", post(end_program))
}

/// An API token that runs.
#[derive(Serialize, ToSchema)]
pub(crate) struct ProgramBody {
    /// Its id, which opens nothing.
    program: String,
    /// What it is for, in its holder's words.
    name: String,
    /// When it was made, in milliseconds since 1970 began in UTC.
    made_at_ms: i64,
    /// When it ends by itself at the latest, in milliseconds since 1970 began in UTC.
    ends_at_ms: i64,
    /// When the day in UTC began on which it was used last, in milliseconds since 1970 began in UTC; null where it wasn't used.
    used_on_ms: Option<i64>,
    /// Whether it is the one that asks.
    is_this: bool,
}

#[utoipa::path(get, path = "/api/v1/programs", tag = "programs",
    responses((status = 200, body = Vec<ProgramBody>, description = "the account's own API tokens that run, the newest first")))]
pub(crate) async fn programs(ctx: Ctx) -> Result<Response, Problem> {
    let found = actions::list(&ctx).await?;
    let list = found.list.into_iter().map(|one| ProgramBody {
        program: one.id.to_string(),
        name: one.name,
        made_at_ms: one.made_at.millis(),
        ends_at_ms: one.until.millis(),
        used_on_ms: one.used_on.map(Moment::millis),
        is_this: one.is_this,
    });
    let list: Vec<ProgramBody> = list.collect();
    Ok(crate::api::no_store(Json(list)))
}

/// What became of ending a token.
#[derive(Serialize, ToSchema)]
pub(crate) struct EndedProgramBody {
    /// ended, or before: it was over before.
    answer: &'static str,
}

#[utoipa::path(post, path = "/api/v1/programs/{program}/end", tag = "programs",
    params(("program" = String, Path, description = "the token's id, as the list has it")),
    responses((status = 200, body = EndedProgramBody, description = "it is over, and opens nothing any more; it may be the one that asks")))]
pub(crate) async fn end_program(
    ctx: Ctx,
    Path(program): Path<String>,
) -> Result<Response, Problem> {
    let answer = match actions::end(&ctx, &program).await? {
        EndedProgram::Now => "ended",
        EndedProgram::Before => "before",
    };
    Ok(crate::api::no_store(Json(EndedProgramBody { answer })))
}
