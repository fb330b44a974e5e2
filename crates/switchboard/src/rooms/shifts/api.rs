//! Shifts over JSON. Moments are whole: no zone is needed to read them.

use std::sync::Arc;

use axum::http::header;
use axum::response::Response;
use axum::routing::{get, post};
use axum::{Json, Router};
use serde::{Deserialize, Serialize};
use switchboard_store::rules::ids::{BankId, ShiftId};
use switchboard_store::rules::moment::Moment;
use switchboard_store::rules::shift::{Hours, Places, Words};
use switchboard_store::shifts::{Changed, Line, New, Planned, Taken};
use utoipa::ToSchema;

use super::{actions, campaign_of, shift_of, show};
use crate::app::App;
use crate::ctx::Ctx;
use crate::problem::Problem;
use crate::taking::{self, Path};

/// The room's API addresses.
pub fn routes() -> Router<Arc<App>> {
    Router::new()
        .route(
            "/api/v1/campaigns/{campaign}/shifts",
            get(list_shifts).post(plan_shift),
        )
        .route("/api/v1/shifts/{shift}", get(shift).post(change_shift))
        .route("/api/v1/shifts/{shift}/cancel", post(cancel_shift))
        .route("/api/v1/shifts/{shift}/take", post(take_shift))
        .route("/api/v1/shifts/{shift}/back", post(give_back_shift))
        .route("/api/v1/shifts/{shift}/calendar", get(shift_calendar))
}

/// A shift.
#[derive(Serialize, ToSchema)]
pub(crate) struct ShiftBody {
    /// Its id.
    shift: String,
    /// The name of its bank; null where it is in any.
    bank: Option<String>,
    /// When it begins, in milliseconds since 1970 began in UTC.
    starts_ms: i64,
    /// When it ends.
    ends_ms: i64,
    /// How many may come.
    places: u32,
    /// How many places are left.
    left: u32,
    /// What is said of it.
    words: String,
    /// Whether it doesn't take place.
    is_cancelled: bool,
    /// Whether this account has a place in it.
    is_mine: bool,
}

impl From<Line> for ShiftBody {
    fn from(line: Line) -> Self {
        Self {
            shift: line.id.to_string(),
            bank: line.bank,
            starts_ms: line.hours.starts().millis(),
            ends_ms: line.hours.ends().millis(),
            places: line.places,
            left: line.left,
            words: line.words,
            is_cancelled: line.is_cancelled,
            is_mine: line.is_mine,
        }
    }
}

/// A campaign's shifts.
#[derive(Serialize, ToSchema)]
pub(crate) struct ShiftsBody {
    /// At most 200, the next first; callers see those of the next eight weeks.
    shifts: Vec<ShiftBody>,
    /// Whether this account may take places here.
    may_take: bool,
    /// Whether it may plan one for any bank.
    plans_whole: bool,
}

#[utoipa::path(get, path = "/api/v1/campaigns/{campaign}/shifts", tag = "shifts",
    params(("campaign" = String, Path, description = "the campaign's id")),
    responses((status = 200, body = ShiftsBody, description = "its shifts")))]
pub(crate) async fn list_shifts(
    ctx: Ctx,
    Path(campaign): Path<String>,
) -> Result<Response, Problem> {
    let found = actions::list(&ctx, campaign_of(&ctx, &campaign)?).await?;
    Ok(crate::api::no_store(Json(ShiftsBody {
        shifts: found.shifts.into_iter().map(ShiftBody::from).collect(),
        may_take: found.rings,
        plans_whole: found.plans_whole,
    })))
}

/// A shift as it is to be.
#[derive(Deserialize, ToSchema)]
pub(crate) struct NewShiftBody {
    /// When it begins, in milliseconds since 1970 began in UTC: from now on, at most a year ahead.
    #[schema(minimum = 0, maximum = 253_402_300_799_999_i64)]
    starts_ms: i64,
    /// When it ends: 15 minutes to 12 hours later.
    #[schema(minimum = 0, maximum = 253_402_300_799_999_i64)]
    ends_ms: i64,
    /// How many may come.
    #[schema(minimum = 1, maximum = 500)]
    places: u32,
    /// What is said of it.
    #[serde(default)]
    #[schema(max_length = 200)]
    words: String,
    /// Its bank's id; without one it is in any. A change leaves the bank as it is.
    #[serde(default)]
    #[schema(max_length = 40)]
    bank: Option<String>,
}

fn read(ctx: &Ctx, body: &NewShiftBody) -> Result<New, Problem> {
    let bank = body.bank.as_deref().map(BankId::parse).transpose();
    let at = Moment::from_millis;
    let hours = Hours::of(at(body.starts_ms), at(body.ends_ms), ctx.now);
    Ok(New {
        bank: bank.map_err(|_| ctx.misfit("/bank", "send a bank's id"))?,
        hours: hours.map_err(|bad| ctx.misfit("/starts_ms", bad))?,
        places: Places::of(body.places).map_err(|bad| ctx.misfit("/places", bad))?,
        words: Words::parse(&body.words).map_err(|bad| ctx.misfit("/words", bad))?,
    })
}

/// What became of planning or changing a shift.
#[derive(Serialize, ToSchema)]
pub(crate) struct PlannedShiftBody {
    /// Its id; null where none was planned.
    shift: Option<String>,
    /// done, after-calls (calls end before), too-many, too-few (more places are taken) or begun.
    answer: &'static str,
    /// For after-calls: when calls end, in milliseconds since 1970 began in UTC.
    calls_end_ms: Option<i64>,
}

fn planned(shift: Option<ShiftId>, answer: &'static str, ends: Option<Moment>) -> Response {
    crate::api::no_store(Json(PlannedShiftBody {
        shift: shift.map(|shift| shift.to_string()),
        answer,
        calls_end_ms: ends.map(Moment::millis),
    }))
}

#[utoipa::path(post, path = "/api/v1/campaigns/{campaign}/shifts", tag = "shifts", request_body = NewShiftBody,
    params(("campaign" = String, Path, description = "the campaign's id")),
    responses((status = 200, body = PlannedShiftBody, description = "the shift, or why there is none")))]
pub(crate) async fn plan_shift(
    ctx: Ctx,
    Path(campaign): Path<String>,
    taking::Json(body): taking::Json<NewShiftBody>,
) -> Result<Response, Problem> {
    let id = campaign_of(&ctx, &campaign)?;
    // Whoever may not see them is refused before anything is said of what they sent.
    actions::list(&ctx, id).await?;
    let new = read(&ctx, &body)?;
    Ok(match actions::plan(&ctx, id, new).await? {
        Planned::Done(shift) => planned(Some(shift), "done", None),
        Planned::AfterCalls(at) => planned(None, "after-calls", Some(at)),
        Planned::TooMany => planned(None, "too-many", None),
    })
}

/// A shift with what this account may know of it.
#[derive(Serialize, ToSchema)]
pub(crate) struct ShiftShownBody {
    /// The shift.
    shift: ShiftBody,
    /// Its campaign's id.
    campaign_id: String,
    /// Its campaign.
    campaign: String,
    /// Whether this account leads it, and so is told who comes.
    leads: bool,
    /// Who comes, at most 200; nobody for those who don't lead it.
    names: Vec<String>,
    /// Where a calendar finds it, for whoever has a place in it; null for others. It takes a token as every address here.
    calendar: Option<String>,
}

#[utoipa::path(get, path = "/api/v1/shifts/{shift}", tag = "shifts",
    params(("shift" = String, Path, description = "the shift's id")),
    responses((status = 200, body = ShiftShownBody, description = "the shift")))]
pub(crate) async fn shift(ctx: Ctx, Path(shift): Path<String>) -> Result<Response, Problem> {
    let id = shift_of(&ctx, &shift)?;
    let found = actions::show(&ctx, id).await?;
    let is_mine = found.line.is_mine;
    Ok(crate::api::no_store(Json(ShiftShownBody {
        shift: found.line.into(),
        campaign_id: found.campaign_id.to_string(),
        campaign: found.campaign,
        leads: found.leads,
        names: found.names,
        calendar: is_mine.then(|| format!("/api/v1/shifts/{id}/calendar")),
    })))
}

#[utoipa::path(post, path = "/api/v1/shifts/{shift}", tag = "shifts", request_body = NewShiftBody,
    params(("shift" = String, Path, description = "the shift's id")),
    responses((status = 200, body = PlannedShiftBody, description = "the shift, or why it is as it was")))]
pub(crate) async fn change_shift(
    ctx: Ctx,
    Path(shift): Path<String>,
    taking::Json(body): taking::Json<NewShiftBody>,
) -> Result<Response, Problem> {
    let id = shift_of(&ctx, &shift)?;
    // As above.
    actions::show(&ctx, id).await?;
    let to = read(&ctx, &body)?;
    Ok(match actions::change(&ctx, id, to).await? {
        Changed::Done(_) => planned(Some(id), "done", None),
        Changed::AfterCalls(at) => planned(Some(id), "after-calls", Some(at)),
        Changed::TooFew(_) => planned(Some(id), "too-few", None),
        Changed::Begun => planned(Some(id), "begun", None),
    })
}

/// What became of a place, or of a shift.
#[derive(Serialize, ToSchema)]
pub(crate) struct ShiftDoneBody {
    /// done, full, overlaps (another shift of one's own), over or cancelled.
    answer: &'static str,
}

fn answered(answer: &'static str) -> Response {
    crate::api::no_store(Json(ShiftDoneBody { answer }))
}

#[utoipa::path(post, path = "/api/v1/shifts/{shift}/cancel", tag = "shifts",
    params(("shift" = String, Path, description = "the shift's id")),
    responses((status = 200, body = ShiftDoneBody, description = "done; over where it was over or cancelled before")))]
pub(crate) async fn cancel_shift(ctx: Ctx, Path(shift): Path<String>) -> Result<Response, Problem> {
    let is_done = actions::cancel(&ctx, shift_of(&ctx, &shift)?).await?;
    Ok(answered(if is_done { "done" } else { "over" }))
}

#[utoipa::path(post, path = "/api/v1/shifts/{shift}/take", tag = "shifts",
    params(("shift" = String, Path, description = "the shift's id")),
    responses((status = 200, body = ShiftDoneBody, description = "done, also where one had a place before, or why there is none")))]
pub(crate) async fn take_shift(ctx: Ctx, Path(shift): Path<String>) -> Result<Response, Problem> {
    let taken = actions::take(&ctx, shift_of(&ctx, &shift)?).await?;
    Ok(answered(match taken {
        Taken::Done => "done",
        Taken::Full => "full",
        Taken::Overlaps(_) => "overlaps",
        Taken::Over => "over",
        Taken::Cancelled => "cancelled",
    }))
}

#[utoipa::path(post, path = "/api/v1/shifts/{shift}/back", tag = "shifts",
    params(("shift" = String, Path, description = "the shift's id")),
    responses((status = 200, body = ShiftDoneBody, description = "this account has no place in it")))]
pub(crate) async fn give_back_shift(
    ctx: Ctx,
    Path(shift): Path<String>,
) -> Result<Response, Problem> {
    actions::give_back(&ctx, shift_of(&ctx, &shift)?).await?;
    Ok(answered("done"))
}

#[utoipa::path(get, path = "/api/v1/shifts/{shift}/calendar", tag = "shifts",
    params(("shift" = String, Path, description = "the shift's id")),
    responses((status = 200, body = String, content_type = "text/calendar", description = "the shift as iCalendar (RFC 5545), for whoever has a place in it")))]
pub(crate) async fn shift_calendar(
    ctx: Ctx,
    Path(shift): Path<String>,
) -> Result<Response, Problem> {
    let found = actions::show(&ctx, shift_of(&ctx, &shift)?).await?;
    if !found.line.is_mine {
        return Err(ctx.problem(crate::problem::What::NotFound));
    }
    let kind = [(header::CONTENT_TYPE, "text/calendar; charset=utf-8")];
    Ok(crate::api::no_store((kind, show::calendar(&ctx, &found))))
}
