//! The calendar of contests, adding one, and moving a date.

use std::sync::Arc;

use axum::Router;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use serde::Deserialize;
use switchboard_store::contests::CalendarLine;
use switchboard_store::rules::contest::{Kind, MoveError, Phase};
use switchboard_store::rules::moment::{Moment, TypedError};

use super::pages::calendar::{Calendar, Listed, NewForm, PhaseLine, Said, Stands, Typed};
use super::{actions, contest_of, writing};
use crate::app::App;
use crate::ctx::Ctx;
use crate::problem::Problem;
use crate::taking::{Form, Path, Query};
use crate::web::page::Html;

/// The addresses of the calendar.
pub(super) fn routes() -> Router<Arc<App>> {
    Router::new()
        .route("/contests", get(list))
        .route("/contests/new", get(form).post(add))
        .route("/contests/{contest}/dates", post(dates))
}

#[derive(Deserialize)]
struct Wanted {
    said: Option<String>,
}

async fn list(ctx: Ctx, Query(wanted): Query<Wanted>) -> Result<Html<Calendar>, Problem> {
    let found = actions::calendar(&ctx).await?;
    let lines = found.contests.into_iter();
    Ok(Html(Calendar {
        shell: ctx.shell(),
        zone: ctx.app.world.meta().zone_name.clone(),
        contests: lines.map(|line| listed(&ctx, line)).collect(),
        unreadable: found.unreadable,
        may_add: found.may_add,
        said: wanted.said.as_deref().and_then(Said::parse),
    }))
}

fn listed(ctx: &Ctx, line: CalendarLine) -> Listed {
    let reached = line.phase;
    let phases = line.dates.iter().map(|date| PhaseLine {
        code: date.phase.text(),
        key: date.phase.key(),
        at: ctx.stamp(date.at),
        moved_from: date.moved_from.map(|from| ctx.stamp(from)),
        stands: match (date.has_begun, reached == Some(date.phase)) {
            (_, true) => Stands::Now,
            (true, false) => Stands::Over,
            (false, _) => Stands::Comes,
        },
    });
    Listed {
        contest: line.id.to_string(),
        name: line.name,
        kind_key: kind_key(line.kind),
        phases: phases.collect(),
        late_since: line.late_since.map(|since| ctx.stamp(since)),
        may_move: line.may_move && reached != Some(Phase::Deleted),
        may_see_ready: line.may_see_ready,
    }
}

const fn kind_key(kind: Kind) -> &'static str {
    match kind {
        Kind::Contest => "calendar-kind-contest",
        Kind::Standing => "calendar-kind-standing",
    }
}

async fn form(ctx: Ctx) -> Result<Html<NewForm>, Problem> {
    actions::may_add(&ctx).await?;
    Ok(Html(NewForm {
        shell: ctx.shell(),
        wrong: None,
        typed: Typed::default(),
    }))
}

#[derive(Deserialize)]
struct AddForm {
    csrf: String,
    #[serde(flatten)]
    typed: Typed,
}

async fn add(ctx: Ctx, Form(form): Form<AddForm>) -> Result<Response, Problem> {
    ctx.check_form(&form.csrf)?;
    match writing::read(&ctx, &form.typed) {
        Ok(adding) => {
            actions::add(&ctx, adding).await?;
            Ok(back(Said::Added))
        }
        Err(wrong) => {
            actions::may_add(&ctx).await?;
            Ok(Html(NewForm {
                shell: ctx.shell(),
                wrong: Some(wrong),
                typed: form.typed,
            })
            .into_response())
        }
    }
}

#[derive(Deserialize)]
struct DateForm {
    csrf: String,
    #[serde(default)]
    phase: String,
    #[serde(default)]
    at: String,
}

async fn dates(
    ctx: Ctx,
    Path(contest): Path<String>,
    Form(form): Form<DateForm>,
) -> Result<Response, Problem> {
    ctx.check_form(&form.csrf)?;
    let contest = contest_of(&ctx, &contest)?;
    let to = match read(&ctx, &form) {
        Ok(to) => to,
        Err(said) => {
            actions::may_move(&ctx, contest).await?;
            return Ok(back(said));
        }
    };
    let moved = actions::move_date(&ctx, contest, to).await?;
    Ok(back(match moved {
        Ok(()) => Said::Moved,
        Err(MoveError::Begun(_)) => Said::Begun,
        Err(MoveError::Past) => Said::Past,
        Err(MoveError::TooSoon) => Said::TooSoon,
        Err(MoveError::Plan(_)) => Said::Order,
    }))
}

fn read(ctx: &Ctx, form: &DateForm) -> Result<(Phase, Moment), Said> {
    let phase = Phase::parse(&form.phase).ok_or(Said::Unclear)?;
    let to = ctx.app.world.zone().typed(&form.at).map_err(doubtful)?;
    Ok((phase, to))
}

const fn doubtful(error: TypedError) -> Said {
    match error {
        TypedError::Shape => Said::Unclear,
        TypedError::Skipped => Said::Skipped,
        TypedError::Twice => Said::Twice,
    }
}

fn back(said: Said) -> Response {
    Redirect::to(&format!("/contests?said={}", said.code())).into_response()
}
