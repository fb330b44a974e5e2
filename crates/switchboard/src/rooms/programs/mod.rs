//! Programs that act for somebody: the API tokens of their own.

pub mod actions;
pub mod api;
pub mod pages;

use std::sync::Arc;

use axum::Router;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use serde::Deserialize;
use switchboard_store::door::{EndedProgram, MadeProgram, OwnProgram};
use switchboard_store::rules::moment::Span;
use switchboard_store::rules::program::{Lasts, Name, NameError};

use crate::app::App;
use crate::ctx::Ctx;
use crate::problem::{Problem, What};
use crate::taking::{CsrfForm, Form, Path, Query};
use crate::web::page::Html;
use pages::{NewToken, ProgramRow, Programs, Said};

/// The room's addresses.
pub fn routes() -> Router<Arc<App>> {
    Router::new()
        .route("/programs", get(list).post(make))
        .route("/programs/{program}/end", post(end))
}

#[derive(Deserialize)]
struct Wanted {
    said: Option<String>,
}

async fn list(ctx: Ctx, Query(wanted): Query<Wanted>) -> Result<Html<Programs>, Problem> {
    let said = wanted.said.as_deref().and_then(Said::parse);
    Ok(Html(Programs {
        said,
        ..page(&ctx).await?
    }))
}

async fn page(ctx: &Ctx) -> Result<Programs, Problem> {
    let found = actions::list(ctx).await?;
    Ok(Programs {
        shell: ctx.shell(),
        said: None,
        rows: found.list.into_iter().map(|one| row(ctx, one)).collect(),
        choices: found
            .choices
            .into_iter()
            .map(|one| u64::from(one.days()))
            .collect(),
        typed: String::new(),
        wrong: None,
    })
}

/// Midday, so that the day in UTC is the same day where it is read.
const MIDDAY: Span = Span::hours(12);

fn row(ctx: &Ctx, one: OwnProgram) -> ProgramRow {
    ProgramRow {
        program: one.id.to_string(),
        name: one.name,
        made_at: ctx.stamp(one.made_at),
        until: ctx.stamp(one.until),
        used_on: one.used_on.map(|day| ctx.stamp(day.plus(MIDDAY))),
    }
}

fn said(said: Said) -> Response {
    Redirect::to(&format!("/programs?said={}", said.code())).into_response()
}

#[derive(Deserialize)]
struct MakeForm {
    csrf: String,
    name: String,
    days: String,
}

async fn make(ctx: Ctx, Form(form): Form<MakeForm>) -> Result<Response, Problem> {
    ctx.check_form(&form.csrf)?;
    let lasts = Lasts::parse(&form.days).ok_or_else(|| ctx.problem(What::BadForm))?;
    let name = match Name::parse(&form.name) {
        Ok(name) => name,
        Err(error) => {
            let page = Programs {
                typed: form.name,
                wrong: Some(wrong(error)),
                ..page(&ctx).await?
            };
            return Ok(Html(page).into_response());
        }
    };
    Ok(match actions::make(&ctx, name, lasts).await? {
        MadeProgram::Made(new) => Html(NewToken {
            shell: ctx.shell(),
            name: new.name,
            token: new.token.expose().to_owned(),
            until: ctx.stamp(new.until),
        })
        .into_response(),
        MadeProgram::SignInAgain => said(Said::Again),
        MadeProgram::Full => said(Said::Full),
        MadeProgram::TooLong => said(Said::TooLong),
    })
}

const fn wrong(error: NameError) -> &'static str {
    match error {
        NameError::Empty => "programs-name-empty",
        NameError::TooLong => "programs-name-long",
    }
}

async fn end(
    ctx: Ctx,
    Path(program): Path<String>,
    Form(form): Form<CsrfForm>,
) -> Result<Response, Problem> {
    ctx.check_form(&form.csrf)?;
    Ok(match actions::end(&ctx, &program).await? {
        EndedProgram::Now => said(Said::Ended),
        EndedProgram::Before => said(Said::Before),
    })
}
