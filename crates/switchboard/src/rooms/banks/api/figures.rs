//! A bank's figures as a file, with a token: the very text that its page hands out.

use std::sync::Arc;

use axum::Router;
use axum::http::header;
use axum::response::Response;
use axum::routing::get;

use crate::app::App;
use crate::ctx::Ctx;
use crate::problem::Problem;
use crate::rooms::banks::figures::written;
use crate::taking::Path;

/// The address.
pub(super) fn routes() -> Router<Arc<App>> {
    Router::new().route("/api/v1/banks/{bank}/figures", get(bank_figures))
}

#[utoipa::path(get, path = "/api/v1/banks/{bank}/figures", tag = "banks",
    params(("bank" = String, Path, description = "the bank's id")),
    responses((status = 200, body = String, content_type = "text/csv", description = "what the bank's page counts, as CSV (RFC 4180) in UTF-8 with its mark, in the words of the language that `Accept-Language` asks for: the same safe counts with the moment of which they are, and nothing else")))]
pub(crate) async fn bank_figures(ctx: Ctx, Path(bank): Path<String>) -> Result<Response, Problem> {
    let kind = [(header::CONTENT_TYPE, "text/csv; charset=utf-8")];
    let figures = written(&ctx, &bank).await?;
    Ok(crate::api::no_store((kind, figures.text)))
}
