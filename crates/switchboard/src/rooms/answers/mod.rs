//! What a campaign wrote about a member, read outside the campaign by two people's word; and that it was.

pub mod actions;
pub mod pages;
mod show;

use std::sync::Arc;

use axum::Router;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;
use serde::Deserialize;
use switchboard_store::answers::Question;
use switchboard_store::rules::answers::Purpose;
use switchboard_store::rules::ids::{CampaignId, RequestId};
use switchboard_store::rules::request::Because;

use crate::app::App;
use crate::ctx::Ctx;
use crate::problem::{Problem, What};
use crate::taking::{Form, Path, Query};
use crate::web::page::Html;
use actions::{CasePlace, Place};
use pages::{Ask, Cases, Read, Slip};

/// The room's addresses.
pub fn routes() -> Router<Arc<App>> {
    Router::new()
        .route("/answers", get(every))
        .route("/answers/ask", get(form).post(ask))
        .route("/answers/campaigns/{campaign}", get(of_campaign))
        .route("/answers/cases/{case}", get(read))
}

async fn form(ctx: Ctx) -> Result<Html<Ask>, Problem> {
    let choices = actions::form(&ctx).await?;
    Ok(Html(show::ask(&ctx, &choices, None)))
}

#[derive(Deserialize)]
struct AskForm {
    csrf: String,
    #[serde(default)]
    number: String,
    #[serde(default)]
    campaign: String,
    #[serde(default)]
    purpose: String,
    #[serde(default)]
    reason: String,
}

impl AskForm {
    /// What is asked for, or what is wrong with it.
    fn question(&self) -> Result<Question, Slip> {
        let campaign = CampaignId::parse(&self.campaign).map_err(|_| Slip::Choose)?;
        Ok(Question {
            number: self.number.trim().to_owned(),
            campaign,
            what_for: Purpose::from_code(&self.purpose).ok_or(Slip::Choose)?,
            because: Because::parse(&self.reason).map_err(|_| Slip::Why)?,
        })
    }
}

async fn ask(ctx: Ctx, Form(form): Form<AskForm>) -> Result<Response, Problem> {
    ctx.check_form(&form.csrf)?;
    let slip = match form.question() {
        Ok(question) => match actions::ask(&ctx, question).await? {
            Some(said) => {
                return Ok(Redirect::to(&format!("/requests?said={said}")).into_response());
            }
            None => Slip::Nobody,
        },
        Err(slip) => slip,
    };
    let choices = actions::form(&ctx).await?;
    Ok(Html(show::ask(&ctx, &choices, Some(slip))).into_response())
}

#[derive(Deserialize)]
struct Wanted {
    after: Option<String>,
}

/// Where a page begins; a text that is no place is nowhere.
fn place<P>(
    ctx: &Ctx,
    wanted: &Wanted,
    parse: impl Fn(&str) -> Option<P>,
) -> Result<Option<P>, Problem> {
    let after = wanted.after.as_deref().filter(|text| !text.is_empty());
    after
        .map(|text| parse(text).ok_or_else(|| ctx.problem(What::NotFound)))
        .transpose()
}

async fn every(ctx: Ctx, Query(wanted): Query<Wanted>) -> Result<Html<Cases>, Problem> {
    let here = place(&ctx, &wanted, CasePlace::parse)?;
    let page = actions::cases(&ctx, None, here).await?;
    Ok(Html(show::cases(&ctx, &page, None, here)))
}

async fn of_campaign(
    ctx: Ctx,
    Path(campaign): Path<String>,
    Query(wanted): Query<Wanted>,
) -> Result<Html<Cases>, Problem> {
    let id = CampaignId::parse(&campaign).map_err(|_| ctx.problem(What::NotFound))?;
    let here = place(&ctx, &wanted, CasePlace::parse)?;
    let page = actions::cases(&ctx, Some(id), here).await?;
    Ok(Html(show::cases(&ctx, &page, Some(id), here)))
}

async fn read(
    ctx: Ctx,
    Path(case): Path<String>,
    Query(wanted): Query<Wanted>,
) -> Result<Html<Read>, Problem> {
    let id = RequestId::parse(&case).map_err(|_| ctx.problem(What::NotFound))?;
    let here = place(&ctx, &wanted, Place::parse)?;
    let opened = actions::read(&ctx, id, here).await?;
    Ok(Html(show::read(&ctx, &opened, id, here)))
}
