//! Choosing the language: by a link for this browser, and for one's own account.

pub mod actions;
pub mod pages;

use std::sync::Arc;

use axum::http::HeaderMap;
use axum::http::header::{HOST, REFERER, SET_COOKIE};
use axum::response::{AppendHeaders, IntoResponse, Redirect, Response};
use axum::routing::get;
use axum::{Extension, Router};
use serde::Deserialize;
use switchboard_store::rules::language::Language;

use crate::app::App;
use crate::ctx::{Ctx, same_origin};
use crate::problem::{Problem, What};
use crate::taking::{Form, Path, Query};
use crate::ways::Ways;
use crate::web::again::Back;
use crate::web::page::Html;
use pages::Languages;

/// How long a browser keeps what was chosen in it.
const CHOSEN_FOR_S: i64 = 365 * 24 * 3600;

/// The room's addresses.
pub fn routes() -> Router<Arc<App>> {
    Router::new()
        .route("/language", get(languages).post(choose))
        .route("/language/{code}", get(link))
}

#[derive(Deserialize)]
struct Wanted {
    said: Option<String>,
}

async fn languages(ctx: Ctx, Query(wanted): Query<Wanted>) -> Html<Languages> {
    Html(Languages {
        own: ctx.standing().map(|standing| standing.language),
        said_key: wanted.said.as_deref().and_then(said_key),
        shell: ctx.shell(),
    })
}

/// What the page says of what was just done.
fn said_key(said: &str) -> Option<&'static str> {
    match said {
        "chosen" => Some("language-said-chosen"),
        "own" => Some("language-said-own"),
        _ => None,
    }
}

/// The link in the foot of every page. It changes nothing but this browser's cookie, and that only from a page of ours; whoever
/// has chosen another for their account is led to where they change that, and the cookie stays as it was. Back it leads to the
/// page on which it stood, or home, where that page was what a form answered.
async fn link(
    ctx: Ctx,
    Path(code): Path<String>,
    Extension(ways): Extension<Ways>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let language = Language::from_code(&code).ok_or_else(|| ctx.problem(What::NotFound))?;
    let Some(from) = came_from(&headers) else {
        return Ok(Redirect::to(Back::home().as_str()).into_response());
    };
    let own = ctx.standing().and_then(|standing| standing.language);
    if own.is_some_and(|own| own != language) {
        return Ok(Redirect::to("/language?said=own").into_response());
    }
    let to = if ways.is_page(from.as_str()).await {
        from
    } else {
        Back::home()
    };
    let cookies = ctx.app.cookies;
    let kept = cookies.set_language(language.code(), CHOSEN_FOR_S);
    let to = Redirect::to(to.as_str());
    Ok((AppendHeaders([(SET_COOKIE, kept)]), to).into_response())
}

#[derive(Deserialize)]
struct Chosen {
    csrf: String,
    language: String,
}

async fn choose(ctx: Ctx, Form(form): Form<Chosen>) -> Result<Response, Problem> {
    ctx.check_form(&form.csrf)?;
    let chosen = match form.language.as_str() {
        "" => None,
        code => Some(Language::from_code(code).ok_or_else(|| ctx.problem(What::BadForm))?),
    };
    if let Some(standing) = ctx.standing() {
        let limits = &ctx.app.limits;
        let taken = limits.language(standing.account, ctx.now);
        taken.map_err(|again_at| ctx.problem(What::TooMany(again_at)))?;
    }
    actions::choose(&ctx, chosen).await?;
    Ok(Redirect::to("/language?said=chosen").into_response())
}

/// The page of ours on which the link stood. A browser that says no more than that the link was ours, came from home.
fn came_from(headers: &HeaderMap) -> Option<Back> {
    let text = |name| headers.get(name).and_then(|value| value.to_str().ok());
    let is_said = text("sec-fetch-site").is_some();
    if !same_origin(headers) {
        return None;
    }
    match (text(REFERER.as_str()), text(HOST.as_str())) {
        (Some(referer), Some(host)) => Back::of_link(referer, host),
        _ => is_said.then(Back::home),
    }
}
