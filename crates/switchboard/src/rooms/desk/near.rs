//! Where a caller would like to ring.

use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;
use switchboard_store::desk::{NEAR_MAX, NearSet, TONGUES_MAX};
use switchboard_store::rules::person::{BranchName, Tongue};

use super::actions;
use super::pages::{Near, NearSaid, TongueLine};
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
    let tongues = actions::tongues(&ctx).await?;
    let said = match looked.said.as_str() {
        "kept" => NearSaid::Kept,
        "tomorrow" => NearSaid::Tomorrow,
        "languages" => NearSaid::Tongues,
        "languages-tomorrow" => NearSaid::TonguesTomorrow,
        _ => NearSaid::Nothing,
    };
    Ok(page(&ctx, (branches, &tongues), said))
}

fn page(ctx: &Ctx, (branches, spoken): (String, &[Tongue]), said: NearSaid) -> Html<Near> {
    let usual = Tongue::from_code(ctx.app.usual.language().code());
    let others = Tongue::all().filter(|tongue| Some(*tongue) != usual);
    let line = |tongue: Tongue| TongueLine {
        code: tongue.code(),
        label: tongue.label(),
        is_chosen: spoken.contains(&tongue),
    };
    Html(Near {
        shell: ctx.shell(),
        branches,
        tongues: others.map(line).collect(),
        usual: usual.unwrap_or(Tongue::ENGLISH).label(),
        said,
    })
}

/// As many fields as there are languages, and some.
const FIELDS_MAX: usize = 100;

pub(super) async fn keep_tongues(
    ctx: Ctx,
    Form(fields): Form<Vec<(String, String)>>,
) -> Result<Response, Problem> {
    let (mut csrf, mut spoken) = (String::new(), Vec::new());
    for (name, value) in fields.into_iter().take(FIELDS_MAX) {
        match name.as_str() {
            "csrf" => csrf = value,
            "language" => spoken.extend(Tongue::from_code(&value)),
            _ => {}
        }
    }
    ctx.check_form(&csrf)?;
    if spoken.len() > TONGUES_MAX {
        let branches = actions::near(&ctx).await?.join("\n");
        return Ok(page(&ctx, (branches, &spoken), NearSaid::ManyTongues).into_response());
    }
    let said = match actions::set_tongues(&ctx, spoken).await? {
        NearSet::Kept => "languages",
        NearSet::Tomorrow => "languages-tomorrow",
    };
    Ok(Redirect::to(&format!("/desk/branches?said={said}")).into_response())
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
        let tongues = actions::tongues(&ctx).await?;
        return Ok(page(&ctx, (form.branches, &tongues), NearSaid::Many).into_response());
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
