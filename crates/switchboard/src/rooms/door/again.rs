//! Showing again who one is, in the session that one has.

use std::net::SocketAddr;
use std::sync::Arc;

use axum::Router;
use axum::extract::ConnectInfo;
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use serde::Deserialize;
use switchboard_store::door::SignedIn;
use switchboard_store::rules::policy::{Reason, Refusal};

use super::passkeys::{ShownForm, may_try, site};
use super::{actions, let_in};
use crate::app::App;
use crate::ctx::Ctx;
use crate::problem::{Problem, What};
use crate::taking::{Form, Query};
use crate::web::again::Back;
use crate::web::page::Html;
use crate::web::page::refused::ShowAgain;

/// The forms' addresses.
pub(super) fn routes() -> Router<Arc<App>> {
    Router::new()
        .route("/sign-in/again", get(ask).post(show))
        .route("/sign-in/again/passkey", post(show_passkey))
}

#[derive(Deserialize)]
struct Wanted {
    #[serde(default)]
    to: String,
}

fn page(ctx: &Ctx, to: Back, is_wrong: bool) -> Html<ShowAgain> {
    Html(ShowAgain {
        shell: ctx.shell(),
        to,
        was_refused: false,
        is_wrong,
    })
}

/// Who came in with a code has nothing to show again.
pub(super) fn can_show(ctx: &Ctx) -> Result<(), Problem> {
    if ctx.standing().is_none() {
        return Err(ctx.problem(What::Refused(Refusal::new(Reason::SignedOut))));
    }
    match ctx.shell().shows_by {
        Some(_) => Ok(()),
        None => Err(ctx.problem(What::NotFound)),
    }
}

async fn ask(ctx: Ctx, Query(wanted): Query<Wanted>) -> Result<Html<ShowAgain>, Problem> {
    can_show(&ctx)?;
    Ok(page(&ctx, Back::parse(&wanted.to), false))
}

#[derive(Deserialize)]
struct AgainForm {
    csrf: String,
    password: String,
    number: String,
    #[serde(default)]
    to: String,
}

async fn show(ctx: Ctx, Form(form): Form<AgainForm>) -> Result<Response, Problem> {
    ctx.check_form(&form.csrf)?;
    can_show(&ctx)?;
    let shown = actions::show_again(&ctx, form.password, form.number).await?;
    Ok(answer(&ctx, shown, &form.to))
}

#[derive(Deserialize)]
struct PasskeyForm {
    csrf: String,
    #[serde(default)]
    to: String,
    #[serde(flatten)]
    shown: ShownForm,
}

async fn show_passkey(
    ctx: Ctx,
    ConnectInfo(from): ConnectInfo<SocketAddr>,
    Form(form): Form<PasskeyForm>,
) -> Result<Response, Problem> {
    ctx.check_form(&form.csrf)?;
    can_show(&ctx)?;
    may_try(&ctx, from)?;
    let site = site(&ctx)?;
    let shown = match form.shown.shown() {
        Some(shown) => actions::show_again_with_passkey(&ctx, site, shown).await?,
        None => None,
    };
    Ok(answer(&ctx, shown, &form.to))
}

pub(super) fn answer(ctx: &Ctx, shown: Option<SignedIn>, to: &str) -> Response {
    let to = Back::parse(to);
    match shown {
        Some(signed_in) => let_in(ctx, &signed_in, None, to.as_str()),
        None => page(ctx, to, true).into_response(),
    }
}
