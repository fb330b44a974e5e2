//! What takes two people, over JSON.

use std::sync::Arc;

use axum::response::Response;
use axum::routing::{get, post};
use axum::{Json, Router};
use serde::{Deserialize, Serialize};
use switchboard_store::Petition;
use switchboard_store::requests::{Decided, Listed};
use switchboard_store::rules::moment::Moment;
use utoipa::ToSchema;
use utoipa::openapi::{RefOr, Schema};

use super::actions::{self, Step};
use super::{Wanted, place, reasoned, request_of};
use crate::app::App;
use crate::ctx::Ctx;
use crate::problem::Problem;
use crate::taking;

/// The room's API addresses.
pub fn routes() -> Router<Arc<App>> {
    Router::new()
        .route("/api/v1/requests", get(waiting))
        .route("/api/v1/requests/{request}", post(decide))
}

/// What waits, and what one asked for.
#[derive(Serialize, ToSchema)]
pub(crate) struct RequestsBody {
    /// What this account may decide, oldest first.
    waiting: Vec<RequestBody>,
    /// What it asked for, newest first.
    own: Vec<RequestBody>,
    /// What to send as `after` for the next of those that wait; null at the end.
    after: Option<String>,
}

/// One request.
#[derive(Serialize, ToSchema)]
pub(crate) struct RequestBody {
    /// What to decide it by.
    request: String,
    /// What is asked for, such as change-retention.
    kind: &'static str,
    /// What else it is about, as `name=value` words.
    about: String,
    /// asked, approved, refused, withdrawn, lapsed, done or failed.
    state: &'static str,
    /// Whose own record a code would open, or who would be let back in, by name; null where it is about something else.
    owner: Option<String>,
    /// The member it is about, masked; null where it is about nobody, or about somebody who is forgotten.
    member: Option<MaskedBody>,
    /// Why; empty once it is forgotten with the member.
    reason: String,
    /// Who asked; null for the operator at the console.
    asked_by: Option<String>,
    /// When, in milliseconds since 1970 began in UTC.
    asked_at_ms: i64,
    /// Until when it can be decided.
    until_ms: i64,
    /// From when on whoever asked may do it alone, if nobody refuses before; null where it waits for a second person.
    alone_from_ms: Option<i64>,
    /// Who decided; null before.
    decided_by: Option<String>,
    /// What they said; may be empty.
    decision: String,
}

/// A member behind a mask.
#[derive(Serialize, ToSchema)]
pub(crate) struct MaskedBody {
    /// The first letters.
    name: String,
    /// The branch.
    branch: String,
    /// The last three digits.
    number: String,
}

fn body((listed, petition): (&Listed, &Petition)) -> RequestBody {
    RequestBody {
        request: listed.id.to_string(),
        kind: listed.kind.code(),
        about: listed.about.clone(),
        state: listed.state.code(),
        owner: listed.owner.as_ref().map(|owner| owner.label.clone()),
        member: petition.member.as_ref().map(|hit| MaskedBody {
            name: hit.name.clone(),
            branch: hit.branch.clone(),
            number: hit.number.clone(),
        }),
        reason: petition.reason.clone(),
        asked_by: listed.asked_by.clone(),
        asked_at_ms: listed.asked_at.millis(),
        until_ms: listed.until.millis(),
        alone_from_ms: listed.alone_from.map(Moment::millis),
        decided_by: listed.decided.as_ref().map(|(name, _)| name.clone()),
        decision: petition.decision.clone(),
    }
}

#[utoipa::path(get, path = "/api/v1/requests", tag = "requests", params(("after" = Option<String>, Query, max_length = 200, description = "where the page begins")),
    responses((status = 200, body = RequestsBody, description = "at most 10 that wait, oldest first, and 10 of one's own"), (status = 401, description = "no token, or one whose time is over"), (status = 403, description = "refused; `type` says why"), (status = 404, description = "nothing is here for this account")))]
pub(crate) async fn waiting(
    ctx: Ctx,
    taking::Query(wanted): taking::Query<Wanted>,
) -> Result<Response, Problem> {
    let list = actions::list(&ctx, place(&ctx, &wanted)?).await?;
    let petitions = &list.petitions.0;
    let own = petitions.iter().skip(list.waiting.len());
    Ok(crate::api::no_store(Json(RequestsBody {
        waiting: list.waiting.iter().zip(petitions).map(body).collect(),
        own: list.own.iter().zip(own).map(body).collect(),
        after: list.after.map(|after| after.to_string()),
    })))
}

fn steps() -> RefOr<Schema> {
    crate::api::one_of(["approve", "refuse", "withdraw", "finish"])
}

/// What is decided.
#[derive(Deserialize, ToSchema)]
pub(crate) struct StepBody {
    /// What is done; finish: do alone what one asked for so, once its day is over.
    #[schema(schema_with = steps)]
    step: String,
    /// Why; a refusal must say it.
    #[schema(max_length = 500)]
    #[serde(default)]
    reason: String,
}

/// What became of it.
#[derive(Serialize, ToSchema)]
pub(crate) struct DecidedBody {
    /// done, handed, begun, failed, refused, withdrawn, asker-left, or why nothing changed: waits, same-person,
    /// not-theirs, time-up, before, not-alone, day-not-over.
    decided: &'static str,
    /// The code that was made for somebody's own record, this once, to be handed to them alone; null for everything else.
    code: Option<String>,
    /// Until when it works.
    works_until_ms: Option<i64>,
}

#[utoipa::path(post, path = "/api/v1/requests/{request}", tag = "requests", params(("request" = String, Path, description = "the request")), request_body = StepBody,
    responses((status = 200, body = DecidedBody, description = "decided, or why not"), (status = 401, description = "no token, or one whose time is over"), (status = 403, description = "refused; `type` says why"), (status = 404, description = "nothing is here for this account"), (status = 422, description = "the body can't be read, or a refusal lacks its reason")))]
pub(crate) async fn decide(
    ctx: Ctx,
    taking::Path(request): taking::Path<String>,
    taking::Json(sent): taking::Json<StepBody>,
) -> Result<Response, Problem> {
    let id = request_of(&ctx, &request)?;
    let step = match sent.step.as_str() {
        "withdraw" => Some(Step::Withdraw),
        "finish" => Some(Step::Finish),
        step => reasoned(step, &sent.reason),
    };
    let step = step.ok_or_else(|| ctx.misfit("/reason", "must say why, in 8 to 500 letters"))?;
    let decided: Decided = actions::step(&ctx, id, step).await?;
    let handed = match &decided {
        Decided::Handed(handed) => Some(handed),
        _ => None,
    };
    Ok(crate::api::no_store(Json(DecidedBody {
        decided: super::pages::Said::of(&decided).code(),
        code: handed.map(|handed| handed.code.expose()),
        works_until_ms: handed.map(|handed| handed.until.millis()),
    })))
}
