//! How an import stands, and its undo, over JSON. Files come in by the page and the console.

use axum::Json;
use axum::response::Response;
use serde::Serialize;
use switchboard_store::roll::Import;
use utoipa::ToSchema;

use crate::ctx::Ctx;
use crate::problem::Problem;
use crate::rooms::roll::{actions, import_of};
use crate::taking;

/// How an import stands.
#[derive(Serialize, ToSchema)]
pub(crate) struct ImportBody {
    /// Its id.
    import: String,
    /// running, done, undone or abandoned.
    state: String,
    /// What it is: partial, full-roll or undo.
    what: String,
    /// Members it made. All counts are 0 until it is done.
    created: i64,
    /// Members it changed; of an undo those who were put back.
    changed: i64,
    /// Rows that said what was known.
    unchanged: i64,
    /// Memberships it ended.
    ended: i64,
    /// Memberships that go on again.
    resumed: i64,
    /// Rows that were not taken.
    rejected: i64,
    /// Rows about a member of an earlier row.
    duplicates: i64,
    /// Members to be looked at, because they had been changed by hand.
    by_hand: i64,
}

impl ImportBody {
    fn of(import: Import) -> Self {
        let counts = import.counts;
        Self {
            import: import.id.to_string(),
            state: import.state,
            what: import.what,
            created: counts.created,
            changed: counts.changed,
            unchanged: counts.unchanged,
            ended: counts.ended,
            resumed: counts.resumed,
            rejected: counts.rejected,
            duplicates: counts.duplicates,
            by_hand: counts.by_hand,
        }
    }
}

#[utoipa::path(get, path = "/api/v1/imports/{import}", tag = "members", params(("import" = String, Path, description = "the import")),
    responses((status = 200, body = ImportBody, description = "how it stands"), (status = 401, description = "no token, or one whose time is over"), (status = 403, description = "refused; `type` says why"), (status = 404, description = "nothing is here for this account")))]
pub(crate) async fn import(
    ctx: Ctx,
    taking::Path(import): taking::Path<String>,
) -> Result<Response, Problem> {
    let import = actions::status(&ctx, import_of(&ctx, &import)?).await?;
    Ok(crate::api::no_store(Json(ImportBody::of(import))))
}

/// What came of an undo.
#[derive(Serialize, ToSchema)]
pub(crate) struct ImportUndoBody {
    /// The undo is an import of its own, under this id; null where there was nothing to undo, or it was undone before.
    undo: Option<String>,
}

#[utoipa::path(post, path = "/api/v1/imports/{import}/undo", tag = "members", params(("import" = String, Path, description = "the import")),
    responses((status = 200, body = ImportUndoBody, description = "all of it is undone where nothing changed since"), (status = 401, description = "no token, or one whose time is over"), (status = 403, description = "refused; `type` says why"), (status = 404, description = "nothing is here for this account")))]
pub(crate) async fn undo_import(
    ctx: Ctx,
    taking::Path(import): taking::Path<String>,
) -> Result<Response, Problem> {
    ctx.account()?;
    let undo = actions::undo(&ctx, import_of(&ctx, &import)?).await?;
    let undo = undo.map(|id| id.to_string());
    Ok(crate::api::no_store(Json(ImportUndoBody { undo })))
}
