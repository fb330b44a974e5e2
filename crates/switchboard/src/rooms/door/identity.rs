//! The organisation's own sign-in: coming in by it, showing again by it, connecting one's own account, and hearing from it that
//! somebody left.
//!
//! A link that somebody was sent does nothing: what comes back must belong to the cookie of the browser that was sent, and to
//! its session where it had one. The code is changed for a token only then, from a page of ours, with all cookies.

use std::net::SocketAddr;
use std::sync::Arc;

use axum::Router;
use axum::extract::{ConnectInfo, DefaultBodyLimit};
use axum::http::header::SET_COOKIE;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{AppendHeaders, IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use serde::Deserialize;
use switchboard_store::door::{
    Connectable, Connected, Disconnected, Errand, InByIdentity, Returned, Told,
};
use switchboard_store::rules::oidc::Flaw;
use switchboard_store::rules::policy::Opened;

use super::pages::{Failed, Identity, IdentityFailed, IdentityRow, IdentitySaid, Onward};
use super::passkeys::may_try;
use super::sessions::out;
use super::{CsrfForm, actions, again, inside, known_by};
use crate::app::App;
use crate::ctx::{Anybody, Ctx, cookie};
use crate::oidc::{Away, Provider, form};
use crate::problem::{Problem, What};
use crate::taking::{Form, Query};
use crate::web::again::Back;
use crate::web::page::Html;

/// The most that a logout token takes, as a form.
const LOGOUT_BYTES_MAX: usize = 32 * 1024;
/// How long somebody may take there.
const ERRAND_S: i64 = 600;

/// The addresses of the organisation's own sign-in.
pub(super) fn routes() -> Router<Arc<App>> {
    let most = DefaultBodyLimit::max(LOGOUT_BYTES_MAX);
    Router::new()
        .route("/sign-in/oidc", post(sign_in))
        .route("/sign-in/again/oidc", post(show_again))
        .route("/oidc/back", get(back))
        .route("/oidc/in", get(come_in))
        .route("/oidc/logout", post(leave).layer(most))
        .route("/identity", get(own))
        .route("/identity/connect", post(connect))
        .route("/identity/disconnect", post(disconnect))
}

/// The provider, where there is one.
fn provider(ctx: &Ctx) -> Result<&Provider, Problem> {
    let provider = ctx.app.provider.as_ref();
    provider.ok_or_else(|| ctx.problem(What::NotFound))
}

/// Where it sends people back to; nowhere while nobody says under which name this site is opened.
fn back_to(ctx: &Ctx) -> Result<String, Problem> {
    let site = ctx.app.site().ok_or_else(|| ctx.problem(What::NotFound))?;
    Ok(format!("{}/oidc/back", site.origin))
}

fn failed(ctx: &Ctx, why: Failed) -> Response {
    let name = ctx.app.provider.as_ref().map(|provider| &provider.name);
    Html(IdentityFailed {
        shell: ctx.shell(),
        name: name.cloned().unwrap_or_default(),
        why,
    })
    .into_response()
}

fn away(ctx: &Ctx, away: Away) -> Response {
    let why = match away {
        Away::Code => return failed(ctx, Failed::NotTaken),
        Away::Key => return failed(ctx, Failed::Soon),
        Away::Client => Failed::NotTaken,
        Away::Silent(_) | Away::Busy | Away::Secret | Away::Document => Failed::Away,
    };
    tracing::warn!(%away, "the organisation's own sign-in can't be used");
    failed(ctx, why)
}

/// Sends somebody there.
async fn send(ctx: &Ctx, errand: Errand, to: &str) -> Result<Response, Problem> {
    let (provider, back) = (provider(ctx)?, back_to(ctx)?);
    let document = match provider.document(ctx.now).await {
        Ok(document) => document,
        Err(why) => return Ok(away(ctx, why)),
    };
    let sent = actions::send_for_identity(ctx, errand, to)?;
    let line = ctx.app.cookies.set_errand(&sent.cookie, ERRAND_S);
    let page = Html(Onward {
        shell: ctx.shell(),
        there: Some(provider.name.clone()),
        to: provider.ask(&document, &sent, &back, errand.wants_afresh()),
    });
    Ok((AppendHeaders([(SET_COOKIE, line)]), page).into_response())
}

async fn sign_in(
    ctx: Ctx,
    ConnectInfo(from): ConnectInfo<SocketAddr>,
    Form(form): Form<CsrfForm>,
) -> Result<Response, Problem> {
    ctx.check_form(&form.csrf)?;
    provider(&ctx)?;
    may_try(&ctx, from)?;
    send(&ctx, Errand::SignIn, "/").await
}

#[derive(Deserialize)]
struct AgainForm {
    csrf: String,
    #[serde(default)]
    to: String,
}

async fn show_again(ctx: Ctx, Form(form): Form<AgainForm>) -> Result<Response, Problem> {
    ctx.check_form(&form.csrf)?;
    provider(&ctx)?;
    again::can_show(&ctx)?;
    send(&ctx, Errand::ShowAgain, Back::parse(&form.to).as_str()).await
}

/// What the provider says as it sends somebody back.
#[derive(Deserialize)]
struct Answer {
    #[serde(default)]
    code: String,
    #[serde(default)]
    state: String,
    iss: Option<String>,
    error: Option<String>,
}

/// The step between another site and ours: none of our strict cookies has come along yet.
async fn back(ctx: Ctx, Query(answer): Query<Answer>) -> Result<Response, Problem> {
    provider(&ctx)?;
    if let Some(error) = answer.error {
        let denials = ["access_denied", "login_required", "interaction_required"];
        let why = if denials.contains(&error.as_str()) {
            Failed::Denied
        } else {
            Failed::NotTaken
        };
        return Ok(failed(&ctx, why));
    }
    let mut fields = vec![
        ("code", answer.code.as_str()),
        ("state", answer.state.as_str()),
    ];
    fields.extend(answer.iss.as_deref().map(|iss| ("iss", iss)));
    let page = Html(Onward {
        shell: ctx.shell(),
        there: None,
        to: format!("/oidc/in?{}", form(&fields)),
    });
    Ok(page.into_response())
}

/// Whoever came back to us, on a page of ours: all cookies are there.
async fn come_in(
    ctx: Ctx,
    ConnectInfo(from): ConnectInfo<SocketAddr>,
    headers: HeaderMap,
    Query(answer): Query<Answer>,
) -> Result<Response, Problem> {
    provider(&ctx)?;
    let response = match come(&ctx, from, &headers, &answer).await {
        Ok(response) => response,
        Err(untold) => refused(&ctx, from, untold),
    };
    // Used once: whatever became of it.
    let gone = AppendHeaders([(SET_COOKIE, ctx.app.cookies.set_errand("", 0))]);
    Ok((gone, response).into_response())
}

async fn come(
    ctx: &Ctx,
    from: SocketAddr,
    headers: &HeaderMap,
    answer: &Answer,
) -> Result<Response, Untold> {
    may_try(ctx, from)?;
    let (returned, told) = told(ctx, from, headers, answer).await?;
    let done = let_in(ctx, returned, told).await?;
    done.map_err(Untold::Failed)
}

/// Why nobody was let in, nor anything done.
enum Untold {
    Failed(Failed),
    Away(Away),
    Problem(Problem),
}

impl From<Problem> for Untold {
    fn from(problem: Problem) -> Self {
        Self::Problem(problem)
    }
}

/// Says why, and counts what was a wrong try. A code that the provider doesn't take is one.
fn refused(ctx: &Ctx, from: SocketAddr, untold: Untold) -> Response {
    let is_wrong = match untold {
        Untold::Failed(why) => why != Failed::Lost,
        Untold::Away(why) => matches!(why, Away::Code | Away::Client),
        Untold::Problem(_) => false,
    };
    if is_wrong {
        ctx.app.limits.wrong_code(from.ip(), ctx.now);
    }
    match untold {
        Untold::Failed(why) => failed(ctx, why),
        Untold::Away(why) => away(ctx, why),
        Untold::Problem(problem) => problem.into_response(),
    }
}

/// What the provider says of whoever came back, if it is this browser that was sent.
async fn told(
    ctx: &Ctx,
    from: SocketAddr,
    headers: &HeaderMap,
    answer: &Answer,
) -> Result<(Returned, Told), Untold> {
    let lost = || Untold::Failed(Failed::Lost);
    let (Ok(provider), Ok(back)) = (provider(ctx), back_to(ctx)) else {
        return Err(lost());
    };
    if !is_from_here(headers) {
        return Err(lost());
    }
    let kept = cookie(headers, ctx.app.cookies.errand()).unwrap_or_default();
    let returned = actions::come_back(ctx, kept, &answer.state).ok_or_else(lost)?;
    let document = provider.document(ctx.now).await.map_err(Untold::Away)?;
    if !document.may_be_of(&provider.trusted.issuer, answer.iss.as_deref()) {
        return Err(Untold::Failed(Failed::NotTaken));
    }
    let token = {
        let _turn = provider.turn().await.map_err(Untold::Away)?;
        // Whoever came with many at once waited for this: some of theirs were counted meanwhile.
        may_try(ctx, from)?;
        if !actions::take_identity_turn(ctx, &returned).await? {
            return Err(Untold::Failed(Failed::NotTaken));
        }
        let verifier = actions::verifier(ctx, &returned);
        let heard = provider.exchange(&document, &answer.code, &verifier, &back);
        let heard = heard.await;
        provider.note(&heard, ctx.now);
        heard.map_err(Untold::Away)?
    };
    let told = provider
        .with_keys(&token, ctx.now, |keys| {
            actions::check_id_token(ctx, keys, &provider.trusted, &token, &returned)
        })
        .await
        .map_err(Untold::Away)?;
    match told {
        Ok(told) => Ok((returned, told)),
        Err(flaw) => {
            tracing::warn!(%flaw, "an ID token was not taken");
            Err(Untold::Failed(match flaw {
                Flaw::Stale => Failed::Stale,
                _ => Failed::NotTaken,
            }))
        }
    }
}

/// A page of ours led here, or somebody's own reload. Browsers that don't say are judged by the cookie alone.
fn is_from_here(headers: &HeaderMap) -> bool {
    let site = headers.get("sec-fetch-site");
    site.is_none_or(|site| site == "same-origin" || site == "none")
}

/// Does what they were sent for.
async fn let_in(
    ctx: &Ctx,
    returned: Returned,
    told: Told,
) -> Result<Result<Response, Failed>, Problem> {
    let to = returned.to().to_owned();
    Ok(match returned.errand() {
        Errand::SignIn => {
            let device = ctx.device()?;
            match actions::sign_in_with_identity(ctx, returned, told, device.clone()).await? {
                InByIdentity::In(signed_in) => Ok(inside(ctx, &signed_in, known_by(ctx, &device))),
                InByIdentity::Unknown => Err(Failed::Unknown),
                InByIdentity::TooWeak => Err(Failed::TooWeak),
                InByIdentity::NotTaken => Err(Failed::NotTaken),
            }
        }
        Errand::ShowAgain => {
            let shown = actions::show_again_with_identity(ctx, returned, told).await?;
            Ok(again::answer(ctx, shown, &to))
        }
        Errand::Connect => match actions::connect_identity(ctx, returned, told).await? {
            Connected::Connected => Ok(said(IdentitySaid::Connected)),
            Connected::In(signed_in) => Ok(inside(ctx, &signed_in, None)),
            Connected::SignInAgain => Ok(said(IdentitySaid::Again)),
            Connected::Already => Ok(said(IdentitySaid::Already)),
            Connected::Elsewhere => Err(Failed::Elsewhere),
            Connected::TooWeak => Err(Failed::TooWeak),
            Connected::NotTaken => Err(Failed::NotTaken),
        },
    })
}

fn said(said: IdentitySaid) -> Response {
    Redirect::to(&said.address()).into_response()
}

#[derive(Deserialize)]
struct Wanted {
    said: Option<String>,
}

async fn own(ctx: Ctx, Query(wanted): Query<Wanted>) -> Result<Html<Identity>, Problem> {
    let name = provider(&ctx)?.name.clone();
    let row = actions::own_identity(&ctx).await?;
    let standing = ctx.standing();
    let is_setting_up = standing.is_some_and(|standing| standing.opened == Opened::SetUp);
    // Whoever comes back with a code connects it anew: what was connected before ends with that.
    let row = row.filter(|_| !is_setting_up);
    Ok(Html(Identity {
        shell: ctx.shell(),
        said: wanted.said.as_deref().and_then(IdentitySaid::parse),
        name,
        row: row.map(|row| IdentityRow {
            made_at: ctx.stamp(row.made_at),
            used_at: row.used_at.map(|at| ctx.stamp(at)),
            is_too_weak: row.is_too_weak,
        }),
        is_setting_up,
    }))
}

async fn connect(ctx: Ctx, Form(form): Form<CsrfForm>) -> Result<Response, Problem> {
    ctx.check_form(&form.csrf)?;
    provider(&ctx)?;
    match actions::begin_identity(&ctx).await? {
        Connectable::Ready => send(&ctx, Errand::Connect, "/identity").await,
        Connectable::SignInAgain => Ok(said(IdentitySaid::Again)),
        Connectable::Already => Ok(said(IdentitySaid::Already)),
    }
}

async fn disconnect(ctx: Ctx, Form(form): Form<CsrfForm>) -> Result<Response, Problem> {
    ctx.check_form(&form.csrf)?;
    provider(&ctx)?;
    Ok(match actions::disconnect_identity(&ctx).await? {
        Disconnected::Gone => said(IdentitySaid::Disconnected),
        Disconnected::Out => out(&ctx),
        Disconnected::LastWay => said(IdentitySaid::LastWay),
    })
}

#[derive(Deserialize)]
struct LogoutForm {
    #[serde(default)]
    logout_token: String,
}

/// The provider says that somebody signed out (Back-Channel Logout 1.0, §2.8). It has no cookie of ours and no form: its
/// signature is its proof. A forger is told nothing of what was wrong.
async fn leave(
    Anybody(ctx): Anybody,
    ConnectInfo(from): ConnectInfo<SocketAddr>,
    Form(form): Form<LogoutForm>,
) -> Result<StatusCode, Problem> {
    let provider = provider(&ctx)?;
    let token = form.logout_token;
    if token.is_empty() {
        return Ok(StatusCode::BAD_REQUEST);
    }
    let left = provider
        .with_keys(&token, ctx.now, |keys| {
            actions::check_logout_token(&ctx, keys, &provider.trusted, &token)
        })
        .await;
    match left {
        Ok(Ok(left)) => match actions::end_by_provider(&ctx, left).await? {
            Some(_) => Ok(StatusCode::OK),
            None => Ok(not_taken(&ctx, from, "it was heard before")),
        },
        Ok(Err(flaw)) => Ok(not_taken(&ctx, from, flaw)),
        // The provider tells it again.
        Err(why) => {
            if why != Away::Key {
                tracing::warn!(%why, "a logout token could not be checked");
            }
            Ok(StatusCode::SERVICE_UNAVAILABLE)
        }
    }
}

/// Whoever sends many that aren't taken hears so, and fills no log. It is said after the signature was looked at: none that is
/// the provider's own is refused because of them.
fn not_taken(ctx: &Ctx, from: SocketAddr, why: impl std::fmt::Display) -> StatusCode {
    if ctx.app.limits.wrong_news(from.ip(), ctx.now).is_err() {
        return StatusCode::TOO_MANY_REQUESTS;
    }
    tracing::warn!(%why, "a logout token was not taken");
    StatusCode::BAD_REQUEST
}
