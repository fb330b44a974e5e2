//! What members ask for by law: on their own page, and the queue of whoever answers.

pub mod actions;
pub mod api;
pub mod pages;
mod show;

use std::sync::Arc;

use axum::Router;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use serde::Deserialize;
use switchboard_store::rules::ids::RightId;
use switchboard_store::rules::look::Words;
use switchboard_store::rules::rights::Kind;

use crate::app::App;
use crate::ctx::Ctx;
use crate::problem::{Problem, What};
use crate::taking::{CsrfForm, Form, Path, Query};
use crate::web::page::Html;
use actions::{Place, Step};
use pages::{OwnAsked, OwnSlip, Slip, Waiting};

/// The addresses.
pub fn routes() -> Router<Arc<App>> {
    Router::new()
        .route("/rang/requests", get(own).post(ask))
        .route("/rights/requests", get(waiting))
        .route("/rights/requests/{right}", get(one))
        .route("/rights/requests/{right}/acknowledge", post(acknowledge))
        .route("/rights/requests/{right}/extend", post(extend))
        .route("/rights/requests/{right}/answer", post(answer))
}

async fn own(ctx: Ctx) -> Result<Html<OwnAsked>, Problem> {
    own_page(&ctx, None).await
}

async fn own_page(ctx: &Ctx, slip: Option<OwnSlip>) -> Result<Html<OwnAsked>, Problem> {
    let own = actions::own(ctx).await?;
    Ok(Html(show::own(ctx, &own, slip)))
}

#[derive(Deserialize)]
struct AskForm {
    csrf: String,
    kind: String,
    words: String,
}

async fn ask(ctx: Ctx, Form(form): Form<AskForm>) -> Result<Response, Problem> {
    ctx.check_own_form(&form.csrf)?;
    let kind = Kind::from_code(&form.kind).ok_or_else(|| ctx.problem(What::BadForm))?;
    let Ok(words) = Words::parse(&form.words) else {
        return Ok(own_page(&ctx, Some(OwnSlip::Words)).await?.into_response());
    };
    if actions::ask(&ctx, kind, words).await? {
        return Ok(Redirect::to("/rang/requests").into_response());
    }
    let page = own_page(&ctx, Some(OwnSlip::TooMany)).await?;
    Ok(page.into_response())
}

#[derive(Deserialize)]
pub(crate) struct Wanted {
    after: Option<String>,
}

fn place(ctx: &Ctx, wanted: &Wanted) -> Result<Option<Place>, Problem> {
    let after = wanted.after.as_deref().filter(|text| !text.is_empty());
    after
        .map(|text| Place::parse(text).ok_or_else(|| ctx.problem(What::NotFound)))
        .transpose()
}

async fn waiting(ctx: Ctx, Query(wanted): Query<Wanted>) -> Result<Html<Waiting>, Problem> {
    let after = place(&ctx, &wanted)?;
    let queue = actions::queue(&ctx, after).await?;
    Ok(Html(show::waiting(&ctx, &queue, after.is_some())))
}

fn right_of(ctx: &Ctx, text: &str) -> Result<RightId, Problem> {
    RightId::parse(text).map_err(|_| ctx.problem(What::NotFound))
}

async fn one(ctx: Ctx, Path(right): Path<String>) -> Result<Response, Problem> {
    let id = right_of(&ctx, &right)?;
    one_page(&ctx, id, None).await
}

async fn one_page(ctx: &Ctx, id: RightId, slip: Option<Slip>) -> Result<Response, Problem> {
    let read = actions::read(ctx, id).await?;
    Ok(Html(show::one(ctx, &read, slip)).into_response())
}

/// Where an act on a request leads: to the request again, or to a word on why nothing was done.
async fn done(ctx: &Ctx, id: RightId, slip: Option<Slip>) -> Result<Response, Problem> {
    match slip {
        None => Ok(Redirect::to(&format!("/rights/requests/{id}")).into_response()),
        Some(slip) => one_page(ctx, id, Some(slip)).await,
    }
}

async fn acknowledge(
    ctx: Ctx,
    Path(right): Path<String>,
    Form(form): Form<CsrfForm>,
) -> Result<Response, Problem> {
    ctx.check_form(&form.csrf)?;
    let id = right_of(&ctx, &right)?;
    let slip = actions::take(&ctx, id, Step::Acknowledge).await?;
    done(&ctx, id, slip).await
}

#[derive(Deserialize)]
struct WordsForm {
    csrf: String,
    words: String,
}

async fn extend(ctx: Ctx, right: Path<String>, form: Form<WordsForm>) -> Result<Response, Problem> {
    worded(ctx, right, form, Step::Extend).await
}

async fn answer(ctx: Ctx, right: Path<String>, form: Form<WordsForm>) -> Result<Response, Problem> {
    worded(ctx, right, form, Step::Answer).await
}

/// A step that the member reads the words of.
async fn worded(
    ctx: Ctx,
    Path(right): Path<String>,
    Form(form): Form<WordsForm>,
    step: fn(Words) -> Step,
) -> Result<Response, Problem> {
    ctx.check_form(&form.csrf)?;
    let id = right_of(&ctx, &right)?;
    let slip = match Words::parse(&form.words) {
        Ok(words) => actions::take(&ctx, id, step(words)).await?,
        Err(_) => Some(Slip::Words),
    };
    done(&ctx, id, slip).await
}
