//! Passkeys: signing in with one, and one's own.

use std::net::SocketAddr;
use std::sync::Arc;

use axum::extract::ConnectInfo;
use axum::http::header::CACHE_CONTROL;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use serde::Deserialize;
use serde_json::{Value, json};
use switchboard_store::door::{
    AddedPasskey, Begun, Created, NewPasskey, OwnPasskey, RemovedPasskey, Shown,
};
use switchboard_store::rules::ids::PasskeyId;
use switchboard_store::rules::passkey::{ALGORITHMS, GOOD_FOR, Site};
use switchboard_store::rules::policy::Opened;

use super::pages::{PasskeyRow, Passkeys, PasskeysSaid, SignInError};
use super::{CsrfForm, actions, inside, known_by};
use crate::app::App;
use crate::ctx::Ctx;
use crate::problem::{Problem, What};
use crate::taking::{Form, Path, Query};
use crate::web::page::Html;

/// The addresses of passkeys.
pub(super) fn routes() -> Router<Arc<App>> {
    Router::new()
        .route("/sign-in/passkey/options", post(ask))
        .route("/sign-in/passkey", post(sign_in))
        .route("/passkeys", get(own).post(add))
        .route("/passkeys/options", post(begin))
        .route("/passkeys/{passkey}/remove", post(remove))
}

/// Where passkeys can be used, if they can.
pub(super) fn site(ctx: &Ctx) -> Result<Site, Problem> {
    ctx.app.site().ok_or_else(|| ctx.problem(What::NotFound))
}

/// For the script: never kept, for a challenge is in it.
fn told(options: Value) -> Response {
    ([(CACHE_CONTROL, "no-store")], Json(options)).into_response()
}

async fn ask(ctx: Ctx, ConnectInfo(from): ConnectInfo<SocketAddr>) -> Result<Response, Problem> {
    may_try(&ctx, from)?;
    let site = site(&ctx)?;
    Ok(told(json!({
        "challenge": actions::passkey_challenge(&ctx)?,
        "rpId": site.name,
        "userVerification": "required",
        "timeout": GOOD_FOR.as_millis(),
    })))
}

pub(super) fn may_try(ctx: &Ctx, from: SocketAddr) -> Result<(), Problem> {
    let may = ctx.app.limits.sign_in(from.ip(), ctx.now);
    may.map_err(|again| ctx.problem(What::TooMany(again)))
}

#[derive(Deserialize)]
pub(super) struct ShownForm {
    credential: String,
    client_data: String,
    data: String,
    signature: String,
    handle: String,
}

impl ShownForm {
    pub(super) fn shown(&self) -> Option<Shown> {
        Shown::decode([
            &self.credential,
            &self.client_data,
            &self.data,
            &self.signature,
            &self.handle,
        ])
        .ok()
    }
}

async fn sign_in(
    ctx: Ctx,
    ConnectInfo(from): ConnectInfo<SocketAddr>,
    Form(form): Form<ShownForm>,
) -> Result<Response, Problem> {
    may_try(&ctx, from)?;
    let (site, device) = (site(&ctx)?, ctx.device()?);
    let signed_in = match form.shown() {
        Some(shown) => actions::sign_in_with_passkey(&ctx, site, shown, device.clone()).await?,
        None => None,
    };
    let Some(signed_in) = signed_in else {
        ctx.app.limits.wrong_code(from.ip(), ctx.now);
        let page = super::page(&ctx, Some(SignInError::Passkey)).await?;
        return Ok(page.into_response());
    };
    Ok(inside(&ctx, &signed_in, known_by(&ctx, &device)))
}

#[derive(Deserialize)]
struct Wanted {
    said: Option<String>,
}

async fn own(ctx: Ctx, Query(wanted): Query<Wanted>) -> Result<Html<Passkeys>, Problem> {
    let found = actions::passkeys(&ctx).await?;
    let opened = ctx.standing().map(|standing| standing.opened);
    Ok(Html(Passkeys {
        shell: ctx.shell(),
        said: wanted.said.as_deref().and_then(PasskeysSaid::parse),
        rows: found.into_iter().map(|one| row(&ctx, one)).collect(),
        is_offered: ctx.app.site().is_some(),
        is_lent: matches!(opened, Some(Opened::Oidc | Opened::OidcAlone)),
        is_setting_up: opened == Some(Opened::SetUp),
    }))
}

fn row(ctx: &Ctx, one: OwnPasskey) -> PasskeyRow {
    PasskeyRow {
        passkey: one.id.to_string(),
        label: one.label,
        made_at: ctx.stamp(one.made_at),
        used_at: one.used_at.map(|at| ctx.stamp(at)),
        is_backed_up: one.is_backed_up,
        is_too_weak: one.is_too_weak,
    }
}

async fn begin(ctx: Ctx, Form(form): Form<CsrfForm>) -> Result<Response, Problem> {
    ctx.check_form(&form.csrf)?;
    let site = site(&ctx)?;
    Ok(told(match actions::begin_passkey(&ctx).await? {
        Begun::Ready(new) => options(&ctx, &site, &new),
        Begun::SignInAgain => json!({ "go": PasskeysSaid::Again.address() }),
        Begun::Full => json!({ "go": PasskeysSaid::Full.address() }),
    }))
}

/// What `navigator.credentials.create` is asked (§5.4 of the specification); bytes are arrays of numbers.
fn options(ctx: &Ctx, site: &Site, new: &NewPasskey) -> Value {
    let kind = "public-key";
    let known = new.known.iter();
    json!({
        "challenge": new.challenge,
        "rp": { "id": site.name, "name": ctx.app.world.meta().organisation },
        "user": { "id": new.handle.as_slice(), "name": new.label, "displayName": new.label },
        "pubKeyCredParams": ALGORITHMS.map(|alg| json!({ "type": kind, "alg": alg })),
        "excludeCredentials": known.map(|id| json!({ "type": kind, "id": id })).collect::<Vec<_>>(),
        "authenticatorSelection": {
            "residentKey": "required",
            "requireResidentKey": true,
            "userVerification": "required",
        },
        "attestation": "none",
        "timeout": GOOD_FOR.as_millis(),
    })
}

#[derive(Deserialize)]
struct CreatedForm {
    csrf: String,
    label: String,
    client_data: String,
    attestation: String,
}

fn said(said: PasskeysSaid) -> Response {
    Redirect::to(&said.address()).into_response()
}

async fn add(ctx: Ctx, Form(form): Form<CreatedForm>) -> Result<Response, Problem> {
    ctx.check_form(&form.csrf)?;
    let site = site(&ctx)?;
    let Ok(created) = Created::decode(&form.client_data, &form.attestation) else {
        // Whoever may not see the page is told nothing else here either.
        actions::passkeys(&ctx).await?;
        return Ok(said(PasskeysSaid::NotTaken));
    };
    let added = actions::add_passkey(&ctx, site, created, form.label).await?;
    Ok(match added {
        AddedPasskey::Added => said(PasskeysSaid::Added),
        AddedPasskey::In(signed_in) => inside(&ctx, &signed_in, None),
        AddedPasskey::SignInAgain => said(PasskeysSaid::Again),
        AddedPasskey::Full => said(PasskeysSaid::Full),
        AddedPasskey::NotTaken => said(PasskeysSaid::NotTaken),
    })
}

async fn remove(
    ctx: Ctx,
    Path(passkey): Path<String>,
    Form(form): Form<CsrfForm>,
) -> Result<Response, Problem> {
    ctx.check_form(&form.csrf)?;
    let id = PasskeyId::parse(&passkey).map_err(|_| ctx.problem(What::NotFound))?;
    Ok(said(match actions::remove_passkey(&ctx, id).await? {
        RemovedPasskey::Removed => PasskeysSaid::Removed,
        RemovedPasskey::LastWay => PasskeysSaid::LastWay,
    }))
}
