//! An objection that somebody tells an office, by their number alone: also while nobody reads the roll.

use std::sync::Arc;

use axum::Router;
use axum::response::Redirect;
use axum::routing::get;
use serde::Deserialize;
use switchboard_store::members::Unseen;

use super::actions;
use super::pages::{Objection, ObjectionSaid};
use crate::app::App;
use crate::ctx::Ctx;
use crate::problem::Problem;
use crate::taking::{Form, Query};
use crate::web::page::Html;

pub fn routes() -> Router<Arc<App>> {
    Router::new().route("/members/objection", get(show).post(write))
}

#[derive(Deserialize)]
struct Wanted {
    said: Option<String>,
}

async fn show(ctx: Ctx, Query(wanted): Query<Wanted>) -> Result<Html<Objection>, Problem> {
    actions::may_object_unseen(&ctx).await?;
    Ok(Html(Objection {
        shell: ctx.shell(),
        said: wanted.said.as_deref().and_then(ObjectionSaid::parse),
    }))
}

#[derive(Deserialize)]
struct NumberForm {
    csrf: String,
    #[serde(default)]
    number: String,
}

async fn write(ctx: Ctx, Form(form): Form<NumberForm>) -> Result<Redirect, Problem> {
    ctx.check_form(&form.csrf)?;
    let said = match actions::object_unseen(&ctx, form.number).await? {
        Unseen::Written => ObjectionSaid::Written,
        Unseen::NotANumber => ObjectionSaid::NotANumber,
    };
    let back = format!("/members/objection?said={}", said.code());
    Ok(Redirect::to(&back))
}
