//! What an officer does with one record, and the second reader with a reason.

use switchboard_store::members::{
    self, Added, Begun, Beside, Colleague, Corrected, LinkError, Opening, ReadAfter, WaitingReason,
};
use switchboard_store::roll::Settled;
use switchboard_store::rules::ids::{AccountId, CampaignId, LookId};
use switchboard_store::rules::look::{Mark, Purpose, Reading, Why, Words};
use switchboard_store::rules::person::ExternalId;
use switchboard_store::rules::roll::Typed;
use switchboard_store::{CoveredFile, Disclosed, MemberFile, Reasons};

use crate::ctx::Ctx;
use crate::problem::{Problem, What};

/// Begins a look at a hit.
pub async fn begin(ctx: &Ctx, opening: Opening) -> Result<Begun, Problem> {
    ctx.act("member-open", move |tx| members::begin(tx, &opening))
        .await
        .map(|(begun, _)| begun)
}

/// What the page of a look shows.
pub enum Sight {
    /// A fuller reason is asked for first.
    Asked(Why, Purpose),
    /// The record.
    Record(Box<Record>),
}

/// One record, disclosed.
pub struct Record {
    /// What it was opened for.
    pub purpose: Purpose,
    /// The record itself.
    pub file: File,
    /// What stands beside it.
    pub beside: Beside,
}

/// How much of it.
pub enum File {
    /// All.
    Whole(Box<Disclosed<MemberFile>>),
    /// Masked.
    Covered(Disclosed<CoveredFile>),
}

/// Shows a record, or asks for a reason.
pub async fn show(ctx: &Ctx, look: LookId) -> Result<Sight, Problem> {
    let (sight, proof) = ctx
        .act("member-show", move |tx| members::show(tx, look))
        .await?;
    let shown = match sight {
        members::Sight::Asked(why, purpose) => return Ok(Sight::Asked(why, purpose)),
        members::Sight::Record(shown) => shown,
    };
    let file = match shown.file {
        members::File::Whole(file) => file
            .disclose(&proof)
            .map(|file| File::Whole(Box::new(file))),
        members::File::Covered(file) => file.disclose(&proof).map(File::Covered),
    };
    Ok(Sight::Record(Box::new(Record {
        purpose: shown.purpose,
        file: file.map_err(|shut| ctx.problem(What::Shut(shut)))?,
        beside: shown.beside,
    })))
}

/// Gives the fuller reason.
pub async fn reason(ctx: &Ctx, look: LookId, words: Words) -> Result<(), Problem> {
    ctx.act("member-reason", move |tx| members::reason(tx, look, &words))
        .await
        .map(|_| ())
}

/// Asks once more for what is covered.
pub async fn uncover(ctx: &Ctx, look: LookId) -> Result<(), Problem> {
    ctx.act("member-uncover", move |tx| members::uncover(tx, look))
        .await
        .map(|_| ())
}

/// Marks a record.
pub async fn mark(ctx: &Ctx, look: LookId, mark: Mark, why: Words) -> Result<(), Problem> {
    ctx.act("member-mark", move |tx| members::mark(tx, look, mark, &why))
        .await
        .map(|_| ())
}

/// Lifts a mark.
pub async fn lift(ctx: &Ctx, look: LookId, mark: Mark, why: Words) -> Result<(), Problem> {
    ctx.act("member-lift", move |tx| members::lift(tx, look, mark, &why))
        .await
        .map(|_| ())
}

/// Writes down an objection.
pub async fn object(ctx: &Ctx, look: LookId, campaign: Option<CampaignId>) -> Result<(), Problem> {
    ctx.act("member-object", move |tx| {
        members::object(tx, look, campaign)
    })
    .await
    .map(|_| ())
}

/// Lifts objections on the member's word.
pub async fn allow(ctx: &Ctx, look: LookId, said: Words) -> Result<(), Problem> {
    ctx.act("member-allow", move |tx| {
        members::allow_calls(tx, look, &said)
    })
    .await
    .map(|_| ())
}

/// Writes a note.
pub async fn note(ctx: &Ctx, look: LookId, words: Words) -> Result<(), Problem> {
    ctx.act("member-note", move |tx| members::note(tx, look, &words))
        .await
        .map(|_| ())
}

/// Corrects any fields.
pub async fn correct(ctx: &Ctx, look: LookId, typed: Typed) -> Result<Corrected, Problem> {
    ctx.act("member-correct", move |tx| {
        members::correct(tx, look, &typed)
    })
    .await
    .map(|(corrected, _)| corrected)
}

/// Adds a member.
pub async fn add(ctx: &Ctx, typed: Typed) -> Result<Added, Problem> {
    ctx.act("member-add", move |tx| members::add(tx, &typed))
        .await
        .map(|(added, _)| added)
}

/// Ends a membership.
pub async fn end(ctx: &Ctx, look: LookId, why: Words) -> Result<(), Problem> {
    ctx.act("member-end", move |tx| members::end(tx, look, &why))
        .await
        .map(|_| ())
}

/// Takes an end back.
pub async fn resume(ctx: &Ctx, look: LookId, why: Words) -> Result<(), Problem> {
    ctx.act("member-resume", move |tx| members::resume(tx, look, &why))
        .await
        .map(|_| ())
}

/// A page of reasons to read.
pub struct ToRead {
    /// What waits, oldest first.
    pub waiting: Vec<WaitingReason>,
    /// The words, each where its look stands.
    pub reasons: Disclosed<Reasons>,
    /// Where the next page begins.
    pub after: Option<ReadAfter>,
}

/// The reasons that wait; at most twenty.
pub async fn reasons(ctx: &Ctx, after: Option<ReadAfter>) -> Result<ToRead, Problem> {
    let (page, proof) = ctx
        .act("member-reasons", move |tx| members::reasons(tx, after))
        .await?;
    let reasons = page.reasons.disclose(&proof);
    Ok(ToRead {
        waiting: page.waiting,
        reasons: reasons.map_err(|shut| ctx.problem(What::Shut(shut)))?,
        after: page.after,
    })
}

/// Says what was found of one.
pub async fn read(ctx: &Ctx, look: LookId, reading: Reading) -> Result<Settled, Problem> {
    ctx.act("member-read", move |tx| members::read(tx, look, reading))
        .await
        .map(|(settled, _)| settled)
}

/// Everybody who works for the whole house.
pub async fn colleagues(ctx: &Ctx) -> Result<Vec<Colleague>, Problem> {
    ctx.act("member-colleagues", members::colleagues)
        .await
        .map(|(list, _)| list)
}

/// Links an account to its own record.
pub async fn link(
    ctx: &Ctx,
    account: AccountId,
    number: ExternalId,
) -> Result<Result<(), LinkError>, Problem> {
    ctx.act("member-link", move |tx| members::link(tx, account, &number))
        .await
        .map(|(linked, _)| linked)
}
