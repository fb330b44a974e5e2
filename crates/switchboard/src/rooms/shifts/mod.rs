//! Shifts: an organiser plans when callers come, and callers take places.

pub mod actions;
pub mod api;
pub mod pages;
mod show;
mod writing;

use std::sync::Arc;

use axum::Router;
use axum::http::header;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use serde::Deserialize;
use switchboard_store::rules::ids::ShiftId;
use switchboard_store::shifts::{Changed, Planned, Taken};

use crate::app::App;
use crate::ctx::Ctx;
use crate::problem::{Problem, What};
use crate::taking::{CsrfForm, Form, Path, Query, campaign_of};
use crate::web::page::Html;
use pages::{One, Said, Shifts, Typed, Wrong};

/// The room's addresses.
pub fn routes() -> Router<Arc<App>> {
    Router::new()
        .route("/campaigns/{campaign}/shifts", get(list).post(plan))
        .route("/shifts/{shift}", get(one).post(change))
        .route("/shifts/{shift}/cancel", post(cancel))
        .route("/shifts/{shift}/take", post(take))
        .route("/shifts/{shift}/back", post(give_back))
        .route("/shifts/{shift}/calendar", get(calendar))
}

fn shift_of(ctx: &Ctx, text: &str) -> Result<ShiftId, Problem> {
    ShiftId::parse(text).map_err(|_| ctx.problem(What::NotFound))
}

#[derive(Deserialize)]
struct Wanted {
    said: Option<String>,
}

impl Wanted {
    fn said(&self) -> Option<Said> {
        self.said.as_deref().and_then(Said::parse)
    }
}

async fn list(
    ctx: Ctx,
    Path(campaign): Path<String>,
    Query(wanted): Query<Wanted>,
) -> Result<Html<Shifts>, Problem> {
    let found = actions::list(&ctx, campaign_of(&ctx, &campaign)?).await?;
    Ok(Html(Shifts {
        said: wanted.said(),
        ..show::list(&ctx, campaign, found)
    }))
}

async fn one(
    ctx: Ctx,
    Path(shift): Path<String>,
    Query(wanted): Query<Wanted>,
) -> Result<Html<One>, Problem> {
    let found = actions::show(&ctx, shift_of(&ctx, &shift)?).await?;
    Ok(Html(One {
        said: wanted.said(),
        ..show::one(&ctx, found)
    }))
}

#[derive(Deserialize)]
struct ShiftForm {
    csrf: String,
    #[serde(flatten)]
    typed: Typed,
}

async fn plan(
    ctx: Ctx,
    Path(campaign): Path<String>,
    Form(form): Form<ShiftForm>,
) -> Result<Response, Problem> {
    ctx.check_form(&form.csrf)?;
    let id = campaign_of(&ctx, &campaign)?;
    let planned = match writing::read(&ctx, &form.typed) {
        Ok(new) => match actions::plan(&ctx, id, new).await? {
            Planned::Done(shift) => return Ok(to_one(&shift.to_string(), Said::Planned)),
            Planned::AfterCalls(at) => Wrong::at("shifts-bad-after-calls", ctx.stamp(at)),
            Planned::TooMany => Wrong::of("shifts-bad-too-many"),
        },
        Err(wrong) => wrong,
    };
    let found = actions::list(&ctx, id).await?;
    let page = Shifts {
        wrong: Some(planned),
        typed: form.typed,
        ..show::list(&ctx, campaign, found)
    };
    Ok(Html(page).into_response())
}

async fn change(
    ctx: Ctx,
    Path(shift): Path<String>,
    Form(form): Form<ShiftForm>,
) -> Result<Response, Problem> {
    ctx.check_form(&form.csrf)?;
    let id = shift_of(&ctx, &shift)?;
    let wrong = match writing::read(&ctx, &form.typed) {
        Ok(to) => match actions::change(&ctx, id, to).await? {
            Changed::Done(_) => return Ok(to_one(&shift, Said::Changed)),
            Changed::AfterCalls(at) => Wrong::at("shifts-bad-after-calls", ctx.stamp(at)),
            Changed::TooFew(taken) => Wrong::count("shifts-bad-too-few", taken),
            Changed::Begun => Wrong::of("shifts-bad-begun"),
        },
        Err(wrong) => wrong,
    };
    let found = actions::show(&ctx, id).await?;
    let page = One {
        wrong: Some(wrong),
        typed: form.typed,
        ..show::one(&ctx, found)
    };
    Ok(Html(page).into_response())
}

async fn cancel(
    ctx: Ctx,
    Path(shift): Path<String>,
    Form(form): Form<CsrfForm>,
) -> Result<Response, Problem> {
    ctx.check_form(&form.csrf)?;
    let said = if actions::cancel(&ctx, shift_of(&ctx, &shift)?).await? {
        Said::Cancelled
    } else {
        Said::WasOver
    };
    Ok(to_one(&shift, said))
}

async fn take(
    ctx: Ctx,
    Path(shift): Path<String>,
    Form(form): Form<CsrfForm>,
) -> Result<Response, Problem> {
    ctx.check_form(&form.csrf)?;
    let said = match actions::take(&ctx, shift_of(&ctx, &shift)?).await? {
        Taken::Done => Said::Taken,
        Taken::Full => Said::Full,
        Taken::Overlaps(_) => Said::Overlaps,
        Taken::Over => Said::Over,
        Taken::Cancelled => Said::NoMore,
    };
    Ok(to_one(&shift, said))
}

async fn give_back(
    ctx: Ctx,
    Path(shift): Path<String>,
    Form(form): Form<CsrfForm>,
) -> Result<Response, Problem> {
    ctx.check_form(&form.csrf)?;
    actions::give_back(&ctx, shift_of(&ctx, &shift)?).await?;
    Ok(to_one(&shift, Said::GivenBack))
}

/// The shift for one's own calendar, for whoever has a place in it. Its address carries no authority: whoever asks is signed in.
async fn calendar(ctx: Ctx, Path(shift): Path<String>) -> Result<Response, Problem> {
    let found = actions::show(&ctx, shift_of(&ctx, &shift)?).await?;
    if !found.line.is_mine {
        return Err(ctx.problem(What::NotFound));
    }
    let headers = [
        (header::CONTENT_TYPE, "text/calendar; charset=utf-8"),
        (
            header::CONTENT_DISPOSITION,
            "attachment; filename=\"shift.ics\"",
        ),
    ];
    Ok((headers, show::calendar(&ctx, &found)).into_response())
}

fn to_one(shift: &str, said: Said) -> Response {
    Redirect::to(&format!("/shifts/{shift}?said={}", said.code())).into_response()
}
