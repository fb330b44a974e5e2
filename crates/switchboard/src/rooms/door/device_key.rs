//! Device keys: adding one with the mailed code and a PIN, signing in with it, removing one's own.

use std::net::SocketAddr;
use std::sync::Arc;

use axum::extract::ConnectInfo;
use axum::http::header::CACHE_CONTROL;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use serde::Deserialize;
use serde_json::json;
use switchboard_store::door::{AddedKey, AskedCode, ShownKey};
use switchboard_store::rules::device_key::{Pin, WeakPin};
use switchboard_store::rules::ids::DeviceKeyId;

use super::pages::{AddDevice, DeviceSaid, SessionsSaid, SignInError};
use super::passkeys::{may_try, site};
use super::{CsrfForm, actions, inside, known_by, sessions};
use crate::app::App;
use crate::ctx::Ctx;
use crate::problem::{Problem, What};
use crate::taking::{Form, Path, Query};
use crate::web::page::Html;

/// The addresses of device keys.
pub(super) fn routes() -> Router<Arc<App>> {
    Router::new()
        .route("/sign-in/device/options", post(ask))
        .route("/sign-in/device", post(sign_in))
        .route("/device", get(page).post(add))
        .route("/device/code", post(mail))
        .route("/device/options", post(begin))
        .route("/sessions/devices/{key}/remove", post(remove))
}

/// For the script: never kept.
fn told(challenge: &str) -> Response {
    let body = Json(json!({ "challenge": challenge }));
    ([(CACHE_CONTROL, "no-store")], body).into_response()
}

async fn ask(ctx: Ctx, ConnectInfo(from): ConnectInfo<SocketAddr>) -> Result<Response, Problem> {
    may_try(&ctx, from)?;
    site(&ctx)?;
    Ok(told(&actions::device_challenge(&ctx)?))
}

#[derive(Deserialize)]
struct SignInForm {
    key: String,
    challenge: String,
    signature: String,
    pin: String,
}

async fn sign_in(
    ctx: Ctx,
    ConnectInfo(from): ConnectInfo<SocketAddr>,
    Form(form): Form<SignInForm>,
) -> Result<Response, Problem> {
    may_try(&ctx, from)?;
    let (site, device) = (site(&ctx)?, ctx.device()?);
    let signed_in = match ShownKey::decode([&form.key, &form.challenge, &form.signature]) {
        Ok(shown) => actions::sign_in_with_device_key(&ctx, site, shown, form.pin, &device).await?,
        Err(_) => None,
    };
    let Some(signed_in) = signed_in else {
        ctx.app.limits.wrong_code(from.ip(), ctx.now);
        let page = super::page(&ctx, Some(SignInError::Device)).await?;
        return Ok(page.into_response());
    };
    Ok(inside(&ctx, &signed_in, known_by(&ctx, &device)))
}

#[derive(Deserialize)]
struct Wanted {
    said: Option<String>,
}

async fn page(ctx: Ctx, Query(wanted): Query<Wanted>) -> Result<Html<AddDevice>, Problem> {
    let said = wanted.said.as_deref().and_then(DeviceSaid::parse);
    Ok(Html(AddDevice {
        said,
        ..blank(&ctx).await?
    }))
}

/// The page as it stands for whoever asks.
async fn blank(ctx: &Ctx) -> Result<AddDevice, Problem> {
    let way = actions::device_way(ctx).await?;
    Ok(AddDevice {
        shell: ctx.shell(),
        said: None,
        email: way.email,
        vouched: way.vouched,
        is_mailed: way.is_mailed,
        shown: None,
        error: None,
        is_offered: ctx.app.site().is_some(),
    })
}

fn said(said: DeviceSaid) -> Response {
    Redirect::to(&said.address()).into_response()
}

async fn mail(
    ctx: Ctx,
    ConnectInfo(from): ConnectInfo<SocketAddr>,
    Form(form): Form<CsrfForm>,
) -> Result<Response, Problem> {
    ctx.check_form(&form.csrf)?;
    may_try(&ctx, from)?;
    Ok(match actions::ask_device_code(&ctx).await? {
        AskedCode::Mailed => said(DeviceSaid::Mailed),
        AskedCode::TooMany => said(DeviceSaid::TooMany),
        AskedCode::NoAddress => said(DeviceSaid::NoAddress),
        AskedCode::Shown(code) => Html(AddDevice {
            shown: Some(code),
            ..blank(&ctx).await?
        })
        .into_response(),
    })
}

async fn begin(ctx: Ctx, Form(form): Form<CsrfForm>) -> Result<Response, Problem> {
    ctx.check_form(&form.csrf)?;
    site(&ctx)?;
    Ok(told(&actions::begin_device_key(&ctx).await?))
}

#[derive(Deserialize)]
struct AddForm {
    csrf: String,
    code: String,
    pin: String,
    again: String,
    key: String,
    challenge: String,
    signature: String,
    #[serde(default)]
    before: String,
}

async fn add(
    ctx: Ctx,
    ConnectInfo(from): ConnectInfo<SocketAddr>,
    Form(form): Form<AddForm>,
) -> Result<Response, Problem> {
    ctx.check_form(&form.csrf)?;
    may_try(&ctx, from)?;
    // Whoever may not see the page is told nothing else here either.
    let page = blank(&ctx).await?;
    let error = match added(&ctx, form).await? {
        Ok(AddedKey::Added) => return Ok(said(DeviceSaid::Added)),
        Ok(AddedKey::WrongCode) => "device-code-wrong",
        Ok(AddedKey::Full) => "device-full",
        Ok(AddedKey::NotTaken) => "device-not-taken",
        Err(weak) => weak,
    };
    Ok(Html(AddDevice {
        error: Some(error),
        ..page
    })
    .into_response())
}

/// Adds the key, if the PIN is good enough and was typed the same twice; or else what to say.
async fn added(ctx: &Ctx, form: AddForm) -> Result<Result<AddedKey, &'static str>, Problem> {
    if form.pin != form.again {
        return Ok(Err("pin-differs"));
    }
    let pin = match Pin::parse(&form.pin) {
        Ok(pin) => pin,
        Err(weak) => return Ok(Err(weak_key(weak))),
    };
    let Ok(shown) = ShownKey::decode([&form.key, &form.challenge, &form.signature]) else {
        return Ok(Ok(AddedKey::NotTaken));
    };
    let site = site(ctx)?;
    let typed = actions::NewDevice {
        shown,
        before: form.before,
        code: form.code,
        pin,
    };
    actions::add_device_key(ctx, site, typed).await.map(Ok)
}

/// The key of why a PIN is not taken.
const fn weak_key(weak: WeakPin) -> &'static str {
    match weak {
        WeakPin::NotDigits => "pin-digits",
        WeakPin::Short => "pin-short",
        WeakPin::Long => "pin-long",
        WeakPin::Simple => "pin-simple",
        WeakPin::Common => "pin-common",
    }
}

async fn remove(
    ctx: Ctx,
    Path(key): Path<String>,
    Form(form): Form<CsrfForm>,
) -> Result<Response, Problem> {
    ctx.check_form(&form.csrf)?;
    let id = DeviceKeyId::parse(&key).map_err(|_| ctx.problem(What::NotFound))?;
    actions::remove_device_key(&ctx, id).await?;
    Ok(sessions::said(SessionsSaid::KeyRemoved))
}
