//! Branches: the tree they stand in, and exact totals over it for the annual return.

pub mod actions;
pub mod api;
pub mod pages;
mod table;

use std::sync::Arc;

use axum::Router;
use axum::http::header;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use serde::Deserialize;
use switchboard_store::branches::{Change, Changed};
use switchboard_store::rules::branches::{MoveError, Tree};
use switchboard_store::rules::ids::BranchId;
use switchboard_store::rules::person::BranchName;
use switchboard_store::rules::policy::{Role, Scope};

use crate::app::App;
use crate::ctx::Ctx;
use crate::problem::{Problem, What};
use crate::taking::{Form, Path, Query};
use crate::web::page::Html;
use pages::{Branch, Branches, Said};

/// The room's addresses.
pub fn routes() -> Router<Arc<App>> {
    Router::new()
        .route("/branches", get(totals).post(add))
        .route("/branches/totals.csv", get(sheet))
        .route("/branches/place", post(place))
        .route("/branches/{branch}", get(one).post(change))
}

#[derive(Deserialize)]
pub(crate) struct Wanted {
    year: Option<String>,
    said: Option<String>,
}

/// The year asked for, by default this one.
pub(crate) fn year_of(ctx: &Ctx, wanted: Option<&str>) -> Result<i16, Problem> {
    let this = ctx.app.world.zone().local(ctx.now).date.year;
    match wanted.map(str::trim).filter(|text| !text.is_empty()) {
        None => Ok(this),
        Some(text) => text
            .parse()
            .ok()
            .filter(|year| (1900..=this).contains(year))
            .ok_or_else(|| ctx.problem(What::NotFound)),
    }
}

async fn totals(ctx: Ctx, Query(wanted): Query<Wanted>) -> Result<Html<Branches>, Problem> {
    let year = year_of(&ctx, wanted.year.as_deref())?;
    let totals = actions::totals(&ctx, year).await?;
    let may_edit = ctx.standing().is_some_and(|standing| {
        let mut roles = standing.roles.iter();
        let keeps = |(role, scope): &(Role, Scope)| {
            *role == Role::MembershipOfficer && *scope == Scope::Organisation
        };
        roles.any(keeps)
    });
    let said = wanted.said.as_deref().and_then(Said::parse);
    Ok(Html(table::page(&ctx, &totals, may_edit, said)))
}

async fn sheet(ctx: Ctx, Query(wanted): Query<Wanted>) -> Result<Response, Problem> {
    let year = year_of(&ctx, wanted.year.as_deref())?;
    let totals = actions::totals(&ctx, year).await?;
    let name = format!("attachment; filename=\"totals-{year}.csv\"");
    let headers = [
        (header::CONTENT_TYPE, "text/csv; charset=utf-8".to_owned()),
        (header::CONTENT_DISPOSITION, name),
    ];
    let text = table::csv(&ctx, &totals).map_err(|_| ctx.problem(What::BadForm))?;
    Ok((headers, text).into_response())
}

#[derive(Deserialize)]
struct AddForm {
    csrf: String,
    name: String,
    parent: String,
}

async fn add(ctx: Ctx, Form(form): Form<AddForm>) -> Result<Response, Problem> {
    ctx.check_form(&form.csrf)?;
    let Ok(name) = BranchName::parse(&form.name) else {
        return Ok(to_list(Said::BadName));
    };
    let parent = place_of(&ctx, &form.parent)?;
    let changed = actions::change(&ctx, Change::Add { name, parent }).await?;
    Ok(to_list(Said::of(changed, Said::Added)))
}

#[derive(Deserialize)]
struct PlaceForm {
    csrf: String,
}

async fn place(ctx: Ctx, Form(form): Form<PlaceForm>) -> Result<Response, Problem> {
    ctx.check_form(&form.csrf)?;
    let year = year_of(&ctx, None)?;
    let names = actions::totals(&ctx, year).await?.unplaced();
    actions::place(&ctx, names).await?;
    Ok(to_list(Said::Placed))
}

async fn one(
    ctx: Ctx,
    Path(branch): Path<String>,
    Query(wanted): Query<Wanted>,
) -> Result<Html<Branch>, Problem> {
    let id = branch_of(&ctx, &branch)?;
    let tree = actions::tree(&ctx).await?;
    let said = wanted.said.as_deref().and_then(Said::parse);
    table::branch(&ctx, &tree, id, said)
        .map(Html)
        .ok_or_else(|| ctx.problem(What::NotFound))
}

#[derive(Deserialize)]
struct ChangeForm {
    csrf: String,
    #[serde(rename = "do")]
    what: String,
    #[serde(default)]
    name: String,
    #[serde(default)]
    to: String,
}

async fn change(
    ctx: Ctx,
    Path(branch): Path<String>,
    Form(form): Form<ChangeForm>,
) -> Result<Response, Problem> {
    ctx.check_form(&form.csrf)?;
    let branch = branch_of(&ctx, &branch)?;
    let (change, done) = match form.what.as_str() {
        "rename" => match BranchName::parse(&form.name) {
            Ok(name) => (Change::Rename { branch, name }, Said::Renamed),
            Err(_) => return Ok(to_branch(branch, Said::BadName)),
        },
        "move" => {
            let parent = place_of(&ctx, &form.to)?;
            (Change::Move { branch, parent }, Said::Moved)
        }
        "join" => {
            let into = branch_of(&ctx, &form.to)?;
            (Change::Join { branch, into }, Said::Joined)
        }
        _ => return Err(ctx.problem(What::BadForm)),
    };
    Ok(match actions::change(&ctx, change).await? {
        Changed::Done(branch) => to_branch(branch, done),
        refused => to_branch(branch, Said::of(refused, done)),
    })
}

impl Said {
    fn of(changed: Changed, done: Self) -> Self {
        match changed {
            Changed::Done(_) => done,
            Changed::Place(MoveError::Circle) => Self::Circle,
            Changed::Place(MoveError::Deep) => Self::Deep,
            Changed::Place(MoveError::Unknown) => Self::Unknown,
            Changed::NameTaken => Self::NameTaken,
            Changed::TooMany => Self::TooMany,
        }
    }
}

fn to_list(said: Said) -> Response {
    Redirect::to(&format!("/branches?said={}", said.code())).into_response()
}

fn to_branch(branch: BranchId, said: Said) -> Response {
    Redirect::to(&format!("/branches/{branch}?said={}", said.code())).into_response()
}

fn branch_of(ctx: &Ctx, text: &str) -> Result<BranchId, Problem> {
    BranchId::parse(text).map_err(|_| ctx.problem(What::NotFound))
}

/// A place to stand: under a branch, or at the top where nothing is chosen.
fn place_of(ctx: &Ctx, text: &str) -> Result<Option<BranchId>, Problem> {
    if text.is_empty() {
        return Ok(None);
    }
    branch_of(ctx, text).map(Some)
}

/// The branches of a tree as a list to choose from.
fn choices(tree: &Tree) -> Vec<pages::Choice> {
    let placed = tree.in_order();
    let choice = |placed: &switchboard_store::rules::branches::Placed<'_>| pages::Choice {
        branch: placed.branch.id.to_string(),
        name: placed.branch.name.clone(),
        depth: placed.depth,
    };
    placed.iter().map(choice).collect()
}
