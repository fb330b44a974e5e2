//! Leaving: an official ends everything of an account because somebody left, and a returning officer asks that
//! a campaign be taken out.

pub mod actions;
pub mod api;
pub mod pages;

use std::sync::Arc;

use axum::Router;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;
use serde::Deserialize;
use switchboard_store::rules::ids::{AccountId, ContestId};
use switchboard_store::rules::leaving::{By, Leaving, Why};
use switchboard_store::rules::request::Because;

use crate::app::App;
use crate::ctx::Ctx;
use crate::problem::{Problem, What};
use crate::taking::{Form, Path, Query, campaign_of};
use crate::web::page::Html;
use pages::{Campaign, Campaigns, Leave, Said, Withdraw};

/// The room's addresses.
pub fn routes() -> Router<Arc<App>> {
    Router::new()
        .route("/accounts/{account}/leave", get(show).post(end))
        .route("/contests/{contest}/withdraw", get(campaigns))
        .route("/campaigns/{campaign}/withdraw", get(look).post(withdraw))
}

fn account_of(ctx: &Ctx, text: &str) -> Result<AccountId, Problem> {
    AccountId::parse(text).map_err(|_| ctx.problem(What::NotFound))
}

#[derive(Deserialize)]
struct Wanted {
    said: Option<String>,
}

async fn show(
    ctx: Ctx,
    Path(account): Path<String>,
    Query(wanted): Query<Wanted>,
) -> Result<Html<Leave>, Problem> {
    let name = actions::name(&ctx, account_of(&ctx, &account)?).await?;
    Ok(Html(Leave {
        shell: ctx.shell(),
        account,
        name,
        reasons: Why::OF_ONE,
        said: wanted.said.as_deref().and_then(Said::parse),
    }))
}

#[derive(Deserialize)]
struct EndForm {
    csrf: String,
    #[serde(default)]
    why: String,
}

/// The reason somebody gave for one account.
fn reason(text: &str) -> Option<Why> {
    let why = Why::parse(text).ok()?;
    Why::OF_ONE.contains(&why).then_some(why)
}

async fn end(
    ctx: Ctx,
    Path(account): Path<String>,
    Form(form): Form<EndForm>,
) -> Result<Response, Problem> {
    ctx.check_form(&form.csrf)?;
    let id = account_of(&ctx, &account)?;
    let said = match reason(&form.why) {
        Some(why) => {
            let by = By::Page;
            actions::end(&ctx, id, Leaving { why, by }).await?;
            Said::Ended
        }
        None => Said::Why,
    };
    let back = format!("/accounts/{account}/leave?said={}", said.code());
    Ok(Redirect::to(&back).into_response())
}

async fn campaigns(ctx: Ctx, Path(contest): Path<String>) -> Result<Html<Campaigns>, Problem> {
    let id = ContestId::parse(&contest).map_err(|_| ctx.problem(What::NotFound))?;
    let found = actions::campaigns(&ctx, id).await?.into_iter();
    Ok(Html(Campaigns {
        shell: ctx.shell(),
        campaigns: found
            .map(|one| Campaign {
                id: one.id.to_string(),
                name: one.name,
                is_withdrawn: one.is_withdrawn,
            })
            .collect(),
    }))
}

async fn look(ctx: Ctx, Path(campaign): Path<String>) -> Result<Html<Withdraw>, Problem> {
    Ok(Html(withdraw_page(&ctx, campaign, false).await?))
}

async fn withdraw_page(ctx: &Ctx, campaign: String, lacks_why: bool) -> Result<Withdraw, Problem> {
    let found = actions::standing(ctx, campaign_of(ctx, &campaign)?).await?;
    Ok(Withdraw {
        shell: ctx.shell(),
        campaign,
        name: found.campaign,
        contest: found.contest,
        people: found.people,
        banks: found.banks,
        cards: found.cards,
        is_withdrawn: found.is_withdrawn,
        lacks_why,
    })
}

#[derive(Deserialize)]
struct WithdrawForm {
    csrf: String,
    #[serde(default)]
    reason: String,
}

async fn withdraw(
    ctx: Ctx,
    Path(campaign): Path<String>,
    Form(form): Form<WithdrawForm>,
) -> Result<Response, Problem> {
    ctx.check_form(&form.csrf)?;
    let Ok(because) = Because::parse(&form.reason) else {
        return Ok(Html(withdraw_page(&ctx, campaign, true).await?).into_response());
    };
    let id = campaign_of(&ctx, &campaign)?;
    let said = actions::ask_withdrawal(&ctx, id, because).await?;
    Ok(Redirect::to(&format!("/requests?said={said}")).into_response())
}
