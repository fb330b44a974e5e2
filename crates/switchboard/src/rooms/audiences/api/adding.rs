//! A new phone bank over JSON: all that the page's form takes, with the same rules and the same entries.

use std::sync::Arc;

use axum::response::Response;
use axum::routing::post;
use axum::{Json, Router};
use serde::{Deserialize, Serialize};
use switchboard_store::audiences::Counted;
use switchboard_store::banks::{Added, NewOwnBank};
use switchboard_store::rules::audience::{Audience, Spoken};
use switchboard_store::rules::deal::Order;
use switchboard_store::rules::ids::CampaignId;
use utoipa::ToSchema;
use utoipa::openapi::{RefOr, Schema};

use super::{MOVED, said};
use crate::app::App;
use crate::ctx::Ctx;
use crate::problem::Problem;
use crate::rooms::audiences::{actions, name_of};
use crate::taking::{self, campaign_of};

/// The address; banks side by side are seen at the same one.
pub(super) fn routes() -> Router<Arc<App>> {
    Router::new().route("/api/v1/campaigns/{campaign}/banks", post(add_bank))
}

/// A phone bank to be added. Whom it rings, and how many of them, is to be said: a field that is misspelt adds no bank of everybody.
#[derive(Deserialize, ToSchema)]
pub(crate) struct AddBankBody {
    /// Its name, which callers read. Spaces at its ends are dropped.
    #[schema(min_length = 1, max_length = 80)]
    name: String,
    /// Whom it rings, in the words of `…/audiences/count`, as in `kind=full,age=65+`; empty for everybody.
    #[schema(max_length = 1000)]
    audience: String,
    /// Of an answer (`spoken=answer-1`): the `state` that `…/audiences/answers` said beside it. In another state it may be another answer.
    #[schema(minimum = 1, maximum = 8)]
    state: Option<i64>,
    /// How many of them are drawn by chance; `null` for all of them.
    #[schema(required = true, minimum = 50, maximum = 9_999_999)]
    #[serde(deserialize_with = "said")]
    sample: Option<u32>,
    /// What to talk about, in plain words, until the bank gets one of the campaign's scripts; nothing where it is missing.
    #[serde(default)]
    #[schema(max_length = 4000)]
    script: String,
    /// Whether callers may write a free note; they may not where it is missing.
    #[serde(default)]
    notes: bool,
    /// In which order it deals; by chance where it is missing.
    #[serde(default)]
    #[schema(schema_with = orders)]
    order: String,
}

fn orders() -> RefOr<Schema> {
    crate::api::one_of(Order::ALL.iter().map(|order| order.code()))
}

impl AddBankBody {
    fn parsed(self, ctx: &Ctx, campaign: CampaignId) -> Result<NewOwnBank, Problem> {
        let name = name_of(&self.name);
        let name = name.ok_or_else(|| ctx.misfit("/name", "a name of 1 to 80 characters"))?;
        let audience = Audience::parse(&self.audience);
        let audience = audience.map_err(|error| ctx.misfit("/audience", error))?;
        if self.state.is_none() && matches!(audience.spoken(), Some(Spoken::Answered(_))) {
            return Err(ctx.misfit("/state", "the state of which the answer is"));
        }
        Ok(NewOwnBank {
            campaign,
            name,
            opening: String::new(),
            script: self.script,
            notes: self.notes,
            audience,
            state: self.state,
            sample: self.sample,
            // The description lets nothing through but an order's code, or nothing.
            order: Order::from_code(&self.order).unwrap_or_default(),
        })
    }
}

/// What became of it.
#[derive(Serialize, ToSchema)]
pub(crate) struct AddedBankBody {
    /// The bank's id; `null` where there is none. It is paused, and a job fills it.
    bank: Option<String>,
    /// added; withheld (too few, or nearly the same people as a larger group), unknown, book-full, not-ready, withdrawn, too-many (close one
    /// first), or ever-too-many (closed ones count too).
    answer: &'static str,
}

#[utoipa::path(post, path = "/api/v1/campaigns/{campaign}/banks", tag = "banks", request_body = AddBankBody,
    params(("campaign" = String, Path, description = "the campaign's id")),
    responses((status = 200, body = AddedBankBody, description = "the bank, or why there is none; a second time adds a second one"), (status = 409, description = "the answer is of another `state` than the one that stands: look at the answers again"), (status = 422, description = "the body can't be read, or is no bank; `errors` says where")))]
pub(crate) async fn add_bank(
    ctx: Ctx,
    taking::Path(campaign): taking::Path<String>,
    taking::Json(body): taking::Json<AddBankBody>,
) -> Result<Response, Problem> {
    let campaign = campaign_of(&ctx, &campaign)?;
    // Whoever may not is refused before what they sent is looked at, and the members are counted by now.
    actions::begin(&ctx, campaign).await?;
    let new = body.parsed(&ctx, campaign)?;
    let added = actions::add(&ctx, new).await?;
    let answer = match added {
        Added::Done(_) => "added",
        Added::Withdrawn => "withdrawn",
        Added::TooMany => "too-many",
        Added::EverTooMany => "ever-too-many",
        Added::NotCounted | Added::Not(Counted::Moved) => return Err(ctx.conflict(MOVED)),
        Added::Not(Counted::Unknown) => "unknown",
        Added::Not(Counted::BookFull) => "book-full",
        Added::Not(Counted::NotReady) => "not-ready",
        Added::Not(Counted::About(_) | Counted::Withheld) => "withheld",
    };
    let bank = match added {
        Added::Done(bank) => Some(bank.to_string()),
        _ => None,
    };
    Ok(crate::api::no_store(Json(AddedBankBody { bank, answer })))
}
