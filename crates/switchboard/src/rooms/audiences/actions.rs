//! What the room asks of the store.

use switchboard_store::audiences::{
    self, Counted, CountedQuestion, Counting, Crossed, Overview, OwnCalls,
};
use switchboard_store::banks::{self, Added, NewOwnBank};
use switchboard_store::rules::audience::{Audience, Field};
use switchboard_store::rules::ids::{CampaignId, ScriptId};

use crate::ctx::Ctx;
use crate::problem::Problem;

/// What can be chosen, with the published counts. Where the members of the contest aren't counted yet they are now, for whoever
/// may ask, and so is the state of the campaign's own calls.
pub async fn look(ctx: &Ctx, campaign: CampaignId) -> Result<Overview, Problem> {
    let act = move |tx: &mut switchboard_store::Tx<'_, '_>| audiences::look(tx, campaign);
    let (seen, _) = ctx.act("audience-look", act).await?;
    if seen.everybody != Counted::NotReady && seen.own_calls != OwnCalls::NotReady {
        return Ok(seen);
    }
    let (world, now, contest) = (ctx.app.world.clone(), ctx.now, seen.contest);
    let prepared = ctx.blocking(move || {
        let is_there = audiences::prepare(&world, contest, now)?;
        if is_there {
            audiences::prepare_own(&world, (campaign, contest), now)?;
        }
        Ok(is_there)
    });
    if !prepared.await? {
        return Ok(seen);
    }
    let (seen, _) = ctx.act("audience-look", act).await?;
    Ok(seen)
}

/// Counts an audience.
pub async fn count(
    ctx: &Ctx,
    campaign: CampaignId,
    audience: Audience,
) -> Result<Counted, Problem> {
    ctx.act("audience-count", move |tx| {
        audiences::count(tx, campaign, &audience)
    })
    .await
    .map(|(counted, _)| counted)
}

/// The questions of which a campaign may count the answers.
pub struct Listed {
    /// Of which it counts them from the next state on.
    pub chosen: Option<CountedQuestion>,
    /// By which the state that stands was made.
    pub standing: Option<CountedQuestion>,
    /// Those that can be chosen.
    pub all: Vec<CountedQuestion>,
}

/// Which questions can be chosen; their scripts are read beside the writer.
pub async fn questions(ctx: &Ctx, campaign: CampaignId) -> Result<Listed, Problem> {
    let asked = ctx.act("audience-questions", move |tx| {
        audiences::questions(tx, campaign)
    });
    let (found, _) = asked.await?;
    ctx.blocking(move || {
        Ok(Listed {
            all: found.listed(),
            chosen: found.chosen,
            standing: found.standing,
        })
    })
    .await
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
