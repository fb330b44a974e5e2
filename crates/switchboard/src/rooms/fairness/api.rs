//! A campaign's part in the draw over JSON, as its own page has it. Handing in a fingerprint and showing words is done on the page.

use std::sync::Arc;

use axum::response::Response;
use axum::routing::get;
use axum::{Json, Router};
use serde::Serialize;
use switchboard_store::rules::fairness::draw::{Stage, Standing};
use switchboard_store::rules::moment::Moment;
use utoipa::ToSchema;

use super::{actions, print, shown};
use crate::app::App;
use crate::ctx::Ctx;
use crate::problem::Problem;
use crate::taking::{Path, campaign_of};

/// The room's API address.
pub fn routes() -> Router<Arc<App>> {
    Router::new().route("/api/v1/campaigns/{campaign}/draw", get(campaign_draw))
}

/// A campaign's part in its contest's draw.
#[derive(Serialize, ToSchema)]
pub(crate) struct CampaignDrawBody {
    /// The campaign's name.
    campaign: String,
    /// The contest's id.
    contest_id: String,
    /// The contest's name.
    contest: String,
    /// What campaigns may do now: fingerprints (hand one in, or another in its place), words (show those of the fingerprint that was
    /// handed in) or over (it is drawn); none, where the contest has no draw.
    stage: &'static str,
    /// Whether the campaign was added after those of the draw were fixed, and so has no part in it.
    is_left_out: bool,
    /// The fingerprint of its own words: SHA-256, as 64 hexadecimal digits; null where it handed in none.
    fingerprint: Option<String>,
    /// Its words, as they are published; null before it has shown them.
    words: Option<String>,
    /// Until when fingerprints are taken at the latest, in milliseconds since 1970 UTC; null where there is no draw.
    fingerprints_until_ms: Option<i64>,
    /// Until when words can be shown at least, in milliseconds since 1970 UTC; null before they can.
    words_until_ms: Option<i64>,
}

const fn stage_word(stage: Option<Stage>) -> &'static str {
    match stage {
        Some(Stage::Fingerprints) => "fingerprints",
        Some(Stage::Words) => "words",
        Some(Stage::Over) => "over",
        None => "none",
    }
}

#[utoipa::path(get, path = "/api/v1/campaigns/{campaign}/draw", tag = "campaigns",
    params(("campaign" = String, Path, description = "the campaign's id")),
    responses((status = 200, body = CampaignDrawBody, description = "its part in the draw, and how the draw stands")))]
pub(crate) async fn campaign_draw(
    ctx: Ctx,
    Path(campaign): Path<String>,
) -> Result<Response, Problem> {
    let own = actions::own(&ctx, campaign_of(&ctx, &campaign)?).await?;
    let words_until = own.draw.as_ref().and_then(Standing::words_until);
    Ok(crate::api::no_store(Json(CampaignDrawBody {
        contest_id: own.contest_id.to_string(),
        stage: stage_word(own.stage),
        is_left_out: own.is_left_out,
        fingerprint: own.part.as_ref().and_then(print),
        words: own.part.as_ref().and_then(shown),
        fingerprints_until_ms: own.draw.map(|draw| draw.fingerprints_until.millis()),
        words_until_ms: words_until.map(Moment::millis),
        campaign: own.name,
        contest: own.contest,
    })))
}
