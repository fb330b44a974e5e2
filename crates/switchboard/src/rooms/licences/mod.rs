//! Agreed tests: writing one down, seeing how it stands, ending it, its report; and the answer to "it was only a test".

pub mod actions;
pub mod answer;
mod checking;
pub mod pages;
mod show;
mod writing;

use std::sync::Arc;

use axum::Router;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use serde::Deserialize;
use switchboard_store::licences::{End, Report};
use switchboard_store::rules::ids::LicenceId;
use switchboard_store::rules::moment::Moment;
use switchboard_store::rules::policy::Role;

use crate::app::App;
use crate::ctx::Ctx;
use crate::problem::{Problem, What};
use crate::taking::{CsrfForm, Form, Path, Query};
use crate::web::page::Html;
use pages::{Entered, Licences, One, Said};

/// The room's addresses.
pub fn routes() -> Router<Arc<App>> {
    Router::new()
        .route("/licences", get(list))
        .route("/licences/new", get(writing::form).post(writing::write))
        .route("/licences/check", get(checking::form).post(checking::check))
        .route("/licences/{licence}", get(one))
        .route("/licences/{licence}/enter", post(enter))
        .route("/licences/{licence}/end", post(end))
        .route("/licences/{licence}/report", post(report))
}

#[derive(Deserialize)]
struct Wanted {
    said: Option<String>,
}

async fn list(ctx: Ctx) -> Result<Html<Licences>, Problem> {
    let found = actions::page(&ctx).await?;
    Ok(Html(show::list(&ctx, &found)))
}

fn licence_of(ctx: &Ctx, text: &str) -> Result<LicenceId, Problem> {
    LicenceId::parse(text).map_err(|_| ctx.problem(What::NotFound))
}

async fn one(
    ctx: Ctx,
    Path(licence): Path<String>,
    Query(wanted): Query<Wanted>,
) -> Result<Html<One>, Problem> {
    let shown = actions::shown(&ctx, licence_of(&ctx, &licence)?).await?;
    let said = wanted.said.as_deref().and_then(Said::parse);
    Ok(Html(show::one(&ctx, &shown, said)))
}

async fn end(
    ctx: Ctx,
    Path(licence): Path<String>,
    Form(form): Form<CsrfForm>,
) -> Result<Response, Problem> {
    ctx.check_form(&form.csrf)?;
    let licence = licence_of(&ctx, &licence)?;
    let said = match actions::end(&ctx, licence).await? {
        End::Ended => Said::Ended,
        End::WasOver => Said::WasOver,
    };
    Ok(back(licence, said))
}

#[derive(Deserialize)]
struct EnterForm {
    csrf: String,
    #[serde(default)]
    role: String,
}

/// Lets a tester into the copy with invented members, which answers at an address of its own.
async fn enter(
    ctx: Ctx,
    Path(licence): Path<String>,
    Form(form): Form<EnterForm>,
) -> Result<Html<Entered>, Problem> {
    ctx.check_form(&form.csrf)?;
    let licence = licence_of(&ctx, &licence)?;
    let role = Role::from_text(&form.role).ok_or_else(|| ctx.problem(What::NotFound))?;
    let way = actions::enter(&ctx, licence, role).await?;
    Ok(Html(Entered {
        shell: ctx.shell(),
        licence: licence.to_string(),
        url: way.url,
        code: way.code,
        role: role.label(),
    }))
}

#[derive(Deserialize)]
struct ReportForm {
    csrf: String,
    #[serde(default)]
    report: String,
}

async fn report(
    ctx: Ctx,
    Path(licence): Path<String>,
    Form(form): Form<ReportForm>,
) -> Result<Response, Problem> {
    ctx.check_form(&form.csrf)?;
    let licence = licence_of(&ctx, &licence)?;
    let said = match actions::report(&ctx, licence, form.report).await? {
        Report::Kept => Said::Reported,
        Report::NotOver => Said::NotOver,
        Report::Already => Said::Already,
        Report::NoWords => Said::NoReport,
    };
    Ok(back(licence, said))
}

fn back(licence: LicenceId, said: Said) -> Response {
    Redirect::to(&format!("/licences/{licence}?said={}", said.code())).into_response()
}

/// A moment of the organisation's clock, as `datetime-local` fields send it.
fn moment(ctx: &Ctx, text: &str) -> Option<Moment> {
    let typed: jiff::civil::DateTime = text.trim().parse().ok()?;
    let at = ctx.app.zone.to_timestamp(typed).ok()?;
    Some(Moment::from_millis(at.as_millisecond()))
}
