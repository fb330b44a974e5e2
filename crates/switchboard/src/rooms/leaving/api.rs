//! Leaving over JSON. Saying the same twice ends nothing twice, so no key against doubles is needed.

use std::sync::Arc;

use axum::response::Response;
use axum::routing::post;
use axum::{Json, Router};
use serde::{Deserialize, Serialize};
use switchboard_store::rules::leaving::{By, Leaving, Why};
use switchboard_store::rules::person::ExternalId;
use utoipa::ToSchema;
use utoipa::openapi::{RefOr, Schema};

use super::{account_of, actions, reason};
use crate::app::App;
use crate::ctx::Ctx;
use crate::problem::{Problem, What};
use crate::taking;

/// The room's API addresses.
pub fn routes() -> Router<Arc<App>> {
    Router::new()
        .route("/api/v1/accounts/{account}/leave", post(leave))
        .route("/api/v1/leavers", post(leaver))
}

fn reasons() -> RefOr<Schema> {
    crate::api::one_of(Why::OF_ONE.iter().map(|why| why.text()))
}

/// Why somebody's access ends.
#[derive(Deserialize, ToSchema)]
pub(crate) struct LeaveBody {
    /// Why.
    #[schema(schema_with = reasons)]
    why: String,
}

/// Who left, and why; it travels in the body, never in an address.
#[derive(Deserialize, ToSchema)]
pub(crate) struct LeaverBody {
    /// The membership number.
    #[schema(min_length = 1, max_length = 500)]
    number: String,
    /// Why.
    #[schema(schema_with = reasons)]
    why: String,
}

/// What ended.
#[derive(Serialize, ToSchema)]
pub(crate) struct LeftBody {
    /// How many accounts: none where no account's own record has this number.
    ended: u64,
}

fn leaving(ctx: &Ctx, why: &str) -> Result<Leaving, Problem> {
    let why = reason(why).ok_or_else(|| ctx.problem(What::BadForm))?;
    let by = By::Api;
    Ok(Leaving { why, by })
}

#[utoipa::path(post, path = "/api/v1/accounts/{account}/leave", tag = "accounts", params(("account" = String, Path, description = "the account")), request_body = LeaveBody,
    responses((status = 200, body = LeftBody, description = "everything of it has ended"), (status = 401, description = "no token, or one whose time is over"), (status = 403, description = "refused; `type` says why"), (status = 404, description = "nothing is here for this account"), (status = 422, description = "the body can't be read, or there is no such reason")))]
pub(crate) async fn leave(
    ctx: Ctx,
    taking::Path(account): taking::Path<String>,
    taking::Json(body): taking::Json<LeaveBody>,
) -> Result<Response, Problem> {
    let leaving = leaving(&ctx, &body.why)?;
    actions::end(&ctx, account_of(&ctx, &account)?, leaving).await?;
    Ok(crate::api::no_store(Json(LeftBody { ended: 1 })))
}

#[utoipa::path(post, path = "/api/v1/leavers", tag = "accounts", request_body = LeaverBody,
    responses((status = 200, body = LeftBody, description = "every account whose own record it is has ended"), (status = 401, description = "no token, or one whose time is over"), (status = 403, description = "refused; `type` says why"), (status = 404, description = "nothing is here for this account"), (status = 422, description = "the body can't be read, or there is no such reason")))]
pub(crate) async fn leaver(
    ctx: Ctx,
    taking::Json(body): taking::Json<LeaverBody>,
) -> Result<Response, Problem> {
    let leaving = leaving(&ctx, &body.why)?;
    let number = ExternalId::parse(&body.number);
    let number = number.map_err(|error| ctx.misfit("/number", error))?;
    let ended = actions::end_of_member(&ctx, number, leaving).await?;
    Ok(crate::api::no_store(Json(LeftBody { ended })))
}
