//! What the room asks of the store.

use switchboard_store::Tx;
use switchboard_store::audiences::{
    self, Counted, Counting, Crossed, MayList, Overview, OwnCalls, Questions,
};
use switchboard_store::banks::{self, Added, NewOwnBank};
use switchboard_store::rules::audience::{Audience, Field};
use switchboard_store::rules::ids::{CampaignId, ContestId, ScriptId};

use crate::ctx::Ctx;
use crate::problem::Problem;

/// What can be chosen, with the published counts. Where the members of the contest aren't counted yet they are now, for whoever
/// may ask, and so is the state of the campaign's own calls.
pub async fn look(ctx: &Ctx, campaign: CampaignId) -> Result<Overview, Problem> {
    let act = move |tx: &mut Tx<'_, '_>| audiences::look(tx, campaign);
    let (seen, _) = ctx.act("audience-look", act).await?;
    if seen.everybody != Counted::NotReady && seen.own_calls != OwnCalls::NotReady {
        return Ok(seen);
    }
    if !prepare(ctx, (campaign, seen.contest)).await? {
        return Ok(seen);
    }
    let (seen, _) = ctx.act("audience-look", act).await?;
    Ok(seen)
}

/// Begins what an organiser asks or does: whoever may not count is refused before anything else, and for whoever may it is counted by
/// now what wasn't. Answers the number of the state of own calls that stands; none where none is counted. It shows nothing, and is no look.
pub async fn begin(ctx: &Ctx, campaign: CampaignId) -> Result<Option<i64>, Problem> {
    let act = move |tx: &mut Tx<'_, '_>| audiences::readiness(tx, campaign);
    let (stands, _) = ctx.act("audience-begin", act).await?;
    if stands.is_ready || !prepare(ctx, (campaign, stands.contest)).await? {
        return Ok(stands.state);
    }
    let (stands, _) = ctx.act("audience-begin", act).await?;
    Ok(stands.state)
}

/// Counts the members of a contest and a campaign's own calls, where that wasn't done; answers whether there is anything to count.
async fn prepare(ctx: &Ctx, (campaign, contest): (CampaignId, ContestId)) -> Result<bool, Problem> {
    let (world, now) = (ctx.app.world.clone(), ctx.now);
    ctx.blocking(move || {
        let is_there = audiences::prepare(&world, contest, now)?;
        if is_there {
            audiences::prepare_own(&world, (campaign, contest), now)?;
        }
        Ok(is_there)
    })
    .await
}

/// Counts an audience; where it was chosen by an answer, by that of the state of own calls with this number.
pub async fn count(
    ctx: &Ctx,
    campaign: CampaignId,
    (audience, state): (Audience, Option<i64>),
) -> Result<Counted, Problem> {
    ctx.act("audience-count", move |tx| {
        audiences::count(tx, campaign, (&audience, state))
    })
    .await
    .map(|(counted, _)| counted)
}

/// Which questions can be chosen, for a program.
pub async fn questions(ctx: &Ctx, campaign: CampaignId) -> Result<Questions, Problem> {
    let asked = ctx.act("audience-questions", move |tx| {
        audiences::questions(tx, campaign)
    });
    let (may, _) = asked.await?;
    read(ctx, may).await
}

/// The same for the page, which was looked at already; none where nothing can be counted yet.
pub async fn listed(ctx: &Ctx, seen: &Overview) -> Result<Option<Questions>, Problem> {
    match seen.may_list.clone() {
        Some(may) => read(ctx, may).await.map(Some),
        None => Ok(None),
    }
}

/// Their scripts are read beside the writer.
async fn read(ctx: &Ctx, may: MayList) -> Result<Questions, Problem> {
    let world = ctx.app.world.clone();
    ctx.blocking(move || may.read(&world)).await
}

/// Chooses of which question the answers are counted, by its script and the name of its part; none for no question.
pub async fn count_answers(
    ctx: &Ctx,
    campaign: CampaignId,
    asked: Option<(ScriptId, String)>,
) -> Result<Counting, Problem> {
    ctx.act("audience-answers", move |tx| {
        audiences::count_answers(tx, campaign, asked.as_ref())
    })
    .await
    .map(|(counting, _)| counting)
}

/// The table of two fields; none where nothing is counted yet.
pub async fn cross(
    ctx: &Ctx,
    campaign: CampaignId,
    fields: [Field; 2],
) -> Result<Option<Crossed>, Problem> {
    let asked = ctx.act("audience-cross", move |tx| {
        audiences::cross(tx, campaign, fields)
    });
    let (Some(may), _) = asked.await? else {
        return Ok(None);
    };
    ctx.blocking(move || Ok(Some(may.table()))).await
}

/// Adds a phone bank.
pub async fn add(ctx: &Ctx, new: NewOwnBank) -> Result<Added, Problem> {
    ctx.act("bank-add", move |tx| banks::add_bank(tx, &new))
        .await
        .map(|(added, _)| added)
}
