//! The roles of one account: seeing them, giving one, ending one, and what somebody may do by them.

use std::sync::Arc;

use axum::Router;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use serde::Deserialize;
use switchboard_store::door::{EndedTerm, Granted};
use switchboard_store::rules::giving::{Giving, GivingError, OFFICE_USUAL};
use switchboard_store::rules::ids::{AccountId, TermId};
use switchboard_store::rules::moment::Moment;
use switchboard_store::rules::request::Because;

use super::pages::may::May;
use super::pages::terms::{Said, Terms};
use super::{CsrfForm, account_of, actions, second, sent, show};
use crate::app::App;
use crate::ctx::Ctx;
use crate::problem::{Problem, What};
use crate::taking::{Form, Path, Query};
use crate::web::page::Html;

/// The addresses of one account.
pub(super) fn routes() -> Router<Arc<App>> {
    Router::new()
        .route("/accounts/own/may", get(own))
        .route("/accounts/{account}", get(terms))
        .route("/accounts/{account}/may", get(may))
        .route("/accounts/{account}/roles", post(give))
        .route("/accounts/{account}/roles/{term}/end", post(end))
}

#[derive(Deserialize)]
struct Wanted {
    said: Option<String>,
}

async fn terms(
    ctx: Ctx,
    Path(account): Path<String>,
    Query(wanted): Query<Wanted>,
) -> Result<Html<Terms>, Problem> {
    let account = account_of(&ctx, &account)?;
    let (found, may_wait) = actions::terms(&ctx, account).await?;
    let said = wanted.said.as_deref().and_then(Said::parse);
    let page = show::terms(&ctx, account, found, said);
    Ok(Html(Terms { may_wait, ..page }))
}

async fn may(ctx: Ctx, Path(account): Path<String>) -> Result<Html<May>, Problem> {
    let account = account_of(&ctx, &account)?;
    let found = actions::may(&ctx, account).await?;
    Ok(Html(show::may(&ctx, Some(account), &found)))
}

async fn own(ctx: Ctx) -> Result<Html<May>, Problem> {
    let found = actions::may(&ctx, ctx.account()?).await?;
    Ok(Html(show::may(&ctx, None, &found)))
}

#[derive(Deserialize)]
struct GiveForm {
    csrf: String,
    /// A role and a place, in the words of a request.
    #[serde(default)]
    what: String,
    #[serde(default)]
    from: String,
    #[serde(default)]
    until: String,
    #[serde(default)]
    reason: String,
    #[serde(default)]
    second: String,
}

/// Gives a role, or asks a second person to agree to it.
async fn give(
    ctx: Ctx,
    Path(account): Path<String>,
    Form(form): Form<GiveForm>,
) -> Result<Response, Problem> {
    ctx.check_form(&form.csrf)?;
    let account = account_of(&ctx, &account)?;
    let Some(giving) = read(&ctx, account, &form) else {
        return Ok(back(account, Said::Unclear));
    };
    if giving.role.takes_two() {
        return ask(&ctx, giving, &form).await;
    }
    Ok(back(
        account,
        match actions::grant(&ctx, giving).await? {
            Granted::Given(_) => Said::Given,
            Granted::Not(error) => said(error),
            Granted::TooMany => Said::Full,
        },
    ))
}

async fn ask(ctx: &Ctx, giving: Giving, form: &GiveForm) -> Result<Response, Problem> {
    if let Err(error) = giving.check(ctx.now) {
        return Ok(back(giving.account, said(error)));
    }
    let Ok(because) = Because::parse(&form.reason) else {
        return Ok(back(giving.account, Said::Why));
    };
    let second = second(&form.second);
    let asked = actions::ask_term(ctx, giving, because, second).await?;
    let to = sent(&asked, second).ok_or_else(|| ctx.problem(What::NotFound))?;
    Ok(to.into_response())
}

const fn said(error: GivingError) -> Said {
    match error {
        GivingError::NotThere => Said::NotThere,
        GivingError::Over => Said::Over,
        GivingError::NoEnd => Said::NoEnd,
        GivingError::TooLong => Said::TooLong,
    }
}

fn back(account: AccountId, said: Said) -> Response {
    Redirect::to(&format!("/accounts/{account}?said={}", said.code())).into_response()
}

/// What a form asks for. Without a first day it begins now; without a last day an office ends after a year.
fn read(ctx: &Ctx, account: AccountId, form: &GiveForm) -> Option<Giving> {
    let from = match form.from.trim() {
        "" => ctx.now,
        text => day(ctx, text, Edge::Begins)?.max(ctx.now),
    };
    let words = format!("account={account} {} from={}", form.what, from.millis());
    let giving = Giving::parse(&words)?;
    let until = match form.until.trim() {
        "" if giving.role.is_office() => Some(from.plus(OFFICE_USUAL)),
        "" => None,
        text => Some(day(ctx, text, Edge::Ends)?),
    };
    Some(Giving { until, ..giving })
}

/// Which end of a day is meant: a role's last day belongs to it.
#[derive(Clone, Copy)]
enum Edge {
    Begins,
    Ends,
}

fn day(ctx: &Ctx, text: &str, edge: Edge) -> Option<Moment> {
    let date: jiff::civil::Date = text.parse().ok()?;
    let date = match edge {
        Edge::Begins => date,
        Edge::Ends => date.tomorrow().ok()?,
    };
    let at = ctx.app.zone.to_timestamp(date.at(0, 0, 0, 0)).ok()?;
    Some(Moment::from_millis(at.as_millisecond()))
}

async fn end(
    ctx: Ctx,
    Path((account, term)): Path<(String, String)>,
    Form(form): Form<CsrfForm>,
) -> Result<Response, Problem> {
    ctx.check_form(&form.csrf)?;
    let account = account_of(&ctx, &account)?;
    let term = TermId::parse(&term).map_err(|_| ctx.problem(What::NotFound))?;
    let said = match actions::end_term(&ctx, account, term).await? {
        EndedTerm::Now => Said::Ended,
        EndedTerm::Before => Said::Before,
    };
    // Whoever lays down their last role sees nothing of the account any more.
    if ctx.key.is_some_and(|key| key.account() == account) {
        return Ok(Redirect::to("/").into_response());
    }
    Ok(back(account, said))
}
