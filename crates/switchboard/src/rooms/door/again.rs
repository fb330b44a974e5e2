//! Showing again who one is, in the session that one has.

use std::sync::Arc;

use axum::Router;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use serde::Deserialize;

use super::staff::is_here;
use super::{actions, let_in};
use crate::app::App;
use crate::ctx::Ctx;
use crate::problem::{Problem, What};
use crate::taking::{Form, Query};
use crate::web::again::Back;
use crate::web::page::Html;
use crate::web::page::refused::ShowAgain;

/// The form's address.
pub(super) fn routes() -> Router<Arc<App>> {
    Router::new().route("/sign-in/again", get(ask).post(show))
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

async fn ask(ctx: Ctx, Query(wanted): Query<Wanted>) -> Result<Html<ShowAgain>, Problem> {
    is_here(&ctx)?;
    ctx.account()?;
    if !ctx
        .standing()
        .is_some_and(|held| held.opened.can_show_again())
    {
        // Who came in with a code has nothing to show again.
        return Err(ctx.problem(What::NotFound));
    }
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
    is_here(&ctx)?;
    ctx.check_form(&form.csrf)?;
    let to = Back::parse(&form.to);
    match actions::show_again(&ctx, form.password, form.number).await? {
        Some(signed_in) => Ok(let_in(&ctx, &signed_in, None, to.as_str())),
        None => Ok(page(&ctx, to, true).into_response()),
    }
}
