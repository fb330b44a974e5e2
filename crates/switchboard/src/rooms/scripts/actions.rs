//! What is done to scripts, opening lines and complaints.

use switchboard_store::rules::ids::{BankId, CampaignId, CardId, ScriptId};
use switchboard_store::rules::rights::Settled;
use switchboard_store::rules::script::{Opening, Script};
use switchboard_store::scripts::{
    self, Answered, Behind, Kept, Lines, Opened, Shelf, Version, Waiting,
};

use crate::ctx::Ctx;
use crate::problem::Problem;

/// A campaign's scripts.
pub async fn shelf(ctx: &Ctx, campaign: CampaignId) -> Result<Shelf, Problem> {
    ctx.act("script-list", move |tx| scripts::shelf(tx, campaign))
        .await
        .map(|(shelf, _)| shelf)
}

/// One of them.
pub async fn open(ctx: &Ctx, campaign: CampaignId, script: ScriptId) -> Result<Opened, Problem> {
    ctx.act("script-open", move |tx| scripts::open(tx, campaign, script))
        .await
        .map(|(opened, _)| opened)
}

/// The file of a version.
pub async fn version(ctx: &Ctx, campaign: CampaignId, of: Version) -> Result<String, Problem> {
    ctx.act("script-version", move |tx| {
        scripts::version(tx, campaign, of)
    })
    .await
    .map(|(text, _)| text)
}

/// Keeps a draft.
pub async fn keep(
    ctx: &Ctx,
    campaign: CampaignId,
    id: Option<ScriptId>,
    script: Script,
) -> Result<Kept, Problem> {
    ctx.act("script-keep", move |tx| {
        scripts::keep(tx, campaign, id, &script)
    })
    .await
    .map(|(kept, _)| kept)
}

/// Publishes these words.
pub async fn publish(
    ctx: &Ctx,
    campaign: CampaignId,
    id: ScriptId,
    script: Script,
) -> Result<Kept, Problem> {
    ctx.act("script-publish", move |tx| {
        scripts::publish(tx, campaign, id, &script)
    })
    .await
    .map(|(kept, _)| kept)
}

/// Puts a version on a bank.
pub async fn put_on(ctx: &Ctx, bank: BankId, version: Version) -> Result<(), Problem> {
    ctx.account()?;
    ctx.act("script-use", move |tx| scripts::put_on(tx, bank, version))
        .await
        .map(|_| ())
}

/// What was answered in a bank.
pub async fn answered(ctx: &Ctx, bank: BankId) -> Result<Answered, Problem> {
    ctx.act("bank-answers", move |tx| scripts::answered(tx, bank))
        .await
        .map(|(answered, _)| answered)
}

/// The opening lines that are set.
pub async fn lines(ctx: &Ctx) -> Result<Lines, Problem> {
    ctx.act("opening-lines", scripts::lines)
        .await
        .map(|(lines, _)| lines)
}

/// Sets those of one language.
pub async fn set_opening(
    ctx: &Ctx,
    language: &'static str,
    opening: Opening,
) -> Result<(), Problem> {
    ctx.act("opening-set", move |tx| {
        scripts::set_opening(tx, language, &opening)
    })
    .await
    .map(|_| ())
}

/// The complaints that wait and those that are settled, or those behind one.
pub async fn complaints(ctx: &Ctx, behind: Behind) -> Result<Waiting, Problem> {
    ctx.act("complaints", move |tx| scripts::complaints(tx, behind))
        .await
        .map(|(waiting, _)| waiting)
}

/// Marks one as settled, and says what was done; false where it was before.
pub async fn settle(ctx: &Ctx, card: CardId, how: Settled) -> Result<bool, Problem> {
    let act = move |tx: &mut switchboard_store::Tx<'_, '_>| scripts::settle(tx, card, how);
    ctx.act("complaint-settle", act)
        .await
        .map(|(is_done, _)| is_done)
}
