//! One's own password and app: set after a code, changed later.

use std::sync::Arc;

use axum::Router;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use serde::Deserialize;
use switchboard_store::door::{NewPassword, SetUp as Found, Step as Next, Weak};

use super::pages::{Own, OwnForm, SetUp, Shared, Step};
use super::{actions, inside};
use crate::app::App;
use crate::ctx::Ctx;
use crate::problem::Problem;
use crate::taking::Form;
use crate::web::page::Html;

/// The addresses of one's own account.
pub(super) fn routes() -> Router<Arc<App>> {
    Router::new()
        .route("/set-up", get(set_up))
        .route("/set-up/password", post(choose))
        .route("/set-up/app", post(confirm))
        .route("/own", get(own))
        .route("/own/password", post(change))
        .route("/own/app", post(renew))
}

async fn set_up(ctx: Ctx) -> Result<Response, Problem> {
    let found = actions::set_up(&ctx).await?;
    Ok(set_up_page(&ctx, &found, None))
}

fn set_up_page(ctx: &Ctx, found: &Found, error: Option<&'static str>) -> Response {
    let step = match &found.step {
        Next::Password => Step::Password,
        Next::App(key) => {
            let issuer = &ctx.app.world.meta().organisation;
            Step::App(Shared::of(key, issuer, &found.email))
        }
        Next::Done => return Redirect::to("/own").into_response(),
    };
    Html(SetUp {
        shell: ctx.shell(),
        has_provider: ctx.app.provider.is_some(),
        email: found.email.clone(),
        step,
        error,
    })
    .into_response()
}

#[derive(Deserialize)]
struct PasswordForm {
    csrf: String,
    password: String,
    again: String,
}

/// The password, if it is good enough and was typed the same twice; or else what to say.
fn good(
    ctx: &Ctx,
    found: &Found,
    password: &str,
    again: &str,
) -> Result<NewPassword, &'static str> {
    if password != again {
        return Err("password-differs");
    }
    let organisation = &ctx.app.world.meta().organisation;
    NewPassword::parse(password, &[&found.label, &found.email, organisation]).map_err(weak_key)
}

/// The key of why a password is not taken.
const fn weak_key(weak: Weak) -> &'static str {
    match weak {
        Weak::Short => "password-short",
        Weak::Long => "password-long",
        Weak::Common => "password-common",
        Weak::Own => "password-own",
        Weak::Date => "password-date",
        Weak::Pattern => "password-pattern",
        Weak::Word => "password-word",
    }
}

async fn choose(ctx: Ctx, Form(form): Form<PasswordForm>) -> Result<Response, Problem> {
    ctx.check_form(&form.csrf)?;
    let found = actions::set_up(&ctx).await?;
    match good(&ctx, &found, &form.password, &form.again) {
        Ok(password) => {
            actions::set_password(&ctx, password).await?;
            Ok(Redirect::to("/set-up").into_response())
        }
        Err(error) => Ok(set_up_page(&ctx, &found, Some(error))),
    }
}

#[derive(Deserialize)]
struct NumberForm {
    csrf: String,
    number: String,
}

async fn confirm(ctx: Ctx, Form(form): Form<NumberForm>) -> Result<Response, Problem> {
    ctx.check_form(&form.csrf)?;
    if let Some(signed_in) = actions::confirm_app(&ctx, form.number).await? {
        return Ok(inside(&ctx, &signed_in, None));
    }
    let found = actions::set_up(&ctx).await?;
    Ok(set_up_page(&ctx, &found, Some("set-up-number-wrong")))
}

async fn own(ctx: Ctx) -> Result<Response, Problem> {
    let found = actions::set_up(&ctx).await?;
    Ok(own_page(&ctx, &found, None))
}

fn own_page(ctx: &Ctx, found: &Found, error: Option<(OwnForm, &'static str)>) -> Response {
    if matches!(found.step, Next::Password) {
        return Redirect::to("/set-up").into_response();
    }
    Html(Own {
        shell: ctx.shell(),
        email: found.email.clone(),
        error,
    })
    .into_response()
}

#[derive(Deserialize)]
struct ChangeForm {
    csrf: String,
    old: String,
    number: String,
    password: String,
    again: String,
}

async fn change(ctx: Ctx, Form(form): Form<ChangeForm>) -> Result<Response, Problem> {
    ctx.check_form(&form.csrf)?;
    let found = actions::set_up(&ctx).await?;
    let new = match good(&ctx, &found, &form.password, &form.again) {
        Ok(new) => new,
        Err(error) => return Ok(own_page(&ctx, &found, Some((OwnForm::Password, error)))),
    };
    match actions::change_password(&ctx, form.old, form.number, new).await? {
        Some(signed_in) => Ok(inside(&ctx, &signed_in, None)),
        None => Ok(own_page(
            &ctx,
            &found,
            Some((OwnForm::Password, "own-wrong")),
        )),
    }
}

#[derive(Deserialize)]
struct RenewForm {
    csrf: String,
    old: String,
    number: String,
}

async fn renew(ctx: Ctx, Form(form): Form<RenewForm>) -> Result<Response, Problem> {
    ctx.check_form(&form.csrf)?;
    if actions::renew_app(&ctx, form.old, form.number).await? {
        return Ok(Redirect::to("/set-up").into_response());
    }
    let found = actions::set_up(&ctx).await?;
    Ok(own_page(&ctx, &found, Some((OwnForm::App, "own-wrong"))))
}
