//! A member's own page: proving who one is, who looked and rang, objecting, and a copy of it all.
//!
//! It belongs to nobody who works here: its session is a cookie of its own, and no role opens it.

pub mod actions;
pub mod giving;
pub mod pages;
mod show;

use std::net::SocketAddr;
use std::sync::Arc;

use axum::Router;
use axum::extract::ConnectInfo;
use axum::http::header::{CONTENT_DISPOSITION, SET_COOKIE};
use axum::response::{AppendHeaders, IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use serde::Deserialize;
use switchboard_store::rules::card::Size;
use switchboard_store::rules::ids::CampaignId;

use crate::app::App;
use crate::ctx::Ctx;
use crate::problem::{Problem, What};
use crate::taking::{CsrfForm, Form, Query};
use crate::web::page::Html;
use actions::Place;
use pages::{Ask, Copy, Done, Mine, TypeCode};

/// The page's addresses.
pub fn routes() -> Router<Arc<App>> {
    Router::new()
        .route("/rang", get(ask).post(asked))
        .route("/rang/code", get(code).post(open))
        .route("/rang/mine", get(mine))
        .route("/rang/objection", post(object))
        .route("/rang/calls", post(allow))
        .route("/rang/copy", get(copy))
        .route("/rang/copy.json", get(copy_json))
        .route("/rang/done", post(done).get(gone))
        .merge(giving::routes())
}

async fn ask(ctx: Ctx) -> Html<Ask> {
    Html(Ask {
        shell: ctx.own_shell(),
        write_to: show::write_to(&ctx),
    })
}

#[derive(Deserialize)]
struct WhoForm {
    who: String,
}

async fn asked(
    ctx: Ctx,
    ConnectInfo(from): ConnectInfo<SocketAddr>,
    Form(form): Form<WhoForm>,
) -> Result<Html<TypeCode>, Problem> {
    let too_many = |again| ctx.problem(What::TooMany(again));
    ctx.app.limits.ask(from.ip(), ctx.now).map_err(too_many)?;
    let shown = actions::ask(&ctx, form.who.clone()).await?;
    Ok(Html(show::type_code(&ctx, form.who, shown)))
}

async fn code(ctx: Ctx) -> Html<TypeCode> {
    Html(TypeCode {
        is_asked: false,
        ..show::type_code(&ctx, String::new(), None)
    })
}

#[derive(Deserialize)]
struct CodeForm {
    who: String,
    code: String,
}

async fn open(
    ctx: Ctx,
    ConnectInfo(from): ConnectInfo<SocketAddr>,
    Form(form): Form<CodeForm>,
) -> Result<Response, Problem> {
    let too_many = |again| ctx.problem(What::TooMany(again));
    ctx.app
        .limits
        .own_code(from.ip(), ctx.now)
        .map_err(too_many)?;
    let Some(token) = actions::open(&ctx, form.who.clone(), form.code).await? else {
        ctx.app.limits.wrong_own_code(from.ip(), ctx.now);
        let page = TypeCode {
            is_wrong: true,
            ..show::type_code(&ctx, form.who, None)
        };
        return Ok(Html(page).into_response());
    };
    let cookies = ctx.app.cookies;
    let cookie = cookies.set(cookies.own(), token.expose(), actions::LASTS_S);
    let cookie = AppendHeaders([(SET_COOKIE, cookie)]);
    Ok((cookie, Redirect::to("/rang/mine")).into_response())
}

#[derive(Deserialize)]
struct Wanted {
    after: Option<String>,
}

async fn mine(ctx: Ctx, Query(wanted): Query<Wanted>) -> Result<Html<Mine>, Problem> {
    let after = wanted.after.as_deref().filter(|text| !text.is_empty());
    let after = after
        .map(|text| Place::parse(text).ok_or_else(|| ctx.problem(What::NotFound)))
        .transpose()?;
    let page = actions::mine(&ctx, after).await?;
    Ok(Html(show::mine(&ctx, page, after.is_some())))
}

#[derive(Deserialize)]
struct ObjectForm {
    csrf: String,
    /// `anyone`, `any-campaign`, or a campaign's id.
    against: String,
}

async fn object(ctx: Ctx, Form(form): Form<ObjectForm>) -> Result<Redirect, Problem> {
    ctx.check_own_form(&form.csrf)?;
    let (size, campaign) = if let Some(size) = Size::from_code(&form.against) {
        (size, None)
    } else {
        let campaign = CampaignId::parse(&form.against);
        let campaign = campaign.map_err(|_| ctx.problem(What::BadForm))?;
        (Size::ThisCampaign, Some(campaign))
    };
    actions::object(&ctx, size, campaign).await?;
    Ok(Redirect::to("/rang/mine"))
}

async fn allow(ctx: Ctx, Form(form): Form<CsrfForm>) -> Result<Redirect, Problem> {
    ctx.check_own_form(&form.csrf)?;
    actions::allow(&ctx).await?;
    Ok(Redirect::to("/rang/mine"))
}

async fn copy(ctx: Ctx) -> Result<Html<Copy>, Problem> {
    let copy = actions::copy(&ctx).await?;
    Ok(Html(show::copy(&ctx, &copy)))
}

async fn copy_json(ctx: Ctx) -> Result<Response, Problem> {
    let copy = actions::copy(&ctx).await?;
    let name = "attachment; filename=\"what-is-kept-about-me.json\"";
    let body = axum::Json(show::json(&ctx, &copy));
    Ok(([(CONTENT_DISPOSITION, name)], body).into_response())
}

async fn done(ctx: Ctx, Form(form): Form<CsrfForm>) -> Result<Response, Problem> {
    ctx.check_own_form(&form.csrf)?;
    actions::end(&ctx).await?;
    let cookie = ctx.app.cookies.set(ctx.app.cookies.own(), "", 0);
    let cookie = AppendHeaders([(SET_COOKIE, cookie)]);
    Ok((cookie, Redirect::to("/rang/done")).into_response())
}

async fn gone(ctx: Ctx) -> Html<Done> {
    Html(Done {
        shell: ctx.own_shell(),
    })
}
