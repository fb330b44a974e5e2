//! Where a caller would like to ring.

use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;
use switchboard_store::desk::{NEAR_MAX, NearSet};
use switchboard_store::rules::person::BranchName;

use super::actions;
use super::pages::{Near, NearSaid};
use crate::ctx::Ctx;
use crate::problem::Problem;
use crate::taking::{Form, Query};
use crate::web::page::Html;

#[derive(Deserialize)]
pub(super) struct Looked {
    #[serde(default)]
    said: String,
}

pub(super) async fn near(ctx: Ctx, Query(looked): Query<Looked>) -> Result<Html<Near>, Problem> {
    let branches = actions::near(&ctx).await?.join("\n");
    let said = match looked.said.as_str() {
        "kept" => NearSaid::Kept,
        "tomorrow" => NearSaid::Tomorrow,
        _ => NearSaid::Nothing,
    };
    Ok(page(&ctx, branches, said))
}

fn page(ctx: &Ctx, branches: String, said: NearSaid) -> Html<Near> {
    Html(Near {
        shell: ctx.shell(),
        branches,
        said,
    })
}

#[derive(Deserialize)]
pub(super) struct NearForm {
    csrf: String,
    branches: String,
}

pub(super) async fn keep(ctx: Ctx, Form(form): Form<NearForm>) -> Result<Response, Problem> {
    ctx.check_form(&form.csrf)?;
    // Whoever may name none is refused before what they typed is shown again.
    actions::near(&ctx).await?;
    let Some(branches) = named(&form.branches) else {
        return Ok(page(&ctx, form.branches, NearSaid::Many).into_response());
    };
    let said = match actions::set_near(&ctx, branches).await? {
        NearSet::Kept => "kept",
        NearSet::Tomorrow => "tomorrow",
    };
    Ok(Redirect::to(&format!("/desk/branches?said={said}")).into_response())
}

/// The names, one a line; none where there are too many or one can't be a branch's.
fn named(text: &str) -> Option<Vec<BranchName>> {
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    let names = lines.map(|line| BranchName::parse(line).ok());
    let names = names.collect::<Option<Vec<_>>>()?;
    (names.len() <= NEAR_MAX).then_some(names)
}
