//! The door: signing in, sessions, signing out, one's own password and app.

pub mod actions;
mod again;
mod own;
pub mod pages;
mod qr;
mod sessions;
mod staff;

use std::net::SocketAddr;
use std::sync::Arc;

use axum::Router;
use axum::extract::ConnectInfo;
use axum::http::header::SET_COOKIE;
use axum::response::{AppendHeaders, IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use serde::Deserialize;
use switchboard_store::WorldKind;
use switchboard_store::door::SignedIn;
use switchboard_store::rules::policy::Opened;

use crate::app::App;
use crate::ctx::Ctx;
use crate::problem::{Problem, What};
use crate::taking::Form;
use crate::web::page::Html;
use pages::{SignIn, SignInError, SignedOut, SignedOutWhy, Way};

/// The room's addresses.
pub fn routes() -> Router<Arc<App>> {
    Router::new()
        .route("/sign-in", get(ask).post(sign_in))
        .route("/sign-out", post(sign_out))
        .route("/signed-out", get(signed_out))
        .merge(staff::routes())
        .merge(again::routes())
        .merge(own::routes())
        .merge(sessions::routes())
}

#[derive(Deserialize)]
struct CodeForm {
    code: String,
}

async fn ask(ctx: Ctx) -> Result<Html<SignIn>, Problem> {
    page(&ctx, None).await
}

async fn page(ctx: &Ctx, error: Option<SignInError>) -> Result<Html<SignIn>, Problem> {
    let way = match ctx.app.world.meta().kind {
        WorldKind::Demo => Way::CodesAlone,
        WorldKind::Live if actions::has_officer(ctx).await? => Way::Passwords,
        WorldKind::Live => Way::NobodyNamed,
    };
    Ok(Html(SignIn {
        shell: ctx.shell(),
        error,
        way,
    }))
}

async fn sign_in(
    ctx: Ctx,
    ConnectInfo(from): ConnectInfo<SocketAddr>,
    Form(form): Form<CodeForm>,
) -> Result<Response, Problem> {
    ctx.app
        .limits
        .sign_in(from.ip(), ctx.now)
        .map_err(|again| ctx.problem(What::TooMany(again)))?;
    if form.code.trim().is_empty() {
        let page = page(&ctx, Some(SignInError::Empty)).await?;
        return Ok(page.into_response());
    }
    let Some(signed_in) = actions::sign_in(&ctx, form.code).await? else {
        ctx.app.limits.wrong_code(from.ip(), ctx.now);
        let page = page(&ctx, Some(SignInError::NotAccepted)).await?;
        return Ok(page.into_response());
    };
    Ok(inside(&ctx, &signed_in, None))
}

/// The way in: the session's cookie, perhaps a second one, and the page that comes first.
fn inside(ctx: &Ctx, signed_in: &SignedIn, more: Option<String>) -> Response {
    let to = match signed_in.opened {
        Opened::SetUp => "/set-up",
        _ => "/",
    };
    let_in(ctx, signed_in, more, to)
}

/// The session's cookie, perhaps a second one, and this page.
fn let_in(ctx: &Ctx, signed_in: &SignedIn, more: Option<String>, to: &str) -> Response {
    let age_s = signed_in.until.since(ctx.now).as_millis() / 1000;
    let cookies = ctx.app.cookies;
    let session = cookies.set(cookies.session(), signed_in.token.expose(), age_s);
    let cookies = AppendHeaders(
        [session]
            .into_iter()
            .chain(more)
            .map(|line| (SET_COOKIE, line)),
    );
    (cookies, Redirect::to(to)).into_response()
}

#[derive(Deserialize)]
struct CsrfForm {
    csrf: String,
}

async fn sign_out(ctx: Ctx, Form(form): Form<CsrfForm>) -> Result<impl IntoResponse, Problem> {
    ctx.check_form(&form.csrf)?;
    actions::sign_out(&ctx).await?;
    let cookie = ctx.app.cookies.set(ctx.app.cookies.session(), "", 0);
    Ok((
        AppendHeaders([(SET_COOKIE, cookie)]),
        Redirect::to("/signed-out"),
    ))
}

async fn signed_out(ctx: Ctx) -> Html<SignedOut> {
    Html(SignedOut {
        shell: ctx.shell(),
        why: SignedOutWhy::Asked,
    })
}
