//! A member's own page: the code, the page, the objection, the copy.

use switchboard_store::own_page::{self, Head, Objections, OwnToken, Source};
use switchboard_store::rules::card::Size;
use switchboard_store::rules::ids::CampaignId;
use switchboard_store::{
    Auth, Disclosed, MemberFile, NotDisclosed, OwnAnswers, OwnLooks, Proof, Recorded,
};

use crate::ctx::Ctx;
use crate::problem::{Problem, What};

pub use switchboard_store::own_page::After as Place;

/// How long the cookie lasts; the store ends the session by its own clock.
pub const LASTS_S: i64 = 30 * 60;

/// What was done, what was shown and what was written, open.
pub struct Opened {
    /// What was done.
    pub heads: Vec<Head>,
    /// What was shown, in the same order.
    pub looks: Disclosed<OwnLooks>,
    /// What campaigns wrote, by the campaign's name.
    pub heard: Vec<(String, Disclosed<OwnAnswers>)>,
    /// What the member said against calls.
    pub objections: Objections,
    /// Where the record came from.
    pub sources: Vec<Source>,
}

/// One page of it.
pub struct Page {
    /// What stands on it.
    pub opened: Opened,
    /// Where the next one begins.
    pub after: Option<Place>,
}

/// All of it.
pub struct Whole {
    /// The record; none where nothing of it is in force.
    pub file: Option<Disclosed<MemberFile>>,
    /// The branch.
    pub branch: String,
    /// What was done.
    pub opened: Opened,
    /// Whether there is more than one copy holds.
    pub is_cut: bool,
}

/// Asks for a code; answers it in a demo, which mails nothing.
pub async fn ask(ctx: &Ctx, who: String) -> Result<Option<String>, Problem> {
    let act = move |tx: &mut switchboard_store::Tx<'_, '_>| own_page::ask(tx, &who);
    let (asked, _) = ctx.act_as("own-page-ask", Auth::Job("door"), act).await?;
    Ok(asked.shown)
}

/// Opens the page to whoever typed the right code.
pub async fn open(ctx: &Ctx, who: String, code: String) -> Result<Option<OwnToken>, Problem> {
    let act = move |tx: &mut switchboard_store::Tx<'_, '_>| own_page::open(tx, &who, &code);
    let (token, _) = ctx.act_as("own-page-open", Auth::Job("door"), act).await?;
    Ok(token)
}

/// A page of who looked and who rang.
pub async fn mine(ctx: &Ctx, after: Option<Place>) -> Result<Page, Problem> {
    let act = move |tx: &mut switchboard_store::Tx<'_, '_>| own_page::mine(tx, after);
    let (mine, proof) = ctx.act_own("own-page", act).await?;
    let shut = |shut| ctx.problem(What::Shut(shut));
    let opened = Opened {
        heads: mine.heads.disclose(&proof).map_err(shut)?,
        looks: mine.looks.disclose(&proof).map_err(shut)?,
        heard: heard(mine.heard, &proof).map_err(shut)?,
        objections: mine.objections,
        sources: mine.sources,
    };
    Ok(Page {
        opened,
        after: mine.after,
    })
}

fn heard(
    heard: Vec<own_page::Heard>,
    proof: &Proof,
) -> Result<Vec<(String, Disclosed<OwnAnswers>)>, NotDisclosed> {
    let open = |one: own_page::Heard| Ok((one.campaign, one.answers.disclose(proof)?));
    heard.into_iter().map(open).collect()
}

/// A copy of all of it.
pub async fn copy(ctx: &Ctx) -> Result<Whole, Problem> {
    let (copy, proof) = ctx.act_own("own-page-copy", own_page::copy).await?;
    let shut = |shut| ctx.problem(What::Shut(shut));
    let file = copy
        .file
        .map(|file: Recorded<MemberFile>| file.disclose(&proof));
    let opened = Opened {
        heads: copy.heads.disclose(&proof).map_err(shut)?,
        looks: copy.looks.disclose(&proof).map_err(shut)?,
        heard: heard(copy.heard, &proof).map_err(shut)?,
        objections: copy.objections,
        sources: copy.sources,
    };
    Ok(Whole {
        file: file.transpose().map_err(shut)?,
        branch: copy.branch,
        opened,
        is_cut: copy.is_cut,
    })
}

/// The member doesn't want to be rung.
pub async fn object(ctx: &Ctx, size: Size, campaign: Option<CampaignId>) -> Result<(), Problem> {
    let act = move |tx: &mut switchboard_store::Tx<'_, '_>| own_page::object(tx, size, campaign);
    ctx.act_own("own-page-object", act).await.map(|((), _)| ())
}

/// The member takes that back.
pub async fn allow(ctx: &Ctx) -> Result<(), Problem> {
    let allowed = ctx.act_own("own-page-allow", own_page::allow).await;
    allowed.map(|((), _)| ())
}

/// Ends the session.
pub async fn end(ctx: &Ctx) -> Result<(), Problem> {
    let ended = ctx.act_own("own-page-end", own_page::end).await;
    ended.map(|((), _)| ())
}
