//! How the installation stands: what is wrong, and how to mend it, and which lists of numbers that aren't rung it has, for those who
//! answer for the members' data.

pub mod actions;
pub mod pages;
mod screening;

use std::sync::Arc;

use axum::Router;
use axum::routing::get;

use crate::app::App;
use crate::ctx::Ctx;
use crate::problem::Problem;
use crate::watch::Finding;
use crate::web::page::Html;
use pages::{Installation, Line};

/// The room's addresses.
pub fn routes() -> Router<Arc<App>> {
    Router::new()
        .route("/installation", get(installation))
        .route("/installation/screening", get(screening::lists))
}

async fn installation(ctx: Ctx) -> Result<Html<Installation>, Problem> {
    let found = actions::findings(&ctx).await?;
    let line = |finding: Finding| Line {
        severity: finding.severity,
        sentence: finding.sentence(&ctx.words),
        mend: finding.mend(&ctx.words),
    };
    Ok(Html(Installation {
        findings: found.into_iter().map(line).collect(),
        shell: ctx.shell(),
    }))
}
