//! Exact totals over JSON.

use std::sync::Arc;

use axum::response::Response;
use axum::routing::get;
use axum::{Json, Router};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::{actions, table, year_of};
use crate::app::App;
use crate::ctx::Ctx;
use crate::problem::Problem;
use crate::taking::Query;

/// The room's API address.
pub fn routes() -> Router<Arc<App>> {
    Router::new().route("/api/v1/totals", get(totals))
}

/// Which year.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct YearWanted {
    /// The year; by default this one.
    #[param(max_length = 8)]
    year: Option<String>,
}

/// The totals of a year.
#[derive(Serialize, ToSchema)]
pub(crate) struct TotalsBody {
    /// The year.
    year: i16,
    /// By branch and kind; each branch's own members only.
    lines: Vec<LineBody>,
}

/// One branch's one kind.
#[derive(Serialize, ToSchema)]
pub(crate) struct LineBody {
    /// The branch's name.
    branch: String,
    /// The names above it, from the top.
    above: String,
    /// The kind of membership.
    kind: String,
    /// Members when the year began.
    at_start: u64,
    /// Members whose year of joining it is.
    joined: u64,
    /// Memberships that ended in it.
    left: u64,
    /// Members when it ended, or now.
    at_end: u64,
}

#[utoipa::path(get, path = "/api/v1/totals", tag = "members", params(YearWanted),
    responses((status = 200, body = TotalsBody, description = "the totals"), (status = 401, description = "no token, or one whose time is over"), (status = 403, description = "refused; `type` says why"), (status = 404, description = "nothing is here for this account, or no such year")))]
pub(crate) async fn totals(
    ctx: Ctx,
    Query(wanted): Query<YearWanted>,
) -> Result<Response, Problem> {
    let year = year_of(&ctx, wanted.year.as_deref())?;
    let totals = actions::totals(&ctx, year).await?;
    let line = |line: &switchboard_store::branches::Line| {
        let [at_start, joined, left, at_end] = table::figures_of(line);
        LineBody {
            branch: line.name.clone(),
            above: line
                .branch
                .map(|id| table::above(&totals.tree, id))
                .unwrap_or_default(),
            kind: line.kind.clone(),
            at_start,
            joined,
            left,
            at_end,
        }
    };
    let lines = totals.lines.iter().map(line).collect();
    Ok(crate::api::no_store(Json(TotalsBody { year, lines })))
}
