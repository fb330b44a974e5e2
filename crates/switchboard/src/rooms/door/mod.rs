//! The door: signing in, sessions, signing out.

pub mod actions;
pub mod pages;

use std::net::SocketAddr;
use std::sync::Arc;

use axum::Router;
use axum::extract::ConnectInfo;
use axum::http::header::SET_COOKIE;
use axum::response::{AppendHeaders, IntoResponse, Redirect};
use axum::routing::{get, post};
use serde::Deserialize;

use crate::app::App;
use crate::ctx::Ctx;
use crate::problem::{Problem, What};
use crate::taking::Form;
use crate::web::page::Html;
use pages::{SignIn, SignInError, SignedOut, SignedOutWhy};

/// The room's addresses.
pub fn routes() -> Router<Arc<App>> {
    Router::new()
        .route("/sign-in", get(ask).post(sign_in))
        .route("/sign-out", post(sign_out))
        .route("/signed-out", get(signed_out))
}

#[derive(Deserialize)]
struct CodeForm {
    code: String,
}

async fn ask(ctx: Ctx) -> Html<SignIn> {
    Html(SignIn {
        shell: ctx.shell(),
        error: None,
    })
}

async fn sign_in(
    ctx: Ctx,
    ConnectInfo(from): ConnectInfo<SocketAddr>,
    Form(form): Form<CodeForm>,
) -> Result<impl IntoResponse, Problem> {
    ctx.app
        .limits
        .sign_in(from.ip(), ctx.now)
        .map_err(|again| ctx.problem(What::TooMany(again)))?;
    let error = |error| {
        Html(SignIn {
            shell: ctx.shell(),
            error: Some(error),
        })
        .into_response()
    };
    if form.code.trim().is_empty() {
        return Ok(error(SignInError::Empty));
    }
    let Some(signed_in) = actions::sign_in(&ctx, form.code).await? else {
        ctx.app.limits.wrong_code(from.ip(), ctx.now);
        return Ok(error(SignInError::NotAccepted));
    };
    let age_s = signed_in.until.since(ctx.now).as_millis() / 1000;
    let cookies = ctx.app.cookies;
    let cookie = cookies.set(cookies.session(), signed_in.token.expose(), age_s);
    Ok((AppendHeaders([(SET_COOKIE, cookie)]), Redirect::to("/")).into_response())
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
