//! Masked search over JSON.

use std::sync::Arc;

use axum::response::Response;
use axum::routing::post;
use axum::{Json, Router};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::pages::SearchBy;
use super::{actions, query};
use crate::app::App;
use crate::ctx::Ctx;
use crate::problem::{Problem, What};
use crate::taking;

/// The room's API address.
pub fn routes() -> Router<Arc<App>> {
    Router::new().route("/api/v1/members/search", post(search))
}

/// What is searched for; it travels in the body, never in an address.
#[derive(Deserialize, ToSchema)]
pub(crate) struct SearchBody {
    /// name, number, email or membership.
    by: String,
    /// What is typed.
    text: String,
}

/// One masked hit.
#[derive(Serialize, ToSchema)]
pub(crate) struct HitBody {
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
    let query = query(by, body.text.trim()).ok_or_else(|| ctx.problem(What::BadForm))?;
    let hits = actions::search(&ctx, query).await?;
    let body: Vec<HitBody> = hits
        .0
        .iter()
        .map(|hit| HitBody {
            name: hit.name.clone(),
            branch: hit.branch.clone(),
            number: hit.number.clone(),
        })
        .collect();
    Ok(crate::api::no_store(Json(body)))
}
