//! The organiser's acts.

use switchboard_store::audiences;
use switchboard_store::banks::{
    self, Added, BankLine, Beside, Cloning, Look, Ordered, Progress, Source, Wanted, Watched,
};
use switchboard_store::desk::{self, MayAskWhy, Why};
use switchboard_store::rules::audience::Field;
use switchboard_store::rules::counts::Safe;
use switchboard_store::rules::deal::Order;
use switchboard_store::rules::ids::{BankId, CampaignId};
use switchboard_store::rules::moment::Span;

use crate::ctx::Ctx;
use crate::problem::Problem;

/// A bank's progress in safe counts.
pub async fn watch(ctx: &Ctx, bank: BankId, look: Look) -> Result<Watched, Problem> {
    ctx.act("bank-watch", move |tx| banks::watch(tx, bank, look))
        .await
        .map(|(watched, _)| watched)
}

/// Begins a live page.
pub async fn begin_watching(ctx: &Ctx, bank: BankId) -> Result<(), Problem> {
    ctx.act("bank-watch-live", move |tx| banks::begin_watching(tx, bank))
        .await
        .map(|_| ())
}

/// Whether a live page may go on, and whether it may for as long as `ahead` unless something changes.
pub async fn go_on(ctx: &Ctx, bank: BankId, ahead: Span) -> Result<bool, Problem> {
    ctx.act("bank-go-on", move |tx| banks::go_on(tx, bank, ahead))
        .await
        .map(|(lasts, _)| lasts)
}

/// Why some of a bank's members can't be rung now: read beside the writer.
pub async fn why(ctx: &Ctx, may: Option<MayAskWhy>) -> Result<Why, Problem> {
    let Some(may) = may else {
        return Ok(Why::default());
    };
    let (world, now) = (ctx.app.world.clone(), ctx.now);
    ctx.blocking(move || desk::why(&world, &may, now)).await
}

/// Opens or pauses a bank.
pub async fn set(ctx: &Ctx, bank: BankId, wanted: Wanted) -> Result<(), Problem> {
    ctx.act("bank-set", move |tx| banks::set_open(tx, bank, wanted))
        .await
        .map(|_| ())
}

/// Closes a bank for good.
pub async fn close(ctx: &Ctx, bank: BankId) -> Result<(), Problem> {
    ctx.act("bank-close", move |tx| banks::close(tx, bank))
        .await
        .map(|_| ())
}

/// About how many wait to be rung again by a bank.
pub async fn asked_again(ctx: &Ctx, bank: BankId) -> Result<Safe, Problem> {
    ctx.act("bank-asked-again", move |tx| banks::asked_again(tx, bank))
        .await
        .map(|(many, _)| many)
}

/// What a copy of a bank would have.
pub async fn cloned_from(ctx: &Ctx, bank: BankId) -> Result<Source, Problem> {
    ctx.act("bank-cloned-from", move |tx| banks::cloned_from(tx, bank))
        .await
        .map(|(source, _)| source)
}

/// Makes a copy of a bank, of which this is the source. Where it rings some alone, the members of its contest are counted first.
pub async fn clone_bank(ctx: &Ctx, new: Cloning, source: &Source) -> Result<Added, Problem> {
    if !source.audience.is_empty() || source.sample.is_some() {
        let (world, now, contest) = (ctx.app.world.clone(), ctx.now, source.contest);
        let campaign = source.campaign;
        let mut chosen = source.audience.iter().map(|one| one.choice.field());
        let asks_calls = chosen.any(|field| field == Field::Spoken);
        ctx.blocking(move || {
            let is_there = audiences::prepare(&world, contest, now)?;
            if is_there && asks_calls {
                audiences::prepare_own(&world, (campaign, contest), now)?;
            }
            Ok(is_there)
        })
        .await?;
    }
    ctx.act("bank-clone", move |tx| banks::clone_bank(tx, &new))
        .await
        .map(|(added, _)| added)
}

/// How far a bank is with each group, brought up to date where so many more were done with that it may be. To be asked after
/// [`watch`], which says whether one may.
pub async fn groups(ctx: &Ctx, bank: BankId) -> Result<Progress, Problem> {
    let (world, now) = (ctx.app.world.clone(), ctx.now);
    ctx.blocking(move || banks::bring_up_to_date(&world, bank, now))
        .await?;
    ctx.act("bank-groups", move |tx| banks::groups(tx, bank))
        .await
        .map(|(progress, _)| progress)
}

/// Which banks side by side go on being seen, and whether they may for as long as `ahead` unless something changes.
pub async fn go_on_beside(
    ctx: &Ctx,
    campaign: CampaignId,
    ahead: Span,
) -> Result<(Vec<BankId>, bool), Problem> {
    ctx.act("bank-go-on-beside", move |tx| {
        banks::go_on_beside(tx, campaign, ahead)
    })
    .await
    .map(|(seen, _)| seen)
}

/// These banks side by side, on a page that is open.
pub async fn those_beside(ctx: &Ctx, of: Vec<BankId>) -> Result<Vec<Beside>, Problem> {
    ctx.act("bank-beside-goes-on", move |tx| {
        banks::those_beside(tx, &of, Look::GoesOn)
    })
    .await
    .map(|(banks, _)| banks)
}

/// Chooses in which order a paused bank deals.
pub async fn set_order(ctx: &Ctx, bank: BankId, order: Order) -> Result<Ordered, Problem> {
    ctx.act("bank-order", move |tx| banks::set_order(tx, bank, order))
        .await
        .map(|(ordered, _)| ordered)
}

/// A campaign's banks side by side.
pub async fn side_by_side(ctx: &Ctx, campaign: CampaignId) -> Result<Vec<Beside>, Problem> {
    ctx.act("bank-beside", move |tx| banks::side_by_side(tx, campaign))
        .await
        .map(|(banks, _)| banks)
}

/// The banks where one may ring or watch.
pub async fn own(ctx: &Ctx) -> Result<Vec<BankLine>, Problem> {
    ctx.act("bank-list", banks::own_banks)
        .await
        .map(|(lines, _)| lines)
}
