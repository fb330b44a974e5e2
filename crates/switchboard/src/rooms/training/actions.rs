//! Practising, and what is recorded of it.

use std::net::IpAddr;

use switchboard_store::door;
use switchboard_store::practice::{self, Entered, Far, Who};
use switchboard_store::rules::ids::{AccountId, BankId, CampaignId};
use switchboard_store::training::{self, CampaignTraining, Own, Taken, Wish};

use crate::ctx::Ctx;
use crate::problem::{Problem, What};

/// One's own training, with a ticket to practice, which is made meanwhile.
pub async fn own(ctx: &Ctx) -> Result<Own, Problem> {
    let own = trained(ctx).await?;
    ctx.app.practice.want();
    Ok(own)
}

/// One's own training, for whoever doesn't go there now.
pub async fn trained(ctx: &Ctx) -> Result<Own, Problem> {
    ctx.account()?;
    let (seal, notice) = (ctx.app.practice.seal().clone(), ctx.app.notice);
    let act = ctx.act("training", move |tx| training::own(tx, &seal, notice));
    act.await.map(|(own, _)| own)
}

/// The notice was read.
pub async fn read_notice(ctx: &Ctx) -> Result<(), Problem> {
    let notice = ctx.app.notice;
    ctx.act("training-notice", move |tx| {
        training::read_notice(tx, notice)
    })
    .await
    .map(|_| ())
}

/// A receipt of practice comes back.
pub async fn take(ctx: &Ctx, receipt: String) -> Result<Taken, Problem> {
    let seal = ctx.app.practice.seal().clone();
    ctx.act("training-receipt", move |tx| {
        training::take(tx, &seal, &receipt)
    })
    .await
    .map(|(taken, _)| taken)
}

/// Who of a campaign is trained.
pub async fn of_campaign(
    ctx: &Ctx,
    campaign: CampaignId,
    after: Option<AccountId>,
) -> Result<CampaignTraining, Problem> {
    let notice = ctx.app.notice;
    ctx.act("training-campaign", move |tx| {
        training::of_campaign(tx, (campaign, after), notice)
    })
    .await
    .map(|(trained, _)| trained)
}

/// Says what a bank wants of its callers.
pub async fn ask(ctx: &Ctx, bank: BankId, wish: Wish) -> Result<(), Problem> {
    ctx.act("training-ask", move |tx| training::ask(tx, bank, wish))
        .await
        .map(|_| ())
}

/// What practice calls whoever asks, where they have a place now and didn't come too often, nor their address.
pub async fn may_enter(ctx: &Ctx, from: IpAddr) -> Result<Who, Problem> {
    let (limits, now) = (&ctx.app.limits, ctx.now);
    let too_many = |again| ctx.problem(What::TooMany(again));
    limits.enter(from, now).map_err(too_many)?;
    let seal = ctx.app.practice.seal().clone();
    let act = ctx.act("training-enter", move |tx| training::may_enter(tx, &seal));
    let (who, _) = act.await?;
    limits.enter_own(who, now).map_err(too_many)?;
    Ok(who)
}

/// In practice: whoever comes with their own ticket is let in; none where it is none, too old or used.
pub async fn enter(ctx: &Ctx, who: Who, ticket: String) -> Result<Option<Entered>, Problem> {
    let (app, now) = (std::sync::Arc::clone(&ctx.app), ctx.now);
    let words = ctx.words.clone();
    ctx.blocking(move || {
        let is_theirs = app.practice.seal().admit(&ticket, now)? == Some(who);
        if !is_theirs || !app.practice.spend(&ticket, now) {
            return Ok(None);
        }
        let called = words.t("practice-caller");
        practice::enter(&app.world, who, called, now).map(Some)
    })
    .await
}

/// In practice: the session of whoever asks is over.
pub async fn leave(ctx: &Ctx) -> Result<(), Problem> {
    let Some(key) = ctx.key else {
        return Ok(());
    };
    ctx.act("practice-leave", move |tx| door::sign_out(tx, key))
        .await
        .map(|_| ())
}

/// In practice: how far whoever asks is.
pub async fn far(ctx: &Ctx) -> Result<Far, Problem> {
    let (seal, notice) = (ctx.app.practice.seal().clone(), ctx.app.notice);
    ctx.act("practice-far", move |tx| practice::far(tx, &seal, notice))
        .await
        .map(|(far, _)| far)
}

/// In practice: the notice was read.
pub async fn read_in_practice(ctx: &Ctx) -> Result<(), Problem> {
    let notice = ctx.app.notice;
    ctx.act("practice-notice", move |tx| {
        training::read_in_practice(tx, notice)
    })
    .await
    .map(|_| ())
}
