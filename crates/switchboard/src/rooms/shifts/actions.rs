//! Planning shifts, and taking places in them.

use switchboard_store::rules::ids::{CampaignId, ShiftId};
use switchboard_store::shifts::{self, Changed, Listed, New, Planned, Shown, Taken};

use crate::ctx::Ctx;
use crate::problem::Problem;

/// A campaign's shifts.
pub async fn list(ctx: &Ctx, campaign: CampaignId) -> Result<Listed, Problem> {
    ctx.act("shifts", move |tx| shifts::list(tx, campaign))
        .await
        .map(|(listed, _)| listed)
}

/// One shift.
pub async fn show(ctx: &Ctx, shift: ShiftId) -> Result<Shown, Problem> {
    ctx.act("shift", move |tx| shifts::show(tx, shift))
        .await
        .map(|(shown, _)| shown)
}

/// Plans a shift.
pub async fn plan(ctx: &Ctx, campaign: CampaignId, new: New) -> Result<Planned, Problem> {
    ctx.act("shift-plan", move |tx| shifts::plan(tx, campaign, &new))
        .await
        .map(|(planned, _)| planned)
}

/// Changes a shift.
pub async fn change(ctx: &Ctx, shift: ShiftId, to: New) -> Result<Changed, Problem> {
    ctx.act("shift-change", move |tx| shifts::change(tx, shift, &to))
        .await
        .map(|(changed, _)| changed)
}

/// Cancels a shift; answers whether it was still to come.
pub async fn cancel(ctx: &Ctx, shift: ShiftId) -> Result<bool, Problem> {
    ctx.act("shift-cancel", move |tx| shifts::cancel(tx, shift))
        .await
        .map(|(told, _)| told.is_some())
}

/// Takes a place.
pub async fn take(ctx: &Ctx, shift: ShiftId) -> Result<Taken, Problem> {
    ctx.act("shift-take", move |tx| shifts::take(tx, shift))
        .await
        .map(|(taken, _)| taken)
}

/// Gives the place back.
pub async fn give_back(ctx: &Ctx, shift: ShiftId) -> Result<(), Problem> {
    ctx.act("shift-back", move |tx| shifts::give_back(tx, shift))
        .await
        .map(|_| ())
}
