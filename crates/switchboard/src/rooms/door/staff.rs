//! Signing in with an address, a password and a number: for whoever holds an office. Callers leave the number out.

use std::net::SocketAddr;
use std::sync::Arc;

use axum::Router;
use axum::extract::ConnectInfo;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use serde::Deserialize;
use switchboard_store::WorldKind;

use super::pages::{StaffError, StaffSignIn};
use super::{actions, inside, known_by};
use crate::app::App;
use crate::ctx::Ctx;
use crate::guard::From;
use crate::problem::{Problem, What};
use crate::taking::Form;
use crate::web::page::Html;

/// How long a browser is known after its holder signed in with it.
const KNOWN_FOR_S: i64 = 180 * 24 * 3600;

/// The form's address.
pub(super) fn routes() -> Router<Arc<App>> {
    Router::new().route("/sign-in/password", get(ask).post(sign_in))
}

#[derive(Deserialize)]
struct StaffForm {
    email: String,
    password: String,
    #[serde(default)]
    number: String,
}

fn page(ctx: &Ctx, email: String, error: Option<StaffError>) -> Html<StaffSignIn> {
    Html(StaffSignIn {
        shell: ctx.shell(),
        email,
        error,
    })
}

/// A demo has no passwords, and a test copy neither.
fn is_here(ctx: &Ctx) -> Result<(), Problem> {
    match ctx.app.world.meta().kind {
        WorldKind::Live => Ok(()),
        WorldKind::Demo | WorldKind::Decoy | WorldKind::Practice => {
            Err(ctx.problem(What::NotFound))
        }
    }
}

async fn ask(ctx: Ctx) -> Result<Html<StaffSignIn>, Problem> {
    is_here(&ctx)?;
    Ok(page(&ctx, String::new(), None))
}

async fn sign_in(
    ctx: Ctx,
    ConnectInfo(from): ConnectInfo<SocketAddr>,
    Form(form): Form<StaffForm>,
) -> Result<Response, Problem> {
    is_here(&ctx)?;
    let too_many = |again| ctx.problem(What::TooMany(again));
    ctx.app
        .limits
        .sign_in(from.ip(), ctx.now)
        .map_err(too_many)?;
    if [&form.email, &form.password]
        .iter()
        .any(|field| field.trim().is_empty())
    {
        return Ok(page(&ctx, form.email, Some(StaffError::Empty)).into_response());
    }
    let mark = ctx.app.world.browser_mark(&form.email);
    let known = match &mark {
        Some(mark) if ctx.browsers.contains(mark) => From::Known,
        _ => From::Stranger,
    };
    ctx.app
        .guard
        .knock(&form.email, known, ctx.now)
        .map_err(too_many)?;
    let device = ctx.device()?;
    let typed = actions::Typed {
        email: form.email.clone(),
        password: form.password,
        number: form.number,
    };
    let signed_in = actions::sign_in_with_password(&ctx, typed, device.clone()).await?;
    let Some(signed_in) = signed_in else {
        ctx.app.limits.wrong_code(from.ip(), ctx.now);
        return Ok(page(&ctx, form.email, Some(StaffError::NotAccepted)).into_response());
    };
    let cookies = ctx.app.cookies;
    let known = mark.map(|mark| cookies.set(cookies.known(), &mark, KNOWN_FOR_S));
    let marks = known.into_iter().chain(known_by(&ctx, &device));
    Ok(inside(&ctx, &signed_in, marks))
}
