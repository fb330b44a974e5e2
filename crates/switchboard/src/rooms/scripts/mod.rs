//! Scripts: what a campaign's callers say and ask, what was answered; and the organisation's lines before them.

pub mod actions;
pub mod api;
mod counted;
pub mod counted_api;
mod office;
pub mod pages;
mod show;

use std::sync::Arc;

use axum::Router;
use axum::http::header;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use serde::Deserialize;
use switchboard_store::rules::ids::{BankId, CampaignId, ScriptId};
use switchboard_store::rules::script::Script;
use switchboard_store::scripts::{Kept, Version};

use crate::app::App;
use crate::ctx::Ctx;
use crate::problem::{Problem, What};
use crate::taking::{Form, Multipart, Path, Query, campaign_of};
use crate::web::page::Html;
use show::Typed;

/// The room's addresses.
pub fn routes() -> Router<Arc<App>> {
    Router::new()
        .route("/campaigns/{campaign}/scripts", get(list).post(add))
        .route("/campaigns/{campaign}/scripts/file", post(upload))
        .route(
            "/campaigns/{campaign}/scripts/{script}",
            get(editor).post(write),
        )
        .route("/campaigns/{campaign}/scripts/{script}/use", post(put_on))
        .route(
            "/campaigns/{campaign}/scripts/{script}/{version}",
            get(file),
        )
        .merge(counted::routes())
        .merge(office::routes())
}

fn script_of(ctx: &Ctx, text: &str) -> Result<ScriptId, Problem> {
    ScriptId::parse(text).map_err(|_| ctx.problem(What::NotFound))
}

/// What was just done, as an address carries it.
#[derive(Deserialize)]
struct Wanted {
    said: Option<String>,
}

async fn list(
    ctx: Ctx,
    Path(campaign): Path<String>,
    Query(wanted): Query<Wanted>,
) -> Result<Response, Problem> {
    let id = campaign_of(&ctx, &campaign)?;
    let shelf = actions::shelf(&ctx, id).await?;
    let said = show::said(wanted.said.as_deref());
    Ok(Html(show::list(&ctx, id, shelf, said)).into_response())
}

async fn editor(
    ctx: Ctx,
    Path((campaign, script)): Path<(String, String)>,
    Query(wanted): Query<Wanted>,
) -> Result<Response, Problem> {
    let place = (campaign_of(&ctx, &campaign)?, script_of(&ctx, &script)?);
    let opened = actions::open(&ctx, place.0, place.1).await?;
    let said = show::said(wanted.said.as_deref());
    let text = opened.draft.clone();
    Ok(Html(show::editor(&ctx, place, opened, Typed { text, said })).into_response())
}

/// The file as it is written, and what is to be done with it.
#[derive(Deserialize)]
struct WriteForm {
    csrf: String,
    text: String,
    /// `preview`, `keep` or `publish`.
    #[serde(rename = "do")]
    wanted: String,
}

async fn add(
    ctx: Ctx,
    Path(campaign): Path<String>,
    Form(form): Form<WriteForm>,
) -> Result<Response, Problem> {
    ctx.check_form(&form.csrf)?;
    let id = campaign_of(&ctx, &campaign)?;
    keep_new(&ctx, id, form.text, form.wanted == "keep").await
}

/// Keeps a new script, or shows what is wrong with it, or how it looks.
async fn keep_new(
    ctx: &Ctx,
    campaign: CampaignId,
    text: String,
    is_kept: bool,
) -> Result<Response, Problem> {
    if let (Ok(script), true) = (Script::read(&text), is_kept) {
        let kept = actions::keep(ctx, campaign, None, script).await?;
        return Ok(show::after(campaign, kept));
    }
    let shelf = actions::shelf(ctx, campaign).await?;
    Ok(Html(show::new(ctx, campaign, shelf, text)).into_response())
}

async fn write(
    ctx: Ctx,
    Path((campaign, script)): Path<(String, String)>,
    Form(form): Form<WriteForm>,
) -> Result<Response, Problem> {
    ctx.check_form(&form.csrf)?;
    let place = (campaign_of(&ctx, &campaign)?, script_of(&ctx, &script)?);
    if let (Ok(read), true) = (Script::read(&form.text), form.wanted != "preview") {
        let kept = if form.wanted == "publish" {
            actions::publish(&ctx, place.0, place.1, read).await?
        } else {
            actions::keep(&ctx, place.0, Some(place.1), read).await?
        };
        return Ok(match kept {
            Kept::Full => show::full(place),
            kept => show::after(place.0, kept),
        });
    }
    let opened = actions::open(&ctx, place.0, place.1).await?;
    let typed = Typed {
        text: form.text,
        said: None,
    };
    Ok(Html(show::editor(&ctx, place, opened, typed)).into_response())
}

async fn upload(
    ctx: Ctx,
    Path(campaign): Path<String>,
    Multipart(parts): Multipart,
) -> Result<Response, Problem> {
    let id = campaign_of(&ctx, &campaign)?;
    let text = show::uploaded(&ctx, parts).await?;
    keep_new(&ctx, id, text, true).await
}

#[derive(Deserialize)]
struct UseForm {
    csrf: String,
    bank: String,
    version: i64,
}

async fn put_on(
    ctx: Ctx,
    Path((campaign, script)): Path<(String, String)>,
    Form(form): Form<UseForm>,
) -> Result<Redirect, Problem> {
    ctx.check_form(&form.csrf)?;
    let (campaign, script) = (campaign_of(&ctx, &campaign)?, script_of(&ctx, &script)?);
    let bank = BankId::parse(&form.bank).map_err(|_| ctx.problem(What::NotFound))?;
    actions::put_on(&ctx, bank, Version::new(script, form.version)).await?;
    let to = format!("/campaigns/{campaign}/scripts/{script}?said=used");
    Ok(Redirect::to(&to))
}

async fn file(
    ctx: Ctx,
    Path((campaign, script, version)): Path<(String, String, String)>,
) -> Result<Response, Problem> {
    let (campaign, script) = (campaign_of(&ctx, &campaign)?, script_of(&ctx, &script)?);
    let number: i64 = version.parse().map_err(|_| ctx.problem(What::NotFound))?;
    let text = actions::version(&ctx, campaign, Version::new(script, number)).await?;
    let name = format!("attachment; filename=\"script-{number}.toml\"");
    let headers = [
        (header::CONTENT_TYPE, "text/plain; charset=utf-8".to_owned()),
        (header::CONTENT_DISPOSITION, name),
    ];
    Ok((headers, crate::api::no_store(text)).into_response())
}
