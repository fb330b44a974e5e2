//! What the room asks of the store.

use std::sync::Arc;

use switchboard_store::fairness::{self, Board, LotShown, Lotted, Measured, Own};
use switchboard_store::rules::fairness::draw::{Fingerprint, Words};
use switchboard_store::rules::ids::{CampaignId, ContestId};

use crate::ctx::Ctx;
use crate::problem::Problem;

/// The contests that everybody may look at.
pub async fn contests(ctx: &Ctx) -> Result<Arc<Vec<(ContestId, String)>>, Problem> {
    let (world, now) = (ctx.app.world.clone(), ctx.now);
    let read = move || fairness::contests(&world, now);
    ctx.app.contests.get(ctx, (), read).await
}

/// One contest with its figures; none where everybody's list doesn't have it, so that nobody asks the store for what isn't there.
pub async fn board(
    ctx: &Ctx,
    contest: ContestId,
) -> Result<Option<(Arc<Option<Board>>, Arc<Measured>)>, Problem> {
    let listed = contests(ctx).await?;
    if !listed.iter().any(|(id, _)| *id == contest) {
        return Ok(None);
    }
    let (world, now) = (ctx.app.world.clone(), ctx.now);
    let read = move || fairness::board(&world, contest, now);
    let board = ctx.app.boards.get(ctx, contest, read).await?;
    let is_over = board.as_ref().as_ref().is_some_and(|board| board.is_over);
    let world = ctx.app.world.clone();
    let read = move || fairness::measured(&world, contest, is_over, now);
    let measured = ctx.app.measured.get(ctx, (contest, is_over), read).await?;
    Ok(Some((board, measured)))
}

/// A campaign as those who work for it, and those who run the contest, see it.
pub async fn own(ctx: &Ctx, campaign: CampaignId) -> Result<Own, Problem> {
    ctx.act("campaign", move |tx| fairness::own(tx, campaign))
        .await
        .map(|(own, _)| own)
}

/// Hands in the fingerprint of a campaign's own words for the draw.
pub async fn add_lot(
    ctx: &Ctx,
    campaign: CampaignId,
    fingerprint: Fingerprint,
) -> Result<Lotted, Problem> {
    ctx.act("draw-lot", move |tx| {
        fairness::add_lot(tx, campaign, fingerprint)
    })
    .await
    .map(|(lotted, _)| lotted)
}

/// Shows a campaign's own words, when every fingerprint is in: they are published.
pub async fn show_lot(ctx: &Ctx, campaign: CampaignId, words: Words) -> Result<LotShown, Problem> {
    ctx.act("draw-words", move |tx| {
        fairness::show_lot(tx, campaign, &words)
    })
    .await
    .map(|(shown, _)| shown)
}
