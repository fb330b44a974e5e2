//! Installing webhooks, and seeing what they were told.

use switchboard_store::hooks::{self, Installed, Listed, New, Rotated, Shown};
use switchboard_store::rules::hook::{Address, AddressError};
use switchboard_store::rules::ids::{CampaignId, HookId};

use crate::ctx::Ctx;
use crate::problem::Problem;

/// An address as it is typed, where calls may go there.
pub fn address(
    ctx: &Ctx,
    campaign: Option<CampaignId>,
    text: &str,
) -> Result<Address, AddressError> {
    let kind = ctx.app.world.meta().kind;
    let config = &ctx.app.front.config.hooks;
    let reach = crate::hooks::reach(kind, config, campaign.is_some());
    let address = Address::parse(text, reach)?;
    match campaign {
        Some(_) => address.for_campaign(reach),
        None => Ok(address),
    }
}

/// The webhooks of the organisation, or of a campaign.
pub async fn list(ctx: &Ctx, campaign: Option<CampaignId>) -> Result<Listed, Problem> {
    ctx.act("hooks", move |tx| hooks::list(tx, campaign))
        .await
        .map(|(listed, _)| listed)
}

/// One webhook.
pub async fn show(ctx: &Ctx, hook: HookId) -> Result<Shown, Problem> {
    ctx.act("hook", move |tx| hooks::show(tx, hook))
        .await
        .map(|(shown, _)| shown)
}

/// Installs one.
pub async fn install(ctx: &Ctx, new: New) -> Result<Installed, Problem> {
    ctx.act("hook-install", move |tx| hooks::install(tx, &new))
        .await
        .map(|(installed, _)| installed)
}

/// Makes one a new secret; whoever takes it over names its address.
pub async fn rotate(ctx: &Ctx, hook: HookId, address: Option<Address>) -> Result<Rotated, Problem> {
    ctx.act("hook-rotate", move |tx| {
        hooks::rotate(tx, hook, address.as_ref())
    })
    .await
    .map(|(rotated, _)| rotated)
}

/// Ends the secret of before at once; answers whether one was valid still.
pub async fn end_before(ctx: &Ctx, hook: HookId) -> Result<bool, Problem> {
    ctx.act("hook-end-before", move |tx| hooks::end_before(tx, hook))
        .await
        .map(|(ended, _)| ended)
}

/// Sends one a test; answers whether it is told anything.
pub async fn test(ctx: &Ctx, hook: HookId) -> Result<bool, Problem> {
    ctx.act("hook-test", move |tx| hooks::test(tx, hook))
        .await
        .map(|(sent, _)| sent)
}

/// Removes one; answers whose it was.
pub async fn remove(ctx: &Ctx, hook: HookId) -> Result<Option<CampaignId>, Problem> {
    ctx.act("hook-remove", move |tx| hooks::remove(tx, hook))
        .await
        .map(|(whose, _)| whose)
}
