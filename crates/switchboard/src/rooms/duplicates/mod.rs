//! Members who may stand on the roll twice: a page of pairs, two records beside each other, merging and undoing.

pub mod actions;
pub mod api;
mod comparing;
mod many;
pub mod pages;
mod show;

use std::sync::Arc;

use axum::Router;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use serde::Deserialize;
use switchboard_store::duplicates::{Compared, MergesAfter, Put, Told, Unmerged};
use switchboard_store::rules::ids::MergeId;
use switchboard_store::rules::roll::Part;

use crate::app::App;
use crate::ctx::Ctx;
use crate::problem::{Problem, What};
use crate::taking::{Form, Path, Query};
use crate::web::page::Html;
use pages::{Duplicates, ListSaid, Merges, MergesSaid};

/// The room's addresses.
pub fn routes() -> Router<Arc<App>> {
    Router::new()
        .route("/duplicates", get(list))
        .route("/duplicates/look", post(look))
        .route("/duplicates/apart", post(apart))
        .route("/duplicates/compare", post(begin))
        .route("/duplicates/merges", get(merges))
        .route("/duplicates/merges/{merge}/undo", post(undo))
        .merge(comparing::routes())
        .merge(many::routes())
}

#[derive(Deserialize)]
pub(crate) struct Wanted {
    after: Option<String>,
    said: Option<String>,
    left: Option<String>,
    stopped: Option<String>,
}

async fn list(ctx: Ctx, Query(wanted): Query<Wanted>) -> Result<Html<Duplicates>, Problem> {
    let after = wanted.after.as_deref().filter(|text| !text.is_empty());
    let after = after
        .map(|text| text.parse::<i64>().map_err(|_| ctx.problem(What::NotFound)))
        .transpose()?;
    let page = actions::page(&ctx, after).await?;
    let said = wanted.said.as_deref().and_then(ListSaid::parse);
    Ok(Html(show::list(&ctx, &page, said, after.is_some())))
}

#[derive(Deserialize)]
struct LookForm {
    csrf: String,
}

async fn look(ctx: Ctx, Form(form): Form<LookForm>) -> Result<Response, Problem> {
    ctx.check_form(&form.csrf)?;
    actions::seek(&ctx).await?;
    Ok(to_list(ListSaid::Looking))
}

fn to_list(said: ListSaid) -> Response {
    Redirect::to(&format!("/duplicates?said={}", said.code())).into_response()
}

#[derive(Deserialize)]
struct PairForm {
    csrf: String,
    one: String,
    other: String,
}

async fn apart(ctx: Ctx, Form(form): Form<PairForm>) -> Result<Response, Problem> {
    ctx.check_form(&form.csrf)?;
    let told = actions::tell_apart(&ctx, form.one, form.other).await?;
    Ok(to_list(said_of(told)))
}

const fn said_of(told: Told) -> ListSaid {
    match told {
        Told::Apart => ListSaid::Apart,
        Told::Stale => ListSaid::Stale,
    }
}

async fn begin(ctx: Ctx, Form(form): Form<PairForm>) -> Result<Response, Problem> {
    ctx.check_form(&form.csrf)?;
    Ok(match actions::begin(&ctx, form.one, form.other).await? {
        Compared::Looks(one, other) => {
            Redirect::to(&format!("/duplicates/compare/{one}/{other}")).into_response()
        }
        Compared::Stale => to_list(ListSaid::Stale),
    })
}

async fn merges(ctx: Ctx, Query(wanted): Query<Wanted>) -> Result<Html<Merges>, Problem> {
    let after = wanted.after.as_deref().filter(|text| !text.is_empty());
    let after = after
        .map(|text| MergesAfter::parse(text).ok_or_else(|| ctx.problem(What::NotFound)))
        .transpose()?;
    let made = actions::merges(&ctx, after).await?;
    let left = wanted.left.as_deref().unwrap_or_default();
    Ok(Html(Merges {
        shell: ctx.shell(),
        said: wanted.said.as_deref().and_then(MergesSaid::parse),
        left: left
            .split(',')
            .filter_map(Part::parse)
            .map(Part::label)
            .collect(),
        is_stopped: wanted.stopped.is_some(),
        merges: show::merges(&ctx, &made),
        after: made.after.map(|after| after.to_string()),
    }))
}

async fn undo(
    ctx: Ctx,
    Path(merge): Path<String>,
    Form(form): Form<LookForm>,
) -> Result<Response, Problem> {
    ctx.check_form(&form.csrf)?;
    let merge = MergeId::parse(&merge).map_err(|_| ctx.problem(What::NotFound))?;
    let (said, put) = match actions::unmerge(&ctx, merge).await? {
        Unmerged::Done(put) => (MergesSaid::Undone, put),
        Unmerged::Before => (MergesSaid::Before, Put::default()),
        Unmerged::Later => (MergesSaid::Later, Put::default()),
        Unmerged::Busy => (MergesSaid::Busy, Put::default()),
    };
    let left: Vec<&str> = put.left.iter().map(Part::word).collect();
    let mut to = format!("/duplicates/merges?said={}", said.code());
    if !left.is_empty() {
        to.push_str("&left=");
        to.push_str(&left.join(","));
    }
    if put.is_stopped {
        to.push_str("&stopped=yes");
    }
    Ok(Redirect::to(&to).into_response())
}
