//! Opening, pausing, putting in order and closing a bank over JSON.

use std::sync::Arc;

use axum::response::Response;
use axum::routing::{get, post};
use axum::{Json, Router};
use serde::{Deserialize, Serialize};
use switchboard_store::banks::{Look, Ordered, Wanted};
use switchboard_store::rules::deal::Order;
use switchboard_store::rules::ids::BankId;
use utoipa::ToSchema;
use utoipa::openapi::{RefOr, Schema};

use super::BankBody;
use crate::app::App;
use crate::ctx::Ctx;
use crate::problem::{Problem, What};
use crate::rooms::banks::{actions, bank_of};
use crate::taking::{self, Path};

/// The addresses.
pub(super) fn routes() -> Router<Arc<App>> {
    Router::new()
        .route("/api/v1/banks/{bank}/open", post(open_bank))
        .route("/api/v1/banks/{bank}/pause", post(pause_bank))
        .route("/api/v1/banks/{bank}/order", post(order_bank))
        .route("/api/v1/banks/{bank}/close", get(closing).post(close))
}

/// The bank as it stands after an act.
async fn as_it_is(ctx: &Ctx, bank: BankId) -> Result<Response, Problem> {
    let watched = actions::watch(ctx, bank, Look::GoesOn).await?;
    Ok(crate::api::no_store(Json(BankBody::from(watched.line))))
}

async fn set(ctx: &Ctx, bank: &str, wanted: Wanted) -> Result<Response, Problem> {
    let id = bank_of(ctx, bank)?;
    actions::set(ctx, id, wanted).await?;
    as_it_is(ctx, id).await
}

#[utoipa::path(post, path = "/api/v1/banks/{bank}/open", tag = "banks",
    params(("bank" = String, Path, description = "the bank's id")),
    responses((status = 200, body = BankBody, description = "the bank; a second time changes nothing")))]
pub(crate) async fn open_bank(ctx: Ctx, Path(bank): Path<String>) -> Result<Response, Problem> {
    set(&ctx, &bank, Wanted::Open).await
}

#[utoipa::path(post, path = "/api/v1/banks/{bank}/pause", tag = "banks",
    params(("bank" = String, Path, description = "the bank's id")),
    responses((status = 200, body = BankBody, description = "the bank; a second time changes nothing")))]
pub(crate) async fn pause_bank(ctx: Ctx, Path(bank): Path<String>) -> Result<Response, Problem> {
    set(&ctx, &bank, Wanted::Paused).await
}

/// In which order a paused bank is to deal.
#[derive(Deserialize, ToSchema)]
pub(crate) struct OrderBody {
    /// The order.
    #[schema(schema_with = orders)]
    order: String,
}

fn orders() -> RefOr<Schema> {
    crate::api::one_of(Order::ALL.iter().map(|order| order.code()))
}

/// What became of it.
#[derive(Serialize, ToSchema)]
pub(crate) struct OrderedBody {
    /// done, before (it was in this order), open (pause it first) or soon (it was changed lately).
    answer: &'static str,
}

#[utoipa::path(post, path = "/api/v1/banks/{bank}/order", tag = "banks", request_body = OrderBody,
    params(("bank" = String, Path, description = "the bank's id")),
    responses((status = 200, body = OrderedBody, description = "what became of it")))]
pub(crate) async fn order_bank(
    ctx: Ctx,
    Path(bank): Path<String>,
    taking::Json(body): taking::Json<OrderBody>,
) -> Result<Response, Problem> {
    let order = Order::from_code(&body.order).ok_or_else(|| ctx.problem(What::BadForm))?;
    let answer = match actions::set_order(&ctx, bank_of(&ctx, &bank)?, order).await? {
        Ordered::Done => "done",
        Ordered::Before => "before",
        Ordered::Open => "open",
        Ordered::Soon => "soon",
    };
    Ok(crate::api::no_store(Json(OrderedBody { answer })))
}

/// What closing a bank for good would end.
#[derive(Serialize, ToSchema)]
pub(crate) struct ClosingBody {
    /// The bank. Its `name` is what closing it asks for.
    bank: BankBody,
    /// About how many of those whom it rang are to be rung again, which it won't be; `null` means fewer than ten.
    asked_again: Option<u64>,
}

#[utoipa::path(get, path = "/api/v1/banks/{bank}/close", tag = "banks",
    params(("bank" = String, Path, description = "the bank's id")),
    responses((status = 200, body = ClosingBody, description = "what closing it means; nothing is done")))]
pub(crate) async fn closing(ctx: Ctx, Path(bank): Path<String>) -> Result<Response, Problem> {
    let id = bank_of(&ctx, &bank)?;
    let watched = actions::watch(&ctx, id, Look::First).await?;
    let asked_again = actions::asked_again(&ctx, id).await?;
    Ok(crate::api::no_store(Json(ClosingBody {
        bank: watched.line.into(),
        asked_again: asked_again.rounded(),
    })))
}

/// The second step of closing: nothing that is sent twice or to the wrong address closes a bank.
#[derive(Deserialize, ToSchema)]
pub(crate) struct CloseBody {
    /// The bank's name, letter by letter.
    #[schema(max_length = 200)]
    name: String,
}

#[utoipa::path(post, path = "/api/v1/banks/{bank}/close", tag = "banks", request_body = CloseBody,
    params(("bank" = String, Path, description = "the bank's id")),
    responses((status = 200, body = BankBody, description = "it is closed for good; a second time changes nothing"), (status = 422, description = "this isn't the bank's name, or the body doesn't fit")))]
pub(crate) async fn close(
    ctx: Ctx,
    Path(bank): Path<String>,
    taking::Json(body): taking::Json<CloseBody>,
) -> Result<Response, Problem> {
    let id = bank_of(&ctx, &bank)?;
    // Whoever may not watch it is refused before its name is compared.
    let watched = actions::watch(&ctx, id, Look::GoesOn).await?;
    if body.name != watched.line.name {
        let asked = "closing is for good: send the bank's name, as `GET` of this address tells it";
        return Err(ctx.misfit("/name", asked));
    }
    actions::close(&ctx, id).await?;
    as_it_is(&ctx, id).await
}
