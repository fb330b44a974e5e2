//! One's own sessions: which run, and ending them.

use std::sync::Arc;

use axum::Router;
use axum::http::header::SET_COOKIE;
use axum::response::{AppendHeaders, IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use serde::Deserialize;
use switchboard_store::door::{Ended, OwnKey, OwnSession, SESSIONS_MAX};
use switchboard_store::rules::ids::SessionId;

use super::pages::{KeyRow, SessionRow, Sessions, SessionsSaid};
use super::{CsrfForm, actions};
use crate::app::App;
use crate::ctx::Ctx;
use crate::problem::{Problem, What};
use crate::taking::{Form, Path, Query};
use crate::web::page::Html;

/// The addresses of one's own sessions.
pub(super) fn routes() -> Router<Arc<App>> {
    Router::new()
        .route("/sessions", get(page))
        .route("/sessions/others", post(end_others))
        .route("/sessions/{session}/end", post(end))
}

#[derive(Deserialize)]
struct Wanted {
    said: Option<String>,
}

async fn page(ctx: Ctx, Query(wanted): Query<Wanted>) -> Result<Html<Sessions>, Problem> {
    let (sessions, keys) = actions::sessions(&ctx).await?;
    Ok(Html(Sessions {
        shell: ctx.shell(),
        said: wanted.said.as_deref().and_then(SessionsSaid::parse),
        has_provider: ctx.app.provider.is_some(),
        is_full: sessions.len() == SESSIONS_MAX,
        rows: sessions.into_iter().map(|one| row(&ctx, one)).collect(),
        keys: keys.into_iter().map(|one| key_row(&ctx, one)).collect(),
    }))
}

fn row(ctx: &Ctx, one: OwnSession) -> SessionRow {
    SessionRow {
        session: one.id.to_string(),
        opened: one.opened,
        opened_at: ctx.stamp(one.opened_at),
        seen_at: ctx.stamp(one.seen_at),
        until: ctx.stamp(one.until),
        is_this: one.is_this,
    }
}

fn key_row(ctx: &Ctx, one: OwnKey) -> KeyRow {
    KeyRow {
        key: one.id.to_string(),
        vouched: one.vouched,
        made_at: ctx.stamp(one.made_at),
        used_at: one.used_at.map(|at| ctx.stamp(at)),
        until: ctx.stamp(one.until),
    }
}

pub(super) fn said(said: SessionsSaid) -> Response {
    Redirect::to(&format!("/sessions?said={}", said.code())).into_response()
}

/// The session that asked is over.
pub(super) fn out(ctx: &Ctx) -> Response {
    let cookie = ctx.app.cookies.set(ctx.app.cookies.session(), "", 0);
    let gone = AppendHeaders([(SET_COOKIE, cookie)]);
    (gone, Redirect::to("/signed-out")).into_response()
}

async fn end(
    ctx: Ctx,
    Path(session): Path<String>,
    Form(form): Form<CsrfForm>,
) -> Result<Response, Problem> {
    ctx.check_form(&form.csrf)?;
    let id = SessionId::parse(&session).map_err(|_| ctx.problem(What::NotFound))?;
    Ok(match actions::end_session(&ctx, id).await? {
        Ended::This => out(&ctx),
        Ended::Other => said(SessionsSaid::Ended),
        Ended::Before => said(SessionsSaid::Before),
    })
}

async fn end_others(ctx: Ctx, Form(form): Form<CsrfForm>) -> Result<Response, Problem> {
    ctx.check_form(&form.csrf)?;
    Ok(match actions::end_other_sessions(&ctx).await? {
        0 => said(SessionsSaid::NoOthers),
        _ => said(SessionsSaid::Others),
    })
}
