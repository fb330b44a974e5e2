//! A campaign's people over JSON: whom its organisers invited to ring, and who has joined, as their page lists them. Inviting, codes and
//! links are on pages alone; no answer here holds one, nor an address or a number that was typed.

use std::sync::Arc;

use axum::response::Response;
use axum::routing::get;
use axum::{Json, Router};
use serde::{Deserialize, Serialize};
use switchboard_store::door::invitations::{Bank, Invited, Page, State as Stands};
use switchboard_store::rules::moment::Moment;
use utoipa::ToSchema;

use super::{actions, has_post, page_of};
use crate::app::App;
use crate::ctx::Ctx;
use crate::problem::{Problem, What};
use crate::taking::{self, Path, campaign_of};

/// The room's API address.
pub fn routes() -> Router<Arc<App>> {
    Router::new().route("/api/v1/campaigns/{campaign}/people", get(campaign_people))
}

/// Whom a campaign invited to ring.
#[derive(Serialize, ToSchema)]
pub(crate) struct CampaignPeopleBody {
    /// The campaign's name.
    campaign: String,
    /// Whether this account organises all of it; otherwise only those are here who were invited for its own banks.
    is_whole: bool,
    /// At most 50, the latest first.
    people: Vec<InvitedBody>,
    /// What to send as `after` for the next page; null at the end. Another one may follow where this one is short.
    after: Option<String>,
}

/// Somebody who was invited to ring.
#[derive(Serialize, ToSchema)]
pub(crate) struct InvitedBody {
    /// Their name, as whoever invited them wrote it; the account's, once they have joined.
    name: String,
    /// The id of the bank that they were invited for; null for the whole campaign.
    bank: Option<String>,
    /// What that bank is called; null also where it is closed.
    bank_name: Option<String>,
    /// open (nobody has used the invitation yet), expired (nobody did in time) or joined.
    state: &'static str,
    /// Until when it can be used, or could, in milliseconds since 1970 UTC; null where they have joined.
    until_ms: Option<i64>,
    /// When they joined, in milliseconds since 1970 UTC; null where they haven't.
    joined_at_ms: Option<i64>,
    /// Whether the link of an open one was sent by letter; the others were handed theirs.
    is_mailed: bool,
}

impl InvitedBody {
    fn of(ctx: &Ctx, one: Invited, banks: &[Bank]) -> Self {
        let (state, until, joined_at) = match one.state {
            Stands::Open(until) => ("open", Some(until), None),
            Stands::Expired(until) => ("expired", Some(until), None),
            Stands::Joined(at) => ("joined", None, Some(at)),
        };
        let bank = banks.iter().find(|bank| Some(bank.id) == one.bank);
        Self {
            name: one.label,
            bank: one.bank.map(|bank| bank.to_string()),
            bank_name: bank.map(|bank| bank.name.clone()),
            state,
            until_ms: until.map(Moment::millis),
            joined_at_ms: joined_at.map(Moment::millis),
            is_mailed: state == "open" && one.is_mailed && has_post(ctx),
        }
    }
}

#[derive(Deserialize)]
pub(crate) struct Wanted {
    after: Option<String>,
}

#[utoipa::path(get, path = "/api/v1/campaigns/{campaign}/people", tag = "campaigns",
    params(("campaign" = String, Path, description = "the campaign's id"), ("after" = Option<String>, Query, max_length = 48, description = "where the page begins")),
    responses((status = 200, body = CampaignPeopleBody, description = "whom its organisers invited, and who has joined")))]
pub(crate) async fn campaign_people(
    ctx: Ctx,
    Path(campaign): Path<String>,
    taking::Query(wanted): taking::Query<Wanted>,
) -> Result<Response, Problem> {
    let campaign = campaign_of(&ctx, &campaign)?;
    let page = match wanted.after.as_deref().filter(|text| !text.is_empty()) {
        Some(text) => page_of(text).ok_or_else(|| ctx.problem(What::NotFound))?,
        None => Page::FIRST,
    };
    let found = actions::people(&ctx, campaign, page).await?;
    let banks = found.banks;
    let people = found.invited.into_iter();
    let people = people.map(|one| InvitedBody::of(&ctx, one, &banks));
    Ok(crate::api::no_store(Json(CampaignPeopleBody {
        campaign: found.campaign,
        is_whole: found.is_whole,
        people: people.collect(),
        after: found.next.map(super::after),
    })))
}
