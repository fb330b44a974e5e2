//! The returning officer's acts.

use switchboard_store::contests::{self, Overview};
use switchboard_store::rules::ids::{CampaignId, ContestId};
use switchboard_store::walls::{self, Certificate};

use crate::ctx::Ctx;
use crate::problem::Problem;

/// A contest with its campaigns and accounts.
pub async fn overview(ctx: &Ctx, contest: ContestId) -> Result<Overview, Problem> {
    ctx.act("contest", move |tx| contests::overview(tx, contest))
        .await
        .map(|(overview, _)| overview)
}

/// The certificate of a campaign whose words are destroyed.
pub async fn certificate(ctx: &Ctx, campaign: CampaignId) -> Result<Certificate, Problem> {
    ctx.act("shredding", move |tx| walls::certificate(tx, campaign))
        .await
        .map(|(certificate, _)| certificate)
}
