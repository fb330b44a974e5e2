//! A campaign's banks side by side over JSON: what their page shows, asked for as the page asks for it.

use std::sync::Arc;

use axum::response::Response;
use axum::routing::get;
use axum::{Json, Router};
use serde::Serialize;
use switchboard_store::banks::Beside;
use switchboard_store::rules::moment::Moment;
use switchboard_store::rules::pace::Forecast;
use utoipa::ToSchema;

use super::BankBody;
use crate::app::App;
use crate::ctx::Ctx;
use crate::problem::Problem;
use crate::rooms::banks::actions;
use crate::taking::{Path, campaign_of};

/// The address; a new bank is sent to the same one.
pub(super) fn routes() -> Router<Arc<App>> {
    Router::new().route("/api/v1/campaigns/{campaign}/banks", get(side_by_side))
}

/// A campaign's banks side by side.
#[derive(Serialize, ToSchema)]
pub(crate) struct SideBySideBody {
    /// When they were counted, in milliseconds since 1970 UTC.
    at_ms: i64,
    /// Those that this account may watch, at most twenty: first those that aren't closed, then by name.
    banks: Vec<BesideBody>,
}

/// A bank beside others. Counts are moved by at most 5 and rounded to five; `null` means fewer than ten. Asked again they are the same
/// until something changes.
#[derive(Serialize, ToSchema)]
pub(crate) struct BesideBody {
    /// The bank.
    bank: BankBody,
    /// Members in the bank's audience; where it rings some alone, as was told when it was added.
    audience: Option<u64>,
    /// Of them, rung.
    rung: Option<u64>,
    /// Of them, spoken to.
    reached: Option<u64>,
    /// Of them, still to ring.
    left: Option<u64>,
    /// Accounts with a card now.
    callers_on: usize,
    /// Calls of the last hour, to five minutes.
    hour: Option<u64>,
    /// Calls since the evening began.
    evening: Option<u64>,
    /// When it runs dry at this pace: soon, at (then `dry_at_ms` says when), not-this-evening; or unknown, where too few ring.
    dry: &'static str,
    /// About when, in milliseconds since 1970 UTC; `null` where `dry` isn't at.
    dry_at_ms: Option<i64>,
}

impl From<Beside> for BesideBody {
    fn from(one: Beside) -> Self {
        let watched = one.watched;
        let (dry, dry_at) = match one.dry {
            Forecast::Soon => ("soon", None),
            Forecast::At(at) => ("at", Some(at)),
            Forecast::NotThisEvening => ("not-this-evening", None),
            Forecast::Unknown => ("unknown", None),
        };
        Self {
            audience: watched.filled.rounded(),
            rung: watched.rung.rounded(),
            reached: watched.reached.rounded(),
            left: watched.left.rounded(),
            callers_on: watched.on.len(),
            hour: one.hour.rounded(),
            evening: one.evening.rounded(),
            dry,
            dry_at_ms: dry_at.map(Moment::millis),
            bank: watched.line.into(),
        }
    }
}

#[utoipa::path(get, path = "/api/v1/campaigns/{campaign}/banks", tag = "banks",
    params(("campaign" = String, Path, description = "the campaign's id")),
    responses((status = 200, body = SideBySideBody, description = "its banks, in safe counts"), (status = 404, description = "nothing is here for this account, or the campaign has no bank")))]
pub(crate) async fn side_by_side(
    ctx: Ctx,
    Path(campaign): Path<String>,
) -> Result<Response, Problem> {
    let found = actions::side_by_side(&ctx, campaign_of(&ctx, &campaign)?).await?;
    Ok(crate::api::no_store(Json(SideBySideBody {
        at_ms: ctx.now.millis(),
        banks: found.into_iter().map(BesideBody::from).collect(),
    })))
}
