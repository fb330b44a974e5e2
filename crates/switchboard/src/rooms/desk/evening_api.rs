//! A caller's own evening over JSON: its calls, a break from a bank, where they would like to ring and in which languages. Ending an evening
//! is handing the card back with `stop`.

use std::sync::Arc;

use axum::response::Response;
use axum::routing::{get, post};
use axum::{Json, Router};
use serde::{Deserialize, Serialize};
use switchboard_store::desk::{BreakTaken, NEAR_MAX, NearSet, TONGUES_MAX};
use switchboard_store::rules::person::{BranchName, Tongue};
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
        .route("/api/v1/banks/{bank}/break", post(take_break))
        .route("/api/v1/desk/branches", get(branches).post(set_branches))
        .route("/api/v1/desk/languages", get(languages).post(set_languages))
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

/// What became of it.
#[derive(Serialize, ToSchema)]
pub(crate) struct BreakBody {
    /// begun, also where it had before; or card-first: a card lies on the desk.
    answer: &'static str,
}

#[utoipa::path(post, path = "/api/v1/banks/{bank}/break", tag = "desk",
    params(("bank" = String, Path, description = "the bank's id")),
    responses((status = 200, body = BreakBody, description = "a break has begun, or why not; the next card ends it")))]
pub(crate) async fn take_break(ctx: Ctx, Path(bank): Path<String>) -> Result<Response, Problem> {
    let answer = match actions::take_break(&ctx, bank_of(&ctx, &bank)?).await? {
        BreakTaken::Begun => "begun",
        BreakTaken::CardFirst => "card-first",
    };
    Ok(crate::api::no_store(Json(BreakBody { answer })))
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

/// In which languages one rings beside the usual one.
#[derive(Serialize, ToSchema)]
pub(crate) struct LanguagesBody {
    /// Their BCP 47 codes.
    languages: Vec<String>,
    /// kept, or tomorrow: one more was named this evening already; empty where nothing was asked to be kept.
    answer: &'static str,
}

async fn as_said(ctx: &Ctx, answer: &'static str) -> Result<Response, Problem> {
    let tongues = actions::tongues(ctx).await?;
    let codes = tongues.iter().map(|tongue| tongue.code().to_owned());
    Ok(crate::api::no_store(Json(LanguagesBody {
        languages: codes.collect(),
        answer,
    })))
}

#[utoipa::path(get, operation_id = "own_languages", path = "/api/v1/desk/languages", tag = "desk",
    responses((status = 200, body = LanguagesBody, description = "the languages")))]
pub(crate) async fn languages(ctx: Ctx) -> Result<Response, Problem> {
    as_said(&ctx, "").await
}

/// In which languages one rings from here on.
#[derive(Deserialize, ToSchema)]
pub(crate) struct SetLanguagesBody {
    /// Codes of languages; another one once an evening, while those that were named can be left out at any time. The usual one goes
    /// without saying.
    #[schema(schema_with = codes)]
    languages: Vec<String>,
}

fn codes() -> utoipa::openapi::RefOr<utoipa::openapi::Schema> {
    crate::api::some_of(Tongue::all().map(Tongue::code), TONGUES_MAX)
}

#[utoipa::path(post, path = "/api/v1/desk/languages", tag = "desk", request_body = SetLanguagesBody,
    responses((status = 200, body = LanguagesBody, description = "the languages that are kept")))]
pub(crate) async fn set_languages(
    ctx: Ctx,
    taking::Json(body): taking::Json<SetLanguagesBody>,
) -> Result<Response, Problem> {
    // The description lets nothing through but codes.
    let tongues = body.languages.iter();
    let tongues = tongues.filter_map(|code| Tongue::from_code(code)).collect();
    let answer = match actions::set_tongues(&ctx, tongues).await? {
        NearSet::Kept => "kept",
        NearSet::Tomorrow => "tomorrow",
    };
    as_said(&ctx, answer).await
}
