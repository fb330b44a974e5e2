//! Why some of a bank's members can't be rung now, over JSON: what its page says of it.

use std::sync::Arc;

use axum::response::Response;
use axum::routing::get;
use axum::{Json, Router};
use serde::Serialize;
use switchboard_store::banks::Look;
use switchboard_store::desk::Held;
use switchboard_store::rules::counts::Safe;
use switchboard_store::rules::moment::Moment;
use utoipa::ToSchema;

use crate::app::App;
use crate::ctx::Ctx;
use crate::problem::Problem;
use crate::rooms::banks::{actions, bank_of};
use crate::taking::Path;

/// The address.
pub(super) fn routes() -> Router<Arc<App>> {
    Router::new().route("/api/v1/banks/{bank}/why", get(why))
}

/// Why some of a bank's members can't be rung now. It may be some minutes old.
#[derive(Serialize, ToSchema)]
pub(crate) struct WhyBody {
    /// Those of which the largest numbers are told first; none where nobody is held back, before access, in a closed bank, of samples beyond
    /// the first four draws of a campaign, and where others were looked through for so long that there was no answer yet: then ask again.
    reasons: Vec<WhyReasonBody>,
    /// When there will be somebody to ring, in milliseconds since 1970 UTC; `null` where there is now, or nobody knows.
    fills_at_ms: Option<i64>,
}

/// How many members one reason holds back.
#[derive(Serialize, ToSchema)]
pub(crate) struct WhyReasonBody {
    /// The reason, as a message key.
    reason: String,
    /// About how many; `null` where they are fewer than ten, or no number is told.
    count: Option<u64>,
    /// Whether they are fewer than ten.
    is_few: bool,
    /// When the first of them can be rung, in milliseconds since 1970 UTC, if that is known.
    until_ms: Option<i64>,
}

impl From<Held> for WhyReasonBody {
    fn from(held: Held) -> Self {
        Self {
            reason: held.key.to_owned(),
            count: held.count.and_then(Safe::rounded),
            is_few: held.count.is_some_and(|count| count.rounded().is_none()),
            until_ms: held.until.map(Moment::millis),
        }
    }
}

#[utoipa::path(get, operation_id = "why_not_rung", path = "/api/v1/banks/{bank}/why", tag = "banks",
    params(("bank" = String, Path, description = "the bank's id")),
    responses((status = 200, body = WhyBody, description = "why, in safe counts")))]
pub(crate) async fn why(ctx: Ctx, Path(bank): Path<String>) -> Result<Response, Problem> {
    let id = bank_of(&ctx, &bank)?;
    // Whoever may not watch it is refused before anything is counted.
    let watched = actions::watch(&ctx, id, Look::First).await?;
    let why = actions::why(&ctx, watched.may_ask).await?;
    let fills_at = why.fills_at.filter(|at| *at > ctx.now);
    Ok(crate::api::no_store(Json(WhyBody {
        reasons: why.reasons.into_iter().map(WhyReasonBody::from).collect(),
        fills_at_ms: fills_at.map(Moment::millis),
    })))
}
