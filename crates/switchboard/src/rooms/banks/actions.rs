//! The organiser's acts.

use switchboard_store::banks::{self, BankLine, Beside, Look, Ordered, Wanted, Watched};
use switchboard_store::desk::{self, MayAskWhy, Why};
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
