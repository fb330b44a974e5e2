//! The member's side of the roll: forgetting somebody, the certificate, and how long things are kept.

pub mod actions;
pub mod api;
pub mod asked;
pub mod own;
pub mod pages;
mod show;

use std::sync::Arc;

use axum::Router;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use serde::Deserialize;
use switchboard_store::rules::ids::{MemberId, RequestId};
use switchboard_store::rules::request::Because;
use switchboard_store::rules::retention::{Change, Months, Rule};

use crate::app::App;
use crate::ctx::Ctx;
use crate::problem::{Problem, What};
use crate::taking::{Form, Path, Query};
use crate::web::page::Html;
use actions::Place;
use pages::{Certificate, Forget, Forgetting, Retention, Slip, State};

/// The room's addresses.
pub fn routes() -> Router<Arc<App>> {
    Router::new()
        .route("/rights/forget", get(ask).post(preview))
        .route("/rights/forget/request", post(request))
        .route("/rights/forgetting", get(forgetting))
        .route("/rights/forgetting/{forgotten}", get(certificate))
        .route("/rights/retention", get(retention).post(change))
        .route("/rights/retention/count", post(count))
        .merge(own::routes())
        .merge(asked::routes())
}

async fn ask(ctx: Ctx) -> Result<Html<Forget>, Problem> {
    actions::may_forget(&ctx).await?;
    Ok(Html(show::forget(&ctx, State::Asked)))
}

#[derive(Deserialize)]
struct NumberForm {
    csrf: String,
    number: String,
}

async fn preview(ctx: Ctx, Form(form): Form<NumberForm>) -> Result<Html<Forget>, Problem> {
    ctx.check_form(&form.csrf)?;
    previewed(&ctx, form.number.trim().to_owned(), None).await
}

async fn previewed(ctx: &Ctx, number: String, slip: Option<Slip>) -> Result<Html<Forget>, Problem> {
    let state = match actions::preview(ctx, number.clone()).await? {
        Some(found) => show::previewed(&found, number, slip),
        None => State::NobodyFound,
    };
    Ok(Html(show::forget(ctx, state)))
}

#[derive(Deserialize)]
struct RequestForm {
    csrf: String,
    number: String,
    member: String,
    reason: String,
}

async fn request(ctx: Ctx, Form(form): Form<RequestForm>) -> Result<Response, Problem> {
    ctx.check_form(&form.csrf)?;
    let member = MemberId::parse(&form.member).map_err(|_| ctx.problem(What::BadForm))?;
    let Ok(because) = Because::parse(&form.reason) else {
        let page = previewed(&ctx, form.number.trim().to_owned(), Some(Slip::Why)).await?;
        return Ok(page.into_response());
    };
    let said = actions::ask_to_forget(&ctx, member, because).await?;
    asked(&ctx, said)
}

/// Where asking leads: to the page of requests, which says what became of it.
fn asked(ctx: &Ctx, said: Option<&'static str>) -> Result<Response, Problem> {
    let said = said.ok_or_else(|| ctx.problem(What::NotFound))?;
    Ok(Redirect::to(&format!("/requests?said={said}")).into_response())
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

async fn forgetting(ctx: Ctx, Query(wanted): Query<Wanted>) -> Result<Html<Forgetting>, Problem> {
    let here = place(&ctx, &wanted)?;
    let page = actions::being_forgotten(&ctx, here).await?;
    Ok(Html(show::forgetting(&ctx, &page, here)))
}

fn request_of(ctx: &Ctx, text: &str) -> Result<RequestId, Problem> {
    RequestId::parse(text).map_err(|_| ctx.problem(What::NotFound))
}

async fn certificate(ctx: Ctx, Path(request): Path<String>) -> Result<Html<Certificate>, Problem> {
    let id = request_of(&ctx, &request)?;
    let certificate = actions::certificate(&ctx, id).await?;
    Ok(Html(show::certificate(&ctx, &certificate)))
}

async fn retention(ctx: Ctx) -> Result<Html<Retention>, Problem> {
    let overview = actions::retention(&ctx).await?;
    Ok(Html(show::retention(&ctx, &overview, &[], None)))
}

#[derive(Deserialize)]
struct ChangeForm {
    csrf: String,
    rule: String,
    #[serde(default)]
    months: String,
    reason: String,
}

async fn change(ctx: Ctx, Form(form): Form<ChangeForm>) -> Result<Response, Problem> {
    ctx.check_form(&form.csrf)?;
    let rule = Rule::from_code(&form.rule).ok_or_else(|| ctx.problem(What::BadForm))?;
    let slip = match (months(&form.months), Because::parse(&form.reason)) {
        (Ok(months), Ok(because)) => {
            let change = Change { rule, months };
            let said = actions::ask_to_keep(&ctx, change, because).await?;
            return asked(&ctx, said);
        }
        (Err(slip), _) => slip,
        (Ok(_), Err(_)) => Slip::Why,
    };
    let overview = actions::retention(&ctx).await?;
    Ok(Html(show::retention(&ctx, &overview, &[], Some(slip))).into_response())
}

/// Months as typed; nothing typed keeps things for ever.
fn months(text: &str) -> Result<Option<Months>, Slip> {
    match text.trim() {
        "" => Ok(None),
        number => {
            let number = number.parse().map_err(|_| Slip::Months)?;
            Months::new(number).map(Some).map_err(|_| Slip::Months)
        }
    }
}

#[derive(Deserialize)]
struct CountForm {
    csrf: String,
}

async fn count(ctx: Ctx, Form(form): Form<CountForm>) -> Result<Html<Retention>, Problem> {
    ctx.check_form(&form.csrf)?;
    let overview = actions::retention(&ctx).await?;
    let counted = actions::count(&ctx).await?;
    Ok(Html(show::retention(&ctx, &overview, &counted, None)))
}
