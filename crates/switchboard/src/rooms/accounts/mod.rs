//! Accounts: who holds an office and how they get in; a way back in for a colleague; shutting an account; stopping a way back
//! in; the roles of one account, and what somebody may do by them.

pub mod actions;
pub mod pages;
mod roles;
mod show;

use std::sync::Arc;

use axum::Router;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use serde::Deserialize;
use switchboard_store::door::{Listed, PAGE_MAX, Way};
use switchboard_store::requests::{Asked, Second};
use switchboard_store::rules::ids::AccountId;
use switchboard_store::rules::policy::Role;
use switchboard_store::rules::request::Because;

use crate::app::App;
use crate::ctx::Ctx;
use crate::problem::{Problem, What};
use crate::taking::{CsrfForm, Form, Path, Query};
use crate::web::page::Html;
use pages::{Accounts, Row, Said, State};

/// The room's addresses.
pub fn routes() -> Router<Arc<App>> {
    Router::new()
        .route("/accounts", get(list))
        .route("/accounts/{account}/code", post(ask_back))
        .route("/accounts/{account}/record", post(ask_record))
        .route("/accounts/{account}/shut", post(shut))
        .route("/accounts/{account}/recovery", post(stop))
        .merge(roles::routes())
}

#[derive(Deserialize)]
struct Wanted {
    after: Option<String>,
    said: Option<String>,
}

fn account_of(ctx: &Ctx, text: &str) -> Result<AccountId, Problem> {
    AccountId::parse(text).map_err(|_| ctx.problem(What::NotFound))
}

async fn list(ctx: Ctx, Query(wanted): Query<Wanted>) -> Result<Html<Accounts>, Problem> {
    let after = wanted.after.as_deref().filter(|text| !text.is_empty());
    let after = after.map(|text| account_of(&ctx, text)).transpose()?;
    let actions::List {
        listed,
        recoveries,
        may_wait,
    } = actions::list(&ctx, after).await?;
    let next = listed.last().filter(|_| listed.len() == PAGE_MAX);
    Ok(Html(Accounts {
        shell: ctx.shell(),
        said: wanted.said.as_deref().and_then(Said::parse),
        asks: asks(&ctx),
        may_wait,
        after: next.map(|last| last.account.to_string()),
        recoveries: recoveries.iter().map(|one| ctx.recovery(one)).collect(),
        rows: listed.into_iter().map(|one| row(&ctx, one)).collect(),
    }))
}

fn row(ctx: &Ctx, one: Listed) -> Row {
    Row {
        account: one.account.to_string(),
        name: one.label,
        keeps: keeps(&one.roles),
        roles: one.roles.into_iter().map(Role::label).collect(),
        state: match one.way {
            Way::Set => State::Set,
            Way::Told { until } => State::Told(ctx.stamp(until)),
            Way::Shut => State::Shut,
        },
        is_own: ctx.key.is_some_and(|key| key.account() == one.account),
    }
}

/// Whether the reader may ask for a code that opens somebody's own record; policy says so again when they do.
fn asks(ctx: &Ctx) -> bool {
    ctx.standing().is_some_and(|standing| {
        let mut roles = standing.roles.iter();
        roles.any(|(role, _)| matches!(role, Role::MembershipOfficer | Role::Dpo))
    })
}

/// What somebody is there for who checks the offices; nothing of whoever holds one, which counts more.
fn keeps(roles: &[Role]) -> Vec<&'static str> {
    if roles.iter().any(|role| role.is_office()) {
        return Vec::new();
    }
    let keys = roles.iter().map(|role| match role {
        Role::Committee => Some("accounts-keeps-committee"),
        Role::Auditor => Some("accounts-keeps-auditor"),
        Role::MembershipOfficer
        | Role::ReturningOfficer
        | Role::Dpo
        | Role::Approver
        | Role::Organiser
        | Role::Caller => None,
    });
    keys.flatten().collect()
}

#[derive(Deserialize)]
struct ReasonForm {
    csrf: String,
    #[serde(default)]
    reason: String,
    #[serde(default)]
    second: String,
}

/// What a form says of the second person: a day, where it is ticked that nobody else can decide.
fn second(text: &str) -> Second {
    if text == "day" {
        Second::Day
    } else {
        Second::Person
    }
}

/// Asks for a new code for somebody who lost every way in: a second person approves it on the page of requests.
async fn ask_back(
    ctx: Ctx,
    Path(account): Path<String>,
    Form(form): Form<ReasonForm>,
) -> Result<Response, Problem> {
    ctx.check_form(&form.csrf)?;
    let account = account_of(&ctx, &account)?;
    let Ok(because) = Because::parse(&form.reason) else {
        return Ok(back(Said::Why).into_response());
    };
    let second = second(&form.second);
    let asked = actions::ask_back(&ctx, account, because, second).await?;
    Ok(sent(&asked, second)
        .unwrap_or_else(|| back(Said::NoRole))
        .into_response())
}

/// Where a browser goes that asked for something; none where it can't be asked for.
fn sent(asked: &Asked, second: Second) -> Option<Redirect> {
    match (asked, second) {
        (Asked::New { .. }, Second::Person) => Some(Redirect::to("/requests?said=asked")),
        (Asked::New { .. }, Second::Day) => Some(Redirect::to("/requests?said=asked-alone")),
        (Asked::Already(_), _) => Some(Redirect::to("/requests?said=already")),
        (Asked::Not(_), _) => None,
    }
}

/// Asks for a code for somebody who has left: a second person approves it on the page of requests.
async fn ask_record(
    ctx: Ctx,
    Path(account): Path<String>,
    Form(form): Form<ReasonForm>,
) -> Result<Response, Problem> {
    ctx.check_form(&form.csrf)?;
    let account = account_of(&ctx, &account)?;
    let Ok(because) = Because::parse(&form.reason) else {
        return Ok(back(Said::Why).into_response());
    };
    let asked = actions::ask_record(&ctx, account, because).await?;
    let to = sent(&asked, Second::Person);
    Ok(to.unwrap_or_else(|| back(Said::NotLeft)).into_response())
}

fn back(said: Said) -> Redirect {
    Redirect::to(&format!("/accounts?said={}", said.code()))
}

async fn shut(
    ctx: Ctx,
    Path(account): Path<String>,
    Form(form): Form<CsrfForm>,
) -> Result<Response, Problem> {
    ctx.check_form(&form.csrf)?;
    actions::shut(&ctx, account_of(&ctx, &account)?).await?;
    Ok(back(Said::Shut).into_response())
}

async fn stop(
    ctx: Ctx,
    Path(account): Path<String>,
    Form(form): Form<CsrfForm>,
) -> Result<Response, Problem> {
    ctx.check_form(&form.csrf)?;
    let said = if actions::stop(&ctx, account_of(&ctx, &account)?).await? {
        Said::Stopped
    } else {
        Said::NothingWaits
    };
    Ok(Redirect::to(&format!("/?said={}", said.code())).into_response())
}
