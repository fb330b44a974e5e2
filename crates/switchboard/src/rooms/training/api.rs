//! Training over JSON: how far one is oneself, how far a campaign's callers are, and which bank wants it. Practising itself is done on pages.

use std::sync::Arc;

use axum::response::Response;
use axum::routing::{get, post};
use axum::{Json, Router};
use serde::{Deserialize, Serialize};
use switchboard_store::rules::ids::{AccountId, BankId, CampaignId};
use switchboard_store::rules::moment::Moment;
use switchboard_store::training::{Did, Wish};
use utoipa::ToSchema;
use utoipa::openapi::{RefOr, Schema};

use super::actions;
use crate::app::App;
use crate::ctx::Ctx;
use crate::problem::{Problem, What};
use crate::taking::{self, Path};

/// The room's API addresses.
pub fn routes() -> Router<Arc<App>> {
    Router::new()
        .route("/api/v1/training", get(own_training))
        .route(
            "/api/v1/campaigns/{campaign}/training",
            get(campaign_training),
        )
        .route("/api/v1/banks/{bank}/training", post(ask_training))
}

/// One's own training.
#[derive(Serialize, ToSchema)]
pub(crate) struct OwnTrainingBody {
    /// When this account last finished practising, in milliseconds since 1970 began in UTC; null where it hasn't.
    practised_at_ms: Option<i64>,
    /// When it read the notice in its words of now; null where it hasn't.
    read_at_ms: Option<i64>,
}

#[utoipa::path(get, path = "/api/v1/training", tag = "training",
    responses((status = 200, body = OwnTrainingBody, description = "how far this account is")))]
pub(crate) async fn own_training(ctx: Ctx) -> Result<Response, Problem> {
    let own = actions::trained(&ctx).await?;
    Ok(crate::api::no_store(Json(OwnTrainingBody {
        practised_at_ms: own.practised_at.map(Moment::millis),
        read_at_ms: own.read_at.map(Moment::millis),
    })))
}

/// A campaign's training.
#[derive(Serialize, ToSchema)]
pub(crate) struct CampaignTrainingBody {
    /// At most 200 who ring or lead here.
    people: Vec<TrainedBody>,
    /// Its banks.
    banks: Vec<BankTrainingBody>,
    /// What to send as `after` for the next page; null at the end.
    after: Option<String>,
}

/// Somebody's training.
#[derive(Serialize, ToSchema)]
pub(crate) struct TrainedBody {
    /// Their name, as colleagues know them.
    name: String,
    /// Whether they have practised.
    practised: DidBody,
    /// Whether they have read the notice in its words of now.
    read: DidBody,
}

/// Whether something was done.
#[derive(Serialize, ToSchema)]
pub(crate) struct DidBody {
    /// yes, no, or before: before they came to this campaign, which isn't told when.
    done: &'static str,
    /// When, in milliseconds since 1970 began in UTC; null where that isn't told.
    at_ms: Option<i64>,
}

impl From<Did> for DidBody {
    fn from(did: Did) -> Self {
        let (done, at) = match did {
            Did::NotYet => ("no", None),
            Did::Before => ("before", None),
            Did::At(at) => ("yes", Some(at.millis())),
        };
        Self { done, at_ms: at }
    }
}

/// What a bank wants of its callers.
#[derive(Serialize, ToSchema)]
pub(crate) struct BankTrainingBody {
    /// The bank's id.
    bank: String,
    /// Its name.
    name: String,
    /// Since when it deals cards only to those who have practised and read the notice; null where to everybody.
    since_ms: Option<i64>,
}

#[derive(Deserialize)]
pub(crate) struct Wanted {
    after: Option<String>,
}

#[utoipa::path(get, path = "/api/v1/campaigns/{campaign}/training", tag = "training",
    params(("campaign" = String, Path, description = "the campaign's id"), ("after" = Option<String>, Query, max_length = 40, description = "where the page begins")),
    responses((status = 200, body = CampaignTrainingBody, description = "who is trained, and which banks want it")))]
pub(crate) async fn campaign_training(
    ctx: Ctx,
    Path(campaign): Path<String>,
    taking::Query(wanted): taking::Query<Wanted>,
) -> Result<Response, Problem> {
    let id = CampaignId::parse(&campaign).map_err(|_| ctx.problem(What::NotFound))?;
    let after = wanted.after.as_deref().filter(|text| !text.is_empty());
    let after = after.map(AccountId::parse).transpose();
    let after = after.map_err(|_| ctx.problem(What::NotFound))?;
    let found = actions::of_campaign(&ctx, id, after).await?;
    let people = found.people.into_iter().map(|one| TrainedBody {
        name: one.name,
        practised: one.practised.into(),
        read: one.read.into(),
    });
    let mut people: Vec<TrainedBody> = people.collect();
    people.sort_by(|a, b| a.name.cmp(&b.name));
    let banks = found.banks.into_iter().map(|one| BankTrainingBody {
        bank: one.bank.to_string(),
        name: one.name,
        since_ms: one.since.map(Moment::millis),
    });
    Ok(crate::api::no_store(Json(CampaignTrainingBody {
        people,
        banks: banks.collect(),
        after: found.next.map(|next| next.to_string()),
    })))
}

/// What a bank is to want of its callers.
#[derive(Deserialize, ToSchema)]
pub(crate) struct AskTrainingBody {
    /// `practice`: that they have practised and read the notice; `nothing`.
    #[schema(schema_with = wishes)]
    wish: String,
}

fn wishes() -> RefOr<Schema> {
    crate::api::one_of(["practice", "nothing"])
}

/// What it wants from here on.
#[derive(Serialize, ToSchema)]
pub(crate) struct AskedTrainingBody {
    /// practice or nothing.
    wish: &'static str,
}

#[utoipa::path(post, path = "/api/v1/banks/{bank}/training", tag = "training", request_body = AskTrainingBody,
    params(("bank" = String, Path, description = "the bank's id")),
    responses((status = 200, body = AskedTrainingBody, description = "what it wants; cards that are out stay where they are")))]
pub(crate) async fn ask_training(
    ctx: Ctx,
    Path(bank): Path<String>,
    taking::Json(body): taking::Json<AskTrainingBody>,
) -> Result<Response, Problem> {
    let bank = BankId::parse(&bank).map_err(|_| ctx.problem(What::NotFound))?;
    let (wish, said) = match body.wish.as_str() {
        "practice" => (Wish::Practice, "practice"),
        _ => (Wish::Nothing, "nothing"),
    };
    actions::ask(&ctx, bank, wish).await?;
    Ok(crate::api::no_store(Json(AskedTrainingBody { wish: said })))
}
