//! What takes two people: what waits for me, and what became of what I asked for.

pub mod actions;
pub mod api;
pub mod pages;
mod show;

use std::sync::Arc;

use axum::Router;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use serde::Deserialize;
use switchboard_store::door::Handed;
use switchboard_store::requests::Decided;
use switchboard_store::rules::ids::RequestId;
use switchboard_store::rules::request::Because;

use crate::app::App;
use crate::ctx::Ctx;
use crate::problem::{Problem, What};
use crate::taking::{Form, Path, Query};
use crate::web::page::Html;
use actions::{Place, Step};
use pages::{RecordCode, Requests, Said};

/// The room's addresses.
pub fn routes() -> Router<Arc<App>> {
    Router::new()
        .route("/requests", get(list))
        .route("/requests/{request}", post(decide))
}

#[derive(Deserialize)]
pub(crate) struct Wanted {
    after: Option<String>,
    said: Option<String>,
}

/// Where the page begins; a text that is no place is nowhere.
fn place(ctx: &Ctx, wanted: &Wanted) -> Result<Option<Place>, Problem> {
    let after = wanted.after.as_deref().filter(|text| !text.is_empty());
    after
        .map(|text| Place::parse(text).ok_or_else(|| ctx.problem(What::NotFound)))
        .transpose()
}

fn request_of(ctx: &Ctx, text: &str) -> Result<RequestId, Problem> {
    RequestId::parse(text).map_err(|_| ctx.problem(What::NotFound))
}

async fn list(ctx: Ctx, Query(wanted): Query<Wanted>) -> Result<Html<Requests>, Problem> {
    let here = place(&ctx, &wanted)?;
    let list = actions::list(&ctx, here).await?;
    Ok(Html(Requests {
        shell: ctx.shell(),
        said: wanted.said.as_deref().and_then(Said::parse),
        waiting: show::waiting(&ctx, &list),
        own: show::own(&ctx, &list),
        here: here.map(|here| here.to_string()),
        after: list.after.map(|after| after.to_string()),
    }))
}

#[derive(Deserialize)]
struct StepForm {
    csrf: String,
    step: String,
    #[serde(default)]
    word: String,
}

/// A step with its reason; none where a refusal lacks one.
fn reasoned(step: &str, word: &str) -> Option<Step> {
    let word = Because::parse(word);
    match step {
        "approve" => Some(Step::Approve(word.ok())),
        "refuse" => word.ok().map(Step::Refuse),
        _ => None,
    }
}

async fn decide(
    ctx: Ctx,
    Path(request): Path<String>,
    Form(form): Form<StepForm>,
) -> Result<Response, Problem> {
    ctx.check_form(&form.csrf)?;
    let id = request_of(&ctx, &request)?;
    let step = match form.step.as_str() {
        "withdraw" => Some(Step::Withdraw),
        "finish" => Some(Step::Finish),
        "approve" | "refuse" => reasoned(&form.step, &form.word),
        _ => return Err(ctx.problem(What::BadForm)),
    };
    let said = match step {
        Some(step) => match actions::step(&ctx, id, step).await? {
            Decided::Handed(handed) => return Ok(shown(&ctx, &handed).into_response()),
            decided => Said::of(&decided),
        },
        None => Said::Why,
    };
    Ok(Redirect::to(&format!("/requests?said={}", said.code())).into_response())
}

/// The code that whoever approved hands on, this once.
fn shown(ctx: &Ctx, handed: &Handed) -> Html<RecordCode> {
    Html(RecordCode {
        shell: ctx.shell(),
        name: handed.label.clone(),
        code: handed.code.expose(),
        until: ctx.stamp(handed.until),
        opens: handed.opens,
    })
}
