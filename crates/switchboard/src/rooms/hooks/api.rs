//! Webhooks over JSON.

use std::sync::Arc;

use axum::response::Response;
use axum::routing::{get, post};
use axum::{Json, Router};
use serde::{Deserialize, Serialize};
use switchboard_store::hooks::{Installed, Line, New, Rotated, Told};
use switchboard_store::rules::hook::Event;
use switchboard_store::rules::ids::{CampaignId, HookId};
use switchboard_store::rules::moment::Moment;
use utoipa::ToSchema;
use utoipa::openapi::{RefOr, Schema};

use super::{actions, campaign_of, hook_of};
use crate::app::App;
use crate::ctx::Ctx;
use crate::problem::Problem;
use crate::taking::{self, Path};

/// The room's API addresses.
pub fn routes() -> Router<Arc<App>> {
    Router::new()
        .route("/api/v1/hooks", get(hooks).post(install_hook))
        .route(
            "/api/v1/campaigns/{campaign}/hooks",
            get(campaign_hooks).post(install_campaign_hook),
        )
        .route("/api/v1/hooks/{hook}", get(hook))
        .route("/api/v1/hooks/{hook}/test", post(test_hook))
        .route("/api/v1/hooks/{hook}/rotate", post(rotate_hook))
        .route("/api/v1/hooks/{hook}/end-before", post(end_hook_secret))
        .route("/api/v1/hooks/{hook}/remove", post(remove_hook))
}

/// A webhook.
#[derive(Serialize, ToSchema)]
pub(crate) struct HookBody {
    /// Its id.
    hook: String,
    /// The machine that is told; the rest of the address may be a secret, and isn't shown again.
    host: String,
    /// What it is told; everything where none is named.
    events: Vec<&'static str>,
    /// on or off.
    state: &'static str,
    /// Why it is off: not-taken, gone, nobody-answers or restored; null where it is on.
    why: Option<String>,
    /// When it was installed, in milliseconds since 1970 began in UTC.
    made_at_ms: i64,
}

impl HookBody {
    fn of(line: &Line) -> Self {
        Self {
            hook: line.id.to_string(),
            host: line.host.clone(),
            events: line.kinds.iter().map(|event| event.text()).collect(),
            state: line.state.text(),
            why: Some(line.why.clone()).filter(|why| !why.is_empty()),
            made_at_ms: line.made_at.millis(),
        }
    }
}

#[utoipa::path(get, path = "/api/v1/hooks", tag = "hooks",
    responses((status = 200, body = Vec<HookBody>, description = "the organisation's webhooks")))]
pub(crate) async fn hooks(ctx: Ctx) -> Result<Response, Problem> {
    list(&ctx, None).await
}

#[utoipa::path(get, path = "/api/v1/campaigns/{campaign}/hooks", tag = "hooks",
    params(("campaign" = String, Path, description = "the campaign's id")),
    responses((status = 200, body = Vec<HookBody>, description = "the campaign's webhooks")))]
pub(crate) async fn campaign_hooks(
    ctx: Ctx,
    Path(campaign): Path<String>,
) -> Result<Response, Problem> {
    list(&ctx, Some(campaign_of(&ctx, &campaign)?)).await
}

async fn list(ctx: &Ctx, campaign: Option<CampaignId>) -> Result<Response, Problem> {
    let found = actions::list(ctx, campaign).await?;
    let hooks: Vec<HookBody> = found.hooks.iter().map(HookBody::of).collect();
    Ok(crate::api::no_store(Json(hooks)))
}

/// A webhook to be installed.
#[derive(Deserialize, ToSchema)]
pub(crate) struct InstallHookBody {
    /// The whole address, beginning with `https://`.
    #[schema(min_length = 10, max_length = 500)]
    url: String,
    /// What it is told; everything where none is named.
    #[serde(default)]
    #[schema(schema_with = events)]
    events: Vec<String>,
}

fn events() -> RefOr<Schema> {
    crate::api::some_of(
        Event::ALL.iter().map(|event| event.text()),
        Event::ALL.len(),
    )
}

/// A webhook's new secret.
#[derive(Serialize, ToSchema)]
pub(crate) struct HookSecretBody {
    /// The webhook's id.
    hook: String,
    /// The secret, this once.
    secret: String,
}

#[utoipa::path(post, path = "/api/v1/hooks", tag = "hooks", request_body = InstallHookBody,
    responses((status = 200, body = HookSecretBody, description = "it is told from here on"), (status = 409, description = "there are as many as there may be")))]
pub(crate) async fn install_hook(
    ctx: Ctx,
    taking::Json(body): taking::Json<InstallHookBody>,
) -> Result<Response, Problem> {
    install(&ctx, None, body).await
}

#[utoipa::path(post, path = "/api/v1/campaigns/{campaign}/hooks", tag = "hooks", request_body = InstallHookBody,
    params(("campaign" = String, Path, description = "the campaign's id")),
    responses((status = 200, body = HookSecretBody, description = "it is told from here on"), (status = 409, description = "there are as many as there may be")))]
pub(crate) async fn install_campaign_hook(
    ctx: Ctx,
    Path(campaign): Path<String>,
    taking::Json(body): taking::Json<InstallHookBody>,
) -> Result<Response, Problem> {
    let campaign = campaign_of(&ctx, &campaign)?;
    install(&ctx, Some(campaign), body).await
}

async fn install(
    ctx: &Ctx,
    campaign: Option<CampaignId>,
    body: InstallHookBody,
) -> Result<Response, Problem> {
    let address = actions::address(ctx, campaign, &body.url);
    let address = address.map_err(|error| ctx.misfit("/url", error))?;
    let kinds = body.events.iter();
    let kinds: Vec<Event> = kinds.filter_map(|event| Event::from_text(event)).collect();
    if !kinds.iter().all(|event| event.is_for(campaign.is_some())) {
        return Err(ctx.misfit("/events", "one of them is never told to such a webhook"));
    }
    let new = New {
        campaign,
        address,
        kinds,
    };
    match actions::install(ctx, new).await? {
        Installed::Done(hook, secret) => Ok(secret_of(hook, secret.expose())),
        Installed::TooMany => Err(ctx.conflict("there are as many webhooks as there may be")),
    }
}

fn secret_of(hook: HookId, secret: &str) -> Response {
    crate::api::no_store(Json(HookSecretBody {
        hook: hook.to_string(),
        secret: secret.to_owned(),
    }))
}

/// A webhook, and what it was told in the last seven days.
#[derive(Serialize, ToSchema)]
pub(crate) struct HookShownBody {
    /// The webhook.
    hook: HookBody,
    /// Its campaign's id; null for the organisation's.
    campaign: Option<String>,
    /// Until when the secret before the newest is valid; null where it isn't.
    before_until_ms: Option<i64>,
    /// How many events it was not told in the last seven days because 1,000 waited already.
    lost: u64,
    /// At most 50, the newest first.
    told: Vec<HookEventBody>,
}

/// One event that it was told, or is to be told.
#[derive(Serialize, ToSchema)]
pub(crate) struct HookEventBody {
    /// The event's id, as the receiver sees it.
    id: String,
    /// What happened, as the receiver sees it.
    event: &'static str,
    /// When, in milliseconds since 1970 began in UTC.
    at_ms: i64,
    /// How often it was tried.
    tries: u64,
    /// The last answer's status; null where there was none.
    status: Option<u16>,
    /// Why there was none, as a word; empty where there was one.
    said: String,
    /// waits, taken, given-up or dropped.
    state: &'static str,
    /// When it is tried next, or when it ended.
    then_ms: i64,
}

impl HookEventBody {
    fn of(told: &Told) -> Self {
        let ended = told.ended.map(|(ended, at)| (ended.text(), at));
        let (state, then) = ended.unwrap_or(("waits", told.due_at));
        Self {
            id: format!("msg_{}", HookId::from_bytes(told.id)),
            event: told.event.text(),
            at_ms: told.at.millis(),
            tries: told.tries,
            status: told.status,
            said: told.said.clone(),
            state,
            then_ms: then.millis(),
        }
    }
}

#[utoipa::path(get, path = "/api/v1/hooks/{hook}", tag = "hooks",
    params(("hook" = String, Path, description = "the webhook's id")),
    responses((status = 200, body = HookShownBody, description = "the webhook, and what it was told")))]
pub(crate) async fn hook(ctx: Ctx, Path(hook): Path<String>) -> Result<Response, Problem> {
    let found = actions::show(&ctx, hook_of(&ctx, &hook)?).await?;
    Ok(crate::api::no_store(Json(HookShownBody {
        hook: HookBody::of(&found.line),
        campaign: found.campaign_id.map(|id| id.to_string()),
        before_until_ms: found.before_until.map(Moment::millis),
        lost: found.lost.map_or(0, |(lost, _)| lost),
        told: found.told.iter().map(HookEventBody::of).collect(),
    })))
}

/// Whether something was done.
#[derive(Serialize, ToSchema)]
pub(crate) struct HookDoneBody {
    /// done.
    done: &'static str,
}

fn done() -> Response {
    crate::api::no_store(Json(HookDoneBody { done: "done" }))
}

#[utoipa::path(post, path = "/api/v1/hooks/{hook}/test", tag = "hooks",
    params(("hook" = String, Path, description = "the webhook's id")),
    responses((status = 200, body = HookDoneBody, description = "a test is on its way"), (status = 409, description = "the webhook is off")))]
pub(crate) async fn test_hook(ctx: Ctx, Path(hook): Path<String>) -> Result<Response, Problem> {
    if actions::test(&ctx, hook_of(&ctx, &hook)?).await? {
        Ok(done())
    } else {
        Err(ctx.conflict("the webhook is off; make it a new secret"))
    }
}

#[utoipa::path(post, path = "/api/v1/hooks/{hook}/rotate", tag = "hooks",
    params(("hook" = String, Path, description = "the webhook's id")),
    responses((status = 200, body = HookSecretBody, description = "the new secret; the one before is valid for another day"), (status = 409, description = "somebody else answers for it")))]
pub(crate) async fn rotate_hook(ctx: Ctx, Path(hook): Path<String>) -> Result<Response, Problem> {
    let id = hook_of(&ctx, &hook)?;
    match actions::rotate(&ctx, id, None).await? {
        Rotated::Done(secret) => Ok(secret_of(id, secret.expose())),
        Rotated::NeedsAddress => Err(ctx.conflict(
            "somebody else answers for it: install one anew and remove this, or take it over on its page, which asks for the address",
        )),
    }
}

#[utoipa::path(post, path = "/api/v1/hooks/{hook}/end-before", tag = "hooks",
    params(("hook" = String, Path, description = "the webhook's id")),
    responses((status = 200, body = HookDoneBody, description = "only the newest secret is valid; a second time changes nothing")))]
pub(crate) async fn end_hook_secret(
    ctx: Ctx,
    Path(hook): Path<String>,
) -> Result<Response, Problem> {
    actions::end_before(&ctx, hook_of(&ctx, &hook)?).await?;
    Ok(done())
}

#[utoipa::path(post, path = "/api/v1/hooks/{hook}/remove", tag = "hooks",
    params(("hook" = String, Path, description = "the webhook's id")),
    responses((status = 200, body = HookDoneBody, description = "it is told nothing more")))]
pub(crate) async fn remove_hook(ctx: Ctx, Path(hook): Path<String>) -> Result<Response, Problem> {
    actions::remove(&ctx, hook_of(&ctx, &hook)?).await?;
    Ok(done())
}
