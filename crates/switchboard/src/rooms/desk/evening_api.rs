//! A caller's own evening over JSON, and where they would like to ring. Ending an evening is handing the card back with `stop`.

use std::sync::Arc;

use axum::response::Response;
use axum::routing::get;
use axum::{Json, Router};
use serde::{Deserialize, Serialize};
use switchboard_store::desk::{NEAR_MAX, NearSet};
use switchboard_store::rules::person::BranchName;
use utoipa::ToSchema;

use super::{actions, bank_of};
use crate::app::App;
use crate::ctx::Ctx;
use crate::problem::Problem;
use crate::taking::{self, Path};

/// The addresses.
pub fn routes() -> Router<Arc<App>> {
    Router::new()
        .route("/api/v1/banks/{bank}/evening", get(own_evening))
        .route("/api/v1/desk/branches", get(branches).post(set_branches))
}

/// One's own evening. They are the account's own calls, so nothing is rounded.
#[derive(Serialize, ToSchema)]
pub(crate) struct EveningBody {
    /// Cards this evening, in the whole contest.
    cards: u32,
    /// Numbers seen this evening, in the whole contest.
    numbers: u32,
    /// What came of the account's cards in this bank so far.
    outcomes: Vec<OwnOutcomeBody>,
    /// Cards left until the hour is over.
    left_this_hour: u32,
    /// Cards left until the evening is over.
    left_this_evening: u32,
    /// Cards left until the contest is over.
    left_this_contest: u32,
}

/// How often something came of one's own cards.
#[derive(Serialize, ToSchema)]
pub(crate) struct OwnOutcomeBody {
    /// The outcome's code; unreported where nobody said.
    outcome: String,
    /// How often.
    count: u64,
}

#[utoipa::path(get, path = "/api/v1/banks/{bank}/evening", tag = "desk",
    params(("bank" = String, Path, description = "the bank's id")),
    responses((status = 200, body = EveningBody, description = "one's own evening")))]
pub(crate) async fn own_evening(ctx: Ctx, Path(bank): Path<String>) -> Result<Response, Problem> {
    let evening = actions::evening(&ctx, bank_of(&ctx, &bank)?).await?;
    let outcomes = evening.outcomes.into_iter();
    let left = evening.screen.left;
    Ok(crate::api::no_store(Json(EveningBody {
        cards: evening.cards,
        numbers: evening.numbers,
        outcomes: outcomes
            .map(|(outcome, count)| OwnOutcomeBody { outcome, count })
            .collect(),
        left_this_hour: left.hour,
        left_this_evening: left.evening,
        left_this_contest: left.contest,
    })))
}

/// Where one would like to ring.
#[derive(Serialize, ToSchema)]
pub(crate) struct BranchesBody {
    /// Names of branches.
    branches: Vec<String>,
    /// kept, or tomorrow: they were named this evening already; empty where nothing was asked to be kept.
    answer: &'static str,
}

async fn as_kept(ctx: &Ctx, answer: &'static str) -> Result<Response, Problem> {
    let branches = actions::near(ctx).await?;
    Ok(crate::api::no_store(Json(BranchesBody {
        branches,
        answer,
    })))
}

#[utoipa::path(get, path = "/api/v1/desk/branches", tag = "desk",
    responses((status = 200, body = BranchesBody, description = "the branches")))]
pub(crate) async fn branches(ctx: Ctx) -> Result<Response, Problem> {
    as_kept(&ctx, "").await
}

/// Where one would like to ring from here on.
#[derive(Deserialize, ToSchema)]
pub(crate) struct SetBranchesBody {
    /// Names of branches, once an evening; none takes it back at any time. What isn't in the tree is dropped.
    #[schema(schema_with = names)]
    branches: Vec<String>,
}

fn names() -> utoipa::openapi::RefOr<utoipa::openapi::Schema> {
    use utoipa::openapi::schema::{ArrayBuilder, ObjectBuilder, Type};
    let name = ObjectBuilder::new().schema_type(Type::String);
    let list = ArrayBuilder::new().items(name.max_length(Some(BranchName::CHARS_MAX)));
    list.max_items(Some(NEAR_MAX)).into()
}

#[utoipa::path(post, path = "/api/v1/desk/branches", tag = "desk", request_body = SetBranchesBody,
    responses((status = 200, body = BranchesBody, description = "the branches that are kept")))]
pub(crate) async fn set_branches(
    ctx: Ctx,
    taking::Json(body): taking::Json<SetBranchesBody>,
) -> Result<Response, Problem> {
    // Whoever may name none is refused before what they sent is looked at.
    actions::near(&ctx).await?;
    let names = body.branches.iter().map(|name| BranchName::parse(name));
    let names = names.collect::<Result<Vec<_>, _>>();
    let names = names.map_err(|error| ctx.misfit("/branches", error))?;
    if names.len() > NEAR_MAX {
        return Err(ctx.misfit("/branches", "name at most five"));
    }
    let answer = match actions::set_near(&ctx, names).await? {
        NearSet::Kept => "kept",
        NearSet::Tomorrow => "tomorrow",
    };
    as_kept(&ctx, answer).await
}
