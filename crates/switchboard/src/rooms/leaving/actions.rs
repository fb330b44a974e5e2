//! Ending everything of an account, or of a campaign.

use switchboard_store::leaving::{self, CampaignName, Standing};
use switchboard_store::requests::Asked;
use switchboard_store::rules::ids::{AccountId, CampaignId, ContestId};
use switchboard_store::rules::leaving::Leaving;
use switchboard_store::rules::person::ExternalId;
use switchboard_store::rules::request::Because;
use switchboard_store::{Tx, Verdict, door};

use crate::ctx::Ctx;
use crate::problem::{Problem, What};

/// Whose account it is, for whoever may see all its roles.
pub async fn name(ctx: &Ctx, account: AccountId) -> Result<String, Problem> {
    let act = move |tx: &mut Tx<'_, '_>| {
        Ok(match door::terms_of(tx, account)? {
            Verdict::Given(terms) => Verdict::Given(terms.label),
            Verdict::Refused(refusal) => Verdict::Refused(refusal),
        })
    };
    ctx.act("account-terms", act).await.map(|(name, _)| name)
}

/// Ends everything of an account.
pub async fn end(ctx: &Ctx, account: AccountId, leaving: Leaving) -> Result<(), Problem> {
    let act = move |tx: &mut Tx<'_, '_>| leaving::end(tx, account, leaving);
    ctx.act("leave", act).await.map(|_| ())
}

/// Ends the accounts of whoever has this membership number; answers how many.
pub async fn end_of_member(
    ctx: &Ctx,
    number: ExternalId,
    leaving: Leaving,
) -> Result<u64, Problem> {
    let act = move |tx: &mut Tx<'_, '_>| leaving::end_of_member(tx, &number, leaving);
    ctx.act("leaver", act).await.map(|(ended, _)| ended)
}

/// The campaigns of a contest.
pub async fn campaigns(ctx: &Ctx, contest: ContestId) -> Result<Vec<CampaignName>, Problem> {
    let act = move |tx: &mut Tx<'_, '_>| leaving::campaigns(tx, contest);
    ctx.act("withdraw-campaigns", act).await.map(|(all, _)| all)
}

/// What a campaign's withdrawal would end.
pub async fn standing(ctx: &Ctx, campaign: CampaignId) -> Result<Standing, Problem> {
    let act = move |tx: &mut Tx<'_, '_>| leaving::standing(tx, campaign);
    ctx.act("withdraw-look", act).await.map(|(found, _)| found)
}

/// Asks that a campaign be taken out of its contest; the word of what became of it. Gone where it withdrew before.
pub async fn ask_withdrawal(
    ctx: &Ctx,
    campaign: CampaignId,
    because: Because,
) -> Result<&'static str, Problem> {
    let act = move |tx: &mut Tx<'_, '_>| leaving::ask_withdrawal(tx, campaign, because.clone());
    let (asked, _) = ctx.act("withdraw-ask", act).await?;
    match asked {
        Asked::New { .. } => Ok("asked"),
        Asked::Already(_) => Ok("already"),
        Asked::Not(_) => Err(ctx.problem(What::NotFound)),
    }
}
