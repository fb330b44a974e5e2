//! Asking to read what a campaign wrote, reading it, and seeing that it was read.

use switchboard_store::answers::{self, CaseAfter, CasePage, Choice, Question};
use switchboard_store::requests::{Asked, Cannot};
use switchboard_store::rules::answers::Purpose;
use switchboard_store::rules::ids::{CampaignId, RequestId};
use switchboard_store::rules::moment::Moment;
use switchboard_store::{Answers, Disclosed};

use crate::ctx::Ctx;
use crate::problem::{Problem, What};

pub use switchboard_store::answers::{After as Place, CaseAfter as CasePlace};

/// Which campaigns somebody may ask about.
pub async fn form(ctx: &Ctx) -> Result<Vec<Choice>, Problem> {
    ctx.act("answers-form", answers::form)
        .await
        .map(|(choices, _)| choices)
}

/// Asks; answers what the page of requests says then, or nothing where nobody has the number.
pub async fn ask(ctx: &Ctx, question: Question) -> Result<Option<&'static str>, Problem> {
    let (asked, _) = ctx
        .act("answers-ask", move |tx| answers::ask(tx, &question))
        .await?;
    match asked {
        Asked::New { .. } => Ok(Some("asked")),
        Asked::Already(_) => Ok(Some("already")),
        Asked::Not(Cannot::NoSuchMember) => Ok(None),
        Asked::Not(Cannot::NotUnderstood) => Err(ctx.problem(What::NotFound)),
    }
}

/// A page of what a campaign wrote about one member, opened.
pub struct Opened {
    /// The campaign's name, and its contest's.
    pub campaign: (String, String),
    /// What it is read for.
    pub what_for: Purpose,
    /// Who agreed.
    pub agreed_by: String,
    /// Until when it can be read.
    pub until: Moment,
    /// The calls.
    pub answers: Disclosed<Answers>,
    /// Whether older entries about the member were left out.
    pub is_cut: bool,
    /// Where the next page begins, if there is one.
    pub after: Option<Place>,
}

/// Reads a page of a case.
pub async fn read(ctx: &Ctx, id: RequestId, after: Option<Place>) -> Result<Opened, Problem> {
    let (reading, proof) = ctx
        .act("answers-read", move |tx| answers::read(tx, id, after))
        .await?;
    let answers = reading
        .answers
        .disclose(&proof)
        .map_err(|shut| ctx.problem(What::Shut(shut)))?;
    Ok(Opened {
        campaign: (reading.campaign, reading.contest),
        what_for: reading.what_for,
        agreed_by: reading.agreed_by,
        until: reading.until,
        answers,
        is_cut: reading.is_cut,
        after: reading.after,
    })
}

/// A page of cases: of one campaign, or of every one.
pub async fn cases(
    ctx: &Ctx,
    campaign: Option<CampaignId>,
    after: Option<CaseAfter>,
) -> Result<CasePage, Problem> {
    ctx.act("answers-cases", move |tx| {
        answers::cases(tx, campaign, after)
    })
    .await
    .map(|(page, _)| page)
}
