//! Who is on in a bank and who takes a break from it, over JSON: accounts as its page names them, never members.

use std::sync::Arc;

use axum::response::Response;
use axum::routing::get;
use axum::{Json, Router};
use serde::Serialize;
use switchboard_store::banks::Look;
use utoipa::ToSchema;

use crate::app::App;
use crate::ctx::Ctx;
use crate::problem::Problem;
use crate::rooms::banks::{actions, bank_of};
use crate::taking::Path;

/// The address.
pub(super) fn routes() -> Router<Arc<App>> {
    Router::new().route("/api/v1/banks/{bank}/callers", get(bank_callers))
}

/// Who rings in a bank now.
#[derive(Serialize, ToSchema)]
pub(crate) struct BankCallersBody {
    /// Accounts with a card on their desk, at most 200, the longest first.
    on: Vec<CallerOnBody>,
    /// Accounts that take a break from it, at most 200.
    resting: Vec<CallerRestingBody>,
}

/// An account with a card on its desk.
#[derive(Serialize, ToSchema)]
pub(crate) struct CallerOnBody {
    /// What the account is called.
    account_name: String,
    /// Since when it has this card, in milliseconds since 1970 UTC.
    since_ms: i64,
    /// Cards dealt to it this evening: its own work, so not rounded.
    cards: u64,
}

/// An account on a break.
#[derive(Serialize, ToSchema)]
pub(crate) struct CallerRestingBody {
    /// What the account is called.
    account_name: String,
    /// Since when, in milliseconds since 1970 UTC.
    since_ms: i64,
}

#[utoipa::path(get, path = "/api/v1/banks/{bank}/callers", tag = "banks",
    params(("bank" = String, Path, description = "the bank's id")),
    responses((status = 200, body = BankCallersBody, description = "who is on, and who takes a break")))]
pub(crate) async fn bank_callers(ctx: Ctx, Path(bank): Path<String>) -> Result<Response, Problem> {
    let watched = actions::watch(&ctx, bank_of(&ctx, &bank)?, Look::First).await?;
    let on = watched.on.into_iter().map(|on| CallerOnBody {
        account_name: on.account,
        since_ms: on.since.millis(),
        cards: on.cards,
    });
    let resting = watched.resting.into_iter().map(|one| CallerRestingBody {
        account_name: one.account,
        since_ms: one.since.millis(),
    });
    Ok(crate::api::no_store(Json(BankCallersBody {
        on: on.collect(),
        resting: resting.collect(),
    })))
}
