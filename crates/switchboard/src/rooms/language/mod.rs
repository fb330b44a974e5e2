//! Choosing the language: by a link for this browser, and for one's own account.

pub mod actions;
pub mod pages;

use std::sync::Arc;

use axum::Router;
use axum::http::header::{HOST, REFERER, SET_COOKIE};
use axum::http::{HeaderMap, HeaderName};
use axum::response::{AppendHeaders, IntoResponse, Redirect, Response};
use axum::routing::get;
use serde::Deserialize;
use switchboard_store::rules::language::Language;

use crate::app::App;
use crate::ctx::{Ctx, same_origin};
use crate::problem::{Problem, What};
use crate::taking::{Form, Path, Query};
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
        is_chosen: wanted.said.as_deref() == Some("chosen"),
        shell: ctx.shell(),
    })
}

/// The link in the foot of every page. It changes nothing but this browser's cookie, and that only from a page of ours; whoever
/// has chosen a language for their account is led to where they change that.
async fn link(ctx: Ctx, Path(code): Path<String>, headers: HeaderMap) -> Result<Response, Problem> {
    let language = Language::from_code(&code).ok_or_else(|| ctx.problem(What::NotFound))?;
    let to = came_from(&headers);
    if !same_origin(&headers) {
        return Ok(Redirect::to(to.as_str()).into_response());
    }
    let own = ctx.standing().and_then(|standing| standing.language);
    let to = match own {
        Some(own) if own != language => "/language",
        _ => to.as_str(),
    };
    Ok((kept(&ctx, Some(language)), Redirect::to(to)).into_response())
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
    actions::choose(&ctx, chosen).await?;
    Ok((kept(&ctx, chosen), Redirect::to("/language?said=chosen")).into_response())
}

/// The page on which the link stood.
fn came_from(headers: &HeaderMap) -> Back {
    let text = |name| headers.get(name).and_then(|value| value.to_str().ok());
    match (text(REFERER), text(HOST)) {
        (Some(referer), Some(host)) => Back::of_link(referer, host),
        _ => Back::home(),
    }
}

/// The cookie with the language of this browser; without one it goes.
fn kept(ctx: &Ctx, language: Option<Language>) -> AppendHeaders<[(HeaderName, String); 1]> {
    let cookies = ctx.app.cookies;
    let line = match language {
        Some(language) => cookies.set_language(language.code(), CHOSEN_FOR_S),
        None => cookies.set_language("", 0),
    };
    AppendHeaders([(SET_COOKIE, line)])
}
