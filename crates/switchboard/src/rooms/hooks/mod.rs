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
use switchboard_store::rules::hook::Event;
use switchboard_store::rules::ids::{CampaignId, HookId};

use crate::app::App;
use crate::ctx::Ctx;
use crate::problem::{Problem, What};
use crate::taking::{CsrfForm, Form, Path, Query, campaign_of};
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
        .route("/hooks/{hook}/end-before", post(end_before))
        .route("/hooks/{hook}/remove", post(remove))
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
        ..show::list(ctx, campaign, found, &[])
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

/// The address, and a field `event` for each that was chosen.
#[derive(Default)]
struct InstallForm {
    csrf: String,
    address: String,
    kinds: Vec<Event>,
    is_odd: bool,
}

/// More than there are events, and two.
const FIELDS_MAX: usize = 40;

impl InstallForm {
    fn read(fields: Vec<(String, String)>, is_campaigns: bool) -> Self {
        let mut form = Self::default();
        for (name, value) in fields.into_iter().take(FIELDS_MAX) {
            match name.as_str() {
                "csrf" => form.csrf = value,
                "address" => form.address = value,
                "event" => match Event::from_text(&value) {
                    Some(event) if event.is_for(is_campaigns) => form.kinds.push(event),
                    _ => form.is_odd = true,
                },
                _ => {}
            }
        }
        form
    }
}

async fn install_organisations(
    ctx: Ctx,
    Form(fields): Form<Vec<(String, String)>>,
) -> Result<Response, Problem> {
    install(ctx, None, InstallForm::read(fields, false)).await
}

async fn install_campaigns(
    ctx: Ctx,
    Path(campaign): Path<String>,
    Form(fields): Form<Vec<(String, String)>>,
) -> Result<Response, Problem> {
    let campaign = campaign_of(&ctx, &campaign)?;
    install(ctx, Some(campaign), InstallForm::read(fields, true)).await
}

async fn install(
    ctx: Ctx,
    campaign: Option<CampaignId>,
    form: InstallForm,
) -> Result<Response, Problem> {
    ctx.check_form(&form.csrf)?;
    if form.is_odd {
        return Err(ctx.problem(What::BadForm));
    }
    let wrong = match actions::address(&ctx, campaign, &form.address) {
        Ok(address) => {
            let new = New {
                campaign,
                address,
                kinds: form.kinds.clone(),
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
        ..show::list(&ctx, campaign, found, &form.kinds)
    };
    Ok(Html(page).into_response())
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

async fn end_before(
    ctx: Ctx,
    Path(hook): Path<String>,
    Form(form): Form<CsrfForm>,
) -> Result<Redirect, Problem> {
    ctx.check_form(&form.csrf)?;
    actions::end_before(&ctx, hook_of(&ctx, &hook)?).await?;
    let said = Said::BeforeEnded.code();
    Ok(Redirect::to(&format!("/hooks/{hook}?said={said}")))
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
