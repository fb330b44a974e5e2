//! Reports from calls: a page of the queue, and a button for each finding.

use std::sync::Arc;

use axum::Router;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use serde::Deserialize;
use switchboard_store::roll::{After, Settled};
use switchboard_store::rules::card::Finding;
use switchboard_store::rules::ids::CardId;

use super::actions::{self, ReportQueue};
use super::pages::{Reported, Reports, Said};
use crate::app::App;
use crate::ctx::Ctx;
use crate::problem::{Problem, What};
use crate::taking::{Form, Path, Query};
use crate::web::page::Html;

/// The addresses of the queue.
pub fn routes() -> Router<Arc<App>> {
    Router::new()
        .route("/roll/reports", get(queue))
        .route("/roll/reports/{report}", post(settle))
}

#[derive(Deserialize)]
pub(crate) struct Wanted {
    after: Option<String>,
    said: Option<String>,
}

/// Where the page begins; a text that is no place is nowhere.
pub(super) fn place(ctx: &Ctx, wanted: &Wanted) -> Result<Option<After>, Problem> {
    let after = wanted.after.as_deref().filter(|text| !text.is_empty());
    after
        .map(|text| After::parse(text).ok_or_else(|| ctx.problem(What::NotFound)))
        .transpose()
}

/// A report's own name is the card of its call.
pub(super) fn report_of(ctx: &Ctx, text: &str) -> Result<CardId, Problem> {
    CardId::parse(text).map_err(|_| ctx.problem(What::NotFound))
}

async fn queue(ctx: Ctx, Query(wanted): Query<Wanted>) -> Result<Html<Reports>, Problem> {
    let here = place(&ctx, &wanted)?;
    let queue = actions::reports(&ctx, here).await?;
    Ok(Html(Reports {
        shell: ctx.shell(),
        said: wanted.said.as_deref().and_then(Said::parse),
        reports: rows(&ctx, &queue),
        here: here.map(|here| here.to_string()),
        after: queue.after.map(|after| after.to_string()),
    }))
}

fn rows(ctx: &Ctx, queue: &ReportQueue) -> Vec<Reported> {
    let row =
        |(waiting, hit): (&switchboard_store::roll::Waiting, &switchboard_store::Hit)| Reported {
            report: waiting.card.to_string(),
            what: waiting.report.label(),
            at: ctx.stamp(waiting.at),
            name: hit.name.clone(),
            branch: hit.branch.clone(),
            number: hit.number.clone(),
        };
    queue
        .waiting
        .iter()
        .zip(&queue.members.0)
        .map(row)
        .collect()
}

#[derive(Deserialize)]
struct FindingForm {
    csrf: String,
    finding: String,
    here: Option<String>,
}

async fn settle(
    ctx: Ctx,
    Path(report): Path<String>,
    Form(form): Form<FindingForm>,
) -> Result<Response, Problem> {
    ctx.check_form(&form.csrf)?;
    let report = report_of(&ctx, &report)?;
    if form.finding == "correct" {
        let look = actions::open_and_settle(&ctx, report).await?;
        return Ok(Redirect::to(&format!("/members/{look}")).into_response());
    }
    let finding = Finding::from_code(&form.finding).ok_or_else(|| ctx.problem(What::BadForm))?;
    let said = match (actions::settle(&ctx, report, finding).await?, finding) {
        (Settled::Now, Finding::Right) => Said::Right,
        (Settled::Now, Finding::Mistaken) => Said::Mistaken,
        (Settled::Before, _) => Said::Before,
    };
    let here = form.here.as_deref().and_then(After::parse);
    let here = here
        .map(|here| format!("&after={here}"))
        .unwrap_or_default();
    Ok(Redirect::to(&format!("/roll/reports?said={}{here}", said.code())).into_response())
}
