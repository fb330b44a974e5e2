//! The door: signing in, sessions, signing out, one's own password, app, passkeys and device keys.

pub mod actions;
mod again;
mod device_key;
mod identity;
mod own;
pub mod pages;
mod passkeys;
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
use switchboard_store::door::{Device, SignedIn};
use switchboard_store::rules::policy::Opened;

use crate::app::App;
use crate::ctx::Ctx;
use crate::problem::{Problem, What};
use crate::taking::{CsrfForm, Form};
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
        .merge(passkeys::routes())
        .merge(device_key::routes())
        .merge(identity::routes())
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
        WorldKind::Demo | WorldKind::Decoy | WorldKind::Practice => Way::CodesAlone,
        WorldKind::Live if actions::has_officer(ctx).await? => Way::Passwords,
        WorldKind::Live => Way::NobodyNamed,
    };
    Ok(Html(SignIn {
        shell: ctx.shell(),
        error,
        way,
        has_passkeys: ctx.app.site().is_some(),
        provider: ctx.app.provider.as_ref().map(|of| of.name.clone()),
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
    let device = ctx.device()?;
    let Some(signed_in) = actions::sign_in(&ctx, form.code, device.clone()).await? else {
        ctx.app.limits.wrong_code(from.ip(), ctx.now);
        let page = page(&ctx, Some(SignInError::NotAccepted)).await?;
        return Ok(page.into_response());
    };
    Ok(inside(&ctx, &signed_in, known_by(&ctx, &device)))
}

/// How long a browser is known after somebody signed in with it.
const DEVICE_FOR_S: i64 = 365 * 24 * 3600;

/// The cookie by which a browser is known. People of a demo or a test copy have none.
fn known_by(ctx: &Ctx, device: &Device) -> Option<String> {
    let cookies = ctx.app.cookies;
    match ctx.app.world.meta().kind {
        WorldKind::Live => Some(cookies.set(cookies.device(), device.expose(), DEVICE_FOR_S)),
        WorldKind::Demo | WorldKind::Decoy | WorldKind::Practice => None,
    }
}

/// The way in: the session's cookie, perhaps more, and the page that comes first.
fn inside(ctx: &Ctx, signed_in: &SignedIn, more: impl IntoIterator<Item = String>) -> Response {
    let to = match signed_in.opened {
        Opened::SetUp => "/set-up",
        _ => "/",
    };
    let_in(ctx, signed_in, more, to)
}

/// The session's cookie, perhaps more, and this page.
fn let_in(
    ctx: &Ctx,
    signed_in: &SignedIn,
    more: impl IntoIterator<Item = String>,
    to: &str,
) -> Response {
    let age_s = signed_in.until.since(ctx.now).as_millis() / 1000;
    let cookies = ctx.app.cookies;
    let session = cookies.set(cookies.session(), signed_in.token.expose(), age_s);
    let lines: Vec<_> = std::iter::once(session)
        .chain(more)
        .map(|line| (SET_COOKIE, line))
        .collect();
    let cookies = AppendHeaders(lines);
    (cookies, Redirect::to(to)).into_response()
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
