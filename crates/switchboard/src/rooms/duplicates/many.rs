//! All identical records merged as one act.

use std::sync::Arc;

use axum::Router;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use serde::Deserialize;
use switchboard_store::duplicates::{Bulk, BulkBegun, BulkState};
use switchboard_store::rules::ids::BulkId;

use super::actions;
use super::pages::{BulkRow, Identical, IdenticalSaid};
use crate::app::App;
use crate::ctx::Ctx;
use crate::problem::{Problem, What};
use crate::taking::{Form, Path, Query};
use crate::web::page::Html;

/// The addresses of merging many.
pub fn routes() -> Router<Arc<App>> {
    Router::new()
        .route("/duplicates/identical", get(identical).post(merge))
        .route("/duplicates/identical/{bulk}/undo", post(undo))
}

#[derive(Deserialize)]
struct Wanted {
    said: Option<String>,
}

async fn identical(ctx: Ctx, Query(wanted): Query<Wanted>) -> Result<Html<Identical>, Problem> {
    let (counted, bulks) = actions::identical(&ctx).await?;
    Ok(Html(Identical {
        shell: ctx.shell(),
        said: wanted.said.as_deref().and_then(IdenticalSaid::parse),
        counted,
        is_running: bulks.iter().any(|bulk| bulk.state.is_running()),
        bulks: bulks.iter().map(|bulk| row(&ctx, bulk)).collect(),
    }))
}

fn row(ctx: &Ctx, bulk: &Bulk) -> BulkRow {
    BulkRow {
        bulk: bulk.id.to_string(),
        at: ctx.stamp(bulk.at),
        state: match bulk.state {
            BulkState::Merging => "bulk-merging",
            BulkState::Merged => "bulk-merged",
            BulkState::Undoing => "bulk-undoing",
            BulkState::Undone => "bulk-undone",
            BulkState::Stopped => "bulk-stopped",
        },
        total: bulk.total,
        done: bulk.done,
        left_out: bulk.left_out,
        can_undo: matches!(bulk.state, BulkState::Merged | BulkState::Stopped) && bulk.done > 0,
    }
}

#[derive(Deserialize)]
struct MergeForm {
    csrf: String,
    counted: u64,
}

async fn merge(ctx: Ctx, Form(form): Form<MergeForm>) -> Result<Response, Problem> {
    ctx.check_form(&form.csrf)?;
    let begun = actions::merge_identical(&ctx, form.counted).await?;
    Ok(back(begun))
}

#[derive(Deserialize)]
struct UndoForm {
    csrf: String,
}

async fn undo(
    ctx: Ctx,
    Path(bulk): Path<String>,
    Form(form): Form<UndoForm>,
) -> Result<Response, Problem> {
    ctx.check_form(&form.csrf)?;
    let bulk = BulkId::parse(&bulk).map_err(|_| ctx.problem(What::NotFound))?;
    let begun = actions::undo_bulk(&ctx, bulk).await?;
    Ok(back(begun))
}

fn back(begun: BulkBegun) -> Response {
    let said = match begun {
        BulkBegun::Begun(_) => IdenticalSaid::Begun,
        BulkBegun::Changed(_) => IdenticalSaid::Changed,
        BulkBegun::Busy => IdenticalSaid::Busy,
        BulkBegun::Not => IdenticalSaid::Not,
    };
    Redirect::to(&format!("/duplicates/identical?said={}", said.code())).into_response()
}
