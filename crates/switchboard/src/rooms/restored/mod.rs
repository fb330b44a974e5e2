//! A world that came out of a backup: what that means, said to everybody, and how it goes on.

pub mod actions;
pub mod pages;

use std::sync::Arc;

use axum::Router;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;
use serde::Deserialize;
use switchboard_store::rules::request::Because;

use crate::app::App;
use crate::ctx::Ctx;
use crate::problem::{Problem, What};
use crate::taking::{Form, Query};
use crate::web::page::Html;
use pages::{Restored, Way};

/// The room's addresses.
pub fn routes() -> Router<Arc<App>> {
    Router::new().route("/frozen", get(show).post(ask))
}

#[derive(Deserialize)]
struct Said {
    #[serde(default)]
    said: String,
}

async fn show(ctx: Ctx, Query(said): Query<Said>) -> Result<Html<Restored>, Problem> {
    let frozen = ctx.frozen().ok_or_else(|| ctx.problem(What::NotFound))?;
    let way = if ctx.standing().is_none() {
        Way::SignIn
    } else if actions::may_ask(&ctx) {
        Way::Ask
    } else {
        Way::Wait
    };
    Ok(Html(Restored {
        shell: ctx.shell(),
        since: ctx.stamp(frozen.since),
        made_at: frozen.made_at.map(|at| ctx.stamp(at)),
        way,
        lacks_reason: said.said == "why",
    }))
}

#[derive(Deserialize)]
struct AskForm {
    csrf: String,
    #[serde(default)]
    because: String,
}

async fn ask(ctx: Ctx, Form(form): Form<AskForm>) -> Result<Response, Problem> {
    ctx.check_form(&form.csrf)?;
    let Ok(because) = Because::parse(&form.because) else {
        return Ok(Redirect::to("/frozen?said=why").into_response());
    };
    if actions::ask(&ctx, because).await? {
        Ok(Redirect::to("/requests?said=asked").into_response())
    } else {
        Err(ctx.problem(What::NotFound))
    }
}
