//! Banks over JSON.

use std::sync::Arc;

use axum::response::Response;
use axum::routing::get;
use axum::{Json, Router};
use serde::Serialize;
use switchboard_store::banks::{BankLine, Look};
use utoipa::ToSchema;

use super::{actions, bank_of};
use crate::app::App;
use crate::ctx::Ctx;
use crate::problem::Problem;
use crate::taking::Path;

/// The room's API addresses.
pub fn routes() -> Router<Arc<App>> {
    Router::new()
        .route("/api/v1/banks", get(list))
        .route("/api/v1/banks/{bank}", get(show))
}

/// One bank.
#[derive(Serialize, ToSchema)]
pub(crate) struct BankBody {
    /// Its id.
    id: String,
    /// Its name.
    name: String,
    /// Its campaign.
    campaign: String,
    /// Its contest.
    contest: String,
    /// open, paused or closed.
    state: String,
}

impl From<BankLine> for BankBody {
    fn from(line: BankLine) -> Self {
        Self {
            id: line.id.to_string(),
            name: line.name,
            campaign: line.campaign,
            contest: line.contest,
            state: line.state,
        }
    }
}

#[utoipa::path(get, path = "/api/v1/banks", tag = "banks",
    responses((status = 200, body = Vec<BankBody>, description = "the banks"), (status = 401, description = "no token, or one whose time is over")))]
pub(crate) async fn list(ctx: Ctx) -> Result<Response, Problem> {
    let lines = actions::own(&ctx).await?;
    Ok(crate::api::no_store(Json(
        lines.into_iter().map(BankBody::from).collect::<Vec<_>>(),
    )))
}

/// A bank's progress. Counts are rounded to five; `null` means fewer than ten.
#[derive(Serialize, ToSchema)]
pub(crate) struct WatchedBody {
    /// The bank.
    bank: BankBody,
    /// Members in the bank's audience.
    audience: Option<u64>,
    /// Of them, rung.
    rung: Option<u64>,
    /// Of them, still to ring.
    left: Option<u64>,
    /// By outcome.
    outcomes: Vec<OutcomeCount>,
    /// Accounts with a card now.
    callers_on: usize,
    /// In which order those in turn are dealt: random, oldest, newer or longer.
    order: &'static str,
    /// The most one account can learn in an evening.
    account_exposure: u64,
    /// The most the campaign can learn in an evening.
    campaign_exposure: u64,
}

/// One outcome's count.
#[derive(Serialize, ToSchema)]
pub(crate) struct OutcomeCount {
    /// Its code.
    outcome: String,
    /// Rounded; `null` means fewer than ten.
    count: Option<u64>,
}

#[utoipa::path(get, path = "/api/v1/banks/{bank}", tag = "banks",
    params(("bank" = String, Path, description = "the bank's id")),
    responses((status = 200, body = WatchedBody, description = "the bank, in safe counts"), (status = 401, description = "no token, or one whose time is over"), (status = 403, description = "refused; `type` says why"), (status = 404, description = "nothing is here for this account")))]
pub(crate) async fn show(ctx: Ctx, Path(bank): Path<String>) -> Result<Response, Problem> {
    let watched = actions::watch(&ctx, bank_of(&ctx, &bank)?, Look::First).await?;
    let outcomes = watched.outcomes.into_iter();
    Ok(crate::api::no_store(Json(WatchedBody {
        audience: watched.filled.rounded(),
        rung: watched.rung.rounded(),
        left: watched.left.rounded(),
        outcomes: outcomes
            .map(|(outcome, count)| OutcomeCount {
                outcome,
                count: count.rounded(),
            })
            .collect(),
        callers_on: watched.on.len(),
        order: watched.order.code(),
        account_exposure: watched.account_exposure,
        campaign_exposure: watched.campaign_exposure,
        bank: watched.line.into(),
    })))
}
