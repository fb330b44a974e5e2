//! A member's own page: the code, the page, the objection, the copy.

use switchboard_store::own_page::{self, Given, Head, Objections, OwnToken, Sight, Source};
use switchboard_store::rules::audience::Spoken;
use switchboard_store::rules::card::Size;
use switchboard_store::rules::ids::{CampaignId, LookId};
use switchboard_store::{
    Auth, Disclosed, MemberFile, NotDisclosed, OwnAnswers, OwnCounted, OwnLooks, Proof, Recorded,
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
    /// What was shown, in the same order, slice by slice.
    pub looks: Vec<Disclosed<OwnLooks>>,
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
    /// How much of it is shown.
    pub sight: Sight,
    /// Where the next one begins.
    pub after: Option<Place>,
}

/// All of it.
pub struct Whole {
    /// The record; none where nothing of it is in force.
    pub file: Option<Disclosed<MemberFile>>,
    /// The branch.
    pub branch: String,
    /// The kind of membership.
    pub kind: String,
    /// The language in which they would like to be rung, by its code; empty when none is said.
    pub language: String,
    /// The year of joining.
    pub joined_year: Option<i64>,
    /// The last day of the membership; empty when none is said.
    pub ends_on: String,
    /// The area; empty when none is said.
    pub area: String,
    /// The tags, parted by `; `.
    pub tags: String,
    /// How each campaign has it that came of its calls.
    pub called: Vec<Called>,
    /// What was done.
    pub opened: Opened,
    /// Whether there is more than one copy holds.
    pub is_cut: bool,
}

/// How one campaign has it that came of its calls.
pub struct Called {
    /// The campaign's name.
    pub campaign: String,
    /// The level.
    pub level: Spoken,
    /// Which answer it counts, where it counts one.
    pub counted: Option<Disclosed<OwnCounted>>,
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
        looks: vec![mine.looks.disclose(&proof).map_err(shut)?],
        heard: heard(mine.heard, &proof).map_err(shut)?,
        objections: mine.objections,
        sources: mine.sources,
    };
    Ok(Page {
        opened,
        sight: mine.sight,
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

fn called(all: Vec<own_page::Called>, proof: &Proof) -> Result<Vec<Called>, NotDisclosed> {
    let open = |one: own_page::Called| {
        let counted = one.counted.map(|counted| counted.disclose(proof));
        Ok(Called {
            campaign: one.campaign,
            level: one.level,
            counted: counted.transpose()?,
        })
    };
    all.into_iter().map(open).collect()
}

/// So many slices one copy has at the most.
const SLICES_MAX: usize = 40;

/// A copy of all of it, slice by slice, so that callers get their turn in between.
pub async fn copy(ctx: &Ctx) -> Result<Whole, Problem> {
    ctx.may_copy()?;
    let mut whole = slice(ctx, None).await?;
    for _ in 1..SLICES_MAX {
        let (Some(after), whole) = (whole.1, &mut whole) else {
            break;
        };
        let (more, next) = slice(ctx, Some(after)).await?;
        whole.0.opened.go_on(more.opened);
        whole.1 = next;
    }
    let (whole, after) = whole;
    Ok(Whole {
        is_cut: after.is_some(),
        ..whole
    })
}

impl Opened {
    /// Goes on with the next slice.
    fn go_on(&mut self, next: Self) {
        let before = self.heard.len();
        self.heads.extend(next.heads.into_iter().map(|head| Head {
            heard: head.heard.map(|(campaign, call)| (campaign + before, call)),
            ..head
        }));
        self.looks.extend(next.looks);
        self.heard.extend(next.heard);
    }
}

async fn slice(ctx: &Ctx, after: Option<Place>) -> Result<(Whole, Option<Place>), Problem> {
    let act = move |tx: &mut switchboard_store::Tx<'_, '_>| own_page::copy(tx, after);
    let (copy, proof) = ctx.act_own_on("own-page-copy", act).await?;
    let shut = |shut| ctx.problem(What::Shut(shut));
    let file = copy
        .file
        .map(|file: Recorded<MemberFile>| file.disclose(&proof));
    let opened = Opened {
        heads: copy.heads.disclose(&proof).map_err(shut)?,
        looks: vec![copy.looks.disclose(&proof).map_err(shut)?],
        heard: heard(copy.heard, &proof).map_err(shut)?,
        objections: copy.objections,
        sources: copy.sources,
    };
    let whole = Whole {
        file: file.transpose().map_err(shut)?,
        branch: copy.branch,
        kind: copy.kind,
        language: copy.language,
        joined_year: copy.joined_year,
        ends_on: copy.ends_on,
        area: copy.area,
        tags: copy.tags,
        called: called(copy.called, &proof).map_err(shut)?,
        opened,
        is_cut: false,
    };
    Ok((whole, copy.after))
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

/// Whether the officer behind this look may give its member a code.
pub async fn may_give(ctx: &Ctx, look: LookId) -> Result<(), Problem> {
    let act = move |tx: &mut switchboard_store::Tx<'_, '_>| own_page::may_give(tx, look);
    ctx.act("own-code-ask", act).await.map(|((), _)| ())
}

/// Gives the member of a look a code.
pub async fn give(ctx: &Ctx, look: LookId) -> Result<Given, Problem> {
    let act = move |tx: &mut switchboard_store::Tx<'_, '_>| own_page::give(tx, look);
    ctx.act("own-code-give", act).await.map(|(given, _)| given)
}
