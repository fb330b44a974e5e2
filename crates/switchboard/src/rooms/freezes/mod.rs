//! Freezes: the board of what stands still, the press, the second person, the appeal.

pub mod actions;
pub mod pages;

use std::sync::Arc;

use axum::Router;
use axum::response::Redirect;
use axum::routing::{get, post};
use serde::Deserialize;
use switchboard_store::freezes::{Ahead, Decided, Listed, Owing, Place, Wanted as Window};
use switchboard_store::rules::freeze::Target;
use switchboard_store::rules::ids::{AccountId, ContestId, FreezeId};
use switchboard_store::rules::moment::{Moment, Span};

use crate::app::App;
use crate::ctx::Ctx;
use crate::problem::{Problem, What};
use crate::taking::{Form, Path, Query};
use crate::web::page::Html;
use crate::web::stopped::hours;
use actions::{Step, Words};
use pages::{AheadForm, Appealed, Freezes, GiveForm, Line, Said};

/// The room's addresses.
pub fn routes() -> Router<Arc<App>> {
    Router::new()
        .route("/freezes", get(board).post(press))
        .route("/freezes/{freeze}", post(step))
        .route("/freezes/{freeze}/hours", post(give))
}

#[derive(Deserialize)]
struct Wanted {
    after: Option<String>,
    account: Option<String>,
    said: Option<String>,
}

async fn board(ctx: Ctx, Query(wanted): Query<Wanted>) -> Result<Html<Freezes>, Problem> {
    let ctx = ctx.with_freezes().await?;
    let not_found = || ctx.problem(What::NotFound);
    let after = wanted
        .after
        .as_deref()
        .map(|text| Place::parse(text).ok_or_else(not_found));
    let account = wanted.account.as_deref().map(AccountId::parse);
    let account = account.transpose().map_err(|_| not_found())?;
    let is_later = after.is_some();
    let (board, choices) = actions::board(&ctx, after.transpose()?, account).await?;
    Ok(Html(Freezes {
        shell: ctx.shell(),
        seen: ctx.now.millis(),
        said: wanted.said.as_deref().and_then(Said::parse),
        choices,
        in_force: board.in_force.iter().map(|one| line(&ctx, one)).collect(),
        past: board.past.iter().map(|one| line(&ctx, one)).collect(),
        is_later,
        after: board.after.map(|after| after.to_string()),
    }))
}

fn line(ctx: &Ctx, one: &Listed) -> Line {
    Line {
        freeze: one.id.to_string(),
        what: one.what,
        name: one.name.clone(),
        reason: one.reason.clone(),
        pressed_by: one.pressed_by.clone(),
        office: one.pressed_as.clone(),
        at: ctx.stamp(one.pressed_at),
        until: ctx.stamp(one.stops_at),
        left: hours(one.stops_at.since(ctx.now).as_millis()),
        confirmed_by: one.confirmed_by.clone(),
        lifted_by: one.lifted_by.clone(),
        lost: hours(one.lost.as_millis()),
        given: (one.given_back.as_millis() > 0).then(|| hours(one.given_back.as_millis())),
        ahead: one.ahead.iter().map(|one| ahead(ctx, one)).collect(),
        may_give: one.may_give.iter().map(|one| give_form(ctx, one)).collect(),
        appeals: one
            .appeals
            .iter()
            .map(|appeal| Appealed {
                by: appeal.by.clone(),
                at: ctx.stamp(appeal.at),
                words: appeal.words.clone(),
                answer: appeal.answer.clone(),
            })
            .collect(),
        may_confirm: one.may_confirm,
        may_keep: one.may_keep,
        may_lift: one.may_lift,
    }
}

fn ahead(ctx: &Ctx, one: &Ahead) -> AheadForm {
    AheadForm {
        contest: one.contest.to_string(),
        name: one.name.clone(),
        from: ctx.stamp(one.window.from),
        from_ms: one.window.from.millis(),
        until: ctx.stamp(one.window.until),
        may_take: one.may_take,
    }
}

fn give_form(ctx: &Ctx, one: &Owing) -> GiveForm {
    GiveForm {
        contest: one.contest.to_string(),
        name: one.name.clone(),
        left: hours(one.left.as_millis()),
        minutes: u64::try_from(one.left.as_millis() / 60_000).unwrap_or(0),
        earliest: ctx.stamp(ctx.now.plus(Span::minutes(1))),
    }
}

#[derive(Deserialize)]
struct PressForm {
    csrf: String,
    target: String,
    #[serde(default)]
    reason: String,
}

async fn press(ctx: Ctx, Form(form): Form<PressForm>) -> Result<Redirect, Problem> {
    ctx.check_form(&form.csrf)?;
    let target = Target::parse(&form.target).ok_or_else(|| ctx.problem(What::BadForm))?;
    let pressed = actions::press(&ctx, target, form.reason).await?;
    let said = Said::of_press(&pressed).code();
    Ok(Redirect::to(&format!("/freezes?said={said}")))
}

#[derive(Deserialize)]
struct StepForm {
    csrf: String,
    step: String,
    #[serde(default)]
    word: String,
    /// When the board was looked at.
    #[serde(default)]
    seen: i64,
}

/// Whoever appeals comes back to their first page, where the freeze stands; everybody else to the board.
async fn step(
    ctx: Ctx,
    Path(freeze): Path<String>,
    Form(form): Form<StepForm>,
) -> Result<Redirect, Problem> {
    ctx.check_form(&form.csrf)?;
    let id = FreezeId::parse(&freeze).map_err(|_| ctx.problem(What::NotFound))?;
    let step = Step::parse(&form.step).ok_or_else(|| ctx.problem(What::BadForm))?;
    let said = Words {
        word: form.word,
        seen: Moment::from_millis(form.seen),
    };
    let decided: Decided = actions::step(&ctx, id, step, said).await?;
    let to = if step == Step::Appeal {
        "/"
    } else {
        "/freezes"
    };
    Ok(Redirect::to(&format!("{to}?said={}", decided.code())))
}

#[derive(Deserialize)]
struct HoursForm {
    csrf: String,
    contest: String,
    #[serde(default)]
    from: String,
    #[serde(default)]
    minutes: String,
    /// The beginning of a window that is to be taken back.
    take: Option<i64>,
}

async fn give(
    ctx: Ctx,
    Path(freeze): Path<String>,
    Form(form): Form<HoursForm>,
) -> Result<Redirect, Problem> {
    ctx.check_form(&form.csrf)?;
    let id = FreezeId::parse(&freeze).map_err(|_| ctx.problem(What::NotFound))?;
    let contest = ContestId::parse(&form.contest).map_err(|_| ctx.problem(What::BadForm))?;
    if let Some(from) = form.take {
        let taken = actions::take_back(&ctx, id, contest, Moment::from_millis(from)).await?;
        let said = Said::of_taking(taken).code();
        return Ok(Redirect::to(&format!("/freezes?said={said}")));
    }
    let typed = ctx.app.world.zone().typed(&form.from).ok();
    let typed = typed.zip(form.minutes.trim().parse().ok());
    // What can't be read is asked for all the same, so that whoever may give nothing learns nothing by it.
    let (from, minutes) = typed.unwrap_or((ctx.now, 0));
    let wanted = Window {
        contest,
        from,
        minutes,
    };
    let given = actions::give(&ctx, id, wanted).await?;
    let said = match typed {
        Some(_) => Said::of_giving(&given),
        None => Said::BackUnread,
    };
    Ok(Redirect::to(&format!("/freezes?said={}", said.code())))
}
