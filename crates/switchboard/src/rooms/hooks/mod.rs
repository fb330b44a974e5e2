//! Webhooks: addresses that are told what happens, by ids alone.

pub mod actions;
pub mod api;
pub mod pages;
mod show;

use std::sync::Arc;

use axum::Router;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use serde::Deserialize;
use switchboard_store::hooks::{Installed, New, Rotated};
use switchboard_store::rules::ids::{CampaignId, HookId};

use crate::app::App;
use crate::ctx::Ctx;
use crate::problem::{Problem, What};
use crate::taking::{Form, Path, Query};
use crate::web::page::Html;
use pages::{Hooks, NewSecret, One, Said};

/// The room's addresses.
pub fn routes() -> Router<Arc<App>> {
    Router::new()
        .route("/hooks", get(organisations).post(install_organisations))
        .route(
            "/campaigns/{campaign}/hooks",
            get(campaigns).post(install_campaigns),
        )
        .route("/hooks/{hook}", get(one))
        .route("/hooks/{hook}/test", post(test))
        .route("/hooks/{hook}/rotate", post(rotate))
        .route("/hooks/{hook}/remove", post(remove))
}

fn campaign_of(ctx: &Ctx, text: &str) -> Result<CampaignId, Problem> {
    CampaignId::parse(text).map_err(|_| ctx.problem(What::NotFound))
}

fn hook_of(ctx: &Ctx, text: &str) -> Result<HookId, Problem> {
    HookId::parse(text).map_err(|_| ctx.problem(What::NotFound))
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

async fn organisations(ctx: Ctx, Query(wanted): Query<Wanted>) -> Result<Html<Hooks>, Problem> {
    list(&ctx, None, wanted.said()).await
}

async fn campaigns(
    ctx: Ctx,
    Path(campaign): Path<String>,
    Query(wanted): Query<Wanted>,
) -> Result<Html<Hooks>, Problem> {
    list(&ctx, Some(campaign_of(&ctx, &campaign)?), wanted.said()).await
}

async fn list(
    ctx: &Ctx,
    campaign: Option<CampaignId>,
    said: Option<Said>,
) -> Result<Html<Hooks>, Problem> {
    let found = actions::list(ctx, campaign).await?;
    Ok(Html(Hooks {
        said,
        ..show::list(ctx, campaign, found)
    }))
}

async fn one(
    ctx: Ctx,
    Path(hook): Path<String>,
    Query(wanted): Query<Wanted>,
) -> Result<Html<One>, Problem> {
    let found = actions::show(&ctx, hook_of(&ctx, &hook)?).await?;
    Ok(Html(One {
        said: wanted.said(),
        ..show::one(&ctx, found)
    }))
}

#[derive(Deserialize)]
struct InstallForm {
    csrf: String,
    address: String,
}

async fn install_organisations(
    ctx: Ctx,
    Form(form): Form<InstallForm>,
) -> Result<Response, Problem> {
    install(ctx, None, form).await
}

async fn install_campaigns(
    ctx: Ctx,
    Path(campaign): Path<String>,
    Form(form): Form<InstallForm>,
) -> Result<Response, Problem> {
    let campaign = campaign_of(&ctx, &campaign)?;
    install(ctx, Some(campaign), form).await
}

async fn install(
    ctx: Ctx,
    campaign: Option<CampaignId>,
    form: InstallForm,
) -> Result<Response, Problem> {
    ctx.check_form(&form.csrf)?;
    let wrong = match actions::address(&ctx, campaign, &form.address) {
        Ok(address) => {
            let new = New {
                campaign,
                address,
                kinds: Vec::new(),
            };
            match actions::install(&ctx, new).await? {
                Installed::Done(hook, secret) => {
                    return Ok(Html(NewSecret::of(ctx.shell(), hook, &secret)).into_response());
                }
                Installed::TooMany => "hooks-bad-too-many",
            }
        }
        Err(error) => show::wrong(error),
    };
    let found = actions::list(&ctx, campaign).await?;
    let page = Hooks {
        wrong: Some(wrong),
        typed: form.address,
        ..show::list(&ctx, campaign, found)
    };
    Ok(Html(page).into_response())
}

#[derive(Deserialize)]
struct CsrfForm {
    csrf: String,
}

async fn test(
    ctx: Ctx,
    Path(hook): Path<String>,
    Form(form): Form<CsrfForm>,
) -> Result<Redirect, Problem> {
    ctx.check_form(&form.csrf)?;
    let said = if actions::test(&ctx, hook_of(&ctx, &hook)?).await? {
        Said::Tested
    } else {
        Said::NotTested
    };
    Ok(Redirect::to(&format!("/hooks/{hook}?said={}", said.code())))
}

#[derive(Deserialize)]
struct RotateForm {
    csrf: String,
    #[serde(default)]
    address: String,
}

async fn rotate(
    ctx: Ctx,
    Path(hook): Path<String>,
    Form(form): Form<RotateForm>,
) -> Result<Response, Problem> {
    ctx.check_form(&form.csrf)?;
    let id = hook_of(&ctx, &hook)?;
    let found = actions::show(&ctx, id).await?;
    let typed = form.address.trim();
    let address = if typed.is_empty() || !found.takes_over {
        Ok(None)
    } else {
        actions::address(&ctx, found.campaign_id, typed).map(Some)
    };
    let wrong = match address {
        Ok(address) => match actions::rotate(&ctx, id, address).await? {
            Rotated::Done(secret) => {
                return Ok(Html(NewSecret::of(ctx.shell(), id, &secret)).into_response());
            }
            Rotated::NeedsAddress => "hooks-bad-form",
        },
        Err(error) => show::wrong(error),
    };
    let page = One {
        wrong: Some(wrong),
        typed: form.address,
        ..show::one(&ctx, found)
    };
    Ok(Html(page).into_response())
}

async fn remove(
    ctx: Ctx,
    Path(hook): Path<String>,
    Form(form): Form<CsrfForm>,
) -> Result<Redirect, Problem> {
    ctx.check_form(&form.csrf)?;
    let whose = actions::remove(&ctx, hook_of(&ctx, &hook)?).await?;
    let list = show::list_at(whose);
    Ok(Redirect::to(&format!(
        "{list}?said={}",
        Said::Removed.code()
    )))
}
